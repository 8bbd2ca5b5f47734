//! Rows counted across: groups down, groups across, and a measure or several where they meet.

use std::collections::BTreeSet;

use super::columns::Column;
use super::counted::Counted;
use super::sheet::{self, Cell, Span, Table, Words};
use super::width::{of_numbers, of_texts, sample};
use crate::chart::draw::stage::Stage;
use crate::chart::frame::Unit;
use crate::chart::scene::Hue;
use crate::text::SafeText;

/// More columns than these are left out.
const MOST_COLUMNS: usize = 200;
/// The names of groups are so wide at most while there is more to show.
const WIDEST: usize = 32;
/// How wide data bars are.
const BAR: usize = 6;

struct Pivot<'a> {
    counted: Counted<'a>,
    /// The groups that are seen: a row for each.
    rows: Vec<usize>,
    closed: &'a BTreeSet<Vec<String>>,
    /// The group across and the measure of each column after the first.
    columns: Vec<(usize, usize)>,
    sheet: Vec<Column>,
    spans: Vec<Vec<Span>>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let mut counted = Counted::of(stage);
    if counted.measures.is_empty() {
        stage.say("A pivot table needs a measure.");
        return;
    }
    if stage.frame().rows() == 0 {
        stage.say("There are no rows.");
        return;
    }
    let columns = columns(stage, &counted);
    if counted.options().heat || counted.options().bars {
        let inner: Vec<_> = columns
            .iter()
            .copied()
            .filter(|(across, _)| *across != 0 || counted.cross.across.dimensions.is_empty())
            .collect();
        counted.find_bounds(&inner);
    }
    let sorted = stage.look.sort_column.filter(|(column, _)| *column <= columns.len());
    if let Some((column, descending)) = sorted {
        counted.sort(
            column.checked_sub(1).and_then(|at| columns.get(at).copied()),
            descending,
        );
    }
    let mut pivot = Pivot {
        rows: open_groups(&counted, &stage.look.closed),
        counted,
        closed: &stage.look.closed,
        columns,
        sheet: Vec::new(),
        spans: Vec::new(),
    };
    pivot.spans = pivot.make_spans();
    pivot.sheet = pivot.make_sheet(sorted);
    sheet::draw(stage, &pivot);
}

/// The group across and the measure of each column: those that are not hidden, and all together at the end.
fn columns(stage: &mut Stage<'_>, counted: &Counted<'_>) -> Vec<(usize, usize)> {
    let across = &counted.cross.across;
    let mut groups = across.leaves();
    let all = groups.len();
    groups.retain(|group| !across.path(*group).iter().any(|name| stage.look.hides(name)));
    if groups.len() < all {
        stage.note("some columns are hidden");
    }
    let most = (MOST_COLUMNS / counted.measures.len().max(1)).max(1);
    if groups.len() > most {
        stage.note(format!("the first {most} of {} groups across", groups.len()));
        groups.truncate(most);
    }
    if all == 0 || (all > 1 && counted.options().totals) {
        groups.push(0);
    }
    let pairs = groups
        .into_iter()
        .flat_map(|group| counted.measures.iter().map(move |measure| (group, *measure)));
    pairs.collect()
}

/// The groups below the root, without those within closed ones; the root itself where there is none.
fn open_groups(counted: &Counted<'_>, closed: &BTreeSet<Vec<String>>) -> Vec<usize> {
    let down = &counted.cross.down;
    let mut rows = Vec::new();
    let mut waiting = vec![counted.root];
    while let Some(node) = waiting.pop() {
        if node != counted.root {
            rows.push(node);
        }
        let is_closed = !closed.is_empty() && node != counted.root && closed.contains(&down.path(node));
        if let Some(node) = down.node(node).filter(|_| !is_closed) {
            waiting.extend(node.children.iter().rev());
        }
    }
    if rows.is_empty() {
        rows.push(counted.root);
    }
    rows
}

impl Pivot<'_> {
    /// The lines above the heads: what is counted across what, then the groups that have groups in them.
    fn make_spans(&self) -> Vec<Vec<Span>> {
        let across = &self.counted.cross.across;
        let depth = across.dimensions.len();
        if depth == 0 {
            return Vec::new();
        }
        let titles: Vec<&str> = across
            .dimensions
            .iter()
            .map(|dimension| dimension.title.as_str())
            .collect();
        let single = self.counted.measures.len() == 1;
        let measure = self
            .counted
            .measures
            .first()
            .and_then(|measure| self.counted.cross.measures.get(*measure))
            .filter(|_| single)
            .map(|measure| format!("{} by ", measure.title))
            .unwrap_or_default();
        let mut spans = vec![vec![Span {
            columns: (1, self.columns.len() + 1),
            text: SafeText::new(format!("{measure}{}", titles.join(" › "))),
        }]];
        let lines = if single { depth - 1 } else { depth };
        for line in 1..=lines {
            let mut groups: Vec<(usize, Span)> = Vec::new();
            for (at, (group, _)) in self.columns.iter().enumerate() {
                let name = self.ancestor(*group, line);
                match groups.last_mut() {
                    Some((same, span)) if *same == name => span.columns.1 = at + 2,
                    _ => groups.push((
                        name,
                        Span {
                            columns: (at + 1, at + 2),
                            text: SafeText::new(if name == 0 { "Total" } else { across.label(name) }),
                        },
                    )),
                }
            }
            spans.push(groups.into_iter().map(|(_, span)| span).collect());
        }
        spans
    }

    /// The group across of a depth that a group is in.
    fn ancestor(&self, group: usize, depth: usize) -> usize {
        let across = &self.counted.cross.across;
        let mut at = group;
        while let Some(node) = across.node(at).filter(|node| node.depth > depth) {
            at = node.parent.unwrap_or_default();
        }
        at
    }

    fn make_sheet(&self, sorted: Option<(usize, bool)>) -> Vec<Column> {
        let cross = &self.counted.cross;
        let sort = |column: usize| sorted.filter(|(by, _)| *by == column).map(|(_, descending)| descending);
        let titles: Vec<&str> = cross
            .down
            .dimensions
            .iter()
            .map(|dimension| dimension.title.as_str())
            .collect();
        let title = SafeText::new(titles.join(" › "));
        let names = of_texts(sample(self.rows.len()).filter_map(|row| {
            let node = *self.rows.get(row)?;
            let cell = self.name(node);
            Some(format!("{}{}", " ".repeat(cell.indent), cell.text))
        }));
        let mut columns = vec![Column {
            width: names.usual.min(WIDEST).max(title.width().min(16)).max(5),
            most: names.most.max(title.width()),
            title,
            sorted: sort(0),
            ..Column::default()
        }];
        let single = self.counted.measures.len() == 1;
        for (at, (group, measure)) in self.columns.iter().copied().enumerate() {
            let of = cross.measures.get(measure);
            let title = match of {
                Some(measure) if !single || cross.across.dimensions.is_empty() => measure.title.clone(),
                _ if group == 0 => SafeText::new(self.counted.total_name()),
                _ => SafeText::new(cross.across.label(group)),
            };
            // Totals are the longest numbers there are.
            let rows = sample(self.rows.len()).filter_map(|row| self.rows.get(row).copied());
            let texts = rows
                .chain([self.counted.root])
                .map(|node| self.counted.write(cross.value(node, group, measure), measure));
            let decimals = of.is_some_and(|measure| measure.unit != Unit::Seconds);
            let widths = of_numbers(texts, decimals);
            let sorted = sort(at + 1);
            let head = title.width().min(14) + if sorted.is_some() { 3 } else { 0 };
            columns.push(Column {
                title,
                width: widths.usual.max(head).max(4),
                most: widths.most,
                number: true,
                tail: widths.tail,
                bar: if self.counted.options().bars { BAR } else { 0 },
                sorted,
            });
        }
        columns
    }

    /// The name of a group, with its sign.
    fn name(&self, node: usize) -> Cell {
        let down = &self.counted.cross.down;
        let depth = |node: usize| down.node(node).map_or(0, |node| node.depth);
        let root = self.counted.root;
        if node == root {
            return Cell {
                text: SafeText::new(self.counted.total_name()),
                hue: Some(Hue::Strong),
                bold: true,
                ..Cell::default()
            };
        }
        let group = self.counted.is_group(node);
        let nested = down.dimensions.len() > depth(root) + 1;
        let sign = match (nested, group) {
            (true, true) if self.closed.contains(&down.path(node)) => "▸ ",
            (true, true) => "▾ ",
            _ => "",
        };
        Cell {
            text: SafeText::new(format!("{sign}{}", down.label(node))),
            hue: Some(if group { Hue::Strong } else { Hue::Text }),
            bold: group,
            indent: (depth(node) - depth(root)).saturating_sub(1) * 2,
            ..Cell::default()
        }
    }

    /// The group of a row; that of the totals after the last.
    fn node(&self, row: usize) -> usize {
        self.rows.get(row).copied().unwrap_or(self.counted.root)
    }
}

impl Table for Pivot<'_> {
    fn columns(&self) -> &[Column] {
        &self.sheet
    }

    fn frozen(&self) -> usize {
        1
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn has_total(&self) -> bool {
        self.counted.options().totals && self.rows.first() != Some(&self.counted.root)
    }

    fn spans(&self) -> &[Vec<Span>] {
        &self.spans
    }

    fn stands_out(&self, row: usize) -> bool {
        self.counted.is_group(self.node(row))
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        let node = self.node(row);
        let Some((across, measure)) = column.checked_sub(1).and_then(|at| self.columns.get(at)).copied() else {
            return self.name(node);
        };
        let total = row >= self.rows.len();
        let mut cell = self.counted.cell(node, across, measure, total);
        let open = self.counted.is_group(node) && !total && !self.closed.contains(&self.counted.cross.down.path(node));
        if open && !self.counted.options().totals {
            cell.text = SafeText::default();
        }
        if across == 0 && !self.counted.cross.across.dimensions.is_empty() {
            cell.bold = true;
            cell.ground = None;
            cell.bar = None;
            if cell.hue == Some(Hue::Contrast) {
                cell.hue = Some(Hue::Strong);
            }
        }
        cell
    }

    fn words(&self, row: usize, column: usize) -> Words {
        let node = self.node(row);
        match column.checked_sub(1).and_then(|at| self.columns.get(at)).copied() {
            Some((across, measure)) => self.counted.words(node, across, Some(measure)),
            None => self.counted.words(node, 0, self.counted.measures.first().copied()),
        }
    }
}
