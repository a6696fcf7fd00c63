//! The one small markup of all texts: `*stress*`, `` `Menu > Path` ``, `[label](target)` and `[^source]`.
//!
//! It looks like a part of CommonMark, and other marks of that are recognised, shown as plain text and reported, so
//! that nothing a writer wrote is lost. A CommonMark parser was used first: it took three times as long as the rest
//! of the way from bytes to blocks, and its blocks (code by four spaces, setext headings) surprised writers.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a paragraph. Its words are those of the text, unless a mark inside them had to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<'t> {
    /// Plain words.
    Text(Cow<'t, str>),
    /// Stressed words.
    Stress(Cow<'t, str>),
    /// A menu path or the name of a button, exactly as the app spells it.
    Menu(Cow<'t, str>),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: Cow<'t, str>,
        /// Where they lead.
        target: Target,
    },
    /// The id of a source of the page, or [`ADVICE`].
    Cite(Cow<'t, str>),
}

/// The source id that stands for "our own advice, not a fact from a source".
pub const ADVICE: &str = "advice";

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page, and a place on it; an empty page means the page that the link is on.
    Page {
        /// The page's id.
        page: String,
        /// The id of a section, step, myth, law, service or table there.
        place: Option<String>,
    },
    /// The help screen.
    Help,
    /// A word of the glossary.
    Word(String),
    /// An address outside.
    Url(String),
    /// A phone number, or what to do to get in touch. Links in texts do not lead there.
    Contact(String),
}

impl Target {
    /// Reads the part of a link between the round brackets.
    pub fn parse(text: &str) -> Target {
        if text == "help" {
            return Target::Help;
        }
        if let Some(word) = text.strip_prefix("word:") {
            return Target::Word(word.to_owned());
        }
        if text.contains(':') || text.starts_with("//") {
            return Target::Url(text.to_owned());
        }
        let (page, place) = match text.split_once('#') {
            Some((page, place)) => (page, Some(place.to_owned())),
            None => (text, None),
        };
        Target::Page { page: page.to_owned(), place }
    }
}

/// What stands before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// Nothing.
    None,
    /// A bullet.
    Bullet,
    /// A number.
    Number(u64),
}

/// A paragraph or a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Para<'t> {
    /// What stands before it.
    pub marker: Marker,
    /// Its pieces.
    pub inlines: Vec<Inline<'t>>,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// Markup that is not one of the four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// What it is, like "bold".
    pub what: &'static str,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// A text taken apart.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Marked<'t> {
    /// Its paragraphs, in order.
    pub paras: Vec<Para<'t>>,
    /// What it holds besides.
    pub unsupported: Vec<Unsupported>,
}

impl Inline<'_> {
    fn into_owned(self) -> Inline<'static> {
        match self {
            Inline::Text(words) => Inline::Text(words.into_owned().into()),
            Inline::Stress(words) => Inline::Stress(words.into_owned().into()),
            Inline::Menu(words) => Inline::Menu(words.into_owned().into()),
            Inline::Link { label, target } => Inline::Link { label: label.into_owned().into(), target },
            Inline::Cite(id) => Inline::Cite(id.into_owned().into()),
        }
    }
}

impl Marked<'_> {
    /// The same, of words of its own: for what is kept beside its text.
    pub fn into_owned(self) -> Marked<'static> {
        let owned = |Para { marker, inlines, range }: Para<'_>| Para {
            marker,
            inlines: inlines.into_iter().map(Inline::into_owned).collect(),
            range,
        };
        Marked { paras: self.paras.into_iter().map(owned).collect(), unsupported: self.unsupported }
    }
}

/// Takes a text apart. Never fails: what is not supported is kept as plain words and reported.
pub fn parse(text: &str) -> Marked<'_> {
    let mut reader = Reader { text, marked: Marked::default(), para: None };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reader.line(start, line.trim_end_matches(['\n', '\r']));
        start += line.len();
    }
    reader.close();
    reader.marked
}

/// The inlines of a text that is one paragraph, like a title or a step's line.
pub fn parse_line(text: &str) -> Vec<Inline<'_>> {
    // Nearly all are one line, which is one paragraph: no list of paragraphs is made for it.
    if !text.contains('\n') {
        let words = text.trim_start_matches(' ');
        let (_, skip) = marker(words);
        let mut inlines = Vec::new();
        let mut reader = Reader { text, marked: Marked::default(), para: None };
        reader.inlines(text.len() - words.len() + skip..text.trim_end_matches('\r').len(), &mut inlines);
        return inlines;
    }
    let mut paras = parse(text).paras.into_iter();
    let mut inlines = paras.next().map(|para| para.inlines).unwrap_or_default();
    for para in paras {
        push_text(&mut inlines, " ");
        inlines.extend(para.inlines);
    }
    inlines
}

/// The marks of a paragraph with their places in the text, and the characters that begin a mark and are none: a star, a
/// backtick or a bracket that is only itself. For the checker; so [`parse`] need not keep all of that.
pub fn marks(text: &str, para: Range<usize>) -> impl Iterator<Item = (Range<usize>, Option<Inline<'_>>)> {
    let mut at = para.start;
    std::iter::from_fn(move || {
        loop {
            at += text.as_bytes()[at..para.end].iter().position(|byte| begins_a_mark(*byte))?;
            let start = at;
            match mark(&text[at..para.end]) {
                Some(Mark::Inline(inline, len)) => {
                    at += len;
                    return Some((start..at, Some(inline)));
                }
                Some(Mark::Unsupported(_, len)) => at += len,
                Some(Mark::Escaped) => at += 2,
                None => {
                    at += 1;
                    return Some((start..at, None));
                }
            }
        }
    })
}

/// The words without any markup or sources.
pub fn plain(inlines: &[Inline<'_>]) -> String {
    let mut out = String::with_capacity(256);
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Stress(words) | Inline::Menu(words) => out.push_str(words),
            Inline::Link { label, .. } => out.push_str(label),
            Inline::Cite(_) => {}
        }
    }
    out
}

struct Reader<'t> {
    text: &'t str,
    marked: Marked<'t>,
    /// The paragraph that is being read: its marker, and where it stands in the text.
    para: Option<(Marker, Range<usize>)>,
}

impl<'t> Reader<'t> {
    /// Takes in a line that starts at the byte `start`: the end of a paragraph, the beginning of one, or more of it.
    fn line(&mut self, start: usize, line: &str) {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let at = start + indent;
        if words.trim_end().is_empty() {
            self.close();
            return;
        }
        let (marker, skip) = marker(words);
        if marker != Marker::None {
            if indent > 1 && self.para.is_some() {
                self.problem("a list inside a list", at..at + skip);
            }
            self.close();
            self.para = Some((marker, at + skip..start + line.len()));
            return;
        }
        if let Some((what, len)) = block_mark(words) {
            self.problem(what, at..at + len);
        }
        match &mut self.para {
            Some((_, range)) => range.end = start + line.len(),
            None => {
                if indent >= 4 {
                    self.problem("four spaces at the start of a line", start..at);
                }
                self.para = Some((Marker::None, at..start + line.len()));
            }
        }
    }

    fn problem(&mut self, what: &'static str, range: Range<usize>) {
        self.marked.unsupported.push(Unsupported { what, range });
    }

    fn close(&mut self) {
        let Some((marker, range)) = self.para.take() else { return };
        let mut inlines = Vec::new();
        self.inlines(range.clone(), &mut inlines);
        if !inlines.is_empty() {
            self.marked.paras.push(Para { marker, inlines, range });
        }
    }

    /// Reads the marks of a paragraph.
    fn inlines(&mut self, range: Range<usize>, out: &mut Vec<Inline<'t>>) {
        let text = self.text;
        let (mut at, mut plain) = (range.start, range.start);
        while let Some(next) = text.as_bytes()[at..range.end].iter().position(|byte| begins_a_mark(*byte)) {
            at += next;
            let rest = &text[at..range.end];
            match mark(rest) {
                Some(Mark::Inline(inline, len)) => {
                    push_text(out, &text[plain..at]);
                    out.push(inline);
                    at += len;
                    plain = at;
                }
                // A mark that is written as itself: the backslash goes.
                Some(Mark::Escaped) => {
                    push_text(out, &text[plain..at]);
                    plain = at + 1;
                    at = plain + 1;
                }
                Some(Mark::Unsupported(what, len)) => {
                    self.problem(what, at..at + len);
                    at += len;
                }
                None => at += 1,
            }
        }
        push_text(out, &text[plain..range.end]);
    }
}

/// The marker that a line starts with, and how many bytes it takes.
fn marker(line: &str) -> (Marker, usize) {
    if line.starts_with("- ") {
        return (Marker::Bullet, 2);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits)
        && line[digits..].starts_with(". ")
        && let Ok(number) = line[..digits].parse()
    {
        return (Marker::Number(number), digits + 2);
    }
    (Marker::None, 0)
}

/// A mark at the start of a line that other markups know: what it is, and how many bytes it takes.
fn block_mark(line: &str) -> Option<(&'static str, usize)> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return Some(("a heading", hashes));
    }
    for (start, what) in [
        ("> ", "a quotation mark (`>`)"),
        ("```", "a code block"),
        ("~~~", "a code block"),
        ("| ", "a table"),
        ("* ", "a bullet other than `- `"),
        ("+ ", "a bullet other than `- `"),
        ("---", "a line across"),
        ("***", "a line across"),
    ] {
        if line.starts_with(start) {
            return Some((what, start.trim_end().len()));
        }
    }
    None
}

enum Mark<'t> {
    Inline(Inline<'t>, usize),
    Escaped,
    Unsupported(&'static str, usize),
}

/// True for a byte that a mark can begin with. All are ASCII, so that bytes can be looked at instead of characters.
fn begins_a_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'`' | b'[' | b'\\' | b'_' | b'<' | b'!')
}

/// The most bytes that a mark takes. Without a limit, a text of many opening marks would be searched to its end for each.
pub const LONGEST_MARK: usize = 2000;

/// The mark that a text starts with; `None` when its first character is only a character.
fn mark(rest: &str) -> Option<Mark<'_>> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST_MARK)];
    let enclosed = |open: usize, close: char| rest[open..].find(close).map(|len| &rest[open..open + len]);
    match rest.as_bytes().first()? {
        b'\\' => rest[1..].starts_with(|c: char| c.is_ascii_punctuation()).then_some(Mark::Escaped),
        b'*' if rest.starts_with("**") => Some(Mark::Unsupported("bold", 2)),
        b'*' => {
            let words = enclosed(1, '*').filter(|words| !words.is_empty() && words.trim() == *words)?;
            if words.contains(['[', '`']) {
                return Some(Mark::Unsupported("a mark inside stress", 1));
            }
            Some(Mark::Inline(Inline::Stress(one_line(words)), words.len() + 2))
        }
        b'_' if rest.starts_with("__") => Some(Mark::Unsupported("bold", 2)),
        b'`' => {
            let words = enclosed(1, '`').filter(|words| !words.is_empty())?;
            Some(Mark::Inline(Inline::Menu(one_line(words)), words.len() + 2))
        }
        b'!' if rest.starts_with("![") => Some(Mark::Unsupported("a picture", 1)),
        b'<' => {
            let name = rest[1..].trim_start_matches('/');
            name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!').then_some(Mark::Unsupported("HTML", 1))
        }
        b'[' if rest.starts_with("[^") => {
            let id = enclosed(2, ']').filter(|id| !id.is_empty() && !id.contains(char::is_whitespace))?;
            Some(Mark::Inline(Inline::Cite(id.into()), id.len() + 3))
        }
        b'[' => {
            // The first bracket, whichever it is: a text of opening ones is not searched to its end for each.
            let len = rest[1..].find(['[', ']']).filter(|len| *len > 0)?;
            let label = &rest[1..=len];
            let start = label.len() + 3;
            if !rest[start - 2..].starts_with("](") {
                return None;
            }
            let target = enclosed(start, ')').filter(|target| !target.contains(char::is_whitespace))?;
            let link = Inline::Link { label: one_line(label), target: Target::parse(target) };
            Some(Mark::Inline(link, start + target.len() + 1))
        }
        _ => None,
    }
}

/// A line break inside a paragraph is a space.
fn one_line(words: &str) -> Cow<'_, str> {
    match words.contains('\n') {
        true => Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(words),
    }
}

fn push_text<'t>(inlines: &mut Vec<Inline<'t>>, words: &'t str) {
    if words.is_empty() {
        return;
    }
    // The layout takes every white space as a space; only the texts that programs compare are made plain.
    match inlines.last_mut() {
        Some(Inline::Text(text)) => text.to_mut().push_str(words),
        _ => inlines.push(Inline::Text(Cow::Borrowed(words))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline<'_> {
        Inline::Text(words.into())
    }

    #[test]
    fn the_four_marks_are_read() {
        let marked = parse("Do *not* tap `Map > Share`. See [Family Link](google-family-link#limits).[^a][^b]");
        assert_eq!(marked.unsupported, []);
        assert_eq!(
            marked.paras[0].inlines,
            [
                text("Do "),
                Inline::Stress("not".into()),
                text(" tap "),
                Inline::Menu("Map > Share".into()),
                text(". See "),
                Inline::Link {
                    label: "Family Link".into(),
                    target: Target::Page { page: "google-family-link".into(), place: Some("limits".into()) },
                },
                text("."),
                Inline::Cite("a".into()),
                Inline::Cite("b".into()),
            ]
        );
    }

    #[test]
    fn paragraphs_and_lists_are_told_apart() {
        let marked = parse("One.\nStill one.\n\n- First.\n- Second.\n\n3. Third.\n4. Fourth.\n\nLast.");
        let words = |para: &Para<'_>| plain(&para.inlines).replace('\n', " ");
        let shape: Vec<(Marker, String)> = marked.paras.iter().map(|p| (p.marker, words(p))).collect();
        assert_eq!(
            shape,
            [
                (Marker::None, "One. Still one.".to_owned()),
                (Marker::Bullet, "First.".to_owned()),
                (Marker::Bullet, "Second.".to_owned()),
                (Marker::Number(3), "Third.".to_owned()),
                (Marker::Number(4), "Fourth.".to_owned()),
                (Marker::None, "Last.".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_not_supported_is_reported_and_kept() {
        for (source, what, at) in [
            ("a **bold** word", "bold", 2),
            ("# Big", "a heading", 0),
            ("a <b>tag</b>", "HTML", 2),
            ("![alt](x.png)", "a picture", 0),
            ("    code", "four spaces at the start of a line", 0),
            ("> quoted", "a quotation mark (`>`)", 0),
            ("- one\n  - two", "a list inside a list", 8),
            ("text\n* star", "a bullet other than `- `", 5),
            ("| a | b |", "a table", 0),
            ("see *`a` b*", "a mark inside stress", 4),
        ] {
            let marked = parse(source);
            assert_eq!(marked.unsupported.first().map(|u| (u.what, u.range.start)), Some((what, at)), "{source}");
            let words: String = marked.paras.iter().map(|p| plain(&p.inlines)).collect();
            let letters = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
            assert_eq!(letters(&words).replace("xpng", ""), letters(source).replace("xpng", ""), "{source}");
        }
    }

    #[test]
    fn marks_that_are_only_characters_stay() {
        for text in
            ["2 * 3 * 4", "a `lone tick", "[not a link] (x)", "5 < 6", "snake_case", "hey!", "a \\ b", "*", "[^ a]"]
        {
            let marked = parse(text);
            assert_eq!(marked.unsupported, [], "{text}");
            assert_eq!(plain(&marked.paras[0].inlines), text);
        }
        assert_eq!(plain(&parse("a \\*star\\* and \\[x\\]").paras[0].inlines), "a *star* and [x]");
    }

    #[test]
    fn marks_and_what_is_none_are_found_with_their_places() {
        let text = "*a* `b` [c](d)[^e] \\* **f** 2 * 3 [g] `";
        let found = |mark: bool| {
            let marks = marks(text, 0..text.len()).filter(move |(_, inline)| inline.is_some() == mark);
            marks.map(|(range, _)| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(found(true), ["*a*", "`b`", "[c](d)", "[^e]"]);
        assert_eq!(found(false), ["*", "[", "`"]);
        assert_eq!(marks(text, 29..34).next(), Some((30..31, None)));
    }

    #[test]
    fn targets_are_told_apart() {
        assert_eq!(Target::parse("help"), Target::Help);
        assert_eq!(Target::parse("word:dm"), Target::Word("dm".into()));
        assert_eq!(Target::parse("#now"), Target::Page { page: String::new(), place: Some("now".into()) });
        assert_eq!(Target::parse("https://a.example"), Target::Url("https://a.example".into()));
        assert_eq!(Target::parse("javascript:x"), Target::Url("javascript:x".into()));
    }
}
