//! `unsupported-markup`: markup that is not one of the four marks, or that is not closed.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::texts::Text;
use crate::check::world::World;
use crate::content::inline::{Inline, Target, marks};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-markup",
    level: Level::Error,
    summary: "markup that is not one of the four marks, or not closed",
    why: "readers see the marks instead of what they were meant to do",
    docs: r##"### What it does

It finds bold, headings, pictures, HTML, tables, quotation marks at the start of a line and lists inside lists. The marks that texts have are `*stress*`, `` `Menu > Path` ``, `[label](target)` and `[^source]`; lists begin with `- ` or `1. `.

It also finds marks that begin and do not end in the same paragraph: a lone backtick, a star before a word, `[label](` without `)`, `[^` without `]`. A target and a source have no spaces in them.

### Why

Readers see the marks instead of what they were meant to do.

### Example

```toml
text = "**Never** share this.[^a]"
how = ["Tap `Settings > Privacy."]   # the second backtick is missing
```

### How to fix

Write plain words. For stress, one star on each side; sparingly. Close what begins: the message says with what.
"##,
    check,
};

fn check(document: &Document, world: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        for wrong in &text.marked.unsupported {
            let span = document.span_in(&text.way, wrong.range.clone());
            let _ = sink.add(span, format!("{} is not one of the four marks", wrong.what)).help("write plain words");
        }
        for open in open_marks(text, world) {
            let _ = sink.add(document.span_in(&text.way, open.range), open.message).help(open.help);
        }
    }
}

/// A mark that begins and does not end.
struct Open {
    range: Range<usize>,
    message: &'static str,
    help: &'static str,
}

fn open_marks(text: &Text, world: &World) -> Vec<Open> {
    // What is told as another mark already.
    let told: HashSet<usize> = text.marked.unsupported.iter().flat_map(|wrong| wrong.range.clone()).collect();
    let mut out: Vec<Open> = Vec::new();
    let may_begin = |inline: &Inline<'_>| matches!(inline, Inline::Text(words) if words.contains(['*', '`', '[']));
    for para in text.marked.paras.iter().filter(|para| para.inlines.iter().any(may_begin)) {
        let characters = marks(&text.text, para.range.clone()).filter(|(_, mark)| mark.is_none());
        for at in characters.map(|(range, _)| range.start) {
            // Of several in a row, the first tells all.
            let follows = out.last().is_some_and(|last| last.range.contains(&at) || last.range.end == at);
            if !follows
                && let Some(open) = open_mark(&text.text, para.range.start, at, para.range.end, world)
                && !told.contains(&at)
            {
                out.push(open);
            }
        }
    }
    out
}

/// What a character that begins no mark was meant to begin, in the paragraph from `start` to `end`; `None` when it is
/// only a character, like the star of "2 * 3" or the bracket of "[sic]".
fn open_mark(text: &str, start: usize, at: usize, end: usize, world: &World) -> Option<Open> {
    let (before, rest) = (&text[start..at], &text[at..end]);
    let open = |len: usize, message, help| Some(Open { range: at..at + len, message, help });
    match rest.as_bytes().first()? {
        b'`' => open(1, "this backtick has no second one", "write a backtick at the end of the menu path too"),
        b'*' => {
            let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "(\"'“‘".contains(c));
            let help = "write a star right after the stressed words too, or take this one out";
            (begins && rest[1..].starts_with(char::is_alphabetic)).then_some(())?;
            open(1, "this star before a word has no second one", help)
        }
        b'[' if before.ends_with('^') => {
            let (message, help) = ("here the `^` stands before the bracket", "write a source as `[^id]`");
            Some(Open { range: at - 1..at + 1, message, help })
        }
        b'[' if rest.starts_with("[^") => {
            open(2, "this source is not written as `[^id]`", "write its id without spaces, and `]` after it")
        }
        b'[' => {
            let len = rest[1..].find(['[', ']']).filter(|len| rest[1 + len..].starts_with(']'))?;
            let (label, after) = (&rest[1..=len], &rest[len + 2..]);
            if after.starts_with('(') && label.is_empty() {
                return open(3, "this link has no words", "write words in the square brackets");
            }
            if after.starts_with('(') {
                let message = "this link is not written as `[words](target)`";
                return open(label.len() + 3, message, "write a target without spaces, and `)` after it");
            }
            let target = after.trim_start().strip_prefix('(')?.split_once(')')?.0;
            leads_somewhere(target, world).then_some(())?;
            open(label.len() + 2, "between the words of this link and its target is a space", "take the space out")
        }
        _ => None,
    }
}

/// True when the words in round brackets are a target, and not a remark after "[sic]".
fn leads_somewhere(target: &str, world: &World) -> bool {
    !target.contains(char::is_whitespace)
        && match Target::parse(target) {
            Target::Page { page, place } => place.is_some() || world.pages.contains_key(&page),
            Target::Help | Target::Word(_) | Target::Url(_) => true,
            Target::Contact(_) => false,
        }
}
