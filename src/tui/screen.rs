//! What a screen is: its state, what it does with an action, and how it is drawn.
//!
//! Screens never read files, the clock or the environment, and never call each other: they get a [`Cx`] and give
//! back [`Effect`]s.

use crate::content::date::Day;
use crate::content::doc::{Context, Device};
use crate::content::inline::Target;
use crate::content::library::Library;
use crate::layout::Glyphs;
use crate::progress::child::Says;
use crate::progress::ticks::Ticks;
use crate::progress::{Change, Progress};
use crate::search::Finder;

use super::canvas::Canvas;
use super::carry::Carry;
use super::keys::{Action, Key};
use super::kiosk::House;

/// The smallest window that everything fits in: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 12);

/// How many rows the footer has at most in a window of so many rows.
pub fn footer_rows(rows: u16) -> usize {
    if rows >= 20 { 2 } else { 1 }
}

/// What screens may know. All of it is handed in.
pub struct Cx<'a> {
    /// The pages.
    pub library: &'a Library,
    /// What is kept.
    pub progress: &'a Progress,
    /// The child whose ticks are shown; `None` when there are no children.
    pub child: Option<&'a str>,
    /// Goes up with every change of the progress, so that screens know when to count anew.
    pub revision: u64,
    /// The day it is.
    pub today: Day,
    /// The device to show taps for.
    pub device: Device,
    /// The region whose numbers are shown.
    pub region: &'a str,
    /// What the parent has to know: content that could not be used, progress that could not be saved.
    pub troubles: &'a [String],
    /// What answers questions.
    pub finder: &'a Finder,
    /// What is allowed, and the school's own contact.
    pub house: &'a House,
    /// The characters to draw with.
    pub glyphs: &'static Glyphs,
}

impl<'a> Cx<'a> {
    /// What was ticked for the child.
    pub fn ticks(&self) -> Ticks<'a> {
        Ticks::new(self.progress, self.child, self.library)
    }

    /// Calls `with` with what documents depend on.
    pub fn document<T>(&self, with: impl FnOnce(&Context<'_>) -> T) -> T {
        let name_of = |id: &str| self.library.name(id).map(str::to_owned);
        with(&Context { today: self.today, name_of: &name_of, device: Some(self.device) })
    }
}

/// A place in the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The first screen.
    Home,
    /// The pages of a kind.
    List(crate::content::page::Kind),
    /// The pages whose next check is due.
    Due,
    /// A page, at a place of it.
    Page {
        /// The page's id.
        id: String,
        /// A section, step, myth, law, service or table.
        place: Option<String>,
    },
    /// The sources of a page.
    Sources(String),
    /// The sections of a page, to jump to one.
    Sections(String),
    /// The checklist of a page, at a step of it.
    Checklist {
        /// The page's id.
        id: String,
        /// The step's id.
        step: Option<String>,
    },
    /// A note on a step.
    Note {
        /// The page's id.
        id: String,
        /// The step's id.
        step: String,
    },
    /// Whom to ring, what to do first.
    HelpNow,
    /// Another region.
    Regions,
    /// A question over all pages.
    Search,
    /// What was done on every page.
    Progress,
    /// The plan: of the one child there is, of one of several to choose, or a first one to make.
    Plans,
    /// The plan for a child, by the child's id.
    Plan(String),
    /// What is known of a child, to change it.
    Child {
        /// The child's id; `None` for a new one.
        id: Option<String>,
        /// For a new child: the sibling whose apps and devices are taken over.
        like: Option<String>,
    },
    /// Whether to forget a child.
    Forget(String),
    /// What the parent has to know.
    Troubles,
    /// All keys.
    Keys,
    /// The four keys that matter.
    Welcome,
    /// An address or a number, to open, copy or scan.
    Carry(Carry),
    /// Every address and number of a page.
    Addresses(String),
    /// What to say about a page's subject, as cards.
    Talk(String),
    /// What people believe about a page's subject; without a page, about everything.
    Myths(Option<String>),
    /// The administrator's way out of a kiosk.
    WayOut,
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Show another place; Esc comes back.
    Open(Route),
    /// Go back, and there to this place of the page.
    BackTo(String),
    /// Go back.
    Back,
    /// Go to the first screen.
    Home,
    /// Make changes and save them.
    Save(Vec<Change>),
    /// Save what was said of a child, and show the child's plan instead of this screen. Without an id, it is a new
    /// child.
    SaveChild(Option<String>, Vec<Says>),
    /// From now on show the ticks of this child.
    ChooseChild(String),
    /// Show a sentence until the next key.
    Say(String),
    /// Open an address in a browser.
    Browse(Carry),
    /// Give a text to the terminal's clipboard.
    Copy(Carry),
    /// Draw everything anew.
    Redraw,
    /// Stop for now.
    Suspend,
    /// End.
    Quit,
    /// Clear the screen and end at once.
    Leave,
}

/// A change in a text box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A key that is not a command while typing.
    Key(Key),
    /// A pasted text.
    Paste(String),
}

/// A screen.
pub trait Screen {
    /// What stands in the title bar.
    fn title(&self, cx: &Cx<'_>) -> String;

    /// What can be done here, the most important first: for the footer and the help.
    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)>;

    /// True while a text box has the keyboard.
    fn typing(&self) -> bool {
        false
    }

    /// Does what a key or a click asks for.
    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect>;

    /// Changes the text box.
    fn edit(&mut self, _edit: Edit, _cx: &Cx<'_>) -> Vec<Effect> {
        Vec::new()
    }

    /// Focuses and opens an item that was clicked.
    fn item(&mut self, _item: usize, _cx: &Cx<'_>) -> Vec<Effect> {
        Vec::new()
    }

    /// Where the focused link leads.
    fn link(&self) -> Option<Target> {
        None
    }

    /// The page that is shown: its addresses can be carried away.
    fn page(&self) -> Option<&str> {
        None
    }

    /// Goes to a place of what is shown.
    fn go_to(&mut self, _place: &str) {}

    /// Does what the next key will need. It is called once the screen can be seen, while no key waits.
    fn prepare(&self, _cx: &Cx<'_>) {}

    /// Draws the screen below the title bar and above the footer.
    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>);
}
