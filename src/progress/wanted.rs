//! Which steps are for a child: by age, and by the devices that the child has. Every count and every plan asks here.

use super::age::AgeBand;
use super::child::Child;
use crate::content::catalog::{Entry, StepEntry};
use crate::content::file::{Ages, DeviceKind, SetOn, Step};
use crate::content::library::{Library, Listed};
use crate::content::page::Page;

/// What a child's steps are chosen by.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The pages.
    pub library: &'a Library,
    child: Option<&'a Child>,
    ages: Ages,
    devices: Devices,
}

/// A set of kinds of device.
type Devices = u8;

fn devices<'n>(names: impl Iterator<Item = &'n str>) -> Devices {
    const KINDS: [DeviceKind; 4] = [DeviceKind::IPhone, DeviceKind::Android, DeviceKind::Computer, DeviceKind::Console];
    let one = |name: &str| KINDS.iter().position(|kind| kind.name() == name).map_or(0, |at| 1 << at);
    names.fold(0, |all, name| all | one(name))
}

/// The age below which children get the steps of an app's youngest allowed users: its own minimum age, unless it has
/// steps for younger ones, as YouTube has.
fn too_young_below(minimum: Option<u8>, mut ages: impl Iterator<Item = Ages>) -> Option<u8> {
    minimum.filter(|minimum| !ages.any(|ages| ages.to < *minimum))
}

impl<'a> Wanted<'a> {
    /// The steps for a child; every step where there is none.
    pub fn of(child: Option<&'a Child>, library: &'a Library) -> Wanted<'a> {
        let used = child.into_iter().flat_map(Child::uses).filter_map(|id| library.listed(id));
        Wanted {
            library,
            child,
            ages: child.and_then(|child| AgeBand::from_name(child.age())).map_or(Ages::ALL, AgeBand::ages),
            devices: devices(used.map(|listed| listed.entry.set_on())),
        }
    }

    /// True when a step of a page is for the child.
    pub fn step(self, page: &Page, step: &Step) -> bool {
        let guide = page.guide();
        let set_on = guide.and_then(|guide| guide.set_on).map(SetOn::name).unwrap_or_default();
        let kinds = step.kinds(set_on);
        let minimum = guide.and_then(|guide| guide.minimum_age);
        let minimum = too_young_below(minimum, page.steps().iter().map(|step| step.ages));
        self.fits(minimum, step.ages, devices(kinds.into_iter()))
    }

    /// The steps of a page that are for the child, from the page's entry in the catalogue.
    pub fn entries(self, page: &Entry) -> impl Iterator<Item = StepEntry<'_>> {
        let ages = |step: StepEntry<'_>| step.ages().parse().unwrap_or_default();
        let everything = self.child.is_none();
        let minimum = if everything { None } else { too_young_below(page.minimum_age(), page.steps().map(ages)) };
        page.steps().filter(move |step| everything || self.fits(minimum, ages(*step), devices(step.kinds())))
    }

    /// A child of whom no device is known can have any.
    fn fits(self, minimum: Option<u8>, ages: Ages, on: Devices) -> bool {
        ages.with_too_young(minimum).overlaps(self.ages) && (on == 0 || self.devices == 0 || on & self.devices != 0)
    }

    /// True when a page is one of what the child uses.
    pub fn uses(self, page: &str) -> bool {
        self.child.is_some_and(|child| child.uses().any(|used| used == page))
    }

    /// Of the steps that a step is the same as, the one whose tick counts: the first on a page that the child uses,
    /// or else the only one. `None` when there is none among the pages: then its own tick counts.
    pub fn same<'s>(self, same_as: impl Iterator<Item = (&'s str, &'s str)>) -> Option<(&'a Listed, StepEntry<'a>)> {
        let mut there = same_as.filter_map(|(page, step)| {
            let listed = self.library.listed(page)?;
            listed.entry.steps().find(|own| own.id() == step).map(|step| (listed, step))
        });
        let used = |(listed, _): &(&Listed, StepEntry<'_>)| self.uses(listed.id());
        let first = there.next()?;
        if used(&first) {
            return Some(first);
        }
        match there.next() {
            None => Some(first),
            Some(second) if used(&second) => Some(second),
            Some(_) => there.find(used),
        }
    }
}
