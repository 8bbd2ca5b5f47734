//! The Overview against plain Rust over the same records.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::backlog::backlog;
use super::timeline::Timeline;
use super::{Overview, Period, overview};
use crate::catalog::Module;
use crate::query::testing::{Record, Value, Workspace, cases, conversations, median, number, text, wait};
use crate::query::{Scope, Session};

fn workspace(records: &[Record], tickets: &[Record]) -> Workspace {
    let named = |key: &'static str, id: &str, name: &str| {
        Record::from([
            (key, Value::Text(id.to_owned())),
            ("Name", Value::Text(name.to_owned())),
        ])
    };
    // Team 4 is not known; team 1 and 2 have one name, so that ties are met.
    let teams = [
        named("Team ID", "1", "Sales"),
        named("Team ID", "2", "Sales"),
        named("Team ID", "3", "Support"),
    ];
    let admins = [named("Admin ID", "1", "Ada"), named("Admin ID", "2", "Grace")];
    let half = records.len() / 2;
    Workspace::default()
        .with(Module::Conversations, &records[..half], &[], 300)
        .with(Module::Conversations, &records[half..], &[], 500)
        .with(Module::Tickets, tickets, &[], 100)
        .with(Module::Teams, &teams, &[], 10)
        .with(Module::Admins, &admins, &[], 10)
}

fn tickets(seed: u64, count: usize, now: DateTime<Utc>, days: i64) -> Vec<Record> {
    let like = conversations(seed, count, now, days);
    like.iter()
        .map(|record| {
            let mut ticket = Record::from([("ID", record["ID"].clone())]);
            ticket.extend(record.get("Created At").cloned().map(|created| ("Created At", created)));
            ticket
        })
        .collect()
}

/// What plain Rust makes of the same records. Slow and obvious: a pass over everything for every number.
struct Plain<'a> {
    records: &'a [Record],
    tickets: &'a [Record],
    zone: Tz,
    now: DateTime<Utc>,
}

impl Plain<'_> {
    fn local(&self, millis: i64) -> DateTime<Tz> {
        DateTime::from_timestamp_millis(millis)
            .unwrap()
            .with_timezone(&self.zone)
    }

    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// Records created on one of these days, and before now.
    fn created<'r>(&self, records: &'r [Record], days: std::ops::Range<i64>) -> Vec<&'r Record> {
        let from = self.today() + chrono::TimeDelta::days(days.start);
        let upto = self.today() + chrono::TimeDelta::days(days.end);
        records
            .iter()
            .filter(|record| {
                number(record, "Created At").is_some_and(|created| {
                    let day = self.local(created).date_naive();
                    created < self.now.timestamp_millis() && from <= day && day < upto
                })
            })
            .collect()
    }

    fn rates(&self, days: std::ops::Range<i64>) -> BTreeMap<&'static str, Option<f64>> {
        let created = self.created(self.records, days.clone());
        let ratings: Vec<i64> = created
            .iter()
            .filter_map(|record| number(record, "Conversation Rating"))
            .collect();
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 * 100.0 / whole as f64);
        let good = ratings.iter().filter(|rating| **rating >= 4).count();
        let bad = ratings.iter().filter(|rating| **rating <= 2).count();
        let tickets = self.created(self.tickets, days).len();
        BTreeMap::from([
            ("Satisfaction Rate", share(good, ratings.len())),
            ("Dissatisfaction Rate", share(bad, ratings.len())),
            ("Response Rate", share(ratings.len(), created.len())),
            ("Conversations to Ticket creation", share(tickets, created.len())),
            (
                "First reply",
                median(
                    created
                        .iter()
                        .filter_map(|record| number(record, "Time To Admin Reply")),
                ),
            ),
        ])
    }

    fn compare(&self, found: &Overview) {
        let days = i64::from(found.period.days());
        let points = found.first_reply.spark.len() as i64;
        let step = |point: i64| 1 - days + point * days / points;
        let value = self.rates(1 - days..1);
        let before = self.rates(1 - 2 * days..1 - days);
        let over_time: Vec<_> = (0..points)
            .map(|point| self.rates(step(point)..step(point + 1)))
            .collect();
        for tile in found
            .tiles
            .iter()
            .filter(|tile| !tile.level)
            .chain([&found.first_reply])
        {
            let name = tile.name.as_str();
            assert_eq!((tile.value, tile.before), (value[name], before[name]), "{name}");
            let curve: Vec<_> = over_time.iter().map(|rates| rates[name]).collect();
            assert_eq!(tile.spark, curve, "{name}");
        }
        let created = self.created(self.records, 1 - days..1);
        let mut hours = vec![[0; 24]; 7];
        for record in &created {
            let local = self.local(number(record, "Created At").unwrap());
            hours[local.weekday().num_days_from_monday() as usize][local.hour() as usize] += 1;
        }
        assert_eq!(found.hours, hours);
        let category = |wanted: Option<i64>| {
            created
                .iter()
                .filter(|record| number(record, "Conversation Rating") == wanted)
                .count() as u64
        };
        let categories: Vec<u64> = found.categories.iter().map(|category| category.count).collect();
        assert_eq!(
            categories,
            [Some(5), Some(4), Some(3), Some(2), Some(1), None].map(category)
        );
        self.compare_flow(found);
        Self::compare_teams(found, &created);
        self.compare_open(found);
    }

    fn compare_flow(&self, found: &Overview) {
        let days = found.flow.days.len() as u64;
        let first = self.today() - Days::new(days - 1);
        assert_eq!(
            found.flow.days,
            first.iter_days().take(days as usize).collect::<Vec<_>>()
        );
        for (at, day) in found.flow.days.iter().enumerate() {
            let on = |record: &&Record, field: &str| {
                number(record, field).is_some_and(|millis| {
                    millis < self.now.timestamp_millis() && self.local(millis).date_naive() == *day
                })
            };
            let new = self.records.iter().filter(|record| on(record, "Created At")).count() as u64;
            let closed = self
                .records
                .iter()
                .filter(|record| text(record, "State") == Some("closed"));
            assert_eq!(found.flow.new[at], new, "{day}");
            assert_eq!(
                found.flow.closed[at],
                closed.filter(|record| on(record, "Last Close At")).count() as u64,
                "{day}"
            );
        }
    }

    fn compare_teams(found: &Overview, created: &[&Record]) {
        let mut sizes = Vec::new();
        for team in &found.teams {
            let id = team.id.as_deref();
            let own: Vec<&&Record> = created
                .iter()
                .filter(|record| text(record, "Team Assignee ID") == id)
                .collect();
            let ratings: Vec<i64> = own
                .iter()
                .filter_map(|record| number(record, "Conversation Rating"))
                .collect();
            let good = ratings.iter().filter(|rating| **rating >= 4).count();
            let open = own
                .iter()
                .filter(|record| text(record, "State") != Some("closed"))
                .count();
            assert_eq!((team.conversations, team.unresolved), (own.len() as u64, open as u64));
            assert_eq!(
                team.satisfaction,
                (!ratings.is_empty()).then(|| good as f64 * 100.0 / ratings.len() as f64)
            );
            assert_eq!(
                team.first_reply,
                median(own.iter().filter_map(|record| number(record, "Time To Admin Reply")))
            );
            let name = id.map(|id| match id {
                "1" | "2" => "Sales",
                "3" => "Support",
                other => other,
            });
            assert_eq!(team.name.as_deref(), name);
            sizes.push(own.len());
        }
        assert_eq!(sizes.iter().sum::<usize>(), created.len());
        assert!(sizes.is_sorted_by(|left, right| left >= right));
    }

    fn compare_open(&self, found: &Overview) {
        let count = |state: &str| {
            self.records
                .iter()
                .filter(|record| text(record, "State") == Some(state))
                .count() as u64
        };
        let states: Vec<(&str, u64)> = found
            .states
            .iter()
            .map(|state| (state.label.as_str(), state.count))
            .collect();
        assert_eq!(states, ["open", "snoozed", "closed"].map(|state| (state, count(state))));
        let open: Vec<&Record> = self
            .records
            .iter()
            .filter(|record| text(record, "State") != Some("closed"))
            .collect();
        let age = |record: &&Record| {
            let created = number(record, "Created At")?;
            Some((self.today() - self.local(created).date_naive()).num_days())
        };
        assert_eq!(found.open_age_days, median(open.iter().filter_map(age)));
        let mut waiting: Vec<(i64, &str)> = open
            .iter()
            .filter_map(|record| Some((number(record, "Waiting Since")?, text(record, "ID")?)))
            .collect();
        waiting.sort_unstable();
        assert_eq!(found.waiting_count, waiting.len() as u64);
        let listed: Vec<(i64, &str)> = found
            .waiting
            .iter()
            .map(|waiting| (waiting.since.timestamp_millis(), waiting.id.as_str()))
            .collect();
        waiting.truncate(12);
        assert_eq!(listed, waiting);
        let newest = self
            .records
            .iter()
            .filter_map(|record| number(record, "Updated At"))
            .max();
        assert_eq!(found.newest_change.map(|newest| newest.timestamp_millis()), newest);
        assert_eq!(found.conversations, self.records.len() as u64);
    }
}

#[test]
fn the_overview_is_what_plain_rust_makes_of_it() {
    let around = [
        // Days after clocks went forward, on the day they went back, and in a zone of half hours.
        (Tz::Europe__Berlin, Utc.with_ymd_and_hms(2026, 4, 1, 9, 17, 3).unwrap()),
        (
            Tz::America__New_York,
            Utc.with_ymd_and_hms(2026, 11, 1, 6, 30, 0).unwrap(),
        ),
        (
            Tz::Australia__Lord_Howe,
            Utc.with_ymd_and_hms(2026, 10, 4, 20, 0, 0).unwrap(),
        ),
        (Tz::UTC, Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap()),
    ];
    for (at, (zone, now)) in around.into_iter().enumerate() {
        for period in Period::ALL {
            let days = i64::from(period.days()) * 2 + 10;
            let records = conversations(at as u64, 3000, now, days);
            let tickets = tickets(at as u64 + 99, 300, now, days);
            let session = workspace(&records, &tickets).session(zone, now);
            let found = wait(overview(&session, period)).unwrap();
            assert_eq!((found.period, found.as_of, found.data_version), (period, now, 7));
            assert_eq!(found.time_zone, zone.name());
            Plain {
                records: &records,
                tickets: &tickets,
                zone,
                now,
            }
            .compare(&found);
        }
    }
}

#[test]
fn an_empty_workspace_has_an_overview() {
    let now = Utc.with_ymd_and_hms(2026, 4, 1, 9, 0, 0).unwrap();
    let session = Workspace::default().session(Tz::Europe__Berlin, now);
    for period in Period::ALL {
        let found = wait(overview(&session, period)).unwrap();
        assert_eq!(found.tiles.len(), 6);
        assert!(found.tiles.iter().all(|tile| tile.value == tile.level.then_some(0.0)));
        assert_eq!(found.flow.new, vec![0; period.days() as usize]);
        assert_eq!(
            (found.teams.len(), found.waiting.len(), found.open_age_days),
            (0, 0, None)
        );
        assert_eq!(found.newest_change, None);
        Plain {
            records: &[],
            tickets: &[],
            zone: Tz::Europe__Berlin,
            now,
        }
        .compare(&found);
    }
}

/// The table as it was: without what had not been created, and with what is closed now open up to its last closing.
fn as_of(records: &[Record], moment: DateTime<Utc>) -> Vec<Record> {
    let moment = moment.timestamp_millis();
    records
        .iter()
        .filter(|record| number(record, "Created At").is_some_and(|created| created < moment))
        .map(|record| {
            let closed = number(record, "Last Close At").or_else(|| number(record, "Created At"));
            let mut then = record.clone();
            if text(record, "State") == Some("closed") && closed.is_some_and(|closed| closed > moment) {
                then.insert("State", Value::Text("open".to_owned()));
            }
            then
        })
        .collect()
}

async fn formula(session: &Session, name: &str) -> u64 {
    let measured = session
        .measure(Module::Conversations, &[name], &Scope::default())
        .await
        .unwrap();
    measured.numbers(0).unwrap()[0].unwrap() as u64
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn levels_are_the_formulas_over_the_table_as_it_was(seed: u64, count in 0..400_usize) {
        let (zone, now) = (Tz::Europe__Berlin, Utc.with_ymd_and_hms(2026, 4, 1, 9, 17, 3).unwrap());
        let records = conversations(seed, count, now, 12);
        let session = workspace(&records, &[]).session(zone, now);
        let timeline = Timeline::new(Period::Week, session.calendar(), now);
        wait(async {
            let found = backlog(&session, &timeline).await.unwrap();
            for (edge, moment) in timeline.edges.iter().enumerate() {
                let then = workspace(&as_of(&records, *moment), &[]).session(zone, now);
                prop_assert_eq!(found.unresolved[edge], formula(&then, "Unresolved Conversations").await);
                prop_assert_eq!(found.resolved[edge], formula(&then, "Resolved Conversation").await);
            }
            let whole = overview(&session, Period::Week).await.unwrap();
            for (tile, levels, name) in [
                (&whole.tiles[3], &found.unresolved, "Unresolved Conversations"),
                (&whole.tiles[4], &found.resolved, "Resolved Conversation"),
            ] {
                prop_assert_eq!(tile.before, Some(levels[0] as f64));
                prop_assert_eq!(tile.value, Some(formula(&session, name).await as f64));
                prop_assert_eq!(tile.spark.last().copied().flatten(), tile.value);
                let curve: Vec<Option<f64>> = levels[1..levels.len() - 1].iter().map(|level| Some(*level as f64)).collect();
                prop_assert_eq!(&tile.spark[..tile.spark.len() - 1], &curve[..]);
            }
            Ok(())
        })?;
    }
}
