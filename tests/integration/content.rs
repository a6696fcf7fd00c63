//! The shipped content: every page loads, both ways, and every link leads somewhere.

use handhold::content::inline::{Inline, Target, parse, parse_line};
use handhold::content::library::{GLOSSARY, Library};
use handhold::content::page::{Body, Kind, Page};
use handhold::content::{read, source, unpack};
use serde::Deserialize;

fn pages() -> Vec<(String, std::rc::Rc<Page>)> {
    let library = Library::open(None);
    assert_eq!(library.problems(), []);
    let ids = library.pages().iter().map(|page| page.id().to_owned()).chain([GLOSSARY.to_owned()]);
    ids.map(|id| (id.clone(), library.page(&id).unwrap().unwrap())).collect()
}

#[test]
fn every_file_is_in_the_catalogue_and_loads() {
    let files = source::built_in_paths();
    let toml = files.iter().map(std::path::Path::new).filter(|path| {
        path.extension().is_some_and(|ending| ending == "toml")
            && path.parent().is_some_and(|folder| folder.components().count() == 2)
    });
    let library = Library::open(None);
    assert_eq!(library.pages().len(), toml.count());
    for page in library.pages() {
        assert!(library.page(page.id()).unwrap().is_ok(), "{}", page.id());
        assert!(page.review_by().is_some(), "{}", page.id());
    }
    assert!(library.page(GLOSSARY).unwrap().is_ok());
}

/// The same with dates as texts, as packed documents have them.
fn without_dates(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Datetime(date) => toml::Value::String(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(without_dates).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, without_dates(value))).collect::<toml::Table>().into()
        }
        other => other,
    }
}

#[test]
fn packed_pages_say_what_their_toml_says() {
    let library = Library::open(None);
    for listed in library.pages() {
        let path = listed.entry.path();
        let stored = source::built_in(path).unwrap();
        let text = std::str::from_utf8(stored.bytes()).unwrap();
        assert!(!stored.packed().is_empty(), "{path} is not packed");
        let packed = toml::Value::deserialize(&mut unpack::Reader::new(text, stored.packed())).unwrap();
        assert_eq!(packed, without_dates(text.parse::<toml::Table>().unwrap().into()), "{path}");
        // And as files of a folder are read.
        let packed = library.page(listed.id()).unwrap().unwrap();
        let parsed = read::from_folder(listed.kind, std::path::Path::new("x"), text).unwrap();
        assert_eq!(format!("{:?}", packed.body), format!("{:?}", parsed.body), "{}", listed.id());
    }
}

/// Every text of a page that can hold marks, with where it is.
fn texts(page: &Page) -> Vec<(String, String)> {
    let mut out = vec![("summary".to_owned(), page.head().summary.to_owned())];
    out.extend(page.sections().iter().map(|section| (section.id.clone(), section.text.clone())));
    match &page.body {
        Body::Guide(guide) => {
            for step in &guide.steps {
                let lines = [&step.how, &step.iphone, &step.android, &step.web];
                out.push((step.id.clone(), step.why.clone()));
                out.extend(
                    lines.into_iter().flatten().chain(&step.if_moved).map(|line| (step.id.clone(), line.clone())),
                );
            }
            out.extend(guide.myths.iter().map(|myth| (myth.id.clone(), myth.truth.clone())));
            out.extend(guide.laws.iter().map(|law| (law.id.clone(), law.text.clone())));
            out.extend(guide.talks.iter().flat_map(|talk| talk.say.iter().map(|say| ("talk".to_owned(), say.clone()))));
        }
        Body::Region(region) => {
            out.push(("danger".to_owned(), region.danger.clone()));
            out.extend(region.do_not.iter().chain(&region.say).map(|text| ("help".to_owned(), text.clone())));
        }
        Body::Evidence(evidence) => {
            out.extend(evidence.tables.iter().map(|table| (table.id.clone(), table.cannot_show.clone())));
        }
        Body::Glossary(glossary) => {
            out.extend(glossary.words.iter().map(|word| (word.id.clone(), word.meaning.clone())));
        }
    }
    out
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let find = |id: &str| pages.iter().find(|(own, _)| own == id).map(|(_, page)| page);
    let mut wrong = Vec::new();
    let mut check = |at: &str, own: &str, target: &Target| {
        let fine = match target {
            Target::Help => true,
            Target::Url(url) => url.starts_with("https://"),
            // No link in a text is one.
            Target::Contact(_) => false,
            Target::Word(word) => find(GLOSSARY).is_some_and(|page| page.places().contains(&word.as_str())),
            Target::Page { page, place } => {
                let page = if page.is_empty() { own } else { page };
                find(page).is_some_and(|page| {
                    place.as_ref().is_none_or(|place| page.places().contains(&place.as_str()) || place == "services")
                })
            }
        };
        if !fine {
            wrong.push(format!("{own}: {at}: {target:?}"));
        }
    };
    for (id, page) in &pages {
        for (at, text) in texts(page) {
            for inline in parse_line(&text) {
                if let Inline::Link { target, .. } = inline {
                    check(&at, id, &target);
                }
            }
        }
        let device_steps = page.guide().map(|guide| guide.device_steps.clone()).unwrap_or_default();
        for link in page.head().related.iter().chain(&device_steps) {
            check("related", id, &Target::parse(link));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_that_is_cited_is_there_and_all_markup_is_known() {
    let mut wrong = Vec::new();
    for (id, page) in pages() {
        for (at, text) in texts(&page) {
            let marked = parse(&text);
            wrong.extend(marked.unsupported.iter().map(|u| format!("{id}: {at}: {}", u.what)));
            for inline in marked.paras.into_iter().flat_map(|para| para.inlines) {
                if let Inline::Cite(cite) = inline
                    && cite != handhold::content::inline::ADVICE
                    && page.source(&cite).is_none()
                {
                    wrong.push(format!("{id}: {at}: no source {cite}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_region_has_what_a_frightened_parent_needs() {
    let library = Library::open(None);
    for listed in library.of_kind(Kind::Region) {
        let page = library.page(listed.id()).unwrap().unwrap();
        let region = page.region().unwrap();
        assert!(region.emergency.is_some() || listed.id() == "international", "{}", listed.id());
        assert!(!region.needs.is_empty() && !region.do_not.is_empty() && !region.say.is_empty(), "{}", listed.id());
        for need in &region.needs {
            assert!(!need.services.is_empty(), "{}: {}", listed.id(), need.id);
        }
    }
}

#[test]
fn the_ghost_mode_myth_is_corrected_live_location_included() {
    let library = Library::open(None);
    let page = library.page("snapchat").unwrap().unwrap();
    let myths = &page.guide().unwrap().myths;
    let myth = myths.iter().find(|myth| myth.claim.to_lowercase().contains("ghost mode")).unwrap();
    assert_eq!(myth.verdict, handhold::content::file::Verdict::Wrong);
    for words in ["location", "messages", "live location"] {
        assert!(myth.truth.contains(words), "{words}: {}", myth.truth);
    }
}
