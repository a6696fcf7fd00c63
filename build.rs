//! Makes three things from `content/` when the program is built: the catalogue (what the first screen needs to know
//! of each page), every file in its stored form, and the interface's words as constants.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[path = "src/content/catalog.rs"]
#[allow(dead_code)]
mod catalog;
#[path = "src/content/stored/form.rs"]
#[allow(dead_code)]
mod form;
#[path = "src/content/packed.rs"]
#[allow(dead_code)]
mod packed;
#[path = "src/content/stored/write.rs"]
mod stored;

use catalog::{Entry, Parts, StepParts};
use packed::write::Writer;
use toml::de::DeTable;

fn main() {
    // Without this line a new file would not be embedded.
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/content/catalog.rs");
    println!("cargo::rerun-if-changed=src/content/packed.rs");
    println!("cargo::rerun-if-changed=src/content/stored");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("catalog.txt"), catalog_text(Path::new("content/en"))).expect("OUT_DIR can be written");
    store_files(Path::new("content"), &out.join("content"));
    fs::write(out.join("words.rs"), words(Path::new("content/en/ui.toml"))).expect("OUT_DIR can be written");
    if link_statically(&out.join("static")) && env::var("OPT_LEVEL").is_ok_and(|level| level != "0") {
        put_first_functions_together(&out.join("first.ld"));
    }
}

/// Links the program without shared libraries, where the C library has a static form: it then starts in two thirds of
/// the time, and a seat takes a fifth less memory.
///
/// Rust's own way, `crt-static` in the flags of all crates, cannot build procedural macros unless every build names a
/// target. So the linker gets the flag for the program alone, and finds scripts that lead to the static libraries where
/// it looks for the shared ones that Rust asks for. False where it cannot be, or is not to be.
fn link_statically(out: &Path) -> bool {
    const OWN: &str = "HANDHOLD_LINK";
    println!("cargo::rerun-if-env-changed={OWN}");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|own| own == value);
    let native = env::var_os("HOST") == env::var_os("TARGET");
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") || !native || is(OWN, "shared") {
        return false;
    }
    if env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.contains("crt-static")) {
        return false;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let find = |file: &str| {
        let found = Command::new(&linker).arg(format!("-print-file-name={file}")).output().ok()?;
        let path = PathBuf::from(String::from_utf8(found.stdout).ok()?.trim());
        // A file that is not found is answered with its bare name.
        path.is_absolute().then_some(path).filter(|path| path.is_file())
    };
    let parts = ["rcrt1.o", "libc.a", "libm.a", "libgcc.a", "libgcc_eh.a"].map(find);
    let [Some(_), Some(c), Some(m), Some(gcc), Some(gcc_eh)] = &parts else {
        println!(
            "cargo::warning=the C library has no static form here (on Fedora it is in glibc-static): the program is \
             linked with shared libraries, starts later and takes more memory"
        );
        return false;
    };
    fs::create_dir_all(out).expect("OUT_DIR can be written");
    for (shared, parts) in [("c", vec![gcc_eh, gcc, c]), ("gcc_s", vec![gcc_eh, gcc, c]), ("m", vec![m])] {
        let parts: Vec<String> = parts.iter().map(|part| format!("\"{}\"", part.display())).collect();
        let script = format!("GROUP({})\n", parts.join(" "));
        fs::write(out.join(format!("lib{shared}.so")), script).expect("OUT_DIR can be written");
    }
    // Not `rustc-link-search`, which the tests would get as well.
    println!("cargo::rustc-link-arg-bin=handhold=-L{}", out.display());
    println!("cargo::rustc-link-arg-bin=handhold=-static-pie");
    // Older ones would not know where the packed form is, and end at once.
    if glibc_version().is_some_and(|version| version >= RELR) {
        println!("cargo::rustc-link-arg-bin=handhold=-Wl,-z,pack-relative-relocs");
    }
    true
}

/// Has the linker put the functions that nearly every run needs in one place, instead of all over the program: the
/// kernel brings code in by 64 kB, and a page then takes a megabyte less. The list: `examples/first-functions.rs`.
fn put_first_functions_together(script: &Path) {
    const LIST: &str = "build/first.txt";
    println!("cargo::rerun-if-changed={LIST}");
    let list = fs::read_to_string(LIST).unwrap_or_else(|error| panic!("{LIST}: {error}"));
    let mut text = String::from("SECTIONS\n{\n.text.first :\n{\n");
    for name in list.lines().filter(|line| !line.starts_with('#')) {
        let _ = match name.strip_prefix("libc.a:") {
            Some(object) => writeln!(text, "*libc.a:{object}(.text .text.*)"),
            // What is called once only stands apart.
            None => writeln!(text, "*(.text.{name} .text.unlikely.{name})"),
        };
    }
    text.push_str("}\n}\nINSERT BEFORE .text;\n");
    fs::write(script, text).expect("OUT_DIR can be written");
    println!("cargo::rustc-link-arg-bin=handhold=-T{}", script.display());
}

/// Stores the files that the program has. What it makes itself is not among them a second time: the schemas, and the
/// words of the interface.
fn store_files(root: &Path, out: &Path) {
    // A page that is gone must not stay.
    let _ = fs::remove_dir_all(out);
    let pages = FOLDERS.iter().flat_map(|folder| toml_files(&root.join("en").join(folder)));
    let beside = BESIDE.iter().map(|path| root.join(path));
    let (mut files, mut index) = (Vec::new(), String::new());
    for path in pages.chain(beside) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let packed = if path.starts_with(root.join("en")) { packed(&bytes) } else { Vec::new() };
        let start = files.len();
        files.extend(stored::store(&packed, &bytes));
        index.push_str(&form::index_line(&below(&path, root), &(start..files.len())));
    }
    fs::create_dir_all(out).expect("OUT_DIR can be written");
    fs::write(out.join(form::FILES), files).expect("OUT_DIR can be written");
    fs::write(out.join(form::INDEX), index).expect("OUT_DIR can be written");
}

/// A page's packed document; empty for a page that cannot be read, which the program then says.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut page = Writer::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    match page.document(text, table.get_ref(), table.span()) {
        Ok(()) => page.bytes,
        Err(_) => Vec::new(),
    }
}

const FOLDERS: [&str; 5] = ["platforms", "devices", "topics", "regions", "evidence"];

/// The files beside the folders of pages.
const BESIDE: [&str; 4] = ["en/glossary.toml", "LICENSE.md", "publishers.toml", "released.toml"];

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    // The same program each time, whatever order the folder has.
    files.sort();
    files
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
        out.push_str(&catalog::write(&entries));
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

/// The first glibc that reads packed relocations (DT_RELR), which take 150 kB less: its release notes.
const RELR: (u32, u32) = (2, 36);

fn glibc_version() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
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
