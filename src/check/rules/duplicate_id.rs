//! `duplicate-id`: an id that is used twice on a page.

use std::collections::HashMap;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::world::PLACES;
use crate::check::world::World;
use crate::content::inline::ADVICE;
use crate::content::page::Kind;
use crate::content::read::line_and_column;

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-id",
    level: Level::Error,
    summary: "an id that is used twice on a page, or by two pages",
    why: "links and ticks would lead to the wrong one of the two",
    docs: r##"### What it does

It finds sections, steps, myths, laws, needs, services, tables and words of a page that share an id, and sources that share one. It also finds a page whose id a page of another kind has, and a source with the id `advice`, which stands for our own advice.

### Why

Links and ticks would lead to the wrong one of the two.

### Example

```toml
[[section]]
id = "report"

[[step]]
id = "report"   # the section has this id already
```

### How to fix

Give one of them another id. Do not change the id of a step that people may have ticked.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let other = world.pages.get(&document.stem).filter(|_| document.kind != Kind::Glossary);
    if let Some(other) = other.filter(|other| other.kind != document.kind) {
        let _ = sink
            .add(document.span(&[Step::Key("id")]), format!("another page has the id `{}`", document.stem))
            .why("only one of the two can be shown")
            .help(format!("give this page another id and file name; the other one is in `{}`", folder_of(other.kind)));
    }
    let places = PLACES.iter().flat_map(|list| ids(document, list));
    find(places, document, sink);
    find(ids(document, "source"), document, sink);
    for (_, way) in ids(document, "source").into_iter().filter(|(id, _)| *id == ADVICE) {
        let _ = sink
            .add(document.span(&way), "a source cannot have the id `advice`")
            .why("`[^advice]` says that something is our own advice")
            .help("give this source another id, and cite it by that");
    }
}

fn folder_of(kind: Kind) -> &'static str {
    kind.folder().unwrap_or(kind.name())
}

type Way = [Step<'static>; 3];

fn ids<'d>(document: &'d Document, list: &'static str) -> Vec<(&'d str, Way)> {
    let items = document.at(&[Step::Key(list)]).map(Node::items).unwrap_or_default();
    let way = |at| [Step::Key(list), Step::Item(at), Step::Key("id")];
    (0..items.len()).filter_map(|at| Some((document.at(&way(at))?.text()?, way(at)))).collect()
}

fn find<'d>(ids: impl IntoIterator<Item = (&'d str, Way)>, document: &Document, sink: &mut Sink<'_>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (id, way) in ids {
        let span = document.span(&way);
        match seen.get(id) {
            Some(first) => {
                let (line, _) = line_and_column(&document.text, &(*first..*first));
                let _ = sink
                    .add(span, format!("the id `{id}` is used twice on this page"))
                    .label(format!("first used in line {line}"))
                    .help("give one of them another id");
            }
            None => {
                seen.insert(id, span.start);
            }
        }
    }
}
