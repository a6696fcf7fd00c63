//! One ordered list of steps for a child: from the checklists of the apps, devices and networks that the child uses.
//!
//! Nothing is kept here: a plan is made anew from the pages and from what [`Child`] says, so it is never out of date.

mod step;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::content::date::Day;
use crate::content::doc::Device;
use crate::content::file::Priority;
use crate::content::inline::Target;
use crate::content::library::{Library, Listed};
use crate::content::page::{Kind, Page};
use crate::progress::Progress;
pub use crate::progress::age::AgeBand;
use crate::progress::child::Child;
use crate::progress::count::{self, Count, State};
use crate::progress::ticks::Ticks;
use crate::progress::wanted::Wanted;
use crate::words;
pub use step::{PlanStep, ids_of_steps};

/// The children that there are plans for: id and child, the first added first.
pub fn children(progress: &Progress) -> impl Iterator<Item = (&str, &Child)> {
    progress.children.iter().filter(|(_, child)| !child.is_gone()).map(|(id, child)| (id.as_str(), child))
}

/// The name of a child that readers see: the nickname, or "My child" and the age.
pub fn name_of(child: &Child) -> String {
    match (child.name(), AgeBand::from_name(child.age())) {
        ("", Some(band)) => words::fill(words::plan::NO_NAME_AGE, &[("age", &band.title())]),
        ("", None) => words::plan::NO_NAME.to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// What is said when another child than `own` has this nickname, or when both have none and are of one age: then nobody
/// could tell them apart. `age` is an age band's name.
pub fn taken(progress: &Progress, name: &str, age: &str, own: Option<&str>) -> Option<String> {
    let same = |child: &Child| match name.is_empty() {
        true => child.name().is_empty() && child.age() == age,
        false => child.name().to_lowercase() == name.to_lowercase(),
    };
    let (_, other) = children(progress).find(|(id, child)| Some(*id) != own && same(child))?;
    let text = if name.is_empty() { words::plan::NAME_NEEDED } else { words::plan::NAME_TAKEN };
    Some(words::fill(text, &[("name", &name_of(other))]))
}

/// An id for a new child. It says nothing but when the child was added; later ids sort later.
pub fn new_id(progress: &Progress, now: jiff::Timestamp) -> String {
    let mut number = u64::try_from(now.as_millisecond()).unwrap_or(0);
    loop {
        let id = format!("c{number:012x}");
        if !progress.children.contains_key(&id) {
            return id;
        }
        number += 1;
    }
}

/// What a page of the library is in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An app.
    App,
    /// A device, or what goes for all devices.
    Device,
    /// The home internet and what all at home share.
    Home,
}

/// What a page is in a plan; `None` for pages that plans are not made from.
pub fn part(listed: &Listed) -> Option<Part> {
    match listed.kind {
        Kind::Platform => Some(Part::App),
        Kind::Device if listed.entry.shared() => Some(Part::Home),
        Kind::Device => Some(Part::Device),
        Kind::Topic | Kind::Region | Kind::Evidence | Kind::Glossary => None,
    }
}

/// So many steps are enough for the first evening, where a plan has at least so many.
const TONIGHT: usize = 3;
const LONG: usize = 10;

/// A plan.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Apps whose own rules want an older child.
    pub too_young: Vec<TooYoung>,
    /// The steps: the most urgent first, and within that page by page.
    pub steps: Vec<PlanStep>,
    /// The ids of pages that are in use and not there, or not readable.
    pub missing: Vec<String>,
}

/// An app whose own rules want an older child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooYoung {
    /// The page's id.
    pub page: String,
    /// The app's name.
    pub name: String,
    /// The minimum age in its own rules, in years.
    pub minimum: u8,
    /// True when every child of the band is younger; else only some are.
    pub all: bool,
    /// True when the whole band is well under it.
    pub far: bool,
    /// True when the page tells how to leave.
    pub can_leave: bool,
}

/// The plan for a child.
pub fn build(child: &Child, library: &Library) -> Plan {
    let wanted = Wanted::of(Some(child), library);
    let used: Vec<&str> = child.uses().collect();
    let mut plan = Plan::default();
    let mut pages: Vec<Rc<Page>> = Vec::new();
    // In the order of the library: apps by name, then devices by name.
    for listed in library.pages().iter().filter(|listed| part(listed).is_some() && used.contains(&listed.id())) {
        match library.page(listed.id()) {
            Some(Ok(page)) => pages.push(page),
            _ => plan.missing.push(listed.id().to_owned()),
        }
    }
    plan.missing.extend(used.iter().filter(|id| library.listed(id).is_none()).map(|id| (*id).to_owned()));
    let asked_by = asked_by(&pages);
    for page in &pages {
        plan.too_young.extend(AgeBand::from_name(child.age()).and_then(|band| too_young(page, band)));
        for at in 0..page.steps().len() {
            let mut step = PlanStep::new(page, at, wanted);
            if step.wanted {
                let asked_by = asked_by.get(&(page.head().id, step.step().id.as_str()));
                step.asked_by = asked_by.cloned().unwrap_or_default();
                plan.steps.push(step);
            }
        }
    }
    step::each_once(&mut plan.steps);
    // The sort keeps the order of pages and of their steps.
    plan.steps.sort_by_key(|step| step.priority);
    plan
}

/// The one kind of phone among pages in use; `None` when there are several or none.
pub fn only_phone<'a>(uses: impl Iterator<Item = &'a str>, library: &Library) -> Option<Device> {
    let device = |name: &str| match name {
        "iphone" => Some(Device::IPhone),
        "android" => Some(Device::Android),
        _ => None,
    };
    let mut phones = uses.filter_map(|id| library.listed(id)).filter_map(|listed| device(listed.entry.set_on()));
    let first = phones.next()?;
    phones.all(|phone| phone == first).then_some(first)
}

/// The names of the apps that ask for a step of a device's page, by page and step.
fn asked_by(pages: &[Rc<Page>]) -> BTreeMap<(&str, &str), Vec<String>> {
    let mut out: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for app in pages {
        for asked in app.guide().map(|guide| guide.device_steps.as_slice()).unwrap_or_default() {
            let Target::Page { page, place: Some(place) } = Target::parse(asked) else { continue };
            let there = pages.iter().find(|own| own.head().id == page);
            let step = there.and_then(|own| own.steps().iter().find(|step| step.id == place));
            if let (Some(own), Some(step)) = (there, step) {
                out.entry((own.head().id, &step.id)).or_default().push(app.head().name.to_owned());
            }
        }
    }
    out
}

/// A child below the one age, in years, is well under the minimum age of an app with at least the other: 11 is when
/// many start secondary school, and 13 is what most apps ask for.
const FAR_BELOW: u8 = 11;
const FAR_ABOVE: u8 = 13;

fn too_young(page: &Page, band: AgeBand) -> Option<TooYoung> {
    let minimum = page.guide()?.minimum_age?;
    let ages = band.ages();
    (ages.from < minimum).then(|| TooYoung {
        page: page.head().id.to_owned(),
        name: page.head().name.to_owned(),
        minimum,
        all: ages.to < minimum,
        far: ages.to < FAR_BELOW && minimum >= FAR_ABOVE,
        can_leave: page.sections().iter().any(|section| section.id == LEAVE),
    })
}

impl TooYoung {
    /// What is said of it, kindly.
    pub fn said(&self) -> String {
        let text = match (self.far, self.all) {
            (true, _) => words::plan::FAR_TOO_YOUNG,
            (false, true) => words::plan::TOO_YOUNG,
            (false, false) => words::plan::MAYBE_TOO_YOUNG,
        };
        words::fill(text, &[("app", &self.name), ("age", &self.minimum)])
    }
}

/// The section of an app's page that tells how to leave.
pub const LEAVE: &str = "leave";

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The steps.
    pub count: Count,
    /// Steps that have come since the parent last looked, and are not done.
    pub fresh: usize,
    /// How long the open steps take, in minutes.
    pub minutes: u32,
    /// The day from which the finished plan is to be looked through again: three months after the last answer, or
    /// after it was last looked through. `None` while there is something to do.
    pub look_again: Option<Day>,
}

impl Plan {
    /// How many steps at its top are enough for the first evening: the first three that come first, while a long plan
    /// is new, that is, while nothing but these is answered. 0 when there is nothing to say of that.
    pub fn tonight(&self, ticks: Ticks<'_>) -> usize {
        let first = self.steps.iter().take(TONIGHT).take_while(|step| step.priority == Priority::DoFirst).count();
        let (tonight, rest) = self.steps.split_at(first);
        let new = rest.iter().all(|step| step.state(ticks) == State::Open);
        let waits = tonight.iter().any(|step| step.state(ticks).waits());
        if self.steps.len() >= LONG && first == TONIGHT && new && waits { first } else { 0 }
    }

    /// The worries to go on with when everything is done: those that its apps raise, whose own list is not finished.
    /// At most three, by their ids.
    pub fn next_worries(&self, ticks: Ticks<'_>) -> Vec<String> {
        let library = ticks.wanted().library;
        let listed = |id: &str, kind| library.listed(id).filter(|listed| listed.kind == kind);
        let mut out: Vec<String> = Vec::new();
        let apps = self.pages();
        let apps = apps.iter().filter(|page| listed(page.head().id, Kind::Platform).is_some());
        for id in apps.flat_map(|page| page.head().related) {
            let open = listed(id, Kind::Topic).is_some_and(|listed| !count::page(ticks, listed).finished());
            if open && !out.contains(id) && out.len() < 3 {
                out.push(id.clone());
            }
        }
        out
    }

    /// The pages that its steps stand on, each once.
    pub fn pages(&self) -> Vec<Rc<Page>> {
        let mut out: Vec<Rc<Page>> = Vec::new();
        for step in &self.steps {
            if !out.iter().any(|page| Rc::ptr_eq(page, &step.page)) {
                out.push(Rc::clone(&step.page));
            }
        }
        out
    }

    /// How far it is; `looked_again` is when it was last looked through again.
    pub fn standing(&self, looked_again: Option<jiff::Timestamp>, ticks: Ticks<'_>) -> Standing {
        let mut standing = Standing { count: Count::default(), fresh: 0, minutes: 0, look_again: None };
        let mut last = None;
        for step in self.steps.iter().filter(|step| step.wanted) {
            let state = step.state(ticks);
            standing.count.add(state);
            standing.fresh += usize::from(state == State::Open && step.is_new(ticks));
            standing.minutes += if state.waits() { u32::from(step.step().minutes) } else { 0 };
            last = last.max(Some(step.answer(ticks).at));
        }
        if standing.count.finished() {
            standing.look_again = last.max(looked_again).map(count::look_again);
        }
        standing
    }
}

#[cfg(test)]
mod tests;
