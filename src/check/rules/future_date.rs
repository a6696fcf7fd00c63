//! `future-date`: a date that cannot be right.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Value};
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
    // Not from the page: one wrong value elsewhere would hide this.
    let late = |sink: &mut Sink<'_>, node: Option<&Node>| {
        if let Some((node, day)) = node.and_then(|node| Some((node, first_day(node)?)))
            && day > world.today
        {
            let _ =
                sink.add(node.span.clone(), format!("{} has not come yet", day.in_words())).help("correct the date");
        }
    };
    let (reviewed, review_by) = (document.at(&["reviewed".into()]), document.at(&["review_by".into()]));
    late(sink, reviewed);
    if let (Some(node), Some(from)) = (review_by, reviewed.and_then(first_day))
        && let Some(by) = first_day(node).filter(|by| *by <= from)
    {
        let how = if by < from { "before" } else { "the same day as" };
        let message = format!("`review_by` is {how} `reviewed`");
        let _ = sink.add(node.span.clone(), message).help("set `review_by` to a later day");
    }
    for (list, key) in [("source", "seen"), ("source", "dated"), ("step", "seen")] {
        for item in document.at(&[list.into()]).map(Node::items).unwrap_or_default() {
            late(sink, item.step(key.into()));
        }
    }
}

/// The first day that a date, a month or a year can mean.
fn first_day(node: &Node) -> Option<Day> {
    match &node.value {
        Value::Date(date) => date.parse().ok(),
        Value::Text(text) => text.parse::<AsOf>().ok()?.first_day(),
        _ => None,
    }
}
