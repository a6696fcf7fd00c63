//! `mirror-url`: an address that is not known as an original publisher's.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::urls;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mirror-url",
    level: Level::Warning,
    summary: "an address that is not known as an original publisher's",
    why: "a copy can be changed, outdated or a trap; readers must get to the one who said it",
    docs: r##"### What it does

It compares the host of every address with the list of original publishers, `publishers.toml`. Whatever is not in the list is asked about.

### Why

A copy can be changed, outdated or a trap; readers must get to the one who said it.

### Example

```toml
url = "https://nspcc-guides.pages.dev/snapchat"   # a copy
```

### How to fix

Give the address at the original publisher. If this is the original publisher, and new, add its host to `content/publishers.toml` after looking at it.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    if world.publishers.is_empty() {
        return;
    }
    for (span, url) in urls::all(document) {
        // What is still to be written is another rule's.
        let Some((_, rest)) = url.split_once("://").filter(|_| !url.contains("TODO")) else { continue };
        let host = urls::host(rest);
        if !urls::is_known(&host, &world.publishers) {
            let _ = sink
                .add(span, format!("is `{host}` the original publisher?"))
                .help("give the original's address, or add the host to `content/publishers.toml`");
        }
    }
}
