//! Every script takes the columns that it is laid out for, and what stands behind it is where it belongs.

use std::num::NonZero;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use vt100::Parser;

use crate::text::{SafeText, display_width};
use crate::tui::paint::Pen;
use crate::tui::terminal::Screen;
use crate::tui::theme::Theme;

/// Texts with the columns they take.
const TEXTS: &[(&str, usize)] = &[
    ("Zoë Ångström", 12),
    ("e\u{301}a\u{308}\u{304}", 2),
    ("日本語のタイトル", 16),
    ("ﾊﾝｶｸ ＦＵＬＬ", 13),
    ("한국어", 6),
    ("\u{1112}\u{1161}\u{11ab}", 2),
    ("👍", 2),
    ("👍🏽", 2),
    ("👩‍👩‍👧‍👦", 2),
    ("🇩🇪🇫🇷", 4),
    ("❤️", 2),
    ("❤", 1),
    ("1️⃣", 2),
    ("مرحبا", 5),
    ("שלום", 4),
    ("หน้าที่", 4),
    ("Привет", 6),
    ("ਪੰਜਾਬੀ", 5),
];

#[test]
fn every_script_takes_the_columns_it_is_laid_out_for() {
    for (text, columns) in TEXTS {
        assert_eq!(display_width(&SafeText::new(text)), *columns, "{text}");
    }
}

/// Indic clusters are measured differently from terminal to terminal; what counts is that a line of them is laid out as
/// the sum of its clusters, and that the next word is placed by itself.
#[test]
fn what_stands_behind_a_text_is_where_it_belongs() {
    let indic = ["नमस्ते", "क्षत्रिय", "தமிழ்", "বাংলা"];
    for text in TEXTS.iter().map(|(text, _)| *text).chain(indic) {
        let area = Rect::new(0, 0, 40, 1);
        let mut cells = Buffer::empty(area);
        let shown = SafeText::new(text);
        let mut pen = Pen::new(&mut cells, area, Theme::default());
        let end = pen.text(0, 0, text, Style::new());
        pen.text(end, 0, "|", Style::new());
        let sum: usize = shown.graphemes(true).map(display_width).sum();
        assert_eq!(usize::from(end), sum, "{text}");

        let bytes = Screen::default().frame(cells).unwrap();
        let mut terminal = Parser::new(NonZero::new(1).unwrap(), NonZero::new(40).unwrap(), 0);
        terminal.process(&bytes);
        let bar = |column| {
            terminal
                .screen()
                .cell(0, column)
                .is_some_and(|cell| cell.contents() == "|")
        };
        // This terminal measures character by character. Where that gives the same it has to agree in every column.
        let by_character: usize = shown
            .chars()
            .map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0))
            .sum();
        assert!(bar(end), "{text}: {:?}", terminal.screen().contents());
        if by_character == sum {
            assert_eq!(terminal.screen().contents(), format!("{}|", shown.as_str()));
        }
    }
}
