//! `missing-source`: a claim without a source.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::texts::Purpose;
use crate::check::world::World;
use crate::content::inline::{Inline, plain};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-source",
    level: Level::Error,
    summary: "a claim without a source",
    why: "nobody can check it, and a wrong sentence here can hurt a child",
    docs: r##"### What it does

Every paragraph and every list item of a section, and every `why`, `truth`, `meaning` and text of a law has a source: `[^id]`, or `[^advice]` for our own advice. A source belongs after what it says, so mostly at the end; where in the paragraph it stands is not checked. A paragraph of nothing but sources is found too.

### Why

Nobody can check it, and a wrong sentence here can hurt a child.

### Example

```toml
text = "Snapchat deletes the account of a child under 13."   # says who?
```

### How to fix

Add `[^id]` with the id of a [[source]] of the page. If no source says it, take the sentence out. Facts are never `[^advice]`.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in document.texts.iter().filter(|text| text.purpose == Purpose::Claim) {
        for para in &text.marked.paras {
            let (message, help) = if !para.inlines.iter().any(|inline| matches!(inline, Inline::Cite(_))) {
                let help = "end it with `[^id]`, or with `[^advice]` when it is our own advice and no fact";
                ("this says something without a source", help)
            } else if !plain(&para.inlines).contains(char::is_alphanumeric) {
                ("here is a source, and nothing that it says", "write what it says, or put it where it belongs")
            } else {
                continue;
            };
            let end = para.range.start + text.text[para.range.clone()].trim_end().len();
            let _ = sink.add(document.span_in(&text.way, para.range.start..end), message).help(help);
        }
    }
}
