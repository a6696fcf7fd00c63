//! A file as it is stored in the program: its packed document and its text, compressed together.
//!
//! Guidance is text, and text shrinks to a third. The form: how many bytes the packed document has and how many the
//! text, four bytes each, the lowest first; then both, as raw DEFLATE.

pub mod form;
#[cfg(test)]
mod write;

use zune_inflate::{DeflateDecoder, DeflateOptions};

/// How much room the decoder likes to have behind what it writes. With less it asks for more memory at the end.
const SLACK: usize = 1024;

/// A stored file, read.
#[derive(Debug)]
pub struct Stored {
    bytes: Vec<u8>,
    /// Where the text begins, after the packed document.
    text_at: usize,
}

impl Stored {
    /// Reads a stored file; `None` when it is damaged.
    pub fn read(stored: &[u8]) -> Option<Stored> {
        let (text_at, rest) = length(stored)?;
        let (text, rest) = length(rest)?;
        let length = text_at.checked_add(text)?;
        let room = length.checked_add(SLACK)?;
        let options = DeflateOptions::default().set_size_hint(room).set_limit(room);
        let bytes = DeflateDecoder::new_with_options(rest, options).decode_deflate().ok()?;
        (bytes.len() == length).then_some(Stored { bytes, text_at })
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

#[cfg(test)]
mod tests {
    use super::write::store;
    use super::*;

    #[test]
    fn what_was_stored_is_read() {
        let read = Stored::read(&store(b"shape", "täxt".as_bytes())).unwrap();
        assert_eq!((read.packed(), read.bytes()), (&b"shape"[..], "täxt".as_bytes()));
        let empty = Stored::read(&store(b"", b"")).unwrap();
        assert!(empty.packed().is_empty() && empty.bytes().is_empty());
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
