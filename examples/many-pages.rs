//! Writes a content folder with many pages, made from the shipped ones, to measure `handhold check` with:
//! `cargo run --example many-pages -- DIR NUMBER`.

#![allow(clippy::print_stdout, reason = "a tool for developers says what it did")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use handhold::content::page::Kind;
use handhold::content::source;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let [_, folder, number] = &args[..] else {
        return Err(io::Error::other("usage: many-pages DIR NUMBER"));
    };
    let number = number.parse().map_err(io::Error::other)?;
    let bytes = write(Path::new(folder), number)?;
    println!("{number} pages with {bytes} bytes written to {folder}");
    Ok(())
}

/// Writes this many pages, each a copy of a shipped one under an id of its own. Gives how many bytes they have.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(folder: &Path, number: usize) -> io::Result<usize> {
    let shipped: Vec<(PathBuf, String)> = source::built_in_paths()
        .into_iter()
        .filter_map(|path| Some((PathBuf::from(path), source::built_in_text(path)?)))
        // Only under its own id may the international page have no emergency number.
        .filter(|(path, _)| kind_of(path).is_some() && path.file_stem() != Some("international".as_ref()))
        .collect();
    let mut sum = 0;
    for (at, (path, text)) in (0..number).zip(shipped.iter().cycle()) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let id = format!("{stem}-{at}");
        let text = text.replacen(&format!("id = \"{stem}\""), &format!("id = \"{id}\""), 1);
        let target = folder.join(path).with_file_name(format!("{id}.toml"));
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(target, &text)?;
        sum += text.len();
    }
    Ok(sum)
}

fn kind_of(path: &Path) -> Option<Kind> {
    Kind::from_name(path.parent()?.file_name()?.to_str()?)
}
