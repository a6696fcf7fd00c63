//! Settings: from flags, environment, the user's file and the built-in defaults, each with where it came from.
//!
//! The order is: locked by the school, flag, environment, the user's file, recommended by the school, default.

use std::fmt;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;
use serde_json::{Value, json};

pub mod policy;

use policy::Policy;

use crate::content::library::HOME_REGION;
use crate::content::read::{Wrong, line_and_column, values};
use crate::content::regular;
use crate::content::text::{clean, shown};
use crate::words::{self, fill};

/// The colour schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// The terminal's own 16 colours on its own background: fits dark and light terminals.
    #[default]
    Auto,
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
    /// No colours: weight and underline only.
    Plain,
}

/// Where progress is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// In a file of the user's.
    File,
    /// In memory, until the program ends or is started over.
    Memory,
    /// Not at all: steps cannot be ticked.
    Off,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// The built-in default.
    Default,
    /// Recommended by the school.
    Recommended,
    /// The user's file.
    File,
    /// A variable of the environment, by its name.
    Env(&'static str),
    /// The command line.
    Flag,
    /// Locked by the school.
    Locked,
    /// What no kiosk does, whatever is said elsewhere.
    Kiosk,
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            From::Default => words::settings::DEFAULT,
            From::Recommended => words::settings::RECOMMENDED,
            From::File => words::settings::FILE,
            From::Env(name) => name,
            From::Flag => words::settings::FLAG,
            From::Locked => words::settings::LOCKED,
            From::Kiosk => words::settings::KIOSK,
        })
    }
}

impl From {
    /// The place's name for programs. It never changes.
    pub fn name(&self) -> &'static str {
        match self {
            From::Default => "default",
            From::Recommended => "recommended",
            From::File => "file",
            From::Env(_) => "variable",
            From::Flag => "flag",
            From::Locked => "locked",
            From::Kiosk => "kiosk",
        }
    }
}

/// A setting and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// The setting.
    pub value: T,
    /// Where it came from.
    pub from: From,
}

/// What one place says; nothing is said where there is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// A folder of pages laid over the built-in ones.
    pub content: Option<PathBuf>,
    /// The region whose phone numbers are shown.
    pub region: Option<String>,
    /// The colours.
    pub theme: Option<Scheme>,
    /// Whether the mouse is used.
    pub mouse: Option<bool>,
    /// Whether only ASCII characters are drawn.
    pub ascii: Option<bool>,
    /// Pages that are not shown.
    pub hidden: Option<Vec<String>>,
    /// Where progress is kept.
    pub progress: Option<Keep>,
    /// Whether links may be opened in a browser.
    pub open_links: Option<bool>,
    /// The program that opens links.
    pub browser: Option<String>,
    /// Whether hand-outs may be written.
    pub exports: Option<bool>,
    /// The folder that hand-outs go to.
    pub exports_to: Option<PathBuf>,
    /// Whether the program is locked down for many people. Only a policy or the command line can say so.
    pub kiosk: Option<bool>,
    /// After how many minutes without a key a kiosk starts over.
    pub idle_minutes: Option<u16>,
    /// Whether the program may be ended by its user.
    pub quit: Option<bool>,
    /// The words that let an administrator out of a kiosk.
    pub way_out: Option<String>,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// A folder of pages laid over the built-in ones.
    pub content: Set<Option<PathBuf>>,
    /// The region whose phone numbers are shown.
    pub region: Set<String>,
    /// The colours.
    pub theme: Set<Scheme>,
    /// Whether the mouse is used.
    pub mouse: Set<bool>,
    /// Whether only ASCII characters are drawn.
    pub ascii: Set<bool>,
    /// Pages that are not shown.
    pub hidden: Set<Vec<String>>,
    /// Where progress is kept.
    pub progress: Set<Keep>,
    /// Whether links may be opened in a browser.
    pub open_links: Set<bool>,
    /// The program that opens links; what the system has where there is `None`.
    pub browser: Set<Option<String>>,
    /// Whether hand-outs may be written.
    pub exports: Set<bool>,
    /// The folder that hand-outs go to; the current one where there is `None`.
    pub exports_to: Set<Option<PathBuf>>,
    /// Whether the program is locked down for many people.
    pub kiosk: Set<bool>,
    /// After how many minutes without a key a kiosk starts over.
    pub idle_minutes: Set<u16>,
    /// Whether the program may be ended by its user.
    pub quit: Set<bool>,
    /// The words that let an administrator out of a kiosk.
    pub way_out: Set<Option<String>>,
    /// The school's policy.
    pub policy: Policy,
    /// What was wrong with the places that settings come from.
    pub troubles: Vec<String>,
}

/// The environment, handed in so that tests need not change the real one.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The largest file of settings that is read, in bytes: a policy, or a user's own.
const MAX_FILE: u64 = 64 << 10;

/// After how many minutes a kiosk starts over, where nothing else is said.
const IDLE_MINUTES: u16 = 3;

impl Settings {
    /// The settings from all places. Never fails: what could not be understood is in `troubles`, and is not used.
    ///
    /// A kiosk listens to the policy and the command line only: its users may not speak through files or variables.
    pub fn load(flags: &Layer, env: Env<'_>) -> Settings {
        Settings::under(find_policy(flags, env), flags, env)
    }

    /// The settings under a policy.
    fn under(policy: Policy, flags: &Layer, env: Env<'_>) -> Settings {
        let mut troubles = Vec::new();
        if let Policy::Refused(_, why, _) = &policy {
            troubles.push(why.said.clone());
        }
        let flags = &without_empty_region(flags.clone());
        let locked = policy.locked();
        let recommended = policy.recommended();
        let is_kiosk = kiosk(&locked, flags, &recommended);
        let kiosk = is_kiosk.value;
        let (from_env, file) = if kiosk {
            (Layer::default(), Layer::default())
        } else {
            let file = config_file().map(|path| read_file(&path, &mut troubles)).unwrap_or_default();
            (env_layer(env, &mut troubles), file)
        };
        let mut beaten = Vec::new();
        // The first place that says something wins.
        macro_rules! pick {
            ($field:ident, $name:expr, $default:expr) => {
                if let Some(value) = locked.$field.clone() {
                    if flags.$field.as_ref().is_some_and(|asked| *asked != value) {
                        beaten.push(stringify!($field));
                    }
                    Set { value, from: From::Locked }
                } else if let Some(value) = flags.$field.clone() {
                    Set { value, from: From::Flag }
                } else if let Some(value) = from_env.$field.clone() {
                    Set { value, from: From::Env($name) }
                } else if let Some(value) = file.$field.clone() {
                    Set { value, from: From::File }
                } else if let Some(value) = recommended.$field.clone() {
                    Set { value, from: From::Recommended }
                } else {
                    Set { value: $default, from: From::Default }
                }
            };
        }
        let content = pick!(content, ENV_CONTENT, PathBuf::new());
        let browser = pick!(browser, ENV_BROWSER, String::new());
        let exports_to = pick!(exports_to, "", PathBuf::new());
        let way_out = pick!(way_out, "", String::new());
        let mut progress = pick!(progress, ENV_PROGRESS, Keep::File);
        if kiosk && progress.value == Keep::File {
            // What one person ticks is not for the next, whatever is said elsewhere.
            progress = Set { value: Keep::Memory, from: From::Kiosk };
        }
        // A kiosk opens nothing and writes no files, whatever is said elsewhere: a browser is a way out.
        let never = |set: Set<bool>| if kiosk && set.value { Set { value: false, from: From::Kiosk } } else { set };
        let settings = Settings {
            content: Set { value: Some(content.value).filter(|path| !path.as_os_str().is_empty()), from: content.from },
            region: pick!(region, ENV_REGION, region_of_locale(env).to_owned()),
            theme: pick!(theme, ENV_THEME, Scheme::Auto),
            mouse: pick!(mouse, ENV_MOUSE, true),
            ascii: pick!(ascii, ENV_ASCII, !locale_is_utf8(env)),
            hidden: pick!(hidden, "", Vec::new()),
            progress,
            open_links: never(pick!(open_links, "", true)),
            browser: Set { value: Some(browser.value).filter(|text| !text.is_empty()), from: browser.from },
            exports: never(pick!(exports, "", true)),
            exports_to: Set {
                value: Some(exports_to.value).filter(|path| !path.as_os_str().is_empty()),
                from: exports_to.from,
            },
            kiosk: is_kiosk,
            idle_minutes: pick!(idle_minutes, "", IDLE_MINUTES),
            quit: pick!(quit, "", !kiosk),
            way_out: Set { value: Some(way_out.value).filter(|text| !text.is_empty()), from: way_out.from },
            policy,
            troubles,
        };
        let beaten = beaten.into_iter().filter(|_| !kiosk);
        let beaten = beaten.map(|name| fill(words::settings::BEATEN, &[("name", &name)])).collect::<Vec<_>>();
        Settings { troubles: settings.troubles.into_iter().chain(beaten).collect(), ..settings }
    }
}

impl Settings {
    /// Every setting by its name in files: what it is, and where it came from. The words that lead out of a kiosk are
    /// not told, only whether there are any.
    pub fn each(&self) -> Vec<(&'static str, Value, &From)> {
        fn one<'s, T>(name: &'static str, set: &'s Set<T>, value: Value) -> (&'static str, Value, &'s From) {
            (name, value, &set.from)
        }
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        vec![
            one("region", &self.region, json!(self.region.value)),
            one("content", &self.content, json!(path(&self.content.value))),
            one("hidden", &self.hidden, json!(self.hidden.value)),
            one("theme", &self.theme, json!(format!("{:?}", self.theme.value).to_lowercase())),
            one("mouse", &self.mouse, json!(self.mouse.value)),
            one("ascii", &self.ascii, json!(self.ascii.value)),
            one("progress", &self.progress, json!(format!("{:?}", self.progress.value).to_lowercase())),
            one("open_links", &self.open_links, json!(self.open_links.value)),
            one("browser", &self.browser, json!(self.browser.value)),
            one("exports", &self.exports, json!(self.exports.value)),
            one("exports_to", &self.exports_to, json!(path(&self.exports_to.value))),
            one("kiosk", &self.kiosk, json!(self.kiosk.value)),
            one("idle_minutes", &self.idle_minutes, json!(self.idle_minutes.value)),
            one("quit", &self.quit, json!(self.quit.value)),
            one("way_out", &self.way_out, json!(self.way_out.value.is_some())),
        ]
    }
}

const ENV_CONTENT: &str = "HANDHOLD_CONTENT";
const ENV_REGION: &str = "HANDHOLD_REGION";
const ENV_THEME: &str = "HANDHOLD_THEME";
const ENV_MOUSE: &str = "HANDHOLD_MOUSE";
const ENV_ASCII: &str = "HANDHOLD_ASCII";
const ENV_PROGRESS: &str = "HANDHOLD_PROGRESS";
const ENV_BROWSER: &str = "HANDHOLD_BROWSER";
const ENV_POLICY: &str = "HANDHOLD_POLICY";

/// The system's policy. In debug builds a test can bring its own, where there is none and nothing is locked down.
fn find_policy(flags: &Layer, env: Env<'_>) -> Policy {
    let policy = Policy::load(&policy::path());
    let listens = cfg!(debug_assertions) && policy == Policy::None && flags.kiosk != Some(true) && !is_set_user();
    let test = env(ENV_POLICY).filter(|_| listens);
    test.map_or(policy, |path| Policy::load_of_test(Path::new(&path)))
}

/// Whether it is a kiosk. Whoever says so is heard; saying that it is none only takes back what is recommended.
fn kiosk(locked: &Layer, flags: &Layer, recommended: &Layer) -> Set<bool> {
    let set = |value, from| Set { value, from };
    match (locked.kiosk, flags.kiosk, recommended.kiosk) {
        (Some(true), ..) => set(true, From::Locked),
        (_, Some(true), _) => set(true, From::Flag),
        (Some(false), ..) => set(false, From::Locked),
        (None, _, Some(value)) => set(value, From::Recommended),
        (None, ..) => set(false, From::Default),
    }
}

/// An empty region is none.
fn without_empty_region(layer: Layer) -> Layer {
    Layer { region: layer.region.filter(|region| !region.trim().is_empty()), ..layer }
}

/// True when the program runs with the rights of another than who started it.
#[cfg(unix)]
fn is_set_user() -> bool {
    rustix::process::getuid() != rustix::process::geteuid() || rustix::process::getgid() != rustix::process::getegid()
}

#[cfg(not(unix))]
fn is_set_user() -> bool {
    false
}

fn env_layer(env: Env<'_>, troubles: &mut Vec<String>) -> Layer {
    let get = |name: &str| env(name).filter(|value| !value.is_empty());
    let mut flag = |name: &str| {
        let value = get(name)?;
        match value.as_str() {
            "1" | "yes" | "true" | "on" => Some(true),
            "0" | "no" | "false" | "off" => Some(false),
            other => {
                troubles.push(fill(words::settings::BAD_ENV, &[("name", &name), ("value", &shown(other))]));
                None
            }
        }
    };
    let (mouse, ascii) = (flag(ENV_MOUSE), flag(ENV_ASCII));
    let theme = get(ENV_THEME).and_then(|value| {
        let theme = <Scheme as clap::ValueEnum>::from_str(&value, true).ok();
        if theme.is_none() {
            troubles.push(fill(words::settings::BAD_ENV, &[("name", &ENV_THEME), ("value", &shown(&value))]));
        }
        theme
    });
    let progress = get(ENV_PROGRESS).and_then(|value| {
        let keep = <Keep as clap::ValueEnum>::from_str(&value, true).ok();
        if keep.is_none() {
            troubles.push(fill(words::settings::BAD_ENV, &[("name", &ENV_PROGRESS), ("value", &shown(&value))]));
        }
        keep
    });
    Layer {
        content: get(ENV_CONTENT).map(PathBuf::from),
        region: get(ENV_REGION).map(|region| clean(&region, true).into_owned()),
        theme,
        mouse,
        ascii,
        progress,
        browser: get(ENV_BROWSER),
        ..Layer::default()
    }
}

fn read_file(path: &Path, troubles: &mut Vec<String>) -> Layer {
    let text = match regular::read_text(path, MAX_FILE) {
        Ok(text) => text,
        Err(why) if why.is_missing() => return Layer::default(),
        Err(why) => {
            let why = format!("{why}.");
            troubles.push(fill(words::settings::BAD_FILE, &[("file", &shown(path.display())), ("why", &why)]));
            return Layer::default();
        }
    };
    let layer = values::<Layer>(&text).map(|layer| {
        // Being a kiosk, and how, is not the user's to say.
        let said = [
            ("kiosk", layer.kiosk.is_some()),
            ("idle_minutes", layer.idle_minutes.is_some()),
            ("quit", layer.quit.is_some()),
            ("way_out", layer.way_out.is_some()),
        ];
        for (key, _) in said.iter().filter(|(_, said)| *said) {
            troubles.push(fill(words::settings::NOT_YOURS, &[("file", &shown(path.display())), ("key", key)]));
        }
        without_empty_region(Layer { kiosk: None, idle_minutes: None, way_out: None, quit: None, ..layer })
    });
    layer.unwrap_or_else(|wrong| {
        let why = mistake(&text, &wrong);
        troubles.push(fill(words::settings::BAD_FILE, &[("file", &shown(path.display())), ("why", &why)]));
        Layer::default()
    })
}

/// What is wrong with a file of settings, and where: a sentence without names of the programming language.
fn mistake(text: &str, wrong: &Wrong) -> String {
    let place = wrong.span.as_ref().map(|span| line_and_column(text, span));
    let place = place.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
    let mut said = shown(&wrong.message);
    for (name, plain) in [
        ("expected u16", words::settings::NUMBER),
        ("expected a boolean", words::settings::TRUTH),
        ("expected a sequence", words::settings::LIST),
        ("expected path string", words::settings::TEXT),
        ("expected a string", words::settings::TEXT),
        ("expected struct Layer", words::settings::TABLE),
        ("expected struct School", words::settings::TABLE),
    ] {
        said = said.replace(name, plain);
    }
    format!("{place}{}.", said.trim_end_matches('.'))
}

/// The user's file of settings: `handhold/settings.toml` in the folder for settings.
pub fn config_file() -> Option<PathBuf> {
    Some(folders()?.config_dir().join("handhold").join("settings.toml"))
}

/// The folder for progress: `handhold` in the folder for state (`$XDG_STATE_HOME`, `~/.local/state`).
pub fn state_folder() -> Option<PathBuf> {
    let folders = folders()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("handhold"))
}

/// The user's home folder.
pub fn home() -> Option<PathBuf> {
    // Without the variable, the C library would ask the system's list of users, for which a static program has to load
    // parts of another C library: glibc warns that it must be the same version.
    if cfg!(unix) && std::env::var_os("HOME").is_none_or(|home| home.is_empty()) {
        return None;
    }
    etcetera::home_dir().ok()
}

fn folders() -> Option<impl BaseStrategy> {
    home().and_then(|_| etcetera::choose_base_strategy().ok())
}

fn locale(env: Env<'_>) -> String {
    // The order of POSIX: LC_ALL, then the category, then LANG; the first that is set and not empty.
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env(name).filter(|v| !v.is_empty()))
        .unwrap_or_default()
}

/// The variable that says which characters the terminal has, and what it says.
pub fn charset(env: Env<'_>) -> Option<(&'static str, String)> {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env(name).filter(|value| !value.is_empty()).map(|value| (name, value)))
}

fn locale_is_utf8(env: Env<'_>) -> bool {
    if env("TERM").as_deref() == Some("linux") {
        // The Linux console's font lacks most of the characters.
        return false;
    }
    if cfg!(windows) {
        return true;
    }
    let charset = charset(env).map(|(_, value)| value.to_ascii_lowercase()).unwrap_or_default();
    charset.contains("utf-8") || charset.contains("utf8")
}

/// The region of the locale's country; the United Kingdom where it names none that is known.
fn region_of_locale(env: Env<'_>) -> &'static str {
    let locale = locale(env);
    let country = locale.split(['_', '-']).nth(1).map(|rest| rest.split(['.', '@']).next().unwrap_or_default());
    match country {
        Some("IE") => "ie",
        Some("US") => "us",
        Some("CA") => "ca",
        Some("AU") => "au",
        Some("NZ") => "nz",
        _ => HOME_REGION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        move |name| pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_default() {
        let env = env(&[("HANDHOLD_REGION", "nz"), ("HANDHOLD_THEME", "light"), ("LANG", "en_AU.UTF-8")]);
        let flags = Layer { region: Some("us".into()), ..Layer::default() };
        let settings = Settings::load(&flags, &env);
        assert_eq!(settings.region, Set { value: "us".into(), from: From::Flag });
        assert_eq!(settings.theme, Set { value: Scheme::Light, from: From::Env("HANDHOLD_THEME") });
        assert_eq!(settings.ascii, Set { value: false, from: From::Default });
    }

    #[test]
    fn whoever_says_that_it_is_a_kiosk_is_heard() {
        let policy = |locked, recommended| {
            let layer = |kiosk| Layer { kiosk, ..Layer::default() };
            let file = policy::PolicyFile {
                locked: layer(locked),
                recommended: layer(recommended),
                ..policy::PolicyFile::default()
            };
            Policy::Trusted(PathBuf::from("policy.toml"), Box::new(file))
        };
        for (locked, flag, recommended, is, from) in [
            (Some(false), Some(true), None, true, From::Flag),
            (Some(false), None, Some(true), false, From::Locked),
            (Some(true), None, Some(false), true, From::Locked),
            (None, Some(true), Some(false), true, From::Flag),
            (None, None, Some(true), true, From::Recommended),
            (None, None, None, false, From::Default),
        ] {
            let flags = Layer { kiosk: flag, ..Layer::default() };
            let settings = Settings::under(policy(locked, recommended), &flags, &|_| None);
            assert_eq!(settings.kiosk, Set { value: is, from });
            assert_eq!(settings.quit.value, !is);
        }
    }

    #[test]
    fn what_no_kiosk_does_is_not_said_to_be_the_schools_word() {
        let kiosk = Layer { kiosk: Some(true), ..Layer::default() };
        let settings = Settings::under(Policy::None, &kiosk, &|_| None);
        for set in [&settings.open_links, &settings.exports] {
            assert_eq!(*set, Set { value: false, from: From::Kiosk });
        }
        assert_eq!(settings.progress, Set { value: Keep::Memory, from: From::Kiosk });
        let locked = Layer { exports: Some(false), progress: Some(Keep::Memory), ..kiosk };
        let file = policy::PolicyFile { locked, ..policy::PolicyFile::default() };
        let settings = Settings::under(Policy::Trusted(PathBuf::new(), Box::new(file)), &Layer::default(), &|_| None);
        assert_eq!((settings.exports.from, settings.open_links.from), (From::Locked, From::Kiosk));
        assert_eq!(settings.progress.from, From::Locked);
    }

    #[test]
    fn an_empty_region_is_none() {
        let flags = Layer { region: Some(String::new()), ..Layer::default() };
        assert_eq!(Settings::load(&flags, &env(&[("LANG", "en_NZ.UTF-8")])).region.value, "nz");
    }

    #[test]
    fn what_is_not_understood_is_said_and_not_used() {
        let env = env(&[("HANDHOLD_THEME", "pink\u{1b}[31m"), ("HANDHOLD_MOUSE", "maybe")]);
        let settings = Settings::load(&Layer::default(), &env);
        assert_eq!(settings.theme.value, Scheme::Auto);
        assert_eq!(settings.troubles.len(), 2);
        assert!(!settings.troubles.concat().contains('\u{1b}'));
    }

    #[test]
    fn the_locale_gives_the_region_and_the_characters() {
        for (lang, region, ascii) in [
            ("en_GB.UTF-8", "uk", false),
            ("en_IE.utf8", "ie", false),
            ("en_US", "us", true),
            ("fr_FR.UTF-8", "uk", false),
            ("C", "uk", true),
        ] {
            let env = move |name: &str| (name == "LANG").then(|| lang.to_owned());
            assert_eq!((region_of_locale(&env), !locale_is_utf8(&env)), (region, ascii), "{lang}");
        }
    }
}
