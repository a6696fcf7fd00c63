//! A step of a plan or of a page's checklist: how it stands, where its tick is kept, and what else it stands for.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::content::file::{Priority, Step};
use crate::content::page::Page;
use crate::progress::count::State;
use crate::progress::ticks::{Answer, Ticks};
use crate::progress::wanted::Wanted;
use crate::progress::{Change, Mark};

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

    /// What has to be saved when the parent answers it.
    pub fn answered(&self, mark: Mark, ticks: Ticks<'_>) -> Vec<Change> {
        let said = if mark == Mark::Done { self.kept().1.says() } else { String::new() };
        let mut changes = vec![Change::Mark { step: self.key(ticks), mark, said }];
        // From now on a step that comes to this page is a new one.
        let (page, steps) = (self.page.head().id, ids_of_steps(&self.page));
        if ticks.looked(page) != Some(&steps) {
            changes.push(Change::Looked { page: page.to_owned(), steps });
        }
        changes
    }

    /// True when it has come since the parent last looked.
    pub fn is_new(&self, ticks: Ticks<'_>) -> bool {
        let step = self.step();
        ticks.is_new(self.page.head().id, &step.id, step.formerly.iter().map(String::as_str))
    }
}

/// The ids of a page's steps, as they are kept to notice new ones.
pub fn ids_of_steps(page: &Page) -> String {
    page.steps().iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// Leaves of several steps that are the same only one: the one that keeps the tick, or else the first. It names the
/// pages of the others, and is as urgent as the most urgent of them.
pub(super) fn each_once(steps: &mut Vec<PlanStep>) {
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
