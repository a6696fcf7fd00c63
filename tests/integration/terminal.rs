//! The real binary on a real pseudo-terminal.

use std::time::Duration;

use rustix::process::Signal;

use super::pty::{Session, Setup};

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Opens Snapchat's checklist.
pub fn open_checklist(session: &mut Session) {
    session.send("jj\r");
    session.wait_for("Adult dating apps");
    session.send("fsnapch");
    session.wait_for("Show only: snapch");
    session.send("\r");
    session.wait_for("Checklist: ");
    session.send("l");
    session.wait_for("Do first");
}

/// The terminal is as it was: main screen, cursor shown, no mouse reports, no paste marks.
pub fn assert_restored(session: &Session) {
    // A process that was stopped has written all of it; it may not have been read yet.
    assert!(session.leaves_alternate_screen());
    assert!(!session.cursor_is_hidden());
    let bytes = session.bytes();
    let last = |sequence: &[u8]| bytes.windows(sequence.len()).rposition(|window| window == sequence);
    for (on, off) in [
        ("\x1b[?1000h", "\x1b[?1000l"),
        ("\x1b[?1006h", "\x1b[?1006l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[2 q", "\x1b[0 q"),
    ] {
        assert!(last(on.as_bytes()) < last(off.as_bytes()), "{on:?} was left on");
    }
}

#[test]
fn a_tick_survives_kill_9() {
    let home = home();
    let mut session = Session::start(home.path());
    open_checklist(&mut session);
    session.send(" ");
    session.wait_for("[✓]");
    session.signal(Signal::KILL);
    session.wait_end();
    let mut session = Session::start(home.path());
    open_checklist(&mut session);
    session.wait_for("1 of 16 done");
    session.send("g");
    session.wait_for("[✓]");
}

#[test]
fn two_copies_ticking_at_once_lose_nothing() {
    let home = home();
    Session::start(home.path());
    let mut sessions = [Session::start(home.path()), Session::start(home.path())];
    for session in &mut sessions {
        open_checklist(session);
    }
    let [first, second] = &mut sessions;
    // Each ticks other steps; both write the same file.
    first.send(" j ");
    second.send("\x1b[F \x1b[A ");
    first.wait_for("2 of 16 done");
    second.wait("two ticks", |screen| {
        screen.contains("of 16 done") && !screen.contains(" 0 of 16") && !screen.contains(" 1 of 16")
    });
    let mut third = Session::start(home.path());
    open_checklist(&mut third);
    third.wait_for("4 of 16 done");
}

#[test]
fn quitting_gives_the_terminal_back() {
    for keys in ["q", "\x03", "\x1c"] {
        let home = home();
        let mut session = Session::start(home.path());
        session.send(keys);
        assert!(session.wait_end().success());
        assert_restored(&session);
    }
}

#[test]
fn leaving_at_once_leaves_nothing_on_the_screen_or_in_the_scrollback() {
    for keys in ["x", "\x1b[21~"] {
        let home = home();
        let setup = Setup { shell: Some("echo BEFORE; $HANDHOLD".to_owned()), ..Setup::new(home.path()) };
        let mut session = Session::welcomed(setup);
        session.send(keys);
        assert!(session.wait_end().success());
        assert_restored(&session);
        assert_eq!(session.screen().trim(), "");
        let bytes = String::from_utf8(session.bytes()).unwrap();
        assert!(bytes.ends_with("\x1b[H\x1b[2J\x1b[3J"), "{:?}", &bytes[bytes.len() - 40..]);
    }
}

#[test]
fn every_signal_that_ends_it_gives_the_terminal_back() {
    for (signal, name) in
        [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")]
    {
        let home = home();
        let mut session = Session::start(home.path());
        session.signal(signal);
        let status = session.wait_end();
        assert_restored(&session);
        // The parent sees that it was the signal.
        assert_eq!(status.signal().map(|text| text.contains(name)), Some(true), "{name}: {status:?}");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told() {
    let home = home();
    Session::start(home.path());
    let mut session = Session::welcomed(Setup::new(home.path()).env("HANDHOLD_TEST_PANIC", "1"));
    open_checklist(&mut session);
    session.send(" ");
    assert!(!session.wait_end().success());
    assert_restored(&session);
    session.wait_end();
    assert!(session.screen().contains("a test asked for this"), "{}", session.screen());
}

#[test]
fn suspending_and_going_on_work() {
    let home = home();
    let mut session = Session::start(home.path());
    session.send("\x1a");
    session.wait_state('T');
    // What it wrote last may still be on its way.
    session.wait_main_screen();
    assert_restored(&session);
    session.signal(Signal::CONT);
    session.wait("the screen is drawn again", |screen| screen.contains("Something has happened"));
    assert!(session.on_alternate_screen());
    session.send("q");
    assert!(session.wait_end().success());
    assert_restored(&session);
}

#[test]
fn being_stopped_from_outside_gives_the_terminal_back() {
    let home = home();
    let mut session = Session::start(home.path());
    session.signal(Signal::TSTP);
    session.wait_state('T');
    // What it wrote last may still be on its way.
    session.wait_main_screen();
    assert_restored(&session);
    session.signal(Signal::CONT);
    session.wait("the screen is drawn again", |screen| screen.contains("Something has happened"));
    session.send("q");
    assert!(session.wait_end().success());
}

/// The binary on a terminal that another program holds, which can be killed: then the terminal is gone at once.
pub struct Held<'a> {
    pub session: Session,
    home: &'a std::path::Path,
}

impl Held<'_> {
    fn start<'a>(home: &'a std::path::Path, traps: &str) -> Held<'a> {
        Session::start(home);
        Held::of(home, traps, "$HANDHOLD")
    }

    /// The same, of a command with arguments.
    pub fn of<'a>(home: &'a std::path::Path, traps: &str, command: &str) -> Held<'a> {
        let inner = format!("{traps} echo $$ > $HOME/pid; exec {command}");
        let shell = format!("exec script -qec \"{}\" /dev/null", inner.replace('$', "\\$"));
        Held { session: Session::welcomed(Setup { shell: Some(shell), ..Setup::new(home) }), home }
    }

    /// Takes the terminal away and waits until the program has ended.
    pub fn take_terminal_away(self) {
        let pid = std::fs::read_to_string(self.home.join("pid")).unwrap();
        let process = std::path::PathBuf::from(format!("/proc/{}", pid.trim()));
        assert!(process.exists());
        self.session.signal(Signal::KILL);
        let deadline = std::time::Instant::now() + super::pty::patience();
        while process.exists() {
            assert!(std::time::Instant::now() < deadline, "the program is still there");
            // Its parent is gone: there is nothing that could be waited for.
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_even_when_the_signal_is_ignored() {
    for traps in ["", "trap '' HUP;", "trap '' HUP TERM INT;"] {
        let home = home();
        let mut held = Held::start(home.path(), traps);
        open_checklist(&mut held.session);
        held.take_terminal_away();
    }
}

#[test]
fn a_terminal_that_goes_away_in_the_middle_of_a_key_ends_it() {
    for half in ["\x1b[", "\x1b[200~pasted without an end", "\x1b"] {
        let home = home();
        let mut held = Held::start(home.path(), "trap '' HUP;");
        held.session.send(half);
        held.take_terminal_away();
    }
}

#[test]
fn resizing_is_followed_and_a_storm_of_it_survived() {
    let home = home();
    let mut session = Session::start(home.path());
    session.resize(120, 40);
    session.send("jj\r");
    session.wait_for("Minimum age");
    for (cols, rows) in [(20, 5), (10, 3), (1, 1), (300, 100), (39, 11), (40, 12), (5, 50)].into_iter().cycle().take(70)
    {
        session.resize(cols, rows);
    }
    session.resize(80, 24);
    session.wait_for("An app or game my child uses");
    session.resize(20, 5);
    session.wait_for("999");
    session.resize(80, 24);
    session.wait_for("An app or game my child uses");
    session.send("q");
    assert!(session.wait_end().success());
}

#[test]
fn nothing_happens_when_nobody_does_anything() {
    let home = home();
    let session = Session::start(home.path());
    assert!(session.is_quiet_for(Duration::from_millis(200)));
    let before = session.wake_ups();
    assert!(session.is_quiet_for(Duration::from_secs(1)));
    assert_eq!(session.wake_ups(), before);
}

#[test]
fn a_large_paste_is_survived() {
    let home = home();
    let mut session = Session::start(home.path());
    session.send("\x1b[200~");
    for _ in 0..200 {
        session.send(&"qx!\r".repeat(1000));
    }
    session.send("\x1b[201~");
    session.send("?");
    session.wait_for("Everywhere");
}

#[test]
fn no_color_is_heeded() {
    let home = home();
    Session::start(home.path());
    let mut session = Session::welcomed(Setup::new(home.path()).env("NO_COLOR", "1"));
    session.send("!");
    session.wait_for("In danger now?");
    let bytes = String::from_utf8(session.bytes()).unwrap();
    for sequence in bytes.split('\x1b').filter_map(|part| part.strip_prefix('[')) {
        let Some((codes, _)) = sequence.split_once('m') else { continue };
        if codes.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':') {
            for code in codes.split(';').filter_map(|code| code.parse::<u32>().ok()) {
                assert!(!matches!(code, 30..=38 | 40..=48 | 90..=107), "a colour: {sequence:?}");
            }
        }
    }
}

#[test]
fn a_dumb_terminal_gets_plain_text() {
    let home = home();
    let mut session = Setup::new(home.path()).env("TERM", "dumb").start();
    session.wait_end();
    let bytes = session.bytes();
    assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
    assert!(session.screen().contains("Call 999"), "{}", session.screen());
}

#[test]
fn commands_are_styled_on_a_terminal_and_fit_it() {
    let home = home();
    let setup = Setup { size: (40, 24), ..Setup::new(home.path()).args(&["show", "oovoo", "--section", "top"]) };
    let mut session = setup.start();
    session.wait_end();
    assert!(session.bytes().contains(&0x1b));
    assert!(session.screen().lines().all(|line| line.chars().count() <= 40));
    let mut session = Setup::new(home.path()).args(&["show", "oovoo"]).env("NO_COLOR", "1").start();
    session.wait_end();
    assert!(!session.bytes().contains(&0x1b));
}

#[test]
fn reset_asks_first() {
    let home = home();
    let mut session = Setup::new(home.path()).args(&["progress", "reset"]).start();
    session.wait_for("Type yes");
    session.send("no\n");
    assert_eq!(session.wait_end().exit_code(), 1);
    let mut session = Setup::new(home.path()).args(&["progress", "reset"]).start();
    session.wait_for("Type yes");
    session.send("yes\n");
    assert_eq!(session.wait_end().exit_code(), 0);
}
