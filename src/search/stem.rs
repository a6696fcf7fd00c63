//! A light English stemmer: what parents type and what pages say need the same ending taken off.
//!
//! The plural rules are those of the "S stemmer" (Donna Harman, "How effective is suffixing?", 1991); `-ing` and `-ed`
//! follow step 1 of Martin Porter's "An algorithm for suffix stripping" (1980). A silent last `e` goes as well, so
//! that "share" and "sharing" meet without Porter's table of exceptions, and the `-ly` of "sexually". Longer endings (`-ation`, `-ment`, `-er`)
//! stay: taking them off brings words together that parents mean differently, like "number" and "numb".

/// Words whose ending only looks like one. "dating" must not meet "date of birth", nor "settings" everything that is
/// to be set.
const WHOLE: [&str; 10] =
    ["anything", "dating", "during", "evening", "everything", "morning", "nothing", "setting", "something", "wedding"];

/// Takes the ending off a word of small letters, in place. Words with other characters than `a` to `z` stay.
fn stem(word: &mut String) {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    plural(word);
    if WHOLE.contains(&word.as_str()) {
        return;
    }
    if word.ends_with("ally") {
        word.truncate(word.len() - 2);
    } else if let Some(rest) = without(word, "ied") {
        word.truncate(rest);
        word.push('y');
    } else if let Some(rest) = without(word, "ing").or_else(|| without(word, "ed").filter(|_| !word.ends_with("eed"))) {
        word.truncate(rest);
        undouble(word);
    }
    if word.len() >= 5 && word.ends_with("ie") {
        word.truncate(word.len() - 2);
        word.push('y');
    } else if word.len() >= 4 && word.ends_with('e') && !vowel_before_last(word) {
        word.pop();
    }
}

/// A word without its ending.
pub fn stemmed(word: &str) -> String {
    let mut word = word.to_owned();
    stem(&mut word);
    word
}

fn plural(word: &mut String) {
    let len = word.len();
    if word.ends_with("ies") && len > 4 {
        word.truncate(len - 3);
        word.push('y');
    } else if word.ends_with("sses") || word.ends_with("xes") || word.ends_with("ches") || word.ends_with("shes") {
        word.truncate(len - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.truncate(len - 1);
    }
}

/// The length of what is left without the ending: at least three letters with a vowel among them.
fn without(word: &str, ending: &str) -> Option<usize> {
    let rest = word.strip_suffix(ending)?;
    (rest.len() >= 3 && rest.bytes().any(is_vowel)).then_some(rest.len())
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn vowel_before_last(word: &str) -> bool {
    word.as_bytes().iter().rev().nth(1).copied().is_some_and(is_vowel)
}

/// "stopp" is "stop"; "kill", "miss" and "buzz" stay as they are, and "controll" is "control".
fn undouble(word: &mut String) {
    let bytes = word.as_bytes();
    let [.., before, last] = bytes else { return };
    let stays = matches!(last, b's' | b'z') || (*last == b'l' && bytes.len() <= 6);
    if before == last && !is_vowel(*last) && !stays {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::stemmed;

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            &["message", "messages", "messaging", "messaged"][..],
            &["bully", "bullies", "bullied", "bullying"],
            &["share", "shares", "sharing", "shared"],
            &["stop", "stops", "stopping", "stopped"],
            &["control", "controls", "controlled", "controlling"],
            &["groom", "groomed", "grooming"],
            &["game", "games", "gaming"],
            &["nude", "nudes"],
            &["address", "addresses"],
            &["movie", "movies"],
            &["blackmail", "blackmailing", "blackmailed"],
            &["sexual", "sexually"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stemmed(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (one, other) in [("dating", "date"), ("ring", "r"), ("speed", "spe"), ("gps", "gp"), ("feed", "fe")] {
            assert_ne!(stemmed(one), stemmed(other));
        }
        for word in ["ios", "kiss", "this", "bring", "need", "dm", "bed", "free", "señoras"] {
            assert_eq!(stemmed(word), word);
        }
    }
}
