//! Names in the place of ids: the team's for its number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use datafusion::arrow::array::AsArray;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

use crate::catalog::relation;
use crate::catalog::{Kind, Module};
use crate::chart::{Column, Values};
use crate::query::{Condition, QueryError, RowsQuery, Session, Test};
use crate::text::SafeText;

/// Which ids a column's names stand for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The column of the frame.
    pub column: String,
    /// The ids by name.
    pub ids: BTreeMap<String, String>,
}

/// What a record is called, by the first of these columns that its module has.
const NAMES: [&str; 3] = ["Name", "Title", "Display Name"];

/// Puts names in the place of a column's ids, which are those of `of` in `module`; nothing where ids there lead to no
/// record that has a name. An id whose record is not known stays, and so does one whose name is not its own.
pub(super) async fn name(
    session: &Session,
    module: Module,
    of: &str,
    column: &mut Column,
) -> Result<Option<Named>, QueryError> {
    let Some((to, key, called)) = way(module, of) else {
        return Ok(None);
    };
    let title = column.name.to_string();
    let Values::Texts(ids) = &mut column.values else {
        return Ok(None);
    };
    let wanted: BTreeSet<&str> = ids.iter().flatten().map(SafeText::as_str).collect();
    let query = RowsQuery {
        columns: vec![key.to_owned(), called.to_owned()],
        conditions: vec![Condition {
            column: key.to_owned(),
            test: Test::Is,
            values: wanted.into_iter().map(str::to_owned).collect(),
        }],
        ..RowsQuery::all(to)
    };
    let mut known: HashMap<String, String> = HashMap::new();
    if !query.conditions[0].values.is_empty() {
        let mut rows = session.rows(&query).await?;
        while let Some(batch) = rows.try_next().await? {
            let (keys, names) = (batch.column(0).as_string::<i32>(), batch.column(1).as_string::<i32>());
            for (id, name) in keys.iter().zip(names) {
                if let (Some(id), Some(name)) = (id, name.filter(|name| !name.trim().is_empty())) {
                    known.insert(id.to_owned(), name.to_owned());
                }
            }
        }
    }
    let mut borne: HashMap<&str, usize> = HashMap::new();
    for name in known.values() {
        *borne.entry(name).or_default() += 1;
    }
    let mut named = BTreeMap::new();
    for id in ids.iter_mut().flatten() {
        let Some(name) = known.get(id.as_str()) else { continue };
        let name = if borne.get(name.as_str()).is_some_and(|count| *count > 1) {
            SafeText::new(format!("{name} ({id})"))
        } else {
            SafeText::new(name)
        };
        named.insert(name.to_string(), id.to_string());
        *id = name;
    }
    Ok(Some(Named {
        column: title,
        ids: named,
    }))
}

/// Where the ids of a column lead: the module, its key, and what its records are called by.
fn way(module: Module, of: &str) -> Option<(Module, &'static str, &'static str)> {
    let (_, field) = module.field(of)?;
    if field.kind != Kind::Id {
        return None;
    }
    relation::of(module).find_map(|relation| {
        let [step] = relation.steps else { return None };
        let called = NAMES.iter().find_map(|name| step.to.field(name))?.1.name;
        let leads = step.field == field.name && step.to.key() == [step.key];
        leads.then_some((step.to, step.key, called))
    })
}
