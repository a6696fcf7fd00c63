//! How hard a text is to read: the Flesch-Kincaid grade level.
//!
//! Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel",
//! Research Branch Report 8-75, 1975: `0.39 * words / sentences + 11.8 * syllables / words - 15.59`. The grade is a year
//! of school in the US; the age of a reader is about the grade and five.
//!
//! Names are not hard words (they are what readers know): a word with a capital letter inside a sentence, a number, and
//! a menu path count as one syllable.

use std::ops::Range;

/// How hard a text is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measure {
    /// Its words.
    pub words: usize,
    /// Its sentences.
    pub sentences: usize,
    /// Its syllables.
    pub syllables: usize,
    /// Its longest sentences: where, in bytes, and how many words.
    pub long: Vec<(Range<usize>, usize)>,
    /// Its hard words, of four syllables and more: where, in bytes.
    pub hard: Vec<Range<usize>>,
}

/// A sentence of more words than this is too long.
pub const MOST_WORDS: usize = 25;

impl Measure {
    /// The grade; 0 for a text without words.
    pub fn grade(&self) -> f64 {
        if self.words == 0 || self.sentences == 0 {
            return 0.0;
        }
        let (words, sentences, syllables) = (self.words as f64, self.sentences as f64, self.syllables as f64);
        0.39 * words / sentences + 11.8 * syllables / words - 15.59
    }

    /// Takes in another text.
    pub fn add(&mut self, other: &Measure) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.syllables += other.syllables;
    }
}

/// Measures a paragraph. Places are in bytes of it.
pub fn measure(text: &str) -> Measure {
    let mut out = Measure::default();
    let (mut sentence_start, mut sentence_words, mut sentence_end) = (None, 0, 0);
    for (start, word) in words(text) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        if letters.is_empty() {
            // The full stop after a menu path stands alone, since the path was taken out.
            if ends_sentence(word) {
                close(&mut out, sentence_start.take(), start + word.len(), &mut sentence_words);
            }
            continue;
        }
        let first = sentence_words == 0;
        let syllables = if is_name(letters, first) { 1 } else { syllables(letters) };
        out.words += 1;
        out.syllables += syllables;
        let at = start + word.find(letters).unwrap_or(0);
        if syllables >= 4 {
            out.hard.push(at..at + letters.len());
        }
        sentence_start.get_or_insert(at);
        sentence_words += 1;
        sentence_end = start + word.len();
        if ends_sentence(word) {
            close(&mut out, sentence_start.take(), sentence_end, &mut sentence_words);
        }
    }
    close(&mut out, sentence_start, sentence_end, &mut sentence_words);
    out
}

fn close(out: &mut Measure, start: Option<usize>, end: usize, words: &mut usize) {
    if let Some(start) = start {
        out.sentences += 1;
        if *words > MOST_WORDS {
            out.long.push((start..end, *words));
        }
    }
    *words = 0;
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(['.', '!', '?', ':'])
}

fn is_name(word: &str, first: bool) -> bool {
    let start = word.chars().next();
    start.is_some_and(|c| c.is_ascii_digit()) || (!first && start.is_some_and(char::is_uppercase))
}

/// How many syllables an English word has, by its groups of vowels.
pub fn syllables(word: &str) -> usize {
    word.split('-').map(part_syllables).sum::<usize>().max(1)
}

fn part_syllables(word: &str) -> usize {
    // The ends of words are compared in small letters; the letters themselves need no copy.
    let vowel = |c: char| "aeiouyàáâäèéêëìíîïòóôöùúûü".contains(c);
    let ascii_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let (mut letters, mut groups, mut before) = (0, 0, false);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        let c = c.to_ascii_lowercase();
        let now = if c.is_ascii() { ascii_vowel(c) } else { vowel(c.to_lowercase().next().unwrap_or(c)) };
        letters += 1;
        groups += usize::from(now && !before);
        before = now;
    }
    if letters <= 3 {
        return usize::from(letters > 0);
    }
    let text = word.trim_end_matches(|c: char| !c.is_alphabetic());
    groups -= usize::from(groups > 1 && has_silent_end(text));
    groups.max(1)
}

/// True for the e of "file" and "asked", not for that of "table" and "wanted".
fn has_silent_end(text: &str) -> bool {
    let ends = |end: &str| {
        let at = text.len().wrapping_sub(end.len());
        text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let after_consonant = |end: &str| {
        let before = text.get(..text.len().wrapping_sub(end.len())).and_then(|rest| rest.chars().next_back());
        ends(end) && before.is_some_and(|c| !"aeiouy".contains(c.to_ascii_lowercase()))
    };
    let hissing = ["ses", "zes", "xes", "ches", "shes", "ges", "ces", "ies"].into_iter().any(ends);
    ends("e") && !after_consonant("le")
        || ends("es") && !hissing && !after_consonant("les")
        || ends("ed") && !ends("ted") && !ends("ded")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_spoken() {
        for (word, count) in [
            ("cat", 1),
            ("make", 1),
            ("maker", 2),
            ("asked", 1),
            ("wanted", 2),
            ("tables", 2),
            ("pages", 2),
            ("notes", 1),
            ("information", 4),
            ("immediately", 5),
            ("children", 2),
            ("two-step", 2),
            ("e-mail", 2),
            ("boxes", 2),
            ("parties", 2),
            ("file", 1),
            ("files", 1),
            ("table", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn short_words_and_sentences_have_a_low_grade() {
        let easy = measure("Sit with your child. Ask who they talk to. Listen first.");
        let hard = measure(
            "Notwithstanding the aforementioned considerations, supervision functionality necessitates comprehensive configuration of account restrictions.",
        );
        assert!(easy.grade() < 3.0, "{}", easy.grade());
        assert!(hard.grade() > 15.0, "{}", hard.grade());
        assert_eq!((easy.sentences, easy.words), (3, 11));
        assert!(hard.hard.len() >= 5);
    }

    #[test]
    fn names_and_numbers_are_easy() {
        assert_eq!(measure("Ask Instagram.").syllables, 2);
        assert_eq!(measure("Instagram asks.").syllables, 4);
        assert_eq!(measure("Ring 0808 800 5000.").syllables, 4);
    }

    #[test]
    fn a_long_sentence_is_found_with_its_place() {
        let text = format!("Short one. {}end.", "word ".repeat(26));
        let measure = measure(&text);
        assert_eq!(measure.long.len(), 1);
        assert_eq!(measure.long[0].1, 27);
        assert_eq!(&text[measure.long[0].0.clone()][..4], "word");
    }
}
