//! Seats over SSH: the job of docs/schools.md as it is written, under Debian's sshd with Debian's settings.

use std::cell::RefCell;
use std::fs;
use std::io::Read;
use std::time::Duration;

use rustix::process::Signal;

use super::guide::{PASSWORD, follow};
use super::lab::{Lab, focus, wait_for, wait_until};
use super::pty::{Session, patience};
use super::ssh::{line, sit_down, start, without_terminal};

pub const SSH: &str = "## 3. All parents, over SSH";
pub const APPS: &str = "An app or game";
const OPEN: &str = "### Without a password";
const KEYS: &str = "### With keys instead";

/// What sshd needs on a machine where the package manager did not just start it.
fn boot_with_sshd() -> Lab {
    let lab = Lab::boot();
    lab.run("ssh-keygen -A; systemctl start ssh.service");
    lab
}

/// Changes something in sshd's settings and makes it read them.
pub fn reload(lab: &Lab, script: &str) {
    lab.run(&format!("{script}; sshd -t; systemctl reload ssh"));
    lab.wait_port(22);
}

/// A machine that anybody may sit down at.
pub fn open_school() -> Lab {
    let lab = boot_with_sshd();
    follow(&lab, SSH, &[]);
    follow(&lab, OPEN, &[]);
    lab
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Makes the list of apps the one that Enter opens, on the first screen.
pub fn focus_apps(session: &mut Session) {
    let session = RefCell::new(session);
    focus(APPS, || session.borrow().screen(), |key| session.borrow_mut().send(key));
}

/// Opens Snapchat's checklist from the first screen.
pub fn open_checklist(session: &mut Session) {
    focus_apps(session);
    session.send("\r");
    session.wait_for("Adult dating apps");
    session.send("fsnapch");
    session.wait_for("Show only: snapch");
    session.send("\r");
    session.wait_for("Snapchat is an app");
    session.send("l");
    session.wait_for("of 16 done");
}

#[test]
fn the_documented_job_seats_a_parent_who_knows_the_word() {
    let lab = boot_with_sshd();
    follow(&lab, SSH, &[]);
    let home = home();
    let mut session = start(&lab, home.path(), "handhold@127.0.0.1");
    session.wait_for("password:");
    session.send("a wrong word\r");
    session.wait_for("Permission denied");
    session.send(&format!("{PASSWORD}\r"));
    session.wait_for("Something has happened");
    open_checklist(&mut session);
    session.send(" ");
    session.wait_for("1 of 16 done");
    session.send("!");
    session.wait_for("Hill School");
    session.resize(60, 18);
    session.wait("the smaller screen", |screen| screen.lines().all(|line| line.chars().count() <= 60));
    session.send("q");
    assert!(session.wait_end().success());
    lab.wait_processes("handhold", 0);
}

#[test]
fn without_a_password_everybody_sits_down_at_once() {
    let lab = open_school();
    let home = home();
    let session = sit_down(&lab, home.path());
    assert!(!session.screen().to_lowercase().contains("password"));
}

#[test]
fn with_keys_only_those_sit_down_who_have_one() {
    let lab = boot_with_sshd();
    follow(&lab, SSH, &[]);
    follow(&lab, KEYS, &[]);
    let home = home();
    let key = home.path().join("key");
    let made =
        std::process::Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
    assert!(made.unwrap().success());
    let words = format!("-i {} handhold@127.0.0.1", key.display());
    let mut refused = start(&lab, home.path(), &words);
    assert!(!refused.wait_end().success());
    assert!(refused.screen().contains("Permission denied (publickey)"), "{}", refused.screen());
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    fs::write(lab.path("/etc/ssh/handhold_keys"), public).unwrap();
    start(&lab, home.path(), &words).wait_for("Something has happened");
}

/// Everything else that the protocol can do is tried, and nothing comes of it.
#[test]
fn nothing_but_handhold_can_be_had() {
    let lab = open_school();
    let home = home();
    let home = home.path();
    let run = |words: &str| {
        let output = without_terminal(&line(&lab, words));
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code(), text)
    };

    // A command: with a terminal it gets the screens, without one whom to ring.
    let session = start(&lab, home, "-tt handhold@127.0.0.1 'echo got-$((6*7)); sh'");
    session.wait_for("Something has happened");
    assert!(!session.screen().contains("got-42"));
    for command in ["'echo got-$((6*7))'", "'sh -c \"echo got-$((6*7))\"'", "-s sftp"] {
        let (_, text) = run(&format!("handhold@127.0.0.1 {command}"));
        assert!(text.contains("Before anything else") && !text.contains("got-42"), "{command}: {text}");
    }

    // Files: there and back, by the new protocol and the old.
    fs::write(home.join("file"), "x").unwrap();
    let options = "-F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";
    let file = home.join("file");
    for line in [
        format!("scp {options} {} handhold@127.0.0.1:/tmp/stolen", file.display()),
        format!("scp -O {options} {} handhold@127.0.0.1:/tmp/stolen", file.display()),
        format!("scp {options} handhold@127.0.0.1:/etc/passwd {}", home.join("stolen").display()),
        format!("scp -O {options} handhold@127.0.0.1:/etc/passwd {}", home.join("stolen").display()),
        format!("echo 'get /etc/passwd {}' | sftp -b - {options} handhold@127.0.0.1", home.join("stolen").display()),
    ] {
        let output = without_terminal(&format!("{} sh -c \"{line}\"", lab.on_its_network()));
        assert!(!output.status.success(), "{line}: {output:?}");
        assert!(!lab.path("/tmp/stolen").exists() && !home.join("stolen").exists(), "{line}");
    }

    // Ports and sockets, both ways.
    let (code, text) = run("-W 127.0.0.1:22 handhold@127.0.0.1");
    assert!(code == Some(255) && !text.contains("SSH-2.0"), "{text}");
    let socket = home.join("bus");
    let words = format!("-N -L {}:/run/dbus/system_bus_socket handhold@127.0.0.1", socket.display());
    let _holder = start(&lab, home, &words);
    wait_until("ssh listens", || socket.exists());
    let mut stream = std::os::unix::net::UnixStream::connect(&socket).unwrap();
    stream.set_read_timeout(Some(patience())).unwrap();
    // The bus would wait for a word of ours; a refused connection is closed.
    assert_eq!(stream.read(&mut [0; 1]).unwrap(), 0);
    for words in ["-R 7777:127.0.0.1:22", "-R /tmp/stolen:127.0.0.1:22", "-R 7777"] {
        let (code, text) = run(&format!("-N -o ExitOnForwardFailure=yes {words} handhold@127.0.0.1"));
        assert!(code == Some(255) && text.contains("remote port forwarding failed"), "{words}: {code:?} {text}");
    }
    let (code, text) = run("-N -o ExitOnForwardFailure=yes -w any handhold@127.0.0.1");
    assert!(code == Some(255), "{text}");

    // The agent and the windows of the parent's own machine.
    let script =
        format!("eval $(ssh-agent -s) > /dev/null; {}; kill $SSH_AGENT_PID", line(&lab, "-v -A handhold@127.0.0.1 x"));
    let output = without_terminal(&script.replace("LogLevel=ERROR", "LogLevel=DEBUG1"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("Requesting authentication agent forwarding"), "{text}");
    let inside = lab.run("ls -d /tmp/ssh-* 2> /dev/null || true");
    assert_eq!(inside, "", "an agent's socket");
    let output = without_terminal(&format!(
        "DISPLAY=:9 {}",
        line(&lab, "-v -X handhold@127.0.0.1 x").replace("LogLevel=ERROR", "LogLevel=DEBUG1")
    ));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("X11 forwarding request failed") || text.contains("No xauth program"), "{text}");

    // A second seat through one connection.
    let socket = home.join("socket");
    let master = start(&lab, home, &format!("-M -S {} handhold@127.0.0.1", socket.display()));
    master.wait_for("Something has happened");
    let (_, text) = run(&format!("-o LogLevel=INFO -S {} handhold@127.0.0.1 x", socket.display()));
    assert!(text.contains("open failed") || text.contains("refused"), "{text}");
}

#[test]
fn the_account_gives_nothing_else_by_other_ways_in() {
    let lab = open_school();
    let seat = "/usr/local/lib/handhold/seat";
    // A lost ForceCommand, the console's login, another user's `su`: all run the account's shell.
    lab.run("useradd --create-home --shell /bin/bash pupil");
    let as_pupil = "runuser -u pupil -- timeout 10 ";
    for (script, what) in [
        (format!("{as_pupil} su handhold -c 'echo got-$((6*7))'"), "su"),
        (format!("{as_pupil} su -s /bin/sh handhold -c 'echo got-$((6*7))'"), "su with another shell"),
        (format!("{as_pupil} su -p -s /bin/sh handhold -c 'echo got-$((6*7))'"), "su with the caller's environment"),
        (format!("{seat} -c 'echo got-$((6*7))'"), "the shell itself"),
    ] {
        let output = lab.ask(&format!("{script} < /dev/null 2>&1"));
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(!text.contains("got-42"), "{what}: {text}");
    }
    let text = lab.run(&format!("{as_pupil} su handhold -c id < /dev/null 2>&1"));
    assert!(text.contains("Before anything else"), "{text}");
    reload(&lab, "sed -i /ForceCommand/d /etc/ssh/sshd_config.d/handhold.conf");
    let output = without_terminal(&line(&lab, "handhold@127.0.0.1 'echo got-$((6*7))'"));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("Before anything else") && !text.contains("got-42"), "{text}");
}

/// Even where the administrator's own settings let every variable in.
#[test]
fn the_environment_of_the_caller_is_ignored() {
    let lab = open_school();
    reload(
        &lab,
        "rm -r /etc/handhold
        mkdir -p /srv/evil/topics
        printf '[locked]\\nquit = true\\n[school]\\nname = \"EVIL SCHOOL\"\\n' > /srv/evil/policy.toml
        printf 'AcceptEnv *\\n' > /etc/ssh/sshd_config.d/a-careless.conf",
    );
    let home = home();
    let variables = [
        ("HANDHOLD_POLICY", "/srv/evil/policy.toml"),
        ("HANDHOLD_CONTENT", "/srv/evil"),
        ("HANDHOLD_PROGRESS", "file"),
        ("HANDHOLD_REGION", "us"),
        ("HANDHOLD_THEME", "nonsense"),
        ("HOME", "/tmp"),
        ("XDG_CONFIG_HOME", "/srv/evil"),
        ("LD_PRELOAD", "/srv/evil.so"),
        ("ENV", "/srv/evil.sh"),
        ("PATH", "/srv/evil"),
    ];
    // One line: only the first of several counts.
    let all = variables.map(|(name, value)| format!("{name}={value}")).join(" ");
    let mut session = start(&lab, home.path(), &format!("-o 'SetEnv={all}' handhold@127.0.0.1"));
    session.wait_for("Something has happened");
    assert!(!session.screen().contains("Some pages or settings"), "{}", session.screen());
    let [pid] = lab.processes("handhold")[..] else { panic!("one is running") };
    let environment = fs::read_to_string(format!("/proc/{pid}/environ")).unwrap();
    let mut environment = environment.split_terminator('\0').collect::<Vec<_>>();
    environment.sort_unstable();
    assert_eq!(environment, ["LANG=C.UTF-8", "PATH=/usr/bin:/bin", "TERM=xterm-256color"]);
    session.send("!");
    session.wait_for("999");
    assert!(!session.screen().contains("EVIL"));
    session.send("q");
    session.wait_for("so it stays open");
}

#[test]
fn a_dropped_connection_leaves_no_process() {
    let lab = open_school();
    let home = home();
    let mut sessions = (0..10).map(|_| sit_down(&lab, home.path())).collect::<Vec<_>>();
    lab.wait_processes("handhold", 10);
    let sshd = lab.processes("sshd").len();
    assert!(sshd > 20, "two a seat, and the first: {sshd}");
    for session in &mut sessions[..9] {
        session.signal(Signal::KILL);
        session.wait_end();
    }
    lab.wait_processes("handhold", 1);
    // The laptop is shut: it neither answers nor says good-bye.
    sessions[9].signal(Signal::STOP);
    wait_for("the seat of a silent laptop is free", Duration::from_secs(90), || lab.processes("handhold").is_empty());
    // What waits for new connections stays.
    lab.wait_processes("sshd", 1);
}

#[test]
fn sshd_ending_or_the_unit_being_stopped_leaves_no_process() {
    let lab = open_school();
    let home = home();
    let _one = sit_down(&lab, home.path());
    lab.wait_processes("handhold", 1);
    for pid in lab.processes("sshd") {
        // All at once, as when memory runs out: nobody is left to tell the seats.
        let _ = rustix::process::kill_process(rustix::process::Pid::from_raw(pid.cast_signed()).unwrap(), Signal::KILL);
    }
    lab.wait_processes("handhold", 0);
}

#[test]
fn a_connection_that_asks_for_no_seat_is_closed() {
    let lab = open_school();
    reload(&lab, "sed -i 's/Timeout 1m/Timeout 2s/' /etc/ssh/sshd_config.d/handhold.conf");
    let output = without_terminal(&line(&lab, "-N handhold@127.0.0.1"));
    assert_eq!(output.status.code(), Some(255), "{output:?}");
    lab.wait_processes("sshd", 1);
}

#[test]
fn when_every_seat_is_taken_the_next_is_told() {
    let lab = open_school();
    lab.run("sed -i 's/maxlogins 250/maxlogins 3/' /etc/security/limits.d/handhold.conf");
    let home = home();
    let mut sessions = (0..3).map(|_| sit_down(&lab, home.path())).collect::<Vec<_>>();
    let mut fourth = start(&lab, home.path(), "handhold@127.0.0.1");
    assert!(!fourth.wait_end().success());
    assert!(fourth.screen().contains("too many logins"), "{}", fourth.screen());
    sessions[0].send("q");
    sessions[0].wait_end();
    sit_down(&lab, home.path());
}

/// All seats of the account are in one place, which has the limits of the guide.
#[test]
fn the_limits_of_all_seats_hold() {
    let lab = open_school();
    let home = home();
    let _session = sit_down(&lab, home.path());
    let uid = lab.run("id -u handhold");
    let slice = format!("user-{}.slice", uid.trim());
    let properties =
        lab.run(&format!("systemctl show {slice} -p MemoryMax -p MemorySwapMax -p TasksMax -p ActiveState"));
    assert_eq!(
        properties.lines().collect::<std::collections::BTreeSet<_>>(),
        ["MemoryMax=2147483648", "MemorySwapMax=0", "TasksMax=1200", "ActiveState=active"].into()
    );
    let [pid] = lab.processes("handhold")[..] else { panic!("one is running") };
    let group = fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap();
    assert!(group.contains(&slice), "{group}");
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    for (name, value) in [
        ("Max file size", "0"),
        ("Max core file size", "0"),
        ("Max address space", "536870912"),
        ("Max open files", "64"),
        ("Max processes", "600"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let words = line[name.len()..].split_whitespace().collect::<Vec<_>>();
        assert_eq!(words[..2], [value, value], "{line}");
    }
    assert!(lab.run("ps -e -o user:20,comm --no-headers").lines().all(|line| {
        !line.starts_with("handhold ")
            || line.ends_with(" handhold")
            || line.ends_with(" sshd")
            || line.ends_with(" sshd-session")
    }));
}
