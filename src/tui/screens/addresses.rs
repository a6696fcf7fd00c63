//! Every address and number of a page, to carry one away.

use crate::content::doc::{self, Block, Piece};
use crate::content::inline::Target;
use crate::layout::contact_target;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::carry::Carry;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::simple;
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

struct Addresses {
    id: String,
    name: String,
    all: Vec<Carry>,
    chooser: Chooser,
    revision: u64,
}

/// The addresses and numbers of a page.
pub fn make(id: &str, cx: &Cx<'_>) -> Box<dyn Screen> {
    let Some(Ok(page)) = cx.library.page(id) else {
        return simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)]));
    };
    let all = of_page(id, cx);
    if all.is_empty() {
        return simple::message(words::carry::TITLE, words::carry::NOTHING);
    }
    let (id, name) = (id.to_owned(), page.head().name.to_owned());
    Box::new(Addresses { id, name, all, chooser: Chooser::default(), revision: cx.revision })
}

/// Every address and number of a page; none where there is no page.
pub fn of_page(id: &str, cx: &Cx<'_>) -> Vec<Carry> {
    let Some(Ok(page)) = cx.library.page(id) else { return Vec::new() };
    let mut all = carries(&cx.document(|cx| doc::page_blocks(&page, cx)));
    if let Some(school) = cx.house.school.as_ref().filter(|_| id == cx.region) {
        // As on the help screen: the school's own come first, after the emergency number.
        let at = usize::from(page.region().is_some_and(|region| region.emergency.is_some())).min(all.len());
        all.splice(at..at, carries(&school.blocks()));
    }
    all
}

/// What a text has to carry away, each once, with what stands above it.
fn carries(blocks: &[Block<'_>]) -> Vec<Carry> {
    let mut all: Vec<Carry> = Vec::new();
    let mut heading = String::new();
    for block in blocks {
        // What one thing that has happened asks for: the name of each service stands before its numbers.
        if let Block::Para(pieces) = block
            && let Some(Piece::Link { label, target: Target::Page { place: Some(_), .. } }) = pieces.first()
        {
            label.as_ref().clone_into(&mut heading);
        }
        let found: Vec<Carry> = match block {
            Block::Heading { words, .. } => {
                words.as_ref().clone_into(&mut heading);
                Vec::new()
            }
            Block::Contact(_, value) => Carry::of(&contact_target(value)).into_iter().collect(),
            other => addresses(other.pieces()),
        };
        for carry in found {
            if !all.iter().any(|own| own.text == carry.text) {
                let label = if carry.label.is_empty() { heading.clone() } else { carry.label.clone() };
                all.push(carry.labelled(&label));
            }
        }
    }
    all
}

/// The addresses in a text; a source's with the words before it, which say what it is.
fn addresses(pieces: &[Piece<'_>]) -> Vec<Carry> {
    let target = |(at, piece): (usize, &Piece<'_>)| match piece {
        Piece::Link { label, target: target @ Target::Url(url) } => {
            let before = at.checked_sub(1).and_then(|at| pieces.get(at));
            let words = match before {
                Some(Piece::Text(words)) if label == url => words.trim().trim_end_matches('.').to_owned(),
                _ => String::new(),
            };
            Carry::of(target).map(|carry| carry.labelled(&words))
        }
        _ => None,
    };
    pieces.iter().enumerate().filter_map(target).collect()
}

impl Addresses {
    fn focused(&self) -> Option<Carry> {
        self.all.get(self.chooser.at).cloned()
    }
}

impl Screen for Addresses {
    fn title(&self, _: &Cx<'_>) -> String {
        fill(words::carry::ALL, &[("page", &self.name)])
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = vec![
            (Action::Open, words::hints::CODE),
            (Action::Copy, words::hints::COPY),
            (Action::Back, words::hints::BACK),
            (Action::Down, words::hints::MOVE),
        ];
        if !cx.house.no_open && self.focused().is_some_and(|carry| carry.is_web()) {
            hints.insert(1, (Action::Browser, words::hints::BROWSER));
        }
        hints
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.all.len()) {
            return Vec::new();
        }
        let effect = match action {
            Action::Back | Action::Left => Some(Effect::Back),
            Action::Open | Action::Right | Action::Code => {
                self.focused().map(|carry| Effect::Open(Route::Carry(carry)))
            }
            Action::Copy => self.focused().map(Effect::Copy),
            Action::Browser => self.focused().map(Effect::Browse),
            _ => None,
        };
        effect.into_iter().collect()
    }

    fn item(&mut self, item: usize, cx: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.act(Action::Open, cx)
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.all = of_page(&self.id, cx);
            self.revision = cx.revision;
        }
        if self.all.is_empty() {
            let style = canvas.theme.quiet();
            canvas.text(2, 0, words::carry::NOTHING, style);
        }
        let width = canvas.width();
        let mut y = 0;
        for at in self.chooser.show(self.all.len(), usize::from(canvas.height() / 2)) {
            let carry = &self.all[at];
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            canvas.text(2, y, &carry.text, style);
            let style = canvas.theme.quiet();
            canvas.text(4, y + 1, &carry.label, style);
            for row in 0..2 {
                canvas.clickable(0, y + row, width, Click::Item(at));
            }
            y += 2;
        }
    }
}
