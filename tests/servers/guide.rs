//! The commands of docs/schools.md, run as they are written.

use std::path::Path;

use super::lab::Lab;

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

/// The shell commands between a heading of docs/schools.md and the next.
fn commands(heading: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schools.md")).unwrap();
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
    let said = lab.run(&format!("printf '{PASSWORD}\\n{PASSWORD}\\n' > /run/lab/answers; exec < /run/lab/answers\n{script}"));
    if script.contains("reload ssh") {
        // sshd starts itself anew, and is deaf for a moment.
        lab.wait_port(22);
    }
    said
}
