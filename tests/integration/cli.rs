//! Every command of the real binary.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::app::fixtures;

fn handhold(home: &Path, args: &[&str]) -> Output {
    command(home).args(args).output().unwrap()
}

/// The binary with a home of its own and nothing of the environment.
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handhold"));
    command.env_clear().env("HOME", home).env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
    command.stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs it in a fresh home; gives standard output, standard error and the exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    let home = tempfile::tempdir().unwrap();
    let output = handhold(home.path(), args);
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

#[test]
fn list_shows_every_page_plain() {
    let (out, err, code) = run(&["list"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for page in [
        "snapchat",
        "facebook",
        "instagram",
        "whatsapp",
        "x-twitter",
        "skype",
        "oovoo",
        "dating-apps",
        "grooming",
        "uk",
    ] {
        assert!(out.lines().any(|line| line.trim_start().starts_with(&format!("{page} "))), "{page} is missing");
    }
    assert!(!out.contains('\u{1b}'));
    let (out, _, _) = run(&["list", "region"]);
    assert!(out.contains("uk") && !out.contains("snapchat"));
}

#[test]
fn list_has_json() {
    let (out, _, code) = run(&["list", "--json"]);
    let pages: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    let snapchat = pages.as_array().unwrap().iter().find(|page| page["id"] == "snapchat").unwrap();
    assert_eq!(snapchat["kind"], "platform");
    assert!(snapchat["steps"].as_u64().unwrap() >= 8);
}

#[test]
fn show_is_plain_text_in_a_pipe_and_no_wider_than_76() {
    let (out, err, code) = run(&["show", "snapchat"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains('\u{1b}'));
    assert!(out.contains("Ghost Mode"));
    for line in out.lines() {
        assert!(handhold::layout::width(line) <= 76, "{line}");
    }
}

#[test]
fn show_takes_a_section_a_name_or_an_alias() {
    let (out, _, code) = run(&["show", "snapchat", "--section", "myths"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("True or not?"), "{out}");
    assert_eq!(run(&["show", "Snapchat"]).2, 0);
    let (_, err, code) = run(&["show", "snapchat", "--section", "mytsh"]);
    assert_eq!(code, 1);
    assert!(err.contains("myths"), "{err}");
}

#[test]
fn kinds_have_the_words_that_the_screens_use() {
    for (word, page) in [
        ("apps", "snapchat"),
        ("app", "snapchat"),
        ("platform", "snapchat"),
        ("worry", "grooming"),
        ("figures", "ofcom-figures"),
    ] {
        let (out, err, code) = run(&["list", word]);
        assert!(code == 0 && out.lines().any(|line| line.starts_with(page)), "{word}: {out}{err}");
    }
    let (_, err, code) = run(&["list", "things"]);
    assert!(code == 2 && err.contains("there are apps, devices, worries, regions, figures"), "{err}");
}

#[test]
fn help_as_a_command_is_help() {
    assert_eq!(run(&["help"]), run(&["-h"]));
}

#[test]
fn a_section_has_json_and_any_letters() {
    let (out, _, code) = run(&["show", "snapchat", "--section", "Block", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["page"]), (0, &"snapchat".into()));
    let text = json["text"].as_str().unwrap();
    assert!(text.len() < 4000 && !text.contains('\u{1b}') && text.to_lowercase().contains("block"), "{text}");
    let (_, err, code) = run(&["show", "snapchat", "--section", "foo"]);
    assert!(code == 1 && err.contains("block, report, evidence"), "{err}");
}

#[test]
fn show_has_json() {
    let (out, _, _) = run(&["show", "uk", "--json"]);
    let page: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(page["emergency"], "999");
    assert_eq!(page["reviewed"].as_str().unwrap().len(), "2026-11-25".len());
}

#[test]
fn a_page_is_found_by_the_same_names_wherever_it_is_asked_for() {
    for name in ["ios-screen-time", "ios screen time", "iOS Screen Time"] {
        let (out, err, code) = run(&["show", name, "--json"]);
        assert!(code == 0 && out.contains("\"id\": \"ios-screen-time\""), "{name}: {err}");
        let (out, err, code) = run(&["plan", "add", "--age", "11-13", "--devices", name]);
        assert!(code == 0 && out.contains("Screen Time"), "{name}: {out}{err}");
    }
    let (out, _, code) = run(&["show", "Glossary"]);
    assert!(code == 0 && out.contains("Age assurance"), "{out}");
}

#[test]
fn a_wrong_page_name_gets_the_nearest() {
    let (out, err, code) = run(&["show", "snpachat"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("Did you mean snapchat?"), "{err}");
}

#[test]
fn a_name_with_escape_sequences_is_shown_without_them() {
    let (_, err, code) = run(&["show", "\u{1b}[31mevil\u{202e}"]);
    assert_eq!(code, 1);
    assert!(err.contains("[31mevil") && !err.contains('\u{1b}') && !err.contains('\u{202e}'), "{err:?}");
}

#[test]
fn help_now_shows_the_region_asked_for() {
    let (out, _, code) = run(&["help-now"]);
    assert_eq!(code, 0);
    for words in ["999", "Before anything else", "NSPCC Helpline", "0808\u{a0}800\u{a0}5000"] {
        assert!(out.replace(' ', "\u{a0}").contains(&words.replace(' ', "\u{a0}")), "{words} is missing");
    }
    let (out, _, _) = run(&["help-now", "--region", "nz"]);
    assert!(out.contains("111"));
    let (_, err, code) = run(&["help-now", "--region", "atlantis"]);
    assert_eq!(code, 1);
    assert!(err.contains("uk"), "{err}");
}

#[cfg(unix)]
#[test]
fn help_now_has_the_schools_contact_below_the_emergency_number() {
    let home = tempfile::tempdir().unwrap();
    let path = super::kiosk::policy(home.path(), "[school]\nname = \"Hill School\"\nphone = \"01632 960123\"\n");
    let run = |args: &[&str]| {
        let mut command = command(home.path());
        text(&command.args(args).env("HANDHOLD_POLICY", &path).output().unwrap().stdout)
    };
    let out = run(&["help-now"]);
    let at = |wanted: &str| out.find(wanted).unwrap_or_else(|| panic!("{wanted}:\n{out}"));
    assert!(at("Call: 999") < at("Hill School") && at("01632 960123") < at("Before anything else"), "{out}");
    let json: serde_json::Value = serde_json::from_str(&run(&["help-now", "--json"])).unwrap();
    assert_eq!((&json["emergency"], &json["school"]["phone"]), (&"999".into(), &"01632 960123".into()));
}

#[test]
fn what_only_a_policy_can_set_is_said() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/handhold");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("settings.toml"), "quit = false\nidle_minutes = 9\nregion = \"nz\"\n").unwrap();
    let output = handhold(home.path(), &["help-now"]);
    let err = text(&output.stderr);
    assert!(err.contains("quit in ") && err.contains("is not used: only a school's policy can set it"), "{err}");
    assert!(err.contains("idle_minutes in "), "{err}");
    // The rest of the file counts.
    assert!(text(&output.stdout).contains("111"));
}

#[test]
fn progress_is_shown_found_and_erased() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join(".local/state/handhold");
    std::fs::create_dir_all(&state).unwrap();
    let record = "[steps.\"snapchat/ghost-mode\"]\nmark = \"done\"\nat = \"2026-11-20T10:00:00Z\"\nnote = \"asked Sam\"\n\n[steps.\"oovoo/change-old-password\"]\nmark = \"not for us\"\nat = \"2026-11-20T10:00:00Z\"\n";
    std::fs::write(state.join("other-laptop.toml"), record).unwrap();
    let out = text(&handhold(home.path(), &["progress"]).stdout);
    assert!(out.contains("Snapchat") && out.contains("1 of 16 done"), "{out}");
    let json = text(&handhold(home.path(), &["progress", "--json"]).stdout);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(
        json.as_array()
            .unwrap()
            .iter()
            .any(|page| page["page"] == "snapchat" && page["steps"][0]["note"] == "asked Sam")
    );
    assert_eq!(text(&handhold(home.path(), &["progress", "path"]).stdout).trim_end(), state.to_str().unwrap());
    // Nobody to ask: nothing is erased.
    let output = handhold(home.path(), &["progress", "reset"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("--yes"));
    assert!(text(&handhold(home.path(), &["progress"]).stdout).contains("Snapchat"));
    let output = handhold(home.path(), &["progress", "reset", "snapchat", "--yes"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let out = text(&handhold(home.path(), &["progress"]).stdout);
    assert!(!out.contains("Snapchat") && out.contains("ooVoo"), "{out}");
    assert_eq!(handhold(home.path(), &["progress", "reset", "--yes"]).status.code(), Some(0));
    assert!(text(&handhold(home.path(), &["progress"]).stdout).contains("not ticked"));
    assert_eq!(handhold(home.path(), &["progress", "reset", "nopage", "--yes"]).status.code(), Some(1));
}

#[test]
fn a_folder_where_nothing_is_kept_is_named_with_that() {
    let home = tempfile::tempdir().unwrap();
    for (keep, said) in [("file", false), ("memory", true), ("off", true)] {
        let output = command(home.path()).env("HANDHOLD_PROGRESS", keep).args(["progress", "path"]).output().unwrap();
        assert!(text(&output.stdout).ends_with(".local/state/handhold\n"));
        assert_eq!(text(&output.stderr).starts_with("Nothing is kept there now"), said, "{keep}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn progress_that_cannot_be_erased_is_said() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join(".local")).unwrap();
    std::fs::write(home.path().join(".local/state"), "in the way").unwrap();
    let output = handhold(home.path(), &["progress", "reset", "--yes"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("could not be saved"), "{}", text(&output.stderr));
}

#[test]
fn without_a_terminal_it_is_plain_text() {
    for term in ["dumb", "xterm-256color"] {
        let home = tempfile::tempdir().unwrap();
        let output = command(home.path()).env("TERM", term).output().unwrap();
        let out = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0));
        assert!(out.contains("Call 999") && out.contains("handhold help-now") && !out.contains('\u{1b}'), "{out}");
    }
}

#[test]
fn content_from_a_folder_replaces_and_adds() {
    let home = tempfile::tempdir().unwrap();
    let fixtures = fixtures();
    let output = handhold(home.path(), &["--content", fixtures.to_str().unwrap(), "show", "chatter"]);
    assert!(text(&output.stdout).contains("Chatter is a made-up app"));
    let output = handhold(home.path(), &["--content", fixtures.to_str().unwrap(), "help-now"]);
    assert!(text(&output.stdout).contains("Parents' Line"));
    let output = command(home.path()).env("HANDHOLD_CONTENT", &fixtures).args(["show", "chatter"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let config = home.path().join(".config/handhold");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("settings.toml"), format!("content = {:?}\n", fixtures.to_str().unwrap())).unwrap();
    assert_eq!(handhold(home.path(), &["show", "chatter"]).status.code(), Some(0));
}

#[test]
fn a_wrong_command_line_is_explained() {
    let (_, err, code) = run(&["shwo", "snapchat"]);
    assert_eq!(code, 2);
    assert!(err.contains("show"), "{err}");
    let (_, err, code) = run(&["list", "colour"]);
    assert_eq!(code, 2);
    assert!(err.contains("apps, devices"), "{err}");
}

#[test]
fn help_and_version_work_everywhere() {
    let (out, _, code) = run(&["--help"]);
    assert_eq!(code, 0);
    for words in ["help-now", "Examples", "Exit codes", "999"] {
        assert!(out.contains(words), "{words}");
    }
    assert!(!out.contains('\u{1b}'));
    for command in ["list", "show", "help-now", "progress"] {
        assert_eq!(run(&[command, "--help"]).2, 0, "{command}");
    }
    assert_eq!(run(&["--version"]).0, format!("handhold {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["show", "snapchat"][..], &["--help"], &["help"], &["--version"]] {
        // The other end is gone before anything is written.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command(home.path()).args(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["show", "snapchat"][..], &["--help"], &["help"], &["--version"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command(home.path()).args(args).stdout(full).output().unwrap();
        let err = text(&output.stderr);
        assert_eq!(
            (output.status.code(), err.as_str()),
            (Some(2), "handhold: No space left on device (os error 28)\n"),
            "{args:?}"
        );
    }
}

#[test]
fn search_shows_places_and_help_first_in_danger() {
    let (out, err, code) = run(&["search", "snap", "chat", "map", "--limit", "3"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Snapchat: Location: the Snap Map, Ghost Mode and live location"), "{out}");
    assert!(!out.contains("help-now") && !out.contains('\u{1b}'), "{out}");
    let (out, _, code) = run(&["search", "someone is blackmailing my son"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("In danger now? Call 999\n"), "{out}");
    let (out, _, _) = run(&["--region", "us", "search", "someone is blackmailing my son"]);
    assert!(out.starts_with("In danger now? Call 911\n"), "{out}");
    // Another country's helper is marked, and comes after the own country's page.
    let (out, _, _) = run(&["search", "crisis text line"]);
    assert!(out.starts_with("United Kingdom\n"), "{out}");
    assert!(out.contains("United States (another country): Crisis Text Line"), "{out}");
    let (out, _, _) = run(&["--region", "us", "search", "crisis text line"]);
    assert!(out.starts_with("United States: Crisis Text Line"), "{out}");
    let (out, err, code) = run(&["search", "qqqzzz"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("Nothing was found"), "{err}");
}

#[test]
fn every_place_that_search_names_can_be_shown() {
    let (out, _, _) = run(&["search", "turn off the location", "--limit", "8"]);
    let shown: Vec<&str> = out.lines().filter_map(|line| line.trim().strip_prefix("handhold ")).collect();
    assert_eq!(shown.len(), 8, "{out}");
    for command in shown {
        let (text, err, code) = run(&command.split(' ').collect::<Vec<_>>());
        assert!(code == 0 && !text.is_empty(), "{command}: {err}");
    }
}

#[test]
fn search_has_json() {
    let (out, _, code) = run(&["search", "snapchat map", "--limit", "1", "--json"]);
    assert_eq!(code, 0);
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["question"], "snapchat map");
    assert_eq!(answer["help_first"], false);
    let hit = &answer["hits"][0];
    assert_eq!((hit["page"].as_str(), hit["kind"].as_str()), (Some("snapchat"), Some("platform")));
    let mark = hit["marks"][0].as_array().map(|mark| mark.iter().map(|at| at.as_u64().unwrap() as usize));
    let [start, end] = mark.unwrap().collect::<Vec<_>>()[..] else { panic!("{hit}") };
    assert!(hit["line"].as_str().unwrap().get(start..end).is_some());
}

/// Runs several commands in one home; gives the last one's output and exit code.
fn run_all(commands: &[&[&str]]) -> (String, String, i32) {
    let home = tempfile::tempdir().unwrap();
    let mut last = None;
    for args in commands {
        last = Some(handhold(home.path(), args));
    }
    let output = last.unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

const ADD_SAM: &[&str] = &["plan", "add", "--name", "Sam", "--age", "11-13", "--apps", "snap chat,roblox"];

#[test]
fn a_plan_is_made_from_the_command_line() {
    let (out, err, code) = run(ADD_SAM);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Plan for Sam (11 to 13)\n"), "{out}");
    assert!(out.contains("To tick a step: handhold, then p."), "{out}");
    assert!(out.contains("[ ] Turn on Ghost Mode (Snapchat, 2 minutes)"), "{out}");
    assert!(out.contains("The rules of Snapchat say 13 and over."), "{out}");
    assert!(out.replace("\n▌ ", " ").contains("handhold show snapchat --section leave"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 76), "{out}");
    let (full, _, _) = run_all(&[ADD_SAM, &["plan", "sam", "--full"]]);
    assert!(full.contains("Choose Until turned off."), "{full}");
}

#[test]
fn a_long_new_plan_says_what_is_enough_for_tonight() {
    let (out, _, _) = run(ADD_SAM);
    let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("{text} is not in\n{out}"));
    assert!(at("Tonight: start with these three") < at("Do first"), "{out}");
    let tonight = &out[at("Tonight:")..at("Do first")];
    assert_eq!(tonight.matches("[ ]").count(), 3, "{tonight}");
    let (short, _, _) = run(&["plan", "add", "--age", "11-13", "--apps", "skype"]);
    assert!(!short.contains("Tonight"), "{short}");
}

#[test]
fn a_step_is_ticked_without_the_screens() {
    let tick: &[&str] = &["plan", "tick", "ghost", "mode"];
    let (out, err, code) = run_all(&[ADD_SAM, tick]);
    assert_eq!((code, out.as_str()), (0, "Done: Turn on Ghost Mode (Snapchat)\n"), "{err}");
    let (out, _, _) = run_all(&[ADD_SAM, tick, &["plan"]]);
    assert!(out.contains("[✓] Turn on Ghost Mode") || out.contains("[x] Turn on Ghost Mode"), "{out}");
    let (out, _, _) = run_all(&[ADD_SAM, tick, &["plan", "tick", "--undo", "snapchat/ghost-mode"], &["plan"]]);
    assert!(out.contains("[ ] Turn on Ghost Mode"), "{out}");
    let (_, err, code) = run_all(&[ADD_SAM, &["plan", "tick", "turn", "on"]]);
    assert!(code == 1 && err.contains("snapchat/ghost-mode") && err.contains("Several steps"), "{err}");
    let (_, err, code) = run_all(&[ADD_SAM, &["plan", "tick", "fly"]]);
    assert!(code == 1 && err.contains("No step has these words in its title: fly"), "{err}");
    let kim: &[&str] = &["plan", "add", "--name", "Kim", "--age", "7-10", "--apps", "roblox"];
    let (_, err, code) = run_all(&[ADD_SAM, kim, tick]);
    assert!(code == 1 && err.contains("--child") && err.contains("Kim"), "{err}");
    let (out, _, code) = run_all(&[ADD_SAM, kim, &["plan", "tick", "--child", "Sam", "ghost", "mode"]]);
    assert!(code == 0 && out.starts_with("Done"), "{out}");
    // Without a plan a step is ticked by its page and id.
    let (out, _, code) = run_all(&[&["plan", "tick", "snapchat/ghost-mode"], &["progress"]]);
    assert!(code == 0 && out.contains("Snapchat"), "{out}");
}

#[test]
fn ages_apps_and_names_are_taken_as_people_write_them() {
    for age in ["12", "11 to 13", "11-13"] {
        let (out, err, code) =
            run(&["plan", "add", "--name", "Mo", "--age", age, "--apps", "snapchat", "roblox", "--devices", "xbox"]);
        assert!(code == 0 && out.starts_with("Plan for Mo (11 to 13)\n"), "{age}: {err}");
        assert!(out.contains("(Snapchat,") && out.contains("(Roblox,") && out.contains("(Xbox,"), "{out}");
    }
    let (out, _, _) = run(&["plan", "add", "--age", "under 7", "--apps", "roblox"]);
    assert!(out.starts_with("Plan for My child (under 7)\n"), "{out}");
    let (out, _, code) = run(&["show", "snap", "chat"]);
    assert!(code == 0 && out.starts_with("Snapchat"), "{out}");
    let (out, _, code) = run(&["show", "ios", "screen", "time"]);
    assert!(code == 0 && out.contains("Screen Time"), "{out}");
    let (out, _, code) = run_all(&[ADD_SAM, &["plan", "sa"]]);
    assert!(code == 0 && out.starts_with("Plan for Sam"), "{out}");
}

#[test]
fn a_plan_that_is_half_said_says_what_is_missing() {
    let (out, _, code) = run(&["plan", "add", "--age", "11-13"]);
    assert!(code == 0 && out.contains("There are no steps yet.") && !out.contains("0 of 0"), "{out}");
    let (out, _, code) = run(&["plan", "add", "--name", "Mo", "--apps", "roblox"]);
    assert!(code == 0 && out.contains("No age is set, so steps for all ages are here."), "{out}");
    assert!(out.replace('\n', " ").contains("handhold plan change Mo --age 11-13"), "{out}");
    let (_, err, code) = run(&["plan", "add", "--age", "11-13", "--devices", "snapchat", "--apps", "grooming", "xbox"]);
    assert!(code == 1 && err.contains("Snapchat is an app: --apps snapchat"), "{err}");
    assert!(err.contains("Xbox is a device or network: --devices xbox"), "{err}");
    assert!(err.contains("Plans are made from apps and devices."), "{err}");
    // Two children that nobody can tell apart are not picked from.
    let nameless: &[&str] = &["plan", "add", "--age", "11-13", "--apps", "roblox"];
    let (_, err, code) = run_all(&[nameless, nameless]);
    assert!(code == 1 && err.contains("My child (11 to 13) already. Choose a nickname"), "{err}");
    let younger: &[&str] = &["plan", "add", "--age", "7-10", "--apps", "roblox"];
    let (_, err, code) = run_all(&[nameless, younger, &["plan", "My", "child"]]);
    assert!(code == 1 && err.contains("several children"), "{err}");
    let (_, err, code) = run_all(&[ADD_SAM, &["plan", "add", "--name", "sam", "--age", "7-10"]]);
    assert!(code == 1 && err.contains("There is a child called Sam already."), "{err}");
    let (_, _, code) = run_all(&[ADD_SAM, &["plan", "change", "Sam", "--name", "Sam"]]);
    assert_eq!(code, 0, "its own name is not another's");
}

#[test]
fn a_plan_has_json() {
    let (out, _, _) = run_all(&[ADD_SAM, &["plan", "--json"]]);
    let plans: serde_json::Value = serde_json::from_str(&out).unwrap();
    let plan = &plans[0];
    assert_eq!((plan["name"].as_str(), plan["age"].as_str()), (Some("Sam"), Some("11-13")));
    assert_eq!(plan["uses"], serde_json::json!(["roblox", "snapchat"]));
    assert_eq!(plan["too_young_for"][0]["page"], "snapchat");
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(steps.len() as u64, plan["all"].as_u64().unwrap());
    assert!(steps.iter().all(|step| step["state"] == "open" && step["new"] == false));
}

#[test]
fn a_child_is_changed_copied_and_forgotten_from_the_command_line() {
    let copy: &[&str] = &["plan", "copy", "Sam", "--name", "Alex", "--age", "14-15"];
    let (out, _, code) = run_all(&[ADD_SAM, copy]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("Plan for Alex (14 or 15)\n") && out.contains("(Roblox,") && !out.contains("own rules"),
        "{out}"
    );
    let (out, _, _) = run_all(&[ADD_SAM, copy, &["plan", "change", "Sam", "--apps", "roblox"]]);
    assert!(out.starts_with("Plan for Sam (11 to 13)\n") && !out.contains("(Snapchat,"), "{out}");
    // Nobody to ask: nothing is erased.
    let (_, err, code) = run_all(&[ADD_SAM, &["plan", "forget", "Sam"]]);
    assert!(code == 1 && err.contains("--yes"), "{err}");
    let (out, _, code) = run_all(&[ADD_SAM, copy, &["plan", "forget", "Sam", "--yes"], &["plan"]]);
    assert!(code == 0 && out.contains("Alex") && !out.contains("Sam"), "{out}");
}

#[test]
fn a_plan_that_cannot_be_made_is_explained_and_nothing_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let output = handhold(home.path(), &["plan", "add", "--apps", "snapchta,roblox", "--devices", "toaster"]);
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(err.contains("There is no page called \"snapchta\"") && err.contains("Did you mean snapchat"), "{err}");
    assert!(err.contains("There is no page called \"toaster\""), "{err}");
    assert!(!home.path().join(".local").exists());
    let (_, err, code) = run(&["plan", "add"]);
    assert!(code == 1 && err.contains("Say at least the age"), "{err}");
    let (_, err, code) = run_all(&[ADD_SAM, &["plan", "Max"]]);
    assert!(code == 1 && err.contains("There is no child called Max") && err.contains("Sam"), "{err}");
    let (_, err, code) = run(&["plan", "add", "--age", "18"]);
    assert!(code == 2 && err.contains("there are under-7, 7-10, 11-13, 14-15, 16-17"), "{err}");
}

#[test]
fn a_name_that_could_steer_the_terminal_is_shown_harmless() {
    let (out, _, _) = run(&["plan", "add", "--name", "S\u{1b}[31mam\u{202e}", "--age", "11-13"]);
    assert!(out.starts_with("Plan for S[31mam (11 to 13)\n"), "{out:?}");
}

#[test]
fn erasing_takes_what_was_kept_before_whatever_is_kept_now() {
    for keep in ["file", "memory", "off"] {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join(".local/state/handhold");
        let reset = || {
            let mut command = command(home.path());
            text(&command.env("HANDHOLD_PROGRESS", keep).args(["progress", "reset", "--yes"]).output().unwrap().stdout)
        };
        assert_eq!(reset(), "Nothing is kept here, so there was nothing to erase.\n");
        assert!(!state.exists());
        std::fs::create_dir_all(&state).unwrap();
        let record =
            "[steps.\"snapchat/ghost-mode\"]\nmark = \"done\"\nat = \"2026-11-20T10:00:00Z\"\nnote = \"asked Sam\"\n";
        std::fs::write(state.join("laptop.toml"), record).unwrap();
        std::fs::write(state.join("laptop.damaged-1"), record).unwrap();
        assert_eq!(reset(), "Erased.\n", "{keep}");
        for entry in std::fs::read_dir(&state).unwrap() {
            assert!(!std::fs::read_to_string(entry.unwrap().path()).unwrap().contains("Sam"), "{keep}");
        }
    }
}

#[test]
fn a_plan_that_is_not_kept_says_so() {
    let home = tempfile::tempdir().unwrap();
    let add = |keep: &str| {
        let mut command = command(home.path());
        command.env("HANDHOLD_PROGRESS", keep).args(["plan", "add", "--age", "11-13", "--apps", "snapchat"]);
        let output = command.output().unwrap();
        (text(&output.stderr), output.status.code().unwrap())
    };
    let (err, code) = add("memory");
    assert!(code == 0 && err.contains("This plan is not kept"), "{err}");
    assert_eq!(add("file"), (String::new(), 0));
    let (err, code) = add("off");
    assert!(code == 2 && err.contains("are switched off") && !err.contains("school"), "{err}");
    // Where there is nobody, nobody is listed.
    let (_, err, code) = run(&["plan", "Sam"]);
    assert!(code == 1 && err.starts_with("There is no child called Sam, and no other plan. "), "{err}");
}

#[test]
fn a_page_that_cannot_be_written_is_named() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("file"), "").unwrap();
    let dir = home.path().join("file/content");
    let output = handhold(home.path(), &["new", "topic", "own", "--dir", dir.to_str().unwrap()]);
    let err = text(&output.stderr);
    assert!(err.contains(dir.join("topics/own.toml").to_str().unwrap()) && err.contains("cannot be written"), "{err}");
}

#[test]
fn a_mistake_in_the_settings_is_said_in_plain_words() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/handhold");
    std::fs::create_dir_all(&config).unwrap();
    for (line, said) in [
        ("idle_minutes = \"x\"", "expected a whole number from 0 to 65535."),
        ("mouse = 1", "expected true or false."),
        ("hidden = \"kik\"", "expected a list."),
        ("region = 1", "expected a text in quotation marks."),
    ] {
        std::fs::write(config.join("settings.toml"), line).unwrap();
        let err = text(&handhold(home.path(), &["list", "region"]).stderr);
        assert!(err.trim_end().ends_with(said), "{line}: {err}");
    }
    // An empty region is none.
    let (out, err, code) = run(&["help-now", "--region", ""]);
    assert!(code == 0 && err.is_empty() && out.contains("999"), "{err}");
}
