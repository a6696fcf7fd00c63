//! Search: a question in a parent's own words, answered on every key press; help first when it speaks of danger.

use crate::layout::Role;
use crate::search::{Hit, Results};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Edit, Effect, Route, Screen};
use crate::tui::widgets::chooser::Chooser;
use crate::tui::widgets::text_box::TextBox;
use crate::words;

/// The most hits that are shown: more than a parent reads.
const MOST: usize = 30;
/// The columns that most names fit into.
const NAME: u16 = 16;
/// Each hit takes its title and the line that answers.
const ROWS: u16 = 2;

/// The search screen. A letter is always text here.
#[derive(Debug, Default)]
pub struct Search {
    question: TextBox,
    results: Results,
    chooser: Chooser,
}

impl Search {
    /// Items with the focus: help first, where it is shown, then the hits.
    fn items(&self) -> usize {
        self.results.hits.len() + usize::from(self.results.help_first)
    }

    fn hit(&self, item: usize) -> Option<&Hit> {
        self.results.hits.get(item.checked_sub(usize::from(self.results.help_first))?)
    }

    fn open(&self) -> Vec<Effect> {
        if self.results.help_first && self.chooser.at == 0 {
            return vec![Effect::Open(Route::HelpNow)];
        }
        let route = self.hit(self.chooser.at).map(|hit| Route::Page { id: hit.page.clone(), place: hit.place.clone() });
        route.map(Effect::Open).into_iter().collect()
    }

    fn draw_hit(hit: &Hit, canvas: &mut Canvas<'_>, y: u16, focused: bool) {
        let style = canvas.item(y, focused, canvas.theme.role(Role::Stress));
        let elsewhere = if hit.elsewhere { words::search::ELSEWHERE } else { "" };
        let section = match hit.section.is_empty() {
            true => String::new(),
            false => format!("{}{}", canvas.glyphs.dot, hit.section),
        };
        let room = canvas.width().saturating_sub(2);
        let mut name = format!("{}{elsewhere}", hit.name);
        // In a small window the name makes way, since hits of one page differ by their sections: first what stands
        // behind its colon, then down to a third or what most names need.
        if !section.is_empty()
            && canvas.wide(&name) + canvas.wide(&section) > room
            && let Some((short, _)) = hit.name.split_once(':')
        {
            name = format!("{short}{elsewhere}");
        }
        let least = (room / 3).max(NAME);
        let own = canvas.wide(&name).min(room.saturating_sub(canvas.wide(&section)).max(least));
        canvas.part(2, y, own, 1).text(0, 0, &name, style);
        let style = canvas.theme.base();
        canvas.text(2 + own, y, &section, style);
        let (plain, marked) = (canvas.theme.quiet(), canvas.theme.found());
        let (mut x, mut at) = (4, 0);
        for mark in &hit.marks {
            x = canvas.text(x, y + 1, &hit.line[at..mark.start], plain);
            x = canvas.text(x, y + 1, &hit.line[mark.clone()], marked);
            at = mark.end;
        }
        canvas.text(x, y + 1, &hit.line[at..], plain);
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let text = match self.question.text().trim().is_empty() {
            true => words::search::INTRO,
            false => words::search::NOTHING,
        };
        let style = canvas.theme.quiet();
        let below = canvas.paragraph(2, 0, text, style) + 1;
        for (y, example) in (below..).zip(words::search::EXAMPLES) {
            canvas.text(4, y, example, style);
        }
    }
}

impl Screen for Search {
    fn title(&self, _: &Cx<'_>) -> String {
        words::search::TITLE.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![(Action::Open, words::hints::OPEN), (Action::Back, words::hints::BACK), (Action::Down, words::hints::MOVE)]
    }

    fn typing(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.items()) {
            return Vec::new();
        }
        match action {
            Action::Open => self.open(),
            Action::Back => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn edit(&mut self, edit: Edit, cx: &Cx<'_>) -> Vec<Effect> {
        if self.question.edit(&edit) {
            let text = self.question.text();
            self.results = cx.finder.search(cx.library, cx.region, &text, MOST);
            self.chooser = Chooser::default();
        }
        Vec::new()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    /// The index is made between the box and the first letter.
    fn prepare(&self, cx: &Cx<'_>) {
        cx.finder.prepare(cx.library);
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        let (width, height) = (canvas.width(), canvas.height());
        let gap = if height >= 16 { 2 } else { 1 };
        let mut list = canvas.part(0, gap, width, height.saturating_sub(gap));
        if self.items() == 0 {
            self.draw_empty(&mut list);
        }
        let mut y = 0;
        for item in self.chooser.show(self.items(), usize::from(list.height() / ROWS)) {
            let focused = item == self.chooser.at;
            match self.hit(item) {
                Some(hit) => Search::draw_hit(hit, &mut list, y, focused),
                None => {
                    let style = list.item(y, focused, list.theme.danger());
                    list.text(2, y, words::search::HELP_FIRST, style);
                    let style = list.theme.quiet();
                    list.text(4, y + 1, words::search::HELP_ASIDE, style);
                }
            }
            for row in 0..ROWS {
                list.clickable(0, y + row, width, Click::Item(item));
            }
            y += ROWS;
        }
        // Last, since the real cursor belongs to the box.
        self.question.draw(canvas, 0, words::search::LABEL, true);
    }
}
