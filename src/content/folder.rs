//! A folder of pages, read to its end as plain data, so that it can be read beside the screens: a folder on a network
//! share may be slow, away, full of rubbish, or written to while it is read.

use std::path::Path;

use super::page::{Page, Problem};
use super::source::{self, FolderFile};
use super::{read, text};

/// The most pages of a folder that are used. The program itself has under 100.
pub const MOST_PAGES: usize = 1000;

/// The most bytes of a folder that are read. The program's own pages have 2 MB.
pub const MOST_BYTES: usize = 16 << 20;

/// The most things wrong with a folder that are told one by one.
pub const MOST_PROBLEMS: usize = 100;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its pages, each with the file that it is from.
    pub pages: Vec<(FolderFile, Page)>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

impl Folder {
    /// Reads a folder. Never fails: what could not be used is in `problems`.
    ///
    /// What it takes is bounded: [`MOST_PAGES`], [`MOST_BYTES`], [`MOST_PROBLEMS`], and
    /// [`MOST_NAMES`](source::MOST_NAMES).
    pub fn read(root: &Path) -> Folder {
        let (files, problems) = source::folder_files(root);
        let mut folder = Folder { pages: Vec::new(), problems };
        if files.is_empty() && folder.problems.is_empty() {
            // Where a share is not mounted, its folder is there and empty.
            let message = "there are no pages in this folder".to_owned();
            folder.problems.push(Problem { path: root.to_owned(), place: None, message });
        }
        let mut bytes = 0;
        let all = files.len();
        for (at, file) in files.into_iter().enumerate() {
            let left = if folder.pages.len() == MOST_PAGES {
                Some(format!("this folder has more than {MOST_PAGES} pages"))
            } else if bytes > MOST_BYTES {
                Some(format!("the pages of this folder have more than {} MB", MOST_BYTES >> 20))
            } else {
                None
            };
            if let Some(why) = left {
                let message = format!("{why}; {} files are not read", all - at);
                // It stands first: it matters more than what is wrong with single files.
                folder.problems.insert(0, Problem { path: root.to_owned(), place: None, message });
                break;
            }
            match page(&file, &mut bytes) {
                Ok(page) => folder.pages.push((file, page)),
                Err(problem) => folder.problems.push(problem),
            }
        }
        if let Some(more) = folder.problems.len().checked_sub(MOST_PROBLEMS).filter(|more| *more > 0) {
            folder.problems.truncate(MOST_PROBLEMS);
            let message = format!("{more} more files of this folder cannot be used");
            folder.problems.push(Problem { path: root.to_owned(), place: None, message });
        }
        folder
    }
}

fn page(file: &FolderFile, bytes: &mut usize) -> Result<Page, Problem> {
    let text = source::read_text(&file.path)?;
    *bytes += text.len();
    let page = read::from_folder(file.kind, &file.path, &text)?;
    let id = page.head().id;
    if id == file.id {
        return Ok(page);
    }
    let id = text::shown(id);
    let message = format!("the page's id is `{id}`, but the file's name says `{}`; they must be the same", file.id);
    Err(Problem { path: file.path.clone(), place: None, message })
}
