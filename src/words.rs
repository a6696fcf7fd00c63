//! Every word of the interface, from `content/en/ui.toml`: a module a table, a constant a key.
//!
//! A word that the program asks for and the file does not have is an error when the program is built.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The text with each `{name}` replaced by its value.
pub fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut out = text.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), &value.to_string());
    }
    out
}

/// The singular for one, the plural for any other number; `{n}` is replaced by the number.
pub fn count(n: usize, one: &str, many: &str) -> String {
    fill(if n == 1 { one } else { many }, &[("n", &n)])
}
