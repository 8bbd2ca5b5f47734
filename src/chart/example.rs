//! An ordinary chart of each kind, with data of a made-up support team: for trying things out, benches and tests.
//!
//! The same every time, on every machine: the numbers follow from their places.

use super::frame::{Column, Frame, Grain, Unit};
use super::kind::Kind;
use super::spec::{Channel, Chart, Fold, Layer, LayerMark, Place, Range, Side, Spec, Threshold, ThresholdAt, Tile};

/// 2026-08-24, a Monday, in milliseconds since 1970.
const FIRST_DAY: i64 = 1_787_529_600_000;
const DAY: i64 = 86_400_000;
const TEAMS: [&str; 5] = ["Billing", "Technical", "Onboarding", "Sales", "Trust & Safety"];
const CHANNELS: [(&str, f64); 7] = [
    ("Messenger", 4211.0),
    ("Email", 2630.0),
    ("WhatsApp", 1388.0),
    ("Phone", 702.0),
    ("Instagram", 395.0),
    ("API", 120.0),
    ("SMS", 48.0),
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Where customers are: country, city, degrees north and east, conversations.
const PLACES: [(&str, &str, f64, f64, f64); 16] = [
    ("United States", "New York", 40.71, -74.01, 4200.0),
    ("United Kingdom", "London", 51.51, -0.13, 3100.0),
    ("India", "Delhi", 28.61, 77.21, 2500.0),
    ("Brazil", "São Paulo", -23.55, -46.63, 1400.0),
    ("Germany", "Berlin", 52.52, 13.4, 1310.0),
    ("Australia", "Sydney", -33.87, 151.21, 900.0),
    ("Japan", "Tokyo", 35.68, 139.69, 870.0),
    ("Canada", "Toronto", 43.65, -79.38, 820.0),
    ("France", "Paris", 48.86, 2.35, 760.0),
    ("South Africa", "Cape Town", -33.92, 18.42, 340.0),
    ("Mexico", "Mexico City", 19.43, -99.13, 310.0),
    ("Nigeria", "Lagos", 6.52, 3.38, 280.0),
    ("Singapore", "Singapore", 1.35, 103.82, 260.0),
    ("Egypt", "Cairo", 30.04, 31.24, 190.0),
    ("Argentina", "Buenos Aires", -34.6, -58.38, 170.0),
    ("Sweden", "Stockholm", 59.33, 18.07, 150.0),
];
const WORDS: [(&str, f64); 40] = [
    ("refund", 412.0),
    ("login", 371.0),
    ("invoice", 330.0),
    ("password", 301.0),
    ("slow", 248.0),
    ("export", 221.0),
    ("mobile", 198.0),
    ("integration", 190.0),
    ("billing", 183.0),
    ("crash", 166.0),
    ("webhook", 151.0),
    ("upgrade", 149.0),
    ("trial", 140.0),
    ("email", 133.0),
    ("cancel", 128.0),
    ("import", 117.0),
    ("permissions", 104.0),
    ("dashboard", 99.0),
    ("Rechnung", 92.0),
    ("timeout", 90.0),
    ("api key", 84.0),
    ("team", 80.0),
    ("seats", 77.0),
    ("discount", 71.0),
    ("sandbox", 66.0),
    ("report", 64.0),
    ("日本語", 58.0),
    ("sso", 55.0),
    ("calendar", 52.0),
    ("search", 49.0),
    ("notifications", 46.0),
    ("avatar", 41.0),
    ("gdpr", 38.0),
    ("currency", 33.0),
    ("tags", 30.0),
    ("widget", 26.0),
    ("android", 24.0),
    ("proxy", 19.0),
    ("theme", 15.0),
    ("typo", 9.0),
];

/// A number from 0 to 1 that looks like chance and is not: a hash of a place.
fn chance(place: u64) -> f64 {
    let mut bits = place.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

fn wave(day: usize, period: f64, phase: f64) -> f64 {
    (day as f64 / period * std::f64::consts::TAU + phase).sin()
}

/// An ordinary chart of a kind.
pub fn example(kind: Kind) -> Chart {
    let (mut spec, frame, parts) = match kind {
        Kind::Bar => by_team(kind, "New and closed by team"),
        Kind::BarStacked
        | Kind::StackedBar
        | Kind::StackedBar100
        | Kind::StackedBarHorizontal
        | Kind::StackedBarHorizontal100 => split(kind, "Conversations by weekday and channel"),
        Kind::Histogram => lengths(),
        Kind::Line | Kind::Area | Kind::AreaMarkers | Kind::AreaSmooth | Kind::AreaSmoothMarkers => course(kind),
        Kind::StackedArea | Kind::StackedAreaMarkers | Kind::StackedAreaSmooth | Kind::StackedAreaSmoothMarkers => {
            stacked_course(kind)
        }
        Kind::BarLine
        | Kind::BarBubble
        | Kind::BarScatter
        | Kind::BarArea
        | Kind::AreaBubble
        | Kind::LineBubble
        | Kind::Combination => combined(kind),
        Kind::Bubble | Kind::BubblePie => bubbles(kind),
        Kind::PackedBubble | Kind::TreeMap | Kind::Sunburst => nested(kind),
        Kind::WordCloud => words(),
        Kind::HeatMap => week(),
        Kind::MapScatter | Kind::MapBubble | Kind::MapPie | Kind::MapBubblePie | Kind::MapFilled | Kind::GeoHeatMap => {
            map(kind)
        }
        Kind::BarHorizontal | Kind::Pie | Kind::Ring | Kind::SemiPie | Kind::SemiRing => {
            channels(kind, "Conversations by channel")
        }
        Kind::Doughnut => two_rings(),
        Kind::Sankey => flow(),
        Kind::Race => race(),
        Kind::Pivot | Kind::Summary => table(kind),
        Kind::Tabular => rows(),
        Kind::SingleNumeric => figure(),
        Kind::Dial => dial(),
        Kind::Bullet => bullet(),
        Kind::ChartWidget => widget(),
        Kind::Dashboard => board(),
    };
    if spec.subtitle.is_empty() {
        "last 90 days".clone_into(&mut spec.subtitle);
    }
    Chart { spec, frame, parts }
}

type Made = (Spec, Frame, Vec<Chart>);

fn frame(columns: Vec<Column>) -> Frame {
    Frame::try_from(columns).unwrap_or_default()
}

fn measure(column: &str) -> Layer {
    Layer::of(column)
}

fn by_team(kind: Kind, title: &str) -> Made {
    let mut spec = Spec::new(kind, title);
    spec.x = Some(Channel::of("Team"));
    spec.y = vec![measure("New"), measure("Closed")];
    let new = [412.0, 387.0, 130.0, 86.0, 31.0];
    let closed = [398.0, 341.0, 134.0, 62.0, 29.0];
    let frame = frame(vec![
        Column::texts("Team", TEAMS.map(Some)),
        Column::numbers("New", Unit::Number, new.map(Some)),
        Column::numbers("Closed", Unit::Number, closed.map(Some)),
    ]);
    (spec, frame, Vec::new())
}

fn split(kind: Kind, title: &str) -> Made {
    let mut spec = Spec::new(kind, title);
    spec.x = Some(Channel::of("Weekday"));
    spec.colour = Some(Channel::of("Channel"));
    spec.y = vec![measure("Conversations")];
    let mut days = Vec::new();
    let mut names = Vec::new();
    let mut numbers = Vec::new();
    for (day, weekday) in WEEKDAYS.into_iter().enumerate() {
        for (index, (channel, total)) in CHANNELS.into_iter().enumerate().take(5) {
            let share = if day > 4 {
                0.04
            } else {
                0.17 + 0.02 * wave(day, 7.0, index as f64)
            };
            days.push(Some(weekday));
            names.push(Some(channel));
            numbers.push(Some((total * share).round()));
        }
    }
    let frame = frame(vec![
        Column::texts("Weekday", days),
        Column::texts("Channel", names),
        Column::numbers("Conversations", Unit::Number, numbers),
    ]);
    (spec, frame, Vec::new())
}

fn lengths() -> Made {
    let mut spec = Spec::new(Kind::Histogram, "Time to first reply");
    spec.y = vec![measure("First reply")];
    let seconds = (0..900u64).map(|row| {
        let spread = (chance(row) + chance(row + 5000) + chance(row + 9000)) / 3.0;
        Some((60.0 * (2.5 * spread).exp() * 4.0).round())
    });
    let frame = frame(vec![Column::numbers("First reply", Unit::Seconds, seconds)]);
    (spec, frame, Vec::new())
}

fn channels(kind: Kind, title: &str) -> Made {
    let mut spec = Spec::new(kind, title);
    spec.x = Some(Channel::of("Channel"));
    spec.y = vec![measure("Conversations")];
    let frame = frame(vec![
        Column::texts("Channel", CHANNELS.map(|(name, _)| Some(name))),
        Column::numbers("Conversations", Unit::Number, CHANNELS.map(|(_, count)| Some(count))),
    ]);
    (spec, frame, Vec::new())
}

fn days(count: usize) -> Column {
    Column::times(
        "Day",
        Grain::Day,
        (0..count as i64).map(|day| Some(FIRST_DAY + day * DAY)),
    )
}

fn daily(day: usize, level: f64, phase: f64) -> f64 {
    let weekend = if day % 7 > 4 { 0.45 } else { 1.0 };
    (level * weekend * (1.0 + 0.25 * wave(day, 30.0, phase) + 0.15 * chance(day as u64 + (phase * 100.0) as u64)))
        .round()
}

fn course(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "New and closed conversations");
    spec.x = Some(Channel::of("Day"));
    let smooth = matches!(kind, Kind::AreaSmooth | Kind::AreaSmoothMarkers);
    let count = if kind == Kind::Line { 90 } else { 28 };
    spec.y = vec![measure("New"), measure("Closed")];
    if kind != Kind::Line {
        spec.y.truncate(1);
    }
    if smooth {
        "Median first reply".clone_into(&mut spec.title);
        spec.y = vec![measure("First reply")];
    }
    spec.thresholds = vec![Threshold {
        at: ThresholdAt::Aggregate(Fold::Mean),
        name: "mean".to_owned(),
        side: Side::Left,
    }];
    let frame = frame(vec![
        days(count),
        Column::numbers("New", Unit::Number, (0..count).map(|day| Some(daily(day, 110.0, 0.0)))),
        Column::numbers(
            "Closed",
            Unit::Number,
            (0..count).map(|day| Some(daily(day, 104.0, 0.8))),
        ),
        Column::numbers(
            "First reply",
            Unit::Seconds,
            (0..count).map(|day| Some(daily(day, 260.0, 2.0))),
        ),
    ]);
    (spec, frame, Vec::new())
}

fn stacked_course(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "Conversations by channel");
    spec.x = Some(Channel::of("Day"));
    spec.colour = Some(Channel::of("Channel"));
    spec.y = vec![measure("Conversations")];
    let count = 35;
    let mut moments = Vec::new();
    let mut names = Vec::new();
    let mut numbers = Vec::new();
    for day in 0..count {
        for (index, (channel, total)) in CHANNELS.into_iter().enumerate().take(5) {
            moments.push(Some(FIRST_DAY + day as i64 * DAY));
            names.push(Some(channel));
            numbers.push(Some(daily(day, total / 60.0, index as f64)));
        }
    }
    let frame = frame(vec![
        Column::times("Day", Grain::Day, moments),
        Column::texts("Channel", names),
        Column::numbers("Conversations", Unit::Number, numbers),
    ]);
    (spec, frame, Vec::new())
}

fn combined(kind: Kind) -> Made {
    let layer = |column: &str, mark, side| Layer {
        mark: Some(mark),
        side,
        ..measure(column)
    };
    let (first, second) = match kind {
        Kind::BarBubble => (LayerMark::Bar, LayerMark::Bubble),
        Kind::BarScatter => (LayerMark::Bar, LayerMark::Scatter),
        Kind::BarArea => (LayerMark::Bar, LayerMark::Area),
        Kind::AreaBubble => (LayerMark::Area, LayerMark::Bubble),
        Kind::LineBubble => (LayerMark::Line, LayerMark::Bubble),
        _ => (LayerMark::Bar, LayerMark::Line),
    };
    let mut spec = Spec::new(kind, "Conversations and first reply");
    spec.x = Some(Channel::of("Week"));
    spec.y = vec![
        layer("Conversations", first, Side::Left),
        layer("First reply", second, Side::Right),
    ];
    if kind == Kind::Combination {
        spec.y.push(Layer {
            smooth: true,
            ..layer("Closed", LayerMark::Area, Side::Left)
        });
        spec.y.push(layer("Tickets", LayerMark::Scatter, Side::Left));
    }
    spec.size = Some(Channel::of("Reopened"));
    let weeks = 13usize;
    let week = |level: f64, phase: f64| {
        (0..weeks).map(move |week| Some((level * (1.0 + 0.3 * wave(week, 9.0, phase))).round()))
    };
    let frame = frame(vec![
        Column::times(
            "Week",
            Grain::Week,
            (0..weeks as i64).map(|week| Some(FIRST_DAY + week * 7 * DAY)),
        ),
        Column::numbers("Conversations", Unit::Number, week(640.0, 0.0)),
        Column::numbers("Closed", Unit::Number, week(600.0, 0.5)),
        Column::numbers("Tickets", Unit::Number, week(90.0, 2.0)),
        Column::numbers("First reply", Unit::Seconds, week(250.0, 1.5)),
        Column::numbers("Reopened", Unit::Number, week(40.0, 3.0)),
    ]);
    (spec, frame, Vec::new())
}

fn bubbles(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "Teams by load, speed and satisfaction");
    spec.x = Some(Channel::of("First reply"));
    spec.y = vec![measure("Satisfaction")];
    spec.size = Some(Channel::of("Conversations"));
    spec.text = Some(Channel::of("Team"));
    let mut teams = Vec::new();
    let mut states = Vec::new();
    let (mut reply, mut satisfaction, mut count) = (Vec::new(), Vec::new(), Vec::new());
    let parts: &[&str] = if kind == Kind::BubblePie {
        &["open", "snoozed", "closed"]
    } else {
        &["closed"]
    };
    for (index, team) in TEAMS.into_iter().enumerate() {
        for (part, state) in parts.iter().enumerate() {
            teams.push(Some(team));
            states.push(Some(*state));
            reply.push(Some(120.0 + 90.0 * index as f64));
            satisfaction.push(Some(88.0 - 7.0 * ((index * 3) % 5) as f64));
            let share: f64 = if parts.len() == 1 { 1.0 } else { [0.3, 0.1, 0.6][part] };
            count.push(Some((900.0 / (1.0 + index as f64) * share).round()));
        }
    }
    if kind == Kind::BubblePie {
        spec.colour = Some(Channel::of("State"));
    }
    let frame = frame(vec![
        Column::texts("Team", teams),
        Column::texts("State", states),
        Column::numbers("First reply", Unit::Seconds, reply),
        Column::numbers("Satisfaction", Unit::Percent, satisfaction),
        Column::numbers("Conversations", Unit::Number, count),
    ]);
    (spec, frame, Vec::new())
}

fn nested(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "Conversations by team and topic");
    spec.levels = vec![Channel::of("Team"), Channel::of("Topic")];
    spec.y = vec![measure("Conversations")];
    let topics = ["Refund", "Invoice", "Login", "Export", "Mobile", "Webhooks", "Seats"];
    let mut teams = Vec::new();
    let mut names = Vec::new();
    let mut numbers = Vec::new();
    for (index, team) in TEAMS.into_iter().enumerate() {
        for (place, topic) in topics.into_iter().enumerate().take(7 - index) {
            teams.push(Some(team));
            names.push(Some(topic));
            numbers.push(Some((420.0 / (1.0 + index as f64) / (1.0 + place as f64)).round()));
        }
    }
    let frame = frame(vec![
        Column::texts("Team", teams),
        Column::texts("Topic", names),
        Column::numbers("Conversations", Unit::Number, numbers),
    ]);
    (spec, frame, Vec::new())
}

fn words() -> Made {
    let mut spec = Spec::new(Kind::WordCloud, "What conversations are about");
    spec.text = Some(Channel::of("Word"));
    spec.y = vec![measure("Conversations")];
    let frame = frame(vec![
        Column::texts("Word", WORDS.map(|(word, _)| Some(word))),
        Column::numbers("Conversations", Unit::Number, WORDS.map(|(_, count)| Some(count))),
    ]);
    (spec, frame, Vec::new())
}

fn week() -> Made {
    let mut spec = Spec::new(Kind::HeatMap, "When they write");
    spec.x = Some(Channel::of("Hour"));
    spec.levels = vec![Channel::of("Weekday")];
    spec.y = vec![measure("Conversations")];
    let mut hours = Vec::new();
    let mut days = Vec::new();
    let mut numbers = Vec::new();
    for (day, weekday) in WEEKDAYS.into_iter().enumerate() {
        for hour in 0..24 {
            hours.push(Some(format!("{hour:02}")));
            days.push(Some(weekday));
            let office = (-((hour as f64 - 13.0) / 4.5).powi(2)).exp();
            let weekend = if day > 4 { 0.25 } else { 1.0 };
            let quiet = day == 6 && hour < 4;
            numbers.push((!quiet).then(|| (64.0 * office * weekend + 6.0 * chance(day as u64 * 24 + hour)).round()));
        }
    }
    let frame = frame(vec![
        Column::texts("Hour", hours),
        Column::texts("Weekday", days),
        Column::numbers("Conversations", Unit::Number, numbers),
    ]);
    (spec, frame, Vec::new())
}

fn map(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "Where customers are");
    let degrees = matches!(kind, Kind::MapScatter | Kind::GeoHeatMap);
    spec.place = Some(if degrees {
        Place::Degrees {
            latitude: Channel::of("Latitude"),
            longitude: Channel::of("Longitude"),
        }
    } else {
        Place::Named(Channel::of("Country"))
    });
    spec.text = Some(Channel::of(if degrees { "City" } else { "Country" }));
    spec.y = vec![measure("Conversations")];
    let states = if matches!(kind, Kind::MapPie | Kind::MapBubblePie) {
        3
    } else {
        1
    };
    if states == 3 {
        spec.colour = Some(Channel::of("State"));
    }
    let mut columns: [Vec<Option<&str>>; 3] = Default::default();
    let mut numbers: [Vec<Option<f64>>; 3] = Default::default();
    for (index, (country, city, latitude, longitude, count)) in PLACES.into_iter().enumerate() {
        for (state, name) in ["open", "snoozed", "closed"].into_iter().enumerate().take(states) {
            let share = if states == 1 {
                1.0
            } else {
                [0.2, 0.1, 0.7][(state + index) % 3]
            };
            columns[0].push(Some(country));
            columns[1].push(Some(city));
            columns[2].push(Some(name));
            numbers[0].push(Some(latitude));
            numbers[1].push(Some(longitude));
            numbers[2].push(Some((count * share).round()));
        }
    }
    let [countries, cities, states] = columns;
    let [latitudes, longitudes, counts] = numbers;
    let frame = frame(vec![
        Column::texts("Country", countries),
        Column::texts("City", cities),
        Column::texts("State", states),
        Column::numbers("Latitude", Unit::Number, latitudes),
        Column::numbers("Longitude", Unit::Number, longitudes),
        Column::numbers("Conversations", Unit::Number, counts),
    ]);
    (spec, frame, Vec::new())
}

fn two_rings() -> Made {
    let (mut spec, _, _) = channels(Kind::Doughnut, "New and closed by channel");
    spec.y = vec![measure("New"), measure("Closed")];
    let frame = frame(vec![
        Column::texts("Channel", CHANNELS.map(|(name, _)| Some(name))),
        Column::numbers("New", Unit::Number, CHANNELS.map(|(_, count)| Some(count))),
        Column::numbers(
            "Closed",
            Unit::Number,
            std::array::from_fn::<_, 7, _>(|index| Some((CHANNELS[index].1 * (0.6 + 0.06 * index as f64)).round())),
        ),
    ]);
    spec.x = Some(Channel::of("Channel"));
    (spec, frame, Vec::new())
}

fn flow() -> Made {
    let mut spec = Spec::new(Kind::Sankey, "From channel to outcome");
    spec.levels = vec![Channel::of("Channel"), Channel::of("Team"), Channel::of("Outcome")];
    spec.y = vec![measure("Conversations")];
    let ways = [
        ("Email", "Routed", "Solved", 230.0),
        ("Email", "Bot", "Escalated", 60.0),
        ("Messenger", "Routed", "Solved", 180.0),
        ("Messenger", "Routed", "Abandoned", 60.0),
        ("Messenger", "Bot", "Solved", 180.0),
        ("WhatsApp", "Routed", "Escalated", 50.0),
        ("WhatsApp", "Bot", "Solved", 90.0),
        ("Phone", "Routed", "Solved", 100.0),
    ];
    let frame = frame(vec![
        Column::texts("Channel", ways.map(|way| Some(way.0))),
        Column::texts("Team", ways.map(|way| Some(way.1))),
        Column::texts("Outcome", ways.map(|way| Some(way.2))),
        Column::numbers("Conversations", Unit::Number, ways.map(|way| Some(way.3))),
    ]);
    (spec, frame, Vec::new())
}

fn race() -> Made {
    let mut spec = Spec::new(Kind::Race, "Conversations closed by team");
    spec.x = Some(Channel::of("Month"));
    spec.colour = Some(Channel::of("Team"));
    spec.y = vec![measure("Closed")];
    spec.options.running = true;
    // The first days of January to December 2025.
    let months = [0i64, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334].map(|day| 1_735_689_600_000 + day * DAY);
    let mut moments = Vec::new();
    let mut teams = Vec::new();
    let mut numbers = Vec::new();
    for (month, moment) in months.into_iter().enumerate() {
        for (index, team) in TEAMS.into_iter().enumerate() {
            moments.push(Some(moment));
            teams.push(Some(team));
            let growth = 1.0 + month as f64 * 0.12 * ((index * 2) % 5) as f64;
            numbers.push(Some((90.0 / (1.0 + index as f64 * 0.4) * growth).round()));
        }
    }
    let frame = frame(vec![
        Column::times("Month", Grain::Month, moments),
        Column::texts("Team", teams),
        Column::numbers("Closed", Unit::Number, numbers),
    ]);
    (spec, frame, Vec::new())
}

fn table(kind: Kind) -> Made {
    let mut spec = Spec::new(kind, "Conversations by team, channel and state");
    spec.levels = vec![Channel::of("Team"), Channel::of("Channel")];
    if kind == Kind::Pivot {
        spec.columns = vec![Channel::of("State")];
        spec.y = vec![measure("Conversations")];
        spec.options.heat = true;
    } else {
        spec.y = vec![
            measure("Conversations"),
            Layer {
                fold: Fold::Mean,
                ..measure("First reply")
            },
        ];
        spec.options.bars = true;
    }
    let mut texts: [Vec<Option<&str>>; 3] = Default::default();
    let (mut count, mut reply) = (Vec::new(), Vec::new());
    for (index, team) in TEAMS.into_iter().enumerate() {
        for (place, (channel, total)) in CHANNELS.into_iter().enumerate().take(4) {
            for (part, state) in ["open", "snoozed", "closed"].into_iter().enumerate() {
                if (index + place + part) % 7 == 6 {
                    continue;
                }
                texts[0].push(Some(team));
                texts[1].push(Some(channel));
                texts[2].push(Some(state));
                count.push(Some((total * [0.05, 0.02, 0.2][part] / (1.0 + index as f64)).round()));
                reply.push(Some(
                    (120.0 + 40.0 * index as f64 + 300.0 * chance(index as u64 * 31 + place as u64)).round(),
                ));
            }
        }
    }
    let [teams, channels, states] = texts;
    let frame = frame(vec![
        Column::texts("Team", teams),
        Column::texts("Channel", channels),
        Column::texts("State", states),
        Column::numbers("Conversations", Unit::Number, count),
        Column::numbers("First reply", Unit::Seconds, reply),
    ]);
    (spec, frame, Vec::new())
}

fn rows() -> Made {
    let spec = Spec::new(Kind::Tabular, "Conversations waiting longest");
    let titles = [
        "Refund not received",
        "Login loop on iOS",
        "Rechnung fehlt",
        "エクスポートできません",
        "Wrong seat count",
        "API 429",
    ];
    let count = 120usize;
    let frame = frame(vec![
        Column::texts("Title", (0..count).map(|row| Some(titles[row % titles.len()]))),
        Column::texts(
            "Team",
            (0..count).map(|row| (row % 6 != 5).then(|| TEAMS[row % TEAMS.len()])),
        ),
        Column::times(
            "Waiting since",
            Grain::Moment,
            (0..count).map(|row| Some(FIRST_DAY + row as i64 * 7_654_321)),
        ),
        Column::numbers(
            "Waiting",
            Unit::Seconds,
            (0..count).map(|row| Some(200_000.0 - row as f64 * 1500.0)),
        ),
        Column::numbers(
            "Rating",
            Unit::Number,
            (0..count).map(|row| (row % 4 != 0).then_some((row % 5 + 1) as f64)),
        ),
    ]);
    (spec, frame, Vec::new())
}

fn figure() -> Made {
    let mut spec = Spec::new(Kind::SingleNumeric, "Satisfaction");
    spec.x = Some(Channel::of("Day"));
    spec.y = vec![
        Layer {
            fold: Fold::Mean,
            ..measure("Satisfaction")
        },
        Layer {
            fold: Fold::Mean,
            ..measure("Before")
        },
    ];
    spec.options.target = Some(75.0);
    "vs 30 days before".clone_into(&mut spec.options.compared_with);
    let frame = frame(vec![
        days(30),
        Column::numbers(
            "Satisfaction",
            Unit::Percent,
            (0..30).map(|day| Some(71.4 + 5.0 * wave(day, 17.0, 0.3))),
        ),
        Column::numbers(
            "Before",
            Unit::Percent,
            (0..30).map(|day| Some(69.3 + 4.0 * wave(day, 13.0, 1.3))),
        ),
    ]);
    (spec, frame, Vec::new())
}

fn ranges(bounds: [f64; 3]) -> Vec<Range> {
    ["poor", "fair", "good"]
        .into_iter()
        .zip(bounds)
        .map(|(name, to)| Range {
            to,
            name: name.to_owned(),
        })
        .collect()
}

fn dial() -> Made {
    let mut spec = Spec::new(Kind::Dial, "Satisfaction");
    spec.y = vec![measure("Satisfaction")];
    spec.options.min = Some(0.0);
    spec.options.max = Some(100.0);
    spec.options.target = Some(75.0);
    spec.options.ranges = ranges([50.0, 75.0, 100.0]);
    let frame = frame(vec![Column::numbers("Satisfaction", Unit::Percent, [Some(71.4)])]);
    (spec, frame, Vec::new())
}

fn bullet() -> Made {
    let mut spec = Spec::new(Kind::Bullet, "Satisfaction by team");
    spec.x = Some(Channel::of("Team"));
    spec.y = vec![measure("Satisfaction"), measure("Target")];
    spec.options.ranges = ranges([50.0, 75.0, 100.0]);
    let frame = frame(vec![
        Column::texts("Team", TEAMS.map(Some)),
        Column::numbers("Satisfaction", Unit::Percent, [78.0, 64.0, 83.0, 71.0, 49.0].map(Some)),
        Column::numbers("Target", Unit::Percent, [75.0, 75.0, 80.0, 75.0, 60.0].map(Some)),
    ]);
    (spec, frame, Vec::new())
}

fn widget() -> Made {
    let spec = Spec::new(Kind::ChartWidget, "New conversations");
    let mut inner = example(Kind::Area);
    inner.spec.subtitle = String::new();
    (spec, Frame::default(), vec![inner])
}

fn board() -> Made {
    let mut spec = Spec::new(Kind::Dashboard, "Support at a glance");
    let parts: Vec<Chart> = [
        Kind::SingleNumeric,
        Kind::Dial,
        Kind::Bullet,
        Kind::Line,
        Kind::Ring,
        Kind::HeatMap,
    ]
    .into_iter()
    .map(example)
    .collect();
    let tile = |column, row, width, height| Tile {
        column,
        row,
        width,
        height,
    };
    spec.tiles = vec![
        tile(0, 0, 4, 1),
        tile(4, 0, 3, 1),
        tile(7, 0, 5, 1),
        tile(0, 1, 8, 2),
        tile(8, 1, 4, 2),
        tile(0, 3, 12, 2),
    ];
    (spec, Frame::default(), parts)
}
