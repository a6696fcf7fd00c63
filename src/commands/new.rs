//! `handhold new KIND ID`: a skeleton of a page.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;

use super::{Ended, Session, complain, print};
use crate::content::page::Kind;
use crate::content::text::shown;

/// Runs it.
///
/// # Errors
/// When the file cannot be written.
pub fn run(session: &Session, kind: Kind, id: &str, dir: &Path) -> anyhow::Result<Ended> {
    let fits = !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !fits {
        complain(&format!("\"{}\" cannot be an id: use small letters, digits and hyphens, like my-app.", shown(id)))?;
        return Ok(Ended::Found);
    }
    let library = session.library();
    if let Some(page) = library.listed(id) {
        complain(&format!("There is a page called \"{id}\" already: {} ({}).", page.name(), page.kind.name()))?;
        return Ok(Ended::Found);
    }
    let base = if dir.join("en").is_dir() { dir.join("en") } else { dir.to_owned() };
    let folder = base.join(kind.folder().unwrap_or_default());
    let path = folder.join(format!("{id}.toml"));
    let cannot = || format!("{} cannot be written", shown(path.display()));
    fs::create_dir_all(&folder).with_context(cannot)?;
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            complain(&format!("{} is there already; nothing was written.", shown(path.display())))?;
            return Ok(Ended::Found);
        }
        other => other.with_context(cannot)?,
    };
    file.write_all(skeleton(session, kind, id).as_bytes()).with_context(cannot)?;
    let shown_path = shown(path.display());
    print(&format!(
        "{shown_path} is there. Now:\n  1. write what is marked TODO\n  2. handhold preview {shown_path}\n  3. handhold check {shown_path}\n"
    ))?;
    Ok(Ended::Well)
}

/// Sections that a page of the kind has, with what belongs in each.
fn sections(kind: Kind) -> &'static [(&'static str, &'static str, &'static str)] {
    match kind {
        Kind::Platform => &[
            ("what", "What it is, and what children like about it", "what it is, and what children like"),
            ("contact", "Who can reach my child, and how", "who can write to, call or see a child"),
            ("protections", "What it already does for under-18s", "what is on by default for under-18s"),
            ("gaps", "What it does not do", "what it does not stop"),
            ("tool", "The parents' tool", "the parents' tool, or that there is none"),
            ("tool-shows", "What the tool shows you", "what a parent sees; take the section out when there is no tool"),
            ("tool-hides", "What it does not show you", "what a parent does not see"),
            ("signs", "Signs to watch for", "what a parent may notice"),
            ("block", "Block somebody", "the taps"),
            ("report", "Report", "how to report in the app and to the police"),
            ("evidence", "Keep evidence", "what to keep, and what never to copy"),
            ("leave", "Delete the account", "the taps"),
        ],
        Kind::Device => &[
            ("what", "What it can do", "what it sets limits to"),
            ("start", "What you need first", "accounts, devices and minutes"),
            ("ages", "What changes at 13, 16 and 18", "what changes by itself"),
            ("households", "Two homes", "how two parents share it"),
            ("forgotten", "A forgotten passcode", "how to get back in"),
            ("gaps", "What it does not do", "what it does not stop"),
        ],
        _ => &[
            ("now", "What to do now", "what to do, in order, as a numbered list"),
            ("do-not", "What not to do", "what makes it worse"),
            ("what", "What it is", "what it is and how it happens"),
            ("signs", "Signs to watch for", "what a parent may notice"),
            ("report", "Where to report, and where to get help", "whom to tell, with links to the region pages"),
        ],
    }
}

fn skeleton(session: &Session, kind: Kind, id: &str) -> String {
    let (template, months) = match kind {
        Kind::Platform => (include_str!("skeletons/guide.toml"), 3),
        Kind::Device => (include_str!("skeletons/guide.toml"), 6),
        Kind::Region => (include_str!("skeletons/region.toml"), 6),
        Kind::Evidence => (include_str!("skeletons/evidence.toml"), 12),
        Kind::Topic | Kind::Glossary => (include_str!("skeletons/guide.toml"), 12),
    };
    let own = match kind {
        Kind::Platform => {
            "status = \"open\"                      # \"open\", \"closing\" or \"closed\"\n# minimum_age = 13                   # in its own rules; leave out when not known\n# made_by = \"...\"\n"
        }
        Kind::Device => {
            "set_on = \"any\"                       # \"iphone\", \"android\", \"computer\", \"console\", \"any\" or \"home\"\n"
        }
        _ => "",
    };
    let mut text_sections = String::new();
    for (id, title, what) in sections(kind) {
        // Writing to a String cannot fail.
        let _ = write!(
            text_sections,
            "[[section]]\nid = \"{id}\"\ntitle = \"{title}\"\ntext = \"\"\"\nTODO: {what}. Each paragraph ends with its source.[^first-source]\n\"\"\"\n\n"
        );
    }
    template
        .replace("{own}", own)
        .replace("{sections}", text_sections.trim_end())
        .replace("{steps}", &steps(if kind == Kind::Platform { 8 } else { 5 }))
        .replace("{id}", id)
        .replace("{today}", &session.today.to_string())
        .replace("{review_by}", &session.today.plus_months(months).to_string())
}

fn steps(count: usize) -> String {
    let mut out = String::new();
    for number in 1..=count {
        let priority = match number {
            1 | 2 => "do first",
            3..=5 => "this week",
            _ => "when you can",
        };
        let comment = if number == 1 {
            "                # \"do first\" (at most 4), \"this week\", \"when you can\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "[[step]]\nid = \"todo-{number}\"                        # a short name that stays for ever, like \"ghost-mode\"\ntitle = \"Turn on TODO\"                # begins with a verb\nwhy = \"TODO[^first-source]\"\npriority = \"{priority}\"{comment}\nminutes = 5\nhow = [\"TODO: one action a line; menu names `in backticks`\"]\nseen = \"unknown\"                     # the newest date that the source of the taps shows\ntaps_from = [\"first-source\"]\nif_moved = \"TODO: what to search the settings for\"\n\n"
        );
    }
    out
}
