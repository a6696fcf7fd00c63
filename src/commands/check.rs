//! `handhold check`: mistakes in content files.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files::Files;
use super::{Ended, Session};
use crate::check::document::Document;
use crate::check::report::{Format, Report};
use crate::check::rules::{self, RULES};
use crate::check::world::World;
use crate::check::{Checked, Choice, Input, check, fixed, unreadable};
use crate::cli::CheckArgs;
use crate::content::text::{nearest, shown};

/// Runs it.
///
/// # Errors
/// When a path is not there, a rule is not known, a file cannot be mended, or output cannot be written.
pub fn run(session: &Session, args: &CheckArgs) -> anyhow::Result<Ended> {
    let choice = Choice { only: names(&args.only)?, allow: names(&args.allow)? };
    let files = Files::of(&args.paths)?;
    if args.fix && matches!(files, Files::BuiltIn) {
        anyhow::bail!("the built-in content cannot be mended: name a folder or a file");
    }
    let world = files.world(args.on.unwrap_or(session.today));
    let stdout = io::stdout();
    let styled = stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let mut report = Report::new(args.format, styled && args.format == Format::Human, args.notes);
    report.built_in = matches!(files, Files::BuiltIn);
    let mut out = io::BufWriter::new(stdout.lock());
    out.write_all(report.begin().as_bytes())?;
    let mut made = 0;
    for problem in files.problems() {
        out.write_all(report.file(&unreadable(problem)).as_bytes())?;
    }
    for wrong in files.wrong_lists() {
        out.write_all(report.file(&wrong).as_bytes())?;
    }
    let inputs = files.inputs();
    let look = |input: &Input| look(&files, input, &world, &choice, args.fix);
    for looked in in_order(&inputs, &look) {
        let (checked, count) = looked?;
        made += count;
        out.write_all(report.file(&checked).as_bytes())?;
    }
    if made > 0 && matches!(args.format, Format::Human | Format::Short) {
        writeln!(out, "{made} change{} made", if made == 1 { "" } else { "s" })?;
    }
    out.write_all(report.end().as_bytes())?;
    out.flush()?;
    let failed = report.summary.errors > 0 || (args.deny.is_some() && report.summary.warnings > 0);
    Ok(if failed { Ended::Found } else { Ended::Well })
}

/// Looks at a file, and mends it when that is asked for. Gives how many changes were made.
fn look(files: &Files, input: &Input, world: &World, choice: &Choice, fix: bool) -> anyhow::Result<(Checked, usize)> {
    match files.read(input) {
        Ok(document) if fix => mend(check(document, world, choice), &|text| {
            check(Document::read(&input.path, input.kind, &input.stem, text), world, choice)
        }),
        Ok(document) => Ok((check(document, world, choice), 0)),
        Err(problem) => Ok((unreadable(&problem), 0)),
    }
}

/// How many files are looked at before their findings are written: what is kept stays small, however many there are.
const AT_ONCE: usize = 64;

/// Looks at files on all processors; gives what came out in the files' order.
fn in_order<'a, T: Send>(
    inputs: &'a [Input],
    look: &'a (dyn Fn(&Input) -> anyhow::Result<T> + Sync),
) -> impl Iterator<Item = anyhow::Result<T>> + 'a {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(AT_ONCE);
    inputs.chunks(AT_ONCE).flat_map(move |chunk| {
        // Each takes the next file when it is free: one that another program holds up holds up no other.
        let next = AtomicUsize::new(0);
        let work = || {
            let own = std::iter::from_fn(|| {
                let at = next.fetch_add(1, Ordering::Relaxed);
                chunk.get(at).map(|input| (at, look(input)))
            });
            own.collect::<Vec<_>>()
        };
        let mut done = std::thread::scope(|scope| {
            let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let fallen = || vec![(0, Err(anyhow::anyhow!("a part of the check failed; please report this")))];
            running.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| fallen())).collect::<Vec<_>>()
        });
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, looked)| looked)
    })
}

/// The rules with these names.
fn names(names: &[String]) -> anyhow::Result<Vec<&'static str>> {
    let known = |name: &String| {
        rules::find(name).map(|rule| rule.name).ok_or_else(|| {
            let near = nearest(name, RULES.iter().map(|rule| rule.name), 1);
            let near = near.first().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            anyhow::anyhow!("there is no rule `{}`{near} (`handhold explain` lists them)", shown(name))
        })
    };
    names.iter().map(known).collect()
}

/// Makes the safe changes until there are none left, and writes the file once. Gives what is still found.
fn mend(checked: Checked, again: &dyn Fn(String) -> Checked) -> anyhow::Result<(Checked, usize)> {
    let mut checked = checked;
    let mut sum = 0;
    // Each round can bring out what was hidden; a change that brings itself back would go on for ever.
    for _ in 0..10 {
        let (text, made) = fixed(&checked.text, &checked.found);
        if made == 0 {
            break;
        }
        sum += made;
        checked = again(text);
    }
    if sum > 0 {
        write(&checked.path, &checked.text)
            .map_err(|error| anyhow::anyhow!("{} cannot be mended: {error}", shown(checked.path.display())))?;
    }
    Ok((checked, sum))
}

/// Writes a file in one step, with the rights that it had.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    if let Ok(meta) = std::fs::metadata(path) {
        new.as_file().set_permissions(meta.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    Ok(())
}
