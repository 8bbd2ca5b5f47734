//! Single figures: a number and how it changed, a dial, bullets, and a small chart under its latest value.

mod bullet;
mod dial;
mod figure;
mod rows;
mod single;
#[cfg(test)]
mod tests;
mod trend;
mod widget;

use super::stage::Stage;
use crate::chart::kind::Kind;

pub(super) fn draw(stage: &mut Stage<'_>) {
    match stage.spec().kind {
        Kind::Dial => dial::draw(stage),
        Kind::Bullet => bullet::draw(stage),
        Kind::ChartWidget => widget::draw(stage),
        _ => single::draw(stage),
    }
}
