//! What a rule has found: a value, never printed by the rule.

use std::ops::Range;
use std::path::PathBuf;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something to know; it never fails a check.
    Note,
    /// It should be mended; `--deny warnings` fails on it.
    Warning,
    /// It must be mended.
    Error,
}

impl Level {
    /// The level's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A change of the file that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace.
    pub span: Range<usize>,
    /// What to put there.
    pub text: String,
    /// True when it can be made without looking: `--fix` makes only these.
    pub safe: bool,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How serious it is.
    pub level: Level,
    /// The file.
    pub path: PathBuf,
    /// Where in the file, in bytes.
    pub span: Range<usize>,
    /// What is wrong, beginning with a small letter and without a full stop.
    pub message: String,
    /// What is marked, in a few words; may be empty.
    pub label: String,
    /// Why it matters to a reader.
    pub why: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// The change that mends it, where it can be known.
    pub fix: Option<Fix>,
}

/// Collects what a rule finds in a file.
pub struct Sink<'a> {
    pub(super) rule: &'static str,
    pub(super) level: Level,
    pub(super) why: &'static str,
    pub(super) path: &'a std::path::Path,
    pub(super) found: &'a mut Vec<Diagnostic>,
    /// How many findings others had before.
    pub(super) before: usize,
    /// Where the first was that is not kept any more.
    pub(super) left_out: Option<Range<usize>>,
}

/// The most findings of a rule in a file. What follows is not listed, but said: a broken file of a megabyte would give
/// hundreds of thousands, and nobody reads them.
pub const MOST: usize = 200;

impl Sink<'_> {
    /// True when no more findings are kept.
    pub fn is_full(&self) -> bool {
        self.found.len() - self.before >= MOST
    }

    /// Adds a finding; its level and why it matters are the rule's. More is said with the methods of what is given
    /// back.
    pub fn add(&mut self, span: Range<usize>, message: impl Into<String>) -> Added<'_> {
        if self.is_full() {
            self.left_out.get_or_insert(span);
            return Added { found: None };
        }
        self.push(span, message.into());
        Added { found: self.found.last_mut() }
    }

    /// Says that not all are listed.
    pub(super) fn close(mut self) {
        if let Some(span) = self.left_out.take() {
            self.push(span, "here and below are more of these in this file".to_owned());
            if let Some(last) = self.found.last_mut() {
                last.help = format!("mend these {MOST} first, then check again");
            }
        }
    }

    fn push(&mut self, span: Range<usize>, message: String) {
        self.found.push(Diagnostic {
            rule: self.rule,
            level: self.level,
            path: self.path.to_owned(),
            span,
            message,
            label: String::new(),
            why: self.why.to_owned(),
            help: String::new(),
            fix: None,
        });
    }
}

/// The finding that was just added.
pub struct Added<'a> {
    /// `None` when it was one too many.
    found: Option<&'a mut Diagnostic>,
}

impl Added<'_> {
    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(found) = &mut self.found {
            change(found);
        }
        self
    }

    /// What is marked, in a few words.
    pub fn label(self, label: impl Into<String>) -> Self {
        self.with(|last| last.label = label.into())
    }

    /// How to mend it.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.with(|last| last.help = help.into())
    }

    /// Why it matters here, when that is more than the rule says.
    pub fn why(self, why: impl Into<String>) -> Self {
        self.with(|last| last.why = why.into())
    }

    /// How serious it is here, when that is not the rule's level.
    pub fn level(self, level: Level) -> Self {
        self.with(|last| last.level = level)
    }

    /// The change that mends it, safe to make without looking.
    pub fn fix(self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.with(|last| last.fix = Some(Fix { span, text: text.into(), safe: true }))
    }

    /// A change that probably mends it, to be looked at.
    pub fn suggest(self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.with(|last| last.fix = Some(Fix { span, text: text.into(), safe: false }))
    }
}
