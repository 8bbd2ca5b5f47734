//! The values of a batch of rows, by the kind of their column.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray,
    TimestampMillisecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, TimestampMillisecondType};
use arrow::error::ArrowError;

use crate::catalog::Kind;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cli) enum Cell<'a> {
    /// Nothing there.
    Empty,
    /// A text or an id.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// Yes or no.
    Boolean(bool),
    /// Milliseconds since 1970, in UTC.
    Moment(i64),
    /// Seconds.
    Duration(i64),
    /// Several texts.
    List(Vec<&'a str>),
}

/// A column whose type is known, so that a value costs a look into an array.
enum Column {
    Text(StringArray),
    Integer(Int64Array),
    Decimal(Float64Array),
    Boolean(BooleanArray),
    Moment(TimestampMillisecondArray),
    Duration(Int64Array),
    List(ListArray),
}

/// A batch of rows, ready to be read cell by cell.
pub(in crate::cli) struct Cells {
    columns: Vec<Column>,
    rows: usize,
}

impl Cells {
    /// Reads a batch. Columns of another Arrow type than their kind's (a dictionary, a view, a narrower number) are cast.
    pub(in crate::cli) fn of(batch: &RecordBatch) -> Result<Self, ArrowError> {
        let schema = batch.schema();
        let columns = schema.fields().iter().zip(batch.columns());
        Ok(Self {
            columns: columns
                .map(|(field, array)| Column::of(Kind::of(field), array))
                .collect::<Result<_, _>>()?,
            rows: batch.num_rows(),
        })
    }

    /// How many rows there are.
    pub(in crate::cli) const fn rows(&self) -> usize {
        self.rows
    }

    /// The values of a row, in the order of the columns.
    pub(in crate::cli) fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.columns.iter().map(move |column| column.cell(row))
    }
}

impl Column {
    fn of(kind: Kind, array: &ArrayRef) -> Result<Self, ArrowError> {
        let wanted = kind.arrow();
        let array = if same_shape(array.data_type(), &wanted) {
            Arc::clone(array)
        } else {
            cast(array, &wanted)?
        };
        Ok(match kind {
            Kind::Text | Kind::Id => Self::Text(array.as_string::<i32>().clone()),
            Kind::Integer => Self::Integer(array.as_primitive::<Int64Type>().clone()),
            Kind::Decimal => Self::Decimal(array.as_primitive::<Float64Type>().clone()),
            Kind::Boolean => Self::Boolean(array.as_boolean().clone()),
            Kind::Timestamp => Self::Moment(array.as_primitive::<TimestampMillisecondType>().clone()),
            Kind::Duration => Self::Duration(array.as_primitive::<Int64Type>().clone()),
            Kind::List => Self::List(array.as_list::<i32>().clone()),
        })
    }

    fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Text(array) if array.is_valid(row) => Cell::Text(array.value(row)),
            Self::Integer(array) if array.is_valid(row) => Cell::Integer(array.value(row)),
            Self::Decimal(array) if array.is_valid(row) => Cell::Decimal(array.value(row)),
            Self::Boolean(array) if array.is_valid(row) => Cell::Boolean(array.value(row)),
            Self::Moment(array) if array.is_valid(row) => Cell::Moment(array.value(row)),
            Self::Duration(array) if array.is_valid(row) => Cell::Duration(array.value(row)),
            Self::List(array) if array.is_valid(row) => {
                let texts = array.values().as_string::<i32>();
                let offsets = array.value_offsets();
                let bound = |at: usize| offsets.get(at).map_or(0, |offset| *offset as usize);
                Cell::List(
                    (bound(row)..bound(row + 1))
                        .filter(|item| texts.is_valid(*item))
                        .map(|item| texts.value(item))
                        .collect(),
                )
            }
            _ => Cell::Empty,
        }
    }
}

/// Whether two types are read alike: the name of a list's inner field does not matter.
fn same_shape(is: &DataType, wanted: &DataType) -> bool {
    match (is, wanted) {
        (DataType::List(is), DataType::List(wanted)) => is.data_type() == wanted.data_type(),
        _ => is == wanted,
    }
}

#[cfg(test)]
pub(in crate::cli) mod fixture {
    //! Rows with a column of every kind, and with texts that mean harm.

    use std::collections::HashMap;

    use arrow::array::{ListBuilder, StringBuilder};
    use arrow::datatypes::{Field, Schema};

    use super::*;
    use crate::catalog::schema::KIND;

    /// Texts that have broken a terminal, a spreadsheet, a parser or a reader's eye before.
    pub(in crate::cli) const HOSTILE: &[&str] = &[
        "=HYPERLINK(\"http://x\",\"y\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1+1",
        "\u{0}=1",
        "a\"b,c\r\nd",
        "\u{1b}]52;c;aGk=\u{7}",
        "\u{9b}31m",
        "invoice\u{202e}fdp.exe",
        "pay\u{200b}pal",
        "\u{2028}line",
        "\u{e0041}tag",
        "日本語のタイトル",
        "👩‍👩‍👧‍👦 family",
        "",
    ];

    /// A batch with one row for each given text; every other column has a value in even rows and nothing in odd ones.
    pub(in crate::cli) fn batch(texts: &[&str]) -> RecordBatch {
        let every_second = |row: usize| row.is_multiple_of(2);
        let rows = 0..texts.len();
        let mut lists = ListBuilder::new(StringBuilder::new());
        for (row, text) in texts.iter().enumerate() {
            lists.values().append_value(text);
            lists.values().append_value("second");
            lists.append(every_second(row));
        }
        let moments: TimestampMillisecondArray = rows
            .clone()
            .map(|row| every_second(row).then_some(1_795_000_000_000 + row as i64))
            .collect();
        let columns: Vec<(&str, Kind, ArrayRef)> = vec![
            (
                "ID",
                Kind::Id,
                Arc::new(rows.clone().map(|row| Some(format!("0{row}"))).collect::<StringArray>()),
            ),
            (
                "Title",
                Kind::Text,
                Arc::new(texts.iter().map(|text| Some(*text)).collect::<StringArray>()),
            ),
            (
                "Parts",
                Kind::Integer,
                Arc::new(
                    rows.clone()
                        .map(|row| every_second(row).then_some(1000 - row as i64))
                        .collect::<Int64Array>(),
                ),
            ),
            (
                "Spend",
                Kind::Decimal,
                Arc::new(
                    rows.clone()
                        .map(|row| every_second(row).then_some(row as f64 + 0.5))
                        .collect::<Float64Array>(),
                ),
            ),
            (
                "Read",
                Kind::Boolean,
                Arc::new(
                    rows.clone()
                        .map(|row| every_second(row).then_some(row == 0))
                        .collect::<BooleanArray>(),
                ),
            ),
            ("Created At", Kind::Timestamp, Arc::new(moments.with_timezone("UTC"))),
            (
                "Reply",
                Kind::Duration,
                Arc::new(
                    rows.map(|row| every_second(row).then_some(252 + row as i64))
                        .collect::<Int64Array>(),
                ),
            ),
            ("Tags", Kind::List, Arc::new(lists.finish())),
        ];
        let fields: Vec<Field> = columns
            .iter()
            .map(|(name, kind, array)| {
                Field::new(*name, array.data_type().clone(), true)
                    .with_metadata(HashMap::from([(KIND.to_owned(), kind.word().to_owned())]))
            })
            .collect();
        let arrays = columns.into_iter().map(|(_, _, array)| array).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{DictionaryArray, Int32Array, StringViewArray};
    use arrow::datatypes::{Field, Int8Type, Schema};

    use super::*;

    #[test]
    fn every_kind_is_read() {
        let batch = fixture::batch(&["a", "b"]);
        let cells = Cells::of(&batch).unwrap();
        assert_eq!(cells.rows(), 2);
        let row: Vec<_> = cells.row(0).collect();
        assert_eq!(
            row,
            [
                Cell::Text("00"),
                Cell::Text("a"),
                Cell::Integer(1000),
                Cell::Decimal(0.5),
                Cell::Boolean(true),
                Cell::Moment(1_795_000_000_000),
                Cell::Duration(252),
                Cell::List(vec!["a", "second"]),
            ]
        );
        assert!(cells.row(1).skip(2).all(|cell| cell == Cell::Empty));
    }

    #[test]
    fn a_slice_reads_its_own_rows() {
        let batch = fixture::batch(&["a", "b", "c"]).slice(2, 1);
        let cells = Cells::of(&batch).unwrap();
        let row: Vec<_> = cells.row(0).collect();
        assert_eq!(row[1], Cell::Text("c"));
        assert_eq!(row[7], Cell::List(vec!["c", "second"]));
    }

    #[test]
    fn other_arrow_types_are_cast_to_their_kind() {
        let dictionary: DictionaryArray<Int8Type> = ["x", "y"].into_iter().collect();
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("dictionary", Arc::new(dictionary)),
            ("view", Arc::new(StringViewArray::from(vec!["v", "w"]))),
            ("narrow", Arc::new(Int32Array::from(vec![1, 2]))),
        ];
        let fields: Vec<_> = columns
            .iter()
            .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
            .collect();
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap();
        let cells = Cells::of(&batch).unwrap();
        let row: Vec<_> = cells.row(1).collect();
        assert_eq!(row, [Cell::Text("y"), Cell::Text("w"), Cell::Integer(2)]);
    }
}
