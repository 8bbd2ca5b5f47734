//! Charts of files and tables, as a command line asks for them.

use clap::Parser;

use super::*;
use crate::api::wire::{Asked, Pictured};
use crate::chart::{Fold, Grain, ThresholdAt};
use crate::cli::args::{Cli, Command};
use crate::cli::fake::{Engine, command_line};
use crate::cli::fixture;
use crate::cli::look::Look;

const SALES: &str = "team,day,new,closed\nBilling,2026-11-02,412,398\nSales,2026-11-03,86,62\nSales,2026-11-04,14,8\n";

fn args(words: &[&str]) -> Args {
    let line = ["interlens", "chart"].iter().chain(words);
    match Cli::try_parse_from(line).unwrap().command {
        Some(Command::Chart(args)) => *args,
        other => panic!("{other:?}"),
    }
}

/// What a command line makes of a file.
async fn of_file(text: &str, words: &[&str]) -> Result<(String, Vec<u8>), Failure> {
    let (mut context, out, folder) = command_line();
    let (data, to) = (folder.path().join("data.txt"), folder.path().join("out.bin"));
    std::fs::write(&data, text).unwrap();
    let data = data.to_str().unwrap().to_owned();
    let mut line = words.to_vec();
    line.extend(["--from", &data]);
    let path = to.to_str().unwrap().to_owned();
    if !words.contains(&"--format") {
        line.extend(["--format", "json", "--output", &path]);
    }
    run(args(&line), &mut context).await?;
    Ok((out.text(), std::fs::read(&to).unwrap_or_default()))
}

async fn chart_of(text: &str, words: &[&str]) -> Chart {
    let (_, json) = of_file(text, words).await.unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn refused(result: Result<(String, Vec<u8>), Failure>) -> String {
    let failure = result.unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    failure.lines(false).join(" ")
}

#[tokio::test]
async fn without_words_the_first_columns_that_fit_are_taken() {
    let bar = chart_of(SALES, &["bar"]).await;
    assert_eq!(bar.spec.x.unwrap().column, "team");
    assert_eq!(bar.spec.y[0].channel.column, "new");
    let line = chart_of(SALES, &["line"]).await;
    assert_eq!(line.spec.x.unwrap().column, "day");
    let counted = chart_of("state\nopen\nclosed\nopen\n", &["pie"]).await;
    assert_eq!(counted.spec.y[0].channel.column, "Count");
    assert_eq!(counted.spec.title, "Count by state");
}

#[tokio::test]
async fn what_is_said_is_what_is_drawn() {
    let chart = chart_of(
        SALES,
        &[
            "stacked-bar",
            "--x",
            "day:week",
            "--y",
            "mean:new",
            "--colour",
            "TEAM",
            "--threshold",
            "goal=75",
            "--threshold",
            "mean",
            "--top",
            "3",
            "--log",
            "--title",
            "Mine",
            "--filter",
            "new > 50",
            "--sort",
            "largest",
        ],
    )
    .await;
    let spec = chart.spec;
    assert_eq!((spec.title.as_str(), spec.y[0].fold), ("Mine", Fold::Mean));
    assert_eq!(spec.thresholds[0].at, ThresholdAt::Constant(75.0));
    assert_eq!(spec.thresholds[1].at, ThresholdAt::Aggregate(Fold::Mean));
    assert_eq!((spec.options.top, spec.options.log), (Some(3), true));
    assert_eq!(chart.frame.rows(), 2);
    let day = chart.frame.column("day").unwrap();
    assert_eq!(day.grain, Grain::Week);
    assert_eq!(day.time(0), day.time(1));
}

#[tokio::test]
async fn every_kind_is_drawn_of_one_line_or_says_what_it_needs() {
    let data = "country,team,state,day,new,closed,reply\n\
        Germany,Billing,open,2026-11-02,412,398,20\nFrance,Sales,closed,2026-11-03,86,62,30\n\
        Japan,Sales,open,2026-11-04,14,8,40\n";
    for kind in Kind::all() {
        let drawn = of_file(
            data,
            &[kind.slug(), "--format", "text", "--width", "80", "--height", "24"],
        )
        .await;
        if kind == Kind::Dashboard {
            assert!(refused(drawn).contains("several charts"));
            continue;
        }
        let (text, _) = drawn.unwrap_or_else(|failure| panic!("{kind}: {failure}"));
        assert!(text.lines().count() <= 24 && !text.trim().is_empty(), "{kind}");
        assert!(
            text.lines().all(|line| crate::text::display_width(line) <= 80),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn pictures_are_what_they_are_called() {
    let (svg, _) = of_file(SALES, &["bar", "--format", "svg"]).await.unwrap();
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{svg:.60}");
    let (mut context, _, folder) = command_line();
    let (data, png) = (folder.path().join("a.csv"), folder.path().join("a.png"));
    std::fs::write(&data, SALES).unwrap();
    let line = ["bar", "--from", data.to_str().unwrap(), "-o", png.to_str().unwrap()];
    run(args(&line), &mut context).await.unwrap();
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    context.console.look = Look {
        terminal: true,
        ..Look::default()
    };
    let to_terminal = ["bar", "--from", data.to_str().unwrap(), "--format", "png"];
    let failure = run(args(&to_terminal), &mut context).await.unwrap_err();
    assert!(failure.to_string().contains("terminal"), "{failure}");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_what_was_probably_meant() {
    assert!(refused(of_file(SALES, &["bar", "--y", "nwe"]).await).contains("Did you mean new?"));
    assert!(refused(of_file(SALES, &["bar", "--filter", "tem = x"]).await).contains("team"));
    assert!(refused(of_file(SALES, &["bar", "--x", "\u{1b}[31m"]).await).contains("There are team, day"));
    assert!(refused(of_file("a\0", &["bar"]).await).contains("zero"));
    assert!(refused(of_file("a,b\n1,2\n", &["sankey"]).await).contains("--level"));
    let wrong = Cli::try_parse_from(["interlens", "chart", "sanky"])
        .unwrap_err()
        .to_string();
    assert!(wrong.contains("'sankey'"), "{wrong}");
    let (mut context, _, _folder) = command_line();
    let failure = run(args(&["bar", "--from", "conversatons"]), &mut context)
        .await
        .unwrap_err();
    assert!(failure.lines(false).join(" ").contains("conversations"));
}

#[tokio::test]
async fn a_table_becomes_a_question() {
    let mut engine = Engine::start(fixture::status());
    let chart = crate::chart::example(Kind::StackedBar);
    engine.pictured(Pictured {
        chart,
        notes: vec!["only some".to_owned()],
        names: Vec::new(),
        version: 7,
    });
    let words = [
        "stacked-bar",
        "--from",
        "conversations",
        "--x",
        "created_at:week",
        "--y",
        "Time To Admin Reply",
        "--y",
        "satisfaction_rate",
        "--y",
        "count",
        "--colour",
        "team assignee id",
        "--filter",
        "state = open",
    ];
    run(args(&words), &mut engine.context).await.unwrap();
    let asked: Vec<ChartRequest> = engine.posted("/v1/chart");
    let question = &asked[0].picture.question;
    assert_eq!(
        question.columns,
        [
            Asked::start("Created At", Grain::Week),
            Asked::named("Team Assignee ID"),
            Asked::measure(Fold::Median, "Time To Admin Reply"),
            Asked::formula("Satisfaction Rate"),
            Asked::rows().called("Conversations"),
        ]
    );
    assert_eq!(question.conditions[0].column, "State");
    let folds: Vec<Fold> = asked[0].picture.spec.y.iter().map(|layer| layer.fold).collect();
    assert_eq!(folds, [Fold::Mean, Fold::Mean, Fold::Sum]);
    assert!(engine.err.text().contains("only some."));
    assert!(engine.out.text().contains("Conversations"));
    assert!(matches!(asked[0].picture.kind(), Kind::StackedBar));
}

#[test]
fn all_kinds_are_listed() {
    let (mut context, out, _folder) = command_line();
    list(&mut context).unwrap();
    assert_eq!(out.text().lines().count(), 52);
    assert!(out.text().contains("sankey"));
}
