//! The smallest program that a seat could be: it gives every key back. What it takes is what sshd and the machine take.

#![allow(missing_docs, reason = "a program of the tests")]

use std::io::{Read, Write, stdin, stdout};

use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

fn main() -> std::io::Result<()> {
    let mut terminal = tcgetattr(stdin())?;
    terminal.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &terminal)?;
    let mut stdout = stdout();
    stdout.write_all(b"ready\r\n")?;
    stdout.flush()?;
    let mut bytes = [0; 64];
    loop {
        let got = stdin().read(&mut bytes)?;
        if got == 0 {
            return Ok(());
        }
        // A visible character for each key, so that an Enter or an Escape cannot be lost in the terminal.
        stdout.write_all(&vec![b'*'; got])?;
        stdout.flush()?;
    }
}
