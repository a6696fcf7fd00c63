//! Content files for the editors' commands: which there are, and what is known around them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::diagnostic::{Diagnostic, Level};
use crate::check::document::Document;
use crate::check::world::World;
use crate::check::{Checked, Choice, Input, check, unreadable};
use crate::content::date::Day;
use crate::content::page::{Kind, Problem};
use crate::content::read::{Wrong, values};
use crate::content::source::{self, FolderFile};
use crate::content::stray;
use crate::content::text::shown;

/// Where files come from.
pub enum Files {
    /// The content of the program.
    BuiltIn,
    /// Folders and single files.
    Paths {
        /// The files to look at.
        inputs: Vec<Input>,
        /// What could not be looked at.
        problems: Vec<Problem>,
        /// The content folders that they stand in.
        roots: Vec<PathBuf>,
    },
}

impl Files {
    /// The files of these paths; the built-in content when there are none.
    ///
    /// # Errors
    /// When a path is not there, a folder has no pages, or a single file stands in no folder of a kind.
    pub fn of(paths: &[PathBuf]) -> anyhow::Result<Files> {
        if paths.is_empty() {
            return Ok(Files::BuiltIn);
        }
        let (mut inputs, mut problems) = (Vec::new(), Vec::new());
        let mut roots: Vec<PathBuf> = Vec::new();
        for path in paths {
            if path.is_dir() {
                let (files, wrong, root) = folder(path);
                if files.is_empty() && wrong.is_empty() {
                    anyhow::bail!("{}: no pages found here; give the content folder", shown(path.display()));
                }
                inputs.extend(files.into_iter().map(|file| Input { path: file.path, kind: file.kind, stem: file.id }));
                problems.extend(wrong);
                roots.push(root);
            } else {
                let input = single(path)?;
                if let Some(root) = root_of(&input) {
                    roots.push(root);
                }
                match stray::wrong_name(path) {
                    Some(message) => problems.push(Problem { path: path.to_owned(), place: None, message }),
                    None => inputs.push(input),
                }
            }
        }
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        inputs.dedup();
        // `content` and the folder above `content/en` are one.
        let place = |root: &PathBuf| std::fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        roots.sort_by_key(place);
        roots.dedup_by_key(|root| place(root));
        Ok(Files::Paths { inputs, problems, roots })
    }

    /// The files to look at.
    pub fn inputs(&self) -> Vec<Input> {
        match self {
            Files::BuiltIn => built_in(),
            Files::Paths { inputs, .. } => inputs.clone(),
        }
    }

    /// What could not be looked at.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Files::BuiltIn => &[],
            Files::Paths { problems, .. } => problems,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, input: &Input) -> Result<Document, Problem> {
        let text = match self {
            Files::BuiltIn => built_in_text(&input.path),
            Files::Paths { .. } => source::read_text(&input.path)?,
        };
        Ok(Document::read(&input.path, input.kind, &input.stem, text))
    }

    /// What is known around the files: the built-in pages, with those of the folders over them.
    pub fn world(&self, today: Day) -> World {
        let mut world = World::new(today);
        for input in built_in() {
            world.add(input.kind, &input.stem, &built_in_text(&input.path));
        }
        for list in LISTS {
            // The tests see that the program's own are right.
            let _ = take_in(&mut world, list, &source::built_in_text(list).unwrap_or_default());
        }
        if let Files::Paths { roots, .. } = self {
            for root in roots {
                for file in source::folder_files(root).0 {
                    if let Ok(text) = source::read_text(&file.path) {
                        world.add(file.kind, &file.id, &text);
                    }
                }
                for list in LISTS {
                    // What is wrong with it is in `wrong_lists`.
                    let _ = source::read_text(&root.join(list)).map(|text| take_in(&mut world, list, &text));
                }
            }
        }
        world
    }

    /// What is wrong with the lists that stand beside the pages. One that is not there is not wrong.
    pub fn wrong_lists(&self) -> Vec<Checked> {
        let Files::Paths { roots, .. } = self else { return Vec::new() };
        let all = roots.iter().flat_map(|root| LISTS.map(|list| (root.join(list), list)));
        all.filter(|(path, _)| path.exists()).filter_map(|(path, list)| wrong_list(&path, list)).collect()
    }
}

/// What is wrong with a list; `None` when nothing is.
fn wrong_list(path: &Path, list: &str) -> Option<Checked> {
    let text = match source::read_text(path) {
        Ok(text) => text,
        Err(problem) => return Some(unreadable(&problem)),
    };
    // Of a list no day matters.
    let mut world = World::new(Day::of(jiff::Timestamp::UNIX_EPOCH));
    let wrong = take_in(&mut world, list, &text).err()?;
    // The path as the editor would type it.
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path);
    // The rule for pages says in plain words what is no TOML. A list has no kind; that rule asks for none.
    let only = Choice { only: vec!["syntax"], allow: Vec::new() };
    let mut checked = check(Document::read(path, Kind::Glossary, list, text), &world, &only);
    if checked.found.is_empty() {
        checked.found.push(Diagnostic {
            rule: "wrong-type",
            level: Level::Error,
            path: checked.path.clone(),
            span: wrong.span.unwrap_or(0..0),
            message: shown(wrong.message),
            label: String::new(),
            why: String::new(),
            help: "write it like the entries of the list that came with the program".to_owned(),
            fix: None,
        });
    }
    for found in &mut checked.found {
        "nothing of this list is used until it is mended".clone_into(&mut found.why);
    }
    Some(checked)
}

/// The page files of a folder, what could not be looked at, and the content folder that it is or stands in.
fn folder(path: &Path) -> (Vec<FolderFile>, Vec<Problem>, PathBuf) {
    // `.` does not say what the folder is called.
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = whole.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (mut files, mut problems) = source::folder_files(path);
    if files.is_empty()
        && let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.folder() == Some(name))
        && let Some(base) = whole.parent()
    {
        source::kind_files(kind, path, &mut 0, &mut files, &mut problems);
        stray::in_kind_folder(kind, path, &mut problems);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        problems.sort_by(|a, b| a.path.cmp(&b.path));
        return (files, problems, above(base).to_owned());
    }
    // A folder without a page and without `en` may be anything.
    if !files.is_empty() || name == "en" || path.join("en").is_dir() {
        stray::in_content_folder(path, &mut problems);
        problems.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let root = if name == "en" { above(&whole).to_owned() } else { path.to_owned() };
    (files, problems, root)
}

/// The folder may be `content/en`; the lists stand in `content`.
fn above(base: &Path) -> &Path {
    base.parent().filter(|_| base.file_name().is_some_and(|name| name == "en")).unwrap_or(base)
}

/// The list of original publishers.
pub const PUBLISHERS: &str = "publishers.toml";
/// The list of steps that releases had.
pub const RELEASED: &str = "released.toml";

/// The lists that stand beside the pages.
const LISTS: [&str; 2] = [PUBLISHERS, RELEASED];

/// Takes in a list that stands beside the pages.
fn take_in(world: &mut World, list: &str, text: &str) -> Result<(), Wrong> {
    #[derive(serde::Deserialize)]
    struct Publishers {
        domains: BTreeSet<String>,
    }
    if list == PUBLISHERS {
        world.publishers.extend(values::<Publishers>(text)?.domains);
    } else {
        world.released.extend(values::<BTreeMap<String, BTreeMap<String, String>>>(text)?);
    }
    Ok(())
}

fn built_in() -> Vec<Input> {
    let input = |path: &Path| {
        let kind = match path.parent()?.file_name()?.to_str()? {
            "en" if path.file_stem()? == "glossary" => Kind::Glossary,
            folder => Kind::from_name(folder)?,
        };
        let stem = path.file_stem()?.to_str()?.to_owned();
        Some(Input { path: Path::new("content").join(path), kind, stem })
    };
    source::built_in_paths().into_iter().filter_map(|path| input(Path::new(path))).collect()
}

fn built_in_text(path: &Path) -> String {
    let below = path.strip_prefix("content").unwrap_or(path).display().to_string().replace('\\', "/");
    source::built_in_text(&below).unwrap_or_default()
}

/// A single file: its kind is that of the folder it stands in.
fn single(path: &Path) -> anyhow::Result<Input> {
    let shown = shown(path.display());
    if !path.exists() {
        anyhow::bail!("{shown} is not there");
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let absolute = std::path::absolute(path)?;
    let folder = absolute.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let kind = match Kind::ALL.into_iter().find(|kind| kind.folder() == Some(&folder)) {
        Some(kind) => kind,
        None if stem == "glossary" => Kind::Glossary,
        None => anyhow::bail!("{shown} stands in no folder that says what it is: move it to {}", stray::folders()),
    };
    Ok(Input { path: path.to_owned(), kind, stem })
}

/// The content folder that a single file stands in.
fn root_of(input: &Input) -> Option<PathBuf> {
    // `snapchat.toml` and `../topics/grooming.toml` do not say what the folders above are called.
    let folder = input.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).ok()?;
    let base = if input.kind == Kind::Glossary { folder.as_path() } else { folder.parent()? };
    Some(above(base).to_owned())
}
