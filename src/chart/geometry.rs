//! Points, areas and outlines in the units of a scene.

/// How many units a terminal cell is wide.
pub const CELL_WIDTH: f64 = 8.0;
/// How many units a terminal cell is high: twice its width, so that circles are round.
pub const CELL_HEIGHT: f64 = 16.0;

/// How much room there is, in terminal cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Size {
    /// So many columns and rows.
    pub const fn new(columns: u16, rows: u16) -> Self {
        Self { columns, rows }
    }

    /// All of it, in units.
    pub fn area(self) -> Area {
        Area::new(
            0.0,
            0.0,
            f64::from(self.columns) * CELL_WIDTH,
            f64::from(self.rows) * CELL_HEIGHT,
        )
    }
}

/// A place in a scene, in units from its upper left corner; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "x and y")]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// The point at these units.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// So much further to the right and down.
    #[must_use]
    pub fn shifted(self, by: Self) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }

    /// How far it is to another.
    pub fn distance(self, other: Self) -> f64 {
        // What lies on a stage is far from the ends of what a number can hold, which `hypot` would take care of.
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }
}

/// A rectangle in a scene, in units; `right` and `bottom` are no longer part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the four edges")]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// The rectangle between these edges.
    pub const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The rectangle of these cells.
    pub fn cells(column: u16, row: u16, columns: u16, rows: u16) -> Self {
        let (left, top) = (f64::from(column) * CELL_WIDTH, f64::from(row) * CELL_HEIGHT);
        Self::new(
            left,
            top,
            left + f64::from(columns) * CELL_WIDTH,
            top + f64::from(rows) * CELL_HEIGHT,
        )
    }

    /// From left to right; never less than 0.
    pub fn width(self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// From top to bottom; never less than 0.
    pub fn height(self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// How many whole columns are in it.
    pub fn columns(self) -> u16 {
        (self.width() / CELL_WIDTH + 1e-9) as u16
    }

    /// How many whole rows are in it.
    pub fn rows(self) -> u16 {
        (self.height() / CELL_HEIGHT + 1e-9) as u16
    }

    /// Its middle.
    pub fn center(self) -> Point {
        Point::new(
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    /// Whether nothing fits into it.
    pub fn is_empty(self) -> bool {
        !(self.right > self.left && self.bottom > self.top)
    }

    /// Whether a point is in it.
    pub fn contains(self, point: Point) -> bool {
        point.x >= self.left && point.x < self.right && point.y >= self.top && point.y < self.bottom
    }

    /// Without so many units at each edge: left, top, right, bottom.
    #[must_use]
    pub fn without(self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self::new(
            self.left + left,
            self.top + top,
            (self.right - right).max(self.left + left),
            (self.bottom - bottom).max(self.top + top),
        )
    }

    /// So much further to the right and down. One without extent stays what it is.
    #[must_use]
    pub fn shifted(self, by: Point) -> Self {
        if self == Self::default() {
            return self;
        }
        Self::new(self.left + by.x, self.top + by.y, self.right + by.x, self.bottom + by.y)
    }

    /// What it has in common with another; empty where they do not touch.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self::new(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right.min(other.right),
            self.bottom.min(other.bottom),
        )
    }
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a new contour here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A cubic curve over two control points to here.
    Cubic(Point, Point, Point),
    /// Back to where the contour began.
    Close,
}

/// A shape. A rectangle is kept as one, so that painters can give its edges their finest resolution.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// A rectangle.
    Rect(Area),
    /// Contours of lines and curves; filled by the non-zero rule.
    Path(Vec<Segment>),
}

/// How far the control points of a quarter circle are from its ends, for radius 1.
const QUARTER: f64 = 0.552_284_749_830_793_4;

impl Outline {
    /// A polyline through these points, closed or not.
    pub fn line(points: impl IntoIterator<Item = Point>, closed: bool) -> Self {
        let mut segments: Vec<Segment> = points.into_iter().map(Segment::Line).collect();
        if let Some(first) = segments.first_mut()
            && let Segment::Line(at) = *first
        {
            *first = Segment::Move(at);
        }
        if closed && !segments.is_empty() {
            segments.push(Segment::Close);
        }
        Self::Path(segments)
    }

    /// A circle.
    pub fn circle(center: Point, radius: f64) -> Self {
        Self::ring(center, 0.0, radius, 0.0, std::f64::consts::TAU)
    }

    /// A piece of a ring between two radii, from one angle to another: clockwise in radians, 0 is at twelve o'clock.
    ///
    /// With an inner radius of 0 it is a slice of a pie; with a full turn it is closed without a seam.
    pub fn ring(center: Point, inner: f64, outer: f64, from: f64, to: f64) -> Self {
        let full = (to - from).abs() >= std::f64::consts::TAU - 1e-9;
        let mut segments = Vec::new();
        let first = on_circle(center, outer, from);
        segments.push(Segment::Move(first));
        arc(&mut segments, center, outer, from, to);
        if full {
            segments.push(Segment::Close);
            if inner > 0.0 {
                segments.push(Segment::Move(on_circle(center, inner, to)));
                arc(&mut segments, center, inner, to, from);
                segments.push(Segment::Close);
            }
        } else {
            if inner > 0.0 {
                segments.push(Segment::Line(on_circle(center, inner, to)));
                arc(&mut segments, center, inner, to, from);
            } else {
                segments.push(Segment::Line(center));
            }
            segments.push(Segment::Close);
        }
        Self::Path(segments)
    }

    /// The smallest rectangle around all its points, control points included; nothing where it has none.
    pub fn bounds(&self) -> Option<Area> {
        match self {
            Self::Rect(area) => Some(*area),
            Self::Path(segments) => {
                let mut bounds: Option<Area> = None;
                let mut take = |point: Point| {
                    let area = bounds.get_or_insert(Area::new(point.x, point.y, point.x, point.y));
                    area.left = area.left.min(point.x);
                    area.right = area.right.max(point.x);
                    area.top = area.top.min(point.y);
                    area.bottom = area.bottom.max(point.y);
                };
                for segment in segments {
                    match *segment {
                        Segment::Move(to) | Segment::Line(to) => take(to),
                        Segment::Cubic(first, second, to) => [first, second, to].into_iter().for_each(&mut take),
                        Segment::Close => {}
                    }
                }
                bounds
            }
        }
    }

    /// So much further to the right and down.
    #[must_use]
    pub fn shifted(self, by: Point) -> Self {
        match self {
            Self::Rect(area) => Self::Rect(Area::new(
                area.left + by.x,
                area.top + by.y,
                area.right + by.x,
                area.bottom + by.y,
            )),
            Self::Path(mut segments) => {
                for segment in &mut segments {
                    *segment = match *segment {
                        Segment::Move(to) => Segment::Move(to.shifted(by)),
                        Segment::Line(to) => Segment::Line(to.shifted(by)),
                        Segment::Cubic(first, second, to) => {
                            Segment::Cubic(first.shifted(by), second.shifted(by), to.shifted(by))
                        }
                        Segment::Close => Segment::Close,
                    };
                }
                Self::Path(segments)
            }
        }
    }

    /// Whether a point is inside, by the rule it is filled by; curves count as a few straight lines.
    pub fn contains(&self, point: Point) -> bool {
        let segments = match self {
            Self::Rect(area) => return area.contains(point),
            Self::Path(segments) => segments,
        };
        let (mut turns, mut at, mut begin) = (0, Point::default(), Point::default());
        // How often the contour goes round the point: what crosses the level line to its right counts up or down.
        let mut cross = |from: Point, to: Point| {
            if (from.y <= point.y) != (to.y <= point.y) {
                let x = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x);
                if x > point.x {
                    turns += if to.y > from.y { 1 } else { -1 };
                }
            }
        };
        for segment in segments {
            let to = match *segment {
                Segment::Move(to) => {
                    cross(at, begin);
                    (at, begin) = (to, to);
                    continue;
                }
                Segment::Close => begin,
                Segment::Line(to) => to,
                Segment::Cubic(first, second, to) => {
                    let start = at;
                    for step in 1..8 {
                        let next = on_curve(start, first, second, to, f64::from(step) / 8.0);
                        cross(at, next);
                        at = next;
                    }
                    to
                }
            };
            cross(at, to);
            at = to;
        }
        cross(at, begin);
        turns != 0
    }

    /// Whether every coordinate is a number.
    pub fn is_finite(&self) -> bool {
        let finite = |point: &Point| point.x.is_finite() && point.y.is_finite();
        match self {
            Self::Rect(area) => [area.left, area.top, area.right, area.bottom]
                .iter()
                .all(|edge| edge.is_finite()),
            Self::Path(segments) => segments.iter().all(|segment| match segment {
                Segment::Move(to) | Segment::Line(to) => finite(to),
                Segment::Cubic(first, second, to) => finite(first) && finite(second) && finite(to),
                Segment::Close => true,
            }),
        }
    }
}

/// The point of a cubic curve at a share of its way.
fn on_curve(from: Point, first: Point, second: Point, to: Point, share: f64) -> Point {
    let rest = 1.0 - share;
    let weights = [
        rest * rest * rest,
        3.0 * rest * rest * share,
        3.0 * rest * share * share,
        share * share * share,
    ];
    let points = [from, first, second, to];
    let sum = |of: fn(&Point) -> f64| {
        points
            .iter()
            .zip(weights)
            .map(|(point, weight)| of(point) * weight)
            .sum()
    };
    Point::new(sum(|point| point.x), sum(|point| point.y))
}

/// The point of a circle at an angle: clockwise in radians, 0 is at twelve o'clock.
pub(crate) fn on_circle(center: Point, radius: f64, angle: f64) -> Point {
    Point::new(center.x + radius * angle.sin(), center.y - radius * angle.cos())
}

/// An arc from one angle to another, in pieces of at most a quarter turn.
fn arc(segments: &mut Vec<Segment>, center: Point, radius: f64, from: f64, to: f64) {
    let pieces = ((to - from).abs() / std::f64::consts::FRAC_PI_2 - 1e-9)
        .ceil()
        .clamp(1.0, 8.0);
    let step = (to - from) / pieces;
    // For a quarter turn this is `QUARTER`; smaller pieces follow the tangent rule.
    let reach = if (step.abs() - std::f64::consts::FRAC_PI_2).abs() < 1e-12 {
        QUARTER * step.signum()
    } else {
        4.0 / 3.0 * (step / 4.0).tan()
    } * radius;
    for piece in 0..pieces as usize {
        let start = from + step * piece as f64;
        let end = start + step;
        let (a, b) = (on_circle(center, radius, start), on_circle(center, radius, end));
        segments.push(Segment::Cubic(
            Point::new(a.x + reach * start.cos(), a.y + reach * start.sin()),
            Point::new(b.x - reach * end.cos(), b.y - reach * end.sin()),
            b,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_stays_between_its_radii() {
        let center = Point::new(100.0, 100.0);
        let Outline::Path(segments) = Outline::ring(center, 30.0, 60.0, 0.3, 5.0) else {
            unreachable!()
        };
        for segment in segments {
            if let Segment::Cubic(_, _, to) | Segment::Line(to) | Segment::Move(to) = segment {
                let radius = center.distance(to);
                assert!((radius - 30.0).abs() < 1e-6 || (radius - 60.0).abs() < 1e-6, "{radius}");
            }
        }
    }

    #[test]
    fn a_point_is_in_a_ring_and_not_in_its_hole() {
        let center = Point::new(100.0, 100.0);
        let ring = Outline::ring(center, 30.0, 60.0, 0.0, std::f64::consts::TAU);
        let slice = Outline::ring(center, 0.0, 60.0, 0.0, 1.0);
        assert!(ring.contains(Point::new(145.0, 100.0)) && ring.contains(Point::new(100.0, 55.0)));
        assert!(!ring.contains(center) && !ring.contains(Point::new(150.0, 150.0)));
        assert!(slice.contains(Point::new(110.0, 70.0)) && !slice.contains(Point::new(90.0, 70.0)));
    }

    #[test]
    fn a_circle_is_a_closed_contour_that_touches_its_bounds() {
        let bounds = Outline::circle(Point::new(10.0, 20.0), 5.0).bounds().unwrap();
        for (is, should) in [
            (bounds.left, 5.0),
            (bounds.right, 15.0),
            (bounds.top, 15.0),
            (bounds.bottom, 25.0),
        ] {
            assert!((is - should).abs() < 1e-6, "{bounds:?}");
        }
    }
}
