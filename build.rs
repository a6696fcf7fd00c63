//! Makes two things from `content/` when the program is built: the catalogue (what the first screen needs to know
//! of each page) and the interface's words as constants.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/content/catalog.rs"]
#[allow(dead_code)]
mod catalog;

use catalog::{Entry, StepEntry};

fn main() {
    // Without this line a new file would not be embedded.
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/content/catalog.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("catalog.txt"), catalog_text(Path::new("content/en"))).expect("OUT_DIR can be written");
    fs::write(out.join("words.rs"), words(Path::new("content/en/ui.toml"))).expect("OUT_DIR can be written");
}

/// The catalogue, in the order of the files' paths. A file that can not be read is left out: the program shows
/// it as a problem, and the checks of the shipped content fail on it.
fn catalog_text(root: &Path) -> String {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["platforms", "devices", "topics", "regions", "evidence"] {
        let Ok(files) = fs::read_dir(root.join(folder)) else { continue };
        paths.extend(
            files.flatten().map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "toml")),
        );
    }
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let table = fs::read_to_string(&path).ok().and_then(|text| text.parse::<toml::Table>().ok());
        match table.as_ref().and_then(|table| entry(&path, table)) {
            Some(entry) => {
                out.push_str(&entry.write());
                out.push('\n');
            }
            None => println!("cargo::warning={} can not be read and is left out", path.display()),
        }
    }
    out
}

fn entry(path: &Path, table: &toml::Table) -> Option<Entry> {
    let text = |table: &toml::Table, key: &str| table.get(key)?.as_str().map(|text| Cow::Owned(text.to_owned()));
    let list = |table: &toml::Table, key: &str| -> Vec<Cow<'static, str>> {
        let values = table.get(key).and_then(|value| value.as_array()).into_iter().flatten();
        values.filter_map(|value| value.as_str()).map(|text| Cow::Owned(text.to_owned())).collect()
    };
    let steps = table.get("step").and_then(|steps| steps.as_array()).into_iter().flatten();
    let steps = steps
        .filter_map(|step| step.as_table())
        .filter_map(|step| Some(StepEntry { id: text(step, "id")?, formerly: list(step, "formerly") }));
    let path = path.strip_prefix("content").ok()?.to_str()?.replace('\\', "/");
    Some(Entry {
        path: Cow::Owned(path),
        id: text(table, "id")?,
        name: text(table, "name")?,
        aliases: list(table, "aliases"),
        summary: text(table, "summary")?,
        review_by: Cow::Owned(table.get("review_by")?.as_datetime()?.to_string()),
        closed: table.get("status").and_then(|status| status.as_str()) == Some("closed"),
        steps: steps.collect(),
    })
}

/// A module a table, a constant a key: `[home] title = "..."` becomes `home::TITLE`.
fn words(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("content/en/ui.toml is there");
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("content/en/ui.toml: {error}"));
    let mut out = String::new();
    for (part, keys) in &table {
        let keys = keys.as_table().unwrap_or_else(|| panic!("content/en/ui.toml: `{part}` must be a table"));
        let _ = writeln!(out, "/// The words of `[{part}]`.\npub mod {} {{", part.replace('-', "_"));
        for (key, value) in keys {
            let name = key.replace('-', "_").to_uppercase();
            match value {
                toml::Value::String(text) => {
                    let _ = writeln!(out, "    /// `{key}`.\n    pub const {name}: &str = {text:?};");
                }
                toml::Value::Array(lines) => {
                    let lines: Vec<&str> = lines.iter().filter_map(|line| line.as_str()).collect();
                    let _ = writeln!(out, "    /// `{key}`.\n    pub const {name}: &[&str] = &{lines:?};");
                }
                _ => panic!("content/en/ui.toml: `{part}.{key}` must be a text or a list of texts"),
            }
        }
        out.push_str("}\n");
    }
    out
}
