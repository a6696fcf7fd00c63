//! The catalogue: what the first screen needs to know of each built-in page, made when the program is built.
//!
//! `build.rs` includes this file too, so that the writing and the reading of the format stand side by side.
//! One line a page; fields are separated by U+001F, the parts of a field by U+001E.

use std::borrow::Cow;

/// What is known of a page without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path below the content folder, like `en/platforms/snapchat.toml`.
    pub path: Cow<'static, str>,
    /// The page's id.
    pub id: Cow<'static, str>,
    /// The name that readers know.
    pub name: Cow<'static, str>,
    /// Other names.
    pub aliases: Vec<Cow<'static, str>>,
    /// Three sentences that stand alone.
    pub summary: Cow<'static, str>,
    /// The day by which it has to be read again, as `2027-02-25`.
    pub review_by: Cow<'static, str>,
    /// True for a service that has closed.
    pub closed: bool,
    /// Its steps, in order.
    pub steps: Vec<StepEntry>,
}

/// What is known of a step without reading its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepEntry {
    /// The step's id.
    pub id: Cow<'static, str>,
    /// The ids it had before.
    pub formerly: Vec<Cow<'static, str>>,
}

const FIELD: char = '\u{1f}';
const PART: char = '\u{1e}';
const INNER: char = '\u{1d}';

impl Entry {
    /// The entry as a line of the catalogue, without its line break.
    pub fn write(&self) -> String {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let steps: Vec<String> = self
            .steps
            .iter()
            .map(|step| {
                let ids: Vec<&str> = std::iter::once(&*step.id).chain(step.formerly.iter().map(|id| &**id)).collect();
                ids.join(&INNER.to_string())
            })
            .collect();
        let aliases: Vec<&str> = self.aliases.iter().map(|alias| &**alias).collect();
        [
            self.path.to_string(),
            self.id.to_string(),
            one_line(&self.name),
            aliases.join(&PART.to_string()),
            one_line(&self.summary),
            self.review_by.to_string(),
            if self.closed { "closed" } else { "" }.to_owned(),
            steps.join(&PART.to_string()),
        ]
        .join(&FIELD.to_string())
    }

    /// Reads a line of the catalogue. `None` when it is not one.
    pub fn read(line: &'static str) -> Option<Entry> {
        let mut fields = line.split(FIELD);
        let mut next = || fields.next();
        let (path, id, name) = (next()?, next()?, next()?);
        let (aliases, summary, review_by) = (next()?, next()?, next()?);
        let (closed, steps) = (next()? == "closed", next()?);
        let steps = parts(steps, PART).map(|step| {
            let mut ids = parts(step, INNER).map(Cow::Borrowed);
            StepEntry { id: ids.next().unwrap_or_default(), formerly: ids.collect() }
        });
        Some(Entry {
            path: path.into(),
            id: id.into(),
            name: name.into(),
            aliases: parts(aliases, PART).map(Cow::Borrowed).collect(),
            summary: summary.into(),
            review_by: review_by.into(),
            closed,
            steps: steps.collect(),
        })
    }
}

fn parts(field: &'static str, separator: char) -> impl Iterator<Item = &'static str> {
    field.split(separator).filter(|part| !part.is_empty())
}
