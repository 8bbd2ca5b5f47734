//! Which access token is meant, and where it is kept.

use std::io::Read;
use std::path::{Path, PathBuf};

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};

use crate::cli::context::Environment;
use crate::cli::failure::Failure;

/// The longest token that is accepted; Intercom's have 60 characters.
const LONGEST_TOKEN: usize = 4096;

/// Where the access token comes from; one of them at most.
#[derive(Debug, Default, clap::Args)]
#[expect(clippy::struct_field_names, reason = "they are the names of the options")]
#[group(multiple = false)]
pub(super) struct TokenArgs {
    /// Read the token from this file whenever it is needed; - reads it now from standard input.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Run this program whenever the token is needed; it prints it. Give it last, with its arguments.
    #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true, value_terminator = ";")]
    token_command: Vec<String>,
    /// The engine finds the token in its own environment (`INTERCOM_ACCESS_TOKEN_FILE`, `INTERCOM_ACCESS_TOKEN`) or
    /// among the credentials of its systemd unit (`intercom-token`) whenever it is needed.
    #[arg(long)]
    token_env: bool,
}

/// Where the token comes from.
#[derive(Debug)]
pub(super) enum Token {
    /// It is known now, and has to be kept.
    Known(SecretString),
    /// It is in a file.
    File(PathBuf),
    /// A command prints it.
    Command(Vec<String>),
    /// The engine's environment holds it.
    Environment,
}

/// The token that options or the environment give.
pub(super) fn given(args: &TokenArgs, environment: &Environment) -> Result<Option<Token>, Failure> {
    let variable = |name: &str| environment(name).filter(|value| !value.is_empty());
    if let Some(path) = &args.token_file {
        if path.as_os_str() == "-" {
            return from_reader(std::io::stdin()).map(|token| Some(Token::Known(token)));
        }
        return absolute(path).map(|path| Some(Token::File(path)));
    }
    if !args.token_command.is_empty() {
        return Ok(Some(Token::Command(args.token_command.clone())));
    }
    if args.token_env || variable("INTERCOM_ACCESS_TOKEN_FILE").is_some() {
        return Ok(Some(Token::Environment));
    }
    match variable("INTERCOM_ACCESS_TOKEN") {
        Some(token) => {
            let token = token
                .into_string()
                .map_err(|_| no_token("INTERCOM_ACCESS_TOKEN holds other characters than a token has."))?;
            checked(&SecretString::from(token)).map(|token| Some(Token::Known(token)))
        }
        None => Ok(None),
    }
}

/// The engine works in another folder, so a path has to be a whole one.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| {
        Failure::usage(
            "The token file was not understood.",
            format!("{error}."),
            "Give its whole path.",
        )
        .because(error)
    })
}

fn from_reader(reader: impl Read) -> Result<SecretString, Failure> {
    let mut text = String::with_capacity(LONGEST_TOKEN + 1);
    let read = reader.take(LONGEST_TOKEN as u64 + 1).read_to_string(&mut text);
    let token = SecretString::from(text.trim().to_owned());
    text.zeroize();
    read.map_err(|error| no_token(&format!("Standard input could not be read: {error}.")).because(error))?;
    checked(&token)
}

/// A token that an HTTP header can carry.
pub(super) fn checked(token: &SecretString) -> Result<SecretString, Failure> {
    let text = token.expose_secret().trim();
    if text.is_empty() {
        return Err(no_token("It is empty."));
    }
    if text.len() > LONGEST_TOKEN {
        return Err(no_token("It is longer than any token."));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(no_token("It has blanks or characters that no token has."));
    }
    Ok(SecretString::from(text.to_owned()))
}

fn no_token(why: &str) -> Failure {
    Failure::usage(
        "That is no access token.",
        why,
        "Copy the whole token from Intercom's Developer Hub (your app, Authentication) and try again.",
    )
}

/// A file for the token of a data source that is not there yet.
pub(super) fn free_path(config: &Path, name: &str) -> PathBuf {
    let folder = config.join("tokens");
    let stem: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "intercom" } else { stem };
    let mut path = folder.join(format!("{stem}.token"));
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{stem}-{number}.token"));
        number += 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_cannot_be_a_token_is_refused_without_being_repeated() {
        for bad in ["", "  ", "two words", "tok\u{e9}n", "line\nbreak"] {
            let failure = checked(&SecretString::from(bad)).unwrap_err();
            assert!(bad.trim().is_empty() || !failure.lines(true).join(" ").contains(bad));
        }
        assert_eq!(checked(&SecretString::from(" abc=\n")).unwrap().expose_secret(), "abc=");
        assert_eq!(from_reader("  abc\n".as_bytes()).unwrap().expose_secret(), "abc");
        let long = "x".repeat(LONGEST_TOKEN + 10);
        assert!(from_reader(long.as_bytes()).is_err());
    }

    #[test]
    fn each_data_source_has_a_token_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let tokens = folder.path().join("tokens");
        assert_eq!(free_path(folder.path(), "Acme / Süd!"), tokens.join("acme---süd.token"));
        fs::create_dir(&tokens).unwrap();
        fs::write(tokens.join("intercom.token"), "").unwrap();
        assert_eq!(free_path(folder.path(), "../.."), tokens.join("intercom-2.token"));
    }
}
