//! `missing-key`: a key that must be there and is not.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-key",
    level: Level::Error,
    summary: "a key that must be there and is not",
    why: "the page cannot be shown without it",
    docs: r##"### What it does

It finds tables that lack a key which every one of their kind must have.

### Why

The page cannot be shown without it.

### Example

```toml
[[step]]
id = "ghost-mode"
title = "Turn on Ghost Mode"   # why, priority and minutes are missing
```

### How to fix

Add the key. The message says what it is for.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for misfit in &document.misfits {
        let Misfit::MissingKey(span, key, about, allowed) = misfit else { continue };
        let mut help = format!("add `{key} = ...`: {}", first_sentence(about));
        if !allowed.is_empty() {
            help.push_str(&format!(" Allowed: `\"{}\"`", allowed.join("\"`, `\"")));
        }
        let _ = sink
            .add(first_line(&document.text, span.clone()), format!("`{key}` is missing here"))
            .label("in this")
            .help(help);
    }
}

/// A whole table would be marked; its first line is enough.
fn first_line(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let end = text[span.start..span.end.max(span.start)].find('\n').map_or(span.end, |at| span.start + at);
    span.start..end
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}
