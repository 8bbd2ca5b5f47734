//! The dashboard as text: for a pipe, a mail, a screen reader. The same words and numbers as on the screen, one after the
//! other, and nothing that has to be seen to be understood.

use crate::api::wire::{Count, Overview, SourceState, SourceStatus, Status};
use crate::text::{display_width, format, truncate};

use crate::tui::clean::Clean;
use crate::tui::tab::dashboard::panel::{NOT_RATED, figure};
use crate::tui::theme::Glyphs;
use crate::tui::words::{is_pressing, plural, title, waited};

/// The narrowest that is laid out; less is treated as this.
const NARROWEST: usize = 60;

/// Writes the dashboard of the status's first data source, whose figures these are, in lines of `width` columns; what is
/// longer goes on in the next line.
///
/// With several data sources give a status that holds only the one that is meant.
pub fn overview(status: &Status, overview: &Overview, width: usize, glyphs: Glyphs) -> String {
    let (status, overview) = (status.clone().cleaned(), overview.clone().cleaned());
    let mut page = Page {
        out: String::new(),
        width: width.max(NARROWEST),
        glyphs,
    };
    if let Some(source) = status.sources.first() {
        page.head(source, &overview);
    }
    page.tiles(&overview);
    page.flow(&overview);
    page.title("By state");
    page.counts(&overview.states);
    page.teams(&overview);
    page.hours(&overview);
    page.categories(&overview.categories);
    page.waiting(&overview);
    page.out
}

/// What goes beyond this many columns of a title is not read any more.
const TITLE: usize = 240;
/// By how much the second line of something is set in.
const INDENT: &str = "           ";

/// A text with spaces behind it, up to a number of columns; one that is wider stays whole.
fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}

/// Lines of at most so many columns, broken at spaces. Nothing is lost: a word that is wider makes its line wider.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let Some(line) = lines.last_mut() else { break };
        let begun = !line.trim().is_empty();
        if begun && display_width(line) + display_width(word.trim_end()) > columns {
            lines.push(format!("{INDENT}{word}"));
        } else {
            line.push_str(word);
        }
    }
    lines
}

struct Page {
    out: String,
    width: usize,
    glyphs: Glyphs,
}

impl Page {
    fn line(&mut self, text: &str) {
        for line in broken(&self.glyphs.text(text), self.width) {
            self.out.push_str(line.trim_end_matches(' '));
            self.out.push('\n');
        }
    }

    fn title(&mut self, text: &str) {
        self.out.push('\n');
        self.line(text);
        let rule = self.glyphs.pick("─", "-").repeat(display_width(text).min(self.width));
        self.line(&rule);
    }

    fn head(&mut self, source: &SourceStatus, overview: &Overview) {
        let days = overview.period.days();
        self.line(&format!("interlens — {}", source.name));
        self.line(&format!(
            "{}, against the {days} before; days in {}",
            overview.period, overview.time_zone
        ));
        let zone = overview.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC);
        let state = match (source.state, source.last_success_at) {
            (SourceState::Synced, Some(at)) => format!("synced {}", format::moment(at, zone)),
            (state, Some(at)) => format!("{}, data of {}", state.label(), format::moment(at, zone)),
            (state, None) => state.label().to_owned(),
        };
        self.line(&format!("{state}; as of {}", format::moment(overview.as_of, zone)));
        if let Some(advice) = &source.problem {
            self.line(&format!("Problem: {}", advice.what));
            self.line(&format!("Why: {}", advice.why));
            self.line(&format!("What to do: {}", advice.next));
        }
    }

    fn tiles(&mut self, overview: &Overview) {
        self.title("Figures");
        let tiles = overview.tiles.iter().chain([&overview.first_reply]);
        for tile in tiles {
            let name = if tile == &overview.first_reply {
                "First reply, median"
            } else {
                &tile.name
            };
            let value = figure::in_line(tile, tile.value);
            let change = match figure::change(tile, Glyphs::Unicode) {
                // A minus or plus reads better aloud than a triangle.
                Some(change) => {
                    let amount = change
                        .text
                        .replace("▲ ", "up ")
                        .replace("▼ ", "down ")
                        .replace("= ", "same, ");
                    let verdict = if change.verdict.is_empty() {
                        String::new()
                    } else {
                        format!(", {}", change.verdict)
                    };
                    format!("{amount}{verdict}, was {}", figure::in_line(tile, tile.before))
                }
                None => "no figure before".to_owned(),
            };
            self.line(&format!("{} {:>12}  {change}", padded(name, 32), value));
        }
        if let Some(days) = overview.open_age_days.filter(|days| days.is_finite()) {
            self.line(&format!(
                "{} {:>8} d",
                padded("Age of what is not closed, median", 34),
                format::decimal(days)
            ));
        }
    }

    fn flow(&mut self, overview: &Overview) {
        let flow = &overview.flow;
        self.title("New and closed");
        let (new, closed): (u64, u64) = (flow.new.iter().sum(), flow.closed.iter().sum());
        self.line(&format!(
            "{} new, {} closed in {}",
            format::count(new),
            format::count(closed),
            overview.period
        ));
        let days = flow.days.iter().zip(flow.new.iter().zip(&flow.closed));
        let shown = 14;
        for (day, (new, closed)) in days.skip(flow.days.len().saturating_sub(shown)) {
            self.line(&format!(
                "{}  {:>8} new  {:>8} closed",
                day.format("%a %Y-%m-%d"),
                format::count(*new),
                format::count(*closed)
            ));
        }
    }

    /// Shares are of those who were rated, as on the screen.
    fn categories(&mut self, categories: &[Count]) {
        let (apart, rated): (Vec<Count>, Vec<Count>) =
            categories.iter().cloned().partition(|count| count.label == NOT_RATED);
        self.title("Satisfaction");
        self.counts(&rated);
        for count in apart {
            self.line(&format!(
                "{} {:>10}",
                padded(&count.label, 20),
                format::count(count.count)
            ));
        }
    }

    fn counts(&mut self, counts: &[Count]) {
        let total: u64 = counts.iter().map(|count| count.count).sum();
        for count in counts {
            let share = format::percent(count.count as f64 * 100.0 / total.max(1) as f64);
            self.line(&format!(
                "{} {:>10}  {share:>8}",
                padded(&count.label, 20),
                format::count(count.count)
            ));
        }
        if counts.is_empty() {
            self.line("None.");
        }
    }

    fn teams(&mut self, overview: &Overview) {
        self.title("By team");
        let widths = overview.teams.iter().filter_map(|team| team.name.as_deref());
        let names = widths.map(display_width).max().unwrap_or(0).clamp(24, 40);
        self.line(&format!(
            "{} {:>8} {:>8} {:>8} {:>13}",
            padded("", names),
            "new",
            "open",
            "CSAT",
            "first reply"
        ));
        let empty = || format::EMPTY.to_owned();
        for team in &overview.teams {
            let reply = team
                .first_reply
                .map_or_else(empty, |seconds| format::duration(seconds.round() as i64));
            self.line(&format!(
                "{} {:>8} {:>8} {:>8} {reply:>13}",
                padded(team.name.as_deref().unwrap_or("no team"), names),
                format::count(team.conversations),
                format::count(team.unresolved),
                team.satisfaction.map_or_else(empty, format::percent),
            ));
        }
    }

    /// A map cannot be read aloud; what one would see in it can.
    fn hours(&mut self, overview: &Overview) {
        const DAYS: [&str; 7] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        self.title("When they write");
        for (name, hours) in DAYS.into_iter().zip(&overview.hours) {
            let total: u64 = hours.iter().sum();
            let busiest = (0..24).max_by_key(|&hour| (hours[hour], 23 - hour)).unwrap_or(0);
            let peak = if total == 0 {
                String::new()
            } else {
                let end = busiest + 1;
                format!(
                    ", most from {busiest:02}:00 to {end:02}:00 ({})",
                    format::count(hours[busiest])
                )
            };
            self.line(&format!("{} {:>8}{peak}", padded(name, 10), format::count(total)));
        }
    }

    fn waiting(&mut self, overview: &Overview) {
        self.title(&format!(
            "Waiting longest, of {}",
            plural(overview.waiting_count, "conversation")
        ));
        for waiting in &overview.waiting {
            let seconds = (overview.as_of - waiting.since).num_seconds().max(0);
            let pressing = waiting.priority.as_deref().filter(|_| is_pressing(waiting));
            let pressing = pressing.map_or_else(String::new, |priority| format!(" ({priority})"));
            let whose = format!(
                "{}, {}",
                waiting.team.as_deref().unwrap_or("no team"),
                waiting.admin.as_deref().unwrap_or("nobody")
            );
            let title = truncate(title(waiting).unwrap_or("no title"), TITLE);
            self.line(&format!("{:>9}  {title}{pressing} — {whose}", waited(seconds)));
        }
        if overview.waiting.is_empty() {
            self.line("Nobody waits for an answer.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_and_nothing_is_lost() {
        let text = "    3 d  Some title of many words that does not fit — a team, somebody";
        let lines = broken(text, 40);
        assert!(
            lines.len() > 1 && lines.iter().all(|line| display_width(line) <= 40),
            "{lines:?}"
        );
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&lines.join(" ")), words(text));
        assert_eq!(broken("unbreakable", 4), ["unbreakable"]);
    }
}
