//! Finding places by what parents type: names, headings, steps, myths, laws, helpers, words and running text.
//!
//! ```text
//! pages -> places -> words -> terms -> index
//! question -> words -> groups of terms (near, misspelt, unfinished) -> rank -> hits, each with a line to show
//! ```
//!
//! Nothing here reads files or the clock. docs/search.md says why it is made like this and how well it does.

mod build;
mod danger;
mod dangers;
mod finder;
mod index;
mod line;
mod lists;
pub mod places;
mod query;
mod rank;
mod stem;
mod strings;
pub mod token;
mod typo;
pub mod wary;
mod weights;

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::content::page::Kind;

pub use finder::Finder;
pub use index::Index;
pub use stem::stemmed;
pub use weights::Weights;

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// The question speaks of danger: help is to be shown above every hit.
    pub help_first: bool,
    /// The best places, best first; at most two of a page.
    pub hits: Vec<Hit>,
}

/// A place that answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The page's id; `glossary` for a word.
    pub page: String,
    /// The page's name.
    pub name: String,
    /// The page's kind.
    #[serde(serialize_with = "kind_name")]
    pub kind: Kind,
    /// The id of the section, step, talk, myth, law, need, service, table or word; `None` for the page as a whole.
    pub place: Option<String>,
    /// The heading there; empty for the page as a whole.
    pub section: String,
    /// One line of the text there, around what was found: at most 120 characters. Empty where there is no text.
    pub line: String,
    /// The byte ranges of `line` that answer, in order, on character boundaries.
    #[serde(serialize_with = "pairs")]
    pub marks: Vec<Range<usize>>,
    /// It is a helper of another country than the family's: its numbers need not work where they live.
    pub elsewhere: bool,
    /// How well it answers. Only good for comparing hits of one answer.
    pub score: f32,
}

fn kind_name<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

fn pairs<S: Serializer>(marks: &[Range<usize>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(marks.iter().map(|mark| [mark.start, mark.end]))
}

impl Index {
    /// The places that answer a question best, at most `limit`. Any text is a question; an empty one has no hits.
    ///
    /// While the text ends with a letter or digit, its last word is taken for unfinished.
    pub fn search(&self, question: &str, limit: usize) -> Results {
        let query = query::read(self, question);
        let ranked = rank::rank(self, &query);
        let shown = ranked.iter().take(limit);
        Results {
            help_first: !query.dangers.is_empty() || query.wary,
            hits: shown.map(|ranked| self.hit(&query, *ranked)).collect(),
        }
    }

    fn hit(&self, query: &query::Query, ranked: rank::Ranked) -> Hit {
        let placed = self.places[ranked.place];
        let page = &self.pages[placed.page as usize].page;
        let head = page.head();
        let place = placed.spot.place(page);
        let section = place.as_ref().map(|_| placed.spot.heading(page).into_owned()).unwrap_or_default();
        let (line, marks) = line::best(self, query, placed);
        Hit {
            page: head.id.to_owned(),
            name: head.name.to_owned(),
            kind: page.kind,
            place,
            section,
            line,
            marks,
            elsewhere: self.is_elsewhere(placed.page as usize),
            score: ranked.score,
        }
    }
}

/// True when a question speaks of danger. The same as [`Results::help_first`], without an index.
pub fn speaks_of_danger(question: &str) -> bool {
    let mut words = Vec::new();
    token::each_word(question, |word, _, _| words.push(word.to_owned()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    !danger::heard(&words).is_empty() || wary::sounds(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::Library;

    fn index() -> Index {
        Index::build(&Library::open(None)).at_home("uk")
    }

    fn first(index: &Index, question: &str) -> (String, Option<String>) {
        let hits = index.search(question, 5).hits;
        let hit = hits.into_iter().next().unwrap_or_else(|| panic!("nothing for {question}"));
        (hit.page, hit.place)
    }

    #[test]
    fn misspelt_split_joined_and_unfinished_names_are_found() {
        let index = index();
        for (question, page) in [
            ("snapchta", "snapchat"),
            ("snap chat", "snapchat"),
            ("tik-tok", "tiktok"),
            ("instargam", "instagram"),
            ("snapch", "snapchat"),
            ("minecra", "minecraft"),
            ("plastation", "playstation"),
            ("familylink", "google-family-link"),
            ("wattsap", "whatsapp"),
        ] {
            assert_eq!(first(&index, question).0, page, "{question}");
        }
    }

    #[test]
    fn a_page_is_first_for_its_own_name() {
        let library = Library::open(None);
        let index = Index::build(&library).at_home("uk");
        for listed in library.pages() {
            let (page, place) = first(&index, listed.name());
            // A name that speaks of danger leads to what to do now.
            let right = place.is_none() || place.as_deref() == Some("now");
            assert!(page == listed.id() && right, "{}: {page} {place:?}", listed.name());
        }
    }

    #[test]
    fn words_that_mean_the_same_find_the_same() {
        let index = index();
        assert_eq!(first(&index, "is my daughter being bullied").0, "bullying");
        assert_eq!(first(&index, "is my boy being bullied").0, "bullying");
        assert_eq!(first(&index, "who do I ring").0, "uk");
        assert_eq!(first(&index, "which number can we call").0, "uk");
    }

    #[test]
    fn helpers_are_those_of_the_familys_country_unless_another_is_named() {
        let library = Library::open(None);
        let question = "my child is missing";
        assert_eq!(first(&Index::build(&library).at_home("uk"), question).0, "uk");
        assert_eq!(first(&Index::build(&library).at_home("au"), question).0, "au");
        let mut index = Index::build(&library).at_home("uk");
        assert_eq!(first(&index, "who to call in canada").0, "ca");
        index.set_home("nz");
        assert_eq!(first(&index, "who do I ring").0, "nz");
        index.set_home("nowhere");
        assert!(!index.search("who do I ring", 5).hits.is_empty());
    }

    #[test]
    fn helpers_of_other_countries_are_marked_and_come_after_the_own_country() {
        let mut index = index();
        let hits = index.search("crisis text line", 5).hits;
        assert!(hits[0].page == "uk" && !hits[0].elsewhere, "{:?}", hits[0]);
        let other = hits.iter().find(|hit| hit.page == "us").unwrap();
        assert!(other.elsewhere && other.place.as_deref() == Some("crisis-text-line"), "{other:?}");
        index.set_home("us");
        let hits = index.search("crisis text line", 5).hits;
        assert!(hits[0].page == "us" && !hits[0].elsewhere, "{:?}", hits[0]);
        // The page for all other countries is nobody else's.
        assert!(index.search("inhope", 5).hits.iter().all(|hit| hit.page != "international" || !hit.elsewhere));
    }

    #[test]
    fn a_danger_is_answered_first_also_where_no_word_is_found() {
        let library = Library::open(None);
        for region in ["uk", "us", "ca", "au", "nz", "ie", "international"] {
            let index = Index::build(&library).at_home(region);
            for (question, page, need) in [
                ("sextorted", "sextortion", "blackmail"),
                ("creepy messages", "grooming", "sexual-contact"),
                ("she took pills", "self-harm-content", "suicide-self-harm"),
                ("my son touched his sister", "harmful-sexual-behaviour", "harmed-another"),
                ("she is with a man she met online", "fake-profiles-and-strangers", "meeting"),
            ] {
                let hits = index.search(question, 4).hits;
                let has = |page: &str, place: &str| {
                    hits.iter().any(|hit| hit.page == page && hit.place.as_deref() == Some(place))
                };
                assert!(has(page, "now") && has(region, need), "{region}: {question}: {hits:?}");
            }
            let hits = index.search("kidnapped", 2).hits;
            let places: Vec<_> = hits.iter().map(|hit| (hit.page.as_str(), hit.place.as_deref().unwrap())).collect();
            assert_eq!(places, [(region, "danger-now"), (region, "child-missing")]);
        }
        // Whoever asks for figures or for a meaning gets them, below the help.
        let results = index().search("sextortion statistics", 1);
        assert!(results.help_first && results.hits[0].page == "sextortion-figures", "{results:?}");
    }

    #[test]
    fn every_danger_has_its_answers() {
        let library = Library::open(None);
        let mut index = Index::build(&library);
        for danger in dangers::DANGERS {
            for region in library.pages().iter().filter(|listed| listed.kind == Kind::Region) {
                index.set_home(region.id());
                let needs = danger.needs.iter().filter(|need| index.need(need).is_some()).count();
                // Elsewhere some needs have no helpers of their own.
                assert!(needs == danger.needs.len() || region.id() != "uk", "{danger:?}");
                assert!(!index.answers(danger).is_empty(), "{}: {danger:?}", region.id());
            }
            for topic in danger.topics {
                let page = library.page(topic).unwrap().unwrap();
                assert!(page.places().contains(&"now"), "{topic}");
            }
        }
    }

    #[test]
    fn a_need_shows_whom_to_contact() {
        let hits = index().search("someone threatens to share pictures of my child", 5).hits;
        let need = hits.iter().find(|hit| hit.page == "uk" && hit.place.as_deref() == Some("blackmail")).unwrap();
        assert!(need.line.starts_with("CEOP Safety Centre, "), "{need:?}");
    }

    #[test]
    fn danger_puts_help_first_and_need_not_be_spelt_right() {
        let index = index();
        assert!(index.search("someone is blackmaling my son", 5).help_first);
        assert!(!index.search("a danger of spending", 5).help_first);
        let long = format!("{} she wants to kill herself", "we had a nice day today and ".repeat(20));
        assert!(index.search(&long, 5).help_first);
    }

    #[test]
    fn a_page_is_there_at_most_twice_and_best_first() {
        let index = index();
        for question in ["snapchat", "stop strangers writing to my child", "location", "chat"] {
            let hits = index.search(question, 50).hits;
            assert!(hits.len() > 3, "{question}");
            assert!(hits.windows(2).all(|two| two[0].score >= two[1].score), "{question}");
            for hit in &hits {
                assert!(hits.iter().filter(|other| other.page == hit.page).count() <= 2, "{question}: {}", hit.page);
            }
        }
        assert_eq!(index.search("snapchat", 3).hits.len(), 3);
        assert_eq!(index.search("snapchat", 0).hits.len(), 0);
    }

    /// What every answer must be, whatever was asked.
    fn check(index: &Index, question: &str) {
        for hit in index.search(question, 30).hits {
            assert!(hit.line.chars().count() <= 120, "{question}: {}", hit.line);
            assert!(!hit.line.contains(['\n', '\t']) && !hit.section.contains('\n'), "{question}: {}", hit.line);
            assert!(hit.score.is_finite() && hit.score > 0.0, "{question}");
            let mut last = 0;
            for mark in hit.marks {
                assert!(mark.start >= last && mark.end > mark.start, "{question}: {mark:?}");
                assert!(hit.line.get(mark.clone()).is_some(), "{question}: {mark:?} of {}", hit.line);
                last = mark.end;
            }
        }
    }

    #[test]
    fn marks_are_on_character_boundaries_and_mark_what_was_asked() {
        let index = index();
        for question in ["last seen", "Síochána", "don't pay", "“nudify” apps", "self-harm", "Wi-Fi", "c.ai", "child's"]
        {
            check(&index, question);
        }
        let hits = index.search("garda siochana", 5).hits;
        let hit = hits.iter().find(|hit| hit.page == "ie").unwrap();
        assert!(hit.section.contains("Síochána"), "{hit:?}");
        let hits = index.search("whatsapp last seen", 1).hits;
        let marked: Vec<&str> = hits[0].marks.iter().map(|mark| &hits[0].line[mark.clone()]).collect();
        assert!(!marked.is_empty(), "{hits:?}");
    }

    #[test]
    fn any_text_is_a_question() {
        let index = index();
        for question in ["", " ", "?", "the", "\u{0}", "😀", "-", "'", "a-b-c-d", "x", "ß", "İ", "\u{301}", "9", "١٢٣"]
        {
            check(&index, question);
        }
        assert!(index.search("", 5).hits.is_empty());
        assert!(index.search("qqqqzzzz", 5).hits.is_empty());
        check(&index, &"😀".repeat(2_500));
        check(&index, &(0..32_u8).map(char::from).cycle().take(10_000).collect::<String>());
        check(&index, &"x".repeat(10_000));
        check(&index, &"snapchat ".repeat(1_200));
        check(&index, &"éß’'-".repeat(1_000));
        check(&index, &(0..2_000_u32).filter_map(|n| char::from_u32(n * 97)).collect::<String>());
        // Texts that look random, and are the same each time.
        let letters: Vec<char> = "abcdeios tnr-'’é😀\u{200d}\u{7f}#*[^]".chars().collect();
        let mut state = 7_u32;
        for _ in 0..200 {
            let mut text = String::new();
            for _ in 0..40 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push(letters[(state >> 16) as usize % letters.len()]);
            }
            check(&index, &text);
        }
    }

    #[test]
    fn an_empty_library_has_no_answers() {
        let index = Index::of([], Weights::default());
        let results = index.search("someone is blackmailing my son", 5);
        assert!(results.help_first && results.hits.is_empty());
    }

    #[test]
    fn the_index_is_small() {
        let bytes = index().bytes();
        assert!(bytes < 600 * 1024, "{bytes} bytes");
    }
}
