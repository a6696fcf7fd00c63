//! `handhold due`: what is due for a check, oldest first, with its old taps and their sources.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::files::Files;
use super::{Ended, print, print_json};
use crate::content::date::Day;
use crate::content::page::Page;

#[derive(Serialize)]
struct Item {
    page: String,
    path: String,
    review_by: Day,
    days_left: i64,
    old_taps: Vec<OldTaps>,
}

#[derive(Serialize)]
struct OldTaps {
    step: String,
    seen: String,
    sources: Vec<String>,
}

/// Runs it.
///
/// # Errors
/// When the folder is not there, or standard output cannot be written to.
pub fn run(path: Option<&Path>, within: u16, today: Day, json: bool) -> anyhow::Result<Ended> {
    let files = Files::of(&path.map(Path::to_owned).into_iter().collect::<Vec<_>>())?;
    let limit = today.plus_days(i32::from(within));
    let mut items = Vec::new();
    for input in files.inputs() {
        let Ok(document) = files.read(&input) else { continue };
        let Some(page) = &document.page else { continue };
        let review_by = page.head().review_by;
        let old_taps = old_taps(page, today);
        if review_by <= limit || !old_taps.is_empty() {
            let path = crate::content::text::shown(input.path.display());
            let days_left = review_by.days_since(today);
            items.push(Item { page: document.stem.clone(), path, review_by, days_left, old_taps });
        }
    }
    items.sort_by(|a, b| (a.review_by, &a.page).cmp(&(b.review_by, &b.page)));
    if json {
        print_json(&items)?;
    } else {
        print(&text(&items, limit))?;
    }
    Ok(Ended::Well)
}

fn old_taps(page: &Page, today: Day) -> Vec<OldTaps> {
    let mut out = Vec::new();
    for step in page.steps() {
        let Some(seen) = step.seen.filter(|seen| step.volatile && seen.older_than_a_year(today)) else { continue };
        let source =
            |id: &String| page.source(id).map(|(_, source)| source.url.clone().unwrap_or_else(|| source.title.clone()));
        out.push(OldTaps {
            step: step.id.clone(),
            seen: seen.to_string(),
            sources: step.taps_from.iter().filter_map(source).collect(),
        });
    }
    out
}

fn text(items: &[Item], limit: Day) -> String {
    let mut out = String::new();
    let due = items.iter().filter(|item| item.review_by <= limit).count();
    let old: usize = items.iter().map(|item| item.old_taps.len()).sum();
    let _ = writeln!(out, "{due} pages are due for a check by {}; {old} steps have old taps.", limit.in_words());
    for item in items {
        let state = if item.days_left <= 0 { "OVERDUE" } else { "" };
        let _ = writeln!(out, "\n{} {} {}{state}", item.review_by, item.path, if state.is_empty() { "" } else { " " });
        for taps in &item.old_taps {
            let _ = writeln!(out, "    {} (seen {})", taps.step, taps.seen);
            for source in &taps.sources {
                let _ = writeln!(out, "        {source}");
            }
        }
    }
    // No spaces at the ends of lines.
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
