//! The real binary on a pseudo-terminal, its screen read through a terminal emulator.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long a condition may take before the test fails.
pub fn patience() -> Duration {
    let seconds = std::env::var("HANDHOLD_TEST_PATIENCE").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(20))
}

/// Waits until a file is there, and reads it.
pub fn wait_file(path: &Path) -> String {
    let deadline = Instant::now() + patience();
    while !path.exists() {
        assert!(Instant::now() < deadline, "{} did not come", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
    std::fs::read_to_string(path).unwrap()
}

/// What came out of the terminal so far.
struct Seen {
    bytes: Vec<u8>,
    parser: vt100::Parser,
    ended: bool,
}

/// A running binary.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

/// How a binary is started.
pub struct Setup<'a> {
    pub home: &'a Path,
    pub size: (u16, u16),
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    /// A shell command instead, with `$HANDHOLD` for the binary.
    pub shell: Option<String>,
}

impl<'a> Setup<'a> {
    pub fn new(home: &'a Path) -> Setup<'a> {
        Setup { home, size: (80, 24), args: Vec::new(), env: Vec::new(), shell: None }
    }

    pub fn env(mut self, name: &str, value: &str) -> Setup<'a> {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn args(mut self, args: &[&str]) -> Setup<'a> {
        self.args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self
    }

    pub fn start(self) -> Session {
        let (cols, rows) = self.size;
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let binary = env!("CARGO_BIN_EXE_handhold");
        let mut command = match &self.shell {
            Some(shell) => {
                let mut command = CommandBuilder::new("sh");
                command.args(["-c", shell]);
                command
            }
            None => CommandBuilder::new(binary),
        };
        command.env_clear();
        command.args(&self.args);
        command.env("HANDHOLD", binary);
        command.env("PATH", "/usr/bin:/bin");
        command.env("HOME", self.home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &self.env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap(), 1000);
        let seen = Arc::new((Mutex::new(Seen { bytes: Vec::new(), parser, ended: false }), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 65536];
            loop {
                let got = reader.read(&mut bytes).unwrap_or(0);
                let (seen, changed) = &*shared;
                let mut seen = seen.lock().unwrap();
                seen.bytes.extend_from_slice(&bytes[..got]);
                seen.parser.process(&bytes[..got]);
                seen.ended = got == 0;
                changed.notify_all();
                if got == 0 {
                    return;
                }
            }
        });
        Session { master: pair.master, writer, child, seen }
    }
}

impl Session {
    /// Starts it in a home where the first start has been.
    pub fn start(home: &Path) -> Session {
        Session::welcomed(Setup::new(home))
    }

    /// Starts it, and goes past the welcome if it comes.
    pub fn welcomed(setup: Setup<'_>) -> Session {
        let mut session = setup.start();
        session
            .wait("the first frame", |screen| screen.contains("Welcome") || screen.contains("Something has happened"));
        if session.screen().contains("Press Enter to begin") {
            session.send("\r");
        }
        session.wait_for("Something has happened");
        session
    }

    pub fn send(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Waits until this has been written.
    pub fn wait_bytes(&self, wanted: &str) {
        let (seen, changed) = &*self.seen;
        let lacks = |seen: &mut Seen| !seen.bytes.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
        let guard = changed.wait_timeout_while(seen.lock().unwrap(), patience(), lacks).unwrap().0;
        let contents = guard.parser.screen().contents();
        assert!(String::from_utf8_lossy(&guard.bytes).contains(wanted), "{wanted:?} was not written:\n{contents}");
    }

    /// What can be scrolled back to, with the screen below it.
    pub fn scrollback(&self) -> String {
        let mut seen = self.seen.0.lock().unwrap();
        let mut text = String::new();
        for back in (0..1000).rev() {
            seen.parser.screen_mut().set_scrollback(back);
            if seen.parser.screen().scrollback() == back {
                text.push_str(seen.parser.screen().rows(0, u16::MAX).next().as_deref().unwrap_or_default());
                text.push('\n');
            }
        }
        text + &seen.parser.screen().contents()
    }

    /// Everything that was written to the terminal.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    pub fn on_alternate_screen(&self) -> bool {
        self.seen.0.lock().unwrap().parser.screen().alternate_screen()
    }

    pub fn cursor_is_hidden(&self) -> bool {
        self.seen.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Waits until the screen fulfils a condition.
    pub fn wait(&self, what: &str, fits: impl Fn(&str) -> bool) {
        self.wait_screen(what, |screen| fits(&screen.contents()));
    }

    /// Waits until the terminal shows its main screen.
    pub fn wait_main_screen(&self) {
        self.wait_screen("the main screen", |screen| !screen.alternate_screen());
    }

    /// Waits until the screen, cell by cell, fulfils a condition.
    pub fn wait_screen(&self, what: &str, fits: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + patience();
        let (seen, changed) = &*self.seen;
        let mut guard = seen.lock().unwrap();
        loop {
            if fits(guard.parser.screen()) {
                return;
            }
            let contents = guard.parser.screen().contents();
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !guard.ended, "{what} did not come; the screen is:\n{contents}");
            guard = changed.wait_timeout(guard, left).unwrap().0;
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text));
    }

    /// Waits until what was written has left the alternate screen. False when it does not.
    pub fn leaves_alternate_screen(&self) -> bool {
        let (seen, changed) = &*self.seen;
        let on = |seen: &mut Seen| seen.parser.screen().alternate_screen();
        let guard = changed.wait_timeout_while(seen.lock().unwrap(), patience(), on).unwrap().0;
        !guard.parser.screen().alternate_screen()
    }

    /// True when nothing is written for this long.
    pub fn is_quiet_for(&self, time: Duration) -> bool {
        let (seen, changed) = &*self.seen;
        let guard = seen.lock().unwrap();
        let before = guard.bytes.len();
        let guard = changed.wait_timeout_while(guard, time, |seen| seen.bytes.len() == before).unwrap().0;
        guard.bytes.len() == before
    }

    /// Makes the window as large as nobody has one. What is written is not looked at as such a screen.
    pub fn claim_size(&self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        {
            let mut seen = self.seen.0.lock().unwrap();
            seen.parser.screen_mut().set_size(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap());
        }
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the process has ended, and its output has been read.
    pub fn wait_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + patience();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let (seen, changed) = &*self.seen;
                let guard = seen.lock().unwrap();
                let left = deadline.saturating_duration_since(Instant::now());
                drop(changed.wait_timeout_while(guard, left, |seen| !seen.ended).unwrap());
                return status;
            }
            assert!(Instant::now() < deadline, "the program did not end; the screen is:\n{}", self.screen());
            // There is no way to wait for a process and a time at once.
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The state letter of the process: `T` when it is stopped.
    pub fn state(&self) -> char {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid().as_raw_nonzero())).unwrap();
        stat.rsplit_once(')').unwrap().1.trim().chars().next().unwrap()
    }

    /// Waits until the process has this state.
    pub fn wait_state(&self, state: char) {
        let deadline = Instant::now() + patience();
        while self.state() != state {
            assert!(Instant::now() < deadline, "the state is {}, not {state}", self.state());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The most memory that the process had at once, in KiB.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid().as_raw_nonzero())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse().unwrap()
    }

    /// True when the process has not ended.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// How often the process gave up the processor by itself: its wake-ups.
    pub fn wake_ups(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid().as_raw_nonzero())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")).unwrap();
        line.trim().parse().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
