//! stand-in
/// stand-in
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum TokenSource {
    /// x
    A,
}
