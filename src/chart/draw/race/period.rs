//! When it is: the period in large faint letters where the bars leave room, and a line along which the race goes.

use super::Moment;
use super::data::Race;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue, Ink, Part, RuleMark};
use crate::text::{display_width, truncate};

/// How many rows large letters take; figures alone are also there in three.
pub(super) const ROWS: u16 = 4;
/// How many columns a letter takes for each row of its height.
const LETTER: f64 = 1.3;
/// How strong the large letters are: they lie behind, and are read before anything else.
const GHOST: u8 = 55;

/// Writes the period into the lower right corner of an area: as large as the room left of it allows.
///
/// `ends` are the columns up to which each row is taken, from the first row of the area on; the last `own` are free.
pub(super) fn ghost(stage: &mut Stage<'_>, text: &str, area: Area, (ends, own): (&[f64], u16)) {
    let width = display_width(text) as f64;
    let figures = text.bytes().all(|byte| byte.is_ascii_digit());
    let sizes = [ROWS, 3]
        .into_iter()
        .filter(|rows| *rows == ROWS || (figures && own == 0));
    for rows in sizes.map(usize::from) {
        let Some(first) = ends.len().checked_sub(rows) else {
            continue;
        };
        let taken = ends.iter().skip(first).copied().fold(area.left, f64::max);
        let needed = (width * LETTER * rows as f64 + 2.0) * CELL_WIDTH;
        if area.right - taken < needed {
            continue;
        }
        let bottom = area.top + ends.len() as f64 * CELL_HEIGHT;
        let at = Point::new(area.right, bottom - rows as f64 * CELL_HEIGHT / 2.0);
        let mut letters = Text::of(text, at).anchor(Anchor::End).bold().part(Part::Label);
        letters.ink = Ink::of(Hue::Faint).soft(GHOST);
        stage.large(letters, u16::try_from(rows).unwrap_or(3));
        return;
    }
}

/// The last row: from the first period to the last, and where between them it is.
pub(super) fn scrubber(stage: &mut Stage<'_>, race: &Race, moment: Moment) {
    let body = stage.body;
    let columns = usize::from(body.columns());
    let y = body.bottom - CELL_HEIGHT / 2.0;
    let steps = race.steps.len();
    let now = race.period(moment);
    let count = format!("{}/{steps}", moment.step + 1);
    let words = format!("{now}  {count}");
    let wide = display_width(&words) + 14 <= columns;
    let words = if wide { words } else { truncate(now, columns) };
    let at = Point::new(body.right, y);
    stage.text(Text::of(&words, at).anchor(Anchor::End).ink(Hue::Dim).part(Part::Tick));
    // As wide as the widest period, so that the line does not change its length.
    let widest = race
        .steps
        .iter()
        .map(|step| step.label.width())
        .max()
        .unwrap_or_default();
    let digits = format!("{steps}/{steps}").len();
    let right = body.right - ((widest + digits + 4).min(columns)) as f64 * CELL_WIDTH;
    if !wide || right - body.left < 6.0 * CELL_WIDTH {
        return;
    }
    let way = if steps > 1 {
        (moment.step as f64 + moment.share) / (steps - 1) as f64
    } else {
        1.0
    };
    let column = (way * ((right - body.left) / CELL_WIDTH - 1.0)).round();
    let x = body.left + (column + 0.5) * CELL_WIDTH;
    let line = |from: f64, to: f64, hue| RuleMark {
        from: Point::new(from, y),
        to: Point::new(to, y),
        ink: Ink::of(hue),
        dashed: false,
        over: false,
    };
    stage.rule_mark(line(x, right, Hue::Rule));
    stage.rule_mark(line(body.left, x, Hue::Accent));
    let sign = Text::of("●", Point::new(x - CELL_WIDTH / 2.0, y));
    stage.text(sign.ink(Hue::Accent).part(Part::Marker));
}
