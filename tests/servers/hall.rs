//! The screen in the entrance hall: the unit of the guide, under systemd, on a real text console.

use std::fs;

use super::guide::follow;
use super::lab::{Lab, TTY, focus, wait_until};
use super::seats::APPS;

const HALL: &str = "## 2. A screen in the entrance hall";

/// A machine with Handhold on its console. The guide's own console would be that of the machine below.
fn school_with_a_hall() -> Lab {
    let lab = Lab::boot();
    lab.run(&format!("systemctl start getty@tty{TTY}.service"));
    follow(&lab, HALL, &[("tty1", &format!("tty{TTY}"))]);
    wait_for(&lab, "Something has happened");
    lab
}

/// What the console shows, from the kernel's own memory of it. Nothing where the console is not in use.
fn screen() -> String {
    let bytes = fs::read(format!("/dev/vcs{TTY}")).unwrap_or_default();
    let text = bytes
        .iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte) } else { char::REPLACEMENT_CHARACTER })
        .collect::<Vec<_>>();
    text.chunks(80).map(|row| row.iter().collect::<String>() + "\n").collect()
}

fn wait_for(_: &Lab, text: &str) {
    wait_until(&format!("the console shows {text:?}"), || screen().contains(text));
}

/// Presses keys on the console's keyboard (the kernel's TIOCSTI).
fn press(lab: &Lab, keys: &str) {
    let codes = keys.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(",");
    lab.run(&format!("perl -e 'for ({codes}) {{ ioctl(STDIN, 0x5412, chr) or die $! }}' < /dev/tty{TTY}"));
}

fn the_one(lab: &Lab) -> u32 {
    let [pid] = lab.processes("handhold")[..] else { panic!("one is running: {}", screen()) };
    pid
}

#[test]
fn the_hall_shows_handhold_instead_of_a_login_and_no_key_leads_out() {
    let lab = school_with_a_hall();
    let state = lab.ask(&format!("systemctl is-active getty@tty{TTY}.service"));
    assert_eq!(state.stdout, b"inactive\n");
    let first = the_one(&lab);
    let before = lab.written();

    focus(APPS, screen, |key| press(&lab, key));
    press(&lab, "\r");
    wait_for(&lab, "Adult dating apps");
    press(&lab, "fsnapch\r");
    wait_for(&lab, "Snapchat is an app");
    press(&lab, "l");
    wait_for(&lab, "0 of 16 done");
    press(&lab, " ");
    wait_for(&lab, "1 of 16 done");
    // Ctrl-C, Ctrl-\, Ctrl-Z, Ctrl-D, q: each as a key and, where the console makes one of it, as a signal.
    press(&lab, "\x03\x1c\x1a\x04q");
    wait_for(&lab, "so it stays open");
    press(&lab, "x");
    wait_for(&lab, "0 of 640 steps done");
    assert_eq!(the_one(&lab), first);

    // It draws what the console's font has.
    assert!(!screen().contains(char::REPLACEMENT_CHARACTER), "{}", screen());
    let new = lab.written().difference(&before).map(|file| format!("{file:?}")).collect::<Vec<_>>();
    let new = new.iter().filter(|line| !line.contains("/run/log/journal/")).collect::<Vec<_>>();
    assert!(new.is_empty(), "{new:#?}");
}

#[test]
fn it_comes_back_after_it_was_killed_without_what_was_there() {
    let lab = school_with_a_hall();
    let first = the_one(&lab);
    focus(APPS, screen, |key| press(&lab, key));
    press(&lab, "\r");
    wait_for(&lab, "Adult dating apps");
    for signal in ["KILL", "TERM", "HUP", "ABRT"] {
        let before = lab.processes("handhold");
        lab.run(&format!("pkill -{signal} -x handhold"));
        wait_until("another has started", || {
            let now = lab.processes("handhold");
            now.len() == 1 && now != before
        });
        wait_for(&lab, "Something has happened");
        assert!(!screen().contains("Adult dating apps"), "{}", screen());
    }
    assert_ne!(the_one(&lab), first);
    // When it is stopped, the console is given back: its memory is gone.
    lab.run(&format!("systemctl stop handhold-hall@tty{TTY}.service"));
    lab.wait_processes("handhold", 0);
    wait_until("nothing of it is left", || !screen().contains("Something has happened"));
}

#[test]
fn it_can_do_nothing_but_show_pages() {
    let lab = school_with_a_hall();
    let pid = the_one(&lab);
    let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap();
    let status = read("status");
    for line in ["NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "Seccomp:\t2"] {
        assert!(status.contains(line), "{line}: {status}");
    }
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:\t")).unwrap().split('\t').next().unwrap();
    assert!((61184..=65519).contains(&user.parse::<u32>().unwrap()), "a user for this run only: {user}");
    let interfaces = read("net/dev");
    assert_eq!(interfaces.lines().skip(2).count(), 1, "only the loopback: {interfaces}");
    let own = |kind: &str| fs::read_link(format!("/proc/{pid}/ns/{kind}")).unwrap();
    let machine = |kind: &str| fs::read_link(lab.path(&format!("/proc/1/ns/{kind}"))).unwrap();
    for kind in ["net", "mnt", "user", "ipc"] {
        assert_ne!(own(kind), machine(kind), "{kind}");
    }
    let limits = read("limits");
    assert!(limits.lines().any(|line| line.starts_with("Max file size             0 ")), "{limits}");
    // Every place where files live is read-only for it, but for its own /tmp, where a file can have no length.
    for line in read("mountinfo").lines() {
        let words = line.split(' ').collect::<Vec<_>>();
        let own = ["/tmp", "/var/tmp", "/dev/pts", "/proc", "/dev/hugepages"].contains(&words[4]);
        assert!(own || words[5].split(',').any(|option| option == "ro"), "{line}");
    }
    // What the unit limits is what systemd understood. (Whether the kernel heeds MemoryMax is the kernel's own test.)
    let shown = lab.run(&format!("systemctl show handhold-hall@tty{TTY}.service -p MemoryMax -p TasksMax -p Restart"));
    for line in ["MemoryMax=134217728", "TasksMax=4", "Restart=always"] {
        assert!(shown.lines().any(|own| own == line), "{shown}");
    }
}

#[test]
fn the_other_doors_of_the_computer_are_closed() {
    let lab = school_with_a_hall();
    let masked = lab.ask("systemctl is-enabled ctrl-alt-del.target");
    assert_eq!(masked.stdout, b"masked\n");
    let ask =
        "busctl get-property org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager NAutoVTs";
    assert_eq!(lab.run(ask), "u 0\n");
}

/// What systemd itself says of the units: no mistake, and hardly anything exposed (10 stands for 1.0 of 10.0).
#[test]
fn systemd_finds_the_units_correct_and_safe() {
    let lab = Lab::boot();
    lab.run("cp /usr/share/handhold/systemd/*.service /etc/systemd/system/; command -v ttyd || install -m 755 /bin/true /usr/bin/ttyd");
    for (unit, most) in [(format!("handhold-hall@tty{TTY}.service"), 5), ("handhold-web.service".to_owned(), 15)] {
        // Its man page comes with the package.
        let said = lab.ask(&format!("systemd-analyze verify --man=no {unit} 2>&1"));
        assert!(said.status.success() && said.stdout.is_empty(), "{said:?}");
        lab.run("systemctl daemon-reload");
        println!(
            "{}",
            lab.run(&format!("systemd-analyze security --no-pager --threshold={most} {unit}")).lines().last().unwrap()
        );
        let strict = lab.ask(&format!("systemd-analyze security --no-pager --threshold=1 {unit}"));
        assert!(!strict.status.success(), "the threshold means nothing");
    }
    let slice = lab.ask(
        "mkdir -p /etc/systemd/system/user-999.slice.d
        cp /usr/share/handhold/systemd/handhold-seats.conf /etc/systemd/system/user-999.slice.d/
        systemd-analyze verify --man=no user-999.slice 2>&1",
    );
    assert!(slice.status.success() && slice.stdout.is_empty(), "{slice:?}");
}
