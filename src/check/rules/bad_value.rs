//! `bad-value`: a value that is not allowed.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;
use crate::content::text::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "bad-value",
    level: Level::Error,
    summary: "a value that is not allowed",
    why: "the page cannot be shown with it",
    docs: r##"### What it does

It finds values that their key does not allow, and names those that it does.

### Why

The page cannot be shown with it.

### Example

```toml
priority = "urgent"   # allowed are "do first", "this week" and "when you can"
```

### How to fix

Choose one of the allowed values.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for misfit in &document.misfits {
        let Misfit::BadValue(span, value, allowed) = misfit else { continue };
        let (help, near) = match &allowed[..] {
            // A range or a form in words, which nothing is near to.
            [words] if words.contains(' ') => (words.clone(), None),
            values => {
                let near = nearest(value, values.iter().map(String::as_str), 1).first().map(|near| (*near).to_owned());
                (format!("allowed: `{}`", values.join("`, `")), near)
            }
        };
        let added = sink.add(span.clone(), format!("`{value}` is not allowed here")).label("not allowed");
        let added = added.help(help);
        if let Some(near) = near {
            let _ = added.suggest(span.clone(), format!("\"{near}\""));
        }
    }
}
