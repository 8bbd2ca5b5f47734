//! What is the same in every manner, and what tells series apart where colours do not.

use std::collections::BTreeSet;

use ratatui::style::{Color, Modifier};

use super::*;
use crate::chart::geometry::Area;
use crate::chart::scene::{Guide, Spot};

fn tiles() -> Vec<Mark> {
    (0..8)
        .map(|series| {
            let left = f64::from(series) * 16.0;
            let tile = Area::new(left, 0.0, left + 16.0, 32.0);
            filled(Outline::Rect(tile), Hue::Series(series))
        })
        .collect()
}

#[test]
fn eight_series_look_different_in_every_manner() {
    for manner in manners() {
        for palette in [
            Palette::dark(),
            Palette::light(),
            Palette::safe_dark(),
            Palette::safe_light(),
        ] {
            let scene = scene(16, 2, tiles());
            let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 2));
            Cells::default().paint(&scene, None, &palette, manner, &mut buffer, (0, 0));
            let looks: BTreeSet<String> = (0..8)
                .map(|series| {
                    let cell = &buffer[(series * 2, 0)];
                    format!("{} {:?} {:?}", cell.symbol(), cell.fg, cell.bg)
                })
                .collect();
            assert_eq!(looks.len(), 8, "{manner:?}");
        }
    }
}

#[test]
fn a_sign_of_the_legend_looks_like_what_it_explains() {
    for manner in manners() {
        let mut marks = tiles();
        for series in 0..8 {
            let mut sign = written("■", f64::from(series) * 16.0, 40.0);
            sign.ink = Ink::of(Hue::Series(series));
            sign.part = Part::Legend;
            marks.push(Mark::Text(sign));
        }
        let buffer = painted(&scene(16, 3, marks), manner);
        for series in 0..8 {
            let (tile, sign) = (&buffer[(series * 2, 0)], &buffer[(series * 2, 2)]);
            assert_eq!(tile.fg, sign.fg, "{manner:?}");
            if manner.glyphs == Glyphs::Ascii || manner.depth == Depth::None {
                assert_eq!(tile.symbol(), sign.symbol(), "{manner:?}");
            }
        }
    }
}

#[test]
fn depths_keep_to_their_colours() {
    for manner in manners() {
        let mut marks = tiles();
        marks.push(stroked(&[(0.0, 30.0), (128.0, 2.0)], Hue::Strong));
        marks.push(filled(Outline::circle(Point::new(40.0, 40.0), 13.0), Hue::Ramp(200)));
        marks.push(Mark::Text(written("words", 8.0, 8.0)));
        let buffer = painted(&scene(16, 4, marks), manner);
        for cell in &buffer.content {
            for color in [cell.fg, cell.bg] {
                let fits = match manner.depth {
                    Depth::True => matches!(color, Color::Rgb(..) | Color::Reset),
                    Depth::Indexed => matches!(color, Color::Indexed(16..) | Color::Reset),
                    Depth::Sixteen => !matches!(color, Color::Rgb(..) | Color::Indexed(_)),
                    Depth::None => color == Color::Reset,
                };
                assert!(fits, "{manner:?} {color:?}");
            }
        }
    }
}

#[test]
fn where_there_is_one_surface_only_it_keeps_its_shape_without_colours() {
    let manner = Manner {
        depth: Depth::None,
        ..Manner::default()
    };
    let circle = |hue, x| filled(Outline::circle(Point::new(x, 24.0), 21.0), hue);
    let alone = painted(&scene(12, 3, vec![circle(Hue::Series(1), 24.0)]), manner);
    let both = painted(
        &scene(12, 3, vec![circle(Hue::Series(1), 24.0), circle(Hue::Series(2), 72.0)]),
        manner,
    );
    insta::assert_snapshot!(format!(
        "{}\n{}",
        crate::chart::paint::text(&alone),
        crate::chart::paint::text(&both)
    ));
}

#[test]
fn a_picture_in_ascii() {
    let points: Vec<(f64, f64)> = (0..=80)
        .map(|step| {
            let x = 4.0 * f64::from(step);
            (x, 64.0 + 50.0 * (x / 30.0).sin())
        })
        .collect();
    let marks = vec![
        rule((4.0, 0.0), (4.0, 128.0)),
        rule((4.0, 120.0), (320.0, 120.0)),
        filled(Outline::Rect(Area::new(40.0, 50.0, 72.0, 112.0)), Hue::Series(0)),
        filled(Outline::Rect(Area::new(40.0, 20.0, 72.0, 50.0)), Hue::Series(1)),
        filled(Outline::circle(Point::new(200.0, 64.0), 40.0), Hue::Series(2)),
        stroked(&points, Hue::Series(3)),
        Mark::Text(written("Zoë — 日本", 240.0, 8.0)),
    ];
    let manner = Manner {
        glyphs: Glyphs::Ascii,
        depth: Depth::None,
    };
    insta::assert_snapshot!(crate::chart::paint::text(&painted(&scene(40, 8, marks), manner)));
}

fn spot(x: f64, guide: Guide) -> Spot {
    Spot {
        at: Point::new(x, 16.0),
        area: Area::default(),
        cell: None,
        guide,
        title: SafeText::default(),
        readings: Vec::new(),
        keys: Vec::new(),
        inner: Vec::new(),
        related: Vec::new(),
    }
}

fn of(mark: Mark, spot: usize) -> Mark {
    match mark {
        Mark::Path(path) => Mark::Path(PathMark { of: Some(spot), ..path }),
        other => other,
    }
}

#[test]
fn what_has_the_cursor_stands_out_and_the_rest_steps_back() {
    let tile = |left: f64, series| {
        filled(
            Outline::Rect(Area::new(left, 0.0, left + 8.0, 16.0)),
            Hue::Series(series),
        )
    };
    let mut picture = scene(
        4,
        1,
        vec![
            of(tile(0.0, 0), 0),
            of(tile(8.0, 1), 1),
            of(tile(16.0, 2), 2),
            tile(24.0, 3),
        ],
    );
    picture.spots = (0..3).map(|_| spot(0.0, Guide::Marks)).collect();
    picture.spots[0].related = vec![1];
    picture.fades = true;
    let paint = |focus, depth| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let manner = Manner {
            depth,
            ..Manner::default()
        };
        Cells::default().paint(&picture, focus, &Palette::dark(), manner, &mut buffer, (0, 0));
        buffer
    };
    let light = |buffer: &Buffer, column: u16| match buffer[(column, 0)].fg {
        Color::Rgb(red, green, blue) => u32::from(red) + u32::from(green) + u32::from(blue),
        _ => 0,
    };
    let (plain, focused) = (paint(None, Depth::True), paint(Some(0), Depth::True));
    assert!(light(&focused, 0) > light(&plain, 0));
    assert!(light(&focused, 1) > light(&plain, 1));
    assert!(light(&focused, 2) < light(&plain, 2) * 2 / 3);
    assert_eq!(light(&focused, 3), light(&plain, 3));
    let bare = paint(Some(0), Depth::None);
    assert!(bare[(0, 0)].modifier.contains(Modifier::REVERSED));
    assert!(!bare[(2, 0)].modifier.contains(Modifier::REVERSED));
    for depth in DEPTHS {
        assert_ne!(paint(None, depth), paint(Some(0), depth), "{depth:?}");
    }
}

#[test]
fn guides_lie_over_the_picture_and_under_texts() {
    let area = Area::new(0.0, 0.0, 40.0, 48.0);
    let paint = |guide| {
        let mut picture = scene(5, 3, vec![Mark::Text(written("●", 16.0, 24.0))]);
        picture.spots = vec![spot(20.0, guide)];
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 3));
        Cells::default().paint(
            &picture,
            Some(0),
            &Palette::dark(),
            Manner::default(),
            &mut buffer,
            (0, 0),
        );
        [0, 1, 2].map(|at| row(&buffer, at))
    };
    assert_eq!(paint(Guide::Upright(area)), ["  │  ", "  ●  ", "  │  "]);
    assert_eq!(paint(Guide::Level(area)), ["     ", "──●──", "     "]);
    assert_eq!(paint(Guide::Frame(area)), ["┌   ┐", "  ●  ", "└   ┘"]);
    let single = Area::new(0.0, 16.0, 40.0, 32.0);
    assert_eq!(paint(Guide::Frame(single)), ["     ", "[ ● ]", "     "]);
}

#[test]
fn the_same_painter_paints_the_same_again() {
    let mut cells = Cells::default();
    let picture = scene(16, 2, tiles());
    for manner in manners() {
        let mut first = Buffer::empty(Rect::new(0, 0, 16, 2));
        cells.paint(&picture, None, &Palette::dark(), manner, &mut first, (0, 0));
        let mut again = Buffer::empty(Rect::new(0, 0, 16, 2));
        cells.paint(&picture, None, &Palette::dark(), manner, &mut again, (0, 0));
        assert_eq!(first, again);
        assert_eq!(first, painted(&picture, manner));
    }
}
