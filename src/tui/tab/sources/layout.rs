//! How the tab is divided: the data sources, what is said of the one under the cursor, and its modules.

use ratatui::layout::Rect;

use super::state::Part;
use crate::tui::model::Model;
use crate::tui::words::wrap;

/// The widest that a sentence is.
const COMFORT: u16 = 110;

/// The parts of the tab. A part without rows is not shown.
pub(super) struct Layout {
    /// The data sources, with a title and a heading.
    pub list: Rect,
    /// Facts about the one under the cursor.
    pub facts: Rect,
    /// What is wrong with it.
    pub problem: Rect,
    /// What runs.
    pub strip: Rect,
    /// Its modules, with a title and a heading.
    pub modules: Rect,
}

impl Layout {
    /// How many data sources are seen.
    pub(super) fn sources_seen(&self) -> usize {
        usize::from(self.list.height.saturating_sub(2)).max(1)
    }

    /// How many modules are seen.
    pub(super) fn modules_seen(&self) -> usize {
        usize::from(self.modules.height.saturating_sub(2)).max(1)
    }
}

/// Divides an area.
pub(super) fn layout(model: &Model, area: Rect) -> Layout {
    let count = model.status.as_ref().map_or(0, |status| status.sources.len()) as u16;
    let roomy = area.height >= 20;
    let air = u16::from(roomy);
    let mut y = area.y;
    let end = area.bottom();
    let mut take = |rows: u16, gap: u16| {
        let rows = rows.min(end.saturating_sub(y));
        let part = Rect::new(area.x, y, area.width, rows);
        if rows > 0 {
            y = (y + rows + gap).min(end);
        }
        part
    };
    let list = take((count + 2).min((area.height / 3).max(3)), 0);
    let facts = take(u16::from(roomy), air);
    let problem = problem_lines(model, area.width).len() as u16;
    let most = match model.sources.part {
        _ if roomy => 8,
        Part::Sources => 5,
        Part::Modules => 2,
    };
    // Where there is little room what to do is worth more than why.
    let problem = take(problem.min(most), if problem > 0 { air } else { 0 });
    let running = model.progress().is_some();
    let strip = take(if running { 2 } else { 0 }, air);
    let modules = take(u16::MAX, 0);
    Layout {
        list,
        facts,
        problem,
        strip,
        modules,
    }
}

/// Which of the three sentences a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sentence {
    What,
    Why,
    Next,
}

/// What is wrong with the data source under the cursor, in lines; none where nothing is. Where there is no room for all
/// of them, the reason is left out first.
pub(super) fn problem_lines(model: &Model, width: u16) -> Vec<(Sentence, String)> {
    let Some(problem) = model.current().and_then(|source| source.problem.as_ref()) else {
        return Vec::new();
    };
    let columns = usize::from(width.saturating_sub(4).min(COMFORT));
    let mut lines = Vec::new();
    for (sentence, text) in [
        (Sentence::What, &problem.what),
        (Sentence::Next, &problem.next),
        (Sentence::Why, &problem.why),
    ] {
        lines.extend(wrap(text, columns).into_iter().map(|line| (sentence, line)));
    }
    lines
}
