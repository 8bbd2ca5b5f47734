//! Packed bubbles: values as areas of circles that touch, on their own or gathered in groups.

#[cfg(test)]
mod tests;

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::layout::{Circle, around, fill, pack};
use crate::chart::scene::{Fill, Guide, Hue, Ink, Part, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::merge::limit;
use super::nest::{Branch, Nested};
use super::nested::{breadcrumb, inner, note_merged, read, readings, title};
use super::stage::{Stage, Text};

/// More bubbles than these cannot be read.
const MOST_BUBBLES: usize = 40;
/// More groups than these cannot be told apart.
const MOST_GROUPS: usize = 8;
/// A bubble is never smaller than this share of the largest one's radius: it would vanish.
const SMALLEST: f64 = 0.04;
/// How much larger a group is than what is around its bubbles, as a share: room for its name above them.
const APART: f64 = 0.12;

/// A group, or a bubble on its own: where it is, and the bubbles in it.
struct Group<'a> {
    branch: &'a Branch,
    circle: Circle,
    bubbles: Vec<(&'a Branch, Circle)>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(mut nested) = read(stage) else {
        return;
    };
    let most = stage
        .options()
        .top
        .map_or(MOST_BUBBLES, |top| top.clamp(1, MOST_BUBBLES));
    let merged = limit(&mut nested.branches, most, MOST_GROUPS);
    note_merged(stage, merged);
    let grouped = nested.branches.iter().any(|branch| !branch.inner.is_empty());
    // Names of groups stand in the picture only where they have room.
    if grouped && stage.scene.legend.iter().all(|entry| entry.area.is_empty()) {
        stage.scene.legend.clear();
        stage.legend(nested.legend.clone());
    }
    breadcrumb(stage, &nested);
    if stage.body.rows() < 3 || stage.body.columns() < 6 {
        return stage.say("Packed bubbles need 3 rows and 6 columns.");
    }
    // Circles that touch a title look cut.
    let air = if stage.body.rows() >= 10 {
        CELL_HEIGHT / 2.0
    } else {
        0.0
    };
    let room = stage.body.without(0.0, air, 0.0, air);
    let groups = groups(&nested, room.width() / room.height());
    let groups = fit(groups, room);
    stage.scene.plot = stage.body;
    let small = nested
        .branches
        .iter()
        .flat_map(|branch| &branch.inner)
        .chain(&nested.branches);
    let large = largest(&nested.branches);
    let small = small
        .filter(|branch| branch.inner.is_empty() && (branch.size / large).sqrt() < SMALLEST)
        .count();
    if small > 0 {
        stage.note(format!("{small} small drawn larger than in proportion"));
    }
    for group in &groups {
        draw_group(stage, &nested, group);
    }
    for (index, group) in groups.iter().enumerate().filter(|(_, group)| !group.bubbles.is_empty()) {
        let others = groups.iter().enumerate().filter(|(other, _)| *other != index);
        let others: Vec<Circle> = others.map(|(_, group)| group.circle).collect();
        name_group(stage, group, &others);
    }
}

/// The largest bubble.
fn largest(branches: &[Branch]) -> f64 {
    let inner = |branch: &Branch| {
        if branch.inner.is_empty() {
            branch.size
        } else {
            largest(&branch.inner)
        }
    };
    branches.iter().map(inner).fold(f64::MIN_POSITIVE, f64::max)
}

/// Packs bubbles into groups and groups beside each other, at any scale.
fn groups(nested: &Nested, wide: f64) -> Vec<Group<'_>> {
    let most = largest(&nested.branches);
    let radius = |branch: &Branch| (branch.size / most).sqrt().max(SMALLEST);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for branch in &nested.branches {
        if branch.inner.is_empty() {
            let circle = Circle {
                at: Point::default(),
                radius: radius(branch),
            };
            groups.push(Group {
                branch,
                circle,
                bubbles: Vec::new(),
            });
            continue;
        }
        // What is inside the inner ones is drilled to.
        let radii: Vec<f64> = branch.inner.iter().map(radius).collect();
        let circles = pack(&radii, 1.0);
        let all = around(&circles);
        let bubbles = branch.inner.iter().zip(circles).map(|(inner, circle)| {
            let down = all.radius * APART * 0.55;
            let at = Point::new(circle.at.x - all.at.x, circle.at.y - all.at.y + down);
            (inner, Circle { at, ..circle })
        });
        groups.push(Group {
            branch,
            circle: Circle {
                at: Point::default(),
                radius: all.radius * (1.0 + APART),
            },
            bubbles: bubbles.collect(),
        });
    }
    groups.sort_by(|a, b| b.circle.radius.total_cmp(&a.circle.radius));
    let radii: Vec<f64> = groups.iter().map(|group| group.circle.radius).collect();
    for (group, circle) in groups.iter_mut().zip(pack(&radii, wide.clamp(0.2, 12.0))) {
        group.circle.at = circle.at;
    }
    groups
}

/// Brings groups to the scale of the room, and lets them fill it.
fn fit(mut groups: Vec<Group<'_>>, room: Area) -> Vec<Group<'_>> {
    let circles: Vec<Circle> = groups.iter().map(|group| group.circle).collect();
    let middle = room.center();
    for (group, circle) in groups.iter_mut().zip(fill(&circles, room.width(), room.height())) {
        let by = circle.radius / group.circle.radius;
        let at = Point::new(circle.at.x + middle.x, circle.at.y + middle.y);
        group.circle = Circle { at, ..circle };
        for (_, bubble) in &mut group.bubbles {
            bubble.at = Point::new(bubble.at.x * by + at.x, bubble.at.y * by + at.y);
            bubble.radius *= by;
        }
    }
    groups
}

fn draw_group(stage: &mut Stage<'_>, nested: &Nested, group: &Group<'_>) {
    if group.bubbles.is_empty() {
        bubble(stage, nested, group.branch, group.circle, None);
        return;
    }
    let of = spot(stage, nested, group.branch, group.circle, None);
    let ground = Fill::solid(Ink::of(group.branch.hue).soft(16));
    stage.fill(Outline::circle(group.circle.at, group.circle.radius), ground, Some(of));
    for (branch, circle) in &group.bubbles {
        bubble(stage, nested, branch, *circle, Some(group.branch));
    }
}

/// Writes the name of a group where its disc has room above, below or beside the bubbles.
fn name_group(stage: &mut Stage<'_>, group: &Group<'_>, others: &[Circle]) {
    let circle = group.circle;
    let here = |spot: &Spot| spot.at == circle.at && spot.keys == group.branch.keys;
    let of = stage.scene.spots.iter().position(here);
    let width = group.branch.label.width();
    let bubbles: Vec<Circle> = group.bubbles.iter().map(|(_, circle)| *circle).collect();
    let first = ((circle.at.y - circle.radius) / CELL_HEIGHT).floor() as i64;
    let last = ((circle.at.y + circle.radius) / CELL_HEIGHT).ceil() as i64;
    // From the top: names are read first. The row above the disc is as good where nothing else is.
    let rows = (first - 1..=last).map(|row| row as f64 * CELL_HEIGHT);
    let body = stage.body;
    for top in rows.filter(|top| *top >= body.top && *top < body.bottom) {
        for shift in [0.0, -3.0, 3.0, -6.0, 6.0] {
            let left = ((circle.at.x - width as f64 * CELL_WIDTH / 2.0) / CELL_WIDTH + shift).round() * CELL_WIDTH;
            let area = Area::new(left, top, left + width as f64 * CELL_WIDTH, top + CELL_HEIGHT);
            if bubbles.iter().chain(others).any(|circle| touches(*circle, area)) {
                continue;
            }
            let mut text = Text::of(&group.branch.label, Point::new(left, top + CELL_HEIGHT / 2.0)).bold();
            text.ink = Ink::of(group.branch.hue);
            if stage.label(text.spot(of)) {
                return;
            }
        }
    }
}

fn touches(circle: Circle, area: Area) -> bool {
    let near = Point::new(
        circle.at.x.clamp(area.left, area.right),
        circle.at.y.clamp(area.top, area.bottom),
    );
    circle.at.distance(near) < circle.radius
}

fn spot(stage: &mut Stage<'_>, nested: &Nested, branch: &Branch, circle: Circle, around: Option<&Branch>) -> usize {
    let (at, radius) = (circle.at, circle.radius);
    stage.spot(Spot {
        at,
        area: Area::new(at.x - radius, at.y - radius, at.x + radius, at.y + radius),
        cell: None,
        guide: Guide::Marks,
        title: title(branch),
        readings: readings(nested, branch, around),
        keys: branch.keys.clone(),
        inner: inner(branch),
        related: Vec::new(),
    })
}

fn bubble(stage: &mut Stage<'_>, nested: &Nested, branch: &Branch, circle: Circle, around: Option<&Branch>) {
    let of = spot(stage, nested, branch, circle, around);
    // Circles that touch would run into each other.
    let radius = (circle.radius - 1.0).max(circle.radius * 0.8);
    stage.fill(
        Outline::circle(circle.at, radius),
        Fill::solid(Ink::of(branch.hue)),
        Some(of),
    );
    let value = write::full(branch.value, nested.unit);
    let brief = write::short(branch.value, nested.unit);
    let lines = |name: String, value: &str| vec![name, value.to_owned()];
    let name = branch.label.as_str();
    // First what is said in full, then ever less.
    let mut tries = vec![lines(name.to_owned(), &value), lines(name.to_owned(), &brief)];
    tries.push(vec![name.to_owned()]);
    let room = (radius * 2.0 / CELL_WIDTH) as usize;
    for width in (3..display_width(name).min(room + 1)).rev() {
        tries.push(lines(truncate(name, width), &brief));
        tries.push(vec![truncate(name, width)]);
    }
    for lines in tries {
        if put(stage, circle.at, radius, &lines, of) {
            return;
        }
    }
}

/// Writes lines into a circle where all of them fit.
fn put(stage: &mut Stage<'_>, at: Point, radius: f64, lines: &[String], of: usize) -> bool {
    let count = lines.len() as f64;
    let top = ((at.y - count * CELL_HEIGHT / 2.0) / CELL_HEIGHT).round() * CELL_HEIGHT;
    let texts: Vec<SafeText> = lines.iter().map(SafeText::new).collect();
    let place = |index: usize, width: usize| {
        let left = ((at.x - width as f64 * CELL_WIDTH / 2.0) / CELL_WIDTH).round() * CELL_WIDTH;
        Point::new(left, top + index as f64 * CELL_HEIGHT)
    };
    let fits = texts.iter().enumerate().all(|(index, text)| {
        let first = place(index, text.width());
        let (right, bottom) = (first.x + text.width() as f64 * CELL_WIDTH, first.y + CELL_HEIGHT);
        let corners = [(first.x, first.y), (right, first.y), (first.x, bottom), (right, bottom)];
        // Letters do not fill their cell: what matters is inside by a little.
        let inside = |(x, y): (f64, f64)| at.distance(Point::new(x, y.clamp(first.y + 3.0, bottom - 3.0))) <= radius;
        corners.into_iter().all(inside)
    });
    if !fits {
        return false;
    }
    for (index, text) in texts.iter().enumerate() {
        let first = place(index, text.width());
        let mut mark = Text::of(text, Point::new(first.x, first.y + CELL_HEIGHT / 2.0));
        mark = mark.ink(Hue::Contrast).spot(Some(of));
        mark.bold = index == 0;
        mark.part = if index == 0 { Part::Label } else { Part::Value };
        stage.text(mark);
    }
    true
}
