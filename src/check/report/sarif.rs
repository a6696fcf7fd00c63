//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::json;

use super::super::diagnostic::{Diagnostic, Level};
use super::super::rules::RULES;
use super::{Place, path};

/// Everything before the findings.
pub fn begin() -> String {
    let rules: Vec<_> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.summary },
                "fullDescription": { "text": rule.why },
                "help": { "text": rule.docs, "markdown": rule.docs },
                "defaultConfiguration": { "level": level(rule.level) },
            })
        })
        .collect();
    let driver = json!({ "name": "handhold check", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// A finding, without a comma.
pub fn finding(found: &Diagnostic, place: Place) -> String {
    let region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    });
    let location = json!({ "artifactLocation": { "uri": path(found) }, "region": region });
    let mut text = found.message.clone();
    if !found.help.is_empty() {
        text.push_str(": ");
        text.push_str(&found.help);
    }
    json!({
        "ruleId": found.rule,
        "level": level(found.level),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location }],
    })
    .to_string()
}

/// Everything after the findings.
pub fn end() -> String {
    "\n]}]}\n".to_owned()
}

fn level(level: Level) -> &'static str {
    level.name()
}
