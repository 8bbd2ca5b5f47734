//! What a name means, and which was meant when it means nothing.

use crate::catalog::Module;
use crate::text::similar;

use super::book::{Book, Definition};

/// What a column's name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column<'a> {
    /// A field: its name as the catalog spells it, and whether it is part of the module's key, and so never empty.
    Field {
        /// The catalog's spelling.
        name: &'static str,
        /// Whether every row has a value.
        always: bool,
    },
    /// A formula.
    Formula(&'a Definition),
}

/// Finds a field or formula of a module by name. Fields come first.
pub(crate) fn find_column<'a>(book: &'a Book, module: Module, name: &str) -> Option<Column<'a>> {
    if let Some((_, field)) = module.field(name) {
        return Some(Column::Field {
            name: field.name,
            always: module.key().contains(&field.name),
        });
    }
    book.find(module, name).map(Column::Formula)
}

/// A hint that names what was probably meant, closest first and three at most; nothing when no name is close.
pub(crate) fn suggestion<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let quoted: Vec<String> = similar(typed, known).iter().map(|name| format!("\"{name}\"")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_recognised() {
        let fields = || Module::Conversations.fields().iter().map(|field| field.name);
        assert_eq!(suggestion("Sate", fields()).unwrap(), "did you mean \"State\"?");
        assert!(
            suggestion("converstion rating", fields())
                .unwrap()
                .contains("\"Conversation Rating\"")
        );
        assert_eq!(suggestion("zzzzzz", fields()), None);
    }

    #[test]
    fn fields_come_before_formulas() {
        let book = Book::default();
        assert!(matches!(
            find_column(&book, Module::Conversations, "conversation_rating"),
            Some(Column::Field {
                name: "Conversation Rating",
                always: false
            })
        ));
        assert!(matches!(
            find_column(&book, Module::Conversations, "satisfaction category"),
            Some(Column::Formula(_))
        ));
        assert!(find_column(&book, Module::Tickets, "satisfaction category").is_none());
    }
}
