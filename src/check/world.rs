//! What rules may know besides the file they look at. All of it is handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use toml::de::DeTable;

use super::document::{Document, Node};
use super::near::Near;
use super::slips::{self, Mended};
use crate::content::date::Day;
use crate::content::page::Kind;

/// Names, a line each: many of them take little more memory than their letters.
#[derive(Debug, Clone, Default)]
pub struct Names(String);

impl Names {
    /// True when the name is one of them.
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|own| own == name)
    }

    /// Each name.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

impl<'n> FromIterator<&'n str> for Names {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Names {
        let mut all = String::new();
        // A name with a line break is none that a link could lead to.
        for name in names.into_iter().filter(|name| !name.contains(['\n', '\r'])) {
            all.push_str(name);
            all.push('\n');
        }
        all.shrink_to_fit();
        Names(all)
    }
}

/// What is known of a page that others can link to.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The page's kind.
    pub kind: Kind,
    /// The ids of its sections, steps, myths, laws, needs, services and tables.
    pub places: Names,
}

/// Everything outside the file.
#[derive(Debug, Clone)]
pub struct World {
    /// The day it is.
    pub today: Day,
    /// The pages by id.
    pub pages: BTreeMap<String, Outline>,
    /// The words of the glossary by id.
    pub words: BTreeSet<String>,
    /// The domains of original publishers.
    pub publishers: BTreeSet<String>,
    /// The ids of steps that a release had, by page: `page` -> `step` -> what it said.
    pub released: BTreeMap<String, BTreeMap<String, String>>,
    /// The ids of the pages, to find the nearest; made when the first is not there.
    near_pages: OnceLock<Near>,
    /// The same for the words.
    near_words: OnceLock<Near>,
}

/// The lists of things that are in tables with an id each, by the key of the table.
pub const PLACES: [&str; 8] = ["section", "step", "myth", "law", "need", "service", "table", "word"];

impl World {
    /// A world without pages.
    pub fn new(today: Day) -> World {
        World {
            today,
            pages: BTreeMap::new(),
            words: BTreeSet::new(),
            publishers: BTreeSet::new(),
            released: BTreeMap::new(),
            near_pages: OnceLock::new(),
            near_words: OnceLock::new(),
        }
    }

    /// The ids of pages nearest to one that is not there, best first, at most two.
    pub fn pages_near(&self, id: &str) -> Vec<&str> {
        self.near_pages.get_or_init(|| self.pages.keys().map(String::as_str).collect()).nearest(id, 2)
    }

    /// The ids of words of the glossary nearest to one that is not there, best first, at most two.
    pub fn words_near(&self, id: &str) -> Vec<&str> {
        self.near_words.get_or_init(|| self.words.iter().map(String::as_str).collect()).nearest(id, 2)
    }

    /// Takes in what a file offers to links of others. A file with errors offers what could be read.
    ///
    /// Of two pages of different kinds with one id, the first counts, as in the app.
    pub fn add(&mut self, kind: Kind, stem: &str, text: &str) {
        (self.near_pages, self.near_words) = (OnceLock::new(), OnceLock::new());
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let mended;
        if slips::worth_looking(table.get_ref(), errors.len()) {
            mended = Mended::new(text, &slips::find(text));
            (table, _) = DeTable::parse_recoverable(&mended.text);
        }
        let places: Names = PLACES.iter().flat_map(|list| ids(table.get_ref(), list)).collect();
        if kind == Kind::Glossary {
            self.words.extend(places.iter().map(str::to_owned));
        } else if self.pages.get(stem).is_none_or(|page| page.kind == kind) {
            self.pages.insert(stem.to_owned(), Outline { kind, places });
        }
    }
}

fn ids<'t>(table: &'t DeTable<'_>, list: &str) -> impl Iterator<Item = &'t str> {
    let items = table.get(list).and_then(|items| items.get_ref().as_array());
    items.into_iter().flat_map(|items| items.iter()).filter_map(|item| item.get_ref().get("id")?.get_ref().as_str())
}

/// The ids of a file that links on its own page can lead to.
pub fn own_places(document: &Document) -> Names {
    let items = |list: &&'static str| document.at(&[(*list).into()]).map(Node::items).unwrap_or_default();
    PLACES.iter().flat_map(items).filter_map(|item| item.step("id".into())?.text()).collect()
}
