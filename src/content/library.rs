//! All pages by id. The catalogue is there at once; a built-in page is read when it is first asked for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use super::catalog::{self, Entry, Parts, StepParts};
use super::date::Day;
use super::file::{Ages, SetOn, Status};
use super::folder::Folder;
use super::page::{Kind, Origin, Page, Problem};
use super::{read, source, text};

/// A page that can be asked for.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its kind.
    pub kind: Kind,
    /// What is known of it without reading it.
    pub entry: Entry,
    /// Where it comes from.
    pub origin: Origin,
}

impl Listed {
    /// The page's id.
    pub fn id(&self) -> &str {
        self.entry.id()
    }

    /// The name that readers know.
    pub fn name(&self) -> &str {
        self.entry.name()
    }

    /// The day by which it has to be read again; `None` when the catalogue has no date.
    pub fn review_by(&self) -> Option<Day> {
        self.entry.review_by().parse().ok()
    }
}

/// All pages, and what was wrong with files that could not be used.
#[derive(Debug, Default)]
pub struct Library {
    pages: Vec<Listed>,
    problems: Vec<Problem>,
    hidden: Vec<String>,
    read: RefCell<HashMap<String, Rc<Page>>>,
}

/// The region that is shown when none was set, or the one that was set is not there.
pub const HOME_REGION: &str = "uk";

/// The id under which the word list is asked for.
pub const GLOSSARY: &str = "glossary";

impl Library {
    /// The built-in pages.
    pub fn built_in() -> Library {
        let mut library = Library { pages: Vec::with_capacity(128), ..Library::default() };
        for entry in catalog::read(include_str!(concat!(env!("OUT_DIR"), "/catalog.txt"))) {
            let kind = entry.path().split('/').nth(1).and_then(Kind::from_name);
            if let Some(kind) = kind {
                library.pages.push(Listed { kind, entry, origin: Origin::BuiltIn });
            }
        }
        library
    }

    /// The built-in pages with a folder, read now, laid over them.
    pub fn open(folder: Option<&Path>) -> Library {
        let mut library = Library::built_in();
        if let Some(folder) = folder {
            library.lay_over(Folder::read(folder));
        }
        library
    }

    /// The pages of a folder alone, without the built-in ones: for tests and for checking a folder.
    pub fn only(folder: &Path) -> Library {
        let mut library = Library::default();
        library.lay_over(Folder::read(folder));
        library
    }

    /// Lays the pages of a folder over those that are there: the same kind and id replaces, a new one adds.
    ///
    /// A file that could not be used is a [`Problem`]; the page that was there, if there is one, stays.
    pub fn lay_over(&mut self, folder: Folder) {
        self.problems.extend(folder.problems);
        let mut added = Vec::new();
        for (file, page) in folder.pages {
            let page = Rc::new(page);
            if file.kind == Kind::Glossary {
                self.read.get_mut().insert(file.id, page);
            } else {
                let listed = Listed { kind: file.kind, entry: entry_of(&page), origin: page.origin.clone() };
                added.push((listed, page));
            }
        }
        self.add(added);
    }

    /// Takes in pages, and sorts all by kind and name again.
    fn add(&mut self, added: Vec<(Listed, Rc<Page>)>) {
        let mut by_id: HashMap<String, usize> =
            self.pages.iter().enumerate().map(|(at, page)| (page.id().to_owned(), at)).collect();
        for (listed, page) in added {
            let id = listed.id().to_owned();
            match by_id.get(&id) {
                Some(at) if self.pages[*at].kind == listed.kind => self.pages[*at] = listed,
                Some(_) => {
                    self.problems.push(Problem {
                        path: Path::new(listed.entry.path()).to_owned(),
                        place: None,
                        message: format!("another page of another kind has the id `{id}` already"),
                    });
                    continue;
                }
                None => {
                    by_id.insert(id.clone(), self.pages.len());
                    self.pages.push(listed);
                }
            }
            self.read.get_mut().insert(id, page);
        }
        self.pages.sort_by_cached_key(|page| (page.kind, page.name().to_lowercase()));
    }

    /// Takes pages away, by their ids: they are nowhere to be found, whoever asks.
    pub fn hide(&mut self, ids: &[String]) {
        self.pages.retain(|page| !ids.iter().any(|id| id == page.id()));
        self.hidden.extend_from_slice(ids);
    }

    /// True when there is a page with this id.
    pub fn has(&self, id: &str) -> bool {
        self.listed(id).is_some() || (id == GLOSSARY && !self.hidden.iter().any(|hidden| hidden == id))
    }

    /// Keeps the pages of files that could be used before and cannot be used now, also where the whole folder is
    /// away.
    pub fn keep_good_pages_of(&mut self, before: &Library) {
        let broken: Vec<&Path> = self.problems.iter().map(|problem| problem.path.as_path()).collect();
        let lost = |origin: &Origin| match origin {
            Origin::Folder(path) => broken.iter().any(|broken| path.starts_with(broken)),
            Origin::BuiltIn => false,
        };
        let now = |id: &str| self.read.borrow().get(id).is_some_and(|page| page.origin != Origin::BuiltIn);
        let read = before.read.borrow();
        let gone = |listed: &&Listed| lost(&listed.origin) && !now(listed.id());
        let page = |listed: &Listed| Some((listed.clone(), Rc::clone(read.get(listed.id())?)));
        let kept: Vec<(Listed, Rc<Page>)> = before.pages.iter().filter(gone).filter_map(page).collect();
        if let Some(words) = read.get(GLOSSARY).filter(|page| lost(&page.origin) && !now(GLOSSARY)) {
            self.read.borrow_mut().insert(GLOSSARY.to_owned(), Rc::clone(words));
        }
        self.add(kept);
    }

    /// Every page, by kind and then by name.
    pub fn pages(&self) -> &[Listed] {
        &self.pages
    }

    /// The pages of a kind, by name.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Listed> + Clone {
        self.pages.iter().filter(move |page| page.kind == kind)
    }

    /// What is known of a page.
    pub fn listed(&self, id: &str) -> Option<&Listed> {
        self.pages.iter().find(|page| page.id() == id)
    }

    /// The id of the region that stands in for one that is not there.
    pub fn other_region(&self) -> Option<&str> {
        let mut regions = self.of_kind(Kind::Region).map(Listed::id);
        let first = regions.clone().next();
        regions.find(|id| *id == HOME_REGION).or(first)
    }

    /// The name of a page.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.listed(id).map(Listed::name)
    }

    /// A page, read now if it was not read before. `None` when there is none with this id.
    ///
    /// # Errors
    /// When a built-in file can not be read, which the checks of the shipped content rule out.
    pub fn page(&self, id: &str) -> Option<Result<Rc<Page>, Problem>> {
        if self.hidden.iter().any(|hidden| hidden == id) {
            return None;
        }
        if let Some(page) = self.read.borrow().get(id) {
            return Some(Ok(Rc::clone(page)));
        }
        let (kind, path) = match self.listed(id) {
            Some(listed) => (listed.kind, listed.entry.path()),
            None if id == GLOSSARY => (Kind::Glossary, "en/glossary.toml"),
            None => return None,
        };
        Some(read::built_in(kind, path, &source::built_in(path)?).map(|page| {
            let page = Rc::new(page);
            self.read.borrow_mut().insert(id.to_owned(), Rc::clone(&page));
            page
        }))
    }

    /// The pages that are called what somebody typed: those with this id first, as it is or in words ("iOS screen
    /// time"), then those with this name, then those with this other name. Capitals do not matter.
    pub fn called(&self, typed: &str) -> Vec<&Listed> {
        let words = typed.trim().to_lowercase();
        let id = id_of_words(typed);
        let rank = |page: &Listed| {
            if page.id() == id || page.id() == typed {
                Some(0)
            } else if page.name().to_lowercase() == words {
                Some(1)
            } else {
                page.entry.aliases().any(|alias| alias.to_lowercase() == words).then_some(2)
            }
        };
        let mut found: Vec<(u8, &Listed)> =
            self.pages.iter().filter_map(|page| rank(page).map(|rank| (rank, page))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, page)| page).collect()
    }

    /// The pages whose ids are nearest to what somebody typed, best first, at most four.
    pub fn nearest(&self, typed: &str) -> Vec<&Listed> {
        let near = text::nearest(&id_of_words(typed), self.pages.iter().map(Listed::id), 4);
        near.into_iter().filter_map(|id| self.listed(id)).collect()
    }

    /// What was wrong with files of the folder.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// The id that words would have.
fn id_of_words(typed: &str) -> String {
    typed.trim().to_lowercase().replace(' ', "-")
}

fn entry_of(page: &Page) -> Entry {
    let head = page.head();
    let path = match &page.origin {
        Origin::BuiltIn => String::new(),
        Origin::Folder(path) => path.display().to_string(),
    };
    let set_on = page.guide().and_then(|guide| guide.set_on).map(SetOn::name).unwrap_or_default();
    let steps = page.steps().iter().map(|step| StepParts {
        ids: std::iter::once(step.id.as_str()).chain(step.formerly.iter().map(String::as_str)).collect(),
        marks: std::iter::once(step.mark()).chain(step.wording_only.iter().cloned()).collect(),
        ages: if step.ages == Ages::ALL { String::new() } else { format!("{}-{}", step.ages.from, step.ages.to) },
        kinds: step.kinds(set_on),
        same_as: step.same_as.iter().map(String::as_str).collect(),
    });
    Entry::new(&Parts {
        path: &path,
        id: head.id,
        name: head.name,
        aliases: head.aliases.iter().map(String::as_str).collect(),
        summary: head.summary,
        review_by: &head.review_by.to_string(),
        closed: page.guide().and_then(|guide| guide.status) == Some(Status::Closed),
        set_on,
        minimum_age: page.guide().and_then(|guide| guide.minimum_age),
        steps: steps.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(pages: &[&Listed]) -> Vec<String> {
        pages.iter().map(|page| page.id().to_owned()).collect()
    }

    #[test]
    fn a_page_is_found_as_people_call_it() {
        let library = Library::built_in();
        for typed in ["ios-screen-time", "ios screen time", " iOS Screen Time "] {
            assert_eq!(ids(&library.called(typed)), ["ios-screen-time"], "{typed}");
        }
        // Each by its id, its name and each of its other names, in capitals too.
        for page in library.pages() {
            for typed in [page.id(), page.name()].into_iter().chain(page.entry.aliases()) {
                for typed in [typed.to_owned(), typed.to_uppercase(), format!(" {typed} ")] {
                    let found = ids(&library.called(&typed));
                    assert!(found.contains(&page.id().to_owned()), "{typed}: {found:?}, not {}", page.id());
                }
            }
            assert_eq!(library.called(page.id())[0].id(), page.id(), "an id comes before others' names");
        }
        assert!(library.called("snapcaht").is_empty() && library.called("").is_empty());
    }

    #[test]
    fn a_slip_finds_the_nearest_also_in_words() {
        let library = Library::built_in();
        assert_eq!(ids(&library.nearest("snapcaht"))[0], "snapchat");
        assert_eq!(ids(&library.nearest("iOS screen tmie"))[0], "ios-screen-time");
        assert!(library.nearest("zzzzzz").is_empty());
    }
}
