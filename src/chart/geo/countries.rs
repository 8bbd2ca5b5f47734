//! The table of countries: codes, names, a point inside each, and how they are called by telephone.

use std::sync::OnceLock;

use super::miller::Degrees;

/// A country or a territory with a code of its own.
#[derive(Debug)]
pub(crate) struct Country {
    /// Two letters of ISO 3166.
    pub(crate) alpha2: &'static str,
    /// Three letters.
    pub(super) alpha3: &'static str,
    /// Three digits.
    pub(super) numeric: &'static str,
    /// What people call it.
    pub(crate) name: &'static str,
    /// A point well inside it.
    pub(crate) at: Degrees,
    /// The beginnings of its telephone numbers.
    pub(super) calling: Vec<&'static str>,
    /// What else it is called.
    pub(super) aliases: Vec<&'static str>,
}

/// All of them, by their two letters.
pub(super) fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| lines(include_str!("data/countries.tsv")).filter_map(country).collect())
}

/// The lines of a table as its fields, without the heading.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

/// The parts of a field.
pub(super) fn several(field: &'static str) -> Vec<&'static str> {
    field.split(';').filter(|part| !part.is_empty()).collect()
}

fn country(fields: Vec<&'static str>) -> Option<Country> {
    let [alpha2, alpha3, numeric, name, latitude, longitude, calling, aliases] = fields.try_into().ok()?;
    Some(Country {
        alpha2,
        alpha3,
        numeric,
        name,
        at: Degrees::new(latitude.parse().ok()?, longitude.parse().ok()?),
        calling: several(calling),
        aliases: several(aliases),
    })
}

/// The country with these two letters, in capitals.
pub(super) fn by_alpha2(code: &str) -> Option<&'static Country> {
    let all = countries();
    let place = all.binary_search_by(|country| country.alpha2.cmp(code)).ok()?;
    all.get(place)
}

/// The country with these three letters, in capitals.
pub(super) fn by_alpha3(code: &str) -> Option<&'static Country> {
    countries().iter().find(|country| country.alpha3 == code)
}

/// The country with these three digits.
pub(super) fn by_numeric(code: &str) -> Option<&'static Country> {
    countries()
        .iter()
        .find(|country| country.numeric == code && !code.is_empty())
}

/// The country a telephone number, without what comes before the country's code, is in.
pub(super) fn by_number(digits: &str) -> Option<&'static Country> {
    let longest = countries().iter().filter_map(|country| {
        let prefixes = country.calling.iter().filter(|prefix| digits.starts_with(**prefix));
        Some((prefixes.map(|prefix| prefix.len()).max()?, country))
    });
    longest.max_by_key(|(length, _)| *length).map(|(_, country)| country)
}
