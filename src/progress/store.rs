//! Keeping progress: one readable file a device in one folder, or nothing but memory.
//!
//! A change is saved like this: lock, read this device's file, make the change, write a new file beside it, fsync,
//! rename. Only this device's file is ever written, so that a folder shared between computers has no conflicts.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{Change, Progress};
use crate::content::regular::{self, Unread};
use crate::content::text::{clean, shown};
use crate::words::{self, fill};

/// How long to wait for another copy of the program to finish its change before giving up for now.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);

/// The largest progress file that is read, in bytes: some 40,000 ticks.
const MAX_FILE: u64 = 16 << 20;

/// After how long a new file that was never put in its place is taken away. While the folder is locked nobody here
/// writes one; another computer may, in a shared folder whose locks hold only on one.
const LEFTOVER_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// How the name of a new file begins and ends until it is in its place.
const NEW: (&str, &str) = (".new-", ".tmp");

/// The file that is locked while a change is saved.
const LOCK: &str = ".lock";

const HEAD: &str = "\
# Handhold keeps here what you have done. Only you can read this file.
# To forget a page: handhold progress reset PAGE. To forget everything: handhold progress reset.
";

/// Where progress is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In files of this folder.
    Folder(PathBuf),
    /// In memory, on purpose: nothing is kept.
    Memory,
    /// In memory, since no folder for it is known.
    Nowhere,
    /// Not at all: nothing can be ticked.
    Off,
}

/// The keeper of progress.
#[derive(Debug)]
pub struct Store {
    place: Place,
    /// The name of this device's file, without its ending.
    device: String,
    merged: Progress,
    unsaved: Vec<(Change, Timestamp)>,
    troubles: Vec<String>,
    /// The files as they were when they were last read: name, length and time of change.
    seen: Vec<(PathBuf, u64, Option<std::time::SystemTime>)>,
}

impl Store {
    /// Reads what is there. Never fails: what could not be read is in [`Store::troubles`].
    pub fn open(place: Place, device: String) -> Store {
        let mut store = Store {
            place,
            device,
            merged: Progress::default(),
            unsaved: Vec::new(),
            troubles: Vec::new(),
            seen: Vec::new(),
        };
        store.load();
        store
    }

    /// A keeper that forgets everything when it ends.
    pub fn in_memory() -> Store {
        Store::open(Place::Memory, "memory".to_owned())
    }

    /// A keeper of the same place with nothing in it. Nothing that is in a file is touched.
    pub fn emptied(&self) -> Store {
        Store::open(self.place.clone(), self.device.clone())
    }

    /// What all devices wrote, and what is not saved yet.
    pub fn progress(&self) -> &Progress {
        &self.merged
    }

    /// Where progress is kept.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// This device's file, where there is one.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.place {
            Place::Folder(folder) => Some(folder.join(format!("{}.toml", self.device))),
            Place::Memory | Place::Nowhere | Place::Off => None,
        }
    }

    /// The folder and the files that belong to whoever keeps progress here.
    pub fn paths(&self) -> Vec<PathBuf> {
        let Place::Folder(folder) = &self.place else { return Vec::new() };
        let files = self.seen.iter().map(|(file, ..)| file.clone());
        [folder.clone(), folder.join(LOCK)].into_iter().chain(files).collect()
    }

    /// What the parent has to know: files that could not be read or were set aside.
    pub fn troubles(&self) -> &[String] {
        &self.troubles
    }

    /// How many devices have a file here.
    pub fn devices(&self) -> usize {
        self.seen.len()
    }

    /// True when something could not be saved yet.
    pub fn is_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// Makes a change and saves it.
    ///
    /// # Errors
    /// Says in a sentence why it could not be saved. The change still holds in memory and is tried again with the
    /// next change and by [`Store::retry`].
    pub fn apply(&mut self, change: Change, now: Timestamp) -> Result<(), String> {
        self.apply_all([change], now)
    }

    /// Makes several changes and saves them at once.
    ///
    /// # Errors
    /// As for [`Store::apply`].
    pub fn apply_all(&mut self, changes: impl IntoIterator<Item = Change>, now: Timestamp) -> Result<(), String> {
        for change in changes {
            if self.place == Place::Off && !matches!(change, Change::Choose { .. }) {
                return Err(words::progress::OFF.to_owned());
            }
            self.merged.apply(&change, now);
            if matches!(self.place, Place::Folder(_)) {
                // What is written has the time that the merged view gave it, so that a slow clock does not lose it.
                let at = self.time_of(&change).unwrap_or(now);
                self.unsaved.push((change, at));
            }
        }
        match self.place {
            Place::Memory | Place::Off => Ok(()),
            Place::Nowhere => Err(words::progress::NO_FOLDER.to_owned()),
            Place::Folder(_) => self.retry(),
        }
    }

    fn time_of(&self, change: &Change) -> Option<Timestamp> {
        match change {
            Change::Mark { step, .. } => self.merged.steps.get(step).map(|record| record.at),
            Change::Note { step, .. } => self.merged.steps.get(step).and_then(|record| record.note_at),
            Change::Choose { name, .. } => self.merged.choices.get(name).map(|choice| choice.at),
            Change::Child { child, says } => self.merged.children.get(child).and_then(|child| child.time_of(says)),
            Change::ForgetChild(child) => self.merged.children.get(child).and_then(|child| child.gone),
            Change::Looked { page, .. } => self.merged.looked.get(page).map(|looked| looked.at),
            Change::ErasePage(page) => self.merged.erased_pages.get(page).copied(),
            Change::EraseAll => self.merged.erased_at,
        }
    }

    /// Tries again to save what is not saved yet.
    ///
    /// # Errors
    /// Says in a sentence why it could not be saved.
    pub fn retry(&mut self) -> Result<(), String> {
        let Some(file) = self.file() else { return Ok(()) };
        if self.unsaved.is_empty() {
            return Ok(());
        }
        let saved = self.save(&file);
        match saved {
            Ok(()) => {
                self.unsaved.clear();
                Ok(())
            }
            Err(error) => {
                // The name of the new file was made up, and means nothing to anybody.
                let why = regular::plain(&error);
                let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &shown(file.display())), ("why", &why)];
                Err(fill(words::progress::NOT_SAVED, &values))
            }
        }
    }

    fn save(&mut self, file: &Path) -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        make_private_folder(folder)?;
        let _lock = lock(folder)?;
        let mut own = match read(file) {
            Ok(own) => own.unwrap_or_default(),
            Err(Unreadable::Unread(why)) => return Err(std::io::Error::other(why.to_string())),
            Err(Unreadable::Damaged(_)) => {
                let aside = set_aside(file)?;
                self.troubles.push(fill(words::progress::SET_ASIDE, &[("file", &shown(aside.display()))]));
                Progress::default()
            }
        };
        for (change, at) in &self.unsaved {
            own.apply(change, *at);
        }
        for (change, _) in &self.unsaved {
            // The name of a forgotten child stays in no file of this folder.
            if let Change::ForgetChild(child) = change {
                forget_in_others(folder, file, child)?;
                remove_leftovers(folder, None);
            }
        }
        if self.unsaved.iter().any(|(change, _)| *change == Change::EraseAll) {
            // Nothing that was erased stays in a file of this folder: not in other devices' files either.
            remove_others(folder, file)?;
            remove_leftovers(folder, None);
        }
        remove_leftovers(folder, Some(LEFTOVER_AGE));
        write(folder, file, &own)
    }

    /// Reads again when another copy of the program, or another device, has written. True when it has.
    pub fn refresh(&mut self) -> bool {
        let Place::Folder(folder) = &self.place else { return false };
        if listing(folder) == self.seen {
            return false;
        }
        self.load();
        true
    }

    fn load(&mut self) {
        let Place::Folder(folder) = self.place.clone() else { return };
        self.seen = listing(&folder);
        let mut merged = Progress::default();
        // This device's file counts even where it is none, so that its user learns why nothing can be saved.
        let is_new = |own: &PathBuf| own.symlink_metadata().is_ok() && self.seen.iter().all(|(file, ..)| file != own);
        let own = self.file().filter(is_new);
        for file in self.seen.iter().map(|(file, ..)| file).chain(&own) {
            match read(file) {
                Ok(progress) => merged.merge(progress.unwrap_or_default()),
                Err(why) => {
                    let values: [(&str, &dyn std::fmt::Display); 2] =
                        [("file", &shown(file.display())), ("why", &shown(why))];
                    let trouble = fill(words::progress::UNREADABLE, &values);
                    if !self.troubles.contains(&trouble) {
                        self.troubles.push(trouble);
                    }
                }
            }
        }
        for (change, at) in &self.unsaved {
            merged.apply(change, *at);
        }
        self.merged = merged;
    }
}

/// The progress files of a folder, in order. A folder that is not there has none.
fn listing(folder: &Path) -> Vec<(PathBuf, u64, Option<std::time::SystemTime>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| {
            let meta = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
            Some((path, meta.len(), meta.modified().ok()))
        })
        .collect();
    files.sort();
    files
}

/// Whether there is anything of progress in a folder, damaged files included. True where that cannot be known.
pub fn has_files(folder: &Path) -> bool {
    let ours = |name: &str| name.ends_with(".toml") || name.contains(".damaged-") || name.starts_with(NEW.0);
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.any(|entry| entry.is_ok_and(|entry| ours(&entry.file_name().to_string_lossy()))),
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}

enum Unreadable {
    /// It cannot be read, now or ever, and is left as it is.
    Unread(Unread),
    /// It was read, and is no progress.
    Damaged(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::Unread(why) => why.fmt(f),
            Unreadable::Damaged(why) => f.write_str(why),
        }
    }
}

/// A file's progress; `None` when it is not there.
fn read(file: &Path) -> Result<Option<Progress>, Unreadable> {
    let text = match regular::read_text(file, MAX_FILE) {
        Ok(text) => text,
        Err(why) if why.is_missing() => return Ok(None),
        Err(why @ (Unread::TooLarge { .. } | Unread::NotText(_))) => return Err(Unreadable::Damaged(why.to_string())),
        Err(why) => return Err(Unreadable::Unread(why)),
    };
    let mut progress: Progress =
        toml::from_str(&text).map_err(|error| Unreadable::Damaged(error.message().to_owned()))?;
    for child in progress.children.values_mut() {
        child.make_harmless();
    }
    for record in progress.steps.values_mut() {
        record.note = clean(&record.note, true).into_owned();
        record.said = clean(&record.said, false).into_owned();
    }
    Ok(Some(progress))
}

/// Writes a file whole: a new one beside it, on the disk before it takes the old one's place.
fn write(folder: &Path, file: &Path, progress: &Progress) -> std::io::Result<()> {
    let text = toml::to_string(progress).map_err(std::io::Error::other)?;
    let mut new = new_file(folder)?;
    new.write_all(HEAD.as_bytes())?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    // The rename itself lasts only when the folder is written too. Not every system can.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Takes a child out of the files of other devices. A file that cannot be read is left as it is.
fn forget_in_others(folder: &Path, own: &Path, child: &str) -> std::io::Result<()> {
    for (file, _, _) in listing(folder) {
        if file == own {
            continue;
        }
        let Ok(Some(mut progress)) = read(&file) else { continue };
        if let Some(there) = progress.children.get(child).filter(|child| !child.is_gone()) {
            let at = there.latest().unwrap_or(Timestamp::UNIX_EPOCH);
            progress.apply(&Change::ForgetChild(child.to_owned()), at);
            write(folder, &file, &progress)?;
        }
    }
    Ok(())
}

fn set_aside(file: &Path) -> std::io::Result<PathBuf> {
    for number in 1.. {
        let aside = file.with_extension(format!("damaged-{number}"));
        if !aside.exists() {
            fs::rename(file, &aside)?;
            return Ok(aside);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn remove_others(folder: &Path, own: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.ends_with(".toml") || name.contains(".damaged-");
        if ours && path != own {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// A new file that only its owner can read, taken away again unless it is put in its place.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(NEW.0).suffix(NEW.1).tempfile_in(folder)
}

/// Tries whether progress can be saved in this folder, and leaves nothing behind.
///
/// # Errors
/// Why it cannot be saved.
pub fn try_saving(folder: &Path) -> Result<(), String> {
    // What is not there yet is made, and taken away again unless somebody else has begun to use it.
    let made: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    let tried = make_private_folder(folder).and_then(|()| {
        if folder.join(LOCK).symlink_metadata().is_ok() {
            open_lock(folder)?;
        }
        let mut new = new_file(folder)?;
        new.write_all(HEAD.as_bytes())?;
        new.as_file().sync_all()?;
        new.close()
    });
    for folder in made {
        let _ = fs::remove_dir(folder);
    }
    tried.map_err(|error| regular::plain(&error))
}

/// Takes away what was left when the program was killed in the middle of saving. The folder has to be locked. What
/// cannot be taken away stays for the next time.
fn remove_leftovers(folder: &Path, older_than: Option<Duration>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(NEW.0) && name.ends_with(NEW.1);
        let Some(meta) = entry.metadata().ok().filter(|meta| ours && meta.is_file()) else { continue };
        let age = meta.modified().ok().and_then(|at| at.elapsed().ok());
        if older_than.is_none_or(|limit| age.is_some_and(|age| age >= limit)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn open_lock(folder: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    private(&mut options);
    let path = folder.join(LOCK);
    regular::open(&path, &mut options).map_err(|why| match why {
        // It is the folder that cannot be written to.
        Unread::Io(error) if !path.exists() => error,
        why => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &shown(path.display())), ("why", &why)];
            std::io::Error::other(fill(words::progress::NO_LOCK, &values))
        }
    })
}

fn lock(folder: &Path) -> std::io::Result<File> {
    let file = open_lock(folder)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => return Ok(file),
            Err(fs::TryLockError::Error(error)) => return Err(error),
            Err(fs::TryLockError::WouldBlock) if start.elapsed() > LOCK_PATIENCE => {
                return Err(std::io::Error::new(ErrorKind::WouldBlock, words::progress::BUSY));
            }
            // Another copy holds it for a few milliseconds at most.
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_: &mut OpenOptions) {}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(file) = folder.ancestors().find(|path| path.exists()).filter(|path| !path.is_dir()) {
        let text = fill(words::progress::IN_THE_WAY, &[("file", &shown(file.display()))]);
        return Err(std::io::Error::other(text));
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// The name of this device's file: the computer's name, and a number that tells apart two of one name.
///
/// The number is made from the name and the operating system's own id of the machine (`/etc/machine-id`), which
/// does not leave the machine in a readable form.
pub fn device_name() -> String {
    let host = host_name();
    let machine = fs::read_to_string("/etc/machine-id").unwrap_or_default();
    let kept: String =
        host.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).take(24).collect();
    let kept = kept.trim_matches('-');
    let kept = if kept.is_empty() { "device" } else { kept };
    format!("{kept}-{:08x}", fnv(&format!("handhold:{host}:{}", machine.trim())) as u32)
}

#[cfg(unix)]
fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// FNV-1a, 64 bits: the same number in every version of the program.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn tick(step: &str) -> Change {
        Change::Mark { step: step.to_owned(), mark: Mark::Done, said: String::new() }
    }

    fn open(folder: &Path, device: &str) -> Store {
        Store::open(Place::Folder(folder.to_owned()), device.to_owned())
    }

    #[test]
    fn two_devices_in_one_folder_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (mut a, mut b) = (open(folder.path(), "a"), open(folder.path(), "b"));
        a.apply(tick("p/one"), now()).unwrap();
        b.apply(tick("p/two"), now()).unwrap();
        let again = open(folder.path(), "a");
        assert_eq!(again.progress().steps.keys().collect::<Vec<_>>(), ["p/one", "p/two"]);
    }

    #[test]
    fn two_copies_on_one_device_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (mut a, mut b) = (open(folder.path(), "a"), open(folder.path(), "a"));
        for number in 0..10 {
            a.apply(tick(&format!("p/a{number}")), now()).unwrap();
            b.apply(tick(&format!("p/b{number}")), now()).unwrap();
        }
        assert_eq!(open(folder.path(), "a").progress().steps.len(), 20);
        assert!(a.refresh());
        assert_eq!(a.progress().steps.len(), 20);
    }

    #[test]
    fn many_threads_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let path = folder.path();
                scope.spawn(move || {
                    let mut store = open(path, "a");
                    for number in 0..15 {
                        let mut saved = store.apply(tick(&format!("p/{thread}-{number}")), now());
                        while saved.is_err() {
                            saved = store.retry();
                        }
                    }
                });
            }
        });
        assert_eq!(open(folder.path(), "a").progress().steps.len(), 60);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        fs::write(&file, "steps = {{{ damaged").unwrap();
        let mut store = open(folder.path(), "a");
        assert!(store.troubles()[0].contains("a.toml"), "{:?}", store.troubles());
        store.apply(tick("p/one"), now()).unwrap();
        let aside = folder.path().join("a.damaged-1");
        assert_eq!(fs::read_to_string(aside).unwrap(), "steps = {{{ damaged");
        assert!(store.troubles()[1].contains("a.damaged-1"), "{:?}", store.troubles());
        assert_eq!(open(folder.path(), "a").progress().steps.len(), 1);
    }

    #[test]
    fn another_device_s_damaged_file_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.toml"), [0xff, 0xfe]).unwrap();
        let mut store = open(folder.path(), "a");
        store.apply(tick("p/one"), now()).unwrap();
        assert_eq!(fs::read(folder.path().join("b.toml")).unwrap(), [0xff, 0xfe]);
        assert!(store.troubles()[0].contains("b.toml"));
    }

    #[test]
    fn what_can_not_be_saved_is_kept_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("state");
        fs::write(&blocked, "a file where the folder should be").unwrap();
        let mut store = open(&blocked, "a");
        let error = store.apply(tick("p/one"), now()).unwrap_err();
        assert!(error.contains("a.toml"), "{error}");
        assert!(store.is_unsaved());
        assert_eq!(store.progress().steps.len(), 1);
        fs::remove_file(&blocked).unwrap();
        store.retry().unwrap();
        assert!(!store.is_unsaved());
        assert_eq!(open(&blocked, "a").progress().steps.len(), 1);
    }

    #[test]
    fn erasing_everything_leaves_no_trace_of_what_was_done() {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path(), "b").apply(tick("p/secret"), now()).unwrap();
        let mut store = open(folder.path(), "a");
        store.apply(tick("p/other"), now()).unwrap();
        fs::write(folder.path().join(".new-killed.tmp"), "secret").unwrap();
        store.apply(Change::EraseAll, now()).unwrap();
        for entry in fs::read_dir(folder.path()).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            assert!(!text.contains("secret") && !text.contains("other"), "{text}");
        }
    }

    #[test]
    fn trying_to_save_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for inside in ["", "a/b/c"] {
            try_saving(&folder.path().join(inside)).unwrap();
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{inside}");
        }
        let file = folder.path().join("file");
        fs::write(&file, "in the way").unwrap();
        for inside in ["file", "file/below"] {
            assert!(try_saving(&folder.path().join(inside)).is_err(), "{inside}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "in the way");
    }

    #[test]
    fn what_a_killed_copy_left_is_taken_away_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, age: Duration| {
            let path = folder.path().join(name);
            let file = File::create(&path).unwrap();
            file.set_modified(std::time::SystemTime::now() - age).unwrap();
            path
        };
        let old = LEFTOVER_AGE + Duration::from_secs(60);
        let killed = write(".new-killed.tmp", old);
        let kept = [
            // Another computer may be writing these just now.
            write(".new-written.tmp", Duration::from_secs(60)),
            write(".new-clock-ahead.tmp", Duration::ZERO),
            // These are not ours.
            write(".new-other", old),
            write("new-other.tmp", old),
            write("other.txt", old),
        ];
        File::options().write(true).open(&kept[1]).unwrap().set_modified(std::time::SystemTime::now() + old).unwrap();
        fs::create_dir(folder.path().join(".new-folder.tmp")).unwrap();
        let mut store = open(folder.path(), "a");
        store.apply(tick("p/one"), now()).unwrap();
        assert!(!killed.exists());
        assert!(kept.iter().all(|path| path.exists()));
        assert!(folder.path().join(".new-folder.tmp").exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("handhold");
        let mut store = open(&state, "a");
        store.apply(tick("p/one"), now()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&store.file().unwrap()), 0o600);
        assert_eq!(mode(&state), 0o700);
    }
}
