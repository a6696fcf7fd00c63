//! How long searching takes: `cargo bench --bench search`. docs/search.md has the figures.

#![allow(clippy::print_stdout, reason = "the size of the index is a figure too")]

use std::rc::Rc;

use handhold::content::file::{GuideFile, Section, Step};
use handhold::content::library::Library;
use handhold::content::page::{Body, Kind, Origin, Page};
use handhold::search::{Index, Weights};

fn main() {
    divan::main();
}

/// What a parent may type, key by key.
const TYPED: &str = "someone is blackmailing my son with pictures on snapchatt";

/// How many hits a screen asks for.
const LIMIT: usize = 20;

fn shipped() -> Index {
    Index::build(&Library::open(None)).at_home("uk")
}

/// The texts after each key.
fn key_presses() -> impl Iterator<Item = &'static str> {
    (1..=TYPED.len()).map(|end| &TYPED[..end]).cycle()
}

#[divan::bench]
fn shipped_build(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(|| Library::open(None)).bench_local_refs(|library| Index::build(library));
}

#[divan::bench]
fn shipped_build_when_pages_are_read(bencher: divan::Bencher<'_, '_>) {
    let library = Library::open(None);
    let _ = Index::build(&library);
    bencher.bench_local(|| Index::build(&library));
}

#[divan::bench]
fn shipped_key_press(bencher: divan::Bencher<'_, '_>) {
    let index = shipped();
    let mut keys = key_presses();
    bencher.bench_local(|| index.search(keys.next().unwrap_or_default(), LIMIT));
}

#[divan::bench]
fn shipped_question(bencher: divan::Bencher<'_, '_>) {
    let index = shipped();
    bencher.bench_local(|| index.search(TYPED, LIMIT));
}

#[divan::bench]
fn shipped_misspelt_question(bencher: divan::Bencher<'_, '_>) {
    let index = shipped();
    bencher.bench_local(|| index.search("sombody is blackmaling my doughter on instgrm about piktures", LIMIT));
}

/// A text that somebody pasted: more words than are looked for, each of them on many pages.
fn pasted() -> String {
    "children friends messages account settings phone picture report block privacy time game parents school "
        .repeat(100)
}

#[divan::bench]
fn shipped_pasted_text(bencher: divan::Bencher<'_, '_>) {
    let index = shipped();
    let text = pasted();
    bencher.bench_local(|| index.search(&text, LIMIT));
}

/// 10,000 pages with parts of shipped pages, each with names of its own: about 170,000 places.
fn generated() -> Vec<Rc<Page>> {
    let library = Library::open(None);
    let guides: Vec<GuideFile> =
        library.pages().iter().filter_map(|listed| library.page(listed.id())?.ok()?.guide().cloned()).collect();
    let sections: Vec<&Section> = guides.iter().flat_map(|guide| &guide.sections).collect();
    let steps: Vec<&Step> = guides.iter().flat_map(|guide| &guide.steps).collect();
    let mut state = 1_u64;
    let mut next = |below: usize| {
        // Numbers that look random and are the same each time (Knuth's MMIX generator).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let syllables = ["ba", "chat", "do", "fli", "gram", "ki", "lu", "mo", "ni", "pix", "ro", "snap", "ta", "vi", "zo"];
    (0..10_000)
        .map(|number| {
            let mut guide = guides[next(guides.len())].clone();
            let mut word = || (0..3).map(|_| syllables[next(syllables.len())]).collect::<String>();
            guide.id = format!("page-{number}");
            guide.name = word();
            guide.aliases = vec![word(), format!("{} {}", word(), word())];
            guide.sections = (0..8).map(|_| sections[next(sections.len())].clone()).collect();
            guide.steps = (0..8).map(|_| steps[next(steps.len())].clone()).collect();
            guide.talks.clear();
            guide.myths.clear();
            guide.laws.clear();
            guide.sources.clear();
            Rc::new(Page::new(Kind::Platform, Origin::BuiltIn, Body::Guide(Box::new(guide))))
        })
        .collect()
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn generated_build(bencher: divan::Bencher<'_, '_>) {
    let pages = generated();
    bencher.bench_local(|| Index::of(pages.iter().cloned(), Weights::default()));
}

#[divan::bench]
fn generated_key_press(bencher: divan::Bencher<'_, '_>) {
    let index = Index::of(generated(), Weights::default());
    println!("index of generated pages: {} bytes; of the shipped library: {}", index.bytes(), shipped().bytes());
    let mut keys = key_presses();
    bencher.bench_local(|| index.search(keys.next().unwrap_or_default(), LIMIT));
}

#[divan::bench]
fn generated_question(bencher: divan::Bencher<'_, '_>) {
    let index = Index::of(generated(), Weights::default());
    bencher.bench_local(|| index.search(TYPED, LIMIT));
}

#[divan::bench]
fn generated_pasted_text(bencher: divan::Bencher<'_, '_>) {
    let index = Index::of(generated(), Weights::default());
    let text = pasted();
    bencher.bench_local(|| index.search(&text, LIMIT));
}
