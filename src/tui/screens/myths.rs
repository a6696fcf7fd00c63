//! What people believe, in two steps: the claim, and when one has thought about it, the answer with its source.

use std::rc::Rc;

use crate::content::doc::{self, Block, Piece, Tone};
use crate::content::file::Myth;
use crate::content::inline::Target;
use crate::content::page::Page;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::{follow, simple};
use crate::tui::widgets::reader::Reader;
use crate::words::{self, fill};

struct Myths {
    /// The page that they are of; `None` for all pages.
    of: Option<String>,
    /// The page and which of its myths.
    all: Vec<(Rc<Page>, usize)>,
    at: usize,
    answered: bool,
    reader: Reader,
    stale: bool,
    revision: u64,
}

/// The myths of a page; without one, of all pages.
pub fn make(id: Option<&str>, cx: &Cx<'_>) -> Box<dyn Screen> {
    let all = all(id, cx);
    if all.is_empty() {
        return simple::message(words::page::MYTHS, words::myths::NOTHING);
    }
    let of = id.map(str::to_owned);
    Box::new(Myths { of, all, at: 0, answered: false, reader: Reader::default(), stale: true, revision: cx.revision })
}

/// The myths of a page, or of all pages.
fn all(id: Option<&str>, cx: &Cx<'_>) -> Vec<(Rc<Page>, usize)> {
    let listed = cx.library.pages().iter().filter(|listed| id.is_none_or(|id| id == listed.id()));
    let pages = listed.filter_map(|listed| cx.library.page(listed.id())).filter_map(Result::ok);
    pages.flat_map(|page| (0..myths(&page).len()).map(move |at| (Rc::clone(&page), at))).collect()
}

fn myths(page: &Page) -> &[Myth] {
    page.guide().map(|guide| guide.myths.as_slice()).unwrap_or_default()
}

impl Myths {
    fn go(&mut self, at: usize) {
        let at = at.min(self.all.len() - 1);
        if at != self.at {
            (self.at, self.answered, self.stale) = (at, false, true);
        }
    }

    fn same(&self, one: usize, other: usize) -> bool {
        self.all[one].0.head().id == self.all[other].0.head().id
    }

    /// The first myth, from one on, that is of another page than the shown one.
    fn of_page(&self, from: usize) -> Option<usize> {
        (from..self.all.len()).find(|at| !self.same(*at, self.at))
    }

    /// Takes the myths from the pages as they are now, and stays at the same one.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let name = |(page, at): &(Rc<Page>, usize)| (page.head().id.to_owned(), myths(page)[*at].id.clone());
        let (was, now) = (name(&self.all[self.at]), all(self.of.as_deref(), cx));
        if !now.is_empty() {
            self.at = now.iter().position(|myth| name(myth) == was).unwrap_or(self.at.min(now.len() - 1));
            (self.all, self.stale) = (now, true);
        }
        self.revision = cx.revision;
    }

    fn blocks(&self) -> Vec<Block<'_>> {
        let (page, at) = &self.all[self.at];
        let myth = &myths(page)[*at];
        let text = |text: &'static str| vec![Piece::Text(text.into())];
        let count = fill(words::myths::COUNT, &[("at", &(self.at + 1)), ("all", &self.all.len())]);
        let link = Piece::Link {
            label: page.head().name.into(),
            target: Target::Page { page: page.head().id.to_owned(), place: Some(myth.id.clone()) },
        };
        let mut out = vec![
            Block::Note(Tone::Quiet, vec![Piece::Text(format!("{count} ").into()), link]),
            Block::heading(3, "", format!("“{}”", myth.claim)),
        ];
        if !self.answered {
            out.push(Block::Para(text(words::myths::ASK)));
            return out;
        }
        out.push(Block::Note(Tone::Care, text(doc::verdict(myth.verdict))));
        out.extend(doc::text_blocks(page, &myth.truth));
        let sources = doc::cited(page, &myth.truth);
        if !sources.is_empty() {
            out.push(Block::Note(Tone::Quiet, text(words::page::SOURCES)));
            out.extend(sources);
        }
        out
    }
}

impl Screen for Myths {
    fn title(&self, _: &Cx<'_>) -> String {
        words::page::MYTHS.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let last = self.at + 1 == self.all.len();
        let mut hints = Vec::new();
        if !self.answered || !last {
            hints.push((Action::Tick, if self.answered { words::hints::NEXT_CARD } else { words::hints::ANSWER }));
        }
        if !last && !self.answered {
            hints.push((Action::Right, words::hints::NEXT_CARD));
        }
        if self.at > 0 {
            hints.push((Action::Left, words::hints::CARD_BEFORE));
        }
        hints.push((Action::Back, words::hints::BACK));
        if self.of_page(self.at + 1).is_some() {
            hints.push((Action::PageDown, words::hints::NEXT_PAGE));
        }
        hints.extend([(Action::Sources, words::hints::SOURCES), (Action::NextLink, words::hints::NEXT_LINK)]);
        hints
    }

    fn link(&self) -> Option<Target> {
        self.reader.link()
    }

    fn page(&self) -> Option<&str> {
        Some(self.all[self.at].0.head().id)
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Open if self.reader.link().is_some() => {}
            Action::Open | Action::Tick if !self.answered => {
                (self.answered, self.stale) = (true, true);
                return Vec::new();
            }
            Action::Open | Action::Tick | Action::Right => {
                self.go(self.at + 1);
                return Vec::new();
            }
            Action::Left => {
                self.go(self.at.saturating_sub(1));
                return Vec::new();
            }
            Action::PageDown if self.of_page(0).is_some() => {
                self.go(self.of_page(self.at + 1).unwrap_or(self.at));
                return Vec::new();
            }
            Action::PageUp if self.of_page(0).is_some() => {
                let first = |at: usize| (0..=at).rev().take_while(|own| self.same(*own, at)).last().unwrap_or(at);
                let own = first(self.at);
                self.go(if own < self.at || own == 0 { own } else { first(own - 1) });
                return Vec::new();
            }
            Action::Sources => {
                return vec![Effect::Open(Route::Sources(self.all[self.at].0.head().id.to_owned()))];
            }
            Action::Back | Action::Myths => return vec![Effect::Back],
            _ => {}
        }
        self.reader.act(action).1.map(follow).unwrap_or_default()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.reader.click(item).map(follow).unwrap_or_default()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.refresh(cx);
        }
        if self.stale {
            self.reader = Reader::new(self.blocks());
            self.stale = false;
        }
        let (width, height) = (canvas.width(), canvas.height());
        self.reader.draw(&mut canvas.part(2, 0, width.saturating_sub(2), height));
    }
}
