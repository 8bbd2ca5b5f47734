//! Charts in lines: what there is, and the data of one, for those who hear a screen rather than see it.

use crate::chart::{Chart, Kind, Look};
use crate::text::fit;
use crate::tui::place::ChartView;

/// So many rows of a chart's data are said; a screen reader has to get through them.
const MOST: usize = 60;

/// The kinds of charts.
pub(super) fn gallery() -> Vec<String> {
    let mut lines = vec![format!(
        "There are {} charts. open charts/NAME says what one shows.",
        Kind::all().len()
    )];
    lines.extend(Kind::all().map(|kind| format!("{}  {kind}: {}", fit(kind.slug(), 28), kind.about())));
    lines
}

/// The data of a chart, a line for each row.
pub(super) fn chart(chart: &Chart, view: &ChartView) -> Vec<String> {
    let spec = &chart.spec;
    let look = Look {
        hidden: view.hidden.iter().cloned().collect(),
        path: view.path.clone(),
        ..Look::default()
    };
    let mut lines = vec![format!("{}. {}, {}.", spec.title, spec.kind, spec.kind.about())];
    if !spec.subtitle.is_empty() {
        lines.push(format!("{}.", spec.subtitle));
    }
    let rows = chart.table(&look);
    let Some((head, rows)) = rows.split_first() else {
        return lines;
    };
    if rows.is_empty() {
        lines.push("There is no data.".to_owned());
    }
    for row in rows.iter().take(MOST) {
        let cells: Vec<String> = head
            .iter()
            .zip(row)
            .map(|(name, value)| {
                if name.is_empty() {
                    value.clone()
                } else {
                    format!("{name}: {value}")
                }
            })
            .collect();
        lines.push(cells.join(", "));
    }
    if rows.len() > MOST {
        lines.push(format!("… and {} rows more.", rows.len() - MOST));
    }
    lines
}
