//! `wrong-type`: a value of the wrong type.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    level: Level::Error,
    summary: "a value of the wrong type",
    why: "the page cannot be shown with it",
    docs: r##"### What it does

It finds values of another type than their key has: a text where a number belongs, a date in quotes, a single text where a list belongs.

### Why

The page cannot be shown with it.

### Example

```toml
minutes = "2"             # a number has no quotes
reviewed = "2026-11-25"   # a date has none either
aliases = "snap"          # a list has square brackets
```

### How to fix

Write it as the message says.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for misfit in &document.misfits {
        let Misfit::WrongType(span, is, wanted) = misfit else { continue };
        let fix = mended(&document.text[span.clone()], wanted);
        let added = sink.add(span.clone(), format!("this is {is}, but here belongs {wanted}")).label(*is);
        if let Some(fix) = fix {
            let _ = added.fix(span.clone(), fix);
        }
    }
}

/// Quotes taken away or brackets added, where that is all that is wrong.
fn mended(raw: &str, wanted: &str) -> Option<String> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    let number = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
    if wanted.contains("without quotes") && inside.parse::<crate::content::date::Day>().is_ok()
        || wanted == "a whole number" && number && (inside == "0" || !inside.starts_with('0'))
    {
        return Some(inside.to_owned());
    }
    (wanted == "a list in square brackets").then(|| format!("[{raw}]"))
}
