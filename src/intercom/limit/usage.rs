//! Where the rate limit stands.

use std::time::Duration;

/// Where the limit stands, for progress displays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Calls made in all.
    pub calls: u64,
    /// Calls allowed in one window, once the server has said so.
    pub limit: Option<u32>,
    /// Calls left in this window, once the server has said so.
    pub remaining: Option<u32>,
    /// How long the next call has to wait, where it has to.
    pub wait: Option<Duration>,
}
