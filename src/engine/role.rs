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
