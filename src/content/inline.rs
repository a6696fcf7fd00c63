//! The one small markup of all texts: `*stress*`, `` `Menu > Path` ``, `[label](target)` and `[^source]`.
//!
//! It is a part of CommonMark, read by a CommonMark parser; what is not in the part is still shown as plain text
//! and reported as a problem, so that nothing a writer wrote is lost.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Stressed words.
    Stress(String),
    /// A menu path or the name of a button, exactly as the app spells it.
    Menu(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        label: String,
        /// Where they lead.
        target: Target,
    },
    /// The id of a source of the page, or [`ADVICE`].
    Cite(String),
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
pub struct Para {
    /// What stands before it.
    pub marker: Marker,
    /// Its pieces.
    pub inlines: Vec<Inline>,
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
pub struct Marked {
    /// Its paragraphs, in order.
    pub paras: Vec<Para>,
    /// What it holds besides.
    pub unsupported: Vec<Unsupported>,
}

/// Takes a text apart. Never fails: what is not supported is kept as plain words and reported.
pub fn parse(text: &str) -> Marked {
    let mut reader = Reader::default();
    let options = Options::ENABLE_OLD_FOOTNOTES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    reader.close();
    reader.marked
}

/// The inlines of a text that is one paragraph, like a title or a step's line.
pub fn parse_line(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for para in parse(text).paras {
        if !inlines.is_empty() {
            push_text(&mut inlines, " ");
        }
        inlines.extend(para.inlines);
    }
    inlines
}

/// The words without any markup or sources.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Stress(words) | Inline::Menu(words) => out.push_str(words),
            Inline::Link { label, .. } => out.push_str(label),
            Inline::Cite(_) => {}
        }
    }
    out
}

#[derive(Default)]
struct Reader {
    marked: Marked,
    lists: Vec<Option<u64>>,
    para: Option<Para>,
    stress: bool,
    link: Option<(Target, String)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, &range, Inline::Text),
            Event::Code(words) => self.words(&words, &range, Inline::Menu),
            Event::SoftBreak | Event::HardBreak => self.words(" ", &range, Inline::Text),
            Event::FootnoteReference(id) => {
                let id = id.to_string();
                self.open(&range).inlines.push(Inline::Cite(id));
            }
            Event::Html(words) | Event::InlineHtml(words) => {
                self.problem("HTML", range.clone());
                self.words(&words, &range, Inline::Text);
            }
            Event::Rule => self.problem("a line across", range),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words, &range, Inline::Text),
            Event::TaskListMarker(_) => self.problem("a tick box", range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                // The paragraph of a list item is the item itself; a second one in the same item stands alone.
                let fresh = self.para.as_ref().is_some_and(|para| para.inlines.is_empty());
                if !fresh {
                    self.begin(Marker::None, range);
                }
            }
            Tag::List(first) => {
                if !self.lists.is_empty() {
                    self.problem("a list inside a list", range);
                }
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        Marker::Number(*number - 1)
                    }
                    _ => Marker::Bullet,
                };
                self.begin(marker, range);
            }
            Tag::Emphasis => self.stress = true,
            Tag::Strong => self.problem("bold", range),
            Tag::Link { dest_url, .. } => self.link = Some((Target::parse(&dest_url), String::new())),
            Tag::Heading { .. } => self.block("a heading", range),
            Tag::BlockQuote(_) => self.block("a quotation mark (`>`)", range),
            Tag::CodeBlock(_) => self.block("a code block (four spaces at the start of a line make one)", range),
            Tag::HtmlBlock => self.begin(Marker::None, range),
            Tag::Image { .. } => self.problem("a picture", range),
            Tag::FootnoteDefinition(_) => self.block("a source's definition (write a [[source]] instead)", range),
            _ => self.block("a table or another block", range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
                self.close();
            }
            TagEnd::Item | TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close();
            }
            TagEnd::Emphasis => self.stress = false,
            TagEnd::Link => {
                if let Some((target, label)) = self.link.take() {
                    let range = 0..0;
                    self.open(&range).inlines.push(Inline::Link { label, target });
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str, range: &Range<usize>, make: fn(String) -> Inline) {
        if let Some((_, label)) = &mut self.link {
            label.push_str(words);
            return;
        }
        let stress = self.stress;
        let para = self.open(range);
        match make(words.to_owned()) {
            Inline::Text(words) if stress => para.inlines.push(Inline::Stress(words)),
            Inline::Text(words) => push_text(&mut para.inlines, &words),
            other => para.inlines.push(other),
        }
    }

    fn open(&mut self, range: &Range<usize>) -> &mut Para {
        self.para.get_or_insert_with(|| Para { marker: Marker::None, inlines: Vec::new(), range: range.clone() })
    }

    fn begin(&mut self, marker: Marker, range: Range<usize>) {
        self.close();
        self.para = Some(Para { marker, inlines: Vec::new(), range });
    }

    fn block(&mut self, what: &'static str, range: Range<usize>) {
        self.problem(what, range.clone());
        self.begin(Marker::None, range);
    }

    fn close(&mut self) {
        if let Some(para) = self.para.take().filter(|para| !para.inlines.is_empty()) {
            self.marked.paras.push(para);
        }
    }

    fn problem(&mut self, what: &'static str, range: Range<usize>) {
        self.marked.unsupported.push(Unsupported { what, range });
    }
}

fn push_text(inlines: &mut Vec<Inline>, words: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(text)) => text.push_str(words),
        _ => inlines.push(Inline::Text(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
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
        let shape: Vec<(Marker, String)> = marked.paras.iter().map(|p| (p.marker, plain(&p.inlines))).collect();
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
        for (source, what, kept) in [
            ("a **bold** word", "bold", "a bold word"),
            ("# Big", "a heading", "Big"),
            ("a <b>tag</b>", "HTML", "a <b>tag</b>"),
            ("<div>\nblock\n</div>", "HTML", "<div>"),
            ("![alt](x.png)", "a picture", "alt"),
            ("    code", "a code block (four spaces at the start of a line make one)", "code"),
            ("> quoted", "a quotation mark (`>`)", "quoted"),
        ] {
            let marked = parse(source);
            assert_eq!(marked.unsupported.first().map(|u| u.what), Some(what), "{source}");
            let words: String = marked.paras.iter().map(|p| plain(&p.inlines)).collect();
            assert!(words.contains(kept), "{source}: {words:?}");
        }
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
