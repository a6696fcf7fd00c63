//! `invisible-text`: a character that readers cannot see.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Node;
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::text::{has_unsafe, is_unsafe};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invisible-text",
    level: Level::Error,
    summary: "a character that readers cannot see",
    why: "it can reorder or hide text, or steer a terminal; the app takes it out, so what is left may not be what was meant",
    docs: r##"### What it does

It finds control characters, characters that change the direction of text, and characters without a shape of their own (the Trojan Source characters, CVE-2021-42574), also when they are written as escapes. A command to the terminal (`ESC [ 31 m`) is found as one.

### Why

It can reorder or hide text, or steer a terminal; the app takes it out, so what is left may not be what was meant.

### Example

```toml
name = "Snap\u200bchat"   # a zero-width space
```

### How to fix

Take it out. It often comes with text copied from a web page.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let mut told = 0;
    for (at, c) in unsafe_part(&document.text).char_indices().filter(|(_, c)| is_unsafe(*c) && *c != '\r') {
        if at >= told {
            told = at + command(&document.text[at..]).unwrap_or(c.len_utf8());
            report(sink, at..told, c);
        }
    }
    if document.text.contains('\\') {
        escaped(&document.root, document, sink);
    }
}

/// The most bytes of a title or address that is set by a command to the terminal.
const LONGEST_COMMAND: usize = 256;

/// The length of the command to a terminal that a text starts with, by ECMA-48: `ESC [ 31 m` sets a colour, `ESC ] ...
/// BEL` a title. `None` when it starts with none, or with one that does not end.
fn command(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\u{1b}')?;
    let kind = rest.bytes().next()?;
    let len = match kind {
        b'[' => {
            let parameters = rest[1..].bytes().take_while(|byte| b"0123456789;:<=>?".contains(byte)).count();
            let end = rest.as_bytes().get(1 + parameters)?;
            (b'@'..=b'~').contains(end).then_some(2 + parameters)?
        }
        b']' | b'P' | b'X' | b'^' | b'_' => {
            // It never goes on behind the quotes of its text.
            let line = rest.split(['\n', '"']).next()?;
            let near = &line[..line.floor_char_boundary(LONGEST_COMMAND)];
            let ends = ["\u{7}", "\u{1b}\\"].into_iter().filter_map(|end| Some(near.find(end)? + end.len()));
            ends.min()?
        }
        _ => return None,
    };
    Some('\u{1b}'.len_utf8() + len)
}

/// Characters that a text writes as escapes: they are not in the file as such.
fn escaped(node: &Node, document: &Document, sink: &mut Sink<'_>) {
    if let Some(text) = node.text().filter(|text| has_unsafe(text))
        && let Some(c) = text.chars().find(|c| is_unsafe(*c) && *c != '\r')
        && !document.text[node.span.clone()].contains(c)
    {
        let name = format!("U+{:04X}", u32::from(c));
        let _ =
            sink.add(node.span.clone(), format!("this text has the invisible character {name}")).help("take it out");
    }
    node.items().iter().for_each(|item| escaped(item, document, sink));
    node.entries().iter().for_each(|(_, value)| escaped(value, document, sink));
}

/// The text when it has an unsafe character, else nothing of it.
fn unsafe_part(text: &str) -> &str {
    if has_unsafe(text) { text } else { "" }
}

fn report(sink: &mut Sink<'_>, span: std::ops::Range<usize>, c: char) {
    let name = format!("U+{:04X}", u32::from(c));
    let message = match span.len() > c.len_utf8() {
        true => format!("here is a command to the terminal, which begins with the invisible character {name}"),
        false => format!("here is the invisible character {name}"),
    };
    let _ = sink.add(span.clone(), message).help("take it out").fix(span, "");
}
