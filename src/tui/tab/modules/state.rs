//! What the tables are drawn from.

use std::collections::BTreeMap;

use super::copy::Format;
use super::layout::Layout;
use super::marks::{Key, Marks};
use super::rows::Block;
use crate::api::wire::{Advice, Cell, Condition, Found, Page, View};
use crate::catalog::Module;
use crate::tui::field::Field;

/// The state of the tab.
#[derive(Clone, Debug)]
pub struct State {
    /// The table that is shown.
    pub module: Module,
    /// The part that keys act on.
    pub part: Part,
    /// The tables that have been looked at, as they were left.
    pub tables: BTreeMap<Module, Table>,
    /// What is typed or chosen over the table.
    pub dialog: Option<Dialog>,
    /// The record under the cursor.
    pub record: Record,
    /// How rows are copied.
    pub format: Format,
    /// What is being copied, while its rows are on their way.
    pub copying: Option<Copying>,
    /// The column whose edge is drawn about, and how wide it was.
    pub drawn: Option<(usize, u16)>,
    /// What was last typed to find something; the next search begins with it.
    pub last_find: String,
}

impl Default for State {
    fn default() -> Self {
        Self {
            // What people come for.
            module: Module::Conversations,
            part: Part::Table,
            tables: BTreeMap::new(),
            dialog: None,
            record: Record::default(),
            format: Format::default(),
            copying: None,
            drawn: None,
            last_find: String::new(),
        }
    }
}

impl State {
    /// The table that is shown, where it has been looked at.
    pub fn table(&self) -> Option<&Table> {
        self.tables.get(&self.module)
    }

    /// The table that is shown.
    pub fn table_mut(&mut self) -> &mut Table {
        let module = self.module;
        self.tables.entry(module).or_insert_with(|| Table::of(module))
    }

    /// Forgets the rows: they belong to another data source.
    pub fn forget(&mut self) {
        for table in self.tables.values_mut() {
            table.block = Block::default();
            table.problem = None;
            table.find = None;
            table.marks.clear();
            (table.row, table.top) = (0, 0);
        }
        self.record = Record {
            open: self.record.open,
            ..Record::default()
        };
        self.copying = None;
        self.dialog = None;
    }
}

/// A part of the tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The list of modules.
    List,
    /// The table.
    #[default]
    Table,
    /// The record beside it.
    Record,
}

/// One module's table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What is shown: conditions, search, sorting.
    pub view: View,
    /// Which columns, where.
    pub layout: Layout,
    /// The rows at hand.
    pub block: Block,
    /// Whether the rows at hand are those of another view: a new one was asked for.
    pub stale: bool,
    /// Whether the records have changed since: the same rows are asked for again.
    pub outdated: bool,
    /// Why the last question had no answer.
    pub problem: Option<Advice>,
    /// The position of the cursor's row, from 0.
    pub row: u64,
    /// The place of the cursor's column among those that are shown.
    pub column: usize,
    /// The position of the first row on the screen.
    pub top: u64,
    /// How many of the columns that scroll are left of the screen.
    pub left: usize,
    /// The marked rows.
    pub marks: Marks,
    /// The text that is looked for.
    pub find: Option<Find>,
    /// A record that the cursor goes to as soon as it is known where it is.
    pub wanted: Option<Key>,
    /// Where the cursor stood when it was asked where its record is now.
    pub followed: Option<u64>,
    /// Earlier views and layouts, the last at the end.
    pub undo: Vec<(View, Layout)>,
}

impl Table {
    /// A module's table as it is from the start.
    pub fn of(module: Module) -> Self {
        let newest = ["Created At", "Updated At"]
            .into_iter()
            .find(|name| module.fields().iter().any(|field| field.name == *name));
        let mut view = View::all(module);
        // The newest first, which is what people come to see.
        view.sort.extend(newest.map(|column| crate::api::wire::SortKey {
            column: column.to_owned(),
            descending: true,
        }));
        Self {
            view,
            layout: Layout::of(module),
            block: Block::default(),
            stale: false,
            outdated: false,
            problem: None,
            row: 0,
            column: 0,
            top: 0,
            left: 0,
            marks: Marks::default(),
            find: None,
            wanted: None,
            followed: None,
            undo: Vec::new(),
        }
    }

    /// The key of the row under the cursor; nothing where it is not at hand.
    pub fn key(&self) -> Option<Key> {
        self.block.key(self.view.module, self.row)
    }

    /// The module.
    pub const fn module(&self) -> Module {
        self.view.module
    }
}

/// A text that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The text.
    pub text: String,
    /// Where it was found last.
    pub found: Option<Found>,
}

/// The record under the cursor.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Whether it is shown.
    pub open: bool,
    /// The key of the record that was asked for last. Nothing where it is to be asked for, also again.
    pub asked: Option<Key>,
    /// What came of it: one row with all columns. It stays until that of another record, or a newer one, has come.
    pub page: Option<Page>,
    /// Why it did not come.
    pub problem: Option<Advice>,
    /// The line under the cursor: the links, then the fields.
    pub line: usize,
    /// Lines above the window.
    pub scroll: usize,
    /// How many records each link leads to, by its place; nothing while that is not known.
    pub links: Vec<Option<u64>>,
}

/// What is typed or chosen over the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// A line.
    Line(Line),
    /// A list.
    List(List),
}

/// A line that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub purpose: Purpose,
    /// What was typed.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// What a line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A condition. The one that it takes the place of, where there is one.
    Filter(Option<Condition>),
    /// A text in any column.
    Search,
    /// A text to go to.
    Find,
    /// A position to go to.
    GoTo,
}

/// A list that is chosen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What was typed to find an entry.
    pub field: Field,
    /// The entry under the cursor, among those that are found.
    pub at: usize,
    /// What it lists.
    pub choice: Choice,
}

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The columns: which are shown, and where.
    Columns,
    /// The values of a column.
    Values {
        /// The column.
        column: String,
        /// The values with how many rows have each; nothing while they are on their way.
        values: Option<Vec<(ValueCell, u64)>>,
        /// How many there are in all.
        distinct: u64,
        /// Those that were chosen, as conditions read them.
        chosen: Vec<String>,
        /// Why they did not come.
        problem: Option<String>,
    },
    /// The formats in which rows are copied.
    Formats,
}

/// A value in a list. Equal when it is the same value, also where it is a fraction.
#[derive(Clone, Debug)]
pub struct ValueCell(pub Cell);

impl PartialEq for ValueCell {
    fn eq(&self, other: &Self) -> bool {
        format!("{:?}", self.0) == format!("{:?}", other.0)
    }
}

impl Eq for ValueCell {}

/// What is being copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copying {
    /// One row.
    Row,
    /// A column of the view.
    Column,
    /// The marked rows.
    Marked,
    /// Rows that shall be marked, once their keys have come.
    Marking,
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A module in the list.
    Module(Module),
    /// A cell: the position of its row, and the place of its column among those that are shown.
    Cell(u64, usize),
    /// The heading of a column.
    Heading(usize),
    /// The right edge of a heading, by which the column is made wider.
    Edge(usize),
    /// A condition, by its place.
    Condition(usize),
    /// The text of the search.
    SearchChip,
    /// The relation.
    OfChip,
    /// A sort key, by its place.
    SortChip(usize),
    /// The text that is looked for.
    FindChip,
    /// The number of marks.
    MarksChip,
    /// A line of the record.
    RecordLine(usize),
    /// An entry of the list that is chosen from.
    Entry(usize),
    /// A place of the scroll bar, in thousandths of the way.
    Bar(u16),
}
