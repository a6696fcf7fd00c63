//! Which rows of a list fit what was typed.

use crate::content::text::edit_distance;

/// The numbers of the rows that hold every word that was typed, those that are called so first; where there is none, of
/// those that hold words nearly like them. A row is its [names](super::words_of): in small letters, one a line, the
/// first of them the one that is shown.
pub fn narrow<'a>(rows: impl Iterator<Item = &'a str> + Clone, typed: &str) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let fits = |row: &str| words.iter().all(|word| row.contains(word));
    let mut shown: Vec<(u8, usize)> = rows
        .clone()
        .enumerate()
        .filter(|(_, row)| fits(row))
        .map(|(at, row)| (rank(row, &typed, &words), at))
        .collect();
    if !shown.is_empty() {
        shown.sort_unstable();
        return shown.into_iter().map(|(_, at)| at).collect();
    }
    // Nothing has these letters: a word that is one or two letters off is probably meant.
    let near = |row: &str| {
        words.iter().all(|word| {
            let limit = word.chars().count() / 4;
            row.split_whitespace().any(|own| limit > 0 && edit_distance(own, word) <= limit)
        })
    };
    rows.enumerate().filter(|(_, row)| near(row)).map(|(at, _)| at).collect()
}

/// How far a row that has all the words is from being called so: 0 is nearest. Without words all are alike.
fn rank(row: &str, typed: &str, words: &[&str]) -> u8 {
    let (name, others) = row.split_once('\n').unwrap_or((row, ""));
    let begins = |text: &str, word: &str| parts(text).any(|part| part.starts_with(word));
    let whole = |text: &str, word: &str| parts(text).any(|part| part == word);
    let all = |fits: &dyn Fn(&str) -> bool| words.iter().all(|word| fits(word));
    let tests: [&dyn Fn() -> bool; 6] = [
        &|| name.starts_with(typed),
        &|| all(&|word| whole(name, word)),
        &|| others.lines().any(|other| other == typed),
        &|| all(&|word| begins(name, word)),
        &|| all(&|word| whole(row, word)),
        &|| all(&|word| begins(row, word)),
    ];
    (0..).zip(tests).find(|(_, fits)| fits()).map_or(6, |(rank, _)| rank)
}

/// The words of a text without what stands around them: "(windows," is "windows".
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_narrow_and_a_slip_is_forgiven() {
        let rows = ["snapchat\nsnap", "whatsapp", "instagram\ninsta"];
        let narrow = |typed| narrow(rows.into_iter(), typed);
        assert_eq!(narrow(""), [0, 1, 2]);
        assert_eq!(narrow("SNAP"), [0]);
        assert_eq!(narrow("whatsap p"), [1]);
        assert_eq!(narrow("instagarm"), [2]);
        assert_eq!(narrow("zzzz"), [0; 0]);
    }

    #[test]
    fn what_is_called_so_comes_first() {
        let rows = [
            "anonymous question apps\nanalytics",
            "chromebooks\nschool ipad",
            "iphone and ipad: screen time\nios",
            "microsoft family safety (windows, xbox)\npc",
            "youtube\nyt",
            "xbox\nx box",
            "app stores\nloot box\nxylophone",
        ];
        let first = |typed| narrow(rows.into_iter(), typed)[0];
        for (typed, wanted) in [("ipad", 2), ("xbox", 5), ("windows", 3), ("x box", 5), ("yt", 4), ("chr", 1)] {
            assert!(rows[wanted] == rows[first(typed)], "{typed}: {}", rows[first(typed)]);
        }
        assert_eq!(narrow(rows.into_iter(), " "), [0, 1, 2, 3, 4, 5, 6], "nothing typed, nothing moved");
    }
}
