//! One test binary: see `README.md` beside this file for what is where.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test's thread that cannot start has failed")]
#![allow(missing_docs, reason = "tests say what they prove by their names")]

mod app;
#[cfg(unix)]
mod carry;
mod check;
mod cli;
mod content;
#[cfg(unix)]
mod doctor;
#[cfg(unix)]
mod elsewhere;
mod export;
#[cfg(unix)]
mod folder;
mod generated;
#[cfg(unix)]
mod kiosk;
mod layers;
mod licences;
#[cfg(unix)]
mod not_a_file;
mod packaging;
mod plan;
#[cfg(unix)]
mod preview;
#[cfg(unix)]
mod pty;
mod screens;
mod search;
#[cfg(unix)]
mod terminal;
mod wary;
