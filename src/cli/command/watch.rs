//! A sync in sight: bars on a terminal, lines in a pipe.
//!
//! Both say the same. Bars move with every event and end as a summary; lines come when a module starts or ends and
//! with every tenth of it, so that a log stays short and a screen reader is not flooded.

use std::collections::HashMap;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::api::wire::{ModuleRun, Progress, Run, RunStatus};
use crate::catalog::Module;
use crate::cli::look::Look;
use crate::text::{SafeText, format};

/// Rows between two lines where no total is known.
const STEP: u64 = 10_000;

/// Shows progress.
pub(super) enum Watch {
    /// On a terminal.
    Bars(Bars),
    /// In a pipe.
    Lines(Lines),
}

impl Watch {
    /// What suits where narration goes.
    pub(super) fn new(look: &Look, quiet: bool) -> Self {
        if look.narrates_to_terminal && !quiet {
            Self::Bars(Bars::new(look, ProgressDrawTarget::stderr()))
        } else {
            Self::Lines(Lines::default())
        }
    }

    /// Takes notice of how the sync stands; gives the lines to narrate.
    pub(super) fn see(&mut self, progress: &Progress) -> Vec<String> {
        match self {
            Self::Bars(bars) => {
                bars.see(progress);
                Vec::new()
            }
            Self::Lines(lines) => lines.see(progress),
        }
    }

    /// Leaves the terminal as it was.
    pub(super) fn end(self) {
        if let Self::Bars(bars) = self {
            let _ = bars.all.clear();
        }
    }
}

/// A bar for each module, and a line for the whole.
pub(super) struct Bars {
    all: MultiProgress,
    whole: ProgressBar,
    modules: Vec<(Module, ProgressBar)>,
    look: Look,
}

impl Bars {
    fn new(look: &Look, target: ProgressDrawTarget) -> Self {
        let all = MultiProgress::with_draw_target(target);
        let whole = all.add(ProgressBar::no_length().with_style(style("{msg}", look)));
        Self {
            all,
            whole,
            modules: Vec::new(),
            look: *look,
        }
    }

    fn see(&mut self, progress: &Progress) {
        for part in &progress.run.modules {
            let bar = self.bar(part.module);
            let total = match part.status {
                RunStatus::Waiting | RunStatus::Running => part.total,
                _ => Some(part.rows.received),
            };
            match total {
                Some(total) => bar.set_length(total.max(part.rows.received)),
                None => bar.unset_length(),
            }
            bar.set_position(part.rows.received);
            bar.set_message(self.look.text(&module_words(part)).into_owned());
        }
        self.whole
            .set_message(self.look.text(&progress_words(progress)).into_owned());
    }

    fn bar(&mut self, module: Module) -> ProgressBar {
        if let Some((_, bar)) = self.modules.iter().find(|(known, _)| *known == module) {
            return bar.clone();
        }
        let style = style("{prefix:<23} {bar:24} {msg}", &self.look);
        let bar = ProgressBar::no_length().with_style(style).with_prefix(module.name());
        let bar = self.all.insert_before(&self.whole, bar);
        self.modules.push((module, bar.clone()));
        bar
    }
}

fn style(template: &str, look: &Look) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars(if look.ascii {
        "#>-"
    } else {
        "█▉▊▋▌▍▎▏░"
    })
}

/// What was said last of each module.
#[derive(Default)]
pub(super) struct Lines {
    said: HashMap<Module, (RunStatus, u64)>,
    waiting: bool,
}

impl Lines {
    fn see(&mut self, progress: &Progress) -> Vec<String> {
        let mut lines = Vec::new();
        for part in &progress.run.modules {
            let step = match part.total {
                Some(total) if total > 0 => part.rows.received * 10 / total,
                _ => part.rows.received / STEP,
            };
            let now = (part.status, step);
            let before = self.said.insert(part.module, now).unwrap_or((RunStatus::Waiting, 0));
            if now != before {
                lines.push(format!("{}: {}", part.module, module_words(part)));
            }
        }
        if let Some(wait) = progress.waiting.as_ref().filter(|_| !self.waiting) {
            lines.push(format!(
                "waits {}: {}",
                format::duration(wait.seconds as i64),
                SafeText::new(&wait.reason)
            ));
        }
        self.waiting = progress.waiting.is_some();
        lines
    }
}

fn module_words(part: &ModuleRun) -> String {
    let rows = format::count(part.rows.received);
    match (part.status, part.total) {
        (RunStatus::Waiting, _) => "waiting".to_owned(),
        (RunStatus::Running, Some(total)) => format!("{rows} of {}", format::count(total.max(part.rows.received))),
        (RunStatus::Running, None) => format!("{rows} so far"),
        (status, _) => format!("{rows}, {}", status.label()),
    }
}

/// The sync as a whole, in a line: rows, speed, calls left, time left, and what it waits for.
pub(super) fn progress_words(progress: &Progress) -> String {
    let mut words = vec![format!("{} rows", format::count(progress.run.rows.received))];
    if let Some(wait) = &progress.waiting {
        words.push(format!(
            "waits {}: {}",
            format::duration(wait.seconds as i64),
            SafeText::new(&wait.reason)
        ));
    } else {
        words.push(format!("{} rows/s", format::short(progress.rows_per_second)));
    }
    match (progress.calls_left, progress.calls_limit) {
        (Some(left), Some(limit)) => {
            words.push(format!(
                "{} of {} calls left",
                format::count(left),
                format::count(limit)
            ));
        }
        (Some(left), None) => words.push(format!("{} calls left", format::count(left))),
        _ => {}
    }
    words.extend(
        progress
            .seconds_left
            .map(|left| format!("{} left", format::duration(left as i64))),
    );
    words.join(", ")
}

/// How a sync ended, in a line.
pub(super) fn summary(name: &str, run: &Run) -> String {
    format!(
        "{}: {}. {} rows received in {}: {} new, {} changed, {} unchanged, {} deleted, {} skipped; {} calls.",
        SafeText::new(name),
        run.status.label(),
        format::count(run.rows.received),
        format::elapsed(run.duration(run.ended_at.unwrap_or(run.started_at))),
        format::count(run.rows.inserted),
        format::count(run.rows.updated),
        format::count(run.rows.unchanged),
        format::count(run.rows.deleted),
        format::count(run.rows.skipped),
        format::count(run.calls),
    )
}

/// What was odd in a sync, module by module.
pub(super) fn oddities(run: &Run) -> Vec<String> {
    let odd = run.modules.iter().filter(|part| part.problems > 0);
    odd.map(|part| {
        let first = part
            .examples
            .first()
            .map(|example| format!("; the first: {}", SafeText::new(example)));
        format!(
            "{}: {} odd values{}",
            part.module,
            format::count(part.problems),
            first.unwrap_or_default()
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::Status;
    use crate::cli::fixture;

    fn progress(status: Status) -> Progress {
        status.sources.into_iter().next().unwrap().progress.unwrap()
    }

    #[test]
    fn lines_come_when_something_is_new() {
        let mut lines = Lines::default();
        assert_eq!(
            lines.see(&progress(fixture::syncing(7, 10))),
            ["Conversations: 10 of 12,480"]
        );
        assert!(lines.see(&progress(fixture::syncing(7, 20))).is_empty());
        assert_eq!(
            lines.see(&progress(fixture::syncing(7, 6240))),
            ["Conversations: 6,240 of 12,480"]
        );
        assert_eq!(
            lines.see(&progress(fixture::waiting(7, 6240))),
            ["waits 8 s: rate limit"]
        );
        assert!(lines.see(&progress(fixture::waiting(7, 6240))).is_empty());
    }

    #[test]
    fn the_whole_is_a_line() {
        assert_eq!(
            progress_words(&progress(fixture::syncing(7, 6240))),
            "6,240 rows, 1,240 rows/s, 820 of 1,000 calls left, 1 min 15 s left"
        );
        let held = progress_words(&progress(fixture::waiting(7, 6240)));
        assert!(held.contains("waits 8 s: rate limit") && !held.contains("rows/s"));
    }

    #[test]
    fn bars_follow_every_module() {
        let mut bars = Bars::new(&Look::default(), ProgressDrawTarget::hidden());
        bars.see(&progress(fixture::syncing(7, 6240)));
        let (module, bar) = &bars.modules[0];
        assert_eq!(
            (*module, bar.position(), bar.length()),
            (Module::Conversations, 6240, Some(12_480))
        );
        assert_eq!(bars.modules[1].1.length(), None);
        bars.see(&progress(fixture::syncing(7, 20_000)));
        assert_eq!(bars.modules.len(), 2);
        assert_eq!(bars.modules[0].1.length(), Some(20_000));
        assert!(bars.whole.message().contains("rows/s"));
        let ascii = Bars::new(
            &Look {
                ascii: true,
                ..Look::default()
            },
            ProgressDrawTarget::hidden(),
        );
        Watch::Bars(ascii).end();
    }

    #[test]
    fn odd_values_are_told_with_an_example() {
        let run = fixture::run(1, RunStatus::Success);
        assert_eq!(
            oddities(&run),
            ["Companies: 2 odd values; the first: \"Size\" of company 7 is ␛[31mtext"]
        );
    }
}
