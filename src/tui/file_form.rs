//! The forms in which a picture can be written to a file.

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileForm {
    /// The picture as shapes.
    Svg,
    /// The picture as pixels.
    Png,
    /// The picture in cells, with escape codes for colours.
    Ansi,
    /// The picture in cells, without colours.
    Text,
    /// The data, with commas between columns.
    Csv,
    /// The specification and the data.
    Json,
}

impl FileForm {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Svg, Self::Png, Self::Ansi, Self::Text, Self::Csv, Self::Json];

    /// How the name of such a file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Ansi => "ansi",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}
