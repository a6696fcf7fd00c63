//! `missing-section`: a section that every page of its kind has.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::world::World;
use crate::content::page::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Error,
    summary: "a section that every page of its kind has",
    why: "readers look for it in the same place on every page",
    docs: r##"### What it does

It looks whether the sections are there that every page of the kind has; docs/writing.md lists them.

### Why

Readers look for it in the same place on every page.

### Example

```toml
status = "open"   # and there is no section with the id "block"
```

### How to fix

Add the section. When no source supports it, say in it that we could not confirm anything.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    // Not from the page: one wrong value elsewhere would hide this.
    let meant = |misfit: &Misfit| matches!(misfit, Misfit::UnknownKey(_, _, near, _) if near.iter().any(|near| near == "section"));
    if !document.syntax.is_empty() || document.root.entries().is_empty() || document.misfits.iter().any(meant) {
        return;
    }
    let status = document.at(&[Step::Key("status")]).and_then(Node::text);
    let sections = document.at(&[Step::Key("section")]).map(Node::items).unwrap_or_default();
    let ids: Vec<&str> = sections.iter().filter_map(|section| section.step("id".into())?.text()).collect();
    let wanted: &[&str] = match (document.kind, status) {
        (Kind::Platform, Some("closed")) => &["what", "now", "instead"],
        (Kind::Platform, _) => {
            &["what", "contact", "protections", "gaps", "tool", "signs", "block", "report", "evidence", "leave"]
        }
        (Kind::Device, _) => &["what", "start", "gaps"],
        (Kind::Topic, _) => &["what", "signs", "now", "do-not", "report"],
        _ => &[],
    };
    for id in wanted.iter().filter(|id| !ids.contains(*id)) {
        let span = document.span(&[Step::Key("id")]);
        let help = format!("add a [[section]] with `id = \"{id}\"`; docs/writing.md says what belongs in it");
        let _ = sink.add(span, format!("the section `{id}` is missing")).help(help);
    }
}
