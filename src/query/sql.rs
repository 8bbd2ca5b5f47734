//! SQL over the modules, read-only, with formulas in it.
//!
//! One statement, a query. Tables are the modules under any of their spellings; columns likewise; a formula column is a
//! column, and an aggregate formula is a measure of the group it stands in: `SELECT "Team Assignee ID",
//! "Satisfaction Rate" FROM "Conversations" GROUP BY 1`. The functions of the formula language can be called, and what
//! is counted over another table is counted over all of it, as in a formula.
//!
//! The session has no tables but the modules, no functions that read from elsewhere and no statements that write; what is
//! refused here is refused early so that it can be told in words.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use datafusion::dataframe::DataFrame;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::SQLOptions;
use datafusion::sql::parser::Statement as EngineStatement;
use datafusion::sql::sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, Query, SelectItem, SetExpr,
    Statement, TableFactor, VisitMut, VisitorMut, visit_expressions_mut,
};

use super::error::{FormulaError, QueryError, parser_error};
use super::formula::{Call, Definition, Measure, call, identifier, is_aggregate, parser, suggestion};
use super::present::dressed_stream;
use super::session::Session;
use crate::catalog::{FormulaKind, Module};

/// How deep expressions in a statement may be nested.
const DEEPEST: usize = 40;
/// How many tables a statement may name.
const MOST_TABLES: usize = 16;

impl Session {
    /// Answers a query in SQL. Dropping the stream ends the work.
    pub async fn sql(&self, text: &str) -> Result<SendableRecordBatchStream, QueryError> {
        let statements = parser(text)?.parse_statements().map_err(|error| parser_error(&error))?;
        let mut statements = statements.into_iter();
        let query = match (statements.next(), statements.next()) {
            (None, _) => return Err(FormulaError::new("there is nothing here").hint("write a SELECT").into()),
            (Some(_), Some(_)) => {
                return Err(QueryError::Refused {
                    what: "More than one statement".to_owned(),
                });
            }
            (Some(Statement::Query(query)), None) => query,
            (Some(other), None) => {
                return Err(QueryError::Refused {
                    what: first_words(&other.to_string()),
                });
            }
        };
        let mut query = query;
        self.rewrite(&mut query)?;
        let statement = EngineStatement::Statement(Box::new(Statement::Query(query)));
        let plan = self
            .state()
            .statement_to_plan(statement)
            .await
            .map_err(|error| self.error(&error))?;
        SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false)
            .verify_plan(&plan)?;
        let frame = DataFrame::new(self.state().clone(), plan);
        let stream = frame.execute_stream().await.map_err(|error| self.error(&error))?;
        Ok(dressed_stream(stream, None))
    }

    /// Spells names as the catalog does and puts formulas in the place of their names.
    fn rewrite(&self, query: &mut Query) -> Result<(), QueryError> {
        let mut tables = Tables::default();
        if let ControlFlow::Break(refused) = query.visit(&mut tables) {
            return Err(refused);
        }
        let mut spelling = Spelling {
            session: self,
            tables: &tables,
        };
        match query.visit(&mut spelling) {
            ControlFlow::Break(error) => Err(error),
            ControlFlow::Continue(()) => Ok(()),
        }
    }
}

fn first_words(statement: &str) -> String {
    let words: Vec<&str> = statement.split_whitespace().take(2).collect();
    words.join(" ").to_uppercase()
}

/// What a statement is about: found in a first walk, before names are looked at.
#[derive(Default)]
struct Tables {
    /// The modules with the names their columns can be qualified by.
    modules: HashMap<Module, Vec<String>>,
    /// Names that the statement itself gives: of common table expressions, tables and columns.
    given: HashSet<String>,
    count: usize,
    depth: usize,
}

impl VisitorMut for Tables {
    type Break = QueryError;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<QueryError> {
        if let Some(with) = &query.with {
            if with.recursive {
                return ControlFlow::Break(QueryError::Refused {
                    what: "A recursive query".to_owned(),
                });
            }
            self.given.extend(
                with.cte_tables
                    .iter()
                    .map(|table| table.alias.name.value.to_lowercase()),
            );
        }
        if !query.locks.is_empty() {
            return ControlFlow::Break(QueryError::Refused {
                what: "Locking".to_owned(),
            });
        }
        self.body(&mut query.body)
    }

    fn pre_visit_table_factor(&mut self, table: &mut TableFactor) -> ControlFlow<QueryError> {
        self.count += 1;
        if self.count > MOST_TABLES {
            let error = FormulaError::new(format!("the query names more than {MOST_TABLES} tables"));
            return ControlFlow::Break(error.into());
        }
        match table {
            TableFactor::Table {
                name,
                alias,
                args: None,
                ..
            } => {
                let Some(Ident { value, .. }) = only(name) else {
                    return ControlFlow::Break(QueryError::Refused {
                        what: format!("Reading {name}"),
                    });
                };
                if self.given.contains(&value.to_lowercase()) {
                    return ControlFlow::Continue(());
                }
                let Some(module) = Module::named(value) else {
                    let hint = suggestion(value, Module::ALL.map(Module::name));
                    let problem = format!("there is no table \"{value}\"");
                    return ControlFlow::Break(
                        FormulaError {
                            problem,
                            hint,
                            at: None,
                        }
                        .into(),
                    );
                };
                let qualifier = alias
                    .as_ref()
                    .map_or(module.name(), |alias| alias.name.value.as_str())
                    .to_owned();
                self.given
                    .extend(alias.iter().map(|alias| alias.name.value.to_lowercase()));
                self.modules.entry(module).or_default().push(qualifier);
                *name = ObjectName::from(vec![Ident::with_quote('"', module.name())]);
                ControlFlow::Continue(())
            }
            TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => ControlFlow::Continue(()),
            other => ControlFlow::Break(QueryError::Refused {
                what: format!("Reading {other}"),
            }),
        }
    }

    fn pre_visit_expr(&mut self, _: &mut Expr) -> ControlFlow<QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return ControlFlow::Break(FormulaError::new("it is nested too deeply").into());
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, _: &mut Expr) -> ControlFlow<QueryError> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }
}

impl Tables {
    /// Collects the names that a query's columns are given.
    fn body(&mut self, body: &mut SetExpr) -> ControlFlow<QueryError> {
        match body {
            SetExpr::Select(select) => {
                if select.into.is_some() {
                    return ControlFlow::Break(QueryError::Refused {
                        what: "SELECT INTO".to_owned(),
                    });
                }
                for item in &select.projection {
                    if let SelectItem::ExprWithAlias { alias, .. } = item {
                        self.given.insert(alias.value.to_lowercase());
                    }
                }
                ControlFlow::Continue(())
            }
            SetExpr::SetOperation { left, right, .. } => {
                self.body(left)?;
                self.body(right)
            }
            SetExpr::Query(_) | SetExpr::Values(_) => ControlFlow::Continue(()),
            other => ControlFlow::Break(QueryError::Refused {
                what: first_words(&other.to_string()),
            }),
        }
    }
}

fn only(name: &ObjectName) -> Option<&Ident> {
    match name.0.as_slice() {
        [part] => part.as_ident(),
        _ => None,
    }
}

/// The second walk.
struct Spelling<'a> {
    session: &'a Session,
    tables: &'a Tables,
}

impl VisitorMut for Spelling<'_> {
    type Break = QueryError;

    /// A measure keeps its name as a column of the answer.
    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<QueryError> {
        self.keep_names(&mut query.body);
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<QueryError> {
        let replaced = match expression {
            Expr::Identifier(name) => self.name(None, name),
            Expr::CompoundIdentifier(parts) if parts.len() == 2 => {
                let table = parts[0].clone();
                self.name(Some(&table), &parts[1])
            }
            Expr::Function(function) => self.function(function),
            _ => Ok(None),
        };
        match replaced {
            Ok(Some(new)) => *expression = new,
            Ok(None) => {}
            Err(error) => return ControlFlow::Break(error),
        }
        ControlFlow::Continue(())
    }
}

impl Spelling<'_> {
    fn keep_names(&self, body: &mut SetExpr) {
        match body {
            SetExpr::Select(select) => {
                for item in &mut select.projection {
                    let SelectItem::UnnamedExpr(expression) = item else {
                        continue;
                    };
                    let name = match &*expression {
                        Expr::Identifier(name) => name,
                        Expr::CompoundIdentifier(parts) if parts.len() == 2 => &parts[1],
                        _ => continue,
                    };
                    if let Some(measure) = self.measure(&name.value) {
                        *item = SelectItem::ExprWithAlias {
                            expr: expression.clone(),
                            alias: Ident::with_quote('"', measure.name.as_str()),
                        };
                    }
                }
            }
            SetExpr::SetOperation { left, right, .. } => {
                self.keep_names(left);
                self.keep_names(right);
            }
            _ => {}
        }
    }

    /// The measure of this name: of one of the query's modules or, where they have no such column either, of any.
    fn measure(&self, name: &str) -> Option<&Definition> {
        let book = self.session.book();
        let mut modules = self.tables.modules.keys();
        let aggregate = |definition: &&Definition| definition.kind == FormulaKind::Aggregate;
        if let Some(own) = modules
            .clone()
            .find_map(|module| book.find(*module, name).filter(aggregate))
        {
            return Some(own);
        }
        let column = modules.any(|module| module.field(name).is_some() || book.find(*module, name).is_some());
        if column { None } else { book.measure(name) }
    }

    fn name(&self, table: Option<&Ident>, name: &Ident) -> Result<Option<Expr>, QueryError> {
        let given = self.tables.given.contains(&name.value.to_lowercase());
        if given && table.is_none() {
            return Ok(None);
        }
        if let Some(measure) = self.measure(&name.value) {
            return self.expanded(measure).map(Some);
        }
        let book = self.session.book();
        let spelled = self.tables.modules.keys().find_map(|module| {
            let field = module.field(&name.value).map(|(_, field)| field.name.to_owned());
            field.or_else(|| book.find(*module, &name.value).map(|formula| formula.name.clone()))
        });
        let Some(spelled) = spelled else { return Ok(None) };
        let Some(table) = table else {
            return Ok(Some(identifier(&spelled)));
        };
        let qualifier = match Module::named(&table.value) {
            Some(module) if !self.tables.given.contains(&table.value.to_lowercase()) => module.name(),
            _ => table.value.as_str(),
        };
        Ok(Some(qualified(qualifier, &spelled)))
    }

    /// A measure as SQL: its own table's aggregates over the group, another table's over all of that table.
    fn expanded(&self, measure: &Definition) -> Result<Expr, QueryError> {
        let Measure { mut outer, aggregates } = self.session.rewriter(measure.module).measure(&measure.name)?;
        let mut failure = None;
        let _ = visit_expressions_mut(&mut outer, |expression| {
            let Expr::Identifier(slot) = &*expression else {
                return ControlFlow::<()>::Continue(());
            };
            let found = (0..aggregates.len()).find(|position| Measure::slot(*position) == slot.value);
            let Some(aggregate) = found.map(|position| &aggregates[position]) else {
                return ControlFlow::Continue(());
            };
            let mut inner = aggregate.expression.clone();
            if let Some(qualifiers) = self.tables.modules.get(&aggregate.module) {
                if let [qualifier] = qualifiers.as_slice() {
                    qualify(&mut inner, qualifier);
                }
                *expression = inner;
            } else {
                match subquery(&inner, aggregate.module) {
                    Ok(subquery) => *expression = subquery,
                    Err(error) => failure = Some(error),
                }
            }
            ControlFlow::Continue(())
        });
        match failure {
            Some(error) => Err(error.into()),
            None => Ok(Expr::Nested(Box::new(outer))),
        }
    }

    /// The language's functions that the engine lacks, and those that tell the time: here it stands still.
    fn function(&self, function: &Function) -> Result<Option<Expr>, QueryError> {
        let Some(name) = only(&function.name).map(|name| name.value.clone()) else {
            return Ok(None);
        };
        let folded = name.to_lowercase();
        let state = self.session.state();
        let timed = matches!(folded.as_str(), "now" | "current_date" | "current_timestamp" | "today");
        let engine = state.scalar_functions().contains_key(&folded)
            || state.aggregate_functions().contains_key(&folded)
            || state.window_functions().contains_key(&folded);
        if is_aggregate(&name).is_none() || (engine && !timed) {
            return Ok(None);
        }
        let mut arguments = Vec::new();
        let mut star = false;
        if let FunctionArguments::List(list) = &function.args {
            for argument in &list.args {
                match argument {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => arguments.push(expression.clone()),
                    FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => star = true,
                    other => return Err(FormulaError::new(format!("{other} is no argument")).into()),
                }
            }
        }
        let filter = function.filter.as_deref().cloned();
        let given = Call {
            name: &name,
            arguments,
            star,
            distinct: false,
            filter,
        };
        Ok(Some(call(given, self.session.moment())?))
    }
}

fn qualified(table: &str, name: &str) -> Expr {
    Expr::CompoundIdentifier(vec![Ident::with_quote('"', table), Ident::with_quote('"', name)])
}

fn qualify(expression: &mut Expr, table: &str) {
    let _ = visit_expressions_mut(expression, |expression| {
        if let Expr::Identifier(name) = &*expression {
            *expression = qualified(table, &name.value);
        }
        ControlFlow::<()>::Continue(())
    });
}

/// `(SELECT aggregate FROM module)`.
fn subquery(aggregate: &Expr, module: Module) -> Result<Expr, FormulaError> {
    // Both parts are this room's own: an aggregate that was rewritten, and a name from the catalog.
    let text = format!("SELECT {aggregate} FROM \"{}\"", module.name());
    let query = parser(&text)?.parse_query().map_err(|error| parser_error(&error))?;
    Ok(Expr::Subquery(query))
}
