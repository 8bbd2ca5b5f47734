//! Maps: contacts by the language of their browser, which tells a country well enough for a map of the world.

use super::base::{by, of, spec, sum};
use crate::catalog::Module;
use crate::chart::{Channel, Kind, Place, Spec, example};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Picture, Question, Subject};

const LANGUAGE: &str = "Browser Language";
const CONTACTS: &str = "Contacts";

pub(super) fn contacts(kind: Kind) -> Picture {
    let title = if kind == Kind::MapFilled {
        "Where contacts are"
    } else {
        "Contacts on the world"
    };
    let mut spec = world(kind, title);
    // One country has more than all others together: in even steps these would have one colour.
    spec.options.log = kind == Kind::MapFilled;
    of(spec, known([Asked::column(LANGUAGE), Asked::rows().called(CONTACTS)]))
}

pub(super) fn contacts_by_role(kind: Kind) -> Picture {
    let mut spec = world(kind, "Users and leads");
    spec.colour = by("Role");
    let asked = [
        Asked::column(LANGUAGE),
        Asked::column("Role"),
        Asked::rows().called(CONTACTS),
    ];
    of(spec, known(asked))
}

/// A map that needs degrees, which Intercom does not tell.
pub(super) fn example_of(kind: Kind) -> Picture {
    let chart = example(kind);
    let mut spec = chart.spec;
    "example data".clone_into(&mut spec.subtitle);
    of(spec, Question::from(Subject::Given(chart.frame)))
}

fn world(kind: Kind, title: &str) -> Spec {
    let mut spec = spec(kind, title, "by the language of their browser");
    spec.place = Some(Place::Named(Channel::of(LANGUAGE)));
    spec.text = by(LANGUAGE);
    spec.y = vec![sum(CONTACTS)];
    spec.size = by(CONTACTS);
    spec
}

fn known(columns: impl IntoIterator<Item = Asked>) -> Question {
    Question::of(Module::Contacts, columns).only(Condition::bare(LANGUAGE, Test::Filled))
}
