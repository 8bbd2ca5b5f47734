//! to come
/// Words.
pub enum Wording {
    People,
}
