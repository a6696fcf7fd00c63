//! A kiosk lets nobody out, keeps nothing and shows no path; a school's policy stands above everything else.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use handhold::content::library::{GLOSSARY, Library};
use handhold::progress::store::Store;
use handhold::search::Index;
use handhold::tui::app::Outcome;
use handhold::tui::event::Event;
use handhold::tui::keys::Key;
use handhold::tui::kiosk::House;
use handhold::tui::{End, Pause};
use rustix::process::Signal;

use super::app::{self, Running, parse};
use super::cli::command;
use super::pty::{Session, Setup};
use super::terminal::Held;

const IDLE: Duration = Duration::from_secs(180);

fn house() -> House {
    House { kiosk: true, no_quit: true, no_open: true, idle: Some(IDLE), ..House::default() }
}

/// The app as a kiosk, with the made-up library.
fn kiosk(keys: &str) -> Running {
    app::Setup { house: house(), ..app::Setup::new(80, 24) }.run(keys)
}

/// The real binary as a kiosk.
fn real(home: &Path) -> Session {
    Session::welcomed(Setup::new(home).args(&["--kiosk"]))
}

/// It still does what keys say.
fn assert_answers(session: &mut Session) {
    session.send("?");
    session.wait_for("start over for the next person");
    session.send("\x1b");
    session.wait("the keys are gone", |screen| !screen.contains("start over for the next person"));
    assert!(session.is_alive());
    assert_ne!(session.state(), 'T');
}

/// A policy in a folder of its own, as nobody else could have written it.
pub fn policy(folder: &Path, text: &str) -> PathBuf {
    let own = folder.join("policy");
    fs::create_dir_all(&own).unwrap();
    fs::set_permissions(&own, fs::Permissions::from_mode(0o755)).unwrap();
    let path = own.join("policy.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    path
}

fn with_policy<'a>(home: &'a Path, text: &str) -> Setup<'a> {
    Setup::new(home).env("HANDHOLD_POLICY", policy(home, text).to_str().unwrap())
}

/// Runs a command under a policy; gives standard output, standard error and the exit code.
fn run(home: &Path, text: &str, env: &[(&str, &str)], args: &[&str]) -> (String, String, i32) {
    let mut command = command(home);
    command.env("HANDHOLD_POLICY", policy(home, text)).envs(env.iter().copied());
    let output = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn no_key_and_no_signal_of_the_keyboard_ends_or_stops_it() {
    let home = tempfile::tempdir().unwrap();
    let mut session = real(home.path());
    for keys in ["\x03", "\x1a", "\x1c", "\x04", "\x13", "\x19", "\x1d", "q", "x", "\x1b[21~", "\x1bq", "\x1b]", "ZZ"] {
        session.send(keys);
        if keys == "\x1b]" {
            // The beginning of something that never ends: it is over after a pause, or after some keys.
            session.send(&".".repeat(80));
        }
        assert_answers(&mut session);
    }
    // In a text box too.
    session.send("/\x03\x1a\x1cq\x1b[21~");
    session.wait_for("Something has happened");
    assert_answers(&mut session);
    for signal in [Signal::INT, Signal::TSTP, Signal::QUIT] {
        session.signal(signal);
        assert_answers(&mut session);
    }
    // At any moment, whatever it does just then.
    for round in 0..100 {
        session.send("jjj\r\x03\x1a\x1c\x1b[6~");
        session.signal([Signal::INT, Signal::TSTP, Signal::QUIT][round % 3]);
    }
    session.send("h");
    assert_answers(&mut session);
}

#[test]
fn quitting_says_why_not_and_leaving_starts_over() {
    let running = kiosk("<apps>q");
    assert!(running.shows("Press x to start over"), "{}", running.text());
    // Where a letter is a letter, the key that is named works.
    let running = kiosk("/<ctrl-c>");
    assert!(running.shows("Press F10 to start over"), "{}", running.text());
    assert_eq!(running.ended, None);
    for keys in ["<apps>x", "<apps>fab<f10>", "<apps><enter>lwmine<f10>"] {
        let running = kiosk(keys);
        assert_eq!(running.ended, None);
        assert_eq!(running.text(), kiosk("").text(), "{keys}");
    }
    for keys in ["<ctrl-z>", "<ctrl-c>", "<ctrl-\\>", "<ctrl-]>", "<apps>f<ctrl-z>"] {
        assert_eq!(kiosk(keys).ended, None, "{keys}");
    }
}

#[test]
fn where_only_quitting_is_forbidden_no_other_key_leads_out_either() {
    let house = House { no_quit: true, ..House::default() };
    for keys in ["q", "x", "<f10>", "<ctrl-z>", "<ctrl-c>"] {
        let running = app::Setup { house: house.clone(), ..app::Setup::new(80, 24) }.run(keys);
        assert_eq!(running.ended, None, "{keys}");
    }
}

#[test]
fn the_help_names_no_key_that_does_not_work() {
    let text = app::Setup { house: house(), ..app::Setup::new(80, 50) }.run("?").text();
    for words in ["Ctrl-Z", "Ctrl-C", "leave at once", "--no-mouse"] {
        assert!(!text.contains(words), "{words}:\n{text}");
    }
    assert!(text.contains("start over for the next person"));
}

#[test]
fn storms_of_sizes_are_survived() {
    let home = tempfile::tempdir().unwrap();
    let mut session = real(home.path());
    for (cols, rows) in
        [(20, 5), (10, 3), (1, 1), (300, 100), (39, 11), (40, 12), (5, 50)].into_iter().cycle().take(140)
    {
        session.resize(cols, rows);
        session.send("j\r?");
    }
    session.resize(80, 24);
    // The space keeps the Esc before it from becoming a part of the key.
    session.send(" \x1b[21~");
    session.wait_for("Something has happened");
    assert_answers(&mut session);
}

#[test]
fn ten_megabytes_pasted_are_survived_in_little_memory() {
    let home = tempfile::tempdir().unwrap();
    let mut session = real(home.path());
    for place in ["", "/"] {
        session.send(place);
        session.send("\x1b[200~");
        for _ in 0..160 {
            session.send(&"x\r!q\x03 paste it all\n".repeat(4096));
        }
        session.send("\x1b[201~\x1b[21~");
        assert_answers(&mut session);
    }
    // From a terminal that does not mark what is pasted: each is a key.
    for _ in 0..160 {
        session.send(&"x\r!q\x0c\x03\x1b[A j\x1b".repeat(48));
    }
    // The space keeps the Esc before it from becoming a part of the key.
    session.send(" \x1b[21~");
    session.wait_for("Something has happened");
    assert_answers(&mut session);
    assert!(session.peak_memory() < 64 << 10, "{} KiB", session.peak_memory());
}

#[test]
fn a_terminal_that_is_closed_ends_it() {
    for traps in ["", "trap '' HUP TERM INT;"] {
        let home = tempfile::tempdir().unwrap();
        let mut held = Held::of(home.path(), traps, "$HANDHOLD --kiosk");
        held.session.send("!");
        held.session.wait_for("In danger now?");
        held.take_terminal_away();
    }
    let home = tempfile::tempdir().unwrap();
    let mut session = real(home.path());
    session.signal(Signal::HUP);
    session.wait_end();
}

/// Everything below a folder: path, kind and mode, size, time of change.
pub fn files(folder: &Path) -> Vec<(PathBuf, u32, u64, i64, i64)> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let meta = fs::symlink_metadata(&folder).unwrap();
        out.push((folder.clone(), meta.mode(), 0, meta.mtime(), meta.mtime_nsec()));
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let meta = fs::symlink_metadata(&path).unwrap();
            if meta.is_dir() {
                folders.push(path);
            } else {
                out.push((path, meta.mode(), meta.len(), meta.mtime(), meta.mtime_nsec()));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn nothing_is_left_on_the_disk_or_in_the_scrollback() {
    let root = tempfile::tempdir().unwrap();
    let names = ["home", "config", "state", "data", "cache", "runtime", "tmp", "here"];
    let [home, config, state, data, cache, runtime, tmp, here] = names.map(|name| {
        fs::create_dir(root.path().join(name)).unwrap();
        root.path().join(name).to_str().unwrap().to_owned()
    });
    // What somebody had before is not touched either, and not read.
    fs::create_dir(root.path().join("state/handhold")).unwrap();
    fs::write(root.path().join("state/handhold/own.toml"), "[steps]\n").unwrap();
    fs::create_dir(root.path().join("config/handhold")).unwrap();
    fs::write(root.path().join("config/handhold/settings.toml"), "region = \"nz\"\nprogress = \"file\"\n").unwrap();
    let before = files(root.path());
    for end in ["hang up", "kill", "way out"] {
        let (arguments, policy_folder) = match end {
            "way out" => ("", tempfile::tempdir().unwrap()),
            _ => ("--kiosk", tempfile::tempdir().unwrap()),
        };
        let shell = format!("cd {here} && seq 100 && exec $HANDHOLD {arguments}");
        let mut setup = Setup { shell: Some(shell), ..Setup::new(Path::new(&home)) };
        for (name, value) in [
            ("XDG_CONFIG_HOME", &config),
            ("XDG_STATE_HOME", &state),
            ("XDG_DATA_HOME", &data),
            ("XDG_CACHE_HOME", &cache),
            ("XDG_RUNTIME_DIR", &runtime),
            ("TMPDIR", &tmp),
        ] {
            setup = setup.env(name, value);
        }
        if end == "way out" {
            let text = "[locked]\nkiosk = true\nway_out = \"open the door\"\n";
            setup = setup.env("HANDHOLD_POLICY", policy(policy_folder.path(), text).to_str().unwrap());
        }
        let mut session = setup.start();
        session.wait_for("Something has happened");
        session.send("/snapchat ghost mode\r");
        session.wait_for("l checklist");
        session.send("\x1b[21~");
        session.wait_for("Something has happened");
        session.send("jj\rfsnapch\r");
        session.wait_for("Checklist: ");
        session.send("l");
        session.wait_for("Do first");
        session.send(" ");
        session.wait_for("[✓]");
        session.send("wa private note");
        session.wait_for("Note: a private note");
        session.send("\r");
        session.send("!");
        session.wait_for("In danger now? Call 999");
        match end {
            "hang up" => session.signal(Signal::HUP),
            "kill" => session.signal(Signal::KILL),
            _ => session.send("\x1dopen the door\r"),
        }
        session.wait_end();
        assert_eq!(files(root.path()), before, "{end}");
        if end == "kill" {
            assert!(session.on_alternate_screen());
        } else {
            assert_eq!(session.scrollback().trim(), "", "{end}");
        }
    }
    // There is a scrollback to see this in.
    let mut session = Setup { shell: Some("seq 100".to_owned()), ..Setup::new(Path::new(&home)) }.start();
    session.wait_end();
    assert!(session.scrollback().contains("50\n"));
}

#[test]
fn the_way_out_takes_the_right_words_only() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_policy(home.path(), "[locked]\nkiosk = true\nway_out = \"öpen the dœr\"\n").start();
    session.wait_for("Something has happened");
    for wrong in ["", "open the door", "öpen the dœ", "öpen the dœr ", "ÖPEN THE DŒR", "*"] {
        session.send("\x1d");
        session.wait_for("For the administrator");
        session.send(wrong);
        session.send("\r");
        session.wait_for("These are not the words.");
        session.send("\x1b");
        session.wait("the box is gone", |screen| !screen.contains("For the administrator"));
        assert!(session.is_alive());
    }
    session.send("\x1d");
    session.wait_for("For the administrator");
    session.send("öpen the dœr");
    // What is typed is not shown.
    session.wait_for(&"*".repeat("öpen the dœr".chars().count()));
    assert!(!session.screen().contains("dœr"));
    session.send("\r");
    assert!(session.wait_end().success());
    assert!(!session.on_alternate_screen());
    assert!(!String::from_utf8_lossy(&session.bytes()).contains("dœr"));
}

#[test]
fn without_words_for_it_there_is_no_way_out() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_policy(home.path(), "[locked]\nkiosk = true\nway_out = \"\"\n").start();
    session.wait_for("Something has happened");
    session.send("\x1d\r");
    session.wait_for("In danger now?");
    session.send("\x1b");
    session.wait_for("Something has happened");
    assert_answers(&mut session);
}

#[test]
fn a_count_down_is_shown_before_it_starts_over_and_any_key_stops_it() {
    let start = Instant::now();
    let at = |seconds: u64| start + Duration::from_secs(seconds);
    let key = |c| vec![Event::Key(Key::Char(c))];
    let mut running = kiosk("");
    // Nobody has been there: nothing ever happens.
    assert_eq!(running.app.next_tick(at(9999)), None);
    running.at(start, parse("<apps>").into_iter().map(Event::Key).collect());
    assert!(running.shows("Chatter"));
    assert_eq!(running.app.next_tick(at(1)), Some(at(160)));
    running.at(at(159), Vec::new());
    assert!(!running.shows("Still there?"));
    running.at(at(160), Vec::new());
    assert!(running.shows("Handhold starts over in 20 seconds"), "{}", running.text());
    running.at(at(179), Vec::new());
    assert!(running.shows("Handhold starts over in 1 second."), "{}", running.text());
    // Any key only stops it: this one would have gone to the help.
    assert_eq!(running.at(at(179), key('!')), Outcome::Go);
    assert!(running.shows("Chatter") && !running.shows("Still there?"), "{}", running.text());
    assert_eq!(running.app.next_tick(at(180)), Some(at(339)));
    // A window that changes its size is nobody.
    running.at(at(340), vec![Event::Resize]);
    assert!(running.shows("Still there?"));
    assert_eq!(running.at(at(359), Vec::new()), Outcome::Redraw);
    assert!(running.shows("Something has happened") && !running.shows("Still there?"));
    assert_eq!(running.app.next_tick(at(360)), None);
}

#[test]
fn a_click_and_a_paste_stop_the_count_down_too() {
    use handhold::tui::event::Mouse;
    for event in [Event::Mouse(Mouse::Press(1, 1)), Event::Mouse(Mouse::WheelUp), Event::Paste("x".into())] {
        let start = Instant::now();
        let mut running = kiosk("");
        running.at(start, parse("<apps>").into_iter().map(Event::Key).collect());
        let text = running.text();
        running.at(start + Duration::from_secs(170), vec![event.clone()]);
        assert_eq!(running.text(), text, "{event:?}");
        running.at(start + Duration::from_secs(189), Vec::new());
        assert_eq!(running.text(), text, "{event:?}");
    }
}

#[test]
fn the_first_key_after_the_time_is_the_next_persons() {
    let start = Instant::now();
    let mut running = kiosk("");
    running.at(start, parse("<apps><enter>l").into_iter().map(Event::Key).collect());
    // The computer slept: nobody looked at the clock.
    assert_eq!(running.app.handle_at(Event::Key(Key::Char(' ')), start + IDLE), Outcome::Redraw);
    running.events(Vec::new());
    assert_eq!(running.text(), kiosk("").text());
}

#[test]
fn the_real_clock_counts_down_and_starts_over() {
    let home = tempfile::tempdir().unwrap();
    let mut session =
        Session::welcomed(Setup::new(home.path()).args(&["--kiosk"]).env("HANDHOLD_TEST_IDLE_SECONDS", "21"));
    session.send("jj\r");
    session.wait_for("Adult dating apps");
    session.wait_for("Still there? Handhold starts over in 20 seconds.");
    session.send("!");
    session.wait("the count-down is gone", |screen| !screen.contains("Still there?"));
    assert!(session.screen().contains("Adult dating apps"), "{}", session.screen());
    let mut session =
        Session::welcomed(Setup::new(home.path()).args(&["--kiosk"]).env("HANDHOLD_TEST_IDLE_SECONDS", "2"));
    session.send("!");
    session.wait_for("In danger now?");
    session.wait_for("starts over in 1 second.");
    session.wait("the first screen", |screen| {
        screen.contains("Something has happened") && !screen.contains("Still there?")
    });
    // Then it sleeps.
    assert!(session.is_quiet_for(Duration::from_millis(200)));
    let before = session.wake_ups();
    assert!(session.is_quiet_for(Duration::from_secs(3)));
    assert_eq!(session.wake_ups(), before);
}

#[test]
fn starting_over_forgets_everything() {
    let fresh = |keys: &str| kiosk(keys).text();
    let done = "<apps><enter>l<space>wasked Sam<enter>d!rg<enter><esc>/strangers<esc>";
    for over in ["x", "<f10>"] {
        for look in ["", "<apps>", "<apps><enter>", "<apps><enter>l", "<progress>", "!", "!r", "/"] {
            assert_eq!(kiosk(&format!("{done}{over}{look}")).text(), fresh(look), "{over} {look}");
        }
    }
    // The test would see it: without starting over these are others.
    for look in ["", "<apps>", "<apps><enter>l", "<progress>", "!"] {
        assert_ne!(kiosk(&format!("{done}h{look}")).text(), fresh(look), "{look}");
    }
}

#[test]
fn no_path_is_shown_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let apps = folder.path().join("platforms");
    fs::create_dir_all(&apps).unwrap();
    fs::write(apps.join("snapchat.toml"), "id = [").unwrap();
    fs::write(apps.join("Bad Name.toml"), "").unwrap();
    let path = folder.path().to_str().unwrap();
    let troubles = vec![format!("The settings file {path}/settings.toml cannot be used"), format!("{path} is bad")];
    let setup = || app::Setup {
        house: House { way_out: Some("words".into()), ..house() },
        library: Library::open(Some(folder.path())),
        troubles: troubles.clone(),
        region: "atlantis",
        ..app::Setup::new(120, 40)
    };
    assert!(setup().library.problems().len() >= 2);
    let mut seen = String::new();
    for keys in [
        "",
        "G<enter>",
        "<apps>fsnapch<enter>",
        "<apps>fsnapch<enter>l<space>w",
        "?",
        "!",
        "!r",
        "q",
        "<ctrl-]>x<enter>",
    ] {
        let text = setup().run(keys).text();
        assert!(!text.contains(path) && !text.contains(".toml") && !text.contains("platforms/"), "{keys}:\n{text}");
        seen.push_str(&text);
    }
    assert!(seen.contains("could not be used. Everything else works."), "{seen}");
    // The real one, with a policy that is refused: said, and without its path.
    let home = tempfile::tempdir().unwrap();
    let file = policy(home.path(), "[locked\n");
    let setup = Setup { size: (120, 40), ..Setup::new(home.path()) };
    let mut session = setup.args(&["--content", path]).env("HANDHOLD_POLICY", file.to_str().unwrap()).start();
    session.wait_for("1 thing to know");
    session.send("G\r");
    session.wait_for("could not be used. Everything else works.");
    let bytes = String::from_utf8_lossy(&session.bytes()).into_owned();
    assert!(!bytes.contains(path) && !bytes.contains(".toml") && !bytes.contains(home.path().to_str().unwrap()));
}

#[test]
fn locked_beats_flag_variable_and_file() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/handhold");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.toml"), "region = \"us\"\n").unwrap();
    let locked = "[locked]\nregion = \"nz\"\n";
    let env = [("HANDHOLD_REGION", "au")];
    let (out, err, code) = run(home.path(), locked, &env, &["help-now", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("\"id\": \"nz\""), "{out}");
    // Whoever asked for another one is told.
    let (out, err, _) = run(home.path(), locked, &env, &["help-now", "--json", "--region", "ie"]);
    assert!(out.contains("\"id\": \"nz\"") && err.contains("The setting region is set by your school."), "{err}");
}

#[test]
fn recommended_is_beaten_by_file_variable_and_flag_in_this_order() {
    let home = tempfile::tempdir().unwrap();
    let recommended = "[recommended]\nregion = \"nz\"\n";
    let region = |env: &[(&str, &str)], args: &[&str]| {
        let (out, err, _) = run(home.path(), recommended, env, &[&["help-now", "--json"], args].concat());
        assert_eq!(err, "");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(region(&[], &[]), "nz");
    let config = home.path().join(".config/handhold");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.toml"), "region = \"us\"\n").unwrap();
    assert_eq!(region(&[], &[]), "us");
    assert_eq!(region(&[("HANDHOLD_REGION", "au")], &[]), "au");
    assert_eq!(region(&[("HANDHOLD_REGION", "au")], &["--region", "ie"]), "ie");
}

#[test]
fn a_recommended_kiosk_is_a_whole_kiosk() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/handhold");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.toml"), "region = \"us\"\nprogress = \"file\"\n").unwrap();
    for text in ["[recommended]\nkiosk = true\n", "[locked]\nkiosk = true\nprogress = \"file\"\n"] {
        let mut session = with_policy(home.path(), text).start();
        session.wait_for("Something has happened");
        session.send("q");
        session.wait_for("Press x to start over");
        session.send("!");
        session.wait_for("999");
        session.send("hjj\r\rl ");
        session.wait_for("[✓]");
        assert!(!home.path().join(".local").exists(), "{text}");
    }
}

#[test]
fn the_policy_of_a_test_is_not_listened_to_by_a_kiosk() {
    let home = tempfile::tempdir().unwrap();
    let text = "[locked]\nquit = true\nkiosk = false\nway_out = \"open\"\nregion = \"nz\"\n";
    let mut session = with_policy(home.path(), text).args(&["--kiosk"]).start();
    session.wait_for("Something has happened");
    session.send("q");
    session.wait_for("Press x to start over");
    session.send("\x1d!");
    session.wait_for("In danger now? Call 999");
    session.send("\x1b");
    session.wait_for("Something has happened");
    assert_answers(&mut session);
}

#[test]
fn a_refused_policy_is_said_and_a_kiosk_holds() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, &str); 6] = [
        (
            "[locked]\nquit = true\n",
            |path| fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap(),
            "others can write",
        ),
        (
            "[locked]\nquit = true\n",
            |path| fs::set_permissions(path, fs::Permissions::from_mode(0o664)).unwrap(),
            "others can write",
        ),
        (
            "[locked]\nquit = true\n",
            |path| fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(0o777)).unwrap(),
            "others can write to a folder",
        ),
        (
            "[locked]\nquit = true\n",
            |path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            "not a file",
        ),
        ("[locked]\nquit = \n", |_| (), "2:"),
        ("[locked]\nqiut = true\n", |_| (), "qiut"),
    ];
    for (text, spoil, why) in cases {
        let home = tempfile::tempdir().unwrap();
        let path = policy(home.path(), text);
        spoil(&path);
        let output = command(home.path()).env("HANDHOLD_POLICY", &path).args(["list", "region"]).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("is not used") && err.contains(why), "{why}: {err}");
        let mut session = Setup::new(home.path()).env("HANDHOLD_POLICY", path.to_str().unwrap()).start();
        session.wait_for("1 thing to know");
        session.send("q");
        session.wait_for("Press x to start over");
        session.send("jj\r\rl ");
        session.wait_for("[✓]");
        assert!(!home.path().join(".local").exists(), "{why}");
    }
}

#[test]
fn hidden_pages_are_nowhere() {
    let home = tempfile::tempdir().unwrap();
    let text = "[locked]\nhidden = [\"snapchat\", \"chatter\", \"glossary\"]\n";
    let fixtures = app::fixtures();
    let content = ["--content", fixtures.to_str().unwrap()];
    for (args, words) in [
        (&["list"][..], "snapchat"),
        (&["list"], "chatter"),
        (&["list", "--json"], "\"id\": \"snapchat\""),
        (&["search", "snapchat", "ghost", "mode"], "handhold show snapchat"),
        (&["search", "algorithm"], "handhold show glossary"),
    ] {
        let (out, _, _) = run(home.path(), text, &[], &[args, &content].concat());
        assert!(!out.contains(words), "{args:?}: {out}");
    }
    for page in ["snapchat", "Snapchat", "chatter", "glossary"] {
        let (out, err, code) = run(home.path(), text, &[], &[&["show", page], &content[..]].concat());
        assert_eq!((code, out.as_str()), (1, ""), "{page}");
        assert!(err.contains("There is no page called") && !err.contains("Did you mean snapchat"), "{err}");
    }
    let (out, _, _) = run(home.path(), text, &[], &["show", "location", "--section", "related"]);
    assert!(out.contains("Instagram") && !out.contains("Snapchat") && !out.contains("snapchat"), "{out}");
    // In the screens.
    let library = || {
        let mut library = Library::only(&app::fixtures());
        library.hide(&["chatter".to_owned(), GLOSSARY.to_owned()]);
        library
    };
    let running = |keys: &str| app::Setup { library: library(), ..app::Setup::new(80, 40) }.run(keys);
    assert!(!running("").shows("Words explained"));
    for keys in ["<apps>", "<apps>fchatt"] {
        assert!(!running(keys).shows("Chatter"), "{keys}:\n{}", running(keys).text());
    }
    assert!(Index::build(&library()).search("chatter ", 10).hits.iter().all(|hit| hit.page != "chatter"));
    assert!(library().page("chatter").is_none() && library().page(GLOSSARY).is_none());
    assert_eq!(library().name("chatter"), None);
}

#[test]
fn what_the_school_has_set_is_said_where_one_meets_it() {
    let setup = |house: House| app::Setup { house, ..app::Setup::new(80, 24) };
    let school = House { region_fixed: true, region_by_school: true, ..House::default() };
    for keys in ["!r", "!rg<enter>"] {
        let running = setup(school.clone()).run(keys);
        assert!(running.shows("set by your school"), "{}", running.text());
    }
    assert!(setup(school).run("!rg<enter><esc>").shows("United Kingdom"));
    let start = House { region_fixed: true, ..House::default() };
    assert!(!setup(start.clone()).run("!r").shows("school"));
    assert!(setup(start).run("!r").shows("when Handhold was started"));
    let quit = setup(House { no_quit: true, ..House::default() }).run("q");
    assert!(quit.shows("Your school has set"), "{}", quit.text());
    // A kiosk can be one without any school's policy.
    let shared = setup(house()).run("q");
    assert!(shared.shows("Handhold is shared here, so it stays open.") && !shared.shows("school"), "{}", shared.text());
    let wrong =
        app::Setup { house: house(), troubles: vec!["x".to_owned()], ..app::Setup::new(80, 24) }.run("<end><enter>");
    assert!(wrong.shows("could not be used") && !wrong.shows("school"), "{}", wrong.text());
    let store = Store::open(handhold::progress::store::Place::Off, "test".into());
    let off = app::Setup { store, ..setup(House { ticks_off_by_school: true, ..House::default() }) };
    let off = off.run("<apps><enter>l<space>");
    assert!(off.shows("Your school has switched"), "{}", off.text());
    // Only where it has.
    let store = Store::open(handhold::progress::store::Place::Off, "test".into());
    let off = app::Setup { store, ..app::Setup::new(80, 24) }.run("<apps><enter>l<space>");
    assert!(off.shows("Ticks and notes are switched off") && !off.shows("school"), "{}", off.text());
}

#[test]
fn the_way_out_ends_the_app() {
    let house = House { way_out: Some("open".into()), ..house() };
    let run = |keys: &str| app::Setup { house: house.clone(), ..app::Setup::new(80, 24) }.run(keys);
    assert_eq!(run("<ctrl-]>open<enter>").ended, Some(Pause::End(End::Quit)));
    assert_eq!(run("<apps>f<ctrl-]>open<enter>").ended, Some(Pause::End(End::Quit)));
    assert_eq!(run("<ctrl-]>close<enter>").ended, None);
    assert_eq!(run("<ctrl-]>open<esc><enter>").ended, None);
}

#[test]
fn a_window_as_large_as_can_be_said_takes_little_memory() {
    let home = tempfile::tempdir().unwrap();
    for (cols, rows) in [(2000, 2100), (u16::MAX, u16::MAX), (u16::MAX, 1)] {
        let mut session = real(home.path());
        session.claim_size(cols, rows);
        // The help is drawn in it; where one row is all that there is, that is the number.
        session.send("!");
        session.wait("the number", |screen| screen.contains("999"));
        session.resize(80, 24);
        session.send("h");
        session.wait_for("Something has happened");
        assert!(session.is_alive(), "{cols}x{rows}");
        assert!(session.peak_memory() < 64 << 10, "{cols}x{rows}: {} KiB", session.peak_memory());
    }
}

#[test]
fn a_preview_heeds_what_the_school_has_locked() {
    let home = tempfile::tempdir().unwrap();
    let text = "[locked]\nregion = \"nz\"\nopen_links = false\nquit = false\n[school]\nname = \"Hill School\"\n";
    let folder = app::fixtures();
    let setup = Setup { size: (120, 40), ..with_policy(home.path(), text) };
    let mut session = setup.args(&["preview", folder.to_str().unwrap()]).start();
    session.wait_for("Something has happened");
    session.send("q");
    session.wait_for("Press x to go to the first screen.");
    session.send("!");
    session.wait_for("Hill School");
    session.send("r");
    session.wait_for("set by your school");
    session.send("hjj\r\rs");
    session.wait_for("Adult dating apps · Sources");
    session.send("\t");
    session.wait_for("y copy");
    session.send("o");
    session.wait_for("Pages cannot be opened here");
    assert!(session.is_alive());
}

#[test]
fn a_preview_shows_no_numbers_but_those_of_the_folder_that_the_school_has_locked() {
    let home = tempfile::tempdir().unwrap();
    let uk = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/regions/uk.toml")).unwrap();
    for (folder, number) in [("own", "666"), ("school", "777"), ("school-too", "666")] {
        let regions = home.path().join(folder).join("regions");
        fs::create_dir_all(&regions).unwrap();
        fs::write(regions.join("uk.toml"), uk.replace("\"999\"", &format!("\"{number}\""))).unwrap();
    }
    let school = home.path().join("school");
    std::os::unix::fs::symlink(home.path().join("own"), home.path().join("link")).unwrap();
    let preview = |locked: &str, path: &Path| {
        let text = format!("[locked]\nregion = \"uk\"\ncontent = {locked:?}\n");
        with_policy(home.path(), &text).args(&["preview", path.to_str().unwrap()]).start()
    };
    let school = school.to_str().unwrap();
    for locked in ["", school, "/nowhere/at/all"] {
        for path in ["own", "own/regions/uk.toml", "link", "school-too", ""] {
            let mut session = preview(locked, &home.path().join(path));
            assert!(!session.wait_end().success());
            let said = session.scrollback();
            if path.is_empty() {
                assert!(said.contains("no pages found here"), "{said}");
            } else {
                assert!(said.contains("Your school has set which pages are shown here."), "{locked} {path}: {said}");
            }
            assert!(!said.contains("666"), "{said}");
        }
    }
    for path in ["school", "school/regions/uk.toml"] {
        let mut session = preview(school, &home.path().join(path));
        session.wait("a page", |screen| screen.contains("Something has happened") || screen.contains("777"));
        session.send("!");
        session.wait_for("777");
    }
}

#[test]
fn where_only_quitting_is_forbidden_leaving_goes_to_the_first_screen_and_says_so() {
    let run = |keys: &str| {
        let house = House { no_quit: true, ..House::default() };
        app::Setup { house, ..app::Setup::new(100, 50) }.run(keys)
    };
    assert!(run("").shows("x first screen") && !run("").shows("start over"), "{}", run("").text());
    let help = run("?").text();
    assert!(help.contains("clear the screen and go to the first one") && !help.contains("next person"), "{help}");
    assert!(run("?G").shows("F10 goes to\n the first screen."), "{}", run("?G").text());
    assert!(run("q").shows("Press x to go to the first screen.") && !run("q").shows("next person"));
    // Nothing is forgotten.
    let left = run("<apps><enter>l<space>x");
    assert_eq!(left.rows()[0], run("").rows()[0]);
    assert!(run("<apps><enter>l<space>x<apps><enter>l").shows("1 of 3 done"));
}

#[test]
fn in_a_kiosk_no_command_writes_a_file_or_shows_a_path() {
    let home = tempfile::tempdir().unwrap();
    let here = home.path().join("here");
    fs::create_dir_all(here.join("platforms")).unwrap();
    fs::copy(app::fixtures().join("en/platforms/chatter.toml"), here.join("platforms/chatter.toml")).unwrap();
    let path = here.to_str().unwrap();
    let state = home.path().join(".local/state/handhold");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("laptop.toml"), "").unwrap();
    let before = (files(&here), files(&state));
    for args in [
        &["eject", &format!("{path}/out")][..],
        &["new", "topic", "own", "--dir", path],
        &["check", "--fix", path],
        &["check", path],
        &["due", path],
        &["links", path],
        &["generate", "released", path],
        &["export", "snapchat", "--to", path],
        &["preview", path],
        &["progress", "path"],
        &["progress", "reset", "--yes"],
        &["progress", "reset", "snapchat", "--yes"],
    ] {
        let by_policy = run(home.path(), "[locked]\nkiosk = true\n", &[], args);
        let by_flag = command(home.path()).args(args).arg("--kiosk").output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let by_flag = (text(&by_flag.stdout), text(&by_flag.stderr), by_flag.status.code().unwrap());
        for (out, err, code) in [by_policy, by_flag] {
            assert_eq!((out.as_str(), code), ("", 1), "{args:?}: {err}");
            assert_eq!(
                err, "A kiosk reads, writes and erases no files of its users, and shows no paths.\n",
                "{args:?}"
            );
        }
        assert_eq!((files(&here), files(&state)), before, "{args:?}");
    }
    // What is wrong with the policy is said without its path.
    let (_, err, _) = run(home.path(), "[lokced]\n", &[], &["list", "region"]);
    assert!(err.contains("is not used: 1:2:") && !err.contains("policy.toml") && !err.contains(path), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_kiosk_a_slow_share_is_told_without_its_path() {
    let (home, share) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let page = share.path().join("platforms/chatter.toml");
    fs::create_dir(page.parent().unwrap()).unwrap();
    fs::copy(app::fixtures().join("en/platforms/chatter.toml"), &page).unwrap();
    let _hung = super::folder::Hung::new(&page);
    let args = ["list", "region", "--kiosk", "--content"];
    let output = command(home.path()).args(args).arg(share.path()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("did not come within 5 seconds") && !err.contains(share.path().to_str().unwrap()), "{err}");
}

#[test]
fn a_kiosk_without_a_terminal_says_whom_to_ring() {
    let home = tempfile::tempdir().unwrap();
    let text = "[locked]\nkiosk = true\nregion = \"nz\"\n[school]\nname = \"Hill School\"\nphone = \"01\"\n";
    for term in ["dumb", "xterm"] {
        let (out, err, code) = run(home.path(), text, &[("TERM", term)], &[]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("111") && out.contains("Hill School") && !out.contains("handhold "), "{out}");
    }
}

#[test]
fn a_locked_region_that_no_page_is_for_leaves_nobody_without_numbers() {
    let home = tempfile::tempdir().unwrap();
    let (out, err, code) = run(home.path(), "[locked]\nregion = \"xx\"\n", &[], &["help-now"]);
    assert!(code == 0 && out.contains("999"), "{out}");
    assert_eq!(err, "There is no region called xx. The numbers of this one are shown: United Kingdom.\n");
}

#[test]
fn a_policy_with_a_mistake_still_says_whom_to_ring() {
    let home = tempfile::tempdir().unwrap();
    let text = "[locked]\nregion = \"nz\"\nqiut = true\n[school]\nname = \"Hill School\"\n";
    let (out, err, code) = run(home.path(), text, &[], &["help-now"]);
    assert!(code == 0 && out.contains("111") && out.contains("Hill School"), "{out}");
    assert!(err.contains("qiut"), "{err}");
}

#[test]
fn what_was_copied_is_gone_when_a_kiosk_ends() {
    let home = tempfile::tempdir().unwrap();
    // OSC 52 with "999" in base64, and with nothing.
    let (copied, nothing) = ("\x1b]52;c;OTk5\x1b\\", "\x1b]52;c;\x1b\\");
    for end in ["way out", "quit", "signal", "no kiosk"] {
        let kiosk = end != "no kiosk";
        let text = format!("[locked]\nkiosk = {kiosk}\nquit = {}\nway_out = \"open\"\n", end != "way out");
        let mut session = Session::welcomed(with_policy(home.path(), &text));
        session.send("!cy");
        session.wait_bytes(copied);
        match end {
            "way out" => session.send("\x1dopen\r"),
            "signal" => session.signal(Signal::TERM),
            _ => session.send("q"),
        }
        session.wait_end();
        let text = String::from_utf8_lossy(&session.bytes()).into_owned();
        let (copied, cleared) = (text.rfind(copied).unwrap(), text.rfind(nothing));
        assert_eq!(cleared.is_some_and(|cleared| cleared > copied), kiosk, "{end}");
    }
}

#[test]
fn the_schools_phone_and_web_can_be_carried_away() {
    let school = handhold::settings::policy::School {
        name: "Hill School".to_owned(),
        phone: Some("01632 960123".to_owned()),
        web: Some("https://hill.example/safe".to_owned()),
        ..Default::default()
    };
    let house = House { school: Some(school), ..House::default() };
    let run = |keys: &str| app::Setup { house: house.clone(), ..app::Setup::new(80, 24) }.run(keys);
    let text = run("!Gc").text();
    let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("{wanted}:\n{text}"));
    assert!(at("999") < at("01632 960123") && at("01632 960123") < at("https://hill.example/safe"), "{text}");
    assert!(text.lines().any(|line| line.trim() == "Hill School"), "{text}");
    assert_eq!(run("!Gcjy").copied, ["01632 960123"]);
    // On other pages they have no place.
    assert!(!run("<apps><enter>c").shows("01632"));
}

#[test]
fn the_box_for_the_way_out_closes_after_five_wrong_tries() {
    let house = House { way_out: Some("open".into()), ..house() };
    let run = |tries: usize| {
        let keys = format!("<ctrl-]>{}", "no<enter>".repeat(tries));
        app::Setup { house: house.clone(), ..app::Setup::new(80, 24) }.run(&keys)
    };
    assert!(run(4).shows("For the administrator"));
    assert!(!run(5).shows("For the administrator") && run(5).shows("These are not the words."));
}

#[test]
fn in_a_kiosk_the_form_for_a_child_says_that_it_is_forgotten() {
    let text = kiosk("p").text();
    assert!(text.contains("It is forgotten\n   when you leave.") && !text.contains("stays on this"), "{text}");
    assert!(app::run(80, 24, "p").text().contains("It stays on this"));
}

#[test]
fn hidden_pages_are_not_in_the_related_pages_of_json() {
    let home = tempfile::tempdir().unwrap();
    let related = |text: &str| {
        let (out, _, _) = run(home.path(), text, &[], &["show", "location", "--json"]);
        serde_json::from_str::<serde_json::Value>(&out).unwrap()["related"].to_string()
    };
    assert!(related("").contains("\"snapchat\""));
    let hidden = related("[locked]\nhidden = [\"snapchat\"]\n");
    assert!(hidden.contains("instagram") && !hidden.contains("snapchat"), "{hidden}");
}
