//! The formulas that are known: the built-in ones and a workspace's own.

use crate::catalog::field::same_name;
use crate::catalog::formula::BUILT_IN;
use crate::catalog::{Formula, FormulaKind, Module};
use crate::query::error::FormulaError;

/// A formula with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name, used like a field's.
    pub name: String,
    /// The table it belongs to, which names without a table mean.
    pub module: Module,
    /// A column or a measure.
    pub kind: FormulaKind,
    /// The formula.
    pub text: String,
}

impl From<&Formula> for Definition {
    fn from(formula: &Formula) -> Self {
        Self {
            name: formula.name.to_owned(),
            module: formula.module,
            kind: formula.kind,
            text: formula.text.to_owned(),
        }
    }
}

/// All formulas that may be used by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    definitions: Vec<Definition>,
}

impl Default for Book {
    /// The built-in formulas.
    fn default() -> Self {
        Self {
            definitions: BUILT_IN.iter().map(Definition::from).collect(),
        }
    }
}

impl Book {
    /// Adds a workspace's own formula. A name that a field or formula of the module already has is refused, so that a
    /// formula never changes what another one means.
    pub fn add(&mut self, definition: Definition) -> Result<(), FormulaError> {
        let module = definition.module;
        if module.field(&definition.name).is_some() || self.find(module, &definition.name).is_some() {
            return Err(
                FormulaError::new(format!("{module} already has a \"{}\"", definition.name))
                    .hint("choose another name"),
            );
        }
        self.definitions.push(definition);
        Ok(())
    }

    /// Finds a formula of a module by name.
    pub fn find(&self, module: Module, name: &str) -> Option<&Definition> {
        self.of(module).find(|definition| same_name(&definition.name, name))
    }

    /// Finds an aggregate formula by name, whatever its module: measures are asked for without one.
    pub fn measure(&self, name: &str) -> Option<&Definition> {
        self.definitions
            .iter()
            .find(|definition| definition.kind == FormulaKind::Aggregate && same_name(&definition.name, name))
    }

    /// The formula columns of a module, in the order they were added.
    pub fn columns(&self, module: Module) -> impl Iterator<Item = &Definition> {
        self.of(module)
            .filter(|definition| definition.kind == FormulaKind::Column)
    }

    /// All formulas of a module.
    pub fn of(&self, module: Module) -> impl Iterator<Item = &Definition> {
        self.definitions
            .iter()
            .filter(move |definition| definition.module == module)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut book = Book::default();
        let own = |name: &str| Definition {
            name: name.to_owned(),
            module: Module::Conversations,
            kind: FormulaKind::Column,
            text: "1".to_owned(),
        };
        assert!(book.add(own("state")).is_err());
        assert!(book.add(own("satisfaction_rate")).is_err());
        book.add(own("One")).unwrap();
        assert_eq!(book.columns(Module::Conversations).count(), 3);
        assert!(book.measure("SATISFACTION RATE").is_some() && book.measure("One").is_none());
    }
}
