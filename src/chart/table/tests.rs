//! The rows of every kind.

use super::Wording;
use crate::chart::{Family, Kind, Look, example};

fn rows(kind: Kind, wording: Wording) -> Vec<Vec<String>> {
    example(kind).table_in(&Look::default(), wording)
}

#[test]
fn every_kind_has_rows_of_equal_length() {
    for kind in Kind::all() {
        let rows = rows(kind, Wording::People);
        assert!(rows.len() > 1, "{kind}");
        if kind != Kind::Dashboard {
            let width = rows[0].len();
            assert!(
                width > 0 && rows.iter().all(|row| row.len() == width),
                "{kind}: {rows:?}"
            );
        }
        assert!(rows[0].iter().all(|title| !title.is_empty()), "{kind}: {:?}", rows[0]);
    }
}

#[test]
fn nothing_of_the_frame_is_lost_in_sums() {
    for kind in Kind::all() {
        let of_rows = matches!(
            kind.family(),
            Family::Bar | Family::StackedBar | Family::TreeMap | Family::Sunburst
        );
        if !of_rows || kind == Kind::Histogram {
            continue;
        }
        let chart = example(kind);
        let sum = |column: &str| -> f64 {
            let column = chart.frame.column(column).unwrap();
            (0..chart.frame.rows()).filter_map(|row| column.number(row)).sum()
        };
        let whole: f64 = chart.spec.y.iter().map(|layer| sum(&layer.channel.column)).sum();
        let labels = chart.spec.levels.len().max(1);
        let written: f64 = rows(kind, Wording::Machines)
            .iter()
            .skip(1)
            .flat_map(|row| row.iter().skip(labels))
            .filter_map(|text| text.parse::<f64>().ok())
            .sum();
        assert!((whole - written).abs() < 1e-6, "{kind}: {whole} {written}");
    }
}

#[test]
fn what_rows_say_by_kind() {
    assert_eq!(rows(Kind::Pie, Wording::People)[1], ["Messenger", "4,211", "44.4 %"]);
    assert_eq!(rows(Kind::Bar, Wording::Machines)[1], ["Billing", "412", "398"]);
    assert_eq!(rows(Kind::Sankey, Wording::People)[0], ["From", "To", "Conversations"]);
    let links = rows(Kind::Sankey, Wording::Machines);
    assert!(links.contains(&["Email", "Routed", "230"].map(str::to_owned).to_vec()));
    assert!(
        links.contains(&["Routed", "Solved", "510"].map(str::to_owned).to_vec()),
        "{links:?}"
    );
    assert_eq!(
        rows(Kind::Pivot, Wording::People)[0],
        ["Team", "Channel", "open", "snoozed", "closed"]
    );
    assert_eq!(rows(Kind::Tabular, Wording::Machines)[1][4], "");
    assert_eq!(rows(Kind::Tabular, Wording::People)[1][4], "—");
    assert_eq!(rows(Kind::Line, Wording::Machines)[1][0], "2026-08-24T00:00:00Z");
    assert_eq!(rows(Kind::Dial, Wording::People), [["Satisfaction"], ["71.4 %"]]);
    assert_eq!(rows(Kind::Dashboard, Wording::People)[0], ["Satisfaction"]);
}

#[test]
fn what_is_hidden_is_left_out() {
    let look = Look {
        hidden: ["Closed".to_owned(), "Email".to_owned()].into(),
        ..Look::default()
    };
    assert_eq!(example(Kind::Bar).table(&look)[0], ["Team", "New"]);
    let pie = example(Kind::Pie).table(&look);
    assert!(pie.iter().all(|row| row[0] != "Email"));
    // Shares are of what is shown.
    assert_eq!(pie[1], ["Messenger", "4,211", "61.3 %"]);
}
