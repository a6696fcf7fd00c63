//! `handhold eject`: the built-in content as files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Ended, print};
use crate::check::schema;
use crate::content::page::Kind;
use crate::content::source;
use crate::content::text::shown;

/// What makes editors find the schemas.
const EDITORS: [(&str, &str); 2] =
    [(".taplo.toml", include_str!("../../.taplo.toml")), ("tombi.toml", include_str!("../../tombi.toml"))];

/// Runs it.
///
/// # Errors
/// When the folder has something in it already, or cannot be written to.
pub fn run(dir: &Path) -> anyhow::Result<Ended> {
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        anyhow::bail!("{} has something in it; nothing was written. Name an empty folder.", shown(dir.display()));
    }
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for path in source::built_in_paths() {
        let stored = source::built_in(path).with_context(|| format!("{path} in the program is damaged"))?;
        files.push((PathBuf::from(path), stored.bytes().to_owned()));
    }
    for kind in Kind::ALL {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema::of(kind))?);
        files.push((Path::new("schema").join(format!("{}.json", kind.name())), text.into_bytes()));
    }
    for (name, text) in EDITORS {
        // In the repository the content is a folder below; here it is the folder itself.
        files.push((PathBuf::from(name), text.replace("\"content/", "\"").into_bytes()));
    }
    for (path, bytes) in &files {
        let target = dir.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| not_made(folder))?;
        }
        // Never over a file that somebody has just put there.
        let file = fs::OpenOptions::new().write(true).create_new(true).open(&target);
        file.and_then(|mut file| file.write_all(bytes)).with_context(|| not_made(&target))?;
    }
    print(&format!("{} files written to {}\n", files.len(), shown(dir.display())))?;
    Ok(Ended::Well)
}

fn not_made(path: &Path) -> String {
    format!("{} cannot be written", shown(path.display()))
}
