//! `empty-section`: a section, list or text with nothing in it.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::references::names;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-section",
    level: Level::Error,
    summary: "a section, list or text with nothing in it",
    why: "readers see a heading with nothing under it",
    docs: r##"### What it does

It finds sections without text, steps without lines, talks, tables and needs without entries, and texts of white space; also where nothing stands in `made_by`, `place`, `aliases`, `years`, `columns`, or in a source.

### Why

Readers see a heading with nothing under it.

### Example

```toml
[[section]]
id = "signs"
title = "Signs to watch for"
text = ""
```

### How to fix

Write it, or say in a sentence that we could not confirm anything, or take it out.
"##,
    check,
};

/// Values that readers see or search for, besides the texts: the list (empty for the file itself) and the key.
const VALUES: [(&str, &str); 11] = [
    ("", "aliases"),
    ("", "made_by"),
    ("law", "place"),
    ("service", "place"),
    ("table", "place"),
    ("table", "years"),
    ("table", "columns"),
    ("source", "publisher"),
    ("source", "title"),
    ("source", "note"),
    ("word", "aliases"),
];

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in document.texts.iter().filter(|text| text.text.trim().is_empty()) {
        let _ = sink.add(document.span(&text.way), "there is nothing here").help("write it, or take it out");
    }
    for (list, key) in VALUES {
        for (way, _) in names(document, list, key).into_iter().filter(|(_, value)| value.trim().is_empty()) {
            let _ = sink
                .add(document.span(&way), format!("`{key}` has an empty text here"))
                .help("write it, or take it out");
        }
    }
    for (list, key) in
        [("talk", "say"), ("need", "services"), ("table", "rows"), ("service", "sources"), ("table", "sources")]
    {
        for (at, item) in document.at(&[Step::Key(list)]).map(Node::items).unwrap_or_default().iter().enumerate() {
            if item.step(key.into()).is_some_and(|node| node.items().is_empty()) {
                let span = document.span(&[Step::Key(list), Step::Item(at), Step::Key(key)]);
                let _ =
                    sink.add(span, format!("`{key}` has nothing in it")).help("write it, or take the whole table out");
            }
        }
    }
    for (at, item) in document.at(&[Step::Key("step")]).map(Node::items).unwrap_or_default().iter().enumerate() {
        let lines = ["how", "iphone", "android", "web"];
        if !lines.iter().any(|key| item.step((*key).into()).is_some_and(|node| !node.items().is_empty())) {
            let span = document.span(&[Step::Key("step"), Step::Item(at), Step::Key("title")]);
            let _ = sink.add(span, "this step does not say how").help("add `how = [...]`, one action a line");
        }
    }
}
