//! The line of text that a hit shows, and what in it is marked.

use std::ops::Range;

use super::index::{Index, Placed};
use super::query::Query;
use super::token::each_word;

/// The longest line, in characters.
const LONGEST: usize = 120;

/// A word of a line that answers the question.
struct Found {
    range: Range<usize>,
    /// Which words of the question it answers, as bits, and how much they are worth.
    answers: u64,
}

/// The best line of a place and its marks. Empty when nothing stands there but a heading.
pub(super) fn best(index: &Index, query: &Query, placed: Placed) -> (String, Vec<Range<usize>>) {
    let sought = Sought::new(query);
    let page = &index.pages[placed.page as usize].page;
    let mut best = (String::new(), Vec::new());
    let mut most = -1.0;
    let mut take = |line: &str| {
        let found = sought.find(index, line);
        let (from, until, worth) = sought.window(line, &found);
        if worth > most {
            most = worth;
            best = cut(line, &found, from..until);
        }
    };
    placed.spot.lines(page, &mut take);
    if let Some(line) = placed.spot.instead(page) {
        take(&line);
    }
    best
}

/// What is looked for in a line.
struct Sought {
    /// Terms with the groups they stand for, as bits.
    terms: Vec<(u32, u64)>,
    /// What each group is worth.
    worth: Vec<f32>,
}

impl Sought {
    fn new(query: &Query) -> Sought {
        let mut terms: Vec<(u32, u64)> = Vec::new();
        for (at, group) in query.groups.iter().enumerate() {
            for (term, _) in &group.terms {
                match terms.iter_mut().find(|(known, _)| known == term) {
                    Some((_, bits)) => *bits |= 1 << at.min(63),
                    None => terms.push((*term, 1 << at.min(63))),
                }
            }
        }
        Sought { terms, worth: query.groups.iter().map(|group| group.rare).collect() }
    }

    fn find(&self, index: &Index, line: &str) -> Vec<Found> {
        let mut found = Vec::new();
        each_word(line, |word, range, _| {
            let Some(at) = index.words.find(word) else { return };
            let term = index.word_terms[at];
            if super::lists::is_stop(word) {
                return;
            }
            if let Some((_, answers)) = self.terms.iter().find(|(known, _)| *known == term) {
                found.push(Found { range, answers: *answers });
            }
        });
        found
    }

    fn worth(&self, answers: u64) -> f32 {
        self.worth
            .iter()
            .enumerate()
            .filter(|(at, _)| answers & (1 << (*at).min(63)) != 0)
            .map(|(_, worth)| worth)
            .sum()
    }

    /// The part of the line that answers most, from a sentence's start where that loses nothing.
    fn window(&self, line: &str, found: &[Found]) -> (usize, usize, f32) {
        let mut best = (0, end_of_window(line, 0), -1.0_f32);
        let mut starts = vec![0];
        starts.extend(line.match_indices(". ").map(|(at, _)| at + 2).filter(|_| line.chars().count() > LONGEST));
        if line.len() > LONGEST {
            starts.extend(found.iter().map(|found| a_little_before(line, found.range.start)));
        }
        for start in starts {
            let end = end_of_window(line, start);
            let inside = found.iter().filter(|one| one.range.start >= start && one.range.end <= end);
            let worth = self.worth(inside.fold(0, |bits, one| bits | one.answers));
            if worth > best.2 {
                best = (start, end, worth);
            }
        }
        best
    }
}

/// Where a line that starts here has to end, between two words where there is a space.
fn end_of_window(line: &str, start: usize) -> usize {
    let room = LONGEST - 2;
    let Some((cut, _)) = line[start..].char_indices().nth(room) else { return line.len() };
    let cut = start + cut;
    match line[start..cut].rfind(' ') {
        Some(space) if space > 0 => start + space,
        _ => cut,
    }
}

/// The start of a word some words before.
fn a_little_before(line: &str, at: usize) -> usize {
    let before = &line[..at];
    let mut spaces = before.char_indices().rev().filter(|(_, c)| *c == ' ').map(|(space, _)| space + 1);
    spaces.nth(4).filter(|start| line[*start..at].chars().count() < LONGEST / 3).unwrap_or(at)
}

fn cut(line: &str, found: &[Found], part: Range<usize>) -> (String, Vec<Range<usize>>) {
    let mut out = String::with_capacity(part.len() + 6);
    let sentence = part.start == 0 || line[..part.start].ends_with(". ");
    if !sentence {
        out.push('…');
    }
    let before = out.len();
    out.push_str(&line[part.clone()]);
    if part.end < line.len() {
        out.push('…');
    }
    let inside = found.iter().filter(|one| one.range.start >= part.start && one.range.end <= part.end);
    let marks = inside.map(|one| one.range.start - part.start + before..one.range.end - part.start + before);
    (out, marks.collect())
}
