//! Which places answer a question best.
//!
//! BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004): the counts of a
//! word in names, headings and text are weighed and added before more of the same counts less. Each place is judged
//! by its own words and by its page's: a step "Limit who can chat" on the page of Roblox answers "roblox chat".

use super::index::{Index, Paged, unpacked};
use super::places::Spot;
use super::query::{Group, Query, SURE};
use crate::content::page::Kind;

/// A place and how well it answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub place: usize,
    pub score: f32,
}

/// What is known so far of pages and places, by their numbers.
struct Sheet {
    /// What a page's name says.
    name: Vec<f32>,
    /// What a page as a whole says.
    whole: Vec<f32>,
    /// What a place says beyond its page's name.
    own: Vec<f32>,
    /// The names that stand in the question, and how much of it the longest is.
    phrase: Vec<f32>,
    covered: Vec<f32>,
    pages: Vec<usize>,
    places: Vec<usize>,
}

/// How much of a group stands at each place and page; used for one group after the other.
struct Counts {
    place: Vec<f32>,
    page: Vec<f32>,
    name: Vec<f32>,
    places: Vec<usize>,
    pages: Vec<usize>,
}

/// Places that answer much worse than the best are left out.
const WORTH_SHOWING: f32 = 0.25;

/// The places that answer the question, best first: at most two of a page, beside those that answer a danger.
pub(super) fn rank(index: &Index, query: &Query) -> Vec<Ranked> {
    let mut sheet = Sheet {
        name: vec![0.0; index.pages.len()],
        whole: vec![0.0; index.pages.len()],
        own: vec![0.0; index.places.len()],
        phrase: vec![0.0; index.places.len()],
        covered: vec![0.0; index.places.len()],
        pages: Vec::new(),
        places: Vec::new(),
    };
    let mut counts = Counts {
        place: vec![0.0; index.places.len()],
        page: vec![0.0; index.pages.len()],
        name: vec![0.0; index.pages.len()],
        places: Vec::new(),
        pages: Vec::new(),
    };
    for group in &query.groups {
        count(index, group, &mut counts);
        enter(index, group, &mut counts, &mut sheet);
    }
    phrases(index, query, &mut sheet);
    if query.whom {
        whom(index, query, &mut sheet);
    }
    best_two(index, query, sheet)
}

fn count(index: &Index, group: &Group, counts: &mut Counts) {
    for (term, sure) in &group.terms {
        for posting in index.postings.row(*term) {
            let (place, weight) = unpacked(*posting);
            let page = index.page_of(place);
            if counts.place[place] == 0.0 {
                counts.places.push(place);
            }
            counts.see(page);
            counts.place[place] += weight * sure;
            counts.page[page] += weight * sure;
        }
        for name in index.names.row(*term) {
            let (page, share) = unpacked(*name);
            counts.see(page);
            counts.name[page] = counts.name[page].max(share * sure * index.weights.name);
        }
    }
}

impl Counts {
    fn see(&mut self, page: usize) {
        if self.page[page] == 0.0 && self.name[page] == 0.0 {
            self.pages.push(page);
        }
    }
}

/// More of the same counts less and less.
fn less_and_less(count: f32, more: f32) -> f32 {
    count * (more + 1.0) / (count + more)
}

/// Moves the counts of a group to the sheet.
fn enter(index: &Index, group: &Group, counts: &mut Counts, sheet: &mut Sheet) {
    let weights = &index.weights;
    for place in counts.places.drain(..) {
        let said = less_and_less(counts.place[place], weights.more);
        let known = less_and_less(counts.name[index.page_of(place)], weights.more);
        if sheet.own[place] == 0.0 {
            sheet.places.push(place);
        }
        // A place that says nothing new is still a place of the page.
        sheet.own[place] += group.rare * (said - known).max(weights.own * said).max(f32::EPSILON);
        counts.place[place] = 0.0;
    }
    for page in counts.pages.drain(..) {
        if sheet.whole[page] == 0.0 {
            sheet.pages.push(page);
        }
        sheet.name[page] += group.rare * less_and_less(counts.name[page], weights.more);
        let size = 0.5 + 0.5 * index.pages[page].size;
        let whole = counts.name[page] + counts.page[page] / size;
        sheet.whole[page] += group.rare * less_and_less(whole, weights.page_more);
        (counts.page[page], counts.name[page]) = (0.0, 0.0);
    }
}

impl Sheet {
    /// A place's name stands in the question: what that is worth, and how much of the question it is.
    fn say(&mut self, place: usize, worth: f32, covered: f32) {
        self.phrase[place] = self.phrase[place].max(worth);
        self.covered[place] = self.covered[place].max(covered);
        if self.own[place] == 0.0 {
            self.own[place] = f32::EPSILON;
            self.places.push(place);
        }
    }
}

/// What a word that is not looked for by itself is worth inside a name.
const STOP_WORTH: f32 = 0.3;

/// Finds the names that stand in the question as a whole.
fn phrases(index: &Index, query: &Query, sheet: &mut Sheet) {
    let worth = |group: &Group| group.rare.max(STOP_WORTH);
    let all: f32 = query.words.iter().map(worth).sum();
    for (at, first) in query.words.iter().enumerate() {
        for (term, sure) in first.terms.iter().filter(|(_, sure)| *sure >= SURE) {
            for phrase in index.phrases_from(*term) {
                let words = index.phrase(phrase);
                let Some(stand) = query.words.get(at..at + words.len()) else { continue };
                let surest = stand.iter().zip(words).map(|(group, word)| group.sure(*word)).fold(*sure, f32::min);
                if surest < SURE {
                    continue;
                }
                let said: f32 = stand.iter().map(worth).sum();
                // A name that is the whole question says more than one in passing.
                let score = surest * said * (0.3 + 0.7 * said / all);
                sheet.say(phrase.place as usize, score * index.weights.phrase, surest * said / all);
            }
        }
    }
}

/// "Who do I ring?" is answered by the family's country as if it had been named, unless another was.
fn whom(index: &Index, query: &Query, sheet: &mut Sheet) {
    let other = |page: &usize| index.pages[*page].page.kind == Kind::Region && sheet.name[*page] > 0.0;
    let Some(home) = index.home.filter(|_| !sheet.pages.iter().any(other)) else { return };
    let head = index.pages[home].head as usize;
    let all: f32 = query.groups.iter().map(|group| group.rare).sum();
    // The whole question may be made of words that are not looked for.
    sheet.say(head, 3.0 * all.max(1.0), 1.0);
}

/// Puts the places that answer a danger above all others, also those in which no word was found.
/// Returns them.
fn lift(index: &Index, query: &Query, all: &mut Vec<Ranked>) -> Vec<usize> {
    let mut answers: Vec<usize> = Vec::new();
    for place in query.dangers.iter().flat_map(|danger| index.answers(danger)) {
        if !answers.contains(&place) {
            answers.push(place);
        }
    }
    let others = all.iter().filter(|ranked| !answers.contains(&ranked.place));
    let best = others.map(|ranked| ranked.score).fold(0.0, f32::max);
    let count = answers.len();
    for (at, place) in answers.iter().copied().enumerate() {
        // Where none is told better than another, the order of the dangers counts.
        let order = (count - at) as f32 / count as f32;
        match all.iter_mut().find(|ranked| ranked.place == place) {
            Some(ranked) => {
                let now = !matches!(index.places[place].spot, Spot::Need(_));
                ranked.score = best + order + ranked.score * if now { index.weights.now } else { 1.0 };
            }
            None => all.push(Ranked { place, score: best + order }),
        }
    }
    answers
}

/// Puts the page of the family's country above the helpers of countries that were not named, unless a helper of its own
/// is there already.
fn own_country_first(index: &Index, sheet: &Sheet, all: &mut Vec<Ranked>) {
    let Some(home) = index.home else { return };
    let best = |fits: &dyn Fn(usize) -> bool| {
        let fitting = all.iter().filter(|ranked| fits(index.page_of(ranked.place)));
        fitting.map(|ranked| ranked.score).fold(0.0, f32::max)
    };
    let elsewhere = best(&|page| page != home && index.is_region(page) && !is_named(index, sheet, page));
    if elsewhere <= best(&|page| page == home) {
        return;
    }
    let (place, score) = (index.pages[home].head as usize, elsewhere * 1.01);
    match all.iter_mut().find(|ranked| ranked.place == place) {
        Some(head) => head.score = score,
        None => all.push(Ranked { place, score }),
    }
}

/// True when a page's name, or a part of it, was typed.
fn is_named(index: &Index, sheet: &Sheet, page: usize) -> bool {
    sheet.name[page] + sheet.phrase[index.pages[page].head as usize] > 0.0
}

fn best_two(index: &Index, query: &Query, mut sheet: Sheet) -> Vec<Ranked> {
    let weights = &index.weights;
    for page in &sheet.pages {
        let head = index.pages[*page].head as usize;
        if sheet.own[head] == 0.0 && sheet.name[*page] > 0.0 {
            sheet.places.push(head);
        }
    }
    let mut all: Vec<Ranked> = Vec::with_capacity(sheet.places.len());
    for place in sheet.places.drain(..) {
        let page = index.page_of(place);
        let head = index.pages[page].head as usize;
        let covered = sheet.covered[place];
        let named = sheet.name[page] + sheet.phrase[head];
        let mut score = named + sheet.own[place];
        if place == head {
            // The top of a page answers its name, and little else.
            score += weights.head * named * covered * covered;
        } else {
            score += sheet.phrase[place];
        }
        let kind = index.pages[page].page.kind;
        if kind != Kind::Glossary {
            score += weights.page * sheet.whole[page];
        }
        score *= match kind {
            Kind::Evidence => weights.reference,
            Kind::Glossary if query.meaning => weights.meaning,
            Kind::Glossary => weights.reference + (1.0 - weights.reference) * covered,
            Kind::Region if index.home.is_some_and(|home| home != page) && named <= 0.0 => weights.elsewhere,
            Kind::Region if query.wants_help && matches!(index.places[place].spot, Spot::Need(_)) => weights.need,
            Kind::Region if !query.whom && named <= 0.0 && matches!(index.places[place].spot, Spot::Service(_)) => {
                weights.service + (1.0 - weights.service) * covered
            }
            _ => 1.0,
        };
        all.push(Ranked { place, score });
    }
    own_country_first(index, &sheet, &mut all);
    let best = all.iter().map(|ranked| ranked.score).fold(0.0, f32::max);
    // The name of a page of figures asks for the figures.
    let figures = |page: &Paged| page.page.kind == Kind::Evidence && sheet.covered[page.head as usize] > 0.99;
    let wants_help = query.wants_help && !index.pages.iter().any(figures);
    let answers = if wants_help { lift(index, query, &mut all) } else { Vec::new() };
    // Most places fall away here, and need not be sorted.
    all.retain(|ranked| ranked.score >= best * WORTH_SHOWING || answers.contains(&ranked.place));
    all.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
    let mut seen = vec![0_u8; index.pages.len()];
    all.retain(|ranked| {
        if answers.contains(&ranked.place) {
            return true;
        }
        let seen = &mut seen[index.page_of(ranked.place)];
        *seen = seen.saturating_add(1);
        *seen <= 2
    });
    all
}
