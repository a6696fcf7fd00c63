//! The children that there are plans for.

use crate::plan;
use crate::progress::child::Child;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Route, Screen};
use crate::tui::screens::family::{in_words, standing};
use crate::tui::widgets::chooser::Chooser;
use crate::words;

/// The list of children.
#[derive(Debug, Default)]
pub struct Children {
    chooser: Chooser,
    rows: Vec<Row>,
    revision: Option<u64>,
}

#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    aside: String,
}

impl Children {
    fn child(&self) -> Option<String> {
        self.rows.get(self.chooser.at).map(|row| row.id.clone())
    }

    fn open(&self) -> Vec<Effect> {
        let route = self.child().map_or(Route::Child { id: None, like: None }, Route::Plan);
        vec![Effect::Open(route)]
    }
}

impl Screen for Children {
    fn title(&self, _: &Cx<'_>) -> String {
        words::plan::CHILDREN.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let mut hints = vec![(Action::Open, words::hints::OPEN), (Action::Back, words::hints::BACK)];
        if self.child().is_some() {
            hints.extend([
                (Action::Edit, words::hints::EDIT_CHILD),
                (Action::Copy, words::hints::COPY_CHILD),
                (Action::Remove, words::hints::FORGET),
            ]);
        }
        hints.push((Action::Down, words::hints::MOVE));
        hints
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if self.chooser.act(action, self.rows.len() + 1) {
            return Vec::new();
        }
        let route = match action {
            Action::Open | Action::Right => return self.open(),
            Action::Back | Action::Left => return vec![Effect::Back],
            Action::Edit => self.child().map(|id| Route::Child { id: Some(id), like: None }),
            Action::Copy => self.child().map(|id| Route::Child { id: None, like: Some(id) }),
            Action::Remove => self.child().map(Route::Forget),
            _ => None,
        };
        route.map(Effect::Open).into_iter().collect()
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.chooser.at = item;
        self.open()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if self.revision != Some(cx.revision) {
            let row = |(id, child): (&str, &Child)| Row {
                id: id.to_owned(),
                name: plan::name_of(child),
                aside: in_words(standing(id, child, cx), cx.today, cx.glyphs.dot),
            };
            self.rows = plan::children(cx.progress).map(row).collect();
            self.revision = Some(cx.revision);
        }
        let names = self.rows.iter().map(|row| row.name.as_str()).chain([words::plan::ADD]);
        let names: Vec<String> = names.map(str::to_owned).collect();
        let longest = names.iter().map(|name| canvas.wide(name)).max().unwrap_or(0);
        let width = canvas.width();
        // On a narrow screen what is said of a child stands below the name.
        let below = self.rows.iter().any(|row| longest + 6 + canvas.wide(&row.aside) > width);
        let rows = if below { 2 } else { 1 };
        let mut y = 0;
        for at in self.chooser.show(names.len(), usize::from(canvas.height() / rows)) {
            let style = canvas.item(y, at == self.chooser.at, canvas.theme.base());
            canvas.text(2, y, &names[at], style);
            if let Some(row) = self.rows.get(at) {
                let style = canvas.theme.quiet();
                let (x, y) = if below { (4, y + 1) } else { (longest + 5, y) };
                canvas.text(x, y, &row.aside, style);
            }
            for row in 0..rows {
                canvas.clickable(0, y + row, width, Click::Item(at));
            }
            y += rows;
        }
    }
}
