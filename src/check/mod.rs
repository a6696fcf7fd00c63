//! Checking content: all problems of all files at once, each with its place, why it matters, and how to mend it.
//!
//! ```text
//! files -> Document (values with places) -> rules -> Vec<Diagnostic> -> report
//! ```
//!
//! Each file is read twice: first for what others can link to, then for its findings. So memory stays bounded however
//! many files there are.

pub mod diagnostic;
pub mod document;
pub mod near;
pub mod readability;
pub mod references;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod slips;
pub mod texts;
pub mod urls;
pub mod world;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use diagnostic::{Diagnostic, Level, Sink};
use document::Document;
use rule::Rule;
use world::World;

use crate::content::page::{Kind, Problem};

/// A file to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its path as it is shown.
    pub path: PathBuf,
    /// Its kind, from the folder it stands in.
    pub kind: Kind,
    /// The id that its name gives.
    pub stem: String,
}

/// Which rules are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these, when there are any.
    pub only: Vec<&'static str>,
    /// All but these.
    pub allow: Vec<&'static str>,
}

impl Choice {
    fn takes(&self, rule: &Rule) -> bool {
        (self.only.is_empty() || self.only.contains(&rule.name)) && !self.allow.contains(&rule.name)
    }
}

/// What was found in a file, in the order of the file.
#[derive(Debug)]
pub struct Checked {
    /// The file's path.
    pub path: PathBuf,
    /// Its text, for showing lines of it; empty when it could not be read.
    pub text: String,
    /// The findings.
    pub found: Vec<Diagnostic>,
}

/// Everything that the rules find in a file.
pub fn check(document: Document, world: &World, choice: &Choice) -> Checked {
    let mut found = Vec::new();
    for rule in rules::RULES.iter().filter(|rule| choice.takes(rule)) {
        let before = found.len();
        let mut sink = Sink {
            rule: rule.name,
            level: rule.level,
            why: rule.why,
            path: &document.path,
            found: &mut found,
            before,
            left_out: None,
        };
        (rule.check)(&document, world, &mut sink);
        sink.close();
    }
    drop_what_follows_from_syntax(&document, &mut found);
    found.sort_by(|a, b| (a.span.start, a.span.end, a.rule).cmp(&(b.span.start, b.span.end, b.rule)));
    found.dedup();
    Checked { path: document.path, text: document.text, found }
}

/// A text whose end was not found has swallowed what follows it: what other rules say of it would be nonsense.
fn drop_what_follows_from_syntax(document: &Document, found: &mut Vec<Diagnostic>) {
    if document.syntax.is_empty() {
        return;
    }
    let breaks: Vec<usize> = document.text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |at: usize| breaks.partition_point(|own| *own < at);
    let errors: BTreeSet<usize> = document.syntax.iter().map(|error| line_of(error.span.start)).collect();
    // Texts that go on to the line of a syntax error, or to the line before it.
    let is_broken = |span: &Range<usize>| errors.range(line_of(span.start)..=line_of(span.end) + 1).next().is_some();
    let broken: Vec<_> = document.texts.iter().map(|text| document.span(&text.way)).filter(is_broken).collect();
    found.retain(|found| {
        let own = ["syntax", "invisible-text"].contains(&found.rule);
        own || !broken.iter().any(|span| span.start <= found.span.start && found.span.end <= span.end)
    });
}

/// The finding for a file that cannot be read.
pub fn unreadable(problem: &Problem) -> Checked {
    // The text is not there to show the place in it.
    let place = problem.place.map(|(line, column)| format!(" (line {line}, column {column})")).unwrap_or_default();
    let diagnostic = Diagnostic {
        rule: "syntax",
        level: Level::Error,
        path: problem.path.clone(),
        span: 0..0,
        message: format!("{}{place}", problem.message),
        label: String::new(),
        why: "nothing of this file can be shown".to_owned(),
        help: String::new(),
        fix: None,
    };
    Checked { path: problem.path.clone(), text: String::new(), found: vec![diagnostic] }
}

/// The text with the safe fixes made, and how many were made. Fixes that overlap wait for the next run.
pub fn fixed(text: &str, found: &[Diagnostic]) -> (String, usize) {
    let mut fixes: Vec<_> = found.iter().filter_map(|found| found.fix.as_ref()).filter(|fix| fix.safe).collect();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut made) = (0, 0);
    for fix in fixes {
        let fits = fix.span.start >= at && fix.span.end <= text.len();
        if let (true, Some(before)) = (fits, text.get(at..fix.span.start)) {
            out.push_str(before);
            out.push_str(&fix.text);
            at = fix.span.end;
            made += 1;
        }
    }
    out.push_str(&text[at..]);
    (out, made)
}
