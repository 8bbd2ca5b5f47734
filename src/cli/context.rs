//! What every command is given: where to write, where things are kept, how to reach the engine.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use super::attach::Attach;
use super::console::{Console, terminals};
use super::failure::Failure;
use super::global::Global;
use super::look::Look;
use crate::engine::Home;

/// The variables of an environment. Handed in, so that a test needs none of the process's own.
pub type Environment = Arc<dyn Fn(&str) -> Option<OsString> + Send + Sync>;

/// The surroundings of a command.
pub struct Context {
    /// Where to write.
    pub console: Console,
    /// Where things are kept.
    pub home: Home,
    /// How to reach the engine, or to start it.
    pub attach: Attach,
    /// The environment.
    pub environment: Environment,
}

impl Context {
    /// The surroundings for these options in this process.
    pub fn of_process(global: &Global) -> Result<Self, (Console, Failure)> {
        let environment: Environment = Arc::new(|name| std::env::var_os(name));
        let look = Look::of(|name| environment(name), global.color, terminals());
        let console = Console::of_process(look, global.verbosity());
        match places(global, &environment) {
            Ok((home, arguments)) => Ok(Self {
                console,
                attach: Attach::new(home.clone(), arguments),
                home,
                environment,
            }),
            Err(failure) => Err((console, failure)),
        }
    }
}

/// The home for these options, and the options that name it to an engine that is started from here.
fn places(global: &Global, environment: &Environment) -> Result<(Home, Vec<OsString>), Failure> {
    let named = |option: &Option<PathBuf>, variable: &str| -> Result<Option<PathBuf>, Failure> {
        let given = option
            .clone()
            .or_else(|| environment(variable).filter(|path| !path.is_empty()).map(PathBuf::from));
        // The engine works in another folder than the command that starts it.
        given.map(std::path::absolute).transpose().map_err(|error| {
            Failure::usage(
                format!("The folder given by {variable} or its option cannot be used."),
                format!("{error}."),
                "Give an absolute path.",
            )
            .because(error)
        })
    };
    let mut arguments = Vec::new();
    let mut home = match named(&global.home, "INTERLENS_HOME")? {
        Some(folder) => {
            arguments.extend(["--home".into(), folder.clone().into_os_string()]);
            Home::at(folder)
        }
        None => Home::of_user().map_err(|error| {
            Failure::usage(
                "The home folder of this user is not known.",
                "Neither HOME nor the user database says where it is.",
                "Set HOME, or give a folder with --home.",
            )
            .because(error)
        })?,
    };
    if let Some(socket) = named(&global.socket, "INTERLENS_SOCKET")? {
        arguments.extend(["--socket".into(), socket.clone().into_os_string()]);
        home = home.with_socket(socket);
    }
    Ok((home, arguments))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn environment(name: &'static str, value: &'static str) -> Environment {
        Arc::new(move |asked| (asked == name).then(|| value.into()))
    }

    #[test]
    fn the_option_comes_before_the_variable() {
        let global = Global {
            home: Some("/option".into()),
            ..Global::default()
        };
        let (home, arguments) = places(&global, &environment("INTERLENS_HOME", "/variable")).unwrap();
        assert_eq!(home, Home::at("/option"));
        assert_eq!(arguments, ["--home", "/option"]);
        let (home, _) = places(&Global::default(), &environment("INTERLENS_HOME", "/variable")).unwrap();
        assert_eq!(home, Home::at("/variable"));
    }

    #[test]
    fn a_relative_folder_is_made_absolute_for_the_engine() {
        let global = Global {
            home: Some("here".into()),
            ..Global::default()
        };
        let (_, arguments) = places(&global, &environment("", "")).unwrap();
        assert!(Path::new(&arguments[1]).is_absolute());
    }

    #[test]
    fn the_socket_may_be_elsewhere() {
        let global = Global {
            home: Some("/h".into()),
            socket: Some("/run/i/e.sock".into()),
            ..Global::default()
        };
        let (home, arguments) = places(&global, &environment("", "")).unwrap();
        assert_eq!(home.socket(), Path::new("/run/i/e.sock"));
        assert_eq!(home.database(), Path::new("/h/interlens.redb"));
        assert_eq!(arguments.len(), 4);
    }
}
