//! A checklist: one step open at a time, a gauge, and what comes next when it is finished.

use std::rc::Rc;

use crate::content::doc::{self, Block, Piece, Tone};
use crate::content::file::{Priority, Step};
use crate::content::page::Page;
use crate::progress::count::Count;
use crate::progress::{Change, Mark, Record, key};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::{follow, simple};
use crate::tui::widgets::fold::{Entry, Fold};
use crate::words::{self, fill};

struct Checklist {
    id: String,
    page: Rc<Page>,
    fold: Fold,
    /// The steps in the order of the list.
    order: Vec<usize>,
    seen: Option<(u64, doc::Device)>,
    wanted: Option<String>,
    /// Pages that the finished list offers.
    next: Vec<String>,
}

/// The checklist of a page, opened at a step.
pub fn make(id: String, step: Option<String>, cx: &Cx<'_>) -> Box<dyn Screen> {
    match cx.library.page(&id) {
        Some(Ok(page)) if !page.steps().is_empty() => {
            let order = order(&page);
            Box::new(Checklist { id, page, fold: Fold::default(), order, seen: None, wanted: step, next: Vec::new() })
        }
        Some(Err(problem)) => simple::message(words::page::UNREADABLE, &problem.to_string()),
        _ => simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)])),
    }
}

/// The steps by how urgent they are, and then as the page has them.
fn order(page: &Page) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.steps().len()).collect();
    order.sort_by_key(|at| page.steps()[*at].priority);
    order
}

impl Checklist {
    fn record<'a>(&'a self, step: &'a Step, cx: &'a Cx<'_>) -> Option<&'a Record> {
        cx.progress.record(&self.id, &step.id, step.formerly.iter().map(String::as_str))
    }

    fn mark(&self, step: &Step, cx: &Cx<'_>) -> Mark {
        self.record(step, cx).map_or(Mark::Open, |record| record.mark)
    }

    fn count(&self, cx: &Cx<'_>) -> Count {
        let mut count = Count { all: self.page.steps().len(), ..Count::default() };
        for step in self.page.steps() {
            match self.mark(step, cx) {
                Mark::Done => count.done += 1,
                Mark::NotForUs => count.skipped += 1,
                Mark::Open => {}
            }
        }
        count
    }

    fn minutes_left(&self, cx: &Cx<'_>) -> u32 {
        let open = self.page.steps().iter().filter(|step| self.mark(step, cx) == Mark::Open);
        open.map(|step| u32::from(step.minutes)).sum()
    }

    /// The step with the focus; `None` on the offers of a finished list.
    fn focused(&self) -> Option<&Step> {
        self.order.get(self.fold.at).map(|at| &self.page.steps()[*at])
    }

    fn entries(&mut self, cx: &Cx<'_>) -> Vec<Entry> {
        let mut out = Vec::new();
        let mut group: Option<Priority> = None;
        for at in &self.order {
            let step = &self.page.steps()[*at];
            if group != Some(step.priority) {
                group = Some(step.priority);
                let words = step.priority.title().to_owned();
                out.push(Entry::Text(vec![Block::Heading { level: 3, place: String::new(), words }]));
            }
            out.push(self.entry(step, cx));
        }
        if self.count(cx).finished() {
            self.next = next_pages(&self.page, cx);
            let done = vec![Piece::Text(words::checklist::FINISHED.to_owned())];
            out.push(Entry::Text(vec![Block::Note(Tone::Good, done)]));
            for id in &self.next {
                let name = cx.library.name(id).unwrap_or(id);
                out.push(Entry::Item {
                    mark: String::new(),
                    head: fill(words::checklist::NEXT, &[("page", &name)]),
                    aside: String::new(),
                    body: Vec::new(),
                });
            }
        } else {
            self.next.clear();
        }
        out
    }

    fn entry(&self, step: &Step, cx: &Cx<'_>) -> Entry {
        let record = self.record(step, cx);
        let (mark, said) = match record.map_or(Mark::Open, |record| record.mark) {
            Mark::Done => (cx.glyphs.done, words::checklist::DONE),
            Mark::NotForUs => (cx.glyphs.skipped, words::checklist::SKIPPED),
            Mark::Open => (cx.glyphs.todo, ""),
        };
        let minutes = words::count(step.minutes.into(), words::step::MINUTE, words::step::MINUTES);
        let aside = if said.is_empty() { minutes } else { said.to_owned() };
        let mut body = cx.document(|cx| doc::step_blocks(&self.page, step, cx));
        if let Some(note) = record.map(|record| record.note.as_str()).filter(|note| !note.is_empty()) {
            body.push(Block::Field(words::checklist::NOTE.to_owned(), vec![Piece::Text(note.to_owned())]));
        }
        Entry::Item { mark: mark.to_owned(), head: step.title.clone(), aside, body }
    }

    fn set(&mut self, wanted: Mark, cx: &Cx<'_>) -> Vec<Effect> {
        let Some(step) = self.focused() else { return Vec::new() };
        let mark = if self.mark(step, cx) == wanted { Mark::Open } else { wanted };
        let said = if mark == Mark::Done { step.says() } else { String::new() };
        let change = Change::Mark { step: key(&self.id, &step.id), mark, said };
        // A step that was open and is answered makes way for the next one that is not.
        if mark != Mark::Open && self.fold.open == Some(self.fold.at) {
            let open = |at: &usize| self.mark(&self.page.steps()[self.order[*at]], cx) == Mark::Open;
            let here = self.fold.at;
            match (here + 1..self.order.len()).chain(0..here).find(open) {
                Some(next) => self.fold.go_to(next),
                None => self.fold.toggle(),
            }
        }
        vec![Effect::Save(change)]
    }
}

/// The pages to go on with: related ones whose list is not finished, the most urgent first.
fn next_pages(page: &Page, cx: &Cx<'_>) -> Vec<String> {
    let device_pages = page.guide().map(|guide| guide.device_steps.as_slice()).unwrap_or_default();
    let device_pages = device_pages.iter().filter_map(|step| step.split('#').next());
    let related = page.head().related.iter().map(String::as_str);
    let mut out: Vec<String> = Vec::new();
    for id in device_pages.chain(related) {
        let open = cx.library.listed(id).is_some_and(|listed| {
            listed.entry.steps().next().is_some() && !crate::progress::count::page(cx.progress, listed).finished()
        });
        if open && !out.iter().any(|own| own == id) && out.len() < 3 {
            out.push(id.to_owned());
        }
    }
    out
}

impl Screen for Checklist {
    fn title(&self, cx: &Cx<'_>) -> String {
        format!("{}{}{}", self.page.head().name, cx.glyphs.dot, words::page::CHECKLIST)
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let open = if self.fold.open == Some(self.fold.at) { words::hints::CLOSE } else { words::hints::OPEN };
        vec![
            (Action::Tick, words::hints::TICK),
            (Action::Open, open),
            (Action::Back, words::hints::BACK),
            (Action::NotForUs, words::hints::NOT_FOR_US),
            (Action::Note, words::hints::NOTE),
            (Action::Device, words::hints::DEVICE),
            (Action::Sources, words::hints::SOURCES),
            (Action::Down, words::hints::MOVE),
        ]
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        if action == Action::Open
            && let Some(id) = self.fold.at.checked_sub(self.order.len()).and_then(|at| self.next.get(at))
        {
            return vec![Effect::Open(Route::Page { id: id.clone(), place: None })];
        }
        match action {
            Action::Tick => return self.set(Mark::Done, cx),
            Action::NotForUs => return self.set(Mark::NotForUs, cx),
            Action::Note => {
                let step = self.focused().map(|step| step.id.clone());
                let route = step.map(|step| Route::Note { id: self.id.clone(), step });
                return route.map(Effect::Open).into_iter().collect();
            }
            Action::Device | Action::Right => {
                let value = cx.device.next().name().to_owned();
                return vec![Effect::Save(Change::Choose { name: "device".to_owned(), value })];
            }
            Action::Sources => return vec![Effect::Open(Route::Sources(self.id.clone()))],
            Action::Back | Action::Left | Action::Checklist => return vec![Effect::Back],
            _ => {}
        }
        self.fold.act(action).1.map(follow).unwrap_or_default()
    }

    fn item(&mut self, item: usize, cx: &Cx<'_>) -> Vec<Effect> {
        if let Some(target) = self.fold.click(item) {
            return follow(target);
        }
        if self.fold.at >= self.order.len() { self.act(Action::Open, cx) } else { Vec::new() }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.seen != Some((cx.revision, cx.device)) {
            let first = self.seen.is_none();
            // The page itself can be another one: somebody is editing it.
            if let Some(Ok(page)) =
                cx.library.page(&self.id).filter(|page| !matches!(page, Ok(page) if page.steps().is_empty()))
            {
                self.order = order(&page);
                self.page = page;
            }
            let entries = self.entries(cx);
            self.fold.replace(entries);
            self.seen = Some((cx.revision, cx.device));
            if first {
                let place = self.wanted.take();
                let step = |id: &str| self.order.iter().position(|at| self.page.steps()[*at].id == id);
                let first_open =
                    || self.order.iter().position(|at| self.mark(&self.page.steps()[*at], cx) == Mark::Open);
                let item = place.as_deref().and_then(step).or_else(first_open);
                if let Some(item) = item {
                    self.fold.go_to(item);
                }
            }
        }
        let count = self.count(cx);
        let (width, height) = (canvas.width(), canvas.height());
        let done = fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())]);
        let left =
            words::count(self.minutes_left(cx) as usize, words::checklist::MINUTE_LEFT, words::checklist::MINUTES_LEFT);
        let taps = fill(words::checklist::TAPS, &[("device", &cx.device.title())]);
        let style = canvas.theme.base();
        let gauge = if width >= 60 { 16 } else { 8 };
        let x = canvas.gauge(2, 0, gauge, count.done, count.wanted());
        let mut x = canvas.text(x + 1, 0, &done, style);
        for (part, click) in [(&left, None), (&taps, Some(Action::Device))] {
            let part = format!("{}{part}", canvas.glyphs.dot);
            let wide = canvas.wide(&part);
            if x + wide <= width {
                if let Some(action) = click {
                    canvas.clickable(x, 0, wide, crate::tui::canvas::Click::Do(action));
                }
                let style = canvas.theme.quiet();
                x = canvas.text(x, 0, &part, style);
            }
        }
        let gap = if height >= 16 { 2 } else { 1 };
        self.fold.draw(&mut canvas.part(0, gap, width, height.saturating_sub(gap)));
    }
}
