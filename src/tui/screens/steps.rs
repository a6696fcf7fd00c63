//! Steps to work through: the checklist of a page, or the plan for a child. One step is open at a time; above it a
//! gauge, below it what comes next when all is done.

use std::rc::Rc;

use crate::content::date::Day;
use crate::content::doc::{self, Block, Device, Piece, Tone};
use crate::content::file::Step;
use crate::content::inline::{Marker, Target};
use crate::content::page::Page;
use crate::plan::{self, Plan, PlanStep, Standing};
use crate::progress::child::{Child, Says};
use crate::progress::count::State;
use crate::progress::difference::{Line, difference};
use crate::progress::ticks::Answer;
use crate::progress::{Change, Mark};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::{family, follow, simple};
use crate::tui::widgets::fold::{Entry, Fold};
use crate::words::{self, fill};

/// What the steps belong to.
enum Of {
    /// A page, by its id.
    Page(String),
    /// A child, by its id.
    Child(String),
}

struct Steps {
    of: Of,
    plan: Plan,
    fold: Fold,
    seen: Option<(u64, Device)>,
    /// The step to open at first: page and step.
    wanted: Option<(String, String)>,
    /// The keys of the steps that were new when this was opened: they stay marked while it is.
    fresh: Vec<(String, String)>,
    /// What is offered below the steps.
    tail: Vec<Tail>,
}

/// Something to choose below the steps.
enum Tail {
    /// Go on with the checklist of a page.
    Page(String),
    /// The finished plan was looked through again.
    LookedAgain,
}

/// The checklist of a page, opened at a step.
pub fn checklist(id: String, step: Option<String>, cx: &Cx<'_>) -> Box<dyn Screen> {
    match cx.library.page(&id) {
        Some(Ok(page)) if !page.steps().is_empty() => {
            let wanted = step.map(|step| (id.clone(), step));
            Box::new(Steps::new(Of::Page(id), wanted, cx))
        }
        Some(Err(problem)) => simple::message(words::page::UNREADABLE, &problem.to_string()),
        _ => simple::message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)])),
    }
}

/// The plan for a child.
pub fn plan(child: String, cx: &Cx<'_>) -> Box<dyn Screen> {
    Box::new(Steps::new(Of::Child(child), None, cx))
}

/// The steps of a page as a plan: the most urgent first, and then as the page has them.
fn of_page(page: &Rc<Page>, cx: &Cx<'_>) -> Plan {
    let step = |at| PlanStep::new(page, at, cx.ticks().wanted());
    let mut steps: Vec<PlanStep> = (0..page.steps().len()).map(step).collect();
    steps.sort_by_key(|step| step.priority);
    Plan { steps, ..Plan::default() }
}

fn id_of(step: &PlanStep) -> (String, String) {
    (step.page.head().id.to_owned(), step.step().id.clone())
}

impl Steps {
    fn new(of: Of, wanted: Option<(String, String)>, cx: &Cx<'_>) -> Steps {
        let (plan, fold) = (Plan::default(), Fold::default());
        let mut steps = Steps { of, plan, fold, seen: None, wanted, fresh: Vec::new(), tail: Vec::new() };
        steps.load(cx);
        steps.fresh = steps.plan.steps.iter().filter(|step| step.is_new(cx.ticks())).map(id_of).collect();
        steps
    }

    /// Reads the steps anew: somebody can be editing the page, or the child.
    fn load(&mut self, cx: &Cx<'_>) {
        match &self.of {
            Of::Page(id) => {
                if let Some(Ok(page)) = cx.library.page(id)
                    && !page.steps().is_empty()
                {
                    self.plan = of_page(&page, cx);
                }
            }
            Of::Child(id) => {
                self.plan =
                    cx.progress.children.get(id).map(|child| plan::build(child, cx.library)).unwrap_or_default();
            }
        }
    }

    fn child<'a>(&self, cx: &Cx<'a>) -> Option<(&'a str, &'a Child)> {
        let id = match &self.of {
            Of::Child(id) => id,
            Of::Page(_) => cx.child?,
        };
        cx.progress.children.get_key_value(id).map(|(id, child)| (id.as_str(), child))
    }

    fn standing(&self, cx: &Cx<'_>) -> Standing {
        let looked_again = match &self.of {
            Of::Page(id) => cx.ticks().looked_at(id),
            Of::Child(_) => self.child(cx).and_then(|(_, child)| child.looked_again),
        };
        self.plan.standing(looked_again, cx.ticks())
    }

    /// The step with the focus; `None` on what is offered below.
    fn focused(&self) -> Option<&PlanStep> {
        self.plan.steps.get(self.fold.at)
    }

    fn entries(&mut self, cx: &Cx<'_>) -> Vec<Entry> {
        let mut out = Vec::new();
        let head = self.head(cx);
        if !head.is_empty() {
            out.push(Entry::Text(head));
        }
        let tonight = if matches!(self.of, Of::Child(_)) { self.plan.tonight(cx.ticks()) } else { 0 };
        let (tonight, rest) = self.plan.steps.split_at(tonight);
        if !tonight.is_empty() {
            out.push(Entry::Gap);
            out.push(self.group(words::plan::TONIGHT, tonight.iter(), cx));
            out.extend(tonight.iter().map(|step| self.entry(step, cx)));
        }
        for steps in rest.chunk_by(|one, other| one.priority == other.priority) {
            out.push(Entry::Gap);
            out.push(self.group(steps[0].priority.title(), steps.iter(), cx));
            out.extend(steps.iter().map(|step| self.entry(step, cx)));
        }
        self.tail.clear();
        if self.standing(cx).count.finished() {
            out.push(Entry::Gap);
            self.finished(cx, &mut out);
        }
        out
    }

    /// What stands above a plan: apps that want an older child, and what is missing.
    fn head(&self, cx: &Cx<'_>) -> Vec<Block<'static>> {
        let mut out = Vec::new();
        for app in &self.plan.too_young {
            out.extend(too_young(app));
        }
        if matches!(self.of, Of::Child(_)) && self.plan.steps.is_empty() {
            out.push(Block::Para(vec![Piece::Text(words::plan::EMPTY.into())]));
        }
        for id in &self.plan.missing {
            let name = cx.library.name(id).unwrap_or(id);
            let text = fill(words::plan::MISSING, &[("page", &name)]);
            out.push(Block::Note(Tone::Quiet, vec![Piece::Text(text.into())]));
        }
        out
    }

    /// The heading of a group of steps; in a plan with how long what waits there takes.
    fn group<'p>(&self, title: &str, steps: impl Iterator<Item = &'p PlanStep>, cx: &Cx<'_>) -> Entry {
        let mut words = title.to_owned();
        if matches!(self.of, Of::Child(_)) {
            let waits = steps.filter(|step| step.state(cx.ticks()).waits());
            let minutes: u32 = waits.map(|step| u32::from(step.step().minutes)).sum();
            if minutes > 0 {
                words = format!("{words}{}{}", cx.glyphs.dot, words::time_left(minutes));
            }
        }
        Entry::Text(vec![Block::heading(3, "", words)])
    }

    fn entry(&self, step: &PlanStep, cx: &Cx<'_>) -> Entry {
        let (own, answer, state) = (step.step(), step.answer(cx.ticks()), step.state(cx.ticks()));
        let (mark, said) = match state {
            State::Done => (cx.glyphs.done, words::checklist::DONE),
            State::NotForUs => (cx.glyphs.skipped, words::checklist::SKIPPED),
            State::Changed => (cx.glyphs.changed, words::checklist::CHANGED),
            State::Open if self.fresh.contains(&id_of(step)) => (cx.glyphs.todo, words::checklist::NEW),
            State::Open => (cx.glyphs.todo, ""),
        };
        let mut aside: Vec<String> = Vec::new();
        if matches!(self.of, Of::Child(_)) {
            aside.push(step.page.head().name.to_owned());
        }
        if state.waits() {
            aside.push(words::count(own.minutes.into(), words::step::MINUTE, words::step::MINUTES));
        }
        if !said.is_empty() {
            aside.push(said.to_owned());
        }
        if !answer.note.is_empty() {
            aside.push(words::checklist::HAS_NOTE.to_owned());
        }
        if !step.wanted {
            aside.push(words::checklist::NOT_COUNTED.to_owned());
        }
        let mut body = Vec::new();
        if state == State::Changed {
            body.extend(changed(step, answer));
        }
        if matches!(self.of, Of::Child(_)) {
            body.extend(where_from(step));
        }
        body.extend(cx.document(|cx| doc::step_blocks(&step.page, own, cx)));
        if !answer.note.is_empty() {
            body.push(Block::Field(words::checklist::NOTE.into(), vec![Piece::Text(answer.note.into())]));
        }
        Entry::Item {
            mark: mark.to_owned(),
            head: own.title.clone(),
            number: String::new(),
            aside: aside.join(cx.glyphs.dot),
            body: doc::owned(body),
        }
    }

    fn finished(&mut self, cx: &Cx<'_>, out: &mut Vec<Entry>) {
        let note = |text: String| Entry::Text(vec![Block::Note(Tone::Good, vec![Piece::Text(text.into())])]);
        let item = |head: String| Entry::Item {
            mark: String::new(),
            head,
            number: String::new(),
            aside: String::new(),
            body: Vec::new(),
        };
        match &self.of {
            Of::Page(_) => {
                self.look_again(words::checklist::FINISHED, cx, out);
                let next = self.plan.steps.first().map(|step| next_pages(&step.page, cx)).unwrap_or_default();
                for id in next {
                    let name = cx.library.name(&id).unwrap_or(&id);
                    out.push(item(fill(words::checklist::NEXT, &[("page", &name)])));
                    self.tail.push(Tail::Page(id));
                }
            }
            Of::Child(_) => {
                self.look_again(words::plan::FINISHED, cx, out);
                // One thing at a time: what is due first.
                let due = !self.tail.is_empty();
                let next = if due { Vec::new() } else { self.plan.next_worries(cx.ticks()) };
                if !next.is_empty() {
                    out.push(note(words::plan::NEXT.to_owned()));
                }
                for id in next {
                    out.push(item(fill(words::checklist::NEXT, &[("page", &cx.library.name(&id).unwrap_or(&id))])));
                    self.tail.push(Tail::Page(id));
                }
            }
        }
    }

    /// When what is finished is to be looked through again; when that day has come, a way to say that it was.
    fn look_again(&mut self, finished: &str, cx: &Cx<'_>, out: &mut Vec<Entry>) {
        let Some(day) = self.standing(cx).look_again else { return };
        let due = day <= cx.today;
        let text = fill(if due { words::plan::LOOK_AGAIN_NOW } else { finished }, &[("day", &day.in_words())]);
        out.push(Entry::Text(vec![Block::Note(Tone::Good, vec![Piece::Text(text.into())])]));
        if due {
            let head = words::plan::LOOKED_AGAIN.to_owned();
            let (mark, number, aside) = (String::new(), String::new(), String::new());
            out.push(Entry::Item { mark, head, number, aside, body: Vec::new() });
            self.tail.push(Tail::LookedAgain);
        }
    }

    fn set(&mut self, wanted: Mark, cx: &Cx<'_>) -> Vec<Effect> {
        let Some(step) = self.focused() else { return Vec::new() };
        let state = step.state(cx.ticks());
        let mark = match (wanted, state) {
            (Mark::Done, State::Done) | (Mark::NotForUs, State::NotForUs) => Mark::Open,
            (wanted, _) => wanted,
        };
        let changes = step.answered(mark, cx.ticks());
        // A step that was open and is answered closes. The focus stays, so that the same key takes it back.
        if mark != Mark::Open && self.fold.open == Some(self.fold.at) {
            self.fold.toggle();
        }
        vec![Effect::Save(changes)]
    }

    /// True when the focused step is seen, or is open: then what is seen belongs to it. Else it comes into sight.
    fn is_seen(&mut self) -> bool {
        self.fold.open == Some(self.fold.at) || self.fold.sees_focus()
    }

    /// Back; what was new has been seen.
    fn leave(&self, cx: &Cx<'_>) -> Vec<Effect> {
        let mut changes: Vec<Change> = Vec::new();
        for step in &self.plan.steps {
            let page = step.page.head().id;
            let known = changes.iter().any(|change| matches!(change, Change::Looked { page: own, .. } if own == page));
            if !known && step.is_new(cx.ticks()) {
                changes.push(Change::Looked { page: page.to_owned(), steps: plan::ids_of_steps(&step.page) });
            }
        }
        let save = (!changes.is_empty()).then_some(Effect::Save(changes));
        save.into_iter().chain([Effect::Back]).collect()
    }

    /// Follows what is offered below the steps; `None` when a step has the focus.
    fn open_tail(&self) -> Option<Vec<Effect>> {
        let tail = self.tail.get(self.fold.at.checked_sub(self.plan.steps.len())?)?;
        Some(match tail {
            Tail::Page(id) => vec![Effect::Open(Route::Checklist { id: id.clone(), step: None })],
            Tail::LookedAgain => {
                let change = match &self.of {
                    Of::Child(child) => Change::Child { child: child.clone(), says: Says::LookedAgain },
                    Of::Page(page) => {
                        let steps =
                            self.plan.steps.first().map(|step| plan::ids_of_steps(&step.page)).unwrap_or_default();
                        Change::Looked { page: page.clone(), steps }
                    }
                };
                vec![Effect::Save(vec![change])]
            }
        })
    }

    /// True when some step has other taps on another device.
    fn has_taps(&self) -> bool {
        let differs = |step: &Step| [&step.iphone, &step.android, &step.web].iter().any(|lines| !lines.is_empty());
        self.plan.steps.iter().any(|step| differs(step.step()))
    }

    fn draw_gauge(&self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        let standing = self.standing(cx);
        let (count, width) = (standing.count, canvas.width());
        let gauge = if width >= 60 { 16 } else { 8 };
        let x = canvas.gauge(2, 0, gauge, count.done, count.wanted());
        let done = fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())]);
        let style = canvas.theme.base();
        let mut x = canvas.text(x + 1, 0, &done, style);
        let mut parts = Vec::new();
        if count.changed > 0 {
            let text = words::count(count.changed, words::checklist::CHANGED_ONE, words::checklist::CHANGED_MANY);
            parts.push((text, None));
        }
        // Whose ticks these are has to be seen.
        if let (Of::Page(_), Some((_, child))) = (&self.of, self.child(cx)) {
            let text = fill(words::plan::FOR, &[("name", &plan::name_of(child))]);
            parts.insert(0, (text, Some(Action::NextChild)));
        }
        if standing.minutes > 0 {
            parts.push((words::time_left(standing.minutes), None));
        }
        if self.has_taps() {
            parts.push((fill(words::checklist::TAPS, &[("device", &cx.device.title())]), Some(Action::Device)));
        }
        for (part, click) in parts {
            let part = format!("{}{part}", canvas.glyphs.dot);
            let wide = canvas.wide(&part);
            if x + wide <= width {
                if let Some(action) = click {
                    canvas.clickable(x, 0, wide, Click::Do(action));
                }
                let style = canvas.theme.quiet();
                x = canvas.text(x, 0, &part, style);
            }
        }
    }
}

/// What is said, kindly, of an app whose own rules want an older child.
fn too_young(app: &plan::TooYoung) -> Vec<Block<'static>> {
    let mut pieces = vec![Piece::Text(app.said().into())];
    if app.can_leave {
        let target = Target::Page { page: app.page.clone(), place: Some(plan::LEAVE.to_owned()) };
        pieces.push(Piece::Text(" ".into()));
        pieces.push(Piece::Link { label: fill(words::plan::LEAVE, &[("app", &app.name)]).into(), target });
    }
    vec![Block::Note(Tone::Care, pieces)]
}

/// The page that a step of a plan stands on, and the apps that ask for it.
fn where_from(step: &PlanStep) -> Vec<Block<'_>> {
    let head = step.page.head();
    let target = Target::Page { page: head.id.to_owned(), place: None };
    let mut pieces = vec![Piece::Link { label: head.name.into(), target }];
    if !step.asked_by.is_empty() {
        pieces.push(Piece::Text(fill(words::plan::ASKED_BY, &[("apps", &step.asked_by.join(", "))]).into()));
    }
    vec![Block::Field(words::plan::FROM_PAGE.into(), pieces)]
}

/// How a step has changed since it was done.
fn changed(step: &PlanStep, answer: Answer<'_>) -> Vec<Block<'static>> {
    let day = Day::of(answer.at).in_words();
    let note = |tone, text: String| Block::Note(tone, vec![Piece::Text(text.into())]);
    let mut out = vec![note(Tone::Care, fill(words::checklist::CHANGED_SINCE, &[("day", &day)]))];
    for line in difference(answer.said, &step.says()) {
        let (label, text) = match &line {
            Line::Gone(text) => (words::checklist::BEFORE, text),
            Line::Come(text) => (words::checklist::NOW, text),
        };
        let mut pieces = vec![Piece::Stress(format!("{label} ").into())];
        pieces.extend(doc::line(&step.page, text).into_iter().map(Piece::into_owned));
        out.push(Block::Item(Marker::Bullet, pieces));
    }
    out.push(note(Tone::Plain, words::checklist::CHANGED_HOW.to_owned()));
    out
}

/// The pages to go on with: related ones whose list is not finished, the most urgent first.
fn next_pages(page: &Page, cx: &Cx<'_>) -> Vec<String> {
    let device_pages = page.guide().map(|guide| guide.device_steps.as_slice()).unwrap_or_default();
    let device_pages = device_pages.iter().filter_map(|step| step.split('#').next());
    let related = page.head().related.iter().map(String::as_str);
    let mut out: Vec<String> = Vec::new();
    for id in device_pages.chain(related) {
        let open = cx.library.listed(id).is_some_and(|listed| {
            listed.entry.steps().next().is_some() && !crate::progress::count::page(cx.ticks(), listed).finished()
        });
        if open && !out.iter().any(|own| own == id) && out.len() < 3 {
            out.push(id.to_owned());
        }
    }
    out
}

impl Screen for Steps {
    fn title(&self, cx: &Cx<'_>) -> String {
        match &self.of {
            Of::Page(id) => {
                let name = cx.library.name(id).unwrap_or(id);
                format!("{name}{}{}", cx.glyphs.dot, words::page::CHECKLIST)
            }
            Of::Child(_) => match self.child(cx) {
                Some((_, child)) => fill(words::plan::TITLE, &[("name", &plan::name_of(child))]),
                None => words::home::PLAN.to_owned(),
            },
        }
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let open = if self.fold.open == Some(self.fold.at) { words::hints::CLOSE } else { words::hints::OPEN };
        let mut hints =
            vec![(Action::Tick, words::hints::TICK), (Action::Open, open), (Action::Back, words::hints::BACK)];
        if matches!(self.of, Of::Child(_)) {
            hints.push((Action::Edit, words::hints::EDIT_CHILD));
            hints.push((Action::Plan, words::hints::CHILDREN));
        } else if family::next_child(cx).is_some() {
            hints.push((Action::NextChild, words::hints::NEXT_CHILD));
        }
        hints.extend([
            (Action::NotForUs, words::hints::NOT_FOR_US),
            (Action::Note, words::hints::NOTE),
            (Action::Sources, words::hints::SOURCES),
            (Action::Down, words::hints::MOVE),
        ]);
        if self.has_taps() {
            hints.insert(hints.len() - 2, (Action::Device, words::hints::DEVICE));
        }
        hints
    }

    fn link(&self) -> Option<Target> {
        self.fold.link()
    }

    fn page(&self) -> Option<&str> {
        self.focused().map(|step| step.page.head().id)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        let open = |route: Option<Route>| route.map(Effect::Open).into_iter().collect::<Vec<_>>();
        match action {
            Action::Open => {
                if let Some(effects) = self.open_tail() {
                    return effects;
                }
            }
            Action::Tick | Action::NotForUs | Action::Undo | Action::Note
                if self.focused().is_some() && !self.is_seen() => {}
            Action::Tick => return self.set(Mark::Done, cx),
            Action::NotForUs => return self.set(Mark::NotForUs, cx),
            Action::Undo if self.focused().is_some_and(|step| step.state(cx.ticks()) != State::Open) => {
                return self.set(Mark::Open, cx);
            }
            Action::Note => {
                let step = self.focused().map(id_of);
                return open(step.map(|(id, step)| Route::Note { id, step }));
            }
            Action::Device | Action::Right if self.has_taps() => {
                let value = cx.device.next().name().to_owned();
                return vec![Effect::Save(vec![Change::Choose { name: "device".to_owned(), value }])];
            }
            Action::Sources => return open(self.focused().map(|step| Route::Sources(id_of(step).0))),
            Action::Edit => {
                if let Of::Child(id) = &self.of {
                    return open(Some(Route::Child { id: Some(id.clone()), like: None }));
                }
            }
            Action::NextChild if matches!(self.of, Of::Page(_)) => {
                return family::next_child(cx).map(Effect::ChooseChild).into_iter().collect();
            }
            Action::Checklist if matches!(self.of, Of::Child(_)) => {
                return open(self.focused().map(|step| Route::Page { id: id_of(step).0, place: None }));
            }
            Action::Back | Action::Left | Action::Checklist => return self.leave(cx),
            _ => {}
        }
        self.fold.act(action).1.map(follow).unwrap_or_default()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        if let Some(target) = self.fold.click(item) {
            return follow(target);
        }
        self.open_tail().unwrap_or_default()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.seen != Some((cx.revision, cx.device)) {
            let first = self.seen.is_none();
            self.load(cx);
            let entries = self.entries(cx);
            self.fold.replace(entries);
            self.seen = Some((cx.revision, cx.device));
            if first {
                let wanted = self.wanted.take();
                let mut steps = self.plan.steps.iter();
                let item = match wanted.and_then(|wanted| steps.position(|step| id_of(step) == wanted)) {
                    Some(item) => Some(item),
                    None => self.plan.steps.iter().position(|step| step.wanted && step.state(cx.ticks()).waits()),
                };
                // What is said above a plan is read first.
                if let Some(item) = item.filter(|_| self.plan.too_young.is_empty()) {
                    self.fold.go_to(item);
                }
            }
        }
        self.draw_gauge(canvas, cx);
        let (width, height) = (canvas.width(), canvas.height());
        let gap = if height >= 16 { 2 } else { 1 };
        self.fold.draw(&mut canvas.part(0, gap, width, height.saturating_sub(gap)));
    }
}
