//! From the bytes of a file to a page.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::page::{Body, Kind, Origin, Page, Problem};
use super::text::clean;
use super::unpack;

/// The largest content file that is read, in bytes. The longest shipped page has under 60 kB.
pub const MAX_FILE: u64 = 1 << 20;

/// Reads a page that is part of the program. Its text is trusted: the checks of the shipped content look for
/// unsafe characters before a release.
///
/// Its packed form is read when there is one; see [`packed`](super::packed).
pub fn built_in(kind: Kind, path: &str, text: &str) -> Result<Page, Problem> {
    if let Some(bytes) = unpack::find(path) {
        let read = body(kind, &mut unpack::Reader::new(text, bytes));
        return read.map(|body| Page::new(kind, Origin::BuiltIn, body)).map_err(|error| Problem {
            path: Path::new(path).to_owned(),
            place: None,
            message: error.to_string(),
        });
    }
    let path = Path::new(path);
    let from = toml::Deserializer::parse(text).map_err(|error| problem(path, text, &error))?;
    let body = body(kind, from).map_err(|error| problem(path, text, &error))?;
    Ok(Page::new(kind, Origin::BuiltIn, body))
}

/// Reads a page from a content folder. Its text is not trusted: unsafe characters are taken out of every value.
pub fn from_folder(kind: Kind, path: &Path, text: &str) -> Result<Page, Problem> {
    let table = DeTable::parse(text).map_err(|error| problem(path, text, &error))?;
    from_table(kind, path, text, table)
}

/// Reads a page from a folder's file that is parsed already; see [`from_folder`].
pub fn from_table<'t>(kind: Kind, path: &Path, text: &'t str, table: Spanned<DeTable<'t>>) -> Result<Page, Problem> {
    let mut table = table;
    clean_table(table.get_mut());
    let from = toml::Deserializer::from(table);
    let body = body(kind, from).map_err(|error| problem(path, text, &error))?;
    Ok(Page::new(kind, Origin::Folder(path.to_owned()), body))
}

fn problem(path: &Path, text: &str, error: &toml::de::Error) -> Problem {
    Problem {
        path: path.to_owned(),
        place: error.span().map(|span| line_and_column(text, &span)),
        message: error.message().to_owned(),
    }
}

fn body<'de, D: Deserializer<'de>>(kind: Kind, from: D) -> Result<Body, D::Error> {
    Ok(match kind {
        Kind::Platform | Kind::Device | Kind::Topic => Body::Guide(Box::new(Deserialize::deserialize(from)?)),
        Kind::Region => Body::Region(Box::new(Deserialize::deserialize(from)?)),
        Kind::Evidence => Body::Evidence(Box::new(Deserialize::deserialize(from)?)),
        Kind::Glossary => Body::Glossary(Box::new(Deserialize::deserialize(from)?)),
    })
}

/// The line and the column, both from 1 and in characters, at which a byte range starts.
pub fn line_and_column(text: &str, range: &Range<usize>) -> (usize, usize) {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn clean_table(table: &mut DeTable<'_>) {
    for (_, value) in table.iter_mut() {
        clean_value(value.get_mut());
    }
}

fn clean_value(value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => {
            if let std::borrow::Cow::Owned(cleaned) = clean(text, false) {
                *text = std::borrow::Cow::Owned(cleaned);
            }
        }
        DeValue::Array(values) => values.iter_mut().for_each(|value| clean_value(value.get_mut())),
        DeValue::Table(table) => clean_table(table),
        _ => {}
    }
}
