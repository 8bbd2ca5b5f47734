//! Whatever the engine says and whatever is typed, what is written to the terminal is only what a frame may be made of.
//!
//! [`person`] works at the screen at random, through the same messages as everybody, and every question is answered with
//! hostile text in every place where a text can be ([`poison`]). After each message a frame is written by the real writer,
//! and its bytes are read against [`grammar`]. Tabs, overlays and actions are those that there are: one that is added is
//! taken in without a word here.

pub(super) mod grammar;
mod person;
mod poison;
mod texts;
mod widths;

use std::time::Instant;

use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

use self::person::Person;
use super::still;
use super::terminal::Screen;
use super::theme::Glyphs;
use crate::text::display_width;

/// Frames of one person; after them another begins anew.
const SITTING: usize = 500;

/// Looks at so many frames.
fn look_at(frames: usize, seed: u64) {
    crossterm::style::force_color_output(true);
    let started = Instant::now();
    let mut done = 0;
    for sitting in 0..frames.div_ceil(SITTING) as u64 {
        let mut person = Person::new(Pcg64Mcg::seed_from_u64(seed + sitting));
        let mut screen = Screen::default();
        for _ in 0..SITTING.min(frames - done) {
            let doing = person.does_something();
            let cells = still::cells(&person.model);
            let told = || {
                format!(
                    "seed {}, frame {done}, after {doing}, {:?}",
                    seed + sitting,
                    person.model.size
                )
            };
            for cell in &cells.content {
                let symbol = cell.symbol();
                if symbol.len() == 1 && (b' '..=b'~').contains(&symbol.as_bytes()[0]) {
                    continue;
                }
                assert_eq!(grammar::is_readable(symbol), Ok(()), "{symbol:?}: {}", told());
                assert!(display_width(symbol) >= 1, "{symbol:?} has no width: {}", told());
                assert!(
                    person.model.theme.glyphs == Glyphs::Unicode || symbol.is_ascii(),
                    "{symbol:?}: {}",
                    told()
                );
            }
            let bytes = screen.frame(cells).unwrap();
            assert_eq!(grammar::is_allowed(&bytes), Ok(()), "{}", told());
            person.saw();
            done += 1;
        }
    }
    // Read by whoever runs it with --nocapture.
    eprintln!("{frames} frames in {:.1?}", started.elapsed());
}

/// A hundred thousand frames in four parts, which the test harness looks at side by side.
const PART: usize = 25_000;

#[test]
fn nothing_but_a_frame_is_written_whatever_is_said() {
    look_at(PART, 1);
}

#[test]
fn nothing_but_a_frame_is_written_to_others() {
    look_at(PART, 10_001);
}

#[test]
fn nothing_but_a_frame_is_written_on_other_screens() {
    look_at(PART, 20_001);
}

#[test]
fn nothing_but_a_frame_is_written_with_other_texts() {
    look_at(PART, 30_001);
}

/// The number of frames comes from `INTERLENS_FRAMES`; a million where it says nothing.
#[test]
#[ignore = "takes minutes"]
fn nothing_but_a_frame_is_written_a_million_times() {
    let frames = std::env::var("INTERLENS_FRAMES")
        .ok()
        .and_then(|frames| frames.parse().ok());
    look_at(frames.unwrap_or(1_000_000), 1_000_000);
}
