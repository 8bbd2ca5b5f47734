//! Records as Intercom writes them.
//!
//! JSON is written straight into one buffer, member by member: a page of 150 conversations is a third of a megabyte, and
//! building a tree for it first would cost more than making the records. Start reading at [`Writer`]; each other file
//! writes one kind of record. [`Shape`] says what differs between versions and modes.

pub(crate) mod company;
pub(crate) mod contact;
pub(crate) mod conversation;
pub(crate) mod help;
pub(crate) mod staff;
pub(crate) mod ticket;

use serde::Serialize;

use super::config::Mode;
use super::version::Version;
use super::world::ids;
use super::world::staff::TAGS;

/// What the form of an answer depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) version: Version,
    pub(crate) mode: Mode,
}

impl Shape {
    /// Whether shapes are those of 2.16 and later.
    pub(crate) fn is_new(self) -> bool {
        self.version >= Version::NEW_SHAPES
    }

    /// Whether answers keep strictly to the description.
    pub(crate) fn is_strict(self) -> bool {
        self.mode == Mode::Spec
    }
}

/// Writes JSON into a buffer. The caller opens and closes objects and lists in pairs.
pub(crate) struct Writer {
    out: Vec<u8>,
    scratch: String,
    /// Whether a comma is due before the next member or element.
    comma: bool,
}

impl Writer {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: Vec::with_capacity(bytes),
            scratch: String::new(),
            comma: false,
        }
    }

    /// What was written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// A member with any value.
    pub(crate) fn put(&mut self, key: &'static str, value: impl Serialize) {
        self.key(key);
        self.write(&value);
    }

    /// A member that the description does not allow to be null: left out in strict answers, null in others.
    pub(crate) fn put_or_omit(&mut self, shape: Shape, key: &'static str, value: Option<impl Serialize>) {
        if value.is_some() || !shape.is_strict() {
            self.put(key, value);
        }
    }

    /// A member whose text is written by a function; null where that says there is none.
    pub(crate) fn put_text(&mut self, key: &'static str, text: impl FnOnce(&mut String) -> bool) {
        self.key(key);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        if text(&mut scratch) {
            self.write(&scratch);
        } else {
            self.write(&());
        }
        self.scratch = scratch;
    }

    /// A member with a number as text, as most ids are.
    pub(crate) fn put_id(&mut self, key: &'static str, id: impl Into<u64>) {
        self.key(key);
        self.out.push(b'"');
        self.comma = false;
        self.write(&id.into());
        self.out.push(b'"');
    }

    /// An element of a list.
    pub(crate) fn element(&mut self, value: impl Serialize) {
        self.separate();
        self.write(&value);
    }

    /// A member that is an object with these members.
    pub(crate) fn object(&mut self, key: &'static str, members: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braces(b'{', b'}', members);
    }

    /// A member that is a list with these elements.
    pub(crate) fn list(&mut self, key: &'static str, elements: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braces(b'[', b']', elements);
    }

    /// An object as an element of a list, or as the whole.
    pub(crate) fn item(&mut self, members: impl FnOnce(&mut Self)) {
        self.separate();
        self.braces(b'{', b'}', members);
    }

    fn braces(&mut self, open: u8, close: u8, inside: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.comma = false;
        inside(self);
        self.out.push(close);
        self.comma = true;
    }

    fn key(&mut self, key: &'static str) {
        self.separate();
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(b',');
        }
        self.comma = true;
    }

    fn write(&mut self, value: &impl Serialize) {
        // Text, numbers and maps with text keys in memory cannot fail to be written.
        let written = serde_json::to_writer(&mut self.out, value);
        debug_assert!(written.is_ok(), "{written:?}");
        self.comma = true;
    }
}

/// A `tag.list` member.
pub(crate) fn tags(to: &mut Writer, key: &'static str, positions: &[u8], applied_at: Option<u32>) {
    to.object(key, |to| {
        to.put("type", "tag.list");
        to.list("tags", |to| {
            for tag in positions {
                to.item(|to| {
                    to.put("type", "tag");
                    to.put_id("id", ids::tag(*tag));
                    to.put("name", TAGS[usize::from(*tag)]);
                    if let Some(at) = applied_at {
                        to.put("applied_at", at);
                    }
                });
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_and_nowhere_else() {
        let mut to = Writer::with_capacity(64);
        to.item(|to| {
            to.put("a", 1);
            to.list("b", |to| {
                to.element("x\"\u{1b}");
                to.item(|to| to.put_id("id", 7_u32));
                to.item(|_| {});
            });
            to.list("c", |_| {});
            to.put_text("d", |_| false);
            to.put_text("e", |text| {
                text.push('é');
                true
            });
        });
        let text = String::from_utf8(to.into_bytes()).unwrap();
        assert_eq!(
            text,
            "{\"a\":1,\"b\":[\"x\\\"\\u001b\",{\"id\":\"7\"},{}],\"c\":[],\"d\":null,\"e\":\"é\"}"
        );
    }
}
