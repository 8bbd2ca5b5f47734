//! *Talk*: Intercom's REST API, from an access token to Arrow rows.
//!
//! What it promises to the rooms above:
//!
//! - A token goes to one host only, never through a redirect, and never into an error, a log line or a `Debug` output.
//! - Whatever arrives is bounded: in bytes, in time, in pages, in depth. Nothing that Intercom sends makes it panic.
//! - What can be waited out is waited out here (the rate limit, a gateway that hiccups, a scroll that somebody else has
//!   open); every other failure comes back as an [`Error`] with a [`Class`] to act on and an [`Advice`](crate::text::Advice) to show.
//! - Odd values cost a value, not a sync: decoding gives rows and a list of [`Problems`].
//!
//! It keeps nothing: where a walk stands is the caller's to store, as a [`Next`].
//!
//! Start reading at [`Client`]; then [`Pager`] walks the pages of a module, [`Endpoint`] says how each module is asked
//! for, and [`decode()`] turns the rows of a page into Arrow.
//!
//! ```no_run
//! # use interlens::catalog::Module;
//! # use interlens::intercom::{BaseUrl, Client, Region, Settings, decode};
//! # use tokio_util::sync::CancellationToken;
//! # async fn walk(token: secrecy::SecretString) -> Result<(), interlens::intercom::Error> {
//! let client = Client::new(BaseUrl::of(Region::Europe), token, Settings::default())?;
//! let cancel = CancellationToken::new();
//! let mut pages = client.pages(Module::Conversations, None, None);
//! while let Some(page) = pages.next(&cancel).await? {
//!     let decoded = decode(Module::Conversations, page.rows.as_str());
//!     println!("{} rows", decoded.rows.num_rows());
//! }
//! # Ok(())
//! # }
//! ```

mod body;
mod classify;
mod client;
mod decode;
mod endpoint;
mod error;
#[cfg(test)]
mod fake;
mod limit;
mod me;
mod page;
mod pager;
mod place;
mod region;
mod retry;
pub mod token;

pub use client::{Client, Settings, Timeouts};
pub use decode::{Decoded, DerivedRows, Problem, ProblemKind, Problems, decode};
pub use endpoint::{Endpoint, Filter, Style};
pub use error::{Class, Error, NetworkKind};
pub use limit::Usage;
pub use me::Me;
pub use page::{PageRequest, RawPage, Rows};
pub use pager::Pager;
pub use place::{Next, Window};
pub use region::{BaseUrl, BaseUrlError, Region, UnknownRegion};
pub use retry::RetryPolicy;
pub use token::{TokenError, TokenSource};
