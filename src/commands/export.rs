//! `handhold export`: pages as hand-outs, a file each.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Ended, Session, complain, help_now, print, show};
use crate::cli::ExportArgs;
use crate::content::library::{GLOSSARY, Library, Listed};
use crate::content::page::Page;
use crate::content::regular::plain;
use crate::content::text::shown;
use crate::export::handout::{HandOut, Wish};
use crate::settings::From;
use crate::settings::policy::School;
use crate::words::{self, fill};

/// Runs it. Either everything is written or, when something is refused, nothing.
///
/// # Errors
/// When the folder is not there, or a file cannot be written.
pub fn run(session: &Session, args: &ExportArgs) -> anyhow::Result<Ended> {
    let folder = match folder(session, args)? {
        Ok(folder) => folder,
        Err(refused) => {
            complain(&refused)?;
            return Ok(Ended::Found);
        }
    };
    let library = session.library();
    let Some(pages) = pages(&library, args)? else { return Ok(Ended::Found) };
    let file = |page: &Page| folder.join(format!("{}.{}", page.head().id, args.format.ending()));
    if let Some(there) = pages.iter().map(|page| file(page)).find(|file| !args.force && file.symlink_metadata().is_ok())
    {
        complain(&fill(words::export::THERE, &[("file", &shown(there.display()))]))?;
        return Ok(Ended::Found);
    }
    let region = help_now::region(&library, &session.settings.region.value);
    let beside: BTreeSet<String> = pages.iter().map(|page| page.head().id.to_owned()).collect();
    let mut out = String::new();
    for page in &pages {
        let wish = Wish {
            checklist: args.checklist,
            region: region.as_deref(),
            school: session.settings.policy.school().map(School::line),
            beside: beside.clone(),
        };
        let text = session.document(&library, |cx| HandOut::new(page, wish, cx)).write(args.format);
        let file = file(page);
        // The name of the new file was made up, and means nothing to anybody.
        write(&folder, &file, &text, args.force)
            .map_err(|error| anyhow::anyhow!("{} cannot be written: {}", shown(file.display()), plain(&error)))?;
        out.push_str(&format!("{}\n", shown(file.display())));
    }
    print(&out)?;
    Ok(Ended::Well)
}

/// The folder to write to, or why nothing is written.
fn folder(session: &Session, args: &ExportArgs) -> anyhow::Result<Result<PathBuf, String>> {
    let settings = &session.settings;
    if !settings.exports.value {
        let school = settings.exports.from == From::Locked;
        return Ok(Err(if school { words::export::OFF_BY_SCHOOL } else { words::export::OFF }.to_owned()));
    }
    let set = settings.exports_to.value.as_deref();
    let folder = match (&args.to, set) {
        (Some(asked), Some(set)) if settings.exports_to.from == From::Locked => {
            if !is_same(asked, set) {
                return Ok(Err(fill(words::export::ELSEWHERE, &[("folder", &shown(set.display()))])));
            }
            set
        }
        (Some(asked), _) => asked,
        (None, set) => set.unwrap_or(Path::new(".")),
    };
    // Where --to cannot name another, it is not spoken of.
    let locked = set.is_some() && settings.exports_to.from == From::Locked;
    let words = if locked { words::export::NO_SCHOOL_FOLDER } else { words::export::NO_FOLDER };
    anyhow::ensure!(folder.is_dir(), fill(words, &[("folder", &shown(folder.display()))]));
    Ok(Ok(folder.to_owned()))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The pages that are asked for, each once. `None` when one is not there, which has been said then.
fn pages(library: &Library, args: &ExportArgs) -> anyhow::Result<Option<Vec<Rc<Page>>>> {
    let mut pages: Vec<Rc<Page>> = Vec::new();
    if args.all {
        let ids = library.pages().iter().map(Listed::id).chain(library.has(GLOSSARY).then_some(GLOSSARY));
        for page in ids.filter_map(|id| library.page(id)) {
            let page = page.map_err(|problem| anyhow::anyhow!("{problem}"))?;
            if !args.checklist || !page.steps().is_empty() {
                pages.push(page);
            }
        }
        return Ok(Some(pages));
    }
    for id in &args.pages {
        let Some(page) = show::find(library, id)? else { return Ok(None) };
        if args.checklist && page.steps().is_empty() {
            complain(&fill(words::export::NO_CHECKLIST, &[("page", &page.head().name)]))?;
            return Ok(None);
        }
        if !pages.iter().any(|own| own.head().id == page.head().id) {
            pages.push(page);
        }
    }
    Ok(Some(pages))
}

/// Writes a file beside its place and then puts it there: nobody ever finds half of it.
fn write(folder: &Path, file: &Path, text: &str, force: bool) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".handhold-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A hand-out is for others: as open as the user's other files.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut new = builder.tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    let put = if force { new.persist(file) } else { new.persist_noclobber(file) };
    put.map(drop).map_err(|error| error.error)
}
