//! Handhold on real servers: see `README.md` beside this file for what is where, and CONTRIBUTING.md for how to run it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test's thread that cannot start has failed")]
#![allow(clippy::print_stdout, reason = "the figures of the load are for whoever runs it")]
#![allow(missing_docs, reason = "tests say what they prove by their names")]

mod browser;
mod chromium;
mod guide;
mod hall;
mod lab;
mod load;
#[allow(dead_code, reason = "shared with the integration tests, which use all of it")]
#[path = "../integration/pty.rs"]
mod pty;
mod seats;
mod ssh;
