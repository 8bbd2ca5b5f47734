//! A word on what has the focus: what it shows, and where that comes from.

use crate::catalog::formula;
use crate::tui::context::Context;
use crate::tui::model::{Model, Panel};

/// The name of what has the focus, and what there is to know of it.
pub fn focused(model: &Model) -> (String, String) {
    let context = Context::under(model);
    match context {
        Context::Dashboard | Context::Enlarged => panel(model, model.dashboard.focus),
        _ => (context.label().to_owned(), words(context).to_owned()),
    }
}

/// What a part of a tab shows.
const fn words(context: Context) -> &'static str {
    match context {
        Context::Table => {
            "The rows of one module as they are stored, fields and formula columns alike. Filters, a search and an order \
             are answered by the engine over all rows; the screen only ever holds those that are seen."
        }
        Context::ModuleList => {
            "The eleven modules with the number of rows stored of each and how their last sync went. The one under the \
             cursor is shown beside the list."
        }
        Context::Record => {
            "One record with all its fields, whole: texts are not cut here. Identifiers of other modules lead to their \
             records."
        }
        Context::TableLine => {
            "A line for the table: a filter, a text to find, or a row to go to. Every letter is typed."
        }
        Context::TableList => "A list for the table: columns, values or formats. Typing finds an entry.",
        Context::Sources => {
            "The connected workspaces: how their last sync went, when the next one comes, and what is stored of each \
             module. What a running sync does comes from the engine as it happens."
        }
        Context::History => {
            "The last 45 days, a week in each row, today at the end, in the time zone of the data source. A day counts \
             the syncs that began on it, and is marked when one of them failed."
        }
        Context::Runs => {
            "The syncs of one day: when, by whom or by what, how they ended, how long they took, and how many rows were \
             new, changed and gone."
        }
        Context::Run => {
            "One sync, module by module: rows and pages received against the number Intercom said there are, calls, and \
             where something went wrong what, why, and what to do."
        }
        Context::Audit => {
            "Who changed what in the last 180 days: connections, syncs started or cancelled by people, settings. The \
             engine writes it, and nobody can change it."
        }
        Context::Entry => "One entry of the audit history, whole: who, when, and what it was before and after.",
        Context::AuditLine => "A text to look for in the audit history. Every letter is typed.",
        Context::Charts => {
            "Every kind of chart there is, drawn from the data of this workspace; where it has no such data, from an \
             example, and then the picture says so."
        }
        Context::Chart => {
            "One chart over the whole screen. The cursor goes from mark to mark and its values are read below; a mark leads \
             to its parts or to its rows."
        }
        Context::ChartLine => "Lines to compare with: numbers, mean, median, min, max, with ; between them.",
        Context::Dashboard | Context::Enlarged => "The figures of one data source.",
        Context::Anywhere | Context::Tabs => "What can be done wherever one is.",
        Context::Help => "Everything that can be done.",
        Context::Palette => "Everything that can be done and everywhere one can go, found by typing.",
        Context::Jump => "A label on everything that can be clicked; typing it does what a click does.",
        Context::Notifications => "What happened while nobody looked.",
        Context::Confirm => "A question that waits for yes or no.",
    }
}

/// What a panel of the dashboard shows.
fn panel(model: &Model, panel: Panel) -> (String, String) {
    let days = model.dashboard.period.days();
    let of = |title: &str, words: String| (title.to_owned(), words);
    match panel {
        Panel::Tile(index) => {
            let tile = model
                .dashboard
                .figures
                .shown
                .as_ref()
                .and_then(|figures| figures.tiles.get(usize::from(index)));
            let name = tile.map_or("A figure", |tile| tile.name.as_str());
            let what = formula::named(name).map_or("One value over all conversations.", |formula| formula.description);
            let over = if tile.is_some_and(|tile| tile.level) {
                format!("It is how things stand now, over everything stored, against how they stood {days} days ago")
            } else {
                format!("It is about what was created in the last {days} days, against the {days} days before")
            };
            of(
                name,
                format!("{what} {over}; the small course runs through the period, the oldest part first."),
            )
        }
        Panel::Sync => of(
            "The sync that runs",
            "What it has received of each module, how much there is where Intercom says so, and the calls it has left \
             until the rate limit. The engine tells it as it happens."
                .to_owned(),
        ),
        Panel::Flow => of(
            "New and closed",
            format!(
                "Conversations created and conversations closed, day by day over {days} days, in the time zone of the \
                 data source. Where closed stays below new, the pile grows."
            ),
        ),
        Panel::States => of(
            "By state",
            "All conversations by what they are now: open, snoozed or closed; from the field State. Beside the title the \
             median age of those that are not closed."
                .to_owned(),
        ),
        Panel::Categories => of(
            "By satisfaction",
            "Conversations of the period by the formula column Satisfaction Category: the rating from 5 to 1 in words, \
             those without a rating apart."
                .to_owned(),
        ),
        Panel::Teams => of(
            "By team",
            "For each team the conversations of the period, those of them that are unresolved, the share of good ratings, and the median \
             time to the first reply. The team is the one that a conversation is assigned to now."
                .to_owned(),
        ),
        Panel::FirstReply => of(
            "First reply",
            "The median time from the creation of a conversation to the first reply of an admin; half of them waited \
             longer. Conversations without a reply do not count."
                .to_owned(),
        ),
        Panel::Hours => of(
            "When they write",
            "Conversations by the weekday and hour of their creation, in the time zone of the data source; the fuller \
             the cell, the more."
                .to_owned(),
        ),
        Panel::Waiting => of(
            "Waiting longest",
            "Open conversations whose customer waits for a reply, the longest first, whatever the period; from the field \
             Waiting Since."
                .to_owned(),
        ),
        Panel::Modules => of(
            "What is stored",
            "The rows of each module in the file of this engine, and when each was last brought in.".to_owned(),
        ),
    }
}
