//! A page to read: its parts, its links, and the way to its checklist.

use std::rc::Rc;

use crate::content::doc::{self, Block, Piece, Slot};
use crate::content::file::Step;
use crate::content::inline::{Marker, Target};
use crate::content::library::GLOSSARY;
use crate::content::page::Page;
use crate::layout::MAX_TEXT_WIDTH;
use crate::progress::count::{self, State};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::{follow, simple};
use crate::tui::widgets::reader::Reader;
use crate::words::{self, fill};

/// From this width on, the sections stand beside the text.
const WIDE: u16 = 110;
/// The width of the list of sections.
const SIDE: u16 = 32;
/// Clicks on sections have this much more than their number.
const PARTS: usize = 1 << 20;

/// A page.
pub struct PageScreen {
    id: String,
    page: Rc<Page>,
    reader: Reader,
    revision: Option<u64>,
}

/// The screen for a page; one that says so when there is no such page.
pub fn make(id: String, place: Option<String>, cx: &Cx<'_>) -> Box<dyn Screen> {
    match cx.library.page(&id) {
        Some(Ok(page)) => {
            let mut reader = Reader::default();
            if let Some(place) = place {
                // A step lives on the checklist.
                if page.steps().iter().any(|step| step.id == place) {
                    return super::steps::checklist(id, Some(place), cx);
                }
                reader.go_to(&place);
            }
            Box::new(PageScreen { id, page, reader, revision: None })
        }
        Some(Err(problem)) => simple::message(words::page::UNREADABLE, &problem.to_string()),
        None => simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)])),
    }
}

impl PageScreen {
    fn part<'t>(&'t self, slot: &Slot<'t>, cx: &Cx<'_>) -> Vec<Block<'t>> {
        let steps = self.page.steps();
        // On the screen the checklist is a screen of its own: here stand its steps, each a way there.
        if matches!(slot, Slot::Checklist) {
            let heading = Block::heading(2, slot.place(), slot.title(&self.page));
            return std::iter::once(heading).chain(steps.iter().map(|step| self.step_line(step, cx))).collect();
        }
        let mut out = cx.document(|cx| slot.blocks(&self.page, cx));
        if let (Slot::Head, Some(first)) = (slot, steps.first()) {
            let listed = cx.library.listed(&self.id);
            let count = listed.map(|listed| count::page(cx.ticks(), listed)).unwrap_or_default();
            let label = fill(words::page::TO_CHECKLIST, &[("done", &count.done), ("all", &count.wanted())]);
            let target = Target::Page { page: self.id.clone(), place: Some(first.id.clone()) };
            // After the page's name and its summary.
            out.insert(2.min(out.len()), Block::Para(vec![Piece::Link { label: label.into(), target }]));
        }
        out
    }

    fn draw_reader(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        let mut reader = std::mem::take(&mut self.reader);
        reader.draw_parts(canvas, || doc::slots(&self.page).into_iter().map(|slot| self.part(&slot, cx)));
        self.reader = reader;
    }

    fn has_myths(&self) -> bool {
        self.page.guide().is_some_and(|guide| !guide.myths.is_empty())
    }

    fn has_talks(&self) -> bool {
        self.page.guide().is_some_and(|guide| !guide.talks.is_empty())
    }

    fn state(&self, step: &Step, cx: &Cx<'_>) -> State {
        let shared = cx.library.listed(&self.id).is_some_and(|listed| listed.entry.shared());
        count::state(cx.ticks(), &self.id, shared, step)
    }

    fn step_line<'t>(&self, step: &'t Step, cx: &Cx<'_>) -> Block<'t> {
        let mark = match self.state(step, cx) {
            State::Done => cx.glyphs.done,
            State::Changed => cx.glyphs.changed,
            State::NotForUs => cx.glyphs.skipped,
            State::Open => cx.glyphs.todo,
        };
        let target = Target::Page { page: self.id.clone(), place: Some(step.id.clone()) };
        let link = Piece::Link { label: (&step.title).into(), target };
        Block::Item(Marker::None, vec![Piece::Text(format!("{mark} ").into()), link])
    }
}

impl Screen for PageScreen {
    fn title(&self, _: &Cx<'_>) -> String {
        self.page.head().name.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = Vec::new();
        if !self.page.steps().is_empty() {
            hints.push((Action::Checklist, words::hints::CHECKLIST));
        }
        if self.has_talks() {
            hints.push((Action::Talk, words::hints::TALK));
        }
        if self.has_myths() {
            hints.push((Action::Myths, words::hints::MYTHS));
        }
        hints.extend([
            (Action::Back, words::hints::BACK),
            (Action::Right, words::hints::NEXT_PART),
            (Action::Sources, words::hints::SOURCES),
            (Action::Sections, words::hints::SECTIONS),
            (Action::NextLink, words::hints::NEXT_LINK),
            (Action::Open, words::hints::FOLLOW),
            (Action::Code, words::hints::ADDRESSES),
            (Action::Down, words::hints::SCROLL),
        ]);
        hints
    }

    fn link(&self) -> Option<Target> {
        self.reader.link()
    }

    fn page(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        let (handled, target) = self.reader.act(action);
        if let Some(target) = target {
            return follow(target);
        }
        if handled {
            return Vec::new();
        }
        match action {
            Action::Back => vec![Effect::Back],
            Action::Checklist if !self.page.steps().is_empty() => {
                vec![Effect::Open(Route::Checklist { id: self.id.clone(), step: None })]
            }
            Action::Sources if !self.page.sources().is_empty() => vec![Effect::Open(Route::Sources(self.id.clone()))],
            Action::Talk if self.has_talks() => vec![Effect::Open(Route::Talk(self.id.clone()))],
            Action::Myths if self.has_myths() => vec![Effect::Open(Route::Myths(Some(self.id.clone())))],
            Action::Sections => vec![Effect::Open(Route::Sections(self.id.clone()))],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        if let Some(part) = item.checked_sub(PARTS) {
            if let Some((place, _, _)) = self.reader.parts().get(part) {
                let place = place.clone();
                self.reader.go_to(&place);
            }
            return Vec::new();
        }
        self.reader.click(item).map(follow).unwrap_or_default()
    }

    fn go_to(&mut self, place: &str) {
        self.reader.go_to(place);
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != Some(cx.revision) {
            // The page itself can be another one: somebody is editing it.
            if let Some(Ok(page)) = cx.library.page(&self.id) {
                self.page = page;
            }
            self.reader.outdated();
            if self.revision.is_none() && !self.page.steps().is_empty() {
                // The way to the checklist is the first link: Enter goes there.
                self.reader.focus_link(0);
            }
            self.revision = Some(cx.revision);
        }
        let (width, height) = (canvas.width(), canvas.height());
        if width < WIDE || self.id == GLOSSARY {
            self.draw_reader(canvas, cx);
            return;
        }
        // As wide as its longest title, where the text still has all its room.
        let longest = self.reader.parts().iter().map(|(_, title, _)| canvas.wide(title) + 2).max();
        let most = width.saturating_sub(MAX_TEXT_WIDTH as u16 + 2).max(SIDE);
        let own = longest.unwrap_or(0).clamp(SIDE, most);
        self.draw_reader(&mut canvas.part(own + 2, 0, width - own - 2, height), cx);
        let now = self.reader.part().map(|(_, at)| at);
        let parts = self.reader.parts();
        let top = now.unwrap_or(0).saturating_sub(usize::from(height) / 2);
        let top = top.min(parts.len().saturating_sub(usize::from(height)));
        let mut side = canvas.part(0, 0, own, height);
        for (y, (at, (_, title, _))) in (0..height).zip(parts.iter().enumerate().skip(top)) {
            let (mark, style) = match Some(at) == now {
                true => (side.glyphs.focus, side.theme.heading()),
                false => ("  ", side.theme.quiet()),
            };
            side.text(0, y, mark, style);
            side.text(2, y, title, style);
            side.clickable(0, y, own, Click::Item(PARTS + at));
        }
    }
}
