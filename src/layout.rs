//! From blocks to rows of a given width: one way of wrapping for the screen and for plain text.
//!
//! Rows know roles, not colours: each output decides what a role looks like.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::content::doc::{Block, Cites, Piece, Tone};
use crate::content::file::{Cell, Draw, Table};
use crate::content::inline::{Marker, Target};
use crate::words;

/// How wide a box to tick is, with the space after it.
const BOX: usize = 4;

/// What the further rows of an item begin with: enough for any marker.
const SPACES: &str = "                        ";

/// The widest that running text is set, in columns. Longer lines are hard to read.
pub const MAX_TEXT_WIDTH: usize = 76;

/// What a span of a row is, for the output to choose its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Stressed.
    Stress,
    /// A menu path or a button.
    Menu,
    /// The link with this number in [`Laid::links`].
    Link(usize),
    /// Source numbers and small print.
    Quiet,
    /// A heading of level 1 to 3.
    Heading(u8),
    /// The label of a field.
    Label,
    /// A phone number or an address to use: the link with this number.
    Contact(usize),
    /// Something to be careful about.
    Care,
    /// Danger.
    Danger,
    /// Something good.
    Good,
    /// A bar of a chart.
    Bar,
}

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPlace {
    /// Where it leads.
    pub target: Target,
    /// The row of its first character.
    pub row: usize,
    /// The column of its first character.
    pub column: usize,
}

/// A document set in rows. All its characters stand in one text, so that a long page costs few allocations.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    text: String,
    /// Where each span ends in `text`, and its role.
    spans: Vec<(usize, Role)>,
    /// Where each row ends in `spans`.
    rows: Vec<usize>,
    /// The places that links lead to, with their rows.
    pub places: Vec<(String, usize)>,
    /// The headings of parts (levels 1 and 2): place, words and row.
    pub parts: Vec<(String, String, usize)>,
    /// The links, in reading order.
    pub links: Vec<LinkPlace>,
}

impl Laid {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The spans of a row, from left to right; none for a row that is not there.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (&str, Role)> {
        self.spans_of(row).map(|span| {
            let (end, role) = self.spans[span];
            (&self.text[self.start_of(span)..end], role)
        })
    }

    /// The characters of a row; none for a row that is not there.
    pub fn row_text(&self, row: usize) -> &str {
        let spans = self.spans_of(row);
        &self.text[self.start_of(spans.start)..self.start_of(spans.end)]
    }

    fn spans_of(&self, row: usize) -> Range<usize> {
        let end = self.rows.get(row).copied().unwrap_or(0);
        let start = if row == 0 || end == 0 { 0 } else { self.rows[row - 1] };
        start..end
    }

    /// Where a span starts in `text`.
    fn start_of(&self, span: usize) -> usize {
        if span == 0 { 0 } else { self.spans[span - 1].0 }
    }

    /// The row of a place.
    pub fn row_of(&self, place: &str) -> Option<usize> {
        self.places.iter().find(|(name, _)| name == place).map(|(_, row)| *row)
    }

    fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
        self.rows.clear();
        self.places.clear();
        self.parts.clear();
        self.links.clear();
    }

    /// Adds characters to the row that is being set.
    fn push(&mut self, text: &str, role: Role) {
        if !self.goes_on(role) {
            self.spans.push((0, role));
        }
        self.push_on(text);
    }

    /// Ends the row that is being set.
    fn end_row(&mut self) {
        self.rows.push(self.spans.len());
    }

    /// True when the last span of the row that is being set has this role.
    fn goes_on(&self, role: Role) -> bool {
        let row_start = self.rows.last().copied().unwrap_or(0);
        self.spans.len() > row_start && self.spans.last().is_some_and(|(_, last)| *last == role)
    }

    /// Adds characters to the last span.
    fn push_on(&mut self, text: &str) {
        self.text.push_str(text);
        if let Some((end, _)) = self.spans.last_mut() {
            *end = self.text.len();
        }
    }
}

/// The characters that are drawn, for terminals with and without Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Before an item of a list.
    pub bullet: &'static str,
    /// Between the parts of a menu path.
    pub menu: &'static str,
    /// A piece of a bar.
    pub bar: &'static str,
    /// A piece of a line across.
    pub rule: &'static str,
    /// Before a step that is done.
    pub done: &'static str,
    /// Before a step that has changed since it was done.
    pub changed: &'static str,
    /// Before a step that is to be done.
    pub todo: &'static str,
    /// Before a step that does not apply.
    pub skipped: &'static str,
    /// Around a choice that the arrows change.
    pub around: (&'static str, &'static str),
    /// Before the focused item.
    pub focus: &'static str,
    /// Between things in a line.
    pub dot: &'static str,
    /// The left edge of a remark.
    pub edge: &'static str,
    /// The empty part of a gauge.
    pub empty: &'static str,
}

impl Glyphs {
    /// True for the characters of ASCII only.
    pub fn is_ascii(&self) -> bool {
        self.bar.is_ascii()
    }

    /// For terminals with Unicode.
    pub const UNICODE: Glyphs = Glyphs {
        bullet: "•",
        menu: " › ",
        bar: "█",
        rule: "─",
        done: "[✓]",
        around: ("‹ ", " ›"),
        changed: "[!]",
        todo: "[ ]",
        skipped: "[–]",
        focus: "▸ ",
        dot: " · ",
        edge: "▌",
        empty: "░",
    };

    /// For terminals without.
    pub const ASCII: Glyphs = Glyphs {
        bullet: "-",
        menu: " > ",
        bar: "#",
        rule: "-",
        done: "[x]",
        around: ("< ", " >"),
        changed: "[!]",
        todo: "[ ]",
        skipped: "[-]",
        focus: "> ",
        dot: " - ",
        edge: "|",
        empty: ".",
    };

    /// The text with characters outside ASCII replaced, when these glyphs are the ASCII ones.
    pub fn fit<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.bar == "█" || text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(to_ascii(text)) }
    }
}

fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '“' | '”' | '„' => out.push('"'),
            '‘' | '’' => out.push('\''),
            '–' | '—' | '‑' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '·' | '•' => out.push('-'),
            '›' | '→' | '▸' => out.push('>'),
            '×' => out.push('x'),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '£' => out.push_str("GBP "),
            '€' => out.push_str("EUR "),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'á' | 'à' | 'â' | 'ä' | 'ā' => out.push('a'),
            'ó' | 'ò' | 'ô' | 'ö' | 'ō' => out.push('o'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ú' | 'ù' | 'û' | 'ü' => out.push('u'),
            _ => out.push('?'),
        }
    }
    out
}

/// How wide a text is on the screen, in columns.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { UnicodeWidthStr::width(text) }
}

/// The text cut to at most `columns`, with `…` (or `~` in ASCII) where something was cut.
pub fn cut(text: &str, columns: usize, glyphs: &Glyphs) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mark = if glyphs.bar == "█" { "…" } else { "~" };
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = width(grapheme);
        if used + w + 1 > columns {
            break;
        }
        out.push_str(grapheme);
        used += w;
    }
    if columns > 0 {
        out.push_str(mark);
    }
    out
}

/// Sets blocks in rows of at most `columns` (at least 10 are used).
pub fn lay_out(blocks: &[Block<'_>], columns: usize, glyphs: &Glyphs) -> Laid {
    let mut laid = Laid::default();
    lay_out_again(blocks, columns, glyphs, &mut laid);
    laid
}

/// Like [`lay_out`], into the memory of a document that is not needed any more.
pub fn lay_out_again(blocks: &[Block<'_>], columns: usize, glyphs: &Glyphs, laid: &mut Laid) {
    lay_out_parts([blocks], columns, glyphs, laid);
}

/// Like [`lay_out_again`], part by part: each is let go of before the next is made, so that a long document is never
/// there as blocks as a whole.
pub fn lay_out_parts<'b>(
    parts: impl IntoIterator<Item: AsRef<[Block<'b>]>>,
    columns: usize,
    glyphs: &Glyphs,
    laid: &mut Laid,
) {
    laid.clear();
    let columns = columns.max(10);
    let mut setter = Setter { laid, columns, glyphs, gap: Gap::Start, marker: String::new(), run: Run::default() };
    for part in parts {
        part.as_ref().iter().for_each(|block| setter.block(block));
    }
}

/// Wraps a plain text.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let blocks = [Block::Para(vec![Piece::Text(text.into())])];
    let laid = lay_out(&blocks, columns, &Glyphs::UNICODE);
    (0..laid.len()).map(|row| laid.row_text(row).to_owned()).collect()
}

/// What stood last, to decide whether an empty row comes before the next block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Start,
    Heading,
    Item,
    Field,
    Contact,
    Para,
}

/// A word of a [`Run`].
#[derive(Clone, Copy)]
struct Word {
    /// Where it stands in the run's text, in bytes.
    start: usize,
    end: usize,
    /// Its width in columns.
    wide: usize,
    role: Role,
    /// No space stands before it.
    glue: bool,
    /// The byte before it is a space, so that both can be set at once.
    spaced: bool,
}

/// Words that are set together: a paragraph, in memory that the next one uses again.
#[derive(Default)]
struct Run {
    text: String,
    words: Vec<Word>,
    /// What comes next belongs to the last word, unless it begins with a space.
    sticks: bool,
}

impl Run {
    fn clear(&mut self) {
        self.text.clear();
        self.words.clear();
        self.sticks = false;
    }

    fn text(&self, word: &Word) -> &str {
        &self.text[word.start..word.end]
    }

    /// Adds a text as one word, whatever it holds.
    fn add_word(&mut self, text: &str, role: Role) {
        let start = self.text.len();
        self.text.push_str(text);
        self.words.push(Word { start, end: self.text.len(), wide: width(text), role, glue: false, spaced: false });
    }

    /// Adds the words of a text.
    fn add(&mut self, text: &str, role: Role) {
        let mut glue = self.sticks && !text.starts_with(is_space);
        if !text.is_empty() {
            self.sticks = !text.ends_with(is_space);
        }
        let from = self.text.len();
        self.text.push_str(text);
        // Most texts are ASCII, where a byte tells what a space is, and how wide a word is.
        let ascii = text.is_ascii();
        let mut at = 0;
        while let Some((start, end)) = if ascii { ascii_word(text, at) } else { any_word(text, at) } {
            let wide = if ascii { end - start } else { width(&text[start..end]) };
            let spaced = start > 0 && text.as_bytes()[start - 1] == b' ';
            self.words.push(Word { start: from + start, end: from + end, wide, role, glue, spaced });
            glue = false;
            at = end;
        }
    }
}

/// Where the next word of an ASCII text starts and ends. Control characters are no part of a word either.
fn ascii_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = at;
    while *bytes.get(start)? <= b' ' {
        start += 1;
    }
    let mut end = start + 1;
    while bytes.get(end).is_some_and(|byte| *byte > b' ') {
        end += 1;
    }
    Some((start, end))
}

/// Where the next word of any text starts and ends.
fn any_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find(|c| !is_space(c))?;
    Some((start, text[start..].find(is_space).map_or(text.len(), |len| start + len)))
}

struct Setter<'a> {
    laid: &'a mut Laid,
    columns: usize,
    glyphs: &'a Glyphs,
    gap: Gap,
    /// What stands before an item, in memory that the next one uses again.
    marker: String,
    /// The words that are to be set.
    run: Run,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block<'_>) {
        self.space_before(block);
        match block {
            Block::Heading { level, place, words } => self.heading(*level, place, words),
            Block::Para(pieces) => self.run("", "", pieces, Role::Text),
            Block::Item(marker, pieces) => {
                let mut first = std::mem::take(&mut self.marker);
                first.clear();
                // Writing to a String cannot fail.
                let _ = match marker {
                    Marker::Number(number) => write!(first, "{number}. "),
                    Marker::Bullet => write!(first, "{} ", self.glyphs.bullet),
                    Marker::None => Ok(()),
                };
                // An item without a marker begins with a mark of its own, like a box to tick.
                let rest = if *marker == Marker::None { BOX } else { width(&first) };
                self.run(&first, &SPACES[..rest.min(SPACES.len())], pieces, Role::Text);
                self.marker = first;
            }
            Block::Field(label, pieces) => {
                self.run.add_word(&format!("{label}:"), Role::Label);
                self.run("", "  ", pieces, Role::Text);
            }
            Block::Note(tone, pieces) => self.note(*tone, pieces),
            Block::Say(pieces) => {
                let edge = format!("{} ", self.glyphs.edge);
                self.run(&edge, &edge, pieces, Role::Text);
            }
            Block::Contact(label, value) => self.contact(label, value),
            Block::Figures(table) => self.figures(table),
        }
    }

    fn space_before(&mut self, block: &Block<'_>) {
        let kind = match block {
            Block::Heading { .. } => Gap::Heading,
            Block::Item(..) => Gap::Item,
            Block::Field(..) => Gap::Field,
            Block::Contact(..) => Gap::Contact,
            _ => Gap::Para,
        };
        let together = self.gap == kind && matches!(kind, Gap::Item | Gap::Field | Gap::Contact);
        let close = together
            || self.gap == Gap::Start
            || (self.gap == Gap::Heading && kind != Gap::Heading)
            || (self.gap == Gap::Item && kind == Gap::Contact);
        if !close {
            self.laid.end_row();
        }
        self.gap = kind;
    }

    fn heading(&mut self, level: u8, place: &str, words: &str) {
        let row = self.laid.len();
        self.laid.places.push((place.to_owned(), row));
        if level <= 2 {
            self.laid.parts.push((place.to_owned(), words.to_owned(), row));
        }
        self.plain("", words, Role::Heading(level));
        if level <= 2 {
            let wide = |row| self.laid.row(row).map(|(text, _)| width(text)).sum();
            let widest: usize = (row..self.laid.len()).map(wide).max().unwrap_or(0);
            self.laid.push(&self.glyphs.rule.repeat(widest), Role::Quiet);
            self.laid.end_row();
        }
    }

    fn note(&mut self, tone: Tone, pieces: &[Piece<'_>]) {
        let role = match tone {
            Tone::Plain => Role::Label,
            Tone::Care => Role::Care,
            Tone::Danger => Role::Danger,
            Tone::Good => Role::Good,
            Tone::Quiet => Role::Quiet,
        };
        let edge = match tone {
            Tone::Care | Tone::Danger => format!("{} ", self.glyphs.edge),
            _ => String::new(),
        };
        self.run(&edge, &edge, pieces, role);
    }

    fn contact(&mut self, label: &str, value: &str) {
        self.laid.links.push(LinkPlace { target: contact_target(value), row: usize::MAX, column: 0 });
        let role = Role::Contact(self.laid.links.len() - 1);
        // A phone number is never broken over two rows.
        let value = value.replace(' ', "\u{a0}");
        self.run.add_word(&format!("{label}:"), Role::Label);
        self.run.add_word(&self.glyphs.fit(&value), role);
        self.set("   ", "   ");
    }

    /// Sets pieces: `first` stands before the first row, `rest` before the others.
    fn run(&mut self, first: &str, rest: &str, pieces: &[Piece<'_>], role: Role) {
        pieces.iter().for_each(|piece| self.piece(piece, role));
        self.set(first, rest);
    }

    /// Sets words of one role.
    fn plain(&mut self, rest: &str, text: &str, role: Role) {
        self.run.add(&self.glyphs.fit(text), role);
        self.set("", rest);
    }

    fn link(&mut self, target: Target) -> Role {
        self.laid.links.push(LinkPlace { target, row: usize::MAX, column: 0 });
        Role::Link(self.laid.links.len() - 1)
    }

    /// Takes a piece apart into words.
    fn piece(&mut self, piece: &Piece<'_>, role: Role) {
        match piece {
            Piece::Text(text) => self.run.add(&self.glyphs.fit(text), role),
            Piece::Stress(text) => self.run.add(&self.glyphs.fit(text), Role::Stress),
            Piece::Menu(text) => {
                self.run.add(&self.glyphs.fit(&text.replace(" > ", self.glyphs.menu)), Role::Menu);
            }
            Piece::Link { label, target } => {
                let role = self.link(target.clone());
                self.run.add(&self.glyphs.fit(label), role);
            }
            Piece::Cites(cites) => {
                self.run.add_word(&cites_text(cites), Role::Quiet);
                self.run.sticks = true;
            }
        }
    }

    /// Sets the words of the run in rows: `first` stands before the first row, `rest` before the others.
    fn set(&mut self, first: &str, rest: &str) {
        let mut run = std::mem::take(&mut self.run);
        self.set_run(&run, first, rest);
        run.clear();
        self.run = run;
    }

    fn set_run(&mut self, run: &Run, first: &str, rest: &str) {
        let words = &run.words;
        let edge = match words.first() {
            Some(word) if matches!(word.role, Role::Care | Role::Danger) => word.role,
            _ => Role::Quiet,
        };
        let indent = width(rest);
        let mut used = width(first);
        if !first.is_empty() {
            self.laid.push(first, edge);
        }
        let mut fresh = true;
        let mut at = 0;
        while at < words.len() {
            if !fresh {
                let (end, more) = self.go_on(run, at, used);
                if end > at {
                    (at, used) = (end, used + more);
                    continue;
                }
            }
            let word = &words[at];
            // Words that no space parts stay together: "map" and the full stop after a menu path.
            let end = words[at + 1..].iter().position(|word| !word.glue).map_or(words.len(), |more| at + 1 + more);
            let together = &words[at..end];
            let wide: usize = together.iter().map(|word| word.wide).sum();
            if !fresh && used + 1 + wide > self.columns {
                self.next_row(rest, edge);
                used = indent;
                fresh = true;
            }
            if !fresh {
                // The space between two words of a link belongs to the link, so that it is drawn as one.
                let role = if self.laid.goes_on(word.role) { word.role } else { Role::Text };
                self.laid.push(" ", role);
                used += 1;
            }
            fresh = false;
            for word in together {
                used = self.word(run.text(word), word, used, rest, edge);
            }
            at = end;
        }
        self.laid.end_row();
    }

    /// Sets the words from `at` on that go on in the last span as they stand in the text: most of a row, in one
    /// piece. Gives up to which word, and how many columns they take.
    fn go_on(&mut self, run: &Run, at: usize, used: usize) -> (usize, usize) {
        let Some(first) = run.words.get(at).filter(|word| self.laid.goes_on(word.role)) else { return (at, 0) };
        let (mut to, mut more, mut end) = (at, 0, first.start.saturating_sub(1));
        while let Some(word) = run.words.get(to) {
            let fits = used + more + 1 + word.wide <= self.columns;
            let alone = run.words.get(to + 1).is_none_or(|next| !next.glue);
            if !(word.spaced && word.start == end + 1 && word.role == first.role && fits && alone) {
                break;
            }
            (to, more, end) = (to + 1, more + 1 + word.wide, word.end);
        }
        if to > at {
            self.laid.push_on(&run.text[first.start - 1..end]);
        }
        (to, more)
    }

    fn next_row(&mut self, rest: &str, edge: Role) {
        self.laid.end_row();
        if !rest.is_empty() {
            self.laid.push(rest, edge);
        }
    }

    /// Sets a word from the column `used` on, broken where it is wider than a row. Gives the column after it.
    fn word(&mut self, text: &str, word: &Word, mut used: usize, rest: &str, edge: Role) -> usize {
        if used + word.wide <= self.columns {
            self.note_link(word.role, used);
            self.laid.push(text, word.role);
            return used + word.wide;
        }
        let indent = width(rest);
        if text.is_ascii() {
            // A long address: broken wherever the row ends.
            let mut text = text;
            while !text.is_empty() {
                if used >= self.columns {
                    self.next_row(rest, edge);
                    used = indent;
                }
                let (here, more) = text.split_at(text.len().min(self.columns.saturating_sub(used).max(1)));
                self.note_link(word.role, used);
                self.laid.push(here, word.role);
                used += here.len();
                text = more;
            }
            return used;
        }
        // Wide scripts have no spaces: they are broken between characters.
        for grapheme in text.graphemes(true) {
            let wide = width(grapheme);
            if used + wide > self.columns && used > indent {
                self.next_row(rest, edge);
                used = indent;
            }
            self.note_link(word.role, used);
            self.laid.push(grapheme, word.role);
            used += wide;
        }
        used
    }

    fn note_link(&mut self, role: Role, column: usize) {
        let row = self.laid.len();
        if let Role::Link(link) | Role::Contact(link) = role
            && let Some(place) = self.laid.links.get_mut(link).filter(|place| place.row == usize::MAX)
        {
            (place.row, place.column) = (row, column);
        }
    }

    fn figures(&mut self, table: &Table) {
        let labels = table.rows.iter().filter_map(|row| row.first()).map(|cell| width(&cell.to_string()));
        let label_width = labels.max().unwrap_or(0).min(self.columns / 2);
        let several = table.columns.len() > 2;
        for row in &table.rows {
            let Some((label, values)) = row.split_first() else { continue };
            let label = label.to_string();
            let own_row = several || width(&label) > label_width;
            if own_row {
                self.plain("  ", &label, Role::Label);
            }
            for (at, value) in values.iter().enumerate() {
                let head = match (several, own_row) {
                    (true, _) => format!("  {}", table.columns.get(at + 1).map_or("", |name| name.as_str())),
                    (false, true) => String::new(),
                    (false, false) => label.clone(),
                };
                self.figure(table, &head, value, at, label_width);
            }
        }
    }

    /// A row of a chart: the label, the number, and the bar, whose length is the number's share of the largest
    /// number of its column.
    fn figure(&mut self, table: &Table, head: &str, value: &Cell, column: usize, label_width: usize) {
        let glyphs = self.glyphs;
        let head_width = if table.columns.len() > 2 {
            let heads = table.columns.iter().skip(1).map(|name| width(name) + 2);
            heads.max().unwrap_or(0).min(self.columns / 2)
        } else {
            label_width
        };
        let numbers = table.rows.iter().filter_map(|row| row.get(column + 1));
        let value_width = numbers.clone().map(|cell| width(&cell.to_string())).max().unwrap_or(0).min(self.columns / 3);
        let largest = numbers.filter_map(Cell::number).fold(0.0, f64::max);
        let text = glyphs.fit(&value.to_string()).into_owned();
        let head = cut(&glyphs.fit(head), head_width, glyphs);
        let pad = " ".repeat(head_width.saturating_sub(width(&head)) + 2);
        self.laid.push(&format!("{head}{pad}"), Role::Text);
        if width(&text) > value_width {
            self.laid.end_row();
            self.laid.push("    ", Role::Text);
            self.plain("    ", &text, Role::Text);
            return;
        }
        self.laid.push(&" ".repeat(value_width - width(&text)), Role::Text);
        self.laid.push(&text, Role::Stress);
        let room = self.columns.saturating_sub(head_width + 2 + value_width + 2);
        if let (Draw::Bars, Some(number), true) = (table.draw, value.number(), largest > 0.0 && room >= 5) {
            let long = ((number / largest) * room as f64).round().clamp(0.0, room as f64) as usize;
            let long = if number > 0.0 { long.max(1) } else { long };
            self.laid.push("  ", Role::Text);
            self.laid.push(&glyphs.bar.repeat(long), Role::Bar);
        }
        self.laid.end_row();
    }
}

/// What a claim rests on, as it stands in a text: "[2, 5]", "[2: second-hand]", "[*]" for our own advice. Its spaces do
/// not break over rows.
pub fn cites_text(cites: &Cites) -> String {
    let mut out = String::with_capacity(16);
    out.push('[');
    for (at, number) in cites.numbers.iter().enumerate() {
        if at > 0 {
            out.push_str(",\u{a0}");
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{number}");
    }
    if cites.our_advice {
        out.push_str(if cites.numbers.is_empty() { "*" } else { ",\u{a0}*" });
    }
    if cites.second_hand {
        out.push_str(":\u{a0}");
        out.push_str(words::source::SECOND_HAND);
    }
    out.push(']');
    out
}

/// A place where a row may end. A no-break space is none.
fn is_space(c: char) -> bool {
    c == ' ' || c == '\n' || (c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
}

/// Where a way to get in touch leads: an address, or a number to ring.
pub fn contact_target(value: &str) -> Target {
    if value.starts_with("https://") || value.starts_with("http://") {
        return Target::Url(value.to_owned());
    }
    match value.contains('@') && !value.contains(' ') {
        true => Target::Url(format!("mailto:{value}")),
        false => Target::Contact(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Piece<'_> {
        Piece::Text(words.into())
    }

    fn rows(blocks: &[Block<'_>], columns: usize) -> Vec<String> {
        let laid = lay_out(blocks, columns, &Glyphs::UNICODE);
        (0..laid.len()).map(|row| laid.row_text(row).to_owned()).collect()
    }

    #[test]
    fn words_wrap_and_marks_stay_with_their_word() {
        let blocks = [Block::Para(vec![
            text("Tap "),
            Piece::Menu("Map > Gear".into()),
            text(". Then stop."),
            Piece::Cites(Cites { numbers: vec![3, 12], ..Cites::default() }),
        ])];
        assert_eq!(rows(&blocks, 20), ["Tap Map › Gear. Then", "stop. [3,\u{a0}12]"]);
    }

    #[test]
    fn items_hang_and_lists_stand_close() {
        let blocks = [
            Block::Item(Marker::Bullet, vec![text("one two three")]),
            Block::Item(Marker::Number(12), vec![text("four five six")]),
            Block::Para(vec![text("after")]),
        ];
        assert_eq!(rows(&blocks, 10), ["• one two", "  three", "12. four", "    five", "    six", "", "after"]);
    }

    #[test]
    fn a_word_wider_than_the_row_is_broken_and_nothing_is_lost() {
        let blocks = [Block::Para(vec![text("x 保護者のためのとても長い見出し y")])];
        let rows = rows(&blocks, 10);
        assert!(rows.iter().all(|row| width(row) <= 10), "{rows:?}");
        assert_eq!(rows.concat().replace(' ', ""), "x保護者のためのとても長い見出しy");
    }

    #[test]
    fn links_know_where_they_stand() {
        let target = Target::Help;
        let blocks = [Block::Para(vec![
            text("one two three "),
            Piece::Link { label: "four five".into(), target: target.clone() },
        ])];
        let laid = lay_out(&blocks, 14, &Glyphs::UNICODE);
        assert_eq!(laid.links, [LinkPlace { target, row: 1, column: 0 }]);
        assert_eq!(laid.row(1).collect::<Vec<_>>(), [("four five", Role::Link(0))]);
    }

    #[test]
    fn a_phone_number_is_never_broken() {
        let blocks = [Block::Contact("Phone".into(), "0808 800 5000".into())];
        assert_eq!(rows(&blocks, 18), ["   Phone:", "   0808\u{a0}800\u{a0}5000"]);
    }

    #[test]
    fn cut_counts_columns() {
        assert_eq!(cut("保護者", 5, &Glyphs::UNICODE), "保護…");
        assert_eq!(cut("short", 5, &Glyphs::UNICODE), "short");
        assert_eq!(cut("longer", 5, &Glyphs::ASCII), "long~");
    }
}
