use super::*;
use crate::progress::child::Says;
use std::collections::BTreeSet;

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
        let plan = plan(band.name(), &["smart-speakers-and-watches", "youtube", "app-stores-and-spending"]);
        assert!(plan.steps.iter().all(|step| step.step().ages.overlaps(band.ages())), "{band:?}");
    }
    let has = |age, page, step: &str| titles(&plan(age, &[page])).iter().any(|(_, own)| own == step);
    let speaker = |age| has(age, "smart-speakers-and-watches", "amazon-kids");
    assert!(speaker("7-10") && !speaker("14-15"));
    let whatsapp = |age| has(age, "whatsapp", "under-13-account");
    assert!(whatsapp("7-10") && whatsapp("11-13") && !whatsapp("14-15"));
}

#[test]
fn three_steps_are_enough_for_the_first_evening() {
    let library = Library::open(None);
    let mut progress = family("11-13", &["snapchat", "roblox"]);
    let plan = build(&progress.children["c1"], &library);
    let tonight = |progress: &Progress| plan.tonight(Ticks::new(progress, Some("c1"), &library));
    let tick = |progress: &mut Progress, at_step: usize| {
        let changes = plan.steps[at_step].answered(Mark::Done, Ticks::new(progress, Some("c1"), &library));
        changes.iter().for_each(|change| progress.apply(change, at(1)));
    };
    assert_eq!(tonight(&progress), 3);
    // They stay together while some of them are done, and are ordinary steps when all are.
    tick(&mut progress, 1);
    assert_eq!(tonight(&progress), 3);
    let mut on = progress.clone();
    [0, 2].into_iter().for_each(|step| tick(&mut progress, step));
    assert_eq!(tonight(&progress), 0);
    // Who has gone on to other steps does not need it.
    tick(&mut on, 7);
    assert_eq!(tonight(&on), 0);
}

#[test]
fn who_is_too_young_for_an_app_gets_the_steps_of_its_youngest_users() {
    let tiktok = |age| titles(&plan(age, &["tiktok"]));
    let has = |age, step: &str| tiktok(age).iter().any(|(_, own)| own == step);
    for age in ["under-7", "7-10", "11-13"] {
        assert!(has(age, "private-account") && has(age, "family-pairing"), "{age}: {:?}", tiktok(age));
        assert!(!has(age, "direct-messages"), "{age}: that one is for 16 and over");
    }
    // Nobody is old enough for an app for adults.
    assert!(!plan("16-17", &["dating-apps"]).steps.is_empty());
}

#[test]
fn a_plan_and_the_lists_of_its_pages_count_the_same_steps() {
    let library = Library::open(None);
    for band in AgeBand::ALL {
        for listed in library.pages().iter().filter(|listed| part(listed).is_some()) {
            let progress = family(band.name(), &[listed.id()]);
            let ticks = Ticks::new(&progress, Some("c1"), &library);
            let plan = build(&progress.children["c1"], &library);
            let counts = (plan.standing(None, ticks).count.all, count::page(ticks, listed).all);
            assert_eq!(counts.0, counts.1, "{} for {band:?}", listed.id());
        }
    }
}

#[test]
fn steps_for_a_device_that_the_child_does_not_have_are_left_out() {
    let has = |uses: &[&str], step: &str| titles(&plan("11-13", uses)).iter().any(|(_, own)| own == step);
    let apple = ["ios-screen-time", "app-stores-and-spending", "web-browsers-and-search", "home-broadband-filters"];
    assert!(has(&apple, "refund-apple") && has(&apple, "private-relay"));
    assert!(!has(&apple, "refund-google") && !has(&apple, "bing") && !has(&apple, "samsung-secret"));
    let android = ["google-family-link", "app-stores-and-spending", "home-broadband-filters"];
    assert!(has(&android, "refund-google"));
    assert!(!has(&android, "refund-apple") && !has(&android, "private-relay"));
    // Of whom no device is known can have any.
    assert!(has(&["app-stores-and-spending"], "refund-apple") && has(&["app-stores-and-spending"], "refund-google"));
}

#[test]
fn what_two_pages_ask_for_is_there_once_with_one_tick() {
    let library = Library::open(None);
    let mut progress = family("11-13", &["snapchat", "location-sharing"]);
    let plan = build(&progress.children["c1"], &library);
    let ghost: Vec<&PlanStep> = plan.steps.iter().filter(|step| step.step().title.contains("Ghost Mode")).collect();
    let [ghost] = ghost.as_slice() else { panic!("{ghost:?}") };
    assert_eq!(
        (ghost.page.head().id, ghost.asked_by.as_slice()),
        ("snapchat", ["Location sharing, tags and trackers".to_owned()].as_slice())
    );
    let done = |progress: &Progress, page: &str| {
        count::page(Ticks::new(progress, Some("c1"), &library), library.listed(page).unwrap()).done
    };
    let key = ghost.key(Ticks::new(&progress, Some("c1"), &library));
    progress.apply(&Change::Mark { step: key, mark: Mark::Done, said: ghost.says() }, at(0));
    assert_eq!((done(&progress, "snapchat"), done(&progress, "location-sharing")), (1, 1));
    // On the other page it is the same tick, also for who does not use Snapchat.
    let own = PlanStep::find("location-sharing", "snap-map", Wanted::of(None, &library)).unwrap();
    assert_eq!(own.key(Ticks::new(&progress, Some("c1"), &library)), "snapchat/ghost-mode@c1");
}

#[test]
fn a_step_for_each_of_two_devices_stands_for_the_one_that_asks_for_both() {
    let titles =
        |uses: &[&str]| -> Vec<String> { titles(&plan("14-15", uses)).into_iter().map(|(_, step)| step).collect() };
    let with_iphone = titles(&["dating-apps", "ios-screen-time"]);
    assert!(with_iphone.contains(&"ask-to-buy".to_owned()) && !with_iphone.contains(&"phone-approval".to_owned()));
    assert!(!with_iphone.contains(&"block-websites".to_owned()));
    let with_both = titles(&["dating-apps", "ios-screen-time", "google-family-link"]);
    assert!(with_both.contains(&"ask-to-buy".to_owned()) && with_both.contains(&"approve-apps".to_owned()));
    assert!(!with_both.contains(&"phone-approval".to_owned()));
    assert!(titles(&["dating-apps"]).contains(&"phone-approval".to_owned()));
    // The more urgent of the two says how urgent it is.
    let plan = plan("14-15", &["random-video-chat", "ios-screen-time"]);
    let buy = plan.steps.iter().find(|step| step.step().id == "ask-to-buy").unwrap();
    assert_eq!((buy.step().priority, buy.priority), (Priority::ThisWeek, Priority::DoFirst));
}

#[test]
fn a_step_on_a_device_is_there_once_with_the_apps_that_ask_for_it() {
    let plan = plan("11-13", &["snapchat", "tiktok", "instagram", "ios-screen-time"]);
    let titles = titles(&plan);
    let distinct: BTreeSet<_> = titles.iter().collect();
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
    assert!(snapchat.can_leave && snapchat.far);
    assert!(plan("11-13", &["dating-apps"]).too_young.iter().all(|app| app.all && !app.far));
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
    let standing = |progress: &Progress| {
        let looked_again = progress.children["c1"].looked_again;
        plan.standing(looked_again, Ticks::new(progress, Some("c1"), &library))
    };
    assert_eq!(standing(&progress).look_again, None);
    assert!(standing(&progress).minutes > 0);
    for step in &plan.steps {
        let key = Ticks::new(&progress, Some("c1"), &library).key("skype", false, &step.step().id);
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
    let key = Ticks::new(&progress, Some("c1"), &library).key("skype", false, &step.step().id);
    progress.apply(&Change::Mark { step: key, mark: Mark::Done, said: "Something else.".into() }, at(0));
    let ticks = Ticks::new(&progress, Some("c1"), &library);
    assert_eq!(step.state(ticks), State::Changed);
    assert_eq!(plan.standing(None, ticks).count.changed, 1);
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
