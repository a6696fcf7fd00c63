//! Every screen, from a string of keys, at 80x24 and 40x12; and what keys, clicks and sizes do.

use handhold::content::library::Library;
use handhold::layout::Glyphs;
use handhold::settings::Scheme;
use handhold::tui::event::{Event, Mouse};
use handhold::tui::keys::Key;
use handhold::tui::kiosk::House;
use handhold::tui::theme::{Depth, Theme};
use handhold::tui::{End, Pause};
use ratatui::style::Modifier;

use super::app::{Setup, parse, run};

/// Snapshots of a screen at both sizes.
macro_rules! snapshots {
    ($($name:ident: $keys:expr;)*) => {
        $(
            #[test]
            fn $name() {
                for (columns, rows) in [(80, 24), (40, 12)] {
                    let running = run(columns, rows, $keys);
                    assert_eq!(running.ended, None, "the program ended");
                    insta::assert_snapshot!(format!("{}-{columns}x{rows}", stringify!($name)), running.surface());
                }
            }
        )*

        /// The keys that lead to each of these screens.
        const WAYS: &[&str] = &[$($keys),*];
    };
}

snapshots! {
    home: "";
    apps: "<apps>";
    apps_filtered: "<apps>fchatt";
    apps_nothing_fits: "<apps>fzzz";
    page: "<apps><enter>";
    page_checklist_part: "<apps><enter><right><right><right>";
    page_link_focused: "<apps><enter><tab><tab><tab>";
    page_wide_characters: "<apps><end><enter>";
    sections: "<apps><enter>i";
    sources: "<apps><enter>s";
    checklist: "<apps><enter>l";
    checklist_step_done: "<apps><enter>l<space>";
    checklist_not_for_us: "<apps><enter>ln";
    checklist_with_note: "<apps><enter>lwasked Sam<enter>";
    checklist_on_android: "<apps><enter>ld";
    checklist_finished: "<apps><enter>l<space><space><space>";
    checklist_old_step: "<apps><enter>l<end><enter>";
    search: "/";
    search_found: "/stranger pictres";
    search_danger_first: "/someone is blackmailing my son";
    search_nothing: "/zzzzqqqq";
    talk_card: "<apps><enter>t";
    talk_next_card: "<apps><enter>t<space>";
    myth_asked: "<apps><enter>m";
    myth_answered: "<apps><enter>m<space>";
    myths_of_all: "<myths>";
    address: "<apps><enter>s<tab><enter>";
    addresses: "<apps><enter>c";
    number: "!<enter><tab><tab>c";
    note: "<apps><enter>lwasked Sam";
    help_now: "!";
    help_now_open: "!<enter>";
    help_now_end: "!<end>";
    regions: "!r";
    worry: "<worries><enter>";
    figures: "<figures><enter>";
    words_explained: "<words>";
    progress_none: "<progress>";
    progress_some: "<apps><enter>l<space>h<progress>";
    due: "<due>";
    keys: "?";
}

#[test]
fn a_wide_terminal_shows_the_page_beside_the_list_and_the_sections_beside_the_page() {
    insta::assert_snapshot!("wide-list", run(120, 30, "<apps>").surface());
    insta::assert_snapshot!("wide-page", run(120, 30, "<apps><enter>").surface());
}

#[test]
fn without_unicode_only_ascii_is_drawn() {
    for keys in
        ["", "<apps><enter>", "<apps><enter>l<space>", "!<enter>", "<figures><enter>", "<apps><end><enter>", "?"]
    {
        let running = Setup { glyphs: &Glyphs::ASCII, ..Setup::new(80, 24) }.run(keys);
        assert!(running.text().is_ascii(), "{keys}:\n{}", running.text());
    }
}

#[test]
fn every_size_is_drawn_and_no_row_is_too_wide() {
    for keys in [
        "",
        "<apps>",
        "<apps><enter>",
        "<apps><enter>l",
        "!",
        "!<enter>",
        "?",
        "<apps><enter>lwnote",
        "<figures><enter>",
        "<apps><end><enter>",
    ] {
        let mut running = run(80, 24, keys);
        for (columns, rows) in [
            (300, 100),
            (200, 60),
            (109, 20),
            (110, 20),
            (60, 15),
            (40, 12),
            (39, 12),
            (40, 11),
            (20, 5),
            (10, 3),
            (1, 1),
            (5, 1),
            (2, 40),
            (80, 24),
        ] {
            running.resize(columns, rows);
            assert_eq!(running.rows().len(), usize::from(rows), "{keys} at {columns}x{rows}");
        }
    }
}

#[test]
fn a_window_that_is_too_small_still_shows_the_emergency_number() {
    for (columns, rows) in [(39, 24), (80, 11), (20, 5), (12, 2), (10, 3), (4, 1), (3, 1)] {
        let running = run(columns, rows, "");
        assert!(running.shows("999"), "{columns}x{rows}:\n{}", running.text());
    }
}

#[test]
fn help_is_one_key_away_from_every_screen() {
    for keys in [
        "",
        "<apps>",
        "<apps><enter>",
        "<apps><enter>l",
        "<apps><enter>s",
        "<apps><enter>i",
        "?",
        "<figures><enter>",
        "<progress>",
    ] {
        assert!(run(80, 24, &format!("{keys}!")).shows("In danger now? Call 999"), "{keys}");
        assert!(run(40, 12, &format!("{keys}!")).shows("999"), "{keys}");
    }
    for keys in ["<apps>fab", "<apps><enter>lwab"] {
        assert!(run(80, 24, &format!("{keys}<f1>")).shows("In danger now? Call 999"), "{keys}");
    }
}

#[test]
fn help_comes_back_to_where_it_was_called() {
    assert!(run(80, 24, "<apps><enter>l!<esc>").shows("Checklist"));
    assert!(run(80, 24, "<apps>fcha<f1><esc>").shows("Show only: cha"));
}

#[test]
fn no_letter_in_a_text_box_is_a_command() {
    let letters: String = (' '..='~').collect();
    let typed: Vec<Event> = letters.chars().map(|c| Event::Key(Key::Char(c))).collect();
    let mut running = run(200, 24, "<apps><enter>lw");
    running.events(typed);
    assert_eq!(running.ended, None);
    assert!(running.shows(&format!("Note: {letters}")), "{}", running.text());
    let mut running = run(200, 24, "<apps>f");
    running.events(parse("!?qxhnsd").into_iter().map(Event::Key).collect());
    assert_eq!(running.ended, None);
    assert!(running.shows("Show only: !?qxhnsd"));
}

#[test]
fn a_paste_is_text_in_a_box_and_nothing_elsewhere() {
    let paste = || vec![Event::Paste("q!x\u{1b}[31m\nhello".to_owned())];
    let mut running = run(80, 24, "<apps><enter>lw");
    running.events(paste());
    assert!(running.shows("Note: q!x[31m hello"), "{}", running.text());
    let mut running = run(80, 24, "");
    running.events(paste());
    assert_eq!(running.ended, None);
    assert!(running.shows("Something has happened"));
}

#[test]
fn the_cursor_stands_on_the_focused_item() {
    for (keys, expected) in [
        ("", "Something has happened"),
        ("jjj", "A phone, console or our internet"),
        ("<apps>", "Chatter"),
        ("<apps>fch", "Show only: ch"),
        ("<apps><enter>l", "[ ] Make the account private"),
        ("<apps><enter>l<space>", "[✓] Make the account private"),
        ("!", "In immediate danger"),
        ("!j", "Someone threatens to share pictures"),
        ("!jj", "I just want to talk to somebody"),
        ("!r", "United Kingdom"),
        ("<apps><enter>i<down>", "What it is"),
        ("<apps><enter><tab><tab>", "Strangers online"),
        ("<apps><enter>lwabc", "Note: abc"),
        ("<apps><enter>", "Checklist: 0 of 3"),
    ] {
        let row = run(80, 24, keys).cursor_row();
        assert!(row.contains(expected), "{keys}: the cursor is in {row:?}");
    }
}

#[test]
fn the_cursor_is_somewhere_in_every_frame() {
    for keys in ["", "<apps>", "<apps>fzzz", "<apps><enter>", "<apps><enter>l", "!", "?", "<progress>", "<words>"] {
        let mut running = run(80, 24, keys);
        let position = running.screen.get_cursor_position().unwrap();
        assert!(position.y >= 2, "{keys}: {position:?}");
    }
}

#[test]
fn clicks_and_the_wheel_do_what_keys_do() {
    let mut running = run(80, 24, "");
    running.click_on("An app or game");
    running.click_on("Chatter");
    running.click_on("Checklist: 0 of 3");
    assert!(running.shows("Make the account private"));
    running.click_on("taps for iPhone");
    assert!(running.shows("taps for Android"));
    running.click_on("Help now");
    running.click_on("I just want to talk");
    assert!(running.shows("0808\u{a0}000\u{a0}0000") || running.shows("0808 000 0000"), "{}", running.text());
    running.click_on("Esc back");
    assert!(running.shows("Checklist"));
    let mut running = run(80, 24, "<apps><enter>");
    let before = running.text();
    running.events(vec![Event::Mouse(Mouse::WheelDown)]);
    assert_ne!(running.text(), before);
    running.events(vec![Event::Mouse(Mouse::WheelUp)]);
    assert_eq!(running.text(), before);
}

#[test]
fn links_are_followed_and_come_back_from() {
    let mut running = run(80, 24, "<apps><enter>");
    running.click_on("Strangers online");
    assert!(running.shows("Signs to watch for"), "{}", running.text());
    running.keys("<esc>");
    assert!(running.shows("Chatter Ltd"));
    running.click_on("friend request");
    assert!(running.shows("Somebody asks to be added"));
}

#[test]
fn vim_keys_and_arrows_do_the_same() {
    for (vim, arrows) in [("jj", "<down><down>"), ("jjk", "<down><down><up>"), ("G", "<end>"), ("Gg", "<end><home>")] {
        assert_eq!(run(80, 24, vim).text(), run(80, 24, arrows).text(), "{vim}");
        let (vim, arrows) = (format!("<apps><enter>{vim}"), format!("<apps><enter>{arrows}"));
        assert_eq!(run(80, 24, &vim).text(), run(80, 24, &arrows).text(), "{vim}");
    }
}

#[test]
fn keys_end_the_program() {
    for (keys, pause) in [
        ("q", Pause::End(End::Quit)),
        ("<ctrl-c>", Pause::End(End::Quit)),
        ("<ctrl-\\>", Pause::End(End::Quit)),
        ("x", Pause::Leave),
        ("<f10>", Pause::Leave),
        ("<ctrl-z>", Pause::Stop),
        ("<apps><enter>q", Pause::End(End::Quit)),
        ("<apps>fq<f10>", Pause::Leave),
        ("<apps><enter>lwq<ctrl-c>", Pause::End(End::Quit)),
    ] {
        assert_eq!(run(80, 24, keys).ended, Some(pause), "{keys}");
    }
}

#[test]
fn keys_that_come_at_once_are_drawn_once() {
    let mut running = run(80, 24, "");
    let before = running.frames;
    running.flood(parse("jjjjkkkkjjjj").into_iter().map(Event::Key).collect());
    assert_eq!(running.frames - before, 1);
    assert!(running.cursor_row().contains("A worry"));
}

#[test]
fn keys_that_come_at_once_do_what_they_do_one_by_one() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        for keys in WAYS {
            let one_by_one = run(columns, rows, keys);
            let mut at_once = run(columns, rows, "");
            at_once.flood(parse(keys).into_iter().map(Event::Key).collect());
            assert_eq!(at_once.text(), one_by_one.text(), "{keys} at {columns}x{rows}");
        }
    }
}

#[test]
fn what_changes_nothing_draws_nothing() {
    let mut running = run(80, 24, "");
    let before = running.frames;
    running.events(vec![Event::Paste("x".into()), Event::Mouse(Mouse::Press(79, 23)), Event::Key(Key::F(7))]);
    assert_eq!(running.frames, before);
}

#[test]
fn a_first_start_explains_the_keys_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let place = handhold::progress::store::Place::Folder(folder.path().to_owned());
        Setup { store: handhold::progress::store::Store::open(place, "test".into()), ..Setup::new(80, 24) }
    };
    insta::assert_snapshot!("welcome", start().run("").surface());
    assert!(start().run("!").shows("In danger now?"));
    assert!(start().run("<enter>").shows("Something has happened"));
    assert!(!start().run("").shows("Welcome"));
}

#[test]
fn ticks_are_there_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let place = handhold::progress::store::Place::Folder(folder.path().to_owned());
        Setup { store: handhold::progress::store::Store::open(place, "test".into()), ..Setup::new(80, 24) }
    };
    start().run("<enter><apps><enter>l<space>jn");
    let running = start().run("<apps><enter>lg");
    assert!(running.shows("[✓] Make the account private"), "{}", running.text());
    assert!(running.shows("1 of 2 done"), "{}", running.text());
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_the_app_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("state");
    std::fs::write(&blocked, "a file in the way").unwrap();
    let place = handhold::progress::store::Place::Folder(blocked);
    let store = handhold::progress::store::Store::open(place, "test".into());
    let running = Setup { store, ..Setup::new(80, 24) }.run("<enter><apps><enter>l<space>");
    assert!(running.shows("could not be saved"), "{}", running.text());
    assert!(running.shows("[✓] Make the account private"));
}

#[test]
fn a_step_says_when_its_taps_are_old() {
    let at = |today| {
        let setup = Setup { today, ..Setup::new(80, 24) };
        setup.run("<apps><enter>l").text()
    };
    assert!(at("2027-06-30").contains("These taps were last seen in June 2026."));
    assert!(at("2027-07-01").contains("more than a year ago"), "{}", at("2027-07-01"));
}

#[test]
fn pages_are_due_from_their_day_on() {
    let due = |today| Setup { today, ..Setup::new(80, 24) }.run("").text();
    assert!(due("2026-01-31").contains("1 page is past"), "{}", due("2026-01-31"));
    assert!(!due("2025-12-31").contains("is past the date"));
    assert!(due("2027-02-01").contains("2 pages are past"));
}

#[test]
fn a_broken_file_of_the_folder_is_said_and_the_rest_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let apps = folder.path().join("platforms");
    std::fs::create_dir_all(&apps).unwrap();
    std::fs::write(apps.join("snapchat.toml"), "id = \"snapchat\"\nname = [\n").unwrap();
    std::fs::write(
        apps.join("own.toml"),
        std::fs::read_to_string(super::app::fixtures().join("en/platforms/chatter.toml"))
            .unwrap()
            .replace("\"chatter\"", "\"own\"")
            .replace("name = \"Chatter\"", "name = \"0wn app\""),
    )
    .unwrap();
    let library = Library::open(Some(folder.path()));
    assert_eq!(library.name("snapchat"), Some("Snapchat"));
    let setup = || Setup { library: Library::open(Some(folder.path())), ..Setup::new(80, 24) };
    assert!(setup().run("<apps>").shows("0wn app"));
    let running = setup().run("G<enter>");
    assert!(running.shows("snapchat.toml:2"), "{}", running.text());
}

#[test]
fn escape_sequences_in_content_never_reach_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let apps = folder.path().join("platforms");
    std::fs::create_dir_all(&apps).unwrap();
    let text = std::fs::read_to_string(super::app::fixtures().join("en/platforms/chatter.toml")).unwrap();
    let evil = text
        .replace("name = \"Chatter\"", "name = \"\\u001b]0;pwned\\u0007Cha\\u202etter\"")
        .replace("title = \"What it is\"", "title = \"\\u001b[2JWhat\\u009b31m\"");
    std::fs::write(apps.join("chatter.toml"), evil).unwrap();
    let library = Library::only(folder.path());
    let running = Setup { library, ..Setup::new(80, 24) }.run("<apps><enter>");
    let text = running.text();
    assert!(text.contains("]0;pwnedChatter"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{text:?}");
}

#[test]
fn the_focus_is_seen_without_colour_and_with() {
    for depth in [Depth::None, Depth::Ansi, Depth::Indexed, Depth::True] {
        for scheme in [Scheme::Auto, Scheme::Dark, Scheme::Light] {
            let running = Setup { theme: Theme::new(scheme, depth), ..Setup::new(80, 24) }.run("jj");
            let (x, y) = running.find("An app or game").unwrap();
            let cell = &running.surface().buffer()[(x, y)];
            assert!(cell.modifier.contains(Modifier::REVERSED), "{scheme:?} {depth:?}");
            assert!(running.rows()[usize::from(y)].contains('▸'));
        }
    }
}

#[test]
fn a_hit_leads_to_the_very_place_and_back_to_the_question() {
    let mut running = run(80, 24, "/chatter make private<enter>");
    assert!(running.shows("Chatter · Checklist"), "{}", running.text());
    assert!(running.cursor_row().contains("Make the account private"), "{}", running.text());
    running.keys("<esc>");
    assert!(running.shows("Search: chatter make private"), "{}", running.text());
    running.keys("<esc>");
    assert!(running.shows("Something has happened"));
}

#[test]
fn help_is_the_first_thing_that_enter_opens_when_a_question_speaks_of_danger() {
    let running = run(80, 24, "<apps><enter>/someone is blackmailing my son<enter>");
    assert!(running.shows("Help now: United Kingdom"), "{}", running.text());
}

#[test]
fn the_index_of_the_search_is_made_before_the_first_letter_and_for_nobody_else() {
    let mut running = run(80, 24, "<apps><enter>");
    assert!(!running.app.has_index());
    running.keys("/");
    assert!(running.app.has_index());
    // Letters that come with the key are answered as well.
    let mut running = run(80, 24, "");
    running.flood("/chatter make private".chars().map(|c| Event::Key(Key::Char(c))).collect());
    assert!(!running.shows("Nothing was found"), "{}", running.text());
}

#[test]
fn search_is_one_key_away_and_its_letters_are_letters() {
    for keys in ["", "<apps>", "<apps><enter>", "<apps><enter>l", "<words>", "!", "?"] {
        let running = run(80, 24, &format!("{keys}/q!x?"));
        assert_eq!(running.ended, None);
        assert!(running.shows("Search: q!x?"), "{keys}: {}", running.text());
    }
}

#[test]
fn the_title_bar_names_a_key_that_works_also_while_one_types() {
    for (before, text_boxes) in [("<apps>", "<apps>f"), ("<apps><enter>l", "<apps><enter>lw"), ("", "/"), ("", "p")] {
        let title = |keys: &str| run(80, 24, keys).rows()[0].clone();
        assert!(title(before).ends_with("! Help now"), "{}", title(before));
        assert!(title(text_boxes).ends_with("F1 Help now"), "{}", title(text_boxes));
        assert!(run(80, 24, &format!("{text_boxes}<f1>")).shows("First: Do not confront"));
    }
    // What is clicked does the same.
    let mut running = run(80, 24, "/");
    running.click_on("F1 Help now");
    assert!(running.shows("First: Do not confront"), "{}", running.text());
}

#[test]
fn the_way_out_is_said_in_the_smallest_window() {
    for keys in ["", "!", "!<enter>"] {
        let running = run(40, 12, keys);
        assert!(running.shows("x leave at once"), "{keys}:\n{}", running.text());
    }
    // A kiosk's too; and where there is nothing of the kind, the screen keeps the row.
    let kiosk = Setup { house: House { kiosk: true, no_quit: true, ..House::default() }, ..Setup::new(40, 12) };
    assert!(kiosk.run("!").shows("x start over"));
    assert!(!run(40, 12, "<apps>").rows()[10].contains("Esc"));
}

#[test]
fn no_sentence_is_cut_in_the_smallest_window() {
    for keys in ["!r", "<progress>", "/blackmailing", "/"] {
        let running = run(40, 12, keys);
        // Of hits, a line with the answer is enough; the way to help stands whole above them.
        let rows = running.rows().into_iter().take(if keys.ends_with("ing") { 4 } else { 12 });
        let cut: Vec<String> = rows.filter(|row| row.contains('…')).collect();
        assert!(cut.is_empty(), "{keys}:\n{}", running.text());
    }
    assert!(run(40, 12, "/blackmailing").shows("whom to ring, what to do"));
}

#[test]
fn the_footer_names_a_key_once_and_only_where_it_does_something() {
    let footer = |keys: &str| run(80, 24, keys).rows()[22..].join(" ");
    assert!(!footer("<apps><enter>t").contains("before"), "nothing is before the first card");
    assert!(footer("<apps><enter>t<space>").contains("Left before"));
    assert!(!footer("<myths>").contains("before"), "nor before the first claim");
    let shipped =
        |keys: &str| Setup { library: Library::built_in(), ..Setup::new(80, 24) }.run(keys).rows()[22..].join(" ");
    assert!(shipped("<myths><right>").contains("Left before"));
    let answered = shipped("<myths><space>");
    assert!(answered.contains("Space next") && !answered.contains("Right next"), "{answered}");
    assert!(shipped("<myths>").contains("Right next"));
    assert!(footer("?").contains("? close") && !footer("?").contains("? keys"));
    assert!(run(80, 24, "??").shows("Something has happened"));
    // Without colour, too, keys are told from words.
    assert!(run(80, 24, "?").shows("x F10 – clear the screen and leave at once"), "{}", run(80, 24, "?").text());
}
