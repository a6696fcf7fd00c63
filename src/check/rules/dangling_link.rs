//! `dangling-link`: a link or an id that leads nowhere.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::references::{Form, KEYS, ids, names};
use crate::check::rule::Rule;
use crate::check::schema::Misfit;
use crate::check::urls;
use crate::check::world::{Names, World, own_places};
use crate::content::inline::{ADVICE, Inline, Target};
use crate::content::text::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dangling-link",
    level: Level::Error,
    summary: "a link or an id that leads nowhere",
    why: "a reader who follows it finds nothing",
    docs: r##"### What it does

It looks whether every page, section, step, word, service and source that is named is there: in texts, `related`, `device_steps`, `same_as`, `taps_from`, `sources`, `services` and `page`.

### Why

A reader who follows it finds nothing.

### Example

```toml
text = "See [Family Link](google-familylink).[^gooogle]"   # no such page, no such source
```

### How to fix

Correct the name; the nearest that are there are named. (Of more than 256 pages or words, those that have the most pairs of letters in common with it are compared.) When the page is still to be written, leave the link out until it is.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    let own = (document.stem.as_str(), own_places(document));
    let sources: Vec<&str> = ids(document, "source");
    // What is named may stand where the file could not be read.
    let whole = document.syntax.is_empty() && !has_unknown_tables(document);
    for text in &document.texts {
        let leads = |mark: &Inline<'_>| matches!(mark, Inline::Cite(_) | Inline::Link { .. });
        for (range, mark) in text.marks(leads) {
            match mark {
                Inline::Cite(id) if whole && id != ADVICE && !sources.contains(&id.as_ref()) => {
                    let span = document.span_in(&text.way, range);
                    missing(sink, span, "source", &id, || nearest(&id, sources.iter().copied(), 2));
                }
                Inline::Link { target, .. } if whole || !is_here(&target, &document.stem) => {
                    // Only the name of a target is marked, not its brackets.
                    let span = |name: &str| document.span_in(&text.way, urls::target_range(&range, name.len()));
                    link(&target, &own, world, sink, &span);
                }
                _ => {}
            }
        }
    }
    for (list, key, form) in KEYS.into_iter().filter(|(.., form)| matches!(form, Form::Page | Form::Step)) {
        // What is written wrongly is another rule's.
        for (way, name) in names(document, list, key).into_iter().filter(|(_, name)| form.fits(name)) {
            let (place, target) = (document.span(&way), Target::parse(name));
            if whole || !is_here(&target, &document.stem) {
                link(&target, &own, world, sink, &|_| place.clone());
            }
        }
    }
    if !whole {
        return;
    }
    for (list, key) in [("step", "taps_from"), ("service", "sources"), ("table", "sources")] {
        for (way, name) in names(document, list, key) {
            if !sources.contains(&name) {
                missing(sink, document.span(&way), "source", name, || nearest(name, sources.iter().copied(), 2));
            }
        }
    }
    let services = ids(document, "service");
    for (way, name) in names(document, "need", "services") {
        if !services.contains(&name) {
            missing(sink, document.span(&way), "service", name, || nearest(name, services.iter().copied(), 2));
        }
    }
}

/// True when the heading of a part is misspelt: what stands under it is there, under another name.
fn has_unknown_tables(document: &Document) -> bool {
    let tables = document.root.entries().iter().filter(|(_, node)| !node.items().is_empty());
    let tables: HashSet<&str> = tables.map(|(key, _)| key.name.as_str()).collect();
    let unknown = |misfit: &Misfit| matches!(misfit, Misfit::UnknownKey(_, name, ..) if tables.contains(name.as_str()));
    document.misfits.iter().any(unknown)
}

/// True when a link leads to a place on its own page.
fn is_here(target: &Target, stem: &str) -> bool {
    matches!(target, Target::Page { page, .. } if page.is_empty() || page == stem)
}

fn link(
    target: &Target,
    (stem, own): &(&str, Names),
    world: &World,
    sink: &mut Sink<'_>,
    span: &dyn Fn(&str) -> Range<usize>,
) {
    match target {
        Target::Word(word) if !world.words.contains(word) => {
            missing(sink, span(&format!("word:{word}")), "word", word, || world.words_near(word));
        }
        Target::Page { page, place } => {
            let written = match place {
                Some(place) => format!("{page}#{place}"),
                None => page.clone(),
            };
            let here = page.is_empty() || page == stem;
            let places = if here { Some(own) } else { world.pages.get(page).map(|page| &page.places) };
            match (places, place) {
                (None, _) => missing(sink, span(&written), "page", page, || world.pages_near(page)),
                (Some(places), Some(place)) if !places.contains(place) && !PARTS.contains(&place.as_str()) => {
                    missing(sink, span(&written), "place on that page", place, || nearest(place, places.iter(), 2));
                }
                _ => {}
            }
        }
        Target::Word(_) | Target::Help | Target::Url(_) | Target::Contact(_) => {}
    }
}

/// Parts of pages that are there without an id in the file.
const PARTS: [&str; 7] = ["checklist", "talk", "myths", "law", "sources", "services", "device-steps"];

fn missing<'n>(sink: &mut Sink<'_>, span: Range<usize>, what: &str, name: &str, near: impl FnOnce() -> Vec<&'n str>) {
    // Comparing names takes long; nobody reads thousands of findings.
    let near = if sink.is_full() { Vec::new() } else { near() };
    let help = match near.is_empty() {
        true => "correct the name, or leave it out".to_owned(),
        false => format!("did you mean `{}`?", near.join("` or `")),
    };
    let _ = sink.add(span, format!("there is no {what} called `{name}`")).help(help);
}
