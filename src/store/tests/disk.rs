//! A simulated disk: loses what was not synced when the power goes, and fails when told to.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rand::RngExt;
use redb::{Database, StorageBackend};

use crate::store::error::Fault;
use crate::store::medium::Medium;

/// A disk writes sectors whole or not at all.
const SECTOR: usize = 512;

/// The disk. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct SimDisk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    now: Vec<u8>,
    synced: Vec<u8>,
    unsynced: Vec<Write>,
    /// Calls that still succeed, where a failure is planned.
    left: Option<u64>,
    kind: Option<io::ErrorKind>,
    /// Handles from before the last loss of power are dead.
    era: u64,
}

#[derive(Debug)]
enum Write {
    Bytes(u64, Vec<u8>),
    Length(u64),
}

impl SimDisk {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State {
            now: bytes.clone(),
            synced: bytes,
            ..State::default()
        })))
    }

    /// What is on it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().now.clone()
    }

    /// Makes every call fail once `calls` have succeeded, until healed.
    pub(super) fn fail_after(&self, calls: u64, kind: io::ErrorKind) {
        let mut state = self.0.lock().unwrap();
        state.left = Some(calls);
        state.kind = Some(kind);
    }

    /// Whether the planned failure has happened.
    pub(super) fn has_failed(&self) -> bool {
        self.0.lock().unwrap().left == Some(0)
    }

    pub(super) fn heal(&self) {
        self.0.lock().unwrap().left = None;
    }

    /// The power goes and comes back: of what was written since the last sync, any sectors may have reached the disk.
    pub(super) fn lose_power(&self, rng: &mut impl RngExt) {
        let mut state = self.0.lock().unwrap();
        let mut bytes = std::mem::take(&mut state.synced);
        for write in std::mem::take(&mut state.unsynced) {
            match write {
                Write::Length(length) if rng.random_bool(0.5) => bytes.resize(length as usize, 0),
                Write::Length(_) => {}
                Write::Bytes(offset, data) => {
                    for (number, sector) in data.chunks(SECTOR).enumerate() {
                        let start = offset as usize + number * SECTOR;
                        if rng.random_bool(0.5) && start + sector.len() <= bytes.len() {
                            bytes[start..start + sector.len()].copy_from_slice(sector);
                        }
                    }
                }
            }
        }
        state.now.clone_from(&bytes);
        state.synced = bytes;
        state.left = None;
        state.era += 1;
    }
}

impl Medium for SimDisk {
    fn open(&self, cache_bytes: usize) -> Result<Database, Fault> {
        let era = self.0.lock().unwrap().era;
        let handle = Handle {
            disk: self.clone(),
            era,
        };
        Ok(Database::builder()
            .set_cache_size(cache_bytes)
            .create_with_backend(handle)?)
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().now.len() as u64)
    }

    fn path(&self) -> &Path {
        Path::new("simulated.redb")
    }
}

#[derive(Debug)]
struct Handle {
    disk: SimDisk,
    era: u64,
}

impl Handle {
    fn call<R>(&self, f: impl FnOnce(&mut State) -> io::Result<R>) -> io::Result<R> {
        let mut state = self.disk.0.lock().unwrap();
        if state.era != self.era {
            return Err(io::Error::other("the power was off since"));
        }
        match &mut state.left {
            Some(0) => return Err(state.kind.unwrap_or(io::ErrorKind::Other).into()),
            Some(left) => *left -= 1,
            None => {}
        }
        f(&mut state)
    }
}

impl StorageBackend for Handle {
    fn len(&self) -> io::Result<u64> {
        self.call(|state| Ok(state.now.len() as u64))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.call(|state| {
            let start = offset as usize;
            let found = state.now.get(start..start + out.len());
            out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.call(|state| {
            state.now.resize(len as usize, 0);
            state.unsynced.push(Write::Length(len));
            Ok(())
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.call(|state| {
            state.synced.clone_from(&state.now);
            state.unsynced.clear();
            Ok(())
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.call(|state| {
            let start = offset as usize;
            state.now[start..start + data.len()].copy_from_slice(data);
            state.unsynced.push(Write::Bytes(offset, data.to_vec()));
            Ok(())
        })
    }
}
