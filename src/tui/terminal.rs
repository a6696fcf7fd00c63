//! Taking the terminal over and giving it back, whatever happens; and a writer that writes a frame at once.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, bracketed paste, a cursor that does not blink.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[2 q";
/// Button presses and the wheel only, with places above column 223: no reports of every movement.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
/// Everything back as it was: mouse, paste, cursor shape, colours, cursor, screen.
const RESTORE: &str = "\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0 q\x1b[0m\x1b[?25h\x1b[?1049l";
/// The visible screen and the scrollback, emptied; the cursor at the top.
const WIPE: &str = "\x1b[H\x1b[2J\x1b[3J";

/// Whether the terminal is ours at this moment, for the panic hook.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Collects what is drawn and writes it in one piece.
#[derive(Debug, Clone, Default)]
pub struct FrameWriter {
    bytes: Rc<RefCell<Vec<u8>>>,
}

impl FrameWriter {
    /// Writes what was collected to the terminal in one call.
    ///
    /// # Errors
    /// When the terminal can not be written to.
    pub fn send(&self) -> io::Result<()> {
        let mut bytes = self.bytes.borrow_mut();
        if bytes.is_empty() {
            return Ok(());
        }
        let written = write_out(&bytes);
        bytes.clear();
        // A large frame is rare; its memory is not kept.
        bytes.shrink_to(8 * 1024);
        written
    }
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: the drawing library flushes in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes past the standard library's line buffer, so that it is one system call.
#[cfg(unix)]
fn write_out(mut bytes: &[u8]) -> io::Result<()> {
    let stdout = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(&stdout, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// The terminal while it is ours. It is given back when this is dropped.
pub struct Session {
    writer: FrameWriter,
    mouse: bool,
}

impl Session {
    /// Takes the terminal over. The sequences for it are sent with the first frame.
    ///
    /// # Errors
    /// When there is no terminal to take.
    pub fn take(writer: FrameWriter, mouse: bool) -> io::Result<Session> {
        let mut session = Session { writer, mouse };
        session.resume()?;
        Ok(session)
    }

    /// Takes it over again after [`Session::release`].
    ///
    /// # Errors
    /// When the terminal can not be taken.
    pub fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        self.writer.write_all(ENTER.as_bytes())?;
        if self.mouse {
            self.writer.write_all(MOUSE_ON.as_bytes())?;
        }
        Ok(())
    }

    /// Gives the terminal back as it was.
    pub fn release(&mut self) {
        // What was drawn and not sent is for a screen that goes away.
        self.writer.bytes.borrow_mut().clear();
        give_back();
    }

    /// Gives the terminal back with nothing on it: the screen and the scrollback are emptied.
    pub fn wipe(&mut self) {
        self.release();
        let _ = write_out(WIPE.as_bytes());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.release();
    }
}

/// Gives the terminal back, if it is ours. Safe to call at any time and twice.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = write_out(RESTORE.as_bytes());
        let _ = disable_raw_mode();
    }
}

/// Makes a panic give the terminal back before its message is printed.
pub fn install_panic_hook() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        before(info);
    }));
}
