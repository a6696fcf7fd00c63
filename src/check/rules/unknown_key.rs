//! `unknown-key`: a key that is not known here.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-key",
    level: Level::Error,
    summary: "a key that is not known here",
    why: "what stands under a misspelt key is silently left out of the page",
    docs: r##"### What it does

It finds keys that a file of this kind does not have, and names the nearest that it has.

### Why

What stands under a misspelt key is silently left out of the page.

### Example

```toml
aliasses = ["snap"]   # meant is `aliases`
```

### How to fix

Spell the key as in docs/writing.md, or move it to the table it belongs to.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for misfit in &document.misfits {
        let Misfit::UnknownKey(span, key, near, homes) = misfit else { continue };
        let added = sink.add(span.clone(), format!("there is no key `{key}` here"));
        if !homes.is_empty() {
            let _ = added.label("not here").help(format!("it belongs {}: move it there", homes.join(" or ")));
            continue;
        }
        match near.first() {
            Some(first) => {
                let help = format!("write `{}`", near.join("` or `"));
                let _ = added.label("not known").help(help).suggest(span.clone(), first.clone());
            }
            None => {
                let _ = added.label("not known").help("take it out, or look it up in docs/writing.md");
            }
        }
    }
}
