//! A page as the rest of the program uses it: a file of one of the kinds, with where it came from.

use std::fmt;
use std::path::PathBuf;

use super::date::Day;
use super::file::{EvidenceFile, GlossaryFile, GuideFile, RegionFile, Section, Source, Step};

/// The kinds of page. Each has a folder of its own under `content/en/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An app, a game or a website.
    Platform,
    /// A phone, a console, a router, or the parents' tool of one.
    Device,
    /// A worry.
    Topic,
    /// A country, and whom to contact there.
    Region,
    /// Figures.
    Evidence,
    /// The words that parents meet: one file.
    Glossary,
}

impl Kind {
    /// All kinds, in the order of the home screen.
    pub const ALL: [Kind; 6] =
        [Kind::Platform, Kind::Device, Kind::Topic, Kind::Region, Kind::Evidence, Kind::Glossary];

    /// The kind's name in commands and schemas.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Platform => "platform",
            Kind::Device => "device",
            Kind::Topic => "topic",
            Kind::Region => "region",
            Kind::Evidence => "evidence",
            Kind::Glossary => "glossary",
        }
    }

    /// The kind's folder; the glossary is a single file and has none.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Kind::Platform => Some("platforms"),
            Kind::Device => Some("devices"),
            Kind::Topic => Some("topics"),
            Kind::Region => Some("regions"),
            Kind::Evidence => Some("evidence"),
            Kind::Glossary => None,
        }
    }

    /// The word for several of them that parents know.
    pub fn plain(self) -> &'static str {
        match self {
            Kind::Platform => "apps",
            Kind::Device => "devices",
            Kind::Topic => "worries",
            Kind::Region => "regions",
            Kind::Evidence => "figures",
            Kind::Glossary => "words",
        }
    }

    /// The kind with this name or folder.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name || kind.folder() == Some(name))
    }
}

/// Where a page came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn,
    /// It was read from this file of a content folder.
    Folder(PathBuf),
}

/// What a page holds.
#[derive(Debug, Clone)]
pub enum Body {
    /// An app, a device or a worry.
    Guide(Box<GuideFile>),
    /// A country.
    Region(Box<RegionFile>),
    /// Figures.
    Evidence(Box<EvidenceFile>),
    /// Words.
    Glossary(Box<GlossaryFile>),
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its kind.
    pub kind: Kind,
    /// Where it came from.
    pub origin: Origin,
    /// What it holds.
    pub body: Body,
    /// The numbers of its sources, from 1, in the order of their ids.
    by_id: Vec<usize>,
}

/// What every page has.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The name for ever.
    pub id: &'a str,
    /// The name that readers know.
    pub name: &'a str,
    /// Other names.
    pub aliases: &'a [String],
    /// Three sentences that stand alone.
    pub summary: &'a str,
    /// When it was last read against its sources.
    pub reviewed: Day,
    /// When it has to be read again.
    pub review_by: Day,
    /// Pages to read next.
    pub related: &'a [String],
}

impl Page {
    /// A page of what a file holds.
    pub fn new(kind: Kind, origin: Origin, body: Body) -> Page {
        let mut page = Page { kind, origin, body, by_id: Vec::new() };
        let mut by_id: Vec<usize> = (1..=page.sources().len()).collect();
        by_id.sort_by_key(|number| &page.sources()[number - 1].id);
        page.by_id = by_id;
        page
    }

    /// The number of a source, from 1, and the source.
    pub fn source(&self, id: &str) -> Option<(usize, &Source)> {
        let sources = self.sources();
        // Of several with one id, which `check` does not let through, the last.
        let not_after = |number: &usize| sources.get(number - 1).is_some_and(|source| source.id.as_str() <= id);
        let at = self.by_id.partition_point(not_after).checked_sub(1)?;
        let number = self.by_id[at];
        Some((number, sources.get(number - 1)?)).filter(|(_, source)| source.id == id)
    }

    /// What every page has.
    pub fn head(&self) -> Head<'_> {
        macro_rules! head {
            ($file:expr) => {
                Head {
                    id: &$file.id,
                    name: &$file.name,
                    aliases: &$file.aliases,
                    summary: &$file.summary,
                    reviewed: $file.reviewed,
                    review_by: $file.review_by,
                    related: &$file.related,
                }
            };
        }
        match &self.body {
            Body::Guide(file) => head!(file),
            Body::Region(file) => head!(file),
            Body::Evidence(file) => head!(file),
            Body::Glossary(file) => Head {
                id: "glossary",
                name: "Words",
                aliases: &[],
                summary: "",
                reviewed: file.reviewed,
                review_by: file.review_by,
                related: &[],
            },
        }
    }

    /// Its sources, in the order of their numbers.
    pub fn sources(&self) -> &[Source] {
        match &self.body {
            Body::Guide(file) => &file.sources,
            Body::Region(file) => &file.sources,
            Body::Evidence(file) => &file.sources,
            Body::Glossary(file) => &file.sources,
        }
    }

    /// Its sections.
    pub fn sections(&self) -> &[Section] {
        match &self.body {
            Body::Guide(file) => &file.sections,
            Body::Region(file) => &file.sections,
            Body::Evidence(file) => &file.sections,
            Body::Glossary(_) => &[],
        }
    }

    /// Its checklist; empty for pages that are not guides.
    pub fn steps(&self) -> &[Step] {
        match &self.body {
            Body::Guide(file) => &file.steps,
            _ => &[],
        }
    }

    /// The guide, when it is one.
    pub fn guide(&self) -> Option<&GuideFile> {
        match &self.body {
            Body::Guide(file) => Some(file),
            _ => None,
        }
    }

    /// The region, when it is one.
    pub fn region(&self) -> Option<&RegionFile> {
        match &self.body {
            Body::Region(file) => Some(file),
            _ => None,
        }
    }

    /// The ids of every place on the page that a link can lead to.
    pub fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.sections().iter().map(|s| s.id.as_str()).collect();
        match &self.body {
            Body::Guide(file) => {
                places.extend(file.steps.iter().map(|s| s.id.as_str()));
                places.extend(file.myths.iter().map(|m| m.id.as_str()));
                places.extend(file.laws.iter().map(|l| l.id.as_str()));
            }
            Body::Region(file) => {
                places.extend(file.needs.iter().map(|n| n.id.as_str()));
                places.extend(file.services.iter().map(|s| s.id.as_str()));
            }
            Body::Evidence(file) => places.extend(file.tables.iter().map(|t| t.id.as_str())),
            Body::Glossary(file) => places.extend(file.words.iter().map(|w| w.id.as_str())),
        }
        places
    }
}

/// Something wrong with a content file or folder. The program goes on without it and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The line and column, counted from 1, where they are known.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", super::text::shown(self.path.display()))?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", super::text::shown(&self.message))
    }
}
