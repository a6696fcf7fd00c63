//! An index that is made when somebody is about to ask: whoever never searches pays nothing for it.

use std::cell::RefCell;

use super::{Index, Results};
use crate::content::library::Library;

/// Answers questions over one library.
#[derive(Default)]
pub struct Finder {
    index: RefCell<Option<Index>>,
}

impl Finder {
    /// Makes the index now, before it is needed.
    pub fn prepare(&self, library: &Library) {
        self.index.borrow_mut().get_or_insert_with(|| Index::build(library));
    }

    /// True when the index is there.
    pub fn is_ready(&self) -> bool {
        self.index.borrow().is_some()
    }

    /// The places that answer a question best, at most `limit`, for a family at home in `region`.
    ///
    /// The index is of the library of the first question: for another library, take another finder.
    pub fn search(&self, library: &Library, region: &str, question: &str, limit: usize) -> Results {
        let mut index = self.index.borrow_mut();
        let index = index.get_or_insert_with(|| Index::build(library));
        index.set_home(region);
        index.search(question, limit)
    }
}
