//! What a parent has ticked, as plain data: changes, and the merging of what several devices wrote.
//!
//! Nothing here reads a file or a clock; [`store`] does.

pub mod count;
pub mod store;

use std::collections::BTreeMap;

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
    /// Records by `page/step`.
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
    /// Forget a page.
    ErasePage(String),
    /// Forget everything.
    EraseAll,
}

/// The key of a step.
pub fn key(page: &str, step: &str) -> String {
    format!("{page}/{step}")
}

impl Progress {
    /// The record of a step, under its id or one that it had before: the latest answer counts.
    pub fn record<'a>(&'a self, page: &str, step: &str, formerly: impl Iterator<Item = &'a str>) -> Option<&'a Record> {
        let ids = std::iter::once(step.to_owned()).chain(formerly.map(str::to_owned));
        ids.filter_map(|id| self.steps.get(&key(page, &id))).max_by_key(|record| (record.at, record.mark))
    }

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
            Change::ErasePage(page) => {
                let latest = self.latest(|key| key.split_once('/').is_some_and(|(own, _)| own == page));
                self.erased_pages.insert(page.clone(), latest.map_or(now, |at| after(now, at)));
                self.drop_erased();
            }
            Change::EraseAll => {
                let latest = self.latest(|_| true);
                let choices = self.choices.values().map(|choice| choice.at).max();
                self.erased_at = Some([latest, choices].into_iter().flatten().fold(now, after));
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
        for (name, choice) in other.choices {
            match self.choices.get(&name) {
                Some(own) if (own.at, &own.value) >= (choice.at, &choice.value) => {}
                _ => {
                    self.choices.insert(name, choice);
                }
            }
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
        if let Some(limit) = all {
            self.erased_pages.retain(|_, at| *at > limit);
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
    use super::*;

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
        assert_eq!(progress.record("p", "new", ["old"].into_iter()).unwrap().mark, Mark::Done);
        progress.apply(&tick("p/new", Mark::Open), at(1));
        assert_eq!(progress.record("p", "new", ["old"].into_iter()).unwrap().mark, Mark::Open);
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
