//! Where each panel of the dashboard goes.
//!
//! The body is a pile of bands; a band holds columns; a column holds panels on top of each other. Widths follow from
//! the width of the terminal alone. Every panel says the least and the most rows that serve it: when the least of all
//! of them fit, what is left is handed out until everybody has the most; when they do not, the body is higher than the
//! screen and scrolls.

use ratatui::layout::{Rect, Size};

use crate::api::wire::{Overview, SourceStatus};
use crate::tui::model::{Model, Panel, Scene};

/// The panels with their places in the body, in reading order, and the rows the body has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The panels.
    pub panels: Vec<(Panel, Rect)>,
    /// The body's rows; more than the screen's where it scrolls.
    pub height: u16,
}

impl Plan {
    /// Where a panel is.
    pub fn area(&self, panel: Panel) -> Option<Rect> {
        self.panels
            .iter()
            .find_map(|(other, area)| (*other == panel).then_some(*area))
    }
}

/// Rows without a limit: for charts that use whatever they get.
const ANY: u16 = 400;
/// Columns between panels side by side.
const GAP: u16 = 2;

#[derive(Clone, Copy)]
struct Item {
    panel: Panel,
    least: u16,
    most: u16,
}

struct Column {
    x: u16,
    width: u16,
    items: Vec<Item>,
}

struct Band {
    columns: Vec<Column>,
    below: u16,
}

impl Band {
    fn least(&self) -> u16 {
        self.rows(|item| item.least)
    }

    fn most(&self) -> u16 {
        self.rows(|item| item.most)
    }

    fn rows(&self, of: impl Fn(&Item) -> u16) -> u16 {
        let column = |column: &Column| column.items.iter().map(&of).fold(0, u16::saturating_add);
        self.columns.iter().map(column).max().unwrap_or(0).min(ANY)
    }
}

/// Places the panels in a body of a size; none while there are no figures.
pub fn plan(model: &Model, size: Size) -> Plan {
    if model.dashboard.enlarged && matches!(model.scene(), Scene::Figures(..)) {
        let area = Rect::new(0, 0, size.width, size.height);
        return Plan {
            panels: vec![(model.dashboard.focus, area)],
            height: size.height,
        };
    }
    whole(model, size)
}

/// Places all panels, also while one of them is enlarged.
pub fn whole(model: &Model, size: Size) -> Plan {
    let Scene::Figures(source, overview) = model.scene() else {
        return Plan::default();
    };
    let mut bands = bands(source, overview, size);
    if size.height >= 44 {
        for band in &mut bands {
            band.below = 1;
        }
    }
    stack(&bands, size.height)
}

/// All panels of the dashboard at a size, enlarged or not: what Tab goes through.
pub fn order(model: &Model, size: Size) -> Vec<Panel> {
    let Scene::Figures(source, overview) = model.scene() else {
        return Vec::new();
    };
    bands(source, overview, size)
        .into_iter()
        .flat_map(|band| band.columns)
        .flat_map(|column| column.items)
        .map(|item| item.panel)
        .collect()
}

fn stack(bands: &[Band], height: u16) -> Plan {
    let gaps: u16 = bands.iter().rev().skip(1).map(|band| band.below).sum();
    let wishes: Vec<(u16, u16)> = bands.iter().map(|band| (band.least(), band.most())).collect();
    let heights = share(height.saturating_sub(gaps), &wishes);
    let mut panels = Vec::new();
    let mut y = 0;
    for (index, (band, rows)) in bands.iter().zip(&heights).enumerate() {
        for column in &band.columns {
            let wishes: Vec<(u16, u16)> = column.items.iter().map(|item| (item.least, item.most)).collect();
            let mut top = y;
            for (item, rows) in column.items.iter().zip(share(*rows, &wishes)) {
                panels.push((item.panel, Rect::new(column.x, top, column.width, rows)));
                top += rows;
            }
        }
        y += rows + if index + 1 < bands.len() { band.below } else { 0 };
    }
    Plan { panels, height: y }
}

/// Hands out rows: the least to everybody, then one at a time to whoever has the smallest part of the most, then what
/// nobody asked for to the last.
fn share(rows: u16, wishes: &[(u16, u16)]) -> Vec<u16> {
    let mut given: Vec<u16> = wishes.iter().map(|(least, _)| *least).collect();
    let mut left = rows.saturating_sub(given.iter().sum());
    while left > 0 {
        let neediest = (0..wishes.len())
            .filter(|&index| given[index] < wishes[index].1)
            .min_by_key(|&index| {
                (
                    u32::from(given[index] - wishes[index].0) * 16 / u32::from(wishes[index].0.max(1)),
                    index,
                )
            });
        if let Some(index) = neediest {
            given[index] += 1;
        } else {
            if let Some(last) = given.last_mut() {
                *last += left;
            }
            break;
        }
        left -= 1;
    }
    given
}

/// The bands by the width there is.
fn bands(source: &SourceStatus, overview: &Overview, size: Size) -> Vec<Band> {
    let kit = Kit { overview, source };
    let width = size.width;
    let mut bands = Vec::new();
    if source.progress.is_some() {
        bands.push(full(width, Kit::sync(width), 1));
    }
    kit.tiles(size, &mut bands);
    match width {
        0..72 => {
            bands.push(full(width, Kit::flow(), 0));
            bands.push(full(width, kit.waiting(6), 0));
            bands.push(full(width, kit.states(), 0));
            bands.push(full(width, kit.categories(), 0));
            bands.push(full(width, Kit::first_reply(), 0));
            bands.push(full(width, kit.teams(), 0));
            bands.push(full(width, Kit::hours(), 0));
            bands.push(full(width, kit.modules(), 0));
        }
        72..108 => {
            let half = (width - GAP) / 2;
            bands.push(full(width, Kit::flow(), 0));
            bands.push(full(width, kit.waiting(6), 0));
            bands.push(side_by_side(
                width,
                &[half],
                vec![vec![kit.states(), Kit::first_reply()], vec![kit.categories()]],
            ));
            bands.push(full(width, kit.teams(), 0));
            bands.push(side_by_side(
                width,
                &[28],
                vec![vec![Kit::hours()], vec![kit.modules()]],
            ));
        }
        _ if width >= 150 && size.height >= 42 => {
            let right = (width * 2 / 5).clamp(60, 90);
            bands.push(side_by_side(
                width,
                &[width - right - GAP],
                vec![vec![Kit::flow()], vec![kit.teams(), Kit::first_reply()]],
            ));
            let hours = 52;
            let rest = width - hours - 2 * GAP;
            bands.push(side_by_side(
                width,
                &[rest * 9 / 20, hours],
                vec![
                    vec![kit.states(), kit.categories()],
                    vec![Kit::hours()],
                    vec![kit.modules()],
                ],
            ));
            bands.push(full(width, kit.waiting(12), 0));
        }
        _ => {
            let right = (width * 8 / 25).clamp(34, 56);
            bands.push(side_by_side(
                width,
                &[width - right - GAP],
                vec![vec![Kit::flow()], vec![kit.states(), kit.categories()]],
            ));
            // The axis of the chart and the titles below it run together without a row between them.
            if size.height >= 33
                && let Some(band) = bands.last_mut()
            {
                band.below = 1;
            }
            let hours = if width >= 170 { 52 } else { 28 };
            let rest = width - hours - 2 * GAP;
            bands.push(side_by_side(
                width,
                &[rest * 21 / 50, hours],
                vec![
                    vec![kit.teams(), Kit::first_reply()],
                    vec![Kit::hours()],
                    vec![kit.waiting(6)],
                ],
            ));
            if size.height >= 44 {
                bands.push(full(width, kit.modules(), 0));
            }
        }
    }
    bands
}

fn full(width: u16, item: Item, below: u16) -> Band {
    Band {
        columns: vec![Column {
            x: 0,
            width,
            items: vec![item],
        }],
        below,
    }
}

/// Columns of given widths; the last one takes what is left.
fn side_by_side(width: u16, widths: &[u16], stacks: Vec<Vec<Item>>) -> Band {
    let mut x = 0;
    let columns = stacks
        .into_iter()
        .enumerate()
        .map(|(index, items)| {
            let own = widths.get(index).copied().unwrap_or_else(|| width.saturating_sub(x));
            let column = Column { x, width: own, items };
            x += own + GAP;
            column
        })
        .collect();
    Band { columns, below: 0 }
}

/// The rows that serve each panel, by what it has to show.
struct Kit<'a> {
    overview: &'a Overview,
    source: &'a SourceStatus,
}

impl Kit<'_> {
    fn tiles(&self, size: Size, bands: &mut Vec<Band>) {
        let per_row = match size.width {
            0..30 => 1,
            30..60 => 2,
            60..108 => 3,
            _ => 6,
        };
        let count = self.overview.tiles.len().min(12) as u16;
        let roomy = size.height >= 20;
        let (least, most) = match (per_row, size.height) {
            (6, 48..) => (7, 8),
            (6, 28..) => (6, 7),
            (6, 24..) => (5, 7),
            _ => (3, 3),
        };
        for row in 0..count.div_ceil(per_row) {
            let width = size.width.saturating_sub(per_row - 1);
            let columns = (0..per_row)
                .filter(|column| row * per_row + column < count)
                .map(|column| {
                    let (from, to) = (column * width / per_row, (column + 1) * width / per_row);
                    Column {
                        x: from + column,
                        width: to - from,
                        items: vec![Item {
                            panel: Panel::Tile((row * per_row + column) as u8),
                            least,
                            most,
                        }],
                    }
                })
                .collect();
            bands.push(Band {
                columns,
                below: u16::from(roomy),
            });
        }
    }

    fn sync(width: u16) -> Item {
        let rows = if width >= 76 { 2 } else { 3 };
        item(Panel::Sync, rows, rows)
    }

    fn flow() -> Item {
        item(Panel::Flow, 8, ANY)
    }

    fn states(&self) -> Item {
        let rows = 1 + self.overview.states.len().clamp(1, 6) as u16;
        item(Panel::States, rows, rows + 1)
    }

    fn categories(&self) -> Item {
        let rows = 1 + self.overview.categories.len().clamp(1, 8) as u16;
        // Three more: a blank one, and the picture of the whole with its own.
        item(Panel::Categories, rows, rows + 3)
    }

    fn teams(&self) -> Item {
        let rows = 2 + self.overview.teams.len().clamp(1, 60) as u16;
        item(Panel::Teams, rows.min(10), rows + 1)
    }

    fn first_reply() -> Item {
        item(Panel::FirstReply, 3, ANY)
    }

    fn hours() -> Item {
        item(Panel::Hours, 9, 16)
    }

    /// `least` are the rows that it has in any case, its title and heading included.
    fn waiting(&self, least: u16) -> Item {
        let rows = 2 + self.overview.waiting.len().clamp(1, 200) as u16;
        item(Panel::Waiting, rows.min(least), rows + 1)
    }

    fn modules(&self) -> Item {
        let rows = 2 + self.source.modules.len().clamp(1, 12) as u16;
        // Three more: a blank one, a line and the sum.
        item(Panel::Modules, rows, rows + 3)
    }
}

const fn item(panel: Panel, least: u16, most: u16) -> Item {
    Item { panel, least, most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_shared_until_everybody_has_enough() {
        assert_eq!(share(10, &[(3, 5), (3, ANY)]), [5, 5]);
        assert_eq!(share(4, &[(3, 5), (3, ANY)]), [3, 3]);
        assert_eq!(share(20, &[(3, 5), (3, 4)]), [5, 15]);
        assert!(share(3, &[]).is_empty());
    }
}
