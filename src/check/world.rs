//! What rules may know besides the file they look at. All of it is handed in.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use crate::content::date::Day;
use crate::content::page::Kind;

/// What is known of a page that others can link to.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The page's kind.
    pub kind: Option<Kind>,
    /// The ids of its sections, steps, myths, laws, needs, services, tables and words.
    pub places: BTreeSet<String>,
    /// The ids of its steps, with those that they had before.
    pub steps: BTreeSet<String>,
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
        }
    }

    /// Takes in what a file offers to links of others. A file with errors offers what could be read.
    pub fn add(&mut self, document: &Document) {
        let mut outline = Outline { kind: Some(document.kind), ..Outline::default() };
        for list in PLACES {
            for item in document.at(&[list.into()]).map(super::document::Node::items).unwrap_or_default() {
                let Some(id) = item.step("id".into()).and_then(|id| id.text()) else { continue };
                outline.places.insert(id.to_owned());
                if list == "step" {
                    outline.steps.insert(id.to_owned());
                    let formerly = item.step("formerly".into()).map(super::document::Node::items).unwrap_or_default();
                    outline.steps.extend(formerly.iter().filter_map(|id| id.text()).map(str::to_owned));
                }
            }
        }
        if document.kind == Kind::Glossary {
            self.words.extend(outline.places);
        } else {
            self.pages.insert(document.stem.clone(), outline);
        }
    }
}
