//! Reading beside the screens: on a thread of its own, so that a slow or hung folder holds up no frame and no key.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::app::App;
use super::input::Waker;

/// What to do, in the program's own thread, with what was read.
pub type Read = Box<dyn FnOnce(&mut App) + Send>;

/// Something that is read at the start, and again when a kiosk starts over.
pub struct Beside {
    read: Arc<dyn Fn() -> Read + Send + Sync>,
    patience: Duration,
    late: Box<dyn Fn(&mut App)>,
    coming: Option<Coming>,
}

struct Coming {
    from: Receiver<Read>,
    /// When to say that it has not come; `None` when that was said.
    late: Option<Instant>,
}

impl Beside {
    /// `read` runs on the other thread; `late` runs when it has taken longer than `patience`.
    pub fn new(
        read: impl Fn() -> Read + Send + Sync + 'static,
        patience: Duration,
        late: impl Fn(&mut App) + 'static,
    ) -> Beside {
        Beside { read: Arc::new(read), patience, late: Box::new(late), coming: None }
    }

    /// Begins to read, unless it still does.
    pub fn start(&mut self, waker: Waker, now: Instant, app: &mut App) {
        if self.coming.is_some() {
            return;
        }
        let (to, from) = channel();
        let read = Arc::clone(&self.read);
        let thread = std::thread::Builder::new().name("content".to_owned());
        let started = thread.spawn(move || {
            // Nobody waits any more when the program has ended.
            if to.send(read()).is_ok() {
                waker.wake();
            }
        });
        match started {
            Ok(_) => self.coming = Some(Coming { from, late: Some(now + self.patience) }),
            Err(_) => (self.late)(app),
        }
    }

    /// When to look at the time.
    pub fn deadline(&self) -> Option<Instant> {
        self.coming.as_ref()?.late
    }

    /// Hands the app what was read, or says that it has not come.
    pub fn look(&mut self, now: Instant, app: &mut App) {
        let Some(coming) = &mut self.coming else { return };
        if let Ok(read) = coming.from.try_recv() {
            self.coming = None;
            read(app);
        } else if coming.late.is_some_and(|late| late <= now) {
            coming.late = None;
            (self.late)(app);
        }
    }
}
