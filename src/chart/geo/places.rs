//! Where something is, by what people call it: ISO codes, names in English and some others, large cities, language tags, telephone
//! numbers.
//!
//! Two small letters may be a language or a country (`sv` is Swedish, `SV` El Salvador). [`Places::of`] looks at all the names of a
//! column first: where more of them can only be languages than can only be countries, all two small letters are languages. A
//! language alone stands for the country where most of its speakers are, which is a guess, and is said to be one.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::countries::{Country, by_alpha2, by_alpha3, by_number, by_numeric, countries, lines, several};
pub(crate) use super::miller::Degrees;

/// A place that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Where it is.
    pub(crate) at: Degrees,
    /// Which country it is or lies in.
    pub(crate) country: &'static Country,
    /// Whether it is a country as a whole.
    pub(crate) whole: bool,
    /// Whether it was guessed from a language.
    pub(crate) guess: bool,
}

/// How the names of a column are read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Places {
    languages: bool,
}

impl From<&'static Country> for Found {
    fn from(country: &'static Country) -> Self {
        Self {
            name: country.name,
            at: country.at,
            country,
            whole: true,
            guess: false,
        }
    }
}

impl Places {
    /// How these names are to be read.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut balance = 0i64;
        for name in names {
            if is_small_pair(name) {
                match (language(name), by_alpha2(&name.to_ascii_uppercase())) {
                    (Some(_), None) => balance += 1,
                    (None, Some(_)) => balance -= 1,
                    _ => {}
                }
            }
        }
        Self { languages: balance > 0 }
    }

    /// The place that is called so.
    pub(crate) fn find(self, name: &str) -> Option<Found> {
        let name = name.trim();
        if let Some(digits) = telephone(name) {
            return by_number(&digits).map(Found::from);
        }
        self.code(name)
            .or_else(|| tag(name))
            .or_else(|| names().get(&plain(name)).copied())
            .or_else(|| parts(name))
    }

    fn code(self, name: &str) -> Option<Found> {
        if name.len() <= 3 && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
            return by_numeric(&format!("{name:0>3}")).map(Found::from);
        }
        if !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let capitals = name.to_ascii_uppercase();
        match name.len() {
            2 if is_small_pair(name) => {
                let country = by_alpha2(&capitals).map(Found::from);
                if self.languages {
                    language(name).or(country)
                } else {
                    country.or_else(|| language(name))
                }
            }
            2 => by_alpha2(&capitals).map(Found::from),
            3 => by_alpha3(&capitals).map(Found::from).or_else(|| language(name)),
            _ => None,
        }
    }
}

fn is_small_pair(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The digits of a telephone number from the country's code on; nothing where it is none.
fn telephone(name: &str) -> Option<String> {
    let rest = name.strip_prefix("tel:").unwrap_or(name);
    let rest = rest.strip_prefix('+').or_else(|| rest.strip_prefix("00"))?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let only = rest.chars().all(|c| c.is_ascii_digit() || " -./()\u{a0}".contains(c));
    (only && !digits.is_empty()).then_some(digits)
}

/// The country of a language tag: its region where it says one, or else that of its language.
fn tag(name: &str) -> Option<Found> {
    let mut subtags = name.split(['-', '_']);
    let first = subtags.next().filter(|first| (2..=3).contains(&first.len()))?;
    let rest: Vec<&str> = subtags.collect();
    if rest.is_empty() || language(first).is_none() || !name.is_ascii() {
        return None;
    }
    let region = rest
        .iter()
        .filter(|subtag| subtag.len() == 2)
        .find_map(|subtag| by_alpha2(&subtag.to_ascii_uppercase()));
    region.map(Found::from).or_else(|| language(first))
}

/// The country where most speakers of a language are.
fn language(code: &str) -> Option<Found> {
    static LANGUAGES: OnceLock<HashMap<&'static str, &'static Country>> = OnceLock::new();
    let languages = LANGUAGES.get_or_init(|| {
        let pairs = lines(include_str!("data/languages.tsv")).filter_map(|fields| match fields.as_slice() {
            [code, country] => Some((*code, by_alpha2(country)?)),
            _ => None,
        });
        pairs.collect()
    });
    let country = languages.get(code.to_ascii_lowercase().as_str())?;
    Some(Found {
        // `de` and `DE` are both Germany; `en` is not really the United States.
        guess: !country.alpha2.eq_ignore_ascii_case(code),
        ..Found::from(*country)
    })
}

/// `Berlin, Germany`: a city that lies there, or else the country.
fn parts(name: &str) -> Option<Found> {
    let (city, country) = name.rsplit_once(',')?;
    let (city, country) = (names().get(&plain(city)).copied(), country.trim());
    let state = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(city) = city.filter(|city| !city.whole && matches!(city.country.alpha2, "US" | "CA") && state) {
        return Some(city);
    }
    let country = if country.len() == 2 {
        by_alpha2(country).map(Found::from)
    } else {
        names().get(&plain(country)).copied()
    }?;
    let inside = city.filter(|city| city.country.alpha2 == country.country.alpha2);
    Some(inside.unwrap_or(country))
}

/// Every name in its plain form. Countries come before cities of the same name.
fn names() -> &'static HashMap<String, Found> {
    static NAMES: OnceLock<HashMap<String, Found>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for country in countries() {
            let aliases = country.aliases.iter().copied();
            for name in std::iter::once(country.name).chain(aliases) {
                names.entry(plain(name)).or_insert_with(|| Found::from(country));
            }
        }
        for fields in lines(include_str!("data/cities.tsv")) {
            let [name, country, latitude, longitude, aliases] = *fields.as_slice() else {
                continue;
            };
            let (Some(country), Ok(latitude), Ok(longitude)) =
                (by_alpha2(country), latitude.parse(), longitude.parse())
            else {
                continue;
            };
            let city = Found {
                name,
                at: Degrees::new(latitude, longitude),
                country,
                whole: false,
                guess: false,
            };
            for name in std::iter::once(name).chain(several(aliases)) {
                names.entry(plain(name)).or_insert(city);
            }
        }
        names
    })
}

/// A name without what people write in different ways: case, accents, punctuation, `the`, `&`, `St`.
fn plain(name: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        let Some(word) = words.last_mut() else { break };
        match c {
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' => word.push('d'),
            'ı' => word.push('i'),
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            '\'' | '’' | '‘' | '.' | '`' => {}
            '&' => words.extend(["and".to_owned(), String::new()]),
            c if c.is_alphanumeric() => word.push(c),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty() && word != "the");
    for word in &mut words {
        if word == "st" {
            "saint".clone_into(word);
        }
    }
    words.join(" ")
}
