//! Hearing danger that no rule names: each word of a question speaks a little for it or against it.
//!
//! The weights are learned from questions that people marked (`tests/search`): logistic regression over the words,
//! without their endings. `tests/integration/wary.rs` learns them and writes `wary.tsv`. They are for what rules do not
//! hear, so they only say that help is to be shown, not what has happened.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::stem::stemmed;

/// What must be passed for help to be shown, in hundredths, as the weights are. At 0 it would be as likely as not; help
/// that is always there is not seen any more.
const ENOUGH: i32 = 105;

/// The term that every question has.
pub const ALWAYS: &str = "*";

/// Whom parents ask about: which of them says nothing of danger.
#[rustfmt::skip]
const CHILD: &[&str] = &[
    "child", "childs", "children", "kid", "kids", "kiddo", "son", "sons", "daughter", "daughters", "boy", "boys",
    "girl", "girls", "teen", "teenager", "grandson", "granddaughter", "stepson", "stepdaughter", "nephew", "niece",
    "lad", "lass", "ds", "dd", "youngster", "pupil", "student", "sister", "brother", "bro", "sis",
];
const HE: &[&str] =
    &["he", "she", "him", "her", "they", "them", "his", "hers", "their", "hes", "shes", "theyre", "himself", "herself"];

/// The weights, by term and in its order.
static WEIGHTS: LazyLock<Vec<(&str, i32)>> = LazyLock::new(|| {
    let lines = include_str!("wary.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t').and_then(|(term, weight)| Some((term, weight.parse().ok()?))))
        .collect()
});

/// True when the words of a question, in small letters without accents, speak of danger all together.
pub fn sounds(words: &[&str]) -> bool {
    weigh(&terms(words)) > ENOUGH
}

fn weigh(terms: &BTreeSet<String>) -> i32 {
    let weight =
        |term: &String| WEIGHTS.binary_search_by_key(&term.as_str(), |(own, _)| own).ok().map(|at| WEIGHTS[at].1);
    terms.iter().filter_map(weight).sum()
}

/// What a question is weighed by: each of its words once, without its ending; children and ages as one.
pub fn terms(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| term(word)).chain([ALWAYS.to_owned()]).collect()
}

fn term(word: &str) -> String {
    let age = ["yo", "yr", "yrs", "y"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    match age.parse::<u32>() {
        Ok(0..18) => "^".to_owned(),
        Ok(18..100) => "#".to_owned(),
        Ok(_) => "0".to_owned(),
        Err(_) if CHILD.contains(&word) => "child".to_owned(),
        Err(_) if HE.contains(&word) => "he".to_owned(),
        Err(_) => stemmed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_ages_and_endings_make_no_difference() {
        assert_eq!(
            terms(&["my", "son", "is", "13", "and", "hes", "messaging"]),
            terms(&["my", "dd", "is", "9yo", "and", "she", "messages"])
        );
        assert_ne!(terms(&["he", "is", "17"]), terms(&["he", "is", "19"]));
        assert!(terms(&[]).contains(ALWAYS));
    }

    #[test]
    fn the_weights_are_in_order_and_all_are_read() {
        let lines = include_str!("wary.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WEIGHTS.len(), lines);
        assert!(WEIGHTS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(lines > 300);
    }

    #[test]
    fn no_question_and_words_that_nobody_used_are_no_danger() {
        assert!(!sounds(&[]) && !sounds(&["qwertz"]));
    }
}
