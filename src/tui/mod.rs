//! The full screen. This file is the only one that reads events, draws and performs what screens ask for.
//!
//! ```text
//! key -> (typing? text : keys::lookup) -> Action -> App::act -> Effect -> drawn only if something changed
//! ```

pub mod app;
pub mod beside;
pub mod canvas;
pub mod carry;
pub mod event;
pub mod frame;
pub mod hyperlink;
pub mod input;
pub mod keys;
pub mod kiosk;
pub mod screen;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod widgets;

use std::io;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm;

use app::{App, Outcome, Start};
use beside::Beside;
use crossterm::clipboard::CopyToClipboard;
use event::Wake;
use hyperlink::{Addresses, Linked};
use input::{Events, Input};
use terminal::{FrameWriter, Session};

/// How long to wait before trying again to save what could not be saved. Nothing else ever wakes the program.
const RETRY: Duration = Duration::from_secs(5);

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The parent ended it.
    Quit,
    /// The terminal went away.
    HangUp,
    /// A signal asked for it.
    Signal(i32),
}

/// Something that is looked at again and again while the program waits.
pub struct Watch {
    /// How often.
    pub every: Duration,
    /// Looks, and tells the app.
    pub look: Box<dyn FnMut(&mut App)>,
}

/// Runs the program on the terminal until it ends. Without a `watch`, it sleeps until something happens. What is read
/// `beside` it is waited for by nothing.
///
/// # Errors
/// When there is no terminal, or it cannot be drawn on.
pub fn run(start: Start, mouse: bool, mut watch: Option<Watch>, mut beside: Option<Beside>) -> io::Result<End> {
    let mut input = Input::open()?;
    let writer = FrameWriter::default();
    terminal::install_panic_hook();
    let mut session = Session::take(writer.clone(), mouse)?;
    let addresses = Addresses::default();
    let mut screen = Terminal::new(Linked::new(writer.clone(), addresses.clone()))?;
    let mut app = App::new(start);
    app.put_addresses_into(addresses);
    if beside.is_some() {
        app.await_pages();
    }
    // What is drawn is sent, and before it what is copied: the terminal puts that on its clipboard (OSC 52).
    let mut send = |copied: Option<String>| {
        if let Some(text) = copied {
            crossterm::queue!(writer.clone(), CopyToClipboard::to_clipboard_from(text))?;
        }
        writer.send()
    };
    loop {
        let sides = Sides { watch: watch.as_mut(), beside: beside.as_mut() };
        let paused = run_until_pause(&mut screen, &mut input, &mut app, sides, &mut send);
        if matches!(paused, Ok(Pause::End(_)))
            && app.is_kiosk()
            && let Some(nothing) = app.forget_copied()
        {
            // Where the terminal is gone, so is what it held.
            let _ = send(Some(nothing));
        }
        match paused {
            Ok(Pause::Stop) => {
                session.release();
                stop_here()?;
                session.resume()?;
                forget_screen(&mut screen)?;
                app.handle(event::Event::Resize);
            }
            Ok(Pause::Continue) => {
                // Stopped from outside without warning: what the shell drew meanwhile is drawn over.
                session.resume()?;
                forget_screen(&mut screen)?;
                app.handle(event::Event::Resize);
            }
            Ok(Pause::Leave) => {
                session.wipe();
                return Ok(End::Quit);
            }
            Ok(Pause::End(end)) => {
                // The next person finds nothing of the one before.
                if app.stays() {
                    session.wipe();
                }
                return Ok(end);
            }
            // A terminal that can not be written to is one that is gone.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(EIO) => {
                return Ok(End::HangUp);
            }
            Err(error) => return Err(error),
        }
    }
}

/// The numbers of the signals that a keyboard can send, on every Unix.
const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// What a terminal that is gone answers to a write.
const EIO: i32 = 5;

/// What happens besides what its user does.
#[derive(Default)]
pub struct Sides<'a> {
    /// What is looked at again and again.
    pub watch: Option<&'a mut Watch>,
    /// What is read on another thread.
    pub beside: Option<&'a mut Beside>,
}

/// Why the loop paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Stop for now, and come back.
    Stop,
    /// The program was stopped and goes on.
    Continue,
    /// Clear everything and end.
    Leave,
    /// End.
    End(End),
}

/// Handles events and draws until the program ends or stops for now. Tests run this very loop.
///
/// # Errors
/// When the terminal can not be drawn on or waited for.
pub fn run_until_pause<B: Backend>(
    screen: &mut Terminal<B>,
    input: &mut impl Events,
    app: &mut App,
    sides: Sides<'_>,
    send: &mut dyn FnMut(Option<String>) -> io::Result<()>,
) -> io::Result<Pause>
where
    B::Error: Send + Sync + 'static,
{
    let Sides { mut watch, mut beside } = sides;
    let mut next_look = Instant::now();
    let mut anew = false;
    loop {
        if let Some(watch) = watch.as_deref_mut().filter(|_| next_look <= Instant::now()) {
            (watch.look)(app);
            next_look = Instant::now() + watch.every;
        }
        // What is typed faster than it can be drawn is drawn once.
        if app.is_dirty() && (app.is_unseen() || !input.ready()) {
            if std::mem::take(&mut anew) {
                forget_screen(screen).map_err(io::Error::other)?;
            }
            draw(screen, app).map_err(io::Error::other)?;
            send(app.take_copied())?;
            if !input.ready() {
                app.prepare();
            }
        }
        if let Some(beside) = beside.as_deref_mut().filter(|_| app.take_wish_for_pages())
            && let Some(waker) = input.waker()
        {
            beside.start(waker, Instant::now(), app);
        }
        let retry = app.is_unsaved().then(|| Instant::now() + RETRY);
        let looks = watch.as_ref().map(|_| next_look);
        let late = beside.as_deref().and_then(Beside::deadline);
        let deadline = [retry, looks, late, app.next_tick(Instant::now())].into_iter().flatten().min();
        let outcome = match input.next(deadline)? {
            Wake::Event(event) => app.handle_at(event, Instant::now()),
            Wake::Read => {
                if let Some(beside) = beside.as_deref_mut() {
                    beside.look(Instant::now(), app);
                }
                Outcome::Go
            }
            Wake::Time => {
                if let Some(beside) = beside.as_deref_mut() {
                    beside.look(Instant::now(), app);
                }
                app.retry();
                app.tick(Instant::now())
            }
            Wake::HangUp => return Ok(Pause::End(End::HangUp)),
            // The keyboard's signals are no way out of a kiosk.
            Wake::End(SIGINT | SIGQUIT) | Wake::Stop if app.stays() => Outcome::Go,
            Wake::End(signal) => return Ok(Pause::End(End::Signal(signal))),
            Wake::Stop => Outcome::Suspend,
            Wake::Continue => return Ok(Pause::Continue),
        };
        match outcome {
            Outcome::Go => {}
            Outcome::Redraw => {
                anew = true;
                app.handle(event::Event::Resize);
            }
            Outcome::Suspend => return Ok(Pause::Stop),
            Outcome::Quit => return Ok(Pause::End(End::Quit)),
            Outcome::Leave => return Ok(Pause::Leave),
        }
    }
}

/// Makes the next frame draw everything. `Terminal::clear` would ask the terminal where its cursor is, and wait.
fn forget_screen<B: Backend>(screen: &mut Terminal<B>) -> Result<(), B::Error> {
    let size = screen.size()?;
    screen.resize(size.into())
}

fn draw<B: Backend>(screen: &mut Terminal<B>, app: &mut App) -> Result<(), B::Error> {
    screen.draw(|frame| {
        let cursor = app.draw(frame.buffer_mut());
        if let Some(position) = cursor {
            frame.set_cursor_position(position);
        }
    })?;
    Ok(())
}

/// Stops the process as the shell's Ctrl-Z does; returns when it goes on.
#[cfg(unix)]
fn stop_here() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

#[cfg(not(unix))]
fn stop_here() -> io::Result<()> {
    Ok(())
}
