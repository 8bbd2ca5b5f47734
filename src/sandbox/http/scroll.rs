//! The company scroll: one at a time in a workspace, and gone when nobody asks for a minute.

use std::time::Duration;

use crate::catalog::Module;
use crate::sandbox::dice::splitmix64;
use crate::sandbox::json::{self, Shape, Writer};
use crate::sandbox::world::view::View;

use super::error::ApiError;

/// Rows of a page.
const PAGE: usize = 100;
/// How long a scroll waits for the next request.
const PATIENCE: Duration = Duration::from_mins(1);

/// The scroll of a workspace, if one is open.
#[derive(Default)]
pub(crate) struct Scrolls {
    open: Option<Scroll>,
    opened: u64,
}

struct Scroll {
    param: String,
    /// The number of the company that is next.
    next: u32,
    /// When it was last asked for, in the clock's patience.
    asked: Duration,
}

impl Scrolls {
    /// Answers `GET /companies/scroll`; `now` is the clock's patience.
    ///
    /// The page after the last is empty and has no `scroll_param`; asking once more is an error, as is asking too late.
    pub(crate) fn answer(
        &mut self,
        view: &View<'_>,
        shape: Shape,
        param: Option<&str>,
        now: Duration,
    ) -> Result<Vec<u8>, ApiError> {
        if self
            .open
            .as_ref()
            .is_some_and(|scroll| now.saturating_sub(scroll.asked) >= PATIENCE)
        {
            self.open = None;
        }
        match (param, &self.open) {
            (None, Some(_)) => {
                return Err(ApiError::new(
                    400,
                    "scroll_exists",
                    "scroll already exists for this workspace",
                ));
            }
            (None, None) => {
                self.opened += 1;
                let own = splitmix64(view.setting.seed ^ self.opened);
                self.open = Some(Scroll {
                    param: format!("{own:016x}-{:04x}", self.opened),
                    next: 0,
                    asked: now,
                });
            }
            (Some(_), _) => {}
        }
        let companies = view.shelf(Module::Companies);
        let lost = || ApiError::new(404, "not_found", "scroll parameter not found");
        let scroll = self
            .open
            .as_mut()
            .filter(|scroll| param.is_none_or(|param| param == scroll.param))
            .ok_or_else(lost)?;
        scroll.asked = now;
        let rows: Vec<u32> = (scroll.next..companies.count())
            .filter(|index| companies.has(*index))
            .take(PAGE)
            .collect();
        scroll.next = rows.last().map_or(scroll.next, |last| last + 1);
        let param = scroll.param.clone();
        if rows.is_empty() {
            self.open = None;
        }
        let mut to = Writer::with_capacity(rows.len() * 800 + 128);
        to.item(|to| {
            to.put("type", "list");
            to.list("data", |to| {
                for index in &rows {
                    json::company::item(to, view.setting, shape, &view.company(*index));
                }
            });
            to.put("pages", ());
            to.put("total_count", ());
            if !rows.is_empty() {
                to.put("scroll_param", param);
            }
        });
        Ok(to.into_bytes())
    }

    /// A scroll that broke cannot go on.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }
}
