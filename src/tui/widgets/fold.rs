//! A list of items of which one is open at a time, with text between them: checklists and the help.

use crate::content::doc::Block;
use crate::content::inline::Target;
use crate::layout::{Glyphs, LinkPlace, Role, Row, Span, lay_out};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;

/// A part of the list.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Text that can not have the focus.
    Text(Vec<Block>),
    /// An item.
    Item {
        /// What stands before its head: a tick box, or nothing.
        mark: String,
        /// Its head, always seen.
        head: String,
        /// What stands in small print after its head.
        aside: String,
        /// What is seen when it is open.
        body: Vec<Block>,
    },
}

/// The number of a clicked link is this much more than its place in the list of links.
const LINKS: usize = 1 << 16;

/// The list: which item has the focus, which is open, and what is seen.
#[derive(Debug, Default)]
pub struct Fold {
    entries: Vec<Entry>,
    /// The item with the focus, from 0.
    pub at: usize,
    /// The open item.
    pub open: Option<usize>,
    rows: Vec<(Row, Option<usize>)>,
    links: Vec<LinkPlace>,
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
                self.top = usize::MAX;
            }
            Action::NextLink => self.step_link(true),
            Action::PreviousLink => self.step_link(false),
            Action::Open => match self.link.and_then(|link| self.links.get(link)) {
                Some(link) => return (true, Some(link.target.clone())),
                None => self.toggle(),
            },
            _ => return (false, None),
        }
        (true, None)
    }

    /// Follows a clicked link, or focuses and opens a clicked item.
    pub fn click(&mut self, number: usize) -> Option<Target> {
        if let Some(link) = number.checked_sub(LINKS) {
            return self.links.get(link).map(|link| link.target.clone());
        }
        self.focus(number);
        self.toggle();
        None
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
            (None, true) => match self.links.iter().position(|link| link.row >= self.top) {
                Some(at) => at,
                None => return,
            },
            (None, false) => return,
        };
        let Some(row) = self.links.get(next).map(|link| link.row) else { return };
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
        self.links.clear();
        self.spans.clear();
        for entry in &self.entries {
            match entry {
                Entry::Text(blocks) => {
                    let indent = 0;
                    self.rows.extend(set(blocks, indent, columns, glyphs, self.rows.len(), &mut self.links, None));
                }
                Entry::Item { mark, head, aside, body } => {
                    let item = self.spans.len();
                    let first = self.rows.len();
                    self.rows.extend(head_rows(mark, head, aside, columns, glyphs, item));
                    if self.open == Some(item) {
                        let row = self.rows.len();
                        self.rows.extend(set(body, 4, columns, glyphs, row, &mut self.links, Some(item)));
                        self.rows.push((Row::default(), Some(item)));
                    }
                    self.spans.push((first, self.rows.len() - 1));
                }
            }
        }
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
        if std::mem::take(&mut self.reveal) {
            self.show_focus();
        }
        self.top = self.top.min(self.bottom());
        let focus = self.spans.get(self.at).copied();
        canvas.cursor(0, 0);
        for y in 0..canvas.height() {
            let number = self.top + usize::from(y);
            let Some((row, item)) = self.rows.get(number) else { break };
            canvas.row(2, y, row, self.link);
            if let Some(item) = item {
                let head = self.spans.get(*item).is_some_and(|(first, _)| *first == number);
                if head {
                    canvas.clickable(0, y, canvas.width(), Click::Item(*item));
                }
                if head && *item == self.at {
                    let style = canvas.theme.heading();
                    let glyph = canvas.glyphs.focus;
                    canvas.text(0, y, glyph, style);
                }
            }
            let mut x = 2;
            for span in &row.spans {
                let wide = canvas.wide(&span.text);
                if let Role::Link(link) = span.role {
                    canvas.clickable(x, y, wide, Click::Item(LINKS + link));
                }
                x += wide;
            }
        }
        let place = match self.link.map(|link| &self.links[link]) {
            Some(link) => Some((link.row, link.column + 2)),
            None => focus.map(|(first, _)| (first, 0)),
        };
        if let Some((row, column)) = place
            && (self.top..self.top + self.height).contains(&row)
        {
            canvas.cursor(u16::try_from(column).unwrap_or(0), u16::try_from(row - self.top).unwrap_or(0));
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

fn head_rows(
    mark: &str,
    head: &str,
    aside: &str,
    columns: usize,
    glyphs: &Glyphs,
    item: usize,
) -> Vec<(Row, Option<usize>)> {
    let before = if mark.is_empty() { String::new() } else { format!("{} ", glyphs.fit(mark)) };
    let indent = crate::layout::width(&before);
    let wrapped = crate::layout::wrap(&glyphs.fit(head), columns.saturating_sub(2 + indent));
    let mut rows: Vec<(Row, Option<usize>)> = Vec::new();
    for (at, text) in wrapped.iter().enumerate() {
        let lead = if at == 0 { before.clone() } else { " ".repeat(indent) };
        let spans = vec![Span { text: lead, role: Role::Text }, Span { text: text.clone(), role: Role::Stress }];
        rows.push((Row { spans }, Some(item)));
    }
    if let (Some((row, _)), false) = (rows.last_mut(), aside.is_empty()) {
        let used = crate::layout::width(&row.text());
        if used + 2 + crate::layout::width(aside) + 2 <= columns {
            row.spans.push(Span { text: format!("  {aside}"), role: Role::Quiet });
        } else {
            let spans = vec![
                Span { text: " ".repeat(indent), role: Role::Text },
                Span { text: crate::layout::cut(aside, columns.saturating_sub(indent + 2), glyphs), role: Role::Quiet },
            ];
            rows.push((Row { spans }, Some(item)));
        }
    }
    rows
}

fn set(
    blocks: &[Block],
    indent: usize,
    columns: usize,
    glyphs: &Glyphs,
    first: usize,
    links: &mut Vec<LinkPlace>,
    item: Option<usize>,
) -> Vec<(Row, Option<usize>)> {
    let room = columns.saturating_sub(indent + 2).min(crate::layout::MAX_TEXT_WIDTH);
    let laid = lay_out(blocks, room, glyphs);
    let shift = links.len();
    links.extend(laid.links.into_iter().map(|link| LinkPlace {
        row: link.row + first,
        column: link.column + indent,
        ..link
    }));
    let shifted = |mut row: Row| {
        for span in &mut row.spans {
            if let Role::Link(link) = &mut span.role {
                *link += shift;
            }
        }
        if indent > 0 {
            row.spans.insert(0, Span { text: " ".repeat(indent), role: Role::Text });
        }
        (row, item)
    };
    laid.rows.into_iter().map(shifted).collect()
}
