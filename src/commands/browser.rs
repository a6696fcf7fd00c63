//! Opening an address in a browser: the one that the settings name, or what the system has.

use crate::content::text::shown;
use crate::tui::app::Browser;
use crate::words::{self, fill};

/// Opens addresses with a program, or with what the system has.
pub fn opener(program: Option<String>) -> Browser {
    Box::new(move |url| {
        let opened = match &program {
            Some(program) => open::with_detached(url, program.as_str()),
            None if has_desktop() => open::that_detached(url),
            // A browser for the terminal would draw over the screens.
            None => return Err(words::carry::NO_BROWSER.to_owned()),
        };
        opened.map_err(|error| fill(words::carry::BROWSER_FAILED, &[("why", &shown(error))]))
    })
}

/// True when there is a screen for a browser's window.
fn has_desktop() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
