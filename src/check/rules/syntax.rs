//! `syntax`: a place where the file is not TOML.

use std::ops::Range;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::{Document, SyntaxError};
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::text::shown;

/// The rule.
pub static RULE: Rule = Rule {
    name: "syntax",
    level: Level::Error,
    summary: "a place where the file is not TOML",
    why: "nothing of this file can be shown until it is mended",
    docs: r##"### What it does

It finds every place where the file is not valid TOML, all in one run. Common slips are found where they were made, with what mends them: `[step]` for `[[step]]`, curly quotes, months without quotes, dates in other forms, a comma after a value, a list or text without an end. The rest of the file is then checked as if they had been mended.

### Why

Nothing of this file can be shown until it is mended.

### Example

```toml
name = "Snapchat    # the closing quote is missing
aliases = ["snap"   # and so is the bracket
```

### How to fix

Close quotes and brackets; put quotes round texts; write each key once. The mark shows where the reader stumbled: the mistake is there or just before.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let text = &document.text;
    for slip in &document.slips {
        let added = sink.add(slip.span.clone(), slip.message.as_str()).help(slip.help.as_str());
        match &slip.fix {
            Some(fix) if fix.safe => drop(added.fix(fix.span.clone(), fix.text.as_str())),
            Some(fix) => drop(added.suggest(fix.span.clone(), fix.text.as_str())),
            None => {}
        }
    }
    // What the parser says of a slip that could not be mended for it.
    let open = document.slips.iter().filter(|slip| slip.fix.is_none());
    let open: Vec<usize> = open.map(|slip| line_start(text, slip.span.start)).collect();
    let mut before: Option<&SyntaxError> = None;
    for error in &document.syntax {
        if open.binary_search(&line_start(text, error.span.start)).is_ok() {
            continue;
        }
        let line = line_of(text, error.span.start);
        let follows = before.is_some_and(|before| follows(text, before, error));
        before = Some(error);
        if follows {
            continue;
        }
        if error.message.starts_with("missing comma between array")
            && begins_a_line(text, error.span.start)
            && is_next_entry(line)
        {
            // All that follows is taken for items of the list: more would be said of it than is true.
            sink.add(error.span.clone(), "the list above this line has no end")
                .help("close it with ] after its last item; what follows is checked then");
            break;
        }
        if error.message.starts_with("key with no value") && is_prose(line) {
            sink.add(error.span.clone(), "here is a sentence where a key should be")
                .help("look at the quotes above it: a text of several lines begins and ends with three (\"\"\")");
            if text.matches("\"\"\"").count() % 2 == 1 {
                // From here on texts are taken for keys, and keys for texts.
                break;
            }
            continue;
        }
        let said = plain(text, &error.span, &error.message);
        let added = sink.add(error.span.clone(), said.message).help(said.help);
        if let Some(instead) = said.instead {
            let _ = added.suggest(error.span.clone(), instead);
        }
    }
}

fn begins_a_line(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty())
}

/// The line that a place stands in.
fn line_of(text: &str, at: usize) -> &str {
    text[line_start(text, at)..].lines().next().unwrap_or_default()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// True for a line that begins a part or an entry of the file: `[[step]]` or `key = value`.
fn is_next_entry(line: &str) -> bool {
    let key = line.split('=').next().unwrap_or_default().trim_end();
    line.starts_with("[[")
        || key.len() < line.len() && !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// True for a line that is rather a part of a text than an entry.
fn is_prose(line: &str) -> bool {
    !line.contains('=') && line.split_whitespace().count() >= 4
}

/// True for an error that is there only because of the one before: the rest of a line that is wrong already, or the
/// next sentence of a text that has lost its quotes.
fn follows(text: &str, before: &SyntaxError, error: &SyntaxError) -> bool {
    let of_rest = ["key with no value", "invalid unquoted key", "unexpected key or value"];
    if !of_rest.iter().any(|begin| error.message.starts_with(begin)) {
        return false;
    }
    let between = text.get(before.span.start..error.span.start).unwrap_or_default();
    let (was, is) = (line_of(text, before.span.start), line_of(text, error.span.start));
    !between.contains('\n') || is_prose(was) && is_prose(is)
}

/// What is wrong in words that need no knowledge of grammars.
struct Said {
    message: String,
    help: String,
    /// What probably was meant.
    instead: Option<String>,
}

impl Said {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Said {
        Said { message: message.into(), help: help.into(), instead: None }
    }
}

const END_OF_TEXT: &str = "end it with a quote; a text of several lines begins and ends with three (\"\"\")";
const BACKSLASH: &str = "write \\\\ for a backslash; menus have > between them";
const NO_VALUE: &str = "is the = missing, or a quote in a line above?";
const HEADING: &str = "write two brackets on each side, like [[step]]";

/// How the parser's messages begin, what is said instead, and how to mend it.
const SAYINGS: &[(&str, &str, &str)] = &[
    ("invalid basic string, expected `\"`", "the quote that ends this text is missing", END_OF_TEXT),
    ("invalid literal string, expected `'`", "the quote that ends this text is missing", END_OF_TEXT),
    (
        "invalid multi-line",
        "the three quotes that end this text are missing",
        "end it with the three that it begins with",
    ),
    ("missing opening quote", "the quote that begins this text is missing", "put it there"),
    ("missing escaped value", "a backslash stands for nothing here", BACKSLASH),
    ("too few unicode value", "a backslash stands for nothing here", BACKSLASH),
    ("key with no value", "here is something that is no `key = value`", NO_VALUE),
    ("missing value for key", "here is something that is no `key = value`", NO_VALUE),
    ("extra `=`", "here is one = too many", "take it out"),
    (
        "missing comma between array",
        "a comma is missing in this list, or the ] that ends it",
        "put a comma between two items, and ] after the last",
    ),
    ("extra comma in array", "here is one comma too many", "take it out"),
    ("unexpected `=` in array", "the ] that ends this list is missing", "put ] after its last item"),
    ("unclosed array table", "the heading of this part is not closed", HEADING),
    ("unclosed array", "the ] that ends this list is missing", "put ] after its last item"),
    ("unclosed table", "the heading of this part is not closed", HEADING),
    ("missing table open", "the heading of this part is not opened", HEADING),
    (
        "unexpected key or value",
        "there is something after the end of the value",
        "a quote inside a text is written \\\", and a remark begins with #",
    ),
    (
        "invalid unquoted key",
        "this character cannot be in a key",
        "keys have letters, digits, - and _; between key and value stands =",
    ),
    ("unquoted keys cannot be empty", "a key is missing here", "write `key = value`"),
    ("invalid comment character", "this remark has a character that nobody sees", "take it out"),
    ("invalid date", "this is not a day of the calendar", "write it like 2026-11-25"),
    (
        "unexpected leading zero",
        "a number cannot begin with 0",
        "take the 0 away; a phone number is a text and stands in quotes",
    ),
    ("carriage return", "the end of this line is broken", "save the file again in your editor"),
];

fn plain(text: &str, span: &Range<usize>, message: &str) -> Said {
    let written = text.get(span.clone()).unwrap_or_default();
    let (before, after) = (&text[..span.start], &text[span.start..]);
    if message.starts_with("duplicate key") {
        let key = shown(written);
        if !before.ends_with('[') {
            return Said::new(format!("`{key}` is there already, in a line above"), "keep one of the two");
        }
        let one = before.lines().position(|line| line.trim_end() == format!("[{key}]"));
        let message = match one {
            Some(line) => format!("`{key}` stands in two brackets here, and in one in line {}", line + 1),
            None => format!("`{key}` is the name of something else above"),
        };
        return Said::new(message, format!("each of them is headed with two brackets on each side: [[{key}]]"));
    }
    if message.starts_with("unexpected key or value") && after.starts_with(']') {
        return Said::new("here is one bracket too many", "take it out");
    }
    if message.starts_with("unexpected key or value") && (after.starts_with("//") || after.starts_with("--")) {
        return Said::new("here begins something that is no part of the value", "a remark begins with #");
    }
    if message.starts_with("invalid unquoted key") && after.starts_with(':') {
        return Said::new("here stands a colon", "between key and value stands =");
    }
    if message.starts_with("string values must be quoted") || message.starts_with("invalid boolean") {
        return unquoted(written);
    }
    if message.starts_with("invalid float") || message.starts_with("invalid mantissa") {
        return Said::new("this is not a number", "a number has digits only; a text stands in quotes");
    }
    match SAYINGS.iter().find(|(begin, _, _)| message.starts_with(begin)) {
        Some((_, said, help)) => Said::new(*said, *help),
        None => Said::new(message.to_lowercase(), "look at the marked place and the line before it"),
    }
}

/// A value that begins with none of what values begin with.
fn unquoted(written: &str) -> Said {
    let inside = written.trim_matches(['“', '”', '„', '‘', '’']);
    if inside.len() < written.len() && !inside.is_empty() {
        let mut said = Said::new("these are curly quotes", "write straight ones");
        said.instead = Some(format!("\"{inside}\""));
        return said;
    }
    let lower = written.to_lowercase();
    if lower == "true" || lower == "false" {
        let mut said = Said::new(format!("`{}` has a capital letter", shown(written)), format!("write {lower}"));
        said.instead = Some(lower);
        return said;
    }
    if written.starts_with(|c: char| c.is_ascii_digit()) && written.contains(['/', '.']) {
        return Said::new("this is neither a number nor a date", "write a date like 2026-11-25, and a text in quotes");
    }
    let mut said = Said::new("this has no quotes, and is neither a number nor a date", "put a text in quotes");
    let plain = |c: char| c != '"' && c != '\\' && !c.is_control();
    said.instead = (!written.is_empty() && written.chars().all(plain)).then(|| format!("\"{written}\""));
    said
}
