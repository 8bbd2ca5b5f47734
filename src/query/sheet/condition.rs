//! Conditions as expressions of the query engine, read by the type of their column.
//!
//! What a person typed becomes a value or a refusal in words; it never becomes part of a text that is parsed again.

use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::logical_expr::{Expr, lit, not};

use super::columns::{Column, Columns};
use super::look::Look;
use super::value::{self, Number, Span};
use crate::catalog::{Kind, Module};
use crate::query::error::{FormulaError, QueryError};
use crate::query::session::Session;
use crate::query::tables;
use crate::query::view::{Condition, Test, View};

/// The most conditions of a view.
const MOST_CONDITIONS: usize = 64;
/// The most values of a condition: as many as relations give and rows can be marked.
const MOST_VALUES: usize = 200_000;
/// The longest text that is looked for, in bytes.
const LONGEST: usize = 4_096;

/// What has to hold for a row of a view; nothing where any row will do.
pub(in crate::query) fn filter(
    view: &View,
    columns: &Columns,
    session: &Session,
) -> Result<Option<Expr>, FormulaError> {
    if view.conditions.len() > MOST_CONDITIONS {
        return Err(FormulaError::new(format!(
            "there are {} conditions, and {MOST_CONDITIONS} is the most",
            view.conditions.len()
        ))
        .hint("leave some out"));
    }
    let mut all: Vec<Expr> = Vec::new();
    for condition in &view.conditions {
        all.push(one(condition, columns, session)?);
    }
    if !view.search.is_empty() {
        all.push(contains(&view.search, &columns.searched(&[])?, session)?);
    }
    Ok(all.into_iter().reduce(Expr::and))
}

/// A condition in SQL over a module's columns as an expression over its segments.
pub(super) fn sql(text: &str, module: Module, session: &Session) -> Result<Expr, QueryError> {
    let frame = session.table(module)?;
    let condition = session.condition(module, text, frame.schema())?;
    let formulas = session.formulas(module)?;
    let inside = condition.transform_up(|node| {
        let Expr::Column(named) = &node else {
            return Ok(Transformed::no(node));
        };
        let formula = formulas.iter().find(|(name, _)| *name == named.name);
        let value = formula.map_or_else(|| tables::column(&named.name), |(_, formula)| formula.clone());
        Ok(Transformed::yes(value))
    })?;
    Ok(inside.data)
}

/// Whether one of these columns contains a text, letter case aside.
pub(super) fn contains(text: &str, columns: &[Column], session: &Session) -> Result<Expr, FormulaError> {
    if text.len() > LONGEST {
        return Err(too_long("the text that is looked for"));
    }
    let text = [text.to_owned()];
    let any = columns
        .iter()
        .map(|column| look(column, Test::Contains, &text, session));
    Ok(any.reduce(Expr::or).unwrap_or_else(|| lit(false)))
}

/// Whether a column is exactly this text.
pub(super) fn exactly(column: &Column, text: &str, session: &Session) -> Result<Expr, FormulaError> {
    if text.len() > LONGEST {
        return Err(too_long("a part of the key"));
    }
    Ok(look(column, Test::Is, &[text.to_owned()], session))
}

fn too_long(what: &str) -> FormulaError {
    FormulaError::new(format!("{what} is longer than {LONGEST} bytes")).hint("shorten it")
}

fn look(column: &Column, test: Test, values: &[String], session: &Session) -> Expr {
    Look::new(test, values, column.kind, session.calendar()).at(column.value.clone())
}

/// A condition as an expression.
fn one(condition: &Condition, columns: &Columns, session: &Session) -> Result<Expr, FormulaError> {
    let column = columns.find(&condition.column)?;
    check(condition)?;
    let (test, values) = (condition.test, condition.values.as_slice());
    let text = matches!(column.kind, Kind::Text | Kind::Id);
    match test {
        // An empty list shows as nothing, so it is no value.
        Test::Empty | Test::Filled if column.kind == Kind::List => Ok(look(column, test, &[], session)),
        Test::Empty => Ok(column.value.clone().is_null()),
        Test::Filled => Ok(column.value.clone().is_not_null()),
        Test::Contains | Test::Lacks | Test::Starts | Test::Ends => Ok(look(column, test, values, session)),
        Test::Is | Test::IsNot if column.is_text() => Ok(look(column, test, values, session)),
        _ if text => Ok(look(column, test, values, session)),
        Test::Is => is(column, values, session),
        Test::IsNot => Ok(column.value.clone().is_null().or(not(is(column, values, session)?))),
        Test::Less | Test::AtMost | Test::Greater | Test::AtLeast => {
            compared(column, test, values.first().map_or("", String::as_str), session)
        }
    }
}

/// Refuses what no test can have.
fn check(condition: &Condition) -> Result<(), FormulaError> {
    let (test, count) = (condition.test, condition.values.len());
    let several = matches!(test, Test::Is | Test::IsNot);
    let name = &condition.column;
    if !test.takes_value() {
        return if count == 0 {
            Ok(())
        } else {
            Err(FormulaError::new(format!("\"{name}\" {} takes no value", test.words())).hint("leave the value out"))
        };
    }
    if count == 0 {
        return Err(FormulaError::new(format!("\"{name}\" {} nothing", test.words()))
            .hint(format!("write a value after it, such as {name} {} …", test.sign())));
    }
    if count > 1 && !several {
        return Err(FormulaError::new(format!("\"{name}\" {} several values", test.words()))
            .hint("only = and != take several values"));
    }
    if count > MOST_VALUES {
        return Err(FormulaError::new(format!(
            "\"{name}\" is compared with {count} values, and {MOST_VALUES} is the most"
        ))
        .hint("leave some out"));
    }
    if condition.values.iter().any(|value| value.len() > LONGEST) {
        return Err(too_long(&format!("a value beside \"{name}\"")));
    }
    Ok(())
}

/// One of the values.
fn is(column: &Column, values: &[String], session: &Session) -> Result<Expr, FormulaError> {
    let each = values.iter().map(|value| same(column, value, session));
    let all: Vec<Expr> = each.collect::<Result<_, _>>()?;
    // Hundreds of values in a row would nest as deeply: they are put together two and two.
    Ok(balanced(all).unwrap_or_else(|| lit(false)))
}

fn balanced(mut all: Vec<Expr>) -> Option<Expr> {
    while all.len() > 1 {
        let mut pairs = all.into_iter();
        let mut next = Vec::new();
        while let Some(one) = pairs.next() {
            next.push(match pairs.next() {
                Some(other) => one.or(other),
                None => one,
            });
        }
        all = next;
    }
    all.pop()
}

fn same(column: &Column, text: &str, session: &Session) -> Result<Expr, FormulaError> {
    let value = column.value.clone();
    Ok(match read(column, text, session)? {
        Read::Boolean(yes) => value.eq(lit(yes)),
        Read::Number(number) => value.eq(number),
        Read::Moments(span) => value.clone().gt_eq(moment(span.start)).and(value.lt(moment(span.end))),
        Read::Length { shown, .. } => value.clone().gt_eq(lit(shown.start)).and(value.lt(lit(shown.end))),
    })
}

/// Less, at most, more, at least.
fn compared(column: &Column, test: Test, text: &str, session: &Session) -> Result<Expr, FormulaError> {
    let value = column.value.clone();
    let plain = |value: Expr, bound: Expr| match test {
        Test::Less => value.lt(bound),
        Test::AtMost => value.lt_eq(bound),
        Test::Greater => value.gt(bound),
        _ => value.gt_eq(bound),
    };
    if matches!(column.kind, Kind::Boolean | Kind::List) {
        return Err(FormulaError::new(format!(
            "\"{}\" holds {}, of which none is less or more than another",
            column.name,
            held(column.kind)
        ))
        .hint(format!(
            "compare it with = or !=, for example {} = {}",
            column.name,
            example(column.kind)
        )));
    }
    Ok(match read(column, text, session)? {
        Read::Boolean(yes) => plain(value, lit(yes)),
        Read::Number(number) => plain(value, number),
        Read::Length { seconds, .. } => plain(value, lit(seconds)),
        // All of a day, or of a minute, is before what is after it.
        Read::Moments(span) => match test {
            Test::Less => value.lt(moment(span.start)),
            Test::AtMost => value.lt(moment(span.end)),
            Test::Greater => value.gt_eq(moment(span.end)),
            _ => value.gt_eq(moment(span.start)),
        },
    })
}

fn moment(millis: i64) -> Expr {
    Expr::Literal(
        ScalarValue::TimestampMillisecond(Some(millis), Some("UTC".into())),
        None,
    )
}

/// A value beside a column that does not hold texts.
enum Read {
    Boolean(bool),
    Number(Expr),
    Moments(Span),
    Length { seconds: i64, shown: Span },
}

fn read(column: &Column, text: &str, session: &Session) -> Result<Read, FormulaError> {
    let read = match column.kind {
        Kind::Boolean => value::boolean(text).map(Read::Boolean),
        Kind::Integer => value::number(text).map(|number| match number {
            Number::Whole(number) => Read::Number(lit(number)),
            Number::Fraction(number) => Read::Number(lit(number)),
        }),
        Kind::Decimal => value::number(text).map(|number| match number {
            Number::Whole(number) => Read::Number(lit(number as f64)),
            Number::Fraction(number) => Read::Number(lit(number)),
        }),
        Kind::Timestamp => value::moment(text, session.calendar(), session.now()).map(Read::Moments),
        Kind::Duration => value::length(text).map(|length| Read::Length {
            seconds: length.seconds,
            shown: length.shown,
        }),
        Kind::Text | Kind::Id | Kind::List => None,
    };
    read.ok_or_else(|| {
        FormulaError::new(format!(
            "\"{}\" holds {}, and \"{text}\" is none",
            column.name,
            held(column.kind)
        ))
        .hint(format!("write for example {}", example(column.kind)))
    })
}

/// What a column of a kind holds, in words.
const fn held(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "texts",
        Kind::Id => "ids",
        Kind::List => "lists of texts",
        Kind::Integer => "whole numbers",
        Kind::Decimal => "numbers",
        Kind::Boolean => "yes or no",
        Kind::Timestamp => "dates and times",
        Kind::Duration => "lengths of time",
    }
}

/// How a value of a kind is written.
const fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::List => "refund",
        Kind::Id => "215468",
        Kind::Integer => "12480",
        Kind::Decimal => "49.90",
        Kind::Boolean => "yes or no",
        Kind::Timestamp => "2026-11-22, 2026-11-22 14:05 or today",
        Kind::Duration => "90, 4 min 12 s or 2 h",
    }
}
