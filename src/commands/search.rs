//! `handhold search`: the places that answer a question.

use std::fmt::Write as _;

use anstyle::Style;
use serde::Serialize;

use super::{Ended, Session, complain, print, print_json};
use crate::layout::cut;
use crate::search::{Hit, Index};
use crate::words::{self, fill};

#[derive(Serialize)]
struct Answer<'a> {
    question: &'a str,
    /// Help is to be shown above every hit.
    help_first: bool,
    hits: &'a [Hit],
}

/// Runs it.
///
/// # Errors
/// When standard output can not be written to.
pub fn run(session: &Session, question: &[String], limit: usize, json: bool) -> anyhow::Result<Ended> {
    let library = session.library();
    let region = super::help_now::region_id(&library, &session.settings.region.value);
    let question = question.join(" ");
    // A space says that the last word is finished.
    let results = Index::build(&library).at_home(region).search(&format!("{question} "), limit);
    if json {
        print_json(&Answer { question: &question, help_first: results.help_first, hits: &results.hits })?;
        return Ok(if results.hits.is_empty() { Ended::Found } else { Ended::Well });
    }
    let format = session.format();
    let (strong, plain) = match format.styled {
        true => (Style::new().bold(), Style::new().underline().bold()),
        false => (Style::new(), Style::new()),
    };
    let mut out = String::new();
    if results.help_first {
        let page = super::help_now::region_or_another(&library, region);
        if let Some(number) = page.as_ref().and_then(|page| page.region().and_then(|region| region.emergency.as_ref()))
        {
            let call = fill(words::help::CALL_NUMBER, &[("number", number)]);
            writeln!(out, "{strong}{call}{strong:#}")?;
        }
        writeln!(out, "{}\n", words::search::HELP_COMMAND)?;
    }
    for hit in &results.hits {
        let place = hit.place.as_deref().map(|place| format!(" --section {place}")).unwrap_or_default();
        let section = if hit.section.is_empty() { String::new() } else { format!(": {}", hit.section) };
        let elsewhere = if hit.elsewhere { words::search::ELSEWHERE } else { "" };
        writeln!(out, "{strong}{}{elsewhere}{strong:#}{section}", hit.name)?;
        let mut at = 0;
        out.push_str("    ");
        if format.styled {
            for mark in &hit.marks {
                write!(out, "{}{plain}{}{plain:#}", &hit.line[at..mark.start], &hit.line[mark.clone()])?;
                at = mark.end;
            }
            writeln!(out, "{}", &hit.line[at..])?;
        } else {
            writeln!(out, "{}", hit.line)?;
        }
        writeln!(out, "    {}", cut(&format!("handhold show {}{place}", hit.page), format.columns, format.glyphs))?;
    }
    print(&out)?;
    if results.hits.is_empty() {
        complain(words::search::NO_HIT)?;
        return Ok(Ended::Found);
    }
    Ok(Ended::Well)
}
