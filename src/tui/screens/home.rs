//! The first screen: clear choices, how much is done, and what is due.

use crate::content::library::{GLOSSARY, Listed};
use crate::content::page::Kind;
use crate::layout::Role;
use crate::plan;
use crate::progress::child::Child;
use crate::progress::count;
use crate::progress::ticks::Ticks;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::family;
use crate::tui::widgets::chooser::Chooser;
use crate::words::{self, fill};

/// The home screen.
#[derive(Debug, Default)]
pub struct Home {
    chooser: Chooser,
    items: Vec<Item>,
    revision: Option<u64>,
}

#[derive(Debug, Clone)]
struct Item {
    title: &'static str,
    aside: String,
    route: Route,
    danger: bool,
}

fn items(cx: &Cx<'_>) -> Vec<Item> {
    let item = |title, aside: String, route| Item { title, aside, route, danger: false };
    let kind = |title, kind: Kind, one, many| {
        let pages = cx.library.of_kind(kind).count();
        let done = count::pages(cx.ticks(), cx.library.of_kind(kind));
        let mut aside = words::count(pages, one, many);
        // Whose steps these are is not said here.
        if done.done > 0 && plan::children(cx.progress).count() < 2 {
            aside.push_str(&words::count(done.done, words::home::STEP_DONE, words::home::STEPS_DONE));
        }
        item(title, aside, Route::List(kind))
    };
    let mut items = vec![
        Item {
            title: words::home::HAPPENED,
            aside: words::home::HAPPENED_ASIDE.to_owned(),
            route: Route::HelpNow,
            danger: true,
        },
        item(words::home::PLAN, plan_aside(cx), family::way(cx)),
        kind(words::home::APPS, Kind::Platform, words::home::APP, words::home::APPS_COUNT),
        kind(words::home::DEVICES, Kind::Device, words::home::GUIDE, words::home::GUIDES),
        kind(words::home::TOPICS, Kind::Topic, words::home::GUIDE, words::home::GUIDES),
        item(words::home::SEARCH, words::home::SEARCH_ASIDE.to_owned(), Route::Search),
        item(
            words::home::FIGURES,
            words::count(cx.library.of_kind(Kind::Evidence).count(), words::home::FIGURE, words::home::FIGURES_COUNT),
            Route::List(Kind::Evidence),
        ),
        item(words::home::MYTHS, words::home::MYTHS_ASIDE.to_owned(), Route::Myths(None)),
        item(
            words::home::WORDS,
            words::home::WORDS_ASIDE.to_owned(),
            Route::Page { id: GLOSSARY.to_owned(), place: None },
        ),
        item(words::home::PROGRESS, progress_aside(cx), Route::Progress),
    ];
    items.retain(|item| item.title != words::home::WORDS || cx.library.has(GLOSSARY));
    let due = cx.library.pages().iter().filter(|page| is_due(page, cx)).count();
    if due > 0 {
        items.push(item(words::home::DUE, words::count(due, words::home::DUE_ONE, words::home::DUE_MANY), Route::Due));
    }
    if !cx.troubles.is_empty() {
        let aside = words::count(cx.troubles.len(), words::home::TROUBLE, words::home::TROUBLES_COUNT);
        items.push(item(words::home::TROUBLES, aside, Route::Troubles));
    }
    items
}

/// How far the plans are; what they are good for when there are none.
fn plan_aside(cx: &Cx<'_>) -> String {
    let children: Vec<_> = plan::children(cx.progress).collect();
    match children.as_slice() {
        [] => words::home::PLAN_ASIDE.to_owned(),
        [(id, child)] => family::in_words(family::standing(id, child, cx), cx.today, cx.glyphs.dot),
        several => {
            let line = |(id, child): &(&str, &Child)| {
                let standing = family::standing(id, child, cx);
                let due = standing.look_again.is_some_and(|day| day <= cx.today) || standing.count.changed > 0;
                let text = if due { words::home::PLAN_DUE } else { words::home::PLAN_OF };
                let count = standing.count;
                fill(text, &[("name", &plan::name_of(child)), ("done", &count.done), ("all", &count.wanted())])
            };
            several.iter().map(line).collect::<Vec<_>>().join(cx.glyphs.dot)
        }
    }
}

/// What was done for each child; without children, of all steps.
fn progress_aside(cx: &Cx<'_>) -> String {
    let children: Vec<_> = plan::children(cx.progress).collect();
    if children.is_empty() {
        return family::done_in_words(cx.ticks(), cx, words::home::PROGRESS_ASIDE);
    }
    let line = |(id, child): &(&str, &Child)| {
        let done = family::done_in_words(Ticks::new(cx.progress, Some(id), cx.library), cx, words::home::STEPS_DONE_BY);
        fill(words::progress::OF, &[("name", &plan::name_of(child)), ("done", &done)])
    };
    children.iter().map(line).collect::<Vec<_>>().join(cx.glyphs.dot)
}

/// True when a page's next check is due.
pub fn is_due(page: &Listed, cx: &Cx<'_>) -> bool {
    page.review_by().is_some_and(|day| day <= cx.today)
}

impl Home {
    fn open(&self) -> Vec<Effect> {
        self.items.get(self.chooser.at).map(|item| Effect::Open(item.route.clone())).into_iter().collect()
    }
}

impl Screen for Home {
    fn title(&self, _: &Cx<'_>) -> String {
        String::new()
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = vec![
            (Action::Open, words::hints::OPEN),
            (Action::Leave, cx.house.leaving()),
            (Action::Down, words::hints::MOVE),
            (Action::Search, words::hints::SEARCH),
        ];
        if !cx.house.no_quit {
            hints.push((Action::Quit, words::hints::QUIT));
        }
        hints
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        if self.items.is_empty() {
            self.items = items(cx);
        }
        if self.chooser.act(action, self.items.len()) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right => self.open(),
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != Some(cx.revision) {
            self.items = items(cx);
            self.revision = Some(cx.revision);
        }
        let roomy = canvas.height() >= 16;
        let mut y = 0;
        if roomy {
            let style = canvas.theme.base();
            canvas.text(2, 1, words::home::GREETING, style);
            y = 3;
        }
        let spacing = if roomy && usize::from(canvas.height()) >= 4 + 2 * self.items.len() { 2 } else { 1 };
        let rows = usize::from(canvas.height().saturating_sub(y)) / usize::from(spacing);
        let longest = self.items.iter().map(|item| canvas.wide(item.title)).max().unwrap_or(0);
        let shown = self.chooser.show(self.items.len(), rows);
        for (at, item) in self.items.iter().enumerate().take(shown.end).skip(shown.start) {
            let style = if item.danger { canvas.theme.danger() } else { canvas.theme.role(Role::Stress) };
            let style = canvas.item(y, at == self.chooser.at, style);
            canvas.text(2, y, item.title, style);
            let aside = longest + 5;
            if aside + 12 < canvas.width() {
                let style = canvas.theme.quiet();
                canvas.text(aside, y, &item.aside, style);
            }
            canvas.clickable(0, y, canvas.width(), Click::Item(at));
            y += spacing;
        }
    }
}
