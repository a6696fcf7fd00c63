//! Links that the terminal itself can follow (OSC 8), around the cells that belong to an address.
//!
//! The drawing library knows no links, and draws only cells that are different from before. So each cell of a link
//! carries a mark of its address in the bits of its modifiers that the library leaves alone: when the address
//! changes, the cell is different. Which address it is, is looked up by place when the cell is written.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Modifier, Style};

/// The most columns and rows that are drawn. No screen shows more, and whoever comes over SSH can say any number: each
/// cell takes memory.
pub const LARGEST: (u16, u16) = (500, 200);

/// The lowest bit that no modifier of the library uses.
const SHIFT: u32 = Modifier::all().bits().trailing_ones();
/// As many bits as are left.
const MARKS: u16 = u16::MAX >> SHIFT;

/// A style that marks a cell as belonging to an address.
pub fn marked(url: &str) -> Style {
    let hash = url.bytes().fold(7u16, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    Style::new().add_modifier(Modifier::from_bits_retain((1 + hash % MARKS) << SHIFT))
}

fn is_marked(cell: &Cell) -> bool {
    cell.modifier.bits() >> SHIFT != 0
}

/// The addresses of the frame that is drawn, and where they stand.
pub type Addresses = Rc<RefCell<Vec<(Rect, String)>>>;

/// Writes cells as the library does, and links around those that belong to an address.
pub struct Linked<W: Write> {
    inner: CrosstermBackend<W>,
    writer: W,
    addresses: Addresses,
}

impl<W: Write + Clone> Linked<W> {
    /// Writes to `writer`; before each frame its addresses are put into `addresses`.
    pub fn new(writer: W, addresses: Addresses) -> Linked<W> {
        Linked { inner: CrosstermBackend::new(writer.clone()), writer, addresses }
    }
}

/// The address at a place. Only what is safe inside the sequence is written.
fn address_at(addresses: &[(Rect, String)], x: u16, y: u16) -> Option<usize> {
    let safe = |url: &str| url.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
    addresses.iter().position(|(area, url)| area.contains(Position { x, y }) && safe(url))
}

impl<W: Write> Backend for Linked<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let addresses = Rc::clone(&self.addresses);
        let addresses = addresses.borrow();
        if addresses.is_empty() {
            return self.inner.draw(content);
        }
        let link = |(x, y, cell): &(u16, u16, &Cell)| match is_marked(cell) {
            true => address_at(&addresses, *x, *y),
            false => None,
        };
        let mut content = content.peekable();
        while let Some(first) = content.peek() {
            let own = link(first);
            if let Some(own) = own {
                // The same id joins the parts of a link that stands in several rows.
                write!(self.writer, "\x1b]8;id={own};{}\x1b\\", addresses[own].1)?;
            }
            self.inner.draw(std::iter::from_fn(|| content.next_if(|cell| link(cell) == own)))?;
            if own.is_some() {
                self.writer.write_all(b"\x1b]8;;\x1b\\")?;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.inner.append_lines(lines)
    }

    /// The window's size, as far as it is drawn on.
    fn size(&self) -> io::Result<Size> {
        let Size { width, height } = self.inner.size()?;
        Ok(Size { width: width.min(LARGEST.0), height: height.min(LARGEST.1) })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Rc<RefCell<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written for each of several frames: each is a text and the address of its first four cells.
    fn written(frames: &[(&str, Option<&str>)]) -> Vec<String> {
        let (sink, addresses) = (Sink::default(), Addresses::default());
        let backend = Linked::new(sink.clone(), Rc::clone(&addresses));
        let area = Rect { x: 0, y: 0, width: 10, height: 1 };
        let options = ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(backend, options).unwrap();
        let mut out = Vec::new();
        for (text, url) in frames {
            terminal
                .draw(|frame| {
                    let buffer = frame.buffer_mut();
                    buffer.set_string(0, 0, text, Style::new());
                    addresses.borrow_mut().clear();
                    if let Some(url) = url {
                        let link = Rect { x: 0, y: 0, width: 4, height: 1 };
                        buffer.set_style(link, marked(url));
                        addresses.borrow_mut().push((link, (*url).to_owned()));
                    }
                })
                .unwrap();
            out.push(String::from_utf8(std::mem::take(&mut *sink.0.borrow_mut())).unwrap());
        }
        out
    }

    #[test]
    fn a_link_is_opened_and_closed_around_its_own_cells() {
        let first = &written(&[("linktext", Some("https://a.example"))])[0];
        let start = first.find("\x1b]8;id=0;https://a.example\x1b\\").unwrap();
        let end = first.find("\x1b]8;;\x1b\\").unwrap();
        assert!(start < end && first[start..end].contains("link") && first[end..].contains("text"), "{first:?}");
    }

    #[test]
    fn another_address_or_none_under_the_same_letters_is_written_again() {
        let link = Some("https://a.example");
        let frames = written(&[("linktext", link), ("linktext", Some("https://b.example")), ("linktext", None)]);
        assert!(frames[1].contains("https://b.example") && frames[1].contains("link"), "{frames:?}");
        assert!(!frames[2].contains("\x1b]8;id") && frames[2].contains("link"), "{frames:?}");
        let same = written(&[("linktext", link), ("linktext", link)]);
        assert!(!same[1].contains("link"), "{same:?}");
    }

    #[test]
    fn an_address_that_could_end_the_sequence_is_not_written() {
        let bad = written(&[("linktext", Some("https://a.example/\x07\x1b\\evil"))]);
        assert!(!bad[0].contains("]8;"), "{bad:?}");
    }
}
