//! `handhold preview PATH`: the app on the files that somebody is editing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::files::{Files, PUBLISHERS, RELEASED};
use super::{Ended, Session, complain};
use crate::check::diagnostic::{Diagnostic, Level};
use crate::check::{Choice, check};
use crate::content::date::Day;
use crate::content::library::Library;
use crate::content::read::line_and_column;
use crate::content::source;
use crate::content::text::shown;
use crate::progress::store::Store;
use crate::settings::From;
use crate::tui::app::{App, Start};
use crate::tui::screen::Route;
use crate::tui::theme::{Depth, Theme};
use crate::tui::{self, End, Watch};
use crate::words::{self, fill};

/// How often the files are looked at: a save is shown within twice this time.
const EVERY: Duration = Duration::from_millis(50);

/// Runs it.
///
/// # Errors
/// When the path is not there, or the terminal cannot be used.
pub fn run(session: &Session, path: &Path) -> anyhow::Result<Ended> {
    super::browse::need_terminal()?;
    let paths = [path.to_owned()];
    let files = Files::of(&paths)?;
    let Files::Paths { roots, .. } = &files else { anyhow::bail!("name a file or a folder") };
    let Some(root) = roots.first().cloned() else { anyhow::bail!("{} is in no content folder", shown(path.display())) };
    let route = match files.inputs().first() {
        Some(input) if path.is_file() => Route::Page { id: input.stem.clone(), place: None },
        _ => Route::Home,
    };
    let settings = &session.settings;
    let root = if settings.content.from == From::Locked {
        let Some(root) = within(&root, settings.content.value.as_deref()) else {
            complain(words::preview::NOT_THE_SCHOOLS)?;
            return Ok(Ended::Found);
        };
        root
    } else {
        root
    };
    let start = Start {
        library: library(&root, &settings.hidden.value),
        store: Store::in_memory(),
        today: session.today,
        region: settings.region.value.clone(),
        house: super::browse::house(settings),
        theme: Theme::new(settings.theme.value, Depth::from_env(|name| std::env::var(name).ok())),
        glyphs: session.glyphs(),
        route,
        troubles: settings.troubles.clone(),
        browser: super::browser::opener(session.settings.browser.value.clone()),
        hyperlinks: super::browse::follows_links(),
        now: Box::new(jiff::Timestamp::now),
    };
    let mut watched = Watched {
        paths: paths.to_vec(),
        root,
        hidden: settings.hidden.value.clone(),
        today: session.today,
        shown: None,
        seen: Vec::new(),
    };
    let look = move |app: &mut App| watched.look(app);
    match tui::run(start, settings.mouse.value, Some(Watch { every: EVERY, look: Box::new(look) }), None)? {
        End::Quit | End::HangUp => Ok(Ended::Well),
        End::Signal(signal) => Ok(Ended::Signal(signal)),
    }
}

/// A content folder without links on the way to it, when it is the one that the school has locked, or lies in it. Pages
/// of somebody else's could say that there is another number to ring, and so could what a link leads to later.
fn within(root: &Path, locked: Option<&Path>) -> Option<PathBuf> {
    let (root, locked) = (fs::canonicalize(root).ok()?, fs::canonicalize(locked?).ok()?);
    root.starts_with(locked).then_some(root)
}

fn library(root: &Path, hidden: &[String]) -> Library {
    let mut library = Library::open(Some(root));
    library.hide(hidden);
    library
}

/// The files that are looked at.
struct Watched {
    paths: Vec<PathBuf>,
    root: PathBuf,
    hidden: Vec<String>,
    today: Day,
    /// How the files are that are shown.
    shown: Option<Vec<State>>,
    /// How they were at the last look.
    seen: Vec<State>,
}

/// What tells that a file is another: its path, when it was written, how long it is, and which file it is.
type State = (PathBuf, Option<SystemTime>, u64, u64);

impl Watched {
    /// Shows what was saved since. Editors that write a new file in place of the old are no different: the path is
    /// looked at, not the file. A file that is still being written to is not shown by halves: two looks in a row have
    /// to find the same.
    fn look(&mut self, app: &mut App) {
        let now = self.state();
        if self.shown.as_ref() == Some(&now) {
            self.seen = now;
            return;
        }
        let first = self.shown.is_none();
        if !first && self.seen != now {
            self.seen = now;
            return;
        }
        // A file that is away for a moment, or for good, keeps its page.
        if !first && self.paths.iter().all(|path| path.exists()) {
            app.replace_library(library(&self.root, &self.hidden));
        }
        app.show_panel(self.problems());
        self.shown = Some(now);
    }

    fn state(&self) -> Vec<State> {
        let (files, _) = source::folder_files(&self.root);
        let lists = [PUBLISHERS, RELEASED].map(|name| self.root.join(name));
        let pages = files.into_iter().map(|file| file.path);
        pages.chain(lists).chain(self.paths.iter().cloned()).map(state).collect()
    }

    /// What is wrong with the files being edited, a line each: first what keeps a page from being shown.
    fn problems(&self) -> Vec<String> {
        let files = match Files::of(&self.paths) {
            Ok(files) => files,
            Err(_) => {
                let gone = |path: &&PathBuf| !path.exists();
                let said = |path: &PathBuf| fill(words::preview::FILE_GONE, &[("file", &name_of(path))]);
                return self.paths.iter().filter(gone).map(said).collect();
            }
        };
        let world = files.world(self.today);
        let mut found: Vec<(Rank, String)> = files.problems().iter().map(|p| (Rank::Breaks, p.to_string())).collect();
        for list in files.wrong_lists() {
            let said = |one: &Diagnostic| {
                let (line, column) = line_and_column(&list.text, &one.span);
                (Rank::Error, format!("{}:{line}:{column}: {}", name_of(&list.path), shown(&one.message)))
            };
            found.extend(list.found.iter().map(said));
        }
        for input in files.inputs() {
            let name = name_of(&input.path);
            let document = match files.read(&input) {
                Ok(document) => document,
                Err(problem) => {
                    let place = problem.place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
                    found.push((Rank::Breaks, format!("{name}{place}: {}", shown(problem.message))));
                    continue;
                }
            };
            let has_id = document.page.as_ref().is_some_and(|page| page.head().id == input.stem);
            let is_shown = has_id && document.slips.is_empty();
            let checked = check(document, &world, &Choice::default());
            let (todo, rest): (Vec<_>, Vec<_>) = checked.found.iter().partition(|one| one.rule == TO_BE_WRITTEN);
            for one in rest {
                let (line, column) = line_and_column(&checked.text, &one.span);
                let rank = match one.level {
                    Level::Error if !is_shown && BREAKS.contains(&one.rule) => Rank::Breaks,
                    Level::Error => Rank::Error,
                    Level::Warning => Rank::Warning,
                    Level::Note => continue,
                };
                found.push((rank, format!("{name}:{line}:{column}: {}", shown(&one.message))));
            }
            if !todo.is_empty() {
                let (one, many) = (words::preview::TO_BE_WRITTEN, words::preview::TO_BE_WRITTEN_MANY);
                let text = words::count(todo.len(), one, many);
                found.push((Rank::ToBeWritten, fill(&text, &[("file", &name)])));
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        let broken = found.first().is_some_and(|(rank, _)| *rank == Rank::Breaks);
        let head = broken.then(|| words::preview::PAGE_BROKEN.to_owned());
        head.into_iter().chain(found.into_iter().map(|(_, text)| text)).collect()
    }
}

/// In which order problems are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The page cannot be shown with it.
    Breaks,
    Error,
    Warning,
    ToBeWritten,
}

/// The rules whose findings keep a page from being shown. A misspelt key may be one that is missing.
const BREAKS: [&str; 6] = ["syntax", "missing-key", "unknown-key", "wrong-type", "bad-value", "id-not-file-name"];

/// A new page is full of these: they are counted, not listed.
const TO_BE_WRITTEN: &str = "to-be-written";

fn name_of(path: &Path) -> String {
    shown(path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

fn state(path: PathBuf) -> State {
    let meta = fs::metadata(&path).ok();
    let modified = meta.as_ref().and_then(|meta| meta.modified().ok());
    let (length, number) = meta.as_ref().map_or((0, 0), |meta| (meta.len(), number_of(meta)));
    (path, modified, length, number)
}

/// The file system's own number of a file: one that was put in another's place has another.
#[cfg(unix)]
fn number_of(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn number_of(_: &fs::Metadata) -> u64 {
    0
}
