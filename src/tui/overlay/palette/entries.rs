//! What the palette offers: actions, tables, data sources, notifications, charts, and an address that was typed.

use crate::catalog::Module;
use crate::chart::Kind;
use crate::text::format;
use crate::tui::actions::{self, Action};
use crate::tui::context::Context;
use crate::tui::model::Model;
use crate::tui::news::Item;
use crate::tui::overlay::{Choice, of_action};
use crate::tui::place::{Address, ChartView, Place, Tab};
use crate::tui::words::plural;

/// How near an entry is to where one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// An address that was typed.
    Typed,
    /// Of this place.
    Here,
    /// Of every place.
    Anywhere,
    /// A place to go to.
    Place,
    /// Of another place.
    There,
}

impl Near {
    /// What it adds to the rank of an entry.
    pub(super) const fn bonus(self) -> u32 {
        match self {
            Self::Typed => 1_000_000,
            Self::Here => 120,
            Self::Anywhere => 100,
            Self::Place => 90,
            Self::There => 0,
        }
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What it does, or why it cannot be done.
    pub note: String,
    /// Words that find it and are not shown.
    pub(super) hidden: String,
    /// The keys that do it, too.
    pub keys: String,
    /// What it stands for.
    pub choice: Choice,
    /// The word by which it is remembered.
    pub word: String,
    /// How near it is.
    pub near: Near,
}

/// Everything, in order: a typed address, this place, every place, places to go to, other places.
pub(super) fn all(model: &Model, text: &str) -> Vec<Entry> {
    let context = Context::under(model);
    let mut entries: Vec<Entry> = address(text).into_iter().collect();
    let (mut here, mut anywhere, mut there) = (Vec::new(), Vec::new(), Vec::new());
    for action in actions::all() {
        let near = if action.contexts.contains(&context) {
            Near::Here
        } else if action.contexts.iter().any(|place| context.chain().contains(place)) {
            Near::Anywhere
        } else if action
            .contexts
            .iter()
            .any(|place| place.tab().is_some() && !place.types())
        {
            Near::There
        } else {
            continue;
        };
        match near {
            Near::Here => here.push((action.footer.unwrap_or(u8::MAX), of(model, action, near, context))),
            Near::Anywhere => anywhere.push(of(model, action, near, context)),
            _ => there.push(of(model, action, near, context)),
        }
    }
    // What the footer thinks matters comes first; moving about is what nobody looks for here.
    here.sort_by_key(|(rank, _)| *rank);
    entries.extend(here.into_iter().map(|(_, entry)| entry));
    entries.extend(anywhere);
    entries.extend(places(model));
    entries.extend(there);
    // There are many of them, so they come last until something is typed.
    entries.extend(charts());
    entries
}

/// Every kind of chart over the whole screen.
fn charts() -> impl Iterator<Item = Entry> {
    Kind::all().map(|kind| {
        let address = Address {
            source: None,
            place: Place::Charts {
                kind: Some(kind),
                view: ChartView::default(),
            },
        };
        Entry {
            name: format!("Chart: {kind}"),
            note: kind.about().to_owned(),
            hidden: format!("{} {}", kind.slug(), address),
            keys: String::new(),
            word: address.to_string(),
            choice: Choice::Open(address),
            near: Near::Place,
        }
    })
}

fn of(model: &Model, action: &'static Action, near: Near, context: Context) -> Entry {
    let choice = of_action(model, action);
    let labels: Vec<String> = match near {
        // A key that does it elsewhere does nothing here, and is not told.
        Near::There => Vec::new(),
        _ => actions::keys(model, action, context)
            .map(|chord| chord.label(model.theme.glyphs))
            .collect(),
    };
    let place = action.contexts.first().map_or("", |place| place.label());
    let name = match near {
        Near::There => format!("{place}: {}", action.name),
        _ => action.name.to_owned(),
    };
    let note = match &choice {
        Choice::Refused(why) => format!("Not now: {why}"),
        _ => action.description.to_owned(),
    };
    Entry {
        name,
        note,
        hidden: format!("{} {} {}", action.description, labels.join(" "), action.id.slug()),
        keys: labels.join("  "),
        choice,
        word: action.id.slug(),
        near,
    }
}

/// Where one can go.
fn places(model: &Model) -> Vec<Entry> {
    let go = |name: String, note: String, hidden: String, address: Address| Entry {
        name,
        note,
        hidden,
        keys: String::new(),
        word: address.to_string(),
        choice: Choice::Open(address),
        near: Near::Place,
    };
    let mut places = Vec::new();
    for tab in Tab::ALL {
        let address = Address {
            source: None,
            place: Place::of(tab),
        };
        places.push(go(
            format!("Go to {}", tab.name()),
            "tab".to_owned(),
            tab.slug().to_owned(),
            address,
        ));
    }
    for module in Module::ALL {
        let rows = model
            .current()
            .and_then(|source| source.modules.iter().find(|status| status.module == module))
            .map(|status| plural(status.rows, "row"));
        let address = Address {
            source: None,
            place: Place::table(module),
        };
        places.push(go(
            format!("Go to {}", module.name()),
            rows.map_or_else(|| "table".to_owned(), |rows| format!("table, {rows}")),
            module.slug().to_owned(),
            address,
        ));
    }
    let sources = model.status.iter().flat_map(|status| &status.sources);
    for source in sources {
        let address = Address {
            source: Some(source.name.clone()),
            place: Place::of(model.tab),
        };
        let note = match &source.account {
            Some(account) => format!("data source, {account}"),
            None => "data source".to_owned(),
        };
        places.push(go(
            format!("Go to {}", source.name),
            note,
            "workspace".to_owned(),
            address,
        ));
    }
    for (index, item) in model.news.items().into_iter().enumerate() {
        let Item::Told(told) = item else { continue };
        let Some(Choice::Open(address)) = super::super::notifications::choice(model, index) else {
            continue;
        };
        places.push(go(
            format!("Go to sync {}", told.run),
            format!(
                "notification of {}, {}: {}",
                format::moment(told.at, model.zone()),
                told.source.1,
                told.advice.what
            ),
            "notification".to_owned(),
            address,
        ));
    }
    places
}

/// The address that was typed. A text that only might be one is not offered: places have names of their own here.
fn address(text: &str) -> Option<Entry> {
    let text = text.trim();
    if !text.contains(['/', '?']) {
        return None;
    }
    let (name, note, choice) = match text.parse::<Address>() {
        Ok(address) => (
            format!("Go to {address}"),
            format!("an address, in {}", address.place.tab().name()),
            Choice::Open(address),
        ),
        Err(error) => (
            format!("Go to {text}"),
            format!("No address: {}.", error.why),
            Choice::Refused(format!("That is no address: {}.", error.why)),
        ),
    };
    Some(Entry {
        name,
        note,
        // Whatever was typed is found in it.
        hidden: text.to_owned(),
        keys: String::new(),
        word: text.to_owned(),
        choice,
        near: Near::Typed,
    })
}
