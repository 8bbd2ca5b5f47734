//! The workspace at one moment: what requests and the truth are read from.

use std::sync::RwLockReadGuard;

use crate::catalog::Module;

use super::company::Company;
use super::contact::Contact;
use super::conversation::Conversation;
use super::help::{Article, Collection, HelpCenter};
use super::ids::{self, Hex};
use super::setting::{Growing, Setting};
use super::shelf::Shelf;
use super::state::State;
use super::ticket::Ticket;

/// A moment of the workspace. While it is held the workspace does not change.
pub(crate) struct View<'w> {
    pub(crate) setting: &'w Setting,
    /// The moment, in Unix seconds.
    pub(crate) at: u32,
    state: RwLockReadGuard<'w, State>,
}

/// What there is to know of an admin besides what never changes.
pub(crate) struct AdminState {
    pub(crate) away: bool,
    pub(crate) away_reassign: bool,
}

impl<'w> View<'w> {
    pub(super) fn new(setting: &'w Setting, state: RwLockReadGuard<'w, State>, at: u32) -> Self {
        Self { setting, at, state }
    }

    pub(crate) fn shelf(&self, module: Module) -> &Shelf {
        self.state.shelf(module)
    }

    pub(crate) fn conversation(&self, index: u32) -> Conversation {
        Conversation::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::Conversations).touches(index),
        )
    }

    pub(crate) fn contact(&self, index: u32) -> Contact {
        Contact::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::Contacts).touches(index),
        )
    }

    pub(crate) fn company(&self, index: u32) -> Company {
        Company::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::Companies).touches(index),
        )
    }

    pub(crate) fn ticket(&self, index: u32) -> Ticket {
        Ticket::at(self.setting, index, self.at, self.shelf(Module::Tickets).touches(index))
    }

    pub(crate) fn article(&self, index: u32) -> Article {
        Article::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::Articles).touches(index),
        )
    }

    pub(crate) fn collection(&self, index: u32) -> Collection {
        Collection::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::Collections).touches(index),
        )
    }

    pub(crate) fn help_center(&self, index: u32) -> HelpCenter {
        HelpCenter::at(
            self.setting,
            index,
            self.at,
            self.shelf(Module::HelpCenters).touches(index),
        )
    }

    pub(crate) fn admin(&self, index: u32) -> AdminState {
        let own = &self.setting.staff.admins[index as usize];
        let away = own.away ^ (self.touched(Module::Admins, index) % 2 == 1);
        AdminState {
            away,
            away_reassign: own.away_reassign && away,
        }
    }

    /// The name of a team; it has a number after it once it was changed.
    pub(crate) fn team_name(&self, index: u32) -> String {
        let name = self.setting.staff.teams[index as usize].kind.name;
        match self.touched(Module::Teams, index) {
            0 => name.to_owned(),
            times => format!("{name} {}", times + 1),
        }
    }

    /// The ids of the admins in a team, as the team lists them: also those who have left.
    pub(crate) fn team_members(&self, index: u32) -> Vec<u32> {
        let team = &self.setting.staff.teams[index as usize];
        let members = team
            .members
            .iter()
            .map(|admin| self.setting.staff.admins[usize::from(*admin)].id);
        members.chain(team.ghost).collect()
    }

    fn touched(&self, module: Module, index: u32) -> usize {
        let touches = self.shelf(module).touches(index);
        touches.partition_point(|touch| touch.at <= self.at)
    }
}

/// The id of a record of a module that has records of its own.
pub(crate) fn id(setting: &Setting, module: Module, index: u32) -> String {
    match module {
        Module::Conversations => ids::conversation(index).to_string(),
        Module::Tickets => ids::ticket(index).to_string(),
        Module::Contacts => contact_id(setting, index),
        Module::Companies => company_id(setting, index),
        Module::Articles => ids::article(index).to_string(),
        Module::Collections => ids::collection(index).to_string(),
        Module::HelpCenters => ids::help_center(index).to_string(),
        Module::Admins | Module::TeamVsAdmin => setting.staff.admins[index as usize].id.to_string(),
        Module::Teams | Module::ConversationVsContact => setting.staff.teams[index as usize].id.to_string(),
    }
}

/// The id of a contact.
pub(crate) fn contact_id(setting: &Setting, index: u32) -> String {
    Hex::Contact.id(setting.arrival(Growing::Contacts, index), index)
}

/// The id of a company.
pub(crate) fn company_id(setting: &Setting, index: u32) -> String {
    Hex::Company.id(setting.arrival(Growing::Companies, index), index)
}

/// The number of the contact or company with this id, whether or not it is gone.
pub(crate) fn hex_index(view: &View<'_>, hex: Hex, id: &str) -> Option<u32> {
    let (module, kind) = match hex {
        Hex::Contact => (Module::Contacts, Growing::Contacts),
        Hex::Company => (Module::Companies, Growing::Companies),
    };
    let (created, index) = hex.parse(id)?;
    (index < view.shelf(module).count() && view.setting.arrival(kind, index) == created).then_some(index)
}
