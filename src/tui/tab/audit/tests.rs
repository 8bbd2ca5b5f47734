//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.

use ratatui::layout::Size;

use crate::tui::model::Model;
use crate::tui::place::Tab;
use crate::tui::sample::histories;
use crate::tui::theme::Theme;
use crate::tui::view_tests::screens;

fn model(size: Size, theme: Theme) -> Model {
    histories::model(size, theme, Tab::Audit)
}

#[test]
fn the_tab_at_five_sizes_in_four_looks() {
    screens("audit", model);
}
