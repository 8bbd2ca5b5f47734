//! What can happen, and what can be done about it.

use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::ask::{Answer, Ask, Slot, Ticket};
use super::file_form::FileForm;
use super::settings::Files;
use super::theme::Background;
use crate::api::wire::{Advice, Event, Hello, SyncStarted};
use crate::catalog::Module;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was used.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal's window came to the front; the machine may have slept.
    FocusGained,
    /// Another window came to the front.
    FocusLost,
    /// A minute began: ages have changed.
    Minute,
    /// The terminal told its background.
    Background(Background),
    /// The files of settings were read, at the start or because one was saved.
    Settings(Box<Files>),
    /// Something about the screen itself has to be told.
    Tell(Advice),
    /// The engine answered.
    Connected(Box<Hello>),
    /// The engine went away, or could not be reached.
    Lost(Advice),
    /// The engine told something.
    Event(Event),
    /// The answer to [`Effect::Ask`].
    Answer {
        /// The question's ticket.
        ticket: Ticket,
        /// The answer, or why there is none.
        result: Result<Answer, Advice>,
    },
    /// The answer to [`Effect::Sync`].
    SyncStarted(Result<SyncStarted, Advice>),
    /// The answer to [`Effect::CancelSync`]: whether one ran.
    SyncCancelled(Result<bool, Advice>),
    /// The answer to [`Effect::Suspend`], where it could not be done.
    NotSuspended(&'static str),
    /// The answer to [`Effect::Copy`], where the text was too long for a clipboard: the file it is in, or why there is
    /// none.
    Kept(Result<PathBuf, Advice>),
    /// The answer to [`Effect::Export`]: the files, or why there are none.
    Exported(Result<Vec<PathBuf>, Advice>),
    /// Time to tell that the engine is gone, unless it came back since.
    StillGone(u64),
    /// Time to take a notice away, unless there has been another.
    NoticeOver(u64),
    /// Time to ask for the figures again, unless they were asked for since.
    ReloadDue(u64),
    /// Time for the next picture of a race, unless it has been stopped.
    Race(u64),
}

/// Something to be done outside the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the engine something.
    Ask {
        /// The question's ticket; an earlier question of its slot is cancelled.
        ticket: Ticket,
        /// The question.
        ask: Ask,
    },
    /// Cancel the question of a slot: nobody waits for the answer any more.
    Forget(Slot),
    /// Put a text on the clipboard of the person's terminal; one that is too long for that into a file.
    Copy(String),
    /// Write the picture that is looked at into files of these forms.
    Export(Vec<FileForm>),
    /// Tell something on the person's desktop.
    Tell {
        /// What it is about.
        title: String,
        /// What happened.
        body: String,
    },
    /// Start a sync.
    Sync {
        /// The data source.
        source: u32,
        /// Only these modules; all when empty.
        modules: Vec<Module>,
    },
    /// Cancel the sync that runs.
    CancelSync {
        /// The data source.
        source: u32,
    },
    /// Try to reach the engine now rather than after the pause.
    Reconnect,
    /// Say something to the model later.
    Later(Duration, Timer),
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    /// Paint every cell again.
    Redraw,
    /// Give the terminal back until somebody wakes the program.
    Suspend,
    /// End.
    Quit,
}

/// What is said later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// [`Msg::StillGone`].
    StillGone(u64),
    /// [`Msg::NoticeOver`].
    Notice(u64),
    /// [`Msg::ReloadDue`].
    Reload(u64),
    /// [`Msg::Race`].
    Race(u64),
}

impl Timer {
    /// The message.
    pub const fn message(self) -> Msg {
        match self {
            Self::StillGone(number) => Msg::StillGone(number),
            Self::Notice(number) => Msg::NoticeOver(number),
            Self::Reload(generation) => Msg::ReloadDue(generation),
            Self::Race(number) => Msg::Race(number),
        }
    }
}
