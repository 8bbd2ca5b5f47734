//! Groups: the rows of a module put together by several columns at once, and what each group comes to.
//!
//! Where [measures](super::measure) tell a dashboard's figures over a period, this answers a chart: any columns to group by,
//! moments cut to hours, days, months in the session's zone, and any mix of counts, sums and aggregate formulas. What a
//! formula counts over another table is grouped there by the columns of the same names and put beside the rest.

mod asked;
mod beside;
mod folded;

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::common::{DFSchema, UnnestOptions};
use datafusion::dataframe::DataFrame;
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::{Expr, lit};
use datafusion::sql::sqlparser::ast;

use super::error::{FormulaError, QueryError};
use super::formula::{Measure, suggestion};
use super::functions::{part, start};
use super::present::outside;
use super::rows::find;
use super::session::Session;
use super::sheet::{self, Columns};
use super::tables::{column, names};
use super::view::View;
use crate::catalog::{FormulaKind, Kind, Module};
use beside::{Beside, Grouped, beside};
use folded::folded;

pub(crate) use asked::{Amount, By, GroupColumn, Groups, GroupsQuery};

/// An aggregate over a module, and what it is an aggregate of.
struct Slot {
    module: Module,
    expression: Expr,
}

/// How an amount is made of slots.
struct Made {
    of: String,
    kind: Kind,
    slots: Vec<usize>,
    /// The arithmetic between them, where there is any.
    outer: Option<ast::Expr>,
}

impl Session {
    /// Puts rows together in groups. The groups are in no particular order.
    pub(crate) async fn groups(&self, query: &GroupsQuery) -> Result<Groups, QueryError> {
        let mut slots = Vec::new();
        let mut made = Vec::new();
        for amount in &query.amounts {
            made.push(self.amount(query.module, amount, &mut slots)?);
        }
        if slots.is_empty() {
            slots.push(Slot {
                module: query.module,
                expression: count(lit(1)),
            });
        }
        let mut modules: Vec<Module> = Vec::new();
        for slot in &slots {
            if !modules.contains(&slot.module) {
                modules.push(slot.module);
            }
        }
        let parts = modules.iter().map(|module| self.grouped(*module, query, &slots));
        let parts: Vec<Grouped> = futures::future::try_join_all(parts).await?;
        let Beside { keys, values, rows } = beside(parts, slots.len())?;
        let mut amounts = Vec::new();
        for Made { of, kind, slots, outer } in made {
            let mut own: Vec<ArrayRef> = slots.iter().map(|slot| Arc::clone(&values[*slot])).collect();
            let values = match outer {
                Some(outer) => self.between(outer, own, rows)?,
                None => own.swap_remove(0),
            };
            amounts.push(GroupColumn { of, kind, values });
        }
        let mut groups = Groups {
            by: keys,
            amounts,
            more: rows > query.limit,
        };
        if groups.more {
            for column in groups.by.iter_mut().chain(&mut groups.amounts) {
                column.values = column.values.slice(0, query.limit);
            }
        }
        Ok(groups)
    }

    /// What an amount is made of; its aggregates are added to the slots.
    fn amount(&self, home: Module, amount: &Amount, slots: &mut Vec<Slot>) -> Result<Made, QueryError> {
        let mut slot = |expression: Expr| {
            slots.push(Slot {
                module: home,
                expression,
            });
            vec![slots.len() - 1]
        };
        Ok(match amount {
            Amount::Rows => Made {
                of: String::new(),
                kind: Kind::Integer,
                slots: slot(count(lit(1))),
                outer: None,
            },
            Amount::Fold(fold, name) => {
                let (of, kind) = self.column_of(home, name)?;
                let (expression, kind) = folded(*fold, &of, kind)?;
                Made {
                    slots: slot(expression),
                    of,
                    kind,
                    outer: None,
                }
            }
            Amount::Formula(text) => {
                self.known_formula(text)?;
                let Measure { outer, aggregates } = self.rewriter(home).measure(text)?;
                let mut own = Vec::new();
                for aggregate in aggregates {
                    let frame = self.table(aggregate.module)?;
                    let expression = self.plan(aggregate.expression, frame.schema())?;
                    slots.push(Slot {
                        module: aggregate.module,
                        expression,
                    });
                    own.push(slots.len() - 1);
                }
                Made {
                    of: String::new(),
                    kind: Kind::Decimal,
                    slots: own,
                    outer: Some(outer),
                }
            }
        })
    }

    /// Refuses words that are no formula's name: read as a formula they would be told to be badly written.
    fn known_formula(&self, text: &str) -> Result<(), FormulaError> {
        let name = text.trim().trim_matches('"');
        if name.contains(['(', '"']) || self.book().measure(name).is_some() {
            return Ok(());
        }
        let known = Module::ALL.into_iter().flat_map(|module| self.book().of(module));
        let measures = known.filter(|formula| formula.kind == FormulaKind::Aggregate);
        Err(FormulaError {
            problem: format!("there is no aggregate formula \"{name}\""),
            hint: suggestion(name, measures.map(|formula| formula.name.as_str())),
            at: None,
        })
    }

    /// A column of a module as the catalog spells it, formula columns included, and what it holds.
    fn column_of(&self, module: Module, name: &str) -> Result<(String, Kind), QueryError> {
        let frame = self.table(module)?;
        Ok(known(frame.schema(), module, name)?)
    }

    /// The groups of one module with its own slots.
    async fn grouped(&self, module: Module, query: &GroupsQuery, slots: &[Slot]) -> Result<Grouped, QueryError> {
        let frame = self.table(module)?;
        let schema = frame.schema().clone();
        let own: Vec<usize> = (0..slots.len()).filter(|at| slots[*at].module == module).collect();
        let aggregates: Vec<Expr> = own
            .iter()
            .map(|at| slots[*at].expression.clone().alias(Measure::slot(*at)))
            .collect();
        let nothing = frame
            .clone()
            .filter(lit(false))?
            .aggregate(Vec::new(), aggregates.clone())?;
        let absent = self.batch(nothing).await?;
        let (frame, keys) = self.keyed(frame, module, query, &schema)?;
        let by: Vec<Expr> = (0..keys.len()).map(|at| column(&key(at))).collect();
        let mut frame = frame.aggregate(by.clone(), aggregates)?;
        if !by.is_empty() {
            let mut sort = Vec::new();
            if let Some(first) = own.first() {
                sort.push(column(&Measure::slot(*first)).sort(false, false));
            }
            sort.extend(by.into_iter().map(|key| key.sort(true, false)));
            // One more than is wanted tells that there are more.
            frame = frame.sort(sort)?.limit(0, Some(query.limit.saturating_add(1)))?;
        }
        let batch: RecordBatch = self.batch(frame).await?;
        let columns = batch.columns();
        let keys = keys
            .into_iter()
            .zip(columns)
            .map(|((of, kind), values)| GroupColumn {
                of,
                kind,
                values: Arc::clone(values),
            })
            .collect::<Vec<_>>();
        let values = columns.iter().skip(keys.len()).map(Arc::clone);
        Ok(Grouped {
            rows: batch.num_rows(),
            slots: own.into_iter().zip(values).collect(),
            keys,
            absent: absent.columns().to_vec(),
        })
    }

    /// The rows that count, with the columns to group by beside their own.
    fn keyed(
        &self,
        frame: DataFrame,
        module: Module,
        query: &GroupsQuery,
        schema: &DFSchema,
    ) -> Result<(DataFrame, Vec<(String, Kind)>), QueryError> {
        let mut frame = frame;
        let view = View {
            conditions: query.conditions.clone(),
            ..View::all(module)
        };
        if view.is_filtered()
            && let Some(holds) = sheet::filter(&view, &Columns::of(self, module)?, self)?
        {
            frame = frame.filter(holds)?;
        }
        let mut columns: Vec<Expr> = names(schema.inner()).iter().map(|name| column(name)).collect();
        let mut keys = Vec::new();
        let mut lists = Vec::new();
        for by in &query.by {
            let at = key(keys.len());
            let (expression, of, kind) = self.key_of(by, module, schema)?;
            if kind == Kind::List {
                lists.push(at.clone());
            }
            columns.push(expression.alias(at));
            keys.push((of, if kind == Kind::List { Kind::Text } else { kind }));
        }
        if !keys.is_empty() {
            frame = frame.select(columns)?;
        }
        for list in &lists {
            let options = UnnestOptions::new().with_preserve_nulls(false);
            frame = frame.unnest_columns_with_options(&[list.as_str()], options)?;
        }
        Ok((frame, keys))
    }

    fn key_of(&self, by: &By, module: Module, schema: &DFSchema) -> Result<(Expr, String, Kind), QueryError> {
        let (By::Column(name) | By::Start(name, _) | By::Part(name, _)) = by;
        let (of, kind) = known(schema, module, name)?;
        let value = column(&of);
        let timed = || {
            if kind == Kind::Timestamp {
                return Ok(());
            }
            Err(FormulaError::new(format!(
                "\"{of}\" holds no dates and times, so it has no hours, days or months"
            ))
            .hint("choose another column, or none of these"))
        };
        Ok(match by {
            By::Column(_) => (value, of, kind),
            By::Start(_, grain) => {
                timed()?;
                (start(*grain, self.calendar(), value), of, kind)
            }
            By::Part(_, which) => {
                timed()?;
                (part(*which, self.calendar()).call(vec![value]), of, Kind::Integer)
            }
        })
    }
}

/// The name of a column to group by while the engine works on it.
fn key(at: usize) -> String {
    format!("key {at}")
}

fn known(schema: &DFSchema, module: Module, name: &str) -> Result<(String, Kind), FormulaError> {
    let all = names(schema.inner());
    let of = find(module, &all, name)?.to_owned();
    let kind = schema
        .inner()
        .field_with_name(&of)
        .map_or(Kind::Text, |field| Kind::of(&outside(field, Some(module))));
    Ok((of, kind))
}
