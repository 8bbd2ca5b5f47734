//! The eleven modules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::{Field, same_name};
use super::fields;

/// A kind of record that is synced, and the table it becomes.
///
/// On the wire and on disk a module is its [`slug`](Module::slug).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Module {
    /// Teammates.
    Admins = 1,
    /// Help-centre articles.
    Articles = 2,
    /// Groups of articles.
    Collections = 3,
    /// The customers' companies.
    Companies = 4,
    /// Users and leads.
    Contacts = 5,
    /// Which contacts take part in which conversation.
    ConversationVsContact = 6,
    /// Conversations, with their statistics, rating and SLA.
    Conversations = 7,
    /// Help-centre sites.
    HelpCenters = 8,
    /// Which teammates are in which team.
    TeamVsAdmin = 9,
    /// Teams.
    Teams = 10,
    /// Tickets.
    Tickets = 11,
}

impl Module {
    /// All modules, in the order people see them.
    pub const ALL: [Self; 11] = [
        Self::Admins,
        Self::Articles,
        Self::Collections,
        Self::Companies,
        Self::Contacts,
        Self::ConversationVsContact,
        Self::Conversations,
        Self::HelpCenters,
        Self::TeamVsAdmin,
        Self::Teams,
        Self::Tickets,
    ];

    /// The name users see, which is also the SQL table's.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admins => "Admins",
            Self::Articles => "Articles",
            Self::Collections => "Collections",
            Self::Companies => "Companies",
            Self::Contacts => "Contacts",
            Self::ConversationVsContact => "Conversation Vs Contact",
            Self::Conversations => "Conversations",
            Self::HelpCenters => "Help Centers",
            Self::TeamVsAdmin => "Team Vs Admin",
            Self::Teams => "Teams",
            Self::Tickets => "Tickets",
        }
    }

    /// The name in addresses, JSON and files: lower case, `-` for a space.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Admins => "admins",
            Self::Articles => "articles",
            Self::Collections => "collections",
            Self::Companies => "companies",
            Self::Contacts => "contacts",
            Self::ConversationVsContact => "conversation-vs-contact",
            Self::Conversations => "conversations",
            Self::HelpCenters => "help-centers",
            Self::TeamVsAdmin => "team-vs-admin",
            Self::Teams => "teams",
            Self::Tickets => "tickets",
        }
    }

    /// One sentence for set-up screens and documentation.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Admins => "The teammates of the workspace, with their seat and away state.",
            Self::Articles => "Help-centre articles, published and draft.",
            Self::Collections => "The collections that group articles.",
            Self::Companies => "The companies of your customers.",
            Self::Contacts => "Users and leads, with devices, consent and campaign.",
            Self::ConversationVsContact => "One row for each contact that takes part in a conversation.",
            Self::Conversations => "Conversations with their timing, rating, SLA and assignment.",
            Self::HelpCenters => "The help-centre sites of the workspace.",
            Self::TeamVsAdmin => "One row for each teammate in a team.",
            Self::Teams => "The teams of the workspace.",
            Self::Tickets => "Tickets with their type, state and assignment.",
        }
    }

    /// The columns, in the order people see them.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Admins => fields::ADMINS,
            Self::Articles => fields::ARTICLES,
            Self::Collections => fields::COLLECTIONS,
            Self::Companies => fields::COMPANIES,
            Self::Contacts => fields::CONTACTS,
            Self::ConversationVsContact => fields::CONVERSATION_VS_CONTACT,
            Self::Conversations => fields::CONVERSATIONS,
            Self::HelpCenters => fields::HELP_CENTERS,
            Self::TeamVsAdmin => fields::TEAM_VS_ADMIN,
            Self::Teams => fields::TEAMS,
            Self::Tickets => fields::TICKETS,
        }
    }

    /// The names of the columns that together identify a record, most significant first.
    ///
    /// For a derived module the first of them is the parent's id.
    pub const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Admins => &["Admin ID"],
            Self::Articles => &["Article ID"],
            Self::Collections => &["Collection ID"],
            Self::Companies | Self::Contacts | Self::Conversations | Self::Tickets => &["ID"],
            Self::ConversationVsContact => &["Conversation ID", "Contact ID"],
            Self::HelpCenters => &["Help Center ID"],
            Self::TeamVsAdmin => &["Team ID", "Admin ID"],
            Self::Teams => &["Team ID"],
        }
    }

    /// The column that says when a record last changed, where there is one.
    pub const fn updated_at(self) -> Option<&'static str> {
        match self {
            Self::Admins | Self::ConversationVsContact | Self::TeamVsAdmin | Self::Teams => None,
            _ => Some("Updated At"),
        }
    }

    /// For a derived module the one whose records it is made from, and the list in them that gives a row for each
    /// element.
    pub const fn derived_from(self) -> Option<(Self, &'static str)> {
        match self {
            Self::ConversationVsContact => Some((Self::Conversations, "contacts.contacts[]")),
            Self::TeamVsAdmin => Some((Self::Teams, "admin_ids[]")),
            _ => None,
        }
    }

    /// The module that is derived from this one, where there is one.
    pub fn derives(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|module| module.derived_from().is_some_and(|(parent, _)| parent == self))
    }

    /// The permission that the access token needs, in the words of Intercom's Developer Hub.
    pub const fn permission(self) -> &'static str {
        match self {
            Self::Admins | Self::Teams | Self::TeamVsAdmin => "Read admins",
            Self::Articles | Self::Collections | Self::HelpCenters => "Read and list articles",
            Self::Companies | Self::Contacts => "Read and list users and companies",
            Self::Conversations | Self::ConversationVsContact => "Read conversations",
            Self::Tickets => "Read tickets",
        }
    }

    /// Finds a field by name or alias and gives its position among [`fields`](Self::fields).
    pub fn field(self, name: &str) -> Option<(usize, &'static Field)> {
        self.fields()
            .iter()
            .enumerate()
            .find(|(_, field)| field.answers_to(name))
    }

    /// Finds a module by name or slug.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| same_name(module.name(), name))
    }

    /// The module with this number, which is how the store's keys name it. Numbers are never given out again.
    pub fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|module| *module as u8 == number)
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No module has this name; says which there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no module {name:?}; the modules are {}", Module::ALL.map(Module::name).join(", "))]
pub struct UnknownModule {
    /// What was asked for.
    pub name: String,
}

impl FromStr for Module {
    type Err = UnknownModule;

    fn from_str(name: &str) -> Result<Self, UnknownModule> {
        Self::named(name).ok_or_else(|| UnknownModule { name: name.to_owned() })
    }
}

impl Serialize for Module {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Module {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn eleven_modules_hold_145_fields() {
        assert_eq!(
            Module::ALL.iter().map(|module| module.fields().len()).sum::<usize>(),
            145
        );
    }

    #[test]
    fn every_key_and_change_column_is_a_field() {
        for module in Module::ALL {
            for name in module.key().iter().chain(module.updated_at().as_ref()) {
                assert!(
                    module.fields().iter().any(|field| field.name == *name),
                    "{module}: {name}"
                );
            }
        }
    }

    #[test]
    fn no_two_fields_of_a_module_answer_to_one_name() {
        for module in Module::ALL {
            let mut seen = HashSet::new();
            for field in module.fields() {
                for name in std::iter::once(&field.name).chain(field.aliases) {
                    let position = module.field(name).map(|(position, _)| position);
                    assert_eq!(
                        position,
                        module.fields().iter().position(|other| other == field),
                        "{module}: {name}"
                    );
                }
                assert!(seen.insert(field.name));
            }
        }
    }

    #[test]
    fn names_slugs_and_numbers_lead_back() {
        for module in Module::ALL {
            assert_eq!(Module::named(module.name()), Some(module));
            assert_eq!(Module::named(module.slug()), Some(module));
            assert_eq!(Module::numbered(module as u8), Some(module));
        }
        assert_eq!("help centers".parse(), Ok(Module::HelpCenters));
        assert!(
            "Tags"
                .parse::<Module>()
                .unwrap_err()
                .to_string()
                .contains("Conversation Vs Contact")
        );
    }

    #[test]
    fn the_two_derived_modules_have_parents() {
        assert_eq!(Module::Conversations.derives(), Some(Module::ConversationVsContact));
        assert_eq!(Module::Teams.derives(), Some(Module::TeamVsAdmin));
        assert_eq!(Module::Contacts.derives(), None);
    }
}
