//! `future-date`: a date that cannot be right.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::date::{AsOf, Day};

/// The rule.
pub static RULE: Rule = Rule {
    name: "future-date",
    level: Level::Error,
    summary: "a date that cannot be right",
    why: "readers rely on dates to judge how fresh a fact is",
    docs: r##"### What it does

It finds dates in the future where only the past makes sense (`reviewed`, `seen`, `dated`), and a `review_by` that is not after `reviewed`.

### Why

Readers rely on dates to judge how fresh a fact is.

### Example

```toml
reviewed = 2062-11-25   # two digits were swapped
```

### How to fix

Correct the date.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let Some(page) = &document.page else { return };
    let head = page.head();
    let late = |sink: &mut Sink<'_>, way: &[Step<'_>], day: Day| {
        if day > world.today {
            let _ =
                sink.add(document.span(way), format!("{} has not come yet", day.in_words())).help("correct the date");
        }
    };
    late(sink, &[Step::Key("reviewed")], head.reviewed);
    if head.review_by <= head.reviewed {
        let span = document.span(&[Step::Key("review_by")]);
        let how = if head.review_by < head.reviewed { "before" } else { "the same day as" };
        let message = format!("`review_by` is {how} `reviewed`");
        let _ = sink.add(span, message).help("set `review_by` to a later day");
    }
    for (at, source) in page.sources().iter().enumerate() {
        let way = |key| [Step::Key("source"), Step::Item(at), Step::Key(key)];
        late(sink, &way("seen"), source.seen);
        if let Some(first) = source.dated.and_then(AsOf::first_day) {
            late(sink, &way("dated"), first);
        }
    }
    for (at, step) in page.steps().iter().enumerate() {
        if let Some(first) = step.seen.and_then(AsOf::first_day) {
            late(sink, &[Step::Key("step"), Step::Item(at), Step::Key("seen")], first);
        }
    }
}
