//! What has to be so for an action to be possible; if it is not, why, in a sentence.

use super::model::{Link, Model, Scene};
use super::tab::modules::state::{Choice, Dialog};
use crate::api::wire::{Role, SourceState};

#[expect(clippy::unnecessary_wraps, reason = "has the type of all the conditions")]
pub(super) const fn always(_: &Model) -> Result<(), String> {
    Ok(())
}

pub(super) fn with_figures(model: &Model) -> Result<(), String> {
    match model.scene() {
        Scene::Figures(..) => Ok(()),
        _ => Err("There are no figures yet.".to_owned()),
    }
}

fn with_engine(model: &Model) -> Result<(), String> {
    match model.link {
        Link::Up => Ok(()),
        Link::Connecting => Err("The engine has not answered yet.".to_owned()),
        Link::Gone { .. } => Err("The engine is gone; it is being looked for.".to_owned()),
    }
}

fn may_sync(model: &Model) -> Result<(), String> {
    with_engine(model)?;
    if model.current().is_none() {
        return Err("No data source is connected.".to_owned());
    }
    match &model.hello {
        Some(hello) if hello.role == Role::Viewer => {
            Err("Your role is Viewer, which reads only; ask an admin for another.".to_owned())
        }
        _ => Ok(()),
    }
}

pub(super) fn may_start(model: &Model) -> Result<(), String> {
    may_sync(model)?;
    if model.progress().is_some() {
        return Err("A sync is running already.".to_owned());
    }
    Ok(())
}

pub(super) fn may_cancel(model: &Model) -> Result<(), String> {
    may_sync(model)?;
    let syncing = model
        .current()
        .is_some_and(|source| source.progress.is_some() || source.state == SourceState::Syncing);
    if syncing {
        Ok(())
    } else {
        Err("No sync is running.".to_owned())
    }
}

pub(super) fn has_other_source(model: &Model) -> Result<(), String> {
    match model.status.as_ref().map_or(0, |status| status.sources.len()) {
        0 => Err("No data source is connected.".to_owned()),
        1 => Err("There is only one data source.".to_owned()),
        _ => Ok(()),
    }
}

pub(super) fn can_go_back(model: &Model) -> Result<(), String> {
    if model.trail.back.is_empty() {
        return Err("This is where you began.".to_owned());
    }
    Ok(())
}

pub(super) fn can_go_forward(model: &Model) -> Result<(), String> {
    if model.trail.forward.is_empty() {
        return Err("You did not come back from anywhere.".to_owned());
    }
    Ok(())
}

pub(super) fn with_table(model: &Model) -> Result<(), String> {
    if model.current().is_none() {
        return Err("No data source is connected.".to_owned());
    }
    Ok(())
}

pub(super) fn has_row(model: &Model) -> Result<(), String> {
    with_table(model)?;
    match model.modules.table() {
        Some(table) if table.block.rows() > 0 => Ok(()),
        Some(table) if table.view.is_filtered() => Err("No row is left by the filter.".to_owned()),
        _ => Err("The table has no rows yet.".to_owned()),
    }
}

pub(super) fn has_filter(model: &Model) -> Result<(), String> {
    match model.modules.table() {
        Some(table) if table.view.is_filtered() => Ok(()),
        _ => Err("All rows are shown.".to_owned()),
    }
}

pub(super) fn is_sorted(model: &Model) -> Result<(), String> {
    match model.modules.table() {
        Some(table) if !table.view.sort.is_empty() => Ok(()),
        _ => Err("The rows are not sorted.".to_owned()),
    }
}

pub(super) fn has_find(model: &Model) -> Result<(), String> {
    has_row(model)?;
    match model.modules.table() {
        Some(table) if table.find.is_some() => Ok(()),
        _ => Err("Nothing has been looked for; / does.".to_owned()),
    }
}

pub(super) fn has_marks(model: &Model) -> Result<(), String> {
    match model.modules.table() {
        Some(table) if !table.marks.is_empty() => Ok(()),
        _ => Err("No row is marked; Space marks one.".to_owned()),
    }
}

pub(super) fn has_undo(model: &Model) -> Result<(), String> {
    match model.modules.table() {
        Some(table) if !table.undo.is_empty() => Ok(()),
        _ => Err("Nothing was changed.".to_owned()),
    }
}

/// Whether the list over the table is one of values, or of columns.
pub(super) fn picks(model: &Model, values: bool) -> Result<(), String> {
    match &model.modules.dialog {
        Some(Dialog::List(list)) if values && matches!(list.choice, Choice::Values { .. }) => Ok(()),
        Some(Dialog::List(list)) if !values && list.choice == Choice::Columns => Ok(()),
        _ => Err("This list is not of that kind.".to_owned()),
    }
}
