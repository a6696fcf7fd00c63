//! Opening what must be a file: a pipe or a device in its place may hold up whoever opens it for ever, and a file may
//! be far too large. Everything that is read from a disk goes through here.

use std::fmt;
use std::fs::{File, FileType, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use super::text::shown;
use crate::words::{self, fill};

/// How long a file may be held by another program that has it to itself, like a server of network shares. The kernel
/// takes it away from them after 45 seconds.
const HELD: Duration = Duration::from_secs(60);

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// The system's reason.
    Io(io::Error),
    /// Something else stands there; the sentence says what.
    NotAFile(&'static str),
    /// It is too large.
    TooLarge {
        /// How many bytes it has, at least.
        size: u64,
        /// How many bytes are read at most.
        most: u64,
    },
    /// It is no text; these are its bytes.
    NotText(std::string::FromUtf8Error),
}

impl Unread {
    /// True when there is nothing at this place.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unread::Io(error) if error.kind() == ErrorKind::NotFound)
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unread::Io(error) => f.write_str(&shown(plain(error))),
            Unread::NotAFile(what) => f.write_str(what),
            Unread::TooLarge { most, .. } if *most >= 1 << 20 => {
                f.write_str(&fill(words::file::LARGE_MB, &[("n", &(most >> 20))]))
            }
            Unread::TooLarge { most, .. } => f.write_str(&fill(words::file::LARGE_KB, &[("n", &(most >> 10))])),
            Unread::NotText(_) => f.write_str(words::file::NOT_TEXT),
        }
    }
}

/// Opens a file, and nothing else. What was opened is looked at, not what stands there before or after.
///
/// # Errors
/// When it cannot be opened, or is something else than a file.
pub fn open(path: &Path, options: &mut OpenOptions) -> Result<File, Unread> {
    never_wait(options);
    let start = Instant::now();
    let file = loop {
        match options.open(path) {
            Ok(file) => break file,
            // Another program has it to itself; it was told, and gives it back.
            Err(error) if error.kind() == ErrorKind::WouldBlock && start.elapsed() < HELD => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(error) => {
                // Some of what is no file cannot even be opened like this.
                let what = path.metadata().ok().and_then(|meta| other(meta.file_type()));
                return Err(what.map_or(Unread::Io(error), Unread::NotAFile));
            }
        }
    };
    let kind = file.metadata().map_err(Unread::Io)?.file_type();
    other(kind).map_or(Ok(file), |what| Err(Unread::NotAFile(what)))
}

/// The bytes of a file that has at most so many.
///
/// # Errors
/// When it cannot be read, is something else than a file, or has more bytes.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    read_open(&mut open(path, OpenOptions::new().read(true))?, most)
}

/// The bytes of an open file that has at most so many.
///
/// # Errors
/// As for [`read`].
pub fn read_open(file: &mut File, most: u64) -> Result<Vec<u8>, Unread> {
    let large = |size| Unread::TooLarge { size, most };
    let size = file.metadata().map_err(Unread::Io)?.len();
    if size > most {
        return Err(large(size));
    }
    // It may have grown meanwhile, and some files do not say how large they are.
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(Unread::Io)?;
    if bytes.len() as u64 > most { Err(large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// The text of a file that has at most so many bytes.
///
/// # Errors
/// As for [`read`], and when it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> Result<String, Unread> {
    String::from_utf8(read(path, most)?).map_err(Unread::NotText)
}

/// The system's own reason of an error. The library for new files puts after it a path that it made up, and keeps the
/// error itself to itself.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let reason = text.split_once(" at path \"").filter(|_| error.raw_os_error().is_none()).map(|(reason, _)| reason);
    reason.unwrap_or(&text).to_owned()
}

/// What it is that is no file, as a sentence.
fn other(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some(words::file::FOLDER)
    } else if is_pipe(kind) {
        Some(words::file::PIPE)
    } else {
        Some(words::file::OTHER)
    }
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

/// A pipe without an other end is not waited for, and a terminal does not become ours.
#[cfg(unix)]
fn never_wait(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
}

#[cfg(not(unix))]
fn never_wait(_: &mut OpenOptions) {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_a_file_is_read_and_what_else_is_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "text").unwrap();
        fs::write(path("utf16"), b"\xff\xfet\0").unwrap();
        fs::create_dir(path("folder")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
        std::os::unix::fs::symlink("pipe", path("link")).unwrap();
        assert_eq!(read_text(&path("file"), 4).unwrap(), "text");
        for (name, said) in [
            ("folder", words::file::FOLDER),
            ("pipe", words::file::PIPE),
            ("link", words::file::PIPE),
            ("socket", words::file::OTHER),
            ("utf16", words::file::NOT_TEXT),
        ] {
            let why = read_text(&path(name), 1 << 10).unwrap_err();
            assert_eq!(why.to_string(), said, "{name}");
            // To write to it is no different.
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true);
            assert_eq!(open(&path(name), &mut options).is_ok(), name == "utf16", "{name}");
        }
        assert_eq!(read_text(Path::new("/dev/zero"), 4).unwrap_err().to_string(), words::file::OTHER);
        assert!(read_text(&path("nothing"), 4).unwrap_err().is_missing());
        assert!(matches!(read_text(&path("file"), 3), Err(Unread::TooLarge { size: 4, most: 3 })));
    }

    #[test]
    fn a_sparse_file_is_read_only_so_far() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sparse");
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(
            read(&path, 64 << 10).unwrap_err().to_string(),
            "it has more than 64 KiB, which is the most that is read"
        );
        assert_eq!(
            read(&path, 1 << 20).unwrap_err().to_string(),
            "it has more than 1 MiB, which is the most that is read"
        );
    }

    #[test]
    fn the_reason_is_the_systems_without_a_made_up_path() {
        let gone = tempfile::Builder::new().tempfile_in("/nowhere/at/all").unwrap_err();
        assert!(gone.to_string().contains("at path"), "{gone}");
        assert_eq!(plain(&gone), "No such file or directory (os error 2)");
        assert_eq!(plain(&io::Error::other("own")), "own");
    }
}
