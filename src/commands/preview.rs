//! `handhold preview PATH`: the app on the files that somebody is editing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::files::Files;
use super::{Ended, Session};
use crate::check::diagnostic::Level;
use crate::check::{Choice, check};
use crate::content::date::Day;
use crate::content::library::Library;
use crate::content::read::line_and_column;
use crate::content::text::shown;
use crate::progress::store::Store;
use crate::tui::app::{App, Start};
use crate::tui::screen::Route;
use crate::tui::theme::{Depth, Theme};
use crate::tui::{self, End, Watch};

/// How often the files are looked at: a save is shown within this time and a frame.
const EVERY: Duration = Duration::from_millis(100);

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
        seen: None,
    };
    let look = move |app: &mut App| watched.look(app);
    match tui::run(start, settings.mouse.value, Some(Watch { every: EVERY, look: Box::new(look) }), None)? {
        End::Quit | End::HangUp => Ok(Ended::Well),
        End::Signal(signal) => Ok(Ended::Signal(signal)),
    }
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
    seen: Option<Vec<(PathBuf, Option<SystemTime>, u64)>>,
}

impl Watched {
    /// Shows what was saved since. Editors that write a new file in place of the old are no different: the path is
    /// looked at, not the file.
    fn look(&mut self, app: &mut App) {
        let now = self.state();
        if self.seen.as_ref() == Some(&now) {
            return;
        }
        let first = self.seen.is_none();
        self.seen = Some(now);
        if !first {
            app.replace_library(library(&self.root, &self.hidden));
        }
        app.show_panel(self.problems());
    }

    fn state(&self) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
        let (files, _) = crate::content::source::folder_files(&self.root);
        let state = |path: PathBuf| {
            let meta = fs::metadata(&path).ok();
            let modified = meta.as_ref().and_then(|meta| meta.modified().ok());
            (path, modified, meta.map_or(0, |meta| meta.len()))
        };
        files.into_iter().map(|file| state(file.path)).collect()
    }

    /// What is wrong with the files being edited, a line each, the worst first.
    fn problems(&self) -> Vec<String> {
        let files = match Files::of(&self.paths) {
            Ok(files) => files,
            Err(error) => return vec![shown(error)],
        };
        let world = files.world(self.today);
        let mut found: Vec<(Level, String)> = files.problems().iter().map(|p| (Level::Error, p.to_string())).collect();
        for input in files.inputs() {
            let name = input.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match files.read(&input) {
                Ok(document) => {
                    let checked = check(document, &world, &Choice::default());
                    for one in checked.found.iter().filter(|one| one.level > Level::Note) {
                        let (line, column) = line_and_column(&checked.text, &one.span);
                        found.push((one.level, shown(format!("{name}:{line}:{column}: {}", one.message))));
                    }
                }
                Err(problem) => found.push((Level::Error, problem.to_string())),
            }
        }
        found.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        found.into_iter().map(|(_, text)| text).collect()
    }
}
