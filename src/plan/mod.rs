//! One ordered list of steps for a child: from the checklists of the apps, devices and networks that the child uses.
//!
//! Nothing is kept here: a plan is made anew from the pages and from what [`Child`] says, so it is never out of date.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::content::date::Day;
use crate::content::doc::Device;
use crate::content::file::{Ages, SetOn, Step};
use crate::content::inline::Target;
use crate::content::library::{Library, Listed};
use crate::content::page::{Kind, Page};
use crate::progress::Progress;
use crate::progress::child::Child;
use crate::progress::count::{self, Count, State};
use crate::progress::ticks::Ticks;
use crate::words;

/// Apps change: after so many months a finished plan is looked through again.
const MONTHS: i32 = 3;

/// The age bands that a parent chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBand {
    /// Under 7.
    Under7,
    /// 7 to 10.
    From7,
    /// 11 to 13.
    From11,
    /// 14 and 15.
    From14,
    /// 16 and 17.
    From16,
}

impl AgeBand {
    /// All, the youngest first.
    pub const ALL: [AgeBand; 5] = [AgeBand::Under7, AgeBand::From7, AgeBand::From11, AgeBand::From14, AgeBand::From16];

    /// The name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            AgeBand::Under7 => "under-7",
            AgeBand::From7 => "7-10",
            AgeBand::From11 => "11-13",
            AgeBand::From14 => "14-15",
            AgeBand::From16 => "16-17",
        }
    }

    /// The words that readers see.
    pub fn title(self) -> &'static str {
        match self {
            AgeBand::Under7 => words::plan::UNDER_7,
            AgeBand::From7 => words::plan::FROM_7,
            AgeBand::From11 => words::plan::FROM_11,
            AgeBand::From14 => words::plan::FROM_14,
            AgeBand::From16 => words::plan::FROM_16,
        }
    }

    /// The ages in years.
    pub fn ages(self) -> Ages {
        let (from, to) = match self {
            AgeBand::Under7 => (0, 6),
            AgeBand::From7 => (7, 10),
            AgeBand::From11 => (11, 13),
            AgeBand::From14 => (14, 15),
            AgeBand::From16 => (16, 17),
        };
        Ages { from, to }
    }

    /// The band with this name.
    pub fn from_name(name: &str) -> Option<AgeBand> {
        AgeBand::ALL.into_iter().find(|band| band.name() == name)
    }
}

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
    /// True when the page is about the whole home.
    pub shared: bool,
    /// The names of the apps that ask for it, when it stands on a device's page.
    pub asked_by: Vec<String>,
}

impl PlanStep {
    /// The step.
    pub fn step(&self) -> &Step {
        &self.page.steps()[self.at]
    }

    /// How it stands.
    pub fn state(&self, ticks: Ticks<'_>) -> State {
        count::state(ticks, self.page.head().id, self.shared, self.step())
    }

    /// True when it has come since the parent last looked.
    pub fn is_new(&self, ticks: Ticks<'_>) -> bool {
        let step = self.step();
        ticks.is_new(self.page.head().id, &step.id, step.formerly.iter().map(String::as_str))
    }
}

/// The plan for a child.
pub fn build(child: &Child, library: &Library) -> Plan {
    let band = AgeBand::from_name(child.age());
    let ages = band.map_or(Ages::ALL, AgeBand::ages);
    let used: Vec<&str> = child.uses().collect();
    let mut plan = Plan::default();
    let mut pages: Vec<(Rc<Page>, bool)> = Vec::new();
    // In the order of the library: apps by name, then devices by name.
    for listed in library.pages().iter().filter(|listed| part(listed).is_some() && used.contains(&listed.id())) {
        match library.page(listed.id()) {
            Some(Ok(page)) => pages.push((page, listed.entry.shared())),
            _ => plan.missing.push(listed.id().to_owned()),
        }
    }
    plan.missing.extend(used.iter().filter(|id| library.listed(id).is_none()).map(|id| (*id).to_owned()));
    let phones: Vec<Device> = pages.iter().filter_map(|(page, _)| phone(page)).collect();
    let asked_by = asked_by(&pages);
    for (page, shared) in &pages {
        plan.too_young.extend(band.and_then(|band| too_young(page, band)));
        for (at, step) in page.steps().iter().enumerate() {
            if step.ages.overlaps(ages) && can_be_done(step, &phones) {
                let asked_by = asked_by.get(&(page.head().id, step.id.as_str())).cloned().unwrap_or_default();
                plan.steps.push(PlanStep { page: Rc::clone(page), at, shared: *shared, asked_by });
            }
        }
    }
    // The sort keeps the order of pages and of their steps.
    plan.steps.sort_by_key(|step| step.step().priority);
    plan
}

/// The phone or tablet that a page is about.
fn phone(page: &Page) -> Option<Device> {
    match page.guide()?.set_on? {
        SetOn::IPhone => Some(Device::IPhone),
        SetOn::Android => Some(Device::Android),
        SetOn::Computer | SetOn::Console | SetOn::Any | SetOn::Home => None,
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

/// False for a step that stands only for a kind of phone that the child does not have. A browser is at hand somewhere.
fn can_be_done(step: &Step, phones: &[Device]) -> bool {
    let everywhere = !step.how.is_empty() || !step.web.is_empty();
    let some = [Device::IPhone, Device::Android].into_iter().any(|device| !device.lines(step).is_empty());
    everywhere || !some || phones.is_empty() || phones.iter().any(|phone| !phone.lines(step).is_empty())
}

/// The names of the apps that ask for a step of a device's page, by page and step.
fn asked_by(pages: &[(Rc<Page>, bool)]) -> BTreeMap<(&str, &str), Vec<String>> {
    let mut out: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (app, _) in pages {
        for asked in app.guide().map(|guide| guide.device_steps.as_slice()).unwrap_or_default() {
            let Target::Page { page, place: Some(place) } = Target::parse(asked) else { continue };
            let there = pages.iter().find(|(own, _)| own.head().id == page);
            let step = there.and_then(|(own, _)| own.steps().iter().find(|step| step.id == place));
            if let (Some((own, _)), Some(step)) = (there, step) {
                out.entry((own.head().id, &step.id)).or_default().push(app.head().name.to_owned());
            }
        }
    }
    out
}

fn too_young(page: &Page, band: AgeBand) -> Option<TooYoung> {
    let minimum = page.guide()?.minimum_age?;
    let ages = band.ages();
    (ages.from < minimum).then(|| TooYoung {
        page: page.head().id.to_owned(),
        name: page.head().name.to_owned(),
        minimum,
        all: ages.to < minimum,
        can_leave: page.sections().iter().any(|section| section.id == LEAVE),
    })
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
    /// How far it is for a child.
    pub fn standing(&self, child: &Child, ticks: Ticks<'_>) -> Standing {
        let mut standing = Standing { count: Count::default(), fresh: 0, minutes: 0, look_again: None };
        let mut last = None;
        for step in &self.steps {
            let state = step.state(ticks);
            standing.count.add(state);
            standing.fresh += usize::from(state == State::Open && step.is_new(ticks));
            standing.minutes += if state.waits() { u32::from(step.step().minutes) } else { 0 };
            last = last.max(Some(step.answered_at(ticks)));
        }
        if standing.count.finished() {
            standing.look_again = last.max(child.looked_again).map(|last| Day::of(last).plus_months(MONTHS));
        }
        standing
    }
}

impl PlanStep {
    fn answered_at(&self, ticks: Ticks<'_>) -> jiff::Timestamp {
        let step = self.step();
        ticks.answer(self.page.head().id, self.shared, &step.id, step.formerly.iter().map(String::as_str)).at
    }
}

#[cfg(test)]
mod tests;
