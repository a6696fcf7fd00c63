//! Building the index: every place of every page, word by word.

use std::rc::Rc;

use foldhash::HashMap;

use super::index::{Index, Paged, Phrase, Placed, Rows, packed};
use super::lists::{self, Lists};
use super::places::{self, Spot};
use super::strings::Strings;
use super::token::each_word;
use super::weights::Weights;
use crate::content::page::{Kind, Page};
use crate::content::text;

/// The most places that an index holds: what fits in 24 bits. Pages after that are not found.
const MOST_PLACES: usize = 1 << 24;

/// How often a term stands at a place.
struct Count {
    term: u32,
    place: u32,
    heading: f32,
    text: u16,
}

/// How long the parts of a place are, in words.
#[derive(Default, Clone, Copy)]
struct Length {
    heading: u32,
    text: u32,
}

/// What is known so far.
#[derive(Default)]
pub(super) struct Builder {
    lists: Lists,
    pages: Vec<Paged>,
    places: Vec<Placed>,
    lengths: Vec<Length>,
    terms: HashMap<Box<str>, u32>,
    /// The term of each word as it is written, and whether it is looked for at all.
    words: HashMap<Box<str>, (u32, bool)>,
    counts: Vec<Count>,
    /// For each term, where in `counts` it was last counted.
    last: Vec<u32>,
    names: Vec<(u32, u32, f32)>,
    phrases: Vec<(Vec<u32>, u32)>,
}

impl Builder {
    pub fn page(&mut self, page: Rc<Page>) {
        let spots = places::spots(&page);
        if self.places.len() + spots.len() > MOST_PLACES {
            return;
        }
        let number = self.pages.len() as u32;
        let head = self.places.len() as u32;
        for spot in spots {
            let place = self.places.len() as u32;
            self.places.push(Placed { page: number, spot });
            let mut length = Length::default();
            match spot {
                Spot::Head if page.kind != Kind::Glossary => self.page_names(&page, number, place),
                Spot::Head => {}
                Spot::Word(_) => {
                    self.heading(&spot.heading(&page), place, &mut length);
                    self.phrase(&spot.heading(&page), place);
                    for alias in spot.aliases(&page) {
                        self.heading(alias, place, &mut Length::default());
                        self.phrase(alias, place);
                    }
                }
                // "Age 11 to 13" is no topic.
                Spot::Talk(_) => self.line(&spot.heading(&page), place, &mut length),
                Spot::Service(_) | Spot::Need(_) => {
                    self.heading(&spot.heading(&page), place, &mut length);
                    self.phrase(&spot.heading(&page), place);
                }
                Spot::Section(_) if spot.heading(&page).split(' ').count() <= SHORT_HEADING => {
                    self.heading(&spot.heading(&page), place, &mut length);
                    self.phrase(&spot.heading(&page), place);
                }
                _ => self.heading(&spot.heading(&page), place, &mut length),
            }
            spot.paras(&page, &mut |para| self.line(para, place, &mut length));
            self.lengths.push(length);
        }
        self.pages.push(Paged { page, head, size: 1.0 });
    }

    fn page_names(&mut self, page: &Page, number: u32, place: u32) {
        let head = page.head();
        for name in std::iter::once(head.name).chain(head.aliases.iter().map(String::as_str)) {
            let (terms, length) = self.phrase(name, place);
            // A word of a long name says less: half of "snap map" is not the map.
            let share = 1.0 / (length.max(1) as f32).sqrt();
            for term in terms {
                self.names.push((term, number, share));
            }
        }
    }

    /// Takes in a name as a whole. Returns its terms that are looked for by themselves, and how many words it has.
    fn phrase(&mut self, name: &str, place: u32) -> (Vec<u32>, usize) {
        let (mut all, mut sought) = (Vec::new(), Vec::new());
        each_word(name, |word, _, _| {
            if lists::is_little(word) {
                return;
            }
            let (term, stop) = self.term(word);
            all.push(term);
            if !stop {
                sought.push(term);
            }
        });
        let length = all.len();
        if length > 0 {
            self.phrases.push((all, place));
        }
        (sought, length)
    }

    fn heading(&mut self, words: &str, place: u32, length: &mut Length) {
        self.each_term(words, |builder, term| {
            length.heading += 1;
            builder.count(term, place).heading += 1.0;
        });
    }

    fn line(&mut self, words: &str, place: u32, length: &mut Length) {
        self.each_term(words, |builder, term| {
            length.text += 1;
            let count = builder.count(term, place);
            count.text = count.text.saturating_add(1);
        });
    }

    /// Calls `found` with each term of a text that is looked for, and with "wifi" for "wi-fi" as well.
    fn each_term(&mut self, text: &str, mut found: impl FnMut(&mut Builder, u32)) {
        let mut before = String::new();
        each_word(text, |word, _, joined| {
            let (term, stop) = self.term(word);
            if !stop {
                found(self, term);
            }
            if joined {
                before.push_str(word);
                let (term, _) = self.term(&before);
                found(self, term);
            }
            before.clear();
            before.push_str(word);
        });
    }

    /// The term of a word, and whether it is a word that is not looked for.
    fn term(&mut self, word: &str) -> (u32, bool) {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let stem = self.lists.term(word);
        let next = self.terms.len() as u32;
        let term = *self.terms.entry(stem.into()).or_insert(next);
        if term == next {
            self.last.push(u32::MAX);
        }
        let known = (term, lists::is_stop(word));
        self.words.insert(word.into(), known);
        known
    }

    fn count(&mut self, term: u32, place: u32) -> &mut Count {
        let last = self.last[term as usize] as usize;
        let at = if self.counts.get(last).is_some_and(|count| count.place == place) {
            last
        } else {
            self.last[term as usize] = self.counts.len() as u32;
            self.counts.push(Count { term, place, heading: 0.0, text: 0 });
            self.counts.len() - 1
        };
        &mut self.counts[at]
    }

    pub fn finish(mut self, weights: Weights) -> Index {
        // The terms are numbered by the alphabet, so that they are found without a table.
        let mut terms: Vec<(&str, u32)> = self.terms.iter().map(|(term, number)| (&**term, *number)).collect();
        terms.sort_unstable();
        let mut renamed = vec![0_u32; terms.len()];
        for ((_, old), new) in terms.iter().zip(0..) {
            renamed[*old as usize] = new;
        }
        let terms = Strings::sorted(terms.iter().map(|(term, _)| *term));
        let mut words: Vec<(&str, u32)> =
            self.words.iter().map(|(word, (term, _))| (&**word, renamed[*term as usize])).collect();
        words.sort_unstable();
        let word_terms = words.iter().map(|(_, term)| *term).collect();
        let word_letters = words.iter().map(|(word, _)| text::letters(word)).collect();
        let words = Strings::sorted(words.iter().map(|(word, _)| *word));

        let average =
            self.lengths.iter().map(|length| length.text).sum::<u32>() as f32 / self.lengths.len().max(1) as f32;
        let norm = |long: f32, length: u32, average: f32| 1.0 - long + long * length as f32 / average.max(1.0);
        let pairs: Vec<(u32, u32)> = self
            .counts
            .iter()
            .map(|count| {
                let length = self.lengths[count.place as usize];
                let heading =
                    weights.heading * count.heading / norm(weights.long_heading, length.heading, HEADING_WORDS);
                let text = f32::from(count.text) / norm(weights.long, length.text, average);
                (renamed[count.term as usize], packed(count.place, heading + text))
            })
            .collect();
        let postings = Rows::new(terms.len(), &pairs);

        self.names.iter_mut().for_each(|name| name.0 = renamed[name.0 as usize]);
        // The fullest name first, so that the others of the same page can go.
        self.names.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        self.names.dedup_by_key(|name| (name.0, name.1));
        let names: Vec<(u32, u32)> =
            self.names.iter().map(|(term, page, share)| (*term, packed(*page, *share))).collect();
        let names = Rows::new(terms.len(), &names);

        for (words, _) in &mut self.phrases {
            words.iter_mut().for_each(|term| *term = renamed[*term as usize]);
        }
        self.phrases.sort_unstable();
        self.phrases.dedup();
        let mut phrase_terms = Vec::new();
        let phrases = self.phrases.iter().map(|(words, place)| {
            let start = phrase_terms.len() as u32;
            phrase_terms.extend(words);
            Phrase { start, len: words.len() as u32, place: *place }
        });
        let phrases = phrases.collect();

        let page_sizes = sizes(&self.pages, self.places.len());
        for (page, size) in self.pages.iter_mut().zip(page_sizes) {
            page.size = size;
        }
        Index {
            lists: self.lists,
            weights,
            pages: self.pages,
            places: self.places,
            terms,
            words,
            word_terms,
            word_letters,
            postings,
            names,
            phrases,
            phrase_terms,
            home: None,
        }
    }
}

/// Up to this many words, a section's heading is a name too: "how to block someone".
const SHORT_HEADING: usize = 4;

/// How many words a heading has that counts in full.
const HEADING_WORDS: f32 = 6.0;

/// The places of each page against those of the average page.
fn sizes(pages: &[Paged], places: usize) -> Vec<f32> {
    let ends = pages.iter().skip(1).map(|page| page.head).chain([places as u32]);
    let average = places as f32 / pages.len().max(1) as f32;
    pages.iter().zip(ends).map(|(page, end)| (end - page.head) as f32 / average.max(1.0)).collect()
}
