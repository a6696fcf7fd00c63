//! How well the search answers parents' questions. The floors are the figures that were reached, less one in a hundred,
//! so that a page can be reworded; a change that falls below them has made the search worse.

#[path = "../search/questions.rs"]
mod questions;

use handhold::content::doc::{Block, Context, page_blocks};
use handhold::content::library::{GLOSSARY, Library};
use handhold::search::{Index, speaks_of_danger};
use questions::{Figures, HELD_OUT, Question, TUNED, measure, read};

fn ask(index: &Index, asked: &[Question]) -> Figures {
    measure(asked, |question| index.search(question, 10).hits.into_iter().map(|hit| (hit.page, hit.place)).collect())
}

fn assert_at_least(figures: Figures, floor: Figures) {
    for (name, reached, floor) in [
        ("hit@1", figures.hit_1, floor.hit_1),
        ("hit@3", figures.hit_3, floor.hit_3),
        ("MRR", figures.mrr, floor.mrr),
        ("place@3", figures.place_3, floor.place_3),
    ] {
        assert!(reached >= floor - 0.01, "{name} is {reached:.3}, and was {floor:.3}");
    }
}

#[test]
fn questions_are_answered_as_well_as_before() {
    let index = Index::build(&Library::open(None)).at_home("uk");
    let floor = Figures { hit_1: 0.885, hit_3: 0.955, mrr: 0.917, place_3: 0.842 };
    assert_at_least(ask(&index, &read(TUNED)), floor);
    let floor = Figures { hit_1: 0.872, hit_3: 0.949, mrr: 0.912, place_3: 0.679 };
    assert_at_least(ask(&index, &read(HELD_OUT)), floor);
}

#[test]
fn help_comes_first_when_a_question_speaks_of_danger() {
    let (tuned, held_out) = (read(TUNED), read(HELD_OUT));
    let wrong = |question: &&Question| speaks_of_danger(question.text) != question.help_first;
    let texts =
        |questions: &[Question]| questions.iter().filter(wrong).map(|question| question.text).collect::<Vec<_>>();
    assert_eq!(texts(&tuned), [""; 0]);
    // "Groomed" is a word of danger, also where somebody only asks for figures.
    assert_eq!(texts(&held_out), ["how many children are groomed on snapchat"]);
}

#[test]
fn questions_expect_pages_and_places_that_are_there() {
    let library = Library::open(None);
    let (tuned, held_out) = (read(TUNED), read(HELD_OUT));
    assert!(tuned.len() + held_out.len() >= 150);
    assert!(held_out.len() * 3 >= tuned.len() + held_out.len());
    for question in tuned.iter().chain(&held_out) {
        for page in &question.pages {
            assert!(library.page(page).is_some(), "{}: {page}", question.text);
        }
        for (page, place) in &question.places {
            assert!(question.pages.contains(page), "{}: {page}", question.text);
            let page = library.page(page).unwrap().unwrap();
            let places = page.places();
            assert!(
                places.contains(place) || ["danger", "do-not", "say"].contains(place),
                "{}: {place}",
                question.text
            );
        }
    }
}

#[test]
fn every_hit_leads_to_a_heading_of_its_page() {
    let library = Library::open(None);
    let index = Index::build(&library).at_home("uk");
    let name_of = |id: &str| library.name(id).map(str::to_owned);
    let cx = Context { today: "2026-11-25".parse().unwrap(), name_of: &name_of, device: None };
    for question in read(TUNED) {
        for hit in index.search(question.text, 20).hits {
            assert!(hit.page == GLOSSARY || library.listed(&hit.page).is_some());
            let Some(place) = hit.place else { continue };
            let page = library.page(&hit.page).unwrap().unwrap();
            let heading = |block: &Block| matches!(block, Block::Heading { place: own, .. } if *own == place);
            assert!(page_blocks(&page, &cx).iter().any(heading), "{}#{place}", hit.page);
        }
    }
}
