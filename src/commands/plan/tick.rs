//! `handhold plan tick`: ticking a step, or taking the tick away.

use super::super::{Ended, complain, print};
use super::Family;
use crate::content::text::shown;
use crate::plan::{self, Plan, PlanStep};
use crate::progress::Mark;
use crate::progress::ticks::Ticks;
use crate::words::{self, fill};

impl Family<'_> {
    /// Ticks a step, or takes the tick away.
    pub(super) fn tick(&mut self, wanted: &str, child: Option<&str>, undo: bool) -> anyhow::Result<Ended> {
        let children: Vec<String> = plan::children(self.progress()).map(|(id, _)| id.to_owned()).collect();
        let child = match (child, children.as_slice()) {
            (Some(child), _) => match self.find(child)? {
                Some(id) => Some(id),
                None => return Ok(Ended::Found),
            },
            (None, [] | [_]) => children.into_iter().next(),
            (None, _) => {
                complain(words::plan::WHICH_CHILD)?;
                self.say_who_there_is()?;
                return Ok(Ended::Found);
            }
        };
        let ticks = Ticks::new(self.progress(), child.as_deref(), &self.library);
        let plan = child.as_ref().and_then(|id| self.progress().children.get(id));
        let plan = plan.map(|child| plan::build(child, &self.library)).unwrap_or_default();
        let step = match steps_called(wanted, plan, ticks).as_slice() {
            [step] => step.clone(),
            [] => {
                complain(&fill(words::plan::NO_STEP, &[("words", &shown(wanted))]))?;
                return Ok(Ended::Found);
            }
            several => {
                complain(words::plan::WHICH_STEP)?;
                for step in several {
                    complain(&format!("  {}/{}  {}", step.page.head().id, step.step().id, step.step().title))?;
                }
                return Ok(Ended::Found);
            }
        };
        let changes = step.answered(if undo { Mark::Open } else { Mark::Done }, ticks);
        let said = if undo { words::plan::UNTICKED } else { words::plan::TICKED };
        let said = fill(said, &[("step", &step.step().title), ("page", &step.page.head().name)]);
        self.save(changes)?;
        print(&format!("{said}\n"))?;
        Ok(Ended::Well)
    }
}

/// The steps that somebody means: the one with this page and id, those of the plan with this id, or those of the plan
/// whose titles have the words in them.
fn steps_called(wanted: &str, plan: Plan, ticks: Ticks<'_>) -> Vec<PlanStep> {
    if let Some((page, step)) = wanted.split_once('/') {
        return PlanStep::find(page, step, ticks.wanted()).into_iter().collect();
    }
    let small = wanted.to_lowercase();
    let has = |step: &PlanStep| {
        let title = step.step().title.to_lowercase();
        small.split_whitespace().all(|word| title.contains(word))
    };
    let (ids, others): (Vec<PlanStep>, Vec<PlanStep>) =
        plan.steps.into_iter().partition(|step| step.step().id == wanted);
    if ids.is_empty() { others.into_iter().filter(has).collect() } else { ids }
}
