//! One ordered list of steps for a child: from the checklists of the apps, devices and networks that the child uses.
//!
//! Nothing is kept here: a plan is made anew from the pages and from what [`Child`] says, so it is never out of date.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::content::date::Day;
use crate::content::doc::Device;
use crate::content::file::{Priority, Step};
use crate::content::inline::Target;
use crate::content::library::{Library, Listed};
use crate::content::page::{Kind, Page};
use crate::progress::Progress;
pub use crate::progress::age::AgeBand;
use crate::progress::child::Child;
use crate::progress::count::{self, Count, State};
use crate::progress::ticks::{Answer, Ticks};
use crate::progress::wanted::Wanted;
use crate::words;

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

/// True when another child than `own` has this nickname: then nobody could tell them apart.
pub fn name_is_taken(progress: &Progress, name: &str, own: Option<&str>) -> bool {
    let same = |child: &Child| !name.is_empty() && child.name().to_lowercase() == name.to_lowercase();
    children(progress).any(|(id, child)| Some(id) != own && same(child))
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

/// A step of a plan.
#[derive(Debug, Clone)]
pub struct PlanStep {
    /// The page it stands on.
    pub page: Rc<Page>,
    /// Its place among the page's steps.
    pub at: usize,
    /// How urgent it is: the most urgent of all that it stands for.
    pub priority: Priority,
    /// True when it is for the child.
    pub wanted: bool,
    /// The names of the pages that ask for it too.
    pub asked_by: Vec<String>,
    /// True when the page is about the whole home.
    shared: bool,
    /// The step that it is the same as, where its tick is kept: page, place, and whether that is about the whole home.
    same: Option<(Rc<Page>, usize, bool)>,
}

impl PlanStep {
    /// A step of a page.
    pub fn new(page: &Rc<Page>, at: usize, wanted: Wanted<'_>) -> PlanStep {
        let step = &page.steps()[at];
        let same = wanted.same(step.same()).and_then(|(listed, same)| {
            let page = wanted.library.page(listed.id())?.ok()?;
            let at = page.steps().iter().position(|step| step.id == same.id())?;
            Some((page, at, listed.entry.shared()))
        });
        PlanStep {
            at,
            priority: step.priority,
            wanted: wanted.step(page, step),
            asked_by: Vec::new(),
            shared: wanted.library.listed(page.head().id).is_some_and(|listed| listed.entry.shared()),
            page: Rc::clone(page),
            same,
        }
    }

    /// The step of a page, by their ids; `None` when it is not there.
    pub fn find(page: &str, step: &str, wanted: Wanted<'_>) -> Option<PlanStep> {
        let page = wanted.library.page(page)?.ok()?;
        let at = page.steps().iter().position(|own| own.id == step)?;
        Some(PlanStep::new(&page, at, wanted))
    }

    /// The step.
    pub fn step(&self) -> &Step {
        &self.page.steps()[self.at]
    }

    /// Where its tick is kept: the page, the step, and whether the page is about the whole home.
    fn kept(&self) -> (&Page, &Step, bool) {
        match &self.same {
            Some((page, at, shared)) => (page, &page.steps()[*at], *shared),
            None => (&self.page, self.step(), self.shared),
        }
    }

    /// Page and step where its tick is kept.
    fn kept_at(&self) -> (String, String) {
        let (page, step, _) = self.kept();
        (page.head().id.to_owned(), step.id.clone())
    }

    /// The key under which its tick and its note are kept.
    pub fn key(&self, ticks: Ticks<'_>) -> String {
        let (page, step, shared) = self.kept();
        ticks.key(page.head().id, shared, &step.id)
    }

    /// What a tick remembers that it said.
    pub fn says(&self) -> String {
        self.kept().1.says()
    }

    /// The answer to it.
    pub fn answer<'a>(&self, ticks: Ticks<'a>) -> Answer<'a> {
        let (page, step, shared) = self.kept();
        ticks.answer(page.head().id, shared, &step.id, step.formerly.iter().map(String::as_str))
    }

    /// How it stands.
    pub fn state(&self, ticks: Ticks<'_>) -> State {
        State::of(self.answer(ticks), |said| self.kept().1.still_says(said))
    }

    /// True when it has come since the parent last looked.
    pub fn is_new(&self, ticks: Ticks<'_>) -> bool {
        let step = self.step();
        ticks.is_new(self.page.head().id, &step.id, step.formerly.iter().map(String::as_str))
    }
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
    each_once(&mut plan.steps);
    // The sort keeps the order of pages and of their steps.
    plan.steps.sort_by_key(|step| step.priority);
    plan
}

/// Leaves of several steps that are the same only one: the one that keeps the tick, or else the first. It names the
/// pages of the others, and is as urgent as the most urgent of them.
fn each_once(steps: &mut Vec<PlanStep>) {
    let mut there: BTreeSet<(String, String)> =
        steps.iter().filter(|step| step.same.is_none()).map(PlanStep::kept_at).collect();
    let mut others: BTreeMap<(String, String), Vec<(String, Priority)>> = BTreeMap::new();
    steps.retain(|step| {
        if step.same.is_none() || there.insert(step.kept_at()) {
            return true;
        }
        // Where there is one for each of two devices, both stand for it.
        let same = step.step().same().map(|(page, step)| (page.to_owned(), step.to_owned()));
        for at in same.filter(|at| there.contains(at)) {
            others.entry(at).or_default().push((step.page.head().name.to_owned(), step.priority));
        }
        false
    });
    for step in steps {
        for (name, priority) in others.remove(&step.kept_at()).unwrap_or_default() {
            step.priority = step.priority.min(priority);
            if !step.asked_by.contains(&name) {
                step.asked_by.push(name);
            }
        }
    }
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
