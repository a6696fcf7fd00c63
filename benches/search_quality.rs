//! How well candidates for the search answer parents' questions: `cargo bench --bench search_quality`.
//!
//! `-- --testers` asks what a tester typed, `-- --held-out` the questions that were kept back, `-- --misses` prints what the engine in use does not find
//! first, and `-- --ask "a question"` what is found for one. docs/search.md has the figures.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "candidates/fuzzy.rs"]
mod fuzzy;
#[path = "candidates/plain.rs"]
mod plain;
#[path = "../tests/search/questions.rs"]
mod questions;

use handhold::content::library::Library;
use handhold::search::{Index, Weights, speaks_of_danger};
use questions::{Figures, Question};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    if let Some(at) = arguments.iter().position(|argument| argument == "--ask") {
        arguments[at + 1..]
            .iter()
            .for_each(|question| answer(&Index::build(&Library::open(None)).at_home("uk"), question));
        return;
    }
    let asked = questions::read(match (has("--testers"), has("--held-out")) {
        _ if has("--fresh") => questions::TESTERS_FRESH,
        _ if has("--last") => questions::TESTERS_LAST,
        (false, false) => questions::TUNED,
        (false, true) => questions::HELD_OUT,
        (true, false) => questions::TESTERS,
        (true, true) => questions::TESTERS_HELD_OUT,
    });
    let library = Library::open(None);
    println!("{} questions", asked.len());
    println!("{:<44} {:>6} {:>6} {:>6} {:>8}", "", "hit@1", "hit@3", "MRR", "place@3");
    let mut fuzzy = fuzzy::Fuzzy::build(&library);
    show("(a) fuzzy over names and headings", questions::measure(&asked, |question| fuzzy.search(question)));
    let plain = plain::Plain::build(&library);
    show("(b) BM25, stemming, field weights", questions::measure(&asked, |question| plain.search(question)));
    let used = Weights::default();
    for (name, weights) in [
        ("(c) in use", used.clone()),
        ("    without near words", Weights { near: 0.0, ..used.clone() }),
        ("    without typos", Weights { typo: 0.0, ..used.clone() }),
        ("    without unfinished words", Weights { begun: 0.0, ..used.clone() }),
        ("    without whole names", Weights { phrase: 0.0, ..used.clone() }),
        ("    without the page as a whole", Weights { page: 0.0, ..used.clone() }),
    ] {
        show(name, ask(&library, weights, &asked));
    }
    help_first(&asked);
    if has("--misses") {
        misses(&library, &asked);
    }
}

fn show(name: &str, figures: Figures) {
    let Figures { hit_1, hit_3, mrr, place_3 } = figures;
    println!("{name:<44} {hit_1:>6.3} {hit_3:>6.3} {mrr:>6.3} {place_3:>8.3}");
}

fn ask(library: &Library, weights: Weights, asked: &[Question]) -> Figures {
    let index = Index::build_with(library, weights).at_home("uk");
    questions::measure(asked, |question| {
        index.search(question, 10).hits.into_iter().map(|hit| (hit.page, hit.place)).collect()
    })
}

fn answer(index: &Index, question: &str) {
    let results = index.search(question, 6);
    println!("\n{question}{}", if results.help_first { " [help first]" } else { "" });
    for hit in results.hits {
        println!("    {:.1} {}#{} {}", hit.score, hit.page, hit.place.unwrap_or_default(), hit.section);
    }
}

fn help_first(asked: &[Question]) {
    let count = |wanted: bool, said: bool| {
        let like = |question: &&Question| question.help_first == wanted && speaks_of_danger(question.text) == said;
        asked.iter().filter(like).count()
    };
    let (right, missed, needless) = (count(true, true), count(true, false), count(false, true));
    println!(
        "help first: {right} right, {missed} missed, {needless} needless, {} rightly left alone",
        count(false, false)
    );
}

fn misses(library: &Library, asked: &[Question]) {
    let index = Index::build(library).at_home("uk");
    for question in asked {
        let results = index.search(question.text, 4);
        let first = results.hits.first().is_some_and(|hit| question.pages.contains(&hit.page.as_str()));
        let place = question.places.is_empty()
            || results.hits.iter().take(3).any(|hit| {
                hit.place.as_ref().is_some_and(|place| question.places.contains(&(hit.page.as_str(), place.as_str())))
            });
        let help = results.help_first == question.help_first;
        if first && place && help {
            continue;
        }
        let marks = [(first, "page"), (place, "place"), (help, "help")];
        let wrong: Vec<&str> = marks.iter().filter(|(right, _)| !right).map(|(_, what)| *what).collect();
        println!("\n{} [{}] wants {:?} {:?}", question.text, wrong.join(" "), question.pages, question.places);
        for hit in results.hits {
            println!("    {:.1} {}#{} {}", hit.score, hit.page, hit.place.unwrap_or_default(), hit.section);
        }
    }
}
