//! `step-id-gone`: a step of an earlier release that is gone.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::text::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "step-id-gone",
    level: Level::Error,
    summary: "a step of an earlier release that is gone",
    why: "everyone who ticked it would lose the tick",
    docs: r##"### What it does

It compares the page with `released.toml`, the list of the steps that releases had. A step's id may only go when another step names it in `formerly`.

### Why

Everyone who ticked it would lose the tick.

### Example

```toml
[[step]]
id = "friends"   # a release had "friend-list", and no step names it
```

### How to fix

Give the step its old id back, or add `formerly = ["friend-list"]` to the step that replaces it. When the step was taken out for good, name it in `formerly` of the step that is nearest in meaning.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let (Some(released), Some(page)) = (world.released.get(&document.stem), &document.page) else { return };
    let has = |id: &str| page.steps().iter().any(|step| step.id == id || step.formerly.iter().any(|old| old == id));
    for id in released.keys().filter(|id| !has(id)) {
        let near = nearest(id, page.steps().iter().map(|step| step.id.as_str()), 1);
        let where_to = near.first().map(|near| format!(", perhaps `{near}`")).unwrap_or_default();
        let span = document.span(&[Step::Key("id")]);
        let _ = sink
            .add(span, format!("a release had the step `{id}`, and it is gone"))
            .help(format!("add `formerly = [\"{id}\"]` to the step that replaces it{where_to}"));
    }
}
