//! What has to be so for an action to be possible; if it is not, why, in a sentence.

use super::model::{Link, Model, Scene};
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
    match model.trail.back.is_empty() {
        true => Err("This is where you began.".to_owned()),
        false => Ok(()),
    }
}

pub(super) fn can_go_forward(model: &Model) -> Result<(), String> {
    match model.trail.forward.is_empty() {
        true => Err("You did not come back from anywhere.".to_owned()),
        false => Ok(()),
    }
}
