//! `too-many-first`: more than four steps that are all to be done first.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
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
    let Some(page) = &document.page else { return };
    let first = page.steps().iter().enumerate().filter(|(_, step)| step.priority == Priority::DoFirst);
    for (at, _) in first.skip(4) {
        let way = [Step::Key("step"), Step::Item(at), Step::Key("priority")];
        let _ = sink
            .add(document.span(&way), "this is the fifth step or more that is to be done first")
            .help("make the less urgent ones \"this week\"");
    }
}
