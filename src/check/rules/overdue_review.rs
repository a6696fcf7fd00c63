//! `overdue-review`: a page that is due for a check.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Step, Value};
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::date::Day;

/// The rule.
pub static RULE: Rule = Rule {
    name: "overdue-review",
    level: Level::Warning,
    summary: "a page that is due for a check",
    why: "its menus may have moved and its law may have changed",
    docs: r##"### What it does

It finds pages whose `review_by` has come.

### Why

Its menus may have moved and its law may have changed.

### Example

```toml
review_by = 2026-02-25   # and today is later
```

### How to fix

Read the whole page against its sources, mend it, and set `reviewed` to today and `review_by` to the next check. `handhold due` is the work list.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let way = [Step::Key("review_by")];
    let Some(Value::Date(text)) = document.at(&way).map(|node| &node.value) else { return };
    if let Ok(day) = text.parse::<Day>()
        && day <= world.today
    {
        let _ = sink
            .add(document.span(&way), format!("this page is due for a check since {}", day.in_words()))
            .help("read it against its sources, then set `reviewed` and `review_by`");
    }
}
