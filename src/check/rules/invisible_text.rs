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

It finds control characters, characters that change the direction of text, and characters without a shape of their own (the Trojan Source characters, CVE-2021-42574), also when they are written as escapes.

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
    for (at, c) in unsafe_part(&document.text).char_indices().filter(|(_, c)| is_unsafe(*c) && *c != '\r') {
        let span = at..at + c.len_utf8();
        report(sink, span, c);
    }
    if document.text.contains('\\') {
        escaped(&document.root, document, sink);
    }
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
    let _ = sink.add(span.clone(), format!("here is the invisible character {name}")).help("take it out").fix(span, "");
}
