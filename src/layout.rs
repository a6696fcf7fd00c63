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

/// A space at which no row ends.
pub const NO_BREAK: char = '\u{a0}';

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
    /// All are characters of ASCII.
    pub ascii: bool,
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
    /// For terminals with Unicode.
    pub const UNICODE: Glyphs = Glyphs {
        ascii: false,
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
        ascii: true,
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
        self.fit_with(text, ' ')
    }

    /// The same, with this for spaces at which no row ends.
    fn fit_with<'t>(&self, text: &'t str, no_break: char) -> Cow<'t, str> {
        if !self.ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(to_ascii(text, no_break))
    }
}

fn to_ascii(text: &str, no_break: char) -> String {
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
            '\u{a0}' | '\u{202f}' => out.push(no_break),
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
    let mark = if glyphs.ascii { "~" } else { "…" };
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
    let (marker, cites, run) = (String::new(), String::new(), Run::default());
    let mut setter = Setter { laid, columns, glyphs, gap: Gap::Start, marker, cites, run };
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

/// Text that is set together: a paragraph, in memory that the next one uses again.
#[derive(Default)]
struct Run {
    /// Its words. One space, whatever there was, stands where a row may end.
    text: String,
    /// Where each stretch of one role ends in `text`.
    parts: Vec<(usize, Role)>,
}

impl Run {
    /// Adds a text. It belongs to what stands before it, unless a space parts them.
    fn add(&mut self, text: &str, role: Role, glyphs: &Glyphs) {
        for (number, line) in glyphs.fit_with(text, NO_BREAK).split('\n').enumerate() {
            if number > 0 && !self.is_apart() {
                self.text.push(' ');
            }
            self.add_line(line);
        }
        self.parts.push((self.text.len(), role));
    }

    fn add_line(&mut self, line: &str) {
        let line = if self.is_apart() { line.trim_start_matches(is_space) } else { line };
        if has_single_spaces(line) {
            self.text.push_str(line);
            return;
        }
        for c in line.chars() {
            match is_space(c) {
                true if self.is_apart() => {}
                true => self.text.push(' '),
                false => self.text.push(c),
            }
        }
    }

    /// What comes next does not belong to a word.
    fn is_apart(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(' ')
    }

    /// A row may end here.
    fn add_space(&mut self) {
        self.add(" ", Role::Text, &Glyphs::UNICODE);
    }
}

/// True for a text whose only white space is single spaces: nearly all are. Eight bytes are looked at at once.
fn has_single_spaces(text: &str) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The high bit of each byte that is zero.
    let zeros = |bytes: u64| !(((bytes & !HIGH) + (0x7f * EACH)) | bytes) & HIGH;
    let mut space_before = 0;
    let (eights, rest) = text.as_bytes().as_chunks();
    let mut last = [b'x'; 8];
    last[..rest.len()].copy_from_slice(rest);
    for eight in eights.iter().chain([&last]) {
        let bytes = u64::from_le_bytes(*eight);
        if bytes & HIGH != 0 {
            return !text.contains("  ") && !text.contains(|c| c != ' ' && is_space(c));
        }
        let spaces = zeros(bytes ^ (u64::from(b' ') * EACH));
        // Control characters have neither of these two bits.
        let controls = zeros(bytes & (0x60 * EACH));
        if controls | (spaces & ((spaces << 8) | space_before)) != 0 {
            return false;
        }
        space_before = spaces >> 56;
    }
    true
}

/// The most bytes that a column of text is taken to have; letters with two marks have 7.
const MOST_BYTES: usize = 16;

/// How many bytes of a text, up to the end of a word, fit into so many columns; 0 when its first word does not.
fn fitting(text: &str, columns: usize) -> usize {
    let bytes = text.as_bytes();
    // As many, and the one after.
    let near = &bytes[..bytes.len().min(columns + 1)];
    if near.is_ascii() {
        return match near.len() > columns {
            true => near.iter().rposition(|byte| *byte == b' ').unwrap_or(0),
            false => text.len(),
        };
    }
    // No more is looked at than can fit, or a long text without spaces would be looked through for each row. A word
    // that is cut off here has more marks on its letters than any script.
    let mut near = &text[..text.floor_char_boundary(MOST_BYTES * (columns + 1))];
    if near.len() < text.len() {
        near = near.rsplit_once(' ').map_or("", |(words, _)| words);
    }
    let (mut used, mut end) = (0, 0);
    for (at, word) in near.split(' ').enumerate() {
        let space = usize::from(at > 0);
        used += space + width(word);
        if used > columns {
            break;
        }
        end += space + word.len();
    }
    end
}

/// How many bytes of a text that has no place to end a row fit into so many columns; one character at least.
fn broken(text: &str, columns: usize) -> usize {
    let near = text.as_bytes().get(..columns.max(1));
    if let Some(near) = near.filter(|near| near.is_ascii()) {
        return near.len();
    }
    let (mut used, mut end) = (0, 0);
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > columns && end > 0 {
            break;
        }
        end += grapheme.len();
    }
    end
}

struct Setter<'a> {
    laid: &'a mut Laid,
    columns: usize,
    glyphs: &'a Glyphs,
    gap: Gap,
    /// What stands before an item, in memory that the next one uses again.
    marker: String,
    /// Numbers of sources, likewise.
    cites: String,
    /// What is to be set.
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
                self.label(label);
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
            || (matches!(self.gap, Gap::Item | Gap::Para) && kind == Gap::Contact)
            || (self.gap == Gap::Contact && kind == Gap::Field);
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
            let widest = (row..self.laid.len()).map(|row| width(self.laid.row_text(row))).max().unwrap_or(0);
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
        self.label(label);
        self.run.add(&value, role, self.glyphs);
        self.set("   ", "   ");
    }

    fn label(&mut self, label: &str) {
        self.run.add(label, Role::Label, self.glyphs);
        self.run.add(":", Role::Label, self.glyphs);
        self.run.add_space();
    }

    /// Sets pieces: `first` stands before the first row, `rest` before the others.
    fn run(&mut self, first: &str, rest: &str, pieces: &[Piece<'_>], role: Role) {
        pieces.iter().for_each(|piece| self.piece(piece, role));
        self.set(first, rest);
    }

    /// Sets words of one role.
    fn plain(&mut self, rest: &str, text: &str, role: Role) {
        self.run.add(text, role, self.glyphs);
        self.set("", rest);
    }

    fn link(&mut self, target: Target) -> Role {
        self.laid.links.push(LinkPlace { target, row: usize::MAX, column: 0 });
        Role::Link(self.laid.links.len() - 1)
    }

    fn piece(&mut self, piece: &Piece<'_>, role: Role) {
        match piece {
            Piece::Text(text) => self.run.add(text, role, self.glyphs),
            Piece::Stress(text) => self.run.add(text, Role::Stress, self.glyphs),
            Piece::Menu(text) => self.run.add(&text.replace(" > ", self.glyphs.menu), Role::Menu, self.glyphs),
            Piece::Link { label, target } => {
                let role = self.link(target.clone());
                self.run.add(label, role, self.glyphs);
            }
            Piece::Cites(cites) => {
                self.run.add_space();
                self.cites.clear();
                write_cites(cites, &mut self.cites);
                self.run.add(&self.cites, Role::Quiet, self.glyphs);
            }
        }
    }

    /// Sets the run in rows: `first` stands before the first row, `rest` before the others.
    fn set(&mut self, first: &str, rest: &str) {
        let mut run = std::mem::take(&mut self.run);
        self.set_run(&run, first, rest);
        run.text.clear();
        run.parts.clear();
        self.run = run;
    }

    fn set_run(&mut self, run: &Run, first: &str, rest: &str) {
        let edge = match run.parts.first() {
            Some((_, role @ (Role::Care | Role::Danger))) => *role,
            _ => Role::Quiet,
        };
        let text = run.text.trim_end_matches(' ');
        let indent = width(rest);
        let (mut before, mut used, mut at, mut part) = (first, width(first), 0, 0);
        loop {
            if !before.is_empty() {
                self.laid.push(before, edge);
            }
            let room = self.columns.saturating_sub(used);
            let rest_of_text = &text[at..];
            let end = at
                + match fitting(rest_of_text, room) {
                    0 => broken(rest_of_text, room),
                    fits => fits,
                };
            part = self.row(run, part, at..end, used);
            self.laid.end_row();
            at = end + usize::from(text[end..].starts_with(' '));
            if at >= text.len() {
                return;
            }
            (before, used) = (rest, indent);
        }
    }

    /// Sets a row of the run, from the column `used` on; its first byte is of this part. Gives the part of the byte
    /// after it.
    fn row(&mut self, run: &Run, mut part: usize, row: Range<usize>, used: usize) -> usize {
        let mut at = row.start;
        while let Some((end, role)) = run.parts.get(part).filter(|_| at < row.end) {
            let here = at..row.end.min(*end);
            if !here.is_empty() {
                self.note_link(*role, || used + width(&run.text[row.start..here.start]));
                at = here.end;
                self.laid.push(&self.glyphs.fit(&run.text[here]), *role);
            }
            if *end > row.end {
                break;
            }
            part += 1;
        }
        part
    }

    fn note_link(&mut self, role: Role, column: impl FnOnce() -> usize) {
        let row = self.laid.len();
        if let Role::Link(link) | Role::Contact(link) = role
            && let Some(place) = self.laid.links.get_mut(link).filter(|place| place.row == usize::MAX)
        {
            (place.row, place.column) = (row, column());
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
    write_cites(cites, &mut out);
    out
}

fn write_cites(cites: &Cites, out: &mut String) {
    out.push('[');
    for (at, number) in cites.numbers.iter().enumerate() {
        if at > 0 {
            out.push_str(",\u{a0}");
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{number}");
    }
    if cites.second_hand {
        out.push_str(":\u{a0}");
        out.push_str(words::source::SECOND_HAND);
    }
    // Last: what is second-hand is what the numbers stand for.
    if cites.our_advice {
        out.push_str(if cites.numbers.is_empty() { "*" } else { ",\u{a0}*" });
    }
    out.push(']');
}

/// A place where a row may end. A no-break space is none.
fn is_space(c: char) -> bool {
    // Control characters are no part of a word either.
    c <= ' ' || (c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
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
        // Long words among short ones, and letters with more marks than any script has.
        let words = ["é".repeat(3), "保護者".repeat(200), "e\u{301}\u{301}".repeat(500), "z".to_owned()];
        let marks = format!("a{}", "\u{301}".repeat(5000));
        for long in [words.join(" "), format!("é {marks} b"), format!("{marks} {marks}")] {
            let laid = lay_out(&[Block::Para(vec![text(&long)])], 10, &Glyphs::UNICODE);
            let rows: Vec<&str> = (0..laid.len()).map(|row| laid.row_text(row)).collect();
            assert!(rows.iter().all(|row| width(row) <= 10));
            assert_eq!(rows.concat().replace(' ', ""), long.replace(' ', ""));
        }
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
    fn no_row_ends_inside_a_number_or_its_sources_in_ascii_either() {
        let cites = Piece::Cites(Cites { numbers: vec![3, 12], ..Cites::default() });
        let blocks =
            [Block::Contact("Phone".into(), "0808 800 5000".into()), Block::Para(vec![text("That is so."), cites])];
        let laid = lay_out(&blocks, 18, &Glyphs::ASCII);
        let rows: Vec<&str> = (0..laid.len()).map(|row| laid.row_text(row)).collect();
        assert_eq!(rows, ["   Phone:", "   0808 800 5000", "", "That is so.", "[3, 12]"]);
    }

    #[test]
    fn white_space_is_one_space_and_words_without_one_stay_together() {
        let blocks = [Block::Para(vec![
            text(" one \n  two"),
            Piece::Stress("three".into()),
            text("\u{3000}  four\tfive…\n"),
            text(" six "),
        ])];
        assert_eq!(rows(&blocks, 40), ["one twothree four five… six"]);
        assert_eq!(rows(&blocks, 10), ["one", "twothree", "four five…", "six"]);
    }

    #[test]
    fn cut_counts_columns() {
        assert_eq!(cut("保護者", 5, &Glyphs::UNICODE), "保護…");
        assert_eq!(cut("short", 5, &Glyphs::UNICODE), "short");
        assert_eq!(cut("longer", 5, &Glyphs::ASCII), "long~");
    }

    #[test]
    fn single_spaces_are_seen_wherever_they_stand() {
        for length in 0..20 {
            let plain = "x".repeat(length);
            assert!(has_single_spaces(&plain));
            for at in 0..length {
                let with = |mark: &str| format!("{}{mark}{}", &plain[..at], &plain[at..]);
                assert!(["", " ", "~", "\u{7f}", "é", "\u{a0}"].map(with).iter().all(|text| has_single_spaces(text)));
                let wrong = ["  ", "\n", "\t", " \n", "\0", "\u{1f}", "é  ", "\u{2003}"];
                for text in wrong.map(with) {
                    assert!(!has_single_spaces(&text), "{text:?}");
                }
            }
        }
    }
}
