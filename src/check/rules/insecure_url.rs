//! `insecure-url`: an address that does not begin with https.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::urls;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "insecure-url",
    level: Level::Error,
    summary: "an address that does not begin with https",
    why: "others on the network can read and change what the reader sees there",
    docs: r##"### What it does

It finds addresses that begin with `http://`.

### Why

Others on the network can read and change what the reader sees there.

### Example

```toml
url = "http://www.nspcc.org.uk"
```

### How to fix

Write `https://`. If the page is not to be had that way, cite it without an address and say so in `note`.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for (span, url) in urls::all(document) {
        if url.starts_with("http://") {
            let start = span.start + document.text[span.clone()].find("http://").unwrap_or(0);
            let _ = sink
                .add(span, format!("`{url}` is not secure"))
                .help("write https://")
                .fix(start..start + "http://".len(), "https://");
        }
    }
}
