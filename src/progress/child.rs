//! What is kept of a child that a plan is made for. Each part has its own time, so that two parents who change
//! different things at once lose nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Choice, after, merge_choices};
use crate::content::text::clean;

/// A child.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Child {
    /// The nickname; nobody has to give one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<Choice>,
    /// The age band, like `11-13`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age: Option<Choice>,
    /// "yes" when what was ticked before there were children counts for this child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heir: Option<Choice>,
    /// When the parent last looked the finished plan through again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_again: Option<Timestamp>,
    /// When the child was forgotten. Then nothing else is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Timestamp>,
    /// The apps, devices and networks in use, by page: "yes" or "no".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    uses: BTreeMap<String, Choice>,
    /// What a newer version wrote besides.
    #[serde(flatten)]
    rest: toml::Table,
}

/// One thing that a parent says of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The nickname; empty takes it away.
    Name(String),
    /// The age band.
    Age(String),
    /// What was ticked before counts for this child.
    Heir,
    /// An app or a device is in use, or no longer.
    Uses(String, bool),
    /// The finished plan was looked through again.
    LookedAgain,
}

const YES: &str = "yes";
const NO: &str = "no";

impl Child {
    /// What is kept of a child that was forgotten: only when.
    pub(super) fn forgotten(now: Timestamp) -> Child {
        Child { gone: Some(now), ..Child::default() }
    }

    /// The nickname; empty when there is none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| &name.value)
    }

    /// The age band as it was written; empty when there is none.
    pub fn age(&self) -> &str {
        self.age.as_ref().map_or("", |age| &age.value)
    }

    /// True when what was ticked before there were children counts for this child.
    pub fn is_heir(&self) -> bool {
        self.heir.as_ref().is_some_and(|heir| heir.value == YES)
    }

    /// The pages of what is in use, by their ids.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().filter(|(_, choice)| choice.value == YES).map(|(page, _)| page.as_str())
    }

    /// True when the child was forgotten.
    pub fn is_gone(&self) -> bool {
        self.gone.is_some()
    }

    pub(super) fn apply(&mut self, says: &Says, now: Timestamp) {
        if self.is_gone() {
            return;
        }
        let at = self.time_of(says).map_or(now, |before| after(now, before));
        let choice = |value: &str| Choice { value: value.to_owned(), at };
        match says {
            Says::Name(name) => self.name = Some(choice(name)),
            Says::Age(age) => self.age = Some(choice(age)),
            Says::Heir => self.heir = Some(choice(YES)),
            Says::Uses(page, uses) => {
                self.uses.insert(page.clone(), choice(if *uses { YES } else { NO }));
            }
            Says::LookedAgain => self.looked_again = Some(at),
        }
    }

    /// When something was last said.
    pub(super) fn time_of(&self, says: &Says) -> Option<Timestamp> {
        let at = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.at);
        match says {
            Says::Name(_) => at(&self.name),
            Says::Age(_) => at(&self.age),
            Says::Heir => at(&self.heir),
            Says::Uses(page, _) => self.uses.get(page).map(|choice| choice.at),
            Says::LookedAgain => self.looked_again,
        }
    }

    pub(super) fn merge(&mut self, other: Child) {
        self.gone = self.gone.max(other.gone);
        if self.is_gone() {
            *self = Child { gone: self.gone, ..Child::default() };
            return;
        }
        for (own, theirs) in [(&mut self.name, other.name), (&mut self.age, other.age), (&mut self.heir, other.heir)] {
            let newer = |choice: &Option<Choice>| choice.as_ref().map(|choice| (choice.at, choice.value.clone()));
            if newer(&theirs) > newer(own) {
                *own = theirs;
            }
        }
        self.looked_again = self.looked_again.max(other.looked_again);
        merge_choices(&mut self.uses, other.uses);
    }

    /// When anything was last changed; `None` when nothing is kept.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        let choices = [&self.name, &self.age, &self.heir].into_iter().flatten().chain(self.uses.values());
        choices.map(|choice| choice.at).chain(self.looked_again).chain(self.gone).max()
    }

    /// Forgets what is not later than `limit`.
    pub(super) fn erase(&mut self, limit: Timestamp) {
        for choice in [&mut self.name, &mut self.age, &mut self.heir] {
            choice.take_if(|choice| choice.at <= limit);
        }
        self.uses.retain(|_, choice| choice.at > limit);
        self.looked_again.take_if(|at| *at <= limit);
        self.gone.take_if(|at| *at <= limit);
    }

    /// Takes out of what was read whatever could steer a terminal.
    pub(super) fn make_harmless(&mut self) {
        for choice in [&mut self.name, &mut self.age].into_iter().flatten() {
            choice.value = clean(&choice.value, true).into_owned();
        }
    }
}
