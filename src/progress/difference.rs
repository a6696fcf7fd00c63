//! What is different between what a step said when it was done and what it says now.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// It was there and is gone.
    Gone(String),
    /// It has come.
    Come(String),
}

/// The lines that are different, in order. White space does not count.
pub fn difference(said: &str, says: &str) -> Vec<Line> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (said, says) = (lines(said), lines(says));
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &said, &says) {
        if !matches!(op, DiffOp::Equal { .. }) {
            out.extend(said[op.old_range()].iter().cloned().map(Line::Gone));
            out.extend(says[op.new_range()].iter().cloned().map(Line::Come));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_different_is_shown_in_order() {
        let said = "Turn it on\nOpen the map.\nTap the gear.\nTap Done.";
        let says = "Turn it on\nOpen the  map.\nTap your picture.\nTap Done.\nClose it.";
        let expected = [
            Line::Gone("Tap the gear.".into()),
            Line::Come("Tap your picture.".into()),
            Line::Come("Close it.".into()),
        ];
        assert_eq!(difference(said, says), expected);
        assert_eq!(difference(said, said), []);
        assert_eq!(difference("a\nb", "b\na").len(), 2);
    }
}
