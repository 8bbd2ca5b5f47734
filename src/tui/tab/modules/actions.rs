//! What can be done with a table.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::action_id::{ActionId, Modules};
use crate::tui::actions::Action;
use crate::tui::conditions::{always, has_filter, has_find, has_marks, has_row, has_undo, is_sorted, with_table};
use crate::tui::context::Context::{self, ModuleList, Record, Table, TableLine, TableList};
use crate::tui::keys::{Chord, Key};
use crate::tui::model::Model;

type Condition = fn(&Model) -> Result<(), String>;

const fn act(
    id: Modules,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    enabled: Condition,
) -> Action {
    Action {
        id: ActionId::Modules(id),
        name,
        description,
        keys,
        contexts,
        footer: None,
        enabled,
    }
}

/// The same, shown in the footer.
#[expect(clippy::needless_pass_by_value, reason = "a constant is made of another")]
const fn foot(action: Action, rank: u8) -> Action {
    Action {
        footer: Some(rank),
        ..action
    }
}

const fn ctrl(code: KeyCode) -> Chord {
    Chord::one(Key::with(code, KeyModifiers::CONTROL))
}

const PARTS: &[Context] = &[ModuleList, Table, Record];

/// What can be done with a table.
pub const ACTIONS: &[Action] = &[
    act(
        Modules::Up,
        "up",
        "Move up a row.",
        &[Chord::of(KeyCode::Up), Chord::char('k')],
        PARTS,
        always,
    ),
    act(
        Modules::Down,
        "down",
        "Move down a row.",
        &[Chord::of(KeyCode::Down), Chord::char('j')],
        PARTS,
        always,
    ),
    act(
        Modules::Left,
        "left",
        "Move to the column on the left; from the first one to the list of modules.",
        &[Chord::of(KeyCode::Left), Chord::char('h')],
        &[Table, Record],
        always,
    ),
    act(
        Modules::Right,
        "right",
        "Move to the column on the right; from the list to the table.",
        &[Chord::of(KeyCode::Right), Chord::char('l')],
        &[ModuleList, Table],
        always,
    ),
    act(
        Modules::PageUp,
        "page up",
        "Move up a screen.",
        &[Chord::of(KeyCode::PageUp), Chord::ctrl('u'), Chord::ctrl('b')],
        PARTS,
        always,
    ),
    act(
        Modules::PageDown,
        "page down",
        "Move down a screen.",
        &[Chord::of(KeyCode::PageDown), Chord::ctrl('d'), Chord::ctrl('f')],
        PARTS,
        always,
    ),
    act(
        Modules::First,
        "first row",
        "Move to the first row.",
        &[Chord::two('g', 'g'), ctrl(KeyCode::Home)],
        PARTS,
        always,
    ),
    act(
        Modules::Last,
        "last row",
        "Move to the last row.",
        &[Chord::char('G'), ctrl(KeyCode::End)],
        PARTS,
        always,
    ),
    act(
        Modules::FirstColumn,
        "first column",
        "Move to the first column.",
        &[Chord::of(KeyCode::Home), Chord::char('^')],
        &[Table],
        with_table,
    ),
    act(
        Modules::LastColumn,
        "last column",
        "Move to the last column.",
        &[Chord::of(KeyCode::End), Chord::char('$')],
        &[Table],
        with_table,
    ),
    act(
        Modules::GoTo,
        "go to row",
        "Go to a row by its number, or to a share of the way such as 50%.",
        &[Chord::two('g', 'r'), Chord::ctrl('g')],
        &[Table],
        has_row,
    ),
    act(
        Modules::NextPart,
        "next part",
        "Move between the list of modules, the table and the record.",
        &[Chord::of(KeyCode::Tab)],
        PARTS,
        always,
    ),
    act(
        Modules::PreviousPart,
        "previous part",
        "The same, the other way round.",
        &[Chord::of(KeyCode::BackTab)],
        PARTS,
        always,
    ),
    act(
        Modules::NextModule,
        "next table",
        "Show the next module's table.",
        &[Chord::char('J'), Chord::char(')')],
        PARTS,
        always,
    ),
    act(
        Modules::PreviousModule,
        "previous table",
        "Show the table of the module before.",
        &[Chord::char('K'), Chord::char('(')],
        PARTS,
        always,
    ),
    foot(
        act(
            Modules::Open,
            "open",
            "Open the record under the cursor; in it, follow a link to related records.",
            &[Chord::of(KeyCode::Enter)],
            PARTS,
            always,
        ),
        1,
    ),
    act(
        Modules::Back,
        "back",
        "Close what is open: the record, the search, the marks.",
        &[Chord::of(KeyCode::Esc)],
        PARTS,
        always,
    ),
    act(
        Modules::Record,
        "record pane",
        "Show the record under the cursor beside the table, or hide it.",
        &[Chord::char('i')],
        &[Table, Record],
        has_row,
    ),
    foot(
        act(
            Modules::Find,
            "find",
            "Find a text in any column, and go to the first row that has it.",
            &[Chord::char('/'), Chord::one(Key::ctrl('s'))],
            &[Table, Record],
            has_row,
        ),
        2,
    ),
    act(
        Modules::FindNext,
        "next match",
        "Go to the next row with the text.",
        &[Chord::char('n'), Chord::of(KeyCode::F(3))],
        &[Table, Record],
        has_find,
    ),
    act(
        Modules::FindPrevious,
        "previous match",
        "Go to the row before with the text.",
        &[Chord::char('N'), Chord::shift(KeyCode::F(3))],
        &[Table, Record],
        has_find,
    ),
    act(
        Modules::FindCell,
        "find like this",
        "Find the next row with what is under the cursor.",
        &[Chord::char('*')],
        &[Table],
        has_row,
    ),
    foot(
        act(
            Modules::Filter,
            "filter",
            "Show only rows for which a condition on this column holds, such as `> 5`, `~ refund`, `2026-11-22`.",
            &[Chord::char('f')],
            &[Table],
            with_table,
        ),
        3,
    ),
    act(
        Modules::Pick,
        "pick values",
        "Choose from the values of this column which rows are shown.",
        &[Chord::char('v')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Include,
        "only this",
        "Show only rows with what is under the cursor.",
        &[Chord::char('+'), Chord::char('=')],
        &[Table],
        has_row,
    ),
    act(
        Modules::Exclude,
        "without this",
        "Show only rows without what is under the cursor.",
        &[Chord::char('-')],
        &[Table],
        has_row,
    ),
    act(
        Modules::Search,
        "search",
        "Show only rows with a text in any column.",
        &[Chord::char('&')],
        &[Table],
        with_table,
    ),
    act(
        Modules::FilterRemove,
        "remove filter",
        "Take the last condition away.",
        &[Chord::of(KeyCode::Backspace)],
        &[Table],
        has_filter,
    ),
    act(
        Modules::FilterClear,
        "clear filters",
        "Show all rows again.",
        &[Chord::two('z', 'f')],
        &[Table],
        has_filter,
    ),
    foot(
        act(
            Modules::Sort,
            "sort",
            "Sort by this column: smallest first, then greatest first, then not at all.",
            &[Chord::char('o')],
            &[Table],
            with_table,
        ),
        4,
    ),
    act(
        Modules::SortAlso,
        "sort also",
        "Sort rows that are equal so far by this column: smallest first, greatest first, not at all.",
        &[Chord::char('O')],
        &[Table],
        with_table,
    ),
    act(
        Modules::SortNone,
        "unsorted",
        "Show rows in the order in which they are stored.",
        &[Chord::two('z', 'o')],
        &[Table],
        is_sorted,
    ),
    foot(
        act(
            Modules::Columns,
            "columns",
            "Choose which columns are shown, and in which order.",
            &[Chord::char('c')],
            &[Table],
            with_table,
        ),
        5,
    ),
    act(
        Modules::Hide,
        "hide column",
        "Leave this column out.",
        &[Chord::two('z', 'h')],
        &[Table],
        with_table,
    ),
    act(
        Modules::MoveLeft,
        "column left",
        "Move this column to the left.",
        &[Chord::char('<'), Chord::shift(KeyCode::Left)],
        &[Table],
        with_table,
    ),
    act(
        Modules::MoveRight,
        "column right",
        "Move this column to the right.",
        &[Chord::char('>'), Chord::shift(KeyCode::Right)],
        &[Table],
        with_table,
    ),
    act(
        Modules::Wider,
        "wider",
        "Make this column wider.",
        &[Chord::char('w')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Narrower,
        "narrower",
        "Make this column narrower.",
        &[Chord::char('W')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Fit,
        "fit column",
        "Make this column as wide as its widest value at hand; again, as wide as it was.",
        &[Chord::two('z', 'w')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Freeze,
        "freeze",
        "Let the columns up to this one stay when the others scroll; again, none.",
        &[Chord::two('z', 'c')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Reset,
        "reset table",
        "Show columns, sorting and filters as they were from the start.",
        &[Chord::two('z', 'r')],
        &[Table],
        with_table,
    ),
    act(
        Modules::Undo,
        "undo",
        "Take back the last change of sorting, filters or columns.",
        &[Chord::char('u')],
        &[Table],
        has_undo,
    ),
    act(
        Modules::Mark,
        "mark",
        "Mark this row, or take its mark away, and move on.",
        &[Chord::char(' ')],
        &[Table],
        has_row,
    ),
    act(
        Modules::MarkRange,
        "mark up to here",
        "Mark all rows from the last mark to this one.",
        &[Chord::char('V')],
        &[Table],
        has_row,
    ),
    act(
        Modules::MarkAll,
        "mark all",
        "Mark all rows of the view, up to 10,000.",
        &[Chord::ctrl('a')],
        &[Table],
        has_row,
    ),
    act(
        Modules::MarkNone,
        "no marks",
        "Take all marks away.",
        &[Chord::two('z', 'm')],
        &[Table],
        has_marks,
    ),
    act(
        Modules::CopyCell,
        "copy value",
        "Copy the value under the cursor.",
        &[Chord::two('y', 'c'), Chord::ctrl('y')],
        &[Table, Record],
        has_row,
    ),
    act(
        Modules::CopyRow,
        "copy row",
        "Copy this row with the columns that are shown.",
        &[Chord::two('y', 'y'), Chord::two('y', 'r')],
        &[Table, Record],
        has_row,
    ),
    act(
        Modules::CopyColumn,
        "copy column",
        "Copy this column of all rows of the view, up to 10,000.",
        &[Chord::two('y', 'k')],
        &[Table],
        has_row,
    ),
    act(
        Modules::CopyMarked,
        "copy marked",
        "Copy the marked rows with the columns that are shown.",
        &[Chord::two('y', 'm')],
        &[Table],
        has_marks,
    ),
    act(
        Modules::CopyFormat,
        "copy format",
        "Choose how rows are copied: TSV, CSV, JSON or Markdown.",
        &[Chord::two('y', 'f')],
        &[Table, Record],
        always,
    ),
    foot(
        act(
            Modules::LineDone,
            "done",
            "Do what was typed.",
            &[Chord::of(KeyCode::Enter)],
            &[TableLine],
            always,
        ),
        1,
    ),
    foot(
        act(
            Modules::LineClose,
            "close",
            "Close the line; nothing changes.",
            &[Chord::of(KeyCode::Esc)],
            &[TableLine],
            always,
        ),
        2,
    ),
    foot(
        act(
            Modules::ListDone,
            "done",
            "Take what was chosen.",
            &[Chord::of(KeyCode::Enter)],
            &[TableList],
            always,
        ),
        1,
    ),
    foot(
        act(
            Modules::ListToggle,
            "choose",
            "Choose the entry under the cursor, or leave it out.",
            &[Chord::of(KeyCode::Tab), Chord::ctrl('t')],
            &[TableList],
            always,
        ),
        2,
    ),
    foot(
        act(
            Modules::ListWithout,
            "without these",
            "Show rows without what was chosen.",
            &[Chord::ctrl('x')],
            &[TableList],
            picks_values,
        ),
        3,
    ),
    act(
        Modules::ListUp,
        "up",
        "Move up.",
        &[Chord::of(KeyCode::Up), Chord::ctrl('p')],
        &[TableList],
        always,
    ),
    act(
        Modules::ListDown,
        "down",
        "Move down.",
        &[Chord::of(KeyCode::Down), Chord::ctrl('n')],
        &[TableList],
        always,
    ),
    act(
        Modules::ListEarlier,
        "earlier",
        "Move the column under the cursor towards the beginning.",
        &[Chord::shift(KeyCode::Up), Chord::alt(KeyCode::Up)],
        &[TableList],
        picks_columns,
    ),
    act(
        Modules::ListLater,
        "later",
        "Move the column under the cursor towards the end.",
        &[Chord::shift(KeyCode::Down), Chord::alt(KeyCode::Down)],
        &[TableList],
        picks_columns,
    ),
    foot(
        act(
            Modules::ListClose,
            "close",
            "Close the list; where something was typed, erase that first.",
            &[Chord::of(KeyCode::Esc)],
            &[TableList],
            always,
        ),
        4,
    ),
];

fn picks_values(model: &Model) -> Result<(), String> {
    crate::tui::conditions::picks(model, true)
}

fn picks_columns(model: &Model) -> Result<(), String> {
    crate::tui::conditions::picks(model, false)
}
