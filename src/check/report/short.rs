//! One line a finding: `path:line:column: level[rule]: message`.

use super::super::diagnostic::Diagnostic;
use super::{Place, path};
use crate::content::text::shown;

/// A finding with its line break.
pub fn finding(found: &Diagnostic, place: Place) -> String {
    let Place { line, column, .. } = place;
    let (level, rule) = (found.level.name(), found.rule);
    format!("{}:{line}:{column}: {level}[{rule}]: {}\n", path(found), shown(&found.message))
}
