//! The places of a page that a hit can lead to, and the texts that stand there.

use std::borrow::Cow;

use crate::content::file::{Cell, Table};
use crate::content::inline;
use crate::content::page::{Body, Page};
use crate::words;

/// A place of a page. The numbers are positions in the page's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The page as a whole: its name, its other names, its summary.
    Head,
    /// A section.
    Section(u16),
    /// A step of the checklist.
    Step(u16),
    /// What to say, by age.
    Talk(u16),
    /// A myth.
    Myth(u16),
    /// A law.
    Law(u16),
    /// What to do in immediate danger.
    Danger,
    /// What not to do first.
    DoNot,
    /// What to say when somebody answers.
    Say,
    /// Something that has happened.
    Need(u16),
    /// A service.
    Service(u16),
    /// A table of figures.
    Table(u16),
    /// A word of the glossary.
    Word(u16),
}

/// All places of a page; the first is always [`Spot::Head`].
pub fn spots(page: &Page) -> Vec<Spot> {
    fn all<T>(out: &mut Vec<Spot>, list: &[T], spot: fn(u16) -> Spot) {
        let end = u16::try_from(list.len()).unwrap_or(u16::MAX);
        out.extend((0..end).map(spot));
    }
    let mut out = vec![Spot::Head];
    all(&mut out, page.sections(), Spot::Section);
    match &page.body {
        Body::Guide(guide) => {
            all(&mut out, &guide.steps, Spot::Step);
            all(&mut out, &guide.talks, Spot::Talk);
            all(&mut out, &guide.myths, Spot::Myth);
            all(&mut out, &guide.laws, Spot::Law);
        }
        Body::Region(region) => {
            out.extend([Spot::Danger, Spot::DoNot, Spot::Say]);
            all(&mut out, &region.needs, Spot::Need);
            all(&mut out, &region.services, Spot::Service);
        }
        Body::Evidence(evidence) => all(&mut out, &evidence.tables, Spot::Table),
        Body::Glossary(glossary) => all(&mut out, &glossary.words, Spot::Word),
    }
    out
}

/// Looks into the body that a spot belongs to. A spot of another page finds nothing.
macro_rules! of {
    ($page:expr, $body:ident, $list:ident, $at:expr) => {
        match &$page.body {
            Body::$body(file) => file.$list.get(usize::from($at)),
            _ => None,
        }
    };
}

impl Spot {
    /// The name in links; `None` for the page as a whole.
    pub fn place(self, page: &Page) -> Option<String> {
        let id: &str = match self {
            Spot::Head => return None,
            Spot::Section(at) => &page.sections().get(usize::from(at))?.id,
            Spot::Step(at) => &page.steps().get(usize::from(at))?.id,
            Spot::Talk(at) => {
                return Some(format!("talk-{}", of!(page, Guide, talks, at)?.age.name().replace(' ', "-")));
            }
            Spot::Myth(at) => &of!(page, Guide, myths, at)?.id,
            Spot::Law(at) => &of!(page, Guide, laws, at)?.id,
            Spot::Danger => "danger",
            Spot::DoNot => "do-not",
            Spot::Say => "say",
            Spot::Need(at) => &of!(page, Region, needs, at)?.id,
            Spot::Service(at) => &of!(page, Region, services, at)?.id,
            Spot::Table(at) => &of!(page, Evidence, tables, at)?.id,
            Spot::Word(at) => &of!(page, Glossary, words, at)?.id,
        };
        Some(id.to_owned())
    }

    /// The heading, as the page shows it; the page's name for the page as a whole.
    pub fn heading(self, page: &Page) -> Cow<'_, str> {
        let title = match self {
            Spot::Head => Some(page.head().name),
            Spot::Section(at) => page.sections().get(usize::from(at)).map(|section| section.title.as_str()),
            Spot::Step(at) => page.steps().get(usize::from(at)).map(|step| step.title.as_str()),
            Spot::Talk(at) => of!(page, Guide, talks, at).map(|talk| talk.age.title()),
            Spot::Myth(at) => return of!(page, Guide, myths, at).map_or("".into(), |myth| myth.claim.as_str().into()),
            Spot::Law(at) => {
                let law = of!(page, Guide, laws, at);
                return law.map_or("".into(), |law| format!("{} ({})", law.title, law.place).into());
            }
            Spot::Danger => Some(words::help::DANGER),
            Spot::DoNot => Some(words::help::DO_NOT),
            Spot::Say => Some(words::help::SAY),
            Spot::Need(at) => of!(page, Region, needs, at).map(|need| need.title.as_str()),
            Spot::Service(at) => of!(page, Region, services, at).map(|service| service.name.as_str()),
            Spot::Table(at) => of!(page, Evidence, tables, at).map(|table| table.title.as_str()),
            Spot::Word(at) => of!(page, Glossary, words, at).map(|word| word.word.as_str()),
        };
        title.unwrap_or_default().into()
    }

    /// Other names of the page or of the word.
    pub fn aliases(self, page: &Page) -> &[String] {
        match self {
            Spot::Head => page.head().aliases,
            Spot::Word(at) => of!(page, Glossary, words, at).map_or(&[], |word| &word.aliases),
            _ => &[],
        }
    }

    /// Calls `take` with each text that stands at the place below its heading, with its marks, in reading order.
    pub fn texts<'p>(self, page: &'p Page, take: &mut dyn FnMut(&'p str)) {
        match self {
            Spot::Head => take(page.head().summary),
            Spot::Section(at) => page.sections().get(usize::from(at)).into_iter().for_each(|s| take(&s.text)),
            Spot::Step(at) => {
                let Some(step) = page.steps().get(usize::from(at)) else { return };
                take(&step.why);
                let lines = [&step.how, &step.iphone, &step.android, &step.web].into_iter().flatten();
                lines.chain(&step.if_moved).for_each(|line| take(line));
            }
            Spot::Talk(at) => of!(page, Guide, talks, at).iter().flat_map(|talk| &talk.say).for_each(|say| take(say)),
            Spot::Myth(at) => of!(page, Guide, myths, at).into_iter().for_each(|myth| take(&myth.truth)),
            Spot::Law(at) => of!(page, Guide, laws, at).into_iter().for_each(|law| take(&law.text)),
            Spot::Danger | Spot::DoNot | Spot::Say => region_texts(self, page, take),
            Spot::Need(_) => {}
            Spot::Service(at) => {
                let Some(service) = of!(page, Region, services, at) else { return };
                take(&service.purpose);
                [&service.phone, &service.text, &service.who, &service.how, &service.hours, &service.cost]
                    .into_iter()
                    .chain([&service.confidential, &service.not_for, &service.place, &service.web, &service.email])
                    .flatten()
                    .for_each(|text| take(text));
            }
            Spot::Table(at) => of!(page, Evidence, tables, at).into_iter().for_each(|table| table_texts(table, take)),
            Spot::Word(at) => of!(page, Glossary, words, at).into_iter().for_each(|word| take(&word.meaning)),
        }
    }

    /// What a place with no text of its own has to show: whom to contact for a need.
    pub fn instead(self, page: &Page) -> Option<String> {
        let Spot::Need(at) = self else { return None };
        let region = page.region()?;
        let ids = &region.needs.get(usize::from(at))?.services;
        let service = |id: &String| region.services.iter().find(|service| service.id == *id);
        let names: Vec<&str> = ids.iter().filter_map(service).map(|service| service.name.as_str()).collect();
        Some(names.join(", "))
    }

    /// The paragraphs that stand at the place, without marks and sources.
    pub fn paras(self, page: &Page, take: &mut dyn FnMut(&str)) {
        self.texts(page, &mut |text| {
            for para in inline::parse(text).paras {
                take(&inline::plain(&para.inlines));
            }
        });
    }

    /// The same, each in one line.
    pub fn lines(self, page: &Page, take: &mut dyn FnMut(&str)) {
        self.paras(page, &mut |para| take(&para.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
}

fn region_texts<'p>(spot: Spot, page: &'p Page, take: &mut dyn FnMut(&'p str)) {
    let Some(region) = page.region() else { return };
    match spot {
        Spot::Danger => region.emergency.iter().chain([&region.danger]).for_each(|text| take(text)),
        Spot::DoNot => region.do_not.iter().for_each(|text| take(text)),
        _ => region.say.iter().for_each(|text| take(text)),
    }
}

fn table_texts<'p>(table: &'p Table, take: &mut dyn FnMut(&'p str)) {
    take(&table.base);
    let labels = table.rows.iter().filter_map(|row| match row.first() {
        Some(Cell::Text(label)) => Some(label),
        _ => None,
    });
    table.columns.iter().chain(labels).for_each(|text| take(text));
    [&table.years, &table.place, &table.cannot_show].into_iter().chain(&table.note).for_each(|text| take(text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::library::{GLOSSARY, Library, Listed};

    #[test]
    fn every_place_of_a_page_has_a_spot_and_every_spot_a_heading() {
        let library = Library::open(None);
        for id in library.pages().iter().map(Listed::id).chain([GLOSSARY]) {
            let page = library.page(id).unwrap().unwrap();
            let spots = spots(&page);
            assert_eq!(spots[0], Spot::Head);
            let places: Vec<String> = spots.iter().filter_map(|spot| spot.place(&page)).collect();
            for place in page.places() {
                assert!(places.iter().any(|one| one == place), "{id}#{place}");
            }
            for spot in spots {
                assert!(!spot.heading(&page).is_empty(), "{id}: {spot:?}");
            }
        }
    }

    #[test]
    fn lines_have_no_marks_and_no_sources() {
        let library = Library::open(None);
        let page = library.page("snapchat").unwrap().unwrap();
        let mut lines = 0;
        for spot in spots(&page) {
            spot.lines(&page, &mut |line| {
                lines += 1;
                assert!(!line.contains("[^") && !line.contains("](") && !line.contains('\n'), "{line}");
            });
        }
        assert!(lines > 100);
    }
}
