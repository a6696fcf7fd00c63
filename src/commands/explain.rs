//! `handhold explain RULE`: a rule's documentation.

use super::{Ended, complain, print};
use crate::check::rules::{self, RULES};
use crate::content::text::{nearest, shown};

/// Runs it.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(name: Option<&str>) -> anyhow::Result<Ended> {
    let Some(name) = name else {
        let longest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        let row = |rule: &&crate::check::rule::Rule| format!("{:longest$}  {}\n", rule.name, rule.summary);
        print(&RULES.iter().map(row).collect::<String>())?;
        return Ok(Ended::Well);
    };
    let Some(rule) = rules::find(name) else {
        let near = nearest(name, RULES.iter().map(|rule| rule.name), 2);
        let near = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
        complain(&format!("There is no rule called \"{}\".{near}", shown(name)))?;
        return Ok(Ended::Found);
    };
    print(&format!("{} ({}): {}\n\n{}", rule.name, rule.level.name(), rule.summary, rule.docs))?;
    Ok(Ended::Well)
}
