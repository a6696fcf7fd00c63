//! For people: the line, the exact place, why it matters, how to mend it, and the patch.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Patch, Renderer, Snippet};

use super::super::Checked;
use super::super::diagnostic::{Diagnostic, Level};
use super::path;
use crate::content::text::clean;

/// A finding over several lines, without a line break at its end.
pub fn finding(checked: &Checked, found: &Diagnostic, styled: bool) -> String {
    let level = match found.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let shown_path = path(found);
    // The renderer shows control characters as pictures; the rest of what could deceive is taken out of the texts.
    let message = clean(&found.message, true);
    let label = clean(&found.label, true);
    let why = clean(&found.why, false);
    let help = clean(&found.help, false);
    let title = level.primary_title(message).id(found.rule);
    let mut group = Group::with_title(title);
    let text = &checked.text;
    if text.is_empty() {
        group = group.element(annotate_snippets::Origin::path(shown_path.clone()));
    } else {
        let annotation = AnnotationKind::Primary.span(within(text, found)).label(label);
        group = group.element(Snippet::source(text).path(shown_path.clone()).annotation(annotation));
    }
    if !why.is_empty() {
        group = group.element(Shown::NOTE.message(why));
    }
    let mut report = vec![group];
    match &found.fix {
        Some(fix) if text.get(fix.span.clone()).is_some() => {
            let help = if help.is_empty() { "this mends it".into() } else { help };
            let patch = Patch::new(fix.span.clone(), fix.text.clone());
            let snippet = Snippet::source(text).path(shown_path).patch(patch);
            report.push(Group::with_title(Shown::HELP.secondary_title(help)).element(snippet));
        }
        _ if !help.is_empty() => {
            if let Some(first) = report.pop() {
                report.push(first.element(Shown::HELP.message(help)));
            }
        }
        _ => {}
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&report)
}

/// The finding's place, inside the text and on whole characters.
fn within(text: &str, found: &Diagnostic) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(found.span.start.min(text.len()));
    let end = text.ceil_char_boundary(found.span.end.clamp(start, text.len()));
    start..end
}
