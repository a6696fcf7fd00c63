//! The form for a child: a nickname if one likes, the age, the apps, the devices and the internet at home.
//!
//! No letter is a command anywhere in it: whoever types a name and goes on to the next field must lose nothing.

use crate::layout::MAX_TEXT_WIDTH;
use crate::plan::{self, AgeBand, Part};
use crate::progress::Change;
use crate::progress::child::{Child, Says};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::{Action, Key};
use crate::tui::screen::{Cx, Edit, Effect, Screen};
use crate::tui::widgets::picker::Picker;
use crate::tui::widgets::text_box::TextBox;
use crate::words;

/// The rows of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Name,
    Age,
    Pick(usize),
    Done,
}

const ROWS: [Row; 6] = [Row::Name, Row::Age, Row::Pick(0), Row::Pick(1), Row::Pick(2), Row::Done];
const NAME: usize = 0;
const AGE: usize = 1;

/// What the lists of the form are of, in order, with their labels.
const PICKS: [(Part, &str); 3] =
    [(Part::App, words::plan::APPS), (Part::Device, words::plan::DEVICES), (Part::Home, words::plan::HOME_INTERNET)];

/// The form.
pub struct Form {
    id: Option<String>,
    before: Child,
    first: bool,
    name: TextBox,
    /// The place of the age band, from 0; `None` when none was chosen.
    age: Option<usize>,
    picks: [Picker; 3],
    at: usize,
    /// The list that is open.
    open: Option<usize>,
    /// What was in the form when it was opened.
    untouched: Filled,
    /// Esc was pressed in a changed form: once more leaves it.
    leaving: bool,
}

/// What is in the form: the nickname, the place of the age band, and the ids of what is in use.
type Filled = (String, Option<usize>, Vec<String>);

impl Form {
    /// The form for a child, for a new one, or for a new one who is like a sibling.
    pub fn new(id: Option<String>, like: Option<&str>, cx: &Cx<'_>) -> Form {
        let get = |id: &str| cx.progress.children.get(id).cloned();
        let before = id.as_deref().and_then(get).unwrap_or_default();
        let from = like.and_then(get).unwrap_or_else(|| before.clone());
        let pick = |part| {
            let pages = cx.library.pages().iter().filter(move |page| plan::part(page) == Some(part));
            Picker::new(pages, |id| from.uses().any(|used| used == id))
        };
        let mut form = Form {
            first: id.is_none() && plan::children(cx.progress).next().is_none(),
            name: TextBox::with(before.name()),
            age: AgeBand::ALL.iter().position(|band| band.name() == before.age()),
            picks: PICKS.map(|(part, _)| pick(part)),
            id,
            before,
            at: 0,
            open: None,
            untouched: Filled::default(),
            leaving: false,
        };
        form.untouched = form.filled();
        form
    }

    fn filled(&self) -> Filled {
        let chosen = self.picks.iter().flat_map(Picker::choices).filter(|(_, chosen)| *chosen);
        (self.name.text(), self.age, chosen.map(|(page, _)| page.to_owned()).collect())
    }

    fn row(&self) -> Row {
        ROWS[self.at]
    }

    fn go(&mut self, row: usize) {
        self.at = row.min(ROWS.len() - 1);
    }

    fn save(&mut self, cx: &Cx<'_>) -> Vec<Effect> {
        if self.age.is_none() {
            self.go(AGE);
            return vec![Effect::Say(words::plan::AGE_FIRST.to_owned())];
        }
        let mut says = Vec::new();
        let name = self.name.text().trim().to_owned();
        let age = self.age.map_or("", |at| AgeBand::ALL[at].name());
        if let Some(taken) = plan::taken(cx.progress, &name, age, self.id.as_deref()) {
            self.go(NAME);
            return vec![Effect::Say(taken)];
        }
        if name != self.before.name() {
            says.push(Says::Name(name));
        }
        if age != self.before.age() || self.id.is_none() {
            says.push(Says::Age(age.to_owned()));
        }
        if self.first {
            says.push(Says::Heir);
        }
        for (page, chosen) in self.picks.iter().flat_map(Picker::choices) {
            if chosen != self.before.uses().any(|used| used == page) {
                says.push(Says::Uses(page.to_owned(), chosen));
            }
        }
        let mut effects = Vec::new();
        // Whoever has one kind of phone wants the taps for it.
        let chosen = self.picks.iter().flat_map(Picker::choices).filter(|(_, chosen)| *chosen).map(|(page, _)| page);
        if let Some(device) = plan::only_phone(chosen, cx.library)
            && device != cx.device
        {
            let value = device.name().to_owned();
            effects.push(Effect::Save(vec![Change::Choose { name: "device".to_owned(), value }]));
        }
        effects.push(Effect::SaveChild(self.id.clone(), says));
        effects
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, y: u16, at: usize) {
        let focused = at == self.at;
        let button = canvas.item(y, focused, canvas.theme.role(crate::layout::Role::Stress));
        let width = canvas.width();
        canvas.clickable(0, y, width, Click::Item(at));
        let (label, value) = match ROWS[at] {
            Row::Name => {
                let mut part = canvas.part(2, y, width.saturating_sub(2), 1);
                self.name.draw(&mut part, 0, words::plan::NAME, focused);
                return;
            }
            Row::Age => {
                let age = self.age.map_or(words::plan::NO_AGE, |at| AgeBand::ALL[at].title());
                (words::plan::AGE, format!("{}{age}{}", canvas.glyphs.around.0, canvas.glyphs.around.1))
            }
            Row::Pick(pick) => {
                let chosen: Vec<&str> = self.picks[pick].chosen().collect();
                let value = if chosen.is_empty() { words::plan::NONE.to_owned() } else { chosen.join(", ") };
                (PICKS[pick].1, value)
            }
            Row::Done => {
                canvas.text(2, y, words::plan::MAKE, button);
                return;
            }
        };
        let style = canvas.theme.role(crate::layout::Role::Label);
        let x = canvas.text(2, y, label, style);
        let mut style = canvas.theme.base();
        if focused {
            style = style.patch(canvas.theme.focus());
        }
        let room = width.min(MAX_TEXT_WIDTH as u16).saturating_sub(x);
        canvas.part(x, y, room, 1).text(0, 0, &value, style);
    }
}

impl Screen for Form {
    fn title(&self, _: &Cx<'_>) -> String {
        match self.open {
            Some(pick) => PICKS[pick].1.trim_end().trim_end_matches(':').to_owned(),
            None if self.id.is_some() => words::plan::CHANGE.to_owned(),
            None => words::plan::ADD.to_owned(),
        }
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        if let Some(pick) = self.open {
            let back = if self.picks[pick].is_narrowed() { words::hints::SHOW_ALL } else { words::hints::READY };
            return vec![(Action::Open, words::hints::TICK), (Action::Back, back), (Action::Down, words::hints::MOVE)];
        }
        let open = match self.row() {
            Row::Name | Row::Age => words::hints::NEXT_FIELD,
            Row::Pick(_) => words::hints::OPEN,
            Row::Done => words::hints::MAKE_PLAN,
        };
        let arrows = if self.row() == Row::Age { words::hints::CHOOSE_MOVE } else { words::hints::MOVE };
        vec![(Action::Open, open), (Action::Down, arrows), (Action::Back, words::hints::CANCEL)]
    }

    fn typing(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        let leaving = std::mem::take(&mut self.leaving);
        if let Some(pick) = self.open {
            if !self.picks[pick].act(action) {
                self.open = None;
                self.go(self.at + 1);
            }
            return Vec::new();
        }
        let last = AgeBand::ALL.len() - 1;
        match (action, self.row()) {
            (Action::Up, _) => self.at = self.at.saturating_sub(1),
            (Action::Down | Action::NextLink, _) => self.go(self.at + 1),
            (Action::PreviousLink, _) => self.at = self.at.saturating_sub(1),
            (Action::Top, _) => self.at = 0,
            (Action::Bottom, _) => self.go(usize::MAX),
            (Action::Left, Row::Age) => self.age = self.age.map(|at| at.saturating_sub(1)),
            (Action::Right, Row::Age) => self.age = Some(self.age.map_or(0, |at| (at + 1).min(last))),
            // Round and round, for whoever knows only Space.
            (Action::Tick, Row::Age) => self.age = Some(self.age.map_or(0, |at| (at + 1) % (last + 1))),
            // Enter goes on: whoever has chosen an age must not change it by that.
            (Action::Open, Row::Name | Row::Age) => self.go(self.at + 1),
            (Action::Open | Action::Right | Action::Tick, Row::Pick(pick)) => self.open = Some(pick),
            (Action::Open | Action::Tick, Row::Done) => return self.save(cx),
            (Action::Back, _) if leaving || self.filled() == self.untouched => return vec![Effect::Back],
            (Action::Back, _) => {
                self.leaving = true;
                return vec![Effect::Say(words::plan::LEAVE_FORM.to_owned())];
            }
            _ => {}
        }
        Vec::new()
    }

    fn edit(&mut self, edit: Edit, cx: &Cx<'_>) -> Vec<Effect> {
        self.leaving = false;
        let action = match (&edit, self.open, self.row()) {
            (_, Some(pick), _) => {
                self.picks[pick].edit(&edit);
                return Vec::new();
            }
            (Edit::Key(Key::Tab), ..) => Action::NextLink,
            (Edit::Key(Key::BackTab), ..) => Action::PreviousLink,
            (_, _, Row::Name) => {
                self.name.edit(&edit);
                return Vec::new();
            }
            (Edit::Key(Key::Left), ..) => Action::Left,
            (Edit::Key(Key::Right), ..) => Action::Right,
            (Edit::Key(Key::Home), ..) => Action::Top,
            (Edit::Key(Key::End), ..) => Action::Bottom,
            (Edit::Key(Key::Char(' ')), ..) => Action::Tick,
            _ => return Vec::new(),
        };
        self.act(action, cx)
    }

    fn item(&mut self, item: usize, cx: &Cx<'_>) -> Vec<Effect> {
        self.leaving = false;
        if let Some(pick) = self.open {
            self.picks[pick].toggle(item);
            return Vec::new();
        }
        self.go(item);
        match self.row() {
            Row::Name => Vec::new(),
            Row::Age => self.act(Action::Tick, cx),
            _ => self.act(Action::Open, cx),
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if let Some(pick) = self.open {
            self.picks[pick].draw(canvas);
            return;
        }
        let roomy = canvas.height() >= 16;
        let mut y = 0;
        if roomy {
            let columns = usize::from(canvas.width().saturating_sub(2)).min(MAX_TEXT_WIDTH);
            let intro = if cx.house.kiosk { words::plan::FORM_INTRO_KIOSK } else { words::plan::FORM_INTRO };
            for row in crate::layout::wrap(&canvas.glyphs.fit(intro), columns) {
                let style = canvas.theme.quiet();
                canvas.text(2, y, &row, style);
                y += 1;
            }
            y += 1;
        }
        for at in 0..ROWS.len() {
            self.draw_row(canvas, y, at);
            y += if roomy { 2 } else { 1 };
        }
    }
}
