//! What the keys of a file name: other pages, steps of other pages, earlier steps.

use super::document::{Document, Node, Step};
use crate::content::inline::Target;

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page, by its id.
    Page,
    /// A step of another page, as `page#step`.
    Step,
    /// A step that the page had, by its id.
    OldStep,
    /// The mark of an earlier wording; see [`mark_of`](crate::content::file::mark_of).
    Mark,
}

impl Form {
    /// True when a name is written as such a name has to be, whether or not there is something of that name.
    pub fn fits(self, name: &str) -> bool {
        match (self, Target::parse(name)) {
            (Form::Page, Target::Page { page, place: None }) => !page.is_empty(),
            (Form::Step, Target::Page { page, place: Some(step) }) => !page.is_empty() && !step.is_empty(),
            (Form::Page | Form::Step, _) => false,
            (Form::OldStep, _) => {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            }
            (Form::Mark, _) => {
                name.len() == 8 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            }
        }
    }
}

/// The keys that name pages and steps: the list of tables (empty for the file itself), the key, and what it names.
pub const KEYS: [(&str, &str, Form); 7] = [
    ("", "related", Form::Page),
    ("", "device_steps", Form::Step),
    ("step", "same_as", Form::Step),
    ("step", "formerly", Form::OldStep),
    ("step", "wording_only", Form::Mark),
    ("need", "page", Form::Page),
    ("word", "page", Form::Page),
];

/// The names under a key, a single one or a list, of the file or of each table of a list: each with the way to it.
pub fn names<'d>(document: &'d Document, list: &'static str, key: &'static str) -> Vec<(Vec<Step<'static>>, &'d str)> {
    let tables: Vec<Vec<Step<'static>>> = match list {
        "" => vec![vec![]],
        list => {
            let count = document.at(&[Step::Key(list)]).map_or(0, |node| node.items().len());
            (0..count).map(|at| vec![Step::Key(list), Step::Item(at)]).collect()
        }
    };
    let mut out = Vec::new();
    for table in tables {
        let mut way = table;
        way.push(Step::Key(key));
        let Some(node) = document.at(&way) else { continue };
        if let Some(name) = node.text() {
            out.push((way.clone(), name));
        }
        for (at, item) in node.items().iter().enumerate() {
            if let Some(name) = item.text() {
                let mut way = way.clone();
                way.push(Step::Item(at));
                out.push((way, name));
            }
        }
    }
    out
}

/// The ids of the tables of a list.
pub fn ids<'d>(document: &'d Document, list: &'static str) -> Vec<&'d str> {
    let items = document.at(&[Step::Key(list)]).map(Node::items).unwrap_or_default();
    items.iter().filter_map(|item| item.step("id".into())?.text()).collect()
}
