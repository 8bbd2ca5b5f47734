//! The program: installs what catches a panic, and hands the command line to the library.

use std::io::Write;
use std::process::ExitCode;

use color_eyre::config::{HookBuilder, Theme};

fn main() -> ExitCode {
    report_panics();
    interlens::cli::main(std::env::args_os())
}

/// A panic is a fault of the program: its report goes to standard error and to the log, without tokens, and says what
/// to do. The exit code is 101. Only what the store makes an error of, as with a damaged file, goes to the log alone.
fn report_panics() {
    let (panics, errors) = HookBuilder::default()
        .theme(Theme::new())
        .display_env_section(false)
        .panic_section("This is a fault of interlens. Please report it with the lines above; your data is as it was last committed.")
        .into_hooks();
    if errors.install().is_err() {
        return;
    }
    std::panic::set_hook(Box::new(move |info| {
        let report = panics.panic_report(info).to_string();
        let report = interlens::cli::scrub(&report);
        if interlens::store::catches_panics() {
            tracing::warn!("{report}");
            return;
        }
        tracing::error!("{report}");
        let _ = writeln!(std::io::stderr(), "{report}");
    }));
}
