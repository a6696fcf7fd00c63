//! Which item of a list has the focus, and which part of the list is seen.

use crate::tui::keys::Action;

/// The focus in a list of items.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Chooser {
    /// The item with the focus, from 0.
    pub at: usize,
    /// The first item that is seen.
    pub top: usize,
    /// How many items fit; known after the first drawing.
    page: usize,
}

impl Chooser {
    /// A list with the focus on an item.
    pub fn at(at: usize) -> Chooser {
        Chooser { at, ..Chooser::default() }
    }

    /// Moves the focus. True when the action was a movement.
    pub fn act(&mut self, action: Action, items: usize) -> bool {
        let last = items.saturating_sub(1);
        let page = self.page.max(2) - 1;
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp => self.at.saturating_sub(page),
            Action::PageDown => self.at + page,
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Fits the seen part to `rows` rows. Gives the items that are seen.
    pub fn show(&mut self, items: usize, rows: usize) -> std::ops::Range<usize> {
        self.page = rows;
        self.at = self.at.min(items.saturating_sub(1));
        if self.at < self.top {
            self.top = self.at;
        }
        if rows > 0 && self.at >= self.top + rows {
            self.top = self.at + 1 - rows;
        }
        self.top = self.top.min(items.saturating_sub(rows));
        self.top..(self.top + rows).min(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_stays_in_the_list_and_in_sight() {
        let mut chooser = Chooser::default();
        assert_eq!(chooser.show(10, 4), 0..4);
        for _ in 0..20 {
            chooser.act(Action::Down, 10);
        }
        assert_eq!((chooser.at, chooser.show(10, 4)), (9, 6..10));
        chooser.act(Action::PageUp, 10);
        assert_eq!((chooser.at, chooser.show(10, 4)), (6, 6..10));
        chooser.act(Action::Top, 10);
        assert_eq!(chooser.show(10, 4), 0..4);
        chooser.act(Action::Bottom, 0);
        assert_eq!((chooser.at, chooser.show(0, 4)), (0, 0..0));
    }
}
