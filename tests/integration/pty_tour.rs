//! The whole program by keys alone and by the mouse alone, and what is copied on the way.

use crate::pty::Terminal;
use crate::terminal::has_figures;

const SIZE: (u16, u16) = (120, 40);

/// The tabs: the key, the name, and how their addresses begin.
const TABS: [(&str, &str, &str); 6] = [
    ("2", "Modules", "modules"),
    ("3", "Data Sources", "sources"),
    ("4", "Sync History", "history"),
    ("5", "Audit History", "audit"),
    ("6", "Charts", "charts"),
    ("1", "Dashboard", "dashboard"),
];

/// A demo whose first figures are there.
fn demo(home: &std::path::Path) -> Terminal {
    let terminal = Terminal::start(home, &["demo", "--conversations", "200"], SIZE, Some("dark"));
    terminal.until("the figures", has_figures);
    terminal
}

/// The address of the place that is shown, as the program copies it.
fn address(terminal: &mut Terminal) -> String {
    let since = terminal.bytes().len();
    terminal.keys("ya");
    terminal.copied(since)
}

fn leaves(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn every_tab_is_reached_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = demo(home.path());
    for (key, _, slug) in TABS {
        terminal.keys(key);
        let address = address(&mut terminal);
        assert!(address.starts_with(slug), "{key} leads to {address}");
    }
    for (_, _, slug) in TABS {
        terminal.keys("}");
        let address = address(&mut terminal);
        assert!(address.starts_with(slug), "the next tab is {address}");
    }
    terminal.keys("[");
    let before = address(&mut terminal);
    assert!(before.starts_with("charts"), "back leads to {before}");
    terminal.keys("]");
    let after = address(&mut terminal);
    assert!(after.starts_with("dashboard"), "forward leads to {after}");
    leaves(terminal);
}

#[test]
fn a_chart_is_read_written_and_followed_to_its_rows() {
    let home = tempfile::tempdir().unwrap();
    let pictures = home.path().join("pictures");
    std::fs::write(
        home.path().join("config.toml"),
        format!("exports = {:?}\n", pictures.display()),
    )
    .unwrap();
    let mut terminal = demo(home.path());
    terminal.keys("6");
    terminal.words("1/52");
    terminal.keys("\r");
    terminal.words("1 of 52");
    terminal.words("■ Resolved");
    terminal.keys("l");
    terminal.words("· Resolved");
    terminal.keys("es");
    terminal.words("Written: ");
    let written: Vec<_> = std::fs::read_dir(&pictures)
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    let name = written[0].file_name().into_string().unwrap();
    assert!(written.len() == 1 && name.starts_with("interlens-bar-"), "{written:?}");
    let svg = std::fs::read_to_string(written[0].path()).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("Resolved"));
    terminal.keys("o");
    terminal.words("filtered");
    let rows = address(&mut terminal);
    assert!(
        rows.starts_with("modules/conversations?") && rows.contains("where=Team"),
        "{rows}"
    );
    terminal.keys("[");
    assert_eq!(address(&mut terminal), "charts/bar");
    leaves(terminal);
}

#[test]
fn every_tab_is_reached_by_the_mouse_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = demo(home.path());
    for (_, name, slug) in TABS {
        terminal.click(name);
        let address = address(&mut terminal);
        assert!(address.starts_with(slug), "a click on {name} leads to {address}");
    }
    terminal.wheel((10, 10));
    terminal.click("Waiting longest");
    terminal.click("Waiting longest");
    terminal.words("Esc back");
    terminal.click("Esc back");
    terminal.until("all panels", has_figures);
    leaves(terminal);
}

/// Through a table and back by keys: sorted, filtered, found, opened, followed, marked and copied.
#[test]
fn a_table_is_worked_with_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = demo(home.path());
    terminal.keys("2");
    terminal.words("row 1 of 20");
    terminal.keys("llo");
    terminal.words("State ▲");
    terminal.keys("f= closed\r");
    terminal.words("State = closed ×");
    terminal.words("filtered from 20");
    terminal.keys("G");
    terminal.until("the last row", |screen| {
        let words = screen.split("row ").nth(1).unwrap_or_default();
        let numbers: Vec<&str> = words.split_whitespace().take(3).collect();
        numbers.first() == numbers.get(2) && !numbers.is_empty()
    });
    terminal.keys("/e\r");
    terminal.words("/e ");
    terminal.keys(" ");
    terminal.words("1 marked");
    let since = terminal.bytes().len();
    terminal.keys("ym");
    let copied = terminal.copied(since);
    assert!(copied.starts_with("ID\tTitle\tState"), "{copied}");
    assert_eq!(copied.lines().count(), 2);
    terminal.keys("\r");
    // A link can be followed once it is known how many it leads to.
    terminal.until("a link with its count", |screen| {
        let behind = screen.split("→ contacts").nth(1).unwrap_or_default();
        behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    terminal.keys("\r");
    terminal.words("contacts of conversation");
    terminal.keys("[");
    terminal.words("State = closed ×");
    leaves(terminal);
}

/// The same by the mouse: a heading sorts, a row opens, a chip goes, a day and a sync are looked at.
#[test]
fn a_table_and_a_day_are_worked_with_by_the_mouse_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = demo(home.path());
    terminal.click("Modules");
    terminal.words("row 1 of 20");
    terminal.click("Title");
    terminal.words("Title ▲");
    terminal.click("Teams");
    terminal.words("Team ID");
    terminal.click("Conversations");
    terminal.words("Title ▲");
    terminal.click("Sync History");
    terminal.words("first sync");
    terminal.click("first sync");
    terminal.click("first sync");
    terminal.words("Sync 1 of");
    leaves(terminal);
}

#[test]
fn text_that_is_marked_goes_to_the_clipboard_and_nothing_is_claimed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = demo(home.path());
    let since = terminal.bytes().len();
    terminal.drag_over("Waiting longest");
    assert_eq!(terminal.copied(since), "Waiting longest");
    terminal.words("Sent to the terminal's clipboard");
    leaves(terminal);
}
