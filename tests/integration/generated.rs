//! Files that are made from the program: the same text as in the repository. `BLESS=1 cargo test` makes them again.

use std::fs;
use std::path::Path;

use handhold::check::{rules, schema};
use handhold::content::page::Kind;
use handhold::content::source;

pub fn same(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).unwrap();
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(there == text, "{path} is not what the program makes: run BLESS=1 cargo test, and look at the difference");
}

#[test]
fn the_rules_page_is_made_from_the_rules() {
    same("docs/rules.md", &rules::documentation());
}

#[test]
fn the_schemas_are_made_from_the_types() {
    for kind in Kind::ALL {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema::of(kind)).unwrap());
        same(&format!("content/schema/{}.json", kind.name()), &text);
    }
}

/// A TOML value as JSON, dates as texts: how editors' tools check it.
fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
    }
}

#[test]
fn the_shipped_content_fits_the_schemas_and_wrong_files_do_not() {
    for kind in Kind::ALL {
        let schema = schema::of(kind);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let fits = |text: &str| validator.is_valid(&json(toml::Value::Table(text.parse().unwrap())));
        let mut count = 0;
        for path in source::built_in_paths().into_iter().map(Path::new) {
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
            let glossary = kind == Kind::Glossary && path.ends_with("glossary.toml");
            if kind.folder().is_some_and(|own| folder == own) || glossary {
                let text = &source::built_in_text(path.to_str().unwrap()).unwrap();
                assert!(fits(text), "{}", path.display());
                assert!(!fits(&format!("nonsense = 1\n{text}")), "{}: an unknown key is not found", path.display());
                assert!(
                    !fits(&text.replace("reviewed = 2", "reviewed = 1 # ")),
                    "{}: a number for a date",
                    path.display()
                );
                assert!(!fits(&text.replacen("\nkind = \"", "\nkind = \"x", 1)), "{}: a wrong kind", path.display());
                assert!(!fits(&text.replacen("publisher = ", "# ", 1)), "{}: a missing key", path.display());
                count += 1;
            }
        }
        assert!(count > 0, "{}", kind.name());
    }
}

#[test]
fn editors_find_the_schema_of_every_kind() {
    for config in [".taplo.toml", "tombi.toml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(config)).unwrap();
        for kind in Kind::ALL {
            assert!(text.contains(&format!("content/schema/{}.json", kind.name())), "{config}: {}", kind.name());
            let files = kind
                .folder()
                .map_or("content/en/glossary.toml".to_owned(), |folder| format!("content/en/{folder}/*.toml"));
            assert!(text.contains(&files), "{config}: {files}");
        }
    }
}
