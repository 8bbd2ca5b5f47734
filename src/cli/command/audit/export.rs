//! The audit history as CSV.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};

use crate::api::wire::{AuditEntry, Role};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::{Format, RowOptions, RowWriter};
use crate::text::format::rfc3339;

pub(super) fn csv(entries: &[AuditEntry], context: &mut Context) -> Result<(), Failure> {
    let batch = batch(entries)?;
    let options = RowOptions {
        format: Format::Csv,
        raw: false,
        zone: chrono_tz::UTC,
        look: context.console.look,
    };
    let mut writer = RowWriter::new(&batch.schema(), options);
    writer.write(&batch, context.console.data())?;
    writer.end(context.console.data())?;
    context.console.finish()
}

fn batch(entries: &[AuditEntry]) -> Result<RecordBatch, Failure> {
    let texts = |of: fn(&AuditEntry) -> Option<String>| -> ArrayRef {
        Arc::new(entries.iter().map(of).collect::<StringArray>())
    };
    let numbers: Int64Array = entries.iter().map(|entry| i64::try_from(entry.id).ok()).collect();
    let columns: [(&str, ArrayRef); 9] = [
        ("Entry", Arc::new(numbers)),
        ("When", texts(|entry| Some(rfc3339(entry.at)))),
        (
            "Who",
            texts(|entry| Some(entry.who.clone().unwrap_or_else(|| "system".to_owned()))),
        ),
        ("Role", texts(|entry| entry.role.map(Role::label).map(str::to_owned))),
        ("Action", texts(|entry| Some(entry.action.label().to_owned()))),
        (
            "Source",
            texts(|entry| entry.source.as_ref().map(|(_, name)| name.clone())),
        ),
        ("What", texts(|entry| Some(entry.what.clone()))),
        ("Before", texts(|entry| entry.before.clone())),
        ("After", texts(|entry| entry.after.clone())),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).map_err(|error| {
        Failure::failed(
            "The entries could not be put into a table.",
            format!("{error}."),
            "Try --format json, and please report this.",
        )
        .because(error)
    })
}
