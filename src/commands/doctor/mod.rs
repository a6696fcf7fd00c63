//! `handhold doctor`: how Handhold is set up here, and what is wrong. What it tells can be sent to somebody: the home
//! folder is `~`, and nothing that was ticked, no name of a device and no words of the way out are in it.

mod home;
mod said;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::{Ended, PATIENCE, Session, folder_in_time, help_now, print, print_json};
use crate::content::library::{GLOSSARY, Library};
use crate::content::page::{Kind, Origin};
use crate::content::source;
use crate::content::text::shown;
use crate::progress::store::{Place, Store, device_name, try_saving};
use crate::settings::policy::{self, Policy};
use crate::settings::{From as SetBy, Scheme, Settings, charset, state_folder};
use crate::tui::theme::Depth;
use crate::words::{self, fill};
use home::Home;

/// What is told. The names of the fields are for programs and never change; new ones may come.
#[derive(Debug, Serialize)]
struct Report {
    version: &'static str,
    /// Nothing is wrong.
    fine: bool,
    problems: Vec<Wrong>,
    terminal: Terminal,
    settings: Vec<Setting>,
    pages: Pages,
    progress: Progress,
    policy: PolicyState,
    kiosk: Kiosk,
}

#[derive(Debug, Serialize)]
struct Wrong {
    /// The part of the report that it belongs to.
    part: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Terminal {
    #[serde(rename = "type")]
    kind: Option<String>,
    input: bool,
    output: bool,
    columns: Option<u16>,
    rows: Option<u16>,
    /// How many colours: 0, 16, 256 or 16777216.
    colours: u32,
    /// The variable or setting that decided it.
    colours_from: Option<&'static str>,
    ascii_only: bool,
    /// The variable that names the characters, and its value.
    locale: Option<(&'static str, String)>,
}

#[derive(Debug, Serialize)]
struct Setting {
    name: &'static str,
    value: Value,
    from: &'static str,
    /// The variable, where `from` is "variable".
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<String>,
    #[serde(skip)]
    said: String,
}

#[derive(Debug, Serialize)]
struct Pages {
    /// How many pages there are of each kind.
    kinds: BTreeMap<&'static str, usize>,
    folder: Option<String>,
    /// Whether the folder answered in time; nothing where there is none.
    folder_answers: Option<bool>,
    from_folder: usize,
}

#[derive(Debug, Serialize)]
struct Progress {
    /// "file", "memory", "off" or "nowhere".
    kept: &'static str,
    folder: Option<String>,
    /// In octal digits, like "700". Nothing where the system has none.
    folder_mode: Option<String>,
    file_bytes: Option<u64>,
    file_mode: Option<String>,
    devices: usize,
    /// Tried, not guessed. Nothing where it is kept in memory only.
    writable: Option<bool>,
}

#[derive(Debug, Serialize)]
struct PolicyState {
    file: String,
    /// "none", "trusted" or "refused".
    state: &'static str,
    school: bool,
}

#[derive(Debug, Serialize)]
struct Kiosk {
    on: bool,
    /// 0 is never.
    idle_minutes: u16,
    way_out: bool,
}

/// Runs it.
///
/// # Errors
/// When standard output can not be written to.
pub fn run(session: &Session, json: bool) -> anyhow::Result<Ended> {
    let report = examine(session);
    if json {
        print_json(&report)?;
    } else {
        print(&said::report(&report))?;
    }
    Ok(if report.fine { Ended::Well } else { Ended::Found })
}

/// Looks at everything.
fn examine(session: &Session) -> Report {
    let home = Home::find(&session.place());
    let settings = &session.settings;
    let mut problems = Vec::new();
    for trouble in &settings.troubles {
        let wrong = match &settings.policy {
            Policy::Refused(_, why, _) if why.said == *trouble => Wrong { part: "policy", text: why.told.clone() },
            _ => Wrong { part: "settings", text: trouble.clone() },
        };
        problems.push(wrong);
    }
    if let Some(folder) = settings.exports_to.value.as_ref().filter(|folder| settings.exports.value && !folder.is_dir())
    {
        let text = fill(words::doctor::NO_EXPORTS_FOLDER, &[("folder", &shown(folder.display()))]);
        problems.push(Wrong { part: "settings", text });
    }
    problems.extend(locked(settings).into_iter().map(|text| Wrong { part: "settings", text }));
    let pages = pages(session, &home, &mut problems);
    let progress = progress(session, &home, &mut problems);
    let (file, state) = match &settings.policy {
        Policy::None => (policy::path(), "none"),
        Policy::Trusted(path, _) => (path.clone(), "trusted"),
        Policy::Refused(path, ..) => (path.clone(), "refused"),
    };
    if let Some(closed) = settings.policy.closed() {
        let text = fill(words::doctor::CLOSED_POLICY, &[("file", &shown(closed.display()))]);
        problems.push(Wrong { part: "policy", text });
    }
    for problem in &mut problems {
        problem.text = home.hide(&problem.text);
    }
    Report {
        version: env!("CARGO_PKG_VERSION"),
        fine: problems.is_empty(),
        problems,
        terminal: terminal(session),
        settings: each_setting(session, &home),
        pages,
        progress,
        policy: PolicyState {
            file: home.hide(&shown(file.display())),
            state,
            school: settings.policy.school().is_some(),
        },
        kiosk: Kiosk {
            on: settings.kiosk.value,
            idle_minutes: settings.idle_minutes.value,
            way_out: settings.way_out.value.is_some(),
        },
    }
}

/// What is wrong with the program and the folder that a policy locks, where they are used.
fn locked(settings: &Settings) -> Vec<String> {
    let mut out = Vec::new();
    let browser = settings.browser.value.as_ref().map(PathBuf::from);
    let browser = browser.filter(|_| settings.browser.from == SetBy::Locked && settings.open_links.value);
    if let Some(path) = browser {
        match settings.policy.is_safe(&path) {
            Ok(true) => {}
            Ok(false) => {
                let values: [(&str, &dyn Display); 2] = [("key", &"browser"), ("path", &shown(path.display()))];
                out.push(fill(words::doctor::LOCKED_AWAY, &values));
            }
            Err(why) => out.push(fill(words::doctor::LOCKED_WAY, &[("key", &"browser"), ("why", &why)])),
        }
    }
    let exports_to = settings.exports_to.value.as_deref();
    if let Some(folder) = exports_to.filter(|_| settings.exports_to.from == SetBy::Locked && settings.exports.value) {
        // Everybody may write to the folder itself; what stands above it, also of what a link leads to, is another thing.
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let above = [folder, &real].into_iter().filter_map(Path::parent);
        if let Some(why) = above.filter_map(|above| settings.policy.is_safe(above).err()).next() {
            out.push(fill(words::doctor::LOCKED_WAY, &[("key", &"exports_to"), ("why", &why)]));
        }
    }
    out
}

fn terminal(session: &Session) -> Terminal {
    let env = |name: &str| std::env::var(name).ok();
    let (input, output) = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let size = (input || output).then(|| crossterm::terminal::size().ok()).flatten();
    let (depth, from) = match session.settings.theme.value {
        Scheme::Plain => (Depth::None, Some("theme")),
        Scheme::Auto | Scheme::Dark | Scheme::Light => Depth::with_reason(env),
    };
    let colours = match depth {
        Depth::None => 0,
        Depth::Ansi => 16,
        Depth::Indexed => 256,
        Depth::True => 1 << 24,
    };
    Terminal {
        kind: env("TERM").map(shown),
        input,
        output,
        columns: size.map(|(columns, _)| columns),
        rows: size.map(|(_, rows)| rows),
        colours,
        colours_from: from,
        ascii_only: session.settings.ascii.value,
        locale: charset(&env).map(|(name, value)| (name, shown(value))),
    }
}

fn each_setting(session: &Session, home: &Home) -> Vec<Setting> {
    let hide = |value: Value| match value {
        Value::String(text) => Value::String(home.hide(&shown(text))),
        other => other,
    };
    let setting = |(name, value, from): (&'static str, Value, &SetBy)| {
        let variable = match from {
            SetBy::Env(name) => Some((*name).to_owned()),
            _ => None,
        };
        Setting { name, value: hide(value), from: from.name(), variable, said: from.to_string() }
    };
    session.settings.each().into_iter().map(setting).collect()
}

fn pages(session: &Session, home: &Home, problems: &mut Vec<Wrong>) -> Pages {
    let settings = &session.settings;
    let mut wrong = |text: String| problems.push(Wrong { part: "pages", text });
    let mut library = Library::built_in();
    let folder = settings.content.value.as_deref();
    let read = folder.map(folder_in_time);
    let answers = read.as_ref().map(Option::is_some);
    if let Some(folder) = read.flatten() {
        library.lay_over(folder);
    }
    if let Some(folder) = folder.filter(|_| answers == Some(false)) {
        wrong(fill(words::doctor::LATE, &[("folder", &shown(folder.display())), ("seconds", &PATIENCE.as_secs())]));
    }
    library.problems().iter().for_each(|problem| wrong(problem.to_string()));
    // What root can read is not what everybody can.
    let all_need = folder.filter(|_| answers == Some(true) && settings.content.from == SetBy::Locked);
    if let Some(why) = all_need.and_then(|folder| settings.policy.is_safe(folder).err()) {
        wrong(fill(words::doctor::LOCKED_WAY, &[("key", &"content"), ("why", &why)]));
    }
    if let Some(open) = all_need.and_then(open_to_all) {
        wrong(fill(words::doctor::OPEN_PAGE, &[("file", &shown(open.display()))]));
    }
    if let Some(closed) = all_need.and_then(closed) {
        wrong(fill(words::doctor::CLOSED_CONTENT, &[("file", &shown(closed.display()))]));
    }
    for page in settings.hidden.value.iter().filter(|page| !library.has(page)) {
        wrong(fill(words::doctor::NO_HIDDEN, &[("page", &shown(page))]));
    }
    library.hide(&settings.hidden.value);
    let region = &settings.region.value;
    if help_now::region(&library, region).is_none() {
        wrong(match help_now::region_or_another(&library, region) {
            Some(other) => {
                let values: [(&str, &dyn Display); 2] = [("region", &shown(region)), ("name", &other.head().name)];
                fill(words::settings::UNKNOWN_REGION, &values)
            }
            None => fill(words::doctor::NO_REGION, &[("region", &shown(region))]),
        });
    }
    let mut kinds: BTreeMap<&'static str, usize> =
        Kind::ALL.into_iter().map(|kind| (kind.name(), library.of_kind(kind).count())).collect();
    kinds.insert(Kind::Glossary.name(), usize::from(library.has(GLOSSARY)));
    Pages {
        kinds,
        folder: folder.map(|folder| home.hide(&shown(folder.display()))),
        folder_answers: answers,
        from_folder: library.pages().iter().filter(|page| page.origin != Origin::BuiltIn).count(),
    }
}

fn progress(session: &Session, home: &Home, problems: &mut Vec<Wrong>) -> Progress {
    let mut wrong = |text: String| problems.push(Wrong { part: "progress", text });
    let place = session.place();
    let store = Store::open(place.clone(), device_name());
    store.troubles().iter().for_each(|trouble| wrong(trouble.clone()));
    let mut out = Progress {
        kept: match place {
            Place::Folder(_) => "file",
            Place::Memory => "memory",
            Place::Off => "off",
            Place::Nowhere => "nowhere",
        },
        folder: None,
        folder_mode: None,
        file_bytes: None,
        file_mode: None,
        devices: store.devices(),
        writable: None,
    };
    if place == Place::Nowhere {
        wrong(words::progress::NO_FOLDER.to_owned());
    }
    let Place::Folder(folder) = &place else {
        // In a kiosk the files of its user are no concern.
        let own = state_folder().filter(|_| session.settings.progress.from != SetBy::Kiosk);
        let before = own.map(|folder| (Store::open(Place::Folder(folder.clone()), device_name()), folder));
        if let Some((store, folder)) = before
            && (!store.progress().steps.is_empty()
                || crate::plan::children(store.progress()).next().is_some()
                || !store.troubles().is_empty())
        {
            wrong(fill(words::doctor::STILL_THERE, &[("folder", &shown(folder.display()))]));
        }
        return out;
    };
    out.folder = Some(home.hide(&shown(folder.display())));
    let is_folder = folder.is_dir();
    out.folder_mode = mode(folder).filter(|_| is_folder).map(|mode| format!("{mode:o}"));
    let tried = try_saving(folder);
    let Some(file) = store.file() else { return out };
    let meta = fs::metadata(&file).ok();
    // What is in the way of the file was told with what cannot be read.
    let in_the_way = meta.as_ref().is_some_and(|meta| !meta.is_file());
    out.writable = Some(tried.is_ok() && !in_the_way);
    if let Err(why) = tried {
        wrong(fill(words::doctor::NOT_WRITABLE, &[("folder", &shown(folder.display())), ("why", &why)]));
    }
    if let Some(mode) = mode(folder).filter(|mode| is_folder && mode & 0o022 != 0) {
        let values: [(&str, &dyn Display); 2] = [("folder", &shown(folder.display())), ("mode", &format!("{mode:o}"))];
        wrong(fill(words::doctor::OTHERS_WRITE, &values));
    }
    if let Some((path, owner)) = store.paths().into_iter().find_map(|path| not_mine(&path).map(|owner| (path, owner))) {
        let owner = match owner {
            0 => words::doctor::ROOT.to_owned(),
            number => fill(words::doctor::USER_NUMBER, &[("number", &number)]),
        };
        let values: [(&str, &dyn Display); 3] =
            [("file", &shown(path.display())), ("owner", &owner), ("folder", &shown(folder.display()))];
        wrong(fill(words::doctor::NOT_YOURS, &values));
    }
    if in_the_way {
        return out;
    }
    out.file_bytes = meta.map(|meta| meta.len());
    out.file_mode = mode(&file).map(|mode| format!("{mode:o}"));
    if let Some(mode) = mode(&file).filter(|mode| mode & 0o077 != 0) {
        wrong(fill(words::doctor::OTHERS_READ, &[("file", &shown(file.display())), ("mode", &format!("{mode:o}"))]));
    }
    out
}

/// The number of the user whom this belongs to, when that is not who runs the program.
#[cfg(unix)]
fn not_mine(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let owner = fs::metadata(path).ok()?.uid();
    Some(owner).filter(|owner| *owner != rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn not_mine(_: &Path) -> Option<u32> {
    None
}

/// The first of a content folder, what it stands in and its pages that others than the owner cannot read.
fn closed(content: &Path) -> Option<PathBuf> {
    let content = fs::canonicalize(content).ok()?;
    let others = |path: &PathBuf, needed: u32| mode(path).is_some_and(|mode| mode & needed != needed);
    let mut above: Vec<PathBuf> = content.ancestors().skip(1).map(Path::to_owned).collect();
    above.reverse();
    above
        .into_iter()
        .find(|folder| others(folder, 0o001))
        .or_else(|| Some(content.clone()).filter(|folder| others(folder, 0o005)))
        .or_else(|| below(&content).find(|path| others(path, if path.is_dir() { 0o005 } else { 0o004 })))
}

/// The pages of a content folder, each after the folder that it stands in.
fn below(content: &Path) -> impl Iterator<Item = PathBuf> {
    let files = source::folder_files(content).0.into_iter().map(|file| file.path);
    files.flat_map(|file| [file.parent().map(Path::to_owned).unwrap_or_default(), file])
}

/// The first of the pages of a content folder, and of the folders that they stand in, that everybody can write to.
fn open_to_all(content: &Path) -> Option<PathBuf> {
    let is_open = |path: &PathBuf| mode(path).is_some_and(|mode| mode & 0o002 != 0);
    // The folder itself is looked at with the way to it.
    below(content).find(|path| path != content && is_open(path))
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}
