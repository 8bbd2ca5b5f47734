//! A module compiled for reading: which JSON keys lead to which place, and which places make up a column.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalog::{Field, Module, Origin};

/// A place in a [`Record`](super::record::Record).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Spot {
    /// A single value.
    Scalar(usize),
    /// A list as a whole.
    List(usize),
    /// The newest element of a list, while it is read.
    Item(usize),
}

/// What is of interest below one JSON value.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Keys of an object, sorted by [`order`].
    keys: Vec<(&'static str, Node)>,
    /// The elements of a list.
    pub(super) items: Option<Box<Node>>,
    /// Where the value itself goes.
    pub(super) leaf: Option<Spot>,
    /// Every place here and below.
    pub(super) below: Vec<Spot>,
}

/// Where a column's values come from: an [`Origin`] with its paths turned into places.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    One(Spot),
    Either(Spot, Spot),
    EitherWord {
        first: Spot,
        list: Spot,
        word: &'static str,
    },
    When {
        first: Spot,
        when: Spot,
        is: &'static str,
    },
}

impl Source {
    pub(super) fn first(&self) -> Spot {
        match *self {
            Self::One(spot) | Self::Either(spot, _) => spot,
            Self::EitherWord { first, .. } | Self::When { first, .. } => first,
        }
    }
}

/// How the records of a module are read.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) module: Module,
    pub(super) root: Node,
    /// How many single values a record holds.
    pub(super) scalars: usize,
    /// How many lists.
    pub(super) lists: usize,
    /// For each field of the module.
    pub(super) columns: Vec<Source>,
    /// Which field identifies a record.
    pub(super) key: usize,
    pub(super) derived: Option<DerivedPlan>,
}

/// How the rows of a derived module are made from a record of its parent.
#[derive(Debug)]
pub(super) struct DerivedPlan {
    pub(super) module: Module,
    /// The list that gives a row for each element.
    pub(super) list: usize,
    /// For each field of the derived module.
    pub(super) columns: Vec<Source>,
    /// The fields that may not be null.
    pub(super) key: Vec<usize>,
}

/// The plan of a module that is not derived.
pub(super) fn of(module: Module) -> &'static Plan {
    static PLANS: LazyLock<[Plan; Module::ALL.len()]> = LazyLock::new(|| Module::ALL.map(Plan::new));
    // Every module is in ALL, so there is always one to find.
    PLANS.iter().find(|plan| plan.module == module).unwrap_or(&PLANS[0])
}

impl Plan {
    fn new(module: Module) -> Self {
        let mut paths = Paths::default();
        let columns = module.fields().iter().map(|field| paths.source(field)).collect();
        let derived = module.derives().and_then(|derived| {
            let columns: Vec<_> = derived.fields().iter().map(|field| paths.source(field)).collect();
            let list = columns.iter().find_map(|source| match source.first() {
                Spot::List(list) => Some(list),
                _ => None,
            })?;
            Some(DerivedPlan {
                module: derived,
                list,
                columns,
                key: positions(derived),
            })
        });
        let key = positions(module).first().copied().unwrap_or_default();
        paths.root.settle();
        let Paths {
            root, scalars, lists, ..
        } = paths;
        Self {
            module,
            root,
            scalars,
            lists,
            columns,
            key,
            derived,
        }
    }
}

fn positions(module: Module) -> Vec<usize> {
    module
        .key()
        .iter()
        .filter_map(|name| module.fields().iter().position(|field| field.name == *name))
        .collect()
}

/// The paths that were met so far.
#[derive(Default)]
struct Paths {
    root: Node,
    scalars: usize,
    lists: usize,
    known: HashMap<&'static str, Spot>,
}

impl Paths {
    fn source(&mut self, field: &Field) -> Source {
        match field.origin {
            Origin::Path(path) => Source::One(self.spot(path)),
            Origin::Either(first, second) => Source::Either(self.spot(first), self.spot(second)),
            Origin::EitherWord { path, list, word } => Source::EitherWord {
                first: self.spot(path),
                list: self.spot(list),
                word,
            },
            Origin::When { path, when, is } => Source::When {
                first: self.spot(path),
                when: self.spot(when),
                is,
            },
        }
    }

    /// The place of a path: the same for the same path.
    fn spot(&mut self, path: &'static str) -> Spot {
        if let Some(spot) = self.known.get(path) {
            return *spot;
        }
        let (spot, leaf) = if path.contains("[]") {
            self.lists += 1;
            (Spot::List(self.lists - 1), Spot::Item(self.lists - 1))
        } else {
            self.scalars += 1;
            (Spot::Scalar(self.scalars - 1), Spot::Scalar(self.scalars - 1))
        };
        let mut node = &mut self.root;
        for step in path.split('.') {
            node = match step.strip_suffix("[]") {
                Some(key) => node.child(key).items.get_or_insert_default(),
                None => node.child(step),
            };
        }
        node.leaf = Some(leaf);
        self.known.insert(path, spot);
        spot
    }
}

impl Node {
    fn child(&mut self, key: &'static str) -> &mut Self {
        let index = match self.position(key) {
            Ok(index) => index,
            Err(index) => {
                self.keys.insert(index, (key, Self::default()));
                index
            }
        };
        &mut self.keys[index].1
    }

    fn position(&self, key: &str) -> Result<usize, usize> {
        self.keys.binary_search_by(|(own, _)| order(own, key))
    }

    /// What is of interest below a key; `None` for nothing.
    pub(super) fn at(&self, key: &str) -> Option<&Self> {
        self.position(key)
            .ok()
            .and_then(|index| self.keys.get(index))
            .map(|(_, node)| node)
    }

    pub(super) fn is_object(&self) -> bool {
        !self.keys.is_empty()
    }

    /// The place that a single value goes to where an object was expected and only one thing in it is of interest: one
    /// version of the API has `"ticket_state": "resolved"`, the next an object around it.
    pub(super) fn only(&self) -> Option<Spot> {
        match self.below.as_slice() {
            [spot @ (Spot::Scalar(_) | Spot::Item(_))] => Some(*spot),
            _ => None,
        }
    }

    /// The list that is meant where a list comes instead of the object around it.
    pub(super) fn only_list(&self) -> Option<&Self> {
        match self.keys.as_slice() {
            [(_, child)] if child.items.is_some() => Some(child),
            _ => None,
        }
    }

    /// Fills in [`below`](Self::below).
    fn settle(&mut self) {
        let mut below: Vec<_> = self.leaf.into_iter().collect();
        for (_, child) in &mut self.keys {
            child.settle();
            below.extend(&child.below);
        }
        if let Some(items) = &mut self.items {
            items.settle();
            below.extend(items.below.iter().map(|spot| match *spot {
                // Seen from outside, what is inside of an element is the list's.
                Spot::Item(list) | Spot::List(list) => Spot::List(list),
                scalar @ Spot::Scalar(_) => scalar,
            }));
        }
        self.below = below;
    }
}

/// Keys in an order that is quick to compare: most differ in length.
fn order(left: &str, right: &str) -> std::cmp::Ordering {
    left.len()
        .cmp(&right.len())
        .then_with(|| left.as_bytes().cmp(right.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_of_the_catalog_has_a_list_in_a_list() {
        for module in Module::ALL {
            for field in module.fields() {
                assert!(
                    field.origin.path().matches("[]").count() <= 1,
                    "{module}: {}",
                    field.name
                );
            }
        }
    }

    #[test]
    fn every_parent_has_a_plan_for_what_is_derived_from_it() {
        for module in Module::ALL.into_iter().filter(|module| module.derived_from().is_none()) {
            let plan = of(module);
            assert_eq!(plan.module, module);
            assert_eq!(plan.columns.len(), module.fields().len());
            assert_eq!(plan.derived.as_ref().map(|derived| derived.module), module.derives());
            assert_eq!(
                plan.root.below.len(),
                plan.scalars + plan.lists,
                "{module}: one place for each path"
            );
        }
    }

    #[test]
    fn keys_are_found_and_others_are_not() {
        let root = &of(Module::Conversations).root;
        assert!(
            root.at("statistics")
                .and_then(|node| node.at("first_close_at"))
                .is_some()
        );
        assert!(root.at("statistic").is_none() && root.at("").is_none());
        assert!(of(Module::Tickets).root.at("ticket_state").unwrap().only().is_some());
        assert!(root.at("conversation_rating").unwrap().only().is_none());
        assert!(root.at("tags").unwrap().only_list().is_some());
    }
}
