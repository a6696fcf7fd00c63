//! The administrator's way out of a kiosk: the words that the policy names.

use crate::content::doc::{Block, Piece};
use crate::layout::{MAX_TEXT_WIDTH, lay_out};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Edit, Effect, Screen};
use crate::tui::widgets::text_box::TextBox;
use crate::words;

/// After so many wrong tries the box closes.
const MOST_TRIES: usize = 5;

/// The box for the words. What is typed is not shown.
#[derive(Default)]
pub struct WayOut {
    typed: TextBox,
    wrong: usize,
}

impl Screen for WayOut {
    fn title(&self, _: &Cx<'_>) -> String {
        words::kiosk::WAY_OUT.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![(Action::Open, words::hints::GO_ON_OUT), (Action::Back, words::hints::BACK)]
    }

    fn typing(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Open if cx.house.way_out.as_deref() == Some(self.typed.text().as_str()) => vec![Effect::Quit],
            Action::Open => {
                self.typed.clear();
                self.wrong += 1;
                let mut effects = vec![Effect::Say(words::kiosk::WRONG_WORDS.to_owned())];
                effects.extend((self.wrong == MOST_TRIES).then_some(Effect::Back));
                effects
            }
            Action::Back => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn edit(&mut self, edit: Edit, _: &Cx<'_>) -> Vec<Effect> {
        self.typed.edit(&edit);
        Vec::new()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        let blocks = [Block::Para(vec![Piece::Text(words::kiosk::WAY_OUT_INTRO.into())])];
        let laid = lay_out(&blocks, usize::from(canvas.width()).min(MAX_TEXT_WIDTH), canvas.glyphs);
        let mut y = 0;
        for row in 0..laid.len() {
            canvas.row(0, y, &laid, row, 0, None);
            y += 1;
        }
        let hidden = TextBox::with(&"*".repeat(self.typed.text().chars().count()));
        hidden.draw(canvas, y + 1, words::kiosk::WORDS, true);
    }
}
