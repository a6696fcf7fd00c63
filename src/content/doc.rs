//! From a page to blocks: the one neutral form that every output draws.
//!
//! To add a kind of content, add an arm here; screens, plain text and search then have it.

use std::borrow::Cow;

use super::date::Day;
use super::file::{
    EvidenceKind, GlossaryFile, GuideFile, LawState, Need, RegionFile, Section, Service, Source, Status, Step, Table,
    Verdict,
};
use super::inline::{self, ADVICE, Inline, Marker, Target};
use super::page::{Body, Page};
use crate::words::{self, fill};

/// A piece of a paragraph, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Plain words.
    Text(Cow<'t, str>),
    /// Stressed words.
    Stress(Cow<'t, str>),
    /// A menu path or a button's name.
    Menu(Cow<'t, str>),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: Cow<'t, str>,
        /// Where they lead; never an empty page name.
        target: Target,
    },
    /// What the words before it rest on.
    Cites(Cites),
}

/// What a claim rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cites {
    /// The numbers of sources of the page, from 1.
    pub numbers: Vec<usize>,
    /// It is our own advice.
    pub our_advice: bool,
    /// Only second-hand accounts say so.
    pub second_hand: bool,
}

/// How a remark is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// Something to be careful about.
    Care,
    /// Danger.
    Danger,
    /// Something good.
    Good,
    /// Small print.
    Quiet,
}

/// A block of a document. Its words are mostly those of the page it was made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'t> {
    /// A heading: 1 for the page, 2 for a part, 3 for an entry of a part.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The name in links.
        place: Cow<'t, str>,
        /// The words.
        words: Cow<'t, str>,
    },
    /// A paragraph.
    Para(Vec<Piece<'t>>),
    /// An item of a list.
    Item(Marker, Vec<Piece<'t>>),
    /// A label and what it says.
    Field(Cow<'t, str>, Vec<Piece<'t>>),
    /// A remark that stands out.
    Note(Tone, Vec<Piece<'t>>),
    /// Words to say.
    Say(Vec<Piece<'t>>),
    /// A way to get in touch: a label and the number or address, large and clear.
    Contact(Cow<'t, str>, Cow<'t, str>),
    /// Figures.
    Figures(Cow<'t, Table>),
}

impl Piece<'_> {
    /// The same, of words of its own.
    pub fn into_owned(self) -> Piece<'static> {
        match self {
            Piece::Text(words) => Piece::Text(own(words)),
            Piece::Stress(words) => Piece::Stress(own(words)),
            Piece::Menu(words) => Piece::Menu(own(words)),
            Piece::Link { label, target } => Piece::Link { label: own(label), target },
            Piece::Cites(cites) => Piece::Cites(cites),
        }
    }
}

impl<'t> Block<'t> {
    /// A heading of level 1 to 3; `place` is its name in links, or empty.
    pub fn heading(level: u8, place: impl Into<Cow<'t, str>>, words: impl Into<Cow<'t, str>>) -> Block<'t> {
        Block::Heading { level, place: place.into(), words: words.into() }
    }

    /// The pieces of its text; none for a heading, a number to ring or a table.
    pub fn pieces(&self) -> &[Piece<'t>] {
        match self {
            Block::Para(pieces) | Block::Item(_, pieces) | Block::Field(_, pieces) => pieces,
            Block::Note(_, pieces) | Block::Say(pieces) => pieces,
            Block::Heading { .. } | Block::Contact(..) | Block::Figures(_) => &[],
        }
    }

    /// The same, of words of its own: for what outlives the page.
    pub fn into_owned(self) -> Block<'static> {
        let owned = |pieces: Vec<Piece<'_>>| pieces.into_iter().map(Piece::into_owned).collect();
        match self {
            Block::Heading { level, place, words } => Block::Heading { level, place: own(place), words: own(words) },
            Block::Para(pieces) => Block::Para(owned(pieces)),
            Block::Item(marker, pieces) => Block::Item(marker, owned(pieces)),
            Block::Field(label, pieces) => Block::Field(own(label), owned(pieces)),
            Block::Note(tone, pieces) => Block::Note(tone, owned(pieces)),
            Block::Say(pieces) => Block::Say(owned(pieces)),
            Block::Contact(label, value) => Block::Contact(own(label), own(value)),
            Block::Figures(table) => Block::Figures(Cow::Owned(table.into_owned())),
        }
    }
}

/// Blocks of words of their own: for what outlives the page.
pub fn owned(blocks: Vec<Block<'_>>) -> Vec<Block<'static>> {
    blocks.into_iter().map(Block::into_owned).collect()
}

fn own(words: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(words.into_owned())
}

/// The devices that taps can differ on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// iPhone or iPad.
    IPhone,
    /// Android phone or tablet.
    Android,
    /// A browser on a computer.
    Web,
}

impl Device {
    /// All, in the order in which the switch goes round.
    pub const ALL: [Device; 3] = [Device::IPhone, Device::Android, Device::Web];

    /// The name that readers see.
    pub fn title(self) -> &'static str {
        match self {
            Device::IPhone => words::device::IPHONE,
            Device::Android => words::device::ANDROID,
            Device::Web => words::device::WEB,
        }
    }

    /// The name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            Device::IPhone => "iphone",
            Device::Android => "android",
            Device::Web => "web",
        }
    }

    /// The device with this name.
    pub fn from_name(name: &str) -> Option<Device> {
        Device::ALL.into_iter().find(|device| device.name() == name)
    }

    /// The one after this.
    pub fn next(self) -> Device {
        match self {
            Device::IPhone => Device::Android,
            Device::Android => Device::Web,
            Device::Web => Device::IPhone,
        }
    }

    /// The lines of a step that hold on this device only.
    pub fn lines(self, step: &Step) -> &[String] {
        match self {
            Device::IPhone => &step.iphone,
            Device::Android => &step.android,
            Device::Web => &step.web,
        }
    }
}

/// What a document depends on besides the page: handed in, never looked up.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day it is.
    pub today: Day,
    /// The name of a page by its id.
    pub name_of: &'a dyn Fn(&str) -> Option<String>,
    /// The device to show taps for; `None` shows all.
    pub device: Option<Device>,
}

/// A part of a page that is not made yet: pages are long, and often one part is wanted.
#[derive(Debug, Clone, Copy)]
pub enum Slot<'a> {
    /// The summary and the facts in short.
    Head,
    /// A section.
    Section(&'a Section),
    /// A table of figures.
    Table(&'a Table),
    /// The checklist.
    Checklist,
    /// Steps that stand on device pages.
    DeviceSteps,
    /// What to say, by age.
    Talk,
    /// What people believe.
    Myths,
    /// Law and rules.
    Law,
    /// Immediate danger.
    Danger,
    /// What not to do first.
    DoNot,
    /// Whom to contact for what.
    Needs,
    /// What to say when somebody answers.
    Say,
    /// Every service in full.
    Services,
    /// The words of the glossary.
    Words,
    /// Pages to read next.
    Related,
    /// The sources.
    Sources,
}

/// Sections that come after the checklist on an app's page: what to do when something went wrong.
const AFTER_CHECKLIST: [&str; 4] = ["block", "report", "evidence", "leave"];

/// The parts of a page in reading order. The first is the page's head.
pub fn slots(page: &Page) -> Vec<Slot<'_>> {
    let mut slots = vec![Slot::Head];
    let mut add = |wanted: bool, slot| {
        if wanted {
            slots.push(slot);
        }
    };
    match &page.body {
        Body::Guide(guide) => {
            let late = |section: &Section| guide.status.is_some() && AFTER_CHECKLIST.contains(&section.id.as_str());
            guide.sections.iter().for_each(|section| add(!late(section), Slot::Section(section)));
            add(!guide.steps.is_empty(), Slot::Checklist);
            add(!guide.device_steps.is_empty(), Slot::DeviceSteps);
            add(!guide.talks.is_empty(), Slot::Talk);
            add(!guide.myths.is_empty(), Slot::Myths);
            guide.sections.iter().for_each(|section| add(late(section), Slot::Section(section)));
            add(!guide.laws.is_empty(), Slot::Law);
        }
        // The order in which a frightened parent needs it.
        Body::Region(region) => {
            [Slot::Danger, Slot::DoNot, Slot::Needs, Slot::Say].into_iter().for_each(|slot| add(true, slot));
            add(!region.services.is_empty(), Slot::Services);
            region.sections.iter().for_each(|section| add(true, Slot::Section(section)));
        }
        Body::Evidence(evidence) => {
            evidence.tables.iter().for_each(|table| add(true, Slot::Table(table)));
            evidence.sections.iter().for_each(|section| add(true, Slot::Section(section)));
        }
        Body::Glossary(_) => add(true, Slot::Words),
    }
    add(!page.head().related.is_empty(), Slot::Related);
    add(!page.sources().is_empty(), Slot::Sources);
    slots
}

impl<'t> Slot<'t> {
    /// The name in links and for `--section`.
    pub fn place(&self) -> &'t str {
        match self {
            Slot::Head => "top",
            Slot::Section(section) => &section.id,
            Slot::Table(table) => &table.id,
            Slot::Checklist => "checklist",
            Slot::DeviceSteps => "device-steps",
            Slot::Talk => "talk",
            Slot::Myths => "myths",
            Slot::Law => "law",
            Slot::Danger => "danger",
            Slot::DoNot => "do-not",
            Slot::Needs => "needs",
            Slot::Say => "say",
            Slot::Services => "services",
            Slot::Words => "words",
            Slot::Related => "related",
            Slot::Sources => "sources",
        }
    }

    /// The heading.
    pub fn title(&self, page: &'t Page) -> &'t str {
        match self {
            Slot::Head => page.head().name,
            Slot::Section(section) => &section.title,
            Slot::Table(table) => &table.title,
            Slot::Checklist => words::page::CHECKLIST,
            Slot::DeviceSteps => words::page::DEVICE_STEPS,
            Slot::Talk => words::page::TALK,
            Slot::Myths => words::page::MYTHS,
            Slot::Law => words::page::LAW,
            Slot::Danger => words::help::DANGER,
            Slot::DoNot => words::help::DO_NOT,
            Slot::Needs => words::help::NEEDS,
            Slot::Say => words::help::SAY,
            Slot::Services => words::help::SERVICES,
            Slot::Words => words::page::WORDS,
            Slot::Related => words::page::RELATED,
            Slot::Sources => words::page::SOURCES,
        }
    }

    /// What the part holds, without its heading.
    pub fn body(&self, page: &'t Page, cx: &Context<'_>) -> Vec<Block<'t>> {
        match (self, &page.body) {
            (Slot::Head, _) => head_blocks(page),
            (Slot::Section(section), _) => text_blocks(page, &section.text),
            (Slot::Table(table), _) => table_blocks(page, table),
            (Slot::Related, _) => link_blocks(page.head().related, cx),
            (Slot::Sources, _) => source_blocks(page),
            (Slot::Checklist, Body::Guide(guide)) => checklist_blocks(page, guide, cx),
            (Slot::DeviceSteps, Body::Guide(guide)) => link_blocks(&guide.device_steps, cx),
            (Slot::Talk, Body::Guide(guide)) => talk_blocks(page, guide),
            (Slot::Myths, Body::Guide(guide)) => myth_blocks(page, guide),
            (Slot::Law, Body::Guide(guide)) => law_blocks(page, guide),
            (Slot::Danger, Body::Region(region)) => danger_blocks(page, region),
            (Slot::DoNot, Body::Region(region)) => do_not_blocks(page, region),
            (Slot::Needs, Body::Region(region)) => needs_blocks(page, region, cx),
            (Slot::Say, Body::Region(region)) => say_blocks(page, region),
            (Slot::Services, Body::Region(region)) => services_blocks(page, region),
            (Slot::Words, Body::Glossary(glossary)) => word_blocks(page, glossary, cx),
            _ => Vec::new(),
        }
    }

    /// The part: its heading (of level 1 for the page's head, else 2) and what it holds.
    pub fn blocks(&self, page: &'t Page, cx: &Context<'_>) -> Vec<Block<'t>> {
        let level = if matches!(self, Slot::Head) { 1 } else { 2 };
        let mut out = self.body(page, cx);
        out.insert(0, Block::heading(level, self.place(), self.title(page)));
        out
    }
}

/// The page from top to bottom.
pub fn page_blocks<'t>(page: &'t Page, cx: &Context<'_>) -> Vec<Block<'t>> {
    slots(page).iter().flat_map(|slot| slot.blocks(page, cx)).collect()
}

/// One entry of a part, with its heading: a step, a myth, a law, a service, a word. Empty when there is none.
pub fn entry_blocks<'t>(page: &'t Page, place: &str, cx: &Context<'_>) -> Vec<Block<'t>> {
    let is_heading = |block: &Block<'_>| matches!(block, Block::Heading { .. });
    let starts = |block: &Block<'_>| matches!(block, Block::Heading { place: own, .. } if own == place);
    let blocks = page_blocks(page, cx).into_iter().skip_while(|block| !starts(block));
    let mut first = true;
    blocks.take_while(|block| std::mem::take(&mut first) || !is_heading(block)).collect()
}

/// A text with the four marks as paragraphs and list items.
pub fn text_blocks<'t>(page: &Page, text: &'t str) -> Vec<Block<'t>> {
    let paras = inline::parse(text).paras.into_iter();
    paras
        .map(|para| {
            let pieces = pieces(page, para.inlines);
            match para.marker {
                Marker::None => Block::Para(pieces),
                marker => Block::Item(marker, pieces),
            }
        })
        .collect()
}

/// A text with the four marks as one run of pieces.
pub fn line<'t>(page: &Page, text: &'t str) -> Vec<Piece<'t>> {
    pieces(page, inline::parse_line(text))
}

fn plain<'t>(words: impl Into<Cow<'t, str>>) -> Vec<Piece<'t>> {
    vec![Piece::Text(words.into())]
}

fn pieces<'t>(page: &Page, inlines: Vec<Inline<'t>>) -> Vec<Piece<'t>> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(words) => out.push(Piece::Text(words)),
            Inline::Stress(words) => out.push(Piece::Stress(words)),
            Inline::Menu(words) => out.push(Piece::Menu(words)),
            Inline::Link { label, target } => out.push(Piece::Link { label, target: on_page(page, target) }),
            Inline::Cite(id) => cite(page, &id, &mut out),
        }
    }
    out
}

/// Adds a source to the group of sources that the text ends with, or begins one.
fn cite(page: &Page, id: &str, out: &mut Vec<Piece<'_>>) {
    let source = page.source(id);
    if source.is_none() && id != ADVICE {
        // A source that is not there is shown as it was written, so that the gap is seen.
        out.push(Piece::Text(format!("[^{id}]").into()));
        return;
    }
    if !matches!(out.last(), Some(Piece::Cites(_))) {
        out.push(Piece::Cites(Cites::default()));
    }
    let Some(Piece::Cites(cites)) = out.last_mut() else { return };
    match source {
        None => cites.our_advice = true,
        Some((number, source)) => {
            let second_hand = source.kind == EvidenceKind::Secondary;
            cites.second_hand = second_hand && (cites.numbers.is_empty() || cites.second_hand);
            cites.numbers.push(number);
        }
    }
}

fn on_page(page: &Page, target: Target) -> Target {
    match target {
        Target::Page { page: id, place } if id.is_empty() => Target::Page { page: page.head().id.to_owned(), place },
        other => other,
    }
}

fn head_blocks(page: &Page) -> Vec<Block<'_>> {
    let head = page.head();
    let mut blocks = text_blocks(page, head.summary);
    if let Some(guide) = page.guide() {
        blocks.extend(guide_facts(guide));
    }
    let reviewed = fill(
        words::page::REVIEWED,
        &[("reviewed", &head.reviewed.in_words()), ("review_by", &head.review_by.in_words())],
    );
    blocks.push(Block::Note(Tone::Quiet, plain(reviewed)));
    blocks
}

fn guide_facts(guide: &GuideFile) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    match guide.status {
        Some(Status::Closed) => out.push(Block::Note(Tone::Care, plain(words::page::CLOSED))),
        Some(Status::Closing) => out.push(Block::Note(Tone::Care, plain(words::page::CLOSING))),
        Some(Status::Open) | None => {}
    }
    if let Some(age) = guide.minimum_age {
        let text = fill(words::page::AGE_VALUE, &[("age", &age)]);
        out.push(Block::Field(words::page::AGE.into(), plain(text)));
    }
    if let Some(maker) = &guide.made_by {
        out.push(Block::Field(words::page::MADE_BY.into(), plain(maker.as_str())));
    }
    out
}

fn checklist_blocks<'t>(page: &Page, guide: &'t GuideFile, cx: &Context<'_>) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for step in &guide.steps {
        blocks.push(Block::heading(3, &step.id, &step.title));
        blocks.extend(step_blocks(page, step, cx));
    }
    blocks
}

fn talk_blocks<'t>(page: &Page, guide: &'t GuideFile) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for talk in &guide.talks {
        let place = format!("talk-{}", talk.age.name().replace(' ', "-"));
        blocks.push(Block::heading(3, place, talk.age.title()));
        blocks.extend(talk.say.iter().map(|say| Block::Say(line(page, say))));
    }
    blocks
}

fn myth_blocks<'t>(page: &Page, guide: &'t GuideFile) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for myth in &guide.myths {
        blocks.push(Block::heading(3, &myth.id, format!("“{}”", myth.claim)));
        blocks.push(Block::Note(Tone::Care, plain(verdict(myth.verdict))));
        blocks.extend(text_blocks(page, &myth.truth));
    }
    blocks
}

fn law_blocks<'t>(page: &Page, guide: &'t GuideFile) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for law in &guide.laws {
        blocks.push(Block::heading(3, &law.id, format!("{} ({})", law.title, law.place)));
        let tone = if law.state == LawState::InForce { Tone::Plain } else { Tone::Care };
        blocks.push(Block::Note(tone, plain(law_state(law.state))));
        blocks.extend(text_blocks(page, &law.text));
    }
    blocks
}

/// What a reader is told about how wrong a claim is.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Wrong => words::page::VERDICT_WRONG,
        Verdict::PartlyRight => words::page::VERDICT_PARTLY,
    }
}

fn law_state(state: LawState) -> &'static str {
    match state {
        LawState::InForce => words::page::LAW_IN_FORCE,
        LawState::Announced => words::page::LAW_ANNOUNCED,
        LawState::Proposed => words::page::LAW_PROPOSED,
        LawState::NotSure => words::page::LAW_NOT_SURE,
    }
}

/// A step without its title: why, how urgent and for whom, the taps, and how old they are.
pub fn step_blocks<'t>(page: &Page, step: &'t Step, cx: &Context<'_>) -> Vec<Block<'t>> {
    let mut out = text_blocks(page, &step.why);
    let about = fill(
        words::step::ABOUT,
        &[
            ("priority", &step.priority.title()),
            ("ages", &step.ages),
            ("minutes", &words::count(step.minutes.into(), words::step::MINUTE, words::step::MINUTES)),
        ],
    );
    out.push(Block::Note(Tone::Quiet, plain(about)));
    out.extend(tap_blocks(page, step, cx.device));
    out.extend(taps_age(page, step, cx.today));
    out
}

fn tap_blocks<'t>(page: &Page, step: &'t Step, device: Option<Device>) -> Vec<Block<'t>> {
    let mut out = Vec::new();
    let mut number = 0;
    let mut list = |lines: &'t [String], out: &mut Vec<Block<'t>>| {
        for text in lines {
            number += 1;
            out.push(Block::Item(Marker::Number(number), line(page, text)));
        }
    };
    list(&step.how, &mut out);
    let own = device.filter(|device| !device.lines(step).is_empty());
    if let Some(device) = own {
        list(device.lines(step), &mut out);
        return out;
    }
    // No lines for this device: show the others, under their names, rather than nothing.
    for other in Device::ALL.into_iter().filter(|other| !other.lines(step).is_empty()) {
        out.push(Block::Note(Tone::Plain, plain(fill(words::step::ON_DEVICE, &[("device", &other.title())]))));
        let mut number = 0;
        for text in other.lines(step) {
            number += 1;
            out.push(Block::Item(Marker::Number(number), line(page, text)));
        }
    }
    out
}

fn taps_age<'t>(page: &Page, step: &'t Step, today: Day) -> Vec<Block<'t>> {
    let mut out = Vec::new();
    if let Some(seen) = step.seen {
        let old = step.volatile && seen.older_than_a_year(today);
        let text = match (old, seen.last_day()) {
            (_, None) => Cow::Borrowed(words::step::SEEN_UNKNOWN),
            (true, _) => fill(words::step::SEEN_OLD, &[("seen", &seen.in_words())]).into(),
            (false, _) => fill(words::step::SEEN, &[("seen", &seen.in_words())]).into(),
        };
        let cites = step.taps_from.iter().map(|id| Inline::Cite(id.into()));
        let mut pieces_ = plain(text);
        pieces_.extend(pieces(page, cites.collect()));
        out.push(Block::Note(if old { Tone::Care } else { Tone::Quiet }, pieces_));
    }
    if let Some(moved) = &step.if_moved {
        let mut pieces = plain(format!("{} ", words::step::IF_MOVED));
        pieces.extend(line(page, moved));
        out.push(Block::Note(Tone::Quiet, pieces));
    }
    out
}

/// Links to pages and steps. A page that is hidden here is left out; one that was never there is for `check` to find.
fn link_blocks<'t>(ids: &'t [String], cx: &Context<'_>) -> Vec<Block<'t>> {
    let item = |id: &'t String| {
        let target = Target::parse(id);
        let Target::Page { page, place } = &target else {
            return Some(Block::Item(Marker::Bullet, plain(id.as_str())));
        };
        let name = (cx.name_of)(page)?;
        // A device step is named by its page and its id, since its page need not have been read.
        let label = match place {
            Some(place) => format!("{name}: {}", place.replace('-', " ")),
            None => name,
        };
        Some(Block::Item(Marker::Bullet, vec![Piece::Link { label: label.into(), target }]))
    };
    ids.iter().filter_map(item).collect()
}

/// The sources of a page, numbered, with what kind of evidence each is and its dates.
pub fn source_blocks(page: &Page) -> Vec<Block<'_>> {
    let numbered = page.sources().iter().zip(1..);
    let sources = numbered.map(|(source, number)| Block::Item(Marker::Number(number), source_pieces(source)));
    let our_advice = Piece::Cites(Cites { our_advice: true, ..Cites::default() });
    let text = Piece::Text(format!(" {}", words::page::OUR_ADVICE).into());
    sources.chain([Block::Note(Tone::Quiet, vec![our_advice, text])]).collect()
}

/// The sources that a text rests on, with their numbers.
pub fn cited<'t>(page: &'t Page, text: &str) -> Vec<Block<'t>> {
    let paras = inline::parse(text).paras;
    let ids = paras.iter().flat_map(|para| &para.inlines).filter_map(|inline| match inline {
        Inline::Cite(id) => Some(id.as_ref()),
        _ => None,
    });
    let mut seen: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for (number, source) in ids.filter_map(|id| page.source(id)) {
        if !seen.contains(&number) {
            seen.push(number);
            out.push(Block::Item(Marker::Number(number as u64), source_pieces(source)));
        }
    }
    out
}

fn source_pieces(source: &Source) -> Vec<Piece<'_>> {
    let named = [&source.publisher, ": ", source.title.trim_end_matches('.'), ". "].concat();
    let mut text = String::with_capacity(128);
    let mut out = Vec::with_capacity(3);
    match &source.url {
        Some(url) => {
            out.push(Piece::Text(named.into()));
            out.push(Piece::Link { label: url.into(), target: Target::Url(url.clone()) });
            text.push(' ');
        }
        None => text.push_str(&named),
    }
    text.push_str(evidence_kind(source.kind));
    text.push_str(". ");
    match source.dated.filter(|dated| dated.last_day().is_some()) {
        Some(dated) => text.push_str(&fill(words::source::DATED, &[("dated", &dated.in_words())])),
        None => text.push_str(words::source::UNDATED),
    }
    text.push(' ');
    text.push_str(&fill(words::source::SEEN, &[("seen", &source.seen.in_words())]));
    if let Some(note) = &source.note {
        text.push(' ');
        text.push_str(note);
    }
    out.push(Piece::Text(text.into()));
    out
}

/// What a reader is told about a kind of evidence.
pub fn evidence_kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Official => words::source::OFFICIAL,
        EvidenceKind::Regulator => words::source::REGULATOR,
        EvidenceKind::Charity => words::source::CHARITY,
        EvidenceKind::Police => words::source::POLICE,
        EvidenceKind::News => words::source::NEWS,
        EvidenceKind::Secondary => words::source::SECONDARY,
    }
}

fn table_blocks<'t>(page: &Page, table: &'t Table) -> Vec<Block<'t>> {
    let cites = table.sources.iter().map(|id| Inline::Cite(id.into())).collect();
    let mut base = plain(format!("{}; {}; {}.", table.base, table.years, table.place));
    base.extend(pieces(page, cites));
    // Nobody sees numbers before what they are numbers of.
    let mut blocks = vec![Block::Field(words::figures::BASE.into(), base), Block::Figures(Cow::Borrowed(table))];
    if table.overlap {
        blocks.push(Block::Note(Tone::Care, plain(words::figures::OVERLAP)));
    }
    blocks.push(Block::Field(words::figures::CANNOT_SHOW.into(), line(page, &table.cannot_show)));
    if let Some(note) = &table.note {
        blocks.push(Block::Field(words::figures::NOTE.into(), line(page, note)));
    }
    blocks
}

fn word_blocks<'t>(page: &Page, glossary: &'t GlossaryFile, cx: &Context<'_>) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for word in &glossary.words {
        blocks.push(Block::heading(3, &word.id, &word.word));
        blocks.extend(text_blocks(page, &word.meaning));
        if let Some((id, label)) = word.page.as_ref().and_then(|id| Some((id, (cx.name_of)(id)?))) {
            let target = Target::Page { page: id.clone(), place: None };
            blocks.push(Block::Field(words::page::MORE.into(), vec![Piece::Link { label: label.into(), target }]));
        }
    }
    blocks
}

fn danger_blocks<'t>(page: &Page, region: &'t RegionFile) -> Vec<Block<'t>> {
    let number = region.emergency.iter().map(|number| Block::Contact(words::help::CALL.into(), number.into()));
    number.chain(text_blocks(page, &region.danger)).collect()
}

fn do_not_blocks<'t>(page: &Page, region: &'t RegionFile) -> Vec<Block<'t>> {
    region.do_not.iter().map(|text| Block::Item(Marker::Bullet, line(page, text))).collect()
}

fn say_blocks<'t>(page: &Page, region: &'t RegionFile) -> Vec<Block<'t>> {
    region.say.iter().map(|text| Block::Say(line(page, text))).collect()
}

fn services_blocks<'t>(page: &Page, region: &'t RegionFile) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for service in &region.services {
        blocks.push(Block::heading(3, &service.id, &service.name));
        blocks.extend(service_blocks(page, service));
    }
    blocks
}

fn needs_blocks<'t>(page: &Page, region: &'t RegionFile, cx: &Context<'_>) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for need in &region.needs {
        blocks.push(Block::heading(3, &need.id, &need.title));
        blocks.extend(need_blocks(page, region, need, cx));
    }
    blocks
}

/// Whom to contact for one thing that has happened, best first, with their numbers.
pub fn need_blocks<'t>(page: &Page, region: &'t RegionFile, need: &'t Need, cx: &Context<'_>) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    for id in &need.services {
        let Some(service) = region.services.iter().find(|service| service.id == *id) else { continue };
        let target = Target::Page { page: region.id.clone(), place: Some(service.id.clone()) };
        let mut pieces = vec![Piece::Link { label: (&service.name).into(), target }, Piece::Text(": ".into())];
        pieces.extend(line(page, &service.purpose));
        blocks.push(Block::Para(pieces));
        // The number first: what else there is to know can wait until it is found.
        blocks.extend(contact_blocks(service));
        for (label, text) in [
            (words::help::HOURS, &service.hours),
            (words::help::HOW, &service.how),
            (words::help::NOT_FOR, &service.not_for),
        ] {
            blocks.extend(text.as_ref().map(|text| Block::Field(label.into(), line(page, text))));
        }
    }
    if let Some((id, label)) = need.page.as_ref().and_then(|id| Some((id, (cx.name_of)(id)?))) {
        let target = Target::Page { page: id.clone(), place: None };
        let more = Piece::Stress(format!("{}: ", words::page::MORE).into());
        blocks.push(Block::Para(vec![more, Piece::Link { label: label.into(), target }]));
    }
    blocks
}

fn contact_blocks(service: &Service) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    if let Some(phone) = &service.phone {
        out.push(Block::Contact(words::help::PHONE.into(), phone.into()));
    }
    if let Some(text) = &service.text {
        out.push(Block::Contact(words::help::TEXT.into(), text.into()));
    }
    if let Some(web) = &service.web {
        out.push(Block::Contact(words::help::WEB.into(), web.into()));
    }
    if let Some(email) = &service.email {
        out.push(Block::Contact(words::help::EMAIL.into(), email.into()));
    }
    out
}

/// A service's name, when it answers, and its numbers and addresses.
pub fn service_numbers(service: &Service) -> Vec<Block<'_>> {
    let mut pieces = vec![Piece::Stress((&service.name).into())];
    pieces.extend(service.hours.as_ref().map(|hours| Piece::Text(format!(": {hours}").into())));
    std::iter::once(Block::Para(pieces)).chain(contact_blocks(service)).collect()
}

/// A service in full, without its name.
pub fn service_blocks<'t>(page: &Page, service: &'t Service) -> Vec<Block<'t>> {
    let mut out = vec![Block::Para(line(page, &service.purpose))];
    out.extend(contact_blocks(service));
    for (label, value) in [
        (words::help::WHO, &service.who),
        (words::help::HOW, &service.how),
        (words::help::HOURS, &service.hours),
        (words::help::COST, &service.cost),
        (words::help::CONFIDENTIAL, &service.confidential),
        (words::help::NOT_FOR, &service.not_for),
        (words::help::PLACE, &service.place),
    ] {
        if let Some(value) = value {
            out.push(Block::Field(label.into(), line(page, value)));
        }
    }
    let cites: Vec<Inline<'_>> = service.sources.iter().map(|id| Inline::Cite(id.into())).collect();
    if !cites.is_empty() {
        out.push(Block::Field(words::help::FROM.into(), pieces(page, cites)));
    }
    out
}
