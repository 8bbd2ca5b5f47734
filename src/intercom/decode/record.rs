//! One record as it is read: the values at the places of a [`Plan`], borrowed from the JSON where they can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::plan::{Node, Plan, Spot};

/// The most elements that are taken of one list. A team of more members is none; two bytes of JSON for each would make
/// half a gigabyte of an answer.
pub(super) const MOST_ITEMS: usize = 100_000;

/// What stood at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Found<'de> {
    #[default]
    Absent,
    Null,
    Bool(bool),
    Int(i64),
    /// A whole number beyond what [`Found::Int`] holds.
    Large(u64),
    Float(f64),
    Text(Cow<'de, str>),
    List,
    Object,
    /// A list with more than [`MOST_ITEMS`] elements.
    Endless,
    /// Whatever it was, it was not of the shape that leads here.
    Other,
}

impl Found<'_> {
    pub(super) fn is_text(&self, word: &str) -> bool {
        matches!(self, Self::Text(text) if text == word)
    }
}

/// What stood where a list is expected.
#[derive(Debug, Default)]
pub(super) struct FoundList<'de> {
    /// [`Found::List`] if it was one.
    pub(super) shape: Found<'de>,
    pub(super) items: Vec<Found<'de>>,
}

/// The values of one record. Used again for the next: its lists keep their room.
#[derive(Debug)]
pub(super) struct Record<'de> {
    scalars: Vec<Found<'de>>,
    lists: Vec<FoundList<'de>>,
}

impl<'de> Record<'de> {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            scalars: std::iter::repeat_with(Found::default).take(plan.scalars).collect(),
            lists: std::iter::repeat_with(FoundList::default).take(plan.lists).collect(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.scalars.fill(Found::Absent);
        for list in &mut self.lists {
            list.shape = Found::Absent;
            list.items.clear();
        }
    }

    /// What stands at a place; of a list its element with this number. Where a list should have been and was not, that
    /// which was there instead.
    pub(super) fn at(&self, spot: Spot, element: usize) -> &Found<'de> {
        const ABSENT: &Found<'static> = &Found::Absent;
        match spot {
            Spot::Scalar(index) => self.scalars.get(index).unwrap_or(ABSENT),
            Spot::List(index) | Spot::Item(index) => match self.lists.get(index) {
                Some(FoundList {
                    shape: Found::List,
                    items,
                }) => items.get(element).unwrap_or(ABSENT),
                Some(list) => &list.shape,
                None => ABSENT,
            },
        }
    }

    pub(super) fn list(&self, spot: Spot) -> Option<&FoundList<'de>> {
        match spot {
            Spot::List(index) | Spot::Item(index) => self.lists.get(index),
            Spot::Scalar(_) => None,
        }
    }

    /// How many elements a list has: none where there is no list, `None` where there is something else.
    pub(super) fn length(&self, list: usize) -> Option<usize> {
        let list = self.lists.get(list)?;
        match list.shape {
            Found::List => Some(list.items.len()),
            Found::Absent | Found::Null => Some(0),
            _ => None,
        }
    }

    pub(super) fn length_of(&self, spot: Spot) -> usize {
        match spot {
            Spot::List(list) | Spot::Item(list) => self.length(list).unwrap_or(0),
            Spot::Scalar(_) => 0,
        }
    }

    fn put(&mut self, spot: Spot, found: Found<'de>) {
        match spot {
            Spot::Scalar(index) => {
                if let Some(place) = self.scalars.get_mut(index) {
                    *place = found;
                }
            }
            Spot::List(index) => {
                if let Some(list) = self.lists.get_mut(index) {
                    list.items.clear();
                    list.shape = found;
                }
            }
            Spot::Item(index) => {
                if let Some(place) = self.lists.get_mut(index).and_then(|list| list.items.last_mut()) {
                    *place = found;
                }
            }
        }
    }

    fn put_all(&mut self, spots: &[Spot], found: &Found<'de>) {
        for spot in spots {
            self.put(*spot, found.clone());
        }
    }

    /// Makes room for another element in every list below.
    fn begin_element(&mut self, spots: &[Spot]) {
        for spot in spots {
            if let Spot::Item(index) = *spot
                && let Some(list) = self.lists.get_mut(index)
            {
                list.items.push(Found::Absent);
            }
        }
    }

    /// Takes back the room that was made for an element which did not come.
    fn end_elements(&mut self, spots: &[Spot]) {
        for spot in spots {
            if let Spot::Item(index) = *spot
                && let Some(list) = self.lists.get_mut(index)
            {
                list.items.pop();
            }
        }
    }
}

/// Reads a JSON value into the places of a node.
pub(super) struct Reader<'a, 'de> {
    pub(super) node: &'a Node,
    pub(super) record: &'a mut Record<'de>,
}

impl<'de> Reader<'_, 'de> {
    fn single(self, found: Found<'de>) {
        let Self { node, record } = self;
        if let Some(leaf) = node.leaf.or_else(|| node.only()) {
            record.put(leaf, found);
        } else if found == Found::Null {
            record.put_all(&node.below, &Found::Null);
        } else {
            record.put_all(&node.below, &Found::Other);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.single(Found::Null);
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.single(Found::Bool(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.single(Found::Int(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.single(i64::try_from(value).map_or(Found::Large(value), Found::Int));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.single(Found::Float(value));
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<(), E> {
        self.single(Found::Text(Cow::Borrowed(value)));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.single(Found::Text(Cow::Owned(value.to_owned())));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { node, record } = self;
        if !node.is_object() {
            record.put_all(&node.below, &Found::Object);
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        // The same key may have come before; the last one counts, as a whole.
        record.put_all(&node.below, &Found::Absent);
        while let Some(child) = map.next_key_seed(Key(node))? {
            match child {
                Some(node) => map.next_value_seed(Reader {
                    node,
                    record: &mut *record,
                })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { node, record } = self;
        let list = if node.items.is_some() {
            Some(node)
        } else {
            node.only_list()
        };
        let Some((list, items)) = list.and_then(|list| list.items.as_deref().map(|items| (list, items))) else {
            match node.leaf {
                Some(leaf) => record.put(leaf, Found::List),
                None => record.put_all(&node.below, &Found::Other),
            }
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        record.put_all(&list.below, &Found::List);
        for taken in 0.. {
            if taken == MOST_ITEMS {
                record.put_all(&list.below, &Found::Endless);
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(());
            }
            record.begin_element(&items.below);
            if seq
                .next_element_seed(Reader {
                    node: items,
                    record: &mut *record,
                })?
                .is_none()
            {
                break;
            }
        }
        record.end_elements(&items.below);
        Ok(())
    }
}

/// A key of an object: gives what is of interest below it.
struct Key<'a>(&'a Node);

impl<'de, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = Option<&'a Node>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'a> Visitor<'_> for Key<'a> {
    type Value = Option<&'a Node>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.at(key))
    }
}
