//! Charts on paper: a chart as escape codes, text, SVG, PNG or JSON, in the size and the colours that were asked for.

use clap::{Args, ValueEnum};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::failure::Failure;
use super::look::Look;
use super::seams;
use crate::chart::paint::{Cells, Depth, Glyphs, Manner, ansi, png, svg, text};
use crate::chart::{Chart, Look as View, Palette, Scene, Size, draw};

/// How a chart is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// As the name of the file ends; colours on a terminal, text elsewhere.
    #[default]
    Auto,
    /// Lines with escape codes for colours.
    Ansi,
    /// Lines without colours.
    Text,
    /// A vector picture.
    Svg,
    /// A picture of pixels.
    Png,
    /// What it is drawn from: the specification and the data.
    Json,
}

/// How many colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colors {
    /// As many as the terminal has.
    #[default]
    Auto,
    /// Any of 24 bits.
    True,
    /// The 256 of xterm.
    #[value(name = "256")]
    Indexed,
    /// The 16 of the terminal's palette.
    #[value(name = "16")]
    Sixteen,
    /// None: patterns carry the meaning.
    None,
}

/// What pictures are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Marks {
    /// Quarters of a cell and braille; ASCII where the locale has no more.
    #[default]
    Auto,
    /// Quarters of a cell and braille.
    Quadrant,
    /// Halves of a cell.
    HalfBlock,
    /// Sixths of a cell.
    Sextant,
    /// Eighths of a cell.
    Octant,
    /// ASCII.
    Ascii,
}

/// What lies behind a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Ground {
    /// What the terminal says of itself, or dark.
    #[default]
    Auto,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

/// How a chart is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options of the picture")]
pub struct Paint {
    /// How many colours.
    #[arg(long, value_enum, value_name = "COLORS", default_value_t)]
    pub colors: Colors,
    /// What it is made of.
    #[arg(long, value_enum, value_name = "GLYPHS", default_value_t)]
    pub glyphs: Marks,
    /// What lies behind it.
    #[arg(long, value_enum, value_name = "GROUND", default_value_t)]
    pub ground: Ground,
}

/// A size in columns and rows, such as 120x36.
pub fn size(text: &str) -> Result<Size, String> {
    let parsed = text.split_once(['x', '×']).and_then(|(columns, rows)| {
        let columns = columns.trim().parse().ok()?;
        let rows = rows.trim().parse().ok()?;
        Some(Size { columns, rows })
    });
    parsed
        .filter(|size| (1..=MOST_COLUMNS).contains(&size.columns) && (1..=MOST_ROWS).contains(&size.rows))
        .ok_or_else(|| format!("columns and rows are needed, such as 120x36, and at most {MOST_COLUMNS}x{MOST_ROWS}"))
}

/// The widest picture.
pub const MOST_COLUMNS: u16 = 1000;
/// The highest picture.
pub const MOST_ROWS: u16 = 500;
/// Pixels of a PNG for a unit of the scene.
const SCALE: f32 = 2.0;

/// Paints charts in one manner.
pub struct Painter {
    palette: Palette,
    manner: Manner,
    cells: Cells,
}

impl Painter {
    /// The painter that these options ask for where this context writes to.
    pub fn new(paint: Paint, context: &Context) -> Self {
        let look = context.console.look;
        let light = match paint.ground {
            Ground::Auto => seams::is_light(&context.environment),
            Ground::Dark => false,
            Ground::Light => true,
        };
        let glyphs = match paint.glyphs {
            Marks::Auto if look.ascii => Glyphs::Ascii,
            Marks::Auto | Marks::Quadrant => Glyphs::Quadrant,
            Marks::HalfBlock => Glyphs::HalfBlock,
            Marks::Sextant => Glyphs::Sextant,
            Marks::Octant => Glyphs::Octant,
            Marks::Ascii => Glyphs::Ascii,
        };
        let depth = match paint.colors {
            Colors::Auto => depth(look, context),
            Colors::True => Depth::True,
            Colors::Indexed => Depth::Indexed,
            Colors::Sixteen => Depth::Sixteen,
            Colors::None => Depth::None,
        };
        Self {
            palette: if light { Palette::light() } else { Palette::dark() },
            manner: Manner { glyphs, depth },
            cells: Cells::default(),
        }
    }

    /// A chart in a form; [`Form::Auto`] is text.
    pub fn paint(&mut self, chart: &Chart, size: Size, form: Form) -> Result<Vec<u8>, Failure> {
        if form == Form::Json {
            let json = serde_json::to_string_pretty(chart).map_err(|error| not_made(&error))?;
            return Ok(format!("{json}\n").into_bytes());
        }
        let scene = draw(chart, &View::default(), size);
        Ok(match form {
            Form::Svg => svg(&scene, &self.palette).into_bytes(),
            Form::Png => png(&scene, &self.palette, SCALE).map_err(|error| not_made(&error))?,
            Form::Ansi => ansi(&self.painted(&scene, self.manner)).into_bytes(),
            Form::Auto | Form::Text | Form::Json => {
                let plain = Manner {
                    depth: Depth::None,
                    ..self.manner
                };
                text(&self.painted(&scene, plain)).into_bytes()
            }
        })
    }

    fn painted(&mut self, scene: &Scene, manner: Manner) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, scene.size.columns, scene.size.rows));
        self.cells
            .paint(scene, None, &self.palette, manner, &mut buffer, (0, 0));
        buffer
    }
}

/// The colours of the terminal; all of them where colours were asked for in a pipe.
fn depth(look: Look, context: &Context) -> Depth {
    if !look.color && look.terminal {
        return Depth::None;
    }
    if look.terminal {
        seams::depth(&context.environment)
    } else {
        Depth::True
    }
}

fn not_made(error: &dyn std::fmt::Display) -> Failure {
    Failure::failed(
        "The picture could not be made.",
        format!("{error}."),
        "Make it smaller with --width and --height, or choose another --format.",
    )
}
