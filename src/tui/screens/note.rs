//! Writing a note on a step.

use crate::content::doc::{Block, Piece};
use crate::layout::{MAX_TEXT_WIDTH, lay_out};
use crate::plan::PlanStep;
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
        let Some(step) = PlanStep::find(page, step, cx.ticks().wanted()) else {
            // The page went away while its checklist was shown: what is written is kept under its name.
            return NoteScreen {
                step: cx.ticks().key(page, false, step),
                title: String::new(),
                note: TextBox::default(),
            };
        };
        let note = TextBox::with(step.answer(cx.ticks()).note);
        NoteScreen { step: step.key(cx.ticks()), title: step.step().title.clone(), note }
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
        let blocks = [Block::heading(3, "", &self.title), Block::Para(vec![Piece::Text(intro.into())])];
        let laid = lay_out(&blocks, usize::from(canvas.width()).min(MAX_TEXT_WIDTH), canvas.glyphs);
        let mut y = 0;
        for row in 0..laid.len() {
            canvas.row(0, y, &laid, row, 0, None);
            y += 1;
        }
        self.note.draw(canvas, y + 1, words::note::LABEL, true);
    }
}
