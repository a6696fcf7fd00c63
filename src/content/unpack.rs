//! Reading what [`packed`](super::packed) wrote, as a `serde` deserialiser.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::packed::tag;

/// A packed document being read.
pub struct Reader<'de> {
    /// The TOML file that slices are part of.
    text: &'de str,
    bytes: &'de [u8],
    /// How many bytes there were.
    len: usize,
    /// Where the last text that stands in the file ends.
    end: usize,
}

/// Why a page could not be read from a packed document.
#[derive(Debug)]
pub struct Error {
    message: String,
    /// The byte of the packed document at which the key or value begins that does not fit.
    pub at: Option<usize>,
}

impl Error {
    /// The same, at this byte if no place closer to what is wrong is known.
    fn at(self, at: usize) -> Error {
        Error { at: self.at.or(Some(at)), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Error {
        Error { message: message.to_string(), at: None }
    }
}

fn cut_short() -> Error {
    Error { message: "the packed page is cut short".to_owned(), at: None }
}

impl<'de> Reader<'de> {
    /// A reader of a packed document that belongs to this TOML text.
    pub fn new(text: &'de str, bytes: &'de [u8]) -> Reader<'de> {
        Reader { text, bytes, len: bytes.len(), end: 0 }
    }

    /// How many bytes have been read.
    fn at(&self) -> usize {
        self.len - self.bytes.len()
    }

    fn byte(&mut self) -> Result<u8, Error> {
        let (first, rest) = self.bytes.split_first().ok_or_else(cut_short)?;
        self.bytes = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, Error> {
        // Most are small.
        if let [byte @ 0..0x80, rest @ ..] = self.bytes {
            self.bytes = rest;
            return Ok(u64::from(*byte));
        }
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
        }
    }

    fn size(&mut self) -> Result<usize, Error> {
        usize::try_from(self.number()?).map_err(|_| cut_short())
    }

    fn take(&mut self, len: usize) -> Result<&'de [u8], Error> {
        let (taken, rest) = self.bytes.split_at_checked(len).ok_or_else(cut_short)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn own_text(&mut self) -> Result<&'de str, Error> {
        let len = self.size()?;
        std::str::from_utf8(self.take(len)?).map_err(|_| cut_short())
    }

    fn signed(&mut self) -> Result<i64, Error> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn slice(&mut self) -> Result<&'de str, Error> {
        let behind = isize::try_from(self.signed()?).map_err(|_| cut_short())?;
        let start = self.end.checked_add_signed(behind).ok_or_else(cut_short)?;
        self.end = start.saturating_add(self.size()?);
        self.text.get(start..self.end).ok_or_else(cut_short)
    }
}

impl<'de> de::Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.at();
        let value = match self.byte()? {
            tag::SLICE => visitor.visit_borrowed_str(self.slice()?),
            tag::TEXT => visitor.visit_borrowed_str(self.own_text()?),
            tag::WHOLE => visitor.visit_i64(self.signed()?),
            tag::DECIMAL => {
                let bytes = self.take(8)?.try_into().map_err(|_| cut_short())?;
                visitor.visit_f64(f64::from_le_bytes(bytes))
            }
            tag::FALSE => visitor.visit_bool(false),
            tag::TRUE => visitor.visit_bool(true),
            tag::LIST => {
                let left = self.size()?;
                visitor.visit_seq(Several { reader: self, left })
            }
            tag::TABLE => {
                let left = self.size()?;
                visitor.visit_map(Several { reader: self, left })
            }
            _ => Err(cut_short()),
        };
        value.map_err(|error| error.at(at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (at, before) = (self.at(), self.bytes);
        let name = match self.byte()? {
            tag::SLICE => self.slice()?,
            tag::TEXT => self.own_text()?,
            // What it is instead is told by reading it.
            _ => {
                self.bytes = before;
                return self.deserialize_any(visitor);
            }
        };
        let name: BorrowedStrDeserializer<'_, Error> = BorrowedStrDeserializer::new(name);
        visitor.visit_enum(name).map_err(|error| error.at(at))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

/// The values of a list, or the keys and values of a table.
struct Several<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Several<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Several<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let at = self.reader.at();
        let key = self.reader.own_text()?;
        let key: BorrowedStrDeserializer<'_, Error> = BorrowedStrDeserializer::new(key);
        seed.deserialize(key).map(Some).map_err(|error| error.at(at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::packed::write::Writer;
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Sample {
        name: String,
        note: Option<String>,
        numbers: Vec<i64>,
        ratio: f64,
        on: bool,
    }

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.table(4);
        writer.key("name");
        writer.slice(2, 3);
        writer.key("numbers");
        writer.list(3);
        [-1, 0, 300].iter().for_each(|number| writer.whole(*number));
        writer.key("ratio");
        writer.decimal(0.5);
        writer.key("on");
        writer.truth(true);
        writer.bytes
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = sample();
        let read = Sample::deserialize(&mut Reader::new("..abc..", &bytes)).unwrap();
        let expected = Sample { name: "abc".into(), note: None, numbers: vec![-1, 0, 300], ratio: 0.5, on: true };
        assert_eq!(read, expected);
    }

    #[test]
    fn a_document_that_is_cut_short_or_wrong_is_an_error() {
        let bytes = sample();
        for len in 0..bytes.len() {
            assert!(Sample::deserialize(&mut Reader::new("..abc..", &bytes[..len])).is_err(), "{len}");
        }
        assert!(Sample::deserialize(&mut Reader::new("..", &bytes)).is_err());
        assert!(Sample::deserialize(&mut Reader::new("..abc..", &[0xff; 40])).is_err());
    }
}
