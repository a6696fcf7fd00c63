//! Help now: immediate danger, whom to contact for what, what to say, and what not to do first. One key from
//! everywhere; readable in the smallest window.

use std::rc::Rc;

use crate::content::doc::{self, Block, Piece, Slot, Tone};
use crate::content::file::{Need, RegionFile, Service};
use crate::content::inline::Target;
use crate::content::page::Page;
use crate::layout::contact_target;
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
    /// It has been drawn: how much room there is, is known.
    drawn: bool,
}

/// The help of the chosen region.
pub fn make(cx: &Cx<'_>) -> Box<dyn Screen> {
    match cx.library.page(cx.region) {
        Some(Ok(page)) if page.region().is_some() => {
            let entries = entries(&page, cx);
            Box::new(HelpNow { page, fold: Fold::new(entries), revision: cx.revision, drawn: false })
        }
        Some(Err(problem)) => simple::message(words::help::TITLE, &problem.to_string()),
        _ => simple::message(words::help::TITLE, &fill(words::help::NO_REGION, &[("region", &cx.region)])),
    }
}

/// The item about immediate danger. After it come the needs, and then the way to all services.
const DANGER: usize = 0;
/// From how many rows on there is room for what to do in danger beside whom to contact.
const ROOMY: u16 = 16;

fn entries(page: &Page, cx: &Cx<'_>) -> Vec<Entry> {
    let Some(region) = page.region() else { return Vec::new() };
    let heading = |words: &str| Block::heading(3, "", words.to_owned());
    let body = |slot: Slot<'_>| doc::owned(cx.document(|cx| slot.body(page, cx)));
    let part = |slot: Slot<'_>| Entry::Text([vec![heading(slot.title(page))], body(slot)].concat());
    let item = |head: &str, body: Vec<Block<'static>>| Entry::Item {
        mark: String::new(),
        head: head.to_owned(),
        number: String::new(),
        aside: String::new(),
        body,
    };

    // The number to call stands above, whatever is scrolled.
    let mut danger = body(Slot::Danger);
    danger.retain(|block| !matches!(block, Block::Contact(..)));
    let mut out = vec![item(Slot::Danger.title(page), danger)];
    if let Some(school) = &cx.house.school {
        out.extend([Entry::Gap, Entry::Text(school.blocks())]);
    }
    if let Some(first) = first_of_all(region) {
        out.extend([Entry::Gap, Entry::Text(vec![Block::Note(Tone::Care, vec![Piece::Text(first.into())])])]);
    }
    out.extend([Entry::Gap, Entry::Text(vec![heading(words::help::NEEDS)])]);
    for need in &region.needs {
        let service = service(region, need);
        let (name, phone) = match service {
            Some(Service { name, phone, .. }) => (name.as_str(), phone.as_deref().unwrap_or_default()),
            None => ("", ""),
        };
        // "Police on 101" says its number itself.
        let (number, aside) = if !phone.is_empty() && name.contains(phone) { (name, "") } else { (phone, name) };
        out.push(Entry::Item {
            mark: String::new(),
            head: need.title.clone(),
            number: number.to_owned(),
            aside: aside.to_owned(),
            body: doc::owned(cx.document(|cx| doc::need_blocks(page, region, need, cx))),
        });
    }
    out.extend([Entry::Gap, part(Slot::Say), Entry::Gap, part(Slot::DoNot), Entry::Gap]);
    out.push(item(&fill(words::help::ALL_OF, &[("region", &region.name)]), Vec::new()));
    out
}

/// Whom to contact first.
fn service<'a>(region: &'a RegionFile, need: &Need) -> Option<&'a Service> {
    need.services.first().and_then(|id| region.services.iter().find(|own| own.id == *id))
}

/// What not to do before anything else, in one line: the first sentences of the first three.
fn first_of_all(region: &RegionFile) -> Option<String> {
    let sentence = |text: &String| text.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
    let all: Vec<String> = region.do_not.iter().take(3).map(sentence).collect();
    (!all.is_empty()).then(|| fill(words::help::FIRST, &[("what", &all.join(" "))]))
}

impl HelpNow {
    /// The need with the focus.
    fn need(&self) -> Option<(&RegionFile, &Need)> {
        let region = self.page.region()?;
        Some((region, region.needs.get(self.fold.at.checked_sub(DANGER + 1)?)?))
    }

    /// Where the last item leads.
    fn all_services(&self) -> Option<Target> {
        let region = self.page.region()?;
        let place = Some("services".to_owned());
        (self.fold.at > region.needs.len()).then(|| Target::Page { page: region.id.clone(), place })
    }

    /// How to contact a service: its number, else its address.
    fn contact(service: &Service) -> Option<Target> {
        let value = service.phone.as_ref().or(service.web.as_ref()).or(service.text.as_ref())?;
        Some(contact_target(value))
    }
}

impl Screen for HelpNow {
    fn title(&self, cx: &Cx<'_>) -> String {
        // The region can have been changed since this was drawn.
        let name = cx.library.name(cx.region).unwrap_or(self.page.head().name);
        fill(words::help::TITLE_IN, &[("region", &name)])
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let open = match self.fold.open == Some(self.fold.at) {
            _ if self.fold.link().is_some() => words::hints::FOLLOW,
            true => words::hints::CLOSE,
            false => words::hints::OPEN,
        };
        let mut hints = vec![
            (Action::Open, open),
            (Action::Back, words::hints::BACK),
            (Action::Leave, cx.house.leaving()),
            (Action::Down, words::hints::MOVE),
        ];
        // Closed rows have no links.
        if self.fold.open.is_some() {
            hints.insert(2, (Action::NextLink, words::hints::NEXT_LINK));
        }
        if !cx.house.region_fixed {
            hints.insert(hints.len() - 2, (Action::Region, words::hints::REGION));
        }
        hints
    }

    /// The focused link, or the way to contact the focused service; else that of the first service of the need.
    fn link(&self) -> Option<Target> {
        let region = self.page.region()?;
        match self.fold.link() {
            Some(Target::Page { page, place: Some(place) }) if page == region.id => {
                region.services.iter().find(|own| own.id == place).and_then(HelpNow::contact)
            }
            Some(target) => Some(target),
            None if self.fold.at == DANGER => region.emergency.clone().map(Target::Contact),
            None => self.need().and_then(|(region, need)| service(region, need)).and_then(HelpNow::contact),
        }
    }

    fn page(&self) -> Option<&str> {
        Some(self.page.head().id)
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match action {
            Action::Back | Action::HelpNow | Action::Left => return vec![Effect::Back],
            Action::Region => return vec![Effect::Open(Route::Regions)],
            Action::Open if self.fold.link().is_none() && self.fold.sees_focus() => {
                if let Some(target) = self.all_services() {
                    return follow(target);
                }
            }
            _ => {}
        }
        self.fold.act(action).1.map(follow).unwrap_or_default()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.fold.click(item).or_else(|| self.all_services()).map(follow).unwrap_or_default()
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
        if !std::mem::replace(&mut self.drawn, true) && height >= ROOMY {
            self.fold.open = Some(DANGER);
        }
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
        let gap = if height >= ROOMY { 2 } else { 1 };
        self.fold.draw(&mut canvas.part(0, gap, width, height.saturating_sub(gap)));
    }
}
