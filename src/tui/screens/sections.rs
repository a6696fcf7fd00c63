//! The sections of a page, to jump to one.

use crate::content::doc;
use crate::content::page::Body;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Screen};
use crate::tui::screens::simple;
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

struct Sections {
    title: String,
    parts: Vec<(String, String)>,
    chooser: Chooser,
}

/// The sections of a page.
pub fn make(id: &str, cx: &Cx<'_>) -> Box<dyn Screen> {
    let Some(Ok(page)) = cx.library.page(id) else {
        return simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)]));
    };
    let title = format!("{}{}{}", page.head().name, cx.glyphs.dot, words::page::SECTIONS);
    let parts = match &page.body {
        Body::Glossary(file) => file.words.iter().map(|word| (word.id.clone(), word.word.clone())).collect(),
        _ => doc::slots(&page).iter().map(|slot| (slot.place().to_owned(), slot.title(&page).to_owned())).collect(),
    };
    Box::new(Sections { title, parts, chooser: Chooser::default() })
}

impl Sections {
    fn open(&self) -> Vec<Effect> {
        self.parts.get(self.chooser.at).map(|(place, _)| Effect::BackTo(place.clone())).into_iter().collect()
    }
}

impl Screen for Sections {
    fn title(&self, _: &Cx<'_>) -> String {
        self.title.clone()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![
            (Action::Open, words::hints::GO_THERE),
            (Action::Down, words::hints::MOVE),
            (Action::Back, words::hints::BACK),
        ]
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.parts.len()) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Back | Action::Left | Action::Sections => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        for (y, at) in (0..).zip(self.chooser.show(self.parts.len(), canvas.height().into())) {
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            canvas.text(2, y, &self.parts[at].1, style);
            canvas.clickable(0, y, canvas.width(), Click::Item(at));
        }
    }
}
