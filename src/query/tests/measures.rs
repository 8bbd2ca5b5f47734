//! Measures by step and by value.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{ZONE, now, tickets};
use crate::catalog::Module;
use crate::query::testing::{Workspace, conversations, text, wait};
use crate::query::{Group, Scope};

#[test]
fn measures_by_step_and_by_value_add_up() {
    let records = conversations(9, 500, now(), 40);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 100)
        .with(Module::Tickets, &tickets(20), &[], 5)
        .session(ZONE, now());
    let calendar = session.calendar().clone();
    let day = |day: u32| calendar.start(NaiveDate::from_ymd_opt(2026, 3, day).unwrap());
    let edges: Vec<DateTime<Utc>> = (25..=31).map(day).collect();
    let formulas = ["count(\"ID\")", "Satisfaction Rate", "count(\"Tickets\".\"ID\")"];
    wait(async {
        let scope = Scope::default().by(Group::Steps(edges.clone()));
        let steps = session.measure(Module::Conversations, &formulas, &scope).await.unwrap();
        assert_eq!(steps.len(), 6);
        for (at, pair) in edges.windows(2).enumerate() {
            let scope = Scope::between(pair[0], pair[1]);
            let alone = session.measure(Module::Conversations, &formulas, &scope).await.unwrap();
            for formula in 0..formulas.len() {
                assert_eq!(steps.numbers(formula).unwrap()[at], alone.numbers(formula).unwrap()[0]);
            }
        }
        let scope = Scope::default().by(Group::Column("team_assignee_id".to_owned()));
        let teams = session
            .measure(Module::Conversations, &["count(*)"], &scope)
            .await
            .unwrap();
        let mut expected: BTreeMap<Option<String>, f64> = BTreeMap::new();
        for record in &records {
            *expected
                .entry(text(record, "Team Assignee ID").map(str::to_owned))
                .or_default() += 1.0;
        }
        let names = teams.groups().unwrap();
        assert_eq!(names.last(), Some(&None));
        assert!(names[..names.len() - 1].is_sorted());
        let found: BTreeMap<_, _> = names
            .into_iter()
            .zip(teams.numbers(0).unwrap().into_iter().flatten())
            .collect();
        assert_eq!(found, expected);
        let error = session
            .measure(
                Module::Teams,
                &["count(\"Teams\".\"Name\")"],
                &Scope::between(edges[0], edges[1]),
            )
            .await
            .unwrap_err();
        assert!(error.to_string().contains("no \"Created At\""));
    });
}
