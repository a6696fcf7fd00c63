//! What a parent has ticked, as plain data: changes, and the merging of what several devices wrote.
//!
//! Nothing here reads a file or a clock; [`store`] does.

pub mod age;
pub mod child;
pub mod count;
pub mod difference;
pub mod store;
pub mod ticks;
pub mod wanted;

use std::collections::BTreeMap;

use child::{Child, Says};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A parent's answer to a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    /// Not done; also a tick that was taken away.
    #[default]
    #[serde(rename = "open")]
    Open,
    /// It does not apply to this family.
    #[serde(rename = "not for us")]
    NotForUs,
    /// Done.
    #[serde(rename = "done")]
    Done,
}

/// What is kept of a step. Keys that a newer version wrote are kept as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The answer.
    #[serde(default)]
    pub mark: Mark,
    /// When the answer was given; the beginning of 1970 when there is only a note.
    #[serde(default, skip_serializing_if = "is_epoch")]
    pub at: Timestamp,
    /// What the step said then: its title and its lines. Empty when the answer is not "done".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// The parent's own note; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the note was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_at: Option<Timestamp>,
    /// What a newer version wrote besides.
    #[serde(flatten)]
    pub rest: toml::Table,
}

/// A choice that the program remembers, like the device to show taps for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The choice.
    pub value: String,
    /// When it was made.
    pub at: Timestamp,
}

/// What one device wrote, and also the merged view of what all devices wrote.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// When everything was last erased; what is older does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
    /// When a page was last erased, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub erased_pages: BTreeMap<String, Timestamp>,
    /// Choices by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Choice>,
    /// The children that plans are made for, by ids that mean nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub children: BTreeMap<String, Child>,
    /// The steps that a page had when the parent last looked at its checklist, by the page's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub looked: BTreeMap<String, Choice>,
    /// Records by `page/step`, or `page/step@child`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<String, Record>,
    /// What a newer version wrote besides.
    #[serde(flatten)]
    pub rest: toml::Table,
}

/// One change that a parent made.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// An answer to a step.
    Mark {
        /// `page/step`.
        step: String,
        /// The answer.
        mark: Mark,
        /// What the step said.
        said: String,
    },
    /// A note on a step; empty takes it away.
    Note {
        /// `page/step`.
        step: String,
        /// The note.
        note: String,
    },
    /// A choice to remember.
    Choose {
        /// Its name.
        name: String,
        /// The choice.
        value: String,
    },
    /// What a parent says of a child; a child that is not there is added.
    Child {
        /// The child's id.
        child: String,
        /// What is said.
        says: Says,
    },
    /// Forget a child: the name, the plan, and what was ticked and noted for this child.
    ForgetChild(String),
    /// The parent has looked at the checklist of a page.
    Looked {
        /// The page's id.
        page: String,
        /// The ids of the steps that it has now, with spaces between them.
        steps: String,
    },
    /// Forget a page.
    ErasePage(String),
    /// Forget everything.
    EraseAll,
}

/// The key of a step; with a child, of the step for this child.
pub fn key(page: &str, step: &str, child: Option<&str>) -> String {
    match child {
        Some(child) => format!("{page}/{step}@{child}"),
        None => format!("{page}/{step}"),
    }
}

impl Progress {
    /// A choice that was remembered.
    pub fn choice(&self, name: &str) -> Option<&str> {
        self.choices.get(name).map(|choice| choice.value.as_str())
    }

    /// Makes a change at the time `now`.
    ///
    /// A change is never older than what it changes, even when this device's clock is behind the other's: a tick
    /// that a parent sees and makes is the last word.
    pub fn apply(&mut self, change: &Change, now: Timestamp) {
        // Milliseconds are enough, and easier to read in the file.
        let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        match change {
            Change::Mark { step, mark, said } => {
                let record = self.steps.entry(step.clone()).or_insert_with(|| fresh(now));
                record.at = after(now, record.at);
                record.mark = *mark;
                record.said = if *mark == Mark::Done { said.clone() } else { String::new() };
            }
            Change::Note { step, note } => {
                let record = self.steps.entry(step.clone()).or_insert_with(|| fresh(Timestamp::UNIX_EPOCH));
                record.note_at = Some(record.note_at.map_or(now, |at| after(now, at)));
                record.note.clone_from(note);
            }
            Change::Choose { name, value } => {
                let at = self.choices.get(name).map_or(now, |choice| after(now, choice.at));
                self.choices.insert(name.clone(), Choice { value: value.clone(), at });
            }
            Change::Child { child, says } => self.children.entry(child.clone()).or_default().apply(says, now),
            Change::ForgetChild(child) => {
                self.children.insert(child.clone(), Child::forgotten(now));
                self.drop_erased();
            }
            Change::Looked { page, steps } => {
                let at = self.looked.get(page).map_or(now, |looked| after(now, looked.at));
                self.looked.insert(page.clone(), Choice { value: steps.clone(), at });
            }
            Change::ErasePage(page) => {
                let latest = self.latest(|key| key.split_once('/').is_some_and(|(own, _)| own == page));
                self.erased_pages.insert(page.clone(), latest.map_or(now, |at| after(now, at)));
                self.drop_erased();
            }
            Change::EraseAll => {
                let latest = self.latest(|_| true);
                let choices = self.choices.values().chain(self.looked.values()).map(|choice| choice.at).max();
                let children = self.children.values().filter_map(Child::latest).max();
                self.erased_at = Some([latest, choices, children].into_iter().flatten().fold(now, after));
                self.erased_pages.clear();
                self.rest.clear();
                self.drop_erased();
            }
        }
    }

    /// The latest time in the records whose key fits.
    fn latest(&self, fits: impl Fn(&str) -> bool) -> Option<Timestamp> {
        let records = self.steps.iter().filter(|(key, _)| fits(key));
        records.flat_map(|(_, record)| [Some(record.at), record.note_at]).flatten().max()
    }

    /// Takes in what another device wrote: the last change of each step wins, and so does the last note.
    pub fn merge(&mut self, other: Progress) {
        self.erased_at = self.erased_at.max(other.erased_at);
        for (page, at) in other.erased_pages {
            let own = self.erased_pages.entry(page).or_insert(at);
            *own = (*own).max(at);
        }
        merge_choices(&mut self.choices, other.choices);
        merge_choices(&mut self.looked, other.looked);
        for (id, child) in other.children {
            self.children.entry(id).or_default().merge(child);
        }
        for (key, theirs) in other.steps {
            match self.steps.get_mut(&key) {
                None => {
                    self.steps.insert(key, theirs);
                }
                Some(ours) => {
                    // At the very same moment the fuller answer wins, so that no tick is lost.
                    if (theirs.at, theirs.mark) > (ours.at, ours.mark) {
                        ours.at = theirs.at;
                        ours.mark = theirs.mark;
                        ours.said = theirs.said;
                    }
                    if (theirs.note_at, &theirs.note) > (ours.note_at, &ours.note) {
                        ours.note_at = theirs.note_at;
                        ours.note = theirs.note;
                    }
                }
            }
        }
        self.drop_erased();
    }

    fn drop_erased(&mut self) {
        let all = self.erased_at;
        let pages = &self.erased_pages;
        let erased = |page: Option<&str>, at: Timestamp| {
            all.is_some_and(|limit| at <= limit)
                || page.and_then(|page| pages.get(page)).is_some_and(|limit| at <= *limit)
        };
        self.steps.retain(|key, record| {
            let page = key.split_once('/').map(|(page, _)| page);
            if record.note_at.is_some_and(|at| erased(page, at)) {
                record.note.clear();
                record.note_at = None;
            }
            if erased(page, record.at) {
                record.mark = Mark::Open;
                record.said.clear();
                record.at = Timestamp::UNIX_EPOCH;
            }
            record.note_at.is_some() || record.at > Timestamp::UNIX_EPOCH
        });
        self.choices.retain(|_, choice| !erased(None, choice.at));
        self.looked.retain(|page, looked| !erased(Some(page), looked.at));
        self.children.retain(|_, child| {
            if let Some(limit) = all {
                child.erase(limit);
            }
            child.latest().is_some()
        });
        let gone =
            |key: &str| key.split_once('@').is_some_and(|(_, id)| self.children.get(id).is_some_and(Child::is_gone));
        self.steps.retain(|key, _| !gone(key));
        if let Some(limit) = all {
            self.erased_pages.retain(|_, at| *at > limit);
        }
    }
}

/// Takes in choices from elsewhere: the last one of each name wins.
fn merge_choices(own: &mut BTreeMap<String, Choice>, other: BTreeMap<String, Choice>) {
    for (name, choice) in other {
        match own.get(&name) {
            Some(own) if (own.at, &own.value) >= (choice.at, &choice.value) => {}
            _ => {
                own.insert(name, choice);
            }
        }
    }
}

fn is_epoch(at: &Timestamp) -> bool {
    *at == Timestamp::UNIX_EPOCH
}

fn fresh(at: Timestamp) -> Record {
    Record { mark: Mark::Open, at, said: String::new(), note: String::new(), note_at: None, rest: toml::Table::new() }
}

/// `now`, or a millisecond after `before` when `now` is not later.
fn after(now: Timestamp, before: Timestamp) -> Timestamp {
    let next = before.saturating_add(jiff::SignedDuration::from_millis(1)).unwrap_or(before);
    now.max(next)
}

#[cfg(test)]
mod tests {
    use super::ticks::Ticks;
    use super::*;
    use crate::content::library::Library;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn tick(step: &str, mark: Mark) -> Change {
        Change::Mark { step: step.to_owned(), mark, said: "Do it.".to_owned() }
    }

    fn merged(parts: &[&Progress]) -> Progress {
        let mut out = Progress::default();
        for part in parts {
            out.merge((*part).clone());
        }
        out
    }

    #[test]
    fn the_last_change_of_each_step_wins_in_any_order() {
        let (mut a, mut b) = (Progress::default(), Progress::default());
        a.apply(&tick("p/one", Mark::Done), at(0));
        b.apply(&tick("p/one", Mark::Open), at(5));
        a.apply(&tick("p/two", Mark::Done), at(9));
        b.apply(&tick("p/two", Mark::NotForUs), at(2));
        for parts in [[&a, &b], [&b, &a]] {
            let merged = merged(&parts);
            assert_eq!(merged.steps["p/one"].mark, Mark::Open);
            assert_eq!(merged.steps["p/two"].mark, Mark::Done);
        }
    }

    #[test]
    fn a_note_and_a_tick_from_two_devices_both_stay() {
        let (mut a, mut b) = (Progress::default(), Progress::default());
        a.apply(&tick("p/one", Mark::Done), at(0));
        b.apply(&Change::Note { step: "p/one".into(), note: "asked Sam".into() }, at(1));
        let merged = merged(&[&a, &b]);
        assert_eq!((merged.steps["p/one"].mark, merged.steps["p/one"].note.as_str()), (Mark::Done, "asked Sam"));
    }

    #[test]
    fn a_slow_clock_does_not_undo_what_a_parent_just_did() {
        let mut shared = Progress::default();
        shared.apply(&tick("p/one", Mark::Done), at(1000));
        shared.apply(&tick("p/one", Mark::Open), at(0));
        assert_eq!(shared.steps["p/one"].mark, Mark::Open);
        assert!(shared.steps["p/one"].at > at(1000));
    }

    #[test]
    fn erasing_holds_against_an_older_file_and_not_against_a_newer_tick() {
        let mut other = Progress::default();
        other.apply(&tick("p/one", Mark::Done), at(0));
        other.apply(&tick("q/one", Mark::Done), at(0));
        let mut own = other.clone();
        own.apply(&Change::ErasePage("p".into()), at(5));
        let both = merged(&[&own, &other]);
        assert_eq!(both.steps.keys().collect::<Vec<_>>(), ["q/one"]);
        own.apply(&Change::EraseAll, at(6));
        assert!(merged(&[&other, &own]).steps.is_empty());
        other.apply(&tick("q/one", Mark::Done), at(7));
        assert_eq!(merged(&[&other, &own]).steps.len(), 1);
    }

    #[test]
    fn a_step_is_found_under_an_id_it_had_before() {
        let mut progress = Progress::default();
        progress.apply(&tick("p/old", Mark::Done), at(0));
        let library = Library::default();
        let mark = |progress: &Progress| {
            Ticks::new(progress, None, &library).answer("p", false, "new", ["old"].into_iter()).mark
        };
        assert_eq!(mark(&progress), Mark::Done);
        progress.apply(&tick("p/new", Mark::Open), at(1));
        assert_eq!(mark(&progress), Mark::Open);
    }

    fn says(child: &str, says: Says) -> Change {
        Change::Child { child: child.to_owned(), says }
    }

    #[test]
    fn two_parents_who_change_a_child_at_once_lose_nothing() {
        let (mut a, mut b) = (Progress::default(), Progress::default());
        a.apply(&says("c1", Says::Age("11-13".into())), at(0));
        b.merge(a.clone());
        a.apply(&says("c1", Says::Uses("snapchat".into(), true)), at(5));
        a.apply(&says("c1", Says::Uses("roblox".into(), true)), at(6));
        b.apply(&says("c1", Says::Uses("xbox".into(), true)), at(5));
        b.apply(&says("c1", Says::Uses("roblox".into(), false)), at(7));
        b.apply(&says("c1", Says::Name("Sam".into())), at(8));
        for parts in [[&a, &b], [&b, &a]] {
            let both = merged(&parts);
            let child = &both.children["c1"];
            assert_eq!(child.uses().collect::<Vec<_>>(), ["snapchat", "xbox"]);
            assert_eq!((child.name(), child.age()), ("Sam", "11-13"));
        }
    }

    #[test]
    fn a_forgotten_child_leaves_nothing_and_does_not_come_back() {
        let mut other = Progress::default();
        other.apply(&says("c1", Says::Name("Sam".into())), at(0));
        other.apply(&tick("p/one@c1", Mark::Done), at(1));
        other.apply(&tick("p/one", Mark::Done), at(1));
        let mut own = other.clone();
        own.apply(&Change::ForgetChild("c1".into()), at(5));
        // The other device goes on for a while before it hears of it.
        other.apply(&tick("p/two@c1", Mark::Done), at(9));
        for parts in [[&own, &other], [&other, &own]] {
            let both = merged(&parts);
            assert_eq!(both.steps.keys().collect::<Vec<_>>(), ["p/one"]);
            assert!(both.children["c1"].is_gone());
            assert!(!toml::to_string(&both).unwrap().contains("Sam"));
        }
    }

    #[test]
    fn erasing_everything_erases_children_and_what_was_looked_at() {
        let mut progress = Progress::default();
        progress.apply(&says("c1", Says::Name("Sam".into())), at(3));
        progress.apply(&Change::Looked { page: "p".into(), steps: "one two".into() }, at(3));
        // A clock that is behind does not save them.
        progress.apply(&Change::EraseAll, at(0));
        assert!(progress.children.is_empty() && progress.looked.is_empty(), "{progress:?}");
        let mut progress = Progress::default();
        progress.apply(&Change::Looked { page: "p".into(), steps: "one".into() }, at(0));
        progress.apply(&Change::ErasePage("p".into()), at(1));
        assert!(progress.looked.is_empty());
    }

    #[test]
    fn it_survives_being_written_and_read_with_what_a_newer_version_added() {
        let mut progress = Progress::default();
        progress.apply(&tick("p/one", Mark::Done), at(0));
        progress.apply(&Change::Choose { name: "device".into(), value: "android".into() }, at(0));
        let mut text = toml::to_string(&progress).unwrap();
        text.push_str("\n[future]\nkey = 1\n");
        let back: Progress = toml::from_str(&text).unwrap();
        assert_eq!(back.steps, progress.steps);
        assert_eq!(back.choice("device"), Some("android"));
        assert!(toml::to_string(&back).unwrap().contains("[future]"));
    }
}
