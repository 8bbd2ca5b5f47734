//! From the language to SQL over one table.
//!
//! The rewriter walks the syntax once. It lets through only what it knows, so a filter cannot hold a subquery and a
//! formula cannot call a function that is not in the language; it spells every column as the catalog does; and it cuts
//! a measure into its aggregates, each over one table, and the arithmetic between them.

use datafusion::sql::sqlparser::ast::{Expr, Ident, Spanned};

use super::book::{Book, Definition};
use super::build::identifier;
use super::calls::Moment;
use super::names::{Column, find_column, suggestion};
use super::parse::{DEEPEST, parse, position};
use crate::catalog::{FormulaKind, Module};
use crate::query::error::{FormulaError, Position};

/// An aggregate over one table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aggregate {
    /// The table.
    pub(crate) module: Module,
    /// The aggregate, over the table's columns.
    pub(crate) expression: Expr,
}

/// A measure, cut into its aggregates and what is done with their values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// An expression over columns named by [`Measure::slot`].
    pub(crate) outer: Expr,
    /// The aggregates, without repetition.
    pub(crate) aggregates: Vec<Aggregate>,
}

impl Measure {
    /// The name under which the value of an aggregate is found.
    pub(crate) fn slot(position: usize) -> String {
        format!("aggregate {position}")
    }
}

/// Where in a measure the rewriter is.
pub(super) enum Place {
    /// In a row's value: no aggregates here.
    Row,
    /// Between aggregates: no columns here.
    Between,
    /// Inside an aggregate, over the table once one has been named.
    Inside(Option<Module>),
}

/// Rewrites formulas and conditions of one module.
pub(crate) struct Rewriter<'a> {
    pub(super) home: Module,
    pub(super) book: &'a Book,
    pub(super) moment: Moment,
    /// Whether formula columns are replaced by their formulas; otherwise they are columns like any other.
    expand: bool,
    pub(super) place: Place,
    aggregates: Vec<Aggregate>,
    /// The formulas that are being put in, outermost first: one that is there already uses itself.
    within: Vec<String>,
    depth: usize,
}

impl<'a> Rewriter<'a> {
    /// A rewriter for formulas in which names without a table mean those of `home`.
    pub(crate) fn new(home: Module, book: &'a Book, moment: Moment) -> Self {
        Self {
            home,
            book,
            moment,
            expand: false,
            place: Place::Row,
            aggregates: Vec::new(),
            within: Vec::new(),
            depth: 0,
        }
    }

    /// A condition or value over the columns of the module, formula columns among them.
    pub(crate) fn row(mut self, text: &str) -> Result<Expr, FormulaError> {
        self.expression(parse(text)?)
    }

    /// A formula column over the fields of the module alone.
    pub(crate) fn column(mut self, definition: &Definition) -> Result<Expr, FormulaError> {
        self.expand = true;
        self.within.push(definition.name.clone());
        self.expression(parse(&definition.text)?)
    }

    /// A measure: an aggregate formula's text, or just its name.
    pub(crate) fn measure(mut self, text: &str) -> Result<Measure, FormulaError> {
        self.place = Place::Between;
        let outer = match self.book.measure(text.trim().trim_matches('"')) {
            Some(definition) => self.formula(definition)?,
            None => self.expression(parse(text)?)?,
        };
        if self.aggregates.is_empty() {
            return Err(FormulaError::new("the formula has no aggregate").hint("use one, such as count(*)"));
        }
        Ok(Measure {
            outer,
            aggregates: self.aggregates,
        })
    }

    pub(super) fn expression(&mut self, expression: Expr) -> Result<Expr, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(
                FormulaError::new("it is nested too deeply").hint("make it flatter: IN (…) instead of many ORs")
            );
        }
        let at = place_of(&expression);
        let rewritten = self.node(expression).map_err(|error| error.at(at));
        self.depth -= 1;
        rewritten
    }
    pub(super) fn each(&mut self, expressions: Vec<Expr>) -> Result<Vec<Expr>, FormulaError> {
        expressions
            .into_iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    pub(super) fn name(&mut self, table: Option<&Ident>, name: &Ident) -> Result<Expr, FormulaError> {
        let module = match table {
            None => self.home,
            Some(table) => Module::named(&table.value).ok_or_else(|| FormulaError {
                problem: format!("there is no table \"{}\"", table.value),
                hint: suggestion(&table.value, Module::ALL.map(Module::name)),
                at: position(table.span.start),
            })?,
        };
        match find_column(self.book, module, &name.value) {
            None => Err(FormulaError {
                problem: format!("there is no column \"{}\" in {module}", name.value),
                hint: suggestion(
                    &name.value,
                    module
                        .fields()
                        .iter()
                        .map(|field| field.name)
                        .chain(self.book.of(module).map(|formula| formula.name.as_str())),
                ),
                at: position(name.span.start),
            }),
            Some(Column::Formula(formula)) if formula.kind == FormulaKind::Aggregate => self.formula(formula),
            Some(Column::Formula(formula)) => {
                self.over(module, &formula.name)?;
                if self.expand {
                    self.formula(formula)
                } else {
                    Ok(identifier(&formula.name))
                }
            }
            Some(Column::Field { name, .. }) => {
                self.over(module, name)?;
                Ok(identifier(name))
            }
        }
    }

    /// Checks that a column of `module` may stand here.
    fn over(&mut self, module: Module, name: &str) -> Result<(), FormulaError> {
        match self.place {
            Place::Row if module == self.home => Ok(()),
            Place::Row => Err(
                FormulaError::new(format!("\"{name}\" is a column of {module}, not of {}", self.home))
                    .hint("a row's value is made from its own columns"),
            ),
            Place::Between => Err(
                FormulaError::new(format!("\"{name}\" stands outside of an aggregate")).hint(format!(
                    "say which value of the rows is meant, such as count(\"{name}\")"
                )),
            ),
            Place::Inside(Some(other)) if other != module => Err(FormulaError::new(format!(
                "one aggregate is about {other} and {module} at once"
            ))
            .hint("give each table an aggregate of its own")),
            Place::Inside(_) => {
                self.place = Place::Inside(Some(module));
                Ok(())
            }
        }
    }

    /// Puts a formula in the place of its name.
    fn formula(&mut self, definition: &Definition) -> Result<Expr, FormulaError> {
        if self.within.contains(&definition.name) {
            let path = self.within.join("\" → \"");
            return Err(
                FormulaError::new(format!("\"{path}\" → \"{}\" never ends", definition.name))
                    .hint("a formula cannot use itself"),
            );
        }
        let aggregate = definition.kind == FormulaKind::Aggregate;
        if aggregate && !matches!(self.place, Place::Between) {
            return Err(FormulaError::new(format!(
                "\"{}\" is a measure of many rows, not a value of one",
                definition.name
            ))
            .hint("use it by itself, or in a formula of its kind"));
        }
        self.within.push(definition.name.clone());
        let home = std::mem::replace(&mut self.home, definition.module);
        let parsed = parse(&definition.text);
        // The place in another formula's text would mislead: it is that formula which is named.
        let rewritten = parsed
            .and_then(|expression| self.expression(expression))
            .map_err(|error| FormulaError {
                problem: format!("in \"{}\": {}", definition.name, error.problem),
                at: None,
                ..error
            })?;
        self.home = home;
        self.within.pop();
        Ok(Expr::Nested(Box::new(rewritten)))
    }
    pub(super) fn slot(&mut self, aggregate: Aggregate) -> usize {
        self.aggregates
            .iter()
            .position(|known| *known == aggregate)
            .unwrap_or_else(|| {
                self.aggregates.push(aggregate);
                self.aggregates.len() - 1
            })
    }
}

fn place_of(expression: &Expr) -> Option<Position> {
    // Asking the whole tree for its span would walk it once more at every level.
    match expression {
        Expr::Identifier(name) => position(name.span.start),
        Expr::CompoundIdentifier(parts) => parts.first().and_then(|part| position(part.span.start)),
        Expr::Value(value) => position(value.span.start),
        Expr::Function(function) => position(function.name.span().start),
        _ => None,
    }
}
