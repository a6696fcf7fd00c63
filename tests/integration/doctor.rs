//! `handhold doctor`: what it tells, that it tells nothing private, and that it leaves nothing behind.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use handhold::content::page::Kind;
use serde_json::Value;

use super::app::fixtures;
use super::cli::command;
use super::kiosk::{files, policy};
use super::pty::Setup;

/// The numbers of pages as `N`: the content grows, and the snapshots need not.
fn numbers(report: &str) -> String {
    let mut before = String::new();
    let mut out = String::new();
    for line in report.lines() {
        if line.is_empty() || !line.starts_with(' ') {
            before = line.to_owned();
        }
        let counts = before == "Pages" && line.ends_with(|c: char| c.is_ascii_digit());
        let counts = counts || Kind::ALL.iter().any(|kind| line.trim().starts_with(&format!("\"{}\":", kind.name())));
        let kept = line.replace(|c: char| counts && c.is_ascii_digit(), "");
        out.push_str(&if counts { kept.trim_end_matches(',').to_owned() + "N" } else { kept });
        out.push('\n');
    }
    out
}

/// Runs it; gives standard output, standard error and the exit code. The version is made one that never changes.
fn doctor(home: &Path, env: &[(&str, &str)], args: &[&str]) -> (String, String, i32) {
    let output = command(home).envs(env.iter().copied()).arg("doctor").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION");
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn json(home: &Path, env: &[(&str, &str)], args: &[&str]) -> (Value, i32) {
    let (out, err, code) = doctor(home, env, &[args, &["--json"]].concat());
    assert_eq!(err, "");
    (serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}")), code)
}

/// The texts of what is wrong, with the part that each belongs to.
fn wrong(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["problems"].as_array().unwrap().iter().map(|one| (text(&one["part"]), text(&one["text"]))).collect()
}

/// A home in which everything is used.
fn full(home: &Path) -> PathBuf {
    let state = home.join(".local/state/handhold");
    fs::create_dir_all(&state).unwrap();
    fs::set_permissions(&state, fs::Permissions::from_mode(0o700)).unwrap();
    let ticks =
        "[steps.\"snapchat/ghost-mode\"]\nmark = \"done\"\nat = \"2026-11-20T10:00:00Z\"\nnote = \"asked Sam\"\n";
    for device in ["annas-laptop-1234abcd", "old-phone-00ff00ff"] {
        fs::write(state.join(format!("{device}.toml")), ticks).unwrap();
    }
    let content = home.join("pages");
    fs::create_dir_all(content.join("platforms")).unwrap();
    fs::copy(fixtures().join("en/platforms/chatter.toml"), content.join("platforms/chatter.toml")).unwrap();
    let config = home.join(".config/handhold");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.toml"), format!("content = {content:?}\ntheme = \"plain\"\n")).unwrap();
    state
}

#[test]
fn a_fresh_start_is_fine() {
    let home = tempfile::tempdir().unwrap();
    let (out, err, code) = doctor(home.path(), &[], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!("doctor-fresh", numbers(&out));
    let (out, _, code) = doctor(home.path(), &[], &["--json"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("doctor-fresh-json", numbers(&out));
}

#[test]
fn everything_is_told_with_where_it_came_from_and_nothing_private() {
    let home = tempfile::tempdir().unwrap();
    full(home.path());
    let text = "[locked]\nregion = \"nz\"\nhidden = [\"skype\"]\nkiosk = false\nway_out = \"open the door\"\n\
                [recommended]\nmouse = false\n[school]\nname = \"Hill School\"\n";
    let policy = policy(home.path(), text);
    let env = [("HANDHOLD_POLICY", policy.to_str().unwrap()), ("HANDHOLD_ASCII", "yes"), ("COLORTERM", "truecolor")];
    let (out, err, code) = doctor(home.path(), &env, &["--theme", "dark"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("doctor-full", numbers(&out));
    let (json, _, _) = doctor(home.path(), &env, &["--json"]);
    for text in [out, json] {
        for private in
            [home.path().to_str().unwrap(), "annas-laptop", "old-phone", "ghost-mode", "Sam", "open the door", "Hill"]
        {
            assert!(!text.contains(private), "{private}:\n{text}");
        }
    }
}

#[test]
fn what_is_wrong_is_told_and_the_exit_code_says_so() {
    // The part, what is spoilt, variables, arguments, and what is told.
    type Case =
        (&'static str, fn(&Path), &'static [(&'static str, &'static str)], &'static [&'static str], &'static str);
    let cases: [Case; 20] = [
        (
            "settings",
            |home| fs::write(home.join(".config/handhold/settings.toml"), "exports_to = \"/nowhere/at/all\"").unwrap(),
            &[],
            &[],
            "/nowhere/at/all, is not there",
        ),
        ("settings", |_| (), &[("HANDHOLD_THEME", "pink")], &[], "HANDHOLD_THEME says pink"),
        (
            "settings",
            |home| fs::write(home.join(".config/handhold/settings.toml"), "theme = [").unwrap(),
            &[],
            &[],
            "~/.config/handhold/settings.toml cannot be used: 1:",
        ),
        (
            "pages",
            |home| fs::remove_dir_all(home.join("pages")).unwrap(),
            &[],
            &[],
            "~/pages: this folder can not be read",
        ),
        (
            "pages",
            |home| fs::write(home.join("pages/platforms/chatter.toml"), "id = [\n").unwrap(),
            &[],
            &[],
            "~/pages/platforms/chatter.toml:1:",
        ),
        (
            "pages",
            |_| (),
            &[],
            &["--region", "atlantis"],
            "no region called atlantis. The numbers of this one are shown: United Kingdom.",
        ),
        (
            "pages",
            |home| fs::write(home.join(".config/handhold/settings.toml"), "hidden = [\"nopage\"]").unwrap(),
            &[],
            &[],
            "names nopage",
        ),
        (
            "progress",
            |home| {
                fs::remove_dir_all(home.join(".local")).unwrap();
                fs::write(home.join(".local"), "in the way").unwrap();
            },
            &[],
            &[],
            "cannot be saved in ~/.local/state/handhold",
        ),
        (
            "progress",
            |home| {
                fs::remove_dir_all(home.join(".local/state/handhold")).unwrap();
                fs::write(home.join(".local/state/handhold"), "in the way").unwrap();
            },
            &[],
            &[],
            "~/.local/state/handhold is a file where there should be a folder",
        ),
        (
            "progress",
            |home| {
                let everybodys = fs::Permissions::from_mode(0o777);
                fs::set_permissions(home.join(".local/state/handhold"), everybodys).unwrap();
            },
            &[],
            &[],
            "~/.local/state/handhold has the mode 777. `chmod 700 ~/.local/state/handhold` mends that.",
        ),
        (
            "progress",
            |home| fs::write(home.join(".local/state/handhold/old-phone-00ff00ff.toml"), "= damaged").unwrap(),
            &[],
            &[],
            "~/.local/state/handhold/….toml could not be read",
        ),
        (
            "progress",
            |home| {
                let own = home.join(format!(".local/state/handhold/{}.toml", handhold::progress::store::device_name()));
                fs::write(&own, "").unwrap();
                fs::set_permissions(&own, fs::Permissions::from_mode(0o644)).unwrap();
            },
            &[],
            &[],
            "~/.local/state/handhold/….toml has the mode 644",
        ),
        (
            "policy",
            |home| drop(policy(home, "[lokced]\n")),
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "policy is not used: 1:2: unknown field `lokced`",
        ),
        (
            "policy",
            |home| fs::set_permissions(policy(home, ""), fs::Permissions::from_mode(0o666)).unwrap(),
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "others than its owner can write to ~/policy/policy.toml. `sudo chmod go-w ~/policy/policy.toml` mends that. \
             Until that is mended, the safe settings of a kiosk hold.",
        ),
        (
            "policy",
            |home| {
                let folder = policy(home, "").parent().unwrap().to_owned();
                fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
            },
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "others than its owner can write to ~/policy. `sudo chmod go-w ~/policy` mends that.",
        ),
        (
            "policy",
            |home| {
                let path = policy(home, "");
                fs::remove_file(&path).unwrap();
                std::os::unix::fs::symlink("nowhere", path).unwrap();
            },
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "the link ~/policy/policy.toml leads nowhere.",
        ),
        (
            "policy",
            |home| fs::write(policy(home, ""), b"\xff\xfe[\0").unwrap(),
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "it is not UTF-8 text; save it as UTF-8.",
        ),
        (
            "policy",
            |home| fs::write(policy(home, ""), "# ".repeat(40_000)).unwrap(),
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "it has more than 64 KiB, which is the most that is read.",
        ),
        (
            "policy",
            |home| {
                let path = policy(home, "");
                fs::remove_file(&path).unwrap();
                super::not_a_file::pipe(&path);
                fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            },
            &[("HANDHOLD_POLICY", "POLICY")],
            &[],
            "it is not a file but a pipe.",
        ),
        (
            "settings",
            |home| drop(policy(home, "[locked]\nmouse = true\n")),
            &[("HANDHOLD_POLICY", "POLICY")],
            &["--no-mouse"],
            "set by your school",
        ),
    ];
    for (part, spoil, env, args, text) in cases {
        let home = tempfile::tempdir().unwrap();
        full(home.path());
        spoil(home.path());
        let policy = home.path().join("policy/policy.toml");
        let env: Vec<(&str, &str)> = env
            .iter()
            .map(|(name, value)| (*name, if *value == "POLICY" { policy.to_str().unwrap() } else { value }))
            .collect();
        let (report, code) = json(home.path(), &env, args);
        assert_eq!(code, 1, "{text}");
        assert_eq!(report["fine"], false);
        let told = wrong(&report);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].0 == part && told[0].1.contains(text), "{text}: {told:?}");
        assert!(!told[0].1.contains(home.path().to_str().unwrap()), "{told:?}");
        // Whoever reads this runs it just now.
        assert!(!told[0].1.contains("`handhold doctor`"), "{told:?}");
        // The same for people.
        let (out, _, code) = doctor(home.path(), &env, args);
        assert_eq!(code, 1);
        assert!(out.contains("1 thing is wrong:") && out.contains(text), "{out}");
    }
}

#[test]
fn progress_that_belongs_to_somebody_else_is_told_with_whose_it_is() {
    let home = tempfile::tempdir().unwrap();
    let file = full(home.path()).join("old-phone-00ff00ff.toml");
    // Only root can give a file away, and only others have no file of root's.
    let owner = if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&file, Some(54321), None).unwrap();
        "the user with the number 54321"
    } else {
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", &file).unwrap();
        "root"
    };
    let (report, code) = json(home.path(), &[], &[]);
    let told = wrong(&report);
    let said = format!("~/.local/state/handhold/….toml belongs to {owner}, not to you");
    let found = told.iter().find(|(part, text)| part == "progress" && text.contains(&said));
    assert!(code == 1 && found.is_some(), "{told:?}");
    assert!(found.unwrap().1.contains("chown -R \"$(id -u)\" ~/.local/state/handhold"), "{told:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_hung_share_is_told() {
    let home = tempfile::tempdir().unwrap();
    full(home.path());
    let _hung = super::folder::Hung::new(&home.path().join("pages/platforms/chatter.toml"));
    let (report, code) = json(home.path(), &[], &[]);
    assert_eq!((code, &report["pages"]["folder_answers"]), (1, &Value::Bool(false)));
    assert!(wrong(&report)[0].1.contains("~/pages did not answer within 5 seconds"), "{report}");
    assert!(report["pages"]["kinds"]["platform"].as_u64().unwrap() > 20);
}

#[test]
fn whether_progress_can_be_saved_is_tried_and_nothing_is_left() {
    let shape =
        |home: &Path| files(home).into_iter().map(|(path, mode, len, ..)| (path, mode, len)).collect::<Vec<_>>();
    for used in [false, true] {
        let home = tempfile::tempdir().unwrap();
        if used {
            full(home.path());
        }
        let before = shape(home.path());
        let (report, code) = json(home.path(), &[], &[]);
        assert_eq!((code, &report["progress"]["writable"]), (0, &Value::Bool(true)));
        assert_eq!(shape(home.path()), before);
    }
    // Where nothing is kept, nothing is tried.
    let home = tempfile::tempdir().unwrap();
    for keep in ["memory", "off"] {
        let (report, _) = json(home.path(), &[("HANDHOLD_PROGRESS", keep)], &[]);
        assert_eq!(report["progress"]["kept"], keep);
        assert_eq!(report["progress"]["writable"], Value::Null);
    }
}

#[test]
fn in_a_kiosk_the_administrator_can_ask() {
    let home = tempfile::tempdir().unwrap();
    let policy = policy(home.path(), "[locked]\nkiosk = true\nidle_minutes = 7\nway_out = \"open\"\n");
    let env = [("HANDHOLD_POLICY", policy.to_str().unwrap())];
    let (report, code) = json(home.path(), &env, &[]);
    assert_eq!(code, 0);
    assert_eq!(report["kiosk"], serde_json::json!({"on": true, "idle_minutes": 7, "way_out": true}));
    assert_eq!((&report["policy"]["state"], &report["progress"]["kept"]), (&"trusted".into(), &"memory".into()));
    let setting = |name: &str| report["settings"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned();
    assert_eq!(setting("kiosk").unwrap()["from"], "locked");
    let (out, _, code) = doctor(home.path(), &env, &[]);
    assert!(out.contains("set by your school") && out.contains("7 minutes"), "{out}");
    assert_eq!(code, 0);
    let (report, code) = json(home.path(), &[], &["--kiosk"]);
    assert_eq!((code, &report["kiosk"]["on"], &report["policy"]["state"]), (0, &Value::Bool(true), &"none".into()));
}

#[test]
fn on_a_terminal_it_tells_of_that() {
    let home = tempfile::tempdir().unwrap();
    let setup = Setup { size: (100, 60), ..Setup::new(home.path()).args(&["doctor"]) };
    let mut session = setup.start();
    assert!(session.wait_end().success());
    let screen = session.screen();
    for words in ["100 columns, 60 rows", "a terminal", "256 (TERM says so)", "xterm-256color", "LANG is C.UTF-8"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    for (name, value, words) in [
        ("NO_COLOR", "1", "none (NO_COLOR says so)"),
        ("TERM", "linux", "ASCII only"),
        ("TERM", "", "none: TERM is not set"),
        ("LC_ALL", "C", "LC_ALL is C"),
    ] {
        let (out, _, code) = doctor(home.path(), &[(name, value)], &[]);
        assert!(code == 0 && out.contains(words), "{words}: {out}");
    }
}

#[test]
fn what_the_environment_says_is_shown_harmless() {
    let home = tempfile::tempdir().unwrap();
    let evil = "\u{1b}]0;evil\u{7}\u{202e}";
    for name in ["TERM", "LANG", "HANDHOLD_REGION", "HANDHOLD_BROWSER", "HANDHOLD_CONTENT", "HANDHOLD_THEME"] {
        let (out, err, _) = doctor(home.path(), &[(name, evil)], &[]);
        assert!(out.contains("]0;evil") && !(out + &err).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name}");
    }
}

#[test]
fn what_others_than_root_cannot_read_is_told() {
    let home = tempfile::tempdir().unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(home.path(), 0o755);
    let content = home.path().join("pages");
    let page = content.join("platforms/chatter.toml");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::copy(fixtures().join("en/platforms/chatter.toml"), &page).unwrap();
    let policy = policy(home.path(), &format!("[locked]\ncontent = {content:?}\n"));
    let env = [("HANDHOLD_POLICY", policy.to_str().unwrap())];
    for path in [&content, page.parent().unwrap()] {
        set(path, 0o755);
    }
    set(&page, 0o644);
    assert_eq!(json(home.path(), &env, &[]).1, 0);
    let cases: [(&Path, u32, &str, &str); 6] = [
        (&policy, 0o600, "policy", "~/policy/policy.toml"),
        (policy.parent().unwrap(), 0o700, "policy", "~/policy,"),
        (&page, 0o600, "pages", "~/pages/platforms/chatter.toml,"),
        (page.parent().unwrap(), 0o700, "pages", "~/pages/platforms,"),
        (&content, 0o750, "pages", "~/pages,"),
        (home.path(), 0o700, "pages", "~,"),
    ];
    for (path, mode, part, named) in cases {
        let before = fs::metadata(path).unwrap().permissions();
        set(path, mode);
        let (report, code) = json(home.path(), &env, &[]);
        let told = wrong(&report);
        assert!(code == 1 && told.len() == 1 && told[0].0 == part, "{named}: {told:?}");
        assert!(told[0].1.contains("Only its owner can read") && told[0].1.contains(named), "{named}: {told:?}");
        fs::set_permissions(path, before).unwrap();
    }
}

#[test]
fn a_policy_that_this_user_cannot_read_is_told_with_its_folder() {
    let home = tempfile::tempdir().unwrap();
    let open = fs::Permissions::from_mode(0o755);
    fs::set_permissions(home.path(), open.clone()).unwrap();
    let policy = policy(home.path(), "");
    let folder = policy.parent().unwrap();
    let mut doctor = command(home.path());
    // Root can look into every folder; its owner not into this one.
    if rustix::process::geteuid().is_root() {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
        let program = doctor.get_program().to_owned();
        let env: Vec<_> = doctor.get_envs().map(|(name, value)| (name.to_owned(), value.unwrap().to_owned())).collect();
        doctor = std::process::Command::new("setpriv");
        doctor.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).env_clear().envs(env);
        doctor.env("PATH", "/usr/bin:/bin");
    } else {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o000)).unwrap();
    }
    let output = doctor.arg("doctor").env("HANDHOLD_POLICY", &policy).output().unwrap();
    fs::set_permissions(folder, open).unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("only its owner can read ~/policy. `sudo chmod 755 ~/policy` mends that."), "{out}");
}

#[test]
fn what_a_policy_locks_must_be_there_and_nobody_elses_to_change() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let set = |name: &str, mode| fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
    for folder in ["", "bin", "pages", "pages/platforms", "hand", "hand/outs"] {
        fs::create_dir_all(path(folder)).unwrap();
        set(folder, 0o755);
    }
    let page = "pages/platforms/chatter.toml";
    fs::copy(fixtures().join("en").join("platforms/chatter.toml"), path(page)).unwrap();
    set(page, 0o644);
    fs::write(path("bin/browser"), "").unwrap();
    set("bin/browser", 0o755);
    std::os::unix::fs::symlink("hand/outs", path("link")).unwrap();
    // Everybody may write hand-outs.
    set("hand/outs", 0o1777);
    let lock = |more: &str| {
        let text = format!(
            "[locked]\nbrowser = {:?}\ncontent = {:?}\nexports_to = {:?}\n{more}",
            path("bin/browser"),
            path("pages"),
            path("link")
        );
        policy(home.path(), &text)
    };
    let policy = lock("");
    let env = [("HANDHOLD_POLICY", policy.to_str().unwrap())];
    let (report, code) = json(home.path(), &env, &[]);
    assert_eq!(code, 0, "{report}");
    for (name, part, mode, said) in [
        (
            "bin",
            "settings",
            0o777,
            "locked browser, but others than its owner can write to ~/bin. `sudo chmod go-w ~/bin`",
        ),
        ("bin/browser", "settings", 0o775, "locked browser, but others than its owner can write to ~/bin/browser."),
        ("hand", "settings", 0o777, "locked exports_to, but others than its owner can write to ~/hand."),
        ("pages", "pages", 0o775, "locked content, but others than its owner can write to ~/pages."),
        ("pages/platforms", "pages", 0o777, "Everybody can write to ~/pages/platforms,"),
        (page, "pages", 0o646, "Everybody can write to ~/pages/platforms/chatter.toml,"),
    ] {
        let before = fs::metadata(path(name)).unwrap().permissions();
        set(name, mode);
        let (report, code) = json(home.path(), &env, &[]);
        let told = wrong(&report);
        assert!(code == 1 && told.len() == 1 && told[0].0 == part && told[0].1.contains(said), "{name}: {told:?}");
        fs::set_permissions(path(name), before).unwrap();
    }
    fs::remove_file(path("bin/browser")).unwrap();
    let told = wrong(&json(home.path(), &env, &[]).0);
    assert!(told.len() == 1 && told[0].1.contains("locked browser to ~/bin/browser, which is not there."), "{told:?}");
    // What is never used does no harm.
    lock("open_links = false\n");
    assert_eq!(json(home.path(), &env, &[]).1, 0);
}

#[test]
fn what_is_left_of_before_is_told_where_nothing_is_kept() {
    let home = tempfile::tempdir().unwrap();
    full(home.path());
    for keep in ["memory", "off"] {
        let (report, code) = json(home.path(), &[("HANDHOLD_PROGRESS", keep)], &[]);
        let told = wrong(&report);
        assert!(code == 1 && told[0].1.contains("is still in ~/.local/state/handhold"), "{told:?}");
    }
    // In a kiosk it is no concern of this machine's.
    assert_eq!(json(home.path(), &[], &["--kiosk"]).1, 0);
    let reset = command(home.path()).env("HANDHOLD_PROGRESS", "memory").args(["progress", "reset", "--yes"]).output();
    assert_eq!(reset.unwrap().stdout, b"Erased.\n");
    assert_eq!(json(home.path(), &[("HANDHOLD_PROGRESS", "memory")], &[]).1, 0);
}

#[test]
fn what_no_kiosk_does_is_told_as_that() {
    let home = tempfile::tempdir().unwrap();
    let (report, _) = json(home.path(), &[], &["--kiosk"]);
    let settings = report["settings"].as_array().unwrap();
    for name in ["open_links", "exports", "progress"] {
        let setting = settings.iter().find(|one| one["name"] == name).unwrap();
        assert_eq!(setting["from"], "kiosk", "{name}");
    }
    let (out, _, _) = doctor(home.path(), &[], &["--kiosk"]);
    assert!(out.contains("as in every kiosk") && !out.contains("set by your school"), "{out}");
}
