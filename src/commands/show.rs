//! `handhold show PAGE`: a page as text.

use std::rc::Rc;

use super::{Ended, Part, Session, complain, print_json};
use crate::content::doc;
use crate::content::library::Library;
use crate::content::page::{Body, Page};
use crate::content::text::{nearest, shown};
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When a built-in page can not be read or standard output can not be written to.
pub fn run(session: &Session, id: &str, section: Option<&str>, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let Some(page) = find(&library, id)? else { return Ok(Ended::Found) };
    if json {
        print_page_json(&page)?;
        return Ok(Ended::Well);
    }
    let mut slots = doc::slots(&page);
    if let Some(wanted) = section {
        let fits = |slot: &doc::Slot<'_>| slot.place() == wanted || slot.title(&page).eq_ignore_ascii_case(wanted);
        if !slots.iter().any(fits) {
            // A step, a myth or another entry of a part.
            let entry = session.document(&library, |cx| doc::entry_blocks(&page, wanted, cx));
            if !entry.is_empty() {
                super::print(&session.text(&entry))?;
                return Ok(Ended::Well);
            }
            let places: Vec<&str> = slots.iter().map(doc::Slot::place).collect();
            let near = nearest(wanted, places.iter().copied(), 1);
            let names = if near.is_empty() { places.join(", ") } else { near.join(", ") };
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("page", &page.head().id), ("section", &shown(wanted)), ("names", &names)];
            complain(&fill(words::plain::NO_SECTION, &values))?;
            return Ok(Ended::Found);
        }
        slots.retain(fits);
    }
    let parts: Vec<Part<'_>> = slots.into_iter().map(Part::Of).collect();
    session.print(&library, &page, &parts)?;
    Ok(Ended::Well)
}

/// The page with this id; when there is none, says which are nearest.
///
/// # Errors
/// When a built-in page can not be read or standard error can not be written to.
pub fn find(library: &Library, id: &str) -> anyhow::Result<Option<Rc<Page>>> {
    if let Some(page) = library.page(id) {
        return Ok(Some(page.map_err(|problem| anyhow::anyhow!("{problem}"))?));
    }
    // Words as they are said: "ios screen time".
    if let Some(page) = library.page(&id.trim().to_lowercase().replace(' ', "-")) {
        return Ok(Some(page.map_err(|problem| anyhow::anyhow!("{problem}"))?));
    }
    let near = library.nearest(id);
    let exact = near.first().filter(|page| {
        page.name().eq_ignore_ascii_case(id) || page.entry.aliases().any(|alias| alias.eq_ignore_ascii_case(id))
    });
    if let Some(page) = exact.and_then(|page| library.page(page.id())) {
        return Ok(Some(page.map_err(|problem| anyhow::anyhow!("{problem}"))?));
    }
    complain(&fill(words::plain::NO_PAGE, &[("id", &shown(id))]))?;
    let names: Vec<&str> = near.iter().map(|page| page.id()).collect();
    if !names.is_empty() {
        complain(&fill(words::plain::NEAREST, &[("names", &names.join(", "))]))?;
    }
    complain(words::plain::LIST_HINT)?;
    Ok(None)
}

/// The page as its file has it.
///
/// # Errors
/// When standard output can not be written to.
pub fn print_page_json(page: &Page) -> anyhow::Result<()> {
    match &page.body {
        Body::Guide(file) => print_json(file),
        Body::Region(file) => print_json(file),
        Body::Evidence(file) => print_json(file),
        Body::Glossary(file) => print_json(file),
    }
}
