//! What is worth calling a person from another window for: a sync that failed, a first sync that is complete, an engine
//! that stays away and one that comes back. Each at most once, and only where the terminal said that it is not in front.

use std::time::Duration;

use super::data;
use crate::api::wire::{Event, Run, RunStatus, Trigger};
use crate::tui::clean::Clean;
use crate::tui::model::{Link, Model};
use crate::tui::msg::{Effect, Msg, Timer};

/// How long an engine may be away before it is worth a word: a restart takes a second or two.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks at a message before it is taken in.
pub(super) fn note(model: &mut Model, msg: &Msg) -> Vec<Effect> {
    match msg {
        Msg::Event(Event::RunEnded { run }) if !model.focused => ended(model, run),
        Msg::Lost(_) if !is_gone(model) => {
            model.absence.number += 1;
            model.absence.told = false;
            vec![Effect::Later(PATIENCE, Timer::StillGone(model.absence.number))]
        }
        Msg::StillGone(number)
            if *number == model.absence.number && is_gone(model) && !model.absence.told && !model.focused =>
        {
            model.absence.told = true;
            tell(
                "the engine is gone",
                "It is looked for again; nothing is synced meanwhile.",
            )
        }
        Msg::Connected(_) | Msg::Event(Event::Status { .. }) if is_gone(model) => {
            model.absence.number += 1;
            let told = std::mem::take(&mut model.absence.told);
            if told && !model.focused {
                tell("the engine is back", "The figures are asked for again.")
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    }
}

fn ended(model: &Model, run: &Run) -> Vec<Effect> {
    let first = run.trigger == Trigger::First && run.status == RunStatus::Success;
    if run.status != RunStatus::Failed && !first {
        return Vec::new();
    }
    let source = model
        .status
        .as_ref()
        .and_then(|status| status.sources.iter().find(|source| source.id == run.source));
    let name = source.map_or("a data source", |source| source.name.as_str());
    let (words, _) = data::ended(&run.clone().cleaned(), model);
    if first {
        tell(&format!("{name}: the first sync is complete"), &words)
    } else {
        tell(name, &words)
    }
}

const fn is_gone(model: &Model) -> bool {
    matches!(model.link, Link::Gone { .. })
}

fn tell(title: &str, body: &str) -> Vec<Effect> {
    vec![Effect::Tell {
        title: title.to_owned(),
        body: body.to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::api::wire::Advice;
    use crate::tui::sample;
    use crate::tui::theme::Theme;
    use crate::tui::update::update;

    fn model() -> Model {
        sample::model(Size::new(80, 24), Theme::default())
    }

    fn told(effects: &[Effect]) -> Vec<&str> {
        let titles = effects.iter().filter_map(|effect| match effect {
            Effect::Tell { title, .. } => Some(title.as_str()),
            _ => None,
        });
        titles.collect()
    }

    fn run_ended(trigger: Trigger, status: RunStatus) -> Msg {
        let mut run = sample::progress().run;
        run.trigger = trigger;
        run.status = status;
        Msg::Event(Event::RunEnded { run: Box::new(run) })
    }

    fn lost() -> Msg {
        Msg::Lost(Advice::new("Gone.", "It ended.", "Wait."))
    }

    #[test]
    fn only_who_looks_elsewhere_is_told_of_the_end_of_a_sync() {
        let mut model = model();
        let failed = || run_ended(Trigger::Schedule, RunStatus::Failed);
        assert!(told(&update(&mut model, failed())).is_empty());
        update(&mut model, Msg::FocusLost);
        assert_eq!(told(&update(&mut model, failed())), ["Acme Support"]);
        let first = run_ended(Trigger::First, RunStatus::Success);
        assert_eq!(
            told(&update(&mut model, first)),
            ["Acme Support: the first sync is complete"]
        );
        let usual = run_ended(Trigger::Schedule, RunStatus::Success);
        assert!(told(&update(&mut model, usual)).is_empty(), "that one is no news");
        update(&mut model, Msg::FocusGained);
        assert!(told(&update(&mut model, failed())).is_empty());
    }

    #[test]
    fn an_engine_that_stays_away_is_told_once_and_so_is_its_return() {
        let mut model = model();
        update(&mut model, Msg::FocusLost);
        let effects = update(&mut model, lost());
        let number = model.absence.number;
        assert!(effects.contains(&Effect::Later(PATIENCE, Timer::StillGone(number))));
        assert!(
            update(&mut model, lost()).is_empty(),
            "another attempt is not another absence"
        );
        assert_eq!(
            told(&update(&mut model, Msg::StillGone(number))),
            ["the engine is gone"]
        );
        assert!(told(&update(&mut model, Msg::StillGone(number))).is_empty());
        let hello = || Msg::Connected(Box::new(sample::hello()));
        assert_eq!(told(&update(&mut model, hello())), ["the engine is back"]);
        assert!(told(&update(&mut model, hello())).is_empty());
    }

    #[test]
    fn a_short_absence_is_not_worth_a_word() {
        let mut model = model();
        update(&mut model, Msg::FocusLost);
        update(&mut model, lost());
        let number = model.absence.number;
        let back = update(&mut model, Msg::Connected(Box::new(sample::hello())));
        assert!(told(&back).is_empty());
        assert!(told(&update(&mut model, Msg::StillGone(number))).is_empty());
    }
}
