//! How far two words are apart, over bytes and without memory of its own: it is asked for thousands of words a key press.

/// How many slips (a letter too many, missing, wrong, or two neighbours swapped) turn `a` into `b`; `None` when it is
/// more than `most`. This is the optimal string alignment distance, over bytes, since words have no accents here.
pub fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let [before_last, last, row] = [(i + 1) % 3, (i - 1) % 3, i % 3];
        rows[row][0] = i;
        let mut nearest = i;
        for j in 1..=b.len() {
            let wrong = usize::from(a[i - 1] != b[j - 1]);
            let mut cell = (rows[last][j] + 1).min(rows[row][j - 1] + 1).min(rows[last][j - 1] + wrong);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(rows[before_last][j - 2] + 1);
            }
            rows[row][j] = cell;
            nearest = nearest.min(cell);
        }
        if nearest > most {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|slips| *slips <= most)
}

/// Longer words than this, in bytes, are never taken for misspelt.
const LONGEST: usize = 24;

/// How many slips are looked for in a word of this many letters.
pub fn most_slips(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::text::{edit_distance, letters};

    #[test]
    fn slips_are_counted_as_the_slow_way_counts_them() {
        let words = ["", "a", "snapchat", "snapcaht", "snpchat", "instagran", "instagram", "omegel", "omegle", "bully"];
        for a in words {
            for b in words {
                let slow = edit_distance(a, b);
                for most in 0..3 {
                    assert_eq!(within(a, b, most), Some(slow).filter(|slow| *slow <= most), "{a} {b} {most}");
                }
                assert!((letters(a) ^ letters(b)).count_ones() as usize <= 2 * slow, "{a} {b}");
            }
        }
    }

    #[test]
    fn very_long_words_are_no_typos() {
        assert_eq!(within(&"x".repeat(500), &"x".repeat(500), 2), None);
    }
}
