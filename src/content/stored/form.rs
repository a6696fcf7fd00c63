//! Where the stored files are: all in one, [`FILES`], one behind the other; a second, [`INDEX`], has a line for each.
//! `build.rs` includes this file.

use std::ops::Range;

/// The name of the file that has all files.
pub const FILES: &str = "files";

/// The name of its index.
pub const INDEX: &str = "index";

/// The index's line of a file, with its line break: its path, and its first byte and the one after its last in
/// [`FILES`].
pub fn index_line(path: &str, place: &Range<usize>) -> String {
    format!("{path}\t{}\t{}\n", place.start, place.end)
}

/// Reads what [`index_line`] wrote.
pub fn indexed(line: &str) -> Option<(&str, Range<usize>)> {
    let (path, place) = line.split_once('\t')?;
    let (start, end) = place.split_once('\t')?;
    Some((path, start.parse().ok()?..end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_index_is_read() {
        let line = index_line("en/topics/grooming.toml", &(70..1234));
        assert_eq!(indexed(line.trim_end()), Some(("en/topics/grooming.toml", 70..1234)));
        assert_eq!(indexed("en/topics/grooming.toml\t70"), None);
    }
}
