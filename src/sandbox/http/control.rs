//! The controls under `/_sim/`: what a test or a demo does to the workspace over HTTP.
//!
//! | request | what it does |
//! |---|---|
//! | `GET /_sim/clock` | `{"now": …}` |
//! | `POST /_sim/clock/advance` `{"seconds": n}` | moves the clock on |
//! | `POST /_sim/mutate` `{"module": "contacts", "count": n}` | changes records; `{"ids": […]}` |
//! | `POST /_sim/delete` `{"module": …, "count": n}` | deletes or archives records; `{"ids": […]}` |
//! | `POST /_sim/merge` `{"count": n}` | merges leads into users; `{"ids": […]}` |
//! | `GET /_sim/faults`, `POST /_sim/faults` `{"fault": "500:me:1"}`, `DELETE /_sim/faults` | lists, adds, clears faults |
//! | `GET /_sim/requests`, `DELETE /_sim/requests` | `{"total", "routes", "latest"}`; begins to count anew |
//! | `GET /_sim/counts` | how many records each module has |
//! | `POST /_sim/reset` | everything as at the start |
//!
//! They need no token, are not counted or limited, and no fault touches them.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::catalog::Module;
use crate::sandbox::fault::Fault;
use crate::sandbox::world::World;

/// Where the controls are.
pub(crate) const PREFIX: &str = "/_sim/";

#[derive(Deserialize)]
struct Advance {
    seconds: u64,
}

#[derive(Deserialize)]
struct Act {
    #[serde(default)]
    module: String,
    #[serde(default = "one")]
    count: usize,
}

#[derive(Deserialize)]
struct Inject {
    fault: String,
}

const fn one() -> usize {
    1
}

/// Carries out a control; `path` is what follows [`PREFIX`]. The status, and the answer.
pub(crate) fn answer(world: &World, method: &str, path: &str, body: &[u8]) -> (u16, Json) {
    match carry_out(world, method, path, body) {
        Some(Ok(answer)) => (200, answer),
        Some(Err(message)) => (400, json!({ "error": message })),
        None => (
            404,
            json!({ "error": format!("there is no control {method} {PREFIX}{path}") }),
        ),
    }
}

fn carry_out(world: &World, method: &str, path: &str, body: &[u8]) -> Option<Result<Json, String>> {
    Some(match (method, path) {
        ("GET", "clock") => Ok(json!({ "now": world.now() })),
        ("POST", "clock/advance") => read(body).map(|Advance { seconds }| {
            let now = world.advance(Duration::from_secs(seconds));
            json!({ "now": now })
        }),
        ("POST", "mutate") => act(body, |module, count| {
            world.mutate(module, count).map_err(|error| error.to_string())
        }),
        ("POST", "delete") => act(body, |module, count| {
            world.delete(module, count).map_err(|error| error.to_string())
        }),
        ("POST", "merge") => read(body).map(|Act { count, .. }| json!({ "ids": world.merge_contacts(count) })),
        ("GET", "faults") => Ok(faults(world)),
        ("POST", "faults") => read(body).and_then(|Inject { fault }| {
            world.inject(fault.parse::<Fault>().map_err(|error| error.to_string())?);
            Ok(faults(world))
        }),
        ("DELETE", "faults") => {
            world.clear_faults();
            Ok(faults(world))
        }
        ("GET", "requests") => {
            let routes = world.requests();
            let total: u64 = routes.values().sum();
            Ok(json!({ "total": total, "routes": routes, "latest": world.request_log() }))
        }
        ("DELETE", "requests") => {
            world.forget_requests();
            Ok(json!({ "total": 0 }))
        }
        ("GET", "counts") => {
            let counts: BTreeMap<&str, u64> = Module::ALL
                .into_iter()
                .map(|module| (module.slug(), world.count(module)))
                .collect();
            Ok(json!(counts))
        }
        ("POST", "reset") => {
            world.reset();
            Ok(json!({ "now": world.now() }))
        }
        _ => return None,
    })
}

fn faults(world: &World) -> Json {
    let all: Vec<String> = world.faults().iter().map(ToString::to_string).collect();
    json!({ "faults": all })
}

fn act(body: &[u8], act: impl Fn(Module, usize) -> Result<Vec<String>, String>) -> Result<Json, String> {
    let Act { module, count } = read(body)?;
    let module = module.parse::<Module>().map_err(|error| error.to_string())?;
    Ok(json!({ "ids": act(module, count)? }))
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is not understood: {error}"))
}
