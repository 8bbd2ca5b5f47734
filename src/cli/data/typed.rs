//! What the columns of a file hold, told from their values.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::Raw;
use super::grain::grain_of;
use crate::chart::{Column, Frame, Unit};
use crate::text::{SafeText, format};

/// What people write where there is no value.
const NOTHING: [&str; 9] = ["", "-", "—", "null", "none", "na", "n/a", "nan", "nil"];

/// A column is of a type when at most one of so many values is not; those are left out, and that is said.
const ODD: usize = 20;

/// What a text is, if it is more than a text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Typed {
    Number(f64),
    Percent(f64),
    Money(f64),
    Seconds(f64),
    Time(i64),
}

/// What columns are called that hold each, in words.
fn words(typed: Typed) -> &'static str {
    match typed {
        Typed::Number(_) => "number",
        Typed::Percent(_) => "share",
        Typed::Money(_) => "amount",
        Typed::Seconds(_) => "length of time",
        Typed::Time(_) => "date",
    }
}

pub(super) fn frame(raw: Raw, notes: &mut Vec<String>) -> Result<Frame, String> {
    let Raw {
        names, mut rows, comma, ..
    } = raw;
    let mut columns = Vec::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        let values: Vec<Option<String>> = rows
            .iter_mut()
            .map(|row| {
                let value = row.get_mut(place).and_then(Option::take)?;
                (!is_nothing(&value)).then_some(value)
            })
            .collect();
        columns.push(column(name, &values, comma, notes));
    }
    Frame::try_from(columns).map_err(|error| format!("{error}."))
}

fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 4 && NOTHING.contains(&text.to_ascii_lowercase().as_str())
}

fn column(name: &str, values: &[Option<String>], comma: bool, notes: &mut Vec<String>) -> Column {
    let typed: Vec<Option<Typed>> = values
        .iter()
        .map(|value| value.as_deref().and_then(|value| typed(value, comma)))
        .collect();
    let there = values.iter().flatten().count();
    // The type of most values is the column's.
    let kinds = [
        Typed::Number(0.0),
        Typed::Percent(0.0),
        Typed::Money(0.0),
        Typed::Seconds(0.0),
        Typed::Time(0),
    ];
    let same = |a: &Typed, b: &Typed| std::mem::discriminant(a) == std::mem::discriminant(b);
    let count = |kind: &Typed| typed.iter().flatten().filter(|one| same(one, kind)).count();
    let best = kinds.into_iter().rev().max_by_key(|kind| count(kind));
    let Some(kind) = best.filter(|kind| {
        let odd = there - count(kind);
        there > 0 && odd * ODD <= there
    }) else {
        return Column::texts(name, values.iter().map(Option::as_deref));
    };
    let odd = there - count(&kind);
    if odd > 0 {
        let are = if odd == 1 { "value is" } else { "values are" };
        notes.push(format!(
            "{} {are} no {} in “{}” and left out",
            format::count(odd as u64),
            words(kind),
            SafeText::new(name)
        ));
    }
    let number = |one: &Option<Typed>| match one {
        Some(typed) if same(typed, &kind) => match *typed {
            Typed::Number(number) | Typed::Percent(number) | Typed::Money(number) | Typed::Seconds(number) => {
                Some(number)
            }
            Typed::Time(_) => None,
        },
        _ => None,
    };
    let unit = match kind {
        Typed::Time(_) => {
            let times: Vec<Option<i64>> = typed
                .iter()
                .map(|one| match one {
                    Some(Typed::Time(time)) => Some(*time),
                    _ => None,
                })
                .collect();
            return Column::times(name, grain_of(&times), times);
        }
        Typed::Number(_) => Unit::Number,
        Typed::Percent(_) => Unit::Percent,
        Typed::Money(_) => Unit::Money,
        Typed::Seconds(_) => Unit::Seconds,
    };
    Column::numbers(name, unit, typed.iter().map(number))
}

/// Whether a text is more than a text: a number, a date.
pub(super) fn is_typed(text: &str, comma: bool) -> bool {
    typed(text, comma).is_some()
}

fn typed(text: &str, comma: bool) -> Option<Typed> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if let Some(share) = text.strip_suffix('%') {
        return number(share.trim_end(), comma).map(Typed::Percent);
    }
    let sign = ['$', '€', '£', '¥'];
    let bare = text.trim_start_matches('-');
    if let Some(amount) = bare.strip_prefix(sign).or_else(|| bare.strip_suffix(sign)) {
        let amount = number(amount.trim(), comma)?;
        return Some(Typed::Money(if bare.len() < text.len() { -amount } else { amount }));
    }
    number(text, comma)
        .map(Typed::Number)
        .or_else(|| moment(text).map(Typed::Time))
        .or_else(|| seconds(text).map(Typed::Seconds))
}

/// A number as it is written: `12480`, `12,480`, `-4.5`, `1e3`; with a comma before the fraction where that is the custom.
fn number(text: &str, comma: bool) -> Option<f64> {
    let text = if comma {
        let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
        let whole = if whole.contains('.') && text.contains(',') || grouped(whole, '.') {
            whole.replace('.', "")
        } else {
            whole.to_owned()
        };
        if fraction.is_empty() {
            whole
        } else {
            format!("{whole}.{fraction}")
        }
    } else if text.contains(',') {
        let whole = text.split('.').next().unwrap_or_default();
        if !grouped(whole, ',') {
            return None;
        }
        text.replace(',', "")
    } else {
        text.to_owned()
    };
    // Words such as "inf" and "infinity" are numbers for a machine only.
    let plain = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let number: f64 = text.parse().ok().filter(|_| plain)?;
    number.is_finite().then_some(number)
}

/// Whether digits stand in groups of three.
fn grouped(whole: &str, sign: char) -> bool {
    let mut groups = whole.trim_start_matches(['-', '+']).split(sign);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    rest.peek().is_some() && first.len() <= 3 && digits(first) && rest.all(|group| group.len() == 3 && digits(group))
}

/// A moment: RFC 3339, or a date with or without a time, which then is one of UTC.
fn moment(text: &str) -> Option<i64> {
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Some(moment.timestamp_millis());
    }
    let start = |day: NaiveDate| {
        day.and_hms_opt(0, 0, 0)
            .map(|moment| moment.and_utc().timestamp_millis())
    };
    for form in ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"] {
        if let Ok(day) = NaiveDate::parse_from_str(text, form) {
            return start(day);
        }
    }
    if text.len() == 7
        && let Ok(day) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
    {
        return start(day);
    }
    let text = text.replacen('T', " ", 1);
    [
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M:%S%.f",
        "%Y/%m/%d %H:%M",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
    .map(|moment| moment.and_utc().timestamp_millis())
}

/// A length of time: `4 min 12 s`, `2h`, `1:02:03`.
fn seconds(text: &str) -> Option<f64> {
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |text| (-1.0, text));
    if text.contains(':') {
        let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
        let parts = parts.filter(|parts| parts.len() == 3 && parts[1] < 60 && parts[2] < 60)?;
        return Some(sign * parts.iter().fold(0.0, |sum, part| sum * 60.0 + f64::from(*part)));
    }
    let mut rest = text;
    let mut sum = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let amount: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "ms" => 0.001,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            "w" | "week" | "weeks" => 604_800.0,
            _ => return None,
        };
        sum += amount * unit;
        rest = rest[end..].trim_start();
    }
    Some(sign * sum)
}
