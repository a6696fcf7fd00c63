//! `handhold plan`: the plan for a child; adding, changing, copying and forgetting a child.

mod tick;

use std::mem::ManuallyDrop;

use serde::Serialize;

use super::{Ended, Session, complain, print, print_json};
use crate::cli::{PlanArgs, PlanCommand};
use crate::content::doc::{self, Block, Piece, Tone};
use crate::content::inline::Marker;
use crate::content::library::{Library, Listed};
use crate::content::text::shown;
use crate::plan::{self, AgeBand, Plan, PlanStep, Standing};
use crate::progress::child::{Child, Says};
use crate::progress::count::State;
use crate::progress::store::{Place, Store, device_name};
use crate::progress::ticks::Ticks;
use crate::progress::{Change, Progress};
use crate::words::{self, fill};

/// Runs it.
///
/// # Errors
/// When the change cannot be saved, or standard output can not be written to.
pub fn run(session: &Session, child: &str, command: Option<PlanCommand>, args: ShowArgs) -> anyhow::Result<Ended> {
    let mut family = Family::open(session)?;
    match command {
        None => family.show(Some(child).filter(|child| !child.is_empty()), args),
        Some(PlanCommand::Add(args)) => family.add(&args, None),
        Some(PlanCommand::Change { child, args }) => family.change(&child, &args),
        Some(PlanCommand::Copy { child, args }) => {
            let Some(like) = family.find(&child)? else { return Ok(Ended::Found) };
            family.add(&args, Some(&like))
        }
        Some(PlanCommand::Tick { step, child, undo }) => family.tick(&step.join(" "), child.as_deref(), undo),
        Some(PlanCommand::Forget { child, yes }) => family.forget(&child, yes),
    }
}

/// How a plan is shown.
#[derive(Debug, Clone, Copy)]
pub struct ShowArgs {
    /// As JSON.
    pub json: bool,
    /// Each step with its taps.
    pub full: bool,
}

struct Family<'s> {
    session: &'s Session,
    library: ManuallyDrop<Library>,
    store: Store,
}

#[derive(Serialize)]
struct ChildItem<'a> {
    id: &'a str,
    name: String,
    age: &'a str,
    uses: Vec<&'a str>,
    done: usize,
    changed: usize,
    not_for_us: usize,
    all: usize,
    /// The day from which the finished plan is to be looked through again.
    look_again: Option<String>,
    too_young_for: Vec<TooYoungItem<'a>>,
    /// Pages that are not there any more.
    missing: &'a [String],
    steps: Vec<StepItem<'a>>,
}

#[derive(Serialize)]
struct TooYoungItem<'a> {
    page: &'a str,
    minimum_age: u8,
    /// True when every child of the age band is younger.
    whole_band: bool,
}

#[derive(Serialize)]
struct StepItem<'a> {
    page: &'a str,
    step: &'a str,
    title: &'a str,
    priority: &'static str,
    minutes: u16,
    state: &'static str,
    new: bool,
    asked_for_by: &'a [String],
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Changed => "changed",
        State::NotForUs => "not for us",
        State::Done => "done",
    }
}

impl<'s> Family<'s> {
    fn open(session: &'s Session) -> anyhow::Result<Family<'s>> {
        let store = Store::open(session.place(), device_name());
        for trouble in store.troubles() {
            complain(trouble)?;
        }
        Ok(Family { session, library: session.library(), store })
    }

    fn progress(&self) -> &Progress {
        self.store.progress()
    }

    fn save(&mut self, changes: Vec<Change>) -> anyhow::Result<()> {
        let by_school = super::browse::house(&self.session.settings).ticks_off_by_school;
        let why = |trouble| if by_school { words::progress::OFF_BY_SCHOOL.to_owned() } else { trouble };
        self.store.apply_all(changes, jiff::Timestamp::now()).map_err(|trouble| anyhow::anyhow!(why(trouble)))?;
        if *self.store.place() == Place::Memory {
            complain(words::plan::NOT_KEPT)?;
        }
        Ok(())
    }

    /// The id of the child with this name or id, or with a name that has it in it; says who there is when that is not
    /// one child.
    fn find(&self, wanted: &str) -> anyhow::Result<Option<String>> {
        let small = wanted.to_lowercase();
        let those = |fits: &dyn Fn(&str, String) -> bool| -> Vec<&str> {
            let children = plan::children(self.progress());
            children.filter(|(id, child)| fits(id, plan::name_of(child).to_lowercase())).map(|(id, _)| id).collect()
        };
        let mut found = those(&|id, name| id == wanted || name == small);
        if found.is_empty() {
            found = those(&|_, name| name.contains(&small));
        }
        match found.as_slice() {
            [one] => return Ok(Some((*one).to_owned())),
            [] if plan::children(self.progress()).next().is_none() => {
                complain(&fill(words::plan::NO_CHILD_AT_ALL, &[("name", &shown(wanted))]))?;
            }
            [] => complain(&fill(words::plan::NO_CHILD, &[("name", &shown(wanted))]))?,
            _ => complain(&fill(words::plan::SAME_NAME, &[("name", &shown(wanted))]))?,
        }
        self.say_who_there_is()?;
        Ok(None)
    }

    fn say_who_there_is(&self) -> anyhow::Result<()> {
        for (id, child) in plan::children(self.progress()) {
            complain(&format!("  {id}  {}", plan::name_of(child)))?;
        }
        Ok(())
    }

    fn show(&self, child: Option<&str>, args: ShowArgs) -> anyhow::Result<Ended> {
        let wanted = match child {
            Some(child) => match self.find(child)? {
                Some(id) => Some(id),
                None => return Ok(Ended::Found),
            },
            None => None,
        };
        let children: Vec<(&str, &Child)> = plan::children(self.progress())
            .filter(|(id, _)| wanted.as_deref().is_none_or(|wanted| wanted == *id))
            .collect();
        let plans: Vec<Plan> = children.iter().map(|(_, child)| plan::build(child, &self.library)).collect();
        if args.json {
            let items = children.iter().zip(&plans);
            print_json(&items.map(|((id, child), plan)| self.item(id, child, plan)).collect::<Vec<_>>())?;
            return Ok(Ended::Well);
        }
        if children.is_empty() {
            print(&format!("{}\n", words::plan::NOBODY))?;
            return Ok(Ended::Well);
        }
        let mut blocks = Vec::new();
        for ((id, child), plan) in children.iter().zip(&plans) {
            blocks.extend(self.blocks(id, child, plan, args.full));
        }
        print(&self.session.text(&blocks))?;
        Ok(Ended::Well)
    }

    fn item<'a>(&self, id: &'a str, child: &'a Child, plan: &'a Plan) -> ChildItem<'a> {
        let ticks = Ticks::new(self.progress(), Some(id), &self.library);
        let standing = plan.standing(child.looked_again, ticks);
        let too_young = plan.too_young.iter();
        let step = |step: &'a PlanStep| StepItem {
            page: step.page.head().id,
            step: &step.step().id,
            title: &step.step().title,
            priority: step.priority.name(),
            minutes: step.step().minutes,
            state: state_name(step.state(ticks)),
            new: step.is_new(ticks),
            asked_for_by: &step.asked_by,
        };
        ChildItem {
            id,
            name: plan::name_of(child),
            age: child.age(),
            uses: child.uses().collect(),
            done: standing.count.done,
            changed: standing.count.changed,
            not_for_us: standing.count.skipped,
            all: standing.count.all,
            look_again: standing.look_again.map(|day| day.to_string()),
            too_young_for: too_young
                .map(|app| TooYoungItem { page: &app.page, minimum_age: app.minimum, whole_band: app.all })
                .collect(),
            missing: &plan.missing,
            steps: plan.steps.iter().map(step).collect(),
        }
    }

    fn blocks<'t>(&'t self, id: &str, child: &Child, plan: &'t Plan, full: bool) -> Vec<Block<'t>> {
        let ticks = Ticks::new(self.progress(), Some(id), &self.library);
        let band = AgeBand::from_name(child.age());
        let title = match band.filter(|_| !child.name().is_empty()) {
            Some(band) => fill(words::plan::TITLE_AGE, &[("name", &child.name()), ("age", &band.title())]),
            None => fill(words::plan::TITLE, &[("name", &plan::name_of(child))]),
        };
        let mut out = vec![Block::heading(1, "", title)];
        let para = |text: String| Block::Para(vec![Piece::Text(text.into())]);
        // How the child is called in a command.
        let called = if child.name().is_empty() { id } else { child.name() };
        let called = if called.contains(' ') { format!("\"{called}\"") } else { called.to_owned() };
        let standing = plan.standing(child.looked_again, ticks);
        if plan.steps.is_empty() {
            out.push(para(fill(words::plan::NO_STEPS, &[("name", &called)])));
        } else {
            out.push(para(self.standing_line(standing)));
        }
        if band.is_none() {
            out.push(para(fill(words::plan::ALL_AGES, &[("name", &called)])));
        }
        for app in &plan.too_young {
            let leave = fill(words::plan::LEAVE_COMMAND, &[("page", &app.page)]);
            let said = if app.can_leave { app.said() + &leave } else { app.said() };
            out.push(Block::Note(Tone::Care, vec![Piece::Text(said.into())]));
        }
        let mut group = None;
        let tonight = plan.tonight(ticks);
        for (at, step) in plan.steps.iter().enumerate() {
            if at < tonight {
                if at == 0 {
                    out.push(Block::heading(2, "", words::plan::TONIGHT));
                }
                out.extend(self.step_blocks(step, ticks, full));
                continue;
            }
            if group != Some(step.priority) {
                group = Some(step.priority);
                out.push(Block::heading(2, "", step.priority.title()));
            }
            out.extend(self.step_blocks(step, ticks, full));
        }
        if standing.count.finished() {
            let worries = plan.next_worries(ticks);
            let next = |id: &String| {
                let name = self.library.name(id).unwrap_or(id);
                vec![Block::Item(Marker::Bullet, vec![Piece::Text(format!("{name}: handhold show {id}").into())])]
            };
            if !worries.is_empty() {
                out.push(para(words::plan::NEXT.to_owned()));
                out.extend(worries.iter().flat_map(next));
            }
        } else if !plan.steps.is_empty() {
            out.push(para(words::plan::HOW_TO_TICK.to_owned()));
        }
        for page in &plan.missing {
            let text = fill(words::plan::MISSING, &[("page", page)]);
            out.push(Block::Note(Tone::Quiet, vec![Piece::Text(text.into())]));
        }
        out
    }

    fn standing_line(&self, standing: Standing) -> String {
        let count = standing.count;
        let mut parts = vec![fill(words::checklist::COUNT, &[("done", &count.done), ("all", &count.wanted())])];
        if count.changed > 0 {
            parts.push(words::count(count.changed, words::checklist::CHANGED_ONE, words::checklist::CHANGED_MANY));
        }
        match standing.look_again {
            Some(day) if day <= self.session.today => parts.push(words::plan::DUE.to_owned()),
            Some(day) => parts.push(fill(words::plan::DUE_ON, &[("day", &day.in_words())])),
            None => parts.push(words::time_left(standing.minutes)),
        }
        parts.join(", ")
    }

    fn step_blocks<'t>(&self, step: &'t PlanStep, ticks: Ticks<'_>, full: bool) -> Vec<Block<'t>> {
        let (own, state) = (step.step(), step.state(ticks));
        let glyphs = self.session.format().glyphs;
        let mark = match state {
            State::Open => glyphs.todo,
            State::Changed => glyphs.changed,
            State::NotForUs => glyphs.skipped,
            State::Done => glyphs.done,
        };
        let minutes = words::count(own.minutes.into(), words::step::MINUTE, words::step::MINUTES);
        let mut aside = format!(" ({}, {minutes}", step.page.head().name);
        if !step.asked_by.is_empty() {
            aside.push_str(&fill(words::plan::ASKED_BY, &[("apps", &step.asked_by.join(", "))]));
        }
        if state == State::Changed {
            aside.push_str(", ");
            aside.push_str(words::checklist::CHANGED);
        }
        aside.push(')');
        let head =
            vec![Piece::Text(format!("{mark} ").into()), Piece::Stress((&own.title).into()), Piece::Text(aside.into())];
        let mut out = vec![Block::Item(Marker::None, head)];
        if full {
            out.extend(self.session.document(&self.library, |cx| doc::step_blocks(&step.page, own, cx)));
        }
        out
    }

    /// Adds a child, with the apps and devices of a sibling where nothing else is said.
    fn add(&mut self, args: &PlanArgs, like: Option<&str>) -> anyhow::Result<Ended> {
        let Some(mut says) = self.says(args, &Child::default())? else { return Ok(Ended::Found) };
        if self.is_taken(&says, &Child::default(), None)? {
            return Ok(Ended::Found);
        }
        if let Some(sibling) = like.and_then(|like| self.progress().children.get(like)) {
            let said = |page: &str| says.iter().any(|says| matches!(says, Says::Uses(own, _) if own == page));
            let same: Vec<Says> =
                sibling.uses().filter(|page| !said(page)).map(|page| Says::Uses(page.to_owned(), true)).collect();
            says.extend(same);
        }
        if plan::children(self.progress()).next().is_none() {
            says.push(Says::Heir);
        }
        if says.iter().all(|says| matches!(says, Says::Heir)) {
            complain(words::plan::SAY_SOMETHING)?;
            return Ok(Ended::Found);
        }
        let id = plan::new_id(self.progress(), jiff::Timestamp::now());
        self.save(says.into_iter().map(|says| Change::Child { child: id.clone(), says }).collect())?;
        self.show(Some(&id), ShowArgs { json: false, full: false })
    }

    fn change(&mut self, child: &str, args: &PlanArgs) -> anyhow::Result<Ended> {
        let Some(id) = self.find(child)? else { return Ok(Ended::Found) };
        let before = self.progress().children.get(&id).cloned().unwrap_or_default();
        let Some(says) = self.says(args, &before)? else { return Ok(Ended::Found) };
        if self.is_taken(&says, &before, Some(&id))? {
            return Ok(Ended::Found);
        }
        self.save(says.into_iter().map(|says| Change::Child { child: id.clone(), says }).collect())?;
        self.show(Some(&id), ShowArgs { json: false, full: false })
    }

    fn forget(&mut self, child: &str, yes: bool) -> anyhow::Result<Ended> {
        let Some(id) = self.find(child)? else { return Ok(Ended::Found) };
        let name = self.progress().children.get(&id).map(plan::name_of).unwrap_or_default();
        let question = fill(words::plan::FORGET_ASK, &[("name", &name)]);
        if !yes && !super::ask(&question)? {
            return Ok(Ended::Found);
        }
        self.save(vec![Change::ForgetChild(id)])?;
        print(&format!("{}\n", fill(words::plan::FORGOTTEN, &[("name", &name)])))?;
        Ok(Ended::Well)
    }

    /// What the options say of a child that was as `before`. `None` when a page was not found: that has been said.
    fn says(&self, args: &PlanArgs, before: &Child) -> anyhow::Result<Option<Vec<Says>>> {
        let mut says = Vec::new();
        if let Some(name) = &args.name {
            says.push(Says::Name(shown(name.trim())));
        }
        if let Some(age) = args.age {
            says.push(Says::Age(age.name().to_owned()));
        }
        let mut all_found = true;
        for (wanted, parts) in
            [(&args.apps, &[plan::Part::App][..]), (&args.devices, &[plan::Part::Device, plan::Part::Home][..])]
        {
            let Some(wanted) = wanted else { continue };
            let fits = |listed: &Listed| plan::part(listed).is_some_and(|part| parts.contains(&part));
            let mut chosen = Vec::new();
            for name in wanted.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
                match self.page(name, fits)? {
                    Some(page) => chosen.push(page),
                    None => all_found = false,
                }
            }
            // A list replaces the one before.
            let gone = before.uses().filter(|page| self.library.listed(page).is_some_and(fits));
            let gone = gone.filter(|page| !chosen.iter().any(|own| own == page));
            says.extend(gone.map(|page| Says::Uses(page.to_owned(), false)));
            says.extend(chosen.into_iter().map(|page| Says::Uses(page, true)));
        }
        Ok(all_found.then_some(says))
    }

    /// True when the child could not be told from another one then; that is said.
    fn is_taken(&self, says: &[Says], before: &Child, own: Option<&str>) -> anyhow::Result<bool> {
        let (mut name, mut age) = (before.name(), before.age());
        for said in says {
            match said {
                Says::Name(new) => name = new,
                Says::Age(new) => age = new,
                _ => {}
            }
        }
        let taken = plan::taken(self.progress(), name, age, own);
        taken.iter().try_for_each(|text| complain(text))?;
        Ok(taken.is_some())
    }

    /// The id of the page with this id, name or other name, among those that fit.
    fn page(&self, name: &str, fits: impl Fn(&Listed) -> bool) -> anyhow::Result<Option<String>> {
        let called = self.library.called(name);
        if let Some(listed) = called.iter().find(|listed| fits(listed)) {
            return Ok(Some(listed.id().to_owned()));
        }
        if let Some(other) = called.first() {
            let text = match plan::part(other) {
                Some(plan::Part::App) => words::plan::IS_APP,
                Some(plan::Part::Device | plan::Part::Home) => words::plan::IS_DEVICE,
                None => words::plan::IS_NEITHER,
            };
            complain(&fill(text, &[("name", &other.name()), ("id", &other.id())]))?;
            return Ok(None);
        }
        complain(&fill(words::plain::NO_PAGE, &[("id", &shown(name))]))?;
        let near = self.library.nearest(name).into_iter().filter(|listed| fits(listed));
        let names: Vec<&str> = near.map(Listed::id).collect();
        if !names.is_empty() {
            complain(&fill(words::plain::NEAREST, &[("names", &names.join(", "))]))?;
        }
        Ok(None)
    }
}
