//! The workspace, asked directly.

use std::collections::HashMap;
use std::time::Duration;

use super::super::setting::Growing;
use super::super::truth::Cell;
use super::super::{conversation, order};
use super::*;
use crate::catalog::Kind;
use crate::sandbox::config::{ClockConfig, DEFAULT_PRESENT};

fn world(conversations: u32) -> World {
    World::new(&SandboxConfig {
        conversations,
        ..SandboxConfig::default()
    })
}

fn everything(world: &World) -> Vec<Vec<TruthRow>> {
    Module::ALL
        .into_iter()
        .map(|module| world.truth(module).collect())
        .collect()
}

fn column(module: Module, name: &str) -> usize {
    module.field(name).map(|(position, _)| position).unwrap()
}

fn by_key(world: &World, module: Module) -> HashMap<String, TruthRow> {
    let key = column(module, module.key()[0]);
    let id = |row: &TruthRow| match &row[key] {
        Cell::Text(id) => id.clone(),
        other => panic!("an id that is {other:?}"),
    };
    world.truth(module).map(|row| (id(&row), row)).collect()
}

#[test]
fn the_same_configuration_gives_the_same_workspace() {
    assert_eq!(everything(&world(300)), everything(&world(300)));
    let other = World::new(&SandboxConfig {
        seed: 2,
        conversations: 300,
        ..SandboxConfig::default()
    });
    assert_ne!(everything(&world(300)), everything(&other));
}

#[test]
fn time_passes_alike_in_one_step_and_in_many() {
    let (one, many) = (world(2000), world(2000));
    one.mutate(Module::Conversations, 20).unwrap();
    many.mutate(Module::Conversations, 20).unwrap();
    let before = one.count(Module::Conversations);
    one.advance(Duration::from_hours(120));
    for _ in 0..5 * 24 * 4 {
        many.advance(Duration::from_mins(15));
    }
    assert!(one.count(Module::Conversations) > before);
    assert_eq!(everything(&one), everything(&many));
}

#[test]
fn the_order_of_changes_is_that_of_the_records() {
    let world = world(1500);
    for step in 0..40_u64 {
        world.advance(Duration::from_secs(3600 * (1 + step % 7)));
        for module in [
            Module::Conversations,
            Module::Contacts,
            Module::Companies,
            Module::Tickets,
            Module::Articles,
        ] {
            world.mutate(module, 3).unwrap();
            world.delete(module, 1).unwrap();
        }
    }
    let view = world.view();
    let check = |module: Module, updated: &dyn Fn(u32) -> u32| {
        let shelf = view.shelf(module);
        let mut expected: Vec<u64> = shelf.indices().map(|index| order::key(updated(index), index)).collect();
        expected.sort_unstable();
        assert!(shelf.order().up_from(0).eq(expected), "{module}");
        assert_eq!(shelf.live() as usize, shelf.order().len());
    };
    check(Module::Conversations, &|index| view.conversation(index).updated_at);
    check(Module::Contacts, &|index| view.contact(index).updated_at);
    check(Module::Companies, &|index| view.company(index).updated_at);
    check(Module::Tickets, &|index| view.ticket(index).updated_at);
    check(Module::Articles, &|index| view.article(index).updated_at);
    check(Module::Collections, &|index| view.collection(index).updated_at);
}

#[test]
fn every_row_has_the_columns_of_its_module() {
    let world = world(400);
    for module in Module::ALL {
        let mut rows = 0;
        for row in world.truth(module) {
            rows += 1;
            assert_eq!(row.len(), module.fields().len(), "{module}");
            for (cell, field) in row.iter().zip(module.fields()) {
                let fits = match cell {
                    Cell::Null => !field.required,
                    Cell::Text(_) => matches!(field.kind, Kind::Text | Kind::Id),
                    Cell::Int(_) => matches!(field.kind, Kind::Integer | Kind::Duration),
                    Cell::Decimal(_) => field.kind == Kind::Decimal,
                    Cell::Bool(_) => field.kind == Kind::Boolean,
                    Cell::Time(_) => field.kind == Kind::Timestamp,
                    Cell::List(_) => field.kind == Kind::List,
                };
                assert!(fits, "{module}: {} is {cell:?}", field.name);
            }
        }
        assert!(rows > 0, "{module}");
    }
}

#[test]
fn every_column_is_filled_and_every_nullable_one_is_empty_somewhere() {
    let world = world(4000);
    for module in Module::ALL {
        for (position, field) in module.fields().iter().enumerate() {
            assert!(
                world.truth(module).any(|row| row[position] != Cell::Null),
                "{module}: {} is never there",
                field.name
            );
        }
    }
    for name in [
        "Title",
        "Sla Name",
        "Conversation Rating",
        "First Admin Reply At",
        "Waiting Since",
        "Admin Assignee ID",
    ] {
        let position = column(Module::Conversations, name);
        assert!(
            world
                .truth(Module::Conversations)
                .any(|row| row[position] == Cell::Null),
            "{name} is always there"
        );
    }
}

#[test]
fn a_conversation_agrees_with_itself() {
    let world = world(6000);
    let view = world.view();
    let (mut unrated, mut workflow, mut silent) = (0, 0, 0);
    for index in 0..6000 {
        let own = view.conversation(index);
        assert_eq!(own.snoozed_until.is_some(), own.state == conversation::State::Snoozed);
        assert!(own.waiting_since.is_none() || own.state == conversation::State::Open);
        assert!(own.updated_at >= own.created_at && own.updated_at <= view.at);
        assert!((1..=3).contains(&own.contacts().len()));
        for contact in own.contacts() {
            let made = view.setting.arrival(Growing::Contacts, *contact);
            assert!(
                made <= own.created_at || *contact == 0,
                "{made} after {}",
                own.created_at
            );
        }
        match own.statistics {
            None => silent += 1,
            Some(all) => {
                assert!(all.first_close_at <= all.last_close_at && all.time_to_first_close <= all.time_to_last_close);
                assert!(all.first_admin_reply_at.is_some() || all.time_to_admin_reply.is_none());
                assert_eq!(all.last_close_at.is_some(), all.last_closed_by.is_some());
            }
        }
        if let Some(rating) = own.rating {
            unrated += u32::from(rating.score.is_none());
            workflow += u32::from(rating.admin.is_none());
            assert!(rating.remark.is_none() || rating.score.is_some());
        }
    }
    assert!(
        unrated > 100 && workflow > 10 && silent > 100,
        "{unrated} {workflow} {silent}"
    );
}

#[test]
fn the_backlog_is_that_of_a_team_that_keeps_up() {
    let world = world(20_000);
    let view = world.view();
    let state = |index| view.conversation(index).state;
    let open = (0..20_000)
        .filter(|index| state(*index) != conversation::State::Closed)
        .count();
    assert!((100..1200).contains(&open), "{open} of 20,000 are not closed");
    let newest = (19_970..20_000)
        .filter(|index| state(*index) != conversation::State::Closed)
        .count();
    assert!(newest >= 15, "{newest} of the 30 newest are not closed");
}

#[test]
fn who_waits_longer_is_less_happy_and_teams_differ() {
    let world = world(20_000);
    let view = world.view();
    let (mut quick, mut slow) = ((0.0, 0.0), (0.0, 0.0));
    let mut waits: HashMap<u8, (u64, u64)> = HashMap::new();
    for index in 0..20_000 {
        let own = view.conversation(index);
        let Some(wait) = own.statistics.and_then(|all| all.time_to_admin_reply) else {
            continue;
        };
        if let Some(team) = own.team {
            let (sum, count) = waits.entry(team).or_default();
            *sum += u64::from(wait);
            *count += 1;
        }
        if let Some(score) = own.rating.and_then(|rating| rating.score) {
            let bucket = if wait < 1200 { &mut quick } else { &mut slow };
            bucket.0 += f64::from(score);
            bucket.1 += 1.0;
        }
    }
    let (quick, slow) = (quick.0 / quick.1, slow.0 / slow.1);
    assert!(quick > slow + 0.4, "{quick} against {slow}");
    let mean = |team: u8| waits[&team].0 / waits[&team].1;
    assert!(mean(2) > 3 * mean(4), "Technical {} against Sales {}", mean(2), mean(4));
}

#[test]
fn what_is_done_to_records_shows_in_the_truth_and_nowhere_else() {
    let world = world(400);
    for module in [
        Module::Conversations,
        Module::Contacts,
        Module::Companies,
        Module::Tickets,
        Module::Articles,
        Module::Collections,
        Module::HelpCenters,
        Module::Admins,
        Module::Teams,
    ] {
        world.advance(Duration::from_secs(30));
        let before = by_key(&world, module);
        let changed = world.mutate(module, 2).unwrap();
        let after = by_key(&world, module);
        let differing: Vec<&String> = after.keys().filter(|id| before[*id] != after[*id]).collect();
        assert_eq!(differing.len(), changed.len().min(2), "{module}");
        assert!(differing.iter().all(|id| changed.contains(id)), "{module}");
        let gone = world.delete(module, 1).unwrap();
        let left = by_key(&world, module);
        assert_eq!(left.len() + 1, after.len(), "{module}");
        assert!(!left.contains_key(&gone[0]), "{module}");
    }
    let merged = world.merge_contacts(2);
    let left = by_key(&world, Module::Contacts);
    assert!(merged.len() == 2 && merged.iter().all(|id| !left.contains_key(id)));
    let refused = world.mutate(Module::TeamVsAdmin, 1).unwrap_err().to_string();
    assert!(refused.contains("change Teams instead"), "{refused}");
    let first = everything(&self::world(400));
    world.reset();
    assert_eq!(everything(&world), first);
}

#[test]
fn a_live_workspace_is_never_still_for_long() {
    let config = SandboxConfig {
        conversations: 4000,
        clock: ClockConfig::Live {
            start: Some(DEFAULT_PRESENT + 40_000),
            speed: 1e-6,
        },
        ..SandboxConfig::default()
    };
    let world = World::new(&config);
    let before = by_key(&world, Module::Conversations);
    world.advance(Duration::from_mins(10));
    let after = by_key(&world, Module::Conversations);
    let changed = after.iter().filter(|(id, row)| before.get(*id) != Some(row)).count();
    assert!(
        (60..400).contains(&changed),
        "{changed} conversations changed in ten minutes"
    );
    assert!(after.len() > before.len());
    let again = World::new(&config);
    (0..60).for_each(|_| {
        again.advance(Duration::from_secs(10));
    });
    assert_eq!(by_key(&again, Module::Conversations), after);
}

#[test]
fn a_million_conversations_take_a_few_bytes_each() {
    let world = world(1_000_000);
    assert_eq!(world.count(Module::Conversations), 1_000_000);
    let bytes = world.index_bytes();
    assert!(bytes < 24_000_000, "{bytes} bytes");
}

#[test]
fn the_clock_stops_at_the_end_of_the_calendar() {
    let world = world(10);
    let end = world.advance(Duration::from_secs(u64::MAX / 4));
    assert!(
        end > DEFAULT_PRESENT + 700 * 86_400 && end < DEFAULT_PRESENT + 740 * 86_400,
        "{end}"
    );
    assert!(world.count(Module::Conversations) > 10);
    assert_eq!(everything(&world).len(), Module::ALL.len());
}
