//! How much a mark is looked at: what a cursor does to it.

/// How much a mark is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Stress {
    /// As the others.
    #[default]
    Plain,
    /// It is where the cursor is.
    Front,
    /// It is not where the cursor is, and steps back.
    Back,
}
