//! The school's policy: settings that stand above the user's, settings that are only recommended, and whom to contact
//! at the school.
//!
//! A policy that others could have written, or that does not parse, is refused: a kiosk that can be changed by its
//! users is none. The safe settings of a kiosk then hold, and the program says why. Whom to ring is still taken from
//! one that only has a mistake.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Layer;
use crate::content::doc::{Block, Piece};
use crate::content::library::{Library, Listed};
use crate::content::page::Kind;
use crate::content::read::values;
use crate::content::regular::{self, Unread};
use crate::content::source::is_id;
use crate::content::text::{clean, nearest, shown};
use crate::words::{self, fill};

/// The most links on the way to it, as on Linux.
const MOST_LINKS: usize = 40;

/// The most characters that the words of the way out have: as many as its box takes.
const MOST_WAY_OUT: usize = 300;

/// A school's own contact, shown on the help screen after the emergency number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// The school's name.
    pub name: String,
    /// Whom to ask for, like "Ms Lee, safeguarding lead".
    pub contact: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// When somebody answers.
    pub hours: Option<String>,
    /// The web address.
    pub web: Option<String>,
}

impl School {
    /// The contact as it is shown on a help screen.
    pub fn blocks(&self) -> Vec<Block<'static>> {
        let School { name, contact, phone, hours, web } = self;
        let text = |text: &String| vec![Piece::Text(text.clone().into())];
        let heading = || Block::heading(3, "", name.clone());
        // A policy with a mistake may have lost the name.
        let mut out: Vec<Block<'_>> = (!name.is_empty()).then(heading).into_iter().collect();
        out.extend(contact.iter().map(|contact| Block::Para(text(contact))));
        out.extend(phone.iter().map(|phone| Block::Contact(words::help::PHONE.into(), phone.clone().into())));
        out.extend(web.iter().map(|web| Block::Contact(words::help::WEB.into(), web.clone().into())));
        out.extend(hours.iter().map(|hours| Block::Field(words::help::HOURS.into(), text(hours))));
        out
    }

    /// The contact as one line.
    pub fn line(&self) -> String {
        let School { name, contact, phone, hours, web } = self;
        let parts = [Some(name), contact.as_ref(), phone.as_ref(), hours.as_ref(), web.as_ref()];
        parts.into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// What the policy file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// Settings that nothing else can change.
    #[serde(default)]
    pub locked: Layer,
    /// Defaults that the user may change.
    #[serde(default)]
    pub recommended: Layer,
    /// The school's own contact.
    pub school: Option<School>,
    /// The first file or folder on the way to it that only its owner can read: then it holds for nobody else.
    #[serde(skip)]
    pub closed: Option<PathBuf>,
}

/// The policy as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// There is none.
    #[default]
    None,
    /// It holds.
    Trusted(PathBuf, Box<PolicyFile>),
    /// There is one and it does not hold, and why. What holds instead is the safe settings of a kiosk
    /// and, when only the administrator can have written the file, its region and its school.
    Refused(PathBuf, Why, Box<PolicyFile>),
}

/// Why a policy does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// For everybody: it names no path.
    pub said: String,
    /// For the administrator: what it is about, and the command that mends it.
    pub told: String,
}

/// Where the policy is on this system.
pub fn path() -> PathBuf {
    if cfg!(windows) {
        let base = std::env::var_os("ProgramData").map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from);
        base.join("handhold").join("policy.toml")
    } else if cfg!(target_os = "macos") {
        PathBuf::from("/Library/Application Support/handhold/policy.toml")
    } else {
        PathBuf::from("/etc/handhold/policy.toml")
    }
}

impl Policy {
    /// The policy in this file, when nobody but the administrator can have written it.
    pub fn load(path: &Path) -> Policy {
        Policy::load_by(path, &Rule { mine: false, below: Path::new("/") })
    }

    /// The policy of a test: the file and its folder may belong to whoever runs the program, and nobody else may
    /// write to them; the folders above are not looked at.
    pub fn load_of_test(path: &Path) -> Policy {
        Policy::load_by(path, &Rule { mine: true, below: path.parent().unwrap_or(path) })
    }

    fn load_by(path: &Path, rule: &Rule<'_>) -> Policy {
        let mut kept = PolicyFile::default();
        match read(path, rule, &mut kept) {
            Ok(None) => Policy::None,
            Ok(Some(file)) => Policy::Trusted(path.to_owned(), Box::new(file)),
            Err(why) => {
                kept.locked.kiosk = Some(true);
                let why = Why {
                    said: fill(words::policy::REFUSED, &[("why", &why.said)]),
                    told: fill(words::doctor::REFUSED, &[("why", &why.told)]),
                };
                Policy::Refused(path.to_owned(), why, Box::new(kept))
            }
        }
    }

    fn file(&self) -> Option<&PolicyFile> {
        match self {
            Policy::None => None,
            Policy::Trusted(_, file) | Policy::Refused(_, _, file) => Some(file),
        }
    }

    /// Settings that nothing else can change. For a refused policy these are the safe settings of a kiosk.
    pub fn locked(&self) -> Layer {
        self.file().map(|file| file.locked.clone()).unwrap_or_default()
    }

    /// Defaults that the user may change.
    pub fn recommended(&self) -> Layer {
        self.file().map(|file| file.recommended.clone()).unwrap_or_default()
    }

    /// The school's own contact.
    pub fn school(&self) -> Option<&School> {
        self.file()?.school.as_ref()
    }

    /// The first file or folder on the way to the policy that only its owner can read.
    pub fn closed(&self) -> Option<&Path> {
        self.file()?.closed.as_deref()
    }

    /// What is wrong on the way to something that the policy locks, for the administrator: whoever can put another in
    /// its place decides in place of the policy. `Ok(false)` when it is not there.
    ///
    /// # Errors
    /// What is wrong, and the command that mends it.
    pub fn is_safe(&self, locked: &Path) -> Result<bool, String> {
        let (Policy::Trusted(own, _) | Policy::Refused(own, ..)) = self else { return Ok(locked.exists()) };
        let above = own.ancestors().nth(2).unwrap_or(own);
        let is_tests = *own != path();
        let rule = Rule { mine: is_tests, below: if is_tests { above } else { Path::new("/") } };
        find(locked, &rule).map(|way| way.is_some()).map_err(|hurdle| hurdle.told())
    }
}

/// Reads it. What of a file with a mistake still holds is put into `kept`.
fn read(path: &Path, rule: &Rule<'_>, kept: &mut PolicyFile) -> Result<Option<PolicyFile>, Why> {
    let Some(way) = find(path, rule)? else { return Ok(None) };
    kept.closed.clone_from(&way.closed);
    let text = match regular::read_text(&way.file, super::MAX_FILE) {
        Ok(text) => text,
        Err(Unread::Io(error)) => return Err(Hurdle::io(way.file, false, &error).into()),
        Err(other) => return Err(format!("{other}.").into()),
    };
    let read = values::<PolicyFile>(&text).map_err(|wrong| super::mistake(&text, &wrong));
    match read.and_then(|file| usable(&file).map(|()| file)) {
        Ok(mut file) => {
            file.school.iter_mut().for_each(harmless);
            Ok(Some(PolicyFile { closed: way.closed, ..file }))
        }
        Err(why) => {
            salvage(&text, kept);
            Err(why.into())
        }
    }
}

impl From<String> for Why {
    fn from(why: String) -> Why {
        Why { said: why.clone(), told: why }
    }
}

impl From<Hurdle> for Why {
    fn from(hurdle: Hurdle) -> Why {
        Why { said: hurdle.said(), told: hurdle.told() }
    }
}

/// What cannot be seen from the form of a value alone.
fn usable(file: &PolicyFile) -> Result<(), String> {
    for layer in [&file.locked, &file.recommended] {
        let Layer { content, exports_to, region, browser, way_out, .. } = layer;
        let browser = browser.as_ref().map(PathBuf::from);
        for (key, path) in [("content", content), ("exports_to", exports_to), ("browser", &browser)] {
            // From the user's own folder, it would be the user's to say what is there.
            if path.as_ref().is_some_and(|path| !path.as_os_str().is_empty() && !path.is_absolute()) {
                return Err(fill(words::policy::NOT_ABSOLUTE, &[("key", &key)]));
            }
        }
        if let Some(region) = region.as_deref().filter(|region| !is_id(region)) {
            return Err(no_region(region));
        }
        if way_out.as_deref().is_some_and(|words| !can_be_typed(words)) {
            return Err(fill(words::policy::WAY_OUT, &[("most", &MOST_WAY_OUT)]));
        }
    }
    if file.school.as_ref().is_some_and(|school| clean(&school.name, true).trim().is_empty()) {
        return Err(words::policy::NO_SCHOOL.to_owned());
    }
    Ok(())
}

/// Whether this can be a region's id. Whether there is such a region is known when the school's own pages have come.
fn no_region(region: &str) -> String {
    let library = Library::built_in();
    let ids = || library.of_kind(Kind::Region).map(Listed::id);
    let near = nearest(&region.trim().to_lowercase(), ids(), 1);
    let there = if near.is_empty() { ids().collect::<Vec<_>>().join(", ") } else { near.concat() };
    fill(words::policy::NO_REGION, &[("region", &shown(region)), ("there", &there)])
}

/// Whether the words of the way out can be typed into its box.
fn can_be_typed(words: &str) -> bool {
    clean(words, true) == words && words.chars().count() <= MOST_WAY_OUT
}

/// The region and the school of a file with a mistake, as far as they can be read: a frightened parent needs them.
fn salvage(text: &str, kept: &mut PolicyFile) {
    let (file, _) = toml::de::DeTable::parse_recoverable(text);
    let file = file.get_ref();
    let get = |table: &str, key: &str| {
        let table = file.get(table)?.get_ref().as_table()?;
        table.get(key)?.get_ref().as_str().map(str::to_owned).filter(|text| !text.trim().is_empty())
    };
    let library = Library::built_in();
    let known = |id: &String| library.listed(id).is_some_and(|page| page.kind == Kind::Region);
    kept.locked.region = get("locked", "region").filter(known);
    kept.recommended.region = get("recommended", "region").filter(known);
    let school = |key| get("school", key);
    let mut school = School {
        name: school("name").unwrap_or_default(),
        contact: school("contact"),
        phone: school("phone"),
        hours: school("hours"),
        web: school("web"),
    };
    harmless(&mut school);
    kept.school = Some(school).filter(|school| *school != School::default());
}

/// What is shown from the file is harmless to a terminal.
fn harmless(school: &mut School) {
    let School { name, contact, phone, hours, web } = school;
    for text in std::iter::once(name).chain([contact, phone, hours, web].into_iter().flatten()) {
        *text = clean(text, true).into_owned();
    }
}

/// Whom files and folders may belong to, and from where on that is looked at.
struct Rule<'a> {
    /// They may be those of whoever runs the program, not only of root.
    mine: bool,
    /// What is not below it is not looked at.
    below: &'a Path,
}

/// A file that was found.
struct Way {
    /// The file itself, when all links have been followed.
    file: PathBuf,
    /// The first file or folder on the way that only its owner can read.
    closed: Option<PathBuf>,
}

/// Something on the way to a file that keeps it from being trusted, or from being found.
#[derive(Debug)]
struct Hurdle {
    at: PathBuf,
    is_folder: bool,
    flaw: Flaw,
}

#[derive(Debug)]
enum Flaw {
    /// It belongs to somebody who is not the administrator.
    #[cfg(unix)]
    Owner,
    /// Others than its owner can write to it.
    #[cfg(unix)]
    Writable,
    /// A link that leads nowhere.
    #[cfg(unix)]
    Dangling,
    /// What should be a folder is none.
    #[cfg(unix)]
    NoFolder,
    /// Whoever runs the program may not look into it.
    Closed,
    /// Another reason of the system's.
    Io(String),
}

impl Hurdle {
    fn io(at: PathBuf, is_folder: bool, error: &std::io::Error) -> Hurdle {
        let closed = error.kind() == std::io::ErrorKind::PermissionDenied;
        let flaw = if closed { Flaw::Closed } else { Flaw::Io(error.to_string()) };
        Hurdle { at, is_folder, flaw }
    }

    /// For everybody, without the path.
    fn said(&self) -> String {
        match (&self.flaw, self.is_folder) {
            #[cfg(unix)]
            (Flaw::Owner, true) => words::policy::FOLDER_NOT_ROOTS.to_owned(),
            #[cfg(unix)]
            (Flaw::Owner, false) => words::policy::NOT_ROOTS.to_owned(),
            #[cfg(unix)]
            (Flaw::Writable, true) => words::policy::FOLDER_WRITE.to_owned(),
            #[cfg(unix)]
            (Flaw::Writable, false) => words::policy::OTHERS_WRITE.to_owned(),
            #[cfg(unix)]
            (Flaw::Dangling, _) => words::policy::DANGLING.to_owned(),
            #[cfg(unix)]
            (Flaw::NoFolder, _) => words::policy::NO_FOLDER.to_owned(),
            (Flaw::Closed, true) => words::policy::FOLDER_CLOSED.to_owned(),
            (Flaw::Closed, false) => words::policy::CLOSED.to_owned(),
            (Flaw::Io(why), _) => format!("{why}."),
        }
    }

    /// For the administrator: where it is, and what to do.
    fn told(&self) -> String {
        let mode = if self.is_folder { "755" } else { "644" };
        let text = match &self.flaw {
            #[cfg(unix)]
            Flaw::Owner => words::doctor::WAY_NOT_ROOTS,
            #[cfg(unix)]
            Flaw::Writable => words::doctor::WAY_WRITE,
            #[cfg(unix)]
            Flaw::Dangling => words::doctor::WAY_DANGLING,
            #[cfg(unix)]
            Flaw::NoFolder => words::doctor::WAY_NO_FOLDER,
            Flaw::Closed => words::doctor::WAY_CLOSED,
            Flaw::Io(why) => return format!("{}: {why}.", shown(self.at.display())),
        };
        fill(text, &[("path", &shown(self.at.display())), ("mode", &mode)])
    }
}

/// Follows the path to the file, name by name and link by link, as the system does. `None` when there is none and
/// nobody but the administrator could have taken it away. Everything on the way must be the administrator's: who can
/// write to a folder can put another file in the place of any in it.
#[cfg(unix)]
fn find(path: &Path, rule: &Rule<'_>) -> Result<Option<Way>, Hurdle> {
    use std::io::ErrorKind;
    use std::os::unix::fs::MetadataExt;
    let missing = |path: &Path| matches!(fs::symlink_metadata(path), Err(error) if error.kind() == ErrorKind::NotFound);
    // Where nothing was ever set up, whatever stands above is no concern.
    if path.parent().is_some_and(missing) {
        return Ok(None);
    }
    let me = rustix::process::geteuid().as_raw();
    let mut closed = None;
    let mut look = |path: &Path, meta: &fs::Metadata| {
        if !path.starts_with(rule.below) {
            return Ok(());
        }
        if meta.uid() != 0 && !(rule.mine && meta.uid() == me) {
            return Err(Flaw::Owner);
        }
        if meta.mode() & 0o022 != 0 {
            return Err(Flaw::Writable);
        }
        let needed = if meta.is_dir() { 0o001 } else { 0o004 };
        if meta.mode() & needed == 0 && closed.is_none() {
            closed = Some(path.to_owned());
        }
        Ok(())
    };
    // The names still to follow, the next one last, each with whether a link named it.
    let names = |path: &Path, by_link: bool| -> Vec<(OsString, bool)> {
        path.components().rev().map(|part| (part.as_os_str().to_owned(), by_link)).collect()
    };
    let mut todo = names(path, false);
    let mut here = PathBuf::new();
    let mut links = 0;
    // The last link that was followed.
    let mut link = PathBuf::new();
    let dangling = |link: PathBuf| Hurdle { at: link, is_folder: false, flaw: Flaw::Dangling };
    while let Some((name, by_link)) = todo.pop() {
        if name == ".." {
            here.pop();
            continue;
        }
        let next = here.join(&name);
        let meta = match fs::symlink_metadata(&next) {
            Ok(meta) => meta,
            Err(error) if error.kind() == ErrorKind::NotFound && !by_link => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(dangling(link)),
            // It is the folder that cannot be looked into.
            Err(error) => return Err(Hurdle::io(here, true, &error)),
        };
        if meta.is_symlink() {
            links += 1;
            if links > MOST_LINKS {
                return Err(dangling(next));
            }
            // A link stands in a folder that was looked at, and leads to where the next names are looked at.
            let target = fs::read_link(&next).map_err(|error| Hurdle::io(next.clone(), false, &error))?;
            todo.extend(names(&target, true));
            link = next;
            continue;
        }
        look(&next, &meta).map_err(|flaw| Hurdle { at: next.clone(), is_folder: meta.is_dir(), flaw })?;
        here = next;
        if !meta.is_dir() && !todo.is_empty() {
            return Err(Hurdle { at: here, is_folder: false, flaw: Flaw::NoFolder });
        }
    }
    Ok(Some(Way { file: here, closed }))
}

/// On other systems the folder's own rights are the administrator's to set; docs/schools.md says how.
#[cfg(not(unix))]
fn find(path: &Path, _: &Rule<'_>) -> Result<Option<Way>, Hurdle> {
    match fs::metadata(path) {
        Ok(_) => Ok(Some(Way { file: path.to_owned(), closed: None })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => Ok(None),
        Err(error) => Err(Hurdle::io(path.to_owned(), false, &error)),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn policy(text: &str, mode: u32) -> (tempfile::TempDir, Policy) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        write(&path, text);
        set(&path, mode);
        let policy = Policy::load_of_test(&path);
        (folder, policy)
    }

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        set(path, 0o644);
    }

    /// As the system's own policy is looked at, but that all may be this user's, from this folder on.
    fn load_below(below: &Path, path: &Path) -> Policy {
        Policy::load_by(path, &Rule { mine: true, below })
    }

    fn why(policy: &Policy) -> &str {
        let Policy::Refused(_, why, _) = policy else { panic!("{policy:?}") };
        assert_eq!(policy.locked().kiosk, Some(true));
        &why.said
    }

    #[test]
    fn what_it_says_is_read() {
        let text = "[locked]\nregion = \"uk\"\nkiosk = true\n[recommended]\ntheme = \"dark\"\n[school]\nname = \"Hill\\u001b[31m\"\nphone = \"01234 567890\"\n";
        let (_folder, policy) = policy(text, 0o644);
        assert_eq!(policy.locked().region.as_deref(), Some("uk"));
        assert_eq!(policy.locked().kiosk, Some(true));
        assert_eq!(policy.recommended().theme, Some(super::super::Scheme::Dark));
        assert_eq!(policy.school().unwrap().name, "Hill[31m");
    }

    #[test]
    fn one_that_others_could_write_or_that_is_wrong_is_refused_and_the_kiosk_holds() {
        for (text, mode) in
            [("", 0o666), ("", 0o664), ("[locked\n", 0o644), ("[lockd]\n", 0o644), ("[locked]\nkisok = true\n", 0o644)]
        {
            let (_folder, policy) = policy(text, mode);
            assert!(why(&policy).contains("is not used"), "{text:?} {mode:o}: {policy:?}");
        }
    }

    #[test]
    fn one_in_a_folder_that_others_could_write_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        write(&path, "");
        set(folder.path(), 0o777);
        assert!(matches!(Policy::load_of_test(&path), Policy::Refused(..)));
    }

    #[test]
    fn what_can_not_be_meant_is_refused_with_what_to_write_instead() {
        for (text, wanted) in [
            ("[locked]\ncontent = \"pages\"\n", "content is not a full path"),
            ("[recommended]\nexports_to = \"../out\"\n", "exports_to is not a full path"),
            ("[locked]\nbrowser = \"firefox-esr\"\n", "browser is not a full path"),
            ("[locked]\nregion = \"UK\"\n", "no region called \"UK\". There is: uk."),
            ("[locked]\nregion = \"\"\n", "no region called \"\". There is: "),
            ("[school]\nname = \" \"\n", "the school has no name."),
            ("[locked]\nway_out = \"a\\tb\"\n", "way_out"),
            ("[locked]\nidle_minutes = \"x\"\n", "a whole number from 0 to 65535. Until"),
            ("[locked]\nidle_minutes = 70000\n", "a whole number from 0 to 65535. Until"),
        ] {
            let (_folder, policy) = policy(text, 0o644);
            assert!(why(&policy).contains(wanted), "{text}: {policy:?}");
        }
        let (_folder, policy) = policy(&format!("[locked]\nway_out = \"{}\"\n", "x".repeat(301)), 0o644);
        assert!(why(&policy).contains("300"), "{policy:?}");
    }

    #[test]
    fn a_region_that_only_the_schools_pages_add_and_full_paths_are_taken() {
        let text = "[locked]\nregion = \"isle-of-man\"\ncontent = \"/srv/x\"\nbrowser = \"/usr/bin/x\"\n\
                    exports_to = \"\"\n";
        let (_folder, policy) = policy(text, 0o644);
        assert!(matches!(policy, Policy::Trusted(..)), "{policy:?}");
    }

    #[test]
    fn one_with_a_mistake_still_says_whom_to_ring_and_one_that_is_not_trusted_says_nothing() {
        let whole = "[locked]\nquit = true\nregion = \"nz\"\n[recommended]\ntheme = \"dark\"\n\
                     [school]\nname = \"Hill\"\nphone = \"01\"\n";
        for mistake in ["kisok = true", "idle_minutes = \"x\"", "content = \"x\"", "mouse = ", "quit ="] {
            let (_folder, policy) = policy(&whole.replace("quit = true", mistake), 0o644);
            why(&policy);
            assert_eq!(policy.locked(), Layer { kiosk: Some(true), region: Some("nz".into()), ..Layer::default() });
            assert_eq!(policy.recommended(), Layer::default());
            let school = policy.school().unwrap();
            assert_eq!((school.name.as_str(), school.phone.as_deref()), ("Hill", Some("01")), "{mistake}");
        }
        for (text, region, school) in [
            (whole.replace("\"nz\"", "\"UK\""), None, true),
            (whole.replace("\"Hill\"", "\"\""), Some("nz"), true),
            ("[locked]\nregion = \"nz\"\n[school]\nname = \"\"\n".to_owned(), Some("nz"), false),
        ] {
            let (_folder, policy) = policy(&text, 0o644);
            why(&policy);
            assert_eq!((policy.locked().region.as_deref(), policy.school().is_some()), (region, school), "{text}");
        }
        let (_folder, policy) = policy(whole, 0o666);
        why(&policy);
        assert_eq!((policy.locked().region, policy.school()), (None, None));
    }

    #[test]
    fn none_is_none() {
        assert_eq!(Policy::load(Path::new("/nowhere/policy.toml")), Policy::None);
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("handhold/policy.toml");
        // Nothing was set up, wherever that is.
        set(root.path(), 0o777);
        assert_eq!(load_below(root.path(), &path), Policy::None);
        // It was, safely, and there is no file; or a link leads to such a folder.
        set(root.path(), 0o755);
        fs::create_dir(path.parent().unwrap()).unwrap();
        assert_eq!(load_below(root.path(), &path), Policy::None);
        symlink("handhold", root.path().join("link")).unwrap();
        assert_eq!(load_below(root.path(), &root.path().join("link/policy.toml")), Policy::None);
    }

    #[test]
    fn one_that_somebody_could_have_taken_away_or_put_there_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let handhold = root.join("handhold");
        let path = handhold.join("policy.toml");
        let is = |wanted: &str| {
            let policy = load_below(root, &path);
            assert!(why(&policy).contains(wanted), "{wanted}: {policy:?}");
        };
        // A file in the place of the folder.
        fs::write(&handhold, "").unwrap();
        is("not a folder");
        fs::remove_file(&handhold).unwrap();
        // No file, in a folder from which others could have taken it; the mark of /tmp makes that no better.
        fs::create_dir(&handhold).unwrap();
        for mode in [0o777, 0o775, 0o1777] {
            set(&handhold, mode);
            is("folder on the way to it");
        }
        set(&handhold, 0o755);
        // A link to nowhere, to itself, and a folder that is such a link.
        symlink("/nowhere/at/all", &path).unwrap();
        is("leads nowhere");
        fs::remove_file(&path).unwrap();
        symlink("policy.toml", &path).unwrap();
        is("leads nowhere");
        fs::remove_file(&path).unwrap();
        // A folder above that others can write to.
        write(&path, "[locked]\n");
        assert!(matches!(load_below(root, &path), Policy::Trusted(..)));
        set(root, 0o777);
        is("folder on the way to it");
        set(root, 0o755);
        // A link to a file in a good folder, of which the folder above can be renamed by others.
        write(&root.join("other/good/policy.toml"), "[locked]\n");
        fs::remove_file(&path).unwrap();
        symlink("../other/good/policy.toml", &path).unwrap();
        assert!(matches!(load_below(root, &path), Policy::Trusted(..)), "{:?}", load_below(root, &path));
        set(&root.join("other"), 0o777);
        is("folder on the way to it");
    }

    #[test]
    fn the_systems_own_must_be_in_folders_of_root_from_the_first_on() {
        // A temporary folder is below one that everybody can write to.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("handhold/policy.toml");
        write(&path, "");
        let policy = Policy::load(&path);
        assert!(why(&policy).contains("folder on the way to it"), "{policy:?}");
    }

    #[test]
    fn one_that_only_its_owner_can_read_is_known() {
        let root = tempfile::tempdir().unwrap();
        set(root.path(), 0o755);
        let path = root.path().join("handhold/policy.toml");
        write(&path, "");
        assert_eq!(load_below(root.path(), &path).closed(), None);
        set(&path, 0o600);
        assert_eq!(load_below(root.path(), &path).closed(), Some(path.as_path()));
        set(path.parent().unwrap(), 0o700);
        assert_eq!(load_below(root.path(), &path).closed(), path.parent());
    }
}
