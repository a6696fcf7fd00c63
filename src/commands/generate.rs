//! `handhold generate`: files that are made from the program itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::files::Files;
use super::{Ended, Session, print, print_json};
use crate::check::{rules, schema};
use crate::cli::Generate;
use crate::content::text::shown;

/// Runs it.
///
/// # Errors
/// When a folder is not there, or standard output cannot be written to.
pub fn run(session: &Session, what: Generate) -> anyhow::Result<Ended> {
    match what {
        Generate::Schema { kind } => print_json(&schema::of(kind))?,
        Generate::Rules => print(&rules::documentation())?,
        Generate::Released { path } => {
            let files = Files::of(path.as_slice())?;
            // A list that cannot be read would be replaced by one without the steps that are gone.
            if let Some(wrong) = files.wrong_lists().first() {
                anyhow::bail!("{} cannot be read: `handhold check` says what to mend", shown(wrong.path.display()));
            }
            let mut released = files.world(session.today).released;
            add_steps(&files, &mut released);
            print(&released_text(&released))?;
        }
    }
    Ok(Ended::Well)
}

/// Steps stay in the list for ever; those that are there now get the mark of what they say now.
fn add_steps(files: &Files, released: &mut BTreeMap<String, BTreeMap<String, String>>) {
    for input in files.inputs() {
        let Ok(document) = files.read(&input) else { continue };
        let Some(page) = &document.page else { continue };
        let steps = page.steps().iter().map(|step| (step.id.clone(), step.mark()));
        if !page.steps().is_empty() {
            released.entry(document.stem.clone()).or_default().extend(steps);
        }
    }
}

fn released_text(released: &BTreeMap<String, BTreeMap<String, String>>) -> String {
    let mut out = String::from(
        "# The steps that releases had, each with a mark of what it said. People's ticks go by these ids.\n\
         # Made by `handhold generate released`. Never take a line out.\n",
    );
    for (page, steps) in released {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n[{page}]");
        for (step, mark) in steps {
            let _ = writeln!(out, "{step} = \"{mark}\"");
        }
    }
    out
}
