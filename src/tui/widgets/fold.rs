//! A list of items of which one is open at a time, with text between them: checklists and the help.

use crate::content::doc::Block;
use crate::content::inline::Target;
use crate::layout::{Glyphs, Laid, MAX_TEXT_WIDTH, Role, cut, lay_out, width, wrap};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;

/// A part of the list.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Text that can not have the focus.
    Text(Vec<Block<'static>>),
    /// An empty row, where there is none yet.
    Gap,
    /// An item.
    Item {
        /// What stands before its head: a tick box, or nothing.
        mark: String,
        /// Its head, always seen.
        head: String,
        /// A number to ring, which stands out after its head; or nothing.
        number: String,
        /// What stands in small print after that.
        aside: String,
        /// What is seen when it is open.
        body: Vec<Block<'static>>,
    },
}

/// A row of the list.
#[derive(Debug)]
enum Row {
    /// A line of an item's head: the item, the text before, the words, the number, and the small print after.
    Head { item: usize, before: String, head: String, number: String, aside: String },
    /// A row of a laid-out text, set in by some columns.
    Text { laid: usize, row: usize, indent: u16 },
    /// An empty row.
    Empty,
}

/// The number of a clicked link is this much more than its place in the list of links.
const LINKS: usize = 1 << 16;
/// How far the body of an item is set in.
const INDENT: u16 = 4;

/// The list: which item has the focus, which is open, and what is seen.
#[derive(Debug, Default)]
pub struct Fold {
    entries: Vec<Entry>,
    /// The item with the focus, from 0.
    pub at: usize,
    /// The open item.
    pub open: Option<usize>,
    rows: Vec<Row>,
    /// The laid-out texts and bodies that rows are part of.
    laid: Vec<Laid>,
    /// The links of all of them, in order: which text, which link of it, and the row of the list.
    links: Vec<(usize, usize, usize)>,
    link: Option<usize>,
    /// First and last row of each item.
    spans: Vec<(usize, usize)>,
    columns: usize,
    top: usize,
    height: usize,
    /// Bring the focus into sight at the next drawing.
    reveal: bool,
}

impl Fold {
    /// A list with the focus on its first item.
    pub fn new(entries: Vec<Entry>) -> Fold {
        Fold { entries, ..Fold::default() }
    }

    /// Shows other entries with the same focus.
    pub fn replace(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
        self.columns = 0;
        self.at = self.at.min(self.items().saturating_sub(1));
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Item { .. })).count()
    }

    /// Puts the focus on an item and opens it.
    pub fn go_to(&mut self, item: usize) {
        self.focus(item);
        self.set_open(Some(item));
    }

    fn focus(&mut self, item: usize) {
        self.at = item.min(self.items().saturating_sub(1));
        self.link = None;
        self.reveal = true;
    }

    fn set_open(&mut self, open: Option<usize>) {
        self.open = open;
        self.columns = 0;
        self.reveal = true;
    }

    /// True when the head of the focused item is seen; else brings it into sight. What cannot be seen is not acted on.
    pub fn sees_focus(&mut self) -> bool {
        let Some((first, _)) = self.spans.get(self.at) else { return true };
        let seen = (self.top..self.top + self.height.max(1)).contains(first);
        self.reveal |= !seen;
        seen
    }

    /// Opens the focused item, or closes it when it is open.
    pub fn toggle(&mut self) {
        let open = if self.open == Some(self.at) { None } else { Some(self.at) };
        self.set_open(open);
    }

    /// Moves. `Open` opens and closes the item, or gives where its focused link leads.
    pub fn act(&mut self, action: Action) -> (bool, Option<Target>) {
        let page = self.height.saturating_sub(2).max(1);
        let (first, last) = self.spans.get(self.at).copied().unwrap_or((0, 0));
        let bottom = self.top + self.height.max(1);
        match action {
            // A long open item is scrolled through before the focus leaves it.
            Action::Down if last >= bottom => self.scroll(1),
            Action::Down if self.at + 1 < self.items() => self.focus(self.at + 1),
            Action::Down => self.scroll(1),
            Action::Up if first < self.top => self.scroll(-1),
            Action::Up if self.at > 0 => self.focus(self.at - 1),
            Action::Up => self.scroll(-1),
            Action::PageDown => self.page(page as isize),
            Action::PageUp => self.page(-(page as isize)),
            Action::Top => {
                self.focus(0);
                self.top = 0;
            }
            Action::Bottom => {
                self.focus(usize::MAX);
                self.top = self.bottom();
            }
            Action::NextLink => self.step_link(true),
            Action::PreviousLink => self.step_link(false),
            Action::Open => match self.link.and_then(|link| self.target(link)) {
                Some(target) => return (true, Some(target)),
                None if self.sees_focus() || self.open == Some(self.at) => self.toggle(),
                None => {}
            },
            _ => return (false, None),
        }
        (true, None)
    }

    /// Follows a clicked link, or focuses and opens a clicked item.
    pub fn click(&mut self, number: usize) -> Option<Target> {
        if let Some(link) = number.checked_sub(LINKS) {
            return self.target(link);
        }
        self.focus(number);
        self.toggle();
        None
    }

    /// Where the focused link leads.
    pub fn link(&self) -> Option<Target> {
        self.link.and_then(|link| self.target(link))
    }

    fn target(&self, link: usize) -> Option<Target> {
        let (laid, own, _) = *self.links.get(link)?;
        Some(self.laid[laid].links[own].target.clone())
    }

    fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.bottom());
        self.link = None;
    }

    /// A screen up or down; the focus goes to the first item whose head is then in sight.
    fn page(&mut self, rows: isize) {
        self.scroll(rows);
        let seen = self.top..self.top + self.height.max(1);
        if let Some(item) = self.spans.iter().position(|(first, _)| seen.contains(first)) {
            self.at = item;
        }
    }

    fn bottom(&self) -> usize {
        self.rows.len().saturating_sub(self.height.max(1))
    }

    fn step_link(&mut self, forward: bool) {
        let next = match (self.link, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => match at.checked_sub(1) {
                Some(before) => before,
                None => return,
            },
            (None, true) => match self.links.iter().position(|(_, _, row)| *row >= self.top) {
                Some(at) => at,
                None => return,
            },
            (None, false) => return,
        };
        let Some((_, _, row)) = self.links.get(next).copied() else { return };
        self.link = Some(next);
        if let Some(item) = self.spans.iter().position(|(first, last)| (*first..=*last).contains(&row)) {
            self.at = item;
        }
        if row < self.top || row >= self.top + self.height {
            self.top = row.saturating_sub(self.height / 2);
        }
    }

    fn lay_out(&mut self, columns: usize, glyphs: &Glyphs) {
        self.columns = columns;
        self.rows.clear();
        self.laid.clear();
        self.links.clear();
        self.spans.clear();
        for entry in std::mem::take(&mut self.entries) {
            match &entry {
                Entry::Text(blocks) => self.set(blocks, 0, glyphs),
                Entry::Gap if matches!(self.rows.last(), None | Some(Row::Empty)) => {}
                Entry::Gap => self.rows.push(Row::Empty),
                Entry::Item { mark, head, number, aside, body } => {
                    let item = self.spans.len();
                    let first = self.rows.len();
                    self.head(item, mark, head, [number, aside], glyphs);
                    if self.open == Some(item) && !body.is_empty() {
                        self.set(body, INDENT, glyphs);
                        self.rows.push(Row::Empty);
                    }
                    self.spans.push((first, self.rows.len() - 1));
                }
            }
            self.entries.push(entry);
        }
    }

    fn set(&mut self, blocks: &[Block<'_>], indent: u16, glyphs: &Glyphs) {
        let room = self.columns.saturating_sub(usize::from(indent) + 2).min(MAX_TEXT_WIDTH);
        let laid = lay_out(blocks, room, glyphs);
        let (number, first) = (self.laid.len(), self.rows.len());
        self.links.extend(laid.links.iter().enumerate().map(|(at, link)| (number, at, first + link.row)));
        self.rows.extend((0..laid.len()).map(|row| Row::Text { laid: number, row, indent }));
        self.laid.push(laid);
    }

    fn head(&mut self, item: usize, mark: &str, head: &str, after: [&str; 2], glyphs: &Glyphs) {
        let [number, aside] = after.map(|text| glyphs.fit(text).into_owned());
        let before = if mark.is_empty() { String::new() } else { format!("{} ", glyphs.fit(mark)) };
        let indent = width(&before);
        let lines = wrap(&glyphs.fit(head), self.columns.saturating_sub(2 + indent));
        let last = lines.len().saturating_sub(1);
        let gap = if number.is_empty() || aside.is_empty() { 0 } else { 2 };
        let wide = width(&number) + gap + width(&aside);
        for (at, head) in lines.into_iter().enumerate() {
            let before = if at == 0 { before.clone() } else { " ".repeat(indent) };
            let room = self.columns.saturating_sub(indent + width(&head) + 4);
            if at == last && wide <= room {
                self.rows.push(Row::Head { item, before, head, number, aside });
                return;
            }
            self.rows.push(Row::Head { item, before, head, number: String::new(), aside: String::new() });
        }
        // Below, a little in, where nothing marks the item.
        let before = " ".repeat(if indent == 0 { 2 } else { indent });
        let room = self.columns.saturating_sub(width(&before) + 2);
        let aside = cut(&aside, room.saturating_sub(width(&number) + gap), glyphs);
        self.rows.push(Row::Head { item, before, head: String::new(), number, aside });
    }

    /// Draws what is seen. The real cursor stands on the focused item, or on the focused link.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>) {
        let columns = usize::from(canvas.width());
        if self.columns != columns {
            self.lay_out(columns, canvas.glyphs);
        }
        self.height = usize::from(canvas.height());
        if self.link.is_some_and(|link| link >= self.links.len()) {
            self.link = None;
        }
        self.top = self.top.min(self.bottom());
        if std::mem::take(&mut self.reveal) {
            self.show_focus();
        }
        canvas.cursor(0, 0);
        for (y, number) in (0..canvas.height()).zip(self.top..self.rows.len()) {
            self.draw_row(canvas, y, number);
        }
        let place = match self.link.map(|link| self.links[link]) {
            Some((laid, own, row)) => {
                let indent = if self.row_item(row).is_some() { INDENT } else { 0 };
                Some((row, self.laid[laid].links[own].column + usize::from(indent) + 2))
            }
            None => self.spans.get(self.at).map(|(first, _)| (*first, 0)),
        };
        if let Some((row, column)) = place
            && (self.top..self.top + self.height).contains(&row)
        {
            canvas.cursor(u16::try_from(column).unwrap_or(0), u16::try_from(row - self.top).unwrap_or(0));
        }
    }

    /// The item that a row belongs to.
    fn row_item(&self, row: usize) -> Option<usize> {
        self.spans.iter().position(|(first, last)| (*first..=*last).contains(&row))
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, y: u16, at: usize) {
        match &self.rows[at] {
            Row::Head { item, before, head, number, aside } => {
                if *item == self.at && self.spans.get(*item).is_some_and(|(first, _)| *first == at) {
                    let (glyph, style) = (canvas.glyphs.focus, canvas.theme.heading());
                    canvas.text(0, y, glyph, style);
                }
                let style = canvas.theme.base();
                let x = canvas.text(2, y, before, style);
                let style = canvas.theme.role(Role::Stress);
                let mut x = canvas.text(x, y, head, style);
                for (text, style) in [(number, canvas.theme.role(Role::Contact(0))), (aside, canvas.theme.quiet())] {
                    if !text.is_empty() {
                        let begun = !head.is_empty() || (text == aside && !number.is_empty());
                        x = canvas.text(if begun { x + 2 } else { x }, y, text, style);
                    }
                }
                canvas.clickable(0, y, canvas.width(), Click::Item(*item));
            }
            Row::Text { laid, row, indent } => {
                let first = self.links.iter().position(|(own, _, _)| own == laid).unwrap_or(0);
                let focused = self.link.map(|link| self.links[link]).filter(|(own, _, _)| own == laid);
                let focused = focused.map(|(_, link, _)| link);
                canvas.row(2 + indent, y, &self.laid[*laid], *row, LINKS + first, focused);
            }
            Row::Empty => {}
        }
    }

    /// Scrolls so that the focused item's head is seen, and as much of it as fits.
    fn show_focus(&mut self) {
        let Some((first, last)) = self.spans.get(self.at).copied() else { return };
        // With the first item, the text before it is seen as well.
        let first = if self.at == 0 && last < self.height { 0 } else { first };
        if last >= self.top + self.height {
            self.top = (last + 1).saturating_sub(self.height);
        }
        if first < self.top {
            self.top = first;
        }
    }
}
