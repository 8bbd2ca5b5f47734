//! Word clouds: the more often, the larger, the heavier and the nearer to the middle.
//!
//! A terminal has one size of letters; so words are one row or four rows high by their values, as many large as find room with all
//! others, and within a size they go by weight and colour. Words that find no room are named below, or counted.

#[cfg(test)]
mod tests;

use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::group::{categories, group};
use crate::chart::layout::{Block, Placed, spiral};
use crate::chart::look::Look;
use crate::chart::scene::{Anchor, Guide, Hue, Ink, Key, Part, Reading, Spot};
use crate::chart::spec::{Fold, Layer};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::stage::{Stage, Text};
use crate::chart::keys::key_by;

/// More words than these are a carpet.
const MOST_WORDS: usize = 150;
/// How many rows a large word takes, and how many columns one of its letters.
const LARGE: (u16, f64) = (4, 1.3 * 4.0);
/// Large words need so much room.
const ROOM_FOR_LARGE: (usize, usize) = (56, 14);
/// From which share of the greatest value on words are large, the most generous first.
const SIZES: [f64; 9] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
/// No more than this share of the room can be filled with words.
const FULL: f64 = 0.62;
/// Words that hold sentences together and say nothing by themselves.
const STOP: [&str; 48] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "das", "der", "des", "die", "ein", "eine", "et", "for",
    "from", "has", "have", "i", "ich", "in", "is", "ist", "it", "la", "le", "les", "mit", "my", "not", "of", "on",
    "or", "that", "the", "this", "to", "und", "was", "we", "with", "y", "you", "your", "zu", "de",
];

/// A word and how often it is there.
struct Word {
    text: SafeText,
    value: f64,
    key: Key,
    hue: Option<Hue>,
}

/// What the words are and how their numbers are written.
struct Cloud {
    words: Vec<Word>,
    measure: SafeText,
    unit: Unit,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let cloud = match read(stage) {
        Ok(cloud) => cloud,
        Err(words) => return stage.say(words),
    };
    if cloud.words.is_empty() {
        return stage.say("There are no words to draw.");
    }
    let (columns, rows) = (usize::from(stage.body.columns()), usize::from(stage.body.rows()));
    let (blocks, mut placed) = lay_out(&cloud.words, columns, rows);
    // Those without room are named in the last row, so that has to be free.
    let listed = placed.iter().any(Option::is_none) && rows >= 6;
    if listed {
        placed = place(&blocks, columns, rows - 2);
    }
    stage.scene.plot = stage.body;
    let mut left = Vec::new();
    for (index, (at, block)) in placed.into_iter().zip(&blocks).enumerate() {
        match at {
            Some(at) => put(stage, &cloud, index, at, *block),
            None => left.extend(cloud.words.get(index).map(|word| word.text.clone())),
        }
    }
    if !left.is_empty() {
        stage.note(format!("{} of {} words found no room", left.len(), cloud.words.len()));
    }
    if listed {
        list(stage, &left);
    }
}

fn read(stage: &mut Stage<'_>) -> Result<Cloud, String> {
    let (frame, spec) = (stage.frame(), stage.spec());
    let Some(channel) = spec.text.as_ref().or(spec.x.as_ref()) else {
        return Err("A word cloud needs a text.".to_owned());
    };
    let Some(column) = frame.column(&channel.column) else {
        return Err(format!("There is no column “{}”.", SafeText::new(&channel.column)));
    };
    let mut spec = spec.clone();
    let colour = spec.colour.take();
    spec.options.top = None;
    spec.y.truncate(1);
    if spec.y.is_empty() {
        spec.y.push(Layer {
            fold: Fold::Count,
            ..Layer::of(&channel.column)
        });
    }
    let grouped = group(frame, &spec, Some(channel), &Look::default());
    let Some(series) = grouped.series.first() else {
        return Err("There is no column for the measure.".to_owned());
    };
    let hues = colour.and_then(|colour| frame.column(&colour.column)).map(|colour| {
        let (_, words) = categories(column, frame.rows(), spec.options.zone);
        let (_, kinds) = categories(colour, frame.rows(), spec.options.zone);
        let mut hues = vec![None; grouped.categories.len()];
        for (word, kind) in words.into_iter().zip(kinds) {
            if let Some(hue @ None) = hues.get_mut(word) {
                *hue = Some(Hue::Series((kind % 8) as u8));
            }
        }
        hues
    });
    let natural = spec.options.sort == crate::chart::spec::Sort::Natural;
    let (mut nothing, mut stop) = (0, 0);
    let mut words = Vec::new();
    for (index, category) in grouped.categories.iter().enumerate() {
        let value = series.values.get(index).copied().flatten().unwrap_or_default();
        if stage.look.hides(&category.label) {
            continue;
        }
        if value <= 0.0 || category.value == crate::chart::frame::Value::Null {
            nothing += 1;
        } else if STOP.contains(&category.label.to_lowercase().as_str()) {
            stop += 1;
        } else {
            words.push(Word {
                text: category.label.clone(),
                value,
                key: key_by(channel, category, Some(column.grain), spec.options.zone),
                hue: hues.as_ref().filter(|_| natural).and_then(|hues| *hues.get(index)?),
            });
        }
    }
    words.sort_by(|a, b| b.value.total_cmp(&a.value));
    let most = stage.options().top.map_or(MOST_WORDS, |top| top.clamp(1, MOST_WORDS));
    for (count, what) in [
        (nothing, "words without a value above zero left out"),
        (stop, "words that say nothing by themselves left out"),
        (words.len().saturating_sub(most), "rarer words left out"),
    ] {
        if count > 0 {
            stage.note(format!("{count} {what}"));
        }
    }
    words.truncate(most);
    Ok(Cloud {
        words,
        measure: series.name.clone(),
        unit: series.unit,
    })
}

/// How much room each word takes and where it goes: as large as all of them find room.
fn lay_out(words: &[Word], columns: usize, rows: usize) -> (Vec<Block>, Vec<Option<Placed>>) {
    for from in SIZES {
        let blocks = blocks(words, from, columns, rows);
        let any_large = blocks.iter().any(|block| block.rows > 1);
        let filled: usize = blocks.iter().map(|block| (block.columns + 2) * block.rows).sum();
        if !any_large || filled as f64 > FULL * (columns * rows) as f64 {
            continue;
        }
        let placed = spiral(&blocks, columns, rows, 2, 0);
        if placed.iter().all(Option::is_some) {
            return (blocks, placed);
        }
    }
    let blocks = blocks(words, f64::INFINITY, columns, rows);
    let placed = place(&blocks, columns, rows);
    (blocks, placed)
}

/// How much room each word takes where those from a share of the greatest value on are large. A word is never larger than one
/// that is there more often.
fn blocks(words: &[Word], from: f64, columns: usize, rows: usize) -> Vec<Block> {
    let most = words.first().map_or(1.0, |word| word.value);
    let mut large = columns >= ROOM_FOR_LARGE.0 && rows >= ROOM_FOR_LARGE.1;
    let blocks = words.iter().map(|word| {
        let width = word.text.width();
        let wide = (width as f64 * LARGE.1).ceil() as usize;
        // There are large letters for plain ones only. A word that has none is no reason to write the others small.
        let plain = word.text.is_ascii();
        large &= !plain || word.value >= most * from && wide + 4 <= columns;
        if large && plain {
            return Block {
                columns: wide,
                rows: usize::from(LARGE.0),
            };
        }
        Block {
            columns: width.min(columns),
            rows: 1,
        }
    });
    blocks.collect()
}

/// As loosely as all words find room, or else as tightly as they can.
fn place(blocks: &[Block], columns: usize, rows: usize) -> Vec<Option<Placed>> {
    for (aside, apart) in [(3, 1), (2, 1), (3, 0)] {
        let placed = spiral(blocks, columns, rows, aside, apart);
        if placed.iter().all(Option::is_some) {
            return placed;
        }
    }
    spiral(blocks, columns, rows, 1, 0)
}

fn put(stage: &mut Stage<'_>, cloud: &Cloud, index: usize, at: Placed, block: Block) {
    let Some(word) = cloud.words.get(index) else {
        return;
    };
    let body = stage.body;
    let (left, top) = (
        body.left + at.column as f64 * CELL_WIDTH,
        body.top + at.row as f64 * CELL_HEIGHT,
    );
    let area = Area::new(
        left,
        top,
        left + block.columns as f64 * CELL_WIDTH,
        top + block.rows as f64 * CELL_HEIGHT,
    );
    let most = cloud.words.first().map_or(1.0, |word| word.value);
    let least = cloud.words.last().map_or(0.0, |word| word.value);
    let share = (word.value / most).sqrt();
    // The lowest colours of the scale are too near to the ground for letters.
    let on = if most > least {
        (word.value - least) / (most - least)
    } else {
        1.0
    };
    let ramp = Hue::Ramp((110.0 + 145.0 * on.sqrt()).round() as u8);
    let hue = word.hue.unwrap_or(ramp);
    let ink = if share >= 0.4 {
        Ink::of(hue)
    } else {
        Ink::of(hue).soft(76)
    };
    let of = stage.spot(Spot {
        at: area.center(),
        area,
        cell: None,
        guide: Guide::Marks,
        title: word.text.clone(),
        readings: vec![
            Reading {
                label: cloud.measure.clone(),
                value: SafeText::new(write::full(word.value, cloud.unit)),
                ink: Some(ink),
            },
            Reading {
                label: SafeText::new("Rank"),
                value: SafeText::new(format!("{} of {}", index + 1, cloud.words.len())),
                ink: None,
            },
        ],
        keys: vec![word.key.clone()],
        inner: Vec::new(),
        related: Vec::new(),
    });
    if block.rows > 1 {
        let mut text = Text::of(&word.text, area.center())
            .anchor(Anchor::Middle)
            .spot(Some(of));
        (text.ink, text.bold) = (ink, true);
        stage.large(text, LARGE.0);
        return;
    }
    let text = truncate(&word.text, block.columns);
    let mut text = Text::of(text, Point::new(left, area.center().y)).spot(Some(of));
    (text.ink, text.bold) = (ink, share >= 0.55);
    stage.text(text);
}

/// Names words in the last row, and counts those that do not fit there.
fn list(stage: &mut Stage<'_>, left: &[SafeText]) {
    let columns = usize::from(stage.body.columns());
    let mut line = String::from("also:");
    for (index, word) in left.iter().enumerate() {
        let rest = left.len() - index - 1;
        let more = if rest > 0 { format!(" +{rest}") } else { String::new() };
        if display_width(&line) + 2 + word.width() + display_width(&more) > columns {
            line = format!("{line} +{}", rest + 1);
            break;
        }
        line.push_str(if index == 0 { " " } else { ", " });
        line.push_str(word);
    }
    let at = Point::new(stage.body.left, stage.body.bottom - CELL_HEIGHT / 2.0);
    stage.text(Text::of(line, at).ink(Hue::Faint).part(Part::Note));
}
