//! The app on a drawing surface in memory, run by the real loop from a string of keys.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use handhold::content::library::Library;
use handhold::layout::Glyphs;
use handhold::progress::store::Store;
use handhold::settings::Scheme;
use handhold::tui::app::{App, Outcome, Start};
use handhold::tui::event::{Event, Mouse, Wake};
use handhold::tui::input::Events;
use handhold::tui::keys::Key;
use handhold::tui::kiosk::House;
use handhold::tui::screen::Route;
use handhold::tui::theme::{Depth, Theme};
use handhold::tui::{Pause, Sides, run_until_pause};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// The made-up library.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/content")
}

/// A running app with its screen.
pub struct Running {
    pub app: App,
    pub screen: Terminal<Surface>,
    /// How the loop ended when it ended by itself, not because the keys were used up.
    pub ended: Option<Pause>,
    /// How many frames were drawn.
    pub frames: usize,
    /// What was given to the clipboard.
    pub copied: Vec<String>,
}

/// How an app is started for a test.
pub struct Setup {
    pub size: (u16, u16),
    pub library: Library,
    pub store: Store,
    pub glyphs: &'static Glyphs,
    pub theme: Theme,
    pub today: &'static str,
    pub house: House,
    pub region: &'static str,
    pub troubles: Vec<String>,
}

impl Setup {
    pub fn new(columns: u16, rows: u16) -> Setup {
        Setup {
            size: (columns, rows),
            library: Library::only(&fixtures()),
            store: Store::in_memory(),
            glyphs: &Glyphs::UNICODE,
            theme: Theme::new(Scheme::Auto, Depth::None),
            today: "2026-11-25",
            house: House::default(),
            region: "uk",
            troubles: Vec::new(),
        }
    }

    pub fn run(self, keys: &str) -> Running {
        let app = App::new(Start {
            library: self.library,
            store: self.store,
            today: self.today.parse().unwrap(),
            region: self.region.to_owned(),
            house: self.house,
            theme: self.theme,
            glyphs: self.glyphs,
            route: Route::Home,
            browser: Box::new(|_| Err("No browser in tests.".to_owned())),
            hyperlinks: false,
            troubles: self.troubles,
            // A clock that moves on with each change, the same in every run.
            now: {
                let seconds = RefCell::new(1_800_000_000);
                Box::new(move || {
                    *seconds.borrow_mut() += 1;
                    jiff::Timestamp::from_second(*seconds.borrow()).unwrap()
                })
            },
        });
        let screen = Terminal::new(Surface(TestBackend::new(self.size.0, self.size.1))).unwrap();
        let mut running = Running { app, screen, ended: None, frames: 0, copied: Vec::new() };
        running.keys(keys);
        running
    }
}

/// Runs the app with the made-up library.
pub fn run(columns: u16, rows: u16, keys: &str) -> Running {
    Setup::new(columns, rows).run(keys)
}

impl Running {
    /// Presses keys, one after the other, each drawn.
    pub fn keys(&mut self, keys: &str) {
        self.events(parse(keys).into_iter().map(Event::Key).collect());
    }

    /// Lets things happen.
    pub fn events(&mut self, events: Vec<Event>) {
        let mut script = Script { events: events.into(), flood: false };
        let (frames, copied) = (&mut self.frames, &mut self.copied);
        let pause = run_until_pause(&mut self.screen, &mut script, &mut self.app, Sides::default(), &mut |text| {
            *frames += 1;
            copied.extend(text);
            Ok(())
        });
        let pause = pause.unwrap();
        if pause != Pause::End(handhold::tui::End::HangUp) {
            self.ended = Some(pause);
        }
    }

    /// Lets things happen at a time, and draws.
    pub fn at(&mut self, now: Instant, events: Vec<Event>) -> Outcome {
        let mut outcome = self.app.tick(now);
        for event in events {
            outcome = self.app.handle_at(event, now);
        }
        self.events(Vec::new());
        outcome
    }

    /// Things that happen faster than they can be drawn.
    pub fn flood(&mut self, events: Vec<Event>) {
        let mut script = Script { events: events.into(), flood: true };
        let frames = &mut self.frames;
        run_until_pause(&mut self.screen, &mut script, &mut self.app, Sides::default(), &mut |_| {
            *frames += 1;
            Ok(())
        })
        .unwrap();
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.backend_mut().0.resize(columns, rows);
        self.events(vec![Event::Resize]);
    }

    /// Clicks into a column and row, from 0.
    pub fn click(&mut self, x: u16, y: u16) {
        self.events(vec![Event::Mouse(Mouse::Press(x, y))]);
    }

    /// Clicks on the first place where a text stands.
    pub fn click_on(&mut self, text: &str) {
        let (x, y) = self.find(text).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.text()));
        self.click(x, y);
    }

    /// Where a text stands.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        (0..).zip(self.rows()).find_map(|(y, row)| {
            let at = row.find(text)?;
            Some((u16::try_from(row[..at].chars().count()).unwrap(), y))
        })
    }

    /// What was drawn.
    pub fn surface(&self) -> &TestBackend {
        &self.screen.backend().0
    }

    /// The screen's rows.
    pub fn rows(&self) -> Vec<String> {
        let buffer = self.surface().buffer();
        let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_owned()).collect()
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// True when a text is on the screen.
    pub fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The row that the real cursor stands in.
    pub fn cursor_row(&mut self) -> String {
        let y = self.screen.get_cursor_position().unwrap().y;
        self.rows().swap_remove(usize::from(y))
    }
}

/// A drawing surface that treats wide characters as terminals do: writing over one half takes the other away.
pub struct Surface(TestBackend);

impl Backend for Surface {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> Result<(), Infallible> {
        let blank = Cell::default();
        for (x, y, cell) in content {
            let wide = |x: u16| handhold::layout::width(self.0.buffer()[(x, y)].symbol()) > 1;
            let (left, here) = (x > 0 && wide(x - 1), wide(x));
            let right = x + 1 < self.0.buffer().area.width;
            if left {
                self.0.draw([(x - 1, y, &blank)].into_iter())?;
            }
            if right && (here || handhold::layout::width(cell.symbol()) > 1) {
                self.0.draw([(x + 1, y, &blank)].into_iter())?;
            }
            self.0.draw([(x, y, cell)].into_iter())?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> Result<(), Infallible> {
        self.0.clear_region(region)
    }

    fn size(&self) -> Result<Size, Infallible> {
        self.0.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        self.0.window_size()
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        self.0.flush()
    }
}

/// Events of a test; at their end the terminal is gone.
struct Script {
    events: VecDeque<Event>,
    flood: bool,
}

impl Events for Script {
    fn next(&mut self, _: Option<Instant>) -> io::Result<Wake> {
        Ok(self.events.pop_front().map_or(Wake::HangUp, Wake::Event))
    }

    fn ready(&mut self) -> bool {
        self.flood && !self.events.is_empty()
    }
}

/// The choices of the first screen, in their order.
const HOME: &[&str] =
    &["happened", "plan", "apps", "devices", "worries", "search", "figures", "myths", "words", "progress", "due"];

/// Keys written as text: letters as they are, others like `<tab>`, and `<apps>` for a choice of the first screen.
pub fn parse(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|more| more.split_once('>')) {
            match HOME.iter().position(|item| *item == name) {
                // A choice of the first screen, from wherever its focus is.
                Some(down) => {
                    keys.push(Key::Char('g'));
                    keys.extend([Key::Char('j')].repeat(down));
                    keys.push(Key::Enter);
                }
                None => keys.push(named(name)),
            }
            rest = after;
        } else {
            keys.push(Key::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> Key {
    match name {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "backtab" => Key::BackTab,
        "backspace" => Key::Backspace,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        "home" => Key::Home,
        "end" => Key::End,
        "space" => Key::Char(' '),
        "f1" => Key::F(1),
        "f10" => Key::F(10),
        "ctrl-c" => Key::Ctrl('c'),
        "ctrl-z" => Key::Ctrl('z'),
        "ctrl-\\" => Key::Ctrl('\\'),
        "ctrl-l" => Key::Ctrl('l'),
        "ctrl-]" => Key::Ctrl(']'),
        other => panic!("no key is called <{other}>"),
    }
}
