//! Questions as values that can be kept, sent and written by hand.

use serde::{Deserialize, Serialize};

use crate::catalog::Module;
use crate::chart::{Fold, Frame, Grain};
use crate::query::{Condition, SortKey};

/// An answer has at most so many groups.
pub const MOST_GROUPS: usize = 10_000;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The rows of a module.
    Table(Module),
    /// The answer to a query, which can only read.
    Sql(String),
    /// Values that are given.
    Given(Frame),
}

/// A part of local time that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// The hour of the day: `00` to `23`.
    Hour,
    /// The day of the week: `Mon` to `Sun`.
    Weekday,
    /// The month of the year: `Jan` to `Dec`.
    Month,
}

/// What a column of an answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The values of a column; with measures beside it, what rows are grouped by. A list counts for each of its elements.
    Dimension {
        /// The column, a formula column too.
        column: String,
        /// Moments are cut to the beginning of this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grain: Option<Grain>,
        /// An id is shown as the name of the record it stands for.
        #[serde(default)]
        named: bool,
    },
    /// A part of local time of a column's moments.
    Cycle {
        /// The column.
        column: String,
        /// Which part.
        cycle: Cycle,
    },
    /// How many rows there are.
    Rows {},
    /// The values of a column, folded into one.
    Measure {
        /// How.
        fold: Fold,
        /// The column.
        column: String,
    },
    /// An aggregate formula, by its name (`Satisfaction Rate`) or as text (`count_if("State" = 'open')`).
    Formula(String),
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What it is called; what it is asked for where nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// What a chart is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked about.
    pub from: Subject,
    /// The columns of the answer. Without a measure among them they are the rows' own values; SQL gives all its columns
    /// where none is named.
    #[serde(default)]
    pub columns: Vec<Asked>,
    /// Only rows for which all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// In which order rows come that are not grouped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SortKey>,
    /// At most so many rows, or groups: those with the greatest first measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

impl Asked {
    /// The values of a column.
    pub fn column(column: &str) -> Self {
        Self::of(What::Dimension {
            column: column.to_owned(),
            grain: None,
            named: false,
        })
    }

    /// The names of the records that the ids of a column stand for.
    pub fn named(column: &str) -> Self {
        Self::of(What::Dimension {
            column: column.to_owned(),
            grain: None,
            named: true,
        })
    }

    /// The beginnings of hours, days, weeks … of a column's moments.
    pub fn start(column: &str, grain: Grain) -> Self {
        Self::of(What::Dimension {
            column: column.to_owned(),
            grain: Some(grain),
            named: false,
        })
    }

    /// A part of local time.
    pub fn cycle(column: &str, cycle: Cycle) -> Self {
        Self::of(What::Cycle {
            column: column.to_owned(),
            cycle,
        })
    }

    /// How many rows there are.
    pub fn rows() -> Self {
        Self::of(What::Rows {})
    }

    /// The values of a column, folded into one.
    pub fn measure(fold: Fold, column: &str) -> Self {
        Self::of(What::Measure {
            fold,
            column: column.to_owned(),
        })
    }

    /// An aggregate formula.
    pub fn formula(formula: &str) -> Self {
        Self::of(What::Formula(formula.to_owned()))
    }

    const fn of(what: What) -> Self {
        Self {
            name: String::new(),
            what,
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// What it is called in the answer.
    pub fn title(&self) -> String {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        match &self.what {
            What::Dimension { column, .. } => column.clone(),
            What::Cycle { cycle, .. } => cycle.word().to_owned(),
            What::Rows {} => "Rows".to_owned(),
            What::Measure { fold, column } => format!("{} {column}", word(*fold)),
            What::Formula(formula) => formula.clone(),
        }
    }

    /// Whether it is a value of many rows.
    pub const fn is_measure(&self) -> bool {
        matches!(self.what, What::Rows {} | What::Measure { .. } | What::Formula(_))
    }
}

const fn word(fold: Fold) -> &'static str {
    match fold {
        Fold::Sum => "Sum of",
        Fold::Count => "Count of",
        Fold::Distinct => "Different",
        Fold::Mean => "Mean",
        Fold::Median => "Median",
        Fold::Min => "Least",
        Fold::Max => "Greatest",
    }
}

impl Cycle {
    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "Hour",
            Self::Weekday => "Weekday",
            Self::Month => "Month",
        }
    }

    /// Its least and greatest number.
    pub(super) const fn bounds(self) -> (i32, i32) {
        match self {
            Self::Hour => (0, 23),
            Self::Weekday => (0, 6),
            Self::Month => (1, 12),
        }
    }

    /// How one of its numbers is written.
    pub(super) fn label(self, number: f64) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let place = number.max(0.0) as usize;
        let name = match self {
            Self::Hour => None,
            Self::Weekday => DAYS.get(place),
            Self::Month => MONTHS.get(place.wrapping_sub(1)),
        };
        name.map_or_else(|| format!("{place:02}"), |name| (*name).to_owned())
    }
}

impl Question {
    /// These columns of a table.
    pub fn of(module: Module, columns: impl IntoIterator<Item = Asked>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            ..Self::from(Subject::Table(module))
        }
    }

    /// All rows only where a condition holds.
    #[must_use]
    pub fn only(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Whether rows are put together.
    pub fn is_grouped(&self) -> bool {
        self.columns.iter().any(Asked::is_measure)
    }
}

impl From<Subject> for Question {
    fn from(from: Subject) -> Self {
        Self {
            from,
            columns: Vec::new(),
            conditions: Vec::new(),
            sort: Vec::new(),
            limit: None,
        }
    }
}

/// Nothing is asked, and nothing is the answer.
impl Default for Question {
    fn default() -> Self {
        Self::from(Subject::Given(Frame::default()))
    }
}
