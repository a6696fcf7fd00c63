//! What is private in a report, and how it is hidden.

use std::fs;
use std::path::{MAIN_SEPARATOR, PathBuf};

use crate::progress::store::{Place, device_name};
use crate::settings;

/// What is hidden.
pub struct Home {
    /// The home folder, as it is named and as it is.
    folders: Vec<String>,
    /// The names of devices, which are often people's names.
    devices: Vec<String>,
}

impl Home {
    /// What is private here; `place` is where progress is kept.
    pub fn find(place: &Place) -> Home {
        let home = settings::home().filter(|home| home.parent().is_some());
        let real = home.as_ref().and_then(|home| fs::canonicalize(home).ok());
        let text = |path: PathBuf| path.to_str().map(|text| text.trim_end_matches('/').to_owned());
        let folders = real.into_iter().chain(home).filter_map(text).filter(|text| !text.is_empty());
        let mut devices = vec![device_name()];
        if let Place::Folder(folder) = place {
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            devices.extend(files.filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned())));
        }
        Home { folders: folders.collect(), devices }
    }

    /// The text with `~` for the home folder, and without the names of devices' files.
    pub fn hide(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for device in &self.devices {
            out = out.replace(&format!("{MAIN_SEPARATOR}{device}."), &format!("{MAIN_SEPARATOR}…."));
        }
        for folder in &self.folders {
            let mut rest = std::mem::take(&mut out);
            while let Some(at) = rest.find(folder.as_str()) {
                let after = rest.split_off(at + folder.len());
                // `/home/sam` is in `/home/samantha` too, and is another folder there.
                let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'));
                if ends {
                    rest.truncate(at);
                    rest.push('~');
                }
                out.push_str(&rest);
                rest = after;
            }
            out.push_str(&rest);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_folder_is_hidden_where_it_ends_and_nowhere_else() {
        let home = Home { folders: vec!["/home/sam".into()], devices: vec!["sams-laptop-1234".into(), "a".into()] };
        for (text, hidden) in [
            ("/home/sam", "~"),
            ("/home/sam/.config and /home/sam/x:1: bad", "~/.config and ~/x:1: bad"),
            ("/home/samantha/x", "/home/samantha/x"),
            ("/home/sam.old/x /home/sam", "/home/sam.old/x ~"),
            ("\"/home/sam\"", "\"~\""),
            ("~/s/sams-laptop-1234.toml", "~/s/….toml"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(home.hide(text), hidden);
        }
    }
}
