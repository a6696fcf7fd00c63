//! Makes the files that a package needs beside the binary: man pages and completions, from the real command line.
//!
//! `cargo run --example package-files -- target/package` writes `man/*.1`, `man/*.5` and `completions/*` there. Man
//! pages of commands are made from their help, so a new command has its page at once; what no help says (variables,
//! files) is in `packaging/man`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::roff::{Inline, Roff, bold, roman};
use handhold::cli::Cli;
use handhold::content::library::{Library, Listed};
use handhold::content::page::Kind;

const MANUAL: &str = "Handhold manual";
/// What handhold(1) says first.
const DESCRIPTION: &str = "Handhold tells you what an app is, who can reach your child there, and what to do about it, \
    one step at a time. It remembers what you have done. Without a command it opens its screens.";
/// The sections of handhold(1) that no help says.
const REST: &str = include_str!("../packaging/man/handhold.1.in");
/// The pages of files, written by hand; `@DATE@` and `@VERSION@` are put in.
const FILES: [(&str, &str); 2] = [
    ("handhold-policy.5", include_str!("../packaging/man/handhold-policy.5.in")),
    ("handhold-settings.5", include_str!("../packaging/man/handhold-settings.5.in")),
];
const CHANGELOG: &str = include_str!("../packaging/debian/changelog");

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::args_os().nth(1).map(PathBuf::from).ok_or("name the folder to write to, like target/package")?;
    let (man, completions) = (out.join("man"), out.join("completions"));
    for folder in [&man, &completions] {
        // A page of a command that is gone must not stay.
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let date = date()?;
    for (name, text) in FILES {
        fs::write(man.join(name), fill(text, &date))?;
    }
    let mut root = with_values(Cli::command(), true).disable_help_subcommand(true);
    root.build();
    pages(&root, true, &date, &man)?;
    let mut root = with_values(Cli::command(), false);
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut root, "handhold", &completions)?;
    }
    let fish = completions.join("handhold.fish");
    let text = fs::read_to_string(&fish)?;
    fs::write(fish, text + &fish_arguments(&root, &[]))?;
    Ok(())
}

/// What clap_complete leaves out for fish: the values of arguments that are not options, like the pages of `show`.
fn fish_arguments(command: &Command, path: &[&str]) -> String {
    let mut out = String::new();
    if let [first, rest @ ..] = path {
        let deeper = rest.iter().map(|name| format!("; and __fish_seen_subcommand_from {name}"));
        let condition = format!("__fish_handhold_using_subcommand {first}{}", deeper.collect::<String>());
        for value in command.get_positionals().flat_map(Arg::get_possible_values) {
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            let help = help.replace('\\', "\\\\").replace('\'', "\\'");
            let _ = writeln!(out, "complete -c handhold -n \"{condition}\" -f -a {} -d '{help}'", value.get_name());
        }
    }
    for sub in command.get_subcommands() {
        out += &fish_arguments(sub, &[path, &[sub.get_name()]].concat());
    }
    out
}

/// The day of the version, from the changelog of the package: its first line that begins with ` -- `.
fn date() -> Result<String, Box<dyn Error>> {
    let line = CHANGELOG.lines().find(|line| line.starts_with(" -- ")).ok_or("the changelog has no date")?;
    let (_, stamp) = line.rsplit_once("  ").ok_or("the changelog's first entry has no date after two spaces")?;
    Ok(jiff::fmt::rfc2822::parse(stamp)?.date().to_string())
}

fn fill(text: &str, date: &str) -> String {
    text.replace("@DATE@", date).replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

/// The command with the values that its parsers know and clap does not: kinds, pages and regions. Ninety pages are
/// for completions only: a man page would drown in them.
fn with_values(command: Command, for_man: bool) -> Command {
    let library = Library::open(None);
    // clap wants texts that live for ever, and this tool ends at once.
    let leak = |text: &str| -> &'static str { text.to_owned().leak() };
    let named = |page: &Listed| PossibleValue::new(leak(page.id())).help(leak(page.name()));
    let regions: Vec<_> = library.of_kind(Kind::Region).map(named).collect();
    let pages: Vec<_> = library.pages().iter().map(named).collect();
    each_command(command, &|command| {
        // A schema is there for the glossary too, which is no page.
        let all = command.get_name() == "schema";
        let kinds: Vec<_> =
            Kind::ALL.iter().filter(|kind| all || kind.folder().is_some()).map(|kind| kind.name()).collect();
        command.mut_args(|arg| match arg.get_id().as_str() {
            "kind" => arg.value_parser(PossibleValuesParser::new(kinds.clone())),
            "page" if !for_man => arg.value_parser(PossibleValuesParser::new(pages.clone())),
            "region" if !for_man => arg.value_parser(PossibleValuesParser::new(regions.clone())),
            _ => arg,
        })
    })
}

fn each_command(command: Command, change: &dyn Fn(Command) -> Command) -> Command {
    change(command).mut_subcommands(|sub| each_command(sub, change))
}

/// The page of a command and, below it, those of its subcommands.
fn pages(command: &Command, is_root: bool, date: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let subs: Vec<&Command> = command.get_subcommands().filter(|sub| !sub.is_hide_set()).collect();
    for sub in &subs {
        pages(sub, false, date, folder)?;
    }
    let mut shown = command.clone().subcommand_help_heading("COMMANDS");
    if !is_root {
        // The same settings on every page would hide what is special about the command.
        shown = shown.mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg });
    }
    // "Usage: handhold show [OPTIONS] <PAGE>" says more than a list of all options.
    let usage = shown.render_usage().to_string();
    let shown = shown.override_usage(usage.trim_start_matches("Usage:").trim().to_owned());
    let arguments = shown.get_arguments().any(|arg: &Arg| !arg.is_hide_set());
    let man = clap_mangen::Man::new(shown)
        .date(date)
        .source(concat!("Handhold ", env!("CARGO_PKG_VERSION")))
        .manual(MANUAL)
        .section("1");
    let name = man.get_filename();
    let after = AfterHelp::of(command);

    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    description(command, is_root).to_writer(&mut page)?;
    after.description.to_writer(&mut page)?;
    if !subs.is_empty() {
        man.render_subcommands_section(&mut page)?;
    }
    if arguments {
        man.render_options_section(&mut page)?;
    }
    after.sections.to_writer(&mut page)?;
    let rest = if is_root { fill(REST, date) } else { see_also(command, &subs) };
    fs::write(folder.join(name), tidy(&format!("{}{rest}", String::from_utf8(page)?)))?;
    Ok(())
}

fn description(command: &Command, is_root: bool) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["DESCRIPTION"]);
    if is_root {
        roff.text([roman(DESCRIPTION)]);
        return roff;
    }
    let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string).unwrap_or_default();
    roff.text([roman(format!("{}.", about.trim_end_matches('.')))]);
    roff.control("PP", []);
    roff.text([roman("The options and the exit status of "), bold("handhold"), roman("(1) hold here too.")]);
    roff
}

/// One page of the parts: the preamble, which every part begins with, once; words in `marks` bold, as the other
/// pages have them; and no two breaks in a row, which the linters of man pages dislike.
fn tidy(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (at, line) in page.lines().enumerate() {
        let preamble = line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds Aq");
        if line.is_empty() || (preamble && at > 1) {
            continue;
        }
        // `.br` twice is how clap_mangen makes an empty line.
        if line == ".br" && lines.last().is_some_and(|last| last == ".br") {
            lines.pop();
            lines.push(".sp".to_owned());
            continue;
        }
        let parts = line.split('`').enumerate();
        lines.push(
            parts.map(|(at, part)| if at % 2 == 1 { format!("\\fB{part}\\fR") } else { part.to_owned() }).collect(),
        );
    }
    lines.join("\n") + "\n"
}

/// The pages above and below a command's.
fn see_also(command: &Command, subs: &[&Command]) -> String {
    let own = command.get_display_name().unwrap_or(command.get_name());
    let above = own.strip_suffix(command.get_name()).map(|above| above.trim_end_matches('-').to_owned());
    let below = subs.iter().map(|sub| format!("{own}-{}", sub.get_name()));
    let mut line: Vec<Inline> = Vec::new();
    for name in above.into_iter().chain(below) {
        if !line.is_empty() {
            line.push(roman(", "));
        }
        line.extend([bold(name), roman("(1)")]);
    }
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    roff.text(line);
    roff.render()
}

/// What stands below a command's help: headings in bold with lines of two columns, and paragraphs.
#[derive(Default)]
struct AfterHelp {
    description: Roff,
    sections: Roff,
}

impl AfterHelp {
    fn of(command: &Command) -> AfterHelp {
        let mut out = AfterHelp::default();
        let help = command.get_after_long_help().or_else(|| command.get_after_help());
        let text = help.map(|help| help.ansi().to_string()).unwrap_or_default();
        for block in text.split("\n\n") {
            let title = block.lines().next().and_then(heading);
            let lines = block.lines().skip(usize::from(title.is_some()));
            let roff = match title {
                Some(title) => {
                    out.sections.control("SH", [title.as_str()]);
                    &mut out.sections
                }
                None if block.is_empty() => continue,
                None => {
                    out.description.control("PP", []);
                    &mut out.description
                }
            };
            for line in lines {
                match line.strip_prefix("  ").and_then(|line| line.split_once("  ")) {
                    Some((left, right)) => {
                        roff.control("TP", []);
                        roff.text([bold(left.trim())]);
                        roff.text([roman(right.trim())]);
                    }
                    None => {
                        roff.text(inlines(line));
                    }
                }
            }
        }
        out
    }
}

const BOLD: &str = "\u{1b}[1m";
const OFF: &str = "\u{1b}[0m";

/// The title that a wholly bold line is.
fn heading(line: &str) -> Option<String> {
    let title = line.strip_prefix(BOLD)?.strip_suffix(OFF)?;
    let plain = !title.contains('\u{1b}');
    plain.then(|| if title == "Exit codes" { "EXIT STATUS".to_owned() } else { title.to_uppercase() })
}

fn inlines(line: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, part) in line.split(BOLD).enumerate() {
        let (strong, rest) = if at == 0 { ("", part) } else { part.split_once(OFF).unwrap_or((part, "")) };
        out.extend([bold(strong), roman(rest)].into_iter().filter(|inline| match inline {
            Inline::Bold(text) | Inline::Roman(text) => !text.is_empty(),
            _ => true,
        }));
    }
    out
}
