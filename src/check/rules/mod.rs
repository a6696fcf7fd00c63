//! The rules, one file each, and the table of them.
//!
//! How to add one: see [`rule`](super::rule).

mod americanism;
mod bad_value;
mod blaming_words;
mod dangling_link;
mod duplicate_id;
mod empty_section;
mod future_date;
mod id_not_file_name;
mod insecure_url;
mod invisible_text;
mod long_step;
mod malformed_url;
mod mirror_url;
mod missing_key;
mod missing_section;
mod missing_source;
mod number_format;
mod overdue_review;
mod region_without_emergency;
mod stale_fact;
mod step_id_gone;
mod step_not_an_action;
mod syntax;
mod to_be_written;
mod too_few_steps;
mod too_hard_to_read;
mod too_long;
mod too_many_first;
mod unknown_key;
mod unsupported_markup;
mod unused_source;
mod wording_changed;
mod wrong_figures;
mod wrong_reference;
mod wrong_type;

use super::rule::Rule;

/// Every rule, in the order of the alphabet.
pub static RULES: &[&Rule] = &[
    &americanism::RULE,
    &bad_value::RULE,
    &blaming_words::RULE,
    &dangling_link::RULE,
    &duplicate_id::RULE,
    &empty_section::RULE,
    &future_date::RULE,
    &id_not_file_name::RULE,
    &insecure_url::RULE,
    &invisible_text::RULE,
    &long_step::RULE,
    &malformed_url::RULE,
    &mirror_url::RULE,
    &missing_key::RULE,
    &missing_section::RULE,
    &missing_source::RULE,
    &number_format::RULE,
    &overdue_review::RULE,
    &region_without_emergency::RULE,
    &stale_fact::RULE,
    &step_id_gone::RULE,
    &step_not_an_action::RULE,
    &syntax::RULE,
    &to_be_written::RULE,
    &too_few_steps::RULE,
    &too_hard_to_read::RULE,
    &too_long::RULE,
    &too_many_first::RULE,
    &unknown_key::RULE,
    &unsupported_markup::RULE,
    &unused_source::RULE,
    &wording_changed::RULE,
    &wrong_figures::RULE,
    &wrong_reference::RULE,
    &wrong_type::RULE,
];

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rules' documentation as one page, as `docs/rules.md` has it.
pub fn documentation() -> String {
    let mut out = String::from(
        "# Rules of `handhold check`\n\n<!-- Made from the rules themselves: BLESS=1 cargo test makes it again. -->\n\n\
         An *error* fails a check; a *warning* fails it with `--deny warnings`; a *note* never does.\n\
         `handhold explain RULE` shows the same text.\n\n| Rule | Level | Finds |\n| --- | --- | --- |\n",
    );
    for rule in RULES {
        out.push_str(&format!("| [{0}](#{0}) | {1} | {2} |\n", rule.name, rule.level.name(), rule.summary));
    }
    for rule in RULES {
        out.push_str(&format!("\n## {}\n\n{}: {}.\n\n{}", rule.name, rule.level.name(), rule.summary, rule.docs));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_are_right() {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted, "put the rule at its place in RULES");
    }

    #[test]
    fn every_file_is_in_the_table() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/rules");
        for entry in std::fs::read_dir(folder).unwrap() {
            let stem = entry.unwrap().path().file_stem().unwrap().to_string_lossy().replace('_', "-");
            assert!(stem == "mod" || find(&stem).is_some(), "{stem} is not in RULES");
        }
    }

    #[test]
    fn every_rule_is_documented_in_the_same_way() {
        for rule in RULES {
            let mut at = 0;
            for heading in ["### What it does", "### Why", "### Example", "### How to fix"] {
                let found = rule.docs[at..].find(heading);
                at += found.unwrap_or_else(|| panic!("{} lacks \"{heading}\", or it is out of order", rule.name));
            }
            assert!(!rule.summary.ends_with('.') && !rule.why.ends_with('.'), "{}: no full stop", rule.name);
        }
    }
}
