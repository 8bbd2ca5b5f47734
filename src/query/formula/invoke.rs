//! Calls: which functions may stand where, and the cutting of a measure into its aggregates.

use datafusion::sql::sqlparser::ast::{Expr, Function};

use super::arguments::{Given, if_case, plain_arguments};
use super::build::identifier;
use super::calls::{Call, call, is_aggregate, unknown};
use super::names::{Column, find_column};
use super::rewrite::{Aggregate, Measure, Place, Rewriter};
use crate::catalog::Module;
use crate::query::error::FormulaError;

impl Rewriter<'_> {
    /// A call of a function by its name.
    pub(super) fn function(&mut self, name: &str, arguments: Vec<Expr>) -> Result<Expr, FormulaError> {
        let arguments = self.each(arguments)?;
        let given = Call {
            name,
            arguments,
            star: false,
            distinct: false,
            filter: None,
        };
        call(given, self.moment)
    }

    /// A call as it is written.
    pub(super) fn call(&mut self, function: Function) -> Result<Expr, FormulaError> {
        let name = match function.name.0.as_slice() {
            [part] => part.as_ident().map(|ident| ident.value.clone()),
            _ => None,
        };
        let Some(name) = name else {
            return Err(FormulaError::new(format!("{} is no function's name", function.name)));
        };
        if name.to_lowercase().replace('_', "") == "ifcase" {
            let desugared = if_case(plain_arguments(function)?.arguments)?;
            return self.expression(desugared);
        }
        let Some(aggregate) = is_aggregate(&name) else {
            return Err(unknown(&name));
        };
        let given = plain_arguments(function)?;
        if !aggregate {
            let Given {
                arguments,
                star,
                distinct,
                filter,
            } = given;
            let arguments = self.each(arguments)?;
            return call(
                Call {
                    name: &name,
                    arguments,
                    star,
                    distinct,
                    filter,
                },
                self.moment,
            );
        }
        match self.place {
            Place::Row => {
                return Err(FormulaError::new(format!("{name} is about many rows; here is one"))
                    .hint("aggregates belong into aggregate formulas"));
            }
            Place::Inside(_) => return Err(FormulaError::new("an aggregate stands inside of another")),
            Place::Between => {}
        }
        self.place = Place::Inside(None);
        let star = given.star;
        let distinct = given.distinct;
        let always = !distinct && self.counts_rows(&name, &given.arguments);
        let filter = given.filter.map(|filter| self.expression(filter)).transpose()?;
        let arguments = self.each(given.arguments)?;
        let module = match self.place {
            Place::Inside(Some(module)) => module,
            _ => self.home,
        };
        self.place = Place::Between;
        let sql = if always {
            Call {
                name: "count_wb",
                arguments: Vec::new(),
                star: true,
                distinct,
                filter,
            }
        } else {
            Call {
                name: &name,
                arguments,
                star,
                distinct,
                filter,
            }
        };
        let expression = call(sql, self.moment)?;
        Ok(identifier(&Measure::slot(self.slot(Aggregate { module, expression }))))
    }

    /// Whether this counts a column that every row has a value in: then no column need be read.
    fn counts_rows(&self, name: &str, arguments: &[Expr]) -> bool {
        let [argument] = arguments else { return false };
        let (module, name) = match argument {
            Expr::Identifier(column) if name.eq_ignore_ascii_case("count") => (Some(self.home), column),
            Expr::CompoundIdentifier(parts) if name.eq_ignore_ascii_case("count") && parts.len() == 2 => {
                (Module::named(&parts[0].value), &parts[1])
            }
            _ => return false,
        };
        module.is_some_and(|module| {
            matches!(
                find_column(self.book, module, &name.value),
                Some(Column::Field { always: true, .. })
            )
        })
    }
}
