//! A content file with the place of everything in it.
//!
//! Rules ask the typed page *what* is written, and this tree *where*: `document.at(&["step", 2, "why"])`.

use std::cell::Cell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::schema::{self, Misfit};
use super::slips::{self, Mended, Slip};
use super::texts::{self, Text};
use crate::content::page::{Kind, Page};
use crate::content::read;

/// A value of the file with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands, in bytes; a text with its quotes.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text, without its quotes and escapes.
    Text(String),
    /// A whole number; `None` when it is too large to be one here.
    Whole(Option<i64>),
    /// A number with a decimal point; false when it is not one that can be used.
    Decimal(bool),
    /// True or false.
    Truth,
    /// A date or a time.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// A step on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The value with this number, from 0.
    Item(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Step<'a> {
        Step::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(item: usize) -> Self {
        Step::Item(item)
    }
}

/// A syntax error.
#[derive(Debug, Clone)]
pub struct SyntaxError {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// A content file.
#[derive(Debug)]
pub struct Document {
    /// Its path as it is shown.
    pub path: PathBuf,
    /// Its kind, from the folder it stands in.
    pub kind: Kind,
    /// The id that its name gives.
    pub stem: String,
    /// Its text.
    pub text: String,
    /// The values and their places.
    pub root: Node,
    /// What keeps the file from being TOML, and is understood: all else is as if it had been mended.
    pub slips: Vec<Slip>,
    /// All other syntax errors.
    pub syntax: Vec<SyntaxError>,
    /// What does not fit the kind's schema; nothing when there are syntax errors.
    pub misfits: Vec<Misfit>,
    /// Every text that readers see.
    pub texts: Vec<Text>,
    /// The page, when the file can be used as one, or could without its slips.
    pub page: Option<Page>,
    /// Where the last place in a text was found: rules go through a text from its start to its end.
    last: Cell<(usize, Walk)>,
}

impl Document {
    /// Takes a text apart. Never fails: what is wrong is in `syntax`, or makes `page` absent.
    pub fn read(path: &Path, kind: Kind, stem: &str, text: String) -> Document {
        let (mut table, mut errors) = DeTable::parse_recoverable(&text);
        let looked_for = slips::worth_looking(table.get_ref(), errors.len());
        let slips = if looked_for { slips::find(&text) } else { Vec::new() };
        let mended = (!slips.is_empty()).then(|| Mended::new(&text, &slips));
        if let Some(mended) = &mended {
            (table, errors) = DeTable::parse_recoverable(&mended.text);
        }
        let mut syntax: Vec<SyntaxError> = errors
            .iter()
            .map(|error| SyntaxError { span: error.span().unwrap_or(0..0), message: error.message().to_owned() })
            .collect();
        let mut root = Node { span: 0..0, value: table_value(table.get_ref()) };
        bad_numbers(&root, &mut syntax);
        let right = syntax.is_empty();
        if let Some(mended) = &mended {
            syntax.iter_mut().for_each(|error| error.span = mended.back(&error.span));
            places_back(&mut root, mended);
        }
        root.span = 0..text.len();
        syntax.sort_by_key(|error| error.span.start);
        let misfits = if right { schema::misfits(&root, kind) } else { Vec::new() };
        let read_from = mended.as_ref().map_or(&text, |mended| &mended.text);
        let page = if right { read::from_table(kind, path, read_from, table).ok() } else { None };
        if !right {
            drop_broken_lists(&mut root, &syntax);
        }
        let texts = texts::all(&root);
        let (path, stem, last) = (path.to_owned(), stem.to_owned(), Cell::default());
        Document { path, kind, stem, root, slips, syntax, misfits, texts, page, text, last }
    }

    /// The value at the end of a way; `None` when there is none.
    pub fn at<'a>(&self, way: &[Step<'a>]) -> Option<&Node> {
        way.iter().try_fold(&self.root, |node, step| node.step(*step))
    }

    /// The place of a value, or of the nearest value on the way that is there.
    pub fn span(&self, way: &[Step<'_>]) -> Range<usize> {
        let mut node = &self.root;
        let mut found = 0..0;
        for step in way {
            let Some(next) = node.step(*step) else { break };
            node = next;
            found = node.span.clone();
        }
        found
    }

    /// The place in the file of a part of a text value, given in bytes of the text without quotes and escapes.
    pub fn span_in(&self, way: &[Step<'_>], part: Range<usize>) -> Range<usize> {
        self.at(way).map_or_else(|| self.span(way), |node| self.span_of(node, part))
    }

    /// The place in the file of a part of a text value.
    pub fn span_of(&self, node: &Node, part: Range<usize>) -> Range<usize> {
        let raw = &self.text[node.span.clone()];
        let walk = match self.last.get() {
            (of, walk) if of == node.span.start && walk.at > 0 && walk.decoded <= part.start => walk,
            _ => Walk::start(raw),
        };
        let walk = walk.go(raw, part.start);
        self.last.set((node.span.start, walk));
        // What a backslash at the end of a line swallows does not belong to what follows it.
        let start = skip_nothing(raw, walk.at);
        let end = walk.go(raw, part.end).at.max(start);
        node.span.start + start..node.span.start + end
    }
}

impl Node {
    /// The value one step on.
    pub fn step(&self, step: Step<'_>) -> Option<&Node> {
        match (&self.value, step) {
            (Value::Table(entries), Step::Key(key)) => {
                entries.iter().find(|(own, _)| own.name == key).map(|(_, node)| node)
            }
            (Value::List(items), Step::Item(item)) => items.get(item),
            _ => None,
        }
    }

    /// The text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none when it is no list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a table; none when it is no table.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "a text",
            Value::Whole(_) => "a whole number",
            Value::Decimal(_) => "a number with a decimal point",
            Value::Truth => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// The parser leaves the reading of numbers to others; what is no number is a syntax error all the same.
fn bad_numbers(node: &Node, errors: &mut Vec<SyntaxError>) {
    if matches!(node.value, Value::Whole(None) | Value::Decimal(false)) {
        let message = "this is not a number, or too large for one".to_owned();
        errors.push(SyntaxError { span: node.span.clone(), message });
    }
    node.items().iter().for_each(|item| bad_numbers(item, errors));
    node.entries().iter().for_each(|(_, value)| bad_numbers(value, errors));
}

/// From the places in the mended copy to those in the text.
fn places_back(node: &mut Node, mended: &Mended) {
    node.span = mended.back(&node.span);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| places_back(item, mended)),
        Value::Table(entries) => entries.iter_mut().for_each(|(key, value)| {
            key.span = mended.back(&key.span);
            places_back(value, mended);
        }),
        _ => {}
    }
}

/// A list with a syntax error in it may hold what does not belong to it: nothing can be said of its items.
fn drop_broken_lists(node: &mut Node, errors: &[SyntaxError]) {
    let span = node.span.clone();
    match &mut node.value {
        Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
            items.iter_mut().for_each(|item| drop_broken_lists(item, errors));
        }
        Value::List(items) => {
            let after = errors.partition_point(|error| error.span.start < span.start);
            if errors.get(after).is_some_and(|error| error.span.start <= span.end) {
                items.clear();
            }
        }
        Value::Table(entries) => entries.iter_mut().for_each(|(_, value)| drop_broken_lists(value, errors)),
        _ => {}
    }
}

fn table_value(table: &DeTable<'_>) -> Value {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key { name: key.get_ref().to_string(), span: key.span() };
            (key, node(value.get_ref(), value.span()))
        })
        .collect();
    // In the order of the file, so that findings come in that order too.
    entries.sort_by_key(|(key, _)| key.span.start);
    Value::Table(entries)
}

fn node(value: &DeValue<'_>, span: Range<usize>) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Whole(i64::from_str_radix(number.as_str(), number.radix()).ok()),
        DeValue::Float(number) => Value::Decimal(number.as_str().parse::<f64>().is_ok()),
        DeValue::Boolean(_) => Value::Truth,
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item.get_ref(), item.span())).collect()),
        DeValue::Table(table) => table_value(table),
    };
    Node { span, value }
}

/// A place in a quoted text, as it is written and decoded, in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    at: usize,
    decoded: usize,
}

impl Walk {
    /// The first character after the quotes.
    fn start(raw: &str) -> Walk {
        let mut at = quotes(raw).len();
        // A line break right after three quotes does not count.
        if at == 3 {
            at += raw[at..].bytes().take_while(|byte| *byte == b'\r').take(1).count();
            at += usize::from(raw[at..].starts_with('\n'));
        }
        Walk { at, decoded: 0 }
    }

    /// On to where the byte `wanted` of the decoded form stands.
    fn go(self, raw: &str, wanted: usize) -> Walk {
        let Walk { mut at, mut decoded } = self;
        let quotes = quotes(raw);
        let escapes = quotes.starts_with('"');
        // A text that a slip left without its end may end within a character here.
        let end = raw.floor_char_boundary(raw.len().saturating_sub(quotes.len())).max(at);
        while at < end && decoded < wanted {
            let rest = &raw[at..end];
            let (raw_len, len) = if escapes && rest.starts_with('\\') { escape(rest) } else { one(rest) };
            at += raw_len;
            decoded += len;
        }
        Walk { at: at.min(end), decoded }
    }
}

fn quotes(raw: &str) -> &'static str {
    ["\"\"\"", "'''", "\"", "'", "“", "”", "„", "‘", "’", "‚"]
        .into_iter()
        .find(|quotes| raw.starts_with(quotes))
        .unwrap_or("")
}

/// The place after escapes that stand for nothing.
fn skip_nothing(raw: &str, at: usize) -> usize {
    let mut at = at;
    while raw.starts_with('"') && raw[at..].starts_with('\\') {
        let (len, decoded) = escape(&raw[at..]);
        if decoded > 0 {
            break;
        }
        at += len;
    }
    at
}

/// The length of a character, written and decoded.
fn one(rest: &str) -> (usize, usize) {
    let len = rest.chars().next().map_or(1, char::len_utf8);
    (len, len)
}

/// The length of an escape, written and decoded.
fn escape(rest: &str) -> (usize, usize) {
    let digits = |from: usize, count: usize| {
        let hex = rest.get(from..from + count).unwrap_or_default();
        let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        (from + count, c.map_or(0, char::len_utf8))
    };
    match rest.as_bytes().get(1) {
        Some(b'u') => digits(2, 4),
        Some(b'U') => digits(2, 8),
        Some(b'x') => digits(2, 2),
        // A backslash at the end of a line takes the white space after it away.
        Some(byte) if byte.is_ascii_whitespace() => {
            let space = rest[1..].len() - rest[1..].trim_start().len();
            (1 + space, 0)
        }
        _ => (2.min(rest.len()), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::read(Path::new("x.toml"), Kind::Topic, "x", text.to_owned())
    }

    #[test]
    fn values_are_found_with_their_places() {
        let document = document("a = 1\n[[step]]\nid = \"x\"\n[[step]]\nid = \"y\"\n");
        let way = [Step::Key("step"), Step::Item(1), Step::Key("id")];
        assert_eq!(document.at(&way).and_then(Node::text), Some("y"));
        assert_eq!(&document.text[document.span(&way)], "\"y\"");
        let missing = [Step::Key("step"), Step::Item(1), Step::Key("why")];
        assert!(document.at(&missing).is_none());
        assert!(document.span(&missing).start > 20);
    }

    #[test]
    fn a_part_of_a_text_is_found_behind_quotes_and_escapes() {
        for (text, word) in [
            ("t = \"one two\"", "two"),
            ("t = 'one two'", "two"),
            ("t = \"\"\"\none\ntwo\n\"\"\"", "two"),
            ("t = \"\"\"\\\n   one \\\n   two\"\"\"", "two"),
            ("t = \"a\\u00e9\\t\\\"b two\"", "two"),
            ("t = \"\"\"\r\none\r\ntwo\"\"\"", "two"),
            ("t = \"é 保護 two\"", "two"),
        ] {
            let document = document(text);
            let way = [Step::Key("t")];
            let decoded = document.at(&way).and_then(Node::text).unwrap().to_owned();
            let at = decoded.find(word).unwrap();
            assert_eq!(&document.text[document.span_in(&way, at..at + word.len())], word, "{text:?}");
        }
    }

    #[test]
    fn several_syntax_errors_are_all_found() {
        let document = document("a = \nb = 1\nc = [1,\nd = \"x\n");
        assert!(document.syntax.len() >= 2, "{:?}", document.syntax);
        assert!(document.page.is_none());
    }
}
