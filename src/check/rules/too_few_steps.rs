//! `too-few-steps`: a checklist with too few steps.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::file::Status;
use crate::content::page::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-few-steps",
    level: Level::Warning,
    summary: "a checklist with too few steps",
    why: "a parent who comes for help finds too little to do",
    docs: r##"### What it does

An open app has 8 steps or more, a device or a worry 5, a closed service 2.

### Why

A parent who comes for help finds too little to do.

### Example

```toml
# an app with 5 steps
```

### How to fix

Add steps. Talking, agreeing and practising are steps too.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let Some(page) = &document.page else { return };
    let closed = page.guide().and_then(|guide| guide.status) == Some(Status::Closed);
    let least = match document.kind {
        Kind::Platform if closed => 2,
        Kind::Platform => 8,
        Kind::Device | Kind::Topic => 5,
        _ => 0,
    };
    let steps = page.steps().len();
    if steps < least {
        let span = document.span(&[Step::Key("id")]);
        let _ = sink
            .add(span, format!("this page has {steps} steps; {least} or more are wanted"))
            .help("add steps; talking and agreeing are steps too");
    }
}
