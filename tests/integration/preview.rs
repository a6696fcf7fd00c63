//! `handhold preview`: the real binary on a pseudo-terminal while files change under it, in the ways editors save.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::app::fixtures;
use super::cli::command;
use super::pty::{Session, Setup};

/// A content folder to edit, with the made-up app of the fixtures.
struct Desk {
    home: tempfile::TempDir,
    content: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let content = tempfile::tempdir().unwrap();
        for folder in ["platforms", "topics", "devices"] {
            fs::create_dir_all(content.path().join("en").join(folder)).unwrap();
            for entry in fs::read_dir(fixtures().join("en").join(folder)).unwrap() {
                let from = entry.unwrap().path();
                fs::copy(&from, content.path().join("en").join(folder).join(from.file_name().unwrap())).unwrap();
            }
        }
        Desk { home: tempfile::tempdir().unwrap(), content }
    }

    fn path(&self) -> PathBuf {
        self.content.path().join("en/platforms/chatter.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    /// Previews a path of the folder, in a window.
    fn preview(&self, path: &Path, size: (u16, u16)) -> Session {
        let setup = Setup::new(self.home.path()).args(&["preview", path.to_str().unwrap()]);
        Setup { size, ..setup }.start()
    }

    /// Previews the page.
    fn page(&self) -> Session {
        let session = self.preview(&self.path(), (80, 30));
        session.wait_for("Chatter is a made-up app");
        session
    }
}

/// Saves as vim, Emacs, VS Code and many more can: a new file, put in the place of the old.
fn replace(path: &Path, text: &str) {
    let mut new = tempfile::NamedTempFile::new_in(path.parent().unwrap()).unwrap();
    new.write_all(text.as_bytes()).unwrap();
    new.persist(path).unwrap();
}

/// Saves as nano does: the same file, emptied and written.
fn overwrite(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// Saves as vim does with `backupcopy=no`: the old file is moved away, and a new one written.
fn move_away_and_write(path: &Path, text: &str) {
    let backup = path.with_extension("toml~");
    fs::rename(path, &backup).unwrap();
    fs::write(path, text).unwrap();
    fs::remove_file(backup).unwrap();
}

#[test]
fn a_save_is_shown_at_once_however_the_editor_saves() {
    for (name, save) in [
        ("replace", replace as fn(&Path, &str)),
        ("overwrite", overwrite),
        ("move away and write", move_away_and_write),
    ] {
        let desk = Desk::new();
        let session = desk.page();
        // The same length, so that only the time or the file tells; several times, since the first may be luck.
        for word in ["AAAA", "BBBB", "CCCC"] {
            save(&desk.path(), &desk.text().replace("People send each other", &format!("{word}le send each other")));
            session.wait(name, |screen| screen.contains(&format!("{word}le send each other")));
            save(&desk.path(), &desk.text().replace(&format!("{word}le send each other"), "People send each other"));
            session.wait(name, |screen| screen.contains("People send each other"));
        }
    }
}

#[test]
fn a_save_keeps_the_page_and_the_place() {
    let desk = Desk::new();
    let mut session = desk.preview(&desk.path(), (80, 14));
    session.wait_for("Chatter is a made-up app");
    // To the second part, which has to stay at the top while what is above it grows.
    for part in ["What it is", "Checklist"] {
        session.send("\x1b[C");
        session.wait(part, |screen| screen.lines().nth(1).is_some_and(|line| line.contains(part)));
    }
    let longer = "People send each other *short* messages.[^help]\n\nA paragraph more, above what is read.[^help]\n";
    let text = desk.text().replace("People send each other *short* messages.[^help]", longer);
    replace(&desk.path(), &text.replace("Turn on two-step", "Switch on two-step"));
    session.wait_for("Switch on two-step");
    assert!(session.screen().lines().nth(1).unwrap().contains("Checklist"), "{}", session.screen());
    // Up again stands what is new.
    session.send("\x1b[D");
    session.wait_for("A paragraph more, above what is read.");
}

#[test]
fn cards_myths_and_checklists_follow_too() {
    let desk = Desk::new();
    let mut session = desk.page();
    // The second step of the checklist is open.
    session.send("l");
    session.wait_for("Make the account private");
    session.send("j\r");
    session.wait_for("Pick a calm moment");
    replace(&desk.path(), &desk.text().replace("Pick a calm moment", "Pick a quiet moment"));
    session.wait_for("Pick a quiet moment");
    session.send("\x1b");
    session.wait_for("Chatter is a made-up app");
    for (key, was, now) in
        [("t", "TALK", "Another thought"), ("m", "MYTH", "Another claim"), ("s", "SOURCE", "Another title")]
    {
        let text = desk.text();
        let was = match was {
            "TALK" => first(&text, "[[talk]]", "say = [\""),
            "MYTH" => first(&text, "[[myth]]", "claim = \""),
            _ => first(&text, "[[source]]", "title = \""),
        };
        session.send(key);
        session.wait_for(&was);
        replace(&desk.path(), &text.replace(&was, now));
        session.wait_for(now);
        session.send("\x1b");
        session.wait_for("Chatter is a made-up app");
    }
}

#[test]
fn an_address_follows_too() {
    let desk = Desk::new();
    let mut session = desk.page();
    // One address, large.
    session.send("s");
    session.wait_for("Chatter · Sources");
    session.send("\t");
    session.wait_for("y copy");
    session.send("c");
    session.wait_for("Scan the code");
    session.wait_for("https://chatter.example/help");
    let was = desk.text();
    replace(&desk.path(), &was.replace("https://chatter.example/help", "https://chatter.example/new"));
    session.wait("the new address", |screen| {
        screen.contains("https://chatter.example/new") && screen.contains("Scan the code")
    });
    // Taken away, with its source: what was below it is there again.
    let (before, rest) = was.split_once("[[source]]").unwrap();
    let after = rest.split_once("[[source]]").unwrap().1;
    replace(&desk.path(), &format!("{before}[[source]]{after}"));
    session.wait("the sources", |screen| screen.contains("Sources") && !screen.contains("Scan the code"));
    // All of them.
    session.send("\x1b");
    session.wait_for("Chatter is a made-up app");
    session.send("c");
    session.wait_for("Addresses and numbers");
    assert!(!session.screen().contains("https://chatter.example/help"), "{}", session.screen());
    replace(&desk.path(), &was);
    session.wait_for("https://chatter.example/help");
}

/// The beginning of the first text after a key, as long as one line of the screen has it.
fn first(text: &str, table: &str, key: &str) -> String {
    let after = text.split(table).nth(1).unwrap().split(key).nth(1).unwrap();
    let words = after.split('"').next().unwrap();
    words.split_inclusive(' ').take(4).collect::<String>().trim_end().to_owned()
}

#[test]
fn a_broken_file_keeps_its_last_good_page_and_says_where() {
    let desk = Desk::new();
    let session = desk.page();
    let good = desk.text();
    assert!(!session.screen().contains("cannot be shown yet"));
    // Two mistakes in the syntax and one that syntax hides; the page is that of before.
    let broken = good
        .replace("name = \"Chatter\"", "name = \"Chatter")
        .replace("minimum_age = 13", "minimum_age = = 13")
        .replace("People send", "Nobody sends");
    replace(&desk.path(), &broken);
    session.wait_for("What you saved cannot be shown yet.");
    session.wait("both places", |screen| screen.contains("chatter.toml:2:") && screen.contains("chatter.toml:9:"));
    let screen = session.screen();
    assert!(screen.contains("People send each other") && !screen.contains("Nobody sends"), "{screen}");
    // What keeps the page from being shown stands before all else.
    assert!(screen.find("chatter.toml:2:") < screen.find("original publisher"), "{screen}");
    // A wrong value is told in the same way.
    replace(&desk.path(), &good.replace("status = \"open\"", "status = \"opne\""));
    session.wait_for("`opne` is not allowed here");
    session.wait_for("What you saved cannot be shown yet.");
    // Mended, the page is the new one and the panel is gone.
    replace(&desk.path(), &good.replace("People send", "Children send"));
    session.wait("the mended page", |screen| {
        screen.contains("Children send each other")
            && !screen.contains("cannot be shown yet")
            && !screen.contains("opne")
    });
}

#[test]
fn a_file_that_is_written_bit_by_bit_is_right_in_the_end() {
    let desk = Desk::new();
    let session = desk.page();
    let text = desk.text().replace("People send", "Children send");
    let half = text.find("send each other").unwrap();
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(desk.path()).unwrap();
    file.write_all(&text.as_bytes()[..half]).unwrap();
    file.flush().unwrap();
    // The file stops in the middle of a text: the last good page stays.
    session.wait_for("What you saved cannot be shown yet.");
    session.wait_for("People send each other");
    file.write_all(&text.as_bytes()[half..]).unwrap();
    session.wait("all of it", |screen| {
        screen.contains("Children send each other") && !screen.contains("cannot be shown yet")
    });
}

#[test]
fn a_file_that_is_gone_keeps_its_page_and_comes_back() {
    let desk = Desk::new();
    let session = desk.page();
    let text = desk.text();
    fs::remove_file(desk.path()).unwrap();
    session.wait_for("chatter.toml is not there.");
    assert!(session.screen().contains("People send each other"), "{}", session.screen());
    fs::write(desk.path(), text.replace("People send", "Children send")).unwrap();
    session.wait("the page again", |screen| {
        screen.contains("Children send each other") && !screen.contains("is not there")
    });
}

#[test]
fn a_page_that_was_broken_from_the_start_is_shown_when_it_is_mended() {
    let desk = Desk::new();
    let text = desk.text();
    fs::write(desk.path(), text.replace("name = \"Chatter\"", "name = Chatter")).unwrap();
    let session = desk.preview(&desk.path(), (80, 24));
    session.wait_for("There is no page called chatter.");
    session.wait_for("chatter.toml:2:");
    replace(&desk.path(), &text);
    session.wait_for("Chatter is a made-up app");
}

#[test]
fn a_new_file_in_a_folder_is_listed_and_one_taken_away_is_not() {
    let desk = Desk::new();
    let mut session = desk.preview(desk.content.path(), (80, 30));
    session.wait_for("Something has happened");
    session.send("jj\r");
    session.wait_for("Adult dating apps");
    session.send("f0");
    session.wait_for("Show only: 0");
    let new = desk.content.path().join("en/platforms/zz-new.toml");
    let text = desk
        .text()
        .replace("id = \"chatter\"", "id = \"zz-new\"")
        .replace("name = \"Chatter\"", "name = \"0 New app\"");
    fs::write(&new, text).unwrap();
    session.wait_for("0 New app");
    fs::remove_file(&new).unwrap();
    session.wait("it is gone", |screen| !screen.contains("0 New app"));
}

#[test]
fn a_new_page_is_counted_not_scolded() {
    let desk = Desk::new();
    let dir = desk.content.path().to_str().unwrap();
    let output = command(desk.home.path()).args(["new", "platform", "my-app", "--dir", dir]).output().unwrap();
    assert!(output.status.success());
    let session = desk.preview(&desk.content.path().join("en/platforms/my-app.toml"), (80, 24));
    session.wait_for("parts are still to be written (TODO)");
    assert!(!session.screen().contains("more problem"), "{}", session.screen());
}

#[test]
fn paths_of_every_form_are_found() {
    let desk = Desk::new();
    let platforms = desk.content.path().join("en/platforms");
    for (folder, path) in [
        (platforms.clone(), "chatter.toml"),
        (platforms.clone(), "../platforms/chatter.toml"),
        (desk.content.path().join("en"), "platforms/chatter.toml"),
        (desk.content.path().to_owned(), "./en/platforms/chatter.toml"),
    ] {
        let shell = format!("cd '{}' && exec $HANDHOLD preview {path}", folder.display());
        let session = Setup { shell: Some(shell), size: (80, 30), ..Setup::new(desk.home.path()) }.start();
        session.wait_for("Chatter is a made-up app");
        replace(&desk.path(), &desk.text().replace("People send", "Children send"));
        session.wait_for("Children send each other");
        replace(&desk.path(), &desk.text().replace("Children send", "People send"));
        session.wait_for("People send each other");
    }
    for (path, why) in [("nowhere.toml", "is not there"), ("/etc/hostname", "stands in no folder")] {
        let session = desk.preview(Path::new(path), (80, 24));
        session.wait_for(why);
    }
}
