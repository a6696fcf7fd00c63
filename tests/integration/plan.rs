//! The plan for a child, ticks that notice change, and steps that are new.

use handhold::content::library::Library;
use handhold::progress::store::{Place, Store};

use super::app::{Setup, fixtures, run};

/// Adds a child: Sam, 11 to 13, who uses Chatter and the tablet, with the router at home.
const SAM: &str = "<plan>Sam<down><right><right><right><down><enter> <esc><enter> <esc><enter> <esc><enter>";

/// Adds a second child, Kim, with nothing but Chatter.
const KIM: &str = "pp<end><enter>Kim<down><right><right><down><enter> <esc><end><enter>";

macro_rules! snapshots {
    ($($name:ident: $keys:expr;)*) => {
        $(
            #[test]
            fn $name() {
                for (columns, rows) in [(80, 24), (40, 12)] {
                    let running = run(columns, rows, &$keys);
                    assert_eq!(running.ended, None, "the program ended");
                    insta::assert_snapshot!(format!("{}-{columns}x{rows}", stringify!($name)), running.surface());
                }
            }
        )*
    };
}

snapshots! {
    form: "<plan>";
    form_filled: "<plan>Sam<down><right><right><right><down><enter> <esc>";
    form_apps: "<plan><down><down><enter>cha";
    plan: SAM;
    plan_step_open: format!("{SAM}j<enter>");
    plan_finished: format!("{SAM}g<space>j<space>j<space>j<space>j<space>");
    children: format!("{SAM}{KIM}p");
    children_on_the_home_screen: format!("{SAM}{KIM}h");
    forget: format!("{SAM}{KIM}pD");
}

#[test]
fn a_tick_in_the_plan_is_a_tick_on_the_page_and_the_other_way_round() {
    let mut running = run(80, 24, SAM);
    assert!(running.shows("Plan for Sam") && running.shows("0 of 5 done"), "{}", running.text());
    // The first step is the one of Chatter.
    running.keys("g<space>");
    assert!(running.shows("1 of 5 done"), "{}", running.text());
    running.keys("h<apps><enter>l");
    assert!(running.shows("[✓] Make the account private"), "{}", running.text());
    running.keys("gj<space>hp");
    assert!(running.shows("2 of 5 done"), "{}", running.text());
}

#[test]
fn what_is_done_for_one_child_is_not_done_for_the_other_but_the_home_is_shared() {
    let mut running = run(80, 24, &format!("{SAM}g<space>"));
    running.keys(KIM);
    assert!(running.shows("Plan for Kim") && running.shows("[ ] Talk about strangers"), "{}", running.text());
    assert!(!running.shows("[✓]"), "{}", running.text());
    // Kim's Chatter: ticked for Kim. The page says whose ticks these are.
    running.keys("<down><space>h<apps><enter>l");
    assert!(running.shows("for Kim") && running.shows("[✓] Talk about strangers"), "{}", running.text());
    running.keys("hp<up><enter>");
    assert!(running.shows("Plan for Sam"), "{}", running.text());
    assert!(running.shows("[✓] Make the account private") && running.shows("[ ] Talk about strangers"));
    // The filter of the home is ticked for Sam, on the router's page it is ticked for both.
    running.keys("jj<space>");
    assert!(running.shows("[✓] Turn on the filter"), "{}", running.text());
    running.keys("p<down><enter>h<devices><down><enter>l");
    assert!(running.shows("[✓] Turn on the filter"), "{}", running.text());
}

#[test]
fn who_is_far_too_young_for_an_app_is_told_so_firmly_and_gets_the_steps_of_its_youngest_users() {
    // Kim is 7 to 10: "Make the account private" is for 13 to 17.
    let running = run(80, 24, &format!("{SAM}{KIM}"));
    assert!(running.shows("Make the account private"), "{}", running.text());
    assert!(running.shows("The rules of Chatter say 13 and over. Your child is far younger."), "{}", running.text());
    // Sam is 11 to 13, and may be old enough.
    let running = run(80, 24, SAM);
    assert!(running.shows("If your child is younger: nobody has"), "{}", running.text());
}

#[test]
fn a_step_for_another_age_does_not_count_and_says_why() {
    // The same child on the page: of 16 and over are other steps than of 7 to 10.
    let kim = "<plan>Kim<down><right><down><enter> <esc><end><enter>";
    let mut running = Setup { library: Library::open(None), ..Setup::new(80, 40) }.run(kim);
    running.keys("h<apps>fpinterest<enter>l");
    assert!(running.shows("for another age or device"), "{}", running.text());
    let row = running.rows().into_iter().find(|row| row.contains("Check that the profile is private")).unwrap();
    assert!(row.contains("for another age or device"), "{row}");
}

#[test]
fn whose_ticks_these_are_is_said_and_one_key_shows_those_of_another_child() {
    let mut running = run(80, 24, SAM);
    running.keys("h<apps><enter>l");
    assert!(running.shows("for Sam") && !running.shows("another child"), "{}", running.text());
    running.keys("h");
    running.keys(KIM);
    running.keys("<space>h");
    assert!(running.shows("Sam: 0 done · Kim: 1 done"), "{}", running.text());
    // Lists say it too, where there is room for it; where not, they count nothing.
    running.keys("<apps>");
    assert!(running.rows()[2].ends_with("Kim: 1 of 3"), "{}", running.text());
    running.resize(40, 12);
    let rows = running.rows();
    let counted = |row: &String| row.contains(" of ") && row.chars().any(|c| c.is_ascii_digit());
    assert!(rows[1].starts_with("▸ Chatter") && rows[1].ends_with("Kim: 1 of 3"), "{}", running.text());
    assert!(rows.iter().filter(|row| counted(row)).all(|row| row.contains("Kim: ")), "{}", running.text());
    running.resize(80, 24);
    running.keys("<enter>l");
    assert!(running.shows("for Kim") && running.shows("1 of 3 done"), "{}", running.text());
    assert!(running.shows("a another child"), "{}", running.text());
    running.keys("a");
    assert!(running.shows("for Sam") && running.shows("0 of 3 done"), "{}", running.text());
    // The way there is said in the smallest window, and in a plan the way to the other plan.
    running.resize(40, 12);
    assert!(running.shows("a another child") && running.shows("? keys"), "{}", running.text());
    running.keys("p<enter>");
    assert!(running.shows("Plan for Sam") && running.shows("p children"), "{}", running.text());
    running.resize(80, 24);
    // My progress has both, and leads to the ticks of each.
    running.keys("h<progress>");
    assert!(running.shows("Sam: 0 done") && running.shows("Kim: 1 done"), "{}", running.text());
    running.keys("<end><enter>");
    assert!(running.shows("Chatter · Checklist") && running.shows("for Kim"), "{}", running.text());
    running.keys("<esc>g<enter>");
    assert!(running.shows("Plan for Sam"), "{}", running.text());
}

#[test]
fn a_changed_step_is_said_where_progress_is_counted() {
    let (_folder, setup) = long_ago(DONE_ONCE);
    let mut running = setup.run("");
    assert!(running.shows("1 changed since you did it"), "{}", running.text());
    running.keys("<progress>");
    assert_eq!(running.text().matches("1 changed since you did it").count(), 2, "{}", running.text());
}

#[test]
fn a_finished_checklist_asks_to_be_looked_through_as_a_plan_does() {
    let folder = tempfile::tempdir().unwrap();
    let open = |today, keys: &str| {
        let store = Store::open(Place::Folder(folder.path().to_owned()), "a".to_owned());
        Setup { today, store, ..Setup::new(80, 24) }.run(keys)
    };
    // The clock of the test stands in January 2027.
    let early = open("2027-04-14", "<enter><apps><enter>l<space>j<space>j<space>");
    assert!(early.shows("Look it through again from 15 April"), "{}", early.text());
    let early = open("2027-04-14", "");
    assert!(!early.shows("to look through again"), "{}", early.text());
    let mut late = open("2027-04-15", "");
    assert!(late.shows("1 list to look through again"), "{}", late.text());
    late.keys("<progress>");
    assert!(late.shows("finished, look it through again"), "{}", late.text());
    late.keys("<enter><end><up>");
    let kept = || std::fs::read_to_string(folder.path().join("a.toml")).unwrap();
    let looked = || kept().split("[looked.chatter]").nth(1).map(str::to_owned);
    let before = looked();
    assert!(late.shows("I have looked it all through again"), "{}", late.text());
    late.click_on("I have looked it all through again");
    assert_ne!(looked(), before);
}

#[test]
fn a_finished_plan_says_what_to_do_next() {
    let running = run(80, 40, &format!("{SAM}g<space>j<space>j<space>j<space>j<space>"));
    assert!(running.shows("Go on with Strangers online"), "{}", running.text());
}

#[test]
fn a_step_of_a_device_is_there_once_and_says_who_asks_for_it() {
    let running = run(80, 24, &format!("{SAM}<end><up><enter>"));
    assert_eq!(running.text().matches("Set a time limit").count(), 1, "{}", running.text());
    assert!(running.shows("A tablet, asked for by Chatter"), "{}", running.text());
}

#[test]
fn what_was_ticked_before_the_first_child_counts_for_it_and_not_for_the_second() {
    let mut running = run(80, 24, "<apps><enter>l<space>h");
    running.keys(SAM);
    assert!(running.shows("[✓] Make the account private"), "{}", running.text());
    running.keys("p<down><enter>Max<down><right><right><right><down><enter> <esc><end><enter>");
    assert!(running.shows("Plan for Max") && running.shows("[ ] Make the account private"), "{}", running.text());
}

#[test]
fn a_child_is_changed_copied_and_forgotten() {
    let mut running = run(80, 24, SAM);
    running.keys("e<down><end><up><enter> <esc><enter>");
    assert!(running.shows("0 of 4 done"), "the router is gone:\n{}", running.text());
    running.keys("pyMax<down><right><end><enter>G");
    assert!(running.shows("Plan for Max") && running.shows("[ ] Set a time limit"), "{}", running.text());
    running.keys("p");
    assert!(running.shows("Sam") && running.shows("Max"), "{}", running.text());
    // "Keep" has the focus: Enter alone forgets nobody.
    running.keys("gD<enter>");
    assert!(running.shows("Sam"), "{}", running.text());
    running.keys("gD<down><enter>");
    assert!(running.shows("Sam is forgotten."), "{}", running.text());
    // There is another child: it is on the screen.
    assert!(running.shows("Children") && running.cursor_row().contains("Max"), "{}", running.text());
    running.keys("D<down><enter>");
    assert!(running.shows("Something has happened"), "the last one: home\n{}", running.text());
}

#[test]
fn a_child_needs_no_name_but_an_age_and_that_is_said() {
    let mut running = run(80, 24, "<plan><down><down><enter> <esc><end><enter>");
    assert!(running.shows("Choose an age first."), "{}", running.text());
    assert!(running.cursor_row().contains("Age: "), "{}", running.text());
    running.keys("<right>");
    assert!(!running.shows("Choose an age first."), "{}", running.text());
    running.keys("<right><right><end><enter>");
    assert!(running.shows("Plan for My child (11 to 13)"), "{}", running.text());
    assert!(running.shows("Make the account private"), "{}", running.text());
}

#[test]
fn no_letter_in_the_form_is_a_command_wherever_the_focus_is() {
    // Enter moves on from the nickname; what follows is not quick exit, not search, not home.
    let mut running = run(80, 24, "<plan><enter>Max /hpq?");
    assert_eq!(running.ended, None);
    assert!(running.cursor_row().contains("Age: "), "{}", running.text());
    // What was chosen with the arrows is not changed by going on with Enter.
    running.keys("<right><right><enter><up>");
    assert!(running.shows("‹ 11 to 13 ›"), "{}", running.text());
    running.keys("<tab>xq!<tab>x<down>x<down>x");
    assert_eq!(running.ended, None);
    assert!(running.cursor_row().contains("Make the plan"), "{}", running.text());
    running.keys("<backtab>");
    assert!(running.cursor_row().contains("At home: "), "{}", running.text());
}

#[test]
fn a_changed_form_is_left_only_after_a_second_esc() {
    let mut running = run(80, 24, "<plan>Sam<esc>");
    assert!(running.shows("Press Esc again to leave without saving."), "{}", running.text());
    assert!(running.shows("Nickname: Sam"));
    // Any other key is a wish to stay.
    running.keys("my<esc>");
    assert!(running.shows("Nickname: Sammy") && running.shows("Press Esc again"), "{}", running.text());
    running.keys("<esc>");
    assert!(running.shows("Something has happened"), "{}", running.text());
    running.keys("<plan>");
    assert!(running.shows("Add a child"));
    running.keys("<esc>");
    assert!(running.shows("Something has happened"), "nothing was changed, so nothing is asked:\n{}", running.text());
}

#[test]
fn in_the_picker_space_ticks_unless_a_name_is_being_typed_and_the_footer_says_what_esc_does() {
    let footer = |running: &super::app::Running| running.rows().pop().unwrap();
    let mut running = run(80, 24, "<plan><down><down><enter>");
    assert!(footer(&running).contains("Enter tick") && footer(&running).contains("Esc ready"), "{}", running.text());
    running.keys("<space>");
    assert!(running.shows("[✓] Chatter"), "{}", running.text());
    running.keys("chat er");
    assert!(running.shows("Show only: chat er") && running.shows("[✓] Chatter"), "{}", running.text());
    assert!(footer(&running).contains("Esc show all"), "{}", running.text());
    running.keys("<esc>");
    assert!(footer(&running).contains("Esc ready") && running.shows("moji"), "{}", running.text());
    // Who has moved to a row wants that one.
    running.keys("cha<down><space>");
    assert!(running.shows("[ ] Chatter"), "{}", running.text());
}

#[test]
fn a_second_child_of_the_same_name_is_refused() {
    let mut running = run(80, 24, SAM);
    running.keys("pp<end><enter>sam<down><right><end><enter>");
    assert!(running.shows("There is a child called Sam already."), "{}", running.text());
    assert!(running.cursor_row().contains("Nickname: sam"), "{}", running.text());
    running.keys("my<end><down><down><down><down><down><enter>");
    assert!(running.shows("Plan for sammy"), "{}", running.text());
    // The child itself may keep its name.
    running.keys("e<end><down><down><down><down><down><enter>");
    assert!(running.shows("Plan for sammy"), "{}", running.text());
}

/// A store in a folder in which something was ticked some time ago.
fn store(folder: &std::path::Path, text: &str) -> Store {
    std::fs::write(folder.join("a.toml"), text).unwrap();
    Store::open(Place::Folder(folder.to_owned()), "a".to_owned())
}

const DONE_ONCE: &str = "\
[choices.welcomed]
value = \"yes\"
at = 2026-05-01T10:00:00Z
[steps.\"chatter/private\"]
mark = \"done\"
at = 2026-05-03T10:00:00Z
said = \"Make the account private\\nOpen `Settings > Account`.\\niphone: Tap `Private account`.\\nandroid: Tap `Keep private`.\"
";

fn long_ago(text: &str) -> (tempfile::TempDir, Setup) {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path(), &text.replace("at = 2026", "at = \"2026").replace(":00Z", ":00Z\""));
    let setup = Setup { store, ..Setup::new(80, 24) };
    (folder, setup)
}

#[test]
fn a_step_that_asks_for_something_else_now_says_what_is_different() {
    let (_folder, setup) = long_ago(DONE_ONCE);
    let mut running = setup.run("<apps><enter>l");
    insta::assert_snapshot!("changed-80x24", running.surface());
    assert!(running.shows("Before: Open Settings › Account."), "{}", running.text());
    assert!(running.shows("Now: Open Settings › Privacy."), "{}", running.text());
    assert!(!running.shows("Before: iphone"), "{}", running.text());
    // Still set like this: one key.
    running.keys("<space>");
    assert!(running.shows("[✓] Make the account private"), "{}", running.text());
    assert!(running.shows("1 of 3 done"), "{}", running.text());
}

#[test]
fn a_changed_step_can_be_put_back_to_not_done() {
    let (_folder, setup) = long_ago(DONE_ONCE);
    let running = setup.run("<apps><enter>lu");
    assert!(running.shows("[ ] Make the account private"), "{}", running.text());
    assert!(!running.shows("changed"), "{}", running.text());
}

#[test]
fn a_changed_step_is_seen_on_the_page_in_lists_and_in_the_plan() {
    let (_folder, setup) = long_ago(DONE_ONCE);
    let mut running = Setup { size: (80, 70), ..setup }.run("<apps>");
    assert!(running.shows("0 of 3"), "{}", running.text());
    running.keys("<enter>");
    assert!(running.shows("[!] Make the account private"), "{}", running.text());
    running.keys("h");
    running.keys(SAM);
    assert!(running.shows("1 changed"), "{}", running.text());
    running.keys("h");
    assert!(running.shows("1 changed"), "{}", running.text());
}

#[test]
fn a_change_of_wording_only_bothers_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let platforms = folder.path().join("en/platforms");
    std::fs::create_dir_all(&platforms).unwrap();
    let text = std::fs::read_to_string(fixtures().join("en/platforms/chatter.toml")).unwrap();
    let said = "Make the account private\nOpen `Settings > Account`.\niphone: Tap `Private account`.\nandroid: Tap `Keep private`.";
    let mark = handhold::content::file::mark_of(said);
    let text = text.replacen("minutes = 2", &format!("minutes = 2\nwording_only = [\"{mark}\"]"), 1);
    std::fs::write(platforms.join("chatter.toml"), text).unwrap();
    let (_state, setup) = long_ago(DONE_ONCE);
    let setup = Setup { library: Library::only(folder.path()), ..setup };
    let mut running = setup.run("<apps>");
    assert!(running.shows("1 of 3"), "{}", running.text());
    running.keys("<enter>l");
    assert!(running.shows("[✓] Make the account private") && !running.shows("changed"), "{}", running.text());
}

#[test]
fn a_step_that_came_since_is_marked_new_until_it_was_seen() {
    let looked = format!("{DONE_ONCE}[looked.chatter]\nvalue = \"private two-step\"\nat = 2026-05-03T10:00:00Z\n");
    let (folder, setup) = long_ago(&looked);
    let mut running = Setup { size: (80, 40), ..setup }.run("<apps><enter>l");
    let row = |running: &super::app::Running| {
        running.rows().into_iter().find(|row| row.contains("Talk about strangers")).unwrap()
    };
    assert!(row(&running).ends_with("new"), "{}", running.text());
    running.keys("<esc>l");
    assert!(!row(&running).ends_with("new"), "{}", running.text());
    let kept = std::fs::read_to_string(folder.path().join("a.toml")).unwrap();
    assert!(kept.contains("private talk-about-it two-step"), "{kept}");
}

#[test]
fn a_page_that_was_never_worked_on_has_nothing_new_and_reading_it_leaves_no_trace() {
    let (folder, setup) = long_ago(DONE_ONCE);
    let before = std::fs::read(folder.path().join("a.toml")).unwrap();
    let running = setup.run("<worries><enter><esc><esc><apps><enter>l<esc>");
    assert!(!running.shows("new"));
    assert_eq!(std::fs::read(folder.path().join("a.toml")).unwrap(), before);
}

#[test]
fn a_finished_plan_asks_to_be_looked_through_after_three_months_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let due = |today, keys: &str| {
        let store = Store::open(Place::Folder(folder.path().to_owned()), "a".to_owned());
        Setup { today, store, ..Setup::new(80, 24) }.run(keys)
    };
    // The clock of the test stands in January 2027.
    let early = due("2027-04-14", &format!("<enter>{SAM}g<space>j<space>j<space>j<space>j<space>h"));
    assert!(early.shows("5 of 5 done · look again 15 April 2027"), "{}", early.text());
    let mut late = due("2027-04-15", "");
    assert!(late.shows("5 of 5 done · look it through again"), "{}", late.text());
    late.keys("p<end>");
    assert!(late.cursor_row().contains("I have looked it all through again"), "{}", late.text());
    let kept = || std::fs::read_to_string(folder.path().join("a.toml")).unwrap();
    assert!(!kept().contains("looked_again"));
    late.keys("<enter>");
    assert!(kept().contains("looked_again"));
}

#[test]
fn letters_in_the_form_are_letters_and_help_is_one_key_away() {
    let mut running = run(80, 24, "<plan>q!x?p");
    assert!(running.shows("Nickname: q!x?p"), "{}", running.text());
    running.keys("<f1>");
    assert!(running.shows("Help now: United Kingdom"));
    running.keys("<esc>");
    assert!(running.shows("Nickname: q!x?p"));
    running.keys("<down><down><enter>q!x");
    assert!(running.shows("Show only: q!x"), "{}", running.text());
}

#[test]
fn the_mouse_fills_the_form_too() {
    let mut running = run(80, 24, "<plan>");
    running.click_on("Age:");
    running.click_on("Apps and games:");
    running.click_on("[ ] Chatter");
    running.keys("<esc>");
    assert!(running.shows("‹ under 7 ›") && running.shows("Apps and games: Chatter"), "{}", running.text());
    running.click_on("Make the plan");
    assert!(running.shows("Plan for My child (under 7)"), "{}", running.text());
}
