//! The data of a chart as rows of text: for clipboards, pipes, and those who hear a screen rather than see it.

use super::frame::{Column, Value};
use super::look::Look;
use super::spec::{Chart, Place, Spec};
use super::write;
use crate::text::format;

impl Chart {
    /// The rows that the picture is drawn from, with the names of the columns first: those that the specification reads, in the order in
    /// which it reads them, as people read their values. Rows of hidden series are left out; a chart of parts gives theirs, one
    /// after the other.
    pub fn table(&self, look: &Look) -> Vec<Vec<String>> {
        if !self.parts.is_empty() {
            let parts = self
                .parts
                .iter()
                .flat_map(|part| std::iter::once(vec![part.spec.title.clone()]).chain(part.table(&Look::default())));
            return parts.collect();
        }
        let columns = columns(&self.spec, self);
        let zone = self.spec.options.zone;
        let mut rows = vec![columns.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>()];
        for row in 0..self.frame.rows() {
            let cells: Vec<String> = columns.iter().map(|(_, column)| cell(column, row, zone)).collect();
            let hidden = columns
                .iter()
                .zip(&cells)
                .any(|((_, column), cell)| column.text(row).is_some() && look.hides(cell));
            if !hidden {
                rows.push(cells);
            }
        }
        rows
    }
}

fn cell(column: &Column, row: usize, zone: chrono_tz::Tz) -> String {
    match column.value(row) {
        Value::Null => format::EMPTY.to_owned(),
        Value::Number(number) => write::full(number, column.unit),
        Value::Text(text) => text.to_string(),
        Value::Time(millis) => write::moment(millis, column.grain, zone),
    }
}

/// The columns that a specification reads, each once; all of them where it names none.
fn columns<'a>(spec: &Spec, chart: &'a Chart) -> Vec<(String, &'a Column)> {
    let place: Vec<&_> = match &spec.place {
        Some(Place::Named(channel)) => vec![channel],
        Some(Place::Degrees { latitude, longitude }) => vec![latitude, longitude],
        None => Vec::new(),
    };
    let channels = spec
        .x
        .iter()
        .chain(&spec.levels)
        .chain(&spec.text)
        .chain(place)
        .chain(&spec.columns)
        .chain(&spec.colour)
        .chain(spec.y.iter().map(|layer| &layer.channel))
        .chain(&spec.size);
    let mut found: Vec<(String, &Column)> = Vec::new();
    for channel in channels {
        if let Some(column) = chart.frame.column(&channel.column)
            && !found.iter().any(|(_, known)| known.name == column.name)
        {
            found.push((channel.title().to_owned(), column));
        }
    }
    if found.is_empty() {
        found = chart
            .frame
            .columns()
            .iter()
            .map(|column| (column.name.to_string(), column))
            .collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::chart::{Kind, Look, example};

    #[test]
    fn every_kind_has_rows_with_as_many_cells_as_its_head() {
        for kind in Kind::all() {
            let chart = example(kind);
            let rows = chart.table(&Look::default());
            assert!(rows.len() > 1, "{kind}");
            if chart.parts.is_empty() {
                assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{kind}");
            }
        }
    }

    #[test]
    fn hidden_series_are_left_out() {
        let chart = example(Kind::StackedBar);
        let look = Look {
            hidden: ["Email".to_owned()].into(),
            ..Look::default()
        };
        assert!(!chart.table(&look).iter().flatten().any(|cell| cell == "Email"));
    }
}
