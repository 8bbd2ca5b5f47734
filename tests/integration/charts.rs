//! Charts from end to end: the gallery over a synced workspace, and the command line that draws.

use std::process::Stdio;
use std::time::{SystemTime, UNIX_EPOCH};

use interlens::api::ClientError;
use interlens::api::wire::{Asked, ChartRequest, Condition, Picture, Question, Subject, Test, gallery};
use interlens::catalog::Module;
use interlens::chart::{Chart, Kind, Look, Size, Spec, draw};
use interlens::sandbox::{ClockConfig, SandboxConfig};
use tokio::io::AsyncWriteExt;

use crate::harness::House;
use crate::program::{Answer, command};

/// A workspace that lives now, so that the last weeks have something in them.
async fn house(conversations: u32) -> House {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let house = House::build(SandboxConfig {
        conversations,
        clock: ClockConfig::Fixed {
            at: i64::try_from(now).unwrap() - 60,
        },
        ..SandboxConfig::default()
    })
    .await;
    house.connect(&[]).await.unwrap();
    house.sync().await;
    house
}

fn asked(picture: Picture) -> ChartRequest {
    ChartRequest { source: None, picture }
}

fn has_data(chart: &Chart) -> bool {
    chart.frame.rows() > 0 || !chart.parts.is_empty() && chart.parts.iter().all(has_data)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_of_the_gallery_has_something_to_show() {
    let house = house(1200).await;
    let client = &house.engine.client;
    for picture in gallery() {
        let kind = picture.kind();
        let pictured = client
            .chart(&asked(picture))
            .await
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert!(has_data(&pictured.chart), "{kind} has no data");
        let scene = draw(&pictured.chart, &Look::default(), Size::new(120, 36));
        assert!(
            !scene.spots.is_empty() || !scene.plot.is_empty(),
            "{kind} shows nothing"
        );
    }
    let map = gallery()
        .into_iter()
        .find(|picture| picture.kind() == Kind::GeoHeatMap)
        .unwrap();
    assert_eq!(map.spec.subtitle, "example data");
    house.engine.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_has_the_same_answer_until_records_change() {
    let house = house(300).await;
    let client = &house.engine.client;
    let open = Question::of(Module::Conversations, [Asked::column("State"), Asked::rows()]).only(Condition::new(
        "State",
        Test::Is,
        "open",
    ));
    let picture = Picture::new(Spec::new(Kind::Bar, "open"), open);
    let first = client.chart(&asked(picture.clone())).await.unwrap();
    let again = client.chart(&asked(picture.clone())).await.unwrap();
    assert_eq!(first, again);
    let wrong = Question::of(Module::Conversations, [Asked::column("Sate"), Asked::rows()]);
    let refused = client
        .chart(&asked(Picture::new(Spec::new(Kind::Bar, ""), wrong)))
        .await;
    let Err(ClientError::Refused(refusal)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(refusal.code, "invalid");
    assert!(refusal.error.next.contains("State"), "{:?}", refusal.error);
    let writing = Question::from(Subject::Sql("DROP TABLE \"Conversations\"".to_owned()));
    assert!(
        client
            .chart(&asked(Picture::new(Spec::new(Kind::Tabular, ""), writing)))
            .await
            .is_err()
    );
    house.engine.close().await;
}

/// What `interlens chart` makes of standard input.
async fn piped(arguments: &[&str], input: &str) -> Answer {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(home.path(), arguments);
    command.stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // Nobody may be reading: a wrong command line ends before.
    let _ = pipe.write_all(input.as_bytes()).await;
    drop(pipe);
    Answer::of(child.wait_with_output().await.unwrap())
}

const SALES: &str = "team,new\nBilling,412\nSales,86\n";

#[tokio::test]
async fn a_pipe_becomes_a_chart_of_text() {
    let text = piped(&["chart", "bar"], SALES).await.fine();
    assert!(
        text.contains("Billing") && text.contains("412") && !text.contains('\x1b'),
        "{text}"
    );
    assert!(text.lines().count() <= 24);
    let counted = piped(
        &["chart", "bar-horizontal", "--width", "60"],
        "   7 open\n   3 closed\n",
    )
    .await
    .fine();
    assert!(counted.contains("open") && counted.contains('7'), "{counted}");
    let svg = piped(&["chart", "pie", "--format", "svg"], SALES).await.fine();
    assert!(svg.contains("<svg") && svg.trim_end().ends_with("</svg>"));
    let colour = piped(&["chart", "bar", "--format", "ansi"], SALES).await.fine();
    assert!(colour.contains("\x1b["));
}

#[tokio::test]
async fn a_chart_that_was_written_is_drawn_again() {
    let sized = |words: &[&'static str]| [&["chart"], words, &["--width", "60", "--height", "12"]].concat();
    let drawn = piped(&sized(&["pie"]), SALES).await.fine();
    let written = piped(&sized(&["pie", "--format", "json"]), SALES).await.fine();
    assert_eq!(piped(&sized(&["pie"]), &written).await.fine(), drawn);
    let other = piped(&sized(&["ring"]), &written).await.fine();
    assert!(other.contains("Billing") && other != drawn, "{other}");
}

#[tokio::test]
async fn what_cannot_be_drawn_is_told() {
    let advice = piped(&["chart", "bar", "--y", "nwe"], SALES).await.refused(3);
    assert!(advice.next.contains("new"), "{advice:?}");
    let wrong = piped(&["chart", "sanky"], SALES).await;
    assert_eq!(wrong.code, 3);
    assert!(wrong.err.contains("sankey"), "{}", wrong.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gallery_is_written_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("charts");
    let words = [
        "gallery",
        "--export",
        to.to_str().unwrap(),
        "--size",
        "60x18",
        "--conversations",
        "300",
    ];
    piped(&words, "").await.fine();
    let mut names: Vec<String> = std::fs::read_dir(&to)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 52 * 4 + 1);
    for name in &names {
        let bytes = std::fs::read(to.join(name)).unwrap();
        assert!(!bytes.is_empty(), "{name} is empty");
        if name.split('.').next_back() == Some("png") {
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "{name}");
        }
    }
    let again = piped(&words, "").await.refused(3);
    assert!(again.next.contains("--force"), "{again:?}");
    let listed = piped(&["gallery"], "").await.fine();
    assert_eq!(listed.lines().count(), 52);
}
