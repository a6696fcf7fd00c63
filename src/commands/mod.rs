//! What each command does: one file a command. Only these print.

mod browse;
mod browser;
mod check;
mod doctor;
mod due;
mod eject;
mod explain;
mod export;
mod files;
mod generate;
mod help_now;
mod links;
mod list;
mod new;
mod plan;
mod preview;
mod progress;
mod search;
mod show;

use std::io::{self, BufRead, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::cli::{Cli, Command, Generate, ProgressCommand, Reading};
use crate::content::date::Day;
use crate::content::doc::{Block, Context, Slot};
use crate::content::folder::Folder;
use crate::content::library::Library;
use crate::content::page::Page;
use crate::content::text::shown;
use crate::export::text::{self, Format};
use crate::layout::{Glyphs, MAX_TEXT_WIDTH};
use crate::progress::store::Place;
use crate::settings::{Keep, Settings, state_folder};
use crate::words::{self, fill};

/// How a command ended, as the exit code says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All went well.
    Well,
    /// Something was found or refused.
    Found,
    /// A signal ended it.
    Signal(i32),
}

/// What commands share.
pub struct Session {
    /// The settings.
    pub settings: Settings,
    /// The day it is, in UTC.
    pub today: Day,
}

impl Session {
    /// The pages. A folder of its own is waited for, but not for ever; what is missing is said on standard error.
    ///
    /// They stay until the program ends, which frees them sooner than they could be freed one by one.
    pub fn library(&self) -> ManuallyDrop<Library> {
        let mut library = Library::built_in();
        if let Some(path) = &self.settings.content.value {
            match folder_in_time(path) {
                Some(folder) => library.lay_over(folder),
                None => {
                    let values: [(&str, &dyn std::fmt::Display); 2] =
                        [("folder", &shown(path.display())), ("seconds", &PATIENCE.as_secs())];
                    let kiosk = self.settings.kiosk.value;
                    let words = if kiosk { words::folder::NOT_IN_TIME_KIOSK } else { words::folder::NOT_IN_TIME };
                    let _ = complain(&fill(words, &values));
                }
            }
            let wrong = library.problems().len();
            if wrong > 0 {
                let _ = complain(&words::count(wrong, words::folder::PROBLEM, words::folder::PROBLEMS));
            }
        }
        library.hide(&self.settings.hidden.value);
        ManuallyDrop::new(library)
    }

    /// The built-in pages, without those that are not shown.
    fn built_in(&self) -> Library {
        let mut library = Library::built_in();
        library.hide(&self.settings.hidden.value);
        library
    }

    /// Where progress is kept.
    pub fn place(&self) -> Place {
        match self.settings.progress.value {
            Keep::File => state_folder().map_or(Place::Nowhere, Place::Folder),
            Keep::Memory => Place::Memory,
            Keep::Off => Place::Off,
        }
    }

    /// Says what was wrong with the places that settings come from.
    ///
    /// # Errors
    /// When standard error cannot be written to.
    fn complain_of_settings(&self) -> io::Result<()> {
        self.settings.troubles.iter().try_for_each(|trouble| complain(trouble))
    }

    fn glyphs(&self) -> &'static Glyphs {
        if self.settings.ascii.value { &Glyphs::ASCII } else { &Glyphs::UNICODE }
    }

    /// How to write text to standard output: styled and wrapped for a terminal, plain otherwise.
    fn format(&self) -> Format {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let columns = if terminal { terminal_columns() } else { MAX_TEXT_WIDTH };
        let choice = anstream::AutoStream::choice(&stdout);
        let styled = terminal
            && choice != anstream::ColorChoice::Never
            && self.settings.theme.value != crate::settings::Scheme::Plain;
        // A pipe gets the characters of the content as they are.
        let glyphs = if terminal { self.glyphs() } else { &Glyphs::UNICODE };
        Format { columns: columns.min(MAX_TEXT_WIDTH), styled, glyphs }
    }

    /// Prints parts of a page, each made and set when it is its turn: less memory, and less time.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    fn print(&self, library: &Library, page: &Page, parts: &[Part<'_>]) -> io::Result<()> {
        let mut writer = text::Writer::new(self.format());
        // As long as the longest page of an app.
        let mut out = String::with_capacity(36 << 10);
        self.document(library, |cx| {
            for part in parts {
                if !out.is_empty() {
                    out.push('\n');
                }
                match part {
                    Part::Of(slot) => writer.write(&slot.blocks(page, cx), &mut out),
                    Part::Own(blocks) => writer.write(blocks, &mut out),
                }
            }
        });
        print(&out)
    }

    /// Blocks as text.
    fn text(&self, blocks: &[Block<'_>]) -> String {
        let mut out = String::new();
        text::write(blocks, self.format(), &mut out);
        out
    }

    /// Blocks as plain text, for programs: without styles, whatever standard output is.
    fn plain(&self, blocks: &[Block<'_>]) -> String {
        let mut out = String::new();
        let format = Format { columns: MAX_TEXT_WIDTH, styled: false, glyphs: &Glyphs::UNICODE };
        text::write(blocks, format, &mut out);
        out
    }

    fn document<T>(&self, library: &Library, with: impl FnOnce(&Context<'_>) -> T) -> T {
        let name_of = |id: &str| library.name(id).map(str::to_owned);
        with(&Context { today: self.today, name_of: &name_of, device: None })
    }
}

/// What is printed: a part of the page, or something of one's own.
enum Part<'a> {
    Of(Slot<'a>),
    Own(Vec<Block<'a>>),
}

/// How long a folder of pages may take. A folder on a network share that hangs answers never.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a folder holds; `None` when it does not answer in time.
fn folder_in_time(path: &Path) -> Option<Folder> {
    let (to, from) = channel();
    let path = path.to_owned();
    let thread = std::thread::Builder::new().name("content".to_owned());
    // A thread that still waits when the program ends is ended with it.
    thread.spawn(move || to.send(Folder::read(&path))).ok()?;
    from.recv_timeout(PATIENCE).ok()
}

fn terminal_columns() -> usize {
    crossterm::terminal::size().map_or(80, |(columns, _)| columns.into())
}

/// Prints a text in one piece.
///
/// # Errors
/// When standard output can not be written to.
fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Prints JSON, indented, with a line break at its end.
///
/// # Errors
/// When standard output can not be written to.
fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&format!("{}\n", serde_json::to_string_pretty(value)?))?;
    Ok(())
}

/// Prints a message for the user, apart from the command's output.
///
/// # Errors
/// When standard error can not be written to.
fn complain(text: &str) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    writeln!(stderr, "{text}")
}

/// Asks for a "yes" before something is erased.
///
/// # Errors
/// When the terminal can not be written to or read.
fn ask(question: &str) -> io::Result<bool> {
    if !io::stdin().is_terminal() {
        complain(words::plain::RESET_NO_TERMINAL)?;
        return Ok(false);
    }
    let mut stderr = io::stderr().lock();
    writeln!(stderr, "{question}")?;
    write!(stderr, "{}", words::plain::RESET_ASK)?;
    stderr.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let agreed = answer.trim().eq_ignore_ascii_case("yes");
    if !agreed {
        writeln!(stderr, "{}", words::plain::RESET_KEPT)?;
    }
    Ok(agreed)
}

/// Whether a command reads files that its user names, writes or erases files, or shows paths, which no kiosk does.
/// `doctor` is the administrator's.
fn is_not_for_a_kiosk(command: &Command) -> bool {
    match command {
        Command::Export(_) | Command::Preview { .. } | Command::New { .. } | Command::Eject { .. } => true,
        Command::Check(args) => args.fix || !args.paths.is_empty(),
        Command::Due { path, .. } | Command::Links { path, .. } => path.is_some(),
        Command::Generate { what } => matches!(what, Generate::Released { path: Some(_) }),
        Command::Progress { command, .. } => {
            matches!(command, Some(ProgressCommand::Path | ProgressCommand::Reset { .. }))
        }
        _ => false,
    }
}

/// Does what the command line asks for.
///
/// # Errors
/// When the command could not run.
pub fn run(cli: Cli) -> anyhow::Result<Ended> {
    let env = |name: &str| std::env::var(name).ok();
    let session =
        Session { settings: Settings::load(&cli.options.layer(), &env), today: Day::of(jiff::Timestamp::now()) };
    // The screens show these themselves.
    if !matches!(cli.command, None | Some(Command::Preview { .. } | Command::Doctor { .. })) {
        session.complain_of_settings()?;
    }
    if session.settings.kiosk.value && cli.command.as_ref().is_some_and(is_not_for_a_kiosk) {
        complain(words::kiosk::NO_FILES)?;
        return Ok(Ended::Found);
    }
    match cli.command {
        None => browse::run(&session),
        Some(Command::Reading(what)) => read(&session, what),
        Some(Command::Help) => {
            <Cli as clap::CommandFactory>::command().print_help()?;
            Ok(Ended::Well)
        }
        Some(Command::Doctor { json }) => doctor::run(&session, json),
        Some(Command::Export(args)) => export::run(&session, &args),
        Some(Command::Check(args)) => check::run(&session, &args),
        Some(Command::Explain { rule }) => explain::run(rule.as_deref()),
        Some(Command::Preview { path }) => preview::run(&session, &path),
        Some(Command::New { kind, id, dir }) => new::run(&session, kind, &id, &dir),
        Some(Command::Eject { dir }) => eject::run(&dir),
        Some(Command::Due { path, within, on, json }) => {
            due::run(path.as_deref(), within, on.unwrap_or(session.today), json)
        }
        Some(Command::Links { path, json }) => links::run(path.as_deref(), json),
        Some(Command::Generate { what }) => generate::run(&session, what),
        Some(Command::Plan { command, child, full, json }) => {
            plan::run(&session, &child.join(" "), command, plan::ShowArgs { json, full })
        }
        Some(Command::Progress { command, json }) => progress::run(&session, command, json),
    }
}

fn read(session: &Session, what: Reading) -> anyhow::Result<Ended> {
    match what {
        Reading::List { kind, json } => list::run(session, kind, json),
        Reading::Show { page, section, json } => show::run(session, &page.join(" "), section.as_deref(), json),
        Reading::Search { question, limit, json } => search::run(session, &question, limit, json),
        Reading::HelpNow { json } => help_now::run(session, json),
    }
}
