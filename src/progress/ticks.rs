//! What was ticked, as it counts for one child: the child's own answers, those about the whole home, and, for the
//! first child, those from before there were children. Which steps count for the child is known here too.

use jiff::Timestamp;

use super::child::Child;
use super::wanted::Wanted;
use super::{Mark, Progress, Record, key};
use crate::content::library::Library;

/// The answers that count for a child, or for the family where there is no child.
#[derive(Debug, Clone, Copy)]
pub struct Ticks<'a> {
    progress: &'a Progress,
    child: Option<(&'a str, &'a Child)>,
    wanted: Wanted<'a>,
}

/// A parent's answer to a step, and the note on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The answer.
    pub mark: Mark,
    /// When it was given.
    pub at: Timestamp,
    /// What the step said then; empty when that is not known.
    pub said: &'a str,
    /// The note; empty when there is none.
    pub note: &'a str,
}

impl<'a> Ticks<'a> {
    /// The answers for a child. One that is not there counts as none.
    pub fn new(progress: &'a Progress, child: Option<&str>, library: &'a Library) -> Ticks<'a> {
        let child = child.and_then(|id| progress.children.get_key_value(id)).filter(|(_, child)| !child.is_gone());
        Ticks {
            progress,
            child: child.map(|(id, child)| (id.as_str(), child)),
            wanted: Wanted::of(child.map(|(_, child)| child), library),
        }
    }

    /// Which steps are for the child.
    pub fn wanted(self) -> Wanted<'a> {
        self.wanted
    }

    /// The key under which an answer is kept; `shared` says that the page is about the whole home.
    pub fn key(self, page: &str, shared: bool, step: &str) -> String {
        key(page, step, self.child.map(|(id, _)| id).filter(|_| !shared))
    }

    /// The answer to a step, under its id or one that it had before: the latest counts.
    pub fn answer<'i>(
        self,
        page: &str,
        shared: bool,
        step: &'i str,
        formerly: impl Iterator<Item = &'i str>,
    ) -> Answer<'a> {
        let mut answer = Answer { mark: Mark::Open, at: Timestamp::UNIX_EPOCH, said: "", note: "" };
        let mut note_at = None;
        let child = self.child.filter(|_| !shared);
        let family = child.is_none_or(|(_, child)| child.is_heir());
        let mut take_in = |record: &'a Record| {
            if (record.at, record.mark) >= (answer.at, answer.mark) {
                (answer.mark, answer.at, answer.said) = (record.mark, record.at, &record.said);
            }
            // Whoever writes the file by hand may leave the time of a note out.
            if record.note_at > note_at || (note_at.is_none() && answer.note.is_empty()) {
                (note_at, answer.note) = (record.note_at, &record.note);
            }
        };
        for id in std::iter::once(step).chain(formerly) {
            let own = child.and_then(|(child, _)| self.progress.steps.get(&key(page, id, Some(child))));
            let before = family.then(|| self.progress.steps.get(&key(page, id, None))).flatten();
            own.into_iter().chain(before).for_each(&mut take_in);
        }
        answer
    }

    /// True when nothing was ever answered: then nothing has to be looked up.
    pub fn is_empty(self) -> bool {
        self.progress.steps.is_empty()
    }

    /// The steps that a page had when the parent last looked at its checklist, by their ids with spaces between them.
    pub fn looked(self, page: &str) -> Option<&'a str> {
        self.progress.looked.get(page).map(|looked| looked.value.as_str())
    }

    /// When the parent last looked a page's checklist through: when it was begun, when new steps were seen, and when
    /// it was looked through again.
    pub fn looked_at(self, page: &str) -> Option<Timestamp> {
        self.progress.looked.get(page).map(|looked| looked.at)
    }

    /// True when a step has come to a page since the parent last looked at its checklist.
    pub fn is_new<'i>(self, page: &str, step: &'i str, formerly: impl Iterator<Item = &'i str>) -> bool {
        let Some(looked) = self.progress.looked.get(page) else { return false };
        let mut ids = std::iter::once(step).chain(formerly);
        !ids.any(|id| looked.value.split(' ').any(|known| known == id))
    }
}

#[cfg(test)]
mod tests {
    use super::super::child::Says;
    use super::super::{Change, Progress};
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn tick(progress: &mut Progress, key: String, second: i64) {
        progress.apply(&Change::Mark { step: key, mark: Mark::Done, said: "Do it.".into() }, at(second));
    }

    fn mark(progress: &Progress, child: Option<&str>, page: &str, shared: bool) -> Mark {
        Ticks::new(progress, child, &Library::default()).answer(page, shared, "one", std::iter::empty()).mark
    }

    #[test]
    fn what_is_ticked_for_one_child_is_not_ticked_for_another() {
        let mut progress = Progress::default();
        for child in ["c1", "c2"] {
            progress.apply(&Change::Child { child: child.into(), says: Says::Age("11-13".into()) }, at(0));
        }
        let key = Ticks::new(&progress, Some("c1"), &Library::default()).key("app", false, "one");
        tick(&mut progress, key, 1);
        assert_eq!(mark(&progress, Some("c1"), "app", false), Mark::Done);
        assert_eq!(mark(&progress, Some("c2"), "app", false), Mark::Open);
        assert_eq!(mark(&progress, None, "app", false), Mark::Open);
    }

    #[test]
    fn what_is_about_the_whole_home_counts_for_every_child() {
        let mut progress = Progress::default();
        for child in ["c1", "c2"] {
            progress.apply(&Change::Child { child: child.into(), says: Says::Age("11-13".into()) }, at(0));
        }
        let key = Ticks::new(&progress, Some("c1"), &Library::default()).key("router", true, "one");
        tick(&mut progress, key, 1);
        for child in [Some("c1"), Some("c2"), None] {
            assert_eq!(mark(&progress, child, "router", true), Mark::Done);
        }
    }

    #[test]
    fn the_first_child_has_what_was_ticked_before_and_can_take_it_away() {
        let mut progress = Progress::default();
        tick(&mut progress, key("app", "one", None), 0);
        progress.apply(&Change::Note { step: key("app", "one", None), note: "asked".into() }, at(0));
        for (child, says) in [("c1", Says::Heir), ("c2", Says::Age("7-10".into()))] {
            progress.apply(&Change::Child { child: child.into(), says }, at(1));
        }
        let answer = |progress: &'_ Progress, child| {
            let library = Library::default();
            let answer = Ticks::new(progress, Some(child), &library).answer("app", false, "one", std::iter::empty());
            (answer.mark, answer.note.to_owned())
        };
        assert_eq!(answer(&progress, "c1"), (Mark::Done, "asked".to_owned()));
        assert_eq!(answer(&progress, "c2"), (Mark::Open, String::new()));
        let change = Change::Mark { step: key("app", "one", Some("c1")), mark: Mark::Open, said: String::new() };
        progress.apply(&change, at(2));
        assert_eq!(answer(&progress, "c1"), (Mark::Open, "asked".to_owned()));
        assert_eq!(mark(&progress, None, "app", false), Mark::Done);
    }

    #[test]
    fn a_step_is_new_only_on_a_page_that_was_looked_at() {
        let mut progress = Progress::default();
        let new = |progress: &Progress, step: &str, formerly: &[&str]| {
            Ticks::new(progress, None, &Library::default()).is_new("app", step, formerly.iter().copied())
        };
        assert!(!new(&progress, "one", &[]));
        progress.apply(&Change::Looked { page: "app".into(), steps: "one two".into() }, at(0));
        assert!(!new(&progress, "one", &[]));
        assert!(new(&progress, "three", &[]));
        assert!(!new(&progress, "three", &["two"]));
    }
}
