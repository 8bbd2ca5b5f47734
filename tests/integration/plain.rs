//! The session in lines, as people and scripts run it: through pipes, and in a terminal.

use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use crate::program::{Answer, Background, HANGS, command};
use crate::pty::Terminal;
use crate::terminal::still;

/// What a session says to these lines.
async fn session(home: &std::path::Path, lines: &str) -> String {
    let mut command = command(home, ["--plain"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines.as_bytes()).await.unwrap();
    drop(input);
    let output = timeout(HANGS, child.wait_with_output())
        .await
        .expect("it ends")
        .unwrap();
    Answer::of(output).fine()
}

fn has(said: &str, beginning: &str) -> bool {
    said.lines().any(|line| line.starts_with(beginning))
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_said_in_lines() {
    let (_sandbox, folder, _engine) = still().await;
    let home = folder.path();
    let said = session(
        home,
        "modules\nconversations\nrows 2\nnext\nrecord 1\nsort -Created At\nwhere State = open\nhere\nsources\nhistory\n\
         history run 1\naudit\nnonsense\nhelp\n",
    )
    .await;
    for beginning in [
        "Figures",
        "Waiting longest",
        "Conversations: 200 rows, success",
        "Conversations: rows 1 to 5 of 200.",
        "Conversations: rows 3 to 4 of 200.",
        "Conversations: row 1 of 200.",
        "Data source: ",
        "State: synced",
        "Syncs of the last 45 days",
        "Sync: 1",
        "Entry ",
        "\"nonsense\" is neither a command nor an address",
        "next: ",
    ] {
        assert!(has(&said, beginning), "nothing begins with {beginning:?}:\n{said}");
    }
    assert!(
        said.contains(", where State = open, sorted by Created At, greatest first."),
        "{said}"
    );
    assert!(
        said.contains("modules/conversations?sort=-Created+At&where=State+%3D+open, at row 1"),
        "{said}"
    );
    let key = interlens::catalog::Module::Conversations.key()[0];
    assert!(has(&said, &format!("{key}: ")), "{said}");
    assert!(!said.contains("Problem:"), "{said}");
    // Nothing is drawn: letters, marks of languages, and ends of lines.
    let drawn =
        |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}') || (c.is_control() && c != '\n');
    let odd: Vec<char> = said.chars().filter(|c| drawn(*c)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_is_asked_for_and_its_end_is_announced() {
    let (_sandbox, folder, _engine) = still().await;
    let _cleared = Background(folder.path());
    tokio::task::block_in_place(|| {
        let mut terminal = Terminal::start(folder.path(), &["--plain"], (100, 200), None);
        terminal.words("interlens> ");
        terminal.keys("sync\r");
        terminal.words("ANN: The sync has started.");
        terminal.words("ANN: Synced in ");
        terminal.keys("quit\r");
        assert_eq!(terminal.ended(), 0);
        let bytes = terminal.bytes();
        assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
    });
}
