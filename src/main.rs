use handhold::content::library::Library;
use handhold::progress::store::{self, Place, Store};
use handhold::tui::{
    self,
    app::Start,
    screen::Route,
    theme::{Depth, Scheme, Theme},
};
fn main() {
    let library = Library::open(None);
    let store = Store::open(Place::Folder("/tmp/hh-state".into()), store::device_name());
    let start = Start {
        library,
        store,
        today: "2026-11-25".parse().unwrap(),
        region: "uk".into(),
        region_fixed: false,
        theme: Theme::new(Scheme::Auto, Depth::from_env(|n| std::env::var(n).ok())),
        glyphs: &handhold::layout::Glyphs::UNICODE,
        route: Route::Home,
        now: Box::new(jiff::Timestamp::now),
    };
    println!("{:?}", tui::run(start, true));
}
