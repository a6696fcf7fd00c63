//! The command line: what can be asked for, and its help. Nothing is done here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::content::page::Kind;
use crate::settings::Layer;
use crate::settings::Scheme;

const ABOUT: &str = "Calm, checked help for parents whose children are online";

const AFTER: &str = "\
\u{1b}[1mIn danger?\u{1b}[0m Call your emergency number: 999 in the UK. Then: \u{1b}[1mhandhold help-now\u{1b}[0m

\u{1b}[1mExamples\u{1b}[0m
  handhold                       open the screens
  handhold show snapchat         read a page here
  handhold help-now              whom to ring, and what to do first
  handhold progress              what you have done so far

\u{1b}[1mExit codes\u{1b}[0m
  0  all went well
  1  something was found or refused: no such page, nothing erased
  2  the command line was not understood, or the command could not run

Nothing you do leaves this computer. Handhold has no network code.";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "handhold", version, about = ABOUT, after_help = AFTER, disable_help_subcommand = true)]
pub struct Cli {
    /// The settings that hold for every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do; the screens are opened when there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
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
        }
    }
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the pages
    List {
        /// Only pages of this kind
        #[arg(value_parser = parse_kind, value_name = "KIND")]
        kind: Option<Kind>,
        /// Write JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Show a page as text
    Show {
        /// The page, like snapchat
        page: String,
        /// Only this section, like contact, checklist, talk, myths or sources
        #[arg(long, value_name = "NAME")]
        section: Option<String>,
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

fn parse_kind(name: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().filter(|kind| kind.folder().is_some()).map(|kind| kind.name());
    match Kind::from_name(name).filter(|kind| kind.folder().is_some()) {
        Some(kind) => Ok(kind),
        None => Err(format!("there is no kind `{name}`; there are {}", names().collect::<Vec<_>>().join(", "))),
    }
}
