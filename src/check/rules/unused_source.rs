//! `unused-source`: a source that nothing on the page cites.

use std::collections::HashSet;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::inline::{ADVICE, Inline};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-source",
    level: Level::Warning,
    summary: "a source that nothing on the page cites",
    why: "readers see it in the list and cannot tell what it is for",
    docs: r##"### What it does

It finds sources that no text, no taps, no service and no table of the page names.

### Why

Readers see it in the list and cannot tell what it is for.

### Example

```toml
[[source]]
id = "old-guide"   # no text has [^old-guide]
```

### How to fix

Cite it where it belongs, or take it out.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    // What cites it may stand where the file could not be read.
    if !document.syntax.is_empty() {
        return;
    }
    let mut used: HashSet<&str> = HashSet::new();
    for text in &document.texts {
        for inline in text.marked.paras.iter().flat_map(|para| &para.inlines) {
            if let Inline::Cite(id) = inline {
                used.insert(id.as_ref());
            }
        }
    }
    for (list, key) in [("step", "taps_from"), ("service", "sources"), ("table", "sources")] {
        let items = document.at(&[Step::Key(list)]).map(Node::items).unwrap_or_default();
        let names = items.iter().filter_map(|item| item.step(key.into())).flat_map(Node::items).filter_map(Node::text);
        used.extend(names);
    }
    // No source can have this id; another rule says so.
    used.insert(ADVICE);
    let count = document.at(&[Step::Key("source")]).map_or(0, |node| node.items().len());
    for at in 0..count {
        let way = [Step::Key("source"), Step::Item(at), Step::Key("id")];
        if let Some(id) = document.at(&way).and_then(Node::text).filter(|id| !used.contains(*id)) {
            let _ = sink
                .add(document.span(&way), format!("nothing cites the source `{id}`"))
                .help(format!("cite it with `[^{id}]` where it belongs, or take it out"));
        }
    }
}
