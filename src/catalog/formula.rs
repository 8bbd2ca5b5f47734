//! The formulas that every workspace has from the start, in the formula language.
//!
//! Two choices differ from the document they come from: the label of rating 1 is `Very Bad` (there it is misprinted),
//! and a rate over no rows is empty rather than an error.

use super::module::Module;

/// What a formula gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormulaKind {
    /// A value for each row: a column like any other.
    Column,
    /// One value for a set of rows: a measure.
    Aggregate,
}

/// How a measure's value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per hundred.
    Percent,
    /// A number of records.
    Count,
    /// Whole days.
    Days,
    /// A label.
    Text,
}

/// A built-in formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The name users see; as a column or measure it is used like a field.
    pub name: &'static str,
    /// The table it belongs to.
    pub module: Module,
    /// A column or a measure.
    pub kind: FormulaKind,
    /// How its value is read.
    pub unit: Unit,
    /// Whether more is better, where that can be said.
    pub more_is_better: Option<bool>,
    /// The formula.
    pub text: &'static str,
    /// What it tells, in one sentence.
    pub description: &'static str,
}

/// All built-in formulas: two columns, then six measures in the order of the dashboard's tiles.
pub const BUILT_IN: &[Formula] = &[
    Formula {
        name: "Satisfaction Category",
        module: Module::Conversations,
        kind: FormulaKind::Column,
        unit: Unit::Text,
        more_is_better: None,
        text: r#"if("Conversation Rating"='5','Very Good',if("Conversation Rating"='4','Good',if("Conversation Rating"='3','Neutral',if("Conversation Rating"='2','Bad',if("Conversation Rating"='1','Very Bad','Not Rated')))))"#,
        description: "The rating of a conversation in words.",
    },
    Formula {
        name: "Conversation Age in days",
        module: Module::Conversations,
        kind: FormulaKind::Column,
        unit: Unit::Days,
        more_is_better: None,
        text: r#"if("State"='closed',datediff("Last Close At","Created At"),datediff(current_date(),"Created At"))"#,
        description: "How many days a conversation took until it was closed, or has been open until today.",
    },
    Formula {
        name: "Satisfaction Rate",
        module: Module::Conversations,
        kind: FormulaKind::Aggregate,
        unit: Unit::Percent,
        more_is_better: Some(true),
        text: r#"count_if("Conversations"."Conversation Rating" = '5' OR "Conversations"."Conversation Rating" = '4')*100/count("Conversations"."Conversation Rating")"#,
        description: "The share of rated conversations whose rating is 4 or 5.",
    },
    Formula {
        name: "Dissatisfaction Rate",
        module: Module::Conversations,
        kind: FormulaKind::Aggregate,
        unit: Unit::Percent,
        more_is_better: Some(false),
        text: r#"count_if("Conversations"."Conversation Rating" = '1' OR "Conversations"."Conversation Rating" = '2')*100/count("Conversations"."Conversation Rating")"#,
        description: "The share of rated conversations whose rating is 1 or 2.",
    },
    Formula {
        name: "Response Rate",
        module: Module::Conversations,
        kind: FormulaKind::Aggregate,
        unit: Unit::Percent,
        more_is_better: Some(true),
        text: r#"count("Conversations"."Conversation Rating")*100/count("Conversations"."ID")"#,
        description: "The share of conversations that customers have rated.",
    },
    Formula {
        name: "Unresolved Conversations",
        module: Module::Conversations,
        kind: FormulaKind::Aggregate,
        unit: Unit::Count,
        more_is_better: Some(false),
        text: r#"count_if("Conversations"."State" != 'closed')"#,
        description: "The number of conversations that are open or snoozed.",
    },
    Formula {
        name: "Resolved Conversation",
        module: Module::Conversations,
        kind: FormulaKind::Aggregate,
        unit: Unit::Count,
        more_is_better: Some(true),
        text: r#"count_if("Conversations"."State" = 'closed')"#,
        description: "The number of conversations that are closed.",
    },
    Formula {
        name: "Conversations to Ticket creation",
        module: Module::Tickets,
        kind: FormulaKind::Aggregate,
        unit: Unit::Percent,
        more_is_better: None,
        text: r#"count("Tickets"."ID")*100/count("Conversations"."ID")"#,
        description: "Tickets per hundred conversations: two counts that do not depend on each other.",
    },
];

/// Finds a built-in formula by name.
pub fn named(name: &str) -> Option<&'static Formula> {
    BUILT_IN
        .iter()
        .find(|formula| super::field::same_name(formula.name, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eight_and_each_is_found() {
        assert_eq!(BUILT_IN.len(), 8);
        for formula in BUILT_IN {
            assert_eq!(named(formula.name), Some(formula));
        }
    }
}
