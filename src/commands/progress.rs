//! `handhold progress`: what was done; `progress path`; `progress reset`.

use serde::Serialize;

use super::{Ended, Session, complain, print, print_json};
use crate::cli::ProgressCommand;
use crate::content::library::Library;
use crate::content::text::shown;
use crate::layout::width;
use crate::plan;
use crate::progress::count;
use crate::progress::store::{Place, Store, device_name, has_files};
use crate::progress::ticks::Ticks;
use crate::progress::{Change, Mark};
use crate::settings::state_folder;
use crate::words::{self, fill};

#[derive(Serialize)]
struct Item {
    /// The child's name; left out where there are no children.
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<String>,
    page: String,
    name: String,
    done: usize,
    changed: usize,
    not_for_us: usize,
    all: usize,
    steps: Vec<StepItem>,
}

#[derive(Serialize)]
struct StepItem {
    step: String,
    mark: Mark,
    at: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

/// Runs it.
///
/// # Errors
/// When there is no folder for progress, it can not be written, or standard output can not be written to.
pub fn run(session: &Session, command: Option<ProgressCommand>, json: bool) -> anyhow::Result<Ended> {
    match command {
        None => show(session, json),
        Some(ProgressCommand::Path) => {
            let folder = state_folder().ok_or_else(|| anyhow::anyhow!(words::progress::NO_FOLDER))?;
            print(&format!("{}\n", folder.display()))?;
            if !matches!(session.place(), Place::Folder(_)) {
                complain(words::progress::NOT_KEPT_HERE)?;
            }
            Ok(Ended::Well)
        }
        Some(ProgressCommand::Reset { page, yes }) => reset(session, page, yes),
    }
}

fn open(session: &Session) -> Store {
    Store::open(session.place(), device_name())
}

fn show(session: &Session, json: bool) -> anyhow::Result<Ended> {
    let (library, store) = (session.library(), open(session));
    for trouble in store.troubles() {
        complain(trouble)?;
    }
    let items = items(&library, &store);
    if json {
        print_json(&items)?;
        return Ok(Ended::Well);
    }
    if items.is_empty() {
        print(&format!("{}\n", words::progress::NONE))?;
        return Ok(Ended::Well);
    }
    let longest = items.iter().map(|item| width(&item.name)).max().unwrap_or(0);
    let mut out = String::new();
    let mut child = None;
    for item in &items {
        if item.child != child {
            child.clone_from(&item.child);
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&format!("{}:\n", child.as_deref().unwrap_or_default()));
        }
        let pad = " ".repeat(longest - width(&item.name));
        let wanted = item.all - item.not_for_us;
        let count = fill(words::checklist::COUNT, &[("done", &item.done), ("all", &wanted)]);
        out.push_str(&format!("{}{pad}  {count}\n", item.name));
    }
    print(&out)?;
    Ok(Ended::Well)
}

/// What was done, for each child; where there are no children, for the family.
fn items(library: &Library, store: &Store) -> Vec<Item> {
    let progress = store.progress();
    let mut out: Vec<Item> = plan::children(progress)
        .flat_map(|(id, child)| items_of(library, Ticks::new(progress, Some(id), library), Some(&plan::name_of(child))))
        .collect();
    if plan::children(progress).next().is_none() {
        out.extend(items_of(library, Ticks::new(progress, None, library), None));
    }
    out
}

fn items_of(library: &Library, ticks: Ticks<'_>, child: Option<&str>) -> Vec<Item> {
    let pages = library.pages().iter().filter(|page| page.entry.steps().next().is_some());
    let item = |page: &crate::content::library::Listed| {
        let count = count::page(ticks, page);
        let steps = page.entry.steps().filter_map(|step| {
            let answer = count::answer(ticks, page, step);
            let answered = answer.at > jiff::Timestamp::UNIX_EPOCH || !answer.note.is_empty();
            let (step, note) = (step.id().to_owned(), answer.note.to_owned());
            answered.then(|| StepItem { step, mark: answer.mark, at: answer.at.to_string(), note })
        });
        Item {
            child: child.map(str::to_owned),
            page: page.id().to_owned(),
            name: page.name().to_owned(),
            done: count.done,
            changed: count.changed,
            not_for_us: count.skipped,
            all: count.all,
            steps: steps.collect(),
        }
    };
    pages.map(item).filter(|item| !item.steps.is_empty()).collect()
}

fn reset(session: &Session, page: Option<String>, yes: bool) -> anyhow::Result<Ended> {
    if let Some(id) = page.as_deref()
        && session.library().listed(id).is_none()
    {
        complain(&fill(words::plain::NO_PAGE, &[("id", &shown(id))]))?;
        complain(words::plain::LIST_HINT)?;
        return Ok(Ended::Found);
    }
    let question = match &page {
        Some(page) => fill(words::plain::RESET_PAGE, &[("page", page)]),
        None => words::plain::RESET_ALL.to_owned(),
    };
    if !yes && !super::ask(&question)? {
        return Ok(Ended::Found);
    }
    // What was kept before is the user's to erase, whatever is kept now.
    let folder = state_folder().ok_or_else(|| anyhow::anyhow!(words::progress::NO_FOLDER))?;
    if !has_files(&folder) {
        print(&format!("{}\n", words::plain::RESET_NOTHING))?;
        return Ok(Ended::Well);
    }
    let change = page.map_or(Change::EraseAll, Change::ErasePage);
    let mut store = Store::open(Place::Folder(folder), device_name());
    store.apply(change, jiff::Timestamp::now()).map_err(|trouble| anyhow::anyhow!(trouble))?;
    print(&format!("{}\n", words::plain::RESET_DONE))?;
    Ok(Ended::Well)
}
