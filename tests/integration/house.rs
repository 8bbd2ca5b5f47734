//! The order of the rooms: no import runs up, and no files import each other in a circle.
//!
//! Imports are read from the source as text: `use` items and paths that start with `crate::`, `super::` or `self::`, with
//! `#[cfg(test)]` modules left out (tests may look anywhere).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the top down. A room imports only rooms that stand after it.
const ROOMS: &[&str] = &[
    "cli", "tui", "api", "engine", "report", "sync", "query", "chart", "store", "intercom", "sandbox", "text",
    "catalog",
];

/// Exceptions to "everything below is open": what the upper room must not know of.
const HIDDEN: &[(&str, &[&str])] = &[
    ("cli", &["store", "query", "sync"]),
    ("tui", &["store", "intercom", "query", "sync", "engine", "report"]),
    ("report", &["intercom", "sandbox"]),
    ("sync", &["query", "sandbox"]),
    ("query", &["intercom", "sandbox"]),
    ("store", &["intercom", "sandbox"]),
    ("intercom", &["sandbox"]),
    ("text", &["catalog"]),
];

struct SourceFile {
    path: PathBuf,
    /// `crate::a::b` as `["a", "b"]`; the library root is empty.
    module: Vec<String>,
    imports: BTreeSet<Vec<String>>,
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Vec<String> = below.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                if module.last().is_some_and(|last| last == "mod" || last == "lib") {
                    module.pop();
                }
                if module == ["main"] {
                    continue;
                }
                let imports = imports(&module, &without_tests(&fs::read_to_string(&path).unwrap()));
                files.push(SourceFile {
                    path: path.strip_prefix(&root).unwrap().to_owned(),
                    module,
                    imports,
                });
            }
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// The source with comments and everything from the first test module on left out.
fn without_tests(source: &str) -> String {
    let mut code = String::new();
    for line in source.lines() {
        if line.trim_start().starts_with("#[cfg(test)]") && !line.starts_with(' ') {
            break;
        }
        code.push_str(line.split("//").next().unwrap_or_default());
        code.push('\n');
    }
    code
}

/// All paths that the code names from `crate`, `super` or `self`, with groups taken apart.
fn imports(module: &[String], code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let folded: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in folded.match_indices(start) {
            let before = folded[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let mut end = 0;
            let mut depth = 0_i32;
            let text = &folded[at..];
            for (offset, c) in text.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth > 0 => depth -= 1,
                    c if c.is_alphanumeric() || c == '_' || c == ':' || c == '*' => {}
                    ',' | ' ' if depth > 0 => {}
                    _ => break,
                }
                end = offset + c.len_utf8();
            }
            for path in expand(&text[..end]) {
                found.insert(absolute(module, &path));
            }
        }
    }
    found
}

fn expand(path: &str) -> Vec<Vec<String>> {
    let parts = |text: &str| {
        text.split("::")
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let Some(open) = path.find('{') else {
        return vec![parts(path)];
    };
    let head = parts(&path[..open]);
    let inside = path[open + 1..].strip_suffix('}').unwrap_or(&path[open + 1..]);
    let mut items = vec![String::new()];
    let mut depth = 0;
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        items.last_mut().unwrap().push(c);
    }
    items
        .iter()
        .filter(|item| !item.trim().is_empty())
        .flat_map(|item| expand(item.trim().split(" as ").next().unwrap()))
        .map(|tail| head.iter().cloned().chain(tail).collect())
        .collect()
}

fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let mut at = module.to_vec();
    let mut rest = path;
    loop {
        match rest.first().map(String::as_str) {
            Some("crate") => at.clear(),
            Some("super") => {
                at.pop();
            }
            Some("self") => {}
            _ => break,
        }
        rest = &rest[1..];
    }
    at.extend(rest.iter().cloned());
    at
}

/// The file that a path leads into: the longest module it names.
fn file_of<'a>(files: &'a BTreeMap<&[String], &'a SourceFile>, path: &[String]) -> Option<&'a SourceFile> {
    (0..=path.len())
        .rev()
        .find_map(|length| files.get(&path[..length]).copied())
}

#[test]
fn the_rooms_are_those_of_the_list() {
    for file in sources() {
        if let Some(room) = file.module.first() {
            assert!(
                ROOMS.contains(&room.as_str()),
                "{} is in no room of the list",
                file.path.display()
            );
        }
    }
}

#[test]
fn no_import_runs_up() {
    let level = |room: &str| ROOMS.iter().position(|other| *other == room);
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(own) = file.module.first() else { continue };
        for import in &file.imports {
            let Some(other) = import.first() else { continue };
            let (Some(from), Some(to)) = (level(own), level(other)) else {
                continue;
            };
            let hidden = HIDDEN
                .iter()
                .any(|(room, rooms)| room == own && rooms.contains(&other.as_str()));
            if to < from || hidden {
                wrong.push(format!("{}: {}", file.path.display(), import.join("::")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that run up or look where they should not:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let by_module: BTreeMap<&[String], &SourceFile> =
        sources.iter().map(|file| (file.module.as_slice(), file)).collect();
    let edges: BTreeMap<&Path, BTreeSet<&Path>> = sources
        .iter()
        .map(|file| {
            let targets = file.imports.iter().filter_map(|path| file_of(&by_module, path));
            // The library root declares the rooms and is imported by nobody.
            let targets = targets
                .map(|target| target.path.as_path())
                .filter(|target| *target != file.path && *target != Path::new("lib.rs"));
            (file.path.as_path(), targets.collect())
        })
        .collect();
    let mut left = edges.clone();
    // Files that import nothing that is left are not part of a circle; take them away until nothing changes.
    loop {
        let free: Vec<&Path> = left
            .iter()
            .filter(|(_, targets)| !targets.iter().any(|target| left.contains_key(target)))
            .map(|(file, _)| *file)
            .collect();
        if free.is_empty() {
            break;
        }
        for file in free {
            left.remove(file);
        }
    }
    // The same from the other side, so that what remains is only the circles.
    loop {
        let unused: Vec<&Path> = left
            .keys()
            .filter(|file| !left.values().any(|targets| targets.contains(*file)))
            .copied()
            .collect();
        if unused.is_empty() {
            break;
        }
        for file in unused {
            left.remove(file);
        }
    }
    let circles: Vec<String> = left
        .iter()
        .map(|(file, targets)| {
            let targets: Vec<String> = targets
                .iter()
                .filter(|target| left.contains_key(*target))
                .map(|target| target.display().to_string())
                .collect();
            format!("{} -> {}", file.display(), targets.join(", "))
        })
        .collect();
    assert!(
        circles.is_empty(),
        "files that import each other:\n{}",
        circles.join("\n")
    );
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let module = ["sync".to_owned(), "run".to_owned()];
    let code =
        "use super::{plan::Plan, window::{Window, Edge as E}}; fn f() { crate::text::Advice::new() } use self::x::Y;";
    let found: Vec<String> = imports(&module, code).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "sync::plan::Plan",
            "sync::run::x::Y",
            "sync::window::Edge",
            "sync::window::Window",
            "text::Advice::new"
        ]
    );
}
