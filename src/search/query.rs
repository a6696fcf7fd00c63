//! From what a parent typed to what is looked for.

use super::danger;
use super::dangers::Danger;
use super::index::Index;
use super::lists;
use super::token::each_word;
use super::typo;
use super::wary;
use crate::content::text;

/// How many words of a question are looked for. The rest of a very long text is passed over.
const MOST_WORDS: usize = 48;
/// How many words of a question are listened to for danger.
const MOST_HEARD: usize = 400;
/// How many words the last one is completed to.
const MOST_BEGUN: usize = 8;
/// Up to how many letters a word is short.
const SHORT: usize = 5;
/// How many words a misspelt one is taken for.
const MOST_MEANT: usize = 3;

/// A word of the question: every term it may stand for, each with how surely, and how rare it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub terms: Vec<(u32, f32)>,
    pub rare: f32,
}

impl Group {
    fn add(&mut self, term: u32, sure: f32) {
        match self.terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, known)) => *known = known.max(sure),
            None => self.terms.push((term, sure)),
        }
    }

    /// How surely the group stands for a term.
    pub fn sure(&self, term: u32) -> f32 {
        self.terms.iter().find(|(known, _)| *known == term).map_or(0.0, |(_, sure)| *sure)
    }
}

/// A question, ready to be answered.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// What is looked for.
    pub groups: Vec<Group>,
    /// Every word in its order, also those that are not looked for by themselves: names are found in these.
    pub words: Vec<Group>,
    /// The dangers that it speaks of.
    pub dangers: Vec<&'static Danger>,
    /// It asks for help with them, not for what a word means, for figures, or only for whom to ring.
    pub wants_help: bool,
    /// It asks what something means.
    pub meaning: bool,
    /// It asks whom to ring.
    pub whom: bool,
    /// No rule hears a danger, but all its words together sound like one.
    pub wary: bool,
}

/// Surer than this, a word counts as the word of a name.
pub(super) const SURE: f32 = 0.5;

pub(super) fn read(index: &Index, text: &str) -> Query {
    let mut typed: Vec<String> = Vec::new();
    each_word(text, |word, _, _| {
        if typed.len() < MOST_HEARD {
            typed.push(word.to_owned());
        }
    });
    let words: Vec<&str> = typed.iter().map(String::as_str).collect();
    let dangers = danger::heard(&words);
    let wary = dangers.is_empty() && wary::sounds(&words);
    let meaning = lists::asks_for_a_meaning(&words);
    let whom = lists::asks_whom_to_ring(&words);
    let only_whom = lists::asks_only_whom_to_ring(&words);
    let wants_help = !dangers.is_empty() && !meaning && !only_whom && !lists::asks_for_figures(&words);
    let judging: Vec<String> =
        words.iter().filter(|word| lists::judges(word, &words)).map(|word| (*word).to_owned()).collect();
    typed.truncate(MOST_WORDS);
    let mut typed = parted(index, typed);
    typed.retain(|word| !lists::is_little(word));
    let unfinished = text.ends_with(char::is_alphanumeric);
    let mut query = Query { dangers, wants_help, meaning, whom, wary, ..Query::default() };
    for (at, word) in typed.iter().enumerate() {
        let stop = lists::is_stop(word);
        let mut group = Group { terms: Vec::new(), rare: 0.0 };
        itself(index, word, &mut group);
        if !stop {
            others(index, word, unfinished && at + 1 == typed.len(), &mut group);
        }
        query.words.push(group);
    }
    join(index, &typed, &mut query.words);
    for (word, group) in typed.iter().zip(&mut query.words) {
        if lists::is_stop(word) || judging.contains(word) {
            continue;
        }
        group.rare = rarity(index, group);
        near(index, word, group);
        let known = query.groups.iter().any(|other| other.terms.first() == group.terms.first());
        if !group.terms.is_empty() && !known {
            query.groups.push(group.clone());
        }
    }
    query
}

/// Two words that were written as one are parted: "ghostmode" is "ghost mode".
fn parted(index: &Index, typed: Vec<String>) -> Vec<String> {
    let mut out = Vec::with_capacity(typed.len());
    for word in typed {
        let known = index.words.find(&word).is_some() || lists::is_stop(&word);
        let cut = (3..word.len().saturating_sub(2)).find(|at| {
            let (one, other) = match (word.get(..*at), word.get(*at..)) {
                (Some(one), Some(other)) => (one, other),
                _ => return false,
            };
            let stands =
                |part: &str| index.words.find(part).is_some_and(|at| stands_somewhere(index, index.word_terms[at]));
            !known && stands(one) && stands(other)
        });
        match cut {
            Some(at) if index.terms.find(&index.lists.term(&word)).is_none() => {
                out.push(word[..at].to_owned());
                out.push(word[at..].to_owned());
            }
            _ => out.push(word),
        }
    }
    out.truncate(MOST_WORDS);
    out
}

fn stands_somewhere(index: &Index, term: u32) -> bool {
    !index.postings.row(term).is_empty() || !index.names.row(term).is_empty()
}

/// The term of the word as it was typed.
fn itself(index: &Index, word: &str, group: &mut Group) {
    let known = index.words.find(word).map(|at| index.word_terms[at]);
    let term = known.or_else(|| index.terms.find(&index.lists.term(word)).map(|term| term as u32));
    if let Some(term) = term {
        group.add(term, 1.0);
    }
}

/// What the word may be the beginning of, and, when it is not known, what it may be meant for.
fn others(index: &Index, word: &str, unfinished: bool, group: &mut Group) {
    let known = !group.terms.is_empty();
    if unfinished && word.len() >= 2 {
        let mut begun: Vec<(usize, u32)> = index
            .words
            .starting_with(word)
            .map(|at| index.word_terms[at])
            .map(|term| (index.postings.row(term).len() + 4 * index.names.row(term).len(), term))
            .filter(|(often, term)| *often > 0 && group.sure(*term) == 0.0)
            .collect();
        begun.sort_unstable_by(|a, b| b.cmp(a));
        begun.dedup();
        // What is not a word yet can only be the beginning of one.
        let sure = if known { index.weights.begun } else { index.weights.begun.max(0.8) };
        let sure = if index.weights.begun > 0.0 { sure } else { 0.0 };
        if sure > 0.0 {
            begun.into_iter().take(MOST_BEGUN).for_each(|(_, term)| group.add(term, sure));
        }
    }
    let listed = !index.lists.near(&index.lists.term(word)).is_empty();
    if group.terms.is_empty() && !listed && index.weights.typo > 0.0 {
        meant(index, word, group);
    }
}

/// The words that a misspelt one is nearest to.
fn meant(index: &Index, word: &str, group: &mut Group) {
    let most = typo::most_slips(word.len());
    if most == 0 || !word.is_ascii() {
        return;
    }
    let letters = text::letters(word);
    let mut nearest = most;
    let mut found: Vec<(usize, bool, usize, u32)> = Vec::new();
    for (at, other) in index.word_letters.iter().enumerate() {
        if (letters ^ other).count_ones() as usize > 2 * nearest {
            continue;
        }
        let candidate = index.words.get(at);
        let Some(slips) = typo::within(word, candidate, nearest) else { continue };
        let term = index.word_terms[at];
        let often = index.postings.row(term).len() + 4 * index.names.row(term).len();
        if often == 0 {
            continue;
        }
        let other_start = word.as_bytes().first() != candidate.as_bytes().first();
        // The first letter of a short word is hardly ever the wrong one: "Tate" is not "date".
        if other_start && word.len() <= SHORT {
            continue;
        }
        nearest = nearest.min(slips.max(1));
        found.push((slips, other_start, usize::MAX - often, term));
    }
    found.retain(|(slips, ..)| *slips <= nearest);
    found.sort_unstable();
    for (slips, other_start, _, term) in found.into_iter().take(MOST_MEANT) {
        let sure = index.weights.typo / slips.max(1) as f32;
        group.add(term, if other_start { sure * 0.7 } else { sure });
    }
}

/// A name that was written as two words: "snap chat" is also "snapchat".
fn join(index: &Index, typed: &[String], words: &mut [Group]) {
    for at in 1..typed.len() {
        let joined = format!("{}{}", typed[at - 1], typed[at]);
        if joined.len() < 4 {
            continue;
        }
        if let Some(found) = index.words.find(&joined) {
            let term = index.word_terms[found];
            words[at - 1].add(term, 0.9);
        }
    }
}

/// The terms that are near to those of the group, or to the word when no page has it.
fn near(index: &Index, word: &str, group: &mut Group) {
    if index.weights.near <= 0.0 {
        return;
    }
    let mut from: Vec<(String, f32)> = group
        .terms
        .iter()
        .filter(|(_, sure)| *sure >= SURE)
        .map(|(term, sure)| (index.terms.get(*term as usize).to_owned(), *sure))
        .collect();
    let own = index.lists.term(word);
    if from.iter().all(|(term, _)| *term != own) {
        from.push((own, 1.0));
    }
    for (term, sure) in from {
        for other in index.lists.near(&term) {
            if let Some(other) = index.terms.find(other) {
                group.add(other as u32, sure * index.weights.near);
            }
        }
    }
    if group.rare == 0.0 {
        group.rare = rarity(index, group);
    }
}

/// How rare the group's words are (BM25's inverse document frequency, over places): the surest terms say it together.
fn rarity(index: &Index, group: &Group) -> f32 {
    if group.terms.is_empty() {
        return 0.0;
    }
    let surest = group.terms.iter().map(|(_, sure)| *sure).fold(0.0, f32::max);
    let often = group
        .terms
        .iter()
        .filter(|(_, sure)| *sure >= surest)
        .map(|(term, _)| index.postings.row(*term).len().max(index.names.row(*term).len()))
        .max()
        .unwrap_or(0) as f32;
    let all = index.places.len() as f32;
    libm::logf(1.0 + (all - often + 0.5).max(0.5) / (often + 0.5))
}
