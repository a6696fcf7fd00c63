//! Where content files come from: the tree in the program, and a folder laid over it.

use std::fs::{self, OpenOptions};
use std::ops::Range;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::page::{Kind, Problem};
use super::read::MAX_FILE;
use super::regular::{self, Unread};
use super::stored::{Stored, form};

/// The most names in a content folder that are looked at.
pub const MOST_NAMES: usize = 20_000;

/// How often a file is read again when it was written to meanwhile.
const TRIES: usize = 3;

/// The files of the program: all in one, each in its [stored](super::stored) form, and an index of them. The names of
/// as many files would lie between them, and to look for one would bring half a megabyte into memory.
static FILES: Dir<'static> = include_dir!("$OUT_DIR/content");

/// A built-in file, by its path below the content folder.
pub fn built_in(path: &str) -> Option<Stored> {
    let (_, place) = index().find(|(own, _)| *own == path)?;
    Stored::read(FILES.get_file(form::FILES)?.contents().get(place)?)
}

/// The path and place of each built-in file.
fn index() -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let index = FILES.get_file(form::INDEX).and_then(|index| index.contents_utf8());
    index.unwrap_or_default().lines().filter_map(form::indexed)
}

/// The text of a built-in file, by its path below the content folder.
pub fn built_in_text(path: &str) -> Option<String> {
    String::from_utf8(built_in(path)?.bytes().to_owned()).ok()
}

/// The paths of all built-in files below the content folder, in order.
pub fn built_in_paths() -> Vec<&'static str> {
    let mut out: Vec<&str> = index().map(|(path, _)| path).collect();
    out.sort_unstable();
    out
}

/// A page's file in a content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// The kind, from the folder it stands in.
    pub kind: Kind,
    /// The id, from its name.
    pub id: String,
    /// Its path.
    pub path: PathBuf,
}

/// The page files of a content folder, and what could not be looked at.
///
/// The folder has the shape of the built-in one: `platforms/`, `devices/`, and so on, directly or below `en/`.
/// Links are followed for files but not for folders, so that a folder that links to itself ends.
pub fn folder_files(root: &Path) -> (Vec<FolderFile>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    if let Err(error) = fs::read_dir(root) {
        problems.push(problem(root, &error, "this folder can not be read"));
        return (files, problems);
    }
    let base = if root.join("en").is_dir() { root.join("en") } else { root.to_owned() };
    let mut names = 0;
    for kind in Kind::ALL {
        let Some(folder) = kind.folder() else {
            let path = base.join("glossary.toml");
            if path.is_file() {
                files.push(FolderFile { kind, id: "glossary".to_owned(), path });
            }
            continue;
        };
        kind_files(kind, &base.join(folder), &mut names, &mut files, &mut problems);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, problems)
}

/// Adds the page files of one kind's folder; `names` counts all that were looked at.
pub fn kind_files(
    kind: Kind,
    folder: &Path,
    names: &mut usize,
    files: &mut Vec<FolderFile>,
    problems: &mut Vec<Problem>,
) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => {
            problems.push(problem(folder, &error, "this folder can not be read"));
            return;
        }
    };
    for entry in entries {
        *names += 1;
        if *names > MOST_NAMES {
            let message = format!("there are more than {MOST_NAMES} files; the others are not looked at");
            problems.push(Problem { path: folder.to_owned(), place: None, message });
            break;
        }
        match entry {
            Ok(entry) => match page_id(&entry.path()) {
                Some(Ok(id)) => files.push(FolderFile { kind, id, path: entry.path() }),
                Some(Err(message)) => problems.push(Problem { path: entry.path(), place: None, message }),
                None => {}
            },
            Err(error) => problems.push(problem(folder, &error, "this folder can not be read")),
        }
    }
}

/// True for what can be a page's id, and so the name of its file.
pub fn is_id(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The id that a file's name gives; `None` when it is not a content file at all.
pub fn page_id(path: &Path) -> Option<Result<String, String>> {
    if path.extension()? != "toml" {
        return None;
    }
    let stem = path.file_stem()?.to_string_lossy();
    // Hidden files, like the `._` ones that Macs put beside their own on a share, are not meant as pages.
    if stem.starts_with('.') {
        return None;
    }
    Some(if is_id(&stem) {
        Ok(stem.into_owned())
    } else {
        Err("a page's file name has small letters, digits and hyphens only, like `snapchat.toml`".to_owned())
    })
}

/// The text of a file, with a limit on its size.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    let say = |message: String| Problem { path: path.to_owned(), place: None, message };
    let bytes = settled(path).map_err(|why| match why {
        Unread::Io(error) => problem(path, &error, "this file can not be read"),
        Unread::TooLarge { size, most } => say(format!("this file has {size} bytes; a page has at most {most}")),
        other => say(other.to_string()),
    })?;
    let Some(bytes) = bytes else {
        return Err(say("this file is being written to; it is read at the next start".to_owned()));
    };
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        Problem {
            path: path.to_owned(),
            place: Some(super::read::line_and_column(&text, &(good..good))),
            message: "this is not UTF-8 text; save the file as UTF-8".to_owned(),
        }
    })
}

/// The bytes of a file that nobody writes to while it is read; `None` when somebody does again and again.
fn settled(path: &Path) -> Result<Option<Vec<u8>>, Unread> {
    for _ in 0..TRIES {
        let mut file = regular::open(path, OpenOptions::new().read(true))?;
        let before = file.metadata().map_err(Unread::Io)?;
        let bytes = regular::read_open(&mut file, MAX_FILE)?;
        let after = file.metadata().map_err(Unread::Io)?;
        let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
        if same && bytes.len() as u64 == after.len() {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

fn problem(path: &Path, error: &std::io::Error, what: &str) -> Problem {
    Problem { path: path.to_owned(), place: None, message: format!("{what}: {error}") }
}
