//! The commands of docs/schools.md, run as they are written.

use std::fs;
use std::path::Path;

use super::lab::Lab;
use super::pty::{Session, Setup};

/// What runs instead of the package manager: it only looks whether what is asked for is there, since the machine of the
/// tests has all programs of the one below.
const APT: &str = r#"
apt() {
  [ "$1" = install ] || { echo "what does apt $1 do here?"; return 1; }
  shift
  for package in "$@"; do
    case $package in
      *handhold*) test -x /usr/bin/handhold ;;
      ttyd) test -x /usr/bin/ttyd ;;
      *) dpkg --status "$package" > /dev/null ;;
    esac || { echo "$package is not there"; return 1; }
  done
}
"#;

/// The words that the tests type where a command asks for a new password, twice.
pub const PASSWORD: &str = "a-word-from-the-letter";

/// The text of docs/schools.md.
fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schools.md")).unwrap()
}

/// The shell commands between a heading of docs/schools.md and the next.
fn commands(heading: &str) -> Vec<String> {
    let text = guide();
    let mut lines = text.lines().skip_while(|line| *line != heading).skip(1);
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if line == "```sh" {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n"));
        } else if line.starts_with('#') {
            break;
        }
    }
    assert!(!blocks.is_empty(), "docs/schools.md has no commands below {heading:?}");
    blocks
}

/// Does what the guide says below a heading, after changing words in it. Gives what the commands printed.
pub fn follow(lab: &Lab, heading: &str, changes: &[(&str, &str)]) -> String {
    let mut script = format!("{APT}\n{}", commands(heading).join("\n"));
    for (from, to) in changes {
        assert!(script.contains(from), "{heading:?} says nothing of {from:?}");
        script = script.replace(from, to);
    }
    // `passwd` asks twice.
    let said =
        lab.run(&format!("printf '{PASSWORD}\\n{PASSWORD}\\n' > /run/lab/answers; exec < /run/lab/answers\n{script}"));
    if script.contains("reload ssh") {
        // sshd starts itself anew, and is deaf for a moment.
        lab.wait_port(22);
    }
    said
}

/// Handhold as a user of the machine opens it, on a terminal.
fn open_as(lab: &Lab, user: &str, home: &Path) -> Session {
    let shell = format!(
        "exec {} /usr/sbin/runuser -u {user} -- env TERM=xterm-256color LANG=C.UTF-8 HOME=/home/{user} handhold",
        lab.door()
    );
    Setup { shell: Some(shell), ..Setup::new(home) }.start()
}

#[test]
fn computers_in_a_lab_know_the_school() {
    let lab = Lab::boot();
    lab.run("useradd --create-home pupil");
    follow(&lab, "## 1. Computers in a lab or library", &[]);
    let home = tempfile::tempdir().unwrap();
    let mut session = open_as(&lab, "pupil", home.path());
    session.wait_for("Press Enter to begin");
    session.send("\r");
    session.wait_for("Something has happened");
    session.send("!");
    session.wait_for("Hill School");
    session.wait_for("Ms Lee, safeguarding lead");
    let screen = session.screen();
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("no {text:?}:\n{screen}"));
    assert!(at("Call 999") < at("Hill School") && at("Hill School") < at("Ms Lee, safeguarding lead"), "{screen}");
    // What is locked, the pupil cannot change, by no way.
    let said = lab.run("runuser -u pupil -- env HANDHOLD_REGION=us handhold --region us help-now");
    assert!(said.contains("999") && !said.contains("911"), "{said}");
    // A policy that the pupil could have written is none, and the computer is a kiosk until that is mended.
    lab.run("chmod 666 /etc/handhold/policy.toml");
    let mut session = open_as(&lab, "pupil", home.path());
    session.wait_for("1 thing to know");
    session.send("G\r");
    session.wait_for("Some pages or settings could not be used");
    session.send("q");
    session.wait_for("so it stays open");
}

#[test]
fn the_example_with_every_setting_is_understood() {
    let text = guide();
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let lab = Lab::boot();
    lab.run("mkdir -p /etc/handhold /srv/handhold");
    let hidden = "  kik ";
    assert!(lab.run("handhold list").contains(hidden));
    fs::write(lab.path("/etc/handhold/policy.toml"), example).unwrap();
    assert!(!lab.run("handhold list").contains(hidden));
    let home = tempfile::tempdir().unwrap();
    lab.run("useradd --create-home pupil");
    let mut session = open_as(&lab, "pupil", home.path());
    session.wait_for("Something has happened");
    assert!(!session.screen().contains("could not be used"), "{}", session.screen());
    session.send("\x1d");
    session.wait_for("Words:");
    session.send("seven green bottles\r");
    assert!(session.wait_end().success());
    // Every setting is in the example and in the table.
    for name in [
        "region",
        "content",
        "hidden",
        "theme",
        "ascii",
        "mouse",
        "progress",
        "open_links",
        "kiosk",
        "idle_minutes",
        "quit",
        "way_out",
        "name",
        "contact",
        "phone",
        "hours",
        "web",
    ] {
        assert!(example.lines().any(|line| line.starts_with(&format!("{name} = "))), "{name} is not in the example");
        assert!(text.lines().any(|line| line.starts_with(&format!("| `{name}`"))), "{name} is not in a table");
    }
}

#[test]
fn own_pages_are_begun_from_the_built_in_ones() {
    let lab = Lab::boot();
    let said = follow(&lab, "## Your own pages", &[]);
    assert!(said.contains("1 file checked, nothing to mend"), "{said}");
}

#[test]
fn what_was_set_up_can_be_taken_away_again() {
    let lab = Lab::boot();
    lab.run("ssh-keygen -A; systemctl start ssh.service; command -v ttyd || install -m 755 /bin/sleep /usr/bin/ttyd");
    let console = [("tty1", "tty40")];
    follow(&lab, "## 2. A screen in the entrance hall", &console);
    follow(&lab, "## 3. All parents, over SSH", &[]);
    follow(&lab, "### With keys instead", &[]);
    follow(&lab, "## 4. All parents, in a browser", &[("disable --now ttyd", "disable --now ttyd || true #")]);
    follow(&lab, "## Taking it away again", &console);
    lab.run("sshd -t");
    let left = lab.run(
        "find /etc /usr/local /var/lib /home -xdev -name '*handhold*' ! -path '/etc/handhold*' ! -path '/var/lib/dpkg/*'
        grep -l handhold /etc/passwd /etc/group /etc/shadow /etc/ssh/sshd_config || true",
    );
    assert_eq!(left, "");
    lab.wait_processes("handhold", 0);
}

/// The binary that a school runs; in debug builds a test may bring a policy.
#[test]
fn no_variable_brings_a_policy() {
    let lab = Lab::boot();
    lab.run("mkdir -p /srv/own && printf '[locked]\\nregion = \"nz\"\\n' > /srv/own/policy.toml");
    let policy = if cfg!(debug_assertions) { "trusted" } else { "none" };
    let told = lab.run("HANDHOLD_POLICY=/srv/own/policy.toml HANDHOLD_PROGRESS=off handhold doctor --json || true");
    assert!(told.contains(&format!("\"state\": \"{policy}\"")), "{told}");
}
