//! Every word of the interface, from `content/en/ui.toml`: a module a table, a constant a key.
//!
//! A word that the program asks for and the file does not have is an error when the program is built.

use std::fmt::Write as _;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The text with each `{name}` replaced by its value.
pub fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    // A value that holds `{name}` itself stays as it is.
    while let Some(start) = rest.find('{') {
        let inner = &rest[start + 1..];
        let value =
            inner.find('}').and_then(|end| Some((end, values.iter().find(|(name, _)| *name == &inner[..end])?)));
        let (kept, after) = match value {
            Some((end, (_, value))) => {
                out.push_str(&rest[..start]);
                // Writing to a String cannot fail.
                let _ = write!(out, "{value}");
                (0, start + end + 2)
            }
            None => (start + 1, start + 1),
        };
        out.push_str(&rest[..kept]);
        rest = &rest[after..];
    }
    out.push_str(rest);
    out
}

/// The singular for one, the plural for any other number; `{n}` is replaced by the number.
pub fn count(n: usize, one: &str, many: &str) -> String {
    fill(if n == 1 { one } else { many }, &[("n", &n)])
}

/// How long something takes still; hours are rounded.
pub fn time_left(minutes: u32) -> String {
    if minutes > 100 {
        return fill(checklist::HOURS_LEFT, &[("n", &((minutes + 30) / 60))]);
    }
    count(minutes as usize, checklist::MINUTE_LEFT, checklist::MINUTES_LEFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once_and_nothing_else_is_touched() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("name", &"{age}"), ("age", &13)];
        assert_eq!(fill("{name} is {age}, {other} {", &values), "{age} is 13, {other} {");
    }

    #[test]
    fn long_times_are_said_in_hours() {
        assert_eq!(time_left(1), "about 1 minute left");
        assert_eq!(time_left(95), "about 95 minutes left");
        assert_eq!(time_left(298), "about 5 hours left");
    }
}
