//! A value in words.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::api::wire::Cell;
use crate::catalog::field::Kind;
use crate::text::format;

/// A value as it is said; nothing where there is none.
pub(super) fn said(cell: &Cell, kind: Kind, zone: Tz) -> Option<String> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Cell::Integer(number) => match kind {
            Kind::Timestamp => DateTime::from_timestamp_millis(*number)
                .map_or_else(|| format::count(*number), |at| format::moment(at, zone)),
            Kind::Duration => format::duration(*number),
            _ => format::count(*number),
        },
        Cell::Decimal(number) => format::decimal(*number),
        Cell::Text(text) if text.trim().is_empty() => return None,
        Cell::Text(text) => text.clone(),
        Cell::List(texts) if texts.is_empty() => return None,
        Cell::List(texts) => texts.join(", "),
    })
}

/// Whether it is a number, which stands to the right in a column.
pub(super) const fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Decimal | Kind::Duration)
}
