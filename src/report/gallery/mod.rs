//! The gallery: a picture of each kind of chart, over the tables of a workspace.
//!
//! What every workspace has from the start: it shows what there is, and is where a chart of one's own begins. Everything in
//! it is an ordinary [`Picture`]. Where Intercom tells nothing that a kind needs (it knows no degrees of latitude) the picture
//! has example data, and its subtitle says so.

mod bars;
mod base;
mod bubbles;
mod combined;
mod courses;
mod figures;
mod flows;
mod maps;
mod shares;
mod tables;

use super::question::Picture;
use crate::chart::Kind;

/// A picture of each kind, in the order of the kinds.
pub fn gallery() -> Vec<Picture> {
    Kind::all().map(picture).collect()
}

/// The picture of a kind.
pub fn picture(kind: Kind) -> Picture {
    match kind {
        Kind::Bar => bars::new_and_closed(),
        Kind::BarStacked => bars::by_weekday(),
        Kind::Histogram => bars::first_replies(),
        Kind::BarHorizontal => bars::by_admin(),
        Kind::StackedBar => bars::by_week(),
        Kind::StackedBarHorizontal => bars::by_team(),
        Kind::StackedBar100 => bars::ratings_by_week(),
        Kind::StackedBarHorizontal100 => bars::ratings_by_team(),
        Kind::Line => courses::new_and_unresolved(),
        Kind::Area => courses::new_by_day(),
        Kind::AreaMarkers => courses::tickets_by_week(),
        Kind::AreaSmooth => courses::first_reply(),
        Kind::AreaSmoothMarkers => courses::satisfaction(),
        Kind::StackedArea => courses::by_channel(),
        Kind::StackedAreaMarkers => courses::by_state(),
        Kind::StackedAreaSmooth => courses::by_team(),
        Kind::StackedAreaSmoothMarkers => courses::ratings(),
        Kind::BarLine
        | Kind::BarBubble
        | Kind::BarScatter
        | Kind::BarArea
        | Kind::AreaBubble
        | Kind::LineBubble
        | Kind::Combination => combined::picture(kind),
        Kind::Bubble => bubbles::teams(),
        Kind::BubblePie => bubbles::team_states(),
        Kind::PackedBubble => bubbles::channels(),
        Kind::WordCloud => bubbles::tags(),
        Kind::HeatMap => tables::week(),
        Kind::MapScatter | Kind::GeoHeatMap => maps::example_of(kind),
        Kind::MapBubble | Kind::MapFilled => maps::contacts(kind),
        Kind::MapPie | Kind::MapBubblePie => maps::contacts_by_role(kind),
        Kind::Pie => shares::states(),
        Kind::Ring => shares::channels(),
        Kind::SemiPie => shares::priorities(),
        Kind::SemiRing => shares::ratings(),
        Kind::Doughnut => shares::two_wholes(),
        Kind::TreeMap => shares::teams(),
        Kind::Sunburst => shares::tickets(),
        Kind::Sankey => flows::channel_to_state(),
        Kind::Race => flows::race(),
        Kind::Pivot => tables::pivot(),
        Kind::Tabular => tables::waiting(),
        Kind::Summary => tables::summary(),
        Kind::SingleNumeric => figures::new_conversations(),
        Kind::Dial => figures::satisfaction(),
        Kind::Bullet => figures::satisfaction_by_team(),
        Kind::ChartWidget => figures::widget(courses::new_by_day()),
        Kind::Dashboard => figures::dashboard(vec![
            figures::new_conversations(),
            figures::satisfaction(),
            figures::satisfaction_by_team(),
            courses::new_and_unresolved(),
            shares::channels(),
            tables::week(),
        ]),
    }
}

#[cfg(test)]
mod tests;
