//! *Name*: the modules, their fields, types and keys, the built-in formulas, and the plans.
//!
//! This room is data. Decoding, the Arrow schema, table headers, the set-up screens and the documentation are all made
//! from it, so a name is spelled in one place only. It does no I/O and imports no other room.
//!
//! Start reading at [`Module`]; then [`Field`] and [`Origin`] tell what is known of a column, [`schema()`] how a module
//! looks as Arrow, and [`formula`] what is computed from it.

pub mod field;
mod fields;
pub mod formula;
pub mod module;
pub mod plan;
pub mod relation;
pub mod schema;

pub use field::{Field, Kind, Origin};
pub use formula::{Formula, FormulaKind};
pub use module::Module;
pub use plan::Plan;
pub use relation::{Relation, Step};
pub use schema::schema;
