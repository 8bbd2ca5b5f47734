//! Places and their addresses: any place of the program can be written down, opened from the command line, gone back to,
//! and found again after a restart.
//!
//! An address reads `modules/conversations?sort=-Created+At&where=State+%3D+open&row=215` : a path that says what is
//! shown, and after `?` how, in the form of a web address. [`Place`] is what it means; what was not said stays as it was.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::api::wire::{Condition, ConditionError, Of, Period, SortKey};
use crate::catalog::Module;
use crate::catalog::module::UnknownModule;
use crate::catalog::relation::{self, Relation};
use crate::chart::Kind;

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// Figures.
    #[default]
    Dashboard,
    /// The eleven tables.
    Modules,
    /// What is connected.
    Sources,
    /// The syncs of the last 45 days.
    History,
    /// Who did what.
    Audit,
    /// Every kind of chart.
    Charts,
}

impl Tab {
    /// All tabs, from left to right.
    pub const ALL: [Self; 6] = [
        Self::Dashboard,
        Self::Modules,
        Self::Sources,
        Self::History,
        Self::Audit,
        Self::Charts,
    ];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dashboard => "Dashboard",
            Self::Modules => "Modules",
            Self::Sources => "Data Sources",
            Self::History => "Sync History",
            Self::Audit => "Audit History",
            Self::Charts => "Charts",
        }
    }

    /// Its name where there is little room.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Dashboard => "Dash",
            Self::Modules => "Modules",
            Self::Sources => "Sources",
            Self::History => "Syncs",
            Self::Audit => "Audit",
            Self::Charts => "Charts",
        }
    }

    /// Its name in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Modules => "modules",
            Self::Sources => "sources",
            Self::History => "history",
            Self::Audit => "audit",
            Self::Charts => "charts",
        }
    }

    /// The tab with this name in addresses, or one that people would also write.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "dashboard" | "overview" => Self::Dashboard,
            "modules" | "tables" => Self::Modules,
            "sources" | "data-sources" => Self::Sources,
            "history" | "sync-history" | "syncs" => Self::History,
            "audit" | "audit-history" => Self::Audit,
            "charts" | "gallery" => Self::Charts,
            _ => return None,
        })
    }
}

/// A place, and the data source it is looked at for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The data source by name or number; the one that is shown where nothing is said.
    pub source: Option<String>,
    /// The place.
    pub place: Place,
}

/// A place. What is not said is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The figures.
    Dashboard {
        /// For this period.
        period: Option<Period>,
    },
    /// A table; the one that was shown last where none is named.
    Modules {
        /// Which.
        module: Option<Module>,
        /// How.
        view: Option<TableView>,
    },
    /// The data sources.
    Sources,
    /// The sync history.
    History {
        /// The syncs of this day.
        day: Option<NaiveDate>,
        /// This sync.
        run: Option<u64>,
    },
    /// The audit history.
    Audit {
        /// Entries with this text.
        search: Option<String>,
        /// This entry.
        entry: Option<u64>,
    },
    /// The charts.
    Charts {
        /// This one over the whole screen; the gallery where none is named.
        kind: Option<Kind>,
        /// How.
        view: ChartView,
    },
}

/// How a chart is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartView {
    /// What is hidden of its legend.
    pub hidden: Vec<String>,
    /// The levels that were gone into.
    pub path: Vec<String>,
    /// What its rows have to fulfil besides.
    pub conditions: Vec<Condition>,
}

/// How a table is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// Sorted by.
    pub sort: Vec<SortKey>,
    /// Only rows for which these hold.
    pub conditions: Vec<Condition>,
    /// Only rows with this text.
    pub search: String,
    /// Only records that are related to this one.
    pub of: Option<Of>,
    /// These columns, in this order; the table's own layout where none is named.
    pub columns: Vec<String>,
    /// At this record, by its key.
    pub row: Vec<String>,
}

impl Default for Place {
    fn default() -> Self {
        Self::Dashboard { period: None }
    }
}

impl Place {
    /// The tab it is on.
    pub const fn tab(&self) -> Tab {
        match self {
            Self::Dashboard { .. } => Tab::Dashboard,
            Self::Modules { .. } => Tab::Modules,
            Self::Sources => Tab::Sources,
            Self::History { .. } => Tab::History,
            Self::Audit { .. } => Tab::Audit,
            Self::Charts { .. } => Tab::Charts,
        }
    }

    /// The beginning of a tab.
    pub const fn of(tab: Tab) -> Self {
        match tab {
            Tab::Dashboard => Self::Dashboard { period: None },
            Tab::Modules => Self::Modules {
                module: None,
                view: None,
            },
            Tab::Sources => Self::Sources,
            Tab::History => Self::History { day: None, run: None },
            Tab::Audit => Self::Audit {
                search: None,
                entry: None,
            },
            Tab::Charts => Self::Charts {
                kind: None,
                view: ChartView {
                    hidden: Vec::new(),
                    path: Vec::new(),
                    conditions: Vec::new(),
                },
            },
        }
    }

    /// A table as it was left, or as it is from the start.
    pub const fn table(module: Module) -> Self {
        Self::Modules {
            module: Some(module),
            view: None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let mut path = self.place.tab().slug().to_owned();
        match &self.place {
            Place::Dashboard { period } => {
                if let Some(period) = period {
                    pairs.append_pair("period", &format!("{}d", period.days()));
                }
            }
            Place::Modules { module, view } => {
                if let Some(module) = module {
                    path = format!("{path}/{}", module.slug());
                }
                if let Some(view) = view {
                    view.write(&mut pairs);
                }
            }
            Place::Sources => {}
            Place::History { day, run } => match (day, run) {
                (_, Some(run)) => path = format!("{path}/run/{run}"),
                (Some(day), None) => path = format!("{path}/{day}"),
                (None, None) => {}
            },
            Place::Audit { search, entry } => {
                if let Some(entry) = entry {
                    path = format!("{path}/{entry}");
                }
                if let Some(search) = search {
                    pairs.append_pair("search", search);
                }
            }
            Place::Charts { kind, view } => {
                if let Some(kind) = kind {
                    path = format!("{path}/{}", kind.slug());
                }
                view.write(&mut pairs);
            }
        }
        if let Some(source) = &self.source {
            pairs.append_pair("source", source);
        }
        let pairs = pairs.finish();
        f.write_str(&path)?;
        if pairs.is_empty() {
            Ok(())
        } else {
            write!(f, "?{pairs}")
        }
    }
}

impl ChartView {
    fn write(&self, pairs: &mut form_urlencoded::Serializer<'_, String>) {
        for name in &self.hidden {
            pairs.append_pair("hidden", name);
        }
        for level in &self.path {
            pairs.append_pair("in", level);
        }
        for condition in &self.conditions {
            pairs.append_pair("where", &condition.to_string());
        }
    }

    fn read(pairs: &[(String, String)]) -> Result<Self, String> {
        let mut view = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "hidden" => view.hidden.push(value.clone()),
                "in" => view.path.push(value.clone()),
                "where" => view.conditions.push(condition(value)?),
                _ => {}
            }
        }
        view.hidden.sort();
        view.hidden.dedup();
        Ok(view)
    }
}

fn condition(text: &str) -> Result<Condition, String> {
    text.parse().map_err(|error: ConditionError| error.to_string())
}

impl TableView {
    fn write(&self, pairs: &mut form_urlencoded::Serializer<'_, String>) {
        for key in &self.sort {
            let sign = if key.descending { "-" } else { "" };
            pairs.append_pair("sort", &format!("{sign}{}", key.column));
        }
        for condition in &self.conditions {
            pairs.append_pair("where", &condition.to_string());
        }
        if !self.search.is_empty() {
            pairs.append_pair("search", &self.search);
        }
        if let Some(of) = &self.of {
            let way = format!("{}/{}", of.module.slug(), of.relation);
            pairs.append_pair("of", &way);
            for part in &of.key {
                pairs.append_pair("key", part);
            }
        }
        for column in &self.columns {
            pairs.append_pair("column", column);
        }
        for part in &self.row {
            pairs.append_pair("row", part);
        }
    }
}

/// An address leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{address:?} is no address: {why}")]
pub struct AddressError {
    /// What was given.
    pub address: String,
    /// What is wrong with it, and what would be right.
    pub why: String,
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        parse(text).map_err(|why| AddressError {
            address: text.to_owned(),
            why,
        })
    }
}

fn parse(text: &str) -> Result<Address, String> {
    let (path, query) = text.trim().split_once('?').unwrap_or((text.trim(), ""));
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or("dashboard");
    // A table's own name is an address too: it is what people want most.
    let (tab, second) = match (Tab::named(first), Module::named(first)) {
        (Some(tab), _) => (tab, parts.next()),
        (None, Some(_)) => (Tab::Modules, Some(first)),
        (None, None) => {
            let tabs = Tab::ALL.map(Tab::slug).join(", ");
            return Err(format!("it begins with one of {tabs}, or with the name of a table"));
        }
    };
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let third = parts.next();
    if parts.next().is_some() {
        return Err("it has too many parts between `/`".to_owned());
    }
    let known: &[&str] = match tab {
        Tab::Dashboard => &["period", "source"],
        Tab::Modules => &["sort", "where", "search", "of", "key", "column", "row", "source"],
        Tab::Sources | Tab::History => &["source"],
        Tab::Audit => &["search", "source"],
        Tab::Charts => &["hidden", "in", "where", "source"],
    };
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        return Err(format!(
            "{name:?} means nothing here; {} takes {}",
            tab.slug(),
            known.join(", ")
        ));
    }
    let one = |name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
    };
    let place = match tab {
        Tab::Dashboard => Place::Dashboard {
            period: one("period")
                .map(|period| period.parse().map_err(|error| format!("{error}")))
                .transpose()?,
        },
        Tab::Modules => Place::Modules {
            module: second
                .map(|name| name.parse::<Module>().map_err(|error| error.to_string()))
                .transpose()?,
            view: table_view(&pairs)?,
        },
        Tab::Sources => Place::Sources,
        Tab::History => match (second, third) {
            (Some("run"), Some(run)) => Place::History {
                day: None,
                run: Some(run.parse().map_err(|_| format!("{run:?} is no number of a sync"))?),
            },
            (day, _) => Place::History {
                day: day
                    .map(|day| day.parse().map_err(|_| format!("{day:?} is no day such as 2026-11-22")))
                    .transpose()?,
                run: None,
            },
        },
        Tab::Audit => Place::Audit {
            search: one("search"),
            entry: second
                .map(|entry| entry.parse().map_err(|_| format!("{entry:?} is no number of an entry")))
                .transpose()?,
        },
        Tab::Charts => Place::Charts {
            kind: second
                .map(|kind| {
                    kind.parse::<Kind>()
                        .map_err(|error| format!("{error}; `interlens chart --list` names them all"))
                })
                .transpose()?,
            view: ChartView::read(&pairs)?,
        },
    };
    let extra = match tab {
        Tab::Dashboard | Tab::Sources => second,
        Tab::Modules if Module::named(first).is_some() => parts_after(path),
        Tab::History if second == Some("run") => None,
        Tab::Modules | Tab::Audit | Tab::History | Tab::Charts => third,
    };
    if let Some(extra) = extra {
        return Err(format!("{extra:?} means nothing there"));
    }
    Ok(Address {
        source: one("source"),
        place,
    })
}

/// What follows a table's name where the address begins with it.
fn parts_after(path: &str) -> Option<&str> {
    path.split('/').filter(|part| !part.is_empty()).nth(1)
}

fn table_view(pairs: &[(String, String)]) -> Result<Option<TableView>, String> {
    let mut view = TableView::default();
    for (name, value) in pairs {
        match name.as_str() {
            "sort" => view
                .sort
                .extend(value.split(',').filter(|key| !key.trim().is_empty()).map(|key| {
                    let key = key.trim();
                    let column = key.strip_prefix(['-', '+']).unwrap_or(key);
                    SortKey {
                        column: column.to_owned(),
                        descending: key.starts_with('-'),
                    }
                })),
            "where" => view.conditions.push(condition(value)?),
            "search" => value.clone_into(&mut view.search),
            "of" => {
                let (module, relation) = value
                    .split_once('/')
                    .ok_or_else(|| format!("{value:?} is no relation such as conversations/contacts"))?;
                let module: Module = module.parse().map_err(|error: UnknownModule| error.to_string())?;
                if Relation::named(module, relation).is_none() {
                    let known: Vec<&str> = relation::of(module).map(|relation| relation.slug).collect();
                    return Err(format!("{module} have no {relation:?}; there are {}", known.join(", ")));
                }
                let key = pairs
                    .iter()
                    .filter(|(name, _)| name == "key")
                    .map(|(_, part)| part.clone());
                view.of = Some(Of {
                    module,
                    relation: relation.to_owned(),
                    key: key.collect(),
                });
            }
            "column" => view.columns.extend(value.split(',').map(|name| name.trim().to_owned())),
            "row" => view.row.push(value.clone()),
            _ => {}
        }
    }
    Ok((view != TableView::default()).then_some(view))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::api::wire::Test;

    fn there(address: &str) -> Address {
        address.parse().unwrap()
    }

    #[test]
    fn addresses_lead_where_they_say() {
        assert_eq!(there("").place.tab(), Tab::Dashboard);
        assert_eq!(there("conversations").place, Place::table(Module::Conversations));
        assert_eq!(
            there("modules/Conversations").place,
            Place::table(Module::Conversations)
        );
        let sorted = there("modules/Conversations?sort=-Created+At,State&where=State=open");
        let Place::Modules { view: Some(view), .. } = sorted.place else {
            panic!("a view")
        };
        assert!(view.sort[0].descending && view.sort[1].column == "State");
        assert_eq!(view.conditions, [Condition::new("State", Test::Is, "open")]);
        assert_eq!(
            there("history/run/7").place,
            Place::History {
                day: None,
                run: Some(7)
            }
        );
        assert_eq!(there("dashboard?period=7d&source=Acme").source.as_deref(), Some("Acme"));
    }

    #[test]
    fn what_leads_nowhere_is_said() {
        for wrong in [
            "nowhere",
            "modules/Tags",
            "history/yesterday",
            "history/2026-11-22/x",
            "audit/x",
            "dashboard?sort=State",
            "modules/teams?where=State",
            "conversations/x",
            "sources/x",
            "charts/cake",
            "charts/pie?sort=x",
        ] {
            let error = wrong.parse::<Address>().unwrap_err();
            assert!(error.to_string().contains(wrong) && !error.why.is_empty(), "{wrong}");
        }
    }

    fn place() -> impl Strategy<Value = Place> {
        let word = "[^,+\\-\\s][^,]{0,8}[^,\\s]";
        let key = (word, any::<bool>()).prop_map(|(column, descending)| SortKey { column, descending });
        let condition =
            ("[A-Z][a-z]{1,8}", ".{1,8}").prop_map(|(column, value)| Condition::new(column, Test::Is, value));
        let view = (
            prop::collection::vec(key, 0..3),
            prop::collection::vec(condition, 0..3),
            ".{0,8}",
            prop::collection::vec("[A-Z][a-z]{1,8}", 0..3),
            prop::collection::vec(".{1,8}", 0..2),
        )
            .prop_map(|(sort, conditions, search, columns, row)| TableView {
                sort,
                conditions,
                search,
                of: None,
                columns,
                row,
            });
        let module = prop::sample::select(Module::ALL.to_vec());
        prop_oneof![
            prop::option::of(prop::sample::select(Period::ALL.to_vec())).prop_map(|period| Place::Dashboard { period }),
            (module, prop::option::of(view)).prop_map(|(module, view)| Place::Modules {
                module: Some(module),
                view: view.filter(|view| *view != TableView::default())
            }),
            Just(Place::Sources),
            any::<u64>().prop_map(|run| Place::History {
                day: None,
                run: Some(run)
            }),
            (1990..2100_i32, 1..366_u32).prop_map(|(year, day)| Place::History {
                day: NaiveDate::from_yo_opt(year, day),
                run: None
            }),
            (prop::option::of(".{1,8}"), prop::option::of(any::<u64>()))
                .prop_map(|(search, entry)| Place::Audit { search, entry }),
            (
                prop::option::of(prop::sample::select(Kind::all().collect::<Vec<_>>())),
                prop::collection::btree_set(".{1,8}", 0..3),
                prop::collection::vec(".{1,8}", 0..3)
            )
                .prop_map(|(kind, hidden, path)| Place::Charts {
                    kind,
                    view: ChartView {
                        hidden: hidden.into_iter().collect(),
                        path,
                        conditions: Vec::new()
                    }
                }),
        ]
    }

    proptest! {
        #[test]
        fn an_address_leads_back(place in place(), source in prop::option::of(".{1,8}")) {
            let address = Address { source, place };
            prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
        }
    }
}
