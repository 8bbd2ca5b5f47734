//! The syntax that is let through, node by node. What is not named here is not part of the language.

use datafusion::sql::sqlparser::ast::{BinaryOperator, DataType, Expr, Interval, UnaryOperator, Value};

use super::build::{binary, divide, null, number, remainder};
use super::rewrite::Rewriter;
use crate::query::error::FormulaError;

impl Rewriter<'_> {
    pub(super) fn node(&mut self, mut expression: Expr) -> Result<Expr, FormulaError> {
        if self.parts(&mut expression)? {
            return Ok(expression);
        }
        Ok(match expression {
            Expr::Identifier(name) => self.name(None, &name)?,
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, name] => self.name(Some(table), name)?,
                _ => return Err(FormulaError::new("a name has two parts at most").hint("write \"Table\".\"Column\"")),
            },
            Expr::Value(value) => match value.value {
                Value::Number(..) | Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null => {
                    Expr::Value(value)
                }
                other => return Err(FormulaError::new(format!("{other} is no value here"))),
            },
            Expr::BinaryOp { left, op, right } if matches!(op, BinaryOperator::And | BinaryOperator::Or) => {
                self.chain(*left, &op, *right)?
            }
            Expr::BinaryOp { left, op, right } => self.binary(*left, op, *right)?,
            Expr::Cast {
                kind,
                expr,
                data_type,
                array: false,
                format: None,
            } => Expr::Cast {
                kind,
                expr: Box::new(self.expression(*expr)?),
                data_type: castable(data_type)?,
                array: false,
                format: None,
            },
            Expr::TypedString(typed) => match typed.data_type {
                DataType::Date => Expr::TypedString(typed),
                // Compared with a column, a text is a moment in the data source's time zone.
                DataType::Timestamp(..) | DataType::Datetime(_) => Expr::Value(typed.value),
                other => return Err(FormulaError::new(format!("there are no values of type {other}"))),
            },
            Expr::Interval(interval) => Expr::Interval(literal_interval(interval)?),
            Expr::Function(function) => self.call(function)?,
            Expr::Subquery(_) | Expr::InSubquery { .. } | Expr::Exists { .. } => {
                return Err(FormulaError::new("a formula or filter holds no subquery")
                    .hint("compare with values: \"State\" IN ('open', 'snoozed')"));
            }
            other => self.spelled_out(other)?,
        })
    }

    /// Rewrites the parts of what stays as it is around them; false where it does not.
    fn parts(&mut self, expression: &mut Expr) -> Result<bool, FormulaError> {
        match expression {
            Expr::Nested(inner)
            | Expr::IsNull(inner)
            | Expr::IsNotNull(inner)
            | Expr::IsTrue(inner)
            | Expr::IsNotTrue(inner)
            | Expr::IsFalse(inner)
            | Expr::IsNotFalse(inner)
            | Expr::UnaryOp {
                op: UnaryOperator::Plus | UnaryOperator::Minus | UnaryOperator::Not,
                expr: inner,
            } => {
                self.inside(inner)?;
            }
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.inside(left)?;
                self.inside(right)?;
            }
            Expr::InList { expr, list, .. } => {
                self.inside(expr)?;
                for item in list {
                    self.inside(item)?;
                }
            }
            Expr::Between { expr, low, high, .. } => {
                for part in [expr, low, high] {
                    self.inside(part)?;
                }
            }
            Expr::Like {
                any: false,
                expr,
                pattern,
                ..
            }
            | Expr::ILike {
                any: false,
                expr,
                pattern,
                ..
            } => {
                self.inside(expr)?;
                self.inside(pattern)?;
            }
            Expr::Case {
                operand,
                conditions,
                else_result,
                ..
            } => {
                for part in operand.iter_mut().chain(else_result) {
                    self.inside(part)?;
                }
                for branch in conditions {
                    self.inside(&mut branch.condition)?;
                    self.inside(&mut branch.result)?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn inside(&mut self, part: &mut Expr) -> Result<(), FormulaError> {
        let taken = std::mem::replace(part, null());
        *part = self.expression(taken)?;
        Ok(())
    }

    /// Functions that SQL has a syntax of their own for.
    fn spelled_out(&mut self, expression: Expr) -> Result<Expr, FormulaError> {
        match expression {
            Expr::Extract { field, expr, .. } => self.function(&field.to_string(), vec![*expr]),
            Expr::Ceil { expr, .. } => self.function("ceil", vec![*expr]),
            Expr::Floor { expr, .. } => self.function("floor", vec![*expr]),
            Expr::Position { expr, r#in } => self.function("instr", vec![*r#in, *expr]),
            Expr::Trim {
                expr,
                trim_where: None,
                trim_what: None,
                trim_characters: None,
            } => self.function("trim", vec![*expr]),
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                ..
            } => {
                let from = substring_from.map_or_else(|| number("1"), |from| *from);
                let arguments = [Some(*expr), Some(from), substring_for.map(|length| *length)];
                self.function("substr", arguments.into_iter().flatten().collect())
            }
            other => Err(FormulaError::new(format!(
                "{other} is not part of the formula language"
            ))),
        }
    }

    /// A chain of ANDs or ORs, as filters made by programs have them: as deep as it is long when it comes from the parser,
    /// and only as deep as its logarithm here.
    fn chain(&mut self, left: Expr, op: &BinaryOperator, right: Expr) -> Result<Expr, FormulaError> {
        let mut operands = vec![right];
        let mut rest = left;
        loop {
            match rest {
                Expr::BinaryOp { left, op: same, right } if same == *op => {
                    operands.push(*right);
                    rest = *left;
                }
                first => {
                    operands.push(first);
                    break;
                }
            }
        }
        operands.reverse();
        let mut level = self.each(operands)?;
        while level.len() > 1 {
            let mut next = Vec::with_capacity(level.len().div_ceil(2));
            let mut pairs = level.into_iter();
            while let Some(left) = pairs.next() {
                next.push(match pairs.next() {
                    Some(right) => binary(left, op.clone(), right),
                    None => left,
                });
            }
            level = next;
        }
        Ok(level.pop().unwrap_or_else(null))
    }

    fn binary(&mut self, left: Expr, op: BinaryOperator, right: Expr) -> Result<Expr, FormulaError> {
        use BinaryOperator::{Divide, Eq, Gt, GtEq, Lt, LtEq, Minus, Modulo, Multiply, NotEq, Plus, StringConcat};
        let left = self.expression(left)?;
        let right = self.expression(right)?;
        Ok(match op {
            Divide => divide(left, right),
            Modulo => remainder(left, right),
            Eq | Gt | GtEq | Lt | LtEq | Minus | Multiply | NotEq | Plus | StringConcat => Expr::BinaryOp {
                left: Box::new(left),
                op,
                right: Box::new(right),
            },
            other => return Err(FormulaError::new(format!("there is no operator {other}"))),
        })
    }
}

fn castable(data_type: DataType) -> Result<DataType, FormulaError> {
    use DataType::{BigInt, Boolean, Char, Date, Double, DoublePrecision, Float, Int, Integer, Real, Text, Varchar};
    match data_type {
        BigInt(_) | Boolean | Char(_) | Date | Double(_) | DoublePrecision | Float(_) | Int(_) | Integer(_) | Real
        | Text | Varchar(_) => Ok(data_type),
        other => Err(FormulaError::new(format!("there are no values of type {other}"))
            .hint("use TEXT, BIGINT, DOUBLE, BOOLEAN or DATE")),
    }
}

fn literal_interval(interval: Interval) -> Result<Interval, FormulaError> {
    match interval.value.as_ref() {
        Expr::Value(value) if matches!(value.value, Value::Number(..) | Value::SingleQuotedString(_)) => Ok(interval),
        _ => Err(FormulaError::new("an interval is written out").hint("such as INTERVAL '7 days'")),
    }
}
