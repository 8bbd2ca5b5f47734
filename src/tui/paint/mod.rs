//! Drawing on cells: the pen that cannot leave its area, and the small charts made with it.
//!
//! Start with [`Pen`]. Everything that reaches the screen goes through it, so what it promises holds for every screen:
//! nothing is drawn outside its area at any size, and no cell ever holds a control, a direction override or an
//! invisible character, whatever text it is handed.

mod bars;
mod digits;
mod heat;
mod line;
mod pen;
mod spark;
mod table;
mod ticks;
mod titled;

pub use bars::bar;
pub use digits::{DigitSize, digits, digits_width};
pub use heat::{heat_cell, heat_level};
pub use line::{Plot, Series};
pub use pen::Pen;
pub use spark::spark;
pub use table::{TableCell, TableColumn, table, table_of};
pub use ticks::{day_labels, ticks};
pub use titled::{nothing, titled};
