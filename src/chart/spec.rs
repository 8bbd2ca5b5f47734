//! What a chart is to show: plain values that can be kept, sent and written by hand.
//!
//! The idea is that of Vega-Lite: a kind of mark, channels that say which column plays which part, and layers where several
//! measures share a picture. Which channels a kind reads is written at [`Spec`]; what a kind does not read is ignored.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::frame::{Frame, Unit, Value};
use super::kind::Kind;

/// A specification with its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows.
    pub spec: Spec,
    /// What it is drawn from.
    #[serde(default)]
    pub frame: Frame,
    /// What is in its tiles, for [`Kind::Dashboard`], or in its body, for [`Kind::ChartWidget`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Chart>,
}

/// A column of the frame, and what it is called in the picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// The column's name.
    pub column: String,
    /// What it is called; the column's name where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What its numbers are, where the column does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

/// How several rows that belong to the same mark become one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// Their sum. One row is itself, so rows that are grouped already stay as they are.
    #[default]
    Sum,
    /// How many rows have a value.
    Count,
    /// How many different values there are.
    Distinct,
    /// Their mean.
    Mean,
    /// Their median.
    Median,
    /// The least.
    Min,
    /// The greatest.
    Max,
}

/// What a layer of a combination is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerMark {
    /// Bars.
    Bar,
    /// A line.
    Line,
    /// A filled line.
    Area,
    /// Circles whose area is the size channel.
    Bubble,
    /// Points.
    Scatter,
}

/// Which axis a measure is read at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The first axis.
    #[default]
    Left,
    /// The second axis, in the colour of its series.
    Right,
}

/// A measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Its column.
    #[serde(flatten)]
    pub channel: Channel,
    /// How rows of the same mark become one value.
    #[serde(default)]
    pub fold: Fold,
    /// What it is drawn with; only combinations ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<LayerMark>,
    /// Which axis it is read at.
    #[serde(default)]
    pub side: Side,
    /// Whether its line is a monotone curve.
    #[serde(default)]
    pub smooth: bool,
    /// Whether its line has a mark at each value.
    #[serde(default)]
    pub markers: bool,
}

/// Where points lie on a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A column that names places: a country's name or code, a city, a language tag, a telephone number.
    Named(Channel),
    /// Two columns of degrees.
    Degrees {
        /// North is positive.
        latitude: Channel,
        /// East is positive.
        longitude: Channel,
    },
}

/// In which order categories come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Moments by time; everything else as it first occurs in the frame.
    #[default]
    Natural,
    /// The largest first.
    Largest,
    /// The smallest first.
    Smallest,
    /// By name.
    Name,
}

/// Where a threshold lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdAt {
    /// At a value.
    Constant(f64),
    /// At an aggregate of the values that are shown of the first measure of its side.
    Aggregate(Fold),
}

/// A line across the plot that values are compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Where.
    pub at: ThresholdAt,
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// Which axis it is read at.
    #[serde(default)]
    pub side: Side,
}

/// A range of a dial or a bullet: up to a value, and whether that is good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Where it ends; it begins where the one before ends.
    pub to: f64,
    /// What it is called: `poor`, `fair`, `good`.
    #[serde(default)]
    pub name: String,
}

/// Which piece of the world a map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Region {
    #[default]
    World,
    Europe,
    Asia,
    Africa,
    NorthAmerica,
    SouthAmerica,
    Oceania,
}

/// How a single figure is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KpiTemplate {
    /// The value and nothing else.
    Plain,
    /// The value, and what it is of.
    Titled,
    /// The value, and how it changed.
    Compared,
    /// The value, and how much of the target that is.
    Target,
    /// The value, and its course.
    Trend,
    /// The value, its change, its target and its course.
    Full,
}

/// Where a tile of a dashboard lies on its grid of twelve columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// First column, 0 to 11.
    pub column: u16,
    /// First row of the grid.
    pub row: u16,
    /// How many columns.
    pub width: u16,
    /// How many rows of the grid.
    pub height: u16,
}

/// What else can be said about a chart. Everything has a sensible value where nothing is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// At most so many categories; the rest is put together as “Other”, or left out where it cannot be.
    pub top: Option<usize>,
    /// In which order categories come.
    pub sort: Sort,
    /// A logarithmic axis for measures.
    pub log: bool,
    /// About so many bins of a histogram.
    pub bins: Option<usize>,
    /// Only values between the 1st and the 99th percentile.
    pub clip: bool,
    /// Colours by rank instead of by value.
    pub quantile: bool,
    /// Lines go over values that are not there.
    pub connect: bool,
    /// A race counts up.
    pub running: bool,
    /// Sums at the ends of tables.
    pub totals: bool,
    /// Cells of tables with a ground by their value.
    pub heat: bool,
    /// Cells of tables with a bar by their value.
    pub bars: bool,
    /// A sunburst as an icicle: the same shares as rectangles.
    pub icicle: bool,
    /// Which piece of the world.
    pub region: Region,
    /// The least value of a dial.
    pub min: Option<f64>,
    /// The greatest value of a dial.
    pub max: Option<f64>,
    /// What should be reached.
    pub target: Option<f64>,
    /// The ranges of a dial or a bullet, in rising order.
    pub ranges: Vec<Range>,
    /// Whether less is better.
    pub lower_is_better: bool,
    /// What the value before is called: `vs 30 days before`.
    pub compared_with: String,
    /// How a single figure is laid out; where nothing is said, by what is given and by the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<KpiTemplate>,
    /// How wide a point of a geo heat map spreads, in cells.
    pub radius: Option<f64>,
    /// In which zone moments are written.
    pub zone: Tz,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            top: None,
            sort: Sort::default(),
            log: false,
            bins: None,
            clip: false,
            quantile: false,
            connect: false,
            running: false,
            totals: true,
            heat: false,
            bars: false,
            icicle: false,
            region: Region::default(),
            min: None,
            max: None,
            target: None,
            ranges: Vec::new(),
            lower_is_better: false,
            compared_with: String::new(),
            template: None,
            radius: None,
            zone: Tz::UTC,
        }
    }
}

/// What a chart shows.
///
/// | kinds | read |
/// |---|---|
/// | bars, lines, areas | `x`, `y` (one or more) and, with one measure, `colour` |
/// | histogram | `y` (one, raw rows) |
/// | combinations | `x`, `y` with marks and sides, `size` for bubbles |
/// | bubble, bubble pie | `x`, `y`, `size`, `colour`, `text` (what a bubble is called) |
/// | packed bubble, tree map, sunburst | `levels` (outermost first), `y`; tree map: `colour` (a measure) |
/// | word cloud | `text`, `y` |
/// | heat map | `x`, `levels` (one: the rows), `y` |
/// | maps | `place`, `y` or `size`, `colour` (what pies are split by) |
/// | pies, rings, doughnut | `x`, `y` (doughnut: up to two) |
/// | sankey | `levels` (steps in order, two or more), `y` |
/// | race | `x` (time), `colour` (who), `y` |
/// | pivot | `levels` (rows), `columns`, `y` (one or more) |
/// | summary | `levels` (groups), `y` (one or more) |
/// | tabular | `columns`, or all columns of the frame |
/// | single numeric | `y` (value, and the value before as a second), `x` (time, for a sparkline) |
/// | dial | `y` (one); bullet: `x` (a row for each), `y` (value, and the target as a second) |
/// | chart widget, dashboard | the parts of the [`Chart`] |
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// Which kind.
    pub kind: Kind,
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// Of what, since when: said beside the title.
    #[serde(default)]
    pub subtitle: String,
    /// The dimension along the picture, or the measure across it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<Channel>,
    /// The measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub y: Vec<Layer>,
    /// What splits marks into series, or colours them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Channel>,
    /// What makes marks large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Channel>,
    /// What marks are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Channel>,
    /// Dimensions from the outermost to the innermost, or from the first step to the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Channel>,
    /// Dimensions across a pivot table, or columns of a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Channel>,
    /// Where marks lie on a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Lines to compare with; the first four count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<Threshold>,
    /// Where the parts of a dashboard lie, one for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiles: Vec<Tile>,
    /// Everything else.
    #[serde(default)]
    pub options: Options,
}

/// Which rows a mark stands for: what a column holds in them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// This.
    Is(Value),
    /// Any of these.
    In(Vec<Value>),
    /// From the first up to, and without, the second; a side that is not there is open.
    Within(Value, Value),
}

impl Channel {
    /// The channel of a column.
    pub fn of(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            ..Self::default()
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.column)
    }
}

impl Layer {
    /// The measure of a column.
    pub fn of(column: &str) -> Self {
        Self {
            channel: Channel::of(column),
            ..Self::default()
        }
    }
}

impl Spec {
    /// A chart of a kind without anything in it yet.
    pub fn new(kind: Kind, title: &str) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            subtitle: String::new(),
            x: None,
            y: Vec::new(),
            colour: None,
            size: None,
            text: None,
            levels: Vec::new(),
            columns: Vec::new(),
            place: None,
            thresholds: Vec::new(),
            tiles: Vec::new(),
            options: Options::default(),
        }
    }
}
