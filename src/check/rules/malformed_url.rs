//! `malformed-url`: an address that is not one.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::urls;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "malformed-url",
    level: Level::Error,
    summary: "an address that is not one",
    why: "a reader who follows it finds nothing",
    docs: r##"### What it does

It finds addresses that lack a scheme or a host, that hold spaces, or that lead to this machine or a bare number.

### Why

A reader who follows it finds nothing.

### Example

```toml
url = "www.nspcc.org.uk"   # https:// is missing
```

### How to fix

Copy the address from the browser.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for (span, url) in urls::all(document) {
        let Some(wrong) = wrong(url) else { continue };
        let added = sink.add(span.clone(), format!("`{url}` is no address: {wrong}"));
        let fixed = format!("https://{url}");
        if !url.contains(':') && self::wrong(&fixed).is_none() {
            let quoted = document.text[span.clone()].starts_with('"');
            let text = if quoted { format!("\"{fixed}\"") } else { fixed };
            let _ = added.help("write it with https://").suggest(span, text);
        } else {
            let _ = added.help("copy it from the browser");
        }
    }
}

fn wrong(url: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else { return Some("https:// is missing") };
    if !matches!(scheme, "http" | "https") {
        return Some("it does not begin with https://");
    }
    if url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c)) {
        return Some("it has a space or a character that addresses do not have");
    }
    let host = urls::host(rest);
    let labels: Vec<&str> = host.split('.').collect();
    let fits = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    if labels.len() < 2 || !labels.iter().all(fits) {
        return Some("it has no host, like www.nspcc.org.uk");
    }
    labels
        .last()
        .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some("it has a number for a host")
}
