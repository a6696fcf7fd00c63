//! Screens that only show a document: sources, messages, what the parent has to know.

use std::borrow::Cow;

use crate::content::doc::{self, Block, Piece, Tone};
use crate::content::inline::{Marker, Target};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Action;
use crate::tui::screen::{Cx, Effect, Screen};
use crate::tui::screens::follow;
use crate::tui::widgets::reader::Reader;
use crate::words::{self, fill};

struct Simple {
    title: String,
    reader: Reader,
    /// The page whose sources are shown, and since when they are as they are.
    sources_of: Option<(String, u64)>,
}

/// The sources of a page.
pub fn sources(id: &str, cx: &Cx<'_>) -> Box<dyn Screen> {
    let Some(Ok(page)) = cx.library.page(id) else {
        return message(words::page::MISSING, &fill(words::page::NO_PAGE, &[("id", &id)]));
    };
    let title = format!("{}{}{}", page.head().name, cx.glyphs.dot, words::page::SOURCES);
    let sources_of = Some((id.to_owned(), cx.revision));
    Box::new(Simple { title, reader: Reader::new(doc::source_blocks(&page)), sources_of })
}

/// A message.
pub fn message(title: &str, text: &str) -> Box<dyn Screen> {
    let help = Piece::Link { label: words::help::LINK.into(), target: Target::Help };
    let blocks = vec![Block::Note(Tone::Care, vec![Piece::Text(text.into())]), Block::Para(vec![help])];
    Box::new(Simple { title: title.to_owned(), reader: Reader::new(blocks), sources_of: None })
}

/// What the parent has to know.
pub fn troubles(cx: &Cx<'_>) -> Box<dyn Screen> {
    let mut blocks = vec![Block::Para(vec![Piece::Text(words::home::TROUBLES_INTRO.into())])];
    let text = |text| vec![Piece::Text(Cow::Borrowed(text))];
    blocks.extend(cx.troubles.iter().map(|trouble| Block::Item(Marker::Bullet, text(trouble.as_str()))));
    Box::new(Simple { title: words::home::TROUBLES.to_owned(), reader: Reader::new(blocks), sources_of: None })
}

impl Screen for Simple {
    fn title(&self, _: &Cx<'_>) -> String {
        self.title.clone()
    }

    fn hints(&self, _: &Cx<'_>) -> Vec<(Action, &'static str)> {
        vec![
            (Action::Back, words::hints::BACK),
            (Action::Down, words::hints::SCROLL),
            (Action::NextLink, words::hints::NEXT_LINK),
            (Action::Open, words::hints::FOLLOW),
        ]
    }

    fn link(&self) -> Option<Target> {
        self.reader.link()
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Effect> {
        match self.reader.act(action) {
            (_, Some(target)) => follow(target),
            (false, None) if action == Action::Back || action == Action::Sources => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: usize, _: &Cx<'_>) -> Vec<Effect> {
        self.reader.click(item).map(follow).unwrap_or_default()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &Cx<'_>) {
        if let Some((id, revision)) = self.sources_of.as_mut().filter(|(_, revision)| *revision != cx.revision) {
            if let Some(Ok(page)) = cx.library.page(id) {
                self.reader.replace(doc::source_blocks(&page));
            }
            *revision = cx.revision;
        }
        self.reader.draw(canvas);
    }
}
