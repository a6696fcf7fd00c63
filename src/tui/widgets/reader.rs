//! A document to read: scrolled by lines and parts, with links to step through.

use crate::content::doc::{Block, owned};
use crate::content::inline::Target;
use crate::layout::{Laid, MAX_TEXT_WIDTH, lay_out_parts};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;

/// A document, where it is scrolled to, and which link has the focus.
#[derive(Debug, Default)]
pub struct Reader {
    blocks: Vec<Block<'static>>,
    laid: Laid,
    /// The width that it is laid out for.
    columns: usize,
    /// The blocks are newer than the rows.
    stale: bool,
    top: usize,
    rows: usize,
    link: Option<usize>,
    /// A place to go to at the next drawing.
    wanted: Option<String>,
}

impl Reader {
    /// A reader at the top of a document.
    pub fn new(blocks: Vec<Block<'_>>) -> Reader {
        Reader { blocks: owned(blocks), stale: true, ..Reader::default() }
    }

    /// Shows another version of the document, at the same place.
    pub fn replace(&mut self, blocks: Vec<Block<'_>>) {
        self.blocks = owned(blocks);
        self.outdated();
    }

    /// There is another version of the document: the next drawing sets it anew, at the same place.
    pub fn outdated(&mut self) {
        self.stale = true;
    }

    /// Goes to a place.
    pub fn go_to(&mut self, place: &str) {
        self.wanted = Some(place.to_owned());
    }

    /// Gives the focus to a link, by its place among the links.
    pub fn focus_link(&mut self, link: usize) {
        self.link = Some(link);
    }

    /// The parts of the document: place and heading. Known after the first drawing.
    pub fn parts(&self) -> &[(String, String, usize)] {
        &self.laid.parts
    }

    /// The part that is being read: place and number.
    pub fn part(&self) -> Option<(&str, usize)> {
        let at = self.laid.parts.iter().rposition(|(_, _, row)| *row <= self.top)?;
        Some((&self.laid.parts[at].0, at))
    }

    /// Moves. Gives where the focused link leads when it is to be followed; true when the action was handled.
    pub fn act(&mut self, action: Action) -> (bool, Option<Target>) {
        let page = self.rows.saturating_sub(2).max(1);
        match action {
            Action::Up => self.scroll(-1),
            Action::Down => self.scroll(1),
            Action::PageUp => self.scroll(-(page as isize)),
            // Space pages down in readers, as it does in pagers.
            Action::PageDown | Action::Tick => self.scroll(page as isize),
            Action::Top => self.top = 0,
            Action::Bottom => self.top = self.bottom(),
            Action::Left => {
                let before = self.laid.parts.iter().rfind(|(_, _, row)| *row < self.top);
                self.top = before.map_or(0, |(_, _, row)| *row);
            }
            Action::Right => {
                let after = self.laid.parts.iter().find(|(_, _, row)| *row > self.top);
                self.top = after.map_or(self.bottom(), |(_, _, row)| *row);
            }
            Action::NextLink => self.step_link(true),
            Action::PreviousLink => self.step_link(false),
            Action::Open => return (true, self.focused().map(|link| self.laid.links[link].target.clone())),
            _ => return (false, None),
        }
        if !matches!(action, Action::NextLink | Action::PreviousLink) && self.focused().is_none() {
            self.link = None;
        }
        (true, None)
    }

    /// Where a clicked link leads.
    pub fn click(&mut self, link: usize) -> Option<Target> {
        self.link = Some(link);
        self.laid.links.get(link).map(|link| link.target.clone())
    }

    /// Where the focused link leads.
    pub fn link(&self) -> Option<Target> {
        self.focused().map(|link| self.laid.links[link].target.clone())
    }

    fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.bottom());
    }

    fn bottom(&self) -> usize {
        self.laid.len().saturating_sub(self.rows.max(1))
    }

    /// The link with the focus, when it is in sight.
    fn focused(&self) -> Option<usize> {
        let link = self.link?;
        let row = self.laid.links.get(link)?.row;
        (self.top..self.top + self.rows.max(1)).contains(&row).then_some(link)
    }

    fn step_link(&mut self, forward: bool) {
        let links = &self.laid.links;
        let next = match (self.focused(), forward) {
            (Some(at), true) => Some(at + 1).filter(|at| *at < links.len()),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => links.iter().position(|link| link.row >= self.top),
            (None, false) => links.iter().rposition(|link| link.row < self.top + self.rows.max(1)),
        };
        let Some(next) = next else { return };
        self.link = Some(next);
        let row = links[next].row;
        if row < self.top {
            self.top = row.saturating_sub(2);
        } else if row >= self.top + self.rows.max(1) {
            self.top = (row + 3).saturating_sub(self.rows).min(self.bottom());
        }
    }

    /// Draws what is seen. The real cursor stands on the focused link, else at the start of the first line.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>) {
        let blocks = std::mem::take(&mut self.blocks);
        self.draw_parts(canvas, || [&blocks]);
        self.blocks = blocks;
    }

    /// The same for a long document, whose parts are only made when it has to be set anew.
    pub fn draw_parts<'b, P>(&mut self, canvas: &mut Canvas<'_>, parts: impl FnOnce() -> P)
    where
        P: IntoIterator<Item: AsRef<[Block<'b>]>>,
    {
        let columns = usize::from(canvas.width()).min(MAX_TEXT_WIDTH);
        if self.stale || self.columns != columns {
            let before = self.part().map(|(place, at)| (place.to_owned(), self.laid.parts[at].2));
            lay_out_parts(parts(), columns, canvas.glyphs, &mut self.laid);
            self.columns = columns;
            self.stale = false;
            // The same part is read as before, as near to the same line as can be said.
            if let Some((place, before)) = before
                && let Some(row) = self.laid.row_of(&place)
            {
                self.top = row + self.top.saturating_sub(before);
            }
        }
        self.rows = usize::from(canvas.height());
        if let Some(row) = self.wanted.take().and_then(|place| self.laid.row_of(&place)) {
            self.top = row;
            self.link = None;
        }
        self.top = self.top.min(self.bottom());
        let focused = self.focused();
        canvas.cursor(0, 0);
        for (y, row) in (0..canvas.height()).zip(self.top..self.laid.len()) {
            canvas.row(0, y, &self.laid, row, 0, focused);
        }
        if let Some(place) = focused.map(|link| &self.laid.links[link]) {
            let y = u16::try_from(place.row - self.top).unwrap_or(0);
            canvas.cursor(u16::try_from(place.column).unwrap_or(0), y);
        }
    }

    /// How far one has read, in per cent; `None` when all of it is seen.
    pub fn percent(&self) -> Option<usize> {
        (self.top * 100).checked_div(self.bottom())
    }
}
