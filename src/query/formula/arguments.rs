//! The arguments of a call as they are written, and `if_case`, which is written out before anything else is looked at.

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments,
};

use super::build::{binary, case, function};
use crate::query::error::FormulaError;

/// A call's arguments before they are rewritten.
pub(super) struct Given {
    pub(super) arguments: Vec<Expr>,
    pub(super) star: bool,
    pub(super) distinct: bool,
    pub(super) filter: Option<Expr>,
}

/// Takes a call's arguments out, where it has nothing but arguments.
pub(super) fn plain_arguments(function: Function) -> Result<Given, FormulaError> {
    if function.over.is_some() || !function.within_group.is_empty() || function.null_treatment.is_some() {
        return Err(FormulaError::new(format!(
            "{} takes its arguments and nothing else",
            function.name
        )));
    }
    let mut given = Given {
        arguments: Vec::new(),
        star: false,
        distinct: false,
        filter: function.filter.map(|filter| *filter),
    };
    let list = match function.args {
        FunctionArguments::None => return Ok(given),
        FunctionArguments::Subquery(_) => return Err(FormulaError::new("a formula or filter holds no subquery")),
        FunctionArguments::List(list) => list,
    };
    if !list.clauses.is_empty() {
        return Err(FormulaError::new(format!(
            "{} takes its arguments and nothing else",
            function.name
        )));
    }
    given.distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
    for argument in list.args {
        match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => given.arguments.push(expression),
            FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => given.star = true,
            other => return Err(FormulaError::new(format!("{other} is no argument"))),
        }
    }
    if given.star && !given.arguments.is_empty() {
        return Err(FormulaError::new("* stands alone"));
    }
    Ok(given)
}

/// `if_case(value, match, result, …, otherwise)` as a CASE. A match is a value or `equals(…)`, `startswith(…)`,
/// `contains(…)`.
pub(super) fn if_case(arguments: Vec<Expr>) -> Result<Expr, FormulaError> {
    let mut arguments = arguments.into_iter();
    let rest = arguments.len().saturating_sub(1);
    let Some(value) = arguments.next().filter(|_| rest >= 2) else {
        return Err(FormulaError::new(
            "if_case takes a value, then matches with results, then what is given otherwise",
        ));
    };
    let mut branches = Vec::new();
    while let Some(matcher) = arguments.next() {
        let Some(result) = arguments.next() else {
            return Ok(case(branches, Some(matcher)));
        };
        branches.push((matches_value(&value, matcher)?, result));
    }
    Ok(case(branches, None))
}

fn matches_value(value: &Expr, matcher: Expr) -> Result<Expr, FormulaError> {
    if let Expr::Function(call) = &matcher {
        let name = call.name.to_string().to_lowercase().replace('_', "");
        if let "equals" | "startswith" | "contains" = name.as_str() {
            let mut arguments = plain_arguments(call.clone())?.arguments;
            let (Some(wanted), true) = (arguments.pop(), arguments.is_empty()) else {
                return Err(FormulaError::new(format!("{name} takes 1 argument in if_case")));
            };
            return Ok(match name.as_str() {
                "equals" => binary(value.clone(), BinaryOperator::Eq, wanted),
                _ => function(&name, vec![value.clone(), wanted]),
            });
        }
    }
    Ok(binary(value.clone(), BinaryOperator::Eq, matcher))
}
