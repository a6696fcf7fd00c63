use super::*;
use crate::progress::child::Says;
use crate::progress::{Change, Mark};

fn at(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// Progress with one child.
fn family(age: &str, uses: &[&str]) -> Progress {
    let mut progress = Progress::default();
    let mut say = |says| progress.apply(&Change::Child { child: "c1".into(), says }, at(0));
    say(Says::Age(age.to_owned()));
    uses.iter().for_each(|page| say(Says::Uses((*page).to_owned(), true)));
    progress
}

fn plan(age: &str, uses: &[&str]) -> Plan {
    build(&family(age, uses).children["c1"], &Library::open(None))
}

fn titles(plan: &Plan) -> Vec<(String, String)> {
    plan.steps.iter().map(|step| (step.page.head().id.to_owned(), step.step().id.clone())).collect()
}

#[test]
fn the_most_urgent_steps_of_everything_come_first() {
    let plan = plan("11-13", &["snapchat", "roblox", "ios-screen-time"]);
    let priorities: Vec<_> = plan.steps.iter().map(|step| step.step().priority).collect();
    assert!(priorities.is_sorted(), "{priorities:?}");
    for page in ["snapchat", "roblox", "ios-screen-time"] {
        assert!(plan.steps.iter().any(|step| step.page.head().id == page), "{page}");
    }
}

#[test]
fn only_steps_for_the_age_are_in_it() {
    for band in AgeBand::ALL {
        let plan = plan(band.name(), &["smart-speakers-and-watches", "tiktok", "youtube", "snapchat"]);
        assert!(plan.steps.iter().all(|step| step.step().ages.overlaps(band.ages())), "{band:?}");
    }
    let has = |age| titles(&plan(age, &["smart-speakers-and-watches"])).iter().any(|(_, step)| step == "amazon-kids");
    assert!(has("7-10") && !has("14-15"));
}

#[test]
fn a_step_on_a_device_is_there_once_with_the_apps_that_ask_for_it() {
    let plan = plan("11-13", &["snapchat", "tiktok", "instagram", "ios-screen-time"]);
    let titles = titles(&plan);
    let distinct: std::collections::BTreeSet<_> = titles.iter().collect();
    assert_eq!(distinct.len(), titles.len());
    let shared = plan.steps.iter().filter(|step| step.asked_by.len() > 1).count();
    assert!(shared > 0, "no step is asked for by two of the apps");
    // The other phone's steps are nobody's business here.
    assert!(titles.iter().all(|(page, _)| page != "google-family-link"));
}

#[test]
fn an_app_above_the_childs_age_is_said() {
    let young = plan("7-10", &["snapchat", "roblox"]).too_young;
    let [snapchat] = young.as_slice() else { panic!("{young:?}") };
    assert_eq!((snapchat.page.as_str(), snapchat.minimum, snapchat.all), ("snapchat", 13, true));
    assert!(snapchat.can_leave);
    assert!(!plan("11-13", &["snapchat"]).too_young[0].all);
    assert_eq!(plan("14-15", &["snapchat"]).too_young, []);
}

#[test]
fn a_page_that_is_gone_is_named() {
    assert_eq!(plan("11-13", &["snapchat", "no-such-app"]).missing, ["no-such-app"]);
}

#[test]
fn a_finished_plan_is_looked_through_again_after_three_months() {
    let library = Library::open(None);
    let mut progress = family("11-13", &["skype"]);
    let plan = build(&progress.children["c1"], &library);
    let standing = |progress: &Progress| plan.standing(&progress.children["c1"], Ticks::new(progress, Some("c1")));
    assert_eq!(standing(&progress).look_again, None);
    assert!(standing(&progress).minutes > 0);
    for step in &plan.steps {
        let key = Ticks::new(&progress, Some("c1")).key("skype", false, &step.step().id);
        progress.apply(&Change::Mark { step: key, mark: Mark::Done, said: step.step().says() }, at(0));
    }
    // 1,800,000,000 seconds after 1970 is 15 January 2027.
    let due = standing(&progress).look_again.unwrap();
    assert_eq!(due, "2027-04-15".parse().unwrap());
    let says = Says::LookedAgain;
    progress.apply(&Change::Child { child: "c1".into(), says }, at(90 * 24 * 3600));
    assert_eq!(standing(&progress).look_again.unwrap(), "2027-07-15".parse().unwrap());
}

#[test]
fn a_step_that_asks_for_something_else_now_waits_again() {
    let library = Library::open(None);
    let mut progress = family("11-13", &["skype"]);
    let plan = build(&progress.children["c1"], &library);
    let step = &plan.steps[0];
    let key = Ticks::new(&progress, Some("c1")).key("skype", false, &step.step().id);
    progress.apply(&Change::Mark { step: key, mark: Mark::Done, said: "Something else.".into() }, at(0));
    let ticks = Ticks::new(&progress, Some("c1"));
    assert_eq!(step.state(ticks), State::Changed);
    assert_eq!(plan.standing(&progress.children["c1"], ticks).count.changed, 1);
}

#[test]
fn ids_of_children_sort_by_when_they_were_added() {
    let progress = family("11-13", &[]);
    assert!(new_id(&progress, at(0)) < new_id(&progress, at(1)));
    let mut progress = progress;
    let first = new_id(&progress, at(0));
    progress.apply(&Change::Child { child: first.clone(), says: Says::Heir }, at(0));
    assert!(new_id(&progress, at(0)) > first);
}
