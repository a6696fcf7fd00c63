//! Hearing danger in a question, after which help is shown above every hit. The rules are in `dangers.rs`.

use super::dangers::{DANGERS, Danger, NAMED};
use super::{lists, typo};

/// How many other words may stand between two words of a rule.
const GAP: usize = 5;

/// What looks like danger and is not, before a rule is tried: these words are passed over.
const HARMLESS: &[&[&str]] = &[
    &["threatened", "species"],
    &["suicide", "squad"],
    &["zoom", "meeting"],
    &["teams", "meeting"],
    &["google", "meet"],
    &["missing", "messages"],
    &["missing", "out"],
    &["live", "location"],
    &["live", "stream"],
    &["verbally", "abused"],
    &["kill", "streak"],
    &["in", "danger", "of"],
    &["cut", "down"],
    &["cutting", "down"],
    &["cut", "off"],
    &["tablets", "away"],
    &["tablets", "off"],
    &["spider", "man"],
    &["iron", "man"],
    &["ant", "man"],
    &["pac", "man"],
    &["man", "united"],
    &["man", "utd"],
    &["man", "city"],
];

/// Words that may stand beside a call for help.
const BESIDE: &[&str] = &[
    "god",
    "right",
    "quick",
    "quickly",
    "asap",
    "pls",
    "plz",
    "immediately",
    "call",
    "ring",
    "dial",
    "number",
    "contact",
];

/// Whoever asks how to set or stop something says these.
const SETTING: &[&str] = &[
    "stop", "block", "prevent", "avoid", "turn", "disable", "limit", "restrict", "allow", "safe", "game", "law",
    "illegal",
];
const ASKING: &[&str] =
    &["how", "can", "could", "what", "whats", "which", "where", "when", "should", "rules", "who", "why"];

/// The dangers that a question speaks of, in the order of [`DANGERS`]. `words` are small letters without accents, in
/// their order.
pub fn heard(words: &[&str]) -> Vec<&'static Danger> {
    let kept = passed_over(words);
    let mut words: Vec<&str> = words.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(word, _)| *word).collect();
    let asks =
        words.first().is_some_and(|word| ASKING.contains(word)) || words.iter().any(|word| SETTING.contains(word));
    let whom = lists::asks_only_whom_to_ring(&words);
    words.push(END);
    let speaks = |danger: &Danger| danger.rules.iter().any(|rule| fits(rule, &words, asks));
    // Whoever asks whom to ring calls for help, which is the first.
    DANGERS.iter().enumerate().filter(|(at, danger)| (whom && *at == 0) || speaks(danger)).map(|(_, one)| one).collect()
}

/// Stands behind the last word.
const END: &str = ".";

fn passed_over(words: &[&str]) -> Vec<bool> {
    let mut kept = vec![true; words.len()];
    for harmless in HARMLESS {
        for at in 0..words.len().saturating_sub(harmless.len() - 1) {
            if words[at..at + harmless.len()] == **harmless {
                kept[at..at + harmless.len()].fill(false);
            }
        }
    }
    kept
}

/// One slip, or two in a word of nine letters; the first letter is right.
fn misspelt(word: &str, known: &str) -> bool {
    let slips = if known.len() >= 9 { 2 } else { 1 };
    word.as_bytes().first() == known.as_bytes().first() && typo::within(word, known, slips).is_some()
}

fn fits(rule: &str, words: &[&str], asks: bool) -> bool {
    if let Some(rule) = rule.strip_prefix('=') {
        return only(rule, words);
    }
    let rule = match rule.strip_prefix('?') {
        Some(_) if asks => return false,
        Some(rule) => rule,
        None => rule,
    };
    if let Some(rule) = rule.strip_prefix('&') {
        return rule.split(' ').all(|part| words.iter().any(|word| is_one_of(word, part)));
    }
    let (first, rest) = rule.split_once(' ').unwrap_or((rule, ""));
    (0..words.len()).any(|at| is_one_of(words[at], first) && follow(rest, words, at + 1))
}

/// Nothing else is said but words that are not looked for, and words like "please".
fn only(part: &str, words: &[&str]) -> bool {
    let beside = |word: &str| BESIDE.contains(&word) || is_one_of(word, "{child}") || word == END;
    let said = words.iter().filter(|word| !lists::is_stop(word) && !beside(word));
    let (mut any, mut all) = (false, true);
    for word in said {
        any = true;
        all &= is_one_of(word, part);
    }
    any && all
}

/// The other parts of a rule follow from here on, each at most [`GAP`] words after the one before.
fn follow(parts: &str, words: &[&str], from: usize) -> bool {
    if parts.is_empty() {
        return true;
    }
    let (part, rest) = parts.split_once(' ').unwrap_or((parts, ""));
    let (part, gap) = part.strip_prefix('+').map_or((part, GAP), |part| (part, 0));
    let until = (from + gap + 1).min(words.len());
    (from..until).any(|at| is_one_of(words[at], part) && follow(rest, words, at + 1))
}

fn is_one_of(word: &str, part: &str) -> bool {
    part.split('|').any(|one| match one.as_bytes().first() {
        Some(b'{') => NAMED.iter().any(|(name, list)| *name == one && is_one_of(word, list)),
        Some(b'~') => word == &one[1..] || misspelt(word, &one[1..]),
        Some(b'#') => word.parse().is_ok_and(|age: u8| (18..100).contains(&age)),
        Some(b'^') => word.parse().is_ok_and(|age: u8| (5..18).contains(&age)),
        _ => one.strip_suffix('*').map_or(word == one, |start| word.starts_with(start)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::token::each_word;

    fn danger(text: &str) -> bool {
        let mut words = Vec::new();
        each_word(text, |word, _, _| words.push(word.to_owned()));
        !heard(&words.iter().map(String::as_str).collect::<Vec<_>>()).is_empty()
    }

    #[test]
    fn danger_is_heard() {
        for text in [
            "blackmail",
            "he is being blakmailed",
            "someone threatened my daughter",
            "suicide",
            "she wants to kill herself",
            "he said he wants to die",
            "he doesn't want to live anymore",
            "my son is self-harming",
            "she cuts her arms",
            "he took a lot of tablets",
            "he has taken an overdose",
            "my daughter is meeting a stranger tonight",
            "going to meet a man from the internet",
            "she wants to meet a boy she met on discord",
            "my child is missing",
            "he's gone missing",
            "my daughter has run away",
            "he hasn't come home",
            "my daughter sent a nude",
            "he sent nudes to someone",
            "nudes were sent round",
            "a stranger asked for pictures",
            "a man asked him for naked pics",
            "they will send the video to all his friends",
            "pay or they will share the photos",
            "my girl was groomed",
            "being groomed",
            "my child is in danger",
            "in danger",
            "an older man sends... talks to my son",
            "a gang makes my son carry drugs",
            "my boy touched his sister",
            "was sexually abused",
            "there are nudes of my daughter online",
            "should I ring 999",
        ] {
            assert!(danger(text), "{text}");
        }
    }

    #[test]
    fn ordinary_questions_are_left_alone() {
        for text in [
            "",
            "a danger of spending",
            "is he in danger of spending too much",
            "dangers of roblox",
            "is tiktok dangerous",
            "missing messages on whatsapp",
            "app is missing from my son's phone",
            "my son is missing out because he has no phone",
            "kill cam in fortnite",
            "zoom meeting strangers",
            "how do I meet the teachers on google meet",
            "teams meeting with a person online",
            "suicide squad age rating",
            "share photos with family",
            "share location with my daughter",
            "send pictures to grandma",
            "how to talk about sex with my son",
            "my 9 year old saw porn videos",
            "what is grooming",
            "dog grooming game",
            "set up a child account for my son",
            "stop strangers messaging my child",
            "live location on whatsapp",
            "i don't want to live stream",
            "he was verbally abused in fortnite",
            "delete my daughter's account",
            "what does nude mean",
            "how do I stop him buying robux",
            "explicit content filter on spotify",
            "turn off disappearing messages he has sent",
            "run out of screen time",
            "cutting down on screen time",
            "cut her screen time",
            "my kid took my card to pay for v-bucks",
        ] {
            assert!(!danger(text), "{text}");
        }
    }

    #[test]
    fn no_rule_is_empty_and_none_has_a_name_that_is_not_known() {
        for rule in DANGERS.iter().flat_map(|danger| danger.rules) {
            for part in rule.trim_start_matches(['?', '=', '&']).split(' ') {
                assert!(!part.trim_start_matches('+').is_empty(), "{rule}");
                for one in part.trim_start_matches('+').split('|') {
                    assert!(!one.is_empty(), "{rule}");
                    let known = NAMED.iter().any(|(name, _)| *name == one);
                    assert!(known || !one.contains(['{', '}', '+', '?', '=', '&']), "{rule}: {one}");
                }
            }
        }
        // A list has no names in it, and none is for nothing.
        for (name, list) in NAMED {
            assert!(!list.contains(['{', ' ']), "{name}");
            assert!(DANGERS.iter().flat_map(|danger| danger.rules).any(|rule| rule.contains(name)), "{name}");
        }
    }
}
