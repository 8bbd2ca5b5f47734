//! Which column plays which part: what was said, and otherwise the first that fits.

use super::offer::{Column, Holds, Offer, with_fold, with_grain};
use super::options::Channels;
use crate::chart::{Family, Fold, Grain, Kind};
use crate::cli::failure::Failure;

/// A column by which marks are told apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dimension {
    pub(super) column: Column,
    pub(super) grain: Option<Grain>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// How many rows there are.
    Count,
    /// The values of a column; folded as fits it where nothing is said.
    Of(Column, Option<Fold>),
}

/// Where marks lie on a map.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Named(Dimension),
    Degrees(Column, Column),
}

/// The parts of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Roles {
    pub(super) x: Option<Dimension>,
    /// Where `x` is a measure: bubbles.
    pub(super) across: Option<Measure>,
    pub(super) y: Vec<Measure>,
    pub(super) colour: Option<Dimension>,
    pub(super) size: Option<Measure>,
    pub(super) text: Option<Dimension>,
    pub(super) levels: Vec<Dimension>,
    pub(super) columns: Vec<Dimension>,
    pub(super) place: Option<Place>,
}

/// What is still to be had.
struct Picker<'a> {
    offer: &'a Offer,
    taken: Vec<String>,
    /// Tables count their rows where no measure is named; files have numbers of their own.
    counts: bool,
}

impl Picker<'_> {
    fn first(&mut self, fits: impl Fn(Holds) -> bool) -> Option<Column> {
        let free = |column: &&Column| !self.taken.contains(&column.name) && fits(column.holds);
        let found = self.offer.columns.iter().find(free)?.clone();
        self.taken.push(found.name.clone());
        Some(found)
    }

    fn text(&mut self) -> Option<Dimension> {
        self.first(|holds| holds == Holds::Texts).map(plain)
    }

    fn time(&mut self) -> Option<Dimension> {
        self.first(|holds| holds == Holds::Times).map(plain)
    }

    fn number(&mut self) -> Option<Measure> {
        if self.counts {
            return None;
        }
        self.first(|holds| matches!(holds, Holds::Numbers | Holds::Lengths))
            .map(|column| Measure::Of(column, None))
    }

    fn dimension(&mut self, text: &str) -> Result<Dimension, Failure> {
        let (column, grain) = with_grain(self.offer, text)?;
        self.taken.push(column.name.clone());
        Ok(Dimension {
            column: column.clone(),
            grain,
        })
    }

    fn measure(&mut self, text: &str) -> Result<Measure, Failure> {
        let is_column = self
            .offer
            .columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(text.trim()));
        if text.trim().eq_ignore_ascii_case("count") && !is_column {
            return Ok(Measure::Count);
        }
        let (column, fold) = with_fold(self.offer, text)?;
        self.taken.push(column.name.clone());
        Ok(Measure::Of(column.clone(), fold))
    }

    /// What was said of one part.
    fn said(&mut self, text: Option<&String>) -> Result<Option<Dimension>, Failure> {
        text.map(|text| self.dimension(text)).transpose()
    }

    fn all_said(&mut self, texts: &[String]) -> Result<Vec<Dimension>, Failure> {
        texts.iter().map(|text| self.dimension(text)).collect()
    }

    /// The given measures; without any the first number, or how many rows there are.
    fn measures(&mut self, given: Vec<Measure>, most: usize) -> Vec<Measure> {
        if !given.is_empty() {
            return given;
        }
        let mut found = Vec::new();
        while found.len() < most
            && let Some(number) = self.number()
        {
            found.push(number);
        }
        if found.is_empty() {
            found.push(Measure::Count);
        }
        found
    }
}

const fn plain(column: Column) -> Dimension {
    Dimension { column, grain: None }
}

/// Finds the parts of a chart of a kind. `counts` says whether rows are counted where no measure is named.
pub(super) fn roles(kind: Kind, said: &Channels, offer: &Offer, counts: bool) -> Result<Roles, Failure> {
    let mut pick = Picker {
        offer,
        taken: Vec::new(),
        counts,
    };
    let bubbles = matches!(kind, Kind::Bubble | Kind::BubblePie);
    let mut roles = Roles::default();
    // What was said comes first, so that no default takes it away.
    if bubbles {
        roles.across = said.x.as_ref().map(|text| pick.measure(text)).transpose()?;
    } else {
        roles.x = pick.said(said.x.as_ref())?;
    }
    let mut y = Vec::new();
    for text in &said.y {
        y.push(pick.measure(text)?);
    }
    roles.colour = pick.said(said.colour.as_ref())?;
    roles.size = said.size.as_ref().map(|text| pick.measure(text)).transpose()?;
    roles.text = pick.said(said.text.as_ref())?;
    roles.levels = pick.all_said(&said.levels)?;
    roles.columns = pick.all_said(&said.columns)?;
    roles.place = match (&said.place, &said.lat, &said.lon) {
        (Some(place), _, _) => Some(Place::Named(pick.dimension(place)?)),
        (None, Some(lat), Some(lon)) => Some(Place::Degrees(offer.find(lat)?.clone(), offer.find(lon)?.clone())),
        _ => None,
    };
    fill(kind, &mut roles, y, &mut pick)?;
    Ok(roles)
}

/// Finds what was not said.
fn fill(kind: Kind, roles: &mut Roles, y: Vec<Measure>, pick: &mut Picker<'_>) -> Result<(), Failure> {
    match kind {
        Kind::Histogram => {
            // A histogram is of values, never of how many there are.
            pick.counts = false;
            roles.y = pick.measures(y, 1);
            if roles.y == [Measure::Count] {
                return Err(lacks(kind, "a column of numbers"));
            }
        }
        Kind::Bubble | Kind::BubblePie => bubbles(kind, roles, y, pick)?,
        Kind::PackedBubble | Kind::TreeMap | Kind::Sunburst => {
            levels(kind, roles, pick, 1, 2)?;
            roles.y = pick.measures(y, 1);
        }
        Kind::Sankey => {
            levels(kind, roles, pick, 2, 3)?;
            roles.y = pick.measures(y, 1);
        }
        Kind::WordCloud => {
            roles.text = roles.text.take().or_else(|| pick.text());
            needs(kind, roles.text.is_some(), "a column of words, with --text")?;
            roles.y = pick.measures(y, 1);
        }
        Kind::HeatMap => {
            roles.x = roles.x.take().or_else(|| pick.text()).or_else(|| pick.time());
            needs(kind, roles.x.is_some(), "a column along it, with --x")?;
            levels(kind, roles, pick, 1, 1)?;
            roles.y = pick.measures(y, 1);
        }
        Kind::MapScatter | Kind::MapBubble | Kind::MapPie | Kind::MapBubblePie | Kind::MapFilled | Kind::GeoHeatMap => {
            map(kind, roles, y, pick)?;
        }
        Kind::Race => {
            roles.x = roles.x.take().or_else(|| pick.time());
            needs(kind, roles.x.is_some(), "a column of dates, with --x")?;
            roles.colour = roles.colour.take().or_else(|| pick.text());
            needs(
                kind,
                roles.colour.is_some(),
                "a column that says who runs, with --colour",
            )?;
            roles.y = pick.measures(y, 1);
        }
        Kind::Pivot => {
            levels(kind, roles, pick, 1, 1)?;
            if roles.columns.is_empty() {
                roles.columns.extend(pick.text());
            }
            roles.y = pick.measures(y, 1);
        }
        Kind::Summary => {
            levels(kind, roles, pick, 1, 1)?;
            roles.y = pick.measures(y, 3);
        }
        Kind::Tabular => roles.y = y,
        Kind::SingleNumeric | Kind::Dial => roles.y = pick.measures(y, 1),
        Kind::Dashboard => {
            return Err(Failure::usage(
                "A dashboard is made of several charts.",
                "One line describes one chart.",
                "`interlens gallery --kind dashboard` shows one; `interlens gallery --export DIR` writes it.",
            ));
        }
        _ => series(kind, roles, y, pick)?,
    }
    Ok(())
}

/// Bars, courses, combinations, shares of a whole.
fn series(kind: Kind, roles: &mut Roles, y: Vec<Measure>, pick: &mut Picker<'_>) -> Result<(), Failure> {
    let family = kind.family();
    let over_time = matches!(
        family,
        Family::Line | Family::Area | Family::StackedArea | Family::Combination
    ) || kind == Kind::ChartWidget;
    if roles.x.is_none() {
        roles.x = if over_time {
            pick.time().or_else(|| pick.text())
        } else {
            let shares = matches!(family, Family::Pie | Family::Doughnut);
            match pick.text() {
                None if !shares => pick.time(),
                found => found,
            }
        };
    }
    needs(kind, roles.x.is_some(), "a column along it, with --x")?;
    let most = match kind {
        Kind::Bullet | Kind::BarArea => 2,
        _ if family == Family::Combination => 2,
        _ => 1,
    };
    let split = matches!(family, Family::StackedBar | Family::StackedArea) || kind == Kind::BarStacked;
    if split && roles.colour.is_none() && y.len() < 2 {
        roles.colour = pick.text();
    }
    // Without anything to split by, the parts of a stack are the numbers there are.
    let most = if split && roles.colour.is_none() {
        usize::MAX
    } else {
        most
    };
    roles.y = pick.measures(y, most);
    let bubbles = matches!(kind, Kind::BarBubble | Kind::AreaBubble | Kind::LineBubble);
    if bubbles && roles.size.is_none() {
        roles.size = pick.number();
    }
    Ok(())
}

fn bubbles(kind: Kind, roles: &mut Roles, y: Vec<Measure>, pick: &mut Picker<'_>) -> Result<(), Failure> {
    let table = std::mem::replace(&mut pick.counts, false);
    roles.across = roles.across.take().or_else(|| pick.number());
    roles.y = if y.is_empty() {
        pick.number().into_iter().collect()
    } else {
        y
    };
    let enough = roles.across.is_some() && !roles.y.is_empty();
    needs(kind, enough, "two columns of numbers, with --x and --y")?;
    if roles.size.is_none() {
        roles.size = if table { Some(Measure::Count) } else { pick.number() };
    }
    roles.text = roles.text.take().or_else(|| pick.text());
    if kind == Kind::BubblePie && roles.colour.is_none() {
        roles.colour = pick.text();
    }
    Ok(())
}

fn map(kind: Kind, roles: &mut Roles, y: Vec<Measure>, pick: &mut Picker<'_>) -> Result<(), Failure> {
    if roles.place.is_none() {
        let named = |names: &[&str]| {
            let fits = |column: &&Column| names.contains(&column.name.to_lowercase().as_str());
            pick.offer.columns.iter().find(fits).cloned()
        };
        let degrees = named(&["lat", "latitude"]).zip(named(&["lon", "lng", "long", "longitude"]));
        let places = [
            "country",
            "place",
            "city",
            "region",
            "country code",
            "browser language",
            "phone",
        ];
        roles.place = match (degrees, named(&places)) {
            (Some((lat, lon)), _) => {
                pick.taken.extend([lat.name.clone(), lon.name.clone()]);
                Some(Place::Degrees(lat, lon))
            }
            (None, Some(place)) => {
                pick.taken.push(place.name.clone());
                Some(Place::Named(plain(place)))
            }
            (None, None) => pick.text().map(Place::Named),
        };
    }
    needs(kind, roles.place.is_some(), "places, with --place, or --lat and --lon")?;
    if matches!(kind, Kind::MapPie | Kind::MapBubblePie) && roles.colour.is_none() {
        roles.colour = pick.text();
    }
    roles.y = pick.measures(y, 1);
    Ok(())
}

fn levels(kind: Kind, roles: &mut Roles, pick: &mut Picker<'_>, least: usize, most: usize) -> Result<(), Failure> {
    while roles.levels.len() < most.max(least) && (roles.levels.len() < least || !pick.counts) {
        let Some(next) = pick.text() else { break };
        roles.levels.push(next);
    }
    let words = if least > 1 {
        "at least two columns of texts, with --level for each"
    } else {
        "a column of texts, with --level"
    };
    needs(kind, roles.levels.len() >= least, words)
}

fn needs(kind: Kind, there: bool, what: &str) -> Result<(), Failure> {
    if there { Ok(()) } else { Err(lacks(kind, what)) }
}

fn lacks(kind: Kind, what: &str) -> Failure {
    Failure::usage(
        format!("There is not enough for {kind}."),
        format!("It needs {what}."),
        "Name the columns, or choose another kind; `interlens chart --list` says what each shows.",
    )
}
