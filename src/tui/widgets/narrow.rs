//! Which rows of a list fit what was typed.

use crate::content::text::edit_distance;

/// The numbers of the rows that hold every word that was typed; where there is none, of those that hold words nearly
/// like them. `rows` are in small letters.
pub fn narrow<'a>(rows: impl Iterator<Item = &'a str> + Clone, typed: &str) -> Vec<usize> {
    let typed = typed.to_lowercase();
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let fits = |row: &str| typed.iter().all(|word| row.contains(word));
    let shown: Vec<usize> = rows.clone().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect();
    if !shown.is_empty() {
        return shown;
    }
    // Nothing has these letters: a word that is one or two letters off is probably meant.
    let near = |row: &str| {
        typed.iter().all(|word| {
            let limit = word.chars().count() / 4;
            row.split_whitespace().any(|own| limit > 0 && edit_distance(own, word) <= limit)
        })
    };
    rows.enumerate().filter(|(_, row)| near(row)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_narrow_and_a_slip_is_forgiven() {
        let rows = ["snapchat snap", "whatsapp", "instagram insta"];
        let narrow = |typed| narrow(rows.into_iter(), typed);
        assert_eq!(narrow(""), [0, 1, 2]);
        assert_eq!(narrow("SNAP"), [0]);
        assert_eq!(narrow("whatsap p"), [1]);
        assert_eq!(narrow("instagarm"), [2]);
        assert_eq!(narrow("zzzz"), [0; 0]);
    }
}
