//! `stale-fact`: taps that were last seen more than a year ago.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-fact",
    level: Level::Note,
    summary: "taps that were last seen more than a year ago",
    why: "companies move their menus often; the app tells readers that these taps are old",
    docs: r##"### What it does

It finds steps of things that change often (`volatile`) whose taps were last seen more than 12 months ago, or at a date that is not known.

### Why

Companies move their menus often; the app tells readers that these taps are old.

### Example

```toml
seen = "2024-08"   # and today is November 2026
```

### How to fix

Look the taps up again; set `seen` to the newest date that the source shows. `handhold due` lists these with their sources.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let Some(page) = &document.page else { return };
    for (at, step) in page.steps().iter().enumerate() {
        let Some(seen) = step.seen.filter(|seen| step.volatile && seen.older_than_a_year(world.today)) else {
            continue;
        };
        let message = match seen.last_day() {
            None => "nobody knows when these taps were last right".to_owned(),
            Some(_) => format!("these taps were last seen in {}", seen.in_words()),
        };
        let span = document.span(&[Step::Key("step"), Step::Item(at), Step::Key("seen")]);
        let _ = sink.add(span, message).help("look them up again, and set `seen`");
    }
}
