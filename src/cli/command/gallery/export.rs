//! Charts as files, and a page that shows them all.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::api::Client;
use crate::api::wire::{ChartRequest, Picture};
use crate::chart::Size;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::picture::{Colors, Form, Paint, Painter};

/// What is written of each chart, by how its file ends.
const FORMS: [(Form, &str); 4] = [
    (Form::Svg, "svg"),
    (Form::Png, "png"),
    (Form::Ansi, "ansi"),
    (Form::Text, "txt"),
];

const HEAD: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>interlens: charts</title><style>
body { background: #101218; color: #d9dde5; font: 15px/1.5 sans-serif; margin: 2rem auto; max-width: 1000px; padding: 0 1rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .2rem } h2 + p { color: #9ba3b2; margin: 0 0 .6rem } img { width: 100% } a { color: #6cb2ff }
</style></head><body><h1>Every kind of chart</h1>
"#;

/// Charts that are being written.
pub(super) struct Export {
    folder: PathBuf,
    size: Size,
    painter: Painter,
    page: String,
}

/// Refuses a folder that holds something else.
pub(super) fn check(folder: &Path, force: bool) -> Result<(), Failure> {
    let full = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if full && !force {
        return Err(Failure::usage(
            format!("{} is not empty.", folder.display()),
            "Files of the same name would be replaced.",
            "Give a new folder, or --force.",
        ));
    }
    Ok(())
}

impl Export {
    /// Makes the folder.
    pub(super) fn begin(folder: &Path, size: Size, paint: Paint, context: &Context) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(|error| not_written(folder, error))?;
        // Files have colours, whatever the terminal has from which they are written.
        let colors = if paint.colors == Colors::Auto {
            Colors::True
        } else {
            paint.colors
        };
        Ok(Self {
            folder: folder.to_owned(),
            size,
            painter: Painter::new(Paint { colors, ..paint }, context),
            page: HEAD.to_owned(),
        })
    }

    /// Writes a chart in all forms.
    pub(super) async fn write(
        &mut self,
        client: &Client,
        source: u32,
        number: usize,
        picture: Picture,
    ) -> Result<(), Failure> {
        let kind = picture.kind();
        let request = ChartRequest {
            source: Some(source),
            picture,
        };
        let pictured = client.chart(&request).await?;
        let name = format!("{number:02}-{}", kind.slug());
        for (form, ending) in FORMS {
            let painted = self.painter.paint(&pictured.chart, self.size, form)?;
            self.put(&format!("{name}.{ending}"), &painted)?;
        }
        // Names and words of kinds are the program's own: there is nothing in them to escape.
        let _ = writeln!(
            self.page,
            "<h2 id=\"{0}\">{kind}</h2><p>{1} · <code>{0}</code> · <a href=\"{name}.png\">png</a> · <a href=\"{name}.txt\">text</a></p>\n<img src=\"{name}.svg\" alt=\"{kind}\">",
            kind.slug(),
            kind.about(),
        );
        Ok(())
    }

    /// Writes the page.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.page.push_str("</body></html>\n");
        let page = std::mem::take(&mut self.page);
        self.put("index.html", page.as_bytes())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(|error| not_written(&path, error))
    }
}

fn not_written(path: &Path, error: std::io::Error) -> Failure {
    Failure::failed(
        "The charts could not be written.",
        format!("{}: {error}.", path.display()),
        "Give a folder that can be written with --export.",
    )
    .because(error)
}
