//! Input where there is no Unix: crossterm's event reader.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{
    self, Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::Events;
use crate::tui::event::{Event, Mouse, Wake};
use crate::tui::keys::Key;

/// How often to look whether another thread has something, while one is at work: this reader cannot be woken.
const LOOK: Duration = Duration::from_millis(50);

/// The terminal's input.
#[derive(Default)]
pub struct Input {
    /// Set by another thread that is at work; `None` when none is.
    read: Option<Arc<AtomicBool>>,
}

/// Wakes the loop from another thread.
pub struct Waker(Arc<AtomicBool>);

impl Waker {
    /// Wakes it.
    pub fn wake(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Input {
    /// Opens the terminal.
    ///
    /// # Errors
    /// Never here; the reader itself says when there is no terminal.
    pub fn open() -> io::Result<Input> {
        Ok(Input::default())
    }
}

impl Events for Input {
    fn next(&mut self, deadline: Option<Instant>) -> io::Result<Wake> {
        loop {
            if self.read.as_ref().is_some_and(|read| read.load(Ordering::SeqCst)) {
                self.read = None;
                return Ok(Wake::Read);
            }
            let look = self.read.as_ref().map(|_| Instant::now() + LOOK);
            if let Some(first) = deadline.into_iter().chain(look).min()
                && !event::poll(first.saturating_duration_since(Instant::now()))?
            {
                if deadline == Some(first) {
                    return Ok(Wake::Time);
                }
                continue;
            }
            if let Some(event) = translate(event::read()?) {
                return Ok(Wake::Event(event));
            }
        }
    }

    fn ready(&mut self) -> bool {
        event::poll(Duration::ZERO).unwrap_or(false)
    }

    fn waker(&mut self) -> Option<Waker> {
        let read = Arc::new(AtomicBool::new(false));
        self.read = Some(Arc::clone(&read));
        Some(Waker(read))
    }
}

fn translate(event: Raw) -> Option<Event> {
    Some(match event {
        Raw::Key(event) => Event::Key(key(event)?),
        Raw::Paste(text) => Event::Paste(text),
        Raw::Resize(..) => Event::Resize,
        Raw::Mouse(mouse) => Event::Mouse(match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Mouse::Press(mouse.column, mouse.row),
            MouseEventKind::ScrollUp => Mouse::WheelUp,
            MouseEventKind::ScrollDown => Mouse::WheelDown,
            _ => return None,
        }),
        _ => return None,
    })
}

fn key(event: KeyEvent) -> Option<Key> {
    // Windows reports the release of a key as well.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    Some(match event.code {
        KeyCode::Char(c) if event.modifiers == KeyModifiers::CONTROL => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
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
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    })
}
