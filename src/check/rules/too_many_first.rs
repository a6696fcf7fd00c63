//! `too-many-first`: more than four steps that are all to be done first.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::file::Priority;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-many-first",
    level: Level::Warning,
    summary: "more than four steps that are all to be done first",
    why: "when everything is urgent, nothing is",
    docs: r##"### What it does

It counts the steps with `priority = "do first"`. At most 4 are allowed.

### Why

When everything is urgent, nothing is.

### Example

```toml
priority = "do first"   # for the fifth time on this page
```

### How to fix

Make the less urgent ones "this week".
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    // Not from the page: one wrong value elsewhere would hide this.
    let steps = document.at(&[Step::Key("step")]).map(Node::items).unwrap_or_default();
    let priorities = steps.iter().filter_map(|step| step.step("priority".into()));
    let first = priorities.filter(|priority| priority.text() == Some(Priority::DoFirst.name()));
    for priority in first.skip(4) {
        let _ = sink
            .add(priority.span.clone(), "this is the fifth step or more that is to be done first")
            .help("make the less urgent ones \"this week\"");
    }
}
