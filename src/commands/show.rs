//! `handhold show PAGE`: a page as text.

use std::rc::Rc;

use super::{Ended, Part, Session, complain, print_json};
use crate::content::doc::{self, Block, Piece, Tone};
use crate::content::library::Library;
use crate::content::page::{Body, Page};
use crate::content::text::shown;
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When a built-in page can not be read or standard output can not be written to.
pub fn run(session: &Session, id: &str, section: Option<&str>, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let Some(page) = find(&library, id)? else { return Ok(Ended::Found) };
    let mut slots = doc::slots(&page);
    let Some(wanted) = section else {
        if json {
            print_page_json(&page, &library)?;
            return Ok(Ended::Well);
        }
        // Links to services cannot be followed here.
        let numbers = Block::Note(Tone::Quiet, vec![Piece::Text(words::plain::NUMBERS.into())]);
        let end = page.region().is_none().then(|| Part::Own(vec![numbers]));
        return print_parts(session, &library, &page, slots.into_iter().map(Part::Of).chain(end));
    };
    let fits = |slot: &doc::Slot<'_>| {
        slot.place().eq_ignore_ascii_case(wanted) || slot.title(&page).eq_ignore_ascii_case(wanted)
    };
    let is_part = slots.iter().any(fits);
    // Else a step, a myth or another entry of a part.
    let entry = match is_part {
        true => Vec::new(),
        false => session.document(&library, |cx| doc::entry_blocks(&page, wanted, cx)),
    };
    if !is_part && entry.is_empty() {
        let names = slots.iter().map(doc::Slot::place).collect::<Vec<_>>().join(", ");
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("page", &page.head().id), ("section", &shown(wanted)), ("names", &names)];
        complain(&fill(words::plain::NO_SECTION, &values))?;
        return Ok(Ended::Found);
    }
    slots.retain(fits);
    if json {
        let blocks = match slots.is_empty() {
            true => entry,
            false => session.document(&library, |cx| slots.iter().flat_map(|slot| slot.blocks(&page, cx)).collect()),
        };
        let text = session.plain(&blocks);
        print_json(&serde_json::json!({ "page": page.head().id, "section": wanted, "text": text.trim_end() }))?;
        return Ok(Ended::Well);
    }
    if slots.is_empty() {
        super::print(&session.text(&entry))?;
        return Ok(Ended::Well);
    }
    print_parts(session, &library, &page, slots.into_iter().map(Part::Of))
}

fn print_parts<'p>(
    session: &Session,
    library: &Library,
    page: &Page,
    parts: impl Iterator<Item = Part<'p>>,
) -> anyhow::Result<Ended> {
    session.print(library, page, &parts.collect::<Vec<_>>())?;
    Ok(Ended::Well)
}

/// The page that is called this; when there is none, says which are nearest.
///
/// # Errors
/// When a built-in page can not be read or standard error can not be written to.
pub fn find(library: &Library, id: &str) -> anyhow::Result<Option<Rc<Page>>> {
    // The word list is a page that no list has.
    let own = id.trim().to_lowercase();
    // An id as it is, is most often typed: no other name has to be looked at then.
    let page = library.listed(&own).or_else(|| library.called(id).first().copied());
    if let Some(page) = library.page(page.map_or(own.as_str(), |page| page.id())) {
        return Ok(Some(page.map_err(|problem| anyhow::anyhow!("{problem}"))?));
    }
    complain(&fill(words::plain::NO_PAGE, &[("id", &shown(id))]))?;
    let names: Vec<&str> = library.nearest(id).iter().map(|page| page.id()).collect();
    if !names.is_empty() {
        complain(&fill(words::plain::NEAREST, &[("names", &names.join(", "))]))?;
    }
    complain(words::plain::LIST_HINT)?;
    Ok(None)
}

/// The page as its file has it, but for related pages that are not shown here.
///
/// # Errors
/// When standard output can not be written to.
fn print_page_json(page: &Page, library: &Library) -> anyhow::Result<()> {
    let mut body = page.body.clone();
    let related = match &mut body {
        Body::Guide(file) => Some(&mut file.related),
        Body::Region(file) => Some(&mut file.related),
        Body::Evidence(file) => Some(&mut file.related),
        Body::Glossary(_) => None,
    };
    if let Some(related) = related {
        related.retain(|id| library.has(id));
    }
    match &body {
        Body::Guide(file) => print_json(file),
        Body::Region(file) => print_json(file),
        Body::Evidence(file) => print_json(file),
        Body::Glossary(file) => print_json(file),
    }
}
