//! Counting steps that are done.

use crate::content::catalog::StepEntry;
use crate::content::library::Listed;
use crate::progress::{Mark, Progress};

/// How far a checklist is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Steps done.
    pub done: usize,
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
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.done += other.done;
        self.skipped += other.skipped;
        self.all += other.all;
    }
}

/// The answer to a step of a page; open when there is none.
pub fn mark(progress: &Progress, page: &str, step: StepEntry<'_>) -> Mark {
    progress.record(page, step.id(), step.formerly()).map_or(Mark::Open, |record| record.mark)
}

/// How far a page's checklist is.
pub fn page(progress: &Progress, listed: &Listed) -> Count {
    let mut count = Count { all: listed.entry.steps().count(), ..Count::default() };
    if !progress.steps.is_empty() {
        for step in listed.entry.steps() {
            match mark(progress, listed.id(), step) {
                Mark::Done => count.done += 1,
                Mark::NotForUs => count.skipped += 1,
                Mark::Open => {}
            }
        }
    }
    count
}

/// How far all checklists of these pages are together.
pub fn pages<'a>(progress: &Progress, pages: impl Iterator<Item = &'a Listed>) -> Count {
    let mut sum = Count::default();
    for listed in pages {
        sum += page(progress, listed);
    }
    sum
}
