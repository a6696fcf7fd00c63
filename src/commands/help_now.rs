//! `handhold help-now`: whom to ring, and what to do first.

use std::rc::Rc;

use serde::Serialize;

use super::{Ended, Part, Session, complain, print_json};
use crate::content::doc::Slot;
use crate::content::file::RegionFile;
use crate::content::library::{Library, Listed};
use crate::content::page::{Kind, Page};
use crate::content::text::shown;
use crate::settings::From;
use crate::settings::policy::School;
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When standard output can not be written to.
pub fn run(session: &Session, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let id = &session.settings.region.value;
    // Who names a region is told that there is none; a setting must leave nobody without numbers.
    let asked = session.settings.region.from == From::Flag;
    let own = region(&library, id);
    let another = || region(&library, library.other_region().filter(|_| !asked)?);
    let Some(page) = own.clone().or_else(another) else {
        let name = |page: &Listed| format!("{} ({})", page.id(), page.name());
        let names: Vec<String> = library.of_kind(Kind::Region).map(name).collect();
        complain(&fill(words::plain::NO_REGION, &[("id", &shown(id)), ("names", &names.join(", "))]))?;
        return Ok(Ended::Found);
    };
    if own.is_none() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("region", &shown(id)), ("name", &page.head().name)];
        complain(&fill(words::settings::UNKNOWN_REGION, &values))?;
    }
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

/// The page of a region, by its id or one of its names: "wales" is a part of the United Kingdom.
pub fn region(library: &Library, typed: &str) -> Option<Rc<Page>> {
    library.page(region_id(library, typed)).and_then(Result::ok).filter(|page| page.region().is_some())
}

/// The id of the region that somebody typed; what was typed where there is none.
pub fn region_id<'a>(library: &'a Library, typed: &'a str) -> &'a str {
    let is_region = |page: &&Listed| page.kind == Kind::Region;
    if library.listed(typed).as_ref().is_some_and(is_region) {
        return typed;
    }
    library.called(typed).into_iter().find(is_region).map_or(typed, Listed::id)
}

/// The page of a region or, where there is none of this id, of the one that the screens show then.
pub fn region_or_another(library: &Library, id: &str) -> Option<Rc<Page>> {
    region(library, id).or_else(|| region(library, library.other_region()?))
}
