//! What a chart is drawn from: named, typed columns of equal length.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::SafeText;

/// What the numbers of a column are, and so how they are written and what ticks suit them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A number of things, or any number: `12,480`, `2.5`.
    #[default]
    Number,
    /// A share of a hundred: `71.4 %`.
    Percent,
    /// A length of time in seconds: `4 min 12 s`.
    Seconds,
    /// An amount of money in the currency of the workspace: `12,480.50`.
    Money,
}

/// How far apart the moments of a column are at least: what a tick or a read-out calls them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Exact moments.
    #[default]
    Moment,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks, beginning on Monday.
    Week,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Years.
    Year,
}

/// The values of a column; what is not there is `None`, which is not 0 and not an empty text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "values")]
pub enum Values {
    /// Numbers. A frame may hold NaN and infinities; charts take them for values that are not there.
    Numbers(Vec<Option<f64>>),
    /// Texts.
    Texts(Vec<Option<SafeText>>),
    /// Moments in milliseconds since 1970 in UTC, at the beginning of their [`Grain`] in the zone of the chart.
    Times(Vec<Option<i64>>),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What it is called; channels name it so.
    pub name: SafeText,
    /// What its numbers are.
    #[serde(default)]
    pub unit: Unit,
    /// How far apart its moments are.
    #[serde(default)]
    pub grain: Grain,
    /// Its values.
    #[serde(flatten)]
    pub values: Values,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Not there.
    Null,
    /// A number.
    Number(f64),
    /// A text.
    Text(SafeText),
    /// A moment in milliseconds since 1970.
    Time(i64),
}

/// Why columns make no frame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A column is longer or shorter than the first.
    #[error("the column “{column}” has {rows} values where the others have {expected}")]
    Ragged {
        /// Which.
        column: SafeText,
        /// How many values it has.
        rows: usize,
        /// How many it should have.
        expected: usize,
    },
}

/// Columns of equal length. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Column>", into = "Vec<Column>")]
pub struct Frame {
    columns: Arc<[Column]>,
}

impl TryFrom<Vec<Column>> for Frame {
    type Error = FrameError;

    fn try_from(columns: Vec<Column>) -> Result<Self, FrameError> {
        let expected = columns.first().map_or(0, |column| column.values.len());
        for column in &columns {
            if column.values.len() != expected {
                return Err(FrameError::Ragged {
                    column: column.name.clone(),
                    rows: column.values.len(),
                    expected,
                });
            }
        }
        Ok(Self {
            columns: columns.into(),
        })
    }
}

impl From<Frame> for Vec<Column> {
    fn from(frame: Frame) -> Self {
        frame.columns.to_vec()
    }
}

impl Values {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts(values) => values.len(),
            Self::Times(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Column {
    /// A column of numbers.
    pub fn numbers(name: &str, unit: Unit, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        Self::new(name, unit, Grain::Moment, Values::Numbers(values.into_iter().collect()))
    }

    /// A column of texts.
    pub fn texts<T: AsRef<str>>(name: &str, values: impl IntoIterator<Item = Option<T>>) -> Self {
        let values = values.into_iter().map(|text| text.map(SafeText::new)).collect();
        Self::new(name, Unit::Number, Grain::Moment, Values::Texts(values))
    }

    /// A column of moments in milliseconds since 1970.
    pub fn times(name: &str, grain: Grain, values: impl IntoIterator<Item = Option<i64>>) -> Self {
        Self::new(name, Unit::Number, grain, Values::Times(values.into_iter().collect()))
    }

    fn new(name: &str, unit: Unit, grain: Grain, values: Values) -> Self {
        Self {
            name: SafeText::new(name),
            unit,
            grain,
            values,
        }
    }

    /// The number in a row; nothing where there is none, where it is not finite, or where the column holds no numbers.
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::Numbers(values) => values.get(row).copied().flatten().filter(|number| number.is_finite()),
            Values::Texts(_) | Values::Times(_) => None,
        }
    }

    /// The moment in a row.
    pub fn time(&self, row: usize) -> Option<i64> {
        match &self.values {
            Values::Times(values) => values.get(row).copied().flatten(),
            Values::Texts(_) | Values::Numbers(_) => None,
        }
    }

    /// The text in a row.
    pub fn text(&self, row: usize) -> Option<&SafeText> {
        match &self.values {
            Values::Texts(values) => values.get(row).and_then(Option::as_ref),
            Values::Numbers(_) | Values::Times(_) => None,
        }
    }

    /// The value in a row, of whatever type; numbers that are not finite are not there.
    pub fn value(&self, row: usize) -> Value {
        match &self.values {
            Values::Numbers(_) => self.number(row).map_or(Value::Null, Value::Number),
            Values::Texts(_) => self.text(row).cloned().map_or(Value::Null, Value::Text),
            Values::Times(_) => self.time(row).map_or(Value::Null, Value::Time),
        }
    }
}

impl Frame {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of this name; without one of exactly this name, the one that differs in case only.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let exact = self.columns.iter().find(|column| column.name.as_str() == name);
        exact.or_else(|| {
            let name = name.to_lowercase();
            self.columns.iter().find(|column| column.name.to_lowercase() == name)
        })
    }
}
