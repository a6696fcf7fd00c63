//! Handhold in a browser: the unit of the guide under systemd, ttyd as Debian has it, and a real Chromium.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use super::chromium::Chromium;
use super::guide::follow;
use super::lab::{Lab, focus};
use super::seats::APPS;

const WEB: &str = "## 4. All parents, in a browser";
const ADDRESS: &str = "http://127.0.0.1:7681/";
const WINDOW: (u32, u32) = (1000, 700);

/// Makes `ttyd` a command of the machine: where it is not installed, Debian 14's with its own libraries.
fn install_ttyd(lab: &Lab) {
    if lab.ask("command -v ttyd").status.success() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/ttyd/root");
    assert!(root.exists(), "there is no ttyd: run tests/servers/install.sh");
    let mut libraries = fs::read_dir(root.join("usr/lib")).unwrap().map(|entry| entry.unwrap().path());
    let libraries = libraries.find(|path| path.to_str().unwrap().ends_with("-linux-gnu")).unwrap();
    let mut loader = fs::read_dir(&libraries).unwrap().map(|entry| entry.unwrap().path());
    let loader = loader.find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("ld-linux")).unwrap();
    lab.bring(&root, "/opt/ttyd");
    // The library looks for its event loop in the system's folder only.
    let script = format!(
        "cp /opt/ttyd/usr/lib/{folder}/libwebsockets-evlib_uv.so /usr/lib/{folder}/
        printf '#!/bin/sh\\nexec /opt/ttyd/usr/lib/{folder}/{loader} --library-path /opt/ttyd/usr/lib/{folder} /opt/ttyd/usr/bin/ttyd \"$@\"\\n' > /usr/bin/ttyd
        chmod 755 /usr/bin/ttyd
        cp /opt/ttyd/usr/lib/systemd/system/ttyd.service /usr/lib/systemd/system/
        cp /opt/ttyd/etc/default/ttyd /etc/default/",
        folder = libraries.file_name().unwrap().to_str().unwrap(),
        loader = loader.file_name().unwrap().to_str().unwrap(),
    );
    lab.run(&script);
}

fn school_with_a_page() -> Lab {
    let lab = Lab::boot();
    install_ttyd(&lab);
    follow(&lab, WEB, &[]);
    lab.wait_port(7681);
    lab
}

#[test]
fn a_parent_reads_and_ticks_in_a_browser_and_closing_the_tab_leaves_nothing() {
    let lab = school_with_a_page();
    let before = lab.written();
    let mut chromium = Chromium::start(&lab);
    let tab = chromium.open(ADDRESS, WINDOW);
    chromium.wait_for(&tab, "Something has happened");
    assert_eq!(chromium.evaluate(&tab, "document.title"), "Handhold");
    let (columns, rows, text) = chromium.screen(&tab);
    assert!(columns >= 80 && rows >= 24, "{columns}x{rows}");
    assert!(text.contains('─') && text.contains('▸'), "characters beyond ASCII: {text}");

    let own = RefCell::new(&mut chromium);
    focus(APPS, || own.borrow_mut().screen(&tab).2, |key| own.borrow_mut().send(&tab, key));
    chromium.send(&tab, "\r");
    chromium.wait_for(&tab, "Adult dating apps");
    chromium.send(&tab, "fsnapch");
    chromium.wait_for(&tab, "Show only: snapch");
    chromium.send(&tab, "\r");
    chromium.wait_for(&tab, "Snapchat is an app");
    chromium.send(&tab, "l");
    chromium.wait_for(&tab, "0 of 16 done");
    chromium.send(&tab, " ");
    chromium.wait_for(&tab, "1 of 16 done");

    // Another tab is another person.
    let other = chromium.open(ADDRESS, WINDOW);
    chromium.wait_for(&other, "0 of 640 steps done");
    lab.wait_processes("handhold", 2);

    // Smaller, so small that only the number fits, and large again.
    chromium.resize(&tab, (500, 600));
    chromium.wait(&tab, 40..70, "1 of 16 done");
    chromium.resize(&tab, (300, 160));
    chromium.wait(&tab, ..40, "999");
    chromium.resize(&tab, WINDOW);
    chromium.wait(&tab, 80.., "1 of 16 done");

    chromium.send(&tab, "q");
    chromium.wait_for(&tab, "so it stays open");

    chromium.close(&tab);
    lab.wait_processes("handhold", 1);
    chromium.wait_for(&other, "0 of 640 steps done");
    chromium.close(&other);
    lab.wait_processes("handhold", 0);
    let records = ["/var/log/wtmp", "/var/log/lastlog", "/run/log/journal/"];
    let new = lab.written().difference(&before).map(|file| format!("{file:?}")).collect::<Vec<_>>();
    let new = new.iter().filter(|line| !records.iter().any(|record| line.contains(record))).collect::<Vec<_>>();
    assert!(new.is_empty(), "{new:#?}");
}

#[test]
fn a_browser_that_is_gone_leaves_no_process() {
    let lab = school_with_a_page();
    let mut chromium = Chromium::start(&lab);
    for _ in 0..3 {
        let tab = chromium.open(ADDRESS, WINDOW);
        chromium.wait_for(&tab, "Something has happened");
    }
    lab.wait_processes("handhold", 3);
    chromium.kill();
    lab.wait_processes("handhold", 0);
}

#[test]
fn the_address_of_the_page_and_the_environment_change_nothing() {
    let lab = school_with_a_page();
    let mut chromium = Chromium::start(&lab);
    // Words in the address that ttyd would hand to the program if it were told to.
    let tab = chromium.open(&format!("{ADDRESS}?arg=--version&arg=list"), WINDOW);
    chromium.wait_for(&tab, "Something has happened");
    let [pid] = lab.processes("handhold")[..] else { panic!("one is running") };
    let line = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap();
    assert_eq!(line, "/usr/bin/handhold\0--kiosk\0");
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    for line in ["NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "Seccomp:\t2"] {
        assert!(status.contains(line), "{line}: {status}");
    }
    // It listens to this machine alone.
    let listening = lab.run("cat /proc/1/net/tcp /proc/1/net/tcp6 | grep ':1E01 .* 0A '");
    assert!(listening.lines().all(|line| line.contains(" 0100007F:1E01 ")), "{listening}");
}
