//! What a package says beside the program is true: the manual of files, the example policy, the changelog.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use handhold::settings::Layer;
use handhold::settings::policy::{PolicyFile, School};
use serde::de::DeserializeOwned;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The keys that a table can have, from what serde says of a wrong one.
fn keys<T: DeserializeOwned>() -> BTreeSet<String> {
    let error = toml::from_str::<T>("no-such-key = 1").err().unwrap();
    let (_, names) = error.message().split_once("expected").unwrap();
    let names: BTreeSet<String> = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(names.len() > 2, "{error}");
    names
}

/// The section of a manual page.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n.SH {title}\n")).unwrap_or_else(|| panic!("no section {title}"));
    rest.split("\n.SH ").next().unwrap()
}

/// The terms that a section explains.
fn terms(section: &str) -> BTreeSet<String> {
    section.split(".TP\n.B ").skip(1).map(|rest| rest.lines().next().unwrap().to_owned()).collect()
}

/// The examples of a page that are TOML.
fn examples(page: &str) -> Vec<&str> {
    let all = page.split("\n.EX\n").skip(1).map(|rest| rest.split("\n.EE").next().unwrap());
    all.filter(|example| !example.starts_with("sudo")).collect()
}

#[test]
fn the_manual_of_the_policy_explains_every_key_and_no_other() {
    let page = read("packaging/man/handhold-policy.5.in");
    assert_eq!(terms(section(&page, "SETTINGS")), keys::<Layer>());
    assert_eq!(terms(section(&page, "\"THE SCHOOL\"")), keys::<School>());
    let tables = keys::<PolicyFile>().into_iter().map(|name| format!("[{name}]")).collect();
    assert_eq!(terms(section(&page, "TABLES")), tables);
    let examples = examples(&page);
    assert!(!examples.is_empty());
    for example in examples {
        toml::from_str::<PolicyFile>(example).unwrap();
    }
}

#[test]
fn the_manual_of_the_settings_explains_every_key_that_counts_in_the_users_file() {
    let page = read("packaging/man/handhold-settings.5.in");
    let text = section(&page, "SETTINGS");
    let mut explained = terms(text);
    let for_schools = ["kiosk", "quit", "idle_minutes", "way_out"];
    assert!(text.contains(".BR kiosk \", \" quit \", \" idle_minutes \" and \" way_out\n"));
    explained.extend(for_schools.map(str::to_owned));
    assert_eq!(explained, keys::<Layer>());
    let examples = examples(&page);
    assert!(!examples.is_empty());
    for example in examples {
        toml::from_str::<Layer>(example).unwrap();
    }
}

#[test]
fn the_manual_of_the_settings_names_every_variable() {
    let variables = |text: &str| -> BTreeSet<String> {
        let rest = text.split("HANDHOLD_").skip(1);
        let names = rest.map(|rest| rest.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap());
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let source = read("src/settings/mod.rs");
    let mut real = variables(&source);
    // For tests only.
    assert!(real.remove("POLICY"));
    assert_eq!(variables(&read("packaging/man/handhold-settings.5.in")), real);
}

#[test]
fn the_example_policy_changes_nothing_and_each_of_its_lines_can_be_used() {
    let text = read("packaging/policy.toml");
    assert_eq!(toml::from_str::<PolicyFile>(&text).unwrap(), PolicyFile::default());
    let used = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if rest.contains(" = ") || rest.starts_with('[') => rest.to_owned(),
        _ => line.to_owned(),
    };
    let all: String = text.lines().map(|line| used(line) + "\n").collect();
    toml::from_str::<PolicyFile>(&all).unwrap();
    let table: toml::Table = all.parse().unwrap();
    let names = |name: &str| -> BTreeSet<String> { table[name].as_table().unwrap().keys().cloned().collect() };
    assert_eq!(table.len(), 3);
    assert_eq!(&names("locked") | &names("recommended"), keys::<Layer>());
    assert_eq!(names("school"), keys::<School>());
}

/// Without it, whoever lays a folder over the built-in pages replaces the numbers.
#[test]
fn every_policy_of_the_schools_guide_that_locks_a_region_locks_the_pages_too() {
    let guide = read("docs/schools.md");
    let mut policies = guide.split("policy.toml <<'END'\n").skip(1).map(|rest| rest.split("\nEND\n").next().unwrap());
    let all: Vec<PolicyFile> = policies.by_ref().map(|text| toml::from_str(text).unwrap()).collect();
    assert!(all.len() >= 2);
    for policy in all {
        assert!(policy.locked.region.is_some());
        assert_eq!(policy.locked.content.as_deref(), Some(Path::new("")));
    }
    assert!(read("packaging/policy.toml").contains("\"\" is none, and locks it to none"));
    assert!(read("packaging/man/handhold-policy.5.in").contains("An empty value locks a setting to none"));
}

#[test]
fn what_the_schools_guide_points_to_is_in_the_package() {
    let shipped = read("Cargo.toml");
    let is_shipped = |name: &str| shipped.contains(&format!("[\"docs/{name}\", \"usr/share/doc/handhold/\""));
    for page in ["schools.md", "writing.md"] {
        assert!(is_shipped(page), "{page}");
        let text = read(&format!("docs/{page}"));
        let links = text.split("](").skip(1).map(|rest| rest.split([')', '#']).next().unwrap());
        let links: Vec<&str> = links.filter(|link| link.ends_with(".md") && !link.contains("://")).collect();
        assert!(!links.is_empty());
        for link in links {
            assert!(is_shipped(link), "{page} points to {link}");
        }
    }
}

#[test]
fn taking_away_puts_back_what_the_jobs_stopped() {
    let guide = read("docs/schools.md");
    let (jobs, removal) = guide.split_once("## Taking it away again").unwrap();
    for (done, undone) in [
        ("systemctl disable --now ", "systemctl enable --now "),
        ("systemctl enable --now ", "systemctl disable --now "),
        ("systemctl mask ", "systemctl unmask "),
        ("systemctl restart ", "systemctl restart "),
    ] {
        let mut units = jobs.lines().filter_map(|line| line.strip_prefix(done)).peekable();
        assert!(units.peek().is_some(), "{done}");
        for unit in units {
            assert!(removal.contains(&format!("{undone}{unit}")), "{undone}{unit}");
        }
    }
    let (stop, userdel) = (removal.find("systemctl stop \"user-").unwrap(), removal.find("userdel").unwrap());
    assert!(stop < userdel);
}

#[test]
fn the_changelog_of_the_package_begins_with_this_version() {
    let first = format!("handhold ({}) ", env!("CARGO_PKG_VERSION"));
    assert!(read("packaging/debian/changelog").starts_with(&first), "add an entry for this version");
}
