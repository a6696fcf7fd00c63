//! `unsupported-markup`: markup that is not one of the four marks.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-markup",
    level: Level::Error,
    summary: "markup that is not one of the four marks",
    why: "readers see the marks instead of what they were meant to do",
    docs: r##"### What it does

It finds bold, headings, pictures, HTML, tables, quotation marks at the start of a line and lists inside lists. The marks that texts have are `*stress*`, `` `Menu > Path` ``, `[label](target)` and `[^source]`; lists begin with `- ` or `1. `.

### Why

Readers see the marks instead of what they were meant to do.

### Example

```toml
text = "**Never** share this.[^a]"
```

### How to fix

Write plain words. For stress, one star on each side; sparingly.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        for wrong in &text.marked.unsupported {
            let span = document.span_in(&text.way, wrong.range.clone());
            let _ = sink.add(span, format!("{} is not one of the four marks", wrong.what)).help("write plain words");
        }
    }
}
