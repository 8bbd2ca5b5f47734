//! Which data source a command is about.

use chrono_tz::Tz;

use super::attach::nothing_connected;
use super::failure::Failure;
use crate::api::wire::{SourceStatus, Status};
use crate::catalog::field::same_name;

/// The data source that is named by number or name; the first when none is named.
pub(super) fn source<'a>(status: &'a Status, named: Option<&str>) -> Result<&'a SourceStatus, Failure> {
    let Some(name) = named else {
        return status.sources.first().ok_or_else(nothing_connected);
    };
    status
        .sources
        .iter()
        .find(|source| name.parse() == Ok(source.id) || same_name(&source.name, name))
        .ok_or_else(|| {
            Failure::usage(
                format!("There is no data source {name:?}."),
                format!("The data sources are {}.", names(status)),
                "Name one of them with --source, by name or number.",
            )
        })
}

/// As [`source`], for what should not happen to the wrong one: where there are several, one has to be named.
pub(super) fn only_source<'a>(status: &'a Status, named: Option<&str>) -> Result<&'a SourceStatus, Failure> {
    if named.is_none() && status.sources.len() > 1 {
        return Err(Failure::usage(
            "Which data source is meant?",
            format!("There are several: {}.", names(status)),
            "Name one with --source, by name or number.",
        ));
    }
    source(status, named)
}

/// The time zone in which a data source's times are shown.
pub(super) fn zone(source: &SourceStatus) -> Tz {
    source.time_zone.parse().unwrap_or(Tz::UTC)
}

fn names(status: &Status) -> String {
    if status.sources.is_empty() {
        return "none yet".to_owned();
    }
    let names: Vec<String> = status
        .sources
        .iter()
        .map(|source| format!("{} ({})", source.name, source.id))
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::exit::Exit;
    use crate::cli::fixture;

    #[test]
    fn a_source_is_found_by_number_and_by_name() {
        let mut status = fixture::status();
        status.sources.push(SourceStatus {
            id: 2,
            name: "Beta".to_owned(),
            ..fixture::source()
        });
        let found = |named: Option<&str>| {
            source(&status, named)
                .map(|source| source.id)
                .map_err(|failure| failure.exit())
        };
        assert_eq!(found(None), Ok(1));
        assert_eq!(found(Some("2")), Ok(2));
        assert_eq!(found(Some("acme_support")), Ok(1));
        assert_eq!(found(Some("Gamma")), Err(Exit::Usage));
        assert_eq!(only_source(&status, None).unwrap_err().exit(), Exit::Usage);
        assert_eq!(only_source(&status, Some("beta")).unwrap().id, 2);
        status.sources.clear();
        let failure = source(&status, None).unwrap_err();
        assert!(failure.lines(false)[2].contains("interlens connect"));
    }
}
