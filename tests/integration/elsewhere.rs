//! The binary where it was installed, or put: the scripts in `packaging/` run this test and say how to start it.

use super::pty::{Session, Setup};
use super::terminal::{assert_restored, open_checklist};

#[test]
#[ignore = "needs an installed or a static binary: packaging/test-package.sh and packaging/test-static.sh run it"]
fn the_screens_work() {
    let command = std::env::var("HANDHOLD_TEST_COMMAND").expect("a shell command that starts the binary");
    let home = tempfile::tempdir().unwrap();
    let setup = Setup { shell: Some(command), ..Setup::new(home.path()) };
    let mut session = Session::welcomed(setup);
    session.send("!");
    session.wait_for("In immediate danger");
    session.send("\x1b");
    session.wait_for("Something has happened");
    open_checklist(&mut session);
    session.send(" ");
    session.wait_for("1 of 16 done");
    session.resize(40, 12);
    session.resize(80, 24);
    session.wait_for("1 of 16 done");
    session.send("q");
    assert!(session.wait_end().success());
    assert_restored(&session);
}
