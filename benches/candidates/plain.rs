//! Candidate (b): BM25 over places with the same stemming and stop words' effect left to their rarity, and with field
//! weights by counting a word of a name five times and one of a heading three times. No typos, no near words, no whole
//! names, and a place knows its page's names only as more words.

use std::collections::HashMap;

use handhold::content::library::{GLOSSARY, Library, Listed};
use handhold::search::places::{Spot, spots};
use handhold::search::token::each_word;

pub struct Plain {
    places: Vec<(String, Option<String>, f32)>,
    postings: HashMap<String, Vec<(usize, f32)>>,
    average: f32,
}

fn terms(text: &str, mut take: impl FnMut(String)) {
    each_word(text, |word, _, _| take(handhold::search::stemmed(word)));
}

impl Plain {
    pub fn build(library: &Library) -> Plain {
        let mut places = Vec::new();
        let mut postings: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        for id in library.pages().iter().map(Listed::id).chain([GLOSSARY]) {
            let Some(Ok(page)) = library.page(id) else { continue };
            for spot in spots(&page) {
                let mut counts: HashMap<String, f32> = HashMap::new();
                let mut length = 0.0;
                let mut add = |text: &str, weight: f32| {
                    terms(text, |term| {
                        *counts.entry(term).or_default() += weight;
                        length += weight;
                    });
                };
                if id != GLOSSARY {
                    let weight = if spot == Spot::Head { 5.0 } else { 1.0 };
                    add(page.head().name, weight);
                    page.head().aliases.iter().for_each(|alias| add(alias, weight));
                }
                if spot != Spot::Head {
                    add(&spot.heading(&page), 3.0);
                    spot.aliases(&page).iter().for_each(|alias| add(alias, 3.0));
                }
                spot.lines(&page, &mut |line| add(line, 1.0));
                for (term, count) in counts {
                    postings.entry(term).or_default().push((places.len(), count));
                }
                places.push((id.to_owned(), spot.place(&page), length));
            }
        }
        let average = places.iter().map(|place| place.2).sum::<f32>() / places.len() as f32;
        Plain { places, postings, average }
    }

    pub fn search(&self, question: &str) -> Vec<(String, Option<String>)> {
        const K1: f32 = 1.2;
        const B: f32 = 0.75;
        let mut scores: HashMap<usize, f32> = HashMap::new();
        terms(question, |term| {
            let Some(postings) = self.postings.get(&term) else { return };
            let often = postings.len() as f32;
            let rare = (1.0 + (self.places.len() as f32 - often + 0.5) / (often + 0.5)).ln();
            for (place, count) in postings {
                let norm = 1.0 - B + B * self.places[*place].2 / self.average;
                *scores.entry(*place).or_default() += rare * count * (K1 + 1.0) / (count + K1 * norm);
            }
        });
        let mut found: Vec<(usize, f32)> = scores.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut out: Vec<(String, Option<String>)> = Vec::new();
        for (place, _) in found {
            let (page, place, _) = &self.places[place];
            if out.iter().filter(|(known, _)| known == page).count() < 2 {
                out.push((page.clone(), place.clone()));
            }
            if out.len() == 10 {
                break;
            }
        }
        out
    }
}
