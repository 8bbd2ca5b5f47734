//! Entries as text for other programs: one in words, many as CSV or as a Markdown table, and the command that writes them
//! to a file.

use super::columns::{change, who};
use crate::api::wire::{AuditEntry, AuditQuery, Role};
use crate::text::{foreign, format};

/// One entry, a line for each thing that is known of it.
pub(super) fn entry(entry: &AuditEntry) -> String {
    let facts = [
        ("Entry", Some(entry.id.to_string())),
        ("When", Some(format::rfc3339(entry.at))),
        ("Who", Some(who(entry).to_owned())),
        ("Role", entry.role.map(Role::label).map(str::to_owned)),
        ("Action", Some(entry.action.label().to_owned())),
        ("Data source", entry.source.as_ref().map(|(_, name)| name.clone())),
        ("What", Some(entry.what.clone())),
        ("Before", entry.before.clone()),
        ("After", entry.after.clone()),
    ];
    let lines = facts
        .into_iter()
        .filter_map(|(label, text)| Some(format!("{label}: {}", text?)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Entries as CSV after RFC 4180, with nothing in it that a spreadsheet would run, as on the command line.
pub(super) fn csv<'a>(entries: impl Iterator<Item = &'a AuditEntry>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut fine = writer
        .write_record([
            "Entry", "When", "Who", "Role", "Action", "Source", "What", "Before", "After",
        ])
        .is_ok();
    for entry in entries {
        let texts = [
            who(entry),
            entry.role.map(Role::label).unwrap_or_default(),
            entry.action.label(),
            entry.source.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default(),
            &entry.what,
            entry.before.as_deref().unwrap_or_default(),
            entry.after.as_deref().unwrap_or_default(),
        ];
        let mut fields = vec![entry.id.to_string(), format::rfc3339(entry.at)];
        fields.extend(texts.iter().map(|text| foreign::spreadsheet((*text).to_owned())));
        fine &= writer.write_record(&fields).is_ok();
    }
    // Writing into memory does not fail; were it otherwise, nothing is better than half of it.
    let bytes = writer.into_inner().ok().filter(|_| fine).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Entries as a Markdown table.
pub(super) fn markdown<'a>(entries: impl Iterator<Item = &'a AuditEntry>) -> String {
    let mut out =
        "| When | Who | Action | Data source | What | Before → after |\n|---|---|---|---|---|---|\n".to_owned();
    for entry in entries {
        let source = entry.source.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
        let cells = [
            format::rfc3339(entry.at),
            who(entry).to_owned(),
            entry.action.label().to_owned(),
            source.to_owned(),
            entry.what.clone(),
            change(entry),
        ];
        let cells = cells.map(|cell| foreign::markdown(&cell));
        out.push_str("| ");
        out.push_str(&cells.join(" | "));
        out.push_str(" |\n");
    }
    out
}

/// The command that writes the entries of a query to a file.
pub(super) fn command(query: &AuditQuery) -> String {
    let mut command = "interlens audit".to_owned();
    let options = [
        ("--days", query.days.map(|days| days.to_string())),
        ("--who", query.who.clone()),
        ("--action", query.action.map(|action| action.label().to_owned())),
        ("--source", query.source.map(|source| source.to_string())),
        ("--search", query.search.clone()),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            command.extend([" ", name, " ", &quoted(&value)]);
        }
    }
    command.push_str(" --format csv > audit.csv");
    command
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':');
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::api::wire::Action;

    fn sample() -> AuditEntry {
        AuditEntry {
            id: 7,
            at: DateTime::UNIX_EPOCH,
            who: None,
            role: Some(Role::OrgAdmin),
            action: Action::ScheduleChange,
            source: Some((1, "Acme, Inc.".to_owned())),
            what: "=1+1 | \"x\"".to_owned(),
            before: Some("daily".to_owned()),
            after: None,
        }
    }

    #[test]
    fn copies_hold_everything_and_start_no_formula() {
        let sample = sample();
        assert_eq!(
            csv([&sample].into_iter()).lines().nth(1),
            Some("7,1970-01-01T00:00:00Z,system,Org Admin,Schedule Change,\"Acme, Inc.\",\"'=1+1 | \"\"x\"\"\",daily,")
        );
        assert_eq!(
            markdown([&sample].into_iter()).lines().nth(2),
            Some("| 1970-01-01T00:00:00Z | system | Schedule Change | Acme, Inc. | =1+1 \\| \"x\" | daily → — |")
        );
        let words = entry(&sample);
        assert!(words.contains("Before: daily") && !words.contains("After"), "{words}");
    }

    #[test]
    fn the_command_says_what_the_screen_shows() {
        assert_eq!(
            command(&AuditQuery::default()),
            "interlens audit --format csv > audit.csv"
        );
        let query = AuditQuery {
            days: Some(180),
            who: Some("zoe".to_owned()),
            action: Some(Action::SyncNow),
            source: Some(2),
            search: Some("it's $HOME".to_owned()),
            limit: None,
        };
        assert_eq!(
            command(&query),
            "interlens audit --days 180 --who zoe --action 'Sync Now' --source 2 --search 'it'\\''s $HOME' --format csv > audit.csv"
        );
    }
}
