//! Handhold: parses the command line, runs the command, says what went wrong.

use std::io::{self, Write};
use std::process::ExitCode;

use handhold::cli::Cli;
use handhold::commands::{self, Ended};

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return match error.print() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => said(Err(error.into())),
                _ => ExitCode::from(code),
            };
        }
    };
    said(commands::run(cli))
}

/// Says how it ended, where somebody still listens.
fn said(ended: anyhow::Result<Ended>) -> ExitCode {
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Found) => ExitCode::from(1),
        Ok(Ended::Signal(signal)) => end_by_signal(signal),
        // Whoever read our output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "handhold: {}", handhold::content::text::shown(format!("{error:#}")));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Ends as the signal would have ended the program, so that whoever started it sees that.
#[cfg(unix)]
fn end_by_signal(signal: i32) -> ExitCode {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    ExitCode::from(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))
}

#[cfg(not(unix))]
fn end_by_signal(_: i32) -> ExitCode {
    ExitCode::from(1)
}
