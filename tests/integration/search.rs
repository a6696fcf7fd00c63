//! How well the search answers parents' questions. The floors are the figures that were reached, less one in a hundred,
//! so that a page can be reworded; a change that falls below them has made the search worse.

#[path = "../search/questions.rs"]
pub mod questions;

use handhold::content::doc::{Block, Context, page_blocks};
use handhold::content::library::{GLOSSARY, Library};
use handhold::search::{Index, speaks_of_danger};
use questions::{
    Figures, HELD_OUT, Question, TESTERS, TESTERS_FRESH, TESTERS_HELD_OUT, TESTERS_LAST, TUNED, measure, read,
};

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
    for (file, hit_1, hit_3, mrr, place_3) in [
        (TUNED, 0.904, 0.955, 0.930, 0.842),
        (HELD_OUT, 0.885, 0.949, 0.916, 0.717),
        (TESTERS, 0.909, 0.939, 0.924, 1.0),
        (TESTERS_HELD_OUT, 0.909, 0.939, 0.929, 1.0),
        (TESTERS_FRESH, 0.879, 0.950, 0.910, 0.978),
        (TESTERS_LAST, 0.625, 0.656, 0.664, 0.31),
    ] {
        assert_at_least(ask(&index, &read(file)), Figures { hit_1, hit_3, mrr, place_3 });
    }
}

#[test]
fn help_comes_first_when_a_question_speaks_of_danger() {
    let wrong = |question: &Question| speaks_of_danger(question.text) != question.help_first;
    for (file, known) in [
        (TUNED, &[][..]),
        // "Groomed" is a word of danger, also where somebody only asks for figures.
        (HELD_OUT, &["how many children are groomed on snapchat"][..]),
        (TESTERS, &[]),
        (TESTERS_HELD_OUT, &["my daughter met her best friend online is it ok"]),
        (TESTERS_FRESH, &["my son met a friend at school who uses discord"]),
    ] {
        let questions = read(file);
        let texts: Vec<&str> = questions.iter().filter(|question| wrong(question)).map(|one| one.text).collect();
        assert_eq!(texts, known);
    }
    // No rule was made for these; the weights of words were learned from them too (`wary.rs`).
    let last = read(TESTERS_LAST);
    let (missed, needless): (Vec<_>, Vec<_>) =
        last.iter().filter(|question| wrong(question)).partition(|question| question.help_first);
    assert!(missed.len() <= 5 && needless.is_empty(), "{} {}", missed.len(), needless.len());
}

#[test]
fn questions_expect_pages_and_places_that_are_there() {
    let library = Library::open(None);
    let (tuned, held_out) = (read(TUNED), read(HELD_OUT));
    assert!(tuned.len() + held_out.len() >= 150);
    assert!(held_out.len() * 3 >= tuned.len() + held_out.len());
    let testers = [TESTERS, TESTERS_HELD_OUT, TESTERS_FRESH, TESTERS_LAST].map(read);
    for question in tuned.iter().chain(&held_out).chain(testers.iter().flatten()) {
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
