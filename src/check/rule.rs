//! What a rule is.
//!
//! # Adding a rule
//!
//! 1. `src/check/rules/NAME.rs` with a `pub static RULE: Rule` and its function (hyphens become underscores).
//! 2. A line in [`RULES`](super::rules::RULES), in the order of the alphabet, and a `mod` line.
//! 3. `tests/fixtures/check/NAME/bad.toml` and `good.toml` (in a folder of the kind: see the folder's README).
//! 4. `BLESS=1 cargo test` makes `docs/rules.md` again.
//!
//! The table's own tests demand all of it, and say what is missing.
//!
//! A message is a phrase that begins with a small letter. Someone who has never seen the project must understand
//! what is wrong and how to mend it.

use super::diagnostic::{Level, Sink};
use super::document::Document;
use super::world::World;

/// A rule.
pub struct Rule {
    /// Its name for ever, in small letters and hyphens.
    pub name: &'static str,
    /// How serious its findings are.
    pub level: Level,
    /// What it finds, in a phrase.
    pub summary: &'static str,
    /// Why its findings matter to a reader, in a sentence.
    pub why: &'static str,
    /// Its documentation, in Markdown, with the headings `### What it does`, `### Why`, `### Example` and
    /// `### How to fix`.
    pub docs: &'static str,
    /// Looks at a file.
    pub check: fn(&Document, &World, &mut Sink<'_>),
}
