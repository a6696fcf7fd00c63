//! `handhold help-now`: whom to ring, and what to do first.

use std::rc::Rc;

use super::{Ended, Session, complain};
use crate::content::doc::Slot;
use crate::content::library::Library;
use crate::content::page::{Kind, Page};
use crate::content::text::shown;
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When standard output can not be written to.
pub fn run(session: &Session, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let id = &session.settings.region.value;
    let Some(page) = region(&library, id) else {
        let names: Vec<&str> = library.of_kind(Kind::Region).map(super::super::content::library::Listed::id).collect();
        complain(&fill(words::plain::NO_REGION, &[("id", &shown(id)), ("names", &names.join(", "))]))?;
        return Ok(Ended::Found);
    };
    if json {
        super::show::print_page_json(&page)?;
        return Ok(Ended::Well);
    }
    // Everything a parent needs now; the services in full are on the page.
    session.print(&library, &page, &[Slot::Danger, Slot::DoNot, Slot::Needs, Slot::Say])?;
    Ok(Ended::Well)
}

/// The page of a region.
pub fn region(library: &Library, id: &str) -> Option<Rc<Page>> {
    library.page(id).and_then(Result::ok).filter(|page| page.region().is_some())
}
