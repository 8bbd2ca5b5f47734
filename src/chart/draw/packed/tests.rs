//! Packed bubbles read as a person reads them.

use crate::chart::decode::{areas, read_value};
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Scene;
use crate::chart::spec::{Channel, Chart, Layer, Spec};
use crate::chart::{draw, example};

fn chart(values: &[f64]) -> Chart {
    let mut spec = Spec::new(Kind::PackedBubble, "");
    spec.levels = vec![Channel::of("Name")];
    spec.y = vec![Layer::of("Count")];
    let frame = Frame::try_from(vec![
        Column::texts("Name", (0..values.len()).map(|index| Some(format!("n{index}")))),
        Column::numbers("Count", Unit::Number, values.iter().map(|value| Some(*value))),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

fn bubbles_are_proportional(scene: &Scene, level: usize) {
    let mut unit = None;
    for (spot, area) in areas(scene) {
        if scene.spots[spot].keys.len() != level {
            continue;
        }
        // A bubble is a unit smaller all round, so that circles that touch stay apart.
        let radius = (area / std::f64::consts::PI).sqrt() + 1.0;
        let one = radius / read_value(scene, spot).sqrt();
        let unit = *unit.get_or_insert(one);
        assert!((one / unit - 1.0).abs() < 0.02, "{one} {unit}");
    }
    assert!(unit.is_some());
}

#[test]
fn bubbles_are_as_large_as_their_values() {
    bubbles_are_proportional(
        &draw(&example(Kind::PackedBubble), &Look::default(), Size::new(160, 50)),
        2,
    );
    bubbles_are_proportional(
        &draw(
            &chart(&[90.0, 60.0, 30.0, 30.0, 20.0]),
            &Look::default(),
            Size::new(160, 50),
        ),
        1,
    );
}

#[test]
fn bubbles_stay_in_the_plot_and_use_it() {
    let scene = draw(&chart(&[9.0; 12]), &Look::default(), Size::new(120, 30));
    let inside: f64 = areas(&scene).iter().map(|(_, area)| area).sum();
    assert!(inside / (scene.plot.width() * scene.plot.height()) > 0.5);
    for path in scene.paths() {
        let bounds = path.outline.bounds().unwrap();
        let common = bounds.common(scene.plot);
        assert!((common.width() - bounds.width()).abs() < 1e-6 && (common.height() - bounds.height()).abs() < 1e-6);
    }
}

#[test]
fn small_and_many_and_nothing() {
    let scene = draw(&chart(&[1e12, 1.0, -3.0]), &Look::default(), Size::new(80, 20));
    assert_eq!(areas(&scene).len(), 2);
    let notes: Vec<&str> = scene.notes.iter().map(crate::text::SafeText::as_str).collect();
    assert!(
        notes.iter().any(|note| note.contains("larger than in proportion")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note.contains("1 part is without")), "{notes:?}");
    let many: Vec<f64> = (1..=10_000).map(f64::from).collect();
    let scene = draw(&chart(&many), &Look::default(), Size::new(120, 40));
    assert_eq!(areas(&scene).len(), 40);
    assert!(
        draw(&chart(&[]), &Look::default(), Size::new(80, 20))
            .texts()
            .any(|text| text.text.contains("No data"))
    );
}
