//! Settings: from flags, environment, the user's file and the built-in defaults, each with where it came from.
//!
//! The order is: locked by the school, flag, environment, the user's file, recommended by the school, default.

use std::fmt;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;

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

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// The built-in default.
    Default,
    /// The user's file.
    File,
    /// A variable of the environment, by its name.
    Env(&'static str),
    /// The command line.
    Flag,
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            From::Default => f.write_str(words::settings::DEFAULT),
            From::File => f.write_str(words::settings::FILE),
            From::Env(name) => f.write_str(name),
            From::Flag => f.write_str(words::settings::FLAG),
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
    /// What was wrong with the places that settings come from.
    pub troubles: Vec<String>,
}

/// The environment, handed in so that tests need not change the real one.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Settings {
    /// The settings from all places. Never fails: what could not be understood is in `troubles`, and is not used.
    pub fn load(flags: Layer, env: Env<'_>) -> Settings {
        let mut troubles = Vec::new();
        let file = match config_file() {
            Some(path) => read_file(&path, &mut troubles),
            None => Layer::default(),
        };
        let from_env = env_layer(env, &mut troubles);
        // The first place that says something wins.
        macro_rules! pick {
            ($field:ident, $name:expr, $default:expr) => {
                if let Some(value) = flags.$field {
                    Set { value, from: From::Flag }
                } else if let Some(value) = from_env.$field {
                    Set { value, from: From::Env($name) }
                } else if let Some(value) = file.$field {
                    Set { value, from: From::File }
                } else {
                    Set { value: $default, from: From::Default }
                }
            };
        }
        let content = pick!(content, ENV_CONTENT, PathBuf::new());
        Settings {
            content: Set { value: Some(content.value).filter(|path| !path.as_os_str().is_empty()), from: content.from },
            region: pick!(region, ENV_REGION, region_of_locale(env).to_owned()),
            theme: pick!(theme, ENV_THEME, Scheme::Auto),
            mouse: pick!(mouse, ENV_MOUSE, true),
            ascii: pick!(ascii, ENV_ASCII, !locale_is_utf8(env)),
            troubles,
        }
    }
}

const ENV_CONTENT: &str = "HANDHOLD_CONTENT";
const ENV_REGION: &str = "HANDHOLD_REGION";
const ENV_THEME: &str = "HANDHOLD_THEME";
const ENV_MOUSE: &str = "HANDHOLD_MOUSE";
const ENV_ASCII: &str = "HANDHOLD_ASCII";

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
    Layer {
        content: get(ENV_CONTENT).map(PathBuf::from),
        region: get(ENV_REGION).map(|region| clean(&region, true).into_owned()),
        theme,
        mouse,
        ascii,
    }
}

fn read_file(path: &Path, troubles: &mut Vec<String>) -> Layer {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Layer::default(),
        Err(error) => {
            troubles.push(fill(words::settings::BAD_FILE, &[("file", &shown(path.display())), ("why", &error)]));
            return Layer::default();
        }
    };
    toml::from_str(&text).unwrap_or_else(|error: toml::de::Error| {
        let why = match error.span() {
            Some(span) => {
                let (line, column) = crate::content::read::line_and_column(&text, &span);
                format!("{line}:{column}: {}", shown(error.message()))
            }
            None => shown(error.message()),
        };
        troubles.push(fill(words::settings::BAD_FILE, &[("file", &shown(path.display())), ("why", &why)]));
        Layer::default()
    })
}

/// The user's file of settings: `handhold/settings.toml` in the folder for settings.
pub fn config_file() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("handhold").join("settings.toml"))
}

/// The folder for progress: `handhold` in the folder for state (`$XDG_STATE_HOME`, `~/.local/state`).
pub fn state_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("handhold"))
}

fn locale(env: Env<'_>) -> String {
    // The order of POSIX: LC_ALL, then the category, then LANG; the first that is set and not empty.
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env(name).filter(|v| !v.is_empty()))
        .unwrap_or_default()
}

fn locale_is_utf8(env: Env<'_>) -> bool {
    if env("TERM").as_deref() == Some("linux") {
        // The Linux console's font lacks most of the characters.
        return false;
    }
    if cfg!(windows) {
        return true;
    }
    let charset = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| env(name).filter(|v| !v.is_empty()));
    let charset = charset.unwrap_or_default().to_ascii_lowercase();
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
        _ => "uk",
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
        let settings = Settings::load(flags, &env);
        assert_eq!(settings.region, Set { value: "us".into(), from: From::Flag });
        assert_eq!(settings.theme, Set { value: Scheme::Light, from: From::Env("HANDHOLD_THEME") });
        assert_eq!(settings.ascii, Set { value: false, from: From::Default });
    }

    #[test]
    fn what_is_not_understood_is_said_and_not_used() {
        let env = env(&[("HANDHOLD_THEME", "pink\u{1b}[31m"), ("HANDHOLD_MOUSE", "maybe")]);
        let settings = Settings::load(Layer::default(), &env);
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
