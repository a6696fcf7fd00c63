//! Help now: immediate danger, what not to do first, whom to contact for what, and what to say. One key from
//! everywhere; readable in the smallest window.

use std::rc::Rc;

use crate::content::doc::{self, Block, Slot};
use crate::content::inline::Target;
use crate::content::page::Page;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::{follow, simple};
use crate::tui::widgets::fold::{Entry, Fold};
use crate::words::{self, fill};

struct HelpNow {
    page: Rc<Page>,
    fold: Fold,
    revision: u64,
}

/// The help of the chosen region.
pub fn make(cx: &Cx<'_>) -> Box<dyn Screen> {
    match cx.library.page(cx.region) {
        Some(Ok(page)) if page.region().is_some() => {
            let entries = entries(&page, cx);
            Box::new(HelpNow { page, fold: Fold::new(entries), revision: cx.revision })
        }
        Some(Err(problem)) => simple::message(words::help::TITLE, &problem.to_string()),
        _ => simple::message(words::help::TITLE, &fill(words::help::NO_REGION, &[("region", &cx.region)])),
    }
}

fn entries(page: &Page, cx: &Cx<'_>) -> Vec<Entry> {
    let Some(region) = page.region() else { return Vec::new() };
    let heading = |words: &str| Block::Heading { level: 3, place: String::new(), words: words.to_owned() };
    let mut out = Vec::new();
    let part = |slot: Slot<'_>| {
        let mut blocks = vec![heading(slot.title(page))];
        blocks.extend(cx.document(|cx| slot.body(page, cx)));
        blocks
    };
    // The number to call stands above, whatever is scrolled.
    let mut danger = part(Slot::Danger);
    danger.retain(|block| !matches!(block, Block::Contact(..)));
    out.push(Entry::Text(danger));
    if let Some(school) = &cx.house.school {
        out.push(Entry::Text(school.blocks()));
    }
    let mut blocks = part(Slot::DoNot);
    blocks.push(heading(words::help::NEEDS));
    out.push(Entry::Text(blocks));
    for need in &region.needs {
        let service = need.services.first().and_then(|id| region.services.iter().find(|own| own.id == *id));
        let contact = service.map(|service| {
            let number = service.phone.as_deref().unwrap_or_default();
            format!("{} {number}", service.name).trim_end().to_owned()
        });
        let body = cx.document(|cx| doc::need_blocks(page, region, need, cx));
        out.push(Entry::Item {
            mark: String::new(),
            head: need.title.clone(),
            aside: contact.unwrap_or_default(),
            body,
        });
    }
    out.push(Entry::Text(part(Slot::Say)));
    out.push(Entry::Item {
        mark: String::new(),
        head: words::help::SERVICES.to_owned(),
        aside: String::new(),
        body: vec![Block::Para(vec![doc::Piece::Link {
            label: fill(words::help::ALL_OF, &[("region", &region.name)]),
            target: Target::Page { page: region.id.clone(), place: Some("services".into()) },
        }])],
    });
    out
}

impl Screen for HelpNow {
    fn title(&self, _: &Cx<'_>) -> String {
        fill(words::help::TITLE_IN, &[("region", &self.page.head().name)])
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let open = if self.fold.open == Some(self.fold.at) { words::hints::CLOSE } else { words::hints::OPEN };
        let leave = if cx.house.stays() { words::hints::START_OVER } else { words::hints::LEAVE };
        let mut hints = vec![
            (Action::Open, open),
            (Action::Back, words::hints::BACK),
            (Action::Down, words::hints::MOVE),
            (Action::Leave, leave),
        ];
        if !cx.house.region_fixed {
            hints.insert(3, (Action::Region, words::hints::REGION));
        }
        hints
    }

    fn link(&self) -> Option<Target> {
        self.fold.link()
    }

    fn page(&self) -> Option<&str> {
        Some(self.page.head().id)
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Back | Action::HelpNow | Action::Left => return vec![Effect::Back],
            Action::Region => return vec![Effect::Open(Route::Regions)],
            _ => {}
        }
        self.fold.act(action).1.map(follow).unwrap_or_default()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.fold.click(item).map(follow).unwrap_or_default()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        // Another region was chosen, or somebody is editing this one.
        if (self.page.head().id != cx.region || self.revision != cx.revision)
            && let Some(Ok(page)) = cx.library.page(cx.region)
        {
            match page.head().id == self.page.head().id {
                true => self.fold.replace(entries(&page, cx)),
                false => self.fold = Fold::new(entries(&page, cx)),
            }
            self.page = page;
            self.revision = cx.revision;
        }
        let (width, height) = (canvas.width(), canvas.height());
        let emergency = self.page.region().and_then(|region| region.emergency.as_deref());
        let Some(number) = emergency else {
            self.fold.draw(canvas);
            return;
        };
        // The number to call in danger stays in sight, whatever is scrolled below it.
        let text = fill(words::help::CALL_NUMBER, &[("number", &number)]);
        let style = canvas.theme.danger().patch(canvas.theme.focus());
        let text = format!(" {text} ");
        canvas.text(2, 0, &text, style);
        canvas.clickable(0, 0, width, Click::Do(Action::Top));
        let gap = if height >= 16 { 2 } else { 1 };
        self.fold.draw(&mut canvas.part(0, gap, width, height.saturating_sub(gap)));
    }
}
