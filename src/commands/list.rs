//! `handhold list`: the pages.

use serde::Serialize;

use super::{Ended, Session, print, print_json};
use crate::content::library::Listed;
use crate::content::page::Kind;
use crate::layout::width;

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    aliases: Vec<&'a str>,
    summary: &'a str,
    steps: usize,
    review_by: &'a str,
}

/// Runs it.
///
/// # Errors
/// When standard output can not be written to.
pub fn run(session: &Session, kind: Option<Kind>, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let pages: Vec<&Listed> = library.pages().iter().filter(|page| kind.is_none_or(|kind| page.kind == kind)).collect();
    if json {
        let items: Vec<Item<'_>> = pages.iter().map(|page| item(page)).collect();
        print_json(&items)?;
        return Ok(Ended::Well);
    }
    let longest = pages.iter().map(|page| width(page.id())).max().unwrap_or(0);
    let mut out = String::new();
    let mut before = None;
    for page in pages {
        if kind.is_none() && before != Some(page.kind) {
            if before.is_some() {
                out.push('\n');
            }
            out.push_str(&format!("{}:\n", page.kind.plain()));
            before = Some(page.kind);
        }
        let indent = if kind.is_none() { "  " } else { "" };
        out.push_str(&format!("{indent}{:longest$}  {}\n", page.id(), page.name()));
    }
    print(&out)?;
    Ok(Ended::Well)
}

fn item(page: &Listed) -> Item<'_> {
    Item {
        id: page.id(),
        kind: page.kind.name(),
        name: page.name(),
        aliases: page.entry.aliases().collect(),
        summary: page.entry.summary(),
        steps: page.entry.steps().count(),
        review_by: page.entry.review_by(),
    }
}
