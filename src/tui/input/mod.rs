//! Waiting for keys, the mouse, signals and the end of the terminal: asleep until something happens.

#[cfg(unix)]
mod decode;
#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use other::{Input, Waker};
#[cfg(unix)]
pub use unix::{Input, Waker};

use std::io;
use std::time::Instant;

use super::event::Wake;

/// Where events come from: the terminal, or a test.
pub trait Events {
    /// Waits for what happens next, until `deadline` if there is one.
    ///
    /// # Errors
    /// When the terminal can not be waited for.
    fn next(&mut self, deadline: Option<Instant>) -> io::Result<Wake>;

    /// True when the next event is there already, so that drawing can wait for it.
    fn ready(&mut self) -> bool;

    /// What another thread wakes the loop with: it then gets [`Wake::Read`]. `None` where nothing can be read beside
    /// the screens.
    fn waker(&mut self) -> Option<Waker> {
        None
    }
}
