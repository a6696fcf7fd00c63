//! The JSON Schema of each kind of file, from the structs of `content::file` with their comments; and the checking of a
//! file against it, with the place of everything that is wrong.
//!
//! The same schema serves editors (completion while typing) and `check`. `serde` alone stops at the first wrong type of
//! a file; this finds all.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::diagnostic::MOST;
use super::document::{Node, Value};
use crate::content::file::{EvidenceFile, GlossaryFile, GuideFile, RegionFile};
use crate::content::page::Kind;
use crate::content::text::nearest;

/// Keys of guides that only apps have.
const APPS_ONLY: [&str; 3] = ["status", "minimum_age", "made_by"];
/// The key of guides that only devices have.
const DEVICES_ONLY: &str = "set_on";

/// The schema of a kind of file.
pub fn of(kind: Kind) -> Json {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = match kind {
        Kind::Platform | Kind::Device | Kind::Topic => generator.into_root_schema_for::<GuideFile>(),
        Kind::Region => generator.into_root_schema_for::<RegionFile>(),
        Kind::Evidence => generator.into_root_schema_for::<EvidenceFile>(),
        Kind::Glossary => generator.into_root_schema_for::<GlossaryFile>(),
    };
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), Json::String(format!("Handhold: {}", kind.name())));
        if let Some(properties) = object.get_mut("properties").and_then(Json::as_object_mut) {
            properties.retain(|key, _| {
                (kind == Kind::Platform || !APPS_ONLY.contains(&key.as_str()))
                    && (kind == Kind::Device || key != DEVICES_ONLY)
            });
        }
    }
    close(&mut schema);
    schema
}

/// Makes every object refuse keys that it does not know: a misspelt key is found while it is typed.
fn close(schema: &mut Json) {
    match schema {
        Json::Object(object) => {
            if object.contains_key("properties") {
                object.insert("additionalProperties".to_owned(), Json::Bool(false));
            }
            object.values_mut().for_each(close);
        }
        Json::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Something that does not fit the schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit {
    /// A key that is not known here: its place, its name, the nearest that are, and where it is known.
    UnknownKey(std::ops::Range<usize>, String, Vec<String>, Vec<String>),
    /// A key that must be there: the place of the table, the key, what it is for, and its values when only some are
    /// allowed.
    MissingKey(std::ops::Range<usize>, String, String, Vec<String>),
    /// A value of the wrong type: its place, what it is, and what it should be.
    WrongType(std::ops::Range<usize>, &'static str, String),
    /// A value that is not allowed: its place, the value, and what is allowed.
    BadValue(std::ops::Range<usize>, String, Vec<String>),
}

/// Everything in a file that does not fit its kind's schema.
pub fn misfits(root: &Node, kind: Kind) -> Vec<Misfit> {
    // Making a schema takes longer than checking a file against it.
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::rc::Rc;
    thread_local! {
        static SCHEMAS: RefCell<HashMap<Kind, Rc<Json>>> = RefCell::new(HashMap::new());
    }
    let schema = SCHEMAS.with_borrow_mut(|schemas| Rc::clone(schemas.entry(kind).or_insert_with(|| Rc::new(of(kind)))));
    let mut checker = Checker { root: &schema, found: Vec::new() };
    checker.value(root, &schema, root.span.start..root.span.start);
    checker.found
}

struct Checker<'s> {
    root: &'s Json,
    found: Vec<Misfit>,
}

impl<'s> Checker<'s> {
    fn resolve(&self, schema: &'s Json) -> &'s Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str)
            && let Some(target) = self.root.pointer(name.trim_start_matches('#'))
        {
            return self.resolve(target);
        }
        // "This or nothing": TOML has no nothing.
        for list in ["anyOf", "oneOf", "allOf"] {
            let options = schema.get(list).and_then(Json::as_array);
            let real: Vec<&Json> = options
                .into_iter()
                .flatten()
                .filter(|option| option.get("type") != Some(&Json::from("null")))
                .collect();
            if let [only] = real[..] {
                return self.resolve(only);
            }
        }
        schema
    }

    fn value(&mut self, node: &Node, schema: &'s Json, header: std::ops::Range<usize>) {
        let schema = self.resolve(schema);
        if let Some(allowed) = constants(schema) {
            self.one_of(node, &allowed);
            return;
        }
        let options = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array);
        if let Some(options) = options {
            // Only cells of tables have several types.
            if !options.iter().any(|option| fits_type(node, option)) {
                self.found.push(Misfit::WrongType(node.span.clone(), node.kind(), "a number or a text".to_owned()));
            }
            return;
        }
        if !fits_type(node, schema) {
            self.found.push(Misfit::WrongType(node.span.clone(), node.kind(), expected(schema)));
            return;
        }
        match &node.value {
            Value::Table(_) => self.table(node, schema, header),
            Value::List(items) => {
                if let Some(schema) = schema.get("items") {
                    for item in items {
                        self.value(item, schema, item.span.clone());
                    }
                }
            }
            Value::Text(text) => self.pattern(node, text, schema),
            Value::Whole(number) => self.range(node, *number, schema),
            _ => {}
        }
    }

    fn table(&mut self, node: &Node, schema: &'s Json, header: std::ops::Range<usize>) {
        let properties = schema.get("properties").and_then(Json::as_object);
        // Keys that are there, but misspelt: that they are missing too would be one mistake told twice.
        let mut meant = Vec::new();
        for (key, value) in node.entries() {
            match properties.and_then(|properties| properties.get(&key.name)) {
                Some(schema) => self.value(value, schema, value.span.clone()),
                None => {
                    let known = properties.into_iter().flat_map(Map::keys).map(String::as_str);
                    let near = if self.found.len() > MOST { Vec::new() } else { nearest(&key.name, known, 2) };
                    let homes = self.homes(&key.name);
                    meant.extend(near.first().filter(|_| homes.is_empty()).copied());
                    let near = near.into_iter().map(str::to_owned).collect();
                    self.found.push(Misfit::UnknownKey(key.span.clone(), key.name.clone(), near, homes));
                }
            }
        }
        for key in schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
            if node.step(key.into()).is_none() && !meant.contains(&key) {
                let own = properties.and_then(|properties| properties.get(key));
                let about = own.and_then(|schema| description(self, schema)).unwrap_or_default();
                let allowed = own.and_then(|schema| constants(self.resolve(schema))).unwrap_or_default();
                let allowed = allowed.into_iter().map(str::to_owned).collect();
                self.found.push(Misfit::MissingKey(header.clone(), key.to_owned(), about, allowed));
            }
        }
    }

    /// The parts of the file that have a key: tables by their headings, and the top of the file.
    fn homes(&self, key: &str) -> Vec<String> {
        let has = |schema: &Json| schema.get("properties").and_then(|properties| properties.get(key)).is_some();
        let root = has(self.root).then(|| "at the top of the file".to_owned());
        let tables = self.root.get("properties").and_then(Json::as_object).into_iter().flatten();
        let tables = tables.filter(|(_, schema)| schema.get("items").is_some_and(|items| has(self.resolve(items))));
        root.into_iter().chain(tables.map(|(name, _)| format!("in [[{name}]]"))).collect()
    }

    fn one_of(&mut self, node: &Node, allowed: &[&str]) {
        match node.text() {
            None => self.found.push(Misfit::WrongType(node.span.clone(), node.kind(), "a text".to_owned())),
            Some(text) if allowed.contains(&text) => {}
            Some(text) => {
                let allowed = allowed.iter().map(|value| (*value).to_owned()).collect();
                self.found.push(Misfit::BadValue(node.span.clone(), text.to_owned(), allowed));
            }
        }
    }

    fn pattern(&mut self, node: &Node, text: &str, schema: &Json) {
        // The two patterns of the schema are those of the types that read them; they are asked here.
        let Some(pattern) = schema.get("pattern").and_then(Json::as_str) else { return };
        let fits = if pattern.contains("unknown") {
            text.parse::<crate::content::date::AsOf>().is_ok()
        } else {
            text.parse::<crate::content::file::Ages>().is_ok()
        };
        if !fits {
            let about = schema.get("description").and_then(Json::as_str).unwrap_or_default().to_owned();
            self.found.push(Misfit::BadValue(node.span.clone(), text.to_owned(), vec![about]));
        }
    }

    fn range(&mut self, node: &Node, number: Option<i64>, schema: &Json) {
        let bound = |name: &str| schema.get(name).and_then(Json::as_i64);
        let (least, most) = (bound("minimum").unwrap_or(i64::MIN), bound("maximum").unwrap_or(i64::MAX));
        if !number.is_some_and(|number| (least..=most).contains(&number)) {
            let allowed = vec![format!("a whole number from {least} to {most}")];
            let value = number.map_or("this number".to_owned(), |number| number.to_string());
            self.found.push(Misfit::BadValue(node.span.clone(), value, allowed));
        }
    }
}

fn description(checker: &Checker<'_>, schema: &Json) -> Option<String> {
    let own = schema.get("description").and_then(Json::as_str);
    let target =
        schema.get("$ref").and_then(Json::as_str).and_then(|name| checker.root.pointer(name.trim_start_matches('#')));
    let text = own.or_else(|| target?.get("description")?.as_str())?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The texts that are allowed, when only some are.
fn constants(schema: &Json) -> Option<Vec<&str>> {
    if let Some(values) = schema.get("enum").and_then(Json::as_array) {
        return Some(values.iter().filter_map(Json::as_str).collect());
    }
    let options = schema.get("oneOf").and_then(Json::as_array)?;
    let mut out = Vec::new();
    for option in options {
        match (option.get("const"), option.get("enum")) {
            (Some(value), _) => out.push(value.as_str()?),
            (None, Some(values)) => out.extend(values.as_array()?.iter().filter_map(Json::as_str)),
            _ => return None,
        }
    }
    Some(out)
}

/// The names of the types that a schema allows.
fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(name)) => vec![name],
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).filter(|name| *name != "null").collect(),
        _ => Vec::new(),
    }
}

fn fits_type(node: &Node, schema: &Json) -> bool {
    let types = types(schema);
    let date = schema.get("format") == Some(&Json::from("date"));
    types.is_empty()
        || types.iter().any(|name| match (*name, &node.value) {
            ("string", Value::Date(text)) => date && text.len() == "2026-11-22".len(),
            ("string", Value::Text(_)) => !date,
            ("integer", Value::Whole(_)) | ("number", Value::Whole(_) | Value::Decimal(_)) => true,
            ("boolean", Value::Truth) | ("array", Value::List(_)) | ("object", Value::Table(_)) => true,
            _ => false,
        })
}

fn expected(schema: &Json) -> String {
    if schema.get("format") == Some(&Json::from("date")) {
        return "a date without quotes, like 2026-11-22".to_owned();
    }
    let word = |name: &&str| match *name {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list in square brackets",
        _ => "a table",
    };
    types(schema).iter().map(word).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::document::Document;
    use super::*;

    fn found(kind: Kind, text: &str) -> Vec<Misfit> {
        let document = Document::read(Path::new("x.toml"), kind, "x", text.to_owned());
        misfits(&document.root, kind)
    }

    const HEAD: &str = "id = \"x\"\nname = \"X\"\nsummary = \"S\"\nreviewed = 2026-01-01\nreview_by = 2026-02-01\n";

    #[test]
    fn a_right_file_fits() {
        assert_eq!(found(Kind::Platform, &format!("{HEAD}status = \"open\"\nminimum_age = 13\n")), []);
    }

    #[test]
    fn everything_that_is_wrong_is_found_at_once() {
        let text = format!(
            "{HEAD}status = \"opne\"\nminimum_age = \"13\"\naliasses = []\n[[step]]\nid = \"s\"\nages = \"old\"\nminutes = 70000\n[[source]]\nid = 3\nseen = \"2026-01-01\"\n"
        );
        let found = found(Kind::Platform, &text);
        let has = |fits: &dyn Fn(&Misfit) -> bool| assert!(found.iter().any(fits), "{found:#?}");
        has(
            &|m| matches!(m, Misfit::BadValue(_, value, allowed) if value == "opne" && allowed.contains(&"open".to_owned())),
        );
        has(&|m| matches!(m, Misfit::WrongType(_, "a text", _)));
        has(&|m| matches!(m, Misfit::UnknownKey(_, key, near, _) if key == "aliasses" && near[0] == "aliases"));
        has(&|m| matches!(m, Misfit::BadValue(_, value, _) if value == "old"));
        has(&|m| matches!(m, Misfit::BadValue(_, value, _) if value == "70000"));
        has(
            &|m| matches!(m, Misfit::MissingKey(_, key, about, allowed) if allowed.is_empty() && key == "why" && about.contains("helps")),
        );
        has(&|m| matches!(m, Misfit::MissingKey(_, key, ..) if key == "publisher"));
        has(&|m| matches!(m, Misfit::MissingKey(_, key, _, allowed) if key == "priority" && allowed[0] == "do first"));
        has(&|m| matches!(m, Misfit::WrongType(_, "a whole number", wanted) if wanted == "a text in quotes"));
        has(&|m| matches!(m, Misfit::WrongType(_, "a text", wanted) if wanted.contains("without quotes")));
    }

    #[test]
    fn keys_of_apps_and_devices_are_unknown_on_other_guides() {
        let found = |kind, line: &str| found(kind, &format!("{HEAD}{line}\n"));
        let topic = found(Kind::Topic, "minimum_age = 13");
        assert!(matches!(&topic[..], [Misfit::UnknownKey(_, key, ..)] if key == "minimum_age"), "{topic:?}");
        let app = found(Kind::Platform, "set_on = \"any\"");
        assert!(matches!(&app[..], [Misfit::UnknownKey(_, key, ..)] if key == "set_on"), "{app:?}");
        assert_eq!(found(Kind::Platform, "minimum_age = 13"), []);
        assert_eq!(found(Kind::Device, "set_on = \"any\""), []);
    }
}
