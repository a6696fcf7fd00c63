//! A school's own folder of pages on a share that is slow, hung, away, full of rubbish, or written to while it is
//! read: the screens are there at once and answer every key, and what is missing is said.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use handhold::content::folder::{Folder, MOST_BYTES, MOST_PAGES, MOST_PROBLEMS};
use handhold::content::library::Library;
use handhold::content::page::Kind;
use handhold::content::source::MOST_NAMES;
use handhold::tui::kiosk::House;

use super::app::{self, fixtures};
use super::cli::command;
use super::pty::{Session, Setup};

/// The made-up app under another name.
fn own_page(id: &str) -> String {
    let text = fs::read_to_string(fixtures().join("en/platforms/chatter.toml")).unwrap();
    text.replace("id = \"chatter\"", &format!("id = \"{id}\""))
        .replace("name = \"Chatter\"", &format!("name = \"0 {id}\""))
}

/// How many apps the first screen tells of: the built-in ones and some more.
fn apps(more: usize) -> String {
    format!("{} apps", Library::built_in().of_kind(Kind::Platform).count() + more)
}

/// A folder with one page of its own.
fn share() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("platforms")).unwrap();
    fs::write(folder.path().join("platforms/own.toml"), own_page("own")).unwrap();
    folder
}

/// A file that hangs whoever opens it, as one on a share does whose server has gone. It is done with a lease of the
/// kernel, which the opening waits for: perl, which every Debian has, takes it. It ends with this value.
#[cfg(target_os = "linux")]
pub struct Hung(Child);

#[cfg(target_os = "linux")]
impl Hung {
    pub fn new(file: &Path) -> Hung {
        const TAKE: &str = "$SIG{IO} = 'IGNORE'; $| = 1; open(F, '+<', $ARGV[0]) or die; \
                            fcntl(F, 1024, 1) or die \"no lease: $!\"; print \"taken\\n\"; sleep 1 while getppid() > 1";
        let mut perl = Command::new("perl").args(["-e", TAKE]).arg(file).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(perl.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "taken\n");
        Hung(perl)
    }
}

#[cfg(target_os = "linux")]
impl Drop for Hung {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_hung_share_holds_up_no_frame_and_no_key_and_its_pages_come_when_it_answers() {
    let (home, share) = (tempfile::tempdir().unwrap(), share());
    Session::start(home.path());
    let hung = Hung::new(&share.path().join("platforms/own.toml"));
    let setup = Setup::new(home.path()).args(&["--content", share.path().to_str().unwrap()]);
    let mut session = setup.start();
    session.wait_for(&apps(0));
    session.send("jj\r");
    session.wait_for("Adult dating apps");
    session.send("h!");
    session.wait_for("In danger now? Call 999");
    session.send("h");
    // After a while it is said, quietly.
    session.wait_for("1 thing to know");
    session.send("G\r");
    session.wait_for("have not come yet");
    session.send("h");
    session.wait_for(&apps(0));
    // While it is waited for, nothing else happens.
    assert!(session.is_quiet_for(Duration::from_millis(200)));
    let before = session.wake_ups();
    assert!(session.is_quiet_for(Duration::from_secs(1)));
    assert_eq!(session.wake_ups(), before);
    drop(hung);
    session.wait("the page of the folder", |screen| screen.contains(&apps(1)) && !screen.contains("thing to know"));
    session.send("gjj\r");
    session.wait_for("0 own");
    session.send("q");
    assert!(session.wait_end().success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_hung_share_does_not_hold_up_the_end() {
    let (home, share) = (tempfile::tempdir().unwrap(), share());
    let _hung = Hung::new(&share.path().join("platforms/own.toml"));
    for end in ["q", "x", "terminate"] {
        let setup = Setup::new(home.path()).args(&["--content", share.path().to_str().unwrap()]);
        let mut session = Session::welcomed(setup);
        match end {
            "terminate" => session.signal(rustix::process::Signal::TERM),
            key => session.send(key),
        }
        // The kernel gives the file up after 45 seconds: an end that waits for it is seen.
        let start = Instant::now();
        session.wait_end();
        assert!(start.elapsed() < Duration::from_secs(20), "{end}");
        assert!(!session.on_alternate_screen());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn commands_wait_for_a_hung_share_but_not_for_ever() {
    let (home, share) = (tempfile::tempdir().unwrap(), share());
    let _hung = Hung::new(&share.path().join("platforms/own.toml"));
    let output = command(home.path()).args(["list", "--content"]).arg(share.path()).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(0));
    assert!(out.contains("snapchat") && !out.contains("0 own"), "{out}");
    assert!(err.contains("did not come within 5 seconds"), "{err}");
}

#[test]
fn pages_that_come_late_are_shown_where_one_is() {
    let share = share();
    let setup = || app::Setup { library: Library::built_in(), ..app::Setup::new(80, 24) };
    for (keys, row) in [("", "An app or game"), ("<apps>jj", "BeReal"), ("<apps>fsnap<enter><esc>", "Snapchat")] {
        let mut running = setup().run(keys);
        running.app.await_pages();
        running.keys("");
        let focused = running.cursor_row();
        running.app.replace_library(Library::open(Some(share.path())));
        running.keys("");
        if keys.is_empty() {
            assert!(running.shows(&apps(1)), "{}", running.text());
        } else {
            assert_eq!(running.cursor_row(), focused, "{keys}: {row}");
        }
    }
    let mut running = setup().run("<apps>");
    assert!(!running.shows("0 own"));
    running.app.replace_library(Library::open(Some(share.path())));
    running.keys("");
    assert!(running.shows("0 own"), "{}", running.text());
}

#[test]
fn pages_that_are_hidden_stay_hidden_when_the_folder_has_come() {
    let (home, share) = (tempfile::tempdir().unwrap(), share());
    fs::write(share.path().join("platforms/snapchat.toml"), own_page("snapchat")).unwrap();
    fs::write(share.path().join("platforms/third.toml"), own_page("third")).unwrap();
    let policy = home.path().join("policy/policy.toml");
    fs::create_dir(policy.parent().unwrap()).unwrap();
    let text = format!("[locked]\nkiosk = true\nhidden = [\"snapchat\", \"own\"]\ncontent = {:?}\n", share.path());
    fs::write(&policy, text).unwrap();
    for path in [policy.parent().unwrap(), &policy] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut session = Setup::new(home.path()).env("HANDHOLD_POLICY", policy.to_str().unwrap()).start();
    session.wait_for("Something has happened");
    session.send("jj\r");
    session.wait_for("0 third");
    assert!(!session.screen().contains("0 own"), "{}", session.screen());
    session.send("fsnap");
    session.wait_for("Show only: snap");
    assert!(!session.screen().contains("Snapchat") && !session.screen().contains("0 snapchat"));
}

#[test]
fn a_folder_that_is_away_or_empty_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "no folder").unwrap();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    for (path, why) in [(folder.path().join("away"), "can not be read"), (file, "can not be read"), (empty, "no pages")]
    {
        let library = Library::open(Some(&path));
        assert_eq!(library.pages().len(), Library::built_in().pages().len());
        assert!(library.problems()[0].to_string().contains(why), "{:?}", library.problems());
        let home = tempfile::tempdir().unwrap();
        let output = command(home.path()).args(["list", "region", "--content"]).arg(&path).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("1 thing in the content folder"), "{err}");
        let setup = Setup::new(home.path()).args(&["--content", path.to_str().unwrap()]);
        Session::welcomed(setup).wait_for("1 thing to know");
    }
}

#[test]
fn a_kiosk_that_started_before_its_share_has_the_pages_after_it_starts_over() {
    let (home, share) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = share.path().join("later");
    let setup = Setup::new(home.path()).args(&["--kiosk", "--content", path.to_str().unwrap()]);
    let mut session = setup.start();
    session.wait_for("1 thing to know");
    fs::create_dir_all(path.join("platforms")).unwrap();
    fs::write(path.join("platforms/own.toml"), own_page("own")).unwrap();
    session.send("x");
    session.wait("the page of the folder", |screen| screen.contains(&apps(1)) && !screen.contains("thing to know"));
    // Away again, it keeps what it has.
    fs::rename(&path, share.path().join("away")).unwrap();
    session.send("x");
    session.wait("the page and the message", |screen| screen.contains(&apps(1)) && screen.contains("1 thing to know"));
    session.send("jj\r");
    session.wait_for("0 own");
}

#[test]
fn rubbish_is_told_and_takes_little() {
    let folder = share();
    let apps = folder.path().join("platforms");
    fs::write(apps.join("binary.toml"), [0xff, 0xfe, 0x00, 0x1b]).unwrap();
    fs::write(apps.join("empty.toml"), "").unwrap();
    fs::write(apps.join("large.toml"), vec![b'#'; 2 << 20]).unwrap();
    fs::write(apps.join("Capital Letters.toml"), "").unwrap();
    fs::write(apps.join("holiday.jpg"), [0xff, 0xd8]).unwrap();
    fs::write(apps.join("other-id.toml"), own_page("another")).unwrap();
    fs::create_dir(apps.join("folder.toml")).unwrap();
    symlink("loop.toml", apps.join("loop.toml")).unwrap();
    symlink("/nowhere/at/all", apps.join("dangling.toml")).unwrap();
    symlink("/dev/zero", apps.join("zero.toml")).unwrap();
    assert!(Command::new("mkfifo").arg(apps.join("pipe.toml")).status().unwrap().success());
    symlink(folder.path(), folder.path().join("en")).unwrap();
    symlink(folder.path(), folder.path().join("topics")).unwrap();
    // A page of another kind has this name already.
    fs::create_dir(folder.path().join("devices")).unwrap();
    fs::write(folder.path().join("devices/snapchat.toml"), own_page("snapchat")).unwrap();
    let library = Library::open(Some(folder.path()));
    assert_eq!(library.name("own"), Some("0 own"));
    assert_eq!(library.page("snapchat").unwrap().unwrap().head().name, "Snapchat");
    let told: Vec<String> = library.problems().iter().map(ToString::to_string).collect();
    for name in [
        "binary.toml",
        "empty.toml",
        "large.toml",
        "Capital Letters.toml",
        "other-id.toml",
        "folder.toml",
        "loop.toml",
        "dangling.toml",
        "zero.toml",
        "pipe.toml",
        "devices/snapchat.toml",
    ] {
        assert_eq!(told.iter().filter(|told| told.contains(name)).count(), 1, "{name}: {told:#?}");
    }
    assert_eq!(told.len(), 11, "{told:#?}");
}

#[test]
fn a_folder_that_is_much_too_large_is_read_only_so_far() {
    let folder = tempfile::tempdir().unwrap();
    let apps = folder.path().join("platforms");
    fs::create_dir(&apps).unwrap();
    // Too many files that are none.
    for number in 0..MOST_PROBLEMS + 50 {
        fs::write(apps.join(format!("bad-{number}.toml")), "=").unwrap();
    }
    let read = Folder::read(folder.path());
    assert_eq!(read.problems.len(), MOST_PROBLEMS + 1);
    assert!(read.problems.last().unwrap().message.starts_with("50 more"), "{:?}", read.problems.last());
    // Too many pages.
    let text = own_page("ID");
    for number in 0..=MOST_PAGES {
        let id = format!("page-{number}");
        fs::write(apps.join(format!("{id}.toml")), text.replace("\"ID\"", &format!("{id:?}"))).unwrap();
    }
    let read = Folder::read(folder.path());
    assert_eq!(read.pages.len(), MOST_PAGES);
    assert!(read.problems[0].message.contains("more than 1000 pages; 1 files"), "{:?}", read.problems[0]);
    // Too many bytes.
    fs::remove_dir_all(&apps).unwrap();
    fs::create_dir(&apps).unwrap();
    let filler = format!("\n# {}\n", "x".repeat(1_000_000));
    let most = MOST_BYTES / filler.len() + 1;
    for number in 0..most + 3 {
        let id = format!("page-{number}");
        fs::write(apps.join(format!("{id}.toml")), text.replace("\"ID\"", &format!("{id:?}")) + &filler).unwrap();
    }
    let read = Folder::read(folder.path());
    assert!(read.pages.len() <= most && read.pages.len() > most / 2, "{} of {most}", read.pages.len());
    assert!(read.problems[0].message.contains("more than 16 MB"), "{:?}", read.problems[0]);
    // Too many names.
    fs::remove_dir_all(&apps).unwrap();
    fs::create_dir(&apps).unwrap();
    for number in 0..MOST_NAMES + 5 {
        fs::File::create(apps.join(format!("{number}.txt"))).unwrap();
    }
    let read = Folder::read(folder.path());
    assert!(read.problems[0].message.contains("more than 20000 files"), "{:?}", read.problems);
}

#[test]
fn a_file_that_is_written_to_while_it_is_read_is_whole_or_not_used() {
    let folder = share();
    let path = folder.path().join("platforms/own.toml");
    let (first, second) = (own_page("own"), own_page("own").replace("0 own", "1 own"));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for text in [&first, &second].into_iter().cycle() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                // As an editor or a copy over the network does: emptied, then written in pieces.
                let mut file = fs::File::create(&path).unwrap();
                for piece in text.as_bytes().chunks(512) {
                    file.write_all(piece).unwrap();
                }
            }
        });
        let (mut whole, mut times) = (0, 0);
        let deadline = Instant::now() + super::pty::patience();
        // On a busy machine it takes many tries to find the file whole.
        while times < 300 || (whole == 0 && Instant::now() < deadline) {
            times += 1;
            let read = Folder::read(folder.path());
            assert_eq!(read.pages.len() + read.problems.len(), 1);
            if let [(_, page)] = &read.pages[..] {
                assert!(["0 own", "1 own"].contains(&page.head().name));
                assert_eq!(page.steps().len(), 3);
                whole += 1;
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(whole > 0);
    });
}

#[test]
fn a_region_that_is_away_leaves_nobody_without_numbers() {
    let setup = |region| app::Setup { region, ..app::Setup::new(80, 24) };
    for region in ["our-school", "chatter", ""] {
        let running = setup(region).run("!");
        assert!(running.shows("In danger now? Call 999"), "{region}:\n{}", running.text());
        let running = setup(region).run("G<enter>");
        assert!(running.shows("The numbers of this one are shown:"), "{}", running.text());
    }
    let kiosk = app::Setup { house: House { kiosk: true, ..House::default() }, ..setup("our-school") }.run("!");
    assert!(kiosk.shows("Call 999"));
    // Until the folder has come, it is not complained of.
    let mut running = setup("our-school").run("");
    running.app.await_pages();
    running.keys("");
    assert!(!running.shows("thing to know") && running.app.take_wish_for_pages());
    running.app.pages_are_missing("It has not come.".to_owned());
    running.keys("");
    assert!(running.shows("2 things to know"), "{}", running.text());
}

#[test]
fn files_that_a_mac_leaves_beside_others_are_no_pages() {
    let folder = share();
    for name in ["._own.toml", ".hidden.toml", ".toml"] {
        fs::write(folder.path().join("platforms").join(name), [0, 5, 0x16, 7]).unwrap();
    }
    let read = Folder::read(folder.path());
    assert!(read.problems.is_empty() && read.pages.len() == 1, "{:?}", read.problems);
}

#[cfg(target_os = "linux")]
#[test]
fn the_largest_folder_fits_into_the_memory_that_the_hall_has() {
    let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/systemd/handhold-hall@.service");
    let unit = fs::read_to_string(unit).unwrap();
    let most = unit.lines().find_map(|line| line.strip_prefix("MemoryMax=")?.strip_suffix('M')).unwrap();
    let most = most.parse::<u64>().unwrap() << 10;
    // Real pages, as many as are used.
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("platforms")).unwrap();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/platforms/kik.toml")).unwrap();
    let mut bytes = 0;
    let mut pages = 0;
    while bytes < MOST_BYTES && pages < MOST_PAGES {
        let page = text.replacen("id = \"kik\"", &format!("id = \"kik-{pages}\""), 1);
        fs::write(folder.path().join(format!("platforms/kik-{pages}.toml")), &page).unwrap();
        bytes += page.len();
        pages += 1;
    }
    let home = tempfile::tempdir().unwrap();
    let mut session = Setup::new(home.path()).args(&["--kiosk", "--content", folder.path().to_str().unwrap()]).start();
    session.wait_for(&apps(pages));
    for _ in 0..2 {
        session.send("/");
        session.wait_for("Spelling does not matter.");
        session.send("grooming");
        session.wait_for("Grooming");
        session.send("\x1b[21~");
        session.wait_for(&apps(pages));
        // Read anew: then it is quiet.
        while !session.is_quiet_for(Duration::from_secs(2)) {}
    }
    let peak = session.peak_memory();
    assert!(peak < most / 4 * 3, "{peak} KiB of {most}");
}
