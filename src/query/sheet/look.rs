//! How a text is looked at, as a function of the query engine: one column in, yes or no out for each row.
//!
//! A column whose texts repeat comes as a dictionary, and then each text is looked at once, however many rows have it. A
//! list is like its elements: what holds for one of them holds for it. Other values are looked at as they are shown.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StringArrayType};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::datatypes::{
    ArrowDictionaryKeyType, ArrowNativeType, DataType, Float64Type, Int32Type, Int64Type, TimestampMillisecondType,
};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use super::fold::Needle;
use super::natural;
use super::value::{shown_boolean, shown_moment};
use crate::catalog::Kind;
use crate::query::view::Test;
use crate::query::zone::Calendar;
use crate::text::format;

/// The name under which plans show it.
pub(super) const NAME: &str = "looks_like";

/// A test of texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    test: Test,
    /// For [`Test::Is`] and the comparisons, exactly.
    values: Vec<String>,
    /// For the others, letter case aside.
    needles: Vec<Needle>,
    kind: Kind,
    calendar: Calendar,
    signature: Signature,
}

impl Look {
    pub(super) fn new(test: Test, values: &[String], kind: Kind, calendar: &Calendar) -> Self {
        Self {
            test,
            values: values.to_vec(),
            needles: values.iter().map(|value| Needle::new(value)).collect(),
            kind,
            calendar: calendar.clone(),
            signature: Signature::any(1, Volatility::Immutable),
        }
    }

    /// The test of a column.
    pub(super) fn at(self, column: Expr) -> Expr {
        ScalarUDF::from(self).call(vec![column])
    }

    /// Whether it says what is not to be: what has no value is then shown.
    const fn negated(&self) -> bool {
        matches!(self.test, Test::IsNot | Test::Lacks | Test::Empty)
    }

    /// Whether it holds for a text, or for an element of a list.
    fn holds(&self, text: &str) -> bool {
        let any = |holds: &dyn Fn(&Needle) -> bool| self.needles.iter().any(holds);
        let order = || self.values.first().map(|value| natural::compare(text, value));
        match self.test {
            Test::Is | Test::IsNot => self.values.iter().any(|value| value == text),
            Test::Contains | Test::Lacks => any(&|needle| needle.is_in(text)),
            Test::Starts => any(&|needle| needle.begins(text)),
            Test::Ends => any(&|needle| needle.ends(text)),
            Test::Less => order().is_some_and(std::cmp::Ordering::is_lt),
            Test::AtMost => order().is_some_and(std::cmp::Ordering::is_le),
            Test::Greater => order().is_some_and(std::cmp::Ordering::is_gt),
            Test::AtLeast => order().is_some_and(std::cmp::Ordering::is_ge),
            Test::Empty | Test::Filled => true,
        }
    }

    fn rows(&self, values: &ArrayRef) -> Result<BooleanBuffer> {
        Ok(match values.data_type() {
            DataType::Utf8View => self.texts(values.as_string_view()),
            DataType::Utf8 => self.texts(values.as_string::<i32>()),
            DataType::LargeUtf8 => self.texts(values.as_string::<i64>()),
            DataType::Dictionary(..) => match values.as_dictionary_opt::<Int32Type>() {
                Some(dictionary) => {
                    let known = self.rows(dictionary.values())?;
                    by_key(dictionary.keys(), &known)
                }
                None => return plan_err!("{NAME} does not know the dictionary {}", values.data_type()),
            },
            DataType::List(_) => {
                let list = values.as_list::<i32>();
                let known = self.rows(list.values())?;
                let ends = list.value_offsets();
                BooleanBuffer::collect_bool(list.len(), |row| {
                    let (start, end) = (ends[row].as_usize(), ends[row + 1].as_usize());
                    list.is_valid(row) && (start..end).any(|at| known.value(at))
                })
            }
            DataType::Int64 if self.kind == Kind::Duration => {
                let values = values.as_primitive::<Int64Type>();
                self.shown(values, |row| Some(format::duration(values.value(row))))
            }
            DataType::Int64 => {
                let values = values.as_primitive::<Int64Type>();
                self.shown(values, |row| Some(values.value(row).to_string()))
            }
            DataType::Float64 => {
                let values = values.as_primitive::<Float64Type>();
                self.shown(values, |row| Some(values.value(row).to_string()))
            }
            DataType::Boolean => {
                let values = values.as_boolean();
                self.shown(values, |row| Some(shown_boolean(values.value(row)).to_owned()))
            }
            DataType::Timestamp(..) => {
                let values = values.as_primitive::<TimestampMillisecondType>();
                self.shown(values, |row| shown_moment(values.value(row), &self.calendar))
            }
            DataType::Null => BooleanBuffer::new_unset(values.len()),
            other => return plan_err!("{NAME} does not know {other}"),
        })
    }

    fn texts<'a>(&self, values: impl StringArrayType<'a>) -> BooleanBuffer {
        BooleanBuffer::collect_bool(values.len(), |row| {
            values.is_valid(row) && self.holds(values.value(row))
        })
    }

    fn shown(&self, values: &dyn Array, text: impl Fn(usize) -> Option<String>) -> BooleanBuffer {
        BooleanBuffer::collect_bool(values.len(), |row| {
            values.is_valid(row) && text(row).is_some_and(|text| self.holds(&text))
        })
    }
}

/// What is known of a dictionary's values, for each row.
fn by_key<K: ArrowDictionaryKeyType>(
    keys: &datafusion::arrow::array::PrimitiveArray<K>,
    known: &BooleanBuffer,
) -> BooleanBuffer {
    if known.count_set_bits() == 0 {
        return BooleanBuffer::new_unset(keys.len());
    }
    let places = keys.values();
    BooleanBuffer::collect_bool(keys.len(), |row| {
        keys.is_valid(row) && known.value(places[row].as_usize())
    })
}

impl ScalarUDFImpl for Look {
    fn name(&self) -> &'static str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [values] = args.args.as_slice() else {
            return plan_err!("{NAME} takes 1 argument");
        };
        let rows = self.rows(&values.to_array(args.number_rows)?)?;
        let rows = if self.negated() { !&rows } else { rows };
        Ok(ColumnarValue::Array(Arc::new(BooleanArray::new(rows, None))))
    }
}
