//! All texts of a file that readers see, with the way to each and what kind of text it is.

use std::ops::Range;

use super::document::{Node, Step};
use crate::content::inline::{Inline, LONGEST_MARK, Marked, marks, parse};

/// What a text is for, which decides what rules ask of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A name or heading.
    Title,
    /// The three sentences at the top of a page.
    Summary,
    /// Running text whose every paragraph needs a source: sections, whys, truths, laws, meanings.
    Claim,
    /// One line of a step.
    Action,
    /// Words to say.
    Say,
    /// Other words for readers, with or without sources.
    Remark,
}

/// A text of a file, taken apart once for all rules.
#[derive(Debug, Clone)]
pub struct Text {
    /// The way to it.
    pub way: Vec<Step<'static>>,
    /// The text.
    pub text: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Its paragraphs and marks.
    pub marked: Marked<'static>,
    /// Its words; see [`prose`].
    pub prose: String,
}

impl Text {
    /// Those of its marks that are wanted, with their places in the text. Only paragraphs that have some are read again.
    pub fn marks(&self, wanted: fn(&Inline<'_>) -> bool) -> impl Iterator<Item = (Range<usize>, Inline<'_>)> {
        let paras = self.marked.paras.iter().filter(move |para| para.inlines.iter().any(wanted));
        let marks = paras.flat_map(|para| marks(&self.text, para.range.clone()));
        marks.filter_map(|(range, mark)| Some((range, mark?))).filter(move |(_, mark)| wanted(mark))
    }
}

/// Where the texts are: the list (empty for the file itself), the key, and the purpose.
const TEXTS: &[(&str, &str, Purpose)] = &[
    ("", "name", Purpose::Title),
    ("", "summary", Purpose::Summary),
    ("", "danger", Purpose::Remark),
    ("", "do_not", Purpose::Remark),
    ("", "say", Purpose::Say),
    ("section", "title", Purpose::Title),
    ("section", "text", Purpose::Claim),
    ("step", "title", Purpose::Title),
    ("step", "why", Purpose::Claim),
    ("step", "how", Purpose::Action),
    ("step", "iphone", Purpose::Action),
    ("step", "android", Purpose::Action),
    ("step", "web", Purpose::Action),
    ("step", "if_moved", Purpose::Action),
    ("talk", "say", Purpose::Say),
    ("myth", "claim", Purpose::Title),
    ("myth", "truth", Purpose::Claim),
    ("law", "title", Purpose::Title),
    ("law", "text", Purpose::Claim),
    ("need", "title", Purpose::Title),
    ("service", "name", Purpose::Title),
    ("service", "for", Purpose::Remark),
    ("service", "who", Purpose::Remark),
    ("service", "how", Purpose::Remark),
    ("service", "hours", Purpose::Remark),
    ("service", "cost", Purpose::Remark),
    ("service", "confidential", Purpose::Remark),
    ("service", "not_for", Purpose::Remark),
    ("table", "title", Purpose::Title),
    ("table", "base", Purpose::Remark),
    ("table", "cannot_show", Purpose::Remark),
    ("table", "note", Purpose::Remark),
    ("word", "word", Purpose::Title),
    ("word", "meaning", Purpose::Claim),
];

/// Every text of a file, in the order of the file.
pub fn all(root: &Node) -> Vec<Text> {
    let mut out = Vec::new();
    for (list, key, purpose) in TEXTS {
        if list.is_empty() {
            add(root, vec![], key, *purpose, &mut out);
            continue;
        }
        let items = root.step(Step::Key(list)).map(Node::items).unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            add(item, vec![Step::Key(list), Step::Item(at)], key, *purpose, &mut out);
        }
    }
    out.sort_by_key(|(start, _)| *start);
    out.into_iter().map(|(_, text)| text).collect()
}

fn add(node: &Node, way: Vec<Step<'static>>, key: &'static str, purpose: Purpose, out: &mut Vec<(usize, Text)>) {
    let Some(value) = node.step(Step::Key(key)) else { return };
    let mut way = way;
    way.push(Step::Key(key));
    let text = |way: Vec<Step<'static>>, text: &str| Text {
        way,
        purpose,
        marked: parse(text).into_owned(),
        prose: prose(text),
        text: text.to_owned(),
    };
    if let Some(own) = value.text() {
        out.push((value.span.start, text(way, own)));
        return;
    }
    for (at, item) in value.items().iter().enumerate() {
        if let Some(own) = item.text() {
            let mut way = way.clone();
            way.push(Step::Item(at));
            out.push((item.span.start, text(way, own)));
        }
    }
}

/// Calls `with` for every text value below a node, whatever it is for.
pub fn for_each<'n>(node: &'n Node, with: &mut dyn FnMut(&'n Node, &'n str)) {
    if let Some(text) = node.text() {
        with(node, text);
    }
    node.items().iter().for_each(|item| for_each(item, with));
    node.entries().iter().for_each(|(_, value)| for_each(value, with));
}

/// The words of a text, with everything else replaced by spaces: places in it are places in the text.
///
/// A menu path becomes one short word; the label of a link stays; sources, targets and stars go.
pub fn prose(text: &str) -> String {
    let mut out: Vec<u8> = text.as_bytes().to_vec();
    let mut blank = |from: usize, to: usize| out[from..to].fill(b' ');
    let mut menus = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['`', '[', '*']) {
        at += next;
        let rest = &text[at..text.floor_char_boundary(at + LONGEST_MARK)];
        let len = match rest.as_bytes()[0] {
            b'`' => match rest[1..].find('`') {
                Some(len) => {
                    blank(at, at + len + 2);
                    menus.push(at);
                    len + 2
                }
                None => 1,
            },
            b'[' if rest.starts_with("[^") => match rest.find(']') {
                Some(end) => {
                    blank(at, at + end + 1);
                    end + 1
                }
                None => 1,
            },
            b'[' => match (rest.find("]("), rest.find(')')) {
                (Some(label), Some(end)) if label < end => {
                    blank(at, at + 1);
                    blank(at + label, at + end + 1);
                    1
                }
                _ => 1,
            },
            _ => {
                blank(at, at + 1);
                1
            }
        };
        at += len;
    }
    for menu in menus {
        out[menu] = b'x';
    }
    // Only whole marks were replaced, byte by byte with ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// Words and phrases to look for, whatever their case, as whole words.
pub struct Phrases {
    /// The phrases in order of their first words: first word, phrase, and its place in the list.
    sorted: Vec<(&'static str, &'static str, usize)>,
    /// Where those of each letter stand in `sorted`: most words of a text are ruled out by their first letter.
    letters: [Range<usize>; 26],
}

impl Phrases {
    /// Phrases in small letters.
    pub fn new(phrases: impl IntoIterator<Item = &'static str>) -> Phrases {
        let first = |phrase: &'static str| phrase.split(' ').next().unwrap_or(phrase);
        let mut sorted: Vec<_> =
            phrases.into_iter().enumerate().map(|(at, phrase)| (first(phrase), phrase, at)).collect();
        sorted.sort_unstable();
        let begin = |letter: u8| sorted.partition_point(|(first, _, _)| first.as_bytes() < [letter].as_slice());
        let letters = std::array::from_fn(|at| begin(b'a' + at as u8)..begin(b'a' + at as u8 + 1));
        Phrases { sorted, letters }
    }

    /// Where phrases stand in a text: the place, and which phrase of the list.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let lower = text.to_ascii_lowercase();
        let mut out = Vec::new();
        let mut start = None;
        for (at, c) in lower.char_indices().chain([(lower.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(first)) => {
                    let word = &lower[first..at];
                    let letter = usize::from(word.as_bytes()[0].wrapping_sub(b'a'));
                    let of_letter = self.letters.get(letter).cloned().unwrap_or_default();
                    let of_word = self.sorted[of_letter].iter().filter(|(own, _, _)| *own == word);
                    for (_, phrase, number) in of_word {
                        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
                        if lower[first..].strip_prefix(phrase).is_some_and(ends) {
                            out.push((first..first + phrase.len(), *number));
                        }
                    }
                    start = None;
                }
                _ => {}
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_words_and_places() {
        let text = "Do *not* tap `Color é`; see [my color](page#x).[^color]";
        let prose = prose(text);
        assert_eq!(prose.len(), text.len());
        assert_eq!(
            prose.split_whitespace().collect::<Vec<_>>(),
            ["Do", "not", "tap", "x", ";", "see", "my", "color", "."]
        );
        let at = text.find("my color").unwrap() + 3;
        assert_eq!(Phrases::new(["color"]).find(&prose), [(at..at + 5, 0)]);
    }

    #[test]
    fn words_are_found_whole() {
        let phrases = Phrases::new(["mom", "cell phone"]);
        assert_eq!(phrases.find("Mom, moment and mom"), [(0..3, 0), (16..19, 0)]);
        assert_eq!(phrases.find("a Cell phone, cell phones"), [(2..12, 1)]);
        assert_eq!(phrases.find(""), []);
    }
}
