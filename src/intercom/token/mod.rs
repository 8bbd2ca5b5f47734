//! Where the access token comes from.
//!
//! A token is read when it is needed and kept in memory only. What is stored is a [`TokenSource`]: a reference that
//! says where to look. In the order they are looked at:
//!
//! 1. a systemd credential, `$CREDENTIALS_DIRECTORY/intercom-token`: the best place for a service;
//! 2. a command that prints it: a password manager, a vault;
//! 3. a file named by `INTERCOM_ACCESS_TOKEN_FILE`, as containers have;
//! 4. the variable `INTERCOM_ACCESS_TOKEN`, which other programs of the same user can read;
//! 5. our own file, which nobody else may read.

mod command;
mod file;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::text::SafeText;

pub use file::{remove, store};

/// The variable with systemd's folder of credentials.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";
/// The name of our credential in it.
const CREDENTIAL: &str = "intercom-token";
/// The variable that names a file.
const TOKEN_FILE: &str = "INTERCOM_ACCESS_TOKEN_FILE";
/// The variable that is the token.
pub const TOKEN_VARIABLE: &str = "INTERCOM_ACCESS_TOKEN";

/// The longest that is taken for a token, in bytes. Intercom's have about sixty.
const LONGEST: usize = 4096;

/// Where an access token is found. Holds no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum TokenSource {
    /// The systemd credential `intercom-token`.
    Credential,
    /// What a command writes to its standard output.
    Command {
        /// The program and its arguments. There is no shell between.
        argv: Vec<String>,
    },
    /// The file that `INTERCOM_ACCESS_TOKEN_FILE` names.
    EnvironmentFile,
    /// The variable `INTERCOM_ACCESS_TOKEN`.
    Environment,
    /// A file of our own, mode 0600.
    File {
        /// Where it is.
        path: PathBuf,
    },
}

/// A token that could not be had.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The place is not named.
    #[error("the variable {0} is not set: set it, or re-authenticate with a token from another place")]
    NotSet(&'static str),
    /// The file cannot be read.
    #[error("cannot read the access token from {}: {reason}; put the token there, or re-authenticate", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file cannot be written.
    #[error("cannot keep the access token in {}: {reason}; check the folder's permissions and the free space", path.display())]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Somebody else can read or change it.
    #[error("{} {problem}, so the token in it may be known to others; run: {remedy}", path.display())]
    Exposed {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
        /// The command that puts it right.
        remedy: String,
    },
    /// The command does not start.
    #[error("the token command {program:?} does not start ({reason}): check its name and that it may be run")]
    NotStarted {
        /// Its program.
        program: SafeText,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The command failed.
    #[error("the token command {program:?} failed ({how}): run it by hand to see why")]
    Failed {
        /// Its program.
        program: SafeText,
        /// How it ended.
        how: String,
    },
    /// The command does not come to an end.
    #[error("the token command {program:?} wrote no token within {} s: it must not ask for anything", limit.as_secs())]
    TooSlow {
        /// Its program.
        program: SafeText,
        /// How long it had.
        limit: Duration,
    },
    /// There is no program to run.
    #[error("the token command is empty: name a program and its arguments")]
    NoCommand,
    /// What was found is no token.
    #[error(transparent)]
    NotAToken(#[from] NotAToken),
}

/// Text that cannot be an access token. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAToken {
    /// There is nothing.
    #[error("the access token is empty: copy it from Intercom's Developer Hub (your app, Configure, Authentication)")]
    Empty,
    /// There is too much.
    #[error("the access token is longer than {LONGEST} bytes: check that it is the token alone")]
    TooLong,
    /// Something in it is in no token.
    #[error(
        "the access token has spaces, line breaks or other characters that no token has: check that it is the token alone"
    )]
    OddCharacters,
}

impl TokenSource {
    /// The first place that has a token, in the order of this module. `command` is the configured token command, and
    /// `file` our own file. Looks whether a place is there, not whether its token is good.
    pub fn find(env: &impl Fn(&str) -> Option<OsString>, command: Option<&[String]>, file: &Path) -> Option<Self> {
        let set = |name| env(name).is_some_and(|value| !value.is_empty());
        if credential(env).is_some_and(|path| path.exists()) {
            return Some(Self::Credential);
        }
        if let Some(argv) = command.filter(|argv| !argv.is_empty()) {
            return Some(Self::Command { argv: argv.to_vec() });
        }
        if set(TOKEN_FILE) {
            return Some(Self::EnvironmentFile);
        }
        if set(TOKEN_VARIABLE) {
            return Some(Self::Environment);
        }
        file.exists().then(|| Self::File { path: file.to_owned() })
    }

    /// Reads the token.
    pub async fn resolve(&self, env: &(impl Fn(&str) -> Option<OsString> + Sync)) -> Result<SecretString, TokenError> {
        let token = match self {
            Self::Credential => file::read(
                &credential(env).ok_or(TokenError::NotSet(CREDENTIALS))?,
                file::Guard::None,
            )?,
            Self::Command { argv } => command::run(argv, command::LIMIT).await?,
            Self::EnvironmentFile => {
                // Containers mount secrets readable by all inside: their walls are elsewhere.
                let path = env(TOKEN_FILE).ok_or(TokenError::NotSet(TOKEN_FILE))?;
                file::read(Path::new(&path), file::Guard::None)?
            }
            Self::Environment => {
                let value = env(TOKEN_VARIABLE).ok_or(TokenError::NotSet(TOKEN_VARIABLE))?;
                SecretString::from(value.to_str().ok_or(NotAToken::OddCharacters)?.trim())
            }
            Self::File { path } => file::read(path, file::Guard::OwnerOnly)?,
        };
        check(token.expose_secret())?;
        Ok(token)
    }

    /// Where the token comes from, in words. Never the token.
    pub fn describe(&self) -> SafeText {
        SafeText::new(match self {
            Self::Credential => format!("systemd credential {CREDENTIAL}"),
            Self::Command { argv } => format!("command {}", argv.first().map_or("(none)", String::as_str)),
            Self::EnvironmentFile => format!("file named by {TOKEN_FILE}"),
            Self::Environment => format!("variable {TOKEN_VARIABLE}"),
            Self::File { path } => format!("file {}", path.display()),
        })
    }

    /// What somebody should know about this place before relying on it.
    pub fn warning(&self) -> Option<&'static str> {
        matches!(self, Self::Environment).then_some(
            "INTERCOM_ACCESS_TOKEN can be read by every program of the same user; a file or a token command is safer",
        )
    }
}

impl fmt::Display for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe().fmt(f)
    }
}

fn credential(env: &impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    env(CREDENTIALS)
        .filter(|folder| !folder.is_empty())
        .map(|folder| Path::new(&folder).join(CREDENTIAL))
}

/// Whether a text can be a token at all.
pub(super) fn check(token: &str) -> Result<(), NotAToken> {
    match token {
        "" => Err(NotAToken::Empty),
        token if token.len() > LONGEST => Err(NotAToken::TooLong),
        token if !token.bytes().all(|byte| byte.is_ascii_graphic()) => Err(NotAToken::OddCharacters),
        _ => Ok(()),
    }
}

/// What tells one token from another without being one: its last four characters and a short hash, such as
/// `…k3Zq #9f2c41`. Of a token too short to spare four characters only the hash is given.
pub fn fingerprint(token: &SecretString) -> String {
    let token = token.expose_secret();
    let hash = xxh3_64(token.as_bytes()) & 0x00ff_ffff;
    match token.char_indices().rev().nth(3) {
        Some((start, _)) if token.len() >= 20 => format!("…{} #{hash:06x}", token.get(start..).unwrap_or_default()),
        _ => format!("#{hash:06x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = "ICTEST-0123456789abcdefghijklmnopqr";

    fn env(pairs: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + Sync + use<> {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), OsString::from(value)))
            .collect();
        move |name| {
            pairs
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value.clone())
        }
    }

    #[test]
    fn the_first_place_in_order_wins() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("token");
        let nothing: [(&str, &str); 0] = [];
        assert_eq!(TokenSource::find(&env(&nothing), None, &own), None);

        std::fs::write(&own, CANARY).unwrap();
        assert_eq!(
            TokenSource::find(&env(&nothing), None, &own),
            Some(TokenSource::File { path: own.clone() })
        );

        let variable = (TOKEN_VARIABLE, CANARY);
        assert_eq!(
            TokenSource::find(&env(&[variable]), None, &own),
            Some(TokenSource::Environment)
        );

        let named = (TOKEN_FILE, "/some/file");
        assert_eq!(
            TokenSource::find(&env(&[variable, named]), None, &own),
            Some(TokenSource::EnvironmentFile)
        );

        let argv = vec!["pass".to_owned(), "intercom".to_owned()];
        let found = TokenSource::find(&env(&[variable, named]), Some(&argv), &own);
        assert_eq!(found, Some(TokenSource::Command { argv: argv.clone() }));

        let credentials = (CREDENTIALS, folder.path().to_str().unwrap());
        let found = TokenSource::find(&env(&[variable, credentials]), None, &own);
        assert_eq!(
            found,
            Some(TokenSource::Environment),
            "the folder has no credential of ours yet"
        );
        std::fs::write(folder.path().join(CREDENTIAL), CANARY).unwrap();
        let found = TokenSource::find(&env(&[variable, named, credentials]), Some(&argv), &own);
        assert_eq!(found, Some(TokenSource::Credential));
    }

    #[tokio::test]
    async fn every_place_gives_its_token_trimmed() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own").join("token");
        store(&own, &SecretString::from(CANARY)).unwrap();
        let mounted = folder.path().join(CREDENTIAL);
        std::fs::write(&mounted, format!("  {CANARY}\n")).unwrap();
        let env = env(&[
            (CREDENTIALS, folder.path().to_str().unwrap()),
            (TOKEN_FILE, mounted.to_str().unwrap()),
            (TOKEN_VARIABLE, &format!("{CANARY}\n")),
        ]);
        for source in [
            TokenSource::Credential,
            TokenSource::Command {
                argv: vec!["echo".to_owned(), CANARY.to_owned()],
            },
            TokenSource::EnvironmentFile,
            TokenSource::Environment,
            TokenSource::File { path: own },
        ] {
            let token = source.resolve(&env).await.unwrap();
            assert_eq!(token.expose_secret(), CANARY, "{source}");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_said_and_nothing_is_repeated() {
        let nothing = env(&[]);
        for source in [
            TokenSource::Credential,
            TokenSource::EnvironmentFile,
            TokenSource::Environment,
        ] {
            let error = source.resolve(&nothing).await.unwrap_err();
            assert!(error.to_string().contains("is not set"), "{error}");
        }
        let spaced = format!("{CANARY} {CANARY}");
        let error = TokenSource::Environment
            .resolve(&env(&[(TOKEN_VARIABLE, &spaced)]))
            .await
            .unwrap_err();
        assert!(!format!("{error} {error:?}").contains("ICTEST"));
    }

    #[test]
    fn a_source_is_stored_as_a_reference() {
        let source = TokenSource::File {
            path: "/a/token".into(),
        };
        let json = serde_json::to_string(&source).unwrap();
        assert_eq!(json, r#"{"from":"file","path":"/a/token"}"#);
        assert_eq!(serde_json::from_str::<TokenSource>(&json).unwrap(), source);
        assert_eq!(source.describe().as_str(), "file /a/token");
        assert!(TokenSource::Environment.warning().is_some());
    }

    #[test]
    fn a_description_does_not_hold_the_arguments_of_a_command() {
        let source = TokenSource::Command {
            argv: vec!["vault".to_owned(), CANARY.to_owned()],
        };
        assert!(!source.describe().contains(CANARY));
    }

    #[test]
    fn a_fingerprint_tells_tokens_apart_and_is_none() {
        let first = fingerprint(&SecretString::from(CANARY));
        assert!(first.starts_with("…opqr #"), "{first}");
        assert!(!first.contains("ICTEST"));
        assert_ne!(
            first,
            fingerprint(&SecretString::from("ICTEST-1123456789abcdefghijklmnopqr"))
        );
        assert!(!fingerprint(&SecretString::from("short")).contains("hort"));
    }
}
