//! The escape sequences that carry words of ours to the terminal itself: a text for its clipboard, a notification.
//!
//! Each is a value that is made of any text and can hold nothing else than it is for: what goes to the clipboard travels
//! as base64, what is shown in a notification is sanitised and short. Their `Display` is the sequence alone;
//! [`Multiplexer`] puts it into what tmux and screen let through. Every sequence ends with BEL rather than ST: all
//! terminals take both, and an ST inside of screen's own sequence would end that one.

mod clipboard;
mod desktop;
mod multiplexer;
mod pixels;

pub use clipboard::{Clipboard, MOST_BYTES, TooLong};
pub use desktop::{Desktop, DesktopWay, Notification, Notifier};
pub use multiplexer::Multiplexer;
pub use pixels::{At, Pixels};
