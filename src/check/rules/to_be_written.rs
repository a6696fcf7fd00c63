//! `to-be-written`: a part that is still to be written.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::texts;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "to-be-written",
    level: Level::Error,
    summary: "a part that is still to be written",
    why: "readers would see the word TODO where they need help",
    docs: r##"### What it does

It finds the word `TODO` anywhere in a file but in comments, and ids that begin with `todo-`. `handhold new` marks with it what is still to be written.

### Why

Readers would see the word TODO where they need help.

### Example

```toml
summary = "TODO: three short sentences."
```

### How to fix

Write the part. When no source supports it, say that we could not confirm it, or take the part out.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    // Comments are not values: only quoted texts are looked at.
    texts::for_each(&document.root, &mut |node, text| {
        let at = text.find("TODO").or_else(|| text.starts_with("todo-").then_some(0));
        if let Some(at) = at {
            let span = document.span_of(node, at..at + "TODO".len());
            let _ = sink.add(span, "this is still to be written").help("write it, or take it out");
        }
    });
}
