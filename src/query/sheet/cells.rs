//! Values of columns as cells.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type, TimestampMillisecondType};

use crate::query::error::QueryError;
use crate::query::page::Cell;

/// The cells of a column, one for each row.
pub(super) fn cells(column: &ArrayRef) -> Result<Vec<Cell>, QueryError> {
    let rows = 0..column.len();
    let or_empty =
        |row: usize, cell: &dyn Fn(usize) -> Cell| if column.is_valid(row) { cell(row) } else { Cell::Empty };
    let each = |cell: &dyn Fn(usize) -> Cell| rows.map(|row| or_empty(row, cell)).collect();
    Ok(match column.data_type() {
        DataType::Utf8View => {
            let texts = column.as_string_view();
            each(&|row| Cell::Text(texts.value(row).to_owned()))
        }
        DataType::Dictionary(..) => {
            let dictionary = column
                .as_dictionary_opt::<Int32Type>()
                .and_then(
                    datafusion::arrow::array::DictionaryArray::downcast_dict::<datafusion::arrow::array::StringArray>,
                )
                .ok_or_else(|| unknown(column.data_type()))?;
            let texts = dictionary.values();
            let keys = dictionary.keys();
            each(&|row| Cell::Text(texts.value(keys.value(row) as usize).to_owned()))
        }
        DataType::Int64 => {
            let numbers = column.as_primitive::<Int64Type>();
            each(&|row| Cell::Integer(numbers.value(row)))
        }
        DataType::Timestamp(..) => {
            let moments = column.as_primitive::<TimestampMillisecondType>();
            each(&|row| Cell::Integer(moments.value(row)))
        }
        DataType::Float64 => {
            let numbers = column.as_primitive::<Float64Type>();
            each(&|row| decimal(numbers.value(row)))
        }
        DataType::Boolean => {
            let answers = column.as_boolean();
            each(&|row| Cell::Boolean(answers.value(row)))
        }
        DataType::List(_) => {
            let lists = column.as_list::<i32>();
            let elements = lists
                .values()
                .as_string_opt::<i32>()
                .ok_or_else(|| unknown(column.data_type()))?;
            let ends = lists.value_offsets();
            each(&|row| {
                let places = ends[row] as usize..ends[row + 1] as usize;
                let present = places.filter(|at| elements.is_valid(*at));
                Cell::List(present.map(|at| elements.value(at).to_owned()).collect())
            })
        }
        other => return Err(unknown(other)),
    })
}

/// A number that travels; one that is not finite has no digits.
pub(super) fn decimal(number: f64) -> Cell {
    if number.is_finite() {
        Cell::Decimal(number)
    } else {
        Cell::Empty
    }
}

pub(super) fn unknown(data_type: &DataType) -> QueryError {
    QueryError::Engine(format!("a column is of the type {data_type}, which has no cells"))
}
