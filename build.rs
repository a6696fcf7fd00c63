//! Makes two things from `content/` when the program is built: the catalogue (what the first screen needs to know
//! of each page) and the interface's words as constants.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/content/catalog.rs"]
#[allow(dead_code)]
mod catalog;
#[path = "src/content/packed.rs"]
#[allow(dead_code)]
mod packed;

use catalog::{Entry, Parts, StepParts};
use packed::write::Writer;
use toml::de::DeTable;

fn main() {
    // Without this line a new file would not be embedded.
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/content/catalog.rs");
    println!("cargo::rerun-if-changed=src/content/packed.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("catalog.txt"), catalog_text(Path::new("content/en"))).expect("OUT_DIR can be written");
    fs::write(out.join("packed.bin"), packed_pages(Path::new("content"))).expect("OUT_DIR can be written");
    fs::write(out.join("words.rs"), words(Path::new("content/en/ui.toml"))).expect("OUT_DIR can be written");
}

/// Every page packed: the file's path, its length, and its bytes. A file that cannot be read is left out, and is
/// then parsed when it is asked for.
fn packed_pages(root: &Path) -> Vec<u8> {
    let mut paths: Vec<PathBuf> = vec![root.join("en/glossary.toml")];
    for folder in FOLDERS {
        paths.extend(toml_files(&root.join("en").join(folder)));
    }
    paths.sort();
    let mut out = Writer::default();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Ok(table) = DeTable::parse(&text) else { continue };
        let mut page = Writer::default();
        if page.document(&text, table.get_ref(), table.span()).is_err() {
            continue;
        }
        out.key(&below(&path, root));
        out.number(page.bytes.len() as u64);
        out.bytes.extend(page.bytes);
    }
    out.bytes
}

const FOLDERS: [&str; 5] = ["platforms", "devices", "topics", "regions", "evidence"];

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect()
}

/// The path below the content folder, with `/` on every system.
fn below(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/")
}

/// The catalogue: by kind, then by name, as the lists show it. A file that cannot be read is left out: the
/// program shows it as a problem, and the checks of the shipped content fail on it.
fn catalog_text(root: &Path) -> String {
    let mut out = String::new();
    for folder in FOLDERS {
        let mut entries: Vec<Entry> = Vec::new();
        for path in toml_files(&root.join(folder)) {
            let table = fs::read_to_string(&path).ok().and_then(|text| text.parse::<toml::Table>().ok());
            match table.as_ref().and_then(|table| entry(&path, table)) {
                Some(entry) => entries.push(entry),
                None => println!("cargo::warning={} cannot be read and is left out", path.display()),
            }
        }
        entries.sort_by_key(|entry| entry.name().to_lowercase());
        for entry in entries {
            out.push_str(entry.line());
            out.push('\n');
        }
    }
    out
}

fn entry(path: &Path, table: &toml::Table) -> Option<Entry> {
    fn list<'t>(table: &'t toml::Table, key: &str) -> impl Iterator<Item = &'t str> {
        table.get(key).and_then(|value| value.as_array()).into_iter().flatten().filter_map(|value| value.as_str())
    }
    let text = |key: &str| table.get(key)?.as_str();
    let set_on = text("set_on").unwrap_or_default();
    let steps = table.get("step").and_then(|steps| steps.as_array()).into_iter().flatten();
    let steps = steps.filter_map(|step| step.as_table()).filter_map(|step| {
        let text = |key: &str| step.get(key).and_then(|value| value.as_str());
        let lines = [("", "how"), ("iphone", "iphone"), ("android", "android"), ("web", "web")];
        let lines = lines.into_iter().flat_map(|(device, key)| list(step, key).map(move |line| (device, line)));
        let mark = catalog::mark_of(&catalog::says(text("title")?, lines));
        Some(StepParts {
            ids: std::iter::once(text("id")?).chain(list(step, "formerly")).collect(),
            marks: std::iter::once(mark).chain(list(step, "wording_only").map(str::to_owned)).collect(),
            ages: text("ages").unwrap_or_default().to_owned(),
            kinds: catalog::kinds(set_on, list(step, "only_on").collect(), |key| list(step, key).next().is_some()),
            same_as: list(step, "same_as").collect(),
        })
    });
    Some(Entry::new(&Parts {
        path: &below(path, Path::new("content")),
        id: text("id")?,
        name: text("name")?,
        aliases: list(table, "aliases").collect(),
        summary: text("summary")?,
        review_by: &table.get("review_by")?.as_datetime()?.to_string(),
        closed: text("status") == Some("closed"),
        set_on,
        minimum_age: table.get("minimum_age").and_then(toml::Value::as_integer).and_then(|age| age.try_into().ok()),
        steps: steps.collect(),
    }))
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
