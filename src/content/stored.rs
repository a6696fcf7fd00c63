//! A file as it is stored in the program: its packed document and its text, compressed together.
//!
//! Guidance is text, and text shrinks to a third. `build.rs` includes this file for the writing half.
//!
//! The form: how many bytes the packed document has and how many the text, four bytes each, the lowest first; then
//! both, as raw DEFLATE. All files stand in one, [`FILES`], one behind the other; a second, [`INDEX`], has a line for
//! each.

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

/// A stored file, read.
#[derive(Debug)]
pub struct Stored {
    bytes: Vec<u8>,
    /// Where the text begins, after the packed document.
    text_at: usize,
}

impl Stored {
    /// Reads what [`store`] wrote; `None` when it is damaged.
    pub fn read(stored: &[u8]) -> Option<Stored> {
        let (text_at, rest) = length(stored)?;
        let (text, rest) = length(rest)?;
        let mut bytes = vec![0; text_at.checked_add(text)?];
        let written =
            miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut bytes, std::iter::once(rest), false, true);
        (written.ok()? == bytes.len()).then_some(Stored { bytes, text_at })
    }

    /// The packed document; empty for a file that has none.
    pub fn packed(&self) -> &[u8] {
        &self.bytes[..self.text_at]
    }

    /// The file, byte by byte.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[self.text_at..]
    }
}

fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*length).try_into().ok()?, rest))
}

/// The stored form of a file.
pub fn store(packed: &[u8], file: &[u8]) -> Vec<u8> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut out = Vec::new();
    out.extend(length(packed));
    out.extend(length(file));
    out.extend(miniz_oxide::deflate::compress_to_vec(&[packed, file].concat(), BEST));
    out
}

/// The level that makes the smallest files.
const BEST: u8 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_is_read() {
        let read = Stored::read(&store(b"shape", "täxt".as_bytes())).unwrap();
        assert_eq!((read.packed(), read.bytes()), (&b"shape"[..], "täxt".as_bytes()));
        let empty = Stored::read(&store(b"", b"")).unwrap();
        assert!(empty.packed().is_empty() && empty.bytes().is_empty());
    }

    #[test]
    fn a_line_of_the_index_is_read() {
        let line = index_line("en/topics/grooming.toml", &(70..1234));
        assert_eq!(indexed(line.trim_end()), Some(("en/topics/grooming.toml", 70..1234)));
        assert_eq!(indexed("en/topics/grooming.toml\t70"), None);
    }

    #[test]
    fn what_is_damaged_is_nothing() {
        let stored = store(b"shape", &b"text ".repeat(20));
        for len in 0..stored.len() {
            assert!(Stored::read(&stored[..len]).is_none(), "{len}");
        }
        let mut longer = stored;
        longer[4] += 1;
        assert!(Stored::read(&longer).is_none());
    }
}
