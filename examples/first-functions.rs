//! Makes `build/first.txt`, the list of the functions that run from the start to a page, its checklist, the help and a
//! search: `cargo run --example first-functions`. It needs Linux and valgrind, and takes two minutes.
//!
//! `build.rs` has the linker put these functions together. Spread over the program, as they are written, they bring
//! three megabytes of code into memory; together, one.

#![allow(clippy::print_stdout, reason = "a tool for developers says what it did")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, ensure};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const HEAD: &str = "\
# The functions that run from the start to a page, its checklist, the help and a search: first those of commands, then
# what only the screens need. Made by `cargo run --example first-functions`; build.rs has the linker put them together.
# A name that is not in the program any more does no harm. `*` stands for what differs from compiler to compiler.
";

/// Commands first, the most used before the others: what only the screens need comes after.
const COMMANDS: [&[&str]; 4] = [&["show", "snapchat"], &["help-now"], &["list"], &["plan"]];

/// Keys in the screens. The first start explains itself; Enter goes on.
const KEYS: [&[&str]; 2] = [
    &["\r", DOWN, DOWN, "\r", DOWN, "\r", PAGE_DOWN, "\t", "\t", DOWN, "g", "!", DOWN, "\r", ESC, ESC, ESC, "q"],
    &[DOWN, DOWN, "\r", "\r", "l", "\r", " ", DOWN, " ", ESC, ESC, "/", "s", "n", "a", "p", DOWN, "\r", ESC, ESC, "q"],
];
const DOWN: &str = "\x1b[B";
const PAGE_DOWN: &str = "\x1b[6~";
const ESC: &str = "\x1b";

/// When nothing has come for so long, the screen is taken to be drawn. Under valgrind all is fifty times slower.
const QUIET: Duration = Duration::from_millis(700);

fn main() -> anyhow::Result<()> {
    let target = Path::new("target/first-functions");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--bin", "handhold", "--target-dir"])
        .arg(target)
        .env("CARGO_PROFILE_RELEASE_STRIP", "none")
        .status()?;
    ensure!(built.success(), "the program was not built");
    let program = std::path::absolute(target.join("release/handhold"))?;
    let home = tempfile::tempdir()?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    let (objects, sizes) = (objects_of_libc()?, sizes(&program)?);
    for (number, arguments) in COMMANDS.iter().enumerate() {
        let profile = home.path().join(format!("command-{number}"));
        let run = valgrind(&profile, &program);
        let status = Command::new(run[0].as_str())
            .args(&run[1..])
            .args(*arguments)
            .env("HOME", home.path())
            .stdout(Stdio::null())
            .status()
            .context("valgrind is needed")?;
        ensure!(status.success(), "{arguments:?} ended with {status}");
        names.take(&profile)?;
        lines.extend(names.lines(&objects, &sizes));
    }
    for (number, keys) in KEYS.iter().enumerate() {
        let profile = home.path().join(format!("screens-{number}"));
        press(&valgrind(&profile, &program), keys, home.path())?;
        names.take(&profile)?;
    }
    lines.extend(names.lines(&objects, &sizes));
    let mut text = HEAD.to_owned();
    let mut said = HashSet::new();
    for line in lines.iter().filter(|line| said.insert(line.as_str())) {
        writeln!(text, "{line}")?;
    }
    std::fs::write("build/first.txt", text)?;
    println!("build/first.txt has {} names", said.len());
    Ok(())
}

fn valgrind(profile: &Path, program: &Path) -> Vec<String> {
    let out = format!("--callgrind-out-file={}", profile.display());
    let program = program.display().to_string();
    ["valgrind", "-q", "--tool=callgrind", "--demangle=no", &out, &program].map(str::to_owned).to_vec()
}

/// Runs the screens in a terminal of 80x24 and presses keys.
fn press(run: &[String], keys: &[&str], home: &Path) -> anyhow::Result<()> {
    let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })?;
    let mut command = CommandBuilder::new(&run[0]);
    command.args(&run[1..]);
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader()?;
    let mut writer = pty.master.take_writer()?;
    let (to, from) = channel();
    std::thread::Builder::new().spawn(move || {
        let mut bytes = [0; 4096];
        while reader.read(&mut bytes).is_ok_and(|read| read > 0 && to.send(()).is_ok()) {}
    })?;
    wait(&from);
    for key in keys {
        writer.write_all(key.as_bytes())?;
        wait(&from);
    }
    let status = child.wait()?;
    ensure!(status.success(), "the screens ended with {status:?}");
    Ok(())
}

/// Waits until something was drawn, and nothing more comes.
fn wait(drawn: &Receiver<()>) {
    if drawn.recv_timeout(10 * QUIET).is_ok() {
        while drawn.recv_timeout(QUIET).is_ok() {}
    }
}

/// The names of functions that ran.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// Adds those of a profile: `fn=(12) name`, or `cfn=` for one that is called; `'2` stands after a name that calls
    /// itself.
    fn take(&mut self, profile: &Path) -> anyhow::Result<()> {
        for line in std::fs::read_to_string(profile)?.lines() {
            let Some(rest) = line.strip_prefix("fn=(").or_else(|| line.strip_prefix("cfn=(")) else { continue };
            let Some((_, name)) = rest.split_once(") ") else { continue };
            let name = name.rsplit_once('\'').map_or(name, |(name, _)| name);
            self.0.insert(name.to_owned());
        }
        Ok(())
    }

    /// Their lines in the list. A line can stand for others as well, that have not run (a generic function for other
    /// types): the fewer bytes those have, the further up the line is, so that what runs stands close together.
    fn lines(&self, objects: &HashMap<String, String>, sizes: &[(String, u64)]) -> Vec<String> {
        let mut idle: HashMap<String, u64> = HashMap::new();
        for (name, size) in sizes.iter().filter(|(name, _)| !self.0.contains(name)) {
            *idle.entry(function(name).unwrap_or_default()).or_default() += size;
        }
        let line = |name: &String| function(name).or_else(|| Some(format!("libc.a:{}", objects.get(name)?)));
        let lines: BTreeSet<String> = self.0.iter().filter_map(line).collect();
        let mut lines: Vec<String> = lines.into_iter().collect();
        lines.sort_by_key(|line| idle.get(line).copied().unwrap_or_default());
        lines
    }
}

/// A Rust function as the linker is told of it; `None` for one of the C library.
fn function(name: &str) -> Option<String> {
    if name == "main" {
        return Some(name.to_owned());
    }
    if name.starts_with("_ZN") {
        // The hash: "17h", 16 digits, "E".
        let (name, _) = name.rsplit_once("17h")?;
        return Some(format!("{name}17h*"));
    }
    if !name.starts_with("_R") {
        return None;
    }
    // The hash of each crate: "Cs", letters and digits, "_".
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("Cs") {
        let hash = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        out.push_str(before);
        out.push_str("Cs*");
        rest = &after[hash..];
    }
    out.push_str(rest.split('.').next().unwrap_or_default());
    out.push('*');
    Some(out)
}

/// The object, whatever processor it is for: valgrind's is not that of most readers. "memmove-avx-unaligned-erms.o"
/// is one of the objects "memmove-*.o".
fn of_any_processor(object: &str) -> String {
    let kinds = ["-sse", "-ssse", "-avx", "-evex"];
    match kinds.iter().filter_map(|kind| object.find(kind)).min() {
        Some(at) => format!("{}-*.o", &object[..at]),
        None => object.to_owned(),
    }
}

/// What a tool of the compiler prints.
fn said(command: &mut Command) -> anyhow::Result<String> {
    Ok(String::from_utf8(command.output().context("a C compiler and nm are needed")?.stdout)?)
}

/// The functions of a program and how many bytes they have.
fn sizes(program: &Path) -> anyhow::Result<Vec<(String, u64)>> {
    let symbols = said(Command::new("nm").args(["--print-size", "--defined-only"]).arg(program))?;
    // "0000000000172480 0000000000000123 t name"
    let symbol = |line: &str| {
        let [_, size, kind, name] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let size = u64::from_str_radix(size, 16).ok()?;
        matches!(kind, "t" | "T" | "W" | "w").then(|| (name.to_owned(), size))
    };
    Ok(symbols.lines().filter_map(symbol).collect())
}

/// Which object of the C library has which function.
fn objects_of_libc() -> anyhow::Result<HashMap<String, String>> {
    let libc = said(Command::new("cc").arg("-print-file-name=libc.a"))?;
    let symbols = said(Command::new("nm").args(["-A", "--defined-only", libc.trim()]))?;
    // "/usr/lib/libc.a:malloc.o:0000000000000420 t _int_malloc"
    let symbol = |line: &str| {
        let (place, name) = line.rsplit_once(' ')?;
        let (place, kind) = place.rsplit_once(' ')?;
        let (_, place) = place.rsplit_once("libc.a:")?;
        let (object, _) = place.split_once(':')?;
        matches!(kind, "t" | "T" | "i" | "W" | "w").then(|| (name.to_owned(), of_any_processor(object)))
    };
    Ok(symbols.lines().filter_map(symbol).collect())
}
