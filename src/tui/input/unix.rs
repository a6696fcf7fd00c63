//! Input on Unix: one `poll` on the terminal and on a pipe that signals write to.
//!
//! The event reader of crossterm is not used. It reads on when the terminal is gone and then spins at full load
//! (crossterm issue 793), and it blocks in the middle of a split key sequence. Here a hang-up is seen by `poll`
//! itself, even when the signal for it was ignored or lost. The bytes are decoded in `decode.rs`.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::Events;
use super::decode::Decoder;
use crate::tui::event::{Event, Wake};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

/// How long to wait after a lone Escape byte for the rest of a key sequence, which a slow line can deliver late.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);

const SIGNALS: [i32; 7] = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];

/// The terminal's input and the signals.
pub struct Input {
    tty: OwnedFd,
    pipe: UnixStream,
    /// The other end of the pipe, for signals and other threads.
    writer: UnixStream,
    flags: Vec<(i32, Arc<AtomicBool>)>,
    /// Another thread has read something.
    read: Arc<AtomicBool>,
    decoder: Decoder,
    events: VecDeque<Event>,
}

/// Wakes the loop from another thread.
pub struct Waker {
    read: Arc<AtomicBool>,
    pipe: UnixStream,
}

impl Waker {
    /// Wakes it.
    pub fn wake(&self) {
        self.read.store(true, Ordering::SeqCst);
        // A pipe that is full wakes it as well.
        let _ = (&self.pipe).write(&[0]);
    }
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
        let read = Arc::new(AtomicBool::new(false));
        Ok(Input { tty, pipe, writer, flags, read, decoder: Decoder::default(), events: VecDeque::new() })
    }

    /// Empties the pipe. What it said is in the flags, which were set first.
    fn drain(&mut self) {
        let mut drained = [0; 64];
        while matches!(self.pipe.read(&mut drained), Ok(1..)) {}
    }

    /// One of the signals that came, or what another thread said. Each is told once, however many came together.
    fn told(&self) -> Option<Wake> {
        if self.read.swap(false, Ordering::SeqCst) {
            return Some(Wake::Read);
        }
        let (signal, _) = self.flags.iter().find(|(_, flag)| flag.swap(false, Ordering::SeqCst))?;
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
        self.decoder.feed(bytes, more, Instant::now(), &mut self.events);
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
            if let Some(wake) = self.told() {
                return Ok(wake);
            }
            let (terminal, signal) = self.wait(deadline)?;
            if signal {
                self.drain();
                if let Some(wake) = self.told() {
                    return Ok(wake);
                }
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

    fn waker(&mut self) -> Option<Waker> {
        Some(Waker { read: Arc::clone(&self.read), pipe: self.writer.try_clone().ok()? })
    }
}

/// The terminal that input comes from.
impl AsFd for Input {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.tty.as_fd()
    }
}
