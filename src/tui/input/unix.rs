//! Input on Unix: one `poll` on the terminal and on a pipe that signals write to.
//!
//! The event reader of crossterm is not used. It reads on when the terminal is gone and then spins at full load
//! (crossterm issue 793), and it blocks in the middle of a split key sequence. Here a hang-up is seen by `poll`
//! itself, even when the signal for it was ignored or lost. The bytes are decoded by termina's parser.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use termina::Parser;
use termina::event::{KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEventKind};

use super::Events;
use crate::tui::event::{Event, Mouse, Wake};
use crate::tui::keys::Key;

/// How long to wait after a lone Escape byte for the rest of a key sequence, which a slow line can deliver late.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);

/// The most bytes of input that are held for one paste. What is longer is thrown away.
const MOST_HELD: usize = 1 << 20;

const SIGNALS: [i32; 7] = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];

/// The terminal's input and the signals.
pub struct Input {
    tty: OwnedFd,
    pipe: UnixStream,
    flags: Vec<(i32, Arc<AtomicBool>)>,
    parser: Parser,
    held: usize,
    events: VecDeque<Event>,
}

impl Input {
    /// Opens the terminal and listens to signals.
    ///
    /// # Errors
    /// When there is no terminal, or signals can not be listened to.
    pub fn open() -> io::Result<Input> {
        let stdin = io::stdin();
        let tty = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            OwnedFd::from(File::open("/dev/tty")?)
        };
        let (pipe, writer) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        writer.set_nonblocking(true)?;
        let mut flags = Vec::new();
        for signal in SIGNALS {
            let flag = Arc::new(AtomicBool::new(false));
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(signal, writer.try_clone()?)?;
            flags.push((signal, flag));
        }
        Ok(Input { tty, pipe, flags, parser: Parser::default(), held: 0, events: VecDeque::new() })
    }

    fn signal(&mut self) -> Option<Wake> {
        let mut drained = [0; 64];
        while matches!(self.pipe.read(&mut drained), Ok(1..)) {}
        let (signal, flag) = self.flags.iter().find(|(_, flag)| flag.load(Ordering::Relaxed))?;
        flag.store(false, Ordering::Relaxed);
        Some(match *signal {
            SIGWINCH => Wake::Event(Event::Resize),
            SIGTSTP => Wake::Stop,
            SIGCONT => Wake::Continue,
            signal => Wake::End(signal),
        })
    }

    /// Waits. Gives what is ready: the terminal's flags, and whether a signal came.
    fn wait(&self, deadline: Option<Instant>) -> io::Result<(PollFlags, bool)> {
        let mut fds = [PollFd::new(&self.tty, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut fds, left.as_ref()) {
            Ok(_) => Ok((fds[0].revents(), !fds[1].revents().is_empty())),
            // A signal came; its byte is in the pipe.
            Err(rustix::io::Errno::INTR) => Ok((PollFlags::empty(), true)),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads what is there. False when the terminal is gone.
    fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        let got = match rustix::io::read(&self.tty, &mut bytes) {
            Ok(0) => return false,
            Ok(got) => got,
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return true,
            Err(_) => return false,
        };
        let bytes = &bytes[..got];
        let lone_escape = bytes.last() == Some(&0x1b);
        let more = got == 4096 || (lone_escape && self.more_comes());
        self.parser.parse(bytes, more);
        let before = self.events.len();
        while let Some(event) = self.parser.pop() {
            self.events.extend(translate(event));
        }
        self.held = if self.events.len() > before { 0 } else { self.held + got };
        if self.held > MOST_HELD {
            // A paste without an end, or one that nobody needs: begin anew.
            self.parser = Parser::default();
            self.held = 0;
        }
        true
    }

    fn more_comes(&self) -> bool {
        let mut fds = [PollFd::new(&self.tty, PollFlags::IN)];
        let patience = Timespec::try_from(ESCAPE_PATIENCE).ok();
        poll(&mut fds, patience.as_ref()).is_ok_and(|ready| ready > 0 && fds[0].revents().contains(PollFlags::IN))
    }
}

impl Events for Input {
    fn next(&mut self, deadline: Option<Instant>) -> io::Result<Wake> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Wake::Event(event));
            }
            let (terminal, signal) = self.wait(deadline)?;
            if signal && let Some(wake) = self.signal() {
                return Ok(wake);
            }
            // Keys that were typed before the terminal went are of no use to anybody.
            if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                return Ok(Wake::HangUp);
            }
            if terminal.contains(PollFlags::IN) && !self.read() {
                return Ok(Wake::HangUp);
            }
            if self.events.is_empty() && deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                return Ok(Wake::Time);
            }
        }
    }

    fn ready(&mut self) -> bool {
        if !self.events.is_empty() {
            return true;
        }
        let mut fds = [PollFd::new(&self.tty, PollFlags::IN)];
        poll(&mut fds, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
    }
}

/// The terminal that input comes from.
impl AsFd for Input {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.tty.as_fd()
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
        let mut parser = Parser::default();
        parser.parse(bytes, false);
        std::iter::from_fn(|| parser.pop()).filter_map(translate).collect()
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
}
