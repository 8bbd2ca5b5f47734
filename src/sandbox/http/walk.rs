//! Walks through conversations, contacts and tickets, a page at a time.

use crate::catalog::Module;
use crate::sandbox::json::{self, Shape, Writer};
use crate::sandbox::world::ids::{self, Hex};
use crate::sandbox::world::order::{key, moment, record};
use crate::sandbox::world::setting::Growing;
use crate::sandbox::world::view::{self, View};

use super::cursor::{Place, Sort, SortField};
use super::error::ApiError;
use super::fields::Of;
use super::filter::Filter;

/// A page that is asked for.
pub(crate) struct Page {
    pub(crate) filter: Option<Filter>,
    pub(crate) sort: Sort,
    /// Most rows it has.
    pub(crate) rows: u32,
    pub(crate) cursor: Option<String>,
    /// Records changed after this moment (Unix seconds) are not found yet.
    pub(crate) newest: u32,
}

/// A page that was found.
struct Found {
    /// Sort value and number of each row.
    rows: Vec<(u32, u32)>,
    total: usize,
    more: bool,
}

/// A kind of record that is walked through.
#[derive(Clone, Copy)]
pub(crate) struct Walked {
    pub(crate) module: Module,
    kind: Growing,
    /// `type` of the envelope, and the key of its rows.
    envelope: (&'static str, &'static str),
}

pub(crate) const CONVERSATIONS: Walked = Walked {
    module: Module::Conversations,
    kind: Growing::Conversations,
    envelope: ("conversation.list", "conversations"),
};
pub(crate) const CONTACTS: Walked = Walked {
    module: Module::Contacts,
    kind: Growing::Contacts,
    envelope: ("list", "data"),
};
pub(crate) const TICKETS: Walked = Walked {
    module: Module::Tickets,
    kind: Growing::Tickets,
    envelope: ("ticket.list", "tickets"),
};

impl Walked {
    /// Answers with a page.
    pub(crate) fn answer(self, view: &View<'_>, shape: Shape, page: &Page) -> Result<Vec<u8>, ApiError> {
        let place = page.cursor.as_deref().map(|cursor| {
            Place::decode(cursor, view.setting.seed, self.module, page.sort, |id| {
                self.index_of(view, id)
            })
        });
        let place = place.transpose()?;
        let found = self.find(view, page, place);
        let number = place.map_or(1, |place| place.page);
        let (list_type, rows_key) = self.envelope;
        let mut to = Writer::with_capacity(found.rows.len() * 2600 + 256);
        to.item(|to| {
            to.put("type", list_type);
            to.list(rows_key, |to| {
                for (_, index) in &found.rows {
                    self.write(to, view, shape, *index);
                }
            });
            to.put("total_count", found.total);
            to.object("pages", |to| {
                to.put("type", "pages");
                to.put("page", number);
                to.put("per_page", page.rows);
                to.put("total_pages", found.total.div_ceil(page.rows as usize));
                if let Some((value, index)) = found.rows.last().copied().filter(|_| found.more) {
                    let next = Place {
                        value,
                        index,
                        page: number + 1,
                    };
                    let id = view::id(view.setting, self.module, index);
                    to.object("next", |to| {
                        to.put("page", number + 1);
                        to.put("per_page", page.rows);
                        to.put(
                            "starting_after",
                            next.encode(view.setting.seed, self.module, page.sort, &id),
                        );
                    });
                }
            });
        });
        Ok(to.into_bytes())
    }

    fn find(self, view: &View<'_>, page: &Page, place: Option<Place>) -> Found {
        match page.sort.field {
            SortField::UpdatedAt => self.by_change(view, page, place),
            SortField::CreatedAt => self.by_creation(view, page, place),
        }
    }

    /// A page in the order of the last changes, which the shelf keeps.
    fn by_change(self, view: &View<'_>, page: &Page, place: Option<Place>) -> Found {
        let window = Window::of(page, "updated_at");
        let last = window.last.min(i64::from(page.newest));
        let Some(last) = u32::try_from(last).ok().filter(|last| *last >= window.first) else {
            return Found::nothing();
        };
        let (low, high) = (key(window.first, 0), key(last, u32::MAX));
        let order = view.shelf(self.module).order();
        let lets_in = |own: &u64| window.exact || self.lets_in(view, page, record(*own));
        let total = if window.exact {
            order.rank(high.saturating_add(1)) - order.rank(low)
        } else {
            order
                .up_from(low)
                .take_while(|own| *own <= high)
                .filter(lets_in)
                .count()
        };
        let at = place.map(|place| key(place.value, place.index));
        let row = |own: u64| (moment(own), record(own));
        if page.sort.descending {
            let from = at.map_or(high, |at| at.saturating_sub(1)).min(high);
            let keys = order.down_from(from).take_while(|own| *own >= low).filter(lets_in);
            Found::of(keys.map(row), page.rows, total)
        } else {
            let from = at.map_or(low, |at| at.saturating_add(1)).max(low);
            let keys = order.up_from(from).take_while(|own| *own <= high).filter(lets_in);
            Found::of(keys.map(row), page.rows, total)
        }
    }

    /// A page in the order of creation: numbers grow with the moment, so a window of moments is a range of numbers.
    fn by_creation(self, view: &View<'_>, page: &Page, place: Option<Place>) -> Found {
        let window = Window::of(page, "created_at");
        let records = view.shelf(self.module);
        let created = |index: u32| view.setting.arrival(self.kind, index);
        let from = |at: i64| first_at(records.count(), |index| i64::from(created(index)) >= at);
        let (low, high) = (from(i64::from(window.first)), from(window.last.saturating_add(1)));
        let lags = page.newest < view.at;
        let visible = |index: &u32| {
            records.has(*index)
                && (window.exact || self.lets_in(view, page, *index))
                && !(lags && self.updated(view, *index) > page.newest)
        };
        let total = if window.exact && !lags {
            let gone = records
                .all_gone()
                .filter(|(gone, _)| (low..high).contains(gone))
                .count();
            high.saturating_sub(low) as usize - gone
        } else {
            (low..high).filter(visible).count()
        };
        let row = |index: u32| (created(index), index);
        if page.sort.descending {
            let end = place.map_or(high, |place| place.index.min(high));
            Found::of((low..end).rev().filter(visible).map(row), page.rows, total)
        } else {
            let begin = place.map_or(low, |place| (place.index + 1).max(low));
            Found::of((begin..high).filter(visible).map(row), page.rows, total)
        }
    }

    fn lets_in(self, view: &View<'_>, page: &Page, index: u32) -> bool {
        let Some(filter) = &page.filter else {
            return true;
        };
        match self.kind {
            Growing::Contacts => filter.lets_in(&Of(view.setting, view.contact(index))),
            Growing::Tickets => filter.lets_in(&Of(view.setting, view.ticket(index))),
            _ => filter.lets_in(&Of(view.setting, view.conversation(index))),
        }
    }

    fn updated(self, view: &View<'_>, index: u32) -> u32 {
        match self.kind {
            Growing::Contacts => view.contact(index).updated_at,
            Growing::Tickets => view.ticket(index).updated_at,
            _ => view.conversation(index).updated_at,
        }
    }

    fn write(self, to: &mut Writer, view: &View<'_>, shape: Shape, index: u32) {
        match self.kind {
            Growing::Contacts => json::contact::item(to, view.setting, shape, &view.contact(index)),
            Growing::Tickets => json::ticket::item(to, view.setting, shape, &view.ticket(index)),
            _ => json::conversation::item(to, view.setting, shape, &view.conversation(index)),
        }
    }

    fn index_of(self, view: &View<'_>, id: &str) -> Option<u32> {
        match self.kind {
            Growing::Contacts => view::hex_index(view, Hex::Contact, id),
            Growing::Tickets => ids::ticket_index(id),
            _ => ids::conversation_index(id),
        }
    }
}

/// The moments a page can have rows from, and whether all records within are let in.
struct Window {
    first: u32,
    /// Below `first` where nothing is let in.
    last: i64,
    exact: bool,
}

impl Window {
    fn of(page: &Page, field: &str) -> Self {
        let everything = (i64::MIN, i64::MAX, true);
        let (first, last, exact) = page.filter.as_ref().map_or(everything, |filter| filter.window(field));
        Self {
            first: first.clamp(0, i64::from(u32::MAX)) as u32,
            last: last.min(i64::from(u32::MAX)),
            exact,
        }
    }
}

impl Found {
    fn nothing() -> Self {
        Self {
            rows: Vec::new(),
            total: 0,
            more: false,
        }
    }

    fn of(mut rows: impl Iterator<Item = (u32, u32)>, most: u32, total: usize) -> Self {
        let page: Vec<_> = rows.by_ref().take(most as usize).collect();
        Self {
            more: rows.next().is_some(),
            rows: page,
            total,
        }
    }
}

/// The first number below `count` for which `is_after` holds, which it then does for all that follow.
fn first_at(count: u32, is_after: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = u32::midpoint(low, high);
        if is_after(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
