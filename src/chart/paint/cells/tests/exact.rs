//! What is exact: ends of bars, edges of stacks, places of dots, joints of rules; and areas on the whole.

use ratatui::style::Color;
use ratatui::symbols::pixel::QUADRANTS;

use super::*;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::palette::linear;

const UP: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ACROSS: [&str; 8] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

fn rgb((red, green, blue): crate::chart::Rgb) -> Color {
    Color::Rgb(red, green, blue)
}

#[test]
fn a_bar_of_so_many_eighths_ends_in_the_block_of_so_many_eighths() {
    for depth in DEPTHS {
        let manner = Manner {
            depth,
            ..Manner::default()
        };
        for eighths in 1..=24u32 {
            let length = f64::from(eighths);
            let bar = Area::new(8.0, 64.0 - length * 2.0, 16.0, 64.0);
            let buffer = painted(&scene(3, 4, vec![filled(Outline::Rect(bar), Hue::Series(0))]), manner);
            let end = 3 - (eighths - 1) / 8;
            let symbol = buffer[(1, end as u16)].symbol();
            assert_eq!(symbol, UP[(eighths as usize - 1) % 8], "{depth:?} {eighths}");
            assert_eq!(buffer[(0, 3)].symbol(), " ");
            let bar = Area::new(0.0, 16.0, length, 32.0);
            let buffer = painted(&scene(4, 3, vec![filled(Outline::Rect(bar), Hue::Series(0))]), manner);
            let symbol = buffer[((eighths - 1) as u16 / 8, 1)].symbol();
            assert_eq!(symbol, ACROSS[(eighths as usize - 1) % 8], "{depth:?} {eighths}");
        }
    }
}

#[test]
fn a_bar_that_hangs_down_ends_by_inverse() {
    let bar = filled(Outline::Rect(Area::new(0.0, 0.0, 8.0, 22.0)), Hue::Series(0));
    let buffer = painted(&scene(1, 2, vec![bar.clone()]), Manner::default());
    let palette = Palette::dark();
    let cell = &buffer[(0, 1)];
    assert_eq!(
        (cell.symbol(), cell.fg, cell.bg),
        ("▅", rgb(palette.ground), rgb(palette.series[0]))
    );
    let manner = Manner {
        depth: Depth::Sixteen,
        ..Manner::default()
    };
    let buffer = painted(&scene(1, 2, vec![bar]), manner);
    let cell = &buffer[(0, 1)];
    assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▅", Color::LightBlue, Color::Reset));
    assert!(cell.modifier.contains(ratatui::style::Modifier::REVERSED));
}

#[test]
fn whatever_has_a_value_is_at_least_an_eighth() {
    let bar = filled(Outline::Rect(Area::new(0.0, 31.99, 8.0, 32.0)), Hue::Series(0));
    let buffer = painted(&scene(1, 2, vec![bar]), Manner::default());
    assert_eq!(buffer[(0, 1)].symbol(), "▁");
}

#[test]
fn a_thin_bar_within_a_cell_is_seen() {
    let bar = filled(Outline::Rect(Area::new(0.0, 6.0, 8.0, 8.0)), Hue::Strong);
    for depth in DEPTHS {
        let manner = Manner {
            depth,
            ..Manner::default()
        };
        let buffer = painted(&scene(1, 1, vec![bar.clone()]), manner);
        let cell = &buffer[(0, 0)];
        if depth == Depth::True {
            assert_eq!(cell.symbol(), "▀");
            assert!((share(cell) - 0.125).abs() < 0.01, "{cell:?}");
        } else {
            assert_eq!(cell.symbol(), "▁", "{depth:?}");
        }
    }
}

#[test]
fn a_boundary_in_a_stack_has_exactly_the_two_colours() {
    let palette = Palette::dark();
    for eighths in 1..8u8 {
        let edge = 16.0 - f64::from(eighths) * 2.0;
        let marks = vec![
            filled(Outline::Rect(Area::new(0.0, edge, 8.0, 16.0)), Hue::Series(0)),
            filled(Outline::Rect(Area::new(0.0, 0.0, 8.0, edge)), Hue::Series(1)),
        ];
        let buffer = painted(&scene(1, 1, marks), Manner::default());
        let cell = &buffer[(0, 0)];
        assert_eq!(cell.symbol(), UP[usize::from(eighths) - 1]);
        assert_eq!((cell.fg, cell.bg), (rgb(palette.series[0]), rgb(palette.series[1])));
    }
}

#[test]
fn a_slice_meets_its_neighbour_without_the_ground_between() {
    let center = Point::new(80.0, 80.0);
    let marks = vec![
        filled(Outline::ring(center, 0.0, 70.0, 0.3, 2.0), Hue::Strong),
        filled(
            Outline::ring(center, 0.0, 70.0, 2.0, 0.3 + std::f64::consts::TAU),
            Hue::Strong,
        ),
    ];
    let buffer = painted(&scene(20, 10, marks), Manner::default());
    for column in 4..16 {
        for row in 2..8 {
            assert_eq!(buffer[(column, row)].symbol(), "█", "{column} {row}");
        }
    }
}

/// How much of a cell is not ground, by its colours between the ground and white.
fn share(cell: &ratatui::buffer::Cell) -> f64 {
    let white = |color: Color| match color {
        Color::Rgb(red, _, _) => {
            let ground = linear(Palette::dark().ground.0);
            (linear(red) - ground) / (1.0 - ground)
        }
        _ => 0.0,
    };
    let symbol = cell.symbol().chars().next().unwrap();
    let part = if let Some(at) = UP.iter().position(|glyph| glyph.starts_with(symbol)) {
        (at as f64 + 1.0) / 8.0
    } else if let Some(at) = ACROSS.iter().position(|glyph| glyph.starts_with(symbol)) {
        (at as f64 + 1.0) / 8.0
    } else {
        let mask = QUADRANTS.iter().position(|glyph| *glyph == symbol).unwrap();
        f64::from(mask.count_ones()) / 4.0
    };
    part * white(cell.fg) + (1.0 - part) * white(cell.bg)
}

#[test]
fn what_is_painted_has_the_area_of_the_shape() {
    for (outline, area) in [
        (
            Outline::circle(Point::new(101.0, 83.0), 61.0),
            std::f64::consts::PI * 61.0 * 61.0,
        ),
        (
            Outline::circle(Point::new(77.7, 90.3), 9.0),
            std::f64::consts::PI * 81.0,
        ),
        (Outline::Rect(Area::new(8.0, 3.0, 96.0, 77.0)), 88.0 * 74.0),
        (
            Outline::line(
                [(3.0, 5.0), (180.0, 40.0), (60.0, 150.0)].map(|(x, y)| Point::new(x, y)),
                true,
            ),
            0.5 * f64::abs(177.0 * 145.0 - 57.0 * 35.0),
        ),
    ] {
        let buffer = painted(&scene(25, 11, vec![filled(outline, Hue::Strong)]), Manner::default());
        let cells: f64 = buffer.content.iter().map(share).sum();
        let painted = cells * CELL_WIDTH * CELL_HEIGHT;
        assert!((painted - area).abs() < area * 0.03 + 8.0, "{painted} {area}");
    }
}

#[test]
fn a_circle_is_the_same_from_all_sides() {
    for glyphs in [Glyphs::Quadrant, Glyphs::HalfBlock, Glyphs::Octant] {
        let manner = Manner {
            glyphs,
            depth: Depth::True,
        };
        let circle = filled(Outline::circle(Point::new(80.0, 80.0), 53.0), Hue::Strong);
        let buffer = painted(&scene(20, 10, vec![circle]), manner);
        if glyphs == Glyphs::Quadrant {
            for row in 0..10 {
                for column in 0..20 {
                    let here = share(&buffer[(column, row)]);
                    let across = share(&buffer[(19 - column, row)]);
                    let down = share(&buffer[(column, 9 - row)]);
                    assert!(
                        (here - across).abs() < 0.06 && (here - down).abs() < 0.06,
                        "{column} {row}"
                    );
                }
            }
        }
        let columns = (0..20).filter(|column| buffer[(*column, 5)].symbol() != " ").count();
        let rows = (0..10).filter(|row| buffer[(10, *row)].symbol() != " ").count();
        assert_eq!((columns, rows), (14, 8));
    }
}

#[test]
fn dots_lie_where_the_line_goes() {
    let manner = Manner::default();
    // Along the top of the third row of dots; a dot is four units.
    let level = painted(
        &scene(3, 1, vec![stroked(&[(0.0, 8.0), (23.0, 8.0)], Hue::Series(0))]),
        manner,
    );
    assert_eq!(row(&level, 0), "⠤⠤⠤");
    let upright = painted(
        &scene(1, 2, vec![stroked(&[(6.0, 0.0), (6.0, 31.0)], Hue::Series(0))]),
        manner,
    );
    assert_eq!((row(&upright, 0), row(&upright, 1)), ("⢸".into(), "⢸".into()));
    let falling = painted(
        &scene(2, 1, vec![stroked(&[(0.0, 0.0), (15.9, 15.9)], Hue::Series(0))]),
        manner,
    );
    assert_eq!(row(&falling, 0), "⠑⢄");
}

#[test]
fn a_line_is_one_dot_wide_and_has_no_gaps() {
    let points: Vec<(f64, f64)> = (0..=200)
        .map(|step| {
            let x = f64::from(step) * 0.8;
            (x, 40.0 + 36.0 * (x / 13.0).sin())
        })
        .collect();
    let buffer = painted(&scene(20, 5, vec![stroked(&points, Hue::Series(0))]), Manner::default());
    let dot = |x: u16, y: u16| {
        let glyph = buffer[(x / 2, y / 4)].symbol().chars().next().unwrap();
        let index = ratatui::symbols::braille::BRAILLE
            .iter()
            .position(|known| *known == glyph);
        index.is_some_and(|mask| mask >> (y % 4 * 2 + x % 2) & 1 == 1)
    };
    for x in 0..40 {
        assert!((0..20).any(|y| dot(x, y)), "column {x} is empty");
    }
    for (x, y) in (0..39).flat_map(|x| (0..19).map(move |y| (x, y))) {
        let square = [dot(x, y), dot(x + 1, y), dot(x, y + 1), dot(x + 1, y + 1)];
        assert!(square != [true; 4], "{x} {y}");
    }
}

#[test]
fn what_covers_a_line_hides_it() {
    let marks = vec![
        stroked(&[(0.0, 8.0), (31.9, 8.0)], Hue::Series(0)),
        filled(Outline::Rect(Area::new(8.0, 0.0, 16.0, 16.0)), Hue::Series(1)),
    ];
    let buffer = painted(&scene(4, 1, marks), Manner::default());
    assert_eq!(row(&buffer, 0), "⠤█⠤⠤");
}

#[test]
fn what_is_filled_with_the_ground_is_a_hole() {
    let marks = vec![
        filled(Outline::Rect(Area::new(0.0, 0.0, 24.0, 48.0)), Hue::Series(0)),
        filled(Outline::Rect(Area::new(8.0, 16.0, 16.0, 32.0)), Hue::Ground),
    ];
    for manner in manners() {
        let buffer = painted(&scene(3, 3, marks.clone()), manner);
        assert_eq!(buffer[(1, 1)], ratatui::buffer::Cell::EMPTY, "{manner:?}");
    }
}

#[test]
fn a_rim_is_drawn_where_the_surface_does_not_show_the_edge_itself() {
    let circle = |hue, rim| {
        let Mark::Path(path) = filled(Outline::circle(Point::new(40.0, 40.0), 30.0), hue) else {
            unreachable!()
        };
        let stroke = Stroke {
            ink: Ink::of(rim),
            width: 1.0,
            dashed: false,
        };
        Mark::Path(PathMark {
            stroke: Some(stroke),
            ..path
        })
    };
    let field = || filled(Outline::Rect(Area::new(0.0, 0.0, 80.0, 80.0)), Hue::Series(0));
    let dotted = |buffer: &Buffer| {
        let braille = |cell: &&ratatui::buffer::Cell| cell.symbol() > "⠀" && cell.symbol() <= "⣿";
        buffer.content.iter().filter(braille).count()
    };
    let alone = painted(
        &scene(10, 5, vec![circle(Hue::Series(0), Hue::Strong)]),
        Manner::default(),
    );
    assert_eq!(dotted(&alone), 0);
    let same = vec![field(), circle(Hue::Series(0), Hue::Strong)];
    assert!(dotted(&painted(&scene(10, 5, same), Manner::default())) > 12);
}

#[test]
fn rules_join_where_they_meet_and_lie_on_edges_where_they_should() {
    let marks = vec![
        rule((4.0, 8.0), (36.0, 8.0)),
        rule((4.0, 8.0), (4.0, 40.0)),
        rule((20.0, 8.0), (20.0, 40.0)),
        rule((4.0, 40.0), (36.0, 40.0)),
        rule((36.0, 8.0), (36.0, 40.0)),
    ];
    let buffer = painted(&scene(5, 3, marks), Manner::default());
    assert_eq!(row(&buffer, 0), "┌─┬─┐");
    assert_eq!(row(&buffer, 1), "│ │ │");
    assert_eq!(row(&buffer, 2), "└─┴─┘");
    let marks = vec![rule((8.0, 32.0), (32.0, 32.0)), rule((20.0, 0.0), (20.0, 48.0))];
    let buffer = painted(&scene(5, 3, marks), Manner::default());
    assert_eq!(row(&buffer, 1), " ▁│▁ ");
    let ascii = Manner {
        glyphs: Glyphs::Ascii,
        depth: Depth::None,
    };
    let marks = vec![rule((0.0, 24.0), (40.0, 24.0)), rule((20.0, 0.0), (20.0, 48.0))];
    assert_eq!(row(&painted(&scene(5, 3, marks), ascii), 1), "--+--");
}

#[test]
fn wide_characters_stay_whole() {
    let text = |words, x| Mark::Text(written(words, x, 8.0));
    let manner = Manner::default();
    assert_eq!(
        row(&painted(&scene(6, 1, vec![text("日本語", 0.0)]), manner), 0),
        "日 本 語 "
    );
    // The last one would reach beyond the scene, the first one begin before it.
    assert_eq!(
        row(&painted(&scene(5, 1, vec![text("日本語", 0.0)]), manner), 0),
        "日 本  "
    );
    assert_eq!(
        row(&painted(&scene(5, 1, vec![text("日本語", -8.0)]), manner), 0),
        " 本 語 "
    );
    // A text over one half takes the other half away.
    let marks = vec![text("日本", 0.0), text("x", 8.0)];
    assert_eq!(row(&painted(&scene(5, 1, marks), manner), 0), " x本  ");
}

#[test]
fn large_digits_take_three_rows_around_their_place_or_one() {
    let mut text = written("18.5 %", 0.0, 40.0);
    text.rows = 3;
    let buffer = painted(&scene(30, 5, vec![Mark::Text(text.clone())]), Manner::default());
    insta::assert_snapshot!(crate::chart::paint::text(&buffer));
    let narrow = painted(&scene(10, 5, vec![Mark::Text(text)]), Manner::default());
    assert_eq!(row(&narrow, 2), "18.5 %    ");
}

#[test]
fn large_letters_take_four_rows() {
    let mut text = written("2026 Q3", 0.0, 40.0);
    text.rows = 4;
    let buffer = painted(&scene(30, 5, vec![Mark::Text(text)]), Manner::default());
    insta::assert_snapshot!(crate::chart::paint::text(&buffer));
}

#[test]
fn a_text_can_be_read_on_what_lies_under_it() {
    let palette = Palette::dark();
    for (hue, expected) in [(Hue::Series(2), palette.ground), (Hue::Missing, palette.strong)] {
        let mut text = written("x", 0.0, 8.0);
        text.ink = Ink::of(Hue::Contrast);
        let marks = vec![
            filled(Outline::Rect(Area::new(0.0, 0.0, 8.0, 16.0)), hue),
            Mark::Text(text),
        ];
        let buffer = painted(&scene(1, 1, marks), Manner::default());
        assert_eq!(buffer[(0, 0)].fg, rgb(expected));
        assert_eq!(buffer[(0, 0)].bg, rgb(palette.rgb(Ink::of(hue))));
    }
}

#[test]
fn large_letters_lie_in_the_rows_around_their_place() {
    for (rows, top) in [(3, 2), (4, 1)] {
        // Between rows 2 and 3 where there are four rows, in the middle of row 3 where there are three.
        let y = if rows == 3 { 3.5 } else { 3.0 } * CELL_HEIGHT;
        let mut text = written("8", 0.0, y);
        text.rows = rows;
        let buffer = painted(&scene(8, 8, vec![Mark::Text(text)]), Manner::default());
        let inked: Vec<u16> = (0..8)
            .filter(|line| (0..8).any(|column| buffer[(column, *line)].symbol() != " "))
            .collect();
        assert!(
            inked.contains(&top) && inked.iter().all(|row| (top..top + rows).contains(row)),
            "{rows}: {inked:?}"
        );
    }
}

#[test]
fn a_line_in_the_colour_of_the_ground_takes_away_and_draws_nothing() {
    let across = [(0.0, 8.0), (32.0, 8.0)];
    let marks = vec![
        stroked(&across, Hue::Series(0)),
        stroked(&[(0.0, 8.0), (16.0, 8.0)], Hue::Ground),
    ];
    let buffer = painted(&scene(4, 1, marks), Manner::default());
    assert_eq!(buffer[(0, 0)].symbol(), " ");
    assert_ne!(buffer[(3, 0)].symbol(), " ");
}

#[test]
fn behind_a_line_lies_what_most_of_the_cell_is() {
    let palette = Palette::dark();
    for (top, filled_up) in [(4.0, true), (12.0, false)] {
        let area = filled(Outline::Rect(Area::new(0.0, top, 16.0, 16.0)), Hue::Series(0));
        let line = stroked(&[(0.0, top), (16.0, top)], Hue::Series(1));
        let buffer = painted(&scene(2, 1, vec![area, line]), Manner::default());
        let expected = if filled_up {
            rgb(palette.series[0])
        } else {
            Color::Reset
        };
        assert_eq!(buffer[(0, 0)].bg, expected, "{top}");
    }
}

#[test]
fn an_edge_has_no_hem_of_a_colour_that_is_hardly_there() {
    // A disc: every cell is the ground, its colour, or something well between them.
    let disc = filled(Outline::circle(Point::new(40.0, 40.0), 30.0), Hue::Series(0));
    let buffer = painted(&scene(10, 5, vec![disc]), Manner::default());
    let light = |color: Color| match color {
        Color::Rgb(red, green, blue) => linear(red) + linear(green) + linear(blue),
        _ => 0.0,
    };
    let palette = Palette::dark();
    let (ground, full) = (light(rgb(palette.ground)), light(rgb(palette.series[0])));
    for cell in &buffer.content {
        for color in [cell.fg, cell.bg].into_iter().filter(|color| *color != Color::Reset) {
            let share = (light(color) - ground) / (full - ground);
            assert!(!(0.001..=0.02).contains(&share), "{cell:?}: {share}");
        }
    }
}

#[test]
fn the_edge_of_an_area_lies_in_the_quarter_where_the_area_ends() {
    let palette = Palette::dark();
    for (top, symbol, below) in [(3.0, "▀", Some(0)), (11.0, "▄", None)] {
        let mut edge = stroked(&[(0.0, top), (16.0, top)], Hue::Series(1));
        if let Mark::Path(path) = &mut edge {
            path.stroke = path.stroke.map(|stroke| Stroke {
                width: Stroke::HEAVY,
                ..stroke
            });
        }
        let area = filled(Outline::Rect(Area::new(0.0, top, 16.0, 16.0)), Hue::Series(0));
        let buffer = painted(&scene(2, 1, vec![area, edge]), Manner::default());
        let cell = &buffer[(0, 0)];
        assert_eq!((cell.symbol(), cell.fg), (symbol, rgb(palette.series[1])), "{top}");
        let expected = below.map_or(Color::Reset, |series: usize| rgb(palette.series[series]));
        assert_eq!(cell.bg, expected, "{top}");
    }
}
