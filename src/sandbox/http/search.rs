//! Requests for walks: the query of a list, the body of a search.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::sandbox::config::DateBounds;
use crate::sandbox::json::Shape;
use crate::sandbox::version::Version;
use crate::sandbox::world::contact::Contact;
use crate::sandbox::world::conversation::Conversation;
use crate::sandbox::world::ticket::Ticket;
use crate::sandbox::world::view::View;

use super::cursor::{Sort, SortField};
use super::error::ApiError;
use super::fields::{ExactContacts, Of, Seconds, WholeDays};
use super::filter::{Dates, Filter};
use super::walk::{self, Page, Walked};

/// Most rows of a page; who asks for more gets so many.
const MOST: u32 = 150;
/// Newest change first.
const BY_ACTIVITY: Sort = Sort {
    field: SortField::UpdatedAt,
    descending: true,
};
/// Newest first.
const BY_CREATION: Sort = Sort {
    field: SortField::CreatedAt,
    descending: true,
};

/// How searches are answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) date_bounds: DateBounds,
    /// Seconds by which searches lag behind.
    pub(crate) index_lag: u32,
}

/// Answers `GET /contacts` or `GET /conversations`.
pub(crate) fn list(
    view: &View<'_>,
    shape: Shape,
    walked: Walked,
    query: &HashMap<String, String>,
) -> Result<Vec<u8>, ApiError> {
    let (sort, default) = defaults(walked);
    let page = Page {
        filter: None,
        sort,
        rows: per_page(query.get("per_page").map(String::as_str), default, MOST)?,
        cursor: query.get("starting_after").filter(|cursor| !cursor.is_empty()).cloned(),
        newest: view.at,
    };
    walked.answer(view, shape, &page)
}

/// Answers `POST /…/search`.
pub(crate) fn search(
    view: &View<'_>,
    shape: Shape,
    walked: Walked,
    manner: Manner,
    body: &[u8],
) -> Result<Vec<u8>, ApiError> {
    let body: Json = serde_json::from_slice(body)
        .map_err(|error| ApiError::new(400, "bad_request", format!("The body is not JSON: {error}")))?;
    let query = body.get("query").filter(|query| !query.is_null());
    let query = query.ok_or_else(|| ApiError::new(400, "parameter_not_found", "A search needs a query"))?;
    let seconds = Seconds(manner.date_bounds);
    let days = WholeDays(view.setting.zone);
    let filter = match walked.module {
        crate::catalog::Module::Contacts => {
            let exact = shape.version >= Version::EXACT_CONTACTS;
            let dates: &dyn Dates = if exact { &ExactContacts } else { &days };
            Filter::parse::<Of<'_, Contact>>(query, dates)?
        }
        crate::catalog::Module::Tickets => Filter::parse::<Of<'_, Ticket>>(query, &seconds)?,
        _ => Filter::parse::<Of<'_, Conversation>>(query, &seconds)?,
    };
    let (own_sort, default) = defaults(walked);
    let pagination = body.get("pagination").unwrap_or(&Json::Null);
    let cursor = match pagination.get("starting_after") {
        None | Some(Json::Null) => None,
        Some(Json::String(cursor)) => Some(cursor.clone()),
        Some(_) => return Err(ApiError::new(400, "client_error", "starting_after is a text")),
    };
    let wanted = match pagination.get("per_page") {
        None | Some(Json::Null) => None,
        Some(Json::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    let page = Page {
        filter: Some(filter),
        sort: sort(body.get("sort").unwrap_or(&Json::Null), own_sort)?,
        rows: per_page(wanted.as_deref(), default, MOST)?,
        cursor,
        newest: view.at - manner.index_lag.min(view.at),
    };
    walked.answer(view, shape, &page)
}

/// The order and page size of a kind of record when the request names none.
fn defaults(walked: Walked) -> (Sort, u32) {
    if walked.module == walk::CONTACTS.module {
        (BY_CREATION, 50)
    } else {
        (BY_ACTIVITY, 20)
    }
}

fn sort(given: &Json, own: Sort) -> Result<Sort, ApiError> {
    if given.is_null() {
        return Ok(own);
    }
    let field = match given.get("field").and_then(Json::as_str) {
        None => own.field,
        Some("updated_at") => SortField::UpdatedAt,
        Some("created_at") => SortField::CreatedAt,
        Some(other) => {
            let message = format!("The sandbox sorts by updated_at and created_at, not by `{other}`");
            return Err(ApiError::invalid("sort", message));
        }
    };
    let descending = match given.get("order") {
        None | Some(Json::Null) => true,
        Some(Json::String(order)) if order == "descending" => true,
        Some(Json::String(order)) if order == "ascending" => false,
        Some(other) => {
            let other = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
            let message = format!("Invalid sort order '{other}'. Must be one of: ascending, descending");
            return Err(ApiError::new(400, "invalid_sort_order", message));
        }
    };
    Ok(Sort { field, descending })
}

/// Reads a number of rows: `default` when none is given, `most` at most.
pub(crate) fn per_page(given: Option<&str>, default: u32, most: u32) -> Result<u32, ApiError> {
    match given.filter(|text| !text.is_empty()) {
        None => Ok(default),
        Some(text) => match text.parse::<u32>() {
            Ok(rows) if rows > 0 => Ok(rows.min(most)),
            _ => Err(ApiError::invalid("per_page", "per_page is a number from 1 on")),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn orders_other_than_the_two_are_refused_in_intercoms_words() {
        let error = sort(&json!({"field": "updated_at", "order": "desc"}), BY_ACTIVITY).unwrap_err();
        assert_eq!((error.status, error.code), (400, "invalid_sort_order"));
        assert_eq!(
            error.message,
            "Invalid sort order 'desc'. Must be one of: ascending, descending"
        );
        assert_eq!(
            sort(&json!({"order": "ascending"}), BY_ACTIVITY).map(|sort| sort.descending),
            Ok(false)
        );
        assert_eq!(sort(&json!({"field": "name"}), BY_ACTIVITY).unwrap_err().status, 400);
    }

    #[test]
    fn page_sizes_are_kept_within_bounds() {
        assert_eq!(per_page(None, 20, 150), Ok(20));
        assert_eq!(per_page(Some("500"), 20, 150), Ok(150));
        assert_eq!(per_page(Some("0"), 20, 150).unwrap_err().status, 400);
        assert_eq!(per_page(Some("many"), 20, 150).unwrap_err().status, 400);
    }
}
