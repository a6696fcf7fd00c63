//! The names that are worth comparing with one that is not there, out of any number: so that a check of many pages with
//! a dead link each takes as long for each as for the first.

use std::collections::HashMap;

use crate::content::text::nearest;

/// The most names that are compared with one. Up to so many, all are.
pub const MOST: usize = 256;

/// The most places in the lists of the index that are read for one name, of about 20 lists.
const MOST_READ: usize = 8192;

/// Two letters that stand beside each other in a name; before its first and after its last stands [`EDGE`].
type Pair = (char, char);

const EDGE: char = '\n';

/// Names, found by the pairs of letters that they have.
///
/// A slip changes two pairs, and [`nearest`] allows one slip for every three letters: so a name of three letters or
/// more shares at least one pair with each that is near enough.
#[derive(Debug, Clone)]
pub struct Near {
    names: Vec<String>,
    /// Which names have a pair, by their places in `names`.
    by_pair: HashMap<Pair, Vec<u32>>,
}

impl<'n> FromIterator<&'n str> for Near {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Near {
        let mut near = Near { names: names.into_iter().map(str::to_owned).collect(), by_pair: HashMap::new() };
        if near.names.len() > MOST {
            for (at, name) in (0..).zip(&near.names) {
                for pair in pairs(name) {
                    near.by_pair.entry(pair).or_default().push(at);
                }
            }
        }
        near
    }
}

impl Near {
    /// The names nearest to `word`, best first, at most `most`.
    pub fn nearest(&self, word: &str, most: usize) -> Vec<&str> {
        nearest(word, self.worth_comparing(word), most)
    }

    /// At most [`MOST`] names: those that share the most pairs with `word`, of which the rarest count first.
    fn worth_comparing(&self, word: &str) -> Vec<&str> {
        if self.names.len() <= MOST {
            return self.names.iter().map(String::as_str).collect();
        }
        let mut lists: Vec<&[u32]> =
            pairs(word).iter().filter_map(|pair| self.by_pair.get(pair)).map(Vec::as_slice).collect();
        lists.sort_by_key(|list| list.len());
        let mut read: Vec<u32> = lists.into_iter().flatten().copied().take(MOST_READ).collect();
        read.sort_unstable();
        let mut found: Vec<&[u32]> = read.chunk_by(|one, other| one == other).collect();
        // A stable order: of those that share as many, the first of the alphabet.
        found.sort_by_key(|same| std::cmp::Reverse(same.len()));
        found.truncate(MOST);
        found.into_iter().map(|same| self.names[same[0] as usize].as_str()).collect()
    }
}

/// The pairs of a word, each once.
fn pairs(word: &str) -> Vec<Pair> {
    let letters = || word.chars().chain([EDGE]);
    let mut pairs: Vec<Pair> = std::iter::once(EDGE).chain(letters()).zip(letters()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::{Library, Listed};
    use crate::content::text::edit_distance;

    /// Each shipped page as often as it takes to have this many names.
    fn names(number: usize) -> Vec<String> {
        let library = Library::built_in();
        let ids = library.pages().iter().map(Listed::id).cycle();
        (0..number).zip(ids).map(|(at, id)| format!("{id}-{at}")).collect()
    }

    /// Slips as people make them: a letter left out, another one, two swapped, the end left out.
    fn slips(name: &str) -> Vec<String> {
        let middle = name.len() / 2;
        let (before, after) = name.split_at(middle);
        let mut swapped: Vec<char> = name.chars().collect();
        swapped.swap(middle - 1, middle);
        vec![
            format!("{before}{}", &after[1..]),
            format!("{before}q{}", &after[1..]),
            swapped.into_iter().collect(),
            name[..name.len() - 1].to_owned(),
        ]
    }

    #[test]
    fn however_many_names_there_are_only_so_many_are_compared() {
        let names = names(20_000);
        let near: Near = names.iter().map(String::as_str).collect();
        for word in ["gone-17", "snapchat", "e", "no-such-page-anywhere-12345", "aaaaaaaa", &"snapchat-1".repeat(500)] {
            assert!(near.worth_comparing(word).len() <= MOST, "{word}");
        }
    }

    #[test]
    fn among_many_names_a_slip_still_finds_the_right_one() {
        let names = names(10_000);
        let near: Near = names.iter().map(String::as_str).collect();
        for name in names.iter().step_by(397) {
            for slip in slips(name) {
                let found = near.nearest(&slip, 1);
                assert_eq!(found.len(), 1, "{slip}");
                // Another page can be as near: `snapchat-1` is that to `snapchat-12` and to `snapchat-13`.
                let is_as_near = edit_distance(&slip, found[0]) <= edit_distance(&slip, name);
                assert!(found[0].contains(&slip) || is_as_near, "{slip}: {found:?}, not {name}");
            }
        }
    }

    #[test]
    fn with_as_many_pages_as_are_shipped_the_answers_are_those_of_comparing_all() {
        let library = Library::built_in();
        let ids = || library.pages().iter().map(Listed::id);
        let near: Near = ids().collect();
        for word in ids().flat_map(slips) {
            assert_eq!(near.nearest(&word, 2), nearest(&word, ids(), 2), "{word}");
        }
    }
}
