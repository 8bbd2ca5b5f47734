//! A workspace and what can be done to it.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use thiserror::Error;

use crate::catalog::Module;
use crate::sandbox::clock::Clock;
use crate::sandbox::config::SandboxConfig;
use crate::sandbox::fault::{Fault, Faults};
use crate::sandbox::requests::{Request, Requests};

use super::contact::Person;
use super::setting::Setting;
use super::shelf::{Shelf, Touch};
use super::state::{State, life};
use super::truth::{self, TruthRow};
use super::view::{self, View};

/// How many conversations arrive in each hour of a live workspace at least.
const LIVE_ARRIVALS: f64 = 20.0;

/// A simulated workspace and what can be done to it.
///
/// Its state at a moment depends on the configuration, the moment and what was done from outside, on nothing else.
pub struct World {
    setting: Setting,
    clock: Clock,
    state: RwLock<State>,
    faults: Faults,
    first_faults: Vec<Fault>,
    requests: Requests,
}

/// Why something could not be done to a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ControlError {
    /// Rows of a derived module are not records of their own.
    #[error("{0} has no records of its own: it follows from {1}; change {1} instead")]
    Derived(Module, Module),
}

impl World {
    pub(crate) fn new(config: &SandboxConfig) -> Self {
        let clock = Clock::new(config.clock);
        let floor = if clock.is_live() { LIVE_ARRIVALS } else { 0.0 };
        let setting = Setting::new(config, clock.start(), floor);
        let state = RwLock::new(State::new(&setting));
        Self {
            setting,
            clock,
            state,
            faults: Faults::new(config.faults.clone()),
            first_faults: config.faults.clone(),
            requests: Requests::default(),
        }
    }

    /// The moment in the workspace, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.tick();
        i64::from(self.read().now)
    }

    /// Moves the clock on by whole seconds and says what time it is then. Two years after the start is the end of time.
    pub fn advance(&self, by: Duration) -> i64 {
        self.clock.advance(by);
        self.now()
    }

    /// How many live records a module has.
    pub fn count(&self, module: Module) -> u64 {
        self.tick();
        let state = self.read();
        match module {
            Module::ConversationVsContact | Module::TeamVsAdmin => {
                drop(state);
                self.truth(module).count() as u64
            }
            _ => u64::from(state.shelf(module).live()),
        }
    }

    /// Changes up to `count` records of a module now, and names them. Which ones follows from the seed and what was
    /// done before.
    pub fn mutate(&self, module: Module, count: usize) -> Result<Vec<String>, ControlError> {
        self.act(module, count, |setting, state, index| {
            let (now, number) = (state.now, state.acts);
            state.acts += 1;
            let touch = Touch { at: now, number };
            state.shelves[module as usize].touch(index, touch, now, |index, at| life(setting, module, index, at));
        })
    }

    /// Takes away up to `count` records of a module, and names them: conversations and tickets are deleted, contacts
    /// and companies archived.
    pub fn delete(&self, module: Module, count: usize) -> Result<Vec<String>, ControlError> {
        self.act(module, count, |setting, state, index| {
            state.remove(setting, module, index, None);
        })
    }

    /// Merges up to `count` leads into users, and names the leads.
    pub fn merge_contacts(&self, count: usize) -> Vec<String> {
        self.tick();
        let mut state = self.write();
        let state = &mut *state;
        let mut merged = Vec::new();
        for lead in state.draw(
            &self.setting,
            Module::Contacts,
            state.shelf(Module::Contacts).live() as usize,
        ) {
            if merged.len() == count {
                break;
            }
            if Person::of(&self.setting, lead).is_user {
                continue;
            }
            let contacts = state.shelf(Module::Contacts);
            let found = contacts
                .indices()
                .find(|user| *user != lead && Person::of(&self.setting, *user).is_user);
            if let Some(user) = found {
                merged.push(view::id(&self.setting, Module::Contacts, lead));
                state.remove(&self.setting, Module::Contacts, lead, Some(user));
            }
        }
        merged
    }

    /// The rows that a sync at this moment should end with, by record. Later changes of the clock are not in them;
    /// records that are taken away while the rows are read are left out.
    pub fn truth(&self, module: Module) -> impl Iterator<Item = TruthRow> + '_ {
        let view = self.view();
        let at = view.at;
        let parent = match module {
            Module::ConversationVsContact => Module::Conversations,
            Module::TeamVsAdmin => Module::Teams,
            own => own,
        };
        let indices: Vec<u32> = view.shelf(parent).indices().collect();
        drop(view);
        indices.into_iter().flat_map(move |index| {
            let mut view = self.view();
            view.at = at;
            if view.shelf(parent).has(index) {
                truth::rows(&view, module, index)
            } else {
                Vec::new()
            }
        })
    }

    /// Makes something go wrong from now on.
    pub fn inject(&self, fault: Fault) {
        self.faults.add(fault);
    }

    /// Makes nothing go wrong any more.
    pub fn clear_faults(&self) {
        self.faults.replace(Vec::new());
    }

    /// The faults that can still happen.
    pub fn faults(&self) -> Vec<Fault> {
        self.faults.all()
    }

    /// How many requests each operation has had since the start or the last [`World::forget_requests`], by the
    /// operation's path without its leading slash.
    pub fn requests(&self) -> BTreeMap<String, u64> {
        self.requests.counts()
    }

    /// The latest requests, oldest first; at most 1,000.
    pub fn request_log(&self) -> Vec<Request> {
        self.requests.latest()
    }

    /// Begins to count requests anew.
    pub fn forget_requests(&self) {
        self.requests.clear();
    }

    /// Everything as it was at the start: records, the moved clock, faults, counts of requests.
    pub fn reset(&self) {
        self.clock.reset();
        let mut state = self.write();
        *state = State::new(&self.setting);
        drop(state);
        self.faults.replace(self.first_faults.clone());
        self.requests.clear();
    }

    /// Bytes of memory that the records' order and future take: what grows with the size of the workspace.
    pub fn index_bytes(&self) -> usize {
        self.read().shelves.iter().map(Shelf::bytes).sum()
    }

    pub(crate) fn setting(&self) -> &Setting {
        &self.setting
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn fault_desk(&self) -> &Faults {
        &self.faults
    }

    pub(crate) fn request_book(&self) -> &Requests {
        &self.requests
    }

    /// The workspace as it is now.
    pub(crate) fn view(&self) -> View<'_> {
        self.tick();
        let state = self.read();
        let at = state.now;
        View::new(&self.setting, state, at)
    }

    /// Brings the state up to the clock.
    fn tick(&self) {
        let now = self.clock.now().min(u64::from(self.setting.calendar.end() - 1)) as u32;
        if self.read().now < now {
            self.write().advance(&self.setting, &self.clock, now);
        }
    }

    fn act(
        &self,
        module: Module,
        count: usize,
        act: impl Fn(&Setting, &mut State, u32),
    ) -> Result<Vec<String>, ControlError> {
        match module {
            Module::ConversationVsContact => return Err(ControlError::Derived(module, Module::Conversations)),
            Module::TeamVsAdmin => return Err(ControlError::Derived(module, Module::Teams)),
            _ => {}
        }
        self.tick();
        let mut state = self.write();
        let drawn = state.draw(&self.setting, module, count);
        for index in &drawn {
            act(&self.setting, &mut state, *index);
        }
        Ok(drawn
            .into_iter()
            .map(|index| view::id(&self.setting, module, index))
            .collect())
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
