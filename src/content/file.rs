//! The content files exactly as they are written: one struct a kind of file, one field a key.
//!
//! The doc comments here are what editors of content read: they become the descriptions in
//! `content/schema/*.json` and the hints of `handhold check`. Write them for someone who knows TOML a little
//! and Rust not at all.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use super::catalog::mark_of;
use super::catalog::says;
use super::date::{AsOf, Day};
use crate::words;

/// A guide: an app (`platforms/`), a device or network (`devices/`), or a worry (`topics/`).
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct GuideFile {
    /// The page's name for ever, in small letters and hyphens. The same as the file's name.
    pub id: String,
    /// The name that readers know, like "Snapchat".
    pub name: String,
    /// Other names, short names and common misspellings, so that what parents type finds the page.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Three short sentences that stand alone: what this is, the main risk, the first thing to do.
    pub summary: String,
    /// Apps only: whether the service can be used today.
    pub status: Option<Status>,
    /// Apps only: the minimum age in the service's own rules, as a number of years.
    #[schemars(range(max = 18))]
    pub minimum_age: Option<u8>,
    /// Apps only: who runs the service.
    pub made_by: Option<String>,
    /// Devices only: what it is about, so that a family's plan asks for it. A tick on a page about the home counts
    /// for every child.
    pub set_on: Option<SetOn>,
    /// The day someone last read this whole page against its sources.
    pub reviewed: Day,
    /// The day by which someone must read it again.
    pub review_by: Day,
    /// Ids of pages to read next: worries that this app raises, devices where something can be set.
    #[serde(default)]
    pub related: Vec<String>,
    /// Steps on device pages that belong to this page too, as `page#step`. They are not repeated here.
    #[serde(default)]
    pub device_steps: Vec<String>,
    /// The text of the page, part by part, in reading order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// The checklist, most important first.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// Words that a parent could say, by the child's age.
    #[serde(default, rename = "talk")]
    pub talks: Vec<Talk>,
    /// What people believe, and what is true.
    #[serde(default, rename = "myth")]
    pub myths: Vec<Myth>,
    /// Law and rules, each with whether it is in force.
    #[serde(default, rename = "law")]
    pub laws: Vec<Law>,
    /// Where the page's facts come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// Whether a service can be used today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Status {
    /// People use it now.
    #[serde(rename = "open")]
    Open,
    /// An end has been announced.
    #[serde(rename = "closing")]
    Closing,
    /// It has ended.
    #[serde(rename = "closed")]
    Closed,
}

/// What a device page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum SetOn {
    /// An iPhone or iPad.
    #[serde(rename = "iphone")]
    IPhone,
    /// An Android phone or tablet.
    #[serde(rename = "android")]
    Android,
    /// A computer.
    #[serde(rename = "computer")]
    Computer,
    /// A games console.
    #[serde(rename = "console")]
    Console,
    /// Whatever the child uses: accounts, browsers, shops.
    #[serde(rename = "any")]
    Any,
    /// The whole home: its internet, its speakers, its television.
    #[serde(rename = "home")]
    Home,
}

impl SetOn {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            SetOn::IPhone => "iphone",
            SetOn::Android => "android",
            SetOn::Computer => "computer",
            SetOn::Console => "console",
            SetOn::Any => "any",
            SetOn::Home => "home",
        }
    }
}

/// A kind of device that a step stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum DeviceKind {
    /// An iPhone or iPad.
    #[serde(rename = "iphone")]
    IPhone,
    /// An Android phone or tablet.
    #[serde(rename = "android")]
    Android,
    /// A computer.
    #[serde(rename = "computer")]
    Computer,
    /// A games console.
    #[serde(rename = "console")]
    Console,
}

impl DeviceKind {
    /// The name in files, the same as that of what a page is about.
    pub fn name(self) -> &'static str {
        match self {
            DeviceKind::IPhone => SetOn::IPhone.name(),
            DeviceKind::Android => SetOn::Android.name(),
            DeviceKind::Computer => SetOn::Computer.name(),
            DeviceKind::Console => SetOn::Console.name(),
        }
    }
}

/// A part of a page with a heading of its own.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Section {
    /// The section's name in links, like `contact`. Unique on the page.
    pub id: String,
    /// The heading that readers see.
    pub title: String,
    /// Paragraphs, `- ` lists or `1. ` lists. Each paragraph and list item ends with its source: `[^id]`.
    pub text: String,
}

/// One step of a checklist.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    /// The step's name for ever: people's ticks are kept under it. Never change it; see `formerly`.
    pub id: String,
    /// Ids that this step had before, so that ticks made under them still count.
    #[serde(default)]
    pub formerly: Vec<String>,
    /// What to do, starting with a verb, like "Turn on Ghost Mode".
    pub title: String,
    /// Why it helps, in a sentence or two, with its source: `[^id]`.
    pub why: String,
    /// How urgent it is. At most four steps of a page are "do first".
    pub priority: Priority,
    /// The children it is for, by age: "13-17", "16+" or "all" (the default).
    #[serde(default)]
    pub ages: Ages,
    /// Only where the step stands for some kinds of device: those, like `["iphone"]`. A plan for a child who has
    /// others leaves it out.
    #[serde(default)]
    pub only_on: Vec<DeviceKind>,
    /// Steps of other pages that ask for the same thing, as `page#step`; several where each is for another device. A
    /// tick on one is a tick on both, and a plan that has both shows only that of the other page.
    #[serde(default)]
    pub same_as: Vec<String>,
    /// How long it takes, in minutes.
    #[schemars(range(min = 1, max = 240))]
    pub minutes: u16,
    /// The taps, one action a line, where they are the same on every device.
    #[serde(default)]
    pub how: Vec<String>,
    /// The taps on an iPhone or iPad, where they differ.
    #[serde(default)]
    pub iphone: Vec<String>,
    /// The taps on an Android phone or tablet, where they differ.
    #[serde(default)]
    pub android: Vec<String>,
    /// The taps in a web browser on a computer, where they differ.
    #[serde(default)]
    pub web: Vec<String>,
    /// When the taps were last seen to be right: the newest date that their source shows.
    pub seen: Option<AsOf>,
    /// Ids of the sources that show the taps.
    #[serde(default)]
    pub taps_from: Vec<String>,
    /// What to search for if the menu has moved.
    pub if_moved: Option<String>,
    /// Whether the company changes this often. True unless you say otherwise.
    #[serde(default = "yes")]
    pub volatile: bool,
    /// Marks of earlier wordings that ask for the same thing, so that a mended comma bothers nobody.
    /// `handhold check` shows the line to add.
    #[serde(default)]
    pub wording_only: Vec<String>,
}

impl Step {
    /// The mark of what the step says; see [`mark_of`].
    pub fn mark(&self) -> String {
        mark_of(&self.says())
    }

    /// What the step asks for: its title and its lines. A tick remembers this, to notice a change.
    pub fn says(&self) -> String {
        let lines = [("", &self.how), ("iphone", &self.iphone), ("android", &self.android), ("web", &self.web)];
        let lines = lines.into_iter().flat_map(|(device, own)| own.iter().map(move |line| (device, line.as_str())));
        says(&self.title, lines)
    }

    /// The steps of other pages that it is the same as: page and step.
    pub fn same(&self) -> impl Iterator<Item = (&str, &str)> {
        self.same_as.iter().filter_map(|same| same.split_once('#'))
    }

    /// The kinds of device that it can be done on, on a page about `set_on`; none means any.
    pub fn kinds(&self, set_on: &str) -> Vec<&'static str> {
        let only_on = self.only_on.iter().map(|kind| kind.name()).collect();
        let lines = [("how", &self.how), ("iphone", &self.iphone), ("android", &self.android), ("web", &self.web)];
        super::catalog::kinds(set_on, only_on, |key| lines.iter().any(|(own, lines)| *own == key && !lines.is_empty()))
    }

    /// True when what the step said once asks for the same as what it says now.
    pub fn still_says(&self, said: &str) -> bool {
        let mark = mark_of(said);
        mark == self.mark() || self.wording_only.contains(&mark)
    }
}

fn yes() -> bool {
    true
}

/// How urgent a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum Priority {
    /// Today: at most four on a page.
    #[serde(rename = "do first")]
    DoFirst,
    /// In the next days.
    #[serde(rename = "this week")]
    ThisWeek,
    /// Worth doing, no hurry.
    #[serde(rename = "when you can")]
    WhenYouCan,
}

impl Priority {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Priority::DoFirst => "do first",
            Priority::ThisWeek => "this week",
            Priority::WhenYouCan => "when you can",
        }
    }

    /// The words that readers see.
    pub fn title(self) -> &'static str {
        match self {
            Priority::DoFirst => words::step::DO_FIRST,
            Priority::ThisWeek => words::step::THIS_WEEK,
            Priority::WhenYouCan => words::step::WHEN_YOU_CAN,
        }
    }
}

/// A range of ages in years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// The youngest age it is for.
    pub from: u8,
    /// The oldest age it is for.
    pub to: u8,
}

impl Ages {
    /// Every child: from 0 to 17 years.
    pub const ALL: Ages = Ages { from: 0, to: 17 };

    /// The ages with all younger ones, where an app's own minimum age is in them: whoever uses it too early needs
    /// what its youngest allowed users need.
    pub fn with_too_young(self, minimum: Option<u8>) -> Ages {
        let from = match minimum.map(|age| age.min(Ages::ALL.to)) {
            Some(age) if self.from <= age && age <= self.to => 0,
            _ => self.from,
        };
        Ages { from, ..self }
    }

    /// True when some age is in both ranges.
    pub fn overlaps(self, other: Ages) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl Default for Ages {
    fn default() -> Ages {
        Ages::ALL
    }
}

impl fmt::Display for Ages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (0, 17..) => f.write_str("all ages"),
            (from, 17..) => write!(f, "{from} and over"),
            (0, to) => write!(f, "under {}", to + 1),
            (from, to) if from == to => write!(f, "{from}"),
            (from, to) => write!(f, "{from} to {to}"),
        }
    }
}

impl FromStr for Ages {
    type Err = String;

    fn from_str(text: &str) -> Result<Ages, String> {
        let bad = || format!("`{text}` is not a range of ages; write \"11-13\", \"16+\" or \"all\"");
        let age = |part: &str| part.parse::<u8>().ok().filter(|age| *age <= 17).ok_or_else(bad);
        if text == "all" {
            return Ok(Ages::ALL);
        }
        if let Some(from) = text.strip_suffix('+') {
            return Ok(Ages { from: age(from)?, to: 17 });
        }
        let (from, to) = text.split_once('-').ok_or_else(bad)?;
        let ages = Ages { from: age(from)?, to: age(to)? };
        if ages.from > ages.to { Err(bad()) } else { Ok(ages) }
    }
}

impl<'de> Deserialize<'de> for Ages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ages, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Ages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}-{}", self.from, self.to))
    }
}

impl JsonSchema for Ages {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ages".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^(all|(1[0-7]|[0-9])(\+|-(1[0-7]|[0-9])))$",
            "description": "Ages in years: \"11-13\", \"16+\" or \"all\". Nobody here is older than 17."
        })
    }
}

/// What to say to a child of an age.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Talk {
    /// The age the words suit.
    pub age: TalkAge,
    /// One thought each, in words that a real parent could say.
    pub say: Vec<String>,
}

/// The ages that talking points are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
pub enum TalkAge {
    /// Under 7.
    #[serde(rename = "under 7")]
    Under7,
    /// 7 to 10.
    #[serde(rename = "7-10")]
    From7,
    /// 11 to 13.
    #[serde(rename = "11-13")]
    From11,
    /// 14 to 17.
    #[serde(rename = "14-17")]
    From14,
}

impl TalkAge {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            TalkAge::Under7 => "under 7",
            TalkAge::From7 => "7-10",
            TalkAge::From11 => "11-13",
            TalkAge::From14 => "14-17",
        }
    }

    /// The words that readers see.
    pub fn title(self) -> &'static str {
        match self {
            TalkAge::Under7 => words::talk::UNDER_7,
            TalkAge::From7 => words::talk::FROM_7,
            TalkAge::From11 => words::talk::FROM_11,
            TalkAge::From14 => words::talk::FROM_14,
        }
    }
}

/// Something that people believe, and what is true.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Myth {
    /// The myth's name in links. Unique on the page.
    pub id: String,
    /// What people say, as they say it.
    pub claim: String,
    /// Whether the claim is wrong or only partly right.
    pub verdict: Verdict,
    /// What is true, with its source: `[^id]`.
    pub truth: String,
}

/// How wrong a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Verdict {
    /// Not true.
    #[serde(rename = "wrong")]
    Wrong,
    /// True in part, or no longer true.
    #[serde(rename = "partly right")]
    PartlyRight,
}

/// A law or an official rule.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Law {
    /// The law's name in links. Unique on the page.
    pub id: String,
    /// A short name that a parent understands.
    pub title: String,
    /// The place it holds for, like "UK" or "Australia".
    pub place: String,
    /// Whether it holds today. Announced is not in force.
    pub state: LawState,
    /// What it means for a family, with its source: `[^id]`.
    pub text: String,
}

/// Whether a law holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum LawState {
    /// It holds today.
    #[serde(rename = "in force")]
    InForce,
    /// Decided and announced, but not yet in force.
    #[serde(rename = "announced")]
    Announced,
    /// Proposed only.
    #[serde(rename = "proposed")]
    Proposed,
    /// The sources do not settle it.
    #[serde(rename = "not sure")]
    NotSure,
}

/// Where facts come from.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Source {
    /// The source's name in `[^id]`. Unique on the page.
    pub id: String,
    /// Who published it, like "NSPCC".
    pub publisher: String,
    /// The title of the page or document, or what it is about.
    pub title: String,
    /// Its address at the original publisher. Leave it out only where there is none.
    pub url: Option<String>,
    /// The day we read it.
    pub seen: Day,
    /// The newest date that the source itself shows.
    pub dated: Option<AsOf>,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Anything that a reader should know, like "Read in a copy, not at the publisher."
    pub note: Option<String>,
}

/// What kind of evidence a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum EvidenceKind {
    /// The service itself, a government or a court.
    #[serde(rename = "official")]
    Official,
    /// A body that oversees services, like Ofcom.
    #[serde(rename = "regulator")]
    Regulator,
    /// A charity or a professional body.
    #[serde(rename = "charity")]
    Charity,
    /// A police force or agency.
    #[serde(rename = "police")]
    Police,
    /// A news report.
    #[serde(rename = "news")]
    News,
    /// Someone else's account of it. Readers are told so.
    #[serde(rename = "secondary")]
    Secondary,
}

/// A country or area: whom to contact there (`regions/`).
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct RegionFile {
    /// The page's name for ever, like `uk`. The same as the file's name.
    pub id: String,
    /// The name that readers know.
    pub name: String,
    /// Other names that people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Three short sentences that stand alone.
    pub summary: String,
    /// The day someone last read this whole page against its sources.
    pub reviewed: Day,
    /// The day by which someone must read it again.
    pub review_by: Day,
    /// The number to call in immediate danger. Leave it out only for the international page.
    pub emergency: Option<String>,
    /// What to do in immediate danger, in a few short sentences.
    pub danger: String,
    /// What not to do first, one thought each, starting with "Do not".
    pub do_not: Vec<String>,
    /// What to say when somebody answers, in words that a parent could use.
    pub say: Vec<String>,
    /// Ids of pages to read next.
    #[serde(default)]
    pub related: Vec<String>,
    /// What has happened, and whom to contact for it, in order.
    #[serde(default, rename = "need")]
    pub needs: Vec<Need>,
    /// The services, each once.
    #[serde(default, rename = "service")]
    pub services: Vec<Service>,
    /// More text, where it is needed.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// Where the facts come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// Something that has happened, and whom to contact for it.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Need {
    /// The need's name in links. Unique on the page.
    pub id: String,
    /// What has happened, in a parent's words.
    pub title: String,
    /// Ids of the services to contact, best first.
    pub services: Vec<String>,
    /// The page with more about it.
    pub page: Option<String>,
}

/// Somebody who helps.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Service {
    /// The service's name in links. Unique on the page.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// What it is for, in one sentence.
    #[serde(rename = "for")]
    pub purpose: String,
    /// Who may use it.
    pub who: Option<String>,
    /// The phone number, as it should be read out.
    pub phone: Option<String>,
    /// How to use it by text message.
    pub text: Option<String>,
    /// Its web address.
    pub web: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// How to get in touch, where a number or an address does not say enough.
    pub how: Option<String>,
    /// When it answers. Leave it out when it could not be confirmed.
    pub hours: Option<String>,
    /// What it costs.
    pub cost: Option<String>,
    /// Whether you can stay unnamed, and what is passed on.
    pub confidential: Option<String>,
    /// When not to use it.
    pub not_for: Option<String>,
    /// The part of the country it serves, when it is not all of it.
    pub place: Option<String>,
    /// Ids of the sources that this comes from.
    pub sources: Vec<String>,
}

/// Figures with their base and their limits (`evidence/`).
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct EvidenceFile {
    /// The page's name for ever. The same as the file's name.
    pub id: String,
    /// The name that readers see.
    pub name: String,
    /// Other names that people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Three short sentences that stand alone.
    pub summary: String,
    /// The day someone last read this whole page against its sources.
    pub reviewed: Day,
    /// The day by which someone must read it again.
    pub review_by: Day,
    /// Ids of pages to read next.
    #[serde(default)]
    pub related: Vec<String>,
    /// The text of the page, part by part.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// The tables of figures.
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
    /// Where the figures come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Table {
    /// The table's name in links. Unique on the page.
    pub id: String,
    /// What the figures show, as a heading.
    pub title: String,
    /// What was counted and out of how many, like "521 reports to one police force".
    pub base: String,
    /// The years that the figures cover.
    pub years: String,
    /// The place that they cover.
    pub place: String,
    /// The headings: first what a row is, then what each number is.
    pub columns: Vec<String>,
    /// The rows: a label, then the numbers. A value that is not a number is written in quotes.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the figures may be drawn as bars, or are shown as a table only.
    pub draw: Draw,
    /// True when the figures can add up to more than the base. They are then never shown as shares.
    #[serde(default)]
    pub overlap: bool,
    /// What these figures can not show.
    pub cannot_show: String,
    /// Anything else that a reader needs to read them rightly.
    pub note: Option<String>,
    /// Ids of the sources of the figures.
    pub sources: Vec<String>,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// A whole number.
    Whole(i64),
    /// A number with a decimal point.
    Decimal(f64),
    /// Words.
    Text(String),
}

impl Cell {
    /// The number, when it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Whole(number) => Some(*number as f64),
            Cell::Decimal(number) => Some(*number),
            Cell::Text(_) => None,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Thousands are parted by commas, as readers in the UK know them.
            Cell::Whole(number) => {
                let digits = number.unsigned_abs().to_string();
                let mut out = String::new();
                for (at, digit) in digits.chars().enumerate() {
                    if at > 0 && (digits.len() - at).is_multiple_of(3) {
                        out.push(',');
                    }
                    out.push(digit);
                }
                write!(f, "{}{out}", if *number < 0 { "-" } else { "" })
            }
            Cell::Decimal(number) => write!(f, "{number}"),
            Cell::Text(text) => f.write_str(text),
        }
    }
}

/// Whether figures may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Draw {
    /// As bars, with their numbers.
    #[serde(rename = "bars")]
    Bars,
    /// As a table only.
    #[serde(rename = "table")]
    Table,
}

/// The words that parents meet (`glossary.toml`).
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct GlossaryFile {
    /// The day someone last read the words against their sources.
    pub reviewed: Day,
    /// The day by which someone must read them again.
    pub review_by: Day,
    /// The words, in the order of the alphabet.
    #[serde(default, rename = "word")]
    pub words: Vec<Word>,
    /// Where the meanings come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// A word and its meaning.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Word {
    /// The word's name in links: `[the word](word:id)`.
    pub id: String,
    /// The word.
    pub word: String,
    /// Other forms and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it means, in a sentence or two, with its source: `[^id]`.
    pub meaning: String,
    /// The page with more about it.
    pub page: Option<String>,
}
