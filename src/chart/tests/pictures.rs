//! What the examples look like: texts of painted cells, a file for each family.
//!
//! They are looked at when they change; that the figures are right is shown where kinds are drawn.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::chart::paint::{Cells, Depth, Glyphs, Manner, text};
use crate::chart::{Family, Kind, Look, Palette, Size, draw, example};

fn painted(kind: Kind, size: Size, manner: Manner) -> Buffer {
    let scene = draw(&example(kind), &Look::default(), size);
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    Cells::default().paint(&scene, None, &Palette::dark(), manner, &mut buffer, (0, 0));
    buffer
}

fn families() -> Vec<Family> {
    let mut families: Vec<Family> = Kind::all().map(Kind::family).collect();
    families.dedup();
    families.sort_unstable();
    families.dedup();
    families
}

fn slug(family: Family) -> String {
    family.name().to_lowercase().replace(' ', "_")
}

#[test]
fn each_kind_at_three_sizes() {
    for family in families() {
        let mut out = String::new();
        for kind in Kind::all().filter(|kind| kind.family() == family) {
            for size in [Size::new(40, 12), Size::new(80, 24), Size::new(120, 36)] {
                let _ = writeln!(out, "=== {} {}×{}", kind.slug(), size.columns, size.rows);
                out.push_str(&text(&painted(kind, size, Manner::default())));
            }
        }
        insta::assert_snapshot!(format!("sizes_{}", slug(family)), out);
    }
}

/// Runs of equal styles of a row: a letter for each style in the order in which they first occur, and how many cells.
fn styles(buffer: &Buffer) -> String {
    let mut known: Vec<String> = Vec::new();
    let mut out = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for cell in row {
            let style = format!("{} on {} {:?}", name(cell.fg), name(cell.bg), cell.modifier);
            let number = known.iter().position(|other| *other == style).unwrap_or_else(|| {
                known.push(style);
                known.len() - 1
            });
            match runs.last_mut() {
                Some((last, count)) if *last == number => *count += 1,
                _ => runs.push((number, 1)),
            }
        }
        let line: Vec<String> = runs.iter().map(|(style, count)| format!("{style}×{count}")).collect();
        let _ = writeln!(out, "{}", line.join(" "));
    }
    for (number, style) in known.iter().enumerate() {
        let _ = writeln!(out, "{number}: {style}");
    }
    out
}

fn name(color: Color) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("{red:02x}{green:02x}{blue:02x}"),
        Color::Indexed(index) => index.to_string(),
        named => format!("{named:?}"),
    }
}

/// Every kind in the glyphs of every tier, and in every depth of colours; in full colours texts alone, whose mixtures are too
/// many to be read.
#[test]
fn each_kind_in_each_manner() {
    let size = Size::new(60, 18);
    for (glyphs, called) in [
        (Glyphs::Quadrant, "quadrant"),
        (Glyphs::HalfBlock, "half_block"),
        (Glyphs::Sextant, "sextant"),
        (Glyphs::Octant, "octant"),
        (Glyphs::Ascii, "ascii"),
    ] {
        let mut out = String::new();
        for kind in Kind::all() {
            let buffer = painted(
                kind,
                size,
                Manner {
                    glyphs,
                    depth: Depth::True,
                },
            );
            let _ = writeln!(out, "=== {}", kind.slug());
            out.push_str(&text(&buffer));
        }
        insta::assert_snapshot!(format!("manners_{called}"), out);
    }
    for (depth, called) in [(Depth::Indexed, "256"), (Depth::Sixteen, "16"), (Depth::None, "none")] {
        let mut out = String::new();
        for kind in Kind::all() {
            let manner = Manner {
                glyphs: Glyphs::Quadrant,
                depth,
            };
            let buffer = painted(kind, size, manner);
            let _ = writeln!(out, "=== {}", kind.slug());
            out.push_str(&text(&buffer));
            out.push_str(&styles(&buffer));
        }
        insta::assert_snapshot!(format!("colours_{called}"), out);
    }
}
