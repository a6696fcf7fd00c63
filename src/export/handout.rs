//! A page as a hand-out: the page, whom to ring above it, and below it when it was made and how long it is good for.

use std::collections::BTreeSet;

use super::{Output, html, markdown, text};
use crate::content::date::Day;
use crate::content::doc::{self, Block, Context, Piece, Slot, Tone};
use crate::content::file::RegionFile;
use crate::content::inline::Target;
use crate::content::page::{Origin, Page};
use crate::content::text::clean;
use crate::layout::{Glyphs, MAX_TEXT_WIDTH};
use crate::words::{self, fill};

/// The licence of the built-in guidance; see content/LICENSE.md.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// What a part of a hand-out is, where outputs treat it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Anything else.
    Text,
    /// A checklist: each of its entries gets a box to tick.
    Checklist,
    /// The sources, which the numbers in the text point to.
    Sources,
}

/// A hand-out. It holds nothing of what anybody ticked.
#[derive(Debug)]
pub struct HandOut<'p> {
    /// The page's name.
    pub title: String,
    /// The line of the emergency number, where there is one.
    pub danger: Option<String>,
    /// The line of the school's contact.
    pub school: Option<String>,
    /// The parts of the page, the first with its name.
    pub parts: Vec<(Sort, Vec<Block<'p>>)>,
    /// When it was made, how long it is good for, and the licence.
    pub foot: Vec<Block<'p>>,
    /// The page's id.
    page: String,
    /// The pages that stand beside this one as files.
    beside: BTreeSet<String>,
}

/// What is asked for.
#[derive(Debug, Default)]
pub struct Wish<'a> {
    /// The checklist only, with what it needs.
    pub checklist: bool,
    /// The page of the region.
    pub region: Option<&'a Page>,
    /// The line of the school's contact.
    pub school: Option<String>,
    /// The ids of the pages that are written beside this one.
    pub beside: BTreeSet<String>,
}

/// Where a link of a hand-out leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Goes<'a> {
    /// To a place of the same page.
    Here(&'a str),
    /// To a page beside this one.
    Beside(&'a str),
    /// Out, to an address.
    Out(&'a str),
    /// Nowhere: its words are enough.
    Nowhere,
}

impl<'p> HandOut<'p> {
    /// The hand-out of a page.
    pub fn new(page: &'p Page, wish: Wish<'_>, cx: &Context<'_>) -> HandOut<'p> {
        let wanted = |slot: &Slot<'_>| !wish.checklist || matches!(slot, Slot::Head | Slot::Checklist | Slot::Sources);
        let part = |slot: Slot<'p>| {
            let sort = match slot {
                Slot::Checklist => Sort::Checklist,
                Slot::Sources => Sort::Sources,
                _ => Sort::Text,
            };
            (sort, slot.blocks(page, cx))
        };
        let mut parts: Vec<(Sort, Vec<Block<'_>>)> = doc::slots(page).into_iter().filter(wanted).map(part).collect();
        let due = page.head().review_by;
        if due <= cx.today
            && let Some((_, head)) = parts.first_mut()
        {
            let text = fill(words::export::OVERDUE, &[("day", &due.in_words())]);
            head.push(Block::Note(Tone::Care, vec![Piece::Text(text.into())]));
        }
        // On paper no link can be followed, so the numbers of the services that are spoken of stand below.
        if let Some(region) = wish.region.and_then(Page::region).filter(|_| page.region().is_none()) {
            let numbers = numbers(region, &parts);
            let at = parts.iter().position(|(sort, _)| *sort == Sort::Sources).unwrap_or(parts.len());
            parts.splice(at..at, (!numbers.is_empty()).then_some((Sort::Text, numbers)));
        }
        // A region's own page tells that region's number.
        let region = page.region().or_else(|| wish.region.and_then(Page::region));
        let danger = region.and_then(|region| {
            let number = region.emergency.as_ref()?;
            Some(fill(words::export::DANGER, &[("number", number), ("region", &region.name)]))
        });
        HandOut {
            title: page.head().name.to_owned(),
            danger,
            school: wish.school.map(|line| clean(&line, true).into_owned()),
            parts,
            foot: foot(page, cx.today),
            page: page.head().id.to_owned(),
            beside: wish.beside,
        }
    }

    /// The hand-out as the text of a file.
    pub fn write(&self, output: Output) -> String {
        match output {
            Output::Html => html::write(self),
            Output::Markdown => markdown::write(self),
            Output::Text => self.plain_text(),
        }
    }

    /// Where a link leads. Addresses are those of the web and of mail: others can make a browser do things.
    pub fn goes<'t>(&self, target: &'t Target) -> Goes<'t> {
        match target {
            Target::Url(url) if ["https://", "http://", "mailto:"].iter().any(|start| url.starts_with(start)) => {
                Goes::Out(url)
            }
            Target::Page { page, place: Some(place) } if *page == self.page && self.has(place) => Goes::Here(place),
            Target::Page { page, .. } if *page != self.page && self.beside.contains(page) => Goes::Beside(page),
            Target::Url(_) | Target::Contact(_) | Target::Page { .. } | Target::Help | Target::Word(_) => Goes::Nowhere,
        }
    }

    fn has(&self, wanted: &str) -> bool {
        let blocks = self.parts.iter().flat_map(|(_, blocks)| blocks);
        blocks.into_iter().any(|block| matches!(block, Block::Heading { place, .. } if place == wanted))
    }

    fn plain_text(&self) -> String {
        let glyphs = &Glyphs::UNICODE;
        let mut writer = text::Writer::new(text::Format { columns: MAX_TEXT_WIDTH, styled: false, glyphs });
        let mut out = String::new();
        let lines = self.danger.iter().chain(&self.school);
        let top: Vec<Block<'_>> = lines.map(|line| Block::Para(vec![Piece::Text(line.into())])).collect();
        let parts = self.parts.iter().map(|(sort, blocks)| {
            blocks.iter().map(|block| on_paper(block, *sort, glyphs)).collect::<Vec<Block<'_>>>()
        });
        for blocks in std::iter::once(top).chain(parts).chain([self.foot.clone()]) {
            if !out.is_empty() && !blocks.is_empty() {
                out.push('\n');
            }
            writer.write(&blocks, &mut out);
        }
        out
    }
}

/// The numbers of the services of a region that links lead to, in the order of the region's page.
fn numbers(region: &RegionFile, parts: &[(Sort, Vec<Block<'_>>)]) -> Vec<Block<'static>> {
    let leads_to = |piece: &Piece<'_>, id: &str| match piece {
        Piece::Link { target: Target::Page { page, place: Some(place) }, .. } => *page == region.id && place == id,
        _ => false,
    };
    let pieces = || parts.iter().flat_map(|(_, blocks)| blocks).flat_map(Block::pieces);
    let spoken_of = |id: &str| pieces().any(|piece| leads_to(piece, id));
    let services = region.services.iter().filter(|service| spoken_of(&service.id));
    let blocks: Vec<Block<'_>> = services.flat_map(doc::service_numbers).collect();
    if blocks.is_empty() {
        return Vec::new();
    }
    let title = fill(words::export::NUMBERS, &[("region", &region.name)]);
    std::iter::once(Block::heading(2, "numbers", &title)).chain(blocks).map(Block::into_owned).collect()
}

/// A block for plain text on paper: with a box before a step, and with the address after the words of a link.
fn on_paper<'t>(block: &Block<'t>, sort: Sort, glyphs: &Glyphs) -> Block<'t> {
    let pieces = |pieces: &[Piece<'t>]| pieces.iter().flat_map(with_address).collect();
    match block {
        Block::Heading { level: 3, place, words } if sort == Sort::Checklist => {
            Block::Heading { level: 3, place: place.clone(), words: format!("{} {words}", glyphs.todo).into() }
        }
        Block::Para(own) => Block::Para(pieces(own)),
        Block::Item(marker, own) => Block::Item(*marker, pieces(own)),
        Block::Field(label, own) => Block::Field(label.clone(), pieces(own)),
        Block::Note(tone, own) => Block::Note(*tone, pieces(own)),
        Block::Say(own) => Block::Say(pieces(own)),
        Block::Heading { .. } | Block::Contact(..) | Block::Figures(_) => block.clone(),
    }
}

fn with_address<'t>(piece: &Piece<'t>) -> Vec<Piece<'t>> {
    match piece {
        Piece::Link { label, target: Target::Url(url) } if label != url => {
            vec![piece.clone(), Piece::Text(format!(" ({url})").into())]
        }
        other => vec![other.clone()],
    }
}

fn foot(page: &Page, today: Day) -> Vec<Block<'static>> {
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("day", &today.in_words()),
        ("version", &env!("CARGO_PKG_VERSION")),
        ("review_by", &page.head().review_by.in_words()),
    ];
    let made = fill(words::export::MADE, &values);
    let mut out = vec![Block::Note(Tone::Quiet, vec![Piece::Text(made.into())])];
    // A folder's own pages are under the terms of whoever wrote them.
    if page.origin == Origin::BuiltIn {
        let link = Piece::Link { label: LICENCE.into(), target: Target::Url(LICENCE.to_owned()) };
        out.push(Block::Note(Tone::Quiet, vec![Piece::Text(format!("{} ", words::export::LICENCE).into()), link]));
    }
    out
}
