//! `long-step`: a step that is too long to follow.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "long-step",
    level: Level::Warning,
    summary: "a step that is too long to follow",
    why: "a parent reads it with a phone in the other hand",
    docs: r##"### What it does

A step's title has at most 60 characters, its `why` at most 40 words, and each line at most 20 words.

### Why

A parent reads it with a phone in the other hand.

### Example

```toml
how = ["Open the Map, tap the gear at the top of the screen, scroll down until you see the list of friends, and then turn on Ghost Mode for all of them."]
```

### How to fix

One action a line. Cut what is not needed.
"##,
    check,
};

/// The most characters of a title.
const TITLE: usize = 60;
/// The most words of a why.
const WHY: usize = 40;
/// The most words of a line.
const LINE: usize = 20;

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        let [Step::Key("step"), _, Step::Key(key), ..] = text.way[..] else { continue };
        let (is, most, what) = match key {
            "title" => (text.text.chars().count(), TITLE, "characters"),
            "why" => (words(&text.prose), WHY, "words"),
            _ => (words(&text.prose), LINE, "words"),
        };
        if is > most {
            let _ = sink
                .add(document.span(&text.way), format!("this has {is} {what}; {most} are the limit"))
                .help(if key == "why" || key == "title" { "cut it" } else { "one action a line" });
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
