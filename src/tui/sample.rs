//! An invented workspace with plausible figures, always the same: what snapshots are made of, and screenshots where no
//! engine runs.

pub mod histories;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use ratatui::layout::Size;

use super::ask::Slot;
use super::model::{Link, Model};
use super::theme::Theme;
use crate::api::wire::{
    Advice, Count, EngineStatus, Flow, Health, Hello, ModuleRun, ModuleStatus, Notification, Overview, Period, Plan,
    Progress, Role, RowCounts, Run, RunStatus, SourceState, SourceStatus, Status, TeamLine, Tile, TileUnit, Trigger,
    Waiting,
};
use crate::catalog::formula::{BUILT_IN, FormulaKind, Unit};
use crate::catalog::{Module, formula::Formula};

/// The moment at which everything here is seen.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 13, 5, 20)
        .single()
        .unwrap_or_default()
}

/// A dashboard with figures, three minutes after a sync.
pub fn model(size: Size, theme: Theme) -> Model {
    let mut model = Model::new(now(), size, theme);
    model.link = Link::Up;
    model.hello = Some(hello());
    model.status = Some(status());
    model.heard_at = Some(now());
    model.dashboard.figures.shown = Some(overview(Period::Month));
    let ticket = model.tickets.next(Slot::Figures);
    model.tickets.close(ticket);
    model.dashboard.figures.generation = ticket.number;
    model
}

/// What its engine says about itself.
pub fn hello() -> Hello {
    Hello {
        api: crate::api::wire::API,
        version: "0.1.0".to_owned(),
        pid: 4711,
        demo: false,
        features: Vec::new(),
        user: "ana".to_owned(),
        role: Role::AccountAdmin,
    }
}

/// What happened while nobody looked.
pub fn notifications() -> Vec<Notification> {
    let told = |run, hours, bad, what: &str, why: &str, next: &str| Notification {
        run,
        source: (1, "Acme Support".to_owned()),
        at: now() - TimeDelta::hours(hours),
        bad,
        advice: Advice::new(what, why, next),
    };
    vec![
        told(
            412,
            2,
            false,
            "The sync works again.",
            "The one before had failed; nothing is missing, the window of time was brought in again.",
            "Nothing has to be done.",
        ),
        told(
            411,
            3,
            true,
            "The sync failed.",
            "Intercom answered 503 Service Unavailable to POST /conversations/search, eight times in 4 min.",
            "The next sync goes on from there by itself; status.intercom.com says whether there is an outage.",
        ),
        told(
            37,
            380,
            false,
            "The first sync is complete.",
            "All eleven modules were brought in.",
            "Nothing has to be done; from here on only changes are asked for.",
        ),
    ]
}

/// How it stands.
pub fn status() -> Status {
    Status {
        health: Health::Fine,
        engine: EngineStatus {
            version: "0.1.0".to_owned(),
            pid: 4711,
            started_at: now() - TimeDelta::hours(31),
            demo: false,
            clients: 2,
            file_bytes: 48_600_000,
            record_bytes: 19_300_000,
        },
        sources: vec![source()],
    }
}

fn source() -> SourceStatus {
    let modules: Vec<ModuleStatus> = Module::ALL.iter().map(|module| stored(*module)).collect();
    SourceStatus {
        id: 1,
        name: "Acme Support".to_owned(),
        account: Some("Acme Inc.".to_owned()),
        workspace_id: Some("a1b2c3d4".to_owned()),
        host: "api.intercom.io".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        state: SourceState::Synced,
        problem: None,
        progress: None,
        last_run: None,
        last_success_at: Some(now() - TimeDelta::seconds(200)),
        next_sync_at: Some(now() + TimeDelta::minutes(57)),
        schedule: "every hour".to_owned(),
        plan: Plan::Enterprise,
        rows: modules.iter().map(|module| module.rows).sum(),
        modules,
    }
}

fn stored(module: Module) -> ModuleStatus {
    ModuleStatus {
        module,
        rows: total(module),
        status: Some(RunStatus::Success),
        last_success_at: Some(now() - TimeDelta::seconds(200)),
        problem: None,
    }
}

const fn total(module: Module) -> u64 {
    match module {
        Module::Admins => 24,
        Module::Articles => 318,
        Module::Collections => 27,
        Module::Companies => 1_940,
        Module::Contacts => 61_204,
        Module::ConversationVsContact => 20_911,
        Module::Conversations => 20_000,
        Module::HelpCenters => 2,
        Module::TeamVsAdmin => 41,
        Module::Teams => 6,
        Module::Tickets => 2_518,
    }
}

/// A first sync in the middle of its work.
pub fn progress() -> Progress {
    let done = [Module::Admins, Module::Articles, Module::Collections, Module::Companies];
    let modules = Module::ALL
        .iter()
        .map(|module| {
            let mut run = ModuleRun::waiting(*module);
            if done.contains(module) {
                run.status = RunStatus::Success;
                run.rows.received = total(*module);
                run.rows.inserted = total(*module);
                run.total = Some(total(*module));
            } else if *module == Module::Contacts {
                run.status = RunStatus::Running;
                run.rows.received = 23_400;
                run.rows.inserted = 23_400;
                run.total = Some(total(*module));
            }
            run
        })
        .collect();
    Progress {
        run: Run {
            id: 1,
            source: 1,
            trigger: Trigger::First,
            by: Some("ana".to_owned()),
            started_at: now() - TimeDelta::seconds(21),
            ended_at: None,
            status: RunStatus::Running,
            calls: 178,
            rows: RowCounts {
                received: 25_709,
                inserted: 25_709,
                ..RowCounts::default()
            },
            modules,
            reason: None,
        },
        rows_per_second: 1_420.0,
        calls_left: Some(1_489),
        calls_limit: Some(1_667),
        waiting: None,
        seconds_left: Some(58),
    }
}

/// Its figures for a period.
pub fn overview(period: Period) -> Overview {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let days: Vec<NaiveDate> = (0..u64::from(period.days()))
        .rev()
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .collect();
    let new: Vec<u64> = days.iter().map(|day| written(*day, 0)).collect();
    let closed: Vec<u64> = days.iter().map(|day| written(*day, 5) * 24 / 25).collect();
    let aggregates = BUILT_IN.iter().filter(|formula| formula.kind == FormulaKind::Aggregate);
    Overview {
        period,
        as_of: now(),
        time_zone: "Europe/Berlin".to_owned(),
        data_version: 7,
        newest_change: Some(now() - TimeDelta::seconds(260)),
        conversations: 20_000,
        tiles: aggregates
            .zip(FIGURES)
            .map(|(formula, figures)| tile(formula, figures))
            .collect(),
        flow: Flow { days, new, closed },
        states: counts(&[("open", 1_020), ("snoozed", 184), ("closed", 18_796)]),
        teams: TEAMS.iter().map(|team| line(*team)).collect(),
        first_reply: Tile {
            name: "First reply".to_owned(),
            unit: TileUnit::Seconds,
            more_is_better: Some(false),
            value: Some(252.0),
            before: Some(270.0),
            spark: wave(30, 300.0, -70.0, 3),
            level: false,
        },
        hours: (0..7).map(hours).collect(),
        categories: counts(&[
            ("Very Good", 892),
            ("Good", 441),
            ("Neutral", 240),
            ("Bad", 118),
            ("Very Bad", 66),
            ("Not Rated", 3_884),
        ]),
        open_age_days: Some(2.4),
        waiting: WAITING
            .iter()
            .enumerate()
            .map(|(index, waiting)| waits(index, *waiting))
            .collect(),
        waiting_count: 312,
    }
}

fn counts(pairs: &[(&str, u64)]) -> Vec<Count> {
    pairs
        .iter()
        .map(|(label, count)| Count {
            label: (*label).to_owned(),
            count: *count,
        })
        .collect()
}

/// Value, value before, and how the course goes.
const FIGURES: [(f64, f64, f64); 6] = [
    (71.4, 69.3, 6.0),
    (9.8, 10.4, -3.0),
    (31.0, 30.6, 1.0),
    (1_204.0, 1_166.0, 90.0),
    (18_796.0, 18_384.0, 400.0),
    (12.6, 12.6, 0.5),
];

fn tile(formula: &Formula, (value, before, slope): (f64, f64, f64)) -> Tile {
    Tile {
        name: formula.name.to_owned(),
        unit: if formula.unit == Unit::Percent {
            TileUnit::Percent
        } else {
            TileUnit::Count
        },
        more_is_better: formula.more_is_better,
        value: Some(value),
        before: Some(before),
        spark: wave(30, value - slope, slope, value as u64),
        level: formula.unit == Unit::Count,
    }
}

/// A course that leads from one value to another with some life in it.
fn wave(steps: u32, from: f64, slope: f64, seed: u64) -> Vec<Option<f64>> {
    (0..steps)
        .map(|step| {
            let noise = noise(seed + u64::from(step)) - 0.5;
            Some(from + slope * f64::from(step) / f64::from(steps) + slope.abs() * 0.35 * noise)
        })
        .collect()
}

/// A number from 0 to 1 that follows from the seed.
fn noise(seed: u64) -> f64 {
    let mixed = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (seed >> 3)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

fn written(day: NaiveDate, shift: u64) -> u64 {
    let weekend = day.weekday().num_days_from_monday() >= 5;
    let base = if weekend { 70.0 } else { 225.0 };
    let day = day.num_days_from_ce() as u64;
    (base * (0.85 + 0.4 * noise(day * 7 + shift)) + (day % 30) as f64 * 1.5) as u64
}

fn hours(day: u64) -> [u64; 24] {
    let strength = if day >= 5 { 0.3 } else { 1.0 };
    std::array::from_fn(|hour| {
        let distance = (hour as f64 - 13.5) / 4.2;
        let at = 62.0 * strength * (-distance * distance / 2.0).exp();
        (at * (0.85 + 0.3 * noise(day * 24 + hour as u64))) as u64
    })
}

type Team = (Option<&'static str>, u64, u64, Option<f64>, Option<f64>);

const TEAMS: [Team; 7] = [
    (Some("Billing"), 1_732, 301, Some(68.1), Some(221.0)),
    (Some("Technical"), 1_608, 412, Some(74.2), Some(348.0)),
    (Some("Onboarding"), 921, 140, Some(81.0), Some(190.0)),
    (Some("Accounts & Security"), 577, 96, Some(70.5), Some(266.0)),
    (Some("Partners"), 304, 38, Some(77.9), Some(402.0)),
    (Some("Sales"), 156, 21, None, Some(154.0)),
    (None, 343, 196, Some(61.3), None),
];

fn line((name, conversations, unresolved, satisfaction, first_reply): Team) -> TeamLine {
    TeamLine {
        id: name.map(|name| format!("{}", 5_000_000 + name.len() * 137)),
        name: name.map(str::to_owned),
        conversations,
        unresolved,
        satisfaction,
        first_reply,
    }
}

type Waits = (
    i64,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    bool,
);

const WAITING: [Waits; 20] = [
    (
        6_012,
        Some("Refund for order 88-1203 not received"),
        Some("Billing"),
        Some("Ana Lindqvist"),
        true,
    ),
    (
        5_471,
        Some("Login loop on iOS after the update"),
        Some("Technical"),
        None,
        false,
    ),
    (
        4_190,
        Some("Invoice shows the wrong VAT number"),
        Some("Billing"),
        Some("Tomás Reis"),
        false,
    ),
    (
        3_902,
        Some("SSO: users land on a blank page"),
        Some("Technical"),
        Some("Priya Nair"),
        true,
    ),
    (3_377, None, Some("Onboarding"), None, false),
    (
        3_120,
        Some("Экспорт обрывается на середине"),
        Some("Technical"),
        Some("Kenji Mori"),
        false,
    ),
    (
        2_906,
        Some("How do I merge two workspaces?"),
        Some("Onboarding"),
        Some("Ben Carter"),
        false,
    ),
    (
        2_711,
        Some("Webhook deliveries are delayed by an hour"),
        Some("Technical"),
        None,
        false,
    ),
    (
        2_540,
        Some("Please delete my account and data"),
        Some("Accounts & Security"),
        Some("Ana Lindqvist"),
        true,
    ),
    (
        2_204,
        Some("Partner portal rejects our certificate"),
        Some("Partners"),
        Some("Lea Schmidt"),
        false,
    ),
    (
        1_998,
        Some("Discount code not applied at renewal"),
        Some("Billing"),
        None,
        false,
    ),
    (
        1_810,
        Some("CSV import fails on line 4,012"),
        Some("Technical"),
        Some("Priya Nair"),
        false,
    ),
    (
        1_655,
        Some("Question about the annual plan"),
        Some("Sales"),
        Some("Ben Carter"),
        false,
    ),
    (
        1_502,
        Some("Two-factor code never arrives"),
        Some("Accounts & Security"),
        None,
        false,
    ),
    (1_377, Some("Dark mode: text is unreadable"), None, None, false),
    (
        1_206,
        Some("Seats are charged twice"),
        Some("Billing"),
        Some("Tomás Reis"),
        false,
    ),
    (
        1_088,
        Some("API returns 500 for /contacts/search"),
        Some("Technical"),
        Some("Kenji Mori"),
        false,
    ),
    (
        960,
        Some("Cannot invite colleagues"),
        Some("Onboarding"),
        Some("Lea Schmidt"),
        false,
    ),
    (845, Some("Change of billing address"), Some("Billing"), None, false),
    (700, Some("Feature request: scheduled exports"), None, None, false),
];

fn waits(index: usize, (minutes, title, team, admin, priority): Waits) -> Waiting {
    Waiting {
        id: format!("{}", 215_471_000_000_u64 + index as u64 * 8_191),
        since: now() - TimeDelta::minutes(minutes),
        title: title.map(str::to_owned),
        team: team.map(str::to_owned),
        admin: admin.map(str::to_owned),
        priority: Some(if priority { "urgent" } else { "none" }.to_owned()),
    }
}
