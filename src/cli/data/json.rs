//! JSON: a list of objects, a list of lists, an object of lists, or a line for each object.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::delimited::unique;
use super::{MOST_ROWS, Raw};

/// How deep objects are looked into; what lies deeper is one text.
const DEEPEST: usize = 4;

/// A value whose objects keep the order of their keys: it is the order in which columns are shown.
#[derive(Clone, Debug)]
enum Node {
    Null,
    Word(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

pub(super) fn read(text: &str) -> Result<Raw, String> {
    match serde_json::from_str::<Node>(text) {
        Ok(Node::List(items)) => Ok(rows(items.into_iter().map(Some))),
        Ok(Node::Object(fields)) => Ok(object(fields)),
        Ok(_) => Err("It is a single value.".to_owned()),
        Err(whole) => {
            // Not one document: a line for each.
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let raw = rows(lines.map(|line| serde_json::from_str(line).ok()));
            if raw.rows.is_empty() {
                return Err(format!("It looks like JSON and is none: {whole}."));
            }
            Ok(raw)
        }
    }
}

/// One object: columns where its values are lists of equal length, a list of rows where there is just one, a row otherwise.
fn object(fields: Vec<(String, Node)>) -> Raw {
    let lengths: Vec<Option<usize>> = fields
        .iter()
        .map(|(_, value)| match value {
            Node::List(items) => Some(items.len()),
            _ => None,
        })
        .collect();
    let lists = lengths.iter().flatten().count();
    if let [(_, Node::List(items))] = fields.as_slice()
        && items.iter().all(|item| matches!(item, Node::Object(_)))
    {
        return rows(items.iter().cloned().map(Some));
    }
    if lists == fields.len() && lists > 0 && lengths.windows(2).all(|pair| pair[0] == pair[1]) {
        let rows_count = lengths.first().copied().flatten().unwrap_or_default();
        let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
        let mut raw = Raw {
            names: unique(&names),
            more: rows_count > MOST_ROWS,
            ..Raw::default()
        };
        raw.rows = (0..rows_count.min(MOST_ROWS))
            .map(|row| {
                let cell = |(_, value): &(String, Node)| match value {
                    Node::List(items) => items.get(row).and_then(word),
                    _ => None,
                };
                fields.iter().map(cell).collect()
            })
            .collect();
        return raw;
    }
    rows([Some(Node::Object(fields))].into_iter())
}

fn rows(items: impl Iterator<Item = Option<Node>>) -> Raw {
    let mut raw = Raw::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in items {
        if raw.rows.len() == MOST_ROWS {
            raw.more = true;
            break;
        }
        let mut cells = Vec::new();
        match item {
            Some(Node::Object(fields)) => flatten("", fields, 1, &mut cells),
            Some(Node::List(items)) => {
                cells.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(place, item)| (format!("Column {}", place + 1), word(item))),
                );
            }
            Some(value @ Node::Word(_)) => cells.push(("Value".to_owned(), word(&value))),
            Some(Node::Null) | None => {
                raw.bad += 1;
                continue;
            }
        }
        let mut row = vec![None; raw.names.len()];
        for (name, value) in cells {
            let place = *places.entry(name.clone()).or_insert_with(|| {
                raw.names.push(name);
                raw.names.len() - 1
            });
            if row.len() <= place {
                row.resize(place + 1, None);
            }
            row[place] = value;
        }
        raw.rows.push(row);
    }
    let width = raw.names.len();
    for row in &mut raw.rows {
        row.resize(width, None);
    }
    raw
}

fn flatten(before: &str, fields: Vec<(String, Node)>, depth: usize, cells: &mut Vec<(String, Option<String>)>) {
    for (name, value) in fields {
        let name = format!("{before}{name}");
        match value {
            Node::Object(inner) if depth < DEEPEST => flatten(&format!("{name}."), inner, depth + 1, cells),
            value => cells.push((name, word(&value))),
        }
    }
}

fn word(value: &Node) -> Option<String> {
    match value {
        Node::Null => None,
        Node::Word(word) => Some(word.clone()),
        Node::List(items) => {
            let words: Vec<String> = items.iter().filter_map(word).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        Node::Object(fields) => {
            let words: Vec<String> = fields
                .iter()
                .filter_map(|(name, value)| Some(format!("{name}: {}", word(value)?)))
                .collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }

            fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
                Ok(Node::Word(if yes { "yes" } else { "no" }.to_owned()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
                Ok(Node::Word(number.to_string()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
                Ok(Node::Word(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
                Ok(Node::Word(number.to_string()))
            }

            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Word(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut all = Vec::new();
                while let Some(item) = items.next_element()? {
                    all.push(item);
                }
                Ok(Node::List(all))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Node, A::Error> {
                let mut all = Vec::new();
                while let Some(field) = fields.next_entry()? {
                    all.push(field);
                }
                Ok(Node::Object(all))
            }
        }

        deserializer.deserialize_any(Any)
    }
}
