//! What parents carry away: addresses and numbers to copy, to open and to scan, and links for the terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use handhold::layout::Glyphs;
use handhold::settings::Scheme;
use handhold::tui::kiosk::House;
use handhold::tui::theme::{Depth, Theme};
use ratatui::style::{Color, Modifier};

use super::app::{self, Running};
use super::pty::{Session, Setup};

/// A screen as a camera sees it: whether the upper and the lower half of each cell are light, on a dark terminal.
struct Photo {
    columns: usize,
    rows: usize,
    halves: Vec<(bool, bool)>,
}

impl Photo {
    /// A cell: what is in it, and whether that and what is behind it are light.
    fn add(&mut self, symbol: &str, front: bool, behind: bool) {
        self.halves.push(match symbol {
            "█" => (front, front),
            "▀" => (front, behind),
            "▄" => (behind, front),
            _ => (behind, behind),
        });
    }

    fn of(running: &Running) -> Photo {
        let buffer = running.surface().buffer();
        let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let mut photo = Photo { columns, rows, halves: Vec::new() };
        for cell in buffer.content() {
            let light = |color, other| match color {
                Color::Reset => other,
                Color::Black => false,
                Color::White => true,
                Color::Indexed(index) => index >= 231,
                Color::Rgb(red, ..) => red > 127,
                // No code has other colours.
                _ => other,
            };
            let (front, behind) = (light(cell.fg, true), light(cell.bg, false));
            let turned = cell.modifier.contains(Modifier::REVERSED);
            let (front, behind) = if turned { (behind, front) } else { (front, behind) };
            photo.add(cell.symbol(), front, behind);
        }
        photo
    }

    fn of_terminal(screen: &vt100::Screen) -> Photo {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let mut photo = Photo { columns: columns.into(), rows: rows.into(), halves: Vec::new() };
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            let cell = screen.cell(row, column).unwrap();
            let light = |color, other| match color {
                vt100::Color::Default => other,
                vt100::Color::Idx(index) => index == 15 || index >= 231,
                vt100::Color::Rgb(red, ..) => red > 127,
            };
            let (front, behind) = (light(cell.fgcolor(), true), light(cell.bgcolor(), false));
            let (front, behind) = if cell.inverse() { (behind, front) } else { (front, behind) };
            photo.add(cell.contents(), front, behind);
        }
        photo
    }

    /// What a phone reads.
    fn read(&self) -> Result<String, String> {
        /// The points of half a cell, which is about square.
        const SIDE: usize = 8;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(self.columns * SIDE, self.rows * 2 * SIDE, |x, y| {
                let (upper, lower) = self.halves[y / (2 * SIDE) * self.columns + x / SIDE];
                let light = if (y / SIDE).is_multiple_of(2) { upper } else { lower };
                if light { 255 } else { 0 }
            });
        let grids = image.detect_grids();
        let [grid] = &grids[..] else { return Err(format!("{} codes", grids.len())) };
        grid.decode().map(|(_, text)| text).map_err(|error| error.to_string())
    }
}

fn themes() -> [Theme; 6] {
    [
        Theme::new(Scheme::Auto, Depth::None),
        Theme::new(Scheme::Plain, Depth::True),
        Theme::new(Scheme::Auto, Depth::Ansi),
        Theme::new(Scheme::Dark, Depth::Indexed),
        Theme::new(Scheme::Dark, Depth::True),
        Theme::new(Scheme::Light, Depth::True),
    ]
}

#[test]
fn a_phone_reads_every_code_in_every_theme() {
    let places = [("<apps><enter>s<tab><enter>", "https://chatter.example/help"), ("!c<enter>", "tel:999")];
    for (keys, wanted) in places {
        for theme in themes() {
            for (glyphs, size) in [(&Glyphs::UNICODE, (80, 24)), (&Glyphs::ASCII, (160, 60))] {
                let running = app::Setup { theme, glyphs, ..app::Setup::new(size.0, size.1) }.run(keys);
                let photo = Photo::of(&running);
                assert_eq!(photo.read().as_deref(), Ok(wanted), "{theme:?}\n{}", running.text());
            }
        }
    }
}

#[test]
fn a_window_that_is_too_small_for_the_code_says_how_large_it_has_to_be() {
    let keys = "<apps><enter>s<tab><enter>";
    let mut running = app::run(40, 12, keys);
    let text = running.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("https://chatter.example/help"), "{text}");
    let size = text.split_once("needs a window of ").unwrap().1.trim_end_matches('.');
    let (columns, rows) = size.split_once(" by ").unwrap();
    let rows = rows.split(|c: char| !c.is_ascii_digit()).next().unwrap();
    let (columns, rows): (u16, u16) = (columns.parse().unwrap(), rows.parse().unwrap());
    running.resize(columns, rows);
    assert_eq!(Photo::of(&running).read().as_deref(), Ok("https://chatter.example/help"), "{}", running.text());
    // A row less is too small for it.
    running.resize(columns, rows - 1);
    assert!(Photo::of(&running).read().is_err(), "{}", running.text());
}

#[test]
fn copying_gives_the_terminal_the_text_and_shows_it() {
    let running = app::run(80, 24, "<apps><enter>s<tab>y");
    assert_eq!(running.copied, ["https://chatter.example/help"]);
    assert!(running.shows("Copied, if your terminal allows it: https://chatter.example/help"), "{}", running.text());
    let running = app::run(80, 24, "!cy");
    assert_eq!(running.copied, ["999"]);
}

#[test]
fn a_kiosk_clears_the_clipboard_for_the_next_person() {
    let kiosk = || app::Setup { house: House { kiosk: true, ..House::default() }, ..app::Setup::new(80, 24) };
    assert_eq!(kiosk().run("!cyx").copied, ["999", ""]);
    // What somebody else put there is not touched.
    assert!(kiosk().run("!cx").copied.is_empty());
    assert_eq!(kiosk().run("!cyxx").copied, ["999", ""]);
}

#[test]
fn what_is_no_web_page_is_not_opened() {
    for keys in ["!co", "!c<enter>o"] {
        assert!(app::run(80, 24, keys).shows("This is not a web page"), "{keys}");
    }
    let setup = app::Setup { house: House { no_open: true, ..House::default() }, ..app::Setup::new(80, 24) };
    let running = setup.run("<apps><enter>s<tab>o");
    assert!(running.shows("Pages cannot be opened here"), "{}", running.text());
}

#[test]
fn a_page_lists_all_that_it_has_to_carry_away() {
    let running = app::run(80, 24, "<apps><enter>y");
    assert!(running.shows("Addresses and numbers: Chatter"), "{}", running.text());
    let running = app::run(80, 24, "<apps><enter>yy");
    assert_eq!(running.copied, ["https://chatter.example/help"]);
}

/// Opens the sources of the first app, with the first address focused.
fn focus_an_address(session: &mut Session) {
    session.send("jj\r");
    session.wait_for("Adult dating apps");
    session.send("\rs");
    session.wait_for("Sources");
    session.send("\t");
    session.wait_for("y copy");
}

#[test]
fn a_real_terminal_is_given_what_is_copied_and_a_code_that_a_phone_reads() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(home.path());
    session.send("!c\r");
    session.wait_for("To take with you");
    session.wait_screen("the code", |screen| Photo::of_terminal(screen).read().as_deref() == Ok("tel:999"));
    session.send("y");
    session.wait_for("Copied, if your terminal allows it: 999");
    // OSC 52, for the clipboard, with "999" in base64.
    session.wait_bytes("\x1b]52;c;OTk5\x1b\\");
}

#[test]
fn a_browser_is_given_the_address_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let browser = home.path().join("browser");
    fs::write(&browser, "#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" > \"$HOME/part\"\nmv \"$HOME/part\" \"$HOME/opened\"\n")
        .unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let opened = home.path().join("opened");
    let env = |setup: Setup<'static>| setup.env("HANDHOLD_BROWSER", browser.to_str().unwrap());
    let path: &'static std::path::Path = Box::leak(home.path().to_owned().into_boxed_path());

    // Not in a kiosk, and not where the policy forbids it.
    let policy = home.path().join("policy.toml");
    fs::write(&policy, "[locked]\nopen_links = false\n").unwrap();
    fs::set_permissions(&policy, fs::Permissions::from_mode(0o644)).unwrap();
    let locked = Setup::new(path).env("HANDHOLD_POLICY", policy.to_str().unwrap());
    for setup in [Setup::new(path).args(&["--kiosk"]), locked] {
        let mut session = Session::welcomed(env(setup));
        focus_an_address(&mut session);
        session.send("o");
        session.wait_for("Pages cannot be opened here");
        assert!(!String::from_utf8_lossy(&session.bytes()).contains("\x1b]8;"), "a link where none may be opened");
    }
    assert!(!opened.exists());

    let mut session = Session::welcomed(env(Setup::new(path)));
    focus_an_address(&mut session);
    session.send("o");
    session.wait_for("Opening https://");
    let text = super::pty::wait_file(&opened);
    let (count, address) = text.split_once('|').unwrap();
    assert_eq!(count, "1", "{text}");
    assert!(session.screen().contains(address.trim_end_matches('|')), "{text}\n{}", session.screen());
}

#[test]
fn without_a_desktop_the_code_is_offered_instead() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(home.path());
    focus_an_address(&mut session);
    session.send("o");
    session.wait_for("No browser was found here. Press c for a code");
}

#[test]
fn a_terminal_that_follows_links_is_told_of_them() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(home.path());
    focus_an_address(&mut session);
    session.wait_bytes("\x1b]8;id=0;https://");
    let text = String::from_utf8_lossy(&session.bytes()).into_owned();
    assert_eq!(text.matches("\x1b]8;id=").count(), text.matches("\x1b]8;;\x1b\\").count(), "a link was left open");
    drop(session);
    let mut session = Session::welcomed(Setup::new(home.path()).env("TERM", "linux"));
    focus_an_address(&mut session);
    assert!(!String::from_utf8_lossy(&session.bytes()).contains("\x1b]8;"));
}
