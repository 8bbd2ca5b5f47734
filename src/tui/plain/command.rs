//! What can be typed: a word, and what follows it.

use crate::api::wire::{Condition, SortKey};
use crate::tui::action_id::ActionId;
use crate::tui::actions;
use crate::tui::place::Address;

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Command {
    /// Nothing: an empty line.
    Nothing,
    /// What can be typed; about one word where one is given.
    Help(String),
    /// Go to a place.
    Open(Address),
    /// What is shown, again.
    Again,
    /// Where one is.
    Here,
    /// The rows that follow.
    Next,
    /// The rows before.
    Previous,
    /// The rows from this one on, from 1.
    Row(u64),
    /// The last rows.
    Last,
    /// A row in full; the first of those shown where none is named.
    Record(Option<u64>),
    /// The next row with a text; the text before where none is given.
    Find(String),
    /// Only rows with a text; all where none is given.
    Search(String),
    /// Only rows for which this holds, too.
    Where(Condition),
    /// All rows.
    Everything,
    /// Sorted by these.
    Sort(Vec<SortKey>),
    /// These columns.
    Columns(Vec<String>),
    /// So many rows at a time.
    Rows(u64),
    /// Rows as lines, or as a table.
    AsTable(bool),
    /// An action of the registry.
    Act(ActionId),
    /// The answer to a question.
    Answer(bool),
}

/// The words, what may follow, and what they do: the help is made of this.
pub(super) const WORDS: &[(&str, &str, &str)] = &[
    ("help", "[WORD]", "Say what can be typed."),
    ("dashboard", "", "The figures."),
    ("modules", "", "The tables there are."),
    ("sources", "", "What is connected, and how it stands."),
    (
        "history",
        "[DAY or run NUMBER]",
        "The syncs of the last 45 days, of a day, or one.",
    ),
    ("audit", "[TEXT]", "Who did what; only entries with the text."),
    (
        "open",
        "ADDRESS",
        "Go to a place, such as conversations?where=State+=+open; the name of a table is one.",
    ),
    ("show", "", "What is shown, again and anew."),
    ("here", "", "The address of what is shown, and the position in it."),
    ("next", "", "The rows that follow."),
    ("previous", "", "The rows before."),
    ("row", "NUMBER", "The rows from this one on."),
    ("first", "", "The first rows."),
    ("last", "", "The last rows."),
    ("record", "[NUMBER]", "One row with all its columns."),
    (
        "find",
        "[TEXT]",
        "The next row with a text; without one, the next with the text before.",
    ),
    ("search", "[TEXT]", "Only rows with a text; without one, all again."),
    (
        "where",
        "CONDITION",
        "Only rows for which it holds, too, such as State = open.",
    ),
    ("everything", "", "All rows again."),
    (
        "sort",
        "[COLUMN, -COLUMN]",
        "Sort by columns, greatest first with a minus; without any, as stored.",
    ),
    (
        "columns",
        "[COLUMN, COLUMN or all]",
        "Which columns are said; without any, the first few.",
    ),
    ("rows", "NUMBER", "How many rows are said at a time."),
    ("lines", "", "Say rows as lines of name and value."),
    ("table", "", "Say rows as a table with columns in line."),
];

/// Understands a line; why not, in words, where it cannot be.
pub(super) fn parse(line: &str) -> Result<Command, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let number = |text: &str| {
        text.parse::<u64>()
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| format!("{text:?} is no number of a row; they begin with 1."))
    };
    let names = || rest.split(',').map(str::trim).filter(|name| !name.is_empty());
    Ok(match word.to_lowercase().as_str() {
        "" => Command::Nothing,
        "help" | "?" => Command::Help(rest.to_lowercase()),
        "show" | "again" => Command::Again,
        "here" => Command::Here,
        "next" | "n" => Command::Next,
        "previous" | "p" => Command::Previous,
        "first" => Command::Row(1),
        "last" => Command::Last,
        "row" => Command::Row(number(rest)?),
        "record" if rest.is_empty() => Command::Record(None),
        "record" => Command::Record(Some(number(rest)?)),
        "find" => Command::Find(rest.to_owned()),
        "search" => Command::Search(rest.to_owned()),
        "where" if rest.is_empty() => return Err("where needs a condition, such as where State = open.".to_owned()),
        "where" => Command::Where(rest.parse().map_err(|error| format!("{error}."))?),
        "everything" => Command::Everything,
        "sort" => Command::Sort(
            names()
                .map(|name| SortKey {
                    column: name.strip_prefix(['-', '+']).unwrap_or(name).trim().to_owned(),
                    descending: name.starts_with('-'),
                })
                .collect(),
        ),
        "columns" => Command::Columns(names().map(str::to_owned).collect()),
        "rows" => Command::Rows(number(rest)?.min(200)),
        "lines" => Command::AsTable(false),
        "table" if rest.is_empty() => Command::AsTable(true),
        "yes" | "y" => Command::Answer(true),
        "no" => Command::Answer(false),
        "audit" if !rest.is_empty() => return place(&format!("audit?search={}", encoded(rest))),
        "history" if !rest.is_empty() => return place(&format!("history/{}", rest.replace(' ', "/"))),
        "open" | "table" => return place(rest),
        _ => return action(line).map_or_else(|| place(line), |id| Ok(Command::Act(id))),
    })
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn place(address: &str) -> Result<Command, String> {
    let found = address.parse().map(Command::Open);
    found.map_err(|error: crate::tui::place::AddressError| {
        format!(
            "{address:?} is neither a command nor an address: {}. help says what can be typed.",
            error.why
        )
    })
}

/// The action with a name, among those that make sense without a screen; or one that people would also write.
fn action(line: &str) -> Option<ActionId> {
    let wanted = line.to_lowercase();
    let wanted = match wanted.as_str() {
        "sync" => "sync now",
        "cancel" => "cancel sync",
        "back" => "go back",
        "forward" => "go forward",
        "exit" | "q" => "quit",
        other => other,
    };
    offered().find(|action| action.name == wanted).map(|action| action.id)
}

/// The actions of the registry that can be done by name here.
pub(super) fn offered() -> impl Iterator<Item = &'static actions::Action> {
    use crate::tui::action_id::Shell::{CancelSync, GoBack, GoForward, Quit, Refresh, SourceNext, SyncNow};
    actions::all().filter(|action| {
        matches!(
            action.id,
            ActionId::Shell(SyncNow | CancelSync | Refresh | SourceNext | GoBack | GoForward | Quit)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::Test;
    use crate::tui::action_id::Shell;
    use crate::tui::place::Place;

    #[test]
    fn what_people_type_is_understood() {
        assert_eq!(parse("  "), Ok(Command::Nothing));
        assert_eq!(parse("sync"), Ok(Command::Act(ActionId::Shell(Shell::SyncNow))));
        assert_eq!(parse("Sync Now"), Ok(Command::Act(ActionId::Shell(Shell::SyncNow))));
        assert_eq!(parse("row 12"), Ok(Command::Row(12)));
        assert_eq!(
            parse("where State = open"),
            Ok(Command::Where(Condition::new("State", Test::Is, "open")))
        );
        let Ok(Command::Sort(keys)) = parse("sort -Created At, State") else {
            panic!("it sorts")
        };
        assert!(keys[0].descending && keys[0].column == "Created At" && keys[1].column == "State");
        let to = |line| match parse(line) {
            Ok(Command::Open(address)) => address.place,
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(to("conversations"), Place::table(crate::catalog::Module::Conversations));
        assert_eq!(
            to("history run 7"),
            Place::History {
                day: None,
                run: Some(7)
            }
        );
        assert_eq!(
            to("audit a&b"),
            Place::Audit {
                search: Some("a&b".to_owned()),
                entry: None
            }
        );
        assert_eq!(to("dashboard"), Place::Dashboard { period: None });
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for line in ["row x", "row 0", "where", "where State", "nowhere", "rows many", "open"] {
            let answer = parse(line);
            assert!(line == "open" || answer.is_err(), "{line}: {answer:?}");
        }
    }

    #[test]
    fn every_word_of_the_help_is_one() {
        for (word, follows, _) in WORDS {
            let line = match *follows {
                "CONDITION" => format!("{word} State = open"),
                "NUMBER" => format!("{word} 3"),
                "ADDRESS" => format!("{word} teams"),
                _ => (*word).to_owned(),
            };
            assert!(parse(&line).is_ok(), "{line}: {:?}", parse(&line));
        }
    }
}
