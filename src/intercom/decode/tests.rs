//! Whole records: every module with every field, every tolerance where it lives, and anything at all anywhere.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type, TimestampMillisecondType};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value as Json, json};

use super::*;
use crate::catalog::{Origin, schema};

const PARENTS: [Module; 9] = [
    Module::Admins,
    Module::Articles,
    Module::Collections,
    Module::Companies,
    Module::Contacts,
    Module::Conversations,
    Module::HelpCenters,
    Module::Teams,
    Module::Tickets,
];

/// A cell as text; `null` for none.
fn cell(rows: &RecordBatch, field: &str, row: usize) -> String {
    let column = rows
        .column_by_name(field)
        .unwrap_or_else(|| panic!("no column {field}"));
    if column.is_null(row) {
        return "null".to_owned();
    }
    let kind = Kind::of(rows.schema().field_with_name(field).unwrap());
    match kind {
        Kind::Text | Kind::Id => column.as_string::<i32>().value(row).to_owned(),
        Kind::Integer | Kind::Duration => column.as_primitive::<Int64Type>().value(row).to_string(),
        Kind::Decimal => column.as_primitive::<Float64Type>().value(row).to_string(),
        Kind::Boolean => column.as_boolean().value(row).to_string(),
        Kind::Timestamp => column.as_primitive::<TimestampMillisecondType>().value(row).to_string(),
        Kind::List => {
            let list = column.as_list::<i32>().value(row);
            let words: Vec<_> = list.as_string::<i32>().iter().flatten().map(str::to_owned).collect();
            words.join(",")
        }
    }
}

fn one(module: Module, record: &Json) -> Decoded {
    decode(module, &json!([record]).to_string())
}

/// Puts a value at a path, making what is on the way; through a list it becomes an element.
fn put(record: &mut Json, path: &str, value: Json) {
    let (step, rest) = path
        .split_once('.')
        .map_or((path, None), |(step, rest)| (step, Some(rest)));
    let key = step.trim_end_matches("[]");
    if !record.is_object() {
        *record = json!({});
    }
    let mut place = &mut record[key];
    if step.ends_with("[]") {
        if place.as_array().is_none_or(Vec::is_empty) {
            *place = json!([null]);
        }
        place = &mut place[0];
    }
    match rest {
        Some(rest) => put(place, rest, value),
        None => *place = value,
    }
}

/// A value of a kind as Intercom sends it, and as it should come out.
fn sample(kind: Kind, number: usize) -> (Json, String) {
    match kind {
        Kind::Text | Kind::List => (json!(format!("word {number}")), format!("word {number}")),
        Kind::Id => (json!(1000 + number), (1000 + number).to_string()),
        Kind::Integer | Kind::Duration => (json!(number), number.to_string()),
        Kind::Decimal => (json!(number as f64 + 0.5), (number as f64 + 0.5).to_string()),
        Kind::Boolean => (json!(number.is_multiple_of(2)), number.is_multiple_of(2).to_string()),
        Kind::Timestamp => (
            json!(1_700_000_000 + number),
            ((1_700_000_000 + number) * 1000).to_string(),
        ),
    }
}

/// A record of a module with every field set.
fn full(module: Module) -> (Json, Vec<(&'static str, String)>) {
    let mut record = json!({"type": "some", "unknown": {"deep": [[[1, {"a": null}]]]}});
    let mut expected = Vec::new();
    for (number, field) in module.fields().iter().enumerate() {
        let (value, text) = sample(field.kind, number + 1);
        put(&mut record, field.origin.path(), value);
        if let Origin::When { when, is, .. } = field.origin {
            put(&mut record, when, json!(is));
        }
        expected.push((field.name, text));
    }
    (record, expected)
}

#[test]
fn every_module_decodes_with_every_field_set() {
    for module in PARENTS {
        let (record, expected) = full(module);
        let decoded = one(module, &record);
        assert!(decoded.problems.is_empty(), "{module}: {:?}", decoded.problems);
        assert_eq!(decoded.rows.num_rows(), 1);
        assert_eq!(decoded.rows.schema(), schema(module));
        for (field, text) in expected {
            assert_eq!(cell(&decoded.rows, field, 0), text, "{module}: {field}");
        }
        assert_eq!(decoded.derived.map(|derived| derived.module), module.derives());
    }
}

#[test]
fn derived_modules_decode_with_every_field_set() {
    for (module, children, expected) in [
        (
            Module::ConversationVsContact,
            json!([{"id": "7", "contacts": {"contacts": [{"id": "a"}, {"id": "b"}, {"id": "a"}]}}]),
            vec![("7", "a"), ("7", "b")],
        ),
        (
            Module::TeamVsAdmin,
            json!([{"id": "7", "admin_ids": [1, "2", 2.0]}]),
            vec![("7", "1"), ("7", "2")],
        ),
    ] {
        let decoded = decode(module, &children.to_string());
        let derived = decoded.derived.unwrap();
        assert_eq!(derived.rows.schema(), schema(module));
        let [parent, child] = module.key() else {
            panic!("{module} has a key of two")
        };
        let rows: Vec<_> = (0..derived.rows.num_rows())
            .map(|row| (cell(&derived.rows, parent, row), cell(&derived.rows, child, row)))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect();
        assert_eq!(rows, expected);
        assert!(decoded.problems.is_empty());
    }
}

#[test]
fn parents_are_listed_also_without_children_but_not_when_the_list_is_unreadable() {
    let rows = json!([
        {"id": "1", "admin_ids": []},
        {"id": "2", "admin_ids": null},
        {"id": "3"},
        {"id": "4", "admin_ids": "many"},
        {"id": "5", "admin_ids": [9, null, {}]},
    ]);
    let decoded = decode(Module::Teams, &rows.to_string());
    let derived = decoded.derived.unwrap();
    assert_eq!(derived.parents, ["1", "2", "3", "5"]);
    assert_eq!(derived.rows.num_rows(), 1);
    assert_eq!(decoded.rows.num_rows(), 5);
    assert_eq!(decoded.problems.total, 4, "{:?}", decoded.problems);
}

#[test]
fn what_a_record_leaves_out_is_null() {
    for module in PARENTS {
        let mut record = json!({});
        put(
            &mut record,
            module.field(module.key()[0]).unwrap().1.origin.path(),
            json!("k"),
        );
        let decoded = one(module, &record);
        assert!(decoded.problems.is_empty());
        for field in module
            .fields()
            .iter()
            .filter(|field| !module.key().contains(&field.name))
        {
            assert_eq!(cell(&decoded.rows, field.name, 0), "null", "{module}: {}", field.name);
        }
    }
}

#[test]
fn objects_may_be_null_as_a_whole() {
    let record = json!({"id": 1, "statistics": null, "conversation_rating": null, "sla_applied": null, "source": null,
        "tags": null, "contacts": null, "teammates": null});
    let decoded = one(Module::Conversations, &record);
    assert!(decoded.problems.is_empty());
    assert_eq!(cell(&decoded.rows, "Count Reopens", 0), "null");
    assert_eq!(cell(&decoded.rows, "Tags", 0), "null");
    assert_eq!(decoded.derived.unwrap().parents, ["1"]);
}

#[test]
fn nobody_has_three_spellings() {
    for nobody in [json!(0), json!("0"), json!(null), json!(0.0)] {
        let decoded = one(
            Module::Tickets,
            &json!({"id": "1", "admin_assignee_id": nobody, "team_assignee_id": 5}),
        );
        assert_eq!(cell(&decoded.rows, "Admin Assignee ID", 0), "null");
        assert_eq!(cell(&decoded.rows, "Team Assignee ID", 0), "5");
    }
    // Where the catalog does not say so, zero is an id.
    let decoded = one(Module::Contacts, &json!({"id": "1", "owner_id": 0}));
    assert_eq!(cell(&decoded.rows, "Owner ID", 0), "0");
}

#[test]
fn a_plain_value_stands_for_an_object_around_one_thing() {
    let decoded = one(
        Module::Tickets,
        &json!({"id": 1, "ticket_state": "resolved", "ticket_type": "Bug"}),
    );
    assert_eq!(cell(&decoded.rows, "Ticket State", 0), "resolved");
    assert_eq!(cell(&decoded.rows, "Ticket Type", 0), "Bug");
    assert!(decoded.problems.is_empty());

    let decoded = one(
        Module::Conversations,
        &json!({"id": 1, "conversation_rating": 5, "open": true}),
    );
    assert_eq!(cell(&decoded.rows, "Conversation Rating", 0), "null");
    assert_eq!(cell(&decoded.rows, "Open", 0), "true");
    assert!(decoded.problems.total > 0, "a rating of five things is none");
}

#[test]
fn lists_come_in_three_shapes() {
    for tags in [
        json!({"type": "tag.list", "tags": [{"id": 1, "name": "vip"}, {"id": 2, "name": "late"}]}),
        json!([{"name": "vip"}, {"name": "late"}]),
        json!({"tags": ["vip", {"name": null}, {}, "late"]}),
    ] {
        let decoded = one(Module::Companies, &json!({"id": "c", "tags": tags}));
        assert_eq!(cell(&decoded.rows, "Tags", 0), "vip,late", "{tags}");
        assert!(decoded.problems.is_empty(), "{:?}", decoded.problems);
    }
    let decoded = one(Module::Companies, &json!({"id": "c", "tags": {"tags": []}}));
    assert_eq!(cell(&decoded.rows, "Tags", 0), "");
    let decoded = one(Module::Companies, &json!({"id": "c", "tags": {"tags": [[1]]}}));
    assert_eq!(
        (cell(&decoded.rows, "Tags", 0), decoded.problems.total),
        (String::new(), 1)
    );
}

#[test]
fn the_first_of_many_companies_is_taken() {
    let decoded = one(
        Module::Contacts,
        &json!({"id": "c", "companies": {"data": [{"id": "x"}, {"id": "y"}]}}),
    );
    assert_eq!(cell(&decoded.rows, "Company ID", 0), "x");
    let decoded = one(Module::Contacts, &json!({"id": "c", "companies": {"data": []}}));
    assert_eq!(cell(&decoded.rows, "Company ID", 0), "null");
    assert!(decoded.problems.is_empty());
}

#[test]
fn an_articles_parent_is_found_in_both_versions() {
    let old = one(
        Module::Articles,
        &json!({"id": 1, "parent_id": 5, "parent_type": "section"}),
    );
    assert_eq!(cell(&old.rows, "Parent ID", 0), "5");
    assert_eq!(cell(&old.rows, "Parent Type", 0), "section");
    let new = one(Module::Articles, &json!({"id": 1, "parent_ids": [8, 9]}));
    assert_eq!(cell(&new.rows, "Parent ID", 0), "8");
    assert_eq!(cell(&new.rows, "Parent Type", 0), "collection");
    let none = one(Module::Articles, &json!({"id": 1, "parent_ids": [], "parent_id": null}));
    assert_eq!(cell(&none.rows, "Parent ID", 0), "null");
    assert_eq!(cell(&none.rows, "Parent Type", 0), "null");
}

#[test]
fn a_rating_belongs_to_an_admin_or_to_nobody_whatever_the_order_of_keys() {
    for (teammate, expected) in [
        (r#"{"type":"admin","id":"9"}"#, "9"),
        (r#"{"id":9,"type":"admin"}"#, "9"),
        (r#"{"id":9,"type":"workflow"}"#, "null"),
        (r#"{"id":9}"#, "null"),
        ("null", "null"),
    ] {
        let rows = format!(r#"[{{"conversation_rating":{{"teammate":{teammate},"rating":"4"}},"id":"1"}}]"#);
        let decoded = decode(Module::Conversations, &rows);
        assert_eq!(
            cell(&decoded.rows, "Conversation Rating Admin ID", 0),
            expected,
            "{teammate}"
        );
        assert_eq!(cell(&decoded.rows, "Conversation Rating", 0), "4");
        assert!(decoded.problems.is_empty());
    }
}

#[test]
fn of_two_equal_keys_the_last_counts_as_a_whole() {
    let rows = r#"[{"id":"1","id":"2","statistics":{"count_reopens":5,"count_assignments":1},
        "statistics":{"count_assignments":2},"tags":{"tags":[{"name":"a"}],"tags":[{"name":"b","name":"c"}]}}]"#;
    let decoded = decode(Module::Conversations, rows);
    assert_eq!(cell(&decoded.rows, "ID", 0), "2");
    assert_eq!(cell(&decoded.rows, "Count Reopens", 0), "null");
    assert_eq!(cell(&decoded.rows, "Count Assignments", 0), "2");
    assert_eq!(cell(&decoded.rows, "Tags", 0), "c");
}

#[test]
fn records_without_a_key_are_left_out_and_counted() {
    let rows = json!([{"name": "x"}, {"id": null}, {"id": ""}, {"id": {}}, null, 5, "text", [1], {"id": "good"}]);
    let decoded = decode(Module::Teams, &rows.to_string());
    assert_eq!(decoded.rows.num_rows(), 1);
    assert_eq!(decoded.problems.records_left_out, 8);
    assert_eq!(decoded.derived.unwrap().parents, ["good"]);
    assert!(
        decoded
            .problems
            .kept
            .iter()
            .all(|problem| problem.kind == ProblemKind::NoKey)
    );
}

#[test]
fn problems_name_what_they_are_about_and_are_kept_within_bounds() {
    let decoded = one(
        Module::Conversations,
        &json!({"id": "77", "created_at": "long ago\u{1b}[2J", "title": ["x"]}),
    );
    let words: Vec<_> = decoded.problems.kept.iter().map(ToString::to_string).collect();
    assert!(
        words
            .iter()
            .any(|text| text.contains("Conversations 77, Created At") && text.contains("long ago"))
    );
    assert!(
        words
            .iter()
            .any(|text| text.contains("Title") && text.contains("a list"))
    );
    assert!(words.iter().all(|text| !text.contains('\u{1b}')));

    let many: Vec<_> = (0..5000).map(|id| json!({"id": id, "name": {}})).collect();
    let mut decoded = decode(Module::Teams, &json!(many).to_string());
    assert_eq!((decoded.problems.total, decoded.rows.num_rows()), (5000, 5000));
    assert_eq!(decoded.problems.kept.len(), 100);
    decoded
        .problems
        .absorb(decode(Module::Teams, &json!(many).to_string()).problems);
    assert_eq!((decoded.problems.total, decoded.problems.kept.len()), (10_000, 100));
}

#[test]
fn half_an_emoji_or_an_absurd_number_costs_no_other_record() {
    let rows = r#"[{"id":"1","title":"whole"},{"id":"2","title":"half \ud83d"},
        {"id":"3","statistics":{"count_reopens":1e999}},{"id":"4","title":"\ud83d\ude00"}]"#;
    let decoded = decode(Module::Conversations, rows);
    assert_eq!(decoded.rows.num_rows(), 4);
    assert_eq!(cell(&decoded.rows, "Title", 1), "half \u{fffd}");
    assert_eq!(cell(&decoded.rows, "Count Reopens", 2), "null");
    assert_eq!(cell(&decoded.rows, "Title", 3), "😀");
    assert_eq!(cell(&decoded.rows, "Title", 0), "whole");
}

#[test]
fn depth_is_skipped_where_unknown_and_a_problem_where_not() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let rows = format!(r#"[{{"custom_attributes":{deep},"title":{deep},"id":"1"}}]"#);
    let decoded = decode(Module::Conversations, &rows);
    assert_eq!((decoded.rows.num_rows(), decoded.problems.total), (1, 1));
}

#[test]
fn a_list_without_an_end_is_no_list() {
    let rows = format!(r#"[{{"id":"1","admin_ids":[{}0],"name":"n"}}]"#, "0,".repeat(300_000));
    let decoded = decode(Module::Teams, &rows);
    assert_eq!(cell(&decoded.rows, "Name", 0), "n");
    assert!(decoded.derived.unwrap().parents.is_empty());
    assert_eq!(decoded.problems.total, 1);
}

#[test]
fn what_is_no_list_of_records_is_a_problem_and_no_panic() {
    for rows in ["", "{}", "nonsense", "[", "[{\"id\":", "[{}] and more", "\"text\""] {
        let decoded = decode(Module::Teams, rows);
        assert_eq!(decoded.rows.num_rows(), 0, "{rows}");
        assert!(decoded.problems.total >= 1, "{rows}");
    }
    assert!(decode(Module::Teams, "[]").problems.is_empty());
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        Just(json!("2022-09-19T14:20:23Z")),
        Just(json!("0")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(
                (
                    prop_oneof!["[a-z_]{1,6}", Just("id".to_owned()), Just("tags".to_owned())],
                    inner
                ),
                0..4
            )
            .prop_map(|pairs| Json::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Any value at any path of any module: a batch in the module's schema, with a row for each record with a key.
    #[test]
    fn anything_anywhere_gives_a_valid_batch(
        module in prop::sample::select(PARENTS.to_vec()),
        values in prop::collection::vec((any::<prop::sample::Index>(), 0usize..3, any_json()), 1..5),
    ) {
        let (mut record, _) = full(module);
        for (index, cut, value) in values {
            let path = index.get(module.fields()).origin.path();
            // Also at what is on the way to the path.
            let steps: Vec<_> = path.split('.').collect();
            put(&mut record, &steps[..steps.len().saturating_sub(cut).max(1)].join("."), value);
        }
        let (whole, _) = full(module);
        let decoded = decode(module, &json!([whole, record, whole]).to_string());
        prop_assert_eq!(decoded.rows.schema(), schema(module));
        let left_out = decoded.problems.records_left_out as usize;
        prop_assert!(decoded.rows.num_rows() >= 2);
        prop_assert!(decoded.rows.num_rows() + left_out >= 3);
        if let Some(derived) = decoded.derived {
            prop_assert_eq!(derived.rows.schema(), schema(derived.module));
        }
    }

    /// A record that is any JSON at all.
    #[test]
    fn any_record_gives_a_valid_batch(module in prop::sample::select(PARENTS.to_vec()), record in any_json()) {
        let decoded = decode(module, &json!([record]).to_string());
        prop_assert!(decoded.rows.num_rows() <= 1);
    }
}

/// Not a test of time: run with `--ignored --nocapture` to see what a record costs.
#[test]
#[ignore = "a measurement, not a test"]
fn cost_of_a_conversation() {
    let (mut record, _) = full(Module::Conversations);
    record["custom_attributes"] = json!({"plan": "pro", "text": "x".repeat(700)});
    record["source"]["body"] = json!("<p>hello</p>".repeat(20));
    record["teammates"] = json!({"type": "admin.list", "admins": [{"type": "admin", "id": "1"}]});
    let size = record.to_string().len();
    let rows = json!(vec![record; 150]).to_string();
    let rounds = 200;
    let started = std::time::Instant::now();
    for _ in 0..rounds {
        assert_eq!(decode(Module::Conversations, &rows).rows.num_rows(), 150);
    }
    let each = started.elapsed().as_secs_f64() * 1e6 / f64::from(rounds * 150);
    println!("{each:.2} µs for a conversation of {size} bytes");
}
