//! `handhold check` on folders with many pages: the real program, from its start to its end. docs/performance.md has
//! figures, and how to compare them with another tool on the same files.

use std::path::Path;
use std::process::{Command, Stdio};

use divan::counter::{BytesCount, ItemsCount};

#[path = "../examples/many-pages.rs"]
#[allow(dead_code, reason = "its `main` writes a folder for other tools")]
mod many_pages;

fn main() {
    divan::main();
}

/// Linear: 10,000 pages have as many items a second as 1,000.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 7, sample_size = 1)]
fn check_pages(bencher: divan::Bencher<'_, '_>, pages: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = many_pages::write(folder.path(), pages).expect("the folder can be written to");
    bencher.counter(ItemsCount::new(pages)).counter(BytesCount::new(bytes)).bench_local(|| check(folder.path()));
}

/// The shipped pages, as `.ci/run` checks them.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn check_shipped() {
    check(Path::new("content"));
}

fn check(folder: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handhold"));
    command.arg("check").arg(folder).args(["--on", "2026-11-25"]).stdout(Stdio::null());
    let status = command.status().expect("the program can be started");
    assert!(status.success(), "the pages are clean, so that nothing but the check is measured");
}
