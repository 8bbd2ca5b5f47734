//! The truth and the JSON, which are made apart, say the same: every field of every record of every module.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::catalog::{Field, Kind, Module, Origin};
use crate::sandbox::{Cell, Mode, SandboxConfig, World};

use super::{Bench, everything};

/// The values at a path; several where the path goes through lists.
fn at<'j>(json: &'j Json, path: &str) -> Vec<&'j Json> {
    let mut found = vec![json];
    for key in path.split('.') {
        let (name, many) = key.strip_suffix("[]").map_or((key, false), |name| (name, true));
        found = found.into_iter().filter_map(|json| json.get(name)).collect();
        if many {
            found = found.into_iter().filter_map(Json::as_array).flatten().collect();
        }
    }
    found.retain(|json| !json.is_null());
    found
}

fn cell(field: &Field, json: &Json) -> Cell {
    let mut values = match field.origin {
        Origin::Path(path) => at(json, path),
        Origin::Either(first, second) => {
            let found = at(json, first);
            if found.is_empty() { at(json, second) } else { found }
        }
        Origin::EitherWord { path, list, word } => {
            let found = at(json, path);
            if found.is_empty() && !at(json, list).is_empty() {
                return Cell::Text(word.to_owned());
            }
            found
        }
        Origin::When { path, when, is } => {
            if at(json, when).first().and_then(|own| own.as_str()) == Some(is) {
                at(json, path)
            } else {
                Vec::new()
            }
        }
    };
    if field.kind == Kind::List {
        return Cell::List(values.into_iter().map(|own| own.as_str().unwrap().to_owned()).collect());
    }
    if field.zero_is_absent {
        values.retain(|own| **own != 0 && own.as_str() != Some("0"));
    }
    let Some(value) = values.first() else {
        return Cell::Null;
    };
    match field.kind {
        Kind::Id => Cell::Text(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
        Kind::Text => Cell::Text(value.as_str().unwrap().to_owned()),
        Kind::Integer | Kind::Duration => Cell::Int(value.as_i64().unwrap()),
        Kind::Decimal => Cell::Decimal(value.as_f64().unwrap()),
        Kind::Boolean => Cell::Bool(value.as_bool().unwrap()),
        Kind::Timestamp => Cell::Time(value.as_i64().unwrap()),
        Kind::List => unreachable!(),
    }
}

fn compare(world: &World, module: Module, rows: &[Json]) {
    let key = module.field(module.key()[0]).map(|(position, _)| position).unwrap();
    let mut told: HashMap<String, Vec<Cell>> = rows
        .iter()
        .map(|json| {
            let row: Vec<Cell> = module.fields().iter().map(|field| cell(field, json)).collect();
            (format!("{:?}", row[key]), row)
        })
        .collect();
    assert_eq!(told.len(), rows.len(), "{module} has two records with one key");
    for truth in world.truth(module) {
        let own = told
            .remove(&format!("{:?}", truth[key]))
            .unwrap_or_else(|| panic!("{module} lacks {:?}", truth[key]));
        for ((field, truth), own) in module.fields().iter().zip(&truth).zip(&own) {
            assert_eq!(truth, own, "{module}: {}", field.name);
        }
    }
    assert!(
        told.is_empty(),
        "{module} has records that are not there: {:?}",
        told.keys()
    );
}

async fn listed(bench: &Bench, path: &str) -> Vec<Json> {
    let mut rows = Vec::new();
    for page in 1.. {
        let (status, mut answer) = bench.get(&format!("{path}?per_page=7&page={page}")).await;
        assert_eq!(status, 200);
        let data = answer["data"].as_array_mut().unwrap();
        if data.is_empty() {
            break;
        }
        rows.append(data);
    }
    rows
}

async fn scrolled(bench: &Bench) -> Vec<Json> {
    let mut rows = Vec::new();
    let mut param = String::new();
    loop {
        let (status, mut answer) = bench.get(&format!("/companies/scroll?scroll_param={param}")).await;
        assert_eq!(status, 200);
        rows.append(answer["data"].as_array_mut().unwrap());
        match answer["scroll_param"].as_str() {
            Some(own) => own.clone_into(&mut param),
            None => return rows,
        }
    }
}

async fn agree(mode: Mode) {
    let bench = Bench::new(SandboxConfig {
        conversations: 2000,
        mode,
        ..SandboxConfig::default()
    })
    .await;
    let world = bench.sandbox.world();
    for module in Module::ALL {
        if module.derives().is_some() || Module::ALL.iter().all(|parent| parent.derives() != Some(module)) {
            world.mutate(module, 5).unwrap();
        }
    }
    for (module, path) in [
        (Module::Conversations, "/conversations/search"),
        (Module::Contacts, "/contacts/search"),
        (Module::Tickets, "/tickets/search"),
    ] {
        compare(&world, module, &bench.searched(path, 150, &everything()).await);
    }
    compare(&world, Module::Companies, &scrolled(&bench).await);
    compare(&world, Module::Articles, &listed(&bench, "/articles").await);
    compare(
        &world,
        Module::Collections,
        &listed(&bench, "/help_center/collections").await,
    );
    for (module, path, key) in [
        (Module::Admins, "/admins", "admins"),
        (Module::Teams, "/teams", "teams"),
        (Module::HelpCenters, "/help_center/help_centers", "data"),
    ] {
        let (_, answer) = bench.get(path).await;
        compare(&world, module, answer[key].as_array().unwrap());
    }
}

#[tokio::test]
async fn truth_and_json_agree_in_strict_mode() {
    agree(Mode::Spec).await;
}

#[tokio::test]
async fn truth_and_json_agree_in_live_mode() {
    agree(Mode::Live).await;
}

#[tokio::test]
async fn the_derived_modules_follow_from_their_parents() {
    let bench = Bench::small().await;
    let world = bench.sandbox.world();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for row in bench.searched("/conversations/search", 150, &everything()).await {
        for contact in at(&row, "contacts.contacts[].id") {
            pairs.push((
                contact.as_str().unwrap().to_owned(),
                row["id"].as_str().unwrap().to_owned(),
            ));
        }
    }
    let mut truth: Vec<(String, String)> = world.truth(Module::ConversationVsContact).map(pair).collect();
    pairs.sort_unstable();
    truth.sort_unstable();
    assert_eq!(pairs, truth);
    let (_, teams) = bench.get("/teams").await;
    let mut pairs: Vec<(String, String)> = Vec::new();
    for team in teams["teams"].as_array().unwrap() {
        for admin in at(team, "admin_ids[]") {
            pairs.push((team["id"].as_str().unwrap().to_owned(), admin.to_string()));
        }
    }
    let mut truth: Vec<(String, String)> = world.truth(Module::TeamVsAdmin).map(pair).collect();
    pairs.sort_unstable();
    truth.sort_unstable();
    assert_eq!(pairs, truth);
    let admins: Vec<Vec<Cell>> = world.truth(Module::Admins).collect();
    let known = |id: &str| admins.iter().any(|row| row.contains(&Cell::Text(id.to_owned())));
    assert!(
        truth.iter().any(|(_, admin)| !known(admin)),
        "a team lists an admin who has left"
    );
}

fn pair(row: Vec<Cell>) -> (String, String) {
    let mut texts = row.into_iter().map(|cell| match cell {
        Cell::Text(text) => text,
        other => panic!("{other:?}"),
    });
    (texts.next().unwrap(), texts.next().unwrap())
}
