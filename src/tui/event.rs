//! What happens to the program from outside.

use super::keys::Key;

/// An event for the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The window has another size.
    Resize,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button was pressed in this column and row.
    Press(u16, u16),
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// What the loop waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wake {
    /// Something for the app.
    Event(Event),
    /// The time that was waited for has come.
    Time,
    /// What was read beside the screens is there.
    Read,
    /// The terminal is gone.
    HangUp,
    /// A signal asks the program to end; the number tells which.
    End(i32),
    /// A signal asks the program to stop for now.
    Stop,
    /// The program goes on after it was stopped.
    Continue,
}
