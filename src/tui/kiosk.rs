//! What a school's settings allow, and the clock of a kiosk: after a while without a key it starts over.

use std::time::{Duration, Instant};

use crate::settings::policy::School;
use crate::words;

/// For how long before it starts over a kiosk counts down.
pub const COUNT_DOWN: Duration = Duration::from_secs(20);

/// What is allowed, and whom to contact at the school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// Locked down for many people.
    pub kiosk: bool,
    /// Its user may not end it.
    pub no_quit: bool,
    /// Links may not be opened in a browser.
    pub no_open: bool,
    /// It is the school that has switched ticks and notes off.
    pub ticks_off_by_school: bool,
    /// The region may not be changed.
    pub region_fixed: bool,
    /// It is the school that says so.
    pub region_by_school: bool,
    /// After how long without a key it starts over; never where there is `None`.
    pub idle: Option<Duration>,
    /// The words that let an administrator out.
    pub way_out: Option<String>,
    /// The school's own contact.
    pub school: Option<School>,
}

impl House {
    /// True when its user may not leave it, not even for a while: then "leave at once" starts over, or goes to the
    /// first screen.
    pub fn stays(&self) -> bool {
        self.kiosk || self.no_quit
    }

    /// What "leave at once" does here, for the footer.
    pub fn leaving(&self) -> &'static str {
        match (self.kiosk, self.no_quit) {
            (true, _) => words::hints::START_OVER,
            (false, true) => words::hints::FIRST_SCREEN,
            (false, false) => words::hints::LEAVE,
        }
    }
}

/// The clock of a kiosk. It stands still when nobody has done anything since the start: nothing is there to forget.
#[derive(Debug, Default)]
pub struct Clock {
    /// When somebody last did something.
    last: Option<Instant>,
}

/// What the clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Somebody is there, or nobody has been.
    Quiet,
    /// So many seconds are left before it starts over.
    Left(u64),
    /// It is time to start over.
    Over,
}

impl Clock {
    /// Somebody did something. True when a count-down was stopped by it.
    pub fn stir(&mut self, now: Instant, idle: Duration) -> bool {
        let counting = matches!(self.read(now, idle), Time::Left(_));
        self.last = Some(now);
        counting
    }

    /// It has started over.
    pub fn rest(&mut self) {
        self.last = None;
    }

    /// What the clock says.
    pub fn read(&self, now: Instant, idle: Duration) -> Time {
        let Some(last) = self.last else { return Time::Quiet };
        let left = idle.saturating_sub(now.saturating_duration_since(last));
        if left.is_zero() {
            Time::Over
        } else if left <= COUNT_DOWN {
            Time::Left(left.as_millis().div_ceil(1000) as u64)
        } else {
            Time::Quiet
        }
    }

    /// When to look at it next: when the count-down begins, then every second. Never while it stands still.
    pub fn next(&self, now: Instant, idle: Duration) -> Option<Instant> {
        let over = self.last? + idle;
        let left = over.saturating_duration_since(now);
        if left > COUNT_DOWN {
            return over.checked_sub(COUNT_DOWN);
        }
        // The moment at which one second fewer is left.
        let whole = Duration::from_secs(left.as_millis().div_ceil(1000) as u64);
        Some(over.checked_sub(whole.saturating_sub(Duration::from_secs(1))).unwrap_or(over))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Duration = Duration::from_secs(180);

    #[test]
    fn it_counts_down_in_the_last_seconds_and_then_starts_over() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut clock = Clock::default();
        assert_eq!((clock.read(at(9999), IDLE), clock.next(at(9999), IDLE)), (Time::Quiet, None));
        assert!(!clock.stir(start, IDLE));
        assert_eq!((clock.read(at(159), IDLE), clock.next(at(5), IDLE)), (Time::Quiet, Some(at(160))));
        assert_eq!((clock.read(at(160), IDLE), clock.next(at(160), IDLE)), (Time::Left(20), Some(at(161))));
        assert_eq!((clock.read(at(179), IDLE), clock.next(at(179), IDLE)), (Time::Left(1), Some(at(180))));
        assert_eq!(clock.read(at(180), IDLE), Time::Over);
        clock.rest();
        assert_eq!(clock.next(at(181), IDLE), None);
    }

    #[test]
    fn any_key_stops_the_count_down() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut clock = Clock::default();
        clock.stir(start, IDLE);
        assert!(clock.stir(at(170), IDLE));
        assert_eq!(clock.read(at(170), IDLE), Time::Quiet);
        assert_eq!(clock.next(at(170), IDLE), Some(at(330)));
    }
}
