//! Asks whether to forget a child.

use crate::layout::{MAX_TEXT_WIDTH, wrap};
use crate::plan;
use crate::progress::Change;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

/// The question. "Keep" has the focus at first.
pub struct Forget {
    child: String,
    name: String,
    chooser: Chooser,
}

impl Forget {
    /// Asks about a child.
    pub fn new(child: String, cx: &Cx<'_>) -> Forget {
        let name = cx.progress.children.get(&child).map(plan::name_of).unwrap_or_default();
        Forget { child, name, chooser: Chooser::default() }
    }

    fn answer(&self, cx: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.at == 0 {
            return vec![Effect::Back];
        }
        let said = fill(words::plan::FORGOTTEN, &[("name", &self.name)]);
        let mut effects = vec![Effect::Save(vec![Change::ForgetChild(self.child.clone())]), Effect::Home];
        if plan::children(cx.progress).any(|(id, _)| id != self.child) {
            effects.push(Effect::Open(Route::Plans));
        }
        effects.push(Effect::Say(said));
        effects
    }
}

impl Screen for Forget {
    fn title(&self, _: &Cx<'_>) -> String {
        fill(words::plan::FORGET, &[("name", &self.name)])
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![
            (Action::Open, words::hints::CHOOSE),
            (Action::Down, words::hints::MOVE),
            (Action::Back, words::hints::BACK),
        ]
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, 2) {
            return Vec::new();
        }
        match action {
            Action::Open => self.answer(cx),
            Action::Back | Action::Left => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, cx: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.answer(cx)
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        let columns = usize::from(canvas.width().saturating_sub(2)).min(MAX_TEXT_WIDTH);
        let mut y = 0;
        for row in wrap(&canvas.glyphs.fit(&fill(words::plan::FORGET_ASK, &[("name", &self.name)])), columns) {
            canvas.text(2, y, &row, canvas.theme.base());
            y += 1;
        }
        y += 1;
        let answers = [words::plan::KEEP.to_owned(), fill(words::plan::FORGET, &[("name", &self.name)])];
        for (at, answer) in answers.iter().enumerate() {
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            canvas.text(2, y, answer, style);
            let width = canvas.width();
            canvas.clickable(0, y, width, Click::Item(at));
            y += 1;
        }
    }
}
