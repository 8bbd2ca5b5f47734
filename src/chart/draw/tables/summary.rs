//! Groups and their sums: a column for each level, sub-totals below each group, and bars and courses beside the numbers.

use std::collections::BTreeSet;

use super::columns::Column;
use super::counted::Counted;
use super::sheet::{self, Cell, Span, Table, Words};
use super::width::{of_numbers, of_texts, sample};
use crate::chart::cross::{Cross, Dimension};
use crate::chart::draw::spark;
use crate::chart::draw::stage::Stage;
use crate::chart::frame::Unit;
use crate::chart::scene::Hue;
use crate::text::SafeText;

/// The names of groups are so wide at most while there is more to show.
const WIDEST: usize = 28;
/// How wide bars are.
const BAR: usize = 10;
/// How long a course is.
const COURSE: usize = 12;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// An innermost group, and from which level on its names are written: those before are in the row above.
    Inner(usize, usize),
    /// A group that is closed.
    Closed(usize, usize),
    /// The sum of a group, below it.
    Sum(usize),
    /// The sum of everything.
    Total,
}

struct Summary<'a> {
    counted: Counted<'a>,
    levels: usize,
    rows: Vec<Row>,
    sheet: Vec<Column>,
    /// The rows over time, in as many pieces as a course is long.
    course: Option<Cross>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let mut counted = Counted::of(stage);
    if counted.measures.is_empty() {
        stage.say("A summary needs a measure.");
        return;
    }
    if stage.frame().rows() == 0 {
        stage.say("There are no rows.");
        return;
    }
    let levels = counted.cross.down.dimensions.len();
    let pairs: Vec<(usize, usize)> = counted.measures.iter().map(|measure| (0, *measure)).collect();
    counted.find_bounds(&pairs);
    let sorted = stage
        .look
        .sort_column
        .filter(|(column, _)| *column < levels + pairs.len());
    if let Some((column, descending)) = sorted {
        counted.sort(
            column.checked_sub(levels).and_then(|at| pairs.get(at).copied()),
            descending,
        );
    }
    let course = course(stage, &counted);
    let mut rows = rows(&counted, &stage.look.closed);
    // The first row that is seen names all the groups it is in.
    let seen = usize::from(stage.body.rows().saturating_sub(2));
    let first = stage.look.scroll.0.min(rows.len().saturating_sub(seen));
    if let Some(Row::Inner(_, from) | Row::Closed(_, from)) = rows.get_mut(first) {
        *from = 0;
    }
    let mut summary = Summary {
        rows,
        counted,
        levels,
        sheet: Vec::new(),
        course,
    };
    summary.sheet = summary.make_sheet(sorted);
    sheet::draw(stage, &summary);
}

/// The first measure over time, for each group; nothing without a column of moments.
fn course(stage: &Stage<'_>, counted: &Counted<'_>) -> Option<Cross> {
    let spec = stage.spec();
    let time = Dimension::spans(stage.frame(), spec.x.as_ref()?, COURSE)?;
    let first = *counted.measures.first()?;
    let layer = std::slice::from_ref(spec.y.get(first)?);
    let down = counted.cross.down.dimensions.clone();
    Some(Cross::new(stage.frame(), layer, down, vec![time], None))
}

/// The rows in their order: each innermost group, each closed one, and after each open one its sum.
fn rows(counted: &Counted<'_>, closed: &BTreeSet<Vec<String>>) -> Vec<Row> {
    let down = &counted.cross.down;
    let mut rows = Vec::new();
    // A group, from which level on its first row has to name it, and whether its groups were seen to.
    let mut waiting = vec![(counted.root, 0, false)];
    while let Some((node, from, done)) = waiting.pop() {
        let Some(group) = down.node(node) else { continue };
        if done {
            if group.children.len() > 1 && node != counted.root && counted.options().totals {
                rows.push(Row::Sum(node));
            }
        } else if group.children.is_empty() {
            rows.push(if node == 0 { Row::Total } else { Row::Inner(node, from) });
        } else if node != counted.root && !closed.is_empty() && closed.contains(&down.path(node)) {
            rows.push(Row::Closed(node, from));
        } else {
            waiting.push((node, from, true));
            for (at, child) in group.children.iter().enumerate().rev() {
                waiting.push((*child, if at == 0 { from } else { group.depth }, false));
            }
        }
    }
    rows
}

impl Summary<'_> {
    fn make_sheet(&self, sorted: Option<(usize, bool)>) -> Vec<Column> {
        let cross = &self.counted.cross;
        let sort = |column: usize| sorted.filter(|(by, _)| *by == column).map(|(_, descending)| descending);
        let mark = |column: usize| if sort(column).is_some() { 3 } else { 0 };
        let seen = || sample(self.rows.len()).chain([self.rows.len()]);
        let mut columns: Vec<Column> = cross
            .down
            .dimensions
            .iter()
            .enumerate()
            .map(|(level, dimension)| {
                let widths = of_texts(seen().map(|row| self.name(self.row(row), level).text));
                Column {
                    title: dimension.title.clone(),
                    width: widths
                        .usual
                        .min(WIDEST)
                        .max(dimension.title.width().min(16) + mark(level))
                        .max(1),
                    most: widths.most,
                    sorted: sort(level),
                    ..Column::default()
                }
            })
            .collect();
        for (at, measure) in self.counted.measures.iter().enumerate() {
            let Some(of) = cross.measures.get(*measure) else {
                continue;
            };
            let texts = seen().map(|row| {
                let value = cross.value(self.node(self.row(row)), 0, *measure);
                self.counted.write(value, *measure)
            });
            let widths = of_numbers(texts, of.unit != Unit::Seconds);
            let column = self.levels + at;
            columns.push(Column {
                title: of.title.clone(),
                width: widths.usual.max(of.title.width().min(16) + mark(column)).max(4),
                most: widths.most,
                number: true,
                tail: widths.tail,
                bar: if self.counted.options().bars { BAR } else { 0 },
                sorted: sort(column),
            });
        }
        if self.course.is_some() {
            columns.push(Column {
                title: SafeText::new("Course"),
                width: COURSE,
                most: COURSE,
                ..Column::default()
            });
        }
        columns
    }

    /// The row of a number; the sum of everything after the last.
    fn row(&self, row: usize) -> Row {
        self.rows.get(row).copied().unwrap_or(Row::Total)
    }

    fn node(&self, row: Row) -> usize {
        match row {
            Row::Inner(node, _) | Row::Closed(node, _) | Row::Sum(node) => node,
            Row::Total => self.counted.root,
        }
    }

    /// What a row says at a level.
    fn name(&self, row: Row, level: usize) -> Cell {
        let down = &self.counted.cross.down;
        let path = down.path(self.node(row));
        let last = level + 1 == self.levels;
        let sign = |sign: &str, name: Option<&String>| {
            let name = name.map_or("", String::as_str);
            if last {
                name.to_owned()
            } else {
                format!("{sign} {name}")
            }
        };
        let text = match row {
            Row::Inner(_, from) if level >= from => sign("▾", path.get(level)),
            Row::Closed(_, from) if level >= from && level < path.len() => {
                sign(if level + 1 == path.len() { "▸" } else { "▾" }, path.get(level))
            }
            Row::Sum(_) if level + 1 == path.len() => format!("  {}", self.counted.total_name()),
            Row::Total if level == 0 => self.counted.total_name().to_owned(),
            _ => String::new(),
        };
        let stands_out = !matches!(row, Row::Inner(..));
        let bold = stands_out || !last;
        Cell {
            text: SafeText::new(text),
            hue: Some(if matches!(row, Row::Sum(_)) {
                Hue::Dim
            } else if bold {
                Hue::Strong
            } else {
                Hue::Text
            }),
            bold,
            ..Cell::default()
        }
    }

    fn course(&self, row: Row) -> Cell {
        let Some(course) = &self.course else {
            return Cell::default();
        };
        let node = self.node(row);
        let values: Vec<Option<f64>> = course
            .across
            .outermost()
            .into_iter()
            .map(|span| span.and_then(|span| course.value(node, span, 0)))
            .collect();
        Cell {
            text: SafeText::new(spark::glyphs(&values)),
            hue: Some(Hue::Series(0)),
            ..Cell::default()
        }
    }
}

impl Table for Summary<'_> {
    fn columns(&self) -> &[Column] {
        &self.sheet
    }

    fn frozen(&self) -> usize {
        self.levels
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn has_total(&self) -> bool {
        self.counted.options().totals && self.levels > 0
    }

    fn spans(&self) -> &[Vec<Span>] {
        &[]
    }

    fn stands_out(&self, row: usize) -> bool {
        !matches!(self.row(row), Row::Inner(..))
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        let row = self.row(row);
        let Some(at) = column.checked_sub(self.levels) else {
            return self.name(row, column);
        };
        match self.counted.measures.get(at) {
            Some(measure) => self.counted.cell(self.node(row), 0, *measure, row == Row::Total),
            None => self.course(row),
        }
    }

    fn words(&self, row: usize, column: usize) -> Words {
        let row = self.row(row);
        let about = column.saturating_sub(self.levels);
        let measures = &self.counted.measures;
        let about = measures.get(about).or(measures.first()).copied();
        let mut words = self.counted.words(self.node(row), 0, about);
        // The group that a name stands for can be closed at that name.
        if let (Row::Inner(node, from), true) = (row, column + 1 < self.levels)
            && column >= from
        {
            words.inner = self
                .counted
                .cross
                .down
                .path(node)
                .into_iter()
                .take(column + 1)
                .collect();
        }
        words
    }
}
