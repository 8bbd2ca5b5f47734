use super::*;
use crate::chart::geometry::{Area, Outline, Point, Size};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Mark, Part, PathMark, TextMark};
use crate::text::SafeText;

fn filled(outline: Outline, hue: Hue) -> Mark {
    Mark::Path(PathMark {
        outline,
        fill: Some(Fill::solid(Ink::of(hue))),
        stroke: None,
        of: None,
    })
}

fn drawn(marks: Vec<Mark>, scale: f32) -> Pixmap {
    let scene = Scene {
        marks,
        ..Scene::new(Size::new(40, 10))
    };
    Pixmap::decode_png(&png(&scene, &Palette::dark(), scale).unwrap()).unwrap()
}

/// How many pixels have a colour.
fn count(pixels: &Pixmap, hue: Hue) -> usize {
    let (red, green, blue) = Palette::dark().rgb(Ink::of(hue));
    let same = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| {
        (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()) == (red, green, blue, 255)
    };
    pixels.pixels().iter().filter(same).count()
}

fn text(words: &str, rows: u16) -> Mark {
    Mark::Text(TextMark {
        at: Point::new(160.0, 80.0),
        anchor: Anchor::Middle,
        text: SafeText::new(words),
        ink: Ink::of(Hue::Bad),
        bold: false,
        rows,
        part: Part::Label,
        of: None,
    })
}

#[test]
fn rectangles_and_circles_have_their_areas_and_colours() {
    let pixels = drawn(
        vec![filled(Outline::Rect(Area::cells(2, 1, 10, 4)), Hue::Series(2))],
        2.0,
    );
    assert_eq!((pixels.width(), pixels.height()), (640, 320));
    assert_eq!(count(&pixels, Hue::Series(2)), 160 * 128);
    assert_eq!(count(&pixels, Hue::Ground), 640 * 320 - 160 * 128);
    let circle = Outline::circle(Point::new(160.0, 80.0), 60.0);
    let area = count(&drawn(vec![filled(circle, Hue::Ramp(255))], 1.0), Hue::Ramp(255)) as f64;
    let expected = std::f64::consts::PI * 3600.0;
    assert!((area - expected).abs() < expected * 0.03, "{area} of {expected}");
}

/// The first and the last column of pixels that are not ground.
fn extent(pixels: &Pixmap) -> (usize, usize) {
    let ground = Palette::dark().ground;
    let width = pixels.width() as usize;
    let inked = pixels.pixels().iter().enumerate();
    let columns = inked
        .filter(|(_, pixel)| (pixel.red(), pixel.green(), pixel.blue()) != ground)
        .map(|(index, _)| index % width);
    (columns.clone().min().unwrap(), columns.max().unwrap())
}

#[test]
fn a_text_is_as_wide_as_its_columns_without_any_font_of_the_system() {
    let (left, right) = extent(&drawn(vec![text("HHHHHHHHHH", 1)], 1.0));
    assert!(
        (120..=123).contains(&left) && (196..=200).contains(&right),
        "{left} to {right}"
    );
    let (left, right) = extent(&drawn(vec![text("42", 3)], 1.0));
    assert!(
        (120..=140).contains(&left) && (180..=200).contains(&right),
        "{left} to {right}"
    );
}

#[test]
fn what_has_no_pixels_and_what_has_too_many_is_refused() {
    let size = |columns, rows| Scene::new(Size::new(columns, rows));
    let palette = Palette::light();
    for (scene, scale) in [
        (size(0, 0), 1.0),
        (size(9, 9), 0.0),
        (size(9, 9), f32::NAN),
        (size(9, 9), -2.0),
    ] {
        assert!(matches!(png(&scene, &palette, scale), Err(PngError::Empty { .. })));
    }
    for (scene, scale) in [(size(u16::MAX, u16::MAX), 1.0), (size(200, 60), 1e9)] {
        assert!(matches!(png(&scene, &palette, scale), Err(PngError::TooLarge { .. })));
    }
    assert!(matches!(
        png(&size(9, 9), &palette, f32::INFINITY),
        Err(PngError::Empty { .. })
    ));
    assert!(png(&size(1, 1), &palette, 0.1).is_ok());
}
