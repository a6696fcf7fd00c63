//! From the bytes of a Unix terminal to events: termina's parser, and around it what a shared terminal needs.
//!
//! Whoever sits at a keyboard can send anything: half a sequence, a sequence that never ends (Alt and `]` begins
//! one), ten megabytes of paste. None of it may stop the keys that come after it, or take memory without end.

use std::time::{Duration, Instant};

use termina::Parser;
use termina::event::{KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEventKind};

use crate::tui::event::{Event, Mouse};
use crate::tui::keys::Key;

/// The most bytes that are kept of one paste. A longer one is thrown away, to its end.
const MOST_PASTE: usize = 1 << 20;

/// The most bytes of one key or answer of the terminal. The longest that is understood has under 40.
const MOST_SEQUENCE: usize = 64;

/// After so long without a byte, what was begun and not ended is given up: the next byte is a key.
const PAUSE: Duration = Duration::from_secs(2);

const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Takes the bytes of a terminal apart.
#[derive(Debug, Default)]
pub struct Decoder {
    parser: Parser,
    /// How many bytes the parser was given since its last event.
    held: usize,
    /// How many bytes of the mark before a paste stand at the end of what came.
    start: usize,
    paste: Option<Paste>,
    /// When the last bytes came.
    last: Option<Instant>,
}

#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// It was longer than [`MOST_PASTE`]: its text is not wanted any more, only its end.
    too_long: bool,
}

impl Paste {
    /// Takes a byte. True at the end of the paste.
    fn push(&mut self, byte: u8) -> bool {
        self.text.push(byte);
        if self.text.ends_with(PASTE_END) {
            self.text.truncate(self.text.len() - PASTE_END.len());
            return true;
        }
        if self.text.len() > MOST_PASTE {
            self.too_long = true;
            // As much as can be the beginning of the end.
            self.text.drain(..self.text.len() - PASTE_END.len());
            self.text.shrink_to(PASTE_END.len() * 2);
        }
        false
    }
}

impl Decoder {
    /// Adds to `out` what the bytes say. `more` says that the last key may not be complete yet; `now` is when they
    /// were read.
    pub fn feed(&mut self, bytes: &[u8], more: bool, now: Instant, out: &mut impl Extend<Event>) {
        let before = self.last.replace(now);
        if before.is_some_and(|before| now.saturating_duration_since(before) > PAUSE) {
            self.give_up();
            self.paste = None;
        }
        for (at, byte) in bytes.iter().enumerate() {
            if let Some(paste) = &mut self.paste {
                if paste.push(*byte) {
                    let Paste { text, too_long } = std::mem::take(paste);
                    self.paste = None;
                    let text = String::from_utf8_lossy(&text).into_owned();
                    out.extend((!too_long).then_some(Event::Paste(text)));
                }
                continue;
            }
            self.start = if *byte == PASTE_START[self.start] { self.start + 1 } else { usize::from(*byte == 0x1b) };
            if self.start == PASTE_START.len() {
                self.give_up();
                self.paste = Some(Paste::default());
                continue;
            }
            self.parser.parse(&[*byte], more || at + 1 < bytes.len());
            self.held += 1;
            while let Some(event) = self.parser.pop() {
                self.held = 0;
                out.extend(translate(event));
            }
            if self.held > MOST_SEQUENCE {
                self.give_up();
            }
        }
    }

    /// Forgets what was begun.
    fn give_up(&mut self) {
        self.parser = Parser::default();
        self.held = 0;
        self.start = 0;
    }
}

fn translate(event: termina::Event) -> Option<Event> {
    match event {
        termina::Event::Key(event) => key(event).map(Event::Key),
        termina::Event::Paste(text) => Some(Event::Paste(text)),
        termina::Event::Mouse(event) => {
            let mouse = match event.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Press(event.column, event.row),
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(mouse))
        }
        // Answers of the terminal: nothing was asked.
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release || event.modifiers.contains(Modifiers::ALT) {
        return None;
    }
    Some(match event.code {
        // The bytes 28 and 29 stand for Ctrl-4 and Ctrl-5, and for Ctrl-\ and Ctrl-]; only these are keys of ours.
        KeyCode::Char('5') if event.modifiers.contains(Modifiers::CONTROL) => Key::Ctrl(']'),
        KeyCode::Char('4') if event.modifiers.contains(Modifiers::CONTROL) => Key::Ctrl('\\'),
        KeyCode::Char(c) if event.modifiers.contains(Modifiers::CONTROL) => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Escape => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(Modifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Function(n) => Key::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Event> {
        let mut out = Vec::new();
        Decoder::default().feed(bytes, false, Instant::now(), &mut out);
        out
    }

    /// Feeds pieces, each so long after the one before.
    fn pieces(pieces: &[&[u8]], after: Duration) -> Vec<Event> {
        let (mut decoder, mut out, mut now) = (Decoder::default(), Vec::new(), Instant::now());
        for piece in pieces {
            // The caller waits a moment for what comes after a lone Escape.
            decoder.feed(piece, piece.ends_with(b"\x1b"), now, &mut out);
            now += after;
        }
        out
    }

    #[test]
    fn what_terminals_send_is_understood() {
        for (bytes, key) in [
            (&b"j"[..], Key::Char('j')),
            (b"G", Key::Char('G')),
            (b"!", Key::Char('!')),
            (b"\r", Key::Enter),
            (b"\x1b", Key::Esc),
            (b"\t", Key::Tab),
            (b"\x1b[Z", Key::BackTab),
            (b"\x7f", Key::Backspace),
            (b"\x1b[A", Key::Up),
            (b"\x1bOB", Key::Down),
            (b"\x1b[5~", Key::PageUp),
            (b"\x1b[H", Key::Home),
            (b"\x1b[4~", Key::End),
            (b"\x1bOP", Key::F(1)),
            (b"\x1b[11~", Key::F(1)),
            (b"\x1b[21~", Key::F(10)),
            (b"\x03", Key::Ctrl('c')),
            (b"\x1a", Key::Ctrl('z')),
            (b"\x1c", Key::Ctrl('\\')),
            (b"\x1d", Key::Ctrl(']')),
            (b"\x0c", Key::Ctrl('l')),
            ("é".as_bytes(), Key::Char('é')),
            ("保".as_bytes(), Key::Char('保')),
        ] {
            assert_eq!(keys(bytes), [Event::Key(key)], "{bytes:?}");
        }
    }

    #[test]
    fn the_mouse_and_pastes_are_understood() {
        assert_eq!(keys(b"\x1b[<0;5;3M"), [Event::Mouse(Mouse::Press(4, 2))]);
        assert_eq!(keys(b"\x1b[<65;1;1M"), [Event::Mouse(Mouse::WheelDown)]);
        assert_eq!(keys(b"\x1b[<0;5;3m"), []);
        assert_eq!(keys(b"\x1b[200~q!x\x1b[201~"), [Event::Paste("q!x".into())]);
    }

    #[test]
    fn answers_of_a_terminal_are_no_keys() {
        assert_eq!(keys(b"\x1b[?62;22c"), []);
        assert_eq!(keys(b"\x1b]11;rgb:0000/0000/0000\x07"), []);
    }

    #[test]
    fn a_paste_in_pieces_is_one_paste_wherever_it_is_cut() {
        let bytes = b"a\x1b[200~q\x1b[20!\x1b[201~b";
        let whole = [Event::Key(Key::Char('a')), Event::Paste("q\u{1b}[20!".into()), Event::Key(Key::Char('b'))];
        for cut in 2..bytes.len() {
            assert_eq!(pieces(&[&bytes[..cut], &bytes[cut..]], Duration::ZERO), whole, "cut at {cut}");
        }
    }

    #[test]
    fn a_paste_that_is_too_long_is_thrown_away_to_its_end_and_no_further() {
        let (mut decoder, mut out, now) = (Decoder::default(), Vec::new(), Instant::now());
        decoder.feed(b"\x1b[200~", true, now, &mut out);
        for _ in 0..10 * 256 {
            decoder.feed(&[b'q'; 4096], true, now, &mut out);
            assert!(decoder.paste.as_ref().unwrap().text.capacity() <= 2 * MOST_PASTE);
        }
        assert_eq!(out, []);
        decoder.feed(b"xx\x1b[201~?", false, now, &mut out);
        assert_eq!(out, [Event::Key(Key::Char('?'))]);
        assert!(decoder.paste.is_none());
    }

    #[test]
    fn what_never_ends_is_given_up_after_a_pause() {
        let long = PAUSE + Duration::from_millis(1);
        for begun in [&b"\x1b]"[..], b"\x1bP", b"\x1b[", b"\x1b[?", b"\x1b[200~half a paste", b"\xe4\xbf"] {
            assert_eq!(pieces(&[begun, b"j"], long), [Event::Key(Key::Char('j'))], "{begun:?}");
        }
    }

    #[test]
    fn what_never_ends_swallows_only_so_many_keys() {
        for begun in [&b"\x1b]"[..], b"\x1bP", b"\x1b[<", b"\x1b[?"] {
            let mut bytes = begun.to_vec();
            bytes.extend([b'.'; MOST_SEQUENCE]);
            bytes.push(b'j');
            assert_eq!(keys(&bytes).last(), Some(&Event::Key(Key::Char('j'))), "{begun:?}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        // Bytes that sequences are made of, in an order that looks random and is the same in every run.
        const BYTES: &[u8] =
            b"\x1b\x1b\x1b[[[]P<>?;;:0123456789MmABCDHFRcnuy~$q r\\\x07\x00\x7f\x9b\xc3\xa9\xf0\x9f\xff";
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        for _ in 0..100_000 {
            let length = next() % 12;
            let bytes: Vec<u8> = (0..length).map(|_| BYTES[(next() % BYTES.len() as u64) as usize]).collect();
            decoder.feed(&bytes, next() % 2 == 0, Instant::now(), &mut out);
            out.clear();
        }
        // And afterwards a key is a key.
        decoder.feed(b"j", false, Instant::now() + 2 * PAUSE, &mut out);
        assert_eq!(out, [Event::Key(Key::Char('j'))]);
    }
}
