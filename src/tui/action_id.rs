//! The names of the actions, for those who only point at one.

/// An action by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum ActionId {
    Left,
    Right,
    Up,
    Down,
    Next,
    Previous,
    First,
    Last,
    PageUp,
    PageDown,
    Open,
    Back,
    PeriodNext,
    PeriodPrevious,
    SourceNext,
    SyncNow,
    CancelSync,
    Refresh,
    Mouse,
    Help,
    Redraw,
    Suspend,
    Quit,
    HelpClose,
    HelpUp,
    HelpDown,
    HelpPageUp,
    HelpPageDown,
    HelpErase,
    ConfirmYes,
    ConfirmNo,
}
