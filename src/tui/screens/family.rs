//! What several screens say of the children and their plans.

use crate::content::date::Day;
use crate::plan::{self, Standing};
use crate::progress::child::Child;
use crate::progress::ticks::Ticks;
use crate::tui::screen::{Cx, Route};
use crate::words::{self, fill};

/// The way to the plan: to the one child there is, to a choice of several, or to the form for a first one.
pub fn way(cx: &Cx<'_>) -> Route {
    let mut children = plan::children(cx.progress);
    match (children.next(), children.next()) {
        (None, _) => Route::Child { id: None, like: None },
        (Some((only, _)), None) => Route::Plan(only.to_owned()),
        (Some(_), Some(_)) => Route::Plans,
    }
}

/// How far the plan for a child is.
pub fn standing(id: &str, child: &Child, cx: &Cx<'_>) -> Standing {
    plan::build(child, cx.library).standing(child, Ticks::new(cx.progress, Some(id)))
}

/// How far a plan is, in words.
pub fn in_words(standing: Standing, today: Day, dot: &str) -> String {
    let count = standing.count;
    let mut parts = vec![fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())])];
    if count.changed > 0 {
        parts.push(words::count(count.changed, words::checklist::CHANGED_ONE, words::checklist::CHANGED_MANY));
    }
    if standing.fresh > 0 {
        parts.push(words::count(standing.fresh, words::checklist::NEW_ONE, words::checklist::NEW_MANY));
    }
    if let Some(day) = standing.look_again {
        let text = if day <= today { words::plan::DUE } else { words::plan::DUE_ON };
        parts.push(fill(text, &[("day", &day.in_words())]));
    }
    parts.join(dot)
}
