//! Who may do what.
//!
//! Who somebody is, the kernel says: the peer credentials of the socket. The first user who speaks to an engine is its
//! Account Admin; everybody else is a Viewer until an admin says otherwise.

use serde::{Deserialize, Serialize};

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads what is shared with them.
    User,
    /// Reports and tables, no data-source set-up.
    WorkspaceAdmin,
    /// Everything but other org admins.
    OrgAdmin,
    /// Everything. There is one.
    AccountAdmin,
}

impl Role {
    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::User => "User",
            Self::WorkspaceAdmin => "Workspace Admin",
            Self::OrgAdmin => "Org Admin",
            Self::AccountAdmin => "Account Admin",
        }
    }
}

/// What somebody can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// See how things stand: status, events, history.
    Look,
    /// Read records and figures.
    Read,
    /// Read the audit history.
    ReadAudit,
    /// Connect a workspace.
    Connect,
    /// Start or cancel a sync.
    Sync,
    /// End the engine.
    Stop,
}

impl Wish {
    /// Every wish.
    pub const ALL: [Self; 6] = [
        Self::Look,
        Self::Read,
        Self::ReadAudit,
        Self::Connect,
        Self::Sync,
        Self::Stop,
    ];

    /// The least role that may.
    pub const fn needs(self) -> Role {
        match self {
            Self::Look | Self::Read => Role::Viewer,
            Self::ReadAudit | Self::Connect | Self::Sync | Self::Stop => Role::OrgAdmin,
        }
    }

    /// The wish in words that follow "you may not".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Look => "see how things stand",
            Self::Read => "read records",
            Self::ReadAudit => "read the audit history",
            Self::Connect => "connect a workspace",
            Self::Sync => "start or cancel a sync",
            Self::Stop => "end the engine",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_read_cannot_change_anything() {
        for wish in Wish::ALL {
            let changes = !matches!(wish, Wish::Look | Wish::Read);
            assert_eq!(changes, Role::WorkspaceAdmin < wish.needs(), "{wish:?}");
            assert!(wish.needs() <= Role::AccountAdmin);
        }
    }
}
