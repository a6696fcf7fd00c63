//! The index: which word stands where, and how much it says there.

use std::rc::Rc;

use super::build::Builder;
use super::dangers::Danger;
use super::lists::Lists;
use super::places::Spot;
use super::strings::Strings;
use super::weights::Weights;
use crate::content::library::{GLOSSARY, Library, Listed};
use crate::content::page::{Kind, Page};

/// A page of the index.
#[derive(Debug)]
pub(super) struct Paged {
    /// Its text stays in the library; the index only says where to look.
    pub page: Rc<Page>,
    /// The number of its first place, which is its head.
    pub head: u32,
    /// How much of it there is, against the average page.
    pub size: f32,
}

/// A place of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub page: u32,
    pub spot: Spot,
}

/// A name of a page, a service, a need or a word of the glossary: its words, and the place that it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub start: u32,
    pub len: u32,
    pub place: u32,
}

/// Rows of numbers, one row a term: the row of `t` is `all[starts[t]..starts[t + 1]]`.
#[derive(Debug, Default)]
pub(super) struct Rows {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Rows {
    /// Sorts (row, number) pairs into rows; the numbers of a row keep their order.
    pub fn new(rows: usize, pairs: &[(u32, u32)]) -> Rows {
        let mut starts = vec![0_u32; rows + 1];
        for (row, _) in pairs {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut all = vec![0_u32; pairs.len()];
        for (row, number) in pairs {
            let at = &mut next[*row as usize];
            all[*at as usize] = *number;
            *at += 1;
        }
        Rows { starts, all }
    }

    /// The numbers of a row.
    pub fn row(&self, row: u32) -> &[u32] {
        let at = row as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.all[*start as usize..*end as usize],
            _ => &[],
        }
    }

    fn bytes(&self) -> usize {
        (self.starts.capacity() + self.all.capacity()) * size_of::<u32>()
    }
}

/// A number and how much a word says there, in one: 24 bits and 8 bits in sixteenths.
pub(super) fn packed(number: u32, weight: f32) -> u32 {
    (number << 8) | (weight * 16.0).round().clamp(1.0, 255.0) as u32
}

/// The number and the weight again.
pub(super) fn unpacked(packed: u32) -> (usize, f32) {
    ((packed >> 8) as usize, (packed & 0xff) as f32 / 16.0)
}

/// Everything that is known for searching, built from a library's pages.
#[derive(Debug)]
pub struct Index {
    pub(super) lists: Lists,
    pub(super) weights: Weights,
    pub(super) pages: Vec<Paged>,
    pub(super) places: Vec<Placed>,
    /// The terms: words without their endings, words that mean the same as one.
    pub(super) terms: Strings,
    /// The words as they are written, for misspelt and unfinished words; the term of each, and its letters.
    pub(super) words: Strings,
    pub(super) word_terms: Vec<u32>,
    pub(super) word_letters: Vec<u32>,
    /// The places of each term, packed with how much it says there.
    pub(super) postings: Rows,
    /// The pages in whose names each term stands, packed with how much of the name it is.
    pub(super) names: Rows,
    /// Sorted by their words.
    pub(super) phrases: Vec<Phrase>,
    pub(super) phrase_terms: Vec<u32>,
    /// The page of the country where the family lives.
    pub(super) home: Option<usize>,
}

impl Index {
    /// The index of all pages of a library and its word list. Pages that cannot be read are left out.
    pub fn build(library: &Library) -> Index {
        Index::build_with(library, Weights::default())
    }

    /// The same with other weights, for comparing.
    pub fn build_with(library: &Library, weights: Weights) -> Index {
        let ids = library.pages().iter().map(Listed::id).chain([GLOSSARY]);
        Index::of(ids.filter_map(|id| library.page(id)?.ok()), weights)
    }

    /// The index of these pages.
    pub fn of(pages: impl IntoIterator<Item = Rc<Page>>, weights: Weights) -> Index {
        let mut builder = Builder::default();
        for page in pages {
            builder.page(page);
        }
        builder.finish(weights)
    }

    /// Tells the index where the family lives: the id of a region page. Other countries' helpers are then found
    /// when their country is named. An id that is not known changes nothing.
    #[must_use]
    pub fn at_home(mut self, region: &str) -> Index {
        self.set_home(region);
        self
    }

    /// The same for an index that is in use.
    pub fn set_home(&mut self, region: &str) {
        self.home = self.pages.iter().position(|at| at.page.kind == Kind::Region && at.page.head().id == region);
    }

    /// About how many bytes the index takes, without the pages, which the library holds.
    pub fn bytes(&self) -> usize {
        self.terms.bytes()
            + self.words.bytes()
            + self.postings.bytes()
            + self.names.bytes()
            + (self.word_terms.capacity() + self.word_letters.capacity() + self.phrase_terms.capacity()) * 4
            + self.pages.capacity() * size_of::<Paged>()
            + self.places.capacity() * size_of::<Placed>()
            + self.phrases.capacity() * size_of::<Phrase>()
    }

    pub(super) fn page_of(&self, place: usize) -> usize {
        self.places[place].page as usize
    }

    /// True for the page of a country.
    pub(super) fn is_region(&self, page: usize) -> bool {
        self.pages[page].page.kind == Kind::Region
    }

    /// Where a danger is answered: what to do now, and whom to contact for it in the family's country.
    pub(super) fn answers(&self, danger: &Danger) -> Vec<usize> {
        let need = danger.needs.iter().find_map(|need| self.need(need));
        let page_of = |topic: &&str| self.pages.iter().position(|at| at.page.head().id == *topic);
        let now = danger.topics.iter().filter_map(|topic| self.place(page_of(topic)?, "now"));
        now.chain(need).collect()
    }

    /// The place on the page of the family's country that says whom to contact for this.
    pub(super) fn need(&self, id: &str) -> Option<usize> {
        self.place(self.home?, id)
    }

    /// True for the page of a country that is not the family's. The page for all other countries is nobody else's.
    pub(super) fn is_elsewhere(&self, page: usize) -> bool {
        let country = self.pages[page].page.region().is_some_and(|region| region.emergency.is_some());
        country && self.home.is_some_and(|home| home != page)
    }

    /// The number of the place of a page with this id.
    fn place(&self, page: usize, id: &str) -> Option<usize> {
        let own = |at: &usize| self.page_of(*at) == page;
        let mut places = (self.pages[page].head as usize..self.places.len()).take_while(own);
        places.find(|at| self.places[*at].spot.place(&self.pages[page].page).as_deref() == Some(id))
    }

    /// The names that start with this term.
    pub(super) fn phrases_from(&self, term: u32) -> &[Phrase] {
        let from = self.phrases.partition_point(|phrase| self.phrase(phrase)[0] < term);
        let len = self.phrases[from..].partition_point(|phrase| self.phrase(phrase)[0] == term);
        &self.phrases[from..from + len]
    }

    /// The words of a name; never none.
    pub(super) fn phrase(&self, phrase: &Phrase) -> &[u32] {
        &self.phrase_terms[phrase.start as usize..(phrase.start + phrase.len) as usize]
    }
}
