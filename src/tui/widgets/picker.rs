//! Choosing several pages from a list that narrows as one types.

use crate::content::library::Listed;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::{Action, Key};
use crate::tui::screen::Edit;
use crate::tui::widgets::chooser::Chooser;
use crate::tui::widgets::narrow::narrow;
use crate::tui::widgets::text_box::TextBox;
use crate::words;

/// A page that can be chosen.
#[derive(Debug, Clone)]
struct Row {
    id: String,
    name: String,
    chosen: bool,
    /// What is looked through, in small letters.
    words: String,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    rows: Vec<Row>,
    shown: Vec<usize>,
    filter: TextBox,
    chooser: Chooser,
    /// The focus was moved since the last letter: a space is not text then.
    moved: bool,
}

impl Picker {
    /// A list of pages of which some are chosen.
    pub fn new<'a>(pages: impl Iterator<Item = &'a Listed>, chosen: impl Fn(&str) -> bool) -> Picker {
        let row = |page: &Listed| Row {
            id: page.id().to_owned(),
            name: page.name().to_owned(),
            chosen: chosen(page.id()),
            words: super::words_of(page),
        };
        let rows: Vec<Row> = pages.map(row).collect();
        Picker { shown: (0..rows.len()).collect(), rows, ..Picker::default() }
    }

    /// The ids of all pages, and whether each is chosen.
    pub fn choices(&self) -> impl Iterator<Item = (&str, bool)> {
        self.rows.iter().map(|row| (row.id.as_str(), row.chosen))
    }

    /// The names of the chosen pages.
    pub fn chosen(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter(|row| row.chosen).map(|row| row.name.as_str())
    }

    /// Moves, or chooses the focused page. False when the list is left.
    pub fn act(&mut self, action: Action) -> bool {
        if self.chooser.act(action, self.shown.len()) {
            self.moved = true;
            return true;
        }
        match action {
            Action::Open => self.toggle(self.chooser.at),
            Action::Back if self.filter.is_empty() => return false,
            Action::Back => {
                self.filter.clear();
                self.narrow();
            }
            _ => {}
        }
        true
    }

    /// Chooses a shown page, or takes the choice back. What was typed has served then.
    pub fn toggle(&mut self, item: usize) {
        let Some(row) = self.shown.get(item).copied() else { return };
        self.rows[row].chosen = !self.rows[row].chosen;
        if !self.filter.is_empty() {
            self.filter.clear();
            self.narrow();
            self.chooser.at = row;
        }
    }

    /// True while only some pages are shown.
    pub fn is_narrowed(&self) -> bool {
        !self.filter.is_empty()
    }

    /// Narrows the list. A space chooses while nothing is typed, since names do not begin with one, and after the
    /// focus was moved with the arrows.
    pub fn edit(&mut self, edit: &Edit) {
        if *edit == Edit::Key(Key::Char(' ')) && (self.filter.is_empty() || self.moved) {
            self.toggle(self.chooser.at);
        } else if self.filter.edit(edit) {
            self.narrow();
        }
    }

    fn narrow(&mut self) {
        self.shown = narrow(self.rows.iter().map(|row| row.words.as_str()), &self.filter.text());
        self.chooser = Chooser::default();
        self.moved = false;
    }

    /// Draws the box and the list.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>) {
        let (width, height) = (canvas.width(), canvas.height());
        let mut list = canvas.part(0, 1, width, height.saturating_sub(1));
        if self.shown.is_empty() {
            let style = list.theme.quiet();
            list.text(2, 0, words::list::NOTHING, style);
        }
        for (y, at) in (0..).zip(self.chooser.show(self.shown.len(), list.height().into())) {
            let row = &self.rows[self.shown[at]];
            let style = list.item(y, at == self.chooser.at, list.theme.base());
            let mark = if row.chosen { list.glyphs.done } else { list.glyphs.todo };
            let plain = list.theme.base();
            let x = list.text(2, y, mark, plain);
            list.text(x + 1, y, &row.name, style);
            list.clickable(0, y, width, Click::Item(at));
        }
        // Last, since the real cursor belongs to the box.
        self.filter.draw(canvas, 0, words::list::FILTER, true);
    }
}
