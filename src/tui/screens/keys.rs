//! All keys, made from the key table; and the first start, with the four that matter.

use crate::content::doc::{Block, Piece};
use crate::content::inline::Marker;
use crate::progress::Change;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{self, Action};
use crate::tui::screen::{Cx, Effect, Screen};
use crate::tui::widgets::reader::Reader;
use crate::words::{self, fill};

/// The groups of the help, in order.
const GROUPS: &[(&str, &[Action])] = &[
    (
        words::keys::GROUP_ALWAYS,
        &[
            Action::HelpNow,
            Action::Leave,
            Action::Back,
            Action::Home,
            Action::Plan,
            Action::Search,
            Action::Keys,
            Action::Quit,
        ],
    ),
    (
        words::keys::GROUP_MOVE,
        &[
            Action::Up,
            Action::Down,
            Action::PageUp,
            Action::PageDown,
            Action::Top,
            Action::Bottom,
            Action::Left,
            Action::Right,
            Action::Open,
        ],
    ),
    (
        words::keys::GROUP_PAGE,
        &[
            Action::NextLink,
            Action::PreviousLink,
            Action::Sections,
            Action::Checklist,
            Action::Talk,
            Action::Myths,
            Action::Sources,
            Action::Filter,
        ],
    ),
    (words::keys::GROUP_CHECKLIST, &[Action::Tick, Action::NotForUs, Action::Undo, Action::Note, Action::Device]),
    (words::keys::GROUP_CARRY, &[Action::Code, Action::Copy, Action::Browser]),
    (words::keys::GROUP_CHILDREN, &[Action::NextChild, Action::Edit, Action::Remove]),
    (words::keys::GROUP_OTHER, &[Action::Region, Action::Redraw, Action::Suspend]),
];

/// All keys.
pub struct Keys {
    reader: Reader,
}

impl Keys {
    /// The help, made from the key table. What a kiosk does not do is not there.
    pub fn new(cx: &Cx<'_>) -> Keys {
        let stays = cx.house.stays();
        let mut blocks = Vec::new();
        for (title, actions) in GROUPS {
            blocks.push(Block::heading(3, "", *title));
            for action in *actions {
                if (*action == Action::Suspend && stays) || (*action == Action::Quit && cx.house.no_quit) {
                    continue;
                }
                let keys: Vec<String> = keys::all(*action).iter().map(ToString::to_string).collect();
                let title = match action {
                    Action::Leave if cx.house.kiosk => words::actions::START_OVER,
                    Action::Leave if stays => words::actions::FIRST_SCREEN,
                    _ => keys::title(*action),
                };
                // Colour alone would not tell the keys from the words.
                let text = format!(" – {title}");
                blocks.push(Block::Item(
                    Marker::None,
                    vec![Piece::Menu(keys.join("  ").into()), Piece::Text(text.into())],
                ));
            }
        }
        let remarks = match (cx.house.kiosk, stays) {
            (true, _) => words::keys::REMARKS_KIOSK,
            (false, true) => words::keys::REMARKS_WHERE_IT_STAYS,
            (false, false) => words::keys::REMARKS,
        };
        for text in remarks {
            blocks.push(Block::Para(vec![Piece::Text((*text).into())]));
        }
        Keys { reader: Reader::new(blocks) }
    }
}

impl Screen for Keys {
    fn title(&self, _: &Cx<'_>) -> String {
        words::keys::TITLE.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        let close = (Action::Keys, words::hints::CLOSE);
        vec![(Action::Back, words::hints::BACK), close, (Action::Down, words::hints::SCROLL)]
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match self.reader.act(action) {
            (true, _) => Vec::new(),
            _ if matches!(action, Action::Back | Action::Keys) => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        self.reader.draw(canvas);
    }
}

/// The first start.
pub struct Welcome {
    reader: Reader,
}

impl Welcome {
    /// The four keys that matter.
    pub fn new() -> Welcome {
        let mut blocks = vec![Block::Para(vec![Piece::Text(words::welcome::INTRO.into())])];
        for (action, text) in [
            (Action::Down, words::welcome::MOVE),
            (Action::Back, words::welcome::BACK),
            (Action::HelpNow, words::welcome::HELP),
            (Action::Leave, words::welcome::LEAVE),
        ] {
            let key = match action {
                Action::Down => words::keys::ARROWS.to_owned(),
                _ => keys::shown(action, false).map(|key| key.to_string()).unwrap_or_default(),
            };
            let pieces = vec![Piece::Menu(key.into()), Piece::Text(format!(" {text}").into())];
            blocks.push(Block::Item(Marker::Bullet, pieces));
        }
        let enter = keys::shown(Action::Open, false).map(|key| key.to_string()).unwrap_or_default();
        blocks.push(Block::Para(vec![Piece::Text(fill(words::welcome::GO, &[("key", &enter)]).into())]));
        Welcome { reader: Reader::new(blocks) }
    }
}

impl Screen for Welcome {
    fn title(&self, _: &Cx<'_>) -> String {
        words::welcome::TITLE.to_owned()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![(Action::Open, words::hints::GO_ON), (Action::Leave, words::hints::LEAVE)]
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        if matches!(action, Action::Down | Action::Up | Action::PageDown | Action::PageUp) {
            self.reader.act(action);
            return Vec::new();
        }
        let change = Change::Choose { name: "welcomed".to_owned(), value: "yes".to_owned() };
        vec![Effect::Save(vec![change]), Effect::Back]
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, _: &Cx<'_>) {
        self.reader.draw(canvas);
    }
}
