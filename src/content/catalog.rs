//! The catalogue: what the first screen needs to know of each built-in page, made when the program is built.
//!
//! `build.rs` includes this file too, so that the writing and the reading of the format stand side by side.
//! One line a page, behind its length in bytes; fields are separated by U+001F, the parts of a field by U+001E. A line
//! is taken apart only as far as somebody asks, so that opening the library costs next to nothing.

use std::borrow::Cow;

/// What is known of a page without reading it: a line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    line: Cow<'static, str>,
    /// Where the id stands in the line: it is what is asked for most.
    id: (usize, usize),
}

/// The catalogue of these entries. Each has its length before it, so that nobody has to look for its end.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    entries.into_iter().map(|entry| format!("{} {}\n", entry.line.len(), entry.line)).collect()
}

/// The entries of a catalogue. It ends where something is damaged.
pub fn read(mut catalogue: &'static str) -> impl Iterator<Item = Entry> {
    std::iter::from_fn(move || {
        let (len, rest) = catalogue.split_once(' ')?;
        let len: usize = len.parse().ok()?;
        let line = rest.get(..len)?;
        catalogue = rest.get(len + 1..).unwrap_or_default();
        Some(Entry::of(Cow::Borrowed(line)))
    })
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
    SetOn,
    MinimumAge,
    Steps,
}

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
    /// What a device page is about: see [`SetOn`](super::file::SetOn). Empty for other pages.
    pub set_on: &'a str,
    /// The minimum age in an app's own rules, in years.
    pub minimum_age: Option<u8>,
    /// Its steps, in order.
    pub steps: Vec<StepParts<'a>>,
}

/// What the entry of a step is made from.
#[derive(Debug, Default)]
pub struct StepParts<'a> {
    /// Its id, then the ids that it had before.
    pub ids: Vec<&'a str>,
    /// The mark of what it says, then the marks of earlier wordings that ask for the same.
    pub marks: Vec<String>,
    /// The ages it is for, as in the file; empty for all.
    pub ages: String,
    /// The kinds of device that it can be done on; see [`kinds`].
    pub kinds: Vec<&'a str>,
    /// The steps of other pages that it is the same as, as `page#step`.
    pub same_as: Vec<&'a str>,
}

const FIELD: char = '\u{1f}';
const PART: char = '\u{1e}';
const INNER: char = '\u{1d}';
const MARKS: char = '\u{1c}';

/// The kinds of device that a step can be done on; none means any. `has` tells whether the step has lines of a name.
///
/// A step whose taps are for one kind of phone alone stands for that one, but for those on a page that is about one
/// device: there the taps say nothing new.
pub fn kinds<'a>(set_on: &str, only_on: Vec<&'a str>, has: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let about_one = !matches!(set_on, "" | "any" | "home");
    if !only_on.is_empty() || about_one || has("how") || has("web") {
        return only_on;
    }
    match (has("iphone"), has("android")) {
        (true, false) => vec!["iphone"],
        (false, true) => vec!["android"],
        _ => Vec::new(),
    }
}

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
        let step = |step: &StepParts<'_>| {
            let marks: Vec<&str> = step.marks.iter().map(String::as_str).collect();
            let more = [one_line(&step.ages), join(&step.kinds, INNER), join(&step.same_as, INNER)];
            let mut text = format!("{}{MARKS}{}", join(&step.ids, INNER), join(&marks, INNER));
            if more.iter().any(|part| !part.is_empty()) {
                more.iter().for_each(|part| text.extend([MARKS.to_string().as_str(), part]));
            }
            text
        };
        let steps: Vec<String> = parts.steps.iter().map(step).collect();
        let fields = [
            one_line(parts.path),
            one_line(parts.id),
            one_line(parts.name),
            join(&parts.aliases, PART),
            one_line(parts.summary),
            one_line(parts.review_by),
            if parts.closed { "closed" } else { "" }.to_owned(),
            one_line(parts.set_on),
            parts.minimum_age.map(|age| age.to_string()).unwrap_or_default(),
            steps.join(&PART.to_string()),
        ];
        Entry::of(Cow::Owned(fields.join(&FIELD.to_string())))
    }

    fn of(line: Cow<'static, str>) -> Entry {
        let start = line.find(FIELD).map_or(0, |at| at + 1);
        let end = line[start..].find(FIELD).map_or(line.len(), |len| start + len);
        Entry { line, id: (start, end) }
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
        parts(self.field(Field::Steps), PART).map(|step| {
            let mut fields = step.split(MARKS);
            let mut field = || fields.next().unwrap_or_default();
            StepEntry { ids: field(), marks: field(), ages: field(), kinds: field(), same_as: field() }
        })
    }

    /// What a device page is about: see [`SetOn`](super::file::SetOn). Empty for other pages.
    pub fn set_on(&self) -> &str {
        self.field(Field::SetOn)
    }

    /// The minimum age in an app's own rules, in years.
    pub fn minimum_age(&self) -> Option<u8> {
        self.field(Field::MinimumAge).parse().ok()
    }

    /// True when the page is about the whole home: what is ticked there counts for every child.
    pub fn shared(&self) -> bool {
        self.set_on() == "home"
    }
}

/// What is known of a step without reading its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepEntry<'a> {
    ids: &'a str,
    marks: &'a str,
    ages: &'a str,
    kinds: &'a str,
    same_as: &'a str,
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

    /// The ages it is for, as in the file; empty for all.
    pub fn ages(self) -> &'a str {
        self.ages
    }

    /// The kinds of device that it can be done on; none means any.
    pub fn kinds(self) -> impl Iterator<Item = &'a str> {
        parts(self.kinds, INNER)
    }

    /// The steps of other pages that it is the same as: page and step.
    pub fn same_as(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        parts(self.same_as, INNER).filter_map(|same| same.split_once('#'))
    }

    /// True when what the step said once asks for the same as what it says now.
    pub fn still_says(self, said: &str) -> bool {
        let mark = mark_of(said);
        self.marks.split(INNER).any(|own| own == mark)
    }
}

/// What a step asks for: its title and its lines; those of one device after the device's name.
pub fn says<'a>(title: &str, lines: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut says = title.to_owned();
    for (device, line) in lines {
        says.push('\n');
        if !device.is_empty() {
            says.push_str(device);
            says.push_str(": ");
        }
        says.push_str(line);
    }
    says
}

/// A short mark of what a step says, the same in every version: FNV-1a of its words, whatever the white space.
pub fn mark_of(says: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in says.split_whitespace() {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:08x}", hash >> 32)
}

fn parts(field: &str, separator: char) -> impl Iterator<Item = &str> {
    field.split(separator).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_is_read_as_it_was_written_up_to_what_is_damaged() {
        let entry = |id: &str| Entry::new(&Parts { id, name: "Né 1 2", path: "en/topics/x.toml", ..Parts::default() });
        let entries = [entry("one"), entry("two")];
        let written: &'static str = write(&entries).leak();
        assert_eq!(read(written).collect::<Vec<_>>(), entries);
        assert_eq!(read(&written[..written.len() - 9]).collect::<Vec<_>>(), entries[..1]);
        assert_eq!(read("12").count() + read("x y").count() + read("").count(), 0);
    }
}
