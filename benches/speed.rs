//! How long things take that a parent waits for. `cargo bench` prints them; docs/performance.md has figures.

use handhold::content::doc::{self, Context};
use handhold::content::library::Library;
use handhold::content::page::Kind;
use handhold::content::{read, source};
use handhold::layout::{Glyphs, lay_out};
use handhold::progress::store::{Place, Store};
use handhold::progress::{Change, Mark};
use handhold::settings::Scheme;
use handhold::tui::app::{App, Start};
use handhold::tui::event::Event;
use handhold::tui::keys::Key;
use handhold::tui::kiosk::House;
use handhold::tui::screen::Route;
use handhold::tui::theme::{Depth, Theme};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

fn app(route: Route) -> App {
    App::new(Start {
        library: Library::open(None),
        store: Store::in_memory(),
        today: "2026-11-25".parse().expect("a date"),
        region: "uk".to_owned(),
        house: House::default(),
        theme: Theme::new(Scheme::Auto, Depth::True),
        glyphs: &Glyphs::UNICODE,
        route,
        troubles: Vec::new(),
        now: Box::new(|| Timestamp::UNIX_EPOCH),
        browser: Box::new(|_| Err(String::new())),
        hyperlinks: false,
    })
}

#[divan::bench]
fn library_open() -> Library {
    Library::open(None)
}

#[divan::bench]
fn library_all_pages(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(|| Library::open(None)).bench_refs(|library| {
        library.pages().iter().filter(|page| library.page(page.id()).is_some_and(|page| page.is_ok())).count()
    });
}

#[divan::bench(args = ["stored", "toml"])]
fn page_read(bencher: divan::Bencher<'_, '_>, from: &str) {
    let path = "en/platforms/snapchat.toml";
    let text = source::built_in_text(path).expect("the page is there");
    bencher.bench(|| match from {
        "stored" => source::built_in(path).is_some_and(|file| read::built_in(Kind::Platform, path, &file).is_ok()),
        _ => read::from_folder(Kind::Platform, path.as_ref(), &text).is_ok(),
    });
}

#[divan::bench]
fn page_laid_out(bencher: divan::Bencher<'_, '_>) {
    let library = Library::open(None);
    let page = library.page("snapchat").expect("the page is there").expect("it is right");
    let name_of = |id: &str| library.name(id).map(str::to_owned);
    let cx = Context { today: "2026-11-25".parse().expect("a date"), name_of: &name_of, device: None };
    bencher.bench_local(|| lay_out(&doc::page_blocks(&page, &cx), 76, &Glyphs::UNICODE).len());
}

#[divan::bench]
fn first_frame(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| {
        let mut app = app(Route::Home);
        app.draw(&mut Buffer::empty(Rect::new(0, 0, 80, 24)))
    });
}

#[divan::bench]
fn cursor_move_in_a_list(bencher: divan::Bencher<'_, '_>) {
    let mut app = app(Route::List(Kind::Platform));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    app.draw(&mut buffer);
    bencher.bench_local(|| {
        app.handle(Event::Key(Key::Down));
        buffer.reset();
        app.draw(&mut buffer)
    });
}

#[divan::bench]
fn scroll_a_page(bencher: divan::Bencher<'_, '_>) {
    let mut app = app(Route::Page { id: "snapchat".to_owned(), place: None });
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    app.draw(&mut buffer);
    bencher.bench_local(|| {
        app.handle(Event::Key(Key::Down));
        buffer.reset();
        app.draw(&mut buffer)
    });
}

#[divan::bench]
fn save_a_tick(bencher: divan::Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(Place::Folder(folder.path().to_owned()), "bench".to_owned());
    let mut on = false;
    bencher.bench_local(|| {
        on = !on;
        let mark = if on { Mark::Done } else { Mark::Open };
        let change = Change::Mark { step: "snapchat/ghost-mode".to_owned(), mark, said: String::new() };
        store.apply(change, Timestamp::now()).is_ok()
    });
}
