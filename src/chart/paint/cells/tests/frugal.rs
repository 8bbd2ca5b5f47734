//! A cursor that moves is painted anew, and nothing is made anew for it.

use super::*;
use crate::chart::{Kind, Look, draw, example};

#[test]
fn a_cursor_that_moves_allocates_next_to_nothing() {
    for kind in Kind::all() {
        let scene = draw(&example(kind), &Look::default(), Size::new(120, 36));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 36));
        let mut cells = Cells::default();
        let mut paint = |focus: Option<usize>| {
            cells.paint(&scene, focus, &Palette::dark(), Manner::default(), &mut buffer, (0, 0));
        };
        // Each spot once: tints that stand out and step back are made with the first cursor, and kept.
        let spots = scene.spots.len().min(12);
        for spot in 0..spots {
            paint(Some(spot));
        }
        let counted = allocation_counter::measure(|| {
            for spot in 0..spots {
                paint(Some(spot));
            }
        });
        let each = counted.count_total / spots.max(1) as u64;
        // Large digits are put together as lines of text; everything else is painted where it stands.
        assert!(each <= 100, "{kind}: {each} allocations for a cursor that moves");
    }
}
