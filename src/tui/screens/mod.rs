//! One screen a file. A screen knows no other screen: it asks for a [`Route`](super::screen::Route).

mod addresses;
mod carry;
mod child;
mod children;
mod family;
mod forget;
mod help_now;
mod home;
mod keys;
mod list;
mod myths;
mod note;
mod page;
mod progress;
mod regions;
mod search;
mod sections;
mod simple;
mod steps;
mod talk;
mod way_out;

use super::carry::Carry;
use super::screen::{Cx, Effect, Route, Screen};
use crate::content::inline::Target;

/// The screen for a place. A page that is not there becomes a screen that says so.
pub fn make(route: Route, cx: &Cx<'_>) -> Box<dyn Screen> {
    match route {
        Route::Home => Box::new(home::Home::default()),
        Route::List(kind) => Box::new(list::List::of_kind(kind, cx)),
        Route::Due => Box::new(list::List::due(cx)),
        Route::Page { id, place } => page::make(id, place, cx),
        Route::Sources(id) => simple::sources(&id, cx),
        Route::Sections(id) => sections::make(&id, cx),
        Route::Checklist { id, step } => steps::checklist(id, step, cx),
        Route::Plans => Box::new(children::Children::default()),
        Route::Plan(child) => steps::plan(child, cx),
        Route::Child { id, like } => Box::new(child::Form::new(id, like.as_deref(), cx)),
        Route::Forget(child) => Box::new(forget::Forget::new(child, cx)),
        Route::Note { id, step } => Box::new(note::NoteScreen::new(&id, &step, cx)),
        Route::HelpNow => help_now::make(cx),
        Route::Search => Box::new(search::Search::default()),
        Route::Regions => Box::new(regions::Regions::new(cx)),
        Route::Progress => Box::new(progress::ProgressScreen::new(cx)),
        Route::Troubles => simple::troubles(cx),
        Route::Keys => Box::new(keys::Keys::new(cx)),
        Route::Welcome => Box::new(keys::Welcome::new()),
        Route::Carry(carry) => Box::new(carry::CarryScreen::new(carry)),
        Route::Addresses(id) => addresses::make(&id, cx),
        Route::Talk(id) => talk::make(&id, cx),
        Route::Myths(id) => myths::make(id.as_deref(), cx),
        Route::WayOut => Box::new(way_out::WayOut::default()),
    }
}

/// The way to the plan, from everywhere but a plan itself.
pub fn way_to_plan(cx: &Cx<'_>) -> Route {
    family::way(cx)
}

/// Every address and number of a page.
pub fn addresses_of(page: &str, cx: &Cx<'_>) -> Vec<Carry> {
    addresses::of_page(page, cx)
}

/// What following a link asks for.
fn follow(target: Target) -> Vec<Effect> {
    match target {
        Target::Page { page, place } => vec![Effect::Open(Route::Page { id: page, place })],
        Target::Help => vec![Effect::Open(Route::HelpNow)],
        Target::Word(word) => {
            let id = crate::content::library::GLOSSARY.to_owned();
            vec![Effect::Open(Route::Page { id, place: Some(word) })]
        }
        Target::Url(_) | Target::Contact(_) => {
            Carry::of(&target).map(|carry| Effect::Open(Route::Carry(carry))).into_iter().collect()
        }
    }
}
