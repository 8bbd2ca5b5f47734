//! The gallery over a workspace in memory.

use chrono_tz::Tz;

use super::*;
use crate::catalog::Module;
use crate::query::testing::{Workspace, conversations, wait};
use crate::report::question::{Asked, answer};

#[test]
fn there_is_a_picture_of_each_kind_and_it_says_what_it_shows() {
    let all = gallery();
    assert!(all.iter().map(Picture::kind).eq(Kind::all()));
    for picture in &all {
        let kind = picture.kind();
        assert!(
            !picture.spec.title.is_empty() && !picture.spec.subtitle.is_empty(),
            "{kind}"
        );
        let text = serde_json::to_string(picture).unwrap();
        assert_eq!(serde_json::from_str::<Picture>(&text).unwrap(), *picture, "{kind}");
    }
}

#[test]
fn every_question_has_an_answer_also_where_there_is_nothing() {
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let empty = Workspace::default().session(Tz::Europe__Berlin, now);
    let some = Workspace::default()
        .with(Module::Conversations, &conversations(3, 400, now, 200), &[], 100)
        .session(Tz::Europe__Berlin, now);
    for picture in gallery() {
        for question in picture.questions().unwrap() {
            for session in [&empty, &some] {
                let answered = wait(answer(session, question));
                let answer = answered.unwrap_or_else(|error| panic!("{}: {error}", picture.kind()));
                let titles: Vec<String> = question.columns.iter().map(Asked::title).collect();
                for title in titles {
                    assert!(answer.frame.column(&title).is_some(), "{}: {title}", picture.kind());
                }
            }
        }
    }
}
