//! From data and specification to a scene: a file for each family of kinds.
//!
//! Every family gets a [`Stage`]: the chart, the look, and the room that title and notes left. It reads its channels,
//! lays them out, and puts marks, spots and the legend onto the stage; or says in words why there is no picture.

mod axis;
mod bars;
mod board;
mod bubbles;
mod columns;
mod combination;
mod course;
mod flow;
mod histogram;
#[cfg(test)]
mod hostile;
mod kpi;
mod lines;
mod map;
mod matrix;
mod merge;
mod nest;
mod nested;
mod packed;
mod pies;
mod race;
mod ramp;
mod rings;
mod rows;
mod sector;
mod shares;
mod shown;
mod spark;
mod stage;
mod tables;
mod tree;
mod words;

use super::geometry::Size;
use super::kind::Kind;
use super::look::Look;
use super::scene::Scene;
use super::spec::{Chart, Place};
use stage::Stage;

/// Draws a chart for a size. The same input always gives the same scene; no input panics.
pub fn draw(chart: &Chart, look: &Look, size: Size) -> Scene {
    let room = !look.compact && size.rows >= Stage::ROWS_FOR_NOTES;
    // What was noticed is only known once it is drawn; then there has to be room to say it. Where places have names there nearly
    // always is something, and a map is much work to be done twice.
    let likely = room && matches!(chart.spec.place, Some(Place::Named(_)));
    let scene = on(Stage::new(chart, look, size, u16::from(likely)));
    match (scene.notes.is_empty(), likely) {
        (false, true) => scene.with_notes(),
        (true, true) => on(Stage::new(chart, look, size, 0)),
        (false, false) if room => on(Stage::new(chart, look, size, 1)).with_notes(),
        _ => scene,
    }
}

fn on(mut stage: Stage<'_>) -> Scene {
    if stage.body.is_empty() {
        return stage.finish();
    }
    // Widgets and dashboards draw their parts with this; they cannot name it, since this file names them.
    stage.drawer = draw;
    let stage_ref = &mut stage;
    match stage_ref.chart.spec.kind {
        Kind::Bar | Kind::BarStacked | Kind::StackedBar | Kind::StackedBar100 => bars::draw(stage_ref),
        Kind::Histogram => histogram::draw(stage_ref),
        Kind::BarHorizontal | Kind::StackedBarHorizontal | Kind::StackedBarHorizontal100 => rows::draw(stage_ref),
        Kind::Line
        | Kind::Area
        | Kind::AreaMarkers
        | Kind::AreaSmooth
        | Kind::AreaSmoothMarkers
        | Kind::StackedArea
        | Kind::StackedAreaMarkers
        | Kind::StackedAreaSmooth
        | Kind::StackedAreaSmoothMarkers => lines::draw(stage_ref),
        Kind::BarLine
        | Kind::BarBubble
        | Kind::BarScatter
        | Kind::BarArea
        | Kind::AreaBubble
        | Kind::LineBubble
        | Kind::Combination => combination::draw(stage_ref),
        Kind::Bubble | Kind::BubblePie => bubbles::draw(stage_ref),
        Kind::PackedBubble => packed::draw(stage_ref),
        Kind::WordCloud => words::draw(stage_ref),
        Kind::HeatMap => matrix::draw(stage_ref),
        Kind::MapScatter | Kind::MapBubble | Kind::MapPie | Kind::MapBubblePie | Kind::MapFilled | Kind::GeoHeatMap => {
            map::draw(stage_ref);
        }
        Kind::Pie | Kind::Ring | Kind::SemiPie | Kind::SemiRing | Kind::Doughnut => pies::draw(stage_ref),
        Kind::TreeMap => tree::draw(stage_ref),
        Kind::Sankey => flow::draw(stage_ref),
        Kind::Sunburst => rings::draw(stage_ref),
        Kind::Race => race::draw(stage_ref),
        Kind::Pivot | Kind::Tabular | Kind::Summary => tables::draw(stage_ref),
        Kind::SingleNumeric | Kind::Dial | Kind::Bullet | Kind::ChartWidget => kpi::draw(stage_ref),
        Kind::Dashboard => board::draw(stage_ref),
    }
    stage.finish()
}
