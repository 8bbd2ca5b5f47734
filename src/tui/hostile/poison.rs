//! Values of the wire with hostile text in every place where a text can be.
//!
//! The places are found by trying: a value is turned into JSON, and each string in it that may as well be another is one. So
//! a field that is added to a type of the wire is taken in as soon as the sample has something in it.

use std::marker::PhantomData;

use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::texts;

/// A value of the wire and the places of its texts.
pub(super) struct Template<T> {
    value: Value,
    places: Vec<String>,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Template<T> {
    pub(super) fn of(sample: &T) -> Self {
        let mut value = serde_json::to_value(sample).unwrap();
        let mut strings = Vec::new();
        find(&value, String::new(), &mut strings);
        strings.retain(|place| {
            let Some(spot) = value.pointer_mut(place) else {
                return false;
            };
            let before = std::mem::replace(spot, Value::from("\u{1}any text"));
            let fits = serde_json::from_value::<T>(value.clone()).is_ok();
            if let Some(spot) = value.pointer_mut(place) {
                *spot = before;
            }
            fits
        });
        Self {
            value,
            places: strings,
            of: PhantomData,
        }
    }

    /// How many texts it has.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The value with other texts in it: in most places, so that now and then a name stays what it was.
    pub(super) fn fill(&self, rng: &mut Pcg64Mcg) -> T {
        let mut value = self.value.clone();
        for place in &self.places {
            if rng.random_bool(0.9)
                && let Some(spot) = value.pointer_mut(place)
            {
                *spot = Value::from(texts::text(rng));
            }
        }
        serde_json::from_value(value).unwrap()
    }
}

fn find(value: &Value, place: String, strings: &mut Vec<String>) {
    match value {
        Value::String(_) => strings.push(place),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                find(value, format!("{place}/{index}"), strings);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                find(
                    value,
                    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1")),
                    strings,
                );
            }
        }
        _ => {}
    }
}
