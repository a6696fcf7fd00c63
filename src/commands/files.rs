//! Content files for the editors' commands: which there are, and what is known around them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::Input;
use crate::check::document::Document;
use crate::check::world::World;
use crate::content::date::Day;
use crate::content::page::{Kind, Problem};
use crate::content::read::values;
use crate::content::source;

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
    /// When a path is not there, or a single file stands in no folder of a kind.
    pub fn of(paths: &[PathBuf]) -> anyhow::Result<Files> {
        if paths.is_empty() {
            return Ok(Files::BuiltIn);
        }
        let (mut inputs, mut problems) = (Vec::new(), Vec::new());
        let mut roots: Vec<PathBuf> = Vec::new();
        for path in paths {
            if path.is_dir() {
                let (files, wrong) = source::folder_files(path);
                inputs.extend(files.into_iter().map(|file| Input { path: file.path, kind: file.kind, stem: file.id }));
                problems.extend(wrong);
                roots.push(path.clone());
            } else {
                let input = single(path)?;
                if let Some(root) = root_of(&input) {
                    roots.push(root);
                }
                inputs.push(input);
            }
        }
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        inputs.dedup();
        roots.sort();
        roots.dedup();
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
        lists(&mut world, |name| source::built_in(name).map(str::to_owned));
        if let Files::Paths { roots, .. } = self {
            for root in roots {
                for file in source::folder_files(root).0 {
                    if let Ok(text) = source::read_text(&file.path) {
                        world.add(file.kind, &file.id, &text);
                    }
                }
                lists(&mut world, |name| source::read_text(&root.join(name)).ok());
            }
        }
        world
    }
}

/// The list of original publishers.
pub const PUBLISHERS: &str = "publishers.toml";
/// The list of steps that releases had.
pub const RELEASED: &str = "released.toml";

/// Takes in the two lists that stand beside the pages.
fn lists(world: &mut World, read: impl Fn(&str) -> Option<String>) {
    #[derive(serde::Deserialize)]
    struct Publishers {
        domains: BTreeSet<String>,
    }
    if let Some(publishers) = read(PUBLISHERS).and_then(|text| values::<Publishers>(&text).ok()) {
        world.publishers.extend(publishers.domains);
    }
    let released = read(RELEASED).and_then(|text| values::<BTreeMap<String, BTreeMap<String, String>>>(&text).ok());
    world.released.extend(released.unwrap_or_default());
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
    source::built_in_files().into_iter().filter_map(|(path, _)| input(&path)).collect()
}

fn built_in_text(path: &Path) -> String {
    let below = path.strip_prefix("content").unwrap_or(path).display().to_string().replace('\\', "/");
    source::built_in(&below).unwrap_or_default().to_owned()
}

/// A single file: its kind is that of the folder it stands in.
fn single(path: &Path) -> anyhow::Result<Input> {
    let shown = crate::content::text::shown(path.display());
    if !path.exists() {
        anyhow::bail!("{shown} is not there");
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let absolute = std::path::absolute(path)?;
    let folder = absolute.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let kind = match Kind::from_name(&folder) {
        Some(kind) => kind,
        None if stem == "glossary" => Kind::Glossary,
        None => anyhow::bail!(
            "{shown} stands in no folder that says what it is: put it in platforms, devices, topics, regions or evidence"
        ),
    };
    Ok(Input { path: path.to_owned(), kind, stem })
}

/// The content folder that a single file stands in.
fn root_of(input: &Input) -> Option<PathBuf> {
    // `snapchat.toml` and `../topics/grooming.toml` do not say what the folders above are called.
    let folder = input.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).ok()?;
    let base = if input.kind == Kind::Glossary { folder.as_path() } else { folder.parent()? };
    // The folder may be `content/en`; the lists stand in `content`.
    let up = base.parent().filter(|_| base.file_name().is_some_and(|name| name == "en"));
    Some(up.unwrap_or(base).to_owned())
}
