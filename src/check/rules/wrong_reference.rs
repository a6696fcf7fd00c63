//! `wrong-reference`: the name of a page or step that cannot work where it stands.

use std::collections::HashSet;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::{Document, Step};
use crate::check::references::{self, Form, KEYS};
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-reference",
    level: Level::Error,
    summary: "the name of a page or step that cannot work where it stands",
    why: "the app leaves it out, and readers miss what it was to lead to",
    docs: r##"### What it does

It looks at what `related`, `device_steps`, `same_as`, `formerly`, `wording_only` and `page` name: whether it is written as that key needs it, whether it is another page, and whether it stands there once. A step in `formerly` must not be on the page any more.

### Why

The app leaves it out, and readers miss what it was to lead to.

### Example

```toml
related = ["grooming#signs", "help"]   # only pages: "grooming"
device_steps = ["ios-screen-time"]     # which step? "ios-screen-time#ask-to-buy"
```

### How to fix

Write it as the message says. Links to places on a page stand in texts: `[signs](grooming#signs)`.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let steps: HashSet<&str> = references::ids(document, "step").into_iter().collect();
    for (list, key, form) in KEYS {
        // The names under this key of one table. What a step was called once, only one step can have been called.
        let mut seen: HashSet<(Option<usize>, &str)> = HashSet::new();
        for (way, name) in references::names(document, list, key) {
            let table = match way.get(1) {
                Some(Step::Item(at)) if !list.is_empty() && form != Form::OldStep => Some(*at),
                _ => None,
            };
            let said = if !form.fits(name) {
                Some((format!("`{name}` cannot stand in `{key}`"), wanted(form)))
            } else if !seen.insert((table, name)) {
                Some((format!("`{name}` stands twice in `{key}`"), "take one out"))
            } else if leads_here(document, form, name) {
                Some((format!("`{name}` leads to this page itself"), "name another page, or take it out"))
            } else if form == Form::OldStep && steps.contains(name) {
                let help = "name only steps that are gone, or take it out";
                Some((format!("the step `{name}` is still on this page"), help))
            } else {
                None
            };
            if let Some((message, help)) = said {
                let _ = sink.add(document.span(&way), message).help(help);
            }
        }
    }
}

fn wanted(form: Form) -> &'static str {
    match form {
        Form::Page => "write the id of a page, like `grooming`",
        Form::Step => "write a page and a step of it, like `ios-screen-time#ask-to-buy`",
        Form::OldStep => "write the id that the step had, in small letters, digits and hyphens",
        Form::Mark => "copy the mark from what the rule `wording-changed` says, like `1a2b3c4d`",
    }
}

fn leads_here(document: &Document, form: Form, name: &str) -> bool {
    let page = name.split('#').next().unwrap_or(name);
    matches!(form, Form::Page | Form::Step) && page == document.stem
}
