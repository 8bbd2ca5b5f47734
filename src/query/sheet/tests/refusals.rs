//! What makes no sense is refused in words; what is hostile is looked for like any other text.

use chrono_tz::Europe::Berlin;
use proptest::prelude::*;

use super::model::NOW;
use crate::catalog::Module;
use crate::query::QueryError;
use crate::query::sheet::{Sheet, Stop};
use crate::query::testing::{Workspace, cases, conversations};
use crate::query::view::{Condition, SortKey, Test, View};

fn build(view: &View) -> Result<Sheet, QueryError> {
    let now = NOW.parse().unwrap();
    let records = conversations(3, 20, now, 10);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 100)
        .session(Berlin, now);
    Sheet::build(&session, view, &Stop::default())
}

fn with(conditions: Vec<Condition>) -> View {
    View {
        conditions,
        ..View::all(Module::Conversations)
    }
}

fn refused(condition: Condition) -> String {
    build(&with(vec![condition])).unwrap_err().to_string()
}

#[test]
fn a_mistake_is_told_with_the_type_and_an_example() {
    let words = |column: &str, test, value: &str| refused(Condition::new(column, test, value));
    insta::assert_snapshot!(
        [
            words("Stat", Test::Is, "open"),
            words("Created At", Test::Less, "soon"),
            words("Conversation Rating", Test::Is, "good"),
            words("Open", Test::Is, "maybe"),
            words("Open", Test::Less, "yes"),
            words("Tags", Test::AtLeast, "a"),
            words("Time To Admin Reply", Test::Greater, "long"),
            words("State", Test::Empty, "x"),
            refused(Condition::bare("State", Test::Is)),
            refused(Condition {
                values: vec!["a".to_owned(), "b".to_owned()],
                ..Condition::bare("Title", Test::Contains)
            }),
        ]
        .join("\n")
    );
}

#[test]
fn too_much_is_refused() {
    let one = Condition::new("State", Test::Is, "open");
    let many = build(&with(vec![one.clone(); 65])).unwrap_err();
    assert!(many.to_string().contains("64 is the most"), "{many}");
    let values = refused(Condition {
        values: vec!["open".to_owned(); 200_001],
        ..one
    });
    assert!(values.contains("200000 is the most"), "{values}");
    assert!(refused(Condition::new("Title", Test::Contains, "x".repeat(5000))).contains("longer than 4096"));
    let search = View {
        search: "x".repeat(5000),
        ..View::all(Module::Conversations)
    };
    assert!(build(&search).is_err());
    let key = SortKey {
        column: "State".to_owned(),
        descending: false,
    };
    let sort = View {
        sort: vec![key; 17],
        ..View::all(Module::Conversations)
    };
    assert!(build(&sort).is_err());
    let sheet = build(&View::all(Module::Conversations)).unwrap();
    for text in ["", &"x".repeat(5000)] {
        assert!(sheet.find(text, &[], 0, false, &Stop::default()).is_err());
    }
    let wrong_key = sheet
        .locate(&["1".to_owned(), "2".to_owned()], &Stop::default())
        .unwrap_err();
    assert!(wrong_key.to_string().contains("give ID"), "{wrong_key}");
    assert!(
        sheet
            .values("Titel", "", 3, &Stop::default())
            .unwrap_err()
            .to_string()
            .contains("\"Title\"")
    );
    assert!(sheet.window(&["Nothing".to_owned()], 0, 3, &Stop::default()).is_err());
}

#[test]
fn a_thousand_values_are_compared_without_nesting_as_deep() {
    let numbers = Condition {
        values: (0..1000).map(|number| number.to_string()).collect(),
        ..Condition::bare("Conversation Rating", Test::Is)
    };
    let rated = build(&with(vec![Condition::bare("Conversation Rating", Test::Filled)])).unwrap();
    assert_eq!(build(&with(vec![numbers])).unwrap().rows(), rated.rows());
}

#[test]
fn hostile_texts_are_only_texts() {
    for text in [
        "' OR 1=1 --",
        "\"; DROP TABLE x",
        "%",
        "_",
        "\\",
        "{}",
        "\u{0}",
        "\u{1b}[31m",
        "$1",
    ] {
        let condition = Condition::new("Title", Test::Contains, text);
        let sheet = build(&with(vec![condition])).unwrap();
        let expected = if text == "%" {
            build(&with(vec![Condition::new("Title", Test::Starts, "100%")]))
                .unwrap()
                .rows()
        } else {
            0
        };
        assert_eq!(sheet.rows(), expected, "{text:?}");
        let hostile = Condition::new(text, Test::Is, "1");
        assert!(build(&with(vec![hostile])).is_err(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases(150))]
    #[test]
    fn any_condition_is_answered_or_refused(
        field in 0..Module::Conversations.fields().len(),
        test in prop::sample::select(Test::ALL.to_vec()),
        values in prop::collection::vec(".{0,12}|[0-9:. TZ-]{0,20}", 0..3),
    ) {
        let column = Module::Conversations.fields()[field].name.to_owned();
        match build(&with(vec![Condition { column, test, values }])) {
            Ok(sheet) => prop_assert!(sheet.rows() <= 20),
            Err(error) => prop_assert_eq!(error.code(), "invalid"),
        }
    }
}

#[test]
fn a_module_without_rows_has_empty_pages() {
    for module in Module::ALL {
        let session = Workspace::default().session(Berlin, NOW.parse().unwrap());
        let sheet = Sheet::build(&session, &View::all(module), &Stop::default()).unwrap();
        let page = sheet.window(&[], 0, 10, &Stop::default()).unwrap();
        assert_eq!((page.rows, page.cells.len()), (0, 0));
        assert!(page.columns.len() >= module.fields().len());
    }
}
