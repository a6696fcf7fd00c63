//! `handhold links`: every address with where it is used.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::Files;
use super::{Ended, print, print_json};
use crate::check::urls;
use crate::content::read::line_and_column;

/// Runs it.
///
/// # Errors
/// When the folder is not there, or standard output cannot be written to.
pub fn run(path: Option<&Path>, json: bool) -> anyhow::Result<Ended> {
    let files = Files::of(&path.map(Path::to_owned).into_iter().collect::<Vec<_>>())?;
    let mut links: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for input in files.inputs() {
        let Ok(document) = files.read(&input) else { continue };
        for (span, url) in urls::all(&document) {
            let (line, _) = line_and_column(&document.text, &span);
            let place = format!("{}:{line}", crate::content::text::shown(input.path.display()));
            links.entry(crate::content::text::shown(url)).or_default().push(place);
        }
    }
    if json {
        print_json(&links)?;
    } else {
        let row = |(url, places): (&String, &Vec<String>)| format!("{url}\t{}\n", places.join(" "));
        print(&links.iter().map(row).collect::<String>())?;
    }
    Ok(Ended::Well)
}
