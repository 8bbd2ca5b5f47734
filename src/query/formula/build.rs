//! Small pieces of syntax, put together where a formula becomes SQL.

use chrono::NaiveDate;
use datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken;
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CaseWhen, CastKind, DataType, ExactNumberInfo, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArgumentList, FunctionArguments, Ident, ObjectName, Value,
};

/// A name in double quotes.
pub(crate) fn identifier(name: &str) -> Expr {
    Expr::Identifier(Ident::with_quote('"', name))
}

/// A text.
pub(super) fn text(value: &str) -> Expr {
    Expr::value(Value::SingleQuotedString(value.to_owned()))
}

/// A number, written as it is.
pub(super) fn number(digits: &str) -> Expr {
    Expr::value(Value::Number(digits.to_owned(), false))
}

/// Nothing.
pub(super) fn null() -> Expr {
    Expr::value(Value::Null)
}

/// A day.
pub(crate) fn literal_date(day: NaiveDate) -> Expr {
    cast(text(&day.format("%Y-%m-%d").to_string()), DataType::Date)
}

/// `CAST(value AS kind)`.
pub(super) fn cast(value: Expr, data_type: DataType) -> Expr {
    Expr::Cast {
        kind: CastKind::Cast,
        expr: Box::new(value),
        data_type,
        array: false,
        format: None,
    }
}

/// The value as a number with a fraction.
pub(super) fn decimal(value: Expr) -> Expr {
    cast(value, DataType::Double(ExactNumberInfo::None))
}

/// `left op right`, in parentheses so that it stays together wherever it is put.
pub(super) fn binary(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::Nested(Box::new(Expr::BinaryOp {
        left: Box::new(left),
        op,
        right: Box::new(right),
    }))
}

/// `CASE WHEN condition THEN result … ELSE otherwise END`.
pub(super) fn case(branches: Vec<(Expr, Expr)>, otherwise: Option<Expr>) -> Expr {
    Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: branches
            .into_iter()
            .map(|(condition, result)| CaseWhen { condition, result })
            .collect(),
        else_result: otherwise.map(Box::new),
    }
}

/// `name(arguments)`.
pub(super) fn function(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::Function(plain(name, arguments.into_iter().map(FunctionArgExpr::Expr).collect()))
}

/// `name(arguments) FILTER (WHERE condition)`; no arguments stand for `*`.
pub(super) fn filtered(name: &str, arguments: Vec<Expr>, condition: Option<Expr>) -> Expr {
    let arguments = if arguments.is_empty() {
        vec![FunctionArgExpr::Wildcard]
    } else {
        arguments.into_iter().map(FunctionArgExpr::Expr).collect()
    };
    Expr::Function(Function {
        filter: condition.map(Box::new),
        ..plain(name, arguments)
    })
}

fn plain(name: &str, arguments: Vec<FunctionArgExpr>) -> Function {
    Function {
        name: ObjectName::from(vec![Ident::new(name)]),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: arguments.into_iter().map(FunctionArg::Unnamed).collect(),
            clauses: Vec::new(),
        }),
        filter: None,
        null_treatment: None,
        over: None,
        within_group: Vec::new(),
    }
}

/// `left / right` as people mean it: with a fraction, and nothing where `right` is zero.
pub(super) fn divide(left: Expr, right: Expr) -> Expr {
    let divisor = function("nullif", vec![decimal(right), decimal(number("0"))]);
    binary(decimal(left), BinaryOperator::Divide, divisor)
}

/// `left % right`, and nothing where `right` is zero.
pub(super) fn remainder(left: Expr, right: Expr) -> Expr {
    let divisor = function("nullif", vec![right, number("0")]);
    binary(left, BinaryOperator::Modulo, divisor)
}
