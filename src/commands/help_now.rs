//! `handhold help-now`: whom to ring, and what to do first.

use std::rc::Rc;

use serde::Serialize;

use super::{Ended, Part, Session, complain, print_json};
use crate::content::doc::Slot;
use crate::content::file::RegionFile;
use crate::content::library::Library;
use crate::content::page::{Kind, Page};
use crate::content::text::shown;
use crate::settings::policy::School;
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
    let school = session.settings.policy.school();
    if json {
        print_json(&Answer { region: page.region(), school })?;
        return Ok(Ended::Well);
    }
    // Everything a parent needs now; the services in full are on the page.
    let mut parts = vec![Part::Of(Slot::Danger)];
    parts.extend(school.map(|school| Part::Own(school.blocks())));
    parts.extend([Slot::DoNot, Slot::Needs, Slot::Say].map(Part::Of));
    session.print(&library, &page, &parts)?;
    Ok(Ended::Well)
}

/// What programs are told.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    region: Option<&'a RegionFile>,
    /// The school's own contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    school: Option<&'a School>,
}

/// The page of a region.
pub fn region(library: &Library, id: &str) -> Option<Rc<Page>> {
    library.page(id).and_then(Result::ok).filter(|page| page.region().is_some())
}
