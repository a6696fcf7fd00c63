//! The `ssh` of a parent, on a terminal of their own.

use std::path::Path;
use std::process::{Command, Output};

use super::lab::Lab;
use super::pty::{Session, Setup};

/// What a first-time visitor would have to answer is answered; nothing of this machine's own settings is read.
const OPTIONS: &str = "-F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";

/// The line of a shell that runs `ssh` with these words.
pub fn line(lab: &Lab, words: &str) -> String {
    format!("{} ssh {OPTIONS} {words}", lab.on_its_network())
}

/// Signs in on a terminal; `words` are options and the user's name at the host.
pub fn start(lab: &Lab, home: &Path, words: &str) -> Session {
    Setup { shell: Some(format!("exec {}", line(lab, words))), ..Setup::new(home) }.start()
}

/// Signs in on a terminal and waits for the first screen.
pub fn sit_down(lab: &Lab, home: &Path) -> Session {
    let session = start(lab, home, "handhold@127.0.0.1");
    session.wait_for("Something has happened");
    session
}

/// Runs a line of a shell on the machine's network, without a terminal. It may not take long.
pub fn without_terminal(line: &str) -> Output {
    Command::new("timeout").args(["60", "sh", "-c", line]).stdin(std::process::Stdio::null()).output().unwrap()
}
