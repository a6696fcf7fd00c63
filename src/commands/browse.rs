//! `handhold` without a command: the screens, or a plain overview where there is no terminal for them.

use std::io::{self, IsTerminal};
use std::time::Duration;

use super::{Ended, PATIENCE, Session, print};
use crate::content::folder::Folder;
use crate::content::library::Library;
use crate::content::text::{clean, shown};
use crate::progress::store::{Store, device_name};
use crate::settings::{From, Keep, Settings};
use crate::tui::app::Start;
use crate::tui::beside::{Beside, Read};
use crate::tui::kiosk::House;
use crate::tui::screen::Route;
use crate::tui::theme::{Depth, Theme};
use crate::tui::{self, End};
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When the terminal can not be used.
pub fn run(session: &Session) -> anyhow::Result<Ended> {
    if need_terminal().is_err() {
        session.complain_of_settings()?;
        // A kiosk's user can run no other command: what matters most is said at once.
        let kiosk = session.settings.kiosk.value;
        return if kiosk { super::help_now::run(session, false) } else { overview(session) };
    }
    let settings = &session.settings;
    // A folder is read beside the first frame.
    let library = session.built_in();
    let region = super::help_now::region_id(&library, &settings.region.value).to_owned();
    let start = Start {
        library,
        store: Store::open(session.place(), device_name()),
        today: session.today,
        region,
        house: house(settings),
        theme: Theme::new(settings.theme.value, Depth::from_env(|name| std::env::var(name).ok())),
        glyphs: session.glyphs(),
        route: Route::Home,
        troubles: settings.troubles.clone(),
        now: clock(),
        browser: super::browser::opener(settings.browser.value.clone()),
        hyperlinks: follows_links(),
    };
    match tui::run(start, settings.mouse.value, None, beside(session))? {
        // When the terminal is gone there is nobody to tell.
        End::Quit | End::HangUp => Ok(Ended::Well),
        End::Signal(signal) => Ok(Ended::Signal(signal)),
    }
}

/// Whether the terminal may be told which texts are links. Those that do not know the sequence ignore it; the Linux
/// console and old hardware terminals are not asked to.
pub fn follows_links() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    !term.is_empty() && term != "linux" && !term.starts_with("vt")
}

/// Reads the folder of pages, where there is one.
fn beside(session: &Session) -> Option<Beside> {
    let folder = session.settings.content.value.clone()?;
    let hidden = session.settings.hidden.value.clone();
    let late = fill(words::folder::LATE, &[("folder", &shown(folder.display()))]);
    let read = move || -> Read {
        let (folder, hidden) = (Folder::read(&folder), hidden.clone());
        Box::new(move |app| {
            let mut library = Library::built_in();
            library.lay_over(folder);
            library.hide(&hidden);
            app.replace_library(library);
        })
    };
    Some(Beside::new(read, PATIENCE, move |app| app.pages_are_missing(late.clone())))
}

/// What the settings allow.
pub fn house(settings: &Settings) -> House {
    let kiosk = settings.kiosk.value;
    let idle = idle_time(settings);
    House {
        kiosk,
        no_quit: !settings.quit.value,
        no_open: !settings.open_links.value,
        ticks_off_by_school: settings.progress.value == Keep::Off && settings.progress.from == From::Locked,
        region_by_school: settings.region.from == From::Locked,
        region_fixed: !matches!(settings.region.from, From::Default | From::Recommended),
        idle: (kiosk && !idle.is_zero()).then_some(idle),
        // As it can be typed.
        way_out: settings.way_out.value.as_deref().map(|words| clean(words, true).into_owned()),
        school: settings.policy.school().cloned(),
    }
}

/// After how long a kiosk starts over; zero for never. In debug builds a test can make it seconds.
fn idle_time(settings: &Settings) -> Duration {
    let test = std::env::var("HANDHOLD_TEST_IDLE_SECONDS").ok().filter(|_| cfg!(debug_assertions));
    match test.and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => Duration::from_secs(seconds),
        None => Duration::from_secs(60 * u64::from(settings.idle_minutes.value)),
    }
}

/// An error where there is no terminal for the screens.
///
/// # Errors
/// When standard input or output is no terminal, or one that cannot be drawn on.
pub fn need_terminal() -> anyhow::Result<()> {
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    anyhow::ensure!(!dumb && io::stdout().is_terminal() && io::stdin().is_terminal(), words::plain::NEEDS_TERMINAL);
    Ok(())
}

/// The clock. In debug builds a test can make it fail, to see what a panic leaves behind.
fn clock() -> Box<dyn Fn() -> jiff::Timestamp> {
    if cfg!(debug_assertions) && std::env::var_os("HANDHOLD_TEST_PANIC").is_some() {
        return Box::new(|| panic!("a test asked for this"));
    }
    Box::new(jiff::Timestamp::now)
}

fn overview(session: &Session) -> anyhow::Result<Ended> {
    let library = session.library();
    let region = super::help_now::region_or_another(&library, &session.settings.region.value);
    let number = region.as_ref().and_then(|page| page.region().and_then(|region| region.emergency.clone()));
    let mut text = String::new();
    if let Some(number) = number {
        text.push_str(&fill(words::help::CALL_NUMBER, &[("number", &number)]));
        text.push_str("\n\n");
    }
    text.push_str(words::plain::PIPED);
    text.push_str("\n\n");
    for line in words::plain::COMMANDS {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    print(&text)?;
    Ok(Ended::Well)
}
