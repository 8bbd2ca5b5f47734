//! Dashboards: where pictures are, and what is read in them.

use crate::chart::draw::draw;
use crate::chart::{Chart, Frame, Kind, Look, Point, Scene, Size, Spec, example, nearest};

fn board(columns: u16, rows: u16, look: &Look) -> Scene {
    draw(&example(Kind::Dashboard), look, Size::new(columns, rows))
}

#[test]
fn every_part_has_a_tile_and_its_spots_lie_in_it() {
    let scene = board(140, 50, &Look::default());
    let tiles: Vec<usize> = (0..scene.spots.len())
        .filter(|at| scene.spots[*at].inner.len() == 1 && scene.spots[*at].keys.is_empty())
        .collect();
    assert!(tiles.len() >= 6, "{tiles:?}");
    let first = scene
        .spots
        .iter()
        .position(|spot| spot.title.as_str() == "Satisfaction by team")
        .unwrap();
    let area = scene.spots[first].area;
    for team in scene.spots.iter().skip(first + 1).take(5) {
        assert!(area.contains(team.at), "{:?}", team.title);
        let column = team.keys.first().map(|key| key.column.as_str());
        assert_eq!(column, Some("Team"));
    }
    // A mouse finds what is in a tile before the tile.
    let billing = scene
        .spots
        .iter()
        .position(|spot| spot.title.as_str() == "Billing")
        .unwrap();
    let middle = scene.spots[billing].area.center();
    assert_eq!(nearest(&scene, middle, 0.0), Some(billing));
    assert_eq!(
        nearest(&scene, Point::new(area.left + 1.0, area.top + 1.0), 0.0),
        Some(first)
    );
    // Marks belong to spots of their own picture.
    for path in scene.paths() {
        assert!(path.of.is_none_or(|of| of < scene.spots.len()));
    }
}

#[test]
fn a_narrow_one_is_a_column_to_scroll_through() {
    let top = board(60, 30, &Look::default());
    assert_eq!(top.extent, (6, 1));
    assert_eq!(top.spots[0].title.as_str(), "Satisfaction");
    let look = Look {
        scroll: (2, 0),
        ..Look::default()
    };
    let below = board(60, 30, &look);
    assert_eq!(below.spots[0].title.as_str(), "Satisfaction by team");
    assert!(
        below.notes.iter().any(|note| note.starts_with("tiles 3–")),
        "{:?}",
        below.notes
    );
}

#[test]
fn a_path_shows_one_tile_in_full() {
    let look = Look {
        path: vec!["Satisfaction by team".to_owned()],
        ..Look::default()
    };
    let scene = board(100, 24, &look);
    let alone = draw(&example(Kind::Bullet), &look, Size::new(100, 23));
    assert_eq!(scene.spots.len(), alone.spots.len());
    let look = Look {
        path: vec!["nowhere".to_owned()],
        ..Look::default()
    };
    assert!(
        board(100, 40, &look)
            .notes
            .iter()
            .any(|note| note.contains("no such tile"))
    );
}

#[test]
fn a_board_without_parts_or_within_itself_is_drawn_all_the_same() {
    let mut chart = Chart {
        spec: Spec::new(Kind::Dashboard, "Empty"),
        frame: Frame::default(),
        parts: Vec::new(),
    };
    let scene = draw(&chart, &Look::default(), Size::new(80, 20));
    assert!(
        scene
            .texts()
            .any(|text| text.text.contains("nothing on this dashboard"))
    );
    for _ in 0..20 {
        chart = Chart {
            spec: Spec::new(Kind::Dashboard, "Within"),
            frame: Frame::default(),
            parts: vec![chart.clone(), example(Kind::Bullet)],
        };
    }
    let scene = draw(&chart, &Look::default(), Size::new(200, 60));
    for text in scene.texts() {
        assert!(text.at.x <= scene.size.area().right && text.at.y <= scene.size.area().bottom);
    }
}
