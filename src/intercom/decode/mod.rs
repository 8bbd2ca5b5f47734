//! From the JSON of a page to Arrow rows.
//!
//! A module is compiled once to a [`plan`]: a tree of the JSON keys that are of interest, whose leaves are places in a
//! [`record`]. Reading a record walks both trees together, borrows texts from the input and skips what nobody asked
//! for; no tree of values is built. Then each column takes its value from the record and [`convert()`]s it, so the order
//! of keys in the JSON does not matter, and the last of two equal keys wins.
//!
//! Decoding does not fail. A value that is not what the catalog says becomes null and a [`Problem`]; a record without
//! its key is left out and is one too.

mod column;
mod convert;
mod plan;
mod problem;
mod record;
mod repair;

use std::collections::HashSet;

use arrow::array::RecordBatch;
use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use self::column::Columns;
use self::convert::{Value, convert};
use self::plan::{Plan, Source, Spot};
use self::record::{Found, Reader, Record};
use crate::catalog::{Field, Kind, Module};

pub use problem::{Problem, ProblemKind, Problems};

/// What a page's records became.
#[derive(Debug)]
pub struct Decoded {
    /// The records, in the shape of [`schema`](crate::catalog::schema()) of the module.
    pub rows: RecordBatch,
    /// The rows of the module that is derived from this one, where there is one.
    pub derived: Option<DerivedRows>,
    /// What was odd.
    pub problems: Problems,
}

/// The rows that were made from lists inside of records.
#[derive(Debug)]
pub struct DerivedRows {
    /// The derived module.
    pub module: Module,
    /// The ids of the parents whose lists are known, also of those with an empty one: what is stored for them is to be
    /// replaced by `rows`. A parent whose list could not be read is not among them.
    pub parents: Vec<String>,
    /// The rows, in the shape of [`schema`](crate::catalog::schema()) of the derived module.
    pub rows: RecordBatch,
}

/// Decodes a JSON array of a module's records. A derived module is decoded together with its parent: ask for the
/// parent, or for the derived module, whose records are the parent's as well.
pub fn decode(module: Module, rows: &str) -> Decoded {
    let parent = module.derived_from().map_or(module, |(parent, _)| parent);
    let mut batch = Batch::new(plan::of(parent));
    batch.read(rows);
    batch.finish()
}

/// The rows of a page, as far as they are decoded.
struct Batch {
    plan: &'static Plan,
    columns: Columns,
    derived: Option<Derived>,
    problems: Problems,
    /// Records that were dealt with, kept or left out.
    done: usize,
}

struct Derived {
    columns: Columns,
    parents: Vec<String>,
}

impl Batch {
    fn new(plan: &'static Plan) -> Self {
        let derived = plan.derived.as_ref().map(|derived| Derived {
            columns: Columns::new(derived.module),
            parents: Vec::new(),
        });
        Self {
            plan,
            columns: Columns::new(plan.module),
            derived,
            problems: Problems::default(),
            done: 0,
        }
    }

    fn read(&mut self, rows: &str) {
        let mut json = serde_json::Deserializer::from_str(rows);
        if json.deserialize_any(&mut *self).and_then(|()| json.end()).is_err() {
            self.read_one_by_one(rows);
        }
    }

    /// The slow way, for a page in which something is JSON by its grammar and yet has no value, such as half of an
    /// emoji: every record from there on is read on its own.
    fn read_one_by_one(&mut self, rows: &str) {
        let records = match serde_json::from_str::<Vec<&RawValue>>(rows) {
            Ok(records) => records,
            Err(error) => return self.problems.unreadable(self.plan.module, &error.to_string()),
        };
        for json in records.into_iter().skip(self.done) {
            if self.read_one(json.get()).is_ok() {
                continue;
            }
            if let Err(error) = self.read_one(&repair::repaired(json.get())) {
                self.problems.unreadable(self.plan.module, &error.to_string());
                self.done += 1;
            }
        }
    }

    fn read_one(&mut self, json: &str) -> serde_json::Result<()> {
        let mut record = Record::new(self.plan);
        Reader {
            node: &self.plan.root,
            record: &mut record,
        }
        .deserialize(&mut serde_json::Deserializer::from_str(json))?;
        self.take(&record);
        Ok(())
    }

    /// Puts a record that was read into the columns.
    fn take(&mut self, record: &Record<'_>) {
        self.done += 1;
        let module = self.plan.module;
        let Some(key) = self.key_of(record) else { return };
        for (index, (field, source)) in module.fields().iter().zip(&self.plan.columns).enumerate() {
            if field.kind == Kind::List {
                let list = record.list(source.first());
                let problems = &mut self.problems;
                self.columns.push_list(index, list, |kind, found| {
                    problems.value(module, field, &key, kind, found);
                });
            } else {
                let value = resolve(field, source, record, 0, |kind, found| {
                    self.problems.value(module, field, &key, kind, found);
                });
                self.columns.push(index, value);
            }
        }
        self.take_derived(record, key);
    }

    /// The record's own id; without one it is left out.
    fn key_of(&mut self, record: &Record<'_>) -> Option<String> {
        let module = self.plan.module;
        let (field, source) = (
            module.fields().get(self.plan.key)?,
            self.plan.columns.get(self.plan.key)?,
        );
        let found = record.at(source.first(), 0);
        if let Ok(Value::Text(key)) = convert(field, found) {
            return Some(key.into_owned());
        }
        self.problems.no_key(module, field, found);
        None
    }

    fn take_derived(&mut self, record: &Record<'_>, parent: String) {
        let (Some(plan), Some(derived)) = (&self.plan.derived, &mut self.derived) else {
            return;
        };
        let Some(length) = record.length(plan.list) else {
            self.problems
                .list(plan.module, &parent, record.at(Spot::List(plan.list), 0));
            return;
        };
        let fields = plan.module.fields();
        let mut seen = HashSet::new();
        for element in 0..length {
            let values: Vec<_> = fields
                .iter()
                .zip(&plan.columns)
                .map(|(field, source)| {
                    resolve(field, source, record, element, |kind, found| {
                        self.problems.value(plan.module, field, &parent, kind, found);
                    })
                })
                .collect();
            if let Some(missing) = plan
                .key
                .iter()
                .find(|index| !values.get(**index).is_some_and(Value::is_some))
            {
                if let (Some(field), Some(source)) = (fields.get(*missing), plan.columns.get(*missing)) {
                    self.problems
                        .no_key(plan.module, field, record.at(source.first(), element));
                }
                continue;
            }
            // The same contact twice in one list is one row.
            let key = || {
                plan.key
                    .iter()
                    .filter_map(|index| values.get(*index)?.as_text().map(str::to_owned))
            };
            if length > 1 && !seen.insert(key().collect::<Vec<_>>()) {
                continue;
            }
            for (index, value) in values.into_iter().enumerate() {
                derived.columns.push(index, value);
            }
        }
        derived.parents.push(parent);
    }

    fn finish(self) -> Decoded {
        let Self {
            plan,
            columns,
            derived,
            mut problems,
            ..
        } = self;
        let mut finish = |columns: Columns| {
            let module = columns.module();
            columns.finish().unwrap_or_else(|error| {
                problems.unreadable(module, &error.to_string());
                RecordBatch::new_empty(crate::catalog::schema(module))
            })
        };
        let rows = finish(columns);
        let derived = derived.zip(plan.derived.as_ref()).map(|(derived, plan)| DerivedRows {
            module: plan.module,
            parents: derived.parents,
            rows: finish(derived.columns),
        });
        Decoded {
            rows,
            derived,
            problems,
        }
    }
}

impl<'de> Visitor<'de> for &mut Batch {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        let mut record = Record::new(self.plan);
        while records
            .next_element_seed(Reader {
                node: &self.plan.root,
                record: &mut record,
            })?
            .is_some()
        {
            self.take(&record);
            record.clear();
        }
        Ok(())
    }
}

/// The value of a field in a record: `element` says which one of a list is meant, where the field comes from one.
fn resolve<'r>(
    field: &Field,
    source: &Source,
    record: &'r Record<'_>,
    element: usize,
    mut problem: impl FnMut(ProblemKind, &Found<'_>),
) -> Value<'r> {
    let mut at = |spot: Spot| {
        let found = record.at(spot, element);
        match convert(field, found) {
            Ok(value) => {
                if matches!(value, Value::Cut(_)) {
                    problem(ProblemKind::TooLong, found);
                }
                value
            }
            Err(kind) => {
                problem(kind, found);
                Value::Null
            }
        }
    };
    match *source {
        Source::One(spot) => at(spot),
        Source::Either(first, second) => match at(first) {
            Value::Null => at(second),
            value => value,
        },
        Source::EitherWord { first, list, word } => match at(first) {
            Value::Null if record.length_of(list) > 0 => Value::Text(word.into()),
            value => value,
        },
        Source::When { first, when, is } => {
            if record.at(when, element).is_text(is) {
                at(first)
            } else {
                Value::Null
            }
        }
    }
}

#[cfg(test)]
mod tests;
