//! What stands around every screen: the title above, and below it the footer and the panel of problems.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Click};
use super::carry::Carry;
use super::keys::{self, Action};
use super::screen::{Cx, Screen, footer_rows};
use crate::layout::{Role, width};
use crate::words;

/// As many lines of the panel as leave room for the screen, and how many more there are.
pub fn panel_rows(lines: &[String], area: Rect, cx: &Cx<'_>) -> Vec<String> {
    let most = usize::from(area.height) / 4;
    let columns = usize::from(area.width).saturating_sub(2);
    let wrapped: Vec<Vec<String>> =
        lines.iter().map(|line| crate::layout::wrap(&cx.glyphs.fit(line), columns)).collect();
    if wrapped.iter().map(Vec::len).sum::<usize>() <= most {
        return wrapped.concat();
    }
    // The last row says how many more there are.
    let room = most.saturating_sub(1);
    let (mut rows, mut shown) = (Vec::new(), 0);
    for line in wrapped {
        if shown > 0 && rows.len() + line.len() > room {
            break;
        }
        rows.extend(line);
        shown += 1;
    }
    rows.truncate(room);
    rows.push(words::count(lines.len() - shown, words::frame::MORE_PROBLEM, words::frame::MORE_PROBLEMS));
    rows
}

/// What the footer never leaves out: the way out, and the way to the other child's ticks or plan. Where they do not fit
/// in the one row of a small window, there is a second.
const NEVER_LEFT_OUT: [Action; 3] = [Action::Leave, Action::NextChild, Action::Plan];

/// What works here, the most needed first: the screen's own first, the way back, help with keys, and the rest.
fn hints(screen: &dyn Screen, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
    let mut rest = screen.hints(cx);
    let mut take = |wanted: Action| rest.iter().position(|(own, _)| *own == wanted).map(|at| rest.remove(at));
    let (back, keys) = (take(Action::Back), take(Action::Keys));
    let mut hints: Vec<_> = (!rest.is_empty()).then(|| rest.remove(0)).into_iter().chain(back).collect();
    hints.push(keys.unwrap_or((Action::Keys, words::hints::KEYS)));
    // What can be done with the address or number that has the focus.
    if let Some(carry) = screen.link().as_ref().and_then(Carry::of) {
        rest.retain(|(action, _)| !matches!(action, Action::Copy | Action::Browser | Action::Code));
        hints.extend([(Action::Copy, words::hints::COPY), (Action::Code, words::hints::CODE)]);
        if carry.is_web() && !cx.house.no_open {
            hints.push((Action::Browser, words::hints::BROWSER));
        }
    }
    hints.extend(rest);
    hints
}

/// Draws the title of a screen, and the way to help; `typing` says that a text box has the keyboard.
pub fn draw_title(canvas: &mut Canvas<'_>, title: &str, typing: bool) {
    let heading = canvas.theme.heading();
    let help_key = keys::shown(Action::HelpNow, typing).map(|key| key.to_string()).unwrap_or_default();
    let help = format!(" {help_key} {} ", words::frame::HELP);
    let wide = canvas.wide(&help);
    let room = canvas.width().saturating_sub(wide + 1);
    let full = match title {
        "" => format!(" {}", words::frame::NAME),
        title => format!(" {}{}{title}", words::frame::NAME, canvas.glyphs.dot),
    };
    let short = format!(" {title}");
    let text = if canvas.wide(&full) <= room || title.is_empty() { full } else { short };
    canvas.part(0, 0, room, 1).text(0, 0, &text, heading);
    let danger = canvas.theme.danger().patch(canvas.theme.focus());
    let at = canvas.width().saturating_sub(wide);
    canvas.text(at, 0, &help, danger);
    canvas.clickable(at, 0, wide, Click::Do(Action::HelpNow));
}

/// The columns that stay free at the left: none where there are few.
pub fn margin(area: Rect) -> u16 {
    if area.width >= 60 { 1 } else { 0 }
}

/// The rows of the footer: as many hints as fit, and those at the end are left out first.
pub fn footer(screen: &dyn Screen, cx: &Cx<'_>, area: Rect) -> Vec<Vec<Hint>> {
    let mut hints = hints(screen, cx);
    let rows = in_rows(&hints, footer_rows(area.height), screen.typing(), cx, area);
    let is_there = |action: &Action| rows.iter().flatten().any(|hint| hint.action == *action);
    if hints.iter().all(|(action, _)| !NEVER_LEFT_OUT.contains(action) || is_there(action)) {
        return rows;
    }
    // After the first, the way back, and the help with keys.
    let most_needed = hints.iter().position(|(action, _)| *action == Action::Keys).map_or(0, |at| at + 1);
    hints[most_needed..].sort_by_key(|(action, _)| !NEVER_LEFT_OUT.contains(action));
    in_rows(&hints, 2, screen.typing(), cx, area)
}

/// Hints in at most so many rows.
fn in_rows(hints: &[(Action, &'static str)], most: usize, typing: bool, cx: &Cx<'_>, area: Rect) -> Vec<Vec<Hint>> {
    let left = margin(area);
    let mut rows: Vec<Vec<Hint>> = vec![Vec::new()];
    let mut x = left;
    for &(action, label) in hints {
        let Some(key) = keys::shown(action, typing) else { continue };
        let key = if action == Action::Down { words::keys::ARROWS.to_owned() } else { key.to_string() };
        let wide = u16::try_from(width(&cx.glyphs.fit(&key)) + 1 + width(&cx.glyphs.fit(label))).unwrap_or(0);
        if x + wide > area.width {
            if rows.len() == most {
                continue;
            }
            rows.push(Vec::new());
            x = left;
        }
        if let Some(row) = rows.last_mut() {
            row.push(Hint { x, wide, key, label, action });
        }
        x += wide + 2;
    }
    rows
}

/// A key in the footer and what it does.
pub struct Hint {
    x: u16,
    wide: u16,
    key: String,
    label: &'static str,
    action: Action,
}

/// Draws the footer.
pub fn draw_footer(canvas: &mut Canvas<'_>, rows: &[Vec<Hint>]) {
    for (y, row) in (0..).zip(rows) {
        for hint in row {
            let style = canvas.theme.role(Role::Stress);
            let x = canvas.text(hint.x, y, &hint.key, style) + 1;
            let style = canvas.theme.quiet();
            canvas.text(x, y, hint.label, style);
            canvas.clickable(hint.x, y, hint.wide, Click::Do(hint.action));
        }
    }
}
