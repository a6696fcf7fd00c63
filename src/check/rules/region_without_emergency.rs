//! `region-without-emergency`: a region without a number for emergencies.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "region-without-emergency",
    level: Level::Error,
    summary: "a region without a number for emergencies",
    why: "the first thing a frightened parent needs is missing",
    docs: r##"### What it does

Every region but `international` has `emergency`, `danger`, at least one need, and says not to confront, not to delete and not to pay.

### Why

The first thing a frightened parent needs is missing.

### Example

```toml
id = "uk"   # and no `emergency`
```

### How to fix

Add the number, from an official source.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let Some(region) = document.page.as_ref().and_then(|page| page.region()) else { return };
    let span = document.span(&[Step::Key("id")]);
    if region.emergency.is_none() && region.id != "international" {
        let _ = sink.add(span.clone(), "there is no number for emergencies").help("add `emergency = \"...\"`");
    }
    if region.needs.is_empty() {
        let _ = sink.add(span, "nobody is named to contact").help("add [[need]] tables, the most urgent first");
    }
    let said = region.do_not.join(" ").to_lowercase();
    for (word, thought) in [("confront", "do not confront"), ("delete", "do not delete"), ("pay", "do not pay")] {
        if !said.contains(word) {
            let span = document.span(&[Step::Key("do_not")]);
            let _ = sink
                .add(span, format!("`do_not` does not say \"{thought}\""))
                .help("these three come first in every country");
        }
    }
}
