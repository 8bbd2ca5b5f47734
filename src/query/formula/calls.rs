//! The functions of the language, and what each becomes in SQL.
//!
//! What is not in these two tables does not exist in formulas and filters, whatever the query engine knows. Letter case
//! and `_` do not count in a function's name: `count_if`, `countif` and `COUNTIF` are one.

use chrono::{DateTime, NaiveDate, Utc};
use datafusion::sql::sqlparser::ast::{BinaryOperator, DuplicateTreatment, Expr, FunctionArguments};

use super::build::{binary, case, cast, decimal, filtered, function, literal_date, null, number, remainder, text};
use super::names::suggestion;
use crate::query::error::FormulaError;

/// What a formula takes for the present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The moment.
    pub(crate) now: DateTime<Utc>,
    /// Its day in the data source's time zone.
    pub(crate) today: NaiveDate,
}

/// A function call whose arguments have been rewritten already.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// The name as it was typed.
    pub(crate) name: &'a str,
    /// The arguments.
    pub(crate) arguments: Vec<Expr>,
    /// Whether the only argument is `*`.
    pub(crate) star: bool,
    /// Whether `DISTINCT` was said.
    pub(crate) distinct: bool,
    /// `FILTER (WHERE …)`.
    pub(crate) filter: Option<Expr>,
}

/// Whether a name is an aggregate's; nothing when it is no function's.
pub(crate) fn is_aggregate(name: &str) -> Option<bool> {
    let name = folded(name);
    if AGGREGATES.iter().any(|(known, ..)| *known == name) {
        Some(true)
    } else {
        ROWS.iter().any(|(known, ..)| *known == name).then_some(false)
    }
}

/// Gives the SQL of a call.
pub(crate) fn call(call: Call<'_>, moment: Moment) -> Result<Expr, FormulaError> {
    let name = folded(call.name);
    if let Some((_, fewest, most, build)) = AGGREGATES.iter().find(|(known, ..)| *known == name) {
        let star = call.star && matches!(name.as_str(), "count" | "countwb");
        if !star {
            check(&call, *fewest, *most)?;
        }
        return build(call);
    }
    let Some((_, fewest, most, build)) = ROWS.iter().find(|(known, ..)| *known == name) else {
        return Err(unknown(call.name));
    };
    if call.star || call.distinct || call.filter.is_some() {
        return Err(FormulaError::new(format!(
            "{} takes neither * nor DISTINCT nor FILTER",
            call.name
        )));
    }
    check(&call, *fewest, *most)?;
    Ok(match build {
        Row::Named(function_name) => function(function_name, call.arguments),
        Row::Built(build) => build(call.arguments),
        Row::Timed(build) => build(moment),
    })
}

/// What is said about a function that does not exist.
pub(crate) fn unknown(name: &str) -> FormulaError {
    let known = AGGREGATES.iter().map(|(known, ..)| *known);
    let hint = suggestion(&folded(name), known.chain(ROWS.iter().map(|(known, ..)| *known)))
        .unwrap_or_else(|| "see the manual for the functions there are".to_owned());
    FormulaError::new(format!("there is no function \"{name}\"")).hint(hint)
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace('_', "")
}

fn check(call: &Call<'_>, fewest: usize, most: usize) -> Result<(), FormulaError> {
    let given = call.arguments.len();
    if call.star || !(fewest..=most).contains(&given) {
        let wanted = match (fewest, most) {
            (fewest, most) if fewest == most => fewest.to_string(),
            (fewest, usize::MAX) => format!("at least {fewest}"),
            (fewest, most) => format!("{fewest} to {most}"),
        };
        let found = if call.star { "*".to_owned() } else { given.to_string() };
        return Err(FormulaError::new(format!(
            "{} takes {wanted} argument{}, here: {found}",
            call.name,
            if wanted == "1" { "" } else { "s" }
        )));
    }
    Ok(())
}

/// Takes the first of the arguments, whose number was checked.
fn shift(arguments: &mut Vec<Expr>) -> Expr {
    if arguments.is_empty() {
        null()
    } else {
        arguments.remove(0)
    }
}

type Aggregate = fn(Call<'_>) -> Result<Expr, FormulaError>;

/// Name, fewest and most arguments, SQL.
const AGGREGATES: &[(&str, usize, usize, Aggregate)] = &[
    ("count", 1, 1, |call| plain("count", call)),
    ("countwb", 0, 1, |call| Ok(filtered("count", Vec::new(), call.filter))),
    ("sum", 1, 1, |call| plain("sum", call)),
    ("avg", 1, 1, |call| plain("avg", call)),
    ("min", 1, 1, |call| plain("min", call)),
    ("max", 1, 1, |call| plain("max", call)),
    // Of whole numbers the engine's own median is a whole number.
    ("median", 1, 1, |call| plain("median", with_decimal(call))),
    ("stddev", 1, 1, |call| plain("stddev_pop", call)),
    ("stddevsamp", 1, 1, |call| plain("stddev", call)),
    ("variance", 1, 1, |call| plain("var_pop", call)),
    ("varsamp", 1, 1, |call| plain("var", call)),
    ("distinctcount", 1, 1, distinct),
    ("countdistinct", 1, 1, distinct),
    ("countif", 1, 2, |call| conditional("count", call)),
    ("sumif", 2, 3, |call| conditional("sum", call)),
    ("avgif", 2, 2, |call| conditional("avg", call)),
    ("minif", 2, 2, |call| conditional("min", call)),
    ("maxif", 2, 2, |call| conditional("max", call)),
    ("medianif", 2, 2, |mut call| {
        if let Some(value) = call.arguments.pop() {
            call.arguments.push(decimal(value));
        }
        conditional("median", call)
    }),
];

fn plain(name: &str, call: Call<'_>) -> Result<Expr, FormulaError> {
    if call.distinct && name != "count" {
        return Err(FormulaError::new(format!("{} takes no DISTINCT", call.name)).hint("leave it out"));
    }
    let distinct = call.distinct;
    let mut expression = filtered(name, call.arguments, call.filter);
    if let (true, Expr::Function(function)) = (distinct, &mut expression)
        && let FunctionArguments::List(list) = &mut function.args
    {
        list.duplicate_treatment = Some(DuplicateTreatment::Distinct);
    }
    Ok(expression)
}

fn distinct(call: Call<'_>) -> Result<Expr, FormulaError> {
    plain("count", Call { distinct: true, ..call })
}

fn with_decimal(mut call: Call<'_>) -> Call<'_> {
    call.arguments = call.arguments.into_iter().map(decimal).collect();
    call
}

/// `count_if(condition)`, `sum_if(condition, value, otherwise)` and their kin: the condition comes first.
fn conditional(name: &str, mut call: Call<'_>) -> Result<Expr, FormulaError> {
    if call.distinct {
        return Err(FormulaError::new(format!("{} takes no DISTINCT", call.name)).hint("leave it out"));
    }
    let condition = shift(&mut call.arguments);
    if call.arguments.len() == 2 {
        let value = shift(&mut call.arguments);
        let otherwise = shift(&mut call.arguments);
        let chosen = case(vec![(condition, value)], Some(otherwise));
        return Ok(filtered(name, vec![chosen], call.filter));
    }
    let condition = match call.filter {
        Some(filter) => binary(condition, BinaryOperator::And, filter),
        None => condition,
    };
    Ok(filtered(name, call.arguments, Some(condition)))
}

enum Row {
    /// The engine's function of this name with the same arguments.
    Named(&'static str),
    /// Something else made of the arguments.
    Built(fn(Vec<Expr>) -> Expr),
    /// Something made of the present.
    Timed(fn(Moment) -> Expr),
}

/// Name, fewest and most arguments, SQL. `local_…` and `number_…` are this room's own functions.
const ROWS: &[(&str, usize, usize, Row)] = &[
    (
        "if",
        3,
        3,
        Row::Built(|mut arguments| {
            let condition = shift(&mut arguments);
            let result = shift(&mut arguments);
            case(vec![(condition, result)], arguments.pop())
        }),
    ),
    ("ifnull", 2, 2, Row::Named("coalesce")),
    ("coalesce", 1, usize::MAX, Row::Named("coalesce")),
    ("nullif", 2, 2, Row::Named("nullif")),
    (
        "isnull",
        1,
        1,
        Row::Built(|mut arguments| {
            let missing = Expr::IsNull(Box::new(Expr::Nested(Box::new(shift(&mut arguments)))));
            case(vec![(missing, number("1"))], Some(number("0")))
        }),
    ),
    (
        "isempty",
        1,
        1,
        Row::Built(|mut arguments| {
            let words = cast(shift(&mut arguments), datafusion::sql::sqlparser::ast::DataType::Text);
            binary(
                function("coalesce", vec![words, text("")]),
                BinaryOperator::Eq,
                text(""),
            )
        }),
    ),
    ("greatest", 1, usize::MAX, Row::Named("greatest")),
    ("least", 1, usize::MAX, Row::Named("least")),
    // Time, in the data source's time zone.
    ("datediff", 2, 2, Row::Named("local_days_between")),
    (
        "daysbetween",
        2,
        2,
        Row::Built(|mut arguments| {
            arguments.swap(0, 1);
            function("local_days_between", arguments)
        }),
    ),
    ("currentdate", 0, 0, Row::Timed(|moment| literal_date(moment.today))),
    ("today", 0, 0, Row::Timed(|moment| literal_date(moment.today))),
    (
        "yesterday",
        0,
        0,
        Row::Timed(|moment| literal_date(moment.today.pred_opt().unwrap_or(moment.today))),
    ),
    (
        "tomorrow",
        0,
        0,
        Row::Timed(|moment| literal_date(moment.today.succ_opt().unwrap_or(moment.today))),
    ),
    ("now", 0, 0, Row::Timed(present)),
    ("currenttimestamp", 0, 0, Row::Timed(present)),
    ("date", 1, 1, Row::Named("local_date")),
    ("year", 1, 1, Row::Named("local_year")),
    ("quarter", 1, 1, Row::Named("local_quarter")),
    ("quarternum", 1, 1, Row::Named("local_quarter")),
    ("month", 1, 1, Row::Named("local_month")),
    ("monthnum", 1, 1, Row::Named("local_month")),
    ("weekofyear", 1, 1, Row::Named("local_week")),
    ("day", 1, 1, Row::Named("local_day")),
    ("dayofmonth", 1, 1, Row::Named("local_day")),
    ("dayofyear", 1, 1, Row::Named("local_day_of_year")),
    ("dayofweek", 1, 1, Row::Named("local_day_of_week")),
    ("weekday", 1, 1, Row::Named("local_weekday")),
    ("hour", 1, 1, Row::Named("local_hour")),
    ("minute", 1, 1, Row::Named("local_minute")),
    ("second", 1, 1, Row::Named("local_second")),
    // Numbers.
    ("abs", 1, 1, Row::Named("number_abs")),
    ("ceil", 1, 1, Row::Named("number_ceil")),
    ("ceiling", 1, 1, Row::Named("number_ceil")),
    ("floor", 1, 1, Row::Named("number_floor")),
    (
        "round",
        1,
        2,
        Row::Built(|mut arguments| {
            if arguments.len() == 1 {
                arguments.push(number("0"));
            }
            function("number_round", arguments)
        }),
    ),
    ("sqrt", 1, 1, Row::Named("number_sqrt")),
    ("exp", 1, 1, Row::Named("number_exp")),
    ("ln", 1, 1, Row::Named("number_ln")),
    ("log2", 1, 1, Row::Named("number_log2")),
    ("log10", 1, 1, Row::Named("number_log10")),
    ("sign", 1, 1, Row::Named("number_sign")),
    ("pow", 2, 2, Row::Named("number_power")),
    ("power", 2, 2, Row::Named("number_power")),
    (
        "mod",
        2,
        2,
        Row::Built(|mut arguments| {
            let dividend = shift(&mut arguments);
            remainder(dividend, shift(&mut arguments))
        }),
    ),
    // Words.
    ("concat", 1, usize::MAX, Row::Named("concat")),
    ("concatws", 2, usize::MAX, Row::Named("concat_ws")),
    ("lower", 1, 1, Row::Named("lower")),
    ("lcase", 1, 1, Row::Named("lower")),
    ("lowercase", 1, 1, Row::Named("lower")),
    ("upper", 1, 1, Row::Named("upper")),
    ("ucase", 1, 1, Row::Named("upper")),
    ("uppercase", 1, 1, Row::Named("upper")),
    ("initcap", 1, 1, Row::Named("initcap")),
    ("trim", 1, 1, Row::Named("btrim")),
    ("ltrim", 1, 1, Row::Named("ltrim")),
    ("rtrim", 1, 1, Row::Named("rtrim")),
    ("left", 2, 2, Row::Named("left")),
    ("right", 2, 2, Row::Named("right")),
    ("substr", 2, 3, Row::Named("substr")),
    ("substring", 2, 3, Row::Named("substr")),
    ("mid", 2, 3, Row::Named("substr")),
    ("replace", 3, 3, Row::Named("replace")),
    ("reverse", 1, 1, Row::Named("reverse")),
    ("length", 1, 1, Row::Named("character_length")),
    ("charlength", 1, 1, Row::Named("character_length")),
    ("instr", 2, 2, Row::Named("strpos")),
    ("indexof", 2, 2, Row::Named("strpos")),
    ("startswith", 2, 2, Row::Named("starts_with")),
    ("endswith", 2, 2, Row::Named("ends_with")),
    ("contains", 2, 2, Row::Named("contains")),
];

fn present(moment: Moment) -> Expr {
    function("local_moment", vec![number(&moment.now.timestamp_millis().to_string())])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn moment() -> Moment {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        Moment {
            now,
            today: now.date_naive(),
        }
    }

    fn sql(name: &str, arguments: Vec<Expr>) -> Result<String, FormulaError> {
        let given = Call {
            name,
            arguments,
            star: false,
            distinct: false,
            filter: None,
        };
        call(given, moment()).map(|expression| expression.to_string())
    }

    #[test]
    fn no_function_is_listed_twice() {
        let mut seen = HashSet::new();
        let names = AGGREGATES
            .iter()
            .map(|(name, ..)| name)
            .chain(ROWS.iter().map(|(name, ..)| name));
        for name in names {
            assert!(seen.insert(name), "{name}");
            assert_eq!(folded(name), **name);
        }
    }

    #[test]
    fn both_spellings_are_one_function() {
        for name in ["count_if", "countif", "COUNT_IF"] {
            assert_eq!(sql(name, vec![null()]).unwrap(), "count(*) FILTER (WHERE NULL)");
        }
        assert_eq!(
            sql("sum_if", vec![null(), number("1"), number("2")]).unwrap(),
            "sum(CASE WHEN NULL THEN 1 ELSE 2 END)"
        );
    }

    #[test]
    fn a_wrong_call_says_what_is_wrong() {
        assert!(
            sql("if", vec![null()])
                .unwrap_err()
                .problem
                .contains("takes 3 arguments, here: 1")
        );
        let error = sql("coutn_if", vec![null()]).unwrap_err();
        assert!(error.hint.unwrap().contains("countif"));
        assert!(sql("generate_series", vec![number("1")]).is_err());
    }
}
