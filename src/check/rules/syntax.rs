//! `syntax`: a place where the file is not TOML.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "syntax",
    level: Level::Error,
    summary: "a place where the file is not TOML",
    why: "nothing of this file can be shown until it is mended",
    docs: r##"### What it does

It finds every place where the file is not valid TOML, all in one run.

### Why

Nothing of this file can be shown until it is mended.

### Example

```toml
name = "Snapchat    # the closing quote is missing
aliases = ["snap"   # and so is the bracket
```

### How to fix

Close quotes and brackets; put quotes round texts; write each key once. The mark shows where the reader stumbled: the mistake is there or just before.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for error in &document.syntax {
        sink.add(error.span.clone(), error.message.to_lowercase()).help(hint(&error.message));
    }
}

/// What an editor can try, for the messages that say too little by themselves.
fn hint(message: &str) -> &'static str {
    let message = message.to_lowercase();
    if message.contains("duplicate") {
        "write the key once; a list of things is written as [[step]], [[source]] and so on"
    } else if message.contains("string") || message.contains("quote") {
        "texts stand between quotes; a quote inside is written \\\", or the text between three quotes"
    } else if message.contains("array") || message.contains("bracket") {
        "close the square bracket, and put commas between the items"
    } else {
        "look at the marked place and the line before it"
    }
}
