//! The options of a chart, apart from where its data come from.

use clap::{Args, ValueEnum};

use super::offer::fold;
use crate::chart::{Options, Range, Region, Side, Sort, Spec, Threshold, ThresholdAt, Unit};

/// Which column plays which part.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Which column plays which part")]
pub(super) struct Channels {
    /// What runs along the chart; after a colon how far moments are apart: hour, day, week, month, quarter, year.
    #[arg(long, value_name = "COL[:GRAIN]")]
    pub(super) x: Option<String>,
    /// A measure; before a colon how several values become one: sum, mean, median, min, max, count, distinct. `count` alone
    /// counts rows. May be given several times.
    #[arg(long, value_name = "[FOLD:]COL")]
    pub(super) y: Vec<String>,
    /// What splits marks into series, or colours them.
    #[arg(long, visible_alias = "color-by", value_name = "COL")]
    pub(super) colour: Option<String>,
    /// What makes marks large.
    #[arg(long, value_name = "[FOLD:]COL")]
    pub(super) size: Option<String>,
    /// What marks are called; the words of a word cloud.
    #[arg(long, value_name = "COL")]
    pub(super) text: Option<String>,
    /// A level, the outermost first: of a tree map, a sunburst, a table; a step of a sankey. May be given several times.
    #[arg(long = "level", value_name = "COL")]
    pub(super) levels: Vec<String>,
    /// A dimension across a pivot table, or a column of a table. May be given several times.
    #[arg(long = "column", value_name = "COL")]
    pub(super) columns: Vec<String>,
    /// Places by name: countries, cities, language tags, telephone numbers.
    #[arg(long, value_name = "COL")]
    pub(super) place: Option<String>,
    /// Degrees north.
    #[arg(long, value_name = "COL", requires = "lon")]
    pub(super) lat: Option<String>,
    /// Degrees east.
    #[arg(long, value_name = "COL", requires = "lat")]
    pub(super) lon: Option<String>,
}

/// In which order categories come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// As they first occur.
    Natural,
    /// The largest first.
    Largest,
    /// The smallest first.
    Smallest,
    /// By name.
    Name,
}

/// What numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// Numbers.
    Number,
    /// Shares of a hundred.
    Percent,
    /// Lengths of time in seconds.
    Seconds,
    /// Amounts of money.
    Money,
}

/// A piece of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Piece {
    World,
    Europe,
    Asia,
    Africa,
    NorthAmerica,
    SouthAmerica,
    Oceania,
}

/// Everything else about a chart.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of the chart")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Settings {
    /// What it is called.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// What is said beside the title.
    #[arg(long, value_name = "TEXT")]
    pub(super) subtitle: Option<String>,
    /// At most so many categories; the rest is put together.
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// In which order categories come.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) sort: Option<Order>,
    /// What the numbers of the measures are, where their column does not tell.
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(super) unit: Option<What>,
    /// A logarithmic axis.
    #[arg(long)]
    pub(super) log: bool,
    /// About so many bins of a histogram.
    #[arg(long, value_name = "N")]
    pub(super) bins: Option<usize>,
    /// Only values between the 1st and the 99th percentile.
    #[arg(long)]
    pub(super) clip: bool,
    /// A line to compare with: a value or mean, median, min, max, with a name before =. May be given four times.
    #[arg(long = "threshold", value_name = "[NAME=]VALUE", value_parser = threshold, allow_hyphen_values = true)]
    pub(super) thresholds: Vec<Threshold>,
    /// What should be reached: of a figure, a dial, a bullet.
    #[arg(long, value_name = "N", value_parser = number, allow_hyphen_values = true)]
    pub(super) target: Option<f64>,
    /// Ranges of a dial or a bullet in rising order: 50,75,100 or poor:50,fair:75,good:100.
    #[arg(long = "range", value_name = "[NAME:]TO", value_delimiter = ',', value_parser = range, allow_hyphen_values = true)]
    pub(super) ranges: Vec<Range>,
    /// The least value of a dial.
    #[arg(long, value_name = "N", value_parser = number, allow_hyphen_values = true)]
    pub(super) min: Option<f64>,
    /// The greatest value of a dial.
    #[arg(long, value_name = "N", value_parser = number, allow_hyphen_values = true)]
    pub(super) max: Option<f64>,
    /// Less is better.
    #[arg(long)]
    pub(super) lower_is_better: bool,
    /// Lines go over values that are not there.
    #[arg(long)]
    pub(super) connect: bool,
    /// A race counts up.
    #[arg(long)]
    pub(super) running: bool,
    /// Cells of tables with a ground by their value.
    #[arg(long)]
    pub(super) heat: bool,
    /// Cells of tables with a bar by their value.
    #[arg(long)]
    pub(super) bars: bool,
    /// A sunburst as rectangles.
    #[arg(long)]
    pub(super) icicle: bool,
    /// A piece of the world.
    #[arg(long, value_enum, value_name = "PIECE")]
    pub(super) region: Option<Piece>,
}

impl Settings {
    /// Puts what was said into a specification.
    pub(super) fn apply(&self, spec: &mut Spec) {
        spec.thresholds.clone_from(&self.thresholds);
        if let Some(subtitle) = &self.subtitle {
            spec.subtitle.clone_from(subtitle);
        }
        if let Some(unit) = self.unit {
            for layer in &mut spec.y {
                layer.channel.unit = Some(unit.into());
            }
        }
        spec.options = Options {
            top: self.top,
            sort: self.sort.map_or(spec.options.sort, Sort::from),
            log: self.log,
            bins: self.bins,
            clip: self.clip,
            connect: self.connect,
            running: self.running,
            heat: self.heat,
            bars: self.bars,
            icicle: self.icicle,
            region: self.region.map(Region::from).unwrap_or_default(),
            min: self.min,
            max: self.max,
            target: self.target,
            ranges: self.ranges.clone(),
            lower_is_better: self.lower_is_better,
            ..spec.options.clone()
        };
    }
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Natural => Self::Natural,
            Order::Largest => Self::Largest,
            Order::Smallest => Self::Smallest,
            Order::Name => Self::Name,
        }
    }
}

impl From<What> for Unit {
    fn from(what: What) -> Self {
        match what {
            What::Number => Self::Number,
            What::Percent => Self::Percent,
            What::Seconds => Self::Seconds,
            What::Money => Self::Money,
        }
    }
}

impl From<Piece> for Region {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::World => Self::World,
            Piece::Europe => Self::Europe,
            Piece::Asia => Self::Asia,
            Piece::Africa => Self::Africa,
            Piece::NorthAmerica => Self::NorthAmerica,
            Piece::SouthAmerica => Self::SouthAmerica,
            Piece::Oceania => Self::Oceania,
        }
    }
}

fn number(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.trim().parse().ok();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| "a number is needed".to_owned())
}

fn threshold(text: &str) -> Result<Threshold, String> {
    let (name, value) = text.rsplit_once('=').unwrap_or(("", text));
    let at = match (number(value), fold(value)) {
        (Ok(number), _) => ThresholdAt::Constant(number),
        (_, Some(fold)) => ThresholdAt::Aggregate(fold),
        _ => return Err("a number is needed, or mean, median, min or max; with a name before =".to_owned()),
    };
    let own = matches!(at, ThresholdAt::Aggregate(_)) && name.is_empty();
    Ok(Threshold {
        at,
        name: if own { value } else { name }.trim().to_owned(),
        side: Side::Left,
    })
}

fn range(text: &str) -> Result<Range, String> {
    let (name, to) = text.rsplit_once(':').unwrap_or(("", text));
    Ok(Range {
        to: number(to)?,
        name: name.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Fold;

    #[test]
    fn thresholds_and_ranges_are_read() {
        let read = |text: &str| threshold(text).unwrap();
        assert_eq!(read("75").at, ThresholdAt::Constant(75.0));
        assert_eq!(
            (read("mean").at, read("mean").name.as_str()),
            (ThresholdAt::Aggregate(Fold::Mean), "mean")
        );
        assert_eq!(
            (read("goal=-2.5").at, read("goal=-2.5").name.as_str()),
            (ThresholdAt::Constant(-2.5), "goal")
        );
        assert_eq!(range("poor:50").unwrap().name, "poor");
        for wrong in ["", "goal=", "soon", "NaN", "inf"] {
            assert!(threshold(wrong).is_err(), "{wrong}");
        }
    }
}
