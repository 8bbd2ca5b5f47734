//! Where keys are pressed: each place has its own, and those of the places around it.

use super::model::{Model, Overlay};
use super::place::Tab;
use super::tab::history::state::Level;
use super::tab::modules::state::{Dialog, Part};

/// Where an action can be done. The innermost context that is open is the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Wherever one is.
    Anywhere,
    /// On every tab, where nothing lies on top.
    Tabs,
    /// The dashboard with all its panels.
    Dashboard,
    /// One panel over the whole screen.
    Enlarged,
    /// The list of modules beside a table.
    ModuleList,
    /// A table.
    Table,
    /// The record beside a table.
    Record,
    /// A line that is typed below a table: a filter, a text to find, a row to go to.
    TableLine,
    /// A list that is chosen from over a table: columns, values, formats.
    TableList,
    /// The data sources.
    Sources,
    /// The calendar of the sync history.
    History,
    /// The runs of a day.
    Runs,
    /// One run.
    Run,
    /// The audit history.
    Audit,
    /// One entry of it.
    Entry,
    /// A line that is typed over the audit history.
    AuditLine,
    /// The gallery of charts.
    Charts,
    /// One chart over the whole screen.
    Chart,
    /// A line that is typed under a chart.
    ChartLine,
    /// The list of actions.
    Help,
    /// The command palette.
    Palette,
    /// Labels to jump to.
    Jump,
    /// What happened while nobody looked.
    Notifications,
    /// A question.
    Confirm,
}

impl Context {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 24] = [
        Self::Dashboard,
        Self::Enlarged,
        Self::Table,
        Self::ModuleList,
        Self::Record,
        Self::TableLine,
        Self::TableList,
        Self::Sources,
        Self::History,
        Self::Runs,
        Self::Run,
        Self::Audit,
        Self::Entry,
        Self::AuditLine,
        Self::Charts,
        Self::Chart,
        Self::ChartLine,
        Self::Palette,
        Self::Jump,
        Self::Notifications,
        Self::Confirm,
        Self::Help,
        Self::Tabs,
        Self::Anywhere,
    ];

    /// The context that counts.
    pub fn of(model: &Model) -> Self {
        match &model.overlay {
            Overlay::Help(_) => Self::Help,
            Overlay::Palette(_) => Self::Palette,
            Overlay::Jump(_) => Self::Jump,
            Overlay::Notifications(_) => Self::Notifications,
            Overlay::ConfirmCancel => Self::Confirm,
            Overlay::None => Self::under(model),
        }
    }

    /// The context of the tab that is shown, whatever lies on top of it.
    pub fn under(model: &Model) -> Self {
        match model.tab {
            Tab::Dashboard if model.dashboard.enlarged => Self::Enlarged,
            Tab::Dashboard => Self::Dashboard,
            Tab::Modules => match (&model.modules.dialog, model.modules.part) {
                (Some(Dialog::Line(_)), _) => Self::TableLine,
                (Some(Dialog::List(_)), _) => Self::TableList,
                (None, Part::List) => Self::ModuleList,
                (None, Part::Table) => Self::Table,
                (None, Part::Record) => Self::Record,
            },
            Tab::Sources => Self::Sources,
            Tab::History => match model.history.level {
                Level::Calendar => Self::History,
                Level::Runs => Self::Runs,
                Level::Run => Self::Run,
            },
            Tab::Audit if model.audit.line.is_some() => Self::AuditLine,
            Tab::Audit if model.audit.open => Self::Entry,
            Tab::Audit => Self::Audit,
            Tab::Charts if model.charts.line.is_some() => Self::ChartLine,
            Tab::Charts if model.charts.open => Self::Chart,
            Tab::Charts => Self::Charts,
        }
    }

    /// The contexts whose keys count here, this one first.
    pub fn chain(self) -> Vec<Self> {
        let mut chain = vec![self];
        if self.is_tab() {
            chain.push(Self::Tabs);
        }
        if self != Self::Anywhere {
            chain.push(Self::Anywhere);
        }
        chain
    }

    /// Whether the keys of all tabs count here.
    pub const fn is_tab(self) -> bool {
        matches!(
            self,
            Self::Dashboard
                | Self::Enlarged
                | Self::ModuleList
                | Self::Table
                | Self::Record
                | Self::Sources
                | Self::History
                | Self::Runs
                | Self::Run
                | Self::Audit
                | Self::Entry
                | Self::Charts
                | Self::Chart
        )
    }

    /// The tab it is a part of; nothing where it is of all of them, or lies on top.
    pub const fn tab(self) -> Option<Tab> {
        Some(match self {
            Self::Dashboard | Self::Enlarged => Tab::Dashboard,
            Self::ModuleList | Self::Table | Self::Record | Self::TableLine | Self::TableList => Tab::Modules,
            Self::Sources => Tab::Sources,
            Self::History | Self::Runs | Self::Run => Tab::History,
            Self::Audit | Self::Entry | Self::AuditLine => Tab::Audit,
            Self::Charts | Self::Chart | Self::ChartLine => Tab::Charts,
            Self::Anywhere
            | Self::Tabs
            | Self::Help
            | Self::Palette
            | Self::Jump
            | Self::Notifications
            | Self::Confirm => return None,
        })
    }

    /// Whether it lies on top of a tab.
    pub const fn is_overlay(self) -> bool {
        matches!(
            self,
            Self::Help | Self::Palette | Self::Jump | Self::Notifications | Self::Confirm
        )
    }

    /// Its heading in the help.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anywhere => "Everywhere",
            Self::Tabs => "On every tab",
            Self::Dashboard => "Dashboard",
            Self::Enlarged => "One panel",
            Self::ModuleList => "List of modules",
            Self::Table => "Table",
            Self::Record => "Record",
            Self::TableLine => "While typing under a table",
            Self::TableList => "In a list over a table",
            Self::Sources => "Data Sources",
            Self::History => "Sync History",
            Self::Runs => "Syncs of a day",
            Self::Run => "One sync",
            Self::Audit => "Audit History",
            Self::Entry => "One entry",
            Self::AuditLine => "While searching the audit history",
            Self::Charts => "Charts",
            Self::Chart => "One chart",
            Self::ChartLine => "While typing under a chart",
            Self::Help => "In this help",
            Self::Palette => "Command palette",
            Self::Jump => "Jump labels",
            Self::Notifications => "Notifications",
            Self::Confirm => "When asked",
        }
    }

    /// Whether printing keys are typed into a field here.
    pub const fn types(self) -> bool {
        matches!(
            self,
            Self::Help
                | Self::Palette
                | Self::TableLine
                | Self::TableList
                | Self::AuditLine
                | Self::ChartLine
                | Self::Jump
        )
    }
}
