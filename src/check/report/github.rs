//! Marks for pull requests on GitHub: workflow commands.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use super::super::diagnostic::{Diagnostic, Level};
use super::{Place, path};
use crate::content::text::shown;

/// A finding with its line break.
pub fn finding(found: &Diagnostic, place: Place) -> String {
    let command = match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let Place { line, column, end_line, end_column } = place;
    let mut message = shown(&found.message);
    for more in [&found.why, &found.help] {
        if !more.is_empty() {
            message.push('\n');
            message.push_str(&shown(more));
        }
    }
    // Columns are only allowed when the finding stands in one line.
    let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
    format!(
        "::{command} file={},line={line},endLine={end_line}{columns},title={}::{}\n",
        property(&path(found)),
        property(found.rule),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
