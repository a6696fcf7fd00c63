//! Choosing the region whose numbers are shown.

use crate::content::page::Kind;
use crate::progress::Change;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Screen};
use crate::tui::widgets::chooser::Chooser;
use crate::words;

/// The regions.
pub struct Regions {
    regions: Vec<(String, String)>,
    revision: u64,
    chooser: Chooser,
}

impl Regions {
    /// All regions, with the focus on the chosen one.
    pub fn new(cx: &Cx<'_>) -> Regions {
        let regions: Vec<(String, String)> =
            cx.library.of_kind(Kind::Region).map(|page| (page.id().to_owned(), page.name().to_owned())).collect();
        let at = regions.iter().position(|(id, _)| id == cx.region).unwrap_or(0);
        Regions { regions, revision: cx.revision, chooser: Chooser::at(at) }
    }

    fn choose(&self, cx: &Cx<'_>) -> Vec<Effect> {
        if cx.house.region_fixed {
            return vec![Effect::Say(fixed(cx).to_owned())];
        }
        let Some((id, _)) = self.regions.get(self.chooser.at) else { return Vec::new() };
        let change = Change::Choose { name: "region".to_owned(), value: id.clone() };
        vec![Effect::Save(vec![change]), Effect::Back]
    }
}

/// Why the region cannot be chosen.
fn fixed(cx: &Cx<'_>) -> &'static str {
    if cx.house.region_by_school { words::regions::FIXED_BY_SCHOOL } else { words::regions::FIXED }
}

impl Screen for Regions {
    fn title(&self, _: &Cx<'_>) -> String {
        words::regions::TITLE.to_owned()
    }

    fn hints(&self, cx: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = vec![(Action::Down, words::hints::MOVE), (Action::Back, words::hints::BACK)];
        if !cx.house.region_fixed {
            hints.insert(0, (Action::Open, words::hints::CHOOSE));
        }
        hints
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.regions.len()) {
            return Vec::new();
        }
        match action {
            Action::Open | Action::Right | Action::Tick => self.choose(cx),
            Action::Back | Action::Left | Action::Region => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, cx: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.choose(cx)
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != cx.revision {
            *self = Regions::new(cx);
        }
        let style = canvas.theme.base();
        let intro = if cx.house.region_fixed { fixed(cx) } else { words::regions::INTRO };
        let top = canvas.paragraph(2, 0, intro, style) + 1;
        let (width, height) = (canvas.width(), canvas.height());
        let mut canvas = canvas.part(0, top, width, height.saturating_sub(top));
        for (y, at) in (0..).zip(self.chooser.show(self.regions.len(), canvas.height().into())) {
            let (id, name) = &self.regions[at];
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            let end = canvas.text(2, y, name, style);
            if id == cx.region {
                let style = canvas.theme.quiet();
                canvas.text(end + 2, y, words::regions::CHOSEN, style);
            }
            canvas.clickable(0, y, width, Click::Item(at));
        }
    }
}
