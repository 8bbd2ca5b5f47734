//! Columns of text that give way as the room shrinks.

use ratatui::style::Style;

use super::Pen;
use crate::text::{display_width, truncate};
use crate::tui::theme::Role;

/// A column: its heading, how it is aligned, and how wide it may get.
pub struct TableColumn {
    /// The heading.
    pub name: &'static str,
    /// Numbers end where their column ends.
    pub right: bool,
    /// Taken away first where the room does not do: the highest first; 0 stays.
    pub rank: u8,
    /// The most columns; what is left over goes to the one without a limit.
    pub most: Option<u16>,
}

/// A cell.
pub struct TableCell {
    /// What it says.
    pub text: String,
    /// How.
    pub style: Style,
}

impl TableColumn {
    /// A column that keeps what it holds up to so many columns; `rank` says when it gives way.
    pub const fn new(name: &'static str, right: bool, rank: u8, most: Option<u16>) -> Self {
        Self {
            name,
            right,
            rank,
            most,
        }
    }
}

/// Draws a heading and as many rows as fit. Columns are as wide as what they hold, two columns apart; those of the
/// highest rank are left out until the rest fits.
///
/// Gives the places of the columns that are shown: index, start and width.
pub fn table(
    pen: &mut Pen<'_>,
    columns: &[TableColumn],
    rows: &[Vec<TableCell>],
    heading: bool,
) -> Vec<(usize, u16, u16)> {
    table_of(pen, columns, rows, &[], heading)
}

/// As [`table`], where the rows are a window on more of them: `least` is how wide the columns are at least, so that they
/// do not move while one scrolls.
pub fn table_of(
    pen: &mut Pen<'_>,
    columns: &[TableColumn],
    rows: &[Vec<TableCell>],
    least: &[u16],
    heading: bool,
) -> Vec<(usize, u16, u16)> {
    let visible = usize::from(pen.height());
    let needs: Vec<u16> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let cells = rows.iter().take(visible).filter_map(|row| row.get(index));
            let widest = cells.map(|cell| display_width(&cell.text)).max().unwrap_or(0);
            let need = widest.max(if heading { display_width(column.name) } else { 0 }) as u16;
            let need = need.max(least.get(index).copied().unwrap_or(0));
            column.most.map_or(need, |most| need.min(most))
        })
        .collect();
    let places = places(columns, &needs, pen.width());
    let faint = pen.style(Role::Faint);
    let top = u16::from(heading);
    for &(index, x, width) in &places {
        let Some(column) = columns.get(index) else { continue };
        if heading {
            write(pen, column, (x, 0, width), column.name, faint);
        }
        for (row, cells) in rows.iter().enumerate().take(visible.saturating_sub(usize::from(top))) {
            if let Some(cell) = cells.get(index) {
                write(pen, column, (x, top + row as u16, width), &cell.text, cell.style);
            }
        }
    }
    places
}

fn write(pen: &mut Pen<'_>, column: &TableColumn, (x, y, width): (u16, u16, u16), text: &str, style: Style) {
    let text = truncate(text, usize::from(width));
    if column.right {
        let start = x + width - (display_width(&text) as u16).min(width);
        pen.text(start, y, text, style);
    } else {
        pen.text(x, y, text, style);
    }
}

/// Which columns are shown, where, and how wide. The column without a limit gets what it needs before the rest is spread
/// between all of them, so that a table always reaches from edge to edge.
fn places(columns: &[TableColumn], needs: &[u16], width: u16) -> Vec<(usize, u16, u16)> {
    // What is read first keeps a third of the width before columns that only add to it are shown.
    let flexible = (width / 3).clamp(18, 30);
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let least = |index: &usize| match columns[*index].most {
        Some(_) => needs[*index],
        None => needs[*index].min(flexible),
    };
    // A mark stands close to what it marks.
    let gap = |index: usize| if columns[index].most == Some(1) { 1 } else { 2 };
    let total = |shown: &[usize]| {
        let gaps: u16 = shown.iter().rev().skip(1).map(|index| gap(*index)).sum();
        shown.iter().map(least).sum::<u16>() + gaps
    };
    while total(&shown) > width {
        let Some(worst) = (0..shown.len()).max_by_key(|&at| columns[shown[at]].rank) else {
            break;
        };
        if columns[shown[worst]].rank == 0 {
            break;
        }
        shown.remove(worst);
    }
    let mut spare = width.saturating_sub(total(&shown));
    let mut widths: Vec<u16> = shown.iter().map(least).collect();
    for (index, own) in shown.iter().zip(&mut widths) {
        if columns[*index].most.is_none() {
            let more = spare.min(needs[*index].saturating_sub(*own));
            *own += more;
            spare -= more;
        }
    }
    let wide = |index: &&usize| columns[**index].most != Some(1);
    let gaps = shown.iter().rev().skip(1).filter(wide).count().max(1) as u16;
    let mut passed = 0;
    let mut x = 0;
    shown
        .into_iter()
        .zip(widths)
        .map(|(index, own)| {
            let place = (index, x, own.min(width.saturating_sub(x)));
            x += own + gap(index);
            if gap(index) > 1 {
                x += spare / gaps + u16::from(passed < spare % gaps);
                passed += 1;
            }
            place
        })
        .collect()
}
