//! Questions to a person at a terminal.

use std::io::{self, BufRead, Write};

use secrecy::SecretString;

use super::failure::Failure;

/// Somebody who can be asked.
pub(super) trait Ask {
    /// The answer to a question, without blanks around it; empty when Enter was pressed.
    fn line(&mut self, question: &str) -> Result<String, Failure>;

    /// The answer to a question, typed without being shown.
    fn secret(&mut self, question: &str) -> Result<SecretString, Failure>;

    /// Says something between two questions.
    fn say(&mut self, words: &str);
}

/// The person at this terminal.
#[derive(Debug, Default)]
pub(super) struct Person;

impl Ask for Person {
    fn line(&mut self, question: &str) -> Result<String, Failure> {
        let mut answer = String::new();
        let read = write!(io::stderr(), "{question} ")
            .and_then(|()| io::stderr().flush())
            .and_then(|()| io::stdin().lock().read_line(&mut answer));
        match read {
            Ok(0) => Err(no_answer("The input ended.")),
            Ok(_) => Ok(answer.trim().to_owned()),
            Err(error) => Err(no_answer(&format!("The terminal could not be read: {error}.")).because(error)),
        }
    }

    fn secret(&mut self, question: &str) -> Result<SecretString, Failure> {
        rpassword::prompt_password(format!("{question} "))
            .map(SecretString::from)
            .map_err(|error| no_answer(&format!("The terminal could not be read: {error}.")).because(error))
    }

    fn say(&mut self, words: &str) {
        let _ = writeln!(io::stderr(), "{words}");
    }
}

fn no_answer(why: &str) -> Failure {
    Failure::usage(
        "Nothing was done: a question was left without an answer.",
        why,
        "Run the command again, or give the answers as options; --help lists them.",
    )
}
