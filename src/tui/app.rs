//! The program without a terminal: events in, effects out, and the drawing of the frame around the screens.

use std::rc::Rc;
use std::time::Instant;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::content::date::Day;
use crate::content::doc::Device;
use crate::content::library::Library;
use crate::content::page::Kind;
use crate::content::text::shown;
use crate::layout::{Glyphs, Role};
use crate::plan;
use crate::progress::Change;
use crate::progress::store::{Place, Store};
use crate::search::Finder;
use crate::words::{self, fill};

use super::canvas::{Canvas, Click, Marks};
use super::carry::Carry;
use super::event::{Event, Mouse};
use super::frame;
use super::hyperlink::Addresses;
use super::keys::{self, Action, Key};
use super::kiosk::{Clock, House, Time};
use super::screen::{Cx, Edit, Effect, Route, SMALLEST, Screen};
use super::screens;
use super::theme::Theme;

/// What the program starts with. All of it is handed in.
pub struct Start {
    /// The pages.
    pub library: Library,
    /// The keeper of progress.
    pub store: Store,
    /// The day it is.
    pub today: Day,
    /// The region whose numbers are shown, unless the parent chose one.
    pub region: String,
    /// What is allowed.
    pub house: House,
    /// How roles look.
    pub theme: Theme,
    /// The characters to draw with.
    pub glyphs: &'static Glyphs,
    /// Where to begin.
    pub route: Route,
    /// What was wrong with the settings.
    pub troubles: Vec<String>,
    /// What time it is, asked at each change.
    pub now: Box<dyn Fn() -> Timestamp>,
    /// Opens an address in a browser.
    pub browser: Browser,
    /// Whether the terminal is told which texts are links.
    pub hyperlinks: bool,
}

/// Opens an address; says in a sentence why it could not be done.
pub type Browser = Box<dyn Fn(&str) -> Result<(), String>>;

/// What the loop has to do after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Go on; draw when something changed.
    Go,
    /// Draw everything anew.
    Redraw,
    /// Stop for now.
    Suspend,
    /// End.
    Quit,
    /// Clear the screen and end at once.
    Leave,
}

/// The program.
pub struct App {
    library: Rc<Library>,
    finder: Finder,
    store: Store,
    today: Day,
    region: String,
    /// The child whose plan was opened last.
    child: Option<String>,
    house: House,
    clock: Clock,
    theme: Theme,
    glyphs: &'static Glyphs,
    now: Box<dyn Fn() -> Timestamp>,
    screens: Vec<(Route, Box<dyn Screen>)>,
    marks: Marks,
    revision: u64,
    start_troubles: Vec<String>,
    troubles: Vec<String>,
    pages: Pages,
    notice: Option<(String, Role)>,
    copied: Option<String>,
    /// The person of now has copied something.
    has_copied: bool,
    addresses: Option<Addresses>,
    hyperlinks: bool,
    browser: Browser,
    panel: Vec<String>,
    dirty: bool,
    /// The screen on top was never drawn.
    unseen: bool,
}

/// The name of the choice of a child.
const CHILD: &str = "child";

/// The pages that are read beside the screens.
#[derive(Debug, Default)]
struct Pages {
    /// Somebody reads them when they are wished for.
    some: bool,
    /// They have to be read now.
    wished: bool,
    /// They have not come yet.
    awaited: bool,
    /// Why they have not come, when that has to be known.
    missing: Option<String>,
}

/// The number of screens that Esc can go back through. More are forgotten, the oldest first but for the home screen.
const MOST_SCREENS: usize = 64;

impl App {
    /// The program at its first screen.
    pub fn new(start: Start) -> App {
        let mut app = App {
            library: Rc::new(start.library),
            finder: Finder::default(),
            store: start.store,
            today: start.today,
            region: start.region,
            child: None,
            house: start.house,
            clock: Clock::default(),
            theme: start.theme,
            glyphs: start.glyphs,
            now: start.now,
            screens: Vec::new(),
            marks: Marks::default(),
            revision: 1,
            start_troubles: start.troubles,
            troubles: Vec::new(),
            pages: Pages::default(),
            notice: None,
            copied: None,
            has_copied: false,
            addresses: None,
            hyperlinks: start.hyperlinks,
            browser: start.browser,
            panel: Vec::new(),
            dirty: true,
            unseen: true,
        };
        app.collect_troubles();
        app.open(Route::Home);
        if start.route != Route::Home {
            app.open(start.route);
        }
        let kept = matches!(app.store.place(), Place::Folder(_) | Place::Nowhere);
        if kept && app.store.progress().choice("welcomed").is_none() {
            app.open(Route::Welcome);
        }
        app
    }

    /// True when something changed since the last drawing.
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// True when the screen was never drawn. It is to be drawn before it gets a key, even when that waits already: what
    /// a key does depends on what is where.
    pub fn is_unseen(&self) -> bool {
        self.unseen
    }

    /// True when something could not be saved and should be tried again in a while.
    pub fn is_unsaved(&self) -> bool {
        self.store.is_unsaved()
    }

    /// Tries again to save.
    pub fn retry(&mut self) {
        if self.store.is_unsaved() && self.store.retry().is_ok() {
            self.notice = Some((words::progress::SAVED_NOW.to_owned(), Role::Good));
            self.collect_troubles();
            self.dirty = true;
        }
    }

    /// Shows other pages, at the same place. A file that is broken now keeps its last good page.
    pub fn replace_library(&mut self, mut library: Library) {
        library.keep_good_pages_of(&self.library);
        let address = self.address_that_is_shown();
        self.pages.awaited = false;
        self.pages.missing = None;
        self.library = Rc::new(library);
        self.finder = Finder::default();
        self.revision += 1;
        self.collect_troubles();
        self.show_pages_that_were_missing();
        if let Some((page, at, count)) = address {
            self.follow_address(&page, at, count);
        }
        self.dirty = true;
    }

    /// The page that an address on the screen is of, which of its addresses it is, and how many it has.
    fn address_that_is_shown(&self) -> Option<(String, usize, usize)> {
        let Some((Route::Carry(carry), _)) = self.screens.last() else { return None };
        let page = self.screens.iter().rev().find_map(|(_, screen)| screen.page())?;
        let all = screens::addresses_of(page, &self.cx());
        Some((page.to_owned(), all.iter().position(|own| own.text == carry.text)?, all.len()))
    }

    /// Shows the address that the page has now instead of the one on the screen; where that cannot be known, since the
    /// page has more or fewer, the page.
    fn follow_address(&mut self, page: &str, at: usize, count: usize) {
        let all = screens::addresses_of(page, &self.cx());
        let is_shown =
            |own: &Carry| matches!(self.screens.last(), Some((Route::Carry(carry), _)) if carry.text == own.text);
        if all.iter().any(is_shown) {
            return;
        }
        self.screens.pop();
        if all.len() == count {
            self.open(Route::Carry(all[at].clone()));
        }
    }

    /// A page that was not there, or could not be read, can be there now.
    fn show_pages_that_were_missing(&mut self) {
        let mut screens = std::mem::take(&mut self.screens);
        for (route, screen) in &mut screens {
            if matches!(route, Route::Page { .. }) && screen.page().is_none() {
                *screen = screens::make(route.clone(), &self.cx());
            }
        }
        self.screens = screens;
    }

    /// Shows lines below the screen, until others are shown; none takes them away.
    pub fn show_panel(&mut self, lines: Vec<String>) {
        self.dirty |= self.panel != lines;
        self.panel = lines;
    }

    /// More pages are on their way. They come with [`App::replace_library`].
    pub fn await_pages(&mut self) {
        self.pages = Pages { some: true, wished: true, awaited: true, missing: None };
        self.revision += 1;
        self.collect_troubles();
        self.dirty = true;
    }

    /// Says that the pages that are awaited have not come.
    pub fn pages_are_missing(&mut self, why: String) {
        self.pages.awaited = false;
        self.pages.missing = Some(why);
        self.revision += 1;
        self.collect_troubles();
        self.dirty = true;
    }

    /// True, once, when the pages beside have to be read.
    pub fn take_wish_for_pages(&mut self) -> bool {
        std::mem::take(&mut self.pages.wished)
    }

    fn collect_troubles(&mut self) {
        if self.house.kiosk {
            // Paths and reasons are for the administrator: `doctor` has them.
            let any = !self.start_troubles.is_empty()
                || !self.library.problems().is_empty()
                || self.pages.missing.is_some()
                || self.unknown_region().is_some();
            self.troubles = any.then(|| words::kiosk::TROUBLE.to_owned()).into_iter().collect();
            return;
        }
        self.troubles = self.start_troubles.clone();
        self.troubles.extend(self.pages.missing.clone());
        self.troubles.extend(self.library.problems().iter().map(ToString::to_string));
        self.troubles.extend(self.unknown_region());
        self.troubles.extend(self.store.troubles().iter().cloned());
        if *self.store.place() == Place::Nowhere {
            self.troubles.push(words::progress::NO_FOLDER.to_owned());
        }
    }

    /// True when it is locked down for many people.
    pub fn is_kiosk(&self) -> bool {
        self.house.kiosk
    }

    /// True when its user may not leave it, not even for a while.
    pub fn stays(&self) -> bool {
        self.house.stays()
    }

    /// When the clock of a kiosk has to be looked at.
    pub fn next_tick(&self, now: Instant) -> Option<Instant> {
        self.clock.next(now, self.house.idle?)
    }

    /// Looks at the clock of a kiosk.
    pub fn tick(&mut self, now: Instant) -> Outcome {
        let Some(idle) = self.house.idle else { return Outcome::Go };
        match self.clock.read(now, idle) {
            Time::Quiet => Outcome::Go,
            Time::Left(seconds) => {
                let text = words::count(seconds as usize, words::kiosk::SECOND_LEFT, words::kiosk::SECONDS_LEFT);
                self.notice = Some((text, Role::Care));
                self.dirty = true;
                Outcome::Go
            }
            Time::Over => self.start_over(),
        }
    }

    /// Forgets everything that the person before did, and shows the first screen.
    fn start_over(&mut self) -> Outcome {
        self.clock.rest();
        // A share that was away when a kiosk was switched on is there some time.
        self.pages.wished = self.pages.some;
        self.store = self.store.emptied();
        if self.pages.some {
            // They are read anew: the index of these would only take room meanwhile.
            self.finder = Finder::default();
        }
        self.child = None;
        self.screens.clear();
        self.notice = None;
        self.copied = self.forget_copied();
        self.revision += 1;
        self.open(Route::Home);
        self.dirty = true;
        Outcome::Redraw
    }

    /// What takes the place of what was copied: whose number somebody needed is not for the next person to paste.
    pub fn forget_copied(&mut self) -> Option<String> {
        std::mem::take(&mut self.has_copied).then(String::new)
    }

    /// Does what an event asks for, at a time. In a count-down, any key only stops it.
    pub fn handle_at(&mut self, event: Event, now: Instant) -> Outcome {
        if let Some(idle) = self.house.idle.filter(|_| event != Event::Resize) {
            // Nobody looked at the clock in time, since the program was stopped: this is the next person.
            if self.clock.read(now, idle) == Time::Over {
                return self.start_over();
            }
            if self.clock.stir(now, idle) {
                self.notice = None;
                self.dirty = true;
                return Outcome::Go;
            }
        }
        self.handle(event)
    }

    /// Does what an event asks for.
    pub fn handle(&mut self, event: Event) -> Outcome {
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => {
                if self.typing() {
                    self.edit(Edit::Paste(text))
                } else {
                    Outcome::Go
                }
            }
            Event::Mouse(Mouse::Press(x, y)) => match self.marks.click_at(Position { x, y }) {
                Some(Click::Do(action)) => self.act(action),
                Some(Click::Item(item)) => self.with_top(|screen, cx| screen.item(item, cx)),
                None => Outcome::Go,
            },
            Event::Mouse(Mouse::WheelUp) => self.wheel(Action::Up),
            Event::Mouse(Mouse::WheelDown) => self.wheel(Action::Down),
            Event::Resize => {
                self.dirty = true;
                Outcome::Go
            }
        }
    }

    fn wheel(&mut self, action: Action) -> Outcome {
        for _ in 0..3 {
            self.with_top(|screen, cx| screen.act(action, cx));
        }
        Outcome::Go
    }

    fn typing(&self) -> bool {
        self.screens.last().is_some_and(|(_, screen)| screen.typing())
    }

    fn key(&mut self, key: Key) -> Outcome {
        let typing = self.typing();
        match keys::lookup(key, typing) {
            Some(action) => self.act(action),
            None if typing => self.edit(Edit::Key(key)),
            None => Outcome::Go,
        }
    }

    fn edit(&mut self, edit: Edit) -> Outcome {
        self.notice = None;
        self.with_top(|screen, cx| screen.edit(edit, cx))
    }

    /// Does what an action asks for.
    pub fn act(&mut self, action: Action) -> Outcome {
        self.notice = None;
        match action {
            Action::Quit if self.house.no_quit => {
                let why = if self.house.kiosk { words::kiosk::NO_QUIT } else { words::kiosk::NO_QUIT_ALONE };
                let key = keys::shown(Action::Leave, self.typing()).map(|key| key.to_string()).unwrap_or_default();
                return self.perform(Effect::Say(fill(why, &[("key", &key)])));
            }
            Action::Quit => return Outcome::Quit,
            Action::Leave if self.house.kiosk => return self.start_over(),
            // It is somebody's own: nothing is forgotten, but nothing is left to see.
            Action::Leave if self.house.stays() => {
                self.screens.clear();
                self.open(Route::Home);
                self.dirty = true;
                return Outcome::Redraw;
            }
            Action::Leave => return Outcome::Leave,
            Action::Suspend if self.house.stays() => return Outcome::Go,
            Action::Suspend => return Outcome::Suspend,
            Action::WayOut if self.house.way_out.is_some() && !self.is_at(&Route::WayOut) => {
                return self.perform(Effect::Open(Route::WayOut));
            }
            Action::Redraw => return Outcome::Redraw,
            Action::Home => return self.perform(Effect::Home),
            Action::HelpNow if !self.is_at(&Route::HelpNow) => return self.perform(Effect::Open(Route::HelpNow)),
            Action::Plan if !self.is_at(&Route::Plans) => {
                // From a plan it leads to the choice of children, where another one can be added.
                let way = match self.screens.last() {
                    Some((Route::Plan(_), _)) => Route::Plans,
                    _ => screens::way_to_plan(&self.cx()),
                };
                return self.perform(Effect::Open(way));
            }
            Action::Copy | Action::Browser | Action::Code => {
                if let Some(effect) = self.carry(action) {
                    return self.perform(effect);
                }
            }
            Action::Search if !self.is_at(&Route::Search) => return self.perform(Effect::Open(Route::Search)),
            Action::Keys if !self.is_at(&Route::Keys) => return self.perform(Effect::Open(Route::Keys)),
            _ => {}
        }
        self.with_top(|screen, cx| screen.act(action, cx))
    }

    fn is_at(&self, route: &Route) -> bool {
        self.screens.last().is_some_and(|(own, _)| own == route)
    }

    fn with_top(&mut self, ask: impl FnOnce(&mut dyn Screen, &Cx<'_>) -> Vec<Effect>) -> Outcome {
        self.dirty = true;
        let Some((route, mut screen)) = self.screens.pop() else { return Outcome::Go };
        let effects = ask(screen.as_mut(), &self.cx());
        self.screens.push((route, screen));
        for effect in effects {
            let outcome = self.perform(effect);
            if outcome != Outcome::Go {
                return outcome;
            }
        }
        Outcome::Go
    }

    fn perform(&mut self, effect: Effect) -> Outcome {
        self.dirty = true;
        match effect {
            Effect::Open(route) => self.open(route),
            Effect::Back => self.back(),
            Effect::BackTo(place) => {
                self.back();
                if let Some((_, screen)) = self.screens.last_mut() {
                    screen.go_to(&place);
                }
            }
            Effect::Home => self.screens.truncate(1),
            Effect::Save(changes) => self.save(changes),
            Effect::SaveChild(child, says) => {
                let id = child.unwrap_or_else(|| plan::new_id(self.store.progress(), (self.now)()));
                let changes = says.into_iter().map(|says| Change::Child { child: id.clone(), says });
                self.save(changes.collect());
                self.screens.pop();
                self.open(Route::Plan(id));
            }
            Effect::ChooseChild(child) => self.choose_child(child),
            Effect::Say(text) => self.notice = Some((text, Role::Label)),
            Effect::Browse(carry) => self.browse(&carry),
            Effect::Copy(carry) => {
                // A terminal may refuse, and does not say so: what it was is shown as well.
                let said = fill(words::carry::COPIED, &[("text", &carry.text)]);
                self.copied = Some(carry.text);
                self.has_copied = true;
                self.notice = Some((said, Role::Label));
            }
            Effect::Redraw => return Outcome::Redraw,
            Effect::Suspend => return Outcome::Suspend,
            Effect::Quit => return Outcome::Quit,
            Effect::Leave => return Outcome::Leave,
        }
        Outcome::Go
    }

    /// Opens an address in a browser, or says why not.
    fn browse(&mut self, carry: &Carry) {
        let why_not = if !carry.is_web() {
            words::carry::NO_ADDRESS.to_owned()
        } else if self.house.no_open {
            words::carry::NOT_HERE.to_owned()
        } else {
            match (self.browser)(&carry.text) {
                Ok(()) => {
                    let said = fill(words::carry::OPENED, &[("text", &carry.text)]);
                    self.notice = Some((said, Role::Label));
                    return;
                }
                Err(why) => why,
            }
        };
        // On the screen of the code there is no need to be sent to it.
        let there = matches!(self.screens.last(), Some((Route::Carry(_), _)));
        let said = if there { why_not } else { format!("{why_not} {}", words::carry::PRESS_C) };
        self.notice = Some((said, Role::Label));
    }

    /// What the focused link gives to carry away, or the way to all that the page has. `None` where there is
    /// neither: then the screen may know something else to do.
    fn carry(&mut self, action: Action) -> Option<Effect> {
        let (_, screen) = self.screens.last()?;
        let Some(carry) = screen.link().as_ref().and_then(Carry::of) else {
            return screen.page().map(|page| Effect::Open(Route::Addresses(page.to_owned())));
        };
        Some(match action {
            Action::Copy => Effect::Copy(carry),
            Action::Browser => Effect::Browse(carry),
            _ => Effect::Open(Route::Carry(carry)),
        })
    }

    /// What is to be given to the terminal's clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// The addresses of each frame are put there, for a terminal that can follow them.
    pub fn put_addresses_into(&mut self, addresses: Addresses) {
        self.addresses = Some(addresses).filter(|_| !self.house.no_open && self.hyperlinks);
    }

    fn save(&mut self, changes: Vec<Change>) {
        if let Err(trouble) = self.store.apply_all(changes, (self.now)()) {
            let school = self.house.ticks_off_by_school && *self.store.place() == Place::Off;
            let trouble = if school { words::progress::OFF_BY_SCHOOL.to_owned() } else { trouble };
            self.notice = Some((trouble, Role::Care));
        }
        self.revision += 1;
        self.collect_troubles();
    }

    /// From now on the ticks of this child are shown, and the next time too.
    fn choose_child(&mut self, child: String) {
        if self.store.progress().choice(CHILD) != Some(&child) && plan::children(self.store.progress()).count() > 1 {
            self.save(vec![Change::Choose { name: CHILD.to_owned(), value: child.clone() }]);
        }
        self.child = Some(child);
        self.revision += 1;
    }

    /// The child whose ticks are shown: the one whose plan was opened last, here or, at the start, by whoever.
    fn child(&self) -> Option<&str> {
        let progress = self.store.progress();
        let wanted = self.child.as_deref().or_else(|| progress.choice(CHILD));
        let children = || plan::children(progress).map(|(id, _)| id);
        wanted.and_then(|wanted| children().find(|id| *id == wanted)).or_else(|| children().next())
    }

    fn back(&mut self) {
        if self.screens.len() > 1 {
            self.screens.pop();
        }
        self.refresh();
    }

    fn open(&mut self, route: Route) {
        self.refresh();
        if let Route::Plan(child) = &route {
            self.choose_child(child.clone());
        }
        let screen = screens::make(route.clone(), &self.cx());
        self.screens.push((route, screen));
        self.unseen = true;
        if self.screens.len() > MOST_SCREENS {
            self.screens.remove(1);
        }
    }

    /// Takes in what another copy of the program has saved since.
    fn refresh(&mut self) {
        if self.store.refresh() {
            self.revision += 1;
            self.collect_troubles();
        }
    }

    /// The region whose numbers are shown. One that is not among the pages, like one of a folder that is away, would
    /// leave a frightened parent without any: then it is another one.
    fn region(&self) -> &str {
        let chosen = self.store.progress().choice("region").filter(|_| !self.house.region_fixed);
        let known = |id: &&str| self.library.listed(id).is_some_and(|page| page.kind == Kind::Region);
        let known = chosen.filter(known).or(Some(self.region.as_str()).filter(known));
        known.or_else(|| self.library.other_region()).unwrap_or(&self.region)
    }

    /// What to say when there is no region as it was set.
    fn unknown_region(&self) -> Option<String> {
        let listed = self.library.listed(&self.region).filter(|page| page.kind == Kind::Region);
        if self.pages.awaited || listed.is_some() {
            return None;
        }
        let name = self.library.name(self.region())?;
        Some(fill(words::settings::UNKNOWN_REGION, &[("region", &shown(&self.region)), ("name", &name)]))
    }

    fn cx(&self) -> Cx<'_> {
        let progress = self.store.progress();
        Cx {
            library: &self.library,
            progress,
            child: self.child(),
            revision: self.revision,
            today: self.today,
            device: progress.choice("device").and_then(Device::from_name).unwrap_or(Device::IPhone),
            region: self.region(),
            troubles: &self.troubles,
            finder: &self.finder,
            house: &self.house,
            glyphs: self.glyphs,
        }
    }

    /// Does what the next key will need: to be called when all is drawn and no key waits.
    pub fn prepare(&self) {
        if let Some((_, screen)) = self.screens.last() {
            screen.prepare(&self.cx());
        }
    }

    /// True when the next question is answered without making an index first.
    pub fn has_index(&self) -> bool {
        self.finder.is_ready()
    }

    /// Draws the frame. Gives where the real cursor belongs.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        let area = buffer.area;
        self.marks = Marks::default();
        self.dirty = false;
        self.unseen = false;
        buffer.set_style(area, self.theme.base());
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            self.draw_too_small(buffer);
            return self.marks.cursor;
        }
        let mut marks = std::mem::take(&mut self.marks);
        let (route, mut screen) = self.screens.pop()?;
        {
            let cx = self.cx();
            let mut canvas = Canvas::new(buffer, &mut marks, area, self.theme, self.glyphs);
            let notice = self.notice_rows(usize::from(area.width) - 2);
            let panel = frame::panel_rows(&self.panel, area, &cx);
            let panel_height = u16::try_from(panel.len()).unwrap_or(0);
            let notice_height = u16::try_from(notice.len()).unwrap_or(0) + panel_height;
            frame::draw_title(&mut canvas.part(0, 0, area.width, 1), &screen.title(&cx), screen.typing());
            let top = if area.height >= 16 {
                canvas.part(0, 1, area.width, 1).rule(0);
                2
            } else {
                1
            };
            let left = frame::margin(area);
            let footer = frame::footer(screen.as_ref(), &cx, area);
            let footer_height = u16::try_from(footer.len()).unwrap_or(1);
            let height = area.height - top - footer_height - notice_height;
            let mut body = canvas.part(left, top, area.width - 2 * left, height);
            screen.draw(&mut body, &cx);
            for (y, text) in (0..).zip(&notice) {
                let role = self.notice.as_ref().map_or(Role::Text, |(_, role)| *role);
                let style = self.theme.role(role);
                canvas
                    .part(1, area.height - footer_height - notice_height + y, area.width - 2, 1)
                    .text(0, 0, text, style);
            }
            for (y, text) in (0..).zip(&panel) {
                let style = self.theme.role(Role::Care);
                canvas
                    .part(1, area.height - footer_height - panel_height + y, area.width - 2, 1)
                    .text(0, 0, text, style);
            }
            // Drawing can have changed what works: a step that was opened, a link that came into sight.
            let footer = frame::footer(screen.as_ref(), &cx, area);
            let y = area.height - footer_height;
            frame::draw_footer(&mut canvas.part(0, y, area.width, footer_height), &footer);
        }
        self.screens.push((route, screen));
        self.marks = marks;
        if let Some(addresses) = &self.addresses {
            addresses.borrow_mut().clone_from(&self.marks.addresses);
        }
        self.marks.cursor
    }

    fn notice_rows(&self, columns: usize) -> Vec<String> {
        let Some((text, _)) = &self.notice else { return Vec::new() };
        let mut rows = crate::layout::wrap(&self.glyphs.fit(text), columns);
        rows.truncate(4);
        rows
    }

    fn draw_too_small(&mut self, buffer: &mut Buffer) {
        let page = self.library.page(self.region()).and_then(Result::ok);
        let number = page.and_then(|page| page.region().and_then(|region| region.emergency.clone()));
        let text = match &number {
            Some(number) => fill(words::frame::TOO_SMALL, &[("number", number)]),
            None => words::frame::TOO_SMALL_PLAIN.to_owned(),
        };
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &mut self.marks, area, self.theme, self.glyphs);
        let mut rows = crate::layout::wrap(&text, usize::from(area.width).max(10));
        // Where the sentence does not fit, the number alone is what matters.
        if let Some(number) = number.filter(|_| rows.len() > area.height.into() || area.width < 10) {
            rows = vec![number];
        }
        rows.extend(crate::layout::wrap(words::frame::TOO_SMALL_SIZE, usize::from(area.width).max(10)));
        for (y, row) in (0..area.height).zip(&rows) {
            canvas.text(0, y, row, self.theme.base());
        }
        canvas.cursor(0, 0);
    }
}
