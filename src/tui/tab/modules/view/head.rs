//! Above the rows: what is shown, where the cursor is, and what the rows were chosen and sorted by.

use ratatui::layout::Rect;

use super::{HitsAt, has_keys};
use crate::catalog::Relation;
use crate::text::{display_width, format, truncate};
use crate::tui::ask::Slot;
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::tab::modules::state::{Part, Spot, Table};
use crate::tui::theme::Role;

/// The title with the true position.
pub(super) fn draw_title(pen: &mut Pen<'_>, model: &Model, table: &Table) {
    let width = pen.width();
    let keys = has_keys(model, Part::Table);
    let title = if keys {
        pen.theme().focus()
    } else {
        pen.style(Role::Strong)
    };
    let (dim, text) = (pen.style(Role::Dim), pen.style(Role::Text));
    let mark = if keys { pen.glyphs().pick("▸ ", "> ") } else { "" };
    let mut x = pen.text_in(0, 0, width, format!("{mark}{}", table.module().name()), title) + 2;
    let (words, more) = position(table);
    x = pen.text_in(x, 0, width.saturating_sub(x), words, text);
    x = pen.text_in(x, 0, width.saturating_sub(x), more, dim);
    let doing = if table.problem.is_some() {
        ""
    } else if table.stale {
        "fetching …"
    } else if model.tickets.waits(Slot::Find) {
        "finding …"
    } else if model.modules.copying.is_some() {
        "copying …"
    } else {
        ""
    };
    let doing = pen.glyphs().text(doing);
    if !doing.is_empty() && x + 2 + (display_width(&doing) as u16) < width {
        let style = pen.style(Role::Accent);
        pen.text_right(width.saturating_sub(1), 0, doing, style);
    }
}

/// `row 12,480 of 1,000,000`, and what that is a part of.
fn position(table: &Table) -> (String, String) {
    if !table.block.is_some() {
        return (String::new(), String::new());
    }
    let (rows, total) = (table.block.rows(), table.block.total());
    let words = if rows == 0 {
        "no rows".to_owned()
    } else {
        format!("row {} of {}", format::count(table.row + 1), format::count(rows))
    };
    let more = if table.view.is_filtered() && !table.stale {
        format!(" · filtered from {}", format::count(total))
    } else {
        String::new()
    };
    (words, more)
}

/// Sort keys, conditions, search, find and marks, each as something that can be taken away.
pub(super) fn draw_chips(pen: &mut Pen<'_>, model: &Model, table: &Table, hits: &mut HitsAt<'_>) {
    if pen.height() == 0 {
        return;
    }
    let width = pen.width();
    let glyphs = pen.glyphs();
    let mut chips: Vec<(String, Role, Spot)> = Vec::new();
    for (place, condition) in table.view.conditions.iter().enumerate() {
        chips.push((condition.to_string(), Role::Accent, Spot::Condition(place)));
    }
    if !table.view.search.is_empty() {
        chips.push((format!("any ~ {}", table.view.search), Role::Accent, Spot::SearchChip));
    }
    if let Some(of) = &table.view.of {
        let name = Relation::named(of.module, &of.relation).map_or("related", |relation| relation.name);
        let record = record_word(of.module);
        chips.push((
            format!("{name} of {record} {}", of.key.join(" ")),
            Role::Accent,
            Spot::OfChip,
        ));
    }
    for (place, key) in table.view.sort.iter().enumerate() {
        let arrow = if key.descending {
            glyphs.pick("▼", "v")
        } else {
            glyphs.pick("▲", "^")
        };
        let number = if table.view.sort.len() > 1 {
            (place + 1).to_string()
        } else {
            String::new()
        };
        chips.push((
            format!("{number}{arrow} {}", key.column),
            Role::Dim,
            Spot::SortChip(place),
        ));
    }
    if let Some(find) = &table.find {
        let count = match &find.found {
            Some(found) if found.matches > 0 => {
                format!(" {} of {}", format::count(found.nth), format::count(found.matches))
            }
            Some(_) => " nowhere".to_owned(),
            None if model.tickets.waits(Slot::Find) => " …".to_owned(),
            None => String::new(),
        };
        let text = truncate(&find.text, 24);
        chips.push((format!("/{text}{count}"), Role::Second, Spot::FindChip));
    }
    if !table.marks.is_empty() {
        let mark = glyphs.pick("◆", "*");
        let count = format::count(table.marks.len() as u64);
        chips.push((format!("{mark} {count} marked"), Role::Second, Spot::MarksChip));
    }
    let faint = pen.style(Role::Faint);
    let mut x = 0;
    for (index, (words, role, spot)) in chips.iter().enumerate() {
        let words = truncate(&glyphs.text(words), 48);
        let wide = display_width(&words) as u16 + 4;
        if x + wide > width {
            let more = glyphs.text(&format!("+{} more", chips.len() - index));
            pen.text_in(x, 0, width.saturating_sub(x), more, faint);
            break;
        }
        let style = pen.style(*role);
        let ground = pen.theme().chip();
        pen.band(x, 0, wide, ground);
        pen.text(x + 1, 0, &words, style);
        pen.text(x + wide - 2, 0, glyphs.pick("×", "x"), faint);
        hits.add(Rect::new(x, 0, wide, 1), *spot);
        x += wide + 1;
    }
}

/// One record of a module, in a word.
pub(super) const fn record_word(module: crate::catalog::Module) -> &'static str {
    use crate::catalog::Module;
    match module {
        Module::Admins => "admin",
        Module::Articles => "article",
        Module::Collections => "collection",
        Module::Companies => "company",
        Module::Contacts => "contact",
        Module::ConversationVsContact => "participation",
        Module::Conversations => "conversation",
        Module::HelpCenters => "help center",
        Module::TeamVsAdmin => "membership",
        Module::Teams => "team",
        Module::Tickets => "ticket",
    }
}
