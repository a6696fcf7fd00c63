//! What several screens say of the children and their plans.

use crate::content::date::Day;
use crate::content::library::Listed;
use crate::plan::{self, Standing};
use crate::progress::child::Child;
use crate::progress::count;
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

/// The child after the one whose ticks are shown; `None` when there is no other.
pub fn next_child(cx: &Cx<'_>) -> Option<String> {
    let children: Vec<&str> = plan::children(cx.progress).map(|(id, _)| id).collect();
    let at = children.iter().position(|id| Some(*id) == cx.child)?;
    Some(children[(at + 1) % children.len()].to_owned()).filter(|_| children.len() > 1)
}

/// The name of the child whose ticks are shown, where there are several that they could be of.
pub fn whose(cx: &Cx<'_>) -> Option<String> {
    next_child(cx)?;
    cx.progress.children.get(cx.child?).map(plan::name_of)
}

/// How far the plan for a child is.
pub fn standing(id: &str, child: &Child, cx: &Cx<'_>) -> Standing {
    plan::build(child, cx.library).standing(child.looked_again, Ticks::new(cx.progress, Some(id), cx.library))
}

/// How many steps are done on all pages: `text` with "done" and "all", and what has to be looked at again.
pub fn done_in_words(ticks: Ticks<'_>, cx: &Cx<'_>, text: &str) -> String {
    let all = count::pages(ticks, cx.library.pages().iter());
    let due = cx.library.pages().iter().filter(|page| is_due(ticks, page, cx)).count();
    // Where more is said, there is no room for all steps.
    let text = if all.changed + due > 0 { words::home::STEPS_DONE_BY } else { text };
    let mut parts = vec![fill(text, &[("done", &all.done), ("all", &all.wanted())])];
    if all.changed > 0 {
        parts.push(words::count(all.changed, words::progress::CHANGED_ONE, words::progress::CHANGED_MANY));
    }
    if due > 0 {
        parts.push(words::count(due, words::progress::DUE_ONE, words::progress::DUE_MANY));
    }
    parts.join(", ")
}

/// True when a page's finished checklist is to be looked through again. What is in the child's plan is not: the plan
/// says it.
pub fn is_due(ticks: Ticks<'_>, page: &Listed, cx: &Cx<'_>) -> bool {
    !ticks.wanted().uses(page.id()) && count::due(ticks, page).is_some_and(|day| day <= cx.today)
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
