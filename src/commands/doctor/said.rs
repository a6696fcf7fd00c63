//! The report as text for people.

use std::fmt::Display;

use serde_json::Value;

use super::{Pages, Progress, Report, Setting, Terminal};
use crate::content::page::Kind;
use crate::content::text::shown;
use crate::layout::width;
use crate::words::{self, count, fill};

/// The report for people.
pub fn report(report: &Report) -> String {
    let yes = |truth: bool| if truth { words::doctor::YES } else { words::doctor::NO }.to_owned();
    let none = || words::doctor::NONE.to_owned();
    let parts: [(&str, Vec<(&str, String)>); 6] = [
        (words::doctor::TERMINAL, terminal_lines(&report.terminal)),
        (words::doctor::SETTINGS, report.settings.iter().map(setting_line).collect()),
        (words::doctor::CONTENT, page_lines(&report.pages)),
        (words::doctor::PROGRESS, progress_lines(&report.progress)),
        (
            words::doctor::POLICY,
            vec![
                (words::doctor::POLICY_FILE, report.policy.file.clone()),
                (
                    words::doctor::POLICY_STATE,
                    match report.policy.state {
                        "trusted" => words::doctor::POLICY_TRUSTED,
                        "refused" => words::doctor::POLICY_REFUSED,
                        _ => words::doctor::POLICY_NONE,
                    }
                    .to_owned(),
                ),
                (words::doctor::SCHOOL, yes(report.policy.school)),
            ],
        ),
        (words::doctor::KIOSK, {
            let state = if report.kiosk.on { words::doctor::ON } else { words::doctor::OFF };
            let mut lines = vec![(words::doctor::STATE, state.to_owned())];
            if report.kiosk.on {
                let idle = match report.kiosk.idle_minutes {
                    0 => words::doctor::NEVER.to_owned(),
                    n => fill(words::doctor::IDLE_VALUE, &[("n", &n)]),
                };
                lines.push((words::doctor::IDLE, idle));
                lines.push((
                    words::doctor::WAY_OUT,
                    if report.kiosk.way_out { words::doctor::SET.to_owned() } else { none() },
                ));
            }
            lines
        }),
    ];
    let mut out = format!("{} {}\n", words::frame::NAME, report.version);
    for (title, lines) in parts {
        out.push_str(&format!("\n{title}\n"));
        let longest = lines.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
        for (label, value) in lines {
            let pad = " ".repeat(longest - width(label));
            out.push_str(&format!("  {label}{pad}  {value}\n"));
        }
    }
    out.push('\n');
    match report.problems.len() {
        0 => out.push_str(&format!("{}\n", words::doctor::FINE)),
        wrong => out.push_str(&format!("{}\n", count(wrong, words::doctor::WRONG, words::doctor::WRONG_MANY))),
    }
    for problem in &report.problems {
        out.push_str(&format!("  {}\n", problem.text));
    }
    out
}

fn terminal_lines(terminal: &Terminal) -> Vec<(&'static str, String)> {
    let because = |value: &dyn Display| match terminal.colours_from {
        Some("theme") => words::doctor::BECAUSE_THEME.to_owned(),
        Some(name) => fill(words::doctor::BECAUSE, &[("value", value), ("name", &name)]),
        None => value.to_string(),
    };
    let colours = match terminal.colours {
        0 => words::doctor::NO_COLOURS,
        16 => words::doctor::COLOURS_16,
        256 => words::doctor::COLOURS_256,
        _ => words::doctor::COLOURS_TRUE,
    };
    let ends = match (terminal.input, terminal.output) {
        (true, true) => words::doctor::BOTH,
        (true, false) => words::doctor::ONLY_INPUT,
        (false, true) => words::doctor::ONLY_OUTPUT,
        (false, false) => words::doctor::NEITHER,
    };
    let kind = terminal.kind.clone().filter(|kind| !kind.is_empty());
    let mut lines = vec![
        (words::doctor::TYPE, kind.unwrap_or_else(|| words::doctor::NO_TYPE.to_owned())),
        (words::doctor::IS_TERMINAL, ends.to_owned()),
    ];
    if let (Some(columns), Some(rows)) = (terminal.columns, terminal.rows) {
        let size = fill(words::doctor::SIZE_VALUE, &[("columns", &columns), ("rows", &rows)]);
        lines.push((words::doctor::SIZE, size));
    }
    let characters = if terminal.ascii_only { words::doctor::PLAIN } else { words::doctor::UNICODE };
    let locale = match &terminal.locale {
        Some((name, value)) => fill(words::doctor::LOCALE_VALUE, &[("name", name), ("value", value)]),
        None => words::doctor::NO_LOCALE.to_owned(),
    };
    lines.extend([
        (words::doctor::COLOURS, because(&colours)),
        (words::doctor::CHARACTERS, characters.to_owned()),
        (words::doctor::LOCALE, locale),
    ]);
    lines
}

fn setting_line(setting: &Setting) -> (&'static str, String) {
    let value = match &setting.value {
        Value::Bool(true) if setting.name == "way_out" => words::doctor::SET.to_owned(),
        Value::Bool(false) if setting.name == "way_out" => words::doctor::NONE.to_owned(),
        Value::Bool(true) => words::doctor::YES.to_owned(),
        Value::Bool(false) => words::doctor::NO.to_owned(),
        Value::Null => words::doctor::NONE.to_owned(),
        Value::Array(values) if values.is_empty() => words::doctor::NONE.to_owned(),
        Value::Array(values) => shown(values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (setting.name, format!("{value} ({})", setting.said))
}

fn page_lines(pages: &Pages) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let label = match kind {
                Kind::Platform => words::doctor::PLATFORM,
                Kind::Device => words::doctor::DEVICE,
                Kind::Topic => words::doctor::TOPIC,
                Kind::Region => words::doctor::REGION,
                Kind::Evidence => words::doctor::EVIDENCE,
                Kind::Glossary => words::doctor::GLOSSARY,
            };
            (label, pages.kinds.get(kind.name()).copied().unwrap_or(0).to_string())
        })
        .collect();
    lines.push((words::doctor::FOLDER, pages.folder.clone().unwrap_or_else(|| words::doctor::NONE.to_owned())));
    if pages.folder.is_some() {
        let value = count(pages.from_folder, words::doctor::FROM_FOLDER_ONE, words::doctor::FROM_FOLDER_MANY);
        lines.push((words::doctor::FROM_FOLDER, value));
    }
    lines
}

fn progress_lines(progress: &Progress) -> Vec<(&'static str, String)> {
    let kept = match progress.kept {
        "file" => words::doctor::KEPT_FILE,
        "memory" => words::doctor::KEPT_MEMORY,
        "off" => words::doctor::KEPT_OFF,
        _ => words::doctor::KEPT_NOWHERE,
    };
    let mut lines = vec![(words::doctor::KEPT, kept.to_owned())];
    let Some(folder) = &progress.folder else { return lines };
    lines.push((words::doctor::PLACE, folder.clone()));
    lines.extend(progress.folder_mode.clone().map(|mode| (words::doctor::FOLDER_MODE, mode)));
    let unknown = String::from("-");
    let mode = progress.file_mode.as_ref().unwrap_or(&unknown);
    let file = match progress.file_bytes {
        Some(bytes) => fill(words::doctor::FILE_VALUE, &[("bytes", &bytes), ("mode", mode)]),
        None => words::doctor::NO_FILE.to_owned(),
    };
    let writable = if progress.writable == Some(true) { words::doctor::YES } else { words::doctor::NO };
    lines.extend([
        (words::doctor::FILE, file),
        (words::doctor::DEVICES, progress.devices.to_string()),
        (words::doctor::WRITABLE, writable.to_owned()),
    ]);
    lines
}
