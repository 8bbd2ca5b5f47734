//! Tables read back from their scenes, and what becomes of unusual ones.

use proptest::prelude::*;

use crate::chart::decode::{grid, lines, rects};
use crate::chart::draw::draw;
use crate::chart::{
    Channel, Chart, Column, Fold, Frame, Grain, Hue, Key, Kind, Layer, Look, Part, Scene, Size, Spec, Test, Unit,
    Value, example,
};

fn chart(kind: Kind, columns: Vec<Column>) -> Chart {
    Chart {
        spec: Spec::new(kind, "A table"),
        frame: Frame::try_from(columns).unwrap(),
        parts: Vec::new(),
    }
}

/// Two teams with two channels and two states; one pair is not there.
fn counted(kind: Kind) -> Chart {
    let rows = [
        ("a", "x", "open", 10.0, 1.0),
        ("a", "x", "open", 20.0, 2.0),
        ("a", "y", "closed", 60.0, 3.0),
        ("b", "x", "open", 100.0, 10.0),
        ("b", "y", "open", 0.0, 0.0),
    ];
    let mut chart = chart(
        kind,
        vec![
            Column::texts("Team", rows.map(|row| Some(row.0))),
            Column::texts("Channel", rows.map(|row| Some(row.1))),
            Column::texts("State", rows.map(|row| Some(row.2))),
            Column::numbers("Reply", Unit::Number, rows.map(|row| Some(row.3))),
            Column::numbers("Count", Unit::Number, rows.map(|row| Some(row.4))),
        ],
    );
    chart.spec.levels = vec![Channel::of("Team"), Channel::of("Channel")];
    chart.spec.y = vec![Layer {
        fold: Fold::Mean,
        ..Layer::of("Reply")
    }];
    if kind == Kind::Pivot {
        chart.spec.columns = vec![Channel::of("State")];
    }
    chart
}

fn row(scene: &Scene, row: usize) -> Vec<String> {
    let cells = grid(scene).into_iter().filter(|((_, at), _)| *at == row);
    cells.map(|(_, words)| words).collect()
}

fn scene(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    draw(chart, look, Size::new(columns, rows))
}

#[test]
fn rows_are_the_frame() {
    let chart = example(Kind::Tabular);
    let scene = scene(&chart, &Look::default(), 100, 24);
    assert_eq!(scene.extent, (120, 4));
    assert_eq!(row(&scene, 0), ["Title", "Team", "Waiting since", "Waiting", "Rating"]);
    for at in 0..21 {
        let cells = row(&scene, at + 1);
        let text = |column: usize| chart.frame.columns()[column].text(at).map_or("—", |text| text.as_str());
        assert_eq!((cells[0].as_str(), cells[1].as_str()), (text(0), text(1)));
        let rating = chart.frame.columns()[4]
            .number(at)
            .map_or("—".to_owned(), |rating| rating.to_string());
        assert_eq!(cells[4], rating);
    }
    let screen = lines(&scene);
    assert_eq!(screen.last().map(String::as_str), Some("rows 1–21 of 120"));
}

#[test]
fn decimal_points_are_under_each_other() {
    let numbers = [Some(1204.0), Some(2.25), None, Some(-0.5), Some(f64::NAN)];
    let chart = chart(Kind::Tabular, vec![Column::numbers("N", Unit::Number, numbers)]);
    let screen = lines(&scene(&chart, &Look::default(), 30, 9));
    assert_eq!(
        &screen[1..7],
        ["       N", "1,204", "    2.25", "    —", "   -0.5", "    —"]
    );
}

#[test]
fn sorting_is_stable_natural_and_puts_nothing_last() {
    let names = [Some("item 10"), None, Some("Item 2"), Some("item 2"), Some("item 1")];
    let chart = chart(
        Kind::Tabular,
        vec![
            Column::texts("Name", names),
            Column::numbers("N", Unit::Number, (0..5).map(|row| Some(f64::from(row)))),
        ],
    );
    let order = |descending| {
        let look = Look {
            sort_column: Some((0, descending)),
            ..Look::default()
        };
        let scene = scene(&chart, &look, 40, 10);
        (1..=5).map(|at| row(&scene, at)[1].clone()).collect::<Vec<_>>()
    };
    assert_eq!(order(false), ["4", "2", "3", "0", "1"]);
    assert_eq!(order(true)[4], "1");
}

proptest! {
    #[test]
    fn a_sorted_page_is_a_piece_of_all_that_is_sorted(
        numbers in proptest::collection::vec(proptest::option::of(-5i32..5), 0..60), scroll in 0usize..70, descending: bool,
    ) {
        let chart = chart(Kind::Tabular, vec![
            Column::numbers("N", Unit::Number, numbers.iter().map(|number| number.map(f64::from))),
            Column::numbers("Row", Unit::Number, (0..numbers.len()).map(|row| Some(row as f64))),
        ]);
        let look = Look { sort_column: Some((0, descending)), scroll: (scroll, 0), ..Look::default() };
        let scene = scene(&chart, &look, 40, 12);
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        order.sort_by_key(|row| (numbers[*row].is_none(), numbers[*row].map(|number| if descending { -number } else { number })));
        for ((column, at), words) in grid(&scene) {
            if column == 1 && at > 0 {
                prop_assert_eq!(words, order[at - 1].to_string());
            }
        }
    }
}

#[test]
fn of_many_rows_only_those_that_are_seen_are_there() {
    let count = 100_000usize;
    let chart = chart(
        Kind::Tabular,
        vec![
            Column::texts("Name", (0..count).map(|row| Some(format!("name {row}")))),
            Column::numbers(
                "N",
                Unit::Number,
                (0..count).map(|row| Some((row * 7919 % count) as f64)),
            ),
        ],
    );
    let look = Look {
        scroll: (50_000, 0),
        sort_column: Some((1, true)),
        ..Look::default()
    };
    let scene = scene(&chart, &look, 80, 30);
    assert_eq!(row(&scene, 50_001)[1], "49,999");
    assert!(scene.spots.len() < 70, "{}", scene.spots.len());
}

#[test]
fn the_first_column_stays_while_others_scroll() {
    let columns = (0..30).map(|at| Column::texts(&format!("C{at}"), [Some(format!("value {at}"))]));
    let chart = chart(Kind::Tabular, columns.collect());
    let look = Look {
        scroll: (0, 10),
        ..Look::default()
    };
    let shown = scene(&chart, &look, 40, 10);
    assert_eq!(row(&shown, 0)[..2], ["C0", "C11"]);
    assert!(
        shown.notes.iter().any(|note| note.contains("of 30")),
        "{:?}",
        shown.notes
    );
    // As far as it goes, the last one is seen.
    let look = Look {
        scroll: (0, 1000),
        ..Look::default()
    };
    assert_eq!(row(&scene(&chart, &look, 40, 10), 0).last().unwrap(), "C29");
}

#[test]
fn a_pivot_counts_its_totals_from_rows() {
    let scene = scene(&counted(Kind::Pivot), &Look::default(), 80, 20);
    let table: Vec<Vec<String>> = (0..=7).map(|at| row(&scene, at)).collect();
    assert_eq!(table[0], ["Team › Channel", "open", "closed", "All"]);
    assert_eq!(table[1], ["▾ a", "15", "60", "30"]);
    assert_eq!(table[2], ["x", "15", "—", "15"]);
    assert_eq!(table[3], ["y", "—", "60", "60"]);
    assert_eq!(table[4], ["▾ b", "50", "—", "50"]);
    // 0 is a value.
    assert_eq!(table[6], ["y", "0", "—", "0"]);
    // The mean of 10, 20, 100, 0 is not the mean of 15 and 50.
    assert_eq!(table[7], ["All", "32.5", "60", "38"]);
    let median = Chart {
        spec: Spec {
            y: vec![Layer {
                fold: Fold::Median,
                ..Layer::of("Reply")
            }],
            ..counted(Kind::Pivot).spec
        },
        ..counted(Kind::Pivot)
    };
    assert_eq!(
        row(&draw(&median, &Look::default(), Size::new(80, 20)), 7),
        ["All", "15", "60", "20"]
    );
}

#[test]
fn closed_groups_keep_their_sums_and_sorting_goes_within_groups() {
    let look = Look {
        closed: [vec!["a".to_owned()]].into(),
        sort_column: Some((1, true)),
        ..Look::default()
    };
    let scene = scene(&counted(Kind::Pivot), &look, 80, 20);
    let names: Vec<String> = (1..=5).map(|at| row(&scene, at)[0].clone()).collect();
    assert_eq!(names, ["▾ b", "x", "y", "▸ a", "All"]);
    assert_eq!(row(&scene, 0)[1], "open 1▼");
    let group = scene.spots.iter().find(|spot| spot.cell == Some((0, 4))).unwrap();
    assert_eq!(group.inner, ["a"]);
}

#[test]
fn a_cell_names_its_rows() {
    let scene = scene(&counted(Kind::Pivot), &Look::default(), 80, 20);
    let spot = scene.spots.iter().find(|spot| spot.cell == Some((1, 2))).unwrap();
    assert_eq!(spot.title.as_str(), "a › x · open");
    let is = |column: &str, text: &str| Key {
        column: column.to_owned(),
        test: Test::Is(Value::Text(text.into())),
    };
    assert_eq!(spot.keys, [is("Team", "a"), is("Channel", "x"), is("State", "open")]);
}

#[test]
fn too_many_columns_are_left_out_with_a_word() {
    let mut chart = chart(
        Kind::Pivot,
        vec![
            Column::texts("Day", (0..900).map(|day| Some(format!("day {day}")))),
            Column::numbers("N", Unit::Number, (0..900).map(|_| Some(1.0))),
        ],
    );
    chart.spec.columns = vec![Channel::of("Day")];
    chart.spec.y = vec![Layer::of("N")];
    let scene = scene(&chart, &Look::default(), 80, 20);
    assert!(
        scene
            .notes
            .iter()
            .any(|note| note.as_str() == "the first 200 of 900 groups across")
    );
    assert_eq!(scene.extent, (1, 201));
}

#[test]
fn the_ground_of_a_cell_is_its_value() {
    let mut chart = counted(Kind::Pivot);
    chart.spec.options.heat = true;
    let scene = scene(&chart, &Look::default(), 80, 20);
    let mut ramps: Vec<u8> = scene
        .paths()
        .filter_map(|path| match path.fill?.ink.hue {
            Hue::Ramp(at) => Some(at),
            _ => None,
        })
        .collect();
    ramps.sort_unstable();
    // 0, 15, 60 and 100 between 0 and 100; sums and what is not there have none.
    assert_eq!(ramps, [0, 38, 153, 255]);
}

#[test]
fn a_summary_has_sums_bars_and_courses() {
    let mut chart = counted(Kind::Summary);
    chart.spec.y = vec![Layer::of("Count")];
    chart.spec.options.bars = true;
    let scene = scene(&chart, &Look::default(), 80, 20);
    let table: Vec<Vec<String>> = (1..=7).map(|at| row(&scene, at)).collect();
    assert_eq!(table[0], ["▾ a", "x", "3"]);
    assert_eq!(table[1], ["y", "3"]);
    assert_eq!(table[2], ["  Total", "6"]);
    assert_eq!(table[6], ["Total", "16"]);
    let length = |at: usize| {
        let spot = scene.spots.iter().position(|spot| spot.cell == Some((2, at))).unwrap();
        rects(&scene, spot).first().map_or(0.0, |rect| rect.width())
    };
    assert!((length(1) / length(4) - 0.3).abs() < 1e-9);
    assert!(length(5) < f64::EPSILON);
}

#[test]
fn a_course_is_a_line_of_glyphs_for_each_group() {
    let day = 86_400_000;
    let mut chart = chart(
        Kind::Summary,
        vec![
            Column::texts("Team", ["a", "a", "a", "b"].map(Some)),
            Column::times("Day", Grain::Day, [0, day, 2 * day, day].map(Some)),
            Column::numbers("N", Unit::Number, [1.0, 8.0, 4.5, 3.0].map(Some)),
        ],
    );
    chart.spec.levels = vec![Channel::of("Team")];
    chart.spec.x = Some(Channel::of("Day"));
    chart.spec.y = vec![Layer::of("N")];
    let scene = scene(&chart, &Look::default(), 60, 12);
    assert_eq!(row(&scene, 1).last().unwrap(), "▁█▅");
    assert_eq!(row(&scene, 2).last().unwrap().trim(), "▅");
}

#[test]
fn nothing_is_said_in_words() {
    for kind in [Kind::Tabular, Kind::Pivot, Kind::Summary] {
        let mut empty = chart(kind, vec![Column::numbers("N", Unit::Number, [])]);
        empty.spec.y = vec![Layer::of("N")];
        let scene = scene(&empty, &Look::default(), 60, 12);
        assert!(
            scene
                .texts()
                .any(|text| text.part == Part::Note && text.text.contains("no rows")),
            "{kind}"
        );
    }
}

#[test]
fn tables_as_they_look() {
    let all: String = [Kind::Tabular, Kind::Pivot, Kind::Summary]
        .map(|kind| {
            let screen = lines(&scene(&example(kind), &Look::default(), 80, 16));
            format!("{kind}\n{}\n\n", screen.join("\n"))
        })
        .concat();
    insta::assert_snapshot!(all);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_table_at_any_size_stays_inside(
        names in proptest::collection::vec(proptest::option::of("[a-b日👩\u{202e}]{0,12}"), 0..40),
        columns in 0u16..60, rows in 0u16..30, scroll in (0usize..50, 0usize..5), heat: bool, bars: bool, compact: bool,
        kind in prop_oneof![Just(Kind::Tabular), Just(Kind::Pivot), Just(Kind::Summary)],
    ) {
        let numbers = (0..names.len()).map(|row| match row % 5 {
            0 => None,
            1 => Some(f64::MAX),
            2 => Some(f64::NEG_INFINITY),
            3 => Some(-1e-9),
            _ => Some(row as f64),
        });
        let mut chart = chart(kind, vec![
            Column::texts("Name", names.clone()),
            Column::numbers("N", Unit::Money, numbers),
        ]);
        chart.spec.levels = vec![Channel::of("Name"), Channel::of("N")];
        chart.spec.y = vec![Layer::of("N"), Layer::of("Name")];
        if kind == Kind::Pivot {
            chart.spec.columns = vec![Channel::of("Name")];
        }
        (chart.spec.options.heat, chart.spec.options.bars) = (heat, bars);
        let look = Look { scroll, compact, ..Look::default() };
        let scene = draw(&chart, &look, Size::new(columns, rows));
        let _ = lines(&scene);
        let size = scene.size.area();
        for text in scene.texts() {
            let (_, end, row) = crate::chart::decode::cells(text);
            prop_assert!(end <= usize::from(columns) && row < usize::from(rows));
        }
        for path in scene.paths() {
            let bounds = path.outline.bounds().unwrap();
            prop_assert!(bounds.left >= 0.0 && bounds.right <= size.right + 1e-6 && bounds.bottom <= size.bottom + 1e-6);
        }
    }
}
