//! Who is who: operating-system users and the roles they were given.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use super::role::Role;
use crate::store::{Document, Store, StoreError};

/// Somebody who asks for something, as the kernel knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The number of the operating-system user.
    pub uid: u32,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// A user's role, as it is stored under their number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct User {
    name: String,
    role: Role,
}

impl Document for User {
    const TABLE: &'static str = "users";
    const VERSION: u32 = 1;
}

/// The users that are known.
#[derive(Debug)]
pub(super) struct Users {
    known: BTreeMap<u32, User>,
}

impl Users {
    pub(super) fn load(store: &Store) -> Result<Self, StoreError> {
        let known = store
            .all::<User>()?
            .into_iter()
            .filter_map(|(uid, user)| Some((u32::try_from(uid).ok()?, user)));
        Ok(Self { known: known.collect() })
    }

    /// Who has this number. The first user of all becomes Account Admin, and is remembered; whoever is not known may
    /// read.
    pub(super) fn meet(&mut self, uid: u32, store: &Store) -> Result<Caller, StoreError> {
        if let Some(user) = self.known.get(&uid) {
            return Ok(Caller {
                uid,
                name: user.name.clone(),
                role: user.role,
            });
        }
        let name = name_of(uid);
        if !self.known.is_empty() {
            return Ok(Caller {
                uid,
                name,
                role: Role::Viewer,
            });
        }
        let user = User {
            name: name.clone(),
            role: Role::AccountAdmin,
        };
        store.put(u64::from(uid), &user)?;
        self.known.insert(uid, user);
        Ok(Caller {
            uid,
            name,
            role: Role::AccountAdmin,
        })
    }
}

/// The name of a user by the local password file; where that does not know them (a directory service), their number.
fn name_of(uid: u32) -> String {
    let file = fs::read_to_string("/etc/passwd").unwrap_or_default();
    find_name(&file, uid).unwrap_or_else(|| format!("uid {uid}"))
}

fn find_name(passwd: &str, uid: u32) -> Option<String> {
    passwd.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, number) = (parts.next()?, parts.nth(1)?);
        (number.parse() == Ok(uid) && !name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_password_file() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\nbroken line\nana:x:1000:1000::/home/ana:/bin/sh\n";
        assert_eq!(find_name(passwd, 1000).as_deref(), Some("ana"));
        assert_eq!(find_name(passwd, 0).as_deref(), Some("root"));
        assert_eq!(find_name(passwd, 7), None);
    }
}
