//! Every kind with every strange data in every area: drawn and painted, nothing panics and nothing leaves its area.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::nasty::Nasty;
use crate::chart::paint::{Cells, Depth, Glyphs, Manner};
use crate::chart::{Chart, Kind, Look, Palette, Scene, Size, draw, example};

/// A scene of at least this size says or shows something.
const ROOM: Size = Size::new(20, 6);
/// What is painted around a picture, to see that it stays.
const EDGE: u16 = 1;

/// How the names of charts with ten thousand categories end.
const MANY: &str = "Many";

/// All charts there are to be drawn, with what they are called in failures.
fn charts(kind: Kind) -> impl Iterator<Item = (String, Chart)> {
    let ordinary = (format!("{kind:?}"), example(kind));
    let nasty = Nasty::ALL
        .into_iter()
        .map(move |nasty| (format!("{kind:?} {nasty:?}"), nasty.make(&example(kind))));
    std::iter::once(ordinary).chain(nasty)
}

fn check(name: &str, chart: &Chart, look: &Look, size: Size, cells: &mut Cells, manner: Manner) {
    let scene = draw(chart, look, size);
    let name = format!("{name} at {}×{}", size.columns, size.rows);
    assert_eq!(scene.size, size, "{name}");
    assert!(scene.paths().all(|path| path.outline.is_finite()), "{name}");
    assert!(marks_belong_to_spots(&scene), "{name}");
    let area = Rect::new(0, 0, size.columns + 2 * EDGE, size.rows + 2 * EDGE);
    let mut buffer = Buffer::filled(area, Cell::new("~"));
    let focus = (!scene.spots.is_empty()).then_some(scene.spots.len() / 2);
    cells.paint(&scene, focus, &Palette::dark(), manner, &mut buffer, (EDGE, EDGE));
    let mut touched = 0;
    for (index, cell) in buffer.content.iter().enumerate() {
        let (x, y) = buffer.pos_of(index);
        let inside = (EDGE..EDGE + size.columns).contains(&x) && (EDGE..EDGE + size.rows).contains(&y);
        assert!(inside || *cell == Cell::new("~"), "{name}: {x}, {y}");
        touched += usize::from(*cell != Cell::new("~"));
    }
    let room = size.columns >= ROOM.columns && size.rows >= ROOM.rows;
    assert!(!room || touched > 0, "{name} shows nothing");
}

fn marks_belong_to_spots(scene: &Scene) -> bool {
    let known = |of: Option<usize>| of.is_none_or(|of| of < scene.spots.len());
    scene.paths().all(|path| known(path.of)) && scene.texts().all(|text| known(text.of))
}

const MANNERS: [Manner; 4] = [
    Manner {
        glyphs: Glyphs::Quadrant,
        depth: Depth::True,
    },
    Manner {
        glyphs: Glyphs::Octant,
        depth: Depth::Indexed,
    },
    Manner {
        glyphs: Glyphs::HalfBlock,
        depth: Depth::Sixteen,
    },
    Manner {
        glyphs: Glyphs::Ascii,
        depth: Depth::None,
    },
];

#[test]
fn every_kind_with_strange_data_is_drawn_at_some_sizes() {
    let mut cells = Cells::default();
    for kind in Kind::all() {
        for (index, (name, chart)) in charts(kind).enumerate() {
            // Another few sizes for each chart: the least ones and an ordinary one, in turn.
            let sizes = match index % 3 {
                0 => [Size::new(0, 0), Size::new(20, 6), Size::new(60, 17)],
                1 => [Size::new(1, 1), Size::new(33, 9), Size::new(7, 30)],
                _ => [Size::new(3, 2), Size::new(48, 13), Size::new(12, 5)],
            };
            // Ten thousand categories take their time at any size.
            let skipped = if name.ends_with(MANY) { [0, 2].as_slice() } else { &[] };
            let sizes = sizes
                .into_iter()
                .enumerate()
                .filter(|(turn, _)| !skipped.contains(turn));
            for (turn, size) in sizes {
                let look = Look {
                    compact: (index + turn) % 4 == 3,
                    ..Look::default()
                };
                check(&name, &chart, &look, size, &mut cells, MANNERS[(index + turn) % 4]);
            }
        }
    }
}

/// Some minutes: `cargo test --release --lib every_area -- --ignored --nocapture`, which says how far it is.
#[test]
#[ignore = "a million and a half pictures; meant for a release build"]
fn every_kind_with_strange_data_is_drawn_in_every_area() {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(kind) = Kind::all().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let count = in_every_area(kind);
                    println!("{kind}: {count} pictures");
                }
            });
        }
    });
}

/// Draws all charts of a kind in every area from nothing to 60×30; how many that were.
fn in_every_area(kind: Kind) -> usize {
    let mut cells = Cells::default();
    let mut count = 0;
    for (name, chart) in charts(kind) {
        let step = if name.ends_with(MANY) { 7 } else { 1 };
        for columns in (0..=60u16).step_by(step) {
            for rows in (0..=30u16).step_by(step) {
                let manner = MANNERS[usize::from(columns + rows) % MANNERS.len()];
                let size = Size::new(columns, rows);
                check(&name, &chart, &Look::default(), size, &mut cells, manner);
                count += 1;
            }
        }
    }
    count
}
