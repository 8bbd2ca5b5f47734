//! The files of settings, read from their folder.

use std::fs;
use std::io;
use std::path::Path;

use super::config;
use super::files::Files;
use super::keys_file;
use super::theme_file::{self, HOUSE};
use super::trouble::Trouble;
use crate::text::SafeText;

/// The largest file that is read; a file of settings has a few kilobytes.
const LARGEST: u64 = 1024 * 1024;

/// Reads all files of a folder. A file that is not there says nothing.
pub fn read(folder: &Path) -> Files {
    let mut files = Files::default();
    for (name, text) in themes(&folder.join(theme_file::FOLDER), &mut files.troubles) {
        match text.and_then(|text| theme_file::parse(&name, &text)) {
            Ok(own) => files.themes.push(own),
            Err(troubles) => {
                files.wrong_themes.push(name);
                files.troubles.extend(troubles);
            }
        }
    }
    // A theme that is wrong is one all the same: choosing it is no second mistake.
    let mut names: Vec<String> = HOUSE.iter().map(|name| (*name).to_owned()).collect();
    names.extend(files.themes.iter().map(|own| own.name.clone()));
    names.extend(files.wrong_themes.iter().cloned());
    match text(&folder.join(config::FILE), config::FILE).and_then(|text| config::parse(&text, &names)) {
        Ok(given) => files.given = Some(given),
        Err(troubles) => files.troubles.extend(troubles),
    }
    match text(&folder.join(keys_file::FILE), keys_file::FILE).and_then(|text| keys_file::parse(&text)) {
        Ok(keymap) => files.keymap = Some(keymap),
        Err(troubles) => files.troubles.extend(troubles),
    }
    files
}

/// The text of a file; an empty one where there is none.
fn text(path: &Path, name: &str) -> Result<String, Vec<Trouble>> {
    let read = || -> io::Result<String> {
        if fs::metadata(path)?.len() > LARGEST {
            return Err(io::Error::other("it is larger than 1 MB"));
        }
        fs::read_to_string(path)
    };
    match read() {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(vec![Trouble::of_file(
            name,
            format!("It cannot be read: {error}."),
            "Look whether it is a text file that this user may read.",
        )]),
    }
}

type Text = Result<String, Vec<Trouble>>;

/// The files of a folder of themes, by name.
fn themes(folder: &Path, troubles: &mut Vec<Trouble>) -> Vec<(String, Text)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let file = format!("{}/{}.toml", theme_file::FOLDER, SafeText::new(&name));
        let plain = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !plain || HOUSE.contains(&name.as_str()) {
            troubles.push(Trouble::of_file(
                &file,
                "A theme cannot be called that.",
                "Its name has letters, digits, - and _, and is none of the themes that are there from the start.",
            ));
            continue;
        }
        let text = text(&path, &file);
        found.push((name, text));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_taken_or_not_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
        let files = read(folder.path());
        assert!(files.given.is_some() && files.keymap.is_some() && files.troubles.is_empty());
        fs::create_dir(folder.path().join("themes")).unwrap();
        write("themes/mine.toml", b"bad = \"#ff0000\"");
        write("themes/wrong.toml", b"bad = red");
        write("themes/dark.toml", b"");
        write("config.toml", b"theme = \"mine\"\nmouse = false");
        write("keys.toml", b"\xff\xfe");
        let files = read(folder.path());
        assert!(files.keymap.is_none());
        assert_eq!(files.given.unwrap().theme.as_deref(), Some("mine"));
        assert_eq!((files.themes.len(), files.wrong_themes.len()), (1, 1));
        let places: Vec<String> = files.troubles.iter().map(Trouble::place).collect();
        assert_eq!(places, ["themes/dark.toml", "themes/wrong.toml, line 1", "keys.toml"]);
    }
}
