//! Slips of the hand that a reader of TOML stumbles over: `[step]` for `[[step]]`, curly quotes, a list without its `]`.
//!
//! The parser tells of them far away, many times, or with advice that is wrong. Here each is found where it was made, and
//! mended in a copy of the text. The rest of the file is then checked from the copy, as if there had been no slip.

use std::cell::Cell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::diagnostic::{Fix, MOST};
use crate::content::date::Day;

/// The parts of files, of which there can be several.
const PARTS: [&str; 10] = ["section", "step", "talk", "myth", "law", "source", "need", "service", "table", "word"];

/// No place is in this line: it ends before it begins.
const NO_LINE: (usize, usize) = (1, 0);

/// How many lines a text without its opening quotes can have; a search for its end costs as much for each lost value.
const MOST_LINES: usize = 300;

/// The most bytes that a date or a range of ages can have, however it is written.
const LONGEST_DATE: usize = 60;

/// How deep lists in lists are looked into.
const DEEPEST: usize = 8;

/// A slip.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// What mends it, where that is known.
    pub fix: Option<Fix>,
}

/// True when slips are worth looking for: the text is not TOML, or a part has single brackets, which is TOML too.
pub fn worth_looking(table: &DeTable<'_>, errors: usize) -> bool {
    let single = |name: &&str| matches!(table.get(*name).map(toml::Spanned::get_ref), Some(DeValue::Table(_)));
    errors > 0 || PARTS.iter().any(single)
}

/// A copy of a text without its slips.
#[derive(Debug)]
pub struct Mended {
    /// The copy.
    pub text: String,
    /// What was changed: the place in the text, and that in the copy.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl Mended {
    /// Makes the copy.
    pub fn new(text: &str, slips: &[Slip]) -> Mended {
        let mut fixes: Vec<&Fix> = slips.iter().filter_map(|slip| slip.fix.as_ref()).collect();
        fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
        let mut mended = Mended { text: String::with_capacity(text.len()), edits: Vec::new() };
        let mut at = 0;
        for fix in fixes {
            let Some(before) = text.get(at..fix.span.start) else { continue };
            mended.text.push_str(before);
            let start = mended.text.len();
            mended.text.push_str(&fix.text);
            mended.edits.push((fix.span.clone(), start..mended.text.len()));
            at = fix.span.end;
        }
        mended.text.push_str(&text[at..]);
        mended
    }

    /// The place in the text of a place in the copy.
    pub fn back(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.place(span.start);
        start..self.place(span.end).max(start)
    }

    fn place(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|(_, new)| new.start <= at);
        match before.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            // Inside of what was changed no place is exact.
            Some((old, new)) if at < new.end => {
                if at == new.start {
                    old.start
                } else {
                    old.end
                }
            }
            Some((old, new)) => old.end + (at - new.end),
        }
    }
}

/// All slips of a text, in the order of the text.
pub fn find(text: &str) -> Vec<Slip> {
    let mut scan = Scan { text, at: 0, part: "", slips: Vec::new(), known: Cell::new(NO_LINE) };
    while scan.at < text.len() {
        if scan.line().is_none() {
            break;
        }
    }
    scan.slips.sort_by_key(|slip| (slip.span.start, slip.span.end));
    scan.slips
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The part that the line belongs to; nothing at the top of the file.
    part: &'t str,
    slips: Vec<Slip>,
    /// The line that was looked at last, from where it was looked at to its end.
    known: Cell<(usize, usize)>,
}

/// What kind of quotes a value had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `"..."` or another that can go on after its end.
    Other,
    /// `""`
    Nothing,
    /// `'...'`
    Literal,
}

impl<'t> Scan<'t> {
    /// Looks at the line that begins here, with the lines that its value goes on in. `None` when nothing more can be
    /// told for sure.
    fn line(&mut self) -> Option<()> {
        // No more are told, and each can cost a look at the whole file.
        if self.slips.len() >= MOST {
            return None;
        }
        let line = self.line_at(self.at);
        let next = (self.at + line.len() + 1).min(self.text.len());
        let body = line.trim_start();
        let begin = self.at + line.len() - body.len();
        self.at = next;
        if body.is_empty() || body.starts_with('#') {
            return Some(());
        }
        if body.starts_with('[') {
            self.heading(begin, body);
            return Some(());
        }
        let Some((key, value)) = key_of(body).or_else(|| self.colon(begin, body)) else {
            // A lost quote: what is text and what is not cannot be told from here on.
            return (!line.contains("\"\"\"")).then_some(());
        };
        self.odd_spaces(begin - (line.len() - body.len())..begin);
        self.odd_spaces(begin + key.len()..begin + value);
        if let Some(end) = self.entry(key, begin + value) {
            self.at = end;
        }
        Some(())
    }

    fn heading(&mut self, begin: usize, body: &'t str) {
        let Some((span, name)) = heading(body) else { return };
        self.part = name;
        let written = &body[span.clone()];
        if written == format!("[[{name}]]") {
            return;
        }
        let (before, after) = (written.matches('[').count(), written.matches(']').count());
        let message = match (before, after) {
            (1, 1) => format!("`[{name}]` has one bracket on each side"),
            (3.., _) | (_, 3..) => "here is one bracket too many".to_owned(),
            (2, _) | (1, 0) => "the heading of this part is not closed".to_owned(),
            _ => "the heading of this part is not opened".to_owned(),
        };
        let right = format!("[[{name}]]");
        self.add(begin + span.start..begin + span.end, message, format!("write `{right}`: there can be several")).fix(
            begin + span.start..begin + span.end,
            right,
            true,
        );
    }

    /// A key with a colon after it, and where its value begins.
    fn colon(&mut self, begin: usize, body: &'t str) -> Option<(&'t str, usize)> {
        let (key, rest) = body.split_once(':')?;
        let value = rest.trim_start();
        if key.is_empty() || !key.trim_end().bytes().all(is_of_key) || !begins_value(value) {
            return None;
        }
        let span = begin + key.len()..begin + key.len() + 1;
        let equals = if key.ends_with(' ') { "=" } else { " =" };
        self.add(span.clone(), "here stands a colon", "between key and value stands =").fix(span, equals, true);
        Some((key.trim_end(), body.len() - value.len()))
    }

    /// The end of a text of several lines that lacks the quotes at its beginning.
    fn long_text_without_begin(&self, at: usize) -> Option<usize> {
        let mut from = at + self.line_at(at).len() + 1;
        if self.line_at(from).trim().is_empty() {
            return None;
        }
        for _ in 0..MOST_LINES {
            let line = self.line_at(from);
            if begins_something(line) {
                return None;
            }
            if let Some(end) = end_of_long(line, "\"\"\"") {
                return Some(from + end);
            }
            from += line.len() + 1;
            if from >= self.text.len() {
                break;
            }
        }
        None
    }

    /// Looks at a value and what follows it. Gives where to go on.
    fn entry(&mut self, key: &'t str, at: usize) -> Option<usize> {
        let line = self.line_at(at);
        if line.is_empty() || line.starts_with('#') {
            if let Some(end) = self.long_text_without_begin(at) {
                let message = "the three quotes that begin this text are missing";
                self.add(at..at, message, "write them after the =, in the same line").fix(at..at, "\"\"\"", false);
                return self.after(at, end, Form::Other);
            }
            let help = "write the value after the =, in the same line, or take the line out";
            self.add(at..at, "here is no value", help);
            return None;
        }
        if line.starts_with('=') {
            return None;
        }
        let (end, form) = self.value(key, at, 0)?;
        self.after(at, end, form)
    }

    /// The end of the value that begins here.
    fn value(&mut self, key: &'t str, at: usize, depth: usize) -> Option<(usize, Form)> {
        let rest = &self.text[at..];
        let other = |end| (end, Form::Other);
        if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes)) {
            return Some(other(self.long_text(at, quotes)));
        }
        match rest.chars().next()? {
            '"' => {
                let end = self.short_text(at)?;
                Some((end, if end == at + 2 { Form::Nothing } else { Form::Other }))
            }
            '\'' => {
                let line = self.line_at(at);
                Some((at + 1 + line[1..].find('\'')? + 1, Form::Literal))
            }
            c if is_curly(c) => self.curly_text(at, c).map(other),
            '[' if depth < DEEPEST => self.list(key, at, depth).map(other),
            '[' => None,
            _ => self.bare(key, at, depth).map(other),
        }
    }

    /// A text of several lines. One without an end is ended before the next key or part.
    fn long_text(&mut self, at: usize, quotes: &'static str) -> usize {
        let mut from = at + 3;
        let mut last = at..at + self.line_at(at).len();
        loop {
            let line = self.line_at(from);
            if from > at + 3 && begins_something(line) {
                break;
            }
            if let Some(end) = end_of_long(line, quotes) {
                return from + end;
            }
            if !line.trim().is_empty() {
                last = from..from + line.trim_end().len();
            }
            from += line.len() + 1;
            if from > self.text.len() {
                break;
            }
        }
        let written = self.text[last.clone()].trim();
        let line = line_number(self.text, last.start);
        let only_quotes = written.chars().all(|c| is_curly(c) || c == '"' || c == '\'');
        let (span, text, help) = if only_quotes && last.start > at {
            (last, quotes.to_owned(), format!("write the three that it begins with in line {line}"))
        } else {
            let help = format!("put the three that it begins with after line {line}, its last");
            (last.end..last.end, format!("\n{quotes}"), help)
        };
        let message = "the three quotes that end this text are missing";
        self.add(at..at + 3, message, help).fix(span, text, false);
        from.min(self.text.len())
    }

    /// A text in straight quotes, or one that ends with a curly one.
    fn short_text(&mut self, at: usize) -> Option<usize> {
        let line = self.line_at(at);
        let end = end_of_short(line);
        let ends_well = |end: usize| is_end(&line[end..]);
        if let Some(end) = end.filter(|end| ends_well(*end)) {
            return Some(at + end);
        }
        let wrong = line.char_indices().find(|(at, c)| is_curly(*c) && ends_well(at + c.len_utf8()));
        let Some((from, c)) = wrong.filter(|(from, _)| end.is_none_or(|end| *from < end)) else {
            return end.map(|end| at + end);
        };
        let span = at + from..at + from + c.len_utf8();
        self.curly(span.clone(), c, span.clone(), "\"".to_owned());
        Some(span.end)
    }

    /// A text that begins with a curly quote.
    fn curly_text(&mut self, at: usize, open: char) -> Option<usize> {
        let line = self.line_at(at);
        let is_quote = |c: char| is_curly(c) || c == if is_single(open) { '\'' } else { '"' };
        let inside = line.char_indices().skip(1);
        let (from, close) = inside.clone().find(|(at, c)| is_quote(*c) && is_end(&line[at + c.len_utf8()..]))?;
        let (start, end) = (open.len_utf8(), from + close.len_utf8());
        let text = line[start..from].replace('\\', "\\\\").replace('"', "\\\"");
        let span = at..at + end;
        self.curly(span.clone(), open, span, format!("\"{text}\""));
        Some(at + end)
    }

    fn curly(&mut self, span: Range<usize>, c: char, fixed: Range<usize>, text: String) {
        let message = match fixed.len() == c.len_utf8() {
            true => format!("this is a curly quote ({c})"),
            false => "these are curly quotes".to_owned(),
        };
        let help = "write straight ones (\"): only they begin and end a text";
        self.add(span, message, help).fix(fixed, text, true);
    }

    /// A list. One without an end is ended before the next key or part.
    fn list(&mut self, key: &'t str, at: usize, depth: usize) -> Option<usize> {
        let mut from = at + 1;
        let mut last = from;
        loop {
            let rest = &self.text[from..];
            let new_line = from > at + 1 && self.text[..from].ends_with('\n');
            if rest.is_empty() || new_line && depth == 0 && begins_something(self.line_at(from)) {
                break;
            }
            match rest.chars().next()? {
                ']' => return Some(from + 1),
                ',' => {
                    from += 1;
                    last = from;
                }
                '#' => from += self.line_at(from).len(),
                c if c.is_whitespace() => from += c.len_utf8(),
                _ => {
                    from = self.value(key, from, depth + 1)?.0;
                    last = from;
                }
            }
        }
        if depth > 0 {
            return None;
        }
        let line = line_number(self.text, at);
        let text = if self.text[at..last].contains('\n') { "\n]" } else { "]" };
        let help = "close it with ] after its last item";
        self.add(at..at + 1, format!("the list that begins in line {line} has no end"), help).fix(
            last..last,
            text,
            false,
        );
        Some(from)
    }

    /// A value without quotes.
    fn bare(&mut self, key: &'t str, at: usize, depth: usize) -> Option<usize> {
        let line = self.line_at(at);
        let ends: &[char] = if depth > 0 { &[',', ']', '#'] } else { &['#'] };
        let whole = line[..line.find(ends).unwrap_or(line.len())].trim_end();
        let first = &whole[..whole.find([' ', '\t', ',', ';']).unwrap_or(whole.len())];
        let short = |written: &&str| written.len() <= LONGEST_DATE;
        for written in [whole, whole.trim_end_matches([',', ';']), first].into_iter().filter(short) {
            let span = at..at + written.len();
            let month = is_month(written);
            let wants_day = ["reviewed", "review_by"].contains(&key) || key == "seen" && self.part == "source";
            if month && wants_day {
                self.add(span, "here belongs a whole day, not a month", "write it like 2026-11-25");
                return None;
            }
            if month || is_ages(written) {
                let what = if month { "a month" } else { "a range of ages" };
                let right = format!("\"{written}\"");
                self.add(span.clone(), format!("{what} stands in quotes"), format!("write `{right}`"))
                    .fix(span, right, true);
                return Some(at + written.len());
            }
            if let Some((day, sure)) = day_written_otherwise(written) {
                let wants_month = key == "dated" || key == "seen" && self.part == "step";
                let right = if wants_month { format!("\"{}\"", &day.to_string()[..7]) } else { day.to_string() };
                self.add(span.clone(), "this is a date in another form", format!("write `{right}`"))
                    .fix(span, right, sure);
                return Some(at + written.len());
            }
        }
        let known = ["true", "false"].contains(&first) || first.starts_with(|c: char| c.is_ascii_digit());
        known.then_some(at + first.len())
    }

    /// What stands after the end of a value, in its last line. Gives where the next line begins.
    fn after(&mut self, begin: usize, end: usize, form: Form) -> Option<usize> {
        // A list or text without an end was ended, and here begins the next line.
        if self.text[..end].ends_with('\n') || end == self.text.len() {
            return Some(end);
        }
        let line = self.line_at(end);
        let next = (end + line.len() + 1).min(self.text.len());
        let rest = line.trim_start();
        let at = end + line.len() - rest.len();
        self.odd_spaces(end..at);
        if rest.is_empty() || rest.starts_with('#') {
            return Some(next);
        }
        let written = rest[..rest.find(" #").unwrap_or(rest.len())].trim_end();
        let bare = written.trim_start_matches([',', ';']).trim_start();
        if bare.is_empty() || key_of(bare).is_some_and(|(_, value)| value < bare.len()) {
            let second = at + written.len() - bare.len();
            if !bare.is_empty() {
                let help = "give each key a line of its own";
                self.add(second..at + written.len(), "here is a second key in the line", help).fix(
                    end..second,
                    "\n",
                    true,
                );
                self.at = second;
                self.line()?;
                return Some(self.at);
            }
            let what = if written.starts_with(';') { "a semicolon" } else { "a comma" };
            let span = at..at + written.len();
            let message = format!("here is {what} after the end of the value");
            self.add(span.clone(), message, "take it out: the line ends the value").fix(span, "", true);
        } else if let Some(sign) = ["//", "--", "/*"].into_iter().find(|sign| rest.starts_with(sign)) {
            let span = at..at + sign.len();
            self.add(span.clone(), format!("here begins a remark with {sign}"), "a remark begins with #")
                .fix(span, "#", true);
        } else if written.chars().all(|c| c == '"' || c == '\'' || is_curly(c)) {
            let span = at..at + written.len();
            self.add(span.clone(), "here are more quotes than this text needs", "take them out").fix(span, "", true);
        } else if form == Form::Nothing && at == end && written.ends_with("\"\"") && !written.contains('\\') {
            let inside = written.trim_end_matches('"');
            if !inside.contains('"') {
                let span = begin..at + written.len();
                let help = "one quote begins a text, and one ends it";
                self.add(span.clone(), "two quotes here are an empty text", help).fix(
                    span,
                    format!("\"{inside}\""),
                    true,
                );
            }
        } else if form == Form::Literal && at == end && written.ends_with('\'') {
            let span = begin..at + written.len();
            let inside = &self.text[begin + 1..span.end - 1];
            let help = "put the text in double quotes (\"): an apostrophe does not end it then";
            let added = self.add(begin..end, "the apostrophe ends this text", help);
            if !inside.contains(['"', '\\']) {
                added.fix(span, format!("\"{inside}\""), true);
            }
        }
        Some(next)
    }

    /// Spaces that look like any other, and are none for TOML.
    fn odd_spaces(&mut self, span: Range<usize>) {
        for (from, c) in self.text[span.clone()].char_indices().filter(|(_, c)| !c.is_ascii()) {
            let name = match c {
                '\u{a0}' => "a no-break space".to_owned(),
                '\u{202f}' => "a narrow no-break space".to_owned(),
                _ => format!("a space that is not the usual one (U+{:04X})", u32::from(c)),
            };
            let span = span.start + from..span.start + from + c.len_utf8();
            self.add(span.clone(), format!("here is {name}"), "write the usual space").fix(span, " ", true);
        }
    }

    /// The rest of the line, without its end.
    fn line_at(&self, at: usize) -> &'t str {
        let at = at.min(self.text.len());
        // A line can be as long as the file, with many values in it: its end is looked for once.
        let (start, mut end) = self.known.get();
        if !(start..=end).contains(&at) {
            end = at + self.text[at..].find('\n').unwrap_or(self.text.len() - at);
            self.known.set((at, end));
        }
        &self.text[at..end]
    }

    fn add(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Added<'_> {
        self.slips.push(Slip { span, message: message.into(), help: help.into(), fix: None });
        Added(self.slips.last_mut())
    }
}

/// The slip that was just added.
struct Added<'s>(Option<&'s mut Slip>);

impl Added<'_> {
    fn fix(self, span: Range<usize>, text: impl Into<String>, safe: bool) {
        if let Some(slip) = self.0 {
            slip.fix = Some(Fix { span, text: text.into(), safe });
        }
    }
}

fn line_number(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The key at the beginning of a line, and where its value begins.
fn key_of(body: &str) -> Option<(&str, usize)> {
    let len = body.bytes().position(|byte| !is_of_key(byte)).filter(|len| *len > 0)?;
    let value = body[len..].trim_start().strip_prefix('=')?.trim_start();
    Some((&body[..len], body.len() - value.len()))
}

/// The heading at the beginning of a line: its place with all its brackets, and the name of the part.
fn heading(body: &str) -> Option<(Range<usize>, &str)> {
    let inside = body.trim_start_matches('[');
    let name = &inside[..inside.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(inside.len())];
    let after = inside[name.len()..].trim_start_matches(']');
    let written = body.len() - after.len();
    let rest = after.trim_start();
    let right = PARTS.contains(&name) && (rest.is_empty() || rest.starts_with('#'));
    right.then_some((0..written, name))
}

/// True for a line that begins a part or an entry of the file, and no sentence or item of a list.
fn begins_something(line: &str) -> bool {
    if line.starts_with("[[") {
        return heading(line).is_some();
    }
    key_of(line).is_some_and(|(key, value)| {
        key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && begins_value(&line[value..])
    })
}

fn begins_value(rest: &str) -> bool {
    ["\"", "'", "[", "“", "true", "false"].iter().any(|begin| rest.starts_with(begin))
        || rest.starts_with(|c: char| c.is_ascii_digit())
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// The end of a text of several lines, when it is in this line.
fn end_of_long(line: &str, quotes: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        if rest.starts_with(quotes) {
            // Up to two more belong to the text.
            let more = rest[3..].chars().take_while(|c| quotes.starts_with(*c)).take(2).count();
            return Some(at + 3 + more);
        }
        let c = rest.chars().next()?;
        at += c.len_utf8();
        if c == '\\' && quotes.starts_with('"') {
            at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    None
}

/// The end of a text that begins with a straight quote, when it is in this line.
fn end_of_short(line: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in line.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// True when a value can have ended before this.
fn is_end(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with([',', ']', '#', ';']) || rest.starts_with("//")
}

fn is_curly(c: char) -> bool {
    is_single(c) || ['“', '”', '„'].contains(&c)
}

fn is_single(c: char) -> bool {
    ['‘', '’', '‚'].contains(&c)
}

fn digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// True for a month like 2026-03.
fn is_month(written: &str) -> bool {
    digits(written.split('-').next().unwrap_or_default(), 4, 4)
        && written.parse::<crate::content::date::AsOf>().is_ok()
        && written.contains('-')
}

/// True for a range of ages like 11-13 or 16+.
fn is_ages(written: &str) -> bool {
    written.starts_with(|c: char| c.is_ascii_digit()) && written.parse::<crate::content::file::Ages>().is_ok()
}

/// A day in one of the forms that people write, and whether it can mean only that day.
pub fn day_written_otherwise(written: &str) -> Option<(Day, bool)> {
    let parts: Vec<&str> = written.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts[..] else { return None };
    let month = |name: &str| {
        let name = name.to_lowercase();
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        months.iter().position(|own| name.starts_with(own)).map(|at| (at + 1).to_string())
    };
    let day_of =
        |text: &str| ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).to_owned();
    let (year, month, day, sure) = if let Some(month) = month(two) {
        (three, month, day_of(one), true)
    } else if let Some(month) = month(one) {
        (three, month, day_of(two), true)
    } else if digits(one, 4, 4) {
        (one, two.to_owned(), three.to_owned(), true)
    } else {
        // In the UK the day comes first; of a page copied from elsewhere one cannot be sure.
        let sure = one.parse::<u8>().is_ok_and(|day| day > 12) || one == two;
        (three, two.to_owned(), one.to_owned(), sure)
    };
    let fits = digits(year, 4, 4) && digits(&month, 1, 2) && digits(&day, 1, 2);
    let right = format!("{year}-{month:0>2}-{day:0>2}");
    let day = right.parse::<Day>().ok().filter(|_| fits && right != written)?;
    Some((day, sure))
}
