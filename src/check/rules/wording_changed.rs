//! `wording-changed`: a step that says something else than in the last release.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wording-changed",
    level: Level::Note,
    summary: "a step that says something else than in the last release",
    why: "everyone who ticked it is asked to look again",
    docs: r##"### What it does

It compares what each step says with the last release. That is right when the step asks for something else; when only the wording changed, say so.

### Why

Everyone who ticked it is asked to look again.

### Example

```toml
title = "Turn on Ghost Mode"   # a release had "Switch on Ghost Mode"
```

### How to fix

When it asks for the same as before, add the mark of the old wording that the message shows: `wording_only = ["1a2b3c4d"]`. Otherwise leave it.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let (Some(released), Some(page)) = (world.released.get(&document.stem), &document.page) else { return };
    for (at, step) in page.steps().iter().enumerate() {
        let ids = std::iter::once(&step.id).chain(&step.formerly);
        let Some(old) = ids.filter_map(|id| released.get(id)).next() else { continue };
        if *old == step.mark() || step.wording_only.contains(old) {
            continue;
        }
        let way = [Step::Key("step"), Step::Item(at), Step::Key("title")];
        let span = document.span(&way);
        let line = format!("wording_only = [\"{old}\"]\n");
        let start = document.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let _ = sink
            .add(span, "everyone who ticked this step will be asked to look again")
            .help("if it asks for the same as before, add this line")
            .suggest(start..start, line);
    }
}
