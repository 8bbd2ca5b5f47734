//! How records are named, and which record a name means.
//!
//! Ids look like Intercom's: conversations and tickets are long decimal numbers that no 32-bit number holds, contacts
//! and companies 24 hexadecimal digits that begin with the moment of creation. Each grows with the record's number and
//! leads back to it, so looking a record up needs no table.

use std::fmt::Write;

const CONVERSATIONS: u64 = 215_470_000_000_000;
const TICKETS: u64 = 215_480_000_000_000;
const STEP: u64 = 13;
const ARTICLES: u32 = 9_100_000;
const COLLECTIONS: u32 = 3_200_000;
const HELP_CENTERS: u32 = 4100;
/// How many hexadecimal digits of a Mongo-style id are the record's number.
const NUMBER_DIGITS: usize = 8;

/// The id of a conversation.
pub(crate) const fn conversation(index: u32) -> u64 {
    CONVERSATIONS + index as u64 * STEP
}

/// The number of the conversation with this id.
pub(crate) fn conversation_index(id: &str) -> Option<u32> {
    decimal(id, CONVERSATIONS, STEP)
}

/// The id of a ticket.
pub(crate) const fn ticket(index: u32) -> u64 {
    TICKETS + index as u64 * STEP
}

/// The number of the ticket with this id.
pub(crate) fn ticket_index(id: &str) -> Option<u32> {
    decimal(id, TICKETS, STEP)
}

/// The id of an article.
pub(crate) const fn article(index: u32) -> u32 {
    ARTICLES + index * STEP as u32
}

/// The number of the article with this id.
pub(crate) fn article_index(id: &str) -> Option<u32> {
    decimal(id, u64::from(ARTICLES), STEP)
}

/// The id of a collection.
pub(crate) const fn collection(index: u32) -> u32 {
    COLLECTIONS + index * STEP as u32
}

/// The id of a help center.
pub(crate) const fn help_center(index: u32) -> u32 {
    HELP_CENTERS + index * STEP as u32
}

/// The id of a tag, by its position.
pub(crate) const fn tag(position: u8) -> u32 {
    11_900_000 + position as u32
}

/// Which kind a Mongo-style id belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hex {
    Contact,
    Company,
}

impl Hex {
    const fn middle(self) -> &'static str {
        match self {
            Self::Contact => "c0a1b2d3",
            Self::Company => "f5e4d3c2",
        }
    }

    /// Writes the id of the record with this number, created at this moment.
    pub(crate) fn write(self, created: u32, index: u32, text: &mut String) {
        let _ = write!(text, "{created:08x}{}{index:08x}", self.middle());
    }

    /// The id of the record with this number, created at this moment.
    pub(crate) fn id(self, created: u32, index: u32) -> String {
        let mut text = String::with_capacity(24);
        self.write(created, index, &mut text);
        text
    }

    /// The moment of creation and the number in an id; whether they belong together is not checked.
    pub(crate) fn parse(self, id: &str) -> Option<(u32, u32)> {
        let (created, rest) = (id.get(..8)?, id.get(8..)?);
        let number = rest.strip_prefix(self.middle())?;
        if number.len() != NUMBER_DIGITS {
            return None;
        }
        Some((
            u32::from_str_radix(created, 16).ok()?,
            u32::from_str_radix(number, 16).ok()?,
        ))
    }
}

fn decimal(id: &str, base: u64, step: u64) -> Option<u32> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let offset = id.parse::<u64>().ok()?.checked_sub(base)?;
    if offset % step != 0 {
        return None;
    }
    u32::try_from(offset / step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lead_back_to_their_records() {
        for index in [0, 1, 999_999, 5_000_000] {
            assert_eq!(conversation_index(&conversation(index).to_string()), Some(index));
            assert_eq!(ticket_index(&ticket(index).to_string()), Some(index));
            assert_eq!(
                Hex::Contact.parse(&Hex::Contact.id(1_793_615_400, index)),
                Some((1_793_615_400, index))
            );
        }
        assert_eq!(Hex::Contact.id(1_793_615_400, 5).len(), 24);
        assert_eq!(conversation_index("215470000000001"), None);
        assert_eq!(conversation_index("+215470000000000"), None);
        assert_eq!(Hex::Company.parse(&Hex::Contact.id(1, 1)), None);
        assert_eq!(Hex::Contact.parse("ééééééééééééé"), None);
    }
}
