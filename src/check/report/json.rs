//! One JSON object a line.

use serde_json::json;

use super::super::diagnostic::Diagnostic;
use super::{Place, path};

/// A finding with its line break.
pub fn finding(found: &Diagnostic, place: Place) -> String {
    let fix = found
        .fix
        .as_ref()
        .map(|fix| json!({ "start": fix.span.start, "end": fix.span.end, "text": fix.text, "safe": fix.safe }));
    let object = json!({
        "rule": found.rule,
        "level": found.level.name(),
        "path": path(found),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "start": found.span.start,
        "end": found.span.end,
        "message": found.message,
        "label": found.label,
        "why": found.why,
        "help": found.help,
        "fix": fix,
    });
    format!("{object}\n")
}
