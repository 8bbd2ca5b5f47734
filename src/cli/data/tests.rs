//! What is read of files, also of strange ones.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::api::wire::{Condition, Test};
use crate::chart::{Grain, Unit, Value, Values};

fn frame(text: &str) -> Frame {
    read(text.as_bytes()).unwrap().frame
}

fn names(frame: &Frame) -> Vec<String> {
    frame.columns().iter().map(|column| column.name.to_string()).collect()
}

fn texts(frame: &Frame, name: &str) -> Vec<Option<String>> {
    let column = frame.column(name).unwrap();
    (0..frame.rows())
        .map(|row| column.text(row).map(ToString::to_string))
        .collect()
}

fn numbers(frame: &Frame, name: &str) -> Vec<Option<f64>> {
    let column = frame.column(name).unwrap();
    (0..frame.rows()).map(|row| column.number(row)).collect()
}

#[test]
fn a_table_with_names_is_read_whatever_stands_between_its_values() {
    for sign in [",", ";", "\t", "|"] {
        let text = ["team,new", "Billing,412", "Sales,86"].join("\r\n").replace(',', sign);
        let frame = frame(&format!("\u{feff}{text}\r\n\r\n"));
        assert_eq!(names(&frame), ["team", "new"], "{sign:?}");
        assert_eq!(numbers(&frame, "new"), [Some(412.0), Some(86.0)]);
        assert_eq!(
            texts(&frame, "team"),
            [Some("Billing".to_owned()), Some("Sales".to_owned())]
        );
    }
}

#[test]
fn types_are_found_and_what_does_not_fit_is_counted() {
    let mut text = "day,share,reply,paid,count,note\n".to_owned();
    for day in 1..=25 {
        let line = format!("2026-11-{day:02},{day}.5 %,{day} min 30 s,\"$1,2{day:02}.50\",\"1,0{day:02}\",x{day}\n");
        text.push_str(&line);
    }
    text.push_str("soon,—,,n/a,many,null\n");
    let Read { frame, notes } = read(text.as_bytes()).unwrap();
    let unit = |name: &str| frame.column(name).unwrap().unit;
    assert_eq!(frame.column("day").unwrap().grain, Grain::Day);
    assert!(matches!(frame.column("day").unwrap().values, Values::Times(_)));
    assert_eq!(
        (unit("share"), unit("reply"), unit("paid"), unit("count")),
        (Unit::Percent, Unit::Seconds, Unit::Money, Unit::Number)
    );
    assert_eq!(numbers(&frame, "share")[..1], [Some(1.5)]);
    assert_eq!(numbers(&frame, "reply")[..1], [Some(90.0)]);
    assert_eq!(numbers(&frame, "paid")[..1], [Some(1201.5)]);
    assert_eq!(numbers(&frame, "count")[..1], [Some(1001.0)]);
    assert_eq!(texts(&frame, "note")[25], None);
    assert_eq!(
        notes,
        [
            "1 value is no date in “day” and left out",
            "1 value is no number in “count” and left out"
        ]
    );
}

#[test]
fn rows_that_are_not_like_the_others_are_left_out_and_counted() {
    let Read { frame, notes } = read(b"a,b\n1,2\n3\n4,5,6\n7,8,,\n\"9,10").unwrap();
    assert_eq!(numbers(&frame, "a"), [Some(1.0), Some(7.0)]);
    assert_eq!(notes, ["3 rows that are not like the others are left out"]);
}

#[test]
fn columns_without_names_are_called_by_their_place() {
    assert_eq!(names(&frame("1,2\n3,4\n")), ["Column 1", "Column 2"]);
    assert_eq!(names(&frame("name,,NAME\na,b,c\n")), ["name", "Column 2", "NAME 2"]);
    let counts = frame("   12 open\n    3 not closed yet\n");
    assert_eq!(names(&counts), ["Value", "Count"]);
    assert_eq!(texts(&counts, "Value")[1], Some("not closed yet".to_owned()));
}

#[test]
fn commas_before_fractions_are_read_between_semicolons() {
    let frame = frame("name;amount\na;1.204,50\nb;2,5\n");
    assert_eq!(numbers(&frame, "amount"), [Some(1204.5), Some(2.5)]);
}

#[test]
fn json_is_read_as_list_as_lines_and_as_columns() {
    let list = r#"[{"team":"Billing","n":412,"on":true},{"team":"Sales","n":null,"in":{"side":1}}]"#;
    let read_list = frame(list);
    assert_eq!(names(&read_list), ["team", "n", "on", "in.side"]);
    assert_eq!(numbers(&read_list, "n"), [Some(412.0), None]);
    assert_eq!(texts(&read_list, "on"), [Some("yes".to_owned()), None]);
    let lines = "{\"team\":\"Billing\",\"n\":1}\n{oops\n\n{\"team\":\"Sales\",\"n\":2.5}\n";
    let Read { frame: by_line, notes } = read(lines.as_bytes()).unwrap();
    assert_eq!(numbers(&by_line, "n"), [Some(1.0), Some(2.5)]);
    assert_eq!(notes, ["1 row that is not like the others is left out"]);
    let columns = frame(r#"{"day":["2026-01-01","2026-02-01"],"n":[1,2]}"#);
    assert_eq!(columns.column("day").unwrap().grain, Grain::Month);
    assert_eq!(frame(r#"{"data":[{"a":1},{"a":2}]}"#).rows(), 2);
    assert_eq!(numbers(&frame("[[1,2],[3,4]]"), "Column 2"), [Some(2.0), Some(4.0)]);
    assert_eq!(frame(r#"{"a":1,"b":"x"}"#).rows(), 1);
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    for (bytes, word) in [
        (&b""[..], "nothing"),
        (b" \n\n", "nothing"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"a\0b", "zero"),
        (b"{oops", "JSON"),
        (b"[]", "columns"),
    ] {
        let error = read(bytes).unwrap_err();
        assert!(error.contains(word), "{error}");
    }
    let wide = vec!["x"; 600].join(",");
    assert!(read(wide.as_bytes()).unwrap_err().contains("600 columns"));
}

#[test]
fn what_is_hostile_is_harmless() {
    let Read { frame, notes } = read(b"na\xffme,\x1b[31mred\n\x1b]0;x\x07,\xe2\x80\xae1\n").unwrap();
    for column in frame.columns() {
        assert!(!column.name.as_str().contains('\u{1b}'));
        assert!(!format!("{:?}", column.value(0)).contains("\\u{1b}"));
    }
    assert!(notes[0].contains("UTF-8"));
}

#[test]
fn moments_are_cut_and_rows_kept() {
    let whole = frame("at,n\n2026-02-03 10:30,1\n2026-02-28T23:59:59Z,2\n2026-03-01,3\n");
    let months = cut(whole.clone(), "at", Grain::Month);
    let start = DateTime::parse_from_rfc3339("2026-02-01T00:00:00Z")
        .unwrap()
        .timestamp_millis();
    assert_eq!(months.column("at").unwrap().value(1), Value::Time(start));
    let kept =
        |test, value: &str, column: &str| numbers(&keep(&whole, &[Condition::new(column, test, value)]).unwrap(), "n");
    assert_eq!(kept(Test::Greater, "1", "n"), [Some(2.0), Some(3.0)]);
    assert_eq!(kept(Test::Less, "2026-02-28", "at"), [Some(1.0)]);
    assert_eq!(kept(Test::Is, "2026-02-28", "at"), [Some(2.0)]);
    assert_eq!(keep(&whole, &[Condition::bare("x", Test::Empty)]), Err("x".to_owned()));
}

proptest! {
    #[test]
    fn nothing_panics_and_columns_are_as_long_as_each_other(text in "[a-c0-9,;\t\"\n\r{}\\[\\]:. %-]{0,80}") {
        if let Ok(Read { frame, .. }) = read(text.as_bytes()) {
            for column in frame.columns() {
                prop_assert_eq!(column.values.len(), frame.rows());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let _ = read(&bytes);
    }
}
