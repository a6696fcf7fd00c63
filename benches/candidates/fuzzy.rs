//! Candidate (a): nucleo's fuzzy matcher over names, other names and headings, as file finders use it.

use handhold::content::library::{GLOSSARY, Library, Listed};
use handhold::search::places::{Spot, spots};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

pub struct Fuzzy {
    rows: Vec<(String, Option<String>, String)>,
    matcher: Matcher,
}

impl Fuzzy {
    pub fn build(library: &Library) -> Fuzzy {
        let mut rows = Vec::new();
        for id in library.pages().iter().map(Listed::id).chain([GLOSSARY]) {
            let Some(Ok(page)) = library.page(id) else { continue };
            for spot in spots(&page) {
                let place = spot.place(&page);
                let context = if spot == Spot::Head { String::new() } else { format!("{} ", page.head().name) };
                rows.push((id.to_owned(), place.clone(), format!("{context}{}", spot.heading(&page))));
                rows.extend(spot.aliases(&page).iter().map(|alias| (id.to_owned(), place.clone(), alias.clone())));
            }
        }
        Fuzzy { rows, matcher: Matcher::new(Config::DEFAULT) }
    }

    pub fn search(&mut self, question: &str) -> Vec<(String, Option<String>)> {
        let pattern = Pattern::parse(question, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, usize, usize)> = Vec::new();
        for (at, (_, _, text)) in self.rows.iter().enumerate() {
            if let Some(score) = pattern.score(Utf32Str::new(text, &mut buffer), &mut self.matcher) {
                found.push((score, text.len(), at));
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut out: Vec<(String, Option<String>)> = Vec::new();
        for (_, _, at) in found {
            let (page, place, _) = &self.rows[at];
            if out.iter().filter(|(known, _)| known == page).count() < 2
                && !out.iter().any(|(known, known_place)| known == page && known_place == place)
            {
                out.push((page.clone(), place.clone()));
            }
            if out.len() == 10 {
                break;
            }
        }
        out
    }
}
