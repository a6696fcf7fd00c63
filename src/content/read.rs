//! From the bytes of a file to a page.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::packed::write::{TooLarge, Writer};
use super::page::{Body, Kind, Origin, Page, Problem};
use super::stored::Stored;
use super::text::clean;
use super::unpack;

/// The largest content file that is read, in bytes. The longest shipped page has under 60 kB.
pub const MAX_FILE: u64 = 1 << 20;

/// Reads a page that is part of the program. Its text is trusted: the checks of the shipped content look for
/// unsafe characters before a release.
///
/// Its packed document is read when there is one; see [`packed`](super::packed).
pub fn built_in(kind: Kind, path: &str, stored: &Stored) -> Result<Page, Problem> {
    let path = Path::new(path);
    let text = std::str::from_utf8(stored.bytes()).map_err(|error| Problem {
        path: path.to_owned(),
        place: None,
        message: error.to_string(),
    })?;
    let body = if stored.packed().is_empty() {
        read(kind, path, text, &parse(path, text)?)?
    } else {
        let wrong = |error: unpack::Error| Problem { path: path.to_owned(), place: None, message: error.to_string() };
        body(kind, &mut unpack::Reader::new(text, stored.packed())).map_err(wrong)?
    };
    Ok(Page::new(kind, Origin::BuiltIn, body))
}

/// Reads a page from a content folder. Its text is not trusted: unsafe characters are taken out of every value.
pub fn from_folder(kind: Kind, path: &Path, text: &str) -> Result<Page, Problem> {
    from_table(kind, path, text, parse(path, text)?)
}

/// Reads a page from a folder's file that is parsed already; see [`from_folder`].
pub fn from_table<'t>(kind: Kind, path: &Path, text: &'t str, table: Spanned<DeTable<'t>>) -> Result<Page, Problem> {
    let mut table = table;
    clean_table(table.get_mut());
    read(kind, path, text, &table).map(|body| Page::new(kind, Origin::Folder(path.to_owned()), body))
}

fn parse<'t>(path: &Path, text: &'t str) -> Result<Spanned<DeTable<'t>>, Problem> {
    DeTable::parse(text).map_err(|error| problem(path, text, error.into()))
}

fn read(kind: Kind, path: &Path, text: &str, table: &Spanned<DeTable<'_>>) -> Result<Body, Problem> {
    values_of(text, table, |reader| body(kind, reader)).map_err(|wrong| problem(path, text, wrong))
}

/// What is wrong with a TOML file.
#[derive(Debug)]
pub struct Wrong {
    /// The bytes of the text that are wrong, where that is known.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
}

impl From<toml::de::Error> for Wrong {
    fn from(error: toml::de::Error) -> Wrong {
        Wrong { span: error.span(), message: error.message().to_owned() }
    }
}

/// Reads the values of any TOML file, by the same way as pages.
///
/// # Errors
/// When it is no TOML, or has not the shape that is wanted.
pub fn values<T: DeserializeOwned>(text: &str) -> Result<T, Wrong> {
    values_of(text, &DeTable::parse(text)?, |reader| T::deserialize(reader))
}

fn values_of<T>(
    text: &str,
    table: &Spanned<DeTable<'_>>,
    read: impl FnOnce(&mut unpack::Reader<'_>) -> Result<T, unpack::Error>,
) -> Result<T, Wrong> {
    let mut packed = Writer::default();
    if let Err(TooLarge(span)) = packed.document(text, table.get_ref(), table.span()) {
        return Err(Wrong { span: Some(span), message: "this number is too large".to_owned() });
    }
    read(&mut unpack::Reader::new(text, &packed.bytes)).map_err(|error| {
        let place = error.at.and_then(|at| packed.places.binary_search_by_key(&at, |(own, _)| *own).ok());
        Wrong { span: place.map(|place| packed.places[place].1.clone()), message: error.to_string() }
    })
}

fn problem(path: &Path, text: &str, wrong: Wrong) -> Problem {
    Problem {
        path: path.to_owned(),
        place: wrong.span.map(|span| line_and_column(text, &span)),
        message: wrong.message,
    }
}

fn body(kind: Kind, from: &mut unpack::Reader<'_>) -> Result<Body, unpack::Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Where reading an evidence page with this table fails, and why.
    fn wrong(table: &str) -> ((usize, usize), String) {
        let text = format!(
            "id = \"x\"\nname = \"X\"\nsummary = \"x\"\nreviewed = 2026-11-25\nreview_by = 2026-11-25\n\n[[table]]\n{table}\n"
        );
        let problem = from_folder(Kind::Evidence, Path::new("x.toml"), &text).unwrap_err();
        (problem.place.unwrap(), problem.message)
    }

    #[test]
    fn a_value_that_does_not_fit_is_told_with_its_place() {
        let (place, why) = wrong("id = \"t\"\noverlap = 5");
        assert_eq!(place, (9, 11), "{why}");
        assert!(why.contains("integer `5`, expected a boolean"), "{why}");
        let (place, why) = wrong("id = \"t\"\ndraw = \"pie\"");
        assert_eq!(place, (9, 8), "{why}");
        assert!(why.contains("unknown variant `pie`"), "{why}");
        let (place, why) = wrong("id = \"t\"\ndraw = 3");
        assert_eq!(place, (9, 8), "{why}");
        let (place, why) = wrong("id = \"t\"\nrows = [[\"a\", 99999999999999999999]]");
        assert_eq!(place, (9, 15), "{why}");
        // A key that is missing: the table that lacks it.
        let (place, why) = wrong("id = \"t\"");
        assert_eq!(place.0, 7, "{why}");
        assert!(why.contains("missing field"), "{why}");
    }
}
