//! Two hundred people at once: how fast keys are answered, what a seat costs, what others see, and what is left behind.
//!
//! Speed is reported, not asserted: only that every key of every seat is answered at all. The same keys at the same
//! moments go to the smallest program that a seat could be, under the same sshd: what that takes is not Handhold's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use super::lab::Lab;
use super::pty::Session;
use super::seats::{focus_apps, open_checklist, open_school, reload};
use super::ssh::start;

/// Two coaches full of parents, or a whole year at a parents' evening.
const SEATS: usize = 200;

/// How long a person looks before the next key. All seats together press 200 keys a second.
const THINKING: Duration = Duration::from_secs(1);

/// How often everybody goes through [`BROWSING`].
const ROUNDS: usize = 3;

/// Keys, and what the screen then shows, from the first screen and back: a list, narrowed down, a page, its checklist,
/// help, a search in everything letter by letter, what it found, all keys.
const BROWSING: &[(&str, &str)] = &[
    ("\r", "Adult dating apps"),
    ("f", "Show only:"),
    ("s", "Show only: s"),
    ("n", "Show only: sn"),
    ("\r", "Snapchat is an app"),
    ("\x06", "Snapchat"),
    ("l", "of 16 done"),
    ("!", "In danger now"),
    ("/", "Search:"),
    ("b", "Search: b"),
    ("u", "Search: bu"),
    ("l", "Search: bul"),
    ("l", "Search: bull"),
    ("\r", "bullying"),
    ("?", "Everywhere"),
    ("h", "Calm, checked help"),
];

/// A program that is sat down at.
struct Program {
    user: &'static str,
    process: &'static str,
    /// What shows that it is there.
    ready: &'static str,
    echo: bool,
}

const HANDHOLD: Program =
    Program { user: "handhold", process: "handhold", ready: "Something has happened", echo: false };
const ECHO: Program = Program { user: "echo", process: "seat-echo", ready: "ready", echo: true };

/// Durations, to be told from.
struct Times(Vec<Duration>);

impl Times {
    fn new(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        Times(times)
    }

    /// The time that so many of a hundred did not go above.
    fn percentile(&self, percent: usize) -> Duration {
        self.0[(self.0.len() * percent).div_ceil(100).saturating_sub(1)]
    }

    fn tell(&self, what: &str) -> String {
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let (half, most) = (ms(self.percentile(50)), ms(self.percentile(99)));
        format!(
            "{what}: median {half}, 99th percentile {most}, longest {} ({} taken)",
            ms(self.percentile(100)),
            self.0.len()
        )
    }
}

/// Does something for every seat at once, each on a thread of its own.
fn all<T: Send, R: Send>(seats: &mut [T], with: impl Fn(usize, &mut T) -> R + Sync) -> Vec<R> {
    thread::scope(|scope| {
        let with = &with;
        let threads = seats
            .iter_mut()
            .enumerate()
            .map(|(number, seat)| scope.spawn(move || with(number, seat)))
            .collect::<Vec<_>>();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Everybody comes at the same moment. Gives the seats, and how long each waited for the first screen.
fn sit_down_all(lab: &Lab, home: &Path, program: &Program) -> (Vec<Session>, Times) {
    let began = Instant::now();
    let at_once = Barrier::new(SEATS);
    let came = all(&mut [(); SEATS], |_, ()| {
        at_once.wait();
        let session = start(lab, home, &format!("{}@127.0.0.1", program.user));
        session.wait_for(program.ready);
        (session, began.elapsed())
    });
    let (sessions, times) = came.into_iter().unzip();
    (sessions, Times::new(times))
}

/// One after the other comes to an empty machine. Gives how long each waited for the first screen, and a key.
fn alone(lab: &Lab, home: &Path, program: &Program) -> (Times, Times) {
    let times = (0..20).map(|_| {
        let began = Instant::now();
        let mut session = start(lab, home, &format!("{}@127.0.0.1", program.user));
        session.wait_for(program.ready);
        let came = began.elapsed();
        let before = session.screen();
        let pressed = Instant::now();
        session.send("j");
        session.wait("the next frame", |screen| screen != before);
        (came, pressed.elapsed())
    });
    let (came, answers): (Vec<_>, Vec<_>) = times.unzip();
    (Times::new(came), Times::new(answers))
}

/// Everybody presses keys, not in step. Gives how long each key took until its frame was there, and how late the keys
/// were pressed (a machine that cannot follow shows there, too).
fn browse(sessions: &mut [Session], program: &Program) -> (Times, Times) {
    let begin = Instant::now() + THINKING;
    let times = all(sessions, |number, session| {
        let mut times = Vec::new();
        let mut late = Vec::new();
        let keys = std::iter::repeat_n(BROWSING, ROUNDS).flatten();
        for (step, (key, shows)) in (0..).zip(keys) {
            let shift = THINKING * u32::try_from(number).unwrap() / u32::try_from(SEATS).unwrap();
            let moment = begin + THINKING * step + shift;
            thread::sleep(moment.saturating_duration_since(Instant::now()));
            late.push(moment.elapsed());
            let before = session.screen();
            let pressed = Instant::now();
            session.send(key);
            session.wait(shows, |screen| screen != before && (program.echo || screen.contains(shows)));
            times.push(pressed.elapsed());
        }
        (times, late)
    });
    let (times, late): (Vec<_>, Vec<_>) = times.into_iter().unzip();
    (Times::new(times.concat()), Times::new(late.concat()))
}

/// A number of kibibytes from `/proc/PID/smaps_rollup`.
fn kibibytes(pid: u32, keys: &[&str]) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
    let line = |key: &&str| text.lines().find_map(|line| line.strip_prefix(*key)).unwrap();
    keys.iter().map(|key| line(key).trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap()).sum()
}

/// What processes take: mean and most of one, in kibibytes.
fn memory(pids: &[u32], keys: &[&str]) -> (u64, u64) {
    let sizes = pids.iter().map(|pid| kibibytes(*pid, keys)).collect::<Vec<_>>();
    (sizes.iter().sum::<u64>() / sizes.len() as u64, *sizes.iter().max().unwrap())
}

/// The processor time that processes have used so far.
fn processor(pids: &[u32]) -> Duration {
    let ticks = pids.iter().map(|pid| {
        let text = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let after = text.rsplit_once(')').unwrap().1.split_whitespace().collect::<Vec<_>>();
        // The 14th and 15th word: user's and system's, in hundredths of a second.
        after[11].parse::<u64>().unwrap() + after[12].parse::<u64>().unwrap()
    });
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// One run with one program: everybody comes, browses, and the figures are told.
fn run(lab: &Lab, home: &Path, program: &Program) -> Vec<Session> {
    let name = program.process;
    let (came, answers) = alone(lab, home, program);
    println!("{}", came.tell(&format!("{name}: alone, first screen")));
    println!("{}", answers.tell(&format!("{name}: alone, key to frame")));
    lab.wait_processes(name, 0);
    let (mut sessions, came) = sit_down_all(lab, home, program);
    let pids = lab.processes(name);
    assert_eq!(pids.len(), SEATS);
    println!("{}", came.tell(&format!("{name}: {SEATS} come at once, first screen")));
    if !program.echo {
        all(&mut sessions, |_, session| focus_apps(session));
    }
    let before = processor(&pids);
    let (answers, late) = browse(&mut sessions, program);
    let used = processor(&pids).saturating_sub(before);
    println!("{}", answers.tell(&format!("{name}: key to frame")));
    println!("{}", late.tell(&format!("{name}: keys pressed after their time")));
    let keys = SEATS * ROUNDS * BROWSING.len();
    println!("{name}: {:.2} ms of processor time a key", used.as_secs_f64() * 1000.0 / keys as f64);
    for (what, keys) in [("PSS", &["Pss:"][..]), ("private", &["Private_Clean:", "Private_Dirty:"])] {
        let (mean, most) = memory(&pids, keys);
        println!("{name}: {what} {mean} KiB a seat, at most {most} KiB");
    }
    let sshd = [lab.processes("sshd"), lab.processes("sshd-session")].concat();
    let (mean, _) = memory(&sshd, &["Pss:"]);
    println!("{name}: and sshd's {} processes, PSS {} KiB a seat", sshd.len(), mean * sshd.len() as u64 / SEATS as u64);
    sessions
}

/// Nothing of a seat's process can reach a disk: it has only its terminal and its own pipes open, and caused no write.
fn assert_nothing_written(pid: u32) {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap();
    assert!(io.lines().any(|line| line == "write_bytes: 0"), "{io}");
    for entry in fs::read_dir(format!("/proc/{pid}/fd")).unwrap() {
        let target = fs::read_link(entry.unwrap().path()).unwrap();
        let target = target.to_str().unwrap();
        let own = ["socket:", "pipe:", "anon_inode:"].iter().any(|start| target.starts_with(start));
        assert!(own || target.contains("/dev/pts/"), "{target} is open");
    }
}

/// What is on the machine's disk, but for sshd's own records, which docs/schools.md tells of.
fn on_disk(lab: &Lab) -> BTreeSet<String> {
    const RECORDS: [&str; 3] = ["/var/log/wtmp\"", "/var/log/lastlog\"", "/run/log/journal/"];
    let written = lab.written();
    let lines = written.into_iter().map(|file| format!("{file:?}"));
    lines.filter(|line| !RECORDS.iter().any(|record| line.contains(record))).collect()
}

#[test]
fn two_hundred_seats_at_once() {
    let lab = open_school();
    // The same settings for the other program.
    reload(
        &lab,
        "useradd --system --no-create-home --home-dir /usr/local/lib/handhold --shell /bin/sh echo
        passwd --delete echo
        sed 's/User handhold/User echo/; s/ForceCommand .*/ForceCommand exec seat-echo/; s/^[ML].*[0-9]$//' \\
            /etc/ssh/sshd_config.d/handhold.conf > /etc/ssh/sshd_config.d/z-echo.conf
        systemctl mask user@$(id -u echo).service",
    );
    let home = tempfile::tempdir().unwrap();

    let seats = run(&lab, home.path(), &ECHO);
    drop(seats);
    lab.wait_processes("seat-echo", 0);
    lab.wait_processes("sshd", 1);

    // One has been here before, so that what a first login makes is there.
    drop(super::ssh::sit_down(&lab, home.path()));
    lab.wait_processes("sshd", 1);
    let before = on_disk(&lab);
    let mut seats = run(&lab, home.path(), &HANDHOLD);

    // Every second one ticks, and writes a note; nobody else sees either.
    all(&mut seats, |number, session| {
        session.send("hg");
        session.wait_for("▸ Something has happened");
        open_checklist(session);
        if number % 2 == 0 {
            session.send(" ");
            session.wait_for("1 of 16 done");
            session.send(&format!("wsecret {number}\r"));
            session.wait("the note is saved", |screen| screen.contains("1 of 16 done"));
        }
    });
    all(&mut seats, |number, session| {
        session.send("hg");
        session.wait_for("▸ Something has happened");
        open_checklist(session);
        let (ticks, note) = if number % 2 == 0 { (1, format!("secret {number}")) } else { (0, String::new()) };
        session.wait_for(&format!("{ticks} of 16 done"));
        session.send("gw");
        session.wait(&format!("seat {number}'s own note, {note:?}"), |screen| {
            let shown = screen.lines().find_map(|line| line.trim().strip_prefix("Note:")).map(str::trim);
            screen.contains("Write what helps you") && shown == Some(note.as_str())
        });
        session.send("\x1b");
        session.wait_for("of 16 done");
    });

    let pids = lab.processes("handhold");
    assert_eq!(pids.len(), SEATS);
    pids.into_iter().for_each(assert_nothing_written);
    drop(seats);
    lab.wait_processes("handhold", 0);
    lab.wait_processes("sshd", 1);
    let after = on_disk(&lab);
    let new = after.difference(&before).collect::<Vec<_>>();
    assert!(new.is_empty(), "{new:#?}");
}
