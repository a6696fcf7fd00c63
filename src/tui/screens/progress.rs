//! What was done on every page that was begun.

use crate::progress::count::{self, Count};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

/// The progress of all pages.
pub struct ProgressScreen {
    pages: Vec<(String, String, Count)>,
    revision: u64,
    chooser: Chooser,
}

fn begun(cx: &Cx<'_>) -> Vec<(String, String, Count)> {
    let pages = cx.library.pages().iter().filter(|page| page.entry.steps().next().is_some());
    let mut out: Vec<(String, String, Count)> = pages
        .map(|page| (page.id().to_owned(), page.name().to_owned(), count::page(cx.ticks(), page)))
        .filter(|(_, _, count)| !count.untouched())
        .collect();
    // What is begun and not finished comes first.
    out.sort_by_key(|(_, name, count)| (count.finished(), name.to_lowercase()));
    out
}

impl ProgressScreen {
    /// What was begun.
    pub fn new(cx: &Cx<'_>) -> ProgressScreen {
        ProgressScreen { pages: begun(cx), revision: cx.revision, chooser: Chooser::default() }
    }

    fn open(&self) -> Vec<Effect> {
        let page = self.pages.get(self.chooser.at);
        page.map(|(id, _, _)| Effect::Open(Route::Checklist { id: id.clone(), step: None })).into_iter().collect()
    }
}

impl Screen for ProgressScreen {
    fn title(&self, _: &Cx<'_>) -> String {
        words::home::PROGRESS.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![
            (Action::Open, words::hints::CHECKLIST),
            (Action::Down, words::hints::MOVE),
            (Action::Back, words::hints::BACK),
        ]
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.pages.len()) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Back | Action::Left => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.pages = begun(cx);
            self.revision = cx.revision;
        }
        let all = count::pages(cx.ticks(), cx.library.pages().iter());
        let text = fill(words::progress::ALL, &[("done", &all.done), ("all", &all.wanted())]);
        let style = canvas.theme.base();
        canvas.text(2, 0, &text, style);
        if self.pages.is_empty() {
            canvas.text(2, 2, words::progress::NONE, style);
            canvas.cursor(2, 2);
        }
        let (width, height) = (canvas.width(), canvas.height());
        let mut canvas = canvas.part(0, 2, width, height.saturating_sub(2));
        let longest = self.pages.iter().map(|(_, name, _)| canvas.wide(name)).max().unwrap_or(0);
        let column = longest.min(width.saturating_sub(24)) + 4;
        for (y, at) in (0..).zip(self.chooser.show(self.pages.len(), canvas.height().into())) {
            let (_, name, count) = &self.pages[at];
            let mut style = canvas.theme.base();
            if at == self.chooser.at {
                style = style.patch(canvas.theme.focus());
                let (glyph, glyph_style) = (canvas.glyphs.focus, canvas.theme.heading());
                canvas.text(0, y, glyph, glyph_style);
                canvas.cursor(2, y);
            }
            canvas.part(0, 0, column.saturating_sub(1), height).text(2, y, name, style);
            let x = canvas.gauge(column, y, 8, count.done, count.wanted());
            let mut text =
                format!(" {}", fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())]));
            if count.finished() {
                text = format!(" {}", words::list::FINISHED);
            }
            let style = canvas.theme.quiet();
            canvas.text(x, y, &text, style);
            canvas.clickable(0, y, width, Click::Item(at));
        }
    }
}
