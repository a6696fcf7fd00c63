//! The weights by which words speak of danger are those that the marked questions teach, and are good for what they were
//! not taught.
//!
//! When the questions have changed: `BLESS=1 cargo test --test integration wary` learns again and writes the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use handhold::search::{speaks_of_danger, token, wary};

use super::search::questions::{HELD_OUT, TESTERS, TESTERS_FRESH, TESTERS_HELD_OUT, TESTERS_LAST, TUNED};

/// What was typed by writers who knew neither the rules nor the other questions, and whether it tells of a danger.
const DANGERS: &str = include_str!("../search/dangers.tsv");
/// The same from another, from which nothing was learned.
const HELD_OUT_DANGERS: &str = include_str!("../search/dangers-held-out.tsv");

/// A question's text, and whether help is to come first: the first field of a line and the last.
fn marked(file: &'static str) -> Vec<(&'static str, bool)> {
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (text, help) = (line.split('\t').next().unwrap(), line.rsplit('\t').next().unwrap());
            assert!(matches!(help, "yes" | "no"), "{line}");
            (text, help == "yes")
        })
        .collect()
}

fn terms(text: &str) -> BTreeSet<String> {
    let mut words = Vec::new();
    token::each_word(text, |word, _, _| words.push(word.to_owned()));
    wary::terms(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// How often a term must be there to be learned.
const OFTEN: usize = 2;
/// How strongly weights are held near nothing.
const HOLD: f64 = 1.0;
/// How often all questions are gone through; after half as often, nothing changes that can be seen.
const ROUNDS: usize = 400;

/// Logistic regression with weights held near nothing (L2), by gradient descent with a step of its own for each weight
/// (AdaGrad). All is counted in the same order with the same exponential on every machine, so that the weights are the
/// same.
fn learn(questions: &[(&str, bool)]) -> BTreeMap<String, f64> {
    let all: Vec<(BTreeSet<String>, bool)> = questions.iter().map(|(text, danger)| (terms(text), *danger)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flat_map(|(terms, _)| terms).for_each(|term| *counts.entry(term).or_default() += 1);
    let known: Vec<&str> = counts.into_iter().filter(|(_, count)| *count >= OFTEN).map(|(term, _)| term).collect();
    let rows: Vec<(Vec<usize>, bool)> = all
        .iter()
        .map(|(terms, danger)| {
            (terms.iter().filter_map(|term| known.binary_search(&term.as_str()).ok()).collect(), *danger)
        })
        .collect();
    let always = known.binary_search(&wary::ALWAYS).unwrap();
    let (mut weights, mut steps) = (vec![0.0; known.len()], vec![0.0; known.len()]);
    for _ in 0..ROUNDS {
        // What everything starts from is held by nothing.
        let mut slope: Vec<f64> =
            weights.iter().enumerate().map(|(at, weight)| if at == always { 0.0 } else { HOLD * weight }).collect();
        for (row, danger) in &rows {
            let sum: f64 = row.iter().map(|at| weights[*at]).sum();
            let error = 1.0 / (1.0 + libm::exp(-sum)) - f64::from(u8::from(*danger));
            row.iter().for_each(|at| slope[*at] += error);
        }
        for ((weight, step), slope) in weights.iter_mut().zip(&mut steps).zip(slope) {
            *step += slope * slope;
            *weight -= 0.3 * slope / (*step + 1e-6_f64).sqrt();
        }
    }
    known.into_iter().map(str::to_owned).zip(weights).collect()
}

fn lessons() -> Vec<(&'static str, bool)> {
    let files = [TUNED, HELD_OUT, TESTERS, TESTERS_HELD_OUT, TESTERS_FRESH, TESTERS_LAST, DANGERS];
    files.into_iter().flat_map(marked).collect()
}

#[test]
fn the_weights_are_those_that_the_questions_teach() {
    let mut file = String::from(
        "# How much each word speaks of danger, in hundredths; learned by tests/integration/wary.rs. Not for changing by hand.\n",
    );
    for (term, weight) in learn(&lessons()) {
        let hundredths = (weight * 100.0).round() as i32;
        // Less than this changes nothing.
        if hundredths.abs() >= 5 {
            writeln!(file, "{term}\t{hundredths}").unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/search/wary.tsv");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &file).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == file,
        "the questions have changed: BLESS=1 cargo test --test integration wary"
    );
}

#[test]
fn dangers_that_nothing_was_learned_from_are_heard_as_well_as_before() {
    let asked = marked(HELD_OUT_DANGERS);
    let heard = |danger: bool| asked.iter().filter(|(text, own)| *own == danger && speaks_of_danger(text)).count();
    let dangers = asked.iter().filter(|(_, danger)| *danger).count();
    assert_eq!((dangers, asked.len() - dangers), (120, 120));
    // What was reached; the rules alone heard 47, and none needlessly.
    assert!(heard(true) >= 105, "{}", heard(true));
    assert!(heard(false) <= 3, "{}", heard(false));
}
