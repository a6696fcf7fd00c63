//! Imports point down only. The table is the architecture; a line that is not in it fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import from, besides itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("main", &["cli", "commands", "content"]),
    ("cli", &["check", "export", "plan", "settings", "content"]),
    ("check", &["content"]),
    (
        "commands",
        &["check", "cli", "tui", "search", "export", "plan", "progress", "settings", "layout", "content", "words"],
    ),
    ("tui", &["search", "plan", "progress", "settings", "layout", "content", "words"]),
    ("search", &["content", "words"]),
    ("plan", &["progress", "content", "words"]),
    ("export", &["layout", "content", "words"]),
    ("progress", &["content", "words"]),
    ("settings", &["content", "words"]),
    ("layout", &["content", "words"]),
    ("content", &["words"]),
    ("words", &[]),
];

/// What the parts of the screens may import from inside `tui`, besides themselves.
const INSIDE_TUI: &[(&str, &[&str])] = &[
    ("app", &["canvas", "carry", "event", "frame", "hyperlink", "keys", "kiosk", "screen", "screens", "theme"]),
    ("beside", &["app", "input"]),
    ("canvas", &["hyperlink", "keys", "theme"]),
    ("carry", &[]),
    ("event", &["keys"]),
    ("frame", &["canvas", "carry", "keys", "screen"]),
    ("hyperlink", &[]),
    ("input", &["event", "keys"]),
    ("keys", &[]),
    ("kiosk", &[]),
    ("mod", &["app", "beside", "event", "hyperlink", "input", "terminal"]),
    ("screen", &["canvas", "carry", "keys", "kiosk"]),
    ("screens", &["canvas", "carry", "keys", "screen", "widgets"]),
    ("terminal", &[]),
    ("theme", &[]),
    ("widgets", &["canvas", "keys", "screen"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The first part of each `prefix::a::b` in a text, also of `prefix::{a, b}`.
fn names_after(text: &str, prefix: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let rest = &text[at + prefix.len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name = name.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            if !name.is_empty() {
                out.push(name.to_owned());
            }
        }
    }
    out
}

fn room(path: &Path, below: &Path) -> String {
    let first = path.strip_prefix(below).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn check(files: &[PathBuf], below: &Path, table: &[(&str, &[&str])], prefixes: &[&str]) -> Vec<String> {
    let table: BTreeMap<&str, &[&str]> = table.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in files {
        let own = room(file, below);
        let allowed =
            table.get(own.as_str()).unwrap_or_else(|| panic!("{own} is not in the table: say what it may import"));
        let text = fs::read_to_string(file).unwrap();
        for prefix in prefixes {
            for name in names_after(&text, prefix) {
                let known = table.contains_key(name.as_str());
                if known && name != own && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}: {own} may not import {name}", file.display()));
                }
            }
        }
    }
    wrong
}

#[test]
fn imports_point_down_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<PathBuf> = rust_files(&src).into_iter().filter(|path| !path.ends_with("lib.rs")).collect();
    let wrong = check(&files, &src, MAY_IMPORT, &["crate::", "handhold::"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn inside_the_screens_too() {
    let tui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let wrong = check(&rust_files(&tui), &tui, INSIDE_TUI, &["crate::tui::"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_screen_never_imports_another_but_for_the_shared_parts() {
    let screens = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui/screens");
    for file in rust_files(&screens) {
        if file.ends_with("mod.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for name in names_after(&text, "crate::tui::screens::") {
            assert!(["follow", "simple", "home", "family"].contains(&name.as_str()), "{}: {name}", file.display());
        }
    }
}

#[test]
fn the_table_can_fail() {
    assert_eq!(
        names_after("use crate::{words, content::doc};\ncrate::tui::app", "crate::"),
        ["words", "content", "tui"]
    );
}

#[test]
fn library_code_never_prints_and_never_exits() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&src) {
        let own = room(&file, &src);
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["println!", "eprintln!", "print!(", "dbg!", "process::exit", "todo!", "unimplemented!"] {
            assert!(!code.contains(word), "{} ({own}) has {word}", file.display());
        }
        for word in ["std::net", "TcpStream", "UdpSocket", "reqwest::", "ureq::", "hyper::"] {
            assert!(!text.contains(word), "{} ({own}) has network code: {word}", file.display());
        }
    }
}
