//! A machine in a folder: real systemd, sshd and consoles, and nothing that reaches the machine below. See `lab.sh`.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::pty::patience;

/// A text console that no desktop uses: they take the first dozen.
pub const TTY: &str = "40";

/// One machine at a time: the figures are of one, and a computer has few cores.
static ONE: Mutex<()> = Mutex::new(());

/// A running machine. It is gone when this is dropped, or when the test is killed.
pub struct Lab {
    outer: Child,
    /// The process that is number 1 inside, by its number outside.
    init: u32,
    _folder: tempfile::TempDir,
    _one: MutexGuard<'static, ()>,
}

/// Waits until a condition holds.
pub fn wait_until(what: &str, holds: impl FnMut() -> bool) {
    wait_for(what, patience(), holds);
}

/// Waits until a condition holds, for so long.
pub fn wait_for(what: &str, time: Duration, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + time;
    while !holds() {
        assert!(Instant::now() < deadline, "this did not come true in {time:?}: {what}");
        // Processes of others and files in /proc give no sign that could be waited for.
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Moves down the first screen until an item is the one that Enter opens: others may be added before it.
///
/// A frame may come in two parts, and between them neither item is marked, or both are: it waits until one is.
pub fn focus(item: &str, screen: impl Fn() -> String, press: impl Fn(&str)) {
    let marked = || {
        let screen = screen();
        let mut marked = screen.lines().filter_map(|line| line.trim_start().strip_prefix(['▸', '>']));
        let first = marked.next()?.trim().to_owned();
        marked.next().is_none().then_some(first)
    };
    let mut focused = None;
    for _ in 0..30 {
        let mut next = None;
        wait_until("the focus moves", || {
            next = marked();
            next.is_some() && next != focused
        });
        if next.as_ref().is_some_and(|text| text.starts_with(item)) {
            return;
        }
        focused = next;
        press("j");
    }
    panic!("there is no {item:?}:\n{}", screen());
}

#[test]
fn a_frame_that_comes_in_two_parts_moves_the_focus_once() {
    let parts = ["▸ A\n  B\n  C", "  A\n  B\n  C", "  A\n▸ B\n  C", "▸ A\n▸ B\n  C", "  A\n▸ B\n  C"];
    for split in [&parts[..3], &[parts[0], parts[3], parts[4]]] {
        let shown = std::cell::RefCell::new(split.iter().peekable());
        let pressed = std::cell::Cell::new(0);
        let screen = || {
            let mut shown = shown.borrow_mut();
            // The first frame stands until a key is pressed, the last for ever; those between are seen once.
            let stays = pressed.get() == 0 || shown.len() == 1;
            let now = if stays { shown.peek().copied() } else { shown.next() };
            (*now.unwrap()).to_owned()
        };
        focus("B", screen, |_| {
            pressed.set(pressed.get() + 1);
            shown.borrow_mut().next();
        });
        assert_eq!(pressed.get(), 1);
    }
}

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(file)
}

impl Lab {
    /// Boots a machine with Handhold installed as the package installs it.
    pub fn boot() -> Lab {
        let one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        assert!(
            rustix::process::geteuid().is_root(),
            "the tests on real servers run as root; CONTRIBUTING.md says how, and what they do"
        );
        let folder = tempfile::tempdir().unwrap();
        let outer = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "unshare"])
            .args(["--mount", "--net", "--pid", "--uts", "--ipc", "--cgroup", "--fork", "--kill-child", "bash"])
            .arg(here("lab.sh"))
            .arg(folder.path())
            .arg(TTY)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut lab = Lab { outer, init: 0, _folder: folder, _one: one };
        let children = format!("/proc/{0}/task/{0}/children", lab.outer.id());
        let first = || fs::read_to_string(&children).ok()?.trim().parse::<u32>().ok();
        let is_systemd = |pid| fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name == "systemd\n");
        wait_until("the machine's first process is systemd", || first().is_some_and(is_systemd));
        lab.init = first().unwrap();
        // While it starts, its doors are closed.
        wait_until("the machine has started", || {
            let state = lab.ask("systemctl is-system-running --wait");
            state.status.success() && state.stdout == b"running\n"
        });
        lab.install();
        lab
    }

    /// The files of the package at their places.
    fn install(&self) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"));
        let binary = Path::new(env!("CARGO_BIN_EXE_handhold"));
        let echo = Path::new(env!("CARGO_BIN_EXE_seat-echo"));
        let files = [
            (binary.to_owned(), "/usr/bin/handhold"),
            (echo.to_owned(), "/usr/bin/seat-echo"),
            (from.join("packaging/ssh"), "/usr/share/handhold/ssh"),
            (from.join("packaging/systemd"), "/usr/share/handhold/systemd"),
        ];
        for (from, to) in files {
            self.bring(&from, to);
        }
    }

    /// Copies a file or folder of this machine, wherever it is: what is in `/tmp` here is not seen from in there.
    pub fn bring(&self, from: &Path, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let output = Command::new("cp").args(["-R", "--preserve=mode"]).arg(from).arg(&to).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs a script of the administrator's on the machine; it must succeed. Gives what it printed.
    pub fn run(&self, script: &str) -> String {
        let output = self.ask(script);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{script}\n{}\n{out}\n{err}", output.status);
        out.into_owned()
    }

    /// Runs a script of the administrator's on the machine.
    pub fn ask(&self, script: &str) -> Output {
        self.command(&["sh", "-euc", script]).output().unwrap()
    }

    /// A program on the machine.
    fn command(&self, program: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("exec {} \"$@\"", self.door()), "sh"]).args(program);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").stdin(Stdio::null());
        command
    }

    /// The words before a program that shall run on the machine.
    pub fn door(&self) -> String {
        format!("nsenter --target {} --all --root --wd", self.init)
    }

    /// The words before a program on this machine that shall use the other's network.
    pub fn on_its_network(&self) -> String {
        format!("nsenter --net=/proc/{}/ns/net", self.init)
    }

    /// A file of the machine, as a path on this one.
    pub fn path(&self, inside: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{inside}", self.init))
    }

    /// The running processes of the machine with this name, by their numbers outside.
    pub fn processes(&self, name: &str) -> Vec<u32> {
        let space = fs::read_link(format!("/proc/{}/ns/pid", self.init)).unwrap();
        let numbers =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
        numbers
            .filter(|pid| {
                let is = |file: &str, text: &str| {
                    fs::read_to_string(format!("/proc/{pid}/{file}")).is_ok_and(|own| own.contains(text))
                };
                is("comm", &format!("{name}\n"))
                    && !is("status", "State:\tZ")
                    && fs::read_link(format!("/proc/{pid}/ns/pid")).is_ok_and(|own| own == space)
            })
            .collect()
    }

    /// Waits until so many processes of this name are there.
    pub fn wait_processes(&self, name: &str, count: usize) {
        wait_until(&format!("{count} processes are {name}"), || self.processes(name).len() == count);
    }

    /// Waits until something listens on this port, after it was started or told to read its settings again.
    pub fn wait_port(&self, port: u16) {
        // The hexadecimal port, and 0A for "listens".
        let line = format!(":{port:04X} 00000000:0000 0A");
        let table = self.path(&format!("/proc/{}/net/tcp", 1));
        wait_until(&format!("something listens on port {port}"), || {
            self.ask("systemctl list-jobs").stdout == b"No jobs running.\n"
                && fs::read_to_string(&table).is_ok_and(|table| table.contains(&line))
        });
    }

    /// Everything that was written to the machine's disk since it was made, with when and how large; and the files of
    /// other users than root that lie in its memory.
    pub fn written(&self) -> BTreeSet<(PathBuf, i64, i64, u64)> {
        let mut found = BTreeSet::new();
        let mut todo = vec![self.path("/run"), self.path("/dev/shm")];
        let disk = self.path("/run/lab/upper");
        while let Some(path) = todo.pop() {
            // What is gone again was not left.
            let Ok(meta) = fs::symlink_metadata(&path) else { continue };
            if meta.is_dir() {
                todo.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
            if path.starts_with(&disk) || (meta.uid() != 0 && !meta.is_dir()) {
                found.insert((path, meta.mtime(), meta.mtime_nsec(), meta.size()));
            }
        }
        found
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = self.outer.kill();
        let _ = self.outer.wait();
    }
}
