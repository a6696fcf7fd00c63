//! Writing a note on a step.

use crate::content::doc::{Block, Piece};
use crate::layout::{MAX_TEXT_WIDTH, lay_out};
use crate::progress::Change;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Edit, Effect, Screen};
use crate::tui::widgets::text_box::TextBox;
use crate::words;

/// The box for a note.
pub struct NoteScreen {
    step: String,
    title: String,
    note: TextBox,
}

impl NoteScreen {
    /// The note on a step, as it was.
    pub fn new(page: &str, step: &str, cx: &Cx<'_>) -> NoteScreen {
        let own = cx.library.page(page).and_then(Result::ok);
        let own = own.as_ref().and_then(|page| page.steps().iter().find(|own| own.id == step));
        let title = own.map(|step| step.title.clone()).unwrap_or_default();
        let formerly = own.map(|step| step.formerly.as_slice()).unwrap_or_default();
        let shared = cx.library.listed(page).is_some_and(|listed| listed.entry.shared());
        let answer = cx.ticks().answer(page, shared, step, formerly.iter().map(String::as_str));
        let note = TextBox::with(answer.note);
        NoteScreen { step: cx.ticks().key(page, shared, step), title, note }
    }
}

impl Screen for NoteScreen {
    fn title(&self, _: &Cx<'_>) -> String {
        words::note::TITLE.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![(Action::Open, words::hints::SAVE), (Action::Back, words::hints::CANCEL)]
    }

    fn typing(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Open => {
                let change = Change::Note { step: self.step.clone(), note: self.note.text().trim().to_owned() };
                vec![Effect::Save(vec![change]), Effect::Back, Effect::Say(words::note::SAVED.to_owned())]
            }
            Action::Back => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn edit(&mut self, edit: Edit, _: &Cx<'_>) -> Vec<Effect> {
        self.note.edit(&edit);
        Vec::new()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        let intro = if cx.house.kiosk { words::note::INTRO_KIOSK } else { words::note::INTRO };
        let blocks = [
            Block::Heading { level: 3, place: String::new(), words: self.title.clone() },
            Block::Para(vec![Piece::Text(intro.to_owned())]),
        ];
        let laid = lay_out(&blocks, usize::from(canvas.width()).min(MAX_TEXT_WIDTH), canvas.glyphs);
        let mut y = 0;
        for row in 0..laid.len() {
            canvas.row(0, y, &laid, row, 0, None);
            y += 1;
        }
        self.note.draw(canvas, y + 1, words::note::LABEL, true);
    }
}
