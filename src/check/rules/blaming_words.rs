//! `blaming-words`: words that put blame on a child or a parent.

use std::sync::LazyLock;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::texts::Phrases;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "blaming-words",
    level: Level::Warning,
    summary: "words that put blame on a child or a parent",
    why: "a parent who feels blamed stops reading, and a child who is blamed stops telling",
    docs: r##"### What it does

It finds words and phrases that blame, and names others.

### Why

A parent who feels blamed stops reading, and a child who is blamed stops telling.

### Example

```toml
text = "A careless child may share pictures.[^a]"
```

### How to fix

Say what happened, or what can be done, without judging who.
"##,
    check,
};

/// Words that blame, and what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("careless", "say what happened"),
    ("child porn", "child sexual abuse images"),
    ("child pornography", "child sexual abuse images"),
    ("commit suicide", "end their life"),
    ("committed suicide", "ended their life"),
    ("fell for", "was tricked by"),
    ("foolish", "say what happened"),
    ("gullible", "people who do this are practised at it"),
    ("irresponsible", "say what can be done"),
    ("lazy", "say what can be done"),
    ("naive", "people who do this are practised at it"),
    ("naughty", "say what happened"),
    ("promiscuous", "leave it out"),
    ("provocative", "leave it out"),
    ("should have known", "people who do this are practised at it"),
    ("should never have", "say what to do now"),
    ("stupid", "say what happened"),
    ("underage sex", "sexual abuse of a child, or what the law says"),
    ("your fault", "it is not your fault"),
];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.iter().map(|(word, _)| *word)));

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        // What people say, in a myth, may blame; the answer may not.
        if matches!(text.way[..], [Step::Key("myth"), _, Step::Key("claim")]) {
            continue;
        }
        for (range, number) in PHRASES.find(&text.prose) {
            let before = text.prose[..range.start].to_lowercase();
            if ["not ", "never ", "n't "].iter().any(|no| before.ends_with(no)) {
                continue;
            }
            let (word, instead) = WORDS[number];
            let span = document.span_in(&text.way, range);
            let _ = sink.add(span, format!("`{word}` blames")).help(format!("instead: {instead}"));
        }
    }
}
