//! Records that are related to one: the conversations of a company, the contacts of a conversation.
//!
//! A relation is walked step by step: what each step gives are the values that the next one looks for. What remains is an
//! ordinary condition on the module at its end.

use super::error::EngineError;
use super::owner::Engine;
use super::users::Caller;
use crate::catalog::Module;
use crate::catalog::relation::{self, Relation};
use crate::query::{Cell, Condition, FormulaError, Of, QueryError, Test, View};

impl Engine {
    /// A view whose relation has become a condition.
    pub(super) async fn related(
        &self,
        caller: &Caller,
        source: Option<u32>,
        mut view: View,
    ) -> Result<View, EngineError> {
        let Some(of) = view.of.take() else { return Ok(view) };
        let relation = known(&of, view.module)?;
        let mut at = of.module;
        let mut here: Vec<Condition> = of
            .module
            .key()
            .iter()
            .zip(&of.key)
            .map(|(column, value)| Condition::new(*column, Test::Is, value.as_str()))
            .collect();
        for step in relation.steps {
            let values = match here.as_slice() {
                // What identifies the record need not be looked up.
                [only] if only.column == step.field => only.values.clone(),
                _ => self.values_of(caller, source, at, here, step.field).await?,
            };
            here = vec![Condition {
                column: step.key.to_owned(),
                test: Test::Is,
                // No id is empty, so where nothing is related no row is shown.
                values: if values.is_empty() { vec![String::new()] } else { values },
            }];
            at = step.to;
        }
        view.conditions.extend(here);
        Ok(view)
    }

    /// The different values of a column in the records for which conditions hold.
    async fn values_of(
        &self,
        caller: &Caller,
        source: Option<u32>,
        module: Module,
        conditions: Vec<Condition>,
        column: &str,
    ) -> Result<Vec<String>, EngineError> {
        let view = View {
            conditions,
            ..View::all(module)
        };
        let page = self.window(caller, source, view, vec![column.to_owned()], 0..u64::MAX);
        let mut values: Vec<String> = Box::pin(page)
            .await?
            .cells
            .into_iter()
            .flatten()
            .filter_map(|cell| match cell {
                Cell::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        values.sort_unstable();
        values.dedup();
        Ok(values)
    }
}

/// The relation that is meant; it has to end where the view is, and its record has to be named whole.
fn known(of: &Of, to: Module) -> Result<&'static Relation, EngineError> {
    let relation = Relation::named(of.module, &of.relation).filter(|relation| relation.to() == to);
    let relation = relation.ok_or_else(|| {
        let slugs = relation::of(of.module).filter(|relation| relation.to() == to);
        let slugs: Vec<&str> = slugs.map(|relation| relation.slug).collect();
        let hint = match slugs.as_slice() {
            [] => format!("nothing leads from {} to {to}", of.module),
            slugs => format!("there are {}", slugs.join(", ")),
        };
        wrong(
            format!("{} have no relation {:?} to {to}", of.module, of.relation),
            hint,
        )
    })?;
    let (given, wanted) = (of.key.len(), of.module.key());
    if given != wanted.len() {
        return Err(wrong(
            format!("a record of {} is not named by {given} values", of.module),
            format!("give {}", wanted.join(" and ")),
        ));
    }
    Ok(relation)
}

fn wrong(problem: String, hint: String) -> EngineError {
    QueryError::Formula(FormulaError::new(problem).hint(hint)).into()
}
