//! Text from outside is untrusted: what could steer a terminal or deceive a reader is taken out here.

use std::borrow::Cow;

/// True for characters that may never reach a terminal or a page: control characters (line feed and tab are
/// allowed), bidirectional overrides and isolates, and characters without a shape of their own.
///
/// The bidirectional set is that of the Trojan Source paper (Boucher and Anderson, 2021, CVE-2021-42574).
/// The zero-width joiner and the variation selectors stay: emoji are made with them.
pub fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        c if c.is_control() => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}' => true,
        '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{00ad}' | '\u{180e}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// True when a text has an unsafe character. Most texts are plain ASCII, which is seen byte by byte.
pub fn has_unsafe(text: &str) -> bool {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte) || matches!(byte, b'\n' | b'\t');
    !text.bytes().all(plain) && text.contains(is_unsafe)
}

/// The text without unsafe characters; line breaks become spaces as well when `one_line` is set.
pub fn clean(text: &str, one_line: bool) -> Cow<'_, str> {
    let breaks = one_line && text.contains(['\n', '\t']);
    if !breaks && !has_unsafe(text) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        '\n' | '\t' if one_line => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// A path or a message as it may be shown: one line, nothing that steers the terminal.
pub fn shown(text: impl std::fmt::Display) -> String {
    clean(&text.to_string(), true).into_owned()
}

/// The candidates nearest to `word`, best first, at most `most`. Nothing that is too far away is offered: one slip for
/// every three letters, as compilers allow.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let own = letters(word);
    // Each change of a character makes at most two letters more or fewer: most candidates are ruled out by that.
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let theirs = letters(candidate);
            if own & !theirs == 0 && word.len() > 2 && candidate.contains(word) {
                return Some((1, candidate));
            }
            let far = (own ^ theirs).count_ones() as usize > 2 * limit;
            let distance = (!far).then(|| edit_distance(word, candidate))?;
            (distance <= limit).then_some((distance, candidate))
        })
        .collect();
    found.sort();
    found.dedup_by_key(|(_, candidate)| *candidate);
    found.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// The letters of a word as bits: two words that are `n` slips apart differ in at most `2 * n` of them, and a word has
/// those of every word in it.
pub fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, byte| {
        bits | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (26 + byte % 5),
            _ => 1 << 31,
        }
    })
}

/// How many single-character insertions, deletions, substitutions and swaps of neighbours turn `a` into `b`
/// (optimal string alignment distance).
pub fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let (mut before_last, mut row) = (last.clone(), last.clone());
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        // The oldest of the three rows is written over next.
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_taken_out() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{9b}d\u{200b}e\u{7f}", false), "a[31mbcde");
        assert_eq!(clean("a\nb\tc", true), "a b c");
        assert_eq!(clean("a\nb", false), "a\nb");
        assert_eq!(clean("family 👨\u{200d}👩\u{200d}👧", false), "family 👨\u{200d}👩\u{200d}👧");
    }

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        assert_eq!(nearest("snapcaht", ["whatsapp", "snapchat", "skype"], 3), ["snapchat"]);
        assert_eq!(nearest("insta", ["instagram", "x-twitter"], 3), ["instagram"]);
        assert!(nearest("zzzzzz", ["whatsapp", "snapchat"], 3).is_empty());
        assert_eq!(nearest("chater", ["chatter", "router"], 3), ["chatter"]);
        assert!(nearest("link", ["kik", "like", "what"], 3).iter().all(|near| *near == "like"));
        assert!(nearest("tool", ["what", "block"], 3).is_empty());
    }

    #[test]
    fn a_swap_of_neighbours_is_one_step() {
        assert_eq!(edit_distance("ab", "ba"), 1);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
    }
}
