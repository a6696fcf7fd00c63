//! What was done on every page that was begun, for each child.

use crate::content::library::Listed;
use crate::layout::Role;
use crate::plan;
use crate::progress::count::{self, Count};
use crate::progress::ticks::Ticks;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::family;
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

/// The progress of all pages.
pub struct ProgressScreen {
    parts: Vec<Part>,
    revision: u64,
    chooser: Chooser,
}

/// What was done for one child, or for the family where there are no children.
struct Part {
    child: Option<String>,
    heading: String,
    pages: Vec<PageRow>,
}

struct PageRow {
    id: String,
    name: String,
    count: Count,
    due: bool,
}

/// A row that can have the focus.
enum Row<'a> {
    /// A child: Enter opens the plan.
    Child(&'a str, &'a str),
    /// A page, with the child whose ticks are meant.
    Page(Option<&'a str>, &'a PageRow),
}

fn part(child: Option<&str>, cx: &Cx<'_>) -> Part {
    let ticks = Ticks::new(cx.progress, child, cx.library);
    let done = family::done_in_words(ticks, cx, words::progress::ALL);
    let name = child.and_then(|id| cx.progress.children.get(id)).map(plan::name_of);
    let heading = match name {
        Some(name) => {
            let done = family::done_in_words(ticks, cx, words::home::STEPS_DONE_BY);
            fill(words::progress::OF, &[("name", &name), ("done", &done)])
        }
        None => done,
    };
    let row = |page: &Listed| PageRow {
        id: page.id().to_owned(),
        name: page.name().to_owned(),
        count: count::page(ticks, page),
        due: family::is_due(ticks, page, cx),
    };
    let mut pages: Vec<PageRow> = cx.library.pages().iter().map(row).filter(|row| !row.count.untouched()).collect();
    // What is to be looked at again comes first, then what is begun and not finished.
    pages.sort_by_key(|row| (!row.due && row.count.changed == 0, row.count.finished(), row.name.to_lowercase()));
    Part { child: child.map(str::to_owned), heading, pages }
}

fn parts(cx: &Cx<'_>) -> Vec<Part> {
    let children: Vec<&str> = plan::children(cx.progress).map(|(id, _)| id).collect();
    match children.as_slice() {
        [] => vec![part(None, cx)],
        children => children.iter().map(|id| part(Some(id), cx)).collect(),
    }
}

impl PageRow {
    fn said(&self) -> String {
        let count = self.count;
        let mut text = fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())]);
        if count.finished() {
            words::list::FINISHED.clone_into(&mut text);
        }
        if self.due {
            text.push_str(", ");
            text.push_str(words::plan::DUE);
        }
        if count.changed > 0 {
            text.push_str(", ");
            text.push_str(&words::count(count.changed, words::progress::CHANGED_ONE, words::progress::CHANGED_MANY));
        }
        text
    }
}

impl ProgressScreen {
    /// What was begun.
    pub fn new(cx: &Cx<'_>) -> ProgressScreen {
        ProgressScreen { parts: parts(cx), revision: cx.revision, chooser: Chooser::default() }
    }

    /// The rows, from the first.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut out = Vec::new();
        for part in &self.parts {
            out.extend(part.child.as_deref().map(|child| Row::Child(child, &part.heading)));
            out.extend(part.pages.iter().map(|page| Row::Page(part.child.as_deref(), page)));
        }
        out
    }

    fn open(&self) -> Vec<Effect> {
        match self.rows().get(self.chooser.at) {
            Some(Row::Child(child, _)) => vec![Effect::Open(Route::Plan((*child).to_owned()))],
            Some(Row::Page(child, page)) => {
                let child = child.map(|child| Effect::ChooseChild(child.to_owned()));
                let open = Effect::Open(Route::Checklist { id: page.id.clone(), step: None });
                child.into_iter().chain([open]).collect()
            }
            None => Vec::new(),
        }
    }
}

impl Screen for ProgressScreen {
    fn title(&self, _: &Cx<'_>) -> String {
        words::home::PROGRESS.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let back = (Action::Back, words::hints::BACK);
        let open = match self.rows().get(self.chooser.at) {
            Some(Row::Child(..)) => words::hints::OPEN,
            Some(Row::Page(..)) => words::hints::CHECKLIST,
            None => return vec![back],
        };
        vec![(Action::Open, open), (Action::Down, words::hints::MOVE), back]
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        let rows = self.rows().len();
        if self.chooser.act(action, rows) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Back | Action::Left => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            self.parts = parts(cx);
            self.revision = cx.revision;
        }
        let (width, height) = (canvas.width(), canvas.height());
        let mut top = 0;
        // Without children there is one sum, and it stands above.
        if let [Part { child: None, heading, pages }] = self.parts.as_slice() {
            canvas.text(2, 0, heading, canvas.theme.base());
            top = 2;
            if pages.is_empty() {
                canvas.paragraph(2, 2, words::progress::NONE, canvas.theme.base());
                canvas.cursor(2, 2);
            }
        }
        let mut chooser = std::mem::take(&mut self.chooser);
        let rows = self.rows();
        let longest = self.parts.iter().flat_map(|part| &part.pages).map(|page| canvas.wide(&page.name)).max();
        let column = longest.unwrap_or(0).min(width.saturating_sub(24)) + 4;
        let mut canvas = canvas.part(0, top, width, height.saturating_sub(top));
        for (y, at) in (0..).zip(chooser.show(rows.len(), canvas.height().into())) {
            let focus = canvas.item(y, at == chooser.at, canvas.theme.base());
            canvas.clickable(0, y, width, Click::Item(at));
            match &rows[at] {
                Row::Child(_, heading) => {
                    let style = canvas.theme.role(Role::Stress).patch(focus);
                    canvas.text(2, y, heading, style);
                }
                Row::Page(_, page) => {
                    canvas.part(0, 0, column.saturating_sub(1), height).text(2, y, &page.name, focus);
                    let x = canvas.gauge(column, y, 8, page.count.done, page.count.wanted());
                    let style = canvas.theme.quiet();
                    canvas.text(x + 1, y, &page.said(), style);
                }
            }
        }
        drop(rows);
        self.chooser = chooser;
    }
}
