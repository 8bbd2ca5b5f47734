//! The kinds of charts: every visualisation and every variant there is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What kinds belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named by `Family::name`")]
pub enum Family {
    Bar,
    StackedBar,
    Line,
    Area,
    Combination,
    Bubble,
    StackedArea,
    Map,
    Pie,
    TreeMap,
    Sankey,
    Sunburst,
    Race,
    Doughnut,
    Matrix,
    Tabular,
    Kpi,
    Dashboard,
}

impl Family {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bar => "Bar",
            Self::StackedBar => "Stacked Bar",
            Self::Line => "Line",
            Self::Area => "Area",
            Self::Combination => "Line and Bar Combination",
            Self::Bubble => "Bubble",
            Self::StackedArea => "Stacked Area",
            Self::Map => "Map",
            Self::Pie => "Pie",
            Self::TreeMap => "Tree map",
            Self::Sankey => "Sankey",
            Self::Sunburst => "Sunburst",
            Self::Race => "Race Chart",
            Self::Doughnut => "Doughnut",
            Self::Matrix => "Matrix View",
            Self::Tabular => "Tabular",
            Self::Kpi => "KPI widget",
            Self::Dashboard => "Dashboard",
        }
    }
}

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described by `Kind::about`")]
pub enum Kind {
    Bar,
    BarStacked,
    Histogram,
    BarHorizontal,
    StackedBar,
    StackedBarHorizontal,
    StackedBar100,
    StackedBarHorizontal100,
    Line,
    Area,
    AreaMarkers,
    AreaSmooth,
    AreaSmoothMarkers,
    BarLine,
    BarBubble,
    BarScatter,
    BarArea,
    AreaBubble,
    LineBubble,
    Combination,
    Bubble,
    BubblePie,
    PackedBubble,
    WordCloud,
    StackedArea,
    StackedAreaMarkers,
    StackedAreaSmooth,
    StackedAreaSmoothMarkers,
    HeatMap,
    MapScatter,
    MapBubble,
    MapPie,
    MapBubblePie,
    MapFilled,
    GeoHeatMap,
    Pie,
    Ring,
    SemiPie,
    SemiRing,
    TreeMap,
    Sankey,
    Sunburst,
    Race,
    Doughnut,
    Pivot,
    Tabular,
    Summary,
    SingleNumeric,
    Dial,
    Bullet,
    ChartWidget,
    Dashboard,
}

/// A line of the table of kinds: its name in addresses and commands, its family, which variant of it, what it shows.
struct Line(Kind, &'static str, Family, &'static str, &'static str);

const TABLE: [Line; 52] = [
    Line(Kind::Bar, "bar", Family::Bar, "Vertical", "bars beside each other"),
    Line(
        Kind::BarStacked,
        "bar-stacked",
        Family::Bar,
        "Stacked",
        "bars whose parts add up",
    ),
    Line(
        Kind::Histogram,
        "histogram",
        Family::Bar,
        "Histogram",
        "how often values fall into each range",
    ),
    Line(
        Kind::BarHorizontal,
        "bar-horizontal",
        Family::Bar,
        "Horizontal",
        "a row for each bar, for long names",
    ),
    Line(
        Kind::StackedBar,
        "stacked-bar",
        Family::StackedBar,
        "Vertical",
        "a total and its parts over a dimension",
    ),
    Line(
        Kind::StackedBarHorizontal,
        "stacked-bar-horizontal",
        Family::StackedBar,
        "Horizontal",
        "totals and parts in rows",
    ),
    Line(
        Kind::StackedBar100,
        "stacked-bar-100",
        Family::StackedBar,
        "100% vertical",
        "shares of each whole",
    ),
    Line(
        Kind::StackedBarHorizontal100,
        "stacked-bar-horizontal-100",
        Family::StackedBar,
        "100% horizontal",
        "shares of each whole, in rows",
    ),
    Line(Kind::Line, "line", Family::Line, "Line", "a course over time"),
    Line(
        Kind::Area,
        "area",
        Family::Area,
        "Area",
        "a course over time with its body",
    ),
    Line(
        Kind::AreaMarkers,
        "area-markers",
        Family::Area,
        "With markers",
        "an area with a mark at each value",
    ),
    Line(
        Kind::AreaSmooth,
        "area-smooth",
        Family::Area,
        "Smooth",
        "an area under a smooth curve",
    ),
    Line(
        Kind::AreaSmoothMarkers,
        "area-smooth-markers",
        Family::Area,
        "Smooth with markers",
        "a smooth area with a mark at each value",
    ),
    Line(
        Kind::BarLine,
        "bar-line",
        Family::Combination,
        "Bar with line",
        "bars and a course, each with its axis",
    ),
    Line(
        Kind::BarBubble,
        "bar-bubble",
        Family::Combination,
        "Bar with bubble",
        "bars and sizes",
    ),
    Line(
        Kind::BarScatter,
        "bar-scatter",
        Family::Combination,
        "Bar with scatter",
        "bars and points",
    ),
    Line(
        Kind::BarArea,
        "bar-area",
        Family::Combination,
        "Bar with area",
        "bars before an area",
    ),
    Line(
        Kind::AreaBubble,
        "area-bubble",
        Family::Combination,
        "Area with bubble",
        "an area and sizes",
    ),
    Line(
        Kind::LineBubble,
        "line-bubble",
        Family::Combination,
        "Line with bubble",
        "a course and sizes",
    ),
    Line(
        Kind::Combination,
        "combination",
        Family::Combination,
        "Custom combination",
        "any marks over one dimension",
    ),
    Line(
        Kind::Bubble,
        "bubble",
        Family::Bubble,
        "Bubble",
        "three measures: across, up and size",
    ),
    Line(
        Kind::BubblePie,
        "bubble-pie",
        Family::Bubble,
        "Bubble pie",
        "bubbles that are split into shares",
    ),
    Line(
        Kind::PackedBubble,
        "packed-bubble",
        Family::Bubble,
        "Packed bubble",
        "sizes packed as closely as they go",
    ),
    Line(
        Kind::WordCloud,
        "word-cloud",
        Family::Bubble,
        "Word cloud",
        "words as large as they are frequent",
    ),
    Line(
        Kind::StackedArea,
        "stacked-area",
        Family::StackedArea,
        "Stacked area",
        "how parts of a total change",
    ),
    Line(
        Kind::StackedAreaMarkers,
        "stacked-area-markers",
        Family::StackedArea,
        "With markers",
        "stacked areas with marks",
    ),
    Line(
        Kind::StackedAreaSmooth,
        "stacked-area-smooth",
        Family::StackedArea,
        "Smooth",
        "stacked areas with smooth edges",
    ),
    Line(
        Kind::StackedAreaSmoothMarkers,
        "stacked-area-smooth-markers",
        Family::StackedArea,
        "Smooth with markers",
        "smooth stacked areas with marks",
    ),
    Line(
        Kind::HeatMap,
        "heat-map",
        Family::Map,
        "Heat map",
        "two dimensions and a colour",
    ),
    Line(
        Kind::MapScatter,
        "map-scatter",
        Family::Map,
        "Scatter",
        "points on the world",
    ),
    Line(
        Kind::MapBubble,
        "map-bubble",
        Family::Map,
        "Bubble",
        "sizes on the world",
    ),
    Line(Kind::MapPie, "map-pie", Family::Map, "Pie", "shares of each place"),
    Line(
        Kind::MapBubblePie,
        "map-bubble-pie",
        Family::Map,
        "Bubble pie",
        "shares and size of each place",
    ),
    Line(
        Kind::MapFilled,
        "map-filled",
        Family::Map,
        "Filled",
        "countries coloured by a measure",
    ),
    Line(
        Kind::GeoHeatMap,
        "geo-heat-map",
        Family::Map,
        "Geo heat map",
        "where points are dense",
    ),
    Line(Kind::Pie, "pie", Family::Pie, "Pie", "shares of a whole"),
    Line(Kind::Ring, "ring", Family::Pie, "Ring", "shares around their total"),
    Line(
        Kind::SemiPie,
        "semi-pie",
        Family::Pie,
        "Semi pie",
        "shares in half a circle",
    ),
    Line(
        Kind::SemiRing,
        "semi-ring",
        Family::Pie,
        "Semi ring",
        "shares in half a ring",
    ),
    Line(
        Kind::TreeMap,
        "tree-map",
        Family::TreeMap,
        "Default",
        "nested shares as areas",
    ),
    Line(
        Kind::Sankey,
        "sankey",
        Family::Sankey,
        "Default",
        "what flows from where to where",
    ),
    Line(
        Kind::Sunburst,
        "sunburst",
        Family::Sunburst,
        "Default",
        "nested shares as rings",
    ),
    Line(Kind::Race, "race", Family::Race, "Default", "who leads, over time"),
    Line(
        Kind::Doughnut,
        "doughnut",
        Family::Doughnut,
        "Default",
        "shares of one or two wholes",
    ),
    Line(
        Kind::Pivot,
        "pivot",
        Family::Matrix,
        "Pivot table",
        "rows, columns and totals",
    ),
    Line(Kind::Tabular, "tabular", Family::Tabular, "Tabular", "rows as they are"),
    Line(
        Kind::Summary,
        "summary",
        Family::Tabular,
        "Summary",
        "groups and their sums",
    ),
    Line(
        Kind::SingleNumeric,
        "single-numeric",
        Family::Kpi,
        "Single numeric",
        "one figure, and how it changed",
    ),
    Line(Kind::Dial, "dial", Family::Kpi, "Dial chart", "one figure on a scale"),
    Line(
        Kind::Bullet,
        "bullet",
        Family::Kpi,
        "Bullet",
        "figures against their targets",
    ),
    Line(
        Kind::ChartWidget,
        "chart-widget",
        Family::Kpi,
        "Chart widget",
        "a small chart under a figure",
    ),
    Line(
        Kind::Dashboard,
        "dashboard",
        Family::Dashboard,
        "Layout",
        "several pictures on a grid",
    ),
];

/// A name that is no kind's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no chart called “{0}”")]
pub struct UnknownKind(pub crate::text::SafeText);

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
        TABLE.iter().map(|line| line.0)
    }

    fn line(self) -> &'static Line {
        // The table is in the order of the enum, which a test holds it to.
        TABLE.get(self as usize).unwrap_or(&TABLE[0])
    }

    /// Its name in addresses and commands: `stacked-bar-100`.
    pub fn slug(self) -> &'static str {
        self.line().1
    }

    /// What it belongs to.
    pub fn family(self) -> Family {
        self.line().2
    }

    /// Which variant of its family it is.
    pub fn variant(self) -> &'static str {
        self.line().3
    }

    /// What it shows, in a few words.
    pub fn about(self) -> &'static str {
        self.line().4
    }
}

/// The family, and the variant where there are several: `Bar · Histogram`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alone = TABLE.iter().filter(|line| line.2 == self.family()).count() == 1;
        if alone {
            f.pad(self.family().name())
        } else {
            f.pad(&format!("{} · {}", self.family().name(), self.variant()))
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let slug: String = name.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        let found = TABLE.iter().find(|line| line.1 == slug);
        found.map(|line| line.0).ok_or_else(|| UnknownKind(name.into()))
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds_and_names_each_once() {
        for (index, line) in TABLE.iter().enumerate() {
            assert_eq!(line.0 as usize, index, "{}", line.1);
            assert_eq!(line.1.parse(), Ok(line.0));
        }
        assert_eq!(TABLE.iter().map(|line| line.1).collect::<BTreeSet<_>>().len(), 52);
        assert_eq!(
            Kind::all().map(|kind| kind.to_string()).collect::<BTreeSet<_>>().len(),
            52
        );
        assert_eq!("Stacked Bar 100".parse(), Ok(Kind::StackedBar100));
        assert!("cake".parse::<Kind>().is_err());
    }
}
