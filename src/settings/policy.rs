//! The school's policy: settings that stand above the user's, settings that are only recommended, and whom to contact
//! at the school.
//!
//! A policy that others could have written, or that does not parse, is refused: a kiosk that can be changed by its
//! users is none. The safe settings of a kiosk then hold, and the program says why.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::content::doc::{Block, Piece};

use super::Layer;
use crate::content::text::{clean, shown};
use crate::words::{self, fill};

/// The largest policy that is read, in bytes.
const MAX_FILE: u64 = 1 << 16;

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
    pub fn blocks(&self) -> Vec<Block> {
        let School { name, contact, phone, hours, web } = self;
        let text = |text: &String| vec![Piece::Text(text.clone())];
        let mut out = vec![Block::Heading { level: 3, place: String::new(), words: name.clone() }];
        out.extend(contact.iter().map(|contact| Block::Para(text(contact))));
        out.extend(phone.iter().map(|phone| Block::Contact(words::help::PHONE.to_owned(), phone.clone())));
        out.extend(web.iter().map(|web| Block::Contact(words::help::WEB.to_owned(), web.clone())));
        out.extend(hours.iter().map(|hours| Block::Field(words::help::HOURS.to_owned(), text(hours))));
        out
    }

    /// The contact as one line.
    pub fn line(&self) -> String {
        let School { name, contact, phone, hours, web } = self;
        let parts = [Some(name), contact.as_ref(), phone.as_ref(), hours.as_ref(), web.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
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
}

/// The policy as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// There is none.
    #[default]
    None,
    /// It holds.
    Trusted(PathBuf, Box<PolicyFile>),
    /// There is one and it is not to be trusted; the sentence says why.
    Refused(PathBuf, String),
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
    /// The policy in this file. `owner_may_be_me` is for tests: the file may then belong to whoever runs the program.
    pub fn load(path: &Path, owner_may_be_me: bool) -> Policy {
        match read(path, owner_may_be_me) {
            Ok(None) => Policy::None,
            Ok(Some(file)) => Policy::Trusted(path.to_owned(), Box::new(file)),
            Err(why) => {
                let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &shown(path.display())), ("why", &why)];
                Policy::Refused(path.to_owned(), fill(words::policy::REFUSED, &values))
            }
        }
    }

    /// Settings that nothing else can change. For a refused policy these are the safe settings of a kiosk.
    pub fn locked(&self) -> Layer {
        match self {
            Policy::None => Layer::default(),
            Policy::Trusted(_, file) => file.locked.clone(),
            Policy::Refused(..) => Layer { kiosk: Some(true), ..Layer::default() },
        }
    }

    /// Defaults that the user may change.
    pub fn recommended(&self) -> Layer {
        match self {
            Policy::Trusted(_, file) => file.recommended.clone(),
            Policy::None | Policy::Refused(..) => Layer::default(),
        }
    }

    /// The school's own contact.
    pub fn school(&self) -> Option<&School> {
        match self {
            Policy::Trusted(_, file) => file.school.as_ref(),
            Policy::None | Policy::Refused(..) => None,
        }
    }
}

fn read(path: &Path, owner_may_be_me: bool) -> Result<Option<PolicyFile>, String> {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error.to_string()),
    };
    if !meta.is_file() || meta.len() > MAX_FILE {
        return Err(words::policy::NO_FILE.to_owned());
    }
    trusted(path, &meta, owner_may_be_me)?;
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut file: PolicyFile = toml::from_str(&text).map_err(|error| {
        let place = error.span().map(|span| crate::content::read::line_and_column(&text, &span));
        let place = place.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
        format!("{place}{}", shown(error.message()))
    })?;
    if let Some(school) = &mut file.school {
        harmless(school);
    }
    Ok(Some(file))
}

/// What is shown from the file is harmless to a terminal.
fn harmless(school: &mut School) {
    let School { name, contact, phone, hours, web } = school;
    for text in std::iter::once(name).chain([contact, phone, hours, web].into_iter().flatten()) {
        *text = clean(text, true).into_owned();
    }
}

/// Nobody but the administrator can have written the file or put another in its place.
#[cfg(unix)]
fn trusted(path: &Path, meta: &fs::Metadata, owner_may_be_me: bool) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt;
    let me = rustix::process::geteuid().as_raw();
    let owner = |uid: u32| uid == 0 || (owner_may_be_me && uid == me);
    if !owner(meta.uid()) {
        return Err(words::policy::NOT_ROOTS.to_owned());
    }
    if meta.mode() & 0o022 != 0 {
        return Err(words::policy::OTHERS_WRITE.to_owned());
    }
    let real = fs::canonicalize(path).map_err(|error| error.to_string())?;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let meta = fs::metadata(folder).map_err(|error| error.to_string())?;
    if !owner(meta.uid()) || meta.mode() & 0o022 != 0 {
        return Err(words::policy::FOLDER_WRITE.to_owned());
    }
    Ok(())
}

/// On other systems the folder's own rights are the administrator's to set; docs/schools.md says how.
#[cfg(not(unix))]
fn trusted(_: &Path, _: &fs::Metadata, _: bool) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn policy(text: &str, mode: u32) -> (tempfile::TempDir, Policy) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let policy = Policy::load(&path, true);
        (folder, policy)
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
            assert!(matches!(policy, Policy::Refused(..)), "{text:?} {mode:o}: {policy:?}");
            assert_eq!(policy.locked().kiosk, Some(true));
        }
    }

    #[test]
    fn one_in_a_folder_that_others_could_write_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        fs::write(&path, "").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(Policy::load(&path, true), Policy::Refused(..)));
    }

    #[test]
    fn none_is_none() {
        assert_eq!(Policy::load(Path::new("/nowhere/policy.toml"), false), Policy::None);
    }
}
