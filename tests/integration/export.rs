//! Hand-outs: what is in them, that no text of a page can be more than text, and where they may be written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use handhold::content::doc::Context;
use handhold::content::library::{GLOSSARY, Library, Listed};
use handhold::content::page::Page;
use handhold::export::Output;
use handhold::export::handout::{HandOut, Wish};

use super::app::fixtures;
use super::cli::command;
#[cfg(unix)]
use super::kiosk::policy;

fn write_on(library: &Library, id: &str, wish: Wish<'_>, output: Output, today: &str) -> String {
    let name_of = |id: &str| library.name(id).map(str::to_owned);
    let page = library.page(id).unwrap().unwrap();
    let text = HandOut::new(&page, wish, &Context { today: today.parse().unwrap(), name_of: &name_of, device: None });
    text.write(output).replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn write(library: &Library, id: &str, wish: Wish<'_>, output: Output) -> String {
    write_on(library, id, wish, output, "2026-11-25")
}

fn uk(library: &Library) -> std::rc::Rc<Page> {
    library.page("uk").unwrap().unwrap()
}

#[test]
fn hand_outs_look_like_this() {
    let library = Library::only(&fixtures());
    let region = uk(&library);
    for (name, output) in [("html", Output::Html), ("markdown", Output::Markdown), ("text", Output::Text)] {
        for (id, checklist) in [("chatter", false), ("chatter", true), ("counts", false), ("nz", false)] {
            let wish = Wish {
                checklist,
                region: Some(&region),
                school: Some("Hill School · Ms Lee, safeguarding lead · 01234 567890".to_owned()),
                beside: ["strangers".to_owned()].into(),
            };
            let what = if checklist { "-checklist" } else { "" };
            insta::assert_snapshot!(format!("{name}-{id}{what}"), write(&library, id, wish, output));
        }
    }
}

#[test]
fn the_numbers_of_services_that_are_spoken_of_stand_on_the_paper() {
    let library = Library::built_in();
    let region = uk(&library);
    for output in [Output::Html, Output::Markdown, Output::Text] {
        let wish = Wish { region: Some(&region), ..Wish::default() };
        // No row ends inside a number.
        let out = write(&library, "harmful-sexual-behaviour", wish, output).replace('\u{a0}', " ");
        let (_, numbers) = out.split_once("Whom this page speaks of").unwrap();
        let (numbers, _) = numbers.split_once("Sources").unwrap();
        assert!(numbers.contains("0808 1000 900") && numbers.contains("Stop It Now"), "{numbers}");
        // Only those.
        assert!(!numbers.contains("Childline"), "{numbers}");
        // The country's own page has them all.
        let wish = Wish { region: Some(&region), ..Wish::default() };
        assert!(!write(&library, "uk", wish, output).contains("Whom this page speaks of"));
    }
}

#[test]
fn every_page_can_be_written_whole_and_well_formed() {
    let library = Library::built_in();
    for id in library.pages().iter().map(Listed::id).chain([GLOSSARY]) {
        let region = uk(&library);
        let wish = || Wish { region: Some(&region), ..Wish::default() };
        let html = write(&library, id, wish(), Output::Html);
        assert_harmless(&html);
        let markdown = write(&library, id, wish(), Output::Markdown);
        let text = write(&library, id, wish(), Output::Text);
        let page = library.page(id).unwrap().unwrap();
        for source in page.sources() {
            let url = source.url.clone().unwrap_or_default();
            // A row of text is at most 76 wide: a long address is broken there.
            let start: String = url.chars().take(40).collect();
            assert!(html.contains(&url.replace('&', "&amp;").replace('\'', "&#39;")), "{id}: {url}");
            assert!(text.contains(&start), "{id}: {url}");
            let start: String = start.chars().take_while(|c| !"()".contains(*c)).collect();
            assert!(markdown.contains(&start), "{id}: {url}");
        }
        for out in [&html, &markdown, &text] {
            for words in ["25 November 2026", "VERSION", "creativecommons.org", &page.head().reviewed.in_words()] {
                assert!(out.contains(words), "{id}: {words}");
            }
        }
        assert_eq!(html.matches("class=\"box\"").count(), page.steps().len(), "{id}");
        assert_eq!(markdown.matches("### ☐ ").count(), page.steps().len(), "{id}");
        assert_eq!(
            text.lines().filter(|line| line.trim_start().starts_with("[ ] ")).count(),
            page.steps().len(),
            "{id}"
        );
    }
}

#[test]
fn a_page_that_is_due_says_so() {
    let library = Library::only(&fixtures());
    let at = |today| write_on(&library, "chatter", Wish::default(), Output::Text, today);
    assert!(!at("2027-01-31").contains("due for a check on"));
    assert!(at("2027-02-01").contains("This page was due for a check on 1 February 2027."), "{}", at("2027-02-01"));
}

/// The tags and attributes that hand-outs have. Nothing else may ever stand in one, whatever the texts are.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "body",
    "em",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "style",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] =
    &["charset", "class", "content", "href", "http-equiv", "id", "lang", "name", "scope", "value"];

/// Every tag is one of ours, each is closed in order, and every address is one of the web or of this page.
fn assert_harmless(html: &str) {
    assert!(!html.contains(|c: char| c.is_control() && c != '\n'));
    let body = html.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut here = Vec::new();
    let mut pieces = body.split('<');
    assert_eq!(pieces.next(), Some(""));
    for piece in pieces {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("a tag without an end: {piece}"));
        assert!(!text.contains('>'), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
            continue;
        }
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(TAGS.contains(&name), "the tag {name}");
        if name != "meta" {
            open.push(name);
        }
        while !rest.is_empty() {
            let (attribute, more) = rest.split_once("=\"").unwrap_or_else(|| panic!("{tag}"));
            let (value, more) = more.split_once('"').unwrap_or_else(|| panic!("{tag}"));
            assert!(ATTRIBUTES.contains(&attribute), "the attribute {attribute} of {tag}");
            match attribute {
                "href" if value.starts_with('#') => here.push(value[1..].to_owned()),
                "href" => {
                    let web = ["https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start));
                    assert!(web || value.ends_with(".html") && !value.contains([':', '/']), "{value}");
                }
                "id" => assert!(ids.insert(value.to_owned()), "the id {value} is there twice"),
                _ => {}
            }
            rest = more.trim_start();
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    for place in here {
        assert!(ids.contains(&place), "there is no {place} on the page");
    }
}

#[test]
fn no_text_of_a_page_is_more_than_text() {
    let evil = r#"</title></style><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;--> ]]> \u001b[31m\u202e\u0000 | * _ `"#;
    let folder = tempfile::tempdir().unwrap();
    let original = fs::read_to_string(fixtures().join("en/platforms/chatter.toml")).unwrap();
    let quoted = evil.replace('"', "\\\"").replace("\\u0000", "\\u0001");
    let toml = original
        .replace("name = \"Chatter\"", &format!("name = \"Chatter {quoted}\""))
        .replace("\"Chatter Ltd\"", &format!("\"{quoted}\""))
        .replace("Make the account private\"", &format!("{quoted}\""))
        .replace("Pick a calm moment.", &quoted)
        .replace("Who writes to you there?", &quoted)
        .replace("Messages vanish, so", &format!("{quoted} so"))
        .replace("text = \"It is planned,", &format!("text = \"{quoted} [go](javascript:alert(1)) [data](data:text/html,x) [ok](https://a.example/?a=1&b=<x>\\\"'[0])"))
        .replace("id = \"vanish\"", "id = \"source-1\"")
        .replace("title = \"Help pages\"", &format!("title = \"{quoted}\""))
        .replace("https://chatter.example/help", "javascript:alert(document)");
    fs::create_dir(folder.path().join("platforms")).unwrap();
    fs::write(folder.path().join("platforms/chatter.toml"), toml).unwrap();
    let counts = fs::read_to_string(fixtures().join("en/evidence/counts.toml")).unwrap();
    let counts =
        counts.replace("\"Mentions\"", &format!("\"{quoted}\"")).replace("\"not given\"", &format!("\"a|b {quoted}\""));
    fs::create_dir(folder.path().join("evidence")).unwrap();
    fs::write(folder.path().join("evidence/counts.toml"), counts).unwrap();
    let library = Library::only(folder.path());
    assert_eq!(library.problems(), []);
    let school = || Some(format!("Hill {evil} \u{1b}[31m"));
    for id in ["chatter", "counts"] {
        let html = write(&library, id, Wish { school: school(), ..Wish::default() }, Output::Html);
        assert_harmless(&html);
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        // What is not an address of the web is words.
        for words in ["href=\"javascript", "href=\"data"] {
            assert!(!html.contains(words), "{words}");
        }
        for output in [Output::Markdown, Output::Text] {
            let text = write(&library, id, Wish { school: school(), ..Wish::default() }, output);
            assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
        }
        let markdown = write(&library, id, Wish { school: school(), ..Wish::default() }, Output::Markdown);
        for (at, _) in markdown.match_indices('<') {
            let web = markdown[at..].starts_with("<http");
            assert!(web || markdown[..at].ends_with('\\'), "{}", &markdown[at.saturating_sub(20)..at + 20]);
        }
        assert!(!markdown.contains("](javascript") && !markdown.contains("](data"));
        // A table has as many columns in each of its rows, whatever is in them.
        for table in markdown.split("\n\n").filter(|block| block.starts_with("| ")) {
            let bars = |row: &str| row.replace("\\|", "").matches('|').count();
            let first = bars(table.lines().next().unwrap());
            assert!(table.lines().all(|row| bars(row) == first), "{table}");
        }
    }
    assert!(write(&library, "counts", Wish::default(), Output::Markdown).contains("| --- |"));
}

/// Runs `export` in a folder of its own; gives it with standard output, standard error and the exit code.
fn export(env: &[(&str, &str)], args: &[&str]) -> (tempfile::TempDir, String, String, i32) {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("here")).unwrap();
    let (out, err, code) = export_in(home.path(), env, args);
    (home, out, err, code)
}

fn export_in(home: &Path, env: &[(&str, &str)], args: &[&str]) -> (String, String, i32) {
    let mut command = command(home);
    command.current_dir(home.join("here")).envs(env.iter().copied()).arg("export").args(args);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The names of what is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn files_are_written_where_one_is_or_where_one_says() {
    let (home, out, err, code) = export(&[], &["location", "Snapchat", "location"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let here = home.path().join("here");
    assert_eq!(names(&here), ["location.html", "snapchat.html"]);
    assert_eq!(out.lines().count(), 2);
    let html = fs::read_to_string(here.join("location.html")).unwrap();
    assert!(html.contains("In danger now? Call 999 (United Kingdom).") && html.contains("href=\"snapchat.html\""));
    // A page that is not beside it is named, and is no link.
    assert!(html.contains("Instagram") && !html.contains("href=\"instagram"));
    fs::create_dir(home.path().join("there")).unwrap();
    let (_, err, code) = export_in(
        home.path(),
        &[],
        &["snapchat", "--format", "text", "--to", "../there", "--region", "nz", "--checklist"],
    );
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(names(&home.path().join("there")), ["snapchat.txt"]);
    let text = fs::read_to_string(home.path().join("there/snapchat.txt")).unwrap();
    assert!(text.starts_with("In danger now? Call 111 (") && text.contains("[ ] Turn on Ghost Mode"), "{text}");
    assert!(!text.contains("True or not?"));
}

#[cfg(unix)]
#[test]
fn a_file_is_as_open_as_the_users_others() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("here")).unwrap();
    let shell = "cd here && umask 027 && \"$HANDHOLD\" export uk && touch other";
    let status = std::process::Command::new("sh")
        .args(["-c", shell])
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", "/usr/bin:/bin")
        .env("HANDHOLD", env!("CARGO_BIN_EXE_handhold"))
        .current_dir(home.path())
        .status();
    assert!(status.unwrap().success());
    let mode = |name: &str| fs::metadata(home.path().join("here").join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("uk.html"), mode("other")), (0o640, 0o640));
}

#[test]
fn nothing_is_written_over_and_nothing_half() {
    let home = tempfile::tempdir().unwrap();
    let here = home.path().join("here");
    fs::create_dir(&here).unwrap();
    fs::write(here.join("uk.html"), "mine").unwrap();
    let (out, err, code) = export_in(home.path(), &[], &["snapchat", "uk"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("uk.html is there already. Nothing was written."), "{err}");
    assert_eq!(names(&here), ["uk.html"]);
    assert_eq!(fs::read_to_string(here.join("uk.html")).unwrap(), "mine");
    assert_eq!(export_in(home.path(), &[], &["snapchat", "uk", "--force"]).2, 0);
    assert_eq!(names(&here), ["snapchat.html", "uk.html"]);
    assert!(fs::read_to_string(here.join("uk.html")).unwrap().ends_with("</html>\n"));
    // Something else is in the way.
    fs::create_dir(here.join("nz.html")).unwrap();
    let (_, err, code) = export_in(home.path(), &[], &["nz", "--force"]);
    assert!(code == 2 && err.contains("nz.html cannot be written"), "{code} {err}");
    assert_eq!(names(&here), ["nz.html", "snapchat.html", "uk.html"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_which_nothing_can_be_written_is_told_with_the_file_that_was_meant() {
    let (_home, _, err, code) = export(&[], &["uk", "--to", "/proc"]);
    assert_eq!(code, 2);
    assert_eq!(err, "handhold: /proc/uk.html cannot be written: No such file or directory (os error 2)\n");
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_written() {
    for (args, code, why) in [
        (&["snpachat", "uk"][..], 1, "Did you mean snapchat?"),
        (&["uk", "--to", "nowhere"], 2, "there is no folder nowhere"),
        (&["uk", "--checklist"], 1, "has no checklist"),
        (&[], 2, "<PAGE>"),
        (&["uk", "--all"], 2, "cannot be used with"),
    ] {
        let (home, out, err, got) = export(&[], args);
        assert_eq!((got, out.as_str()), (code, ""), "{args:?}");
        assert!(err.contains(why), "{err}");
        assert_eq!(names(&home.path().join("here")), Vec::<String>::new(), "{args:?}");
    }
}

#[test]
fn all_pages_can_be_written_at_once() {
    let library = Library::built_in();
    let (home, out, _, code) = export(&[], &["--all", "--format", "markdown"]);
    assert_eq!((code, out.lines().count()), (0, library.pages().len() + 1));
    assert_eq!(names(&home.path().join("here")).len(), library.pages().len() + 1);
    let (home, _, _, _) = export(&[], &["--all", "--checklist"]);
    let steps = library.pages().iter().filter(|page| page.entry.steps().next().is_some()).count();
    assert_eq!(names(&home.path().join("here")).len(), steps);
}

#[cfg(unix)]
#[test]
fn the_school_says_whether_and_where() {
    let home = tempfile::tempdir().unwrap();
    for folder in ["here", "out", "other"] {
        fs::create_dir(home.path().join(folder)).unwrap();
    }
    let out = home.path().join("out");
    let under = |text: &str, args: &[&str]| {
        let path: PathBuf = policy(home.path(), text);
        export_in(home.path(), &[("HANDHOLD_POLICY", path.to_str().unwrap())], args)
    };
    let all = || [names(&home.path().join("here")), names(&out), names(&home.path().join("other"))].concat();
    for (text, args, why) in [
        ("[locked]\nexports = false\n", &["uk"][..], "That is set by your school."),
        ("[recommended]\nexports = false\n", &["uk"], "switched off"),
        ("[locked]\nkiosk = true\nexports = true\n", &["uk"], "A kiosk reads, writes and erases no files"),
        ("[locked\n", &["uk"], "A kiosk reads, writes and erases no files"),
        (&format!("[locked]\nexports_to = {out:?}\n"), &["uk", "--to", "../other"], "Hand-outs go to"),
        (&format!("[locked]\nexports_to = {out:?}\n"), &["uk", "--to", "."], "Hand-outs go to"),
        ("[locked]\nhidden = [\"uk\"]\n", &["uk"], "There is no page called"),
    ] {
        let (stdout, err, code) = under(text, args);
        assert_eq!((code, stdout.as_str()), (1, ""), "{text}");
        assert!(err.contains(why), "{text}: {err}");
        assert_eq!(all(), Vec::<String>::new(), "{text}");
    }
    let (_, err, code) = export_in(home.path(), &[], &["uk", "--kiosk"]);
    assert!(code == 1 && err.contains("A kiosk reads, writes and erases no files"), "{err}");
    let locked =
        format!("[locked]\nexports_to = {out:?}\n[school]\nname = \"Hill School\"\nphone = \"01234 567890\"\n");
    assert_eq!(under(&locked, &["uk"]).2, 0);
    // The same folder by another name is the same folder.
    assert_eq!(under(&locked, &["nz", "--to", "../here/../out"]).2, 0);
    assert_eq!(all(), ["nz.html", "uk.html"]);
    assert_eq!(names(&out), ["nz.html", "uk.html"]);
    let html = fs::read_to_string(out.join("uk.html")).unwrap();
    assert!(html.contains("<p class=\"school\">Hill School · 01234 567890</p>"), "{html}");
    // Where --to cannot help, it is not spoken of.
    fs::rename(&out, home.path().join("away")).unwrap();
    let (_, err, code) = under(&locked, &["us"]);
    assert!(code == 2 && err.contains("that your school has set") && !err.contains("--to"), "{err}");
    fs::rename(home.path().join("away"), &out).unwrap();
    // What is only recommended can be changed.
    let recommended = format!("[recommended]\nexports_to = {out:?}\n");
    assert_eq!(under(&recommended, &["us"]).2, 0);
    assert_eq!(under(&recommended, &["us", "--to", "../other"]).2, 0);
    assert_eq!((names(&out).len(), names(&home.path().join("other"))), (3, vec!["us.html".to_owned()]));
}

#[test]
fn nothing_that_was_ticked_is_in_a_hand_out() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("here")).unwrap();
    let (before, ..) = (export_in(home.path(), &[], &["snapchat", "--format", "text"]),);
    assert_eq!(before.2, 0);
    let file = home.path().join("here/snapchat.txt");
    let fresh = fs::read_to_string(&file).unwrap();
    let state = home.path().join(".local/state/handhold");
    fs::create_dir_all(&state).unwrap();
    let record =
        "[steps.\"snapchat/ghost-mode\"]\nmark = \"done\"\nat = \"2026-11-20T10:00:00Z\"\nnote = \"asked Sam\"\n";
    fs::write(state.join("other.toml"), record).unwrap();
    assert_eq!(export_in(home.path(), &[], &["snapchat", "--format", "text", "--force"]).2, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), fresh);
}
