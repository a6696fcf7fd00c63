//! Findings as text, for people and for programs. A finding never knows how it is shown.

mod github;
mod human;
mod json;
mod sarif;
mod short;

use super::Checked;
use super::diagnostic::{Diagnostic, Level};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line, the exact place marked, why it matters and how to mend it
    Human,
    /// One line a finding
    Short,
    /// One JSON object a line, for programs
    Json,
    /// Marks for pull requests on GitHub
    Github,
    /// SARIF 2.1.0, for code scanners
    Sarif,
}

/// How many findings there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files checked.
    pub files: usize,
    /// Findings that must be mended.
    pub errors: usize,
    /// Findings that should be mended.
    pub warnings: usize,
    /// Things to know.
    pub notes: usize,
}

impl Summary {
    fn count(&mut self, level: Level) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Note => self.notes += 1,
        }
    }
}

/// Writes findings file by file, so that nothing has to be kept.
pub struct Report {
    format: Format,
    styled: bool,
    notes: bool,
    first: bool,
    /// Whether the files are those of the program, which the last line says.
    pub built_in: bool,
    /// How many findings there were so far.
    pub summary: Summary,
}

impl Report {
    /// A report; `styled` for a terminal with colours, `notes` to show notes too.
    pub fn new(format: Format, styled: bool, notes: bool) -> Report {
        Report { format, styled, notes, first: true, built_in: false, summary: Summary::default() }
    }

    /// What stands before all findings.
    pub fn begin(&self) -> String {
        match self.format {
            Format::Sarif => sarif::begin(),
            _ => String::new(),
        }
    }

    /// The findings of a file.
    pub fn file(&mut self, checked: &Checked) -> String {
        self.summary.files += 1;
        let mut out = String::new();
        let mut cursor = Cursor::new(&checked.text);
        for found in &checked.found {
            self.summary.count(found.level);
            if found.level == Level::Note && !self.notes && matches!(self.format, Format::Human | Format::Short) {
                continue;
            }
            let place = cursor.place(found);
            match self.format {
                Format::Human => {
                    out.push_str(&human::finding(checked, found, place, self.styled));
                    out.push_str("\n\n");
                }
                Format::Short => out.push_str(&short::finding(found, place)),
                Format::Json => out.push_str(&json::finding(found, place)),
                Format::Github => out.push_str(&github::finding(found, place)),
                Format::Sarif => {
                    out.push_str(if self.first { "" } else { ",\n" });
                    out.push_str(&sarif::finding(found, place));
                }
            }
            self.first = false;
        }
        out
    }

    /// What stands after all findings.
    pub fn end(&self) -> String {
        match self.format {
            Format::Human | Format::Short => self.closing(),
            Format::Sarif => sarif::end(),
            Format::Json | Format::Github => String::new(),
        }
    }

    fn closing(&self) -> String {
        let Summary { files, errors, warnings, notes } = self.summary;
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let file = if self.built_in { "built-in file" } else { "file" };
        let hidden = if notes > 0 && !self.notes { " (`--notes` shows them)" } else { "" };
        if errors + warnings == 0 {
            let notes = if notes > 0 { format!("; {}{hidden}", count(notes, "note")) } else { String::new() };
            return format!("{} checked, nothing to mend{notes}\n", count(files, file));
        }
        let notes = if notes > 0 { format!(", {}{hidden}", count(notes, "note")) } else { String::new() };
        format!("{} checked: {}, {}{notes}\n", count(files, file), count(errors, "error"), count(warnings, "warning"))
    }
}

/// The lines and columns, from 1, at which a finding starts and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A place in a text that goes on from finding to finding: counting lines from the start for each would take long in a
/// long file with many.
#[derive(Debug, Clone, Copy)]
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0, line: 1, column: 1 }
    }

    /// Where a finding starts and ends. The findings come in the order of their starts.
    fn place(&mut self, found: &Diagnostic) -> Place {
        self.go(found.span.start);
        let mut end = *self;
        end.go(found.span.end);
        Place { line: self.line, column: self.column, end_line: end.line, end_column: end.column }
    }

    /// On to a byte; never back.
    fn go(&mut self, to: usize) {
        let to = self.text.floor_char_boundary(to.min(self.text.len()));
        let Some(part) = self.text.get(self.at..to) else { return };
        match part.rfind('\n') {
            Some(at) => {
                self.line += part.matches('\n').count();
                self.column = part[at + 1..].chars().count() + 1;
            }
            None => self.column += part.chars().count(),
        }
        self.at = to;
    }
}

/// A path with `/` on every system, harmless to show.
fn path(found: &Diagnostic) -> String {
    crate::content::text::shown(found.path.display()).replace('\\', "/")
}
