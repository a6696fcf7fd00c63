//! The catalogue: what the first screen needs to know of each built-in page, made when the program is built.
//!
//! `build.rs` includes this file too, so that the writing and the reading of the format stand side by side.
//! One line a page; fields are separated by U+001F, the parts of a field by U+001E. A line is taken apart only as
//! far as somebody asks, so that opening the library costs next to nothing.

use std::borrow::Cow;

/// What is known of a page without reading it: a line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    line: Cow<'static, str>,
    /// Where the id stands in the line: it is what is asked for most.
    id: (usize, usize),
}

/// The fields of a line, in their order.
#[derive(Debug, Clone, Copy)]
enum Field {
    Path,
    #[allow(dead_code)]
    Id,
    Name,
    Aliases,
    Summary,
    ReviewBy,
    Status,
    Steps,
}

/// How many fields a line has.
const FIELDS: usize = 8;

/// What an entry is made from.
#[derive(Debug, Default)]
pub struct Parts<'a> {
    /// The path below the content folder, like `en/platforms/snapchat.toml`.
    pub path: &'a str,
    /// The page's id.
    pub id: &'a str,
    /// The name that readers know.
    pub name: &'a str,
    /// Other names.
    pub aliases: Vec<&'a str>,
    /// Three sentences that stand alone.
    pub summary: &'a str,
    /// The day by which it has to be read again, as `2027-02-25`.
    pub review_by: &'a str,
    /// True for a service that has closed.
    pub closed: bool,
    /// Its steps, in order: the id, then the ids that it had before.
    pub steps: Vec<Vec<&'a str>>,
}

const FIELD: char = '\u{1f}';
const PART: char = '\u{1e}';
const INNER: char = '\u{1d}';

impl Entry {
    /// An entry from its parts. White space in them is made plain.
    pub fn new(parts: &Parts<'_>) -> Entry {
        let one_line = |text: &str| {
            text.split(|c: char| c.is_whitespace() || c.is_control())
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let join = |texts: &[&str], separator: char| {
            texts.iter().map(|text| one_line(text)).collect::<Vec<_>>().join(&separator.to_string())
        };
        let steps: Vec<String> = parts.steps.iter().map(|ids| join(ids, INNER)).collect();
        let fields = [
            one_line(parts.path),
            one_line(parts.id),
            one_line(parts.name),
            join(&parts.aliases, PART),
            one_line(parts.summary),
            one_line(parts.review_by),
            if parts.closed { "closed" } else { "" }.to_owned(),
            steps.join(&PART.to_string()),
        ];
        Entry::of(Cow::Owned(fields.join(&FIELD.to_string())))
    }

    /// Reads a line of the catalogue. `None` when it is not one.
    pub fn read(line: &'static str) -> Option<Entry> {
        (line.bytes().filter(|byte| *byte == FIELD as u8).count() == FIELDS - 1).then(|| Entry::of(Cow::Borrowed(line)))
    }

    fn of(line: Cow<'static, str>) -> Entry {
        let start = line.find(FIELD).map_or(0, |at| at + 1);
        let end = line[start..].find(FIELD).map_or(line.len(), |len| start + len);
        Entry { line, id: (start, end) }
    }

    /// The entry as a line of the catalogue, without its line break.
    pub fn line(&self) -> &str {
        &self.line
    }

    fn field(&self, field: Field) -> &str {
        self.line.split(FIELD).nth(field as usize).unwrap_or_default()
    }

    /// The path below the content folder.
    pub fn path(&self) -> &str {
        self.field(Field::Path)
    }

    /// The page's id.
    pub fn id(&self) -> &str {
        &self.line[self.id.0..self.id.1]
    }

    /// The name that readers know.
    pub fn name(&self) -> &str {
        self.field(Field::Name)
    }

    /// Other names.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        parts(self.field(Field::Aliases), PART)
    }

    /// Three sentences that stand alone.
    pub fn summary(&self) -> &str {
        self.field(Field::Summary)
    }

    /// The day by which it has to be read again, as `2027-02-25`.
    pub fn review_by(&self) -> &str {
        self.field(Field::ReviewBy)
    }

    /// True for a service that has closed.
    pub fn closed(&self) -> bool {
        self.field(Field::Status) == "closed"
    }

    /// Its steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = StepEntry<'_>> {
        parts(self.field(Field::Steps), PART).map(|ids| StepEntry { ids })
    }
}

/// What is known of a step without reading its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepEntry<'a> {
    ids: &'a str,
}

impl<'a> StepEntry<'a> {
    /// The step's id.
    pub fn id(self) -> &'a str {
        self.ids.split(INNER).next().unwrap_or_default()
    }

    /// The ids it had before.
    pub fn formerly(self) -> impl Iterator<Item = &'a str> {
        self.ids.split(INNER).skip(1)
    }
}

fn parts(field: &str, separator: char) -> impl Iterator<Item = &str> {
    field.split(separator).filter(|part| !part.is_empty())
}
