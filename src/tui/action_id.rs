//! The names of the actions, for those who only point at one. What each does is told in the registry, in words made for
//! people; its name in files is its place and its name here: `modules.sort-up`.

/// An action by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionId {
    /// Of the program: what can be done wherever one is.
    Shell(Shell),
    /// Of what lies on top: help, palette, questions.
    Overlay(Overlay),
    /// Of the dashboard.
    Dashboard(Dashboard),
    /// Of the tables.
    Modules(Modules),
    /// Of the data sources.
    Sources(Sources),
    /// Of the sync history.
    History(History),
    /// Of the audit history.
    Audit(Audit),
    /// Of the charts.
    Charts(Charts),
}

impl ActionId {
    /// The name in key files and on the command line: `modules.sort-up`.
    pub fn slug(self) -> String {
        let debug = format!("{self:?}");
        let mut slug = String::with_capacity(debug.len() + 4);
        let mut start = true;
        for c in debug.chars() {
            match c {
                '(' => {
                    slug.push('.');
                    start = true;
                }
                ')' => {}
                c if c.is_ascii_uppercase() => {
                    if !start {
                        slug.push('-');
                    }
                    slug.push(c.to_ascii_lowercase());
                    start = false;
                }
                c => {
                    slug.push(c);
                    start = false;
                }
            }
        }
        slug
    }
}

/// Of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Shell {
    Dashboard,
    Modules,
    Sources,
    History,
    Audit,
    Charts,
    NextTab,
    PreviousTab,
    GoBack,
    GoForward,
    SourceNext,
    SyncNow,
    CancelSync,
    Refresh,
    Notifications,
    Palette,
    Jump,
    Theme,
    CopyAddress,
    Mouse,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// Of what lies on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Overlay {
    Close,
    Choose,
    Up,
    Down,
    PageUp,
    PageDown,
    Yes,
    No,
}

/// Of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Dashboard {
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
}

/// Of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Modules {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    FirstColumn,
    LastColumn,
    GoTo,
    NextPart,
    PreviousPart,
    NextModule,
    PreviousModule,
    Open,
    Back,
    Sort,
    SortAlso,
    SortNone,
    Filter,
    Include,
    Exclude,
    Pick,
    Search,
    FilterRemove,
    FilterClear,
    Find,
    FindNext,
    FindPrevious,
    FindCell,
    Hide,
    Columns,
    MoveLeft,
    MoveRight,
    Wider,
    Narrower,
    Fit,
    Freeze,
    Reset,
    Undo,
    Mark,
    MarkRange,
    MarkAll,
    MarkNone,
    CopyCell,
    CopyRow,
    CopyColumn,
    CopyMarked,
    CopyFormat,
    Record,
    LineDone,
    LineClose,
    ListDone,
    ListToggle,
    ListWithout,
    ListUp,
    ListDown,
    ListEarlier,
    ListLater,
    ListClose,
}

/// Of the data sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Sources {
    Up,
    Down,
    First,
    Last,
    NextPart,
    Open,
    SyncModule,
    ShowTable,
    ShowHistory,
}

/// Of the sync history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum History {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    ShowSource,
}

/// Of the audit history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Audit {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    Search,
    SearchDone,
    SearchCancel,
    FilterWho,
    FilterAction,
    FilterSource,
    FilterClear,
    Copy,
    CopyCsv,
    CopyMarkdown,
    Export,
}

/// Of the charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described in the registry, in words made for people")]
pub enum Charts {
    Left,
    Right,
    Up,
    Down,
    Next,
    Previous,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Into,
    Rows,
    Back,
    NextKind,
    PreviousKind,
    Play,
    LegendNext,
    LegendPrevious,
    Toggle,
    ShowAll,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    PanUp,
    PanDown,
    Region,
    Sort,
    Swap,
    More,
    Fewer,
    Threshold,
    Scale,
    Clip,
    Find,
    LineDone,
    LineCancel,
    Filter,
    Copy,
    CopyTable,
    CopyCsv,
    CopySvg,
    CopyCommand,
    Export,
    ExportSvg,
    ExportPng,
    ExportAnsi,
    ExportText,
    ExportCsv,
    ExportJson,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_places_and_names() {
        assert_eq!(ActionId::Modules(Modules::SortAlso).slug(), "modules.sort-also");
        assert_eq!(ActionId::Shell(Shell::Help).slug(), "shell.help");
    }
}
