//! `missing-key`: a key that must be there and is not.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;
use crate::content::page::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-key",
    level: Level::Error,
    summary: "a key that must be there and is not",
    why: "the page cannot be shown without it",
    docs: r##"### What it does

It finds tables that lack a key which every one of their kind must have. It warns when an app has no `status` or a device no `set_on`, and says when a file is empty. A key that is misspelt is not called missing: `unknown-key` finds it.

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
    if document.root.entries().is_empty() && document.syntax.is_empty() && document.slips.is_empty() {
        let message = match document.text.trim().is_empty() {
            true => "the file is empty",
            false => "there are only remarks in this file",
        };
        let _ = sink.add(0..0, message).help("write the page, beginning with its `id`, or take the file away");
        return;
    }
    let wanted = match document.kind {
        Kind::Platform => Some(("status", "whether it can be used today: `\"open\"`, `\"closing\"` or `\"closed\"`")),
        Kind::Device => Some(("set_on", "what the page is about, so that a family's plan asks for it")),
        _ => None,
    };
    let meant = |key: &str| {
        let is = |misfit: &Misfit| matches!(misfit, Misfit::UnknownKey(_, _, near, _) if near.first().is_some_and(|near| near == key));
        document.misfits.iter().any(is)
    };
    if let Some((key, about)) = wanted
        && document.syntax.is_empty()
        && document.at(&[key.into()]).is_none()
        && !meant(key)
    {
        let span = document.root.entries().first().map_or(0..0, |(key, _)| key.span.clone());
        let added = sink.add(span, format!("`{key}` is missing here")).level(Level::Warning);
        let _ = added.why("every page of this kind has it").help(format!("add `{key} = ...`: {about}"));
    }
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
