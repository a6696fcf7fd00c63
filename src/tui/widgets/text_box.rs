//! A box for one line of text.

use unicode_segmentation::UnicodeSegmentation;

use crate::content::text::clean;
use crate::layout::width;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Key;
use crate::tui::screen::Edit;

/// The most characters that a box takes. A paste is cut there.
const MOST: usize = 300;

/// One line of text with a cursor.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TextBox {
    graphemes: Vec<String>,
    cursor: usize,
}

impl TextBox {
    /// A box that holds a text, with the cursor at its end.
    pub fn with(text: &str) -> TextBox {
        let mut text_box = TextBox::default();
        text_box.insert(text);
        text_box
    }

    /// The text.
    pub fn text(&self) -> String {
        self.graphemes.concat()
    }

    /// True when there is no text.
    pub fn is_empty(&self) -> bool {
        self.graphemes.is_empty()
    }

    /// Empties the box.
    pub fn clear(&mut self) {
        self.graphemes.clear();
        self.cursor = 0;
    }

    /// Makes a change. True when the text is another one after it.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        let before = self.graphemes.len();
        match edit {
            Edit::Paste(text) => self.insert(text),
            Edit::Key(key) => match key {
                Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
                Key::Backspace if self.cursor > 0 => {
                    self.cursor -= 1;
                    self.graphemes.remove(self.cursor);
                }
                Key::Delete | Key::Ctrl('d') if self.cursor < self.graphemes.len() => {
                    self.graphemes.remove(self.cursor);
                }
                Key::Left | Key::Ctrl('b') => self.cursor = self.cursor.saturating_sub(1),
                Key::Right | Key::Ctrl('f') => self.cursor = (self.cursor + 1).min(self.graphemes.len()),
                Key::Home | Key::Ctrl('a') => self.cursor = 0,
                Key::End | Key::Ctrl('e') => self.cursor = self.graphemes.len(),
                Key::Ctrl('u') => {
                    self.graphemes.drain(..self.cursor);
                    self.cursor = 0;
                }
                Key::Ctrl('k') => self.graphemes.truncate(self.cursor),
                Key::Ctrl('w') => {
                    let space = |text: &String| text.trim().is_empty();
                    let end = self.graphemes[..self.cursor].iter().rposition(|g| !space(g)).map_or(0, |at| at + 1);
                    let start = self.graphemes[..end].iter().rposition(space).map_or(0, |at| at + 1);
                    self.graphemes.drain(start..self.cursor);
                    self.cursor = start;
                }
                _ => {}
            },
        }
        before != self.graphemes.len()
    }

    fn insert(&mut self, text: &str) {
        let text = clean(text, true);
        let room = MOST.saturating_sub(self.graphemes.len());
        let new: Vec<String> = text.graphemes(true).take(room).map(str::to_owned).collect();
        let count = new.len();
        self.graphemes.splice(self.cursor..self.cursor, new);
        self.cursor += count;
        // A combining mark joins the character before it.
        let joined: Vec<String> = self.text().graphemes(true).map(str::to_owned).collect();
        self.cursor = self.cursor.saturating_sub(self.graphemes.len().saturating_sub(joined.len()));
        self.graphemes = joined;
    }

    /// Draws the text after a label, scrolled so that the cursor is seen.
    pub fn draw(&self, canvas: &mut Canvas<'_>, y: u16, label: &str, focused: bool) {
        let style = canvas.theme.role(crate::layout::Role::Label);
        let start = canvas.text(0, y, label, style);
        let room = usize::from(canvas.width().saturating_sub(start + 1));
        let mut first = 0;
        let wide = |from: usize, to: usize| self.graphemes[from..to].iter().map(|g| width(g)).sum::<usize>();
        while wide(first, self.cursor) > room {
            first += 1;
        }
        let text = self.graphemes[first..].concat();
        canvas.text(start, y, &text, canvas.theme.base());
        if focused {
            canvas.cursor(start + u16::try_from(wide(first, self.cursor)).unwrap_or(0), y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> (String, usize) {
        let mut text_box = TextBox::default();
        for key in keys {
            text_box.edit(&Edit::Key(*key));
        }
        (text_box.text(), text_box.cursor)
    }

    #[test]
    fn letters_are_put_in_and_taken_out_at_the_cursor() {
        use Key::*;
        assert_eq!(typed(&[Char('a'), Char('c'), Left, Char('b'), End, Char('d'), Backspace]), ("abc".into(), 3));
        assert_eq!(typed(&[Char('a'), Char('b'), Home, Delete]), ("b".into(), 0));
        assert_eq!(typed(&[Char('a'), Char(' '), Char('b'), Char('c'), Ctrl('w')]), ("a ".into(), 2));
        assert_eq!(typed(&[Char('a'), Char('b'), Left, Ctrl('u')]), ("b".into(), 0));
    }

    #[test]
    fn a_paste_is_made_harmless_and_short() {
        let mut text_box = TextBox::default();
        text_box.edit(&Edit::Paste("a\u{1b}[31m\nb\u{202e}".to_owned()));
        assert_eq!(text_box.text(), "a[31m b");
        text_box.edit(&Edit::Paste("x".repeat(10_000)));
        assert_eq!(text_box.graphemes.len(), MOST);
    }

    #[test]
    fn a_combining_mark_joins_its_letter() {
        assert_eq!(typed(&[Key::Char('e'), Key::Char('\u{301}'), Key::Backspace]), (String::new(), 0));
    }
}
