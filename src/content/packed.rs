//! The packed form of a TOML document, which every page is read from: the shape of the document, with texts as places
//! in the file wherever the file has them letter by letter.
//!
//! Built-in files are packed when the program is built: reading a page then takes a quarter of the time of parsing
//! TOML, and adds a few kilobytes a page. (The TOML files themselves are in the program, too, for `eject` and `check`.)
//! Where a text starts is told from the end of the one before: mostly the same few numbers, which compress well.
//! Files of a folder are packed when they are read, so that there is one way from a document to a page.
//! `build.rs` includes this file for the writing half; a test compares what is read with what `toml` itself reads.
//!
//! A value is a tag and what belongs to it; numbers are written in groups of 7 bits, the lowest first (LEB128).

/// The tags of values.
pub mod tag {
    /// A text that stands in the file: how far behind the end of the last such text it starts (with its sign in the
    /// lowest bit, as keys are in the order of the alphabet), and its length in bytes.
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

/// Writing.
pub mod write {
    use std::ops::Range;

    use toml::de::{DeTable, DeValue};

    use super::tag;

    /// A document being packed.
    #[derive(Debug, Default)]
    pub struct Writer {
        /// What was written so far.
        pub bytes: Vec<u8>,
        /// Where each key and value begins in `bytes`, in their order, and where it stands in the file.
        pub places: Vec<(usize, Range<usize>)>,
        /// Where the last text that stands in the file ends.
        end: usize,
    }

    /// Where a value has these words: nearly always right behind its quotes.
    fn find(own: &str, words: &str) -> Option<usize> {
        let behind = |quotes: &usize| own.get(*quotes..).is_some_and(|rest| rest.starts_with(words));
        [1, 4, 3].into_iter().find(behind).or_else(|| own.find(words))
    }

    /// A number that does not fit into 64 bits: where it stands in the file.
    #[derive(Debug)]
    pub struct TooLarge(pub Range<usize>);

    impl Writer {
        /// A document that was read from `text`.
        ///
        /// # Errors
        /// When it has a number that is too large.
        pub fn document(&mut self, text: &str, table: &DeTable<'_>, span: Range<usize>) -> Result<(), TooLarge> {
            self.places.push((self.bytes.len(), span));
            self.entries(text, table)
        }

        fn entries(&mut self, text: &str, table: &DeTable<'_>) -> Result<(), TooLarge> {
            self.table(table.len());
            for (key, value) in table {
                self.places.push((self.bytes.len(), key.span()));
                self.key(key.get_ref());
                self.value(text, value.get_ref(), value.span())?;
            }
            Ok(())
        }

        fn value(&mut self, text: &str, value: &DeValue<'_>, span: Range<usize>) -> Result<(), TooLarge> {
            self.places.push((self.bytes.len(), span.clone()));
            match value {
                DeValue::String(words) => match text.get(span.clone()).and_then(|own| find(own, words)) {
                    // Most texts stand in the file letter by letter.
                    Some(at) if !words.is_empty() => self.slice(span.start + at, words.len()),
                    _ => self.text(words),
                },
                DeValue::Integer(number) => {
                    let whole = i64::from_str_radix(number.as_str(), number.radix());
                    self.whole(whole.map_err(|_| TooLarge(span))?);
                }
                DeValue::Float(number) => self.decimal(number.as_str().parse().unwrap_or(f64::NAN)),
                DeValue::Boolean(truth) => self.truth(*truth),
                DeValue::Datetime(date) => self.text(&date.to_string()),
                DeValue::Array(values) => {
                    self.list(values.len());
                    for value in values {
                        self.value(text, value.get_ref(), value.span())?;
                    }
                }
                DeValue::Table(table) => self.entries(text, table)?,
            }
            Ok(())
        }

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
            self.signed(start as i64 - self.end as i64);
            self.number(len as u64);
            self.end = start + len;
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
            self.signed(number);
        }

        fn signed(&mut self, number: i64) {
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
