//! What screens draw on: a part of the frame, with the theme, and notes of what can be clicked and where the real
//! cursor belongs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::hyperlink;
use super::keys::Action;
use super::theme::Theme;
use crate::content::inline::Target;
use crate::layout::{Glyphs, Laid, MAX_TEXT_WIDTH, Role, cut, width, wrap};

/// A space at which no row ends.
const NO_BREAK: &str = "\u{a0}";

/// What a click on a place asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// The same as a key.
    Do(Action),
    /// Focus and open the item with this number of the screen.
    Item(usize),
}

/// What a drawing leaves behind besides characters.
#[derive(Debug, Default)]
pub struct Marks {
    /// Where clicks lead, the topmost last.
    pub clicks: Vec<(Rect, Click)>,
    /// The addresses that parts of rows are links to.
    pub addresses: Vec<(Rect, String)>,
    /// Where the real cursor belongs: on the focused item, for screen readers and braille displays.
    pub cursor: Option<Position>,
}

impl Marks {
    /// What a click here asks for.
    pub fn click_at(&self, at: Position) -> Option<Click> {
        self.clicks.iter().rev().find(|(area, _)| area.contains(at)).map(|(_, click)| *click)
    }
}

/// A part of the frame to draw on. Nothing is ever drawn outside it.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    marks: &'a mut Marks,
    area: Rect,
    /// How roles look.
    pub theme: Theme,
    /// The characters to draw with.
    pub glyphs: &'static Glyphs,
}

impl<'a> Canvas<'a> {
    /// A canvas on a part of a buffer.
    pub fn new(
        buffer: &'a mut Buffer,
        marks: &'a mut Marks,
        area: Rect,
        theme: Theme,
        glyphs: &'static Glyphs,
    ) -> Canvas<'a> {
        let area = area.intersection(buffer.area);
        Canvas { buffer, marks, area, theme, glyphs }
    }

    /// A canvas on a part of this one, given by its place inside it.
    pub fn part(&mut self, x: u16, y: u16, width: u16, height: u16) -> Canvas<'_> {
        let area = Rect { x: self.area.x.saturating_add(x), y: self.area.y.saturating_add(y), width, height };
        Canvas {
            area: area.intersection(self.area),
            buffer: self.buffer,
            marks: self.marks,
            theme: self.theme,
            glyphs: self.glyphs,
        }
    }

    /// Its width in columns.
    pub fn width(&self) -> u16 {
        self.area.width
    }

    /// Its height in rows.
    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// Draws a text in one row, cut at the edge with a mark. Gives the column after it.
    pub fn text(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        if x >= self.area.width || y >= self.area.height {
            return x;
        }
        let room = usize::from(self.area.width - x);
        let fitted = self.glyphs.fit(text);
        let text = cut(&fitted, room, self.glyphs);
        let (end, _) = self.buffer.set_stringn(self.area.x + x, self.area.y + y, &text, room, style);
        // Numbers that are selected with the mouse are to have ordinary spaces.
        if text.contains(NO_BREAK) {
            for x in self.area.x + x..end {
                if let Some(cell) = self.buffer.cell_mut((x, self.area.y + y)).filter(|cell| cell.symbol() == NO_BREAK)
                {
                    cell.set_symbol(" ");
                }
            }
        }
        end - self.area.x
    }

    /// Draws a text in as many rows as it takes, no wider than is read well. Gives the row below it.
    pub fn paragraph(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let columns = usize::from(self.area.width.saturating_sub(x)).clamp(10, MAX_TEXT_WIDTH);
        let mut below = y;
        for row in wrap(&self.glyphs.fit(text), columns) {
            self.text(x, below, &row, style);
            below = below.saturating_add(1);
        }
        below
    }

    /// Draws a row of a laid-out document. Its links can be clicked, as items from the number `links` on; the one
    /// with the number `focused` stands out.
    pub fn row(&mut self, x: u16, y: u16, laid: &Laid, row: usize, links: usize, focused: Option<usize>) {
        let mut at = x;
        for (text, role) in laid.row(row) {
            let mut style = self.theme.role(role);
            let start = at;
            let (Role::Link(link) | Role::Contact(link)) = role else {
                at = self.text(at, y, text, style);
                continue;
            };
            if Some(link) == focused {
                style = style.patch(self.theme.focus());
            }
            at = self.text(at, y, text, style);
            self.clickable(start, y, at - start, Click::Item(links + link));
            if let Some(Target::Url(url)) = laid.links.get(link).map(|link| &link.target) {
                self.address(start, y, at - start, url);
            }
        }
    }

    /// Begins an item of a list, whose words stand from column 2 on. With the focus it gets the mark and the real cursor:
    /// colour alone would not do. Gives the style of its words.
    pub fn item(&mut self, y: u16, focused: bool, style: Style) -> Style {
        if !focused {
            return style;
        }
        let (glyph, heading) = (self.glyphs.focus, self.theme.heading());
        self.text(0, y, glyph, heading);
        self.cursor(2, y);
        style.patch(self.theme.focus())
    }

    /// Gives a style to a whole row.
    pub fn style_row(&mut self, y: u16, style: Style) {
        if y < self.area.height {
            let row = Rect { y: self.area.y + y, height: 1, ..self.area };
            self.buffer.set_style(row, style);
        }
    }

    /// Empties the canvas.
    pub fn clear(&mut self) {
        for y in self.area.top()..self.area.bottom() {
            for x in self.area.left()..self.area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        let base = self.theme.base();
        self.buffer.set_style(self.area, base);
    }

    /// Notes that a click in a part of a row asks for something.
    pub fn clickable(&mut self, x: u16, y: u16, width: u16, click: Click) {
        if y < self.area.height {
            let area = Rect { x: self.area.x.saturating_add(x), y: self.area.y + y, width, height: 1 };
            self.marks.clicks.push((area.intersection(self.area), click));
        }
    }

    /// Notes that a part of a row is a link to an address, for terminals that can follow it.
    pub fn address(&mut self, x: u16, y: u16, width: u16, url: &str) {
        if y < self.area.height && x < self.area.width {
            let area = Rect { x: self.area.x + x, y: self.area.y + y, width, height: 1 }.intersection(self.area);
            self.buffer.set_style(area, hyperlink::marked(url));
            self.marks.addresses.push((area, url.to_owned()));
        }
    }

    /// Notes where the real cursor belongs.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if self.area.width > 0 && self.area.height > 0 {
            let x = self.area.x + x.min(self.area.width - 1);
            let y = self.area.y + y.min(self.area.height - 1);
            self.marks.cursor = Some(Position { x, y });
        }
    }

    /// Draws a gauge with `done` of `all` filled, `columns` wide.
    pub fn gauge(&mut self, x: u16, y: u16, columns: u16, done: usize, all: usize) -> u16 {
        let filled = (usize::from(columns) * done).checked_div(all).unwrap_or(0).min(columns.into());
        let style = self.theme.gauge();
        let x = self.text(x, y, &self.glyphs.bar.repeat(filled), style);
        let style = self.theme.quiet();
        self.text(x, y, &self.glyphs.empty.repeat(usize::from(columns) - filled), style)
    }

    /// Draws a line across.
    pub fn rule(&mut self, y: u16) {
        let line = self.glyphs.rule.repeat(self.area.width.into());
        let style = self.theme.quiet();
        self.text(0, y, &line, style);
    }

    /// How many columns a text takes with these glyphs.
    pub fn wide(&self, text: &str) -> u16 {
        u16::try_from(width(&self.glyphs.fit(text))).unwrap_or(u16::MAX)
    }
}
