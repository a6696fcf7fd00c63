//! `too-long`: a text that is too long for its place.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-long",
    level: Level::Warning,
    summary: "a text that is too long for its place",
    why: "a tired parent does not read it",
    docs: r##"### What it does

A summary has at most 230 characters, a section 300 words, what to do in danger 60 words, and the title of a need 70 characters.

### Why

A tired parent does not read it.

### Example

```toml
summary = """Snapchat is ... (five sentences)"""
```

### How to fix

Cut what a tired parent does not need. Split a long section in two.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        let characters = || text.text.trim().chars().count();
        let words = || text.prose.split_whitespace().count();
        let (is, most, what) = match text.way[..] {
            [Step::Key("summary")] => (characters(), 230, "characters"),
            [Step::Key("danger")] => (words(), 60, "words"),
            [Step::Key("section"), _, Step::Key("text")] => (words(), 300, "words"),
            [Step::Key("need"), _, Step::Key("title")] => (characters(), 70, "characters"),
            _ => continue,
        };
        if is > most {
            let span = document.span(&text.way);
            let _ = sink.add(span, format!("this has {is} {what}; {most} are the limit")).help("cut it, or split it");
        }
    }
}
