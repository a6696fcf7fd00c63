//! Text to words: the same for pages and for what parents type.

use std::ops::Range;

/// The longest word in characters; longer runs of letters are cut. No word of a page is longer.
pub const LONGEST: usize = 40;

/// Calls `found` with each word of a text, in small letters without accents, and where it stands in bytes.
///
/// A word is a run of letters and digits. An apostrophe inside is dropped ("don't" is "dont"), and so is `'s` at the
/// end ("son's" is "son"). Hyphens part words; `joined` is true when only a hyphen stands before the word, so that
/// whoever reads pages can add "wifi" for "wi-fi".
pub fn each_word(text: &str, mut found: impl FnMut(&str, Range<usize>, bool)) {
    let mut word = String::with_capacity(LONGEST);
    let mut chars = text.char_indices().peekable();
    let mut hyphen_at = usize::MAX;
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            // A hyphen only joins when a word ends right before it.
            if c != '-' {
                hyphen_at = usize::MAX;
            }
            continue;
        }
        word.clear();
        let mut letters = 0;
        push(&mut word, c, &mut letters);
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            if c.is_alphanumeric() {
                push(&mut word, c, &mut letters);
                end = at + c.len_utf8();
                chars.next();
            } else if matches!(c, '\'' | '’') && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric) {
                let rest = &text[at + c.len_utf8()..];
                chars.next();
                // The `'s` of an owner is no part of the word, but of what is marked.
                let owner = rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric);
                if owner {
                    chars.next();
                    end = at + c.len_utf8() + 1;
                    break;
                }
            } else {
                break;
            }
        }
        found(&word, start..end, hyphen_at == start);
        hyphen_at = if text[end..].starts_with('-') { end + 1 } else { usize::MAX };
    }
}

fn push(word: &mut String, c: char, letters: &mut usize) {
    if *letters >= LONGEST {
        return;
    }
    *letters += 1;
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        match plain_letter(c) {
            Some(plain) => word.push_str(plain),
            None => word.push(c),
        }
    }
}

/// The letters without accents that keyboards in the UK have, for the accents of western European names.
fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'ī' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' => "o",
        'œ' => "oe",
        'ù'..='ü' | 'ū' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        'š' | 'ś' => "s",
        'ž' | 'ź' | 'ż' => "z",
        'ł' => "l",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each_word(text, |word, range, joined| {
            assert!(!text[range].is_empty());
            out.push(format!("{}{word}", if joined { "-" } else { "" }));
        });
        out
    }

    #[test]
    fn words_are_small_letters_without_accents_and_apostrophes() {
        assert_eq!(words("My SON'S phone—don't!"), ["my", "son", "phone", "dont"]);
        assert_eq!(words("Garda Síochána, 2FA, 18+"), ["garda", "siochana", "2fa", "18"]);
        assert_eq!(words("he’s; kids' phones"), ["he", "kids", "phones"]);
    }

    #[test]
    fn a_hyphen_parts_words_and_is_told() {
        assert_eq!(words("wi-fi self-harm - end -x"), ["wi", "-fi", "self", "-harm", "end", "x"]);
    }

    #[test]
    fn any_text_is_taken() {
        assert_eq!(words(""), [""; 0]);
        assert_eq!(words("'''---’’’"), [""; 0]);
        assert_eq!(words("😀\u{0}\u{200d}😀"), [""; 0]);
        assert_eq!(words(&"x".repeat(1000))[0].len(), LONGEST);
        assert_eq!(words("İstanbul").len(), 1);
    }
}
