//! An address or a number, large enough to read, to copy, to open, or to scan with a phone.

use crate::layout::{MAX_TEXT_WIDTH, Role, wrap};
use crate::tui::canvas::Canvas;
use crate::tui::carry::Carry;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, SMALLEST, Screen, footer_rows};
use crate::tui::widgets::code::Code;
use crate::words::{self, fill};

/// The screen for an address or a number.
pub struct CarryScreen {
    carry: Carry,
    code: Option<Code>,
}

impl CarryScreen {
    /// Shows what can be carried away.
    pub fn new(carry: Carry) -> CarryScreen {
        CarryScreen { code: Code::of(&carry.code()), carry }
    }

    /// Draws the text in some columns. Gives the rows it took.
    fn draw_text(&self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) -> u16 {
        let columns = usize::from(canvas.width()).min(MAX_TEXT_WIDTH);
        let mut y = 0;
        canvas.cursor(0, 0);
        let style = canvas.theme.base();
        for row in wrap(&canvas.glyphs.fit(&self.carry.label), columns) {
            canvas.text(0, y, &row, style);
            y += 1;
        }
        let style = canvas.theme.role(Role::Contact(0));
        for row in wrap(&canvas.glyphs.fit(&self.carry.text), columns) {
            let end = canvas.text(0, y, &row, style);
            if self.carry.is_web() && !cx.house.no_open {
                canvas.address(0, y, end, &self.carry.text);
            }
            y += 1;
        }
        y
    }
}

impl Screen for CarryScreen {
    fn title(&self, _: &Cx<'_>) -> String {
        words::carry::TITLE.to_owned()
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = vec![(Action::Back, words::hints::BACK), (Action::Copy, words::hints::COPY)];
        if self.carry.is_web() && !cx.house.no_open {
            hints.push((Action::Browser, words::hints::BROWSER));
        }
        hints
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Copy => vec![Effect::Copy(self.carry.clone())],
            Action::Browser | Action::Open => vec![Effect::Browse(self.carry.clone())],
            Action::Back | Action::Left | Action::Code => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        let (width, height) = (canvas.width(), canvas.height());
        let ascii = canvas.glyphs.ascii;
        let least = self.code.as_ref().map(|code| code.least(ascii));
        // Beside the text where that leaves it room, else below it.
        let beside = least.filter(|(columns, rows)| width >= columns + 30 && height >= *rows);
        let text_width = beside.map_or(width, |(columns, _)| (width - columns - 5).min(MAX_TEXT_WIDTH as u16));
        let y = self.draw_text(&mut canvas.part(2, 0, text_width.saturating_sub(2), height), cx) + 1;
        let mut hints = canvas.part(2, y, text_width.saturating_sub(2), height.saturating_sub(y));
        let (Some(code), Some((columns, rows))) = (&self.code, least) else {
            notice(&mut hints, words::carry::NO_CODE);
            return;
        };
        let drawn = match beside {
            Some(_) => {
                notice(&mut hints, words::carry::SCAN);
                code.draw(&mut canvas.part(text_width + 2, 0, width - text_width - 2, height))
            }
            None => code.draw(&mut canvas.part(2, y, width.saturating_sub(2), height.saturating_sub(y))),
        };
        if !drawn {
            // The text above the code, the title, the rule and the footer.
            let rows = rows + y + 2;
            let rows = rows + footer_rows(rows) as u16;
            let (columns, rows) = ((columns + 4).max(SMALLEST.0), rows.max(SMALLEST.1));
            let text = fill(words::carry::TOO_SMALL, &[("columns", &columns), ("rows", &rows)]);
            notice(&mut canvas.part(2, y, width.saturating_sub(4), height.saturating_sub(y)), &text);
        }
    }
}

fn notice(canvas: &mut Canvas<'_>, text: &str) {
    let style = canvas.theme.quiet();
    canvas.paragraph(0, 0, text, style);
}
