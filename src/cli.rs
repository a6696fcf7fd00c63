//! The command line: what can be asked for, and its help. Nothing is done here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::check::report::Format;
use crate::content::date::Day;
use crate::content::page::Kind;
use crate::export::Output;
use crate::plan::AgeBand;
use crate::settings::Layer;
use crate::settings::Scheme;

const ABOUT: &str = "Calm, checked help for parents whose children are online";

const AFTER: &str = "\
\u{1b}[1mIn danger?\u{1b}[0m Call your emergency number: 999 in the UK. Then: \u{1b}[1mhandhold help-now\u{1b}[0m

\u{1b}[1mExamples\u{1b}[0m
  handhold                       open the screens
  handhold show snapchat         read a page here
  handhold search snap map       find the place that answers
  handhold help-now              whom to ring, and what to do first
  handhold plan add --age 11-13 --apps snapchat,roblox --devices ios-screen-time
                                 the next steps for a child
  handhold export snapchat       write it as a page to print
  handhold progress              what you have done so far
  handhold doctor                how it is set up here, and what is wrong
  handhold check content/        find mistakes in content files

\u{1b}[1mExit codes\u{1b}[0m
  0  all went well
  1  something was found or refused: no such page, nothing erased
  2  the command line was not understood, or the command could not run

Nothing you do leaves this computer. Handhold has no network code.";

/// The command line, with commands that can be asked for on it.
#[derive(Debug, Parser)]
#[command(name = "handhold", version, about = ABOUT, after_help = AFTER, disable_help_subcommand = true)]
pub struct Line<C: Subcommand> {
    /// The settings that hold for every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do; the screens are opened when there is none.
    #[command(subcommand)]
    pub command: Option<C>,
}

/// The command line with all commands.
pub type Cli = Line<Command>;

impl Cli {
    /// Reads the program's command line.
    ///
    /// # Errors
    /// When it is not understood, or asks for help or the version: the error is what to print.
    pub fn read() -> Result<Cli, clap::Error> {
        Cli::of(std::env::args_os().collect())
    }

    /// Reads a command line, the program's name first. What is asked for most does not wait until all that could be
    /// asked for is put together: that takes a quarter of the time to show a page, and a tenth of a seat's memory.
    fn of(line: Vec<OsString>) -> Result<Cli, clap::Error> {
        match line.get(1) {
            None => Ok(Cli { options: Options::default(), command: None }),
            Some(name) if name.to_str().is_some_and(Reading::has_subcommand) => {
                let Line { options, command } = Line::try_parse_from(line)?;
                Ok(Cli { options, command: command.map(Command::Reading) })
            }
            Some(_) => Cli::try_parse_from(line),
        }
    }
}

/// Settings on the command line.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Use pages from this folder: the same name replaces, a new one adds
    #[arg(long, value_name = "DIR", global = true)]
    pub content: Option<PathBuf>,
    /// Show the phone numbers of this region: uk, ie, us, ca, au, nz or international
    #[arg(long, value_name = "REGION", global = true)]
    pub region: Option<String>,
    /// Choose the colours
    #[arg(long, value_name = "THEME", global = true)]
    pub theme: Option<Scheme>,
    /// Leave the mouse to the terminal, to select text with it
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// Lock down for many people: nothing is kept, nothing can be opened, and it starts over when nobody is there
    #[arg(long, global = true)]
    pub kiosk: bool,
    /// Draw with plain ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
}

impl Options {
    /// The options as a place that settings come from.
    pub fn layer(&self) -> Layer {
        Layer {
            content: self.content.clone(),
            region: self.region.clone(),
            theme: self.theme,
            mouse: self.no_mouse.then_some(false),
            ascii: self.ascii.then_some(true),
            kiosk: self.kiosk.then_some(true),
            ..Layer::default()
        }
    }
}

/// What can be asked for to read.
#[derive(Debug, Subcommand)]
pub enum Reading {
    /// List the pages
    List {
        /// Only these: apps, devices, worries, regions or figures
        #[arg(value_parser = parse_kind, value_name = "KIND")]
        kind: Option<Kind>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Show a page as text
    Show {
        /// The page, like snapchat
        #[arg(required = true, value_name = "PAGE")]
        page: Vec<String>,
        /// Only this part, like contact, checklist, talk, myths or sources, or one step
        #[arg(long, value_name = "NAME")]
        section: Option<String>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Search all pages, in your own words
    Search {
        /// What you are looking for, or what worries you
        #[arg(required = true, value_name = "WORDS")]
        question: Vec<String>,
        /// Show at most this many places
        #[arg(long, value_name = "NUMBER", default_value_t = 8)]
        limit: usize,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Show whom to ring, and what to do first
    HelpNow {
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Something to read.
    #[command(flatten)]
    Reading(Reading),
    /// What `--help` shows, for those who type it as a command
    #[command(hide = true)]
    Help,
    /// Show how Handhold is set up here, and what is wrong: nothing private, so that it can be sent to somebody
    Doctor {
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Write pages as hand-outs: files to print or to hand on
    Export(ExportArgs),
    /// Find mistakes in content files, with how to mend them
    Check(CheckArgs),
    /// Explain a rule of `check`
    Explain {
        /// The rule, like missing-source; without, all are listed
        rule: Option<String>,
    },
    /// Show the pages as they will look while you edit a file or folder
    Preview {
        /// The file or the content folder that you edit
        path: PathBuf,
    },
    /// Make a new page: a skeleton with the parts to write marked TODO
    New {
        /// What kind of page
        #[arg(value_parser = parse_kind, value_name = "KIND")]
        kind: Kind,
        /// The page's id: small letters, digits and hyphens
        id: String,
        /// The content folder to put it in
        #[arg(long, value_name = "DIR", default_value = "content")]
        dir: PathBuf,
    },
    /// Write out the built-in content, to start from
    Eject {
        /// The folder to write to; it must be empty or not there
        #[arg(default_value = "content")]
        dir: PathBuf,
    },
    /// List what is due for a check, and taps that are old: the editors' work list
    Due {
        /// The content folder; without, the built-in content
        path: Option<PathBuf>,
        /// Also what is due within this many days
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        within: u16,
        /// Look at another day than today
        #[arg(long, value_name = "DATE")]
        on: Option<Day>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// List every address in the content with where it is used, for a link checker
    Links {
        /// The content folder; without, the built-in content
        path: Option<PathBuf>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Print files that are made from the program itself
    Generate {
        /// What to print
        #[command(subcommand)]
        what: Generate,
    },
    /// Show the plan for a child: one list of steps from the apps and devices that the child uses
    #[command(args_conflicts_with_subcommands = true)]
    Plan {
        /// What to do with a child; without, the plans are shown
        #[command(subcommand)]
        command: Option<PlanCommand>,
        /// Only the plan for this child, by name
        #[arg(value_name = "CHILD")]
        child: Vec<String>,
        /// Show each step in full
        #[arg(long)]
        full: bool,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Show what you have done, or erase it
    Progress {
        /// What to do with it; without, it is shown
        #[command(subcommand)]
        command: Option<ProgressCommand>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
}

/// What `export` is asked.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The pages, like snapchat
    #[arg(required_unless_present = "all", value_name = "PAGE")]
    pub pages: Vec<String>,
    /// Every page
    #[arg(long, conflicts_with = "pages")]
    pub all: bool,
    /// What the files are
    #[arg(long, value_name = "FORMAT", default_value = "html")]
    pub format: Output,
    /// The folder to write to; without, the one you are in
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Only the checklist, with its sources
    #[arg(long)]
    pub checklist: bool,
    /// Write over files that are there
    #[arg(long)]
    pub force: bool,
}

/// What `check` is asked.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Content folders or single files; without, the built-in content
    pub paths: Vec<PathBuf>,
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Make the safe changes in the files
    #[arg(long)]
    pub fix: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "LEVEL")]
    pub deny: Option<Deny>,
    /// Ask only this rule; can be given several times
    #[arg(long, value_name = "RULE")]
    pub only: Vec<String>,
    /// Do not ask this rule; can be given several times
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
    /// Show notes too
    #[arg(long)]
    pub notes: bool,
    /// Check as on another day than today
    #[arg(long, value_name = "DATE")]
    pub on: Option<Day>,
}

/// What `--deny` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// What can be printed.
#[derive(Debug, Subcommand)]
pub enum Generate {
    /// The JSON Schema of a kind of content file
    Schema {
        /// The kind: platform, device, topic, region, evidence or glossary
        #[arg(value_parser = parse_any_kind, value_name = "KIND")]
        kind: Kind,
    },
    /// The rules of `check` as one page
    Rules,
    /// The list of steps as they are now, to keep with a release
    Released {
        /// The content folder; without, the built-in content
        path: Option<PathBuf>,
    },
}

/// What can be done with a child.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Add a child
    Add(PlanArgs),
    /// Change what was said of a child
    Change {
        /// The child, by name
        child: String,
        /// What is said now.
        #[command(flatten)]
        args: PlanArgs,
    },
    /// Add a child with the apps and devices of another
    Copy {
        /// The child to copy from, by name
        child: String,
        /// What is said of the new child.
        #[command(flatten)]
        args: PlanArgs,
    },
    /// Tick a step, where the screens cannot be used
    Tick {
        /// Words of the step's title, or its page and id, like snapchat/ghost-mode
        #[arg(required = true, value_name = "STEP")]
        step: Vec<String>,
        /// Whose step it is, where there are several children
        #[arg(long, value_name = "CHILD")]
        child: Option<String>,
        /// Take the tick away
        #[arg(long)]
        undo: bool,
    },
    /// Erase the name, the plan and the ticks of a child; asks first
    Forget {
        /// The child, by name
        child: String,
        /// Erase without asking
        #[arg(long)]
        yes: bool,
    },
}

/// What is said of a child.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// A nickname; it can be left out
    #[arg(long)]
    pub name: Option<String>,
    /// The age in years, or one of under-7, 7-10, 11-13, 14-15 and 16-17
    #[arg(long, value_parser = parse_age)]
    pub age: Option<AgeBand>,
    /// The apps in use, with commas or spaces between them, like snapchat,roblox
    #[arg(long, value_delimiter = ',', num_args = 1..)]
    pub apps: Option<Vec<String>>,
    /// The devices and the home internet, in the same way, like ios-screen-time,home-broadband-filters
    #[arg(long, value_delimiter = ',', num_args = 1..)]
    pub devices: Option<Vec<String>>,
}

/// What can be done with progress.
#[derive(Debug, Subcommand)]
pub enum ProgressCommand {
    /// Print the folder that progress is kept in
    Path,
    /// Erase the progress of a page, or all of it; asks first
    Reset {
        /// The page; without, everything is erased
        page: Option<String>,
        /// Erase without asking
        #[arg(long)]
        yes: bool,
    },
}

/// An age band as people write it: `11-13`, `11 to 13`, `under 7`, or an age in years.
fn parse_age(text: &str) -> Result<AgeBand, String> {
    let name = text.trim().to_lowercase().replace(" to ", "-").replace([' ', '\u{2013}'], "-");
    let years = name.parse().ok();
    let of_years = |band: &AgeBand| years.is_some_and(|years| band.ages().from <= years && years <= band.ages().to);
    let names = || AgeBand::ALL.map(AgeBand::name).join(", ");
    AgeBand::from_name(&name)
        .or_else(|| AgeBand::ALL.into_iter().find(of_years))
        .ok_or_else(|| format!("there is no age band `{text}`; there are {}, or an age from 0 to 17", names()))
}

fn parse_any_kind(name: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    Kind::from_name(name).ok_or_else(|| format!("there is no kind `{name}`; there are {}", names()))
}

fn parse_kind(name: &str) -> Result<Kind, String> {
    let kinds = || Kind::ALL.into_iter().filter(|kind| kind.folder().is_some());
    // By the folder's word, or by the one that the screens use, also for a single one.
    let said = |kind: &Kind| kind.plain() == name || kind.plain().replace("ies", "y").trim_end_matches('s') == name;
    match Kind::from_name(name).into_iter().chain(kinds().find(said)).find(|kind| kind.folder().is_some()) {
        Some(kind) => Ok(kind),
        None => {
            let names = kinds().map(Kind::plain).collect::<Vec<_>>().join(", ");
            Err(format!("there is no kind `{name}`; there are {names}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_commands_reads_and_says_the_same_as_all() {
        for line in [
            "handhold",
            "handhold list",
            "handhold list apps --json",
            "handhold list nonsense",
            "handhold show snap chat --section talk --region us",
            "handhold show",
            "handhold show --help",
            "handhold show -h",
            "handhold show snapchat --sectoin talk",
            "handhold search snap map --limit 3 --ascii",
            "handhold search x --limit many",
            "handhold help-now --json",
            "handhold help-now --version",
            "handhold helpnow",
            "handhold --region uk show snapchat",
            "handhold plan --json",
            "handhold --help",
        ] {
            let said = |read: Result<Cli, clap::Error>| match read {
                Ok(cli) => format!("{cli:?}"),
                Err(error) => error.render().ansi().to_string(),
            };
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(said(Cli::of(words.clone())), said(Cli::try_parse_from(words)), "{line}");
        }
    }
}
