//! Counting steps that are done.

use jiff::Timestamp;

use crate::content::catalog::StepEntry;
use crate::content::date::Day;
use crate::content::file::Step;
use crate::content::library::Listed;
use crate::progress::Mark;
use crate::progress::ticks::{Answer, Ticks};

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not done.
    Open,
    /// Done once; it asks for something else now.
    Changed,
    /// It does not apply to this family.
    NotForUs,
    /// Done.
    Done,
}

impl State {
    /// How a step stands that was answered so; `still_says` tells whether what it said then is what it says now.
    pub fn of(answer: Answer<'_>, still_says: impl FnOnce(&str) -> bool) -> State {
        match answer.mark {
            Mark::Open => State::Open,
            Mark::NotForUs => State::NotForUs,
            // A tick that does not know what the step said counts.
            Mark::Done if answer.said.is_empty() || still_says(answer.said) => State::Done,
            Mark::Done => State::Changed,
        }
    }

    /// True when there is something to do.
    pub fn waits(self) -> bool {
        matches!(self, State::Open | State::Changed)
    }
}

/// How far a checklist is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Steps done.
    pub done: usize,
    /// Steps done that ask for something else now.
    pub changed: usize,
    /// Steps marked "not for us".
    pub skipped: usize,
    /// All steps.
    pub all: usize,
}

impl Count {
    /// Steps that apply to this family.
    pub fn wanted(self) -> usize {
        self.all - self.skipped
    }

    /// True when every step that applies is done, and there is one.
    pub fn finished(self) -> bool {
        self.all > 0 && self.done == self.wanted()
    }

    /// True when nothing was answered yet.
    pub fn untouched(self) -> bool {
        self.done + self.changed + self.skipped == 0
    }

    /// Counts a step.
    pub fn add(&mut self, state: State) {
        self.all += 1;
        match state {
            State::Open => {}
            State::Changed => self.changed += 1,
            State::NotForUs => self.skipped += 1,
            State::Done => self.done += 1,
        }
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.done += other.done;
        self.changed += other.changed;
        self.skipped += other.skipped;
        self.all += other.all;
    }
}

/// The answer to a step of a page, from the page's entry in the catalogue.
pub fn answer<'a>(ticks: Ticks<'a>, listed: &Listed, step: StepEntry<'_>) -> Answer<'a> {
    match ticks.wanted().same(step.same_as()) {
        Some((listed, step)) => own_answer(ticks, listed, step),
        None => own_answer(ticks, listed, step),
    }
}

fn own_answer<'a>(ticks: Ticks<'a>, listed: &Listed, step: StepEntry<'_>) -> Answer<'a> {
    ticks.answer(listed.id(), listed.entry.shared(), step.id(), step.formerly())
}

fn entry_state(ticks: Ticks<'_>, listed: &Listed, step: StepEntry<'_>) -> State {
    let own = |listed, step: StepEntry<'_>| State::of(own_answer(ticks, listed, step), |said| step.still_says(said));
    match ticks.wanted().same(step.same_as()) {
        Some((listed, step)) => own(listed, step),
        None => own(listed, step),
    }
}

/// How a step of a page stands.
pub fn state(ticks: Ticks<'_>, page: &str, shared: bool, step: &Step) -> State {
    if let Some((listed, entry)) = ticks.wanted().same(step.same()) {
        return entry_state(ticks, listed, entry);
    }
    let answer = ticks.answer(page, shared, &step.id, step.formerly.iter().map(String::as_str));
    State::of(answer, |said| step.still_says(said))
}

/// Apps change: after so many months what is finished is looked through again.
const MONTHS: i32 = 3;

/// The day from which something is looked through again that was finished, or looked through, at a time.
pub fn look_again(at: Timestamp) -> Day {
    Day::of(at).plus_months(MONTHS)
}

/// The day from which a page's finished checklist is to be looked through again: three months after the last answer,
/// or after it was last looked through. `None` while there is something to do.
pub fn due(ticks: Ticks<'_>, listed: &Listed) -> Option<Day> {
    if ticks.is_empty() || !page(ticks, listed).finished() {
        return None;
    }
    let last = wanted(ticks, listed).map(|step| answer(ticks, listed, step).at).max();
    last.max(ticks.looked_at(listed.id())).map(look_again)
}

/// The steps of a page that are for the child.
fn wanted<'l>(ticks: Ticks<'_>, listed: &'l Listed) -> impl Iterator<Item = StepEntry<'l>> {
    ticks.wanted().entries(&listed.entry)
}

/// How far a page's checklist is. Steps that are not for the child do not count.
pub fn page(ticks: Ticks<'_>, listed: &Listed) -> Count {
    let mut count = Count::default();
    for step in wanted(ticks, listed) {
        count.add(if ticks.is_empty() { State::Open } else { entry_state(ticks, listed, step) });
    }
    count
}

/// How far all checklists of these pages are together.
pub fn pages<'a>(ticks: Ticks<'_>, pages: impl Iterator<Item = &'a Listed>) -> Count {
    let mut sum = Count::default();
    for listed in pages {
        sum += page(ticks, listed);
    }
    sum
}
