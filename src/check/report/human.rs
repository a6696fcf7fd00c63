//! For people: the line, the exact place, why it matters, how to mend it, and the patch.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Patch, Renderer, Snippet};

use super::super::Checked;
use super::super::diagnostic::{Diagnostic, Fix, Level};
use super::{Place, path};
use crate::content::text::clean;

/// The most bytes of lines that are shown with a finding. A file without line breaks would fill the screen.
const MOST_SHOWN: usize = 4000;

/// A finding over several lines, without a line break at its end.
pub fn finding(checked: &Checked, found: &Diagnostic, place: Place, styled: bool) -> String {
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
    let span = within(text, found);
    let lines = lines(text, &span, found.fix.as_ref());
    if text.is_empty() {
        group = group.element(Origin::path(shown_path.clone()));
    } else if lines.len() > MOST_SHOWN {
        group = group.element(Origin::path(shown_path.clone()).line(place.line).char_column(place.column));
    } else {
        let annotation = AnnotationKind::Primary.span(span.start - lines.start..span.end - lines.start).label(label);
        group = group.element(snippet(text, &lines, span.start, place, &shown_path).annotation(annotation));
    }
    if !why.is_empty() {
        group = group.element(Shown::NOTE.message(why));
    }
    let mut report = vec![group];
    match &found.fix {
        Some(fix) if text.get(fix.span.clone()).is_some() && lines.len() <= MOST_SHOWN => {
            let help = if help.is_empty() { "this mends it".into() } else { help };
            let patch = Patch::new(fix.span.start - lines.start..fix.span.end - lines.start, fix.text.clone());
            let snippet = snippet(text, &lines, span.start, place, &shown_path).patch(patch);
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

/// Whole lines of the text, with the numbers that they have in the file. `at` is where the finding starts.
fn snippet<'t, T: Clone>(text: &'t str, lines: &Range<usize>, at: usize, place: Place, path: &str) -> Snippet<'t, T> {
    let first = place.line - text[lines.start..at.max(lines.start)].matches('\n').count();
    Snippet::source(&text[lines.clone()]).line_start(first).path(path.to_owned())
}

/// The lines that a finding and its fix stand in.
fn lines(text: &str, span: &Range<usize>, fix: Option<&Fix>) -> Range<usize> {
    let fix = fix.map_or(span, |fix| &fix.span);
    let (start, end) = (span.start.min(fix.start), span.end.max(fix.end).min(text.len()));
    let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at + 1);
    start..end
}

/// The finding's place, inside the text and on whole characters.
fn within(text: &str, found: &Diagnostic) -> Range<usize> {
    let start = text.floor_char_boundary(found.span.start.min(text.len()));
    let end = text.ceil_char_boundary(found.span.end.clamp(start, text.len()));
    start..end
}
