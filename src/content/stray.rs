//! Files of a content folder that look like pages, but have a name or stand in a place where nobody reads them. The app
//! passes over them; whoever wrote one has to hear of it.

use std::fs;
use std::path::{Path, PathBuf};

use super::page::{Kind, Problem};
use super::source::{MOST_NAMES, page_id};
use super::text::{nearest, shown};

/// The files that may stand beside the folders of pages: the program's own lists, and what editors' tools read.
const KNOWN: [&str; 6] = ["glossary.toml", "ui.toml", "publishers.toml", "released.toml", "tombi.toml", "taplo.toml"];

/// How deep folders are looked into: each is below one that is wrong already.
const DEEPEST: usize = 4;

/// The folders of pages, for a sentence.
pub fn folders() -> String {
    let names: Vec<&str> = Kind::ALL.into_iter().filter_map(Kind::folder).collect();
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    format!("`{}/` or `{last}/`", others.join("/`, `"))
}

/// What is wrong with the name of a file that is to be a page; `None` when nothing is.
pub fn wrong_name(path: &Path) -> Option<String> {
    match page_id(path) {
        Some(Ok(_)) => None,
        Some(Err(message)) => Some(message),
        None => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let lower = name.to_lowercase();
            let stem = lower.trim_end_matches(".txt").trim_end_matches(".toml");
            Some(format!("only files whose names end in `.toml` are read: rename it to `{}.toml`", shown(stem)))
        }
    }
}

/// Adds the files in a folder of pages, and the folders in it, that nobody reads. Wrong names that end in `.toml` are
/// found by whoever reads the folder.
pub fn in_kind_folder(kind: Kind, folder: &Path, problems: &mut Vec<Problem>) {
    let mut names = 0;
    for path in entries(folder, &mut names) {
        if is_folder(&path) {
            if holds_pages(&path, &mut names, 1) {
                let to = kind.folder().unwrap_or_default();
                add(path, format!("folders in `{to}/` are not read: move the pages in it to `{to}/` itself"), problems);
            }
        } else if looks_like_page(&path)
            && page_id(&path).is_none()
            && let Some(message) = wrong_name(&path)
        {
            add(path, message, problems);
        }
    }
}

/// Adds the files and folders of a content folder that nobody reads.
pub fn in_content_folder(root: &Path, problems: &mut Vec<Problem>) {
    let en = root.join("en");
    let base = if en.is_dir() { &en } else { root };
    if base != root {
        let mut names = 0;
        for path in entries(root, &mut names) {
            let name = name_of(&path);
            if !is_folder(&path) {
                file(path, problems);
            } else if Kind::ALL.iter().any(|kind| kind.folder() == Some(&name)) && holds_pages(&path, &mut names, 1) {
                add(path, format!("this folder is not read, since there is `en/`: move it to `en/{name}/`"), problems);
            }
        }
    }
    let own: Vec<(Kind, PathBuf)> =
        Kind::ALL.into_iter().filter_map(|kind| Some((kind, base.join(kind.folder()?)))).collect();
    for (kind, folder) in &own {
        in_kind_folder(*kind, folder, problems);
    }
    // Where small and capital letters in names are the same, `Platforms` is read.
    let real: Vec<PathBuf> = own.iter().filter_map(|(_, folder)| fs::canonicalize(folder).ok()).collect();
    let mut names = 0;
    for path in entries(base, &mut names) {
        if !is_folder(&path) {
            file(path, problems);
        } else if !fs::canonicalize(&path).is_ok_and(|path| real.contains(&path))
            && name_of(&path) != "schema"
            && holds_pages(&path, &mut names, 1)
        {
            let near = nearest(&name_of(&path).to_lowercase(), Kind::ALL.into_iter().filter_map(Kind::folder), 1);
            let message = match near.first() {
                Some(near) => format!("this folder is not read: is it to be called `{near}/`?"),
                None => format!("this folder is not read: move the pages in it to {}", folders()),
            };
            add(path, message, problems);
        }
    }
}

/// A file beside the folders of pages.
fn file(path: PathBuf, problems: &mut Vec<Problem>) {
    if looks_like_page(&path) && !KNOWN.contains(&name_of(&path).as_str()) {
        let message = match name_of(&path).to_lowercase().starts_with("glossary.") {
            true => "this file is not read: rename it to `glossary.toml`".to_owned(),
            false => format!("this file is not read: move it to {}", folders()),
        };
        add(path, message, problems);
    }
}

fn add(path: PathBuf, message: String, problems: &mut Vec<Problem>) {
    problems.push(Problem { path, place: None, message });
}

/// What is in a folder. Whether it can be read is said elsewhere, and so is that it has too many files.
fn entries(folder: &Path, names: &mut usize) -> Vec<PathBuf> {
    let left = MOST_NAMES.saturating_sub(*names);
    let paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).take(left).collect();
    *names += paths.len();
    paths
}

/// Links to folders are not followed: one that links to itself would never end.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// True for a name with an ending that somebody gave to a page: `.toml`, `.TOML`, or what Windows' editor makes of it.
fn looks_like_page(path: &Path) -> bool {
    let name = name_of(path).to_lowercase();
    !name.starts_with('.') && (name.ends_with(".toml") || name.ends_with(".toml.txt"))
}

fn holds_pages(folder: &Path, names: &mut usize, depth: usize) -> bool {
    if name_of(folder).starts_with('.') || depth > DEEPEST {
        return false;
    }
    entries(folder, names)
        .iter()
        .any(|path| if is_folder(path) { holds_pages(path, names, depth + 1) } else { looks_like_page(path) })
}
