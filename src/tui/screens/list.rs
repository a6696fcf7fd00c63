//! A list of pages that narrows as one types; on a wide terminal the page is shown beside it.

use crate::content::doc;
use crate::content::library::Listed;
use crate::content::page::Kind;
use crate::layout::MAX_TEXT_WIDTH;
use crate::progress::count;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Edit, Effect, Route, Screen};
use crate::tui::screens::family;
use crate::tui::screens::home::is_due;
use crate::tui::widgets::chooser::Chooser;
use crate::tui::widgets::narrow::narrow;
use crate::tui::widgets::reader::Reader;
use crate::tui::widgets::text_box::TextBox;
use crate::tui::widgets::words_of;
use crate::words::{self, fill};

/// From this width on, the page is shown beside the list.
const WIDE: u16 = 110;
/// The least width of the list when the page is beside it.
const LIST_WIDTH: u16 = 36;
/// Between the list and the page.
const GAP: u16 = 3;

/// The list.
pub struct List {
    title: &'static str,
    /// The kind of its pages; `None` for those that are due.
    kind: Option<Kind>,
    revision: u64,
    pages: Vec<Row>,
    shown: Vec<usize>,
    chooser: Chooser,
    filter: TextBox,
    typing: bool,
    beside: Option<(String, Reader)>,
}

struct Row {
    id: String,
    name: String,
    aside: String,
    /// The aside belongs to one of several children, and names it.
    named: bool,
    /// What is searched, in small letters.
    words: String,
}

impl List {
    /// The pages of a kind.
    pub fn of_kind(kind: Kind, cx: &Cx<'_>) -> List {
        let title = match kind {
            Kind::Platform => words::home::APPS,
            Kind::Device => words::home::DEVICES,
            Kind::Topic => words::home::TOPICS,
            Kind::Region => words::regions::TITLE,
            Kind::Evidence => words::home::FIGURES,
            Kind::Glossary => words::home::WORDS,
        };
        let whose = family::whose(cx);
        let row_of = |listed| row(listed, aside(listed, whose.as_deref(), cx), whose.is_some());
        List::new(title, Some(kind), cx.revision, cx.library.of_kind(kind).map(row_of).collect())
    }

    /// The pages whose next check is due, the longest overdue first.
    pub fn due(cx: &Cx<'_>) -> List {
        let mut due: Vec<&Listed> = cx.library.pages().iter().filter(|page| is_due(page, cx)).collect();
        due.sort_by_key(|page| page.review_by());
        let aside = |page: &Listed| {
            let day = page.review_by().map(crate::content::date::Day::in_words).unwrap_or_default();
            fill(words::list::DUE_SINCE, &[("day", &day)])
        };
        List::new(
            words::home::DUE,
            None,
            cx.revision,
            due.into_iter().map(|page| row(page, aside(page), false)).collect(),
        )
    }

    fn new(title: &'static str, kind: Option<Kind>, revision: u64, pages: Vec<Row>) -> List {
        let shown = (0..pages.len()).collect();
        List {
            title,
            kind,
            revision,
            pages,
            shown,
            chooser: Chooser::default(),
            filter: TextBox::default(),
            typing: false,
            beside: None,
        }
    }

    /// Takes in what is another since: counts, when a page was worked through and left, or the pages themselves.
    /// The focus stays where it is.
    fn renew(&mut self, cx: &Cx<'_>) {
        let focused = self.shown.get(self.chooser.at).map(|at| self.pages[*at].id.clone());
        let fresh = self.kind.map_or_else(|| List::due(cx), |kind| List::of_kind(kind, cx));
        let chooser = self.chooser;
        self.pages = fresh.pages;
        self.narrow();
        self.chooser = chooser;
        if let Some(at) = focused.and_then(|id| self.shown.iter().position(|at| self.pages[*at].id == id)) {
            self.chooser.at = at;
        }
        self.beside = None;
        self.revision = cx.revision;
    }

    fn narrow(&mut self) {
        self.shown = narrow(self.pages.iter().map(|row| row.words.as_str()), &self.filter.text());
        self.chooser = Chooser::default();
    }

    fn open(&self) -> Vec<Effect> {
        let row = self.shown.get(self.chooser.at).map(|at| &self.pages[*at]);
        row.map(|row| Effect::Open(Route::Page { id: row.id.clone(), place: None })).into_iter().collect()
    }

    fn draw_list(&mut self, canvas: &mut Canvas<'_>) {
        let filtered = self.typing || !self.filter.is_empty();
        let top = u16::from(filtered);
        let rows = usize::from(canvas.height().saturating_sub(top));
        if self.shown.is_empty() {
            let style = canvas.theme.quiet();
            canvas.text(2, top, words::list::NOTHING, style);
        }
        for (y, at) in (top..).zip(self.chooser.show(self.shown.len(), rows)) {
            let row = &self.pages[self.shown[at]];
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            let width = canvas.width().min(MAX_TEXT_WIDTH as u16);
            // A count that does not say whose it is would mislead, and the page's name comes first.
            let left_away = row.named && 2 + canvas.wide(&row.name) + 1 + canvas.wide(&row.aside) > width;
            let aside = if left_away { "" } else { row.aside.as_str() };
            let x = width.saturating_sub(canvas.wide(aside));
            canvas.part(0, y, x.saturating_sub(1), 1).text(2, 0, &row.name, style);
            let style = canvas.theme.quiet();
            canvas.text(x, y, aside, style);
            canvas.clickable(0, y, canvas.width(), Click::Item(at));
        }
        // Last, since the real cursor belongs to the box while one types.
        if filtered {
            self.filter.draw(canvas, 0, words::list::FILTER, self.typing);
        }
    }

    fn draw_page(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        let Some(row) = self.shown.get(self.chooser.at).map(|at| &self.pages[*at]) else { return };
        if self.beside.as_ref().is_none_or(|(id, _)| *id != row.id) {
            let reader = match cx.library.page(&row.id) {
                Some(Ok(page)) => Reader::new(cx.document(|cx| doc::page_blocks(&page, cx))),
                Some(Err(problem)) => {
                    Reader::new(vec![doc::Block::Para(vec![doc::Piece::Text(problem.to_string().into())])])
                }
                None => Reader::default(),
            };
            self.beside = Some((row.id.clone(), reader));
        }
        if let Some((_, reader)) = &mut self.beside {
            reader.draw(canvas);
        }
    }
}

fn row(listed: &Listed, aside: String, named: bool) -> Row {
    Row { id: listed.id().to_owned(), name: listed.name().to_owned(), aside, named, words: words_of(listed) }
}

/// How many steps of a page are done; `whose` is the child's name, where there are several.
fn aside(listed: &Listed, whose: Option<&str>, cx: &Cx<'_>) -> String {
    let count = count::page(cx.ticks(), listed);
    let done = if count.finished() {
        words::list::FINISHED.to_owned()
    } else if listed.entry.closed() {
        return words::list::CLOSED.to_owned();
    } else if count.all > 0 {
        fill(words::list::STEPS, &[("done", &count.done), ("all", &count.wanted())])
    } else {
        return String::new();
    };
    whose.map_or(done.clone(), |name| fill(words::progress::OF, &[("name", &name), ("done", &done)]))
}

impl Screen for List {
    fn title(&self, _: &Cx<'_>) -> String {
        self.title.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let open = if self.typing { words::hints::CHOOSE } else { words::hints::OPEN };
        vec![
            (Action::Open, open),
            (Action::Down, words::hints::MOVE),
            (Action::Filter, words::hints::FILTER),
            (Action::Back, words::hints::BACK),
        ]
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.shown.len()) {
            return Vec::new();
        }
        match action {
            Action::Filter => self.typing = true,
            Action::Back if self.typing || !self.filter.is_empty() => {
                self.typing = false;
                self.filter.clear();
                self.narrow();
            }
            Action::Back | Action::Left => return vec![Effect::Back],
            Action::Open | Action::Right => {
                self.typing = false;
                return self.open();
            }
            Action::Checklist => {
                let row = self.shown.get(self.chooser.at).map(|at| &self.pages[*at]);
                let steps =
                    |row: &&Row| cx.library.listed(&row.id).is_some_and(|page| page.entry.steps().next().is_some());
                let route = row.filter(steps).map(|row| Route::Checklist { id: row.id.clone(), step: None });
                return route.map(Effect::Open).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn edit(&mut self, edit: Edit, _: &Cx<'_>) -> Vec<Effect> {
        if self.filter.edit(&edit) {
            self.narrow();
        }
        Vec::new()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.renew(cx);
        }
        let (width, height) = (canvas.width(), canvas.height());
        if width < WIDE {
            self.draw_list(canvas);
            return;
        }
        // As wide as its longest row, where the page still has all the room that text is given.
        let longest = self.pages.iter().map(|row| canvas.wide(&row.name) + canvas.wide(&row.aside) + 4).max();
        let most = width.saturating_sub(MAX_TEXT_WIDTH as u16 + GAP).max(LIST_WIDTH);
        let list = longest.unwrap_or(0).clamp(LIST_WIDTH, most);
        // The page first: the real cursor belongs to the list.
        self.draw_page(&mut canvas.part(list + GAP, 0, width - list - GAP, height), cx);
        self.draw_list(&mut canvas.part(0, 0, list, height));
    }
}
