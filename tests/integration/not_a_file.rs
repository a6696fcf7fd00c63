//! A pipe, a folder or far too much where a file is read: nothing waits for it, and what is there is said.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use handhold::progress::store::device_name;

use super::cli::command;
use super::pty::{Session, patience};

pub fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// What a command said. One that does not end has failed.
pub fn in_time(command: &mut Command) -> (String, String, i32) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + patience();
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("{command:?} did not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(stdout), text(stderr), status.code().unwrap())
}

#[test]
fn a_pipe_in_place_of_the_progress_file_or_its_lock_holds_up_nothing() {
    for name in [format!("{}.toml", device_name()), ".lock".to_owned()] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(".local/state/handhold").join(&name);
        pipe(&path);
        let said = |err: &str| err.contains("not a file but a pipe") && err.contains(path.to_str().unwrap());
        let (_, err, _) = in_time(command(home.path()).args(["plan", "add", "--name", "Sam", "--age", "11-13"]));
        assert!(said(&err) && err.contains("could not be saved"), "{err}");
        let (out, _, code) = in_time(command(home.path()).arg("doctor"));
        let hidden = if name == ".lock" { ".lock" } else { "….toml" };
        assert!(code == 1 && out.contains(&format!("~/.local/state/handhold/{hidden}")), "{out}");
        assert!(out.contains("not a file but a pipe") && out.contains("Can be saved         no"), "{out}");
        assert!(!out.contains("0 bytes"), "{out}");
        // The screens go on, and end.
        let mut session = Session::start(home.path());
        super::terminal::open_checklist(&mut session);
        session.send(" ");
        session.wait_for("1 of 16 done");
        session.wait_for("not be saved");
        session.signal(rustix::process::Signal::TERM);
        session.wait_end();
    }
}

#[test]
fn settings_that_are_no_file_or_far_too_large_are_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".config/handhold/settings.toml");
    pipe(&path);
    let said = |why: &str| {
        let (out, err, code) = in_time(command(home.path()).arg("help-now"));
        assert!(code == 0 && out.contains("999"), "{out}");
        assert_eq!(err, format!("The settings file {} cannot be used: {why}.\n", path.display()));
    };
    said("it is not a file but a pipe");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    said("it is not a file but a folder");
    fs::remove_dir(&path).unwrap();
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    said("it has more than 64 KiB, which is the most that is read");
    fs::write(&path, b"\xff\xfet\0h\0").unwrap();
    said("it is not UTF-8 text; save it as UTF-8");
}
