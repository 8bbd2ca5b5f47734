//! A command that prints the token.

use std::process::Stdio;
use std::time::Duration;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use tokio::io::AsyncReadExt;
use tokio::process::Command;

use super::{LONGEST, NotAToken, TOKEN_VARIABLE, TokenError};
use crate::text::SafeText;

/// How long a command may take.
pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// Runs a command and takes what it prints. Its errors are not repeated: they could hold the token.
pub(super) async fn run(argv: &[String], limit: Duration) -> Result<SecretString, TokenError> {
    let (program, arguments) = argv.split_first().ok_or(TokenError::NoCommand)?;
    let name = SafeText::new(program);
    let mut child = Command::new(program)
        .args(arguments)
        .env_remove(TOKEN_VARIABLE)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|reason| TokenError::NotStarted {
            program: name.clone(),
            reason,
        })?;
    let stdout = child.stdout.take();
    let failed = |how: String| TokenError::Failed {
        program: name.clone(),
        how,
    };
    let reading = async {
        let mut printed = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        if let Some(stdout) = stdout {
            let outcome = stdout.take(LONGEST as u64 + 1).read_to_end(&mut printed).await;
            outcome.map_err(|error| failed(error.to_string()))?;
        }
        if printed.len() > LONGEST {
            return Err(NotAToken::TooLong.into());
        }
        let status = child.wait().await.map_err(|error| failed(error.to_string()))?;
        if !status.success() {
            return Err(failed(status.to_string()));
        }
        let text = std::str::from_utf8(&printed).map_err(|_| NotAToken::OddCharacters)?;
        Ok(SecretString::from(text.trim()))
    };
    tokio::time::timeout(limit, reading).await.unwrap_or_else(|_| {
        Err(TokenError::TooSlow {
            program: name.clone(),
            limit,
        })
    })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    async fn shell(script: &str, limit: Duration) -> Result<SecretString, TokenError> {
        run(&["sh".to_owned(), "-c".to_owned(), script.to_owned()], limit).await
    }

    #[tokio::test]
    async fn its_output_is_the_token() {
        let token = shell("echo '  abc123  '", LIMIT).await.unwrap();
        assert_eq!(token.expose_secret(), "abc123");
    }

    #[tokio::test]
    async fn there_is_no_shell_between() {
        let token = run(&["echo".to_owned(), "$HOME;ls".to_owned()], LIMIT).await.unwrap();
        assert_eq!(token.expose_secret(), "$HOME;ls");
    }

    #[tokio::test]
    async fn what_goes_wrong_is_told_without_its_output() {
        let error = shell("echo SECRET; echo SECRET >&2; exit 3", LIMIT).await.unwrap_err();
        assert!(matches!(error, TokenError::Failed { .. }));
        assert!(error.to_string().contains('3') && !format!("{error:?}{error}").contains("SECRET"));

        let error = run(&["/no/such/program".to_owned()], LIMIT).await.unwrap_err();
        assert!(matches!(error, TokenError::NotStarted { .. }));
        assert!(matches!(run(&[], LIMIT).await.unwrap_err(), TokenError::NoCommand));
    }

    #[tokio::test]
    async fn it_may_neither_run_nor_print_for_ever() {
        let error = shell("exec sleep 600", Duration::from_millis(50)).await.unwrap_err();
        assert!(matches!(error, TokenError::TooSlow { .. }));
        let error = shell(
            "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
            LIMIT,
        )
        .await
        .unwrap_err();
        assert!(matches!(error, TokenError::NotAToken(NotAToken::TooLong)));
    }
}
