//! Cursors: where a walk through a list goes on.
//!
//! A cursor is base64 of JSON: the sort value of the last row in milliseconds, its id, the number of the next page, and
//! a check. It names a place in the order and not a row number, so rows that move while a walk goes on are neither
//! repeated nor lost by the walk itself.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::catalog::Module;
use crate::sandbox::dice::splitmix64;

use super::error::ApiError;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortField {
    UpdatedAt,
    CreatedAt,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) field: SortField,
    pub(crate) descending: bool,
}

impl Sort {
    const ALL: [Self; 4] = [
        Self {
            field: SortField::UpdatedAt,
            descending: false,
        },
        Self {
            field: SortField::UpdatedAt,
            descending: true,
        },
        Self {
            field: SortField::CreatedAt,
            descending: false,
        },
        Self {
            field: SortField::CreatedAt,
            descending: true,
        },
    ];
}

/// A place in a sorted list: after the row with this sort value and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Unix seconds.
    pub(crate) value: u32,
    pub(crate) index: u32,
    /// The page that begins here; the first is 1.
    pub(crate) page: u32,
}

impl Place {
    /// Writes the cursor to this place.
    pub(crate) fn encode(self, seed: u64, module: Module, sort: Sort, id: &str) -> String {
        let millis = u64::from(self.value) * 1000;
        let check = self.check(seed, module, sort);
        BASE64_STANDARD.encode(format!("[{millis},\"{id}\",{},{check}]", self.page))
    }

    /// Reads a cursor. A cursor that was changed is a bad request; one of the same list in another order breaks the
    /// server, as it does with the real one.
    pub(crate) fn decode(
        cursor: &str,
        seed: u64,
        module: Module,
        sort: Sort,
        index_of: impl Fn(&str) -> Option<u32>,
    ) -> Result<Self, ApiError> {
        let bad = || ApiError::new(400, "client_error", "The starting_after cursor is not valid");
        let bytes = BASE64_STANDARD.decode(cursor).map_err(|_| bad())?;
        let (millis, id, page, check): (u64, String, u32, u32) = serde_json::from_slice(&bytes).map_err(|_| bad())?;
        let place = Self {
            value: u32::try_from(millis / 1000).map_err(|_| bad())?,
            index: index_of(&id).ok_or_else(bad)?,
            page,
        };
        if check == place.check(seed, module, sort) {
            Ok(place)
        } else if Sort::ALL.iter().any(|other| check == place.check(seed, module, *other)) {
            Err(ApiError::new(500, "server_error", "Something went wrong on our end"))
        } else {
            Err(bad())
        }
    }

    fn check(self, seed: u64, module: Module, sort: Sort) -> u32 {
        let order = (sort.field as u64) << 1 | u64::from(sort.descending);
        let own = u64::from(self.value) << 32 | u64::from(self.index);
        splitmix64(splitmix64(seed ^ own) ^ u64::from(self.page) << 16 ^ order << 8 ^ module as u64) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::world::ids;

    const SORT: Sort = Sort::ALL[0];
    const PLACE: Place = Place {
        value: 1_726_752_145,
        index: 5,
        page: 2,
    };

    fn decode(cursor: &str, module: Module, sort: Sort) -> Result<Place, u16> {
        Place::decode(cursor, 7, module, sort, ids::conversation_index).map_err(|error| error.status)
    }

    #[test]
    fn a_cursor_leads_back_and_a_changed_one_does_not() {
        let id = ids::conversation(5).to_string();
        let cursor = PLACE.encode(7, Module::Conversations, SORT, &id);
        assert_eq!(decode(&cursor, Module::Conversations, SORT), Ok(PLACE));
        assert_eq!(decode(&cursor, Module::Conversations, Sort::ALL[3]), Err(500));
        assert_eq!(decode(&cursor, Module::Tickets, SORT), Err(400));
        assert_eq!(decode("never", Module::Conversations, SORT), Err(400));
        let text = String::from_utf8(BASE64_STANDARD.decode(&cursor).unwrap()).unwrap();
        let changed = BASE64_STANDARD.encode(text.replace("1726752145000", "1726752146000"));
        assert_eq!(decode(&changed, Module::Conversations, SORT), Err(400));
    }
}
