//! Any sequence of steps leaves a store in the state that a plain map would be in.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::disk::SimDisk;
use super::records::{Record, Shelf, audit, batch, keys, read, small, verify};
use crate::catalog::Module;
use crate::store::layout::Scope;
use crate::store::{Change, Commit, Committed, Snapshot, SourceId, Store};

const MODULES: [Module; 4] = [
    Module::Conversations,
    Module::ConversationVsContact,
    Module::Teams,
    Module::TeamVsAdmin,
];
const IDS: [&str; 9] = ["1", "2", "3", "10", "010", "65f0", "", "😀", "a\0b"];

/// What a store ought to hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    shelves: BTreeMap<(SourceId, Module), Shelf>,
}

impl Model {
    pub(super) fn records(&mut self, source: SourceId, module: Module) -> &mut Shelf {
        self.shelves.entry((source, module)).or_default()
    }

    pub(super) fn upsert(&mut self, source: SourceId, module: Module, rows: &[Record]) {
        let records = self.records(source, module);
        for row in rows {
            // None is less than any moment, as it should be.
            if records.get(&row.key).is_none_or(|stored| stored.moment <= row.moment) {
                records.insert(row.key.clone(), row.clone());
            }
        }
    }

    fn remove(&mut self, source: SourceId, module: Module, goes: &dyn Fn(&[String]) -> bool) {
        let records = self.records(source, module);
        let gone: HashSet<Vec<String>> = records.keys().filter(|key| goes(key)).cloned().collect();
        records.retain(|key, _| !gone.contains(key));
        if let Some(derived) = module.derives() {
            self.remove(source, derived, &|key| gone.contains(&key[..1]));
        }
    }

    pub(super) fn verify(&mut self, store: &Store) {
        for source in [SourceId(1), SourceId(2)] {
            for module in MODULES {
                verify(store, source, module, self.records(source, module));
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Upsert(Vec<(usize, Option<i64>, u8)>),
    Children(Vec<usize>, Vec<(usize, usize, u8)>),
    Retain(Vec<usize>),
    Delete(Vec<usize>),
    Merge,
    Reopen,
    Hold,
    LetGo,
    Refused,
    Compact,
    Forget,
    Check,
}

fn steps() -> impl Strategy<Value = Vec<(Step, u32, bool)>> {
    let id = || 0..IDS.len();
    let ids = || prop::collection::vec(id(), 0..6);
    let row = (id(), prop::option::weighted(0.8, 0..4_i64), 0..3_u8);
    let step = prop_oneof![
        8 => prop::collection::vec(row, 0..12).prop_map(Step::Upsert),
        4 => (ids(), prop::collection::vec((0..6_usize, id(), 0..2_u8), 0..10)).prop_map(|(parents, rows)| Step::Children(parents, rows)),
        1 => ids().prop_map(Step::Retain),
        2 => ids().prop_map(Step::Delete),
        4 => Just(Step::Merge),
        1 => Just(Step::Reopen),
        2 => Just(Step::Hold),
        2 => Just(Step::LetGo),
        1 => Just(Step::Refused),
        1 => Just(Step::Compact),
        1 => Just(Step::Forget),
        1 => Just(Step::Check),
    ];
    prop::collection::vec(
        (step, prop_oneof![4 => Just(1_u32), 1 => Just(2_u32)], any::<bool>()),
        1..24,
    )
}

fn one(source: SourceId, change: Change) -> Commit {
    Commit {
        source,
        changes: vec![change],
        documents: Vec::new(),
    }
}

/// The moment of a row where its module has one.
fn row(module: Module, key: Vec<String>, moment: Option<i64>, text: u8) -> Record {
    Record {
        key,
        moment: moment.filter(|_| module.updated_at().is_some()),
        text: (text > 0 && module.derived_from().is_none()).then(|| format!("text {text}")),
    }
}

struct World {
    store: Store,
    disk: SimDisk,
    model: Model,
    held: Vec<(Snapshot, SourceId, Model)>,
}

impl World {
    fn commit(&mut self, source: SourceId, change: Change) -> Committed {
        let before = self.store.version();
        let committed = self.store.commit(one(source, change)).unwrap();
        assert_eq!(self.store.version(), before + u64::from(committed.changed()));
        for counts in committed.modules.values() {
            assert_eq!(
                counts.received,
                counts.inserted + counts.updated + counts.unchanged + counts.stale
            );
        }
        committed
    }

    fn upsert(&mut self, source: SourceId, parent: Module, rows: Vec<(usize, Option<i64>, u8)>) {
        let make = |(id, moment, text): (usize, _, _)| row(parent, vec![IDS[id].to_owned()], moment, text);
        let rows: Vec<Record> = rows.into_iter().map(make).collect();
        let before = self.model.records(source, parent).clone();
        self.model.upsert(source, parent, &rows);
        let committed = self.commit(
            source,
            Change::Upsert {
                module: parent,
                rows: batch(parent, &rows),
            },
        );
        let after = self.model.records(source, parent);
        let counts = committed.counts(parent);
        assert_eq!(counts.inserted as usize, after.len() - before.len());
        let updated = before.iter().filter(|(key, stored)| after[*key] != **stored);
        assert_eq!(counts.updated as usize, updated.count());
    }

    fn children(&mut self, source: SourceId, derived: Module, parents: &[usize], rows: Vec<(usize, usize, u8)>) {
        let known: Vec<String> = parents.iter().map(|&id| IDS[id].to_owned()).collect();
        let rows: Vec<Record> = rows
            .into_iter()
            .filter_map(|(at, child, text)| Some((known.get(at)?.clone(), child, text)))
            .map(|(of, child, text)| row(derived, vec![of, IDS[child].to_owned()], None, text))
            .collect();
        self.model.remove(source, derived, &|key| known.contains(&key[0]));
        self.model.upsert(source, derived, &rows);
        let rows = batch(derived, &rows);
        self.commit(
            source,
            Change::Children {
                module: derived,
                parents: known,
                rows,
            },
        );
    }

    fn merge(&mut self, source: SourceId, modules: &[Module]) {
        let before = self.store.version();
        let mut steps = 0;
        for &module in modules {
            while self.store.merge(source, module).unwrap().more {
                steps += 1;
                assert!(steps < 50, "merging does not come to an end");
            }
            audit(&self.store, source, module);
        }
        assert_eq!(self.store.version(), before);
    }

    /// A commit of which the second change is refused; the first must not be kept either.
    fn refused(&mut self, source: SourceId, parent: Module, derived: Module) {
        let stray = batch(derived, &[row(derived, vec!["9".into(), "9".into()], None, 0)]);
        let good = batch(parent, &[row(parent, vec!["77".into()], Some(9), 1)]);
        let refused = self.store.commit(Commit {
            source,
            changes: vec![
                Change::Upsert {
                    module: parent,
                    rows: good,
                },
                Change::Children {
                    module: derived,
                    parents: vec!["8".into()],
                    rows: stray,
                },
            ],
            documents: Vec::new(),
        });
        assert!(refused.unwrap_err().to_string().contains("not among the parents"));
    }

    fn take(&mut self, step: Step, source: SourceId, parent: Module) {
        let derived = parent.derives().unwrap();
        let ids =
            |picked: &[usize]| -> Vec<Vec<String>> { picked.iter().map(|&id| vec![IDS[id].to_owned()]).collect() };
        match step {
            Step::Upsert(rows) => self.upsert(source, parent, rows),
            Step::Children(parents, rows) => self.children(source, derived, &parents, rows),
            Step::Merge => self.merge(source, &[parent, derived]),
            Step::Refused => self.refused(source, parent, derived),
            Step::Retain(picked) => {
                let picked = ids(&picked);
                self.model
                    .remove(source, parent, &|key| !picked.iter().any(|kept| kept == key));
                let keys = keys(parent, &picked);
                self.commit(source, Change::Retain { module: parent, keys });
            }
            Step::Delete(picked) => {
                let picked = ids(&picked);
                let before = self.model.records(source, parent).len();
                self.model
                    .remove(source, parent, &|key| picked.iter().any(|gone| gone == key));
                let keys = keys(parent, &picked);
                let committed = self.commit(source, Change::Delete { module: parent, keys });
                let gone = before - self.model.records(source, parent).len();
                assert_eq!(committed.counts(parent).deleted as usize, gone);
            }
            Step::Reopen => {
                self.store.reopen().unwrap();
                if self.held.is_empty() {
                    self.store = Store::open_in(Box::new(SimDisk::of(Vec::new())), small()).unwrap();
                    self.store = Store::open_in(Box::new(self.disk.clone()), small()).unwrap();
                }
            }
            Step::Hold if self.held.len() < 3 => {
                let snapshot = self.store.snapshot(source, &MODULES).unwrap();
                self.held.push((snapshot, source, self.model.clone()));
            }
            Step::Hold => {}
            Step::LetGo => {
                if !self.held.is_empty() {
                    let (snapshot, source, mut model) = self.held.remove(0);
                    for module in MODULES {
                        assert_eq!(&read(&snapshot, module), model.records(source, module));
                    }
                }
            }
            Step::Compact => {
                self.store.compact().unwrap();
            }
            Step::Forget => {
                for module in MODULES {
                    self.model.records(source, module).clear();
                }
                self.store.forget(source, Vec::new()).unwrap();
                assert_eq!(
                    self.store.tally(source, parent).unwrap(),
                    crate::store::Tally::default()
                );
            }
            Step::Check => self.model.verify(&self.store),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn a_store_is_a_map(steps in steps()) {
        let disk = SimDisk::default();
        let store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
        let mut world = World { store, disk, model: Model::default(), held: Vec::new() };
        for (step, source, teams) in steps {
            let parent = if teams { Module::Teams } else { Module::Conversations };
            world.take(step, SourceId(source), parent);
        }
        for (snapshot, source, mut model) in std::mem::take(&mut world.held) {
            for module in MODULES {
                prop_assert_eq!(&read(&snapshot, module), model.records(source, module));
            }
        }
        world.model.verify(&world.store);
        // With nothing pinned, the next transaction leaves no litter.
        world.store.compact().unwrap();
        prop_assert_eq!(world.store.size().unwrap().retired, 0);
    }
}

#[test]
fn many_commits_merge_into_few_segments_and_a_snapshot_does_not_notice() {
    let (source, module) = (SourceId(1), Module::Conversations);
    let disk = SimDisk::default();
    let store = Store::open_in(Box::new(disk), small()).unwrap();
    let mut model = Model::default();
    for id in 1..=40 {
        let record = Record::new(&[&id.to_string()], id, "text");
        model.upsert(source, module, std::slice::from_ref(&record));
        let rows = batch(module, &[record]);
        store.commit(one(source, Change::Upsert { module, rows })).unwrap();
    }
    let snapshot = store.snapshot(source, &[module]).unwrap();
    assert_eq!(snapshot.segments(module).len(), 40);
    let mut rewritten = 0;
    loop {
        let merged = store.merge(source, module).unwrap();
        rewritten += merged.rows;
        if !merged.more {
            break;
        }
    }
    assert!((40..=120).contains(&rewritten), "{rewritten}");
    assert!(store.tally(source, module).unwrap().segments <= 8);
    store.put(1, &any_note()).unwrap();
    assert!(store.size().unwrap().retired > 0, "the snapshot still shows them");
    assert_eq!(&read(&snapshot, module), model.records(source, module));
    drop(snapshot);
    store.put(1, &any_note()).unwrap();
    assert_eq!(store.size().unwrap().retired, 0);
    model.verify(&store);
}

/// What is committed while a step of merging reads and encodes is not undone when its outcome comes in.
#[test]
fn a_merge_does_not_undo_what_happened_meanwhile() {
    let (source, module) = (SourceId(1), Module::Conversations);
    for meanwhile in ["update", "delete", "delete all", "forget"] {
        let store = Store::open_in(Box::new(SimDisk::default()), small()).unwrap();
        let mut model = Model::default();
        let upsert = |model: &mut Model, record: Record| {
            model.upsert(source, module, std::slice::from_ref(&record));
            let rows = batch(module, &[record]);
            store.commit(one(source, Change::Upsert { module, rows })).unwrap();
        };
        for id in 1..=8 {
            upsert(&mut model, Record::new(&[&id.to_string()], 1, "old"));
        }
        let scope = Scope { source, module };
        let rewritten = store.rewrite(scope).unwrap().unwrap();
        let ids = |ids: std::ops::Range<u32>| -> Vec<Vec<String>> { ids.map(|id| vec![id.to_string()]).collect() };
        let moved = match meanwhile {
            "update" => {
                upsert(&mut model, Record::new(&["3"], 2, "new"));
                7
            }
            "forget" => {
                model.records(source, module).clear();
                store.forget(source, Vec::new()).unwrap();
                0
            }
            _ => {
                let gone = if meanwhile == "delete" { ids(2..4) } else { ids(1..9) };
                model.remove(source, module, &|key| gone.iter().any(|gone| gone == key));
                let keys = keys(module, &gone);
                store.commit(one(source, Change::Delete { module, keys })).unwrap();
                8 - gone.len() as u64
            }
        };
        let merged = store.put_in_place(scope, &rewritten).unwrap();
        assert_eq!(merged.rows, moved, "{meanwhile}");
        model.verify(&store);
    }
}

fn any_note() -> super::documents::Note {
    super::documents::Note { text: "any".into() }
}
