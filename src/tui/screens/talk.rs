//! Talk cards: what to say, one thought a card, by age. Made to be held between two people.

use crate::content::doc::Piece;
use crate::content::doc::{self, Block};
use crate::content::file::TalkAge;
use crate::content::page::Page;
use crate::layout::{MAX_TEXT_WIDTH, lay_out};
use crate::plan::AgeBand;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Screen};
use crate::tui::screens::simple;
use crate::words::{self, fill};

struct Cards {
    id: String,
    name: String,
    /// The thoughts by age.
    ages: Vec<(TalkAge, Vec<Vec<Piece<'static>>>)>,
    /// The age that is shown.
    age: usize,
    /// The card that is shown.
    card: usize,
    revision: u64,
}

/// The cards of a page; they begin with the age of the child whose plan is open.
pub fn make(id: &str, cx: &Cx<'_>) -> Box<dyn Screen> {
    let Some(Ok(page)) = cx.library.page(id) else {
        return simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)]));
    };
    let ages = cards_of(&page);
    if ages.is_empty() {
        return simple::message(words::talk::TITLE, words::talk::NOTHING);
    }
    let band = cx.child.and_then(|id| cx.progress.children.get(id)).and_then(|child| AgeBand::from_name(child.age()));
    let age = band.and_then(|band| ages.iter().position(|(age, _)| *age == talk_age(band))).unwrap_or(0);
    let (id, name) = (id.to_owned(), page.head().name.to_owned());
    Box::new(Cards { id, name, ages, age, card: 0, revision: cx.revision })
}

/// The thoughts of a page, by age.
fn cards_of(page: &Page) -> Vec<(TalkAge, Vec<Vec<Piece<'static>>>)> {
    let talks = page.guide().map(|guide| guide.talks.as_slice()).unwrap_or_default();
    let mut ages: Vec<(TalkAge, Vec<Vec<Piece<'static>>>)> = Vec::new();
    for talk in talks {
        let cards = talk.say.iter().map(|text| doc::line(page, text).into_iter().map(Piece::into_owned).collect());
        match ages.iter_mut().find(|(age, _)| *age == talk.age) {
            Some((_, own)) => own.extend(cards),
            None => ages.push((talk.age, cards.collect())),
        }
    }
    ages.retain(|(_, cards)| !cards.is_empty());
    ages.sort_by_key(|(age, _)| *age);
    ages
}

fn talk_age(band: AgeBand) -> TalkAge {
    match band {
        AgeBand::Under7 => TalkAge::Under7,
        AgeBand::From7 => TalkAge::From7,
        AgeBand::From11 => TalkAge::From11,
        AgeBand::From14 | AgeBand::From16 => TalkAge::From14,
    }
}

impl Cards {
    fn cards(&self) -> &[Vec<Piece<'static>>] {
        &self.ages[self.age].1
    }

    fn is_last(&self) -> bool {
        self.card + 1 == self.cards().len()
    }

    /// Takes the thoughts from the page as it is now, and stays at the same card.
    fn refresh(&mut self, cx: &Cx<'_>) {
        if let Some(Ok(page)) = cx.library.page(&self.id) {
            let (age, ages) = (self.ages[self.age].0, cards_of(&page));
            if !ages.is_empty() {
                self.age = ages.iter().position(|(own, _)| *own == age).unwrap_or(0);
                self.ages = ages;
                self.go(self.card);
            }
        }
        self.revision = cx.revision;
    }

    fn go(&mut self, card: usize) {
        self.card = card.min(self.cards().len() - 1);
    }

    fn choose_age(&mut self, age: usize) {
        self.age = age.min(self.ages.len() - 1);
        self.card = 0;
    }
}

impl Screen for Cards {
    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{}{}{}", self.name, cx.glyphs.dot, words::talk::TITLE)
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = Vec::new();
        if !self.is_last() {
            hints.push((Action::Right, words::hints::NEXT_CARD));
        }
        if self.ages.len() > 1 {
            hints.push((Action::NextLink, words::hints::NEXT_AGE));
        }
        if self.card > 0 {
            hints.push((Action::Left, words::hints::CARD_BEFORE));
        }
        hints.push((Action::Back, words::hints::BACK));
        hints
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Right | Action::Open | Action::Tick | Action::PageDown | Action::Down => {
                if self.is_last() {
                    let said = if self.ages.len() > 1 { words::talk::LAST_OF_AGE } else { words::talk::LAST };
                    return vec![Effect::Say(said.to_owned())];
                }
                self.go(self.card + 1);
            }
            Action::Left | Action::PageUp | Action::Up => self.card = self.card.saturating_sub(1),
            Action::Top => self.card = 0,
            Action::Bottom => self.go(usize::MAX),
            Action::NextLink => self.choose_age((self.age + 1) % self.ages.len()),
            Action::PreviousLink => self.choose_age((self.age + self.ages.len() - 1) % self.ages.len()),
            Action::Back | Action::Talk => return vec![Effect::Back],
            _ => {}
        }
        Vec::new()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.choose_age(item);
        Vec::new()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.refresh(cx);
        }
        let (width, height) = (canvas.width(), canvas.height());
        // The ages, with the shown one between marks: colour alone would not do.
        let mut x = 2;
        for (at, (age, _)) in self.ages.iter().enumerate() {
            let (text, style) = match at == self.age {
                true => {
                    let (before, after) = canvas.glyphs.around;
                    (format!("{before}{}{after}", age.title()), canvas.theme.heading())
                }
                false => (age.title().to_owned(), canvas.theme.quiet()),
            };
            let start = x;
            x = canvas.text(x, 0, &text, style);
            canvas.clickable(start, 0, x - start, Click::Item(at));
            x += 2;
        }
        let count = fill(words::talk::COUNT, &[("card", &(self.card + 1)), ("all", &self.cards().len())]);
        let style = canvas.theme.quiet();
        canvas.text(2, height.saturating_sub(1), &count, style);
        // The thought in the middle of what is left, not too wide.
        let columns = usize::from(width.saturating_sub(8)).min(60.min(MAX_TEXT_WIDTH));
        let blocks = [Block::Para(self.cards()[self.card].clone())];
        let laid = lay_out(&blocks, columns, canvas.glyphs);
        let rows = u16::try_from(laid.len()).unwrap_or(u16::MAX);
        let top = 2 + height.saturating_sub(4 + rows) / 2;
        let mut card = canvas.part(4, 0, width.saturating_sub(4), height.saturating_sub(1));
        card.cursor(0, top);
        for (y, row) in (top..).zip(0..laid.len()) {
            card.row(0, y, &laid, row, usize::MAX / 2, None);
        }
    }
}
