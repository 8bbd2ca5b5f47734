//! How records of one module lead to records of another: a conversation to its contacts, a contact to its company.

use super::module::Module;

/// A step from a record to others: those whose `key` has the value that this one has in `field`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The column of the record that one stands at.
    pub field: &'static str,
    /// The module to go to.
    pub to: Module,
    /// The column there that has the same value.
    pub key: &'static str,
}

/// A way from the records of one module to those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name in addresses, unlike any other of the same module.
    pub slug: &'static str,
    /// What the records at its end are to the one at its beginning, as people say it: `contacts`, `assigned team`.
    pub name: &'static str,
    /// Where it begins.
    pub from: Module,
    /// The steps, one after the other.
    pub steps: &'static [Step],
}

impl Relation {
    /// Where it ends.
    pub fn to(&self) -> Module {
        self.steps.last().map_or(self.from, |step| step.to)
    }

    /// The relation of a module with this name in addresses.
    pub fn named(from: Module, slug: &str) -> Option<&'static Self> {
        of(from).find(|relation| relation.slug == slug)
    }
}

/// The relations that begin at a module, the most useful first.
pub fn of(from: Module) -> impl Iterator<Item = &'static Relation> {
    ALL.iter().filter(move |relation| relation.from == from)
}

const fn step(field: &'static str, to: Module, key: &'static str) -> Step {
    Step { field, to, key }
}

const fn way(from: Module, slug: &'static str, name: &'static str, steps: &'static [Step]) -> Relation {
    Relation {
        slug,
        name,
        from,
        steps,
    }
}

use Module::{
    Admins, Articles, Collections, Companies, Contacts, ConversationVsContact as Participants, Conversations,
    HelpCenters, TeamVsAdmin as Members, Teams, Tickets,
};

/// All relations.
pub const ALL: &[Relation] = &[
    way(
        Admins,
        "conversations",
        "assigned conversations",
        &[step("Admin ID", Conversations, "Admin Assignee ID")],
    ),
    way(
        Admins,
        "tickets",
        "assigned tickets",
        &[step("Admin ID", Tickets, "Admin Assignee ID")],
    ),
    way(
        Admins,
        "closed",
        "conversations closed last",
        &[step("Admin ID", Conversations, "Last Closed By ID")],
    ),
    way(
        Admins,
        "rated",
        "conversations rated",
        &[step("Admin ID", Conversations, "Conversation Rating Admin ID")],
    ),
    way(
        Admins,
        "teams",
        "teams",
        &[step("Admin ID", Members, "Admin ID"), step("Team ID", Teams, "Team ID")],
    ),
    way(
        Admins,
        "contacts",
        "owned contacts",
        &[step("Admin ID", Contacts, "Owner ID")],
    ),
    way(
        Admins,
        "articles",
        "written articles",
        &[step("Admin ID", Articles, "Author ID")],
    ),
    way(Articles, "author", "author", &[step("Author ID", Admins, "Admin ID")]),
    way(
        Articles,
        "collection",
        "collection",
        &[step("Parent ID", Collections, "Collection ID")],
    ),
    way(
        Collections,
        "articles",
        "articles",
        &[step("Collection ID", Articles, "Parent ID")],
    ),
    way(
        Collections,
        "help-center",
        "help center",
        &[step("Help Center ID", HelpCenters, "Help Center ID")],
    ),
    way(
        Companies,
        "conversations",
        "conversations",
        &[
            step("ID", Contacts, "Company ID"),
            step("ID", Participants, "Contact ID"),
            step("Conversation ID", Conversations, "ID"),
        ],
    ),
    way(Companies, "contacts", "contacts", &[step("ID", Contacts, "Company ID")]),
    way(
        Contacts,
        "conversations",
        "conversations",
        &[
            step("ID", Participants, "Contact ID"),
            step("Conversation ID", Conversations, "ID"),
        ],
    ),
    way(Contacts, "company", "company", &[step("Company ID", Companies, "ID")]),
    way(Contacts, "owner", "owner", &[step("Owner ID", Admins, "Admin ID")]),
    way(
        Contacts,
        "rated",
        "conversations rated",
        &[step("ID", Conversations, "Conversation Rating Contact ID")],
    ),
    way(
        Conversations,
        "contacts",
        "contacts",
        &[
            step("ID", Participants, "Conversation ID"),
            step("Contact ID", Contacts, "ID"),
        ],
    ),
    way(
        Conversations,
        "team",
        "assigned team",
        &[step("Team Assignee ID", Teams, "Team ID")],
    ),
    way(
        Conversations,
        "admin",
        "assigned admin",
        &[step("Admin Assignee ID", Admins, "Admin ID")],
    ),
    way(
        Conversations,
        "closed-by",
        "closed last by",
        &[step("Last Closed By ID", Admins, "Admin ID")],
    ),
    way(
        Conversations,
        "rated-admin",
        "rated admin",
        &[step("Conversation Rating Admin ID", Admins, "Admin ID")],
    ),
    way(
        Conversations,
        "rated-by",
        "rated by",
        &[step("Conversation Rating Contact ID", Contacts, "ID")],
    ),
    way(
        HelpCenters,
        "collections",
        "collections",
        &[step("Help Center ID", Collections, "Help Center ID")],
    ),
    way(
        HelpCenters,
        "articles",
        "articles",
        &[
            step("Help Center ID", Collections, "Help Center ID"),
            step("Collection ID", Articles, "Parent ID"),
        ],
    ),
    way(Members, "team", "team", &[step("Team ID", Teams, "Team ID")]),
    way(Members, "admin", "admin", &[step("Admin ID", Admins, "Admin ID")]),
    way(
        Participants,
        "conversation",
        "conversation",
        &[step("Conversation ID", Conversations, "ID")],
    ),
    way(
        Participants,
        "contact",
        "contact",
        &[step("Contact ID", Contacts, "ID")],
    ),
    way(
        Teams,
        "conversations",
        "assigned conversations",
        &[step("Team ID", Conversations, "Team Assignee ID")],
    ),
    way(
        Teams,
        "tickets",
        "assigned tickets",
        &[step("Team ID", Tickets, "Team Assignee ID")],
    ),
    way(
        Teams,
        "admins",
        "admins",
        &[
            step("Team ID", Members, "Team ID"),
            step("Admin ID", Admins, "Admin ID"),
        ],
    ),
    way(
        Tickets,
        "team",
        "assigned team",
        &[step("Team Assignee ID", Teams, "Team ID")],
    ),
    way(
        Tickets,
        "admin",
        "assigned admin",
        &[step("Admin Assignee ID", Admins, "Admin ID")],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::catalog::Kind;

    #[test]
    fn every_step_goes_from_an_id_to_an_id() {
        for relation in ALL {
            let mut at = relation.from;
            for step in relation.steps {
                let (_, from) = at.field(step.field).unwrap();
                let (_, to) = step.to.field(step.key).unwrap();
                assert_eq!((from.kind, to.kind), (Kind::Id, Kind::Id), "{relation:?}");
                at = step.to;
            }
            assert_eq!(at, relation.to());
        }
    }

    #[test]
    fn every_module_is_led_from_and_to_and_names_are_there_once() {
        let names: HashSet<_> = ALL.iter().map(|relation| (relation.from, relation.slug)).collect();
        assert_eq!(names.len(), ALL.len());
        for module in Module::ALL {
            assert!(of(module).next().is_some(), "{module}");
            let reached = ALL
                .iter()
                .any(|relation| relation.steps.iter().any(|step| step.to == module));
            assert!(reached, "{module}");
        }
    }

    #[test]
    fn a_conversation_leads_over_its_contact_to_the_company_and_back() {
        let contacts = Relation::named(Module::Conversations, "contacts").unwrap();
        let company = Relation::named(contacts.to(), "company").unwrap();
        let back = Relation::named(company.to(), "conversations").unwrap();
        assert_eq!(back.to(), Module::Conversations);
    }
}
