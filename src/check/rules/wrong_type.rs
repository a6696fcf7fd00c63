//! `wrong-type`: a value of the wrong type.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::slips::day_written_otherwise;
use crate::check::world::World;
use crate::content::date::Day;

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
        let raw = &document.text[span.clone()];
        let fix = mended(raw, wanted);
        let message = match *is == "a date" && is_day(wanted) {
            true => "here belongs a date without a time".to_owned(),
            false => format!("this is {is}, but here belongs {wanted}"),
        };
        let added = sink.add(span.clone(), message).label(if is_day(wanted) && *is == "a date" { "" } else { *is });
        if let Some(fix) = fix {
            let _ = added.fix(span.clone(), fix);
        }
    }
}

fn is_day(wanted: &str) -> bool {
    wanted.contains("without quotes")
}

/// Quotes or a time taken away, or quotes or brackets added, where that is all that is wrong.
fn mended(raw: &str, wanted: &str) -> Option<String> {
    let day = |text: &str| {
        text.parse::<Day>().ok().or_else(|| day_written_otherwise(text).filter(|(_, sure)| *sure).map(|(day, _)| day))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(inside) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else {
        // The texts that look like numbers and dates are months and years.
        return match wanted {
            _ if is_day(wanted) => raw.get(..10).and_then(day).map(|day| day.to_string()),
            "a text in quotes" if raw.parse::<Day>().is_ok() => Some(format!("\"{}\"", &raw[..7])),
            "a text in quotes" if digits(raw) => Some(format!("\"{raw}\"")),
            _ => None,
        };
    };
    match wanted {
        _ if is_day(wanted) => day(inside).map(|day| day.to_string()),
        "a whole number" if digits(inside) && (inside == "0" || !inside.starts_with('0')) => Some(inside.to_owned()),
        "a list in square brackets" => Some(format!("[{raw}]")),
        _ => None,
    }
}
