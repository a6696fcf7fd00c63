//! From a page to blocks: the one neutral form that every output draws.
//!
//! To add a kind of content, add an arm here; screens, plain text and search then have it.

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
pub enum Piece {
    /// Plain words.
    Text(String),
    /// Stressed words.
    Stress(String),
    /// A menu path or a button's name.
    Menu(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: String,
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

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading: 1 for the page, 2 for a part, 3 for an entry of a part.
    Heading {
        /// 1 to 3.
        level: u8,
        /// The name in links.
        place: String,
        /// The words.
        words: String,
    },
    /// A paragraph.
    Para(Vec<Piece>),
    /// An item of a list.
    Item(Marker, Vec<Piece>),
    /// A label and what it says.
    Field(String, Vec<Piece>),
    /// A remark that stands out.
    Note(Tone, Vec<Piece>),
    /// Words to say.
    Say(Vec<Piece>),
    /// A way to get in touch: a label and the number or address, large and clear.
    Contact(String, String),
    /// Figures.
    Figures(Table),
}

/// A part of a page that readers jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The name in links and for `--section`.
    pub place: String,
    /// The heading.
    pub title: String,
    /// What it holds, without its heading.
    pub blocks: Vec<Block>,
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

/// The page from top to bottom, part by part. The first part is the page's head.
pub fn parts(page: &Page, cx: &Context<'_>) -> Vec<Part> {
    let mut parts = vec![head_part(page)];
    match &page.body {
        Body::Guide(guide) => guide_parts(page, guide, cx, &mut parts),
        Body::Region(region) => region_parts(page, region, cx, &mut parts),
        Body::Evidence(evidence) => {
            parts.extend(evidence.tables.iter().map(|table| table_part(page, table)));
            parts.extend(evidence.sections.iter().map(|section| section_part(page, section)));
        }
        Body::Glossary(glossary) => parts.push(glossary_part(page, glossary, cx)),
    }
    let head = page.head();
    if !head.related.is_empty() {
        parts.push(related_part("related", words::page::RELATED, head.related, cx));
    }
    if !page.sources().is_empty() {
        parts.push(Part { place: "sources".into(), title: words::page::SOURCES.into(), blocks: source_blocks(page) });
    }
    parts
}

/// The blocks of parts, each under its heading.
pub fn blocks(parts: Vec<Part>) -> Vec<Block> {
    let mut out = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let level = if at == 0 { 1 } else { 2 };
        out.push(Block::Heading { level, place: part.place, words: part.title });
        out.extend(part.blocks);
    }
    out
}

/// A text with the four marks as paragraphs and list items.
pub fn text_blocks(page: &Page, text: &str) -> Vec<Block> {
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
pub fn line(page: &Page, text: &str) -> Vec<Piece> {
    pieces(page, inline::parse_line(text))
}

fn plain(words: impl Into<String>) -> Vec<Piece> {
    vec![Piece::Text(words.into())]
}

fn pieces(page: &Page, inlines: Vec<Inline>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(inlines.len());
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
fn cite(page: &Page, id: &str, out: &mut Vec<Piece>) {
    let number = page.sources().iter().position(|source| source.id == id);
    if number.is_none() && id != ADVICE {
        // A source that is not there is shown as it was written, so that the gap is seen.
        out.push(Piece::Text(format!("[^{id}]")));
        return;
    }
    if !matches!(out.last(), Some(Piece::Cites(_))) {
        out.push(Piece::Cites(Cites::default()));
    }
    let Some(Piece::Cites(cites)) = out.last_mut() else { return };
    match number {
        None => cites.our_advice = true,
        Some(at) => {
            let second_hand = page.sources()[at].kind == EvidenceKind::Secondary;
            cites.second_hand = second_hand && (cites.numbers.is_empty() || cites.second_hand);
            cites.numbers.push(at + 1);
        }
    }
}

fn on_page(page: &Page, target: Target) -> Target {
    match target {
        Target::Page { page: id, place } if id.is_empty() => Target::Page { page: page.head().id.to_owned(), place },
        other => other,
    }
}

fn head_part(page: &Page) -> Part {
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
    Part { place: "top".into(), title: head.name.to_owned(), blocks }
}

fn guide_facts(guide: &GuideFile) -> Vec<Block> {
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

/// Sections that come after the checklist on an app's page: what to do when something went wrong.
const AFTER_CHECKLIST: [&str; 4] = ["block", "report", "evidence", "leave"];

fn guide_parts(page: &Page, guide: &GuideFile, cx: &Context<'_>, parts: &mut Vec<Part>) {
    let late = |section: &&Section| guide.status.is_some() && AFTER_CHECKLIST.contains(&section.id.as_str());
    parts.extend(guide.sections.iter().filter(|s| !late(s)).map(|section| section_part(page, section)));
    if !guide.steps.is_empty() {
        let mut blocks = Vec::new();
        for step in &guide.steps {
            blocks.push(Block::Heading { level: 3, place: step.id.clone(), words: step.title.clone() });
            blocks.extend(step_blocks(page, step, cx));
        }
        parts.push(Part { place: "checklist".into(), title: words::page::CHECKLIST.into(), blocks });
    }
    if !guide.device_steps.is_empty() {
        parts.push(related_part("device-steps", words::page::DEVICE_STEPS, &guide.device_steps, cx));
    }
    if !guide.talks.is_empty() {
        let mut blocks = Vec::new();
        for talk in &guide.talks {
            let place = format!("talk-{}", talk.age.name().replace(' ', "-"));
            blocks.push(Block::Heading { level: 3, place, words: talk.age.title().to_owned() });
            blocks.extend(talk.say.iter().map(|say| Block::Say(line(page, say))));
        }
        parts.push(Part { place: "talk".into(), title: words::page::TALK.into(), blocks });
    }
    if !guide.myths.is_empty() {
        let mut blocks = Vec::new();
        for myth in &guide.myths {
            let words = format!("“{}”", myth.claim);
            blocks.push(Block::Heading { level: 3, place: myth.id.clone(), words });
            blocks.push(Block::Note(Tone::Care, plain(verdict(myth.verdict))));
            blocks.extend(text_blocks(page, &myth.truth));
        }
        parts.push(Part { place: "myths".into(), title: words::page::MYTHS.into(), blocks });
    }
    parts.extend(guide.sections.iter().filter(late).map(|section| section_part(page, section)));
    if !guide.laws.is_empty() {
        let mut blocks = Vec::new();
        for law in &guide.laws {
            let words = format!("{} ({})", law.title, law.place);
            blocks.push(Block::Heading { level: 3, place: law.id.clone(), words });
            let tone = if law.state == LawState::InForce { Tone::Plain } else { Tone::Care };
            blocks.push(Block::Note(tone, plain(law_state(law.state))));
            blocks.extend(text_blocks(page, &law.text));
        }
        parts.push(Part { place: "law".into(), title: words::page::LAW.into(), blocks });
    }
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

fn section_part(page: &Page, section: &Section) -> Part {
    Part { place: section.id.clone(), title: section.title.clone(), blocks: text_blocks(page, &section.text) }
}

/// A step without its title: why, how urgent and for whom, the taps, and how old they are.
pub fn step_blocks(page: &Page, step: &Step, cx: &Context<'_>) -> Vec<Block> {
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

fn tap_blocks(page: &Page, step: &Step, device: Option<Device>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut number = 0;
    let mut list = |lines: &[String], out: &mut Vec<Block>| {
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

fn taps_age(page: &Page, step: &Step, today: Day) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(seen) = step.seen {
        let old = step.volatile && seen.older_than_a_year(today);
        let text = match (old, seen.last_day()) {
            (_, None) => words::step::SEEN_UNKNOWN.to_owned(),
            (true, _) => fill(words::step::SEEN_OLD, &[("seen", &seen.in_words())]),
            (false, _) => fill(words::step::SEEN, &[("seen", &seen.in_words())]),
        };
        let cites = step.taps_from.iter().map(|id| Inline::Cite(id.clone()));
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

fn related_part(place: &str, title: &str, ids: &[String], cx: &Context<'_>) -> Part {
    let item = |id: &String| {
        let target = Target::parse(id);
        let Target::Page { page, place } = &target else {
            return Block::Item(Marker::Bullet, plain(id.as_str()));
        };
        let name = (cx.name_of)(page).unwrap_or_else(|| page.clone());
        // A device step is named by its page and its id, since its page need not have been read.
        let label = match place {
            Some(place) => format!("{name}: {}", place.replace('-', " ")),
            None => name,
        };
        Block::Item(Marker::Bullet, vec![Piece::Link { label, target }])
    };
    Part { place: place.to_owned(), title: title.to_owned(), blocks: ids.iter().map(item).collect() }
}

/// The sources of a page, numbered, with what kind of evidence each is and its dates.
pub fn source_blocks(page: &Page) -> Vec<Block> {
    let mut out: Vec<Block> = page
        .sources()
        .iter()
        .zip(1..)
        .map(|(source, number)| Block::Item(Marker::Number(number), source_pieces(source)))
        .collect();
    let our_advice = Piece::Cites(Cites { our_advice: true, ..Cites::default() });
    out.push(Block::Note(Tone::Quiet, vec![our_advice, Piece::Text(format!(" {}", words::page::OUR_ADVICE))]));
    out
}

fn source_pieces(source: &Source) -> Vec<Piece> {
    let mut out = plain(format!("{}: {}. ", source.publisher, source.title.trim_end_matches('.')));
    if let Some(url) = &source.url {
        out.push(Piece::Link { label: url.clone(), target: Target::Url(url.clone()) });
        out.push(Piece::Text(" ".into()));
    }
    let dated = match source.dated.filter(|dated| dated.last_day().is_some()) {
        Some(dated) => fill(words::source::DATED, &[("dated", &dated.in_words())]),
        None => words::source::UNDATED.to_owned(),
    };
    let seen = fill(words::source::SEEN, &[("seen", &source.seen.in_words())]);
    out.push(Piece::Text(format!("{}. {dated} {seen}", evidence_kind(source.kind))));
    if let Some(note) = &source.note {
        out.push(Piece::Text(format!(" {note}")));
    }
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

fn table_part(page: &Page, table: &Table) -> Part {
    let mut blocks = vec![Block::Figures(table.clone())];
    let cites = table.sources.iter().map(|id| Inline::Cite(id.clone())).collect();
    let mut base = plain(format!("{}; {}; {}.", table.base, table.years, table.place));
    base.extend(pieces(page, cites));
    blocks.push(Block::Field(words::figures::BASE.into(), base));
    if table.overlap {
        blocks.push(Block::Note(Tone::Care, plain(words::figures::OVERLAP)));
    }
    blocks.push(Block::Field(words::figures::CANNOT_SHOW.into(), line(page, &table.cannot_show)));
    if let Some(note) = &table.note {
        blocks.push(Block::Field(words::figures::NOTE.into(), line(page, note)));
    }
    Part { place: table.id.clone(), title: table.title.clone(), blocks }
}

fn glossary_part(page: &Page, glossary: &GlossaryFile, cx: &Context<'_>) -> Part {
    let mut blocks = Vec::new();
    for word in &glossary.words {
        blocks.push(Block::Heading { level: 3, place: word.id.clone(), words: word.word.clone() });
        blocks.extend(text_blocks(page, &word.meaning));
        if let Some(id) = &word.page {
            let label = (cx.name_of)(id).unwrap_or_else(|| id.clone());
            let target = Target::Page { page: id.clone(), place: None };
            blocks.push(Block::Field(words::page::MORE.into(), vec![Piece::Link { label, target }]));
        }
    }
    Part { place: "words".into(), title: words::page::WORDS.into(), blocks }
}

/// The help of a region in the order in which a frightened parent needs it: danger, what not to do, whom to
/// contact for what, what to say, then every service in full.
fn region_parts(page: &Page, region: &RegionFile, cx: &Context<'_>, parts: &mut Vec<Part>) {
    parts.push(danger_part(page, region));
    parts.push(do_not_part(page, region));
    parts.push(needs_part(page, region, cx));
    parts.push(say_part(page, region));
    let mut blocks = Vec::new();
    for service in &region.services {
        blocks.push(Block::Heading { level: 3, place: service.id.clone(), words: service.name.clone() });
        blocks.extend(service_blocks(page, service));
    }
    if !blocks.is_empty() {
        parts.push(Part { place: "services".into(), title: words::help::SERVICES.into(), blocks });
    }
    parts.extend(region.sections.iter().map(|section| section_part(page, section)));
}

/// What to do in immediate danger.
pub fn danger_part(page: &Page, region: &RegionFile) -> Part {
    let mut blocks = Vec::new();
    if let Some(number) = &region.emergency {
        blocks.push(Block::Contact(words::help::CALL.into(), number.clone()));
    }
    blocks.extend(text_blocks(page, &region.danger));
    Part { place: "danger".into(), title: words::help::DANGER.into(), blocks }
}

/// What not to do first.
pub fn do_not_part(page: &Page, region: &RegionFile) -> Part {
    let blocks = region.do_not.iter().map(|text| Block::Item(Marker::Bullet, line(page, text))).collect();
    Part { place: "do-not".into(), title: words::help::DO_NOT.into(), blocks }
}

/// What to say when somebody answers.
pub fn say_part(page: &Page, region: &RegionFile) -> Part {
    let blocks = region.say.iter().map(|text| Block::Say(line(page, text))).collect();
    Part { place: "say".into(), title: words::help::SAY.into(), blocks }
}

/// Whom to contact for what, each with its numbers.
fn needs_part(page: &Page, region: &RegionFile, cx: &Context<'_>) -> Part {
    let mut blocks = Vec::new();
    for need in &region.needs {
        blocks.push(Block::Heading { level: 3, place: need.id.clone(), words: need.title.clone() });
        blocks.extend(need_blocks(page, region, need, cx));
    }
    Part { place: "needs".into(), title: words::help::NEEDS.into(), blocks }
}

/// Whom to contact for one thing that has happened, best first, with their numbers.
pub fn need_blocks(page: &Page, region: &RegionFile, need: &Need, cx: &Context<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for id in &need.services {
        let Some(service) = region.services.iter().find(|service| service.id == *id) else { continue };
        let target = Target::Page { page: region.id.clone(), place: Some(service.id.clone()) };
        let mut pieces = vec![Piece::Link { label: service.name.clone(), target }, Piece::Text(": ".into())];
        pieces.extend(line(page, &service.purpose));
        blocks.push(Block::Item(Marker::Bullet, pieces));
        blocks.extend(contact_blocks(service));
        if let Some(not_for) = &service.not_for {
            blocks.push(Block::Field(words::help::NOT_FOR.to_owned(), line(page, not_for)));
        }
    }
    if let Some(id) = &need.page {
        let label = (cx.name_of)(id).unwrap_or_else(|| id.clone());
        let target = Target::Page { page: id.clone(), place: None };
        blocks.push(Block::Field(words::page::MORE.into(), vec![Piece::Link { label, target }]));
    }
    blocks
}

fn contact_blocks(service: &Service) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(phone) = &service.phone {
        out.push(Block::Contact(words::help::PHONE.into(), phone.clone()));
    }
    if let Some(text) = &service.text {
        out.push(Block::Contact(words::help::TEXT.into(), text.clone()));
    }
    if let Some(web) = &service.web {
        out.push(Block::Contact(words::help::WEB.into(), web.clone()));
    }
    if let Some(email) = &service.email {
        out.push(Block::Contact(words::help::EMAIL.into(), email.clone()));
    }
    out
}

/// A service in full, without its name.
pub fn service_blocks(page: &Page, service: &Service) -> Vec<Block> {
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
            out.push(Block::Field(label.to_owned(), line(page, value)));
        }
    }
    let cites: Vec<Inline> = service.sources.iter().map(|id| Inline::Cite(id.clone())).collect();
    if !cites.is_empty() {
        out.push(Block::Field(words::help::FROM.into(), pieces(page, cites)));
    }
    out
}
