//! Questions of all kinds over a workspace in memory, compared with what counting the records by hand gives.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

use super::*;
use crate::catalog::Module;
use crate::chart::{Fold, Frame, Grain, Key, Unit, Value, Values};
use crate::query::testing::{Record, Value as Cell, Workspace, conversations, median, number, text, wait};
use crate::query::{Condition, Session, SortKey, Test};
use crate::text::SafeText;

const ZONE: Tz = Tz::Europe__Berlin;

fn now() -> DateTime<Utc> {
    "2026-04-15T10:00:00Z".parse().unwrap()
}

fn records() -> Vec<Record> {
    conversations(5, 600, now(), 60)
}

fn teams() -> Vec<Record> {
    let named = [("1", "Billing"), ("2", "Sales"), ("3", "Sales"), ("4", "  ")];
    named
        .into_iter()
        .map(|(id, name)| {
            Record::from([
                ("Team ID", Cell::Text(id.to_owned())),
                ("Name", Cell::Text(name.to_owned())),
            ])
        })
        .collect()
}

fn session() -> Session {
    Workspace::default()
        .with(Module::Conversations, &records(), &[], 100)
        .with(Module::Teams, &teams(), &[], 10)
        .session(ZONE, now())
}

fn ask(question: &Question) -> Answer {
    wait(answer(&session(), question)).unwrap()
}

fn refusal(question: &Question) -> String {
    let error = wait(answer(&session(), question)).unwrap_err();
    format!("{} {}", error.advice().why, error.advice().next)
}

fn value(frame: &Frame, column: &str, row: usize) -> Value {
    frame.column(column).unwrap().value(row)
}

fn numbers(frame: &Frame, column: &str) -> Vec<Option<f64>> {
    let column = frame.column(column).unwrap();
    (0..frame.rows()).map(|row| column.number(row)).collect()
}

fn of_conversations(columns: impl IntoIterator<Item = Asked>) -> Question {
    Question::of(Module::Conversations, columns)
}

fn created(record: &Record) -> Option<DateTime<Tz>> {
    let millis = number(record, "Created At")?;
    DateTime::from_timestamp_millis(millis).map(|moment| moment.with_timezone(&ZONE))
}

#[test]
fn groups_are_those_that_counting_by_hand_gives_the_largest_first() {
    let frame = ask(&of_conversations([
        Asked::column("team_assignee_id").called("team"),
        Asked::rows().called("n"),
    ]))
    .frame;
    let mut counts: BTreeMap<Option<&str>, f64> = BTreeMap::new();
    let records = records();
    for record in &records {
        *counts.entry(text(record, "Team Assignee ID")).or_default() += 1.0;
    }
    let mut expected: Vec<(Value, f64)> = counts
        .into_iter()
        .map(|(team, count)| (team.map_or(Value::Null, |team| Value::Text(SafeText::new(team))), count))
        .collect();
    expected.sort_by(|a, b| b.1.total_cmp(&a.1));
    let found: Vec<(Value, f64)> = (0..frame.rows())
        .map(|row| (value(&frame, "team", row), numbers(&frame, "n")[row].unwrap()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_steps_of_a_scale_come_in_their_order() {
    let frame = ask(&of_conversations([
        Asked::start("Created At", Grain::Week),
        Asked::column("State"),
        Asked::column("Satisfaction Category").called("rating"),
        Asked::rows(),
    ]))
    .frame;
    let first_seen = |name: &str| {
        let mut seen = Vec::new();
        for row in 0..frame.rows() {
            let text = frame.column(name).unwrap().text(row).unwrap().to_string();
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen
    };
    assert_eq!(first_seen("State"), ["open", "snoozed", "closed"]);
    assert_eq!(
        first_seen("rating"),
        ["Very Good", "Good", "Neutral", "Bad", "Very Bad", "Not Rated"]
    );
}

#[test]
fn days_begin_where_the_clocks_of_the_zone_say_and_none_is_missing() {
    // The clocks went forward on 29 March: that day begins at 23:00 UTC and has 23 hours.
    let frame = ask(&of_conversations([
        Asked::start("Created At", Grain::Day).called("Day"),
        Asked::rows().called("n"),
        Asked::measure(Fold::Median, "Time To Admin Reply").called("reply"),
    ]))
    .frame;
    let mut by_day: BTreeMap<_, Vec<&Record>> = BTreeMap::new();
    let records = records();
    for record in &records {
        if let Some(created) = created(record) {
            by_day.entry(created.date_naive()).or_default().push(record);
        }
    }
    let column = frame.column("Day").unwrap();
    assert_eq!(column.grain, Grain::Day);
    let days: Vec<_> = (0..frame.rows())
        .filter_map(|row| {
            column
                .time(row)
                .map(|time| (row, DateTime::from_timestamp_millis(time).unwrap()))
        })
        .map(|(row, time)| (row, time.with_timezone(&ZONE)))
        .collect();
    assert!(
        days.windows(2)
            .all(|pair| pair[0].1.date_naive().succ_opt() == Some(pair[1].1.date_naive()))
    );
    for (row, day) in days {
        assert_eq!((day.hour(), day.minute()), (0, 0));
        let of_day = by_day.get(&day.date_naive()).map_or(&[][..], Vec::as_slice);
        assert_eq!(numbers(&frame, "n")[row], Some(of_day.len() as f64), "{day}");
        let reply = median(of_day.iter().filter_map(|record| number(record, "Time To Admin Reply")));
        assert_eq!(numbers(&frame, "reply")[row], reply, "{day}");
    }
    assert_eq!(frame.column("reply").unwrap().unit, Unit::Seconds);
    // Those that do not say when they were created come last, for themselves.
    let never = records.iter().filter(|record| created(record).is_none()).count();
    assert_eq!(column.time(frame.rows() - 1), None);
    assert_eq!(numbers(&frame, "n").last(), Some(&Some(never as f64)));
}

#[test]
fn every_grain_cuts_to_its_beginning() {
    for grain in [Grain::Hour, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
        let frame = ask(&of_conversations([
            Asked::start("Created At", grain).called("at"),
            Asked::rows().called("n"),
        ]))
        .frame;
        let column = frame.column("at").unwrap();
        for row in 0..frame.rows() {
            let Some(time) = column.time(row) else { continue };
            let time = DateTime::from_timestamp_millis(time).unwrap().with_timezone(&ZONE);
            let begins = match grain {
                Grain::Hour => time.minute() == 0,
                Grain::Week => time.weekday().num_days_from_monday() == 0 && time.hour() == 0,
                Grain::Month => time.day() == 1 && time.hour() == 0,
                Grain::Quarter => time.day() == 1 && time.month0().is_multiple_of(3),
                _ => time.ordinal() == 1,
            };
            assert!(begins, "{grain:?}: {time}");
        }
        let sum: f64 = numbers(&frame, "n").into_iter().flatten().sum();
        assert!((sum - records().len() as f64).abs() < 0.5, "{grain:?}");
    }
}

#[test]
fn the_hours_of_a_week_are_all_there_in_their_order() {
    let frame = ask(&of_conversations([
        Asked::cycle("Created At", Cycle::Weekday),
        Asked::cycle("Created At", Cycle::Hour),
        Asked::rows().called("n"),
    ])
    .only(Condition::bare("Created At", Test::Filled)))
    .frame;
    assert_eq!(frame.rows(), 7 * 24);
    let records = records();
    for row in 0..frame.rows() {
        let (day, hour) = (row / 24, row % 24);
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        assert_eq!(value(&frame, "Weekday", row), Value::Text(SafeText::new(days[day])));
        assert_eq!(
            value(&frame, "Hour", row),
            Value::Text(SafeText::new(format!("{hour:02}")))
        );
        let expected = records
            .iter()
            .filter_map(created)
            .filter(|at| at.weekday().num_days_from_monday() as usize == day && at.hour() as usize == hour)
            .count();
        assert_eq!(numbers(&frame, "n")[row], Some(expected as f64));
    }
}

#[test]
fn measures_have_the_units_of_what_they_are_made_of() {
    let question = of_conversations([
        Asked::rows(),
        Asked::measure(Fold::Mean, "Time To Admin Reply"),
        Asked::measure(Fold::Count, "Time To Admin Reply"),
        Asked::measure(Fold::Distinct, "Team Assignee ID"),
        Asked::measure(Fold::Max, "Created At"),
        Asked::formula("satisfaction rate"),
        Asked::formula(r#"count_if("State" = 'open')"#).called("open"),
    ]);
    let frame = ask(&question).frame;
    assert_eq!(frame.rows(), 1);
    let units: Vec<Unit> = frame.columns().iter().map(|column| column.unit).collect();
    assert_eq!(
        units,
        [
            Unit::Number,
            Unit::Seconds,
            Unit::Number,
            Unit::Number,
            Unit::Number,
            Unit::Percent,
            Unit::Number
        ]
    );
    let records = records();
    let latest = records
        .iter()
        .filter_map(|record| number(record, "Created At"))
        .max()
        .unwrap();
    assert_eq!(value(&frame, "Greatest Created At", 0), Value::Time(latest));
    assert_eq!(numbers(&frame, "Different Team Assignee ID"), [Some(4.0)]);
    let rated: Vec<i64> = records
        .iter()
        .filter_map(|record| number(record, "Conversation Rating"))
        .collect();
    let good = rated.iter().filter(|rating| **rating >= 4).count();
    let rate = numbers(&frame, "satisfaction rate")[0].unwrap();
    assert!((rate - good as f64 * 100.0 / rated.len() as f64).abs() < 1e-9);
    let open = records
        .iter()
        .filter(|record| text(record, "State") == Some("open"))
        .count();
    assert_eq!(numbers(&frame, "open"), [Some(open as f64)]);
}

#[test]
fn a_list_counts_for_each_of_its_elements() {
    let frame = ask(&of_conversations([Asked::column("Tags"), Asked::rows().called("n")])).frame;
    let tagged = records().iter().filter(|record| record.contains_key("Tags")).count();
    assert_eq!(numbers(&frame, "n"), vec![Some(tagged as f64); 2]);
    assert_eq!(value(&frame, "Tags", 0), Value::Text(SafeText::new("a")));
}

#[test]
fn ids_become_names_where_they_have_one_of_their_own_and_lead_back_to_their_rows() {
    let question = of_conversations([
        Asked::named("Team Assignee ID").called("Team"),
        Asked::rows().called("n"),
    ]);
    let Answer { frame, names, .. } = ask(&question);
    let mut found: Vec<String> = (0..frame.rows())
        .filter_map(|row| frame.column("Team").unwrap().text(row).map(ToString::to_string))
        .collect();
    found.sort();
    assert_eq!(found, ["4", "Billing", "Sales (2)", "Sales (3)"]);
    let key = |test| Key {
        column: "Team".to_owned(),
        test,
    };
    let of = |test| rows_of(&question, &names, &[key(test)], ZONE).map(|view| view.conditions);
    let is = |value: &str| Condition::new("Team Assignee ID", Test::Is, value);
    let named = |name: &str| Value::Text(SafeText::new(name));
    assert_eq!(of(crate::chart::Test::Is(named("Sales (3)"))), Some(vec![is("3")]));
    assert_eq!(of(crate::chart::Test::Is(named("4"))), Some(vec![is("4")]));
    assert_eq!(
        of(crate::chart::Test::Is(Value::Null)),
        Some(vec![Condition::bare("Team Assignee ID", Test::Empty)])
    );
    let several = of(crate::chart::Test::In(vec![named("Billing"), named("4")])).unwrap();
    assert_eq!(several[0].values, ["1", "4"]);
}

#[test]
fn a_bar_of_time_leads_to_the_rows_between_its_edges() {
    let question = of_conversations([
        Asked::start("Created At", Grain::Month).called("Month"),
        Asked::rows().called("n"),
    ]);
    let frame = ask(&question).frame;
    let (times, counts) = (frame.column("Month").unwrap(), numbers(&frame, "n"));
    for (row, count) in counts.iter().enumerate() {
        let keys = [Key {
            column: "Month".to_owned(),
            test: crate::chart::Test::Is(times.value(row)),
        }];
        let view = rows_of(&question, &[], &keys, ZONE).unwrap();
        let mut rows = of_conversations([Asked::rows().called("n")]);
        rows.conditions = view.conditions;
        assert_eq!(numbers(&ask(&rows).frame, "n"), [*count]);
    }
    let cycle = of_conversations([Asked::cycle("Created At", Cycle::Hour), Asked::rows()]);
    let hour = [Key {
        column: "Hour".to_owned(),
        test: crate::chart::Test::Is(Value::Text(SafeText::new("09"))),
    }];
    assert_eq!(rows_of(&cycle, &[], &hour, ZONE), None);
}

#[test]
fn a_bin_leads_to_the_rows_within_it() {
    let question = of_conversations([Asked::column("Time To Admin Reply").called("reply")]);
    let keys = [Key {
        column: "reply".to_owned(),
        test: crate::chart::Test::Within(Value::Number(1000.5), Value::Number(50_000.0)),
    }];
    let view = rows_of(&question, &[], &keys, ZONE).unwrap();
    let mut rows = of_conversations([Asked::rows().called("n")]);
    rows.conditions = view.conditions;
    let replies = records();
    let expected = replies
        .iter()
        .filter_map(|record| number(record, "Time To Admin Reply"))
        .filter(|seconds| (1001..50_000).contains(seconds))
        .count();
    assert_eq!(numbers(&ask(&rows).frame, "n"), [Some(expected as f64)]);
}

#[test]
fn without_a_measure_the_rows_come_as_they_are() {
    let mut question = of_conversations([
        Asked::column("Title"),
        Asked::column("tags"),
        Asked::start("Created At", Grain::Day).called("day"),
        Asked::column("Satisfaction Category"),
    ])
    .only(Condition::bare("Created At", Test::Filled));
    question.sort = vec![SortKey {
        column: "Created At".to_owned(),
        descending: true,
    }];
    question.limit = Some(20);
    let Answer { frame, notes, .. } = ask(&question);
    assert_eq!((frame.rows(), notes.len()), (20, 0));
    let Values::Times(days) = &frame.column("day").unwrap().values else {
        panic!("no moments")
    };
    assert!(days.is_sorted_by(|a, b| a >= b));
    let tags = frame.column("tags").unwrap();
    assert!((0..20).all(|row| tags.text(row).is_none_or(|text| text.as_str() == "a, b")));
}

#[test]
fn sql_is_typed_and_can_only_read() {
    let sql = |text: &str| Question::from(Subject::Sql(text.to_owned()));
    let frame = ask(&sql(
        r#"SELECT "State", count(*) AS n, "Satisfaction Rate", median("Time To Admin Reply") AS "Time To Admin Reply"
           FROM "Conversations" GROUP BY 1 ORDER BY 1"#,
    ))
    .frame;
    assert_eq!(frame.rows(), 3);
    assert_eq!(frame.column("Satisfaction Rate").unwrap().unit, Unit::Percent);
    assert_eq!(frame.column("Time To Admin Reply").unwrap().unit, Unit::Seconds);
    assert!(refusal(&sql("DELETE FROM \"Conversations\"")).contains("SELECT"));
    assert!(
        refusal(&sql("SELECT \"Stat\" FROM \"Conversations\""))
            .to_lowercase()
            .contains("stat")
    );
    let mut cut = sql(r#"SELECT "Created At", "State" FROM "Conversations""#);
    cut.columns = vec![Asked::start("created_at", Grain::Year).called("year")];
    assert_eq!(ask(&cut).frame.column("year").unwrap().grain, Grain::Year);
    cut.columns.push(Asked::rows());
    assert!(refusal(&cut).contains("write them into the query") || refusal(&cut).contains("Write them"));
}

#[test]
fn what_is_written_wrong_is_told_with_what_was_probably_meant() {
    for (question, words) in [
        (of_conversations([Asked::column("Sate"), Asked::rows()]), "\"State\""),
        (of_conversations([Asked::column("Sate")]), "\"State\""),
        (
            of_conversations([Asked::measure(Fold::Sum, "Conversation Ratin")]),
            "\"Conversation Rating\"",
        ),
        (of_conversations([Asked::measure(Fold::Mean, "Title")]), "no numbers"),
        (
            of_conversations([Asked::start("State", Grain::Day), Asked::rows()]),
            "no dates",
        ),
        (
            of_conversations([Asked::formula("Satisfaction Rat")]),
            "Satisfaction Rate",
        ),
        (
            of_conversations([
                Asked::column("State"),
                Asked::formula("Conversations to Ticket creation"),
            ]),
            "Tickets",
        ),
    ] {
        let told = refusal(&question);
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn formulas_over_two_tables_are_put_side_by_side() {
    let ticket = |id: usize, month: u32| {
        let at = format!("2026-{month:02}-10T12:00:00Z")
            .parse::<DateTime<Utc>>()
            .unwrap();
        Record::from([
            ("ID", Cell::Text(id.to_string())),
            ("Created At", Cell::Number(at.timestamp_millis())),
            ("Updated At", Cell::Number(at.timestamp_millis())),
        ])
    };
    let tickets = [ticket(1, 1), ticket(2, 3), ticket(3, 3)];
    let session = Workspace::default()
        .with(Module::Conversations, &records(), &[], 100)
        .with(Module::Tickets, &tickets, &[], 10)
        .session(ZONE, now());
    let question = of_conversations([
        Asked::start("Created At", Grain::Month).called("Month"),
        Asked::formula("Conversations to Ticket creation").called("rate"),
        Asked::rows().called("n"),
    ]);
    let frame = wait(answer(&session, &question)).unwrap().frame;
    let march = (0..frame.rows())
        .find(|row| matches!(value(&frame, "Month", *row), Value::Time(time) if DateTime::from_timestamp_millis(time).unwrap().with_timezone(&ZONE).month() == 3))
        .unwrap();
    let (rate, count) = (
        numbers(&frame, "rate")[march].unwrap(),
        numbers(&frame, "n")[march].unwrap(),
    );
    assert!((rate - 200.0 / count).abs() < 1e-9);
    // January has tickets and no conversations: a share of nothing is nothing.
    assert_eq!((numbers(&frame, "rate")[0], numbers(&frame, "n")[0]), (None, Some(0.0)));
}

#[test]
fn more_groups_than_can_be_shown_are_cut_and_that_is_said() {
    let mut question = of_conversations([Asked::column("ID"), Asked::rows()]);
    question.limit = Some(50);
    let Answer { frame, notes, .. } = ask(&question);
    assert_eq!(frame.rows(), 50);
    assert!(notes[0].contains("50 largest"), "{notes:?}");
}

#[test]
fn questions_travel_as_json_that_people_can_write() {
    let written = r#"{
        "from": {"table": "Conversations"},
        "columns": [
            {"name": "Day", "dimension": {"column": "Created At", "grain": "day"}},
            {"rows": {}},
            {"measure": {"fold": "median", "column": "Time To Admin Reply"}},
            {"formula": "Satisfaction Rate"}
        ],
        "conditions": [{"column": "State", "test": "is", "values": ["open"]}]
    }"#;
    let mut read: Question = serde_json::from_str(written)
        .unwrap_or_else(|_| serde_json::from_str(&written.replace("\"Conversations\"", "\"conversations\"")).unwrap());
    assert_eq!(read.columns[0], Asked::start("Created At", Grain::Day).called("Day"));
    assert_eq!(read.columns[1], Asked::rows());
    read.limit = Some(3);
    let again: Question = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[test]
fn a_picture_is_filled_part_by_part() {
    let part = |name: &str| {
        Picture::new(
            crate::chart::Spec::new(crate::chart::Kind::Bar, name),
            Question::default(),
        )
    };
    let mut whole = part("whole");
    whole.parts = vec![part("a"), part("b")];
    let answered = |row: f64| Answer {
        frame: Frame::try_from(vec![crate::chart::Column::numbers("n", Unit::Number, [Some(row)])]).unwrap(),
        notes: vec!["cut".to_owned()],
        ..Answer::default()
    };
    assert_eq!(whole.questions().unwrap().len(), 3);
    let filled = whole.filled([0.0, 1.0, 2.0].map(answered), ZONE, 7);
    assert_eq!(filled.notes, ["cut"]);
    assert_eq!(numbers(&filled.chart.parts[1].frame, "n"), [Some(2.0)]);
    assert_eq!(filled.chart.parts[0].spec.options.zone, ZONE);
    whole.parts = vec![part("a"); MOST_PARTS + 2];
    assert_eq!(whole.questions(), Err(TooManyParts));
}
