//! Built-in pages, parsed when the program is built.
//!
//! The TOML files themselves are in the program, for `eject`, `check` and for reading. Beside each stands its
//! packed form: the shape of the document, with texts as places in the file wherever the file has them letter by
//! letter. Reading a page from it takes a quarter of the time of parsing TOML, and adds a few kilobytes a page.
//! `build.rs` includes this file for the writing half; a test reads every page both ways and compares.
//!
//! A value is a tag and what belongs to it; numbers are written in groups of 7 bits, the lowest first (LEB128).

/// The tags of values.
pub mod tag {
    /// A text that stands in the file: where it starts, and its length in bytes.
    pub const SLICE: u8 = 0;
    /// A text of its own: its length and its bytes.
    pub const TEXT: u8 = 1;
    /// A whole number, its sign in the lowest bit.
    pub const WHOLE: u8 = 2;
    /// A number with a decimal point: 8 bytes, the lowest first.
    pub const DECIMAL: u8 = 3;
    /// False.
    pub const FALSE: u8 = 4;
    /// True.
    pub const TRUE: u8 = 5;
    /// A list: how many values, and the values.
    pub const LIST: u8 = 6;
    /// A table: how many keys, and for each its length, its bytes and its value.
    pub const TABLE: u8 = 7;
}

/// Writing, for `build.rs`.
pub mod write {
    use super::tag;

    /// A document being packed.
    #[derive(Debug, Default)]
    pub struct Writer {
        /// What was written so far.
        pub bytes: Vec<u8>,
    }

    impl Writer {
        /// A number.
        pub fn number(&mut self, mut number: u64) {
            while number >= 0x80 {
                self.bytes.push(number as u8 | 0x80);
                number >>= 7;
            }
            self.bytes.push(number as u8);
        }

        /// A text that stands in the file from the byte `start` on.
        pub fn slice(&mut self, start: usize, len: usize) {
            self.bytes.push(tag::SLICE);
            self.number(start as u64);
            self.number(len as u64);
        }

        /// A text that the file writes with escapes; also a date.
        pub fn text(&mut self, text: &str) {
            self.bytes.push(tag::TEXT);
            self.number(text.len() as u64);
            self.bytes.extend_from_slice(text.as_bytes());
        }

        /// A whole number.
        pub fn whole(&mut self, number: i64) {
            self.bytes.push(tag::WHOLE);
            self.number(((number << 1) ^ (number >> 63)) as u64);
        }

        /// A number with a decimal point.
        pub fn decimal(&mut self, number: f64) {
            self.bytes.push(tag::DECIMAL);
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }

        /// True or false.
        pub fn truth(&mut self, truth: bool) {
            self.bytes.push(if truth { tag::TRUE } else { tag::FALSE });
        }

        /// The beginning of a list of this many values.
        pub fn list(&mut self, len: usize) {
            self.bytes.push(tag::LIST);
            self.number(len as u64);
        }

        /// The beginning of a table of this many keys; before each value stands its [`Writer::key`].
        pub fn table(&mut self, len: usize) {
            self.bytes.push(tag::TABLE);
            self.number(len as u64);
        }

        /// The key of the value that follows.
        pub fn key(&mut self, key: &str) {
            self.number(key.len() as u64);
            self.bytes.extend_from_slice(key.as_bytes());
        }
    }
}
