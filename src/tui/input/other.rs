//! Input where there is no Unix: crossterm's event reader.

use std::io;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{
    self, Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::Events;
use crate::tui::event::{Event, Mouse, Wake};
use crate::tui::keys::Key;

/// The terminal's input.
pub struct Input;

impl Input {
    /// Opens the terminal.
    ///
    /// # Errors
    /// Never here; the reader itself says when there is no terminal.
    pub fn open() -> io::Result<Input> {
        Ok(Input)
    }
}

impl Events for Input {
    fn next(&mut self, deadline: Option<Instant>) -> io::Result<Wake> {
        loop {
            if let Some(deadline) = deadline
                && !event::poll(deadline.saturating_duration_since(Instant::now()))?
            {
                return Ok(Wake::Time);
            }
            if let Some(event) = translate(event::read()?) {
                return Ok(Wake::Event(event));
            }
        }
    }

    fn ready(&mut self) -> bool {
        event::poll(Duration::ZERO).unwrap_or(false)
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
