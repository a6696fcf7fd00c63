//! From blocks to rows of a given width: one way of wrapping for the screen and for plain text.
//!
//! Rows know roles, not colours: each output decides what a role looks like.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::content::doc::{Block, Cites, Piece, Tone};
use crate::content::file::{Cell, Draw, Table};
use crate::content::inline::{Marker, Target};
use crate::words;

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
    /// A phone number or an address to use.
    Contact,
    /// Something to be careful about.
    Care,
    /// Danger.
    Danger,
    /// Something good.
    Good,
    /// A bar of a chart.
    Bar,
}

/// A run of characters with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The characters; never a line break.
    pub text: String,
    /// What they are.
    pub role: Role,
}

/// A row of the laid-out document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its spans, from left to right.
    pub spans: Vec<Span>,
}

impl Row {
    /// The characters of the row.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// A row of one role.
    pub fn of(role: Role, text: impl Into<String>) -> Row {
        Row { spans: vec![Span { text: text.into(), role }] }
    }
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

/// A document set in rows.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The places that links lead to, with their rows.
    pub places: Vec<(String, usize)>,
    /// The headings of parts (levels 1 and 2): place, words and row.
    pub parts: Vec<(String, String, usize)>,
    /// The links, in reading order.
    pub links: Vec<LinkPlace>,
}

impl Laid {
    /// The row of a place.
    pub fn row_of(&self, place: &str) -> Option<usize> {
        self.places.iter().find(|(name, _)| name == place).map(|(_, row)| *row)
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
    /// Before a step that is to be done.
    pub todo: &'static str,
    /// Before a step that does not apply.
    pub skipped: &'static str,
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
        bullet: "•",
        menu: " › ",
        bar: "█",
        rule: "─",
        done: "[✓]",
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
        todo: "[ ]",
        skipped: "[-]",
        focus: "> ",
        dot: " - ",
        edge: "|",
        empty: ".",
    };

    /// The text with characters outside ASCII replaced, when these glyphs are the ASCII ones.
    pub fn fit(&self, text: &str) -> String {
        if self.bar == "█" || text.is_ascii() { text.to_owned() } else { to_ascii(text) }
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
pub fn lay_out(blocks: &[Block], columns: usize, glyphs: &Glyphs) -> Laid {
    let mut setter = Setter { laid: Laid::default(), columns: columns.max(10), glyphs, gap: Gap::Start };
    for block in blocks {
        setter.block(block);
    }
    setter.laid
}

/// Wraps a plain text.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let blocks = [Block::Para(vec![Piece::Text(text.to_owned())])];
    lay_out(&blocks, columns, &Glyphs::UNICODE).rows.iter().map(Row::text).collect()
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

struct Setter<'a> {
    laid: Laid,
    columns: usize,
    glyphs: &'a Glyphs,
    gap: Gap,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
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
            self.laid.rows.push(Row::default());
        }
        self.gap = kind;
        match block {
            Block::Heading { level, place, words } => self.heading(*level, place, words),
            Block::Para(pieces) => self.run("", "", pieces, Role::Text),
            Block::Item(marker, pieces) => {
                let first = match marker {
                    Marker::Number(number) => format!("{number}. "),
                    _ => format!("{} ", self.glyphs.bullet),
                };
                let rest = " ".repeat(width(&first));
                self.run(&first, &rest, pieces, Role::Text);
            }
            Block::Field(label, pieces) => self.field(label, pieces),
            Block::Note(tone, pieces) => self.note(*tone, pieces),
            Block::Say(pieces) => {
                let edge = format!("{} ", self.glyphs.edge);
                self.run(&edge, &edge, pieces, Role::Text);
            }
            Block::Contact(label, value) => self.contact(label, value),
            Block::Figures(table) => self.figures(table),
        }
    }

    fn heading(&mut self, level: u8, place: &str, words: &str) {
        let row = self.laid.rows.len();
        self.laid.places.push((place.to_owned(), row));
        if level <= 2 {
            self.laid.parts.push((place.to_owned(), words.to_owned(), row));
        }
        self.run("", "", &[Piece::Text(words.to_owned())], Role::Heading(level));
        if level <= 2 {
            let widest = self.laid.rows[row..].iter().map(|row| width(&row.text())).max().unwrap_or(0);
            self.laid.rows.push(Row::of(Role::Quiet, self.glyphs.rule.repeat(widest)));
        }
    }

    fn field(&mut self, label: &str, pieces: &[Piece]) {
        let mut with_label = vec![Chunk { text: format!("{label}:"), role: Role::Label, glue: false }];
        with_label.extend(self.chunks(pieces, Role::Text));
        self.set("", "  ", with_label);
    }

    fn note(&mut self, tone: Tone, pieces: &[Piece]) {
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
        let mut chunks = vec![Chunk { text: format!("{label}:"), role: Role::Label, glue: false }];
        // A phone number is never broken over two rows.
        let value = value.replace(' ', "\u{a0}");
        let target = web_target(&value);
        let role = match target {
            Some(target) => self.link(target),
            None => Role::Contact,
        };
        chunks.push(Chunk { text: self.glyphs.fit(&value), role, glue: false });
        self.set("   ", "   ", chunks);
    }

    fn run(&mut self, first: &str, rest: &str, pieces: &[Piece], role: Role) {
        let chunks = self.chunks(pieces, role);
        self.set(first, rest, chunks);
    }

    fn link(&mut self, target: Target) -> Role {
        self.laid.links.push(LinkPlace { target, row: usize::MAX, column: 0 });
        Role::Link(self.laid.links.len() - 1)
    }

    /// Words with their roles; `glue` says that no space stands before.
    fn chunks(&mut self, pieces: &[Piece], role: Role) -> Vec<Chunk> {
        let mut out: Vec<Chunk> = Vec::new();
        let mut space = true;
        let push = |text: &str, role: Role, out: &mut Vec<Chunk>, space: &mut bool| {
            let starts = text.starts_with(is_space);
            for (at, word) in text.split(is_space).filter(|word| !word.is_empty()).enumerate() {
                let glue = at == 0 && !*space && !starts;
                out.push(Chunk { text: word.to_owned(), role, glue });
            }
            if !text.is_empty() {
                *space = text.ends_with(is_space);
            }
        };
        for piece in pieces {
            match piece {
                Piece::Text(text) => push(&self.glyphs.fit(text), role, &mut out, &mut space),
                Piece::Stress(text) => push(&self.glyphs.fit(text), Role::Stress, &mut out, &mut space),
                Piece::Menu(text) => {
                    let text = text.split(" > ").collect::<Vec<_>>().join(self.glyphs.menu);
                    push(&self.glyphs.fit(&text), Role::Menu, &mut out, &mut space);
                }
                Piece::Link { label, target } => {
                    let role = self.link(target.clone());
                    push(&self.glyphs.fit(label), role, &mut out, &mut space);
                }
                Piece::Cites(cites) => push(&format!(" {}", cites_text(cites)), Role::Quiet, &mut out, &mut space),
            }
        }
        out
    }

    fn set(&mut self, first: &str, rest: &str, chunks: Vec<Chunk>) {
        let mut row = Row::default();
        let mut used = width(first);
        if !first.is_empty() {
            row.spans.push(Span { text: first.to_owned(), role: edge_role(&chunks, first) });
        }
        let indent = width(rest);
        let mut fresh = true;
        for chunk in join_glued(chunks) {
            let wide: usize = chunk.iter().map(|part| width(&part.text)).sum();
            let gap = usize::from(!fresh);
            if !fresh && used + gap + wide > self.columns {
                self.laid.rows.push(std::mem::take(&mut row));
                used = indent;
                fresh = true;
                if !rest.is_empty() {
                    row.spans.push(Span { text: rest.to_owned(), role: edge_role(&chunk, rest) });
                }
            }
            if !fresh {
                // The space between two words of a link belongs to the link, so that it is drawn as one.
                let role = row
                    .spans
                    .last()
                    .map_or(Role::Text, |last| if last.role == chunk[0].role { last.role } else { Role::Text });
                push_span(&mut row, " ", role);
                used += 1;
            }
            fresh = false;
            for part in chunk {
                for grapheme in break_up(&part.text, self.columns - indent) {
                    let wide = width(&grapheme);
                    if used + wide > self.columns && used > indent {
                        self.laid.rows.push(std::mem::take(&mut row));
                        used = indent;
                        if !rest.is_empty() {
                            row.spans.push(Span { text: rest.to_owned(), role: Role::Text });
                        }
                    }
                    if let Role::Link(link) = part.role
                        && self.laid.links[link].row == usize::MAX
                    {
                        self.laid.links[link].row = self.laid.rows.len();
                        self.laid.links[link].column = used;
                    }
                    push_span(&mut row, &grapheme, part.role);
                    used += wide;
                }
            }
        }
        self.laid.rows.push(row);
    }

    fn figures(&mut self, table: &Table) {
        let glyphs = self.glyphs;
        let label_width =
            table.rows.iter().filter_map(|row| row.first()).map(|cell| width(&cell.to_string())).max().unwrap_or(0);
        let label_width = label_width.min(self.columns / 2);
        let several = table.columns.len() > 2;
        for row in &table.rows {
            let Some((label, values)) = row.split_first() else { continue };
            let label = label.to_string();
            if several || width(&label) > label_width {
                self.run("", "  ", &[Piece::Text(label.clone())], Role::Label);
            }
            for (at, value) in values.iter().enumerate() {
                let head = match (several, width(&label) > label_width) {
                    (true, _) => format!("  {}", table.columns.get(at + 1).map_or("", |name| name.as_str())),
                    (false, true) => String::new(),
                    (false, false) => label.clone(),
                };
                self.figure(table, &glyphs.fit(&head), value, at, label_width);
            }
        }
    }

    /// A row of a chart: the label, the number, and the bar, whose length is the number's share of the largest
    /// number of its column.
    fn figure(&mut self, table: &Table, head: &str, value: &Cell, column: usize, label_width: usize) {
        let glyphs = self.glyphs;
        let column_head = if table.columns.len() > 2 {
            table.columns.iter().skip(1).map(|name| width(name) + 2).max().unwrap_or(0).min(self.columns / 2)
        } else {
            label_width
        };
        let numbers = table.rows.iter().filter_map(|row| row.get(column + 1));
        let value_width = numbers.clone().map(|cell| width(&cell.to_string())).max().unwrap_or(0).min(self.columns / 3);
        let largest = numbers.filter_map(Cell::number).fold(0.0, f64::max);
        let text = value.to_string();
        let head = cut(head, column_head, glyphs);
        let pad = " ".repeat(column_head.saturating_sub(width(&head)) + 2);
        let mut row = Row::default();
        row.spans.push(Span { text: format!("{head}{pad}"), role: Role::Text });
        if width(&text) > value_width {
            self.laid.rows.push(row);
            self.run("    ", "    ", &[Piece::Text(text)], Role::Text);
            return;
        }
        let before = " ".repeat(value_width - width(&text));
        row.spans.push(Span { text: format!("{before}{text}"), role: Role::Stress });
        let room = self.columns.saturating_sub(column_head + 2 + value_width + 2);
        if let (Draw::Bars, Some(number), true) = (table.draw, value.number(), largest > 0.0 && room >= 5) {
            let long = ((number / largest) * room as f64).round().clamp(0.0, room as f64) as usize;
            let long = if number > 0.0 { long.max(1) } else { long };
            row.spans.push(Span { text: "  ".into(), role: Role::Text });
            row.spans.push(Span { text: glyphs.bar.repeat(long), role: Role::Bar });
        }
        self.laid.rows.push(row);
    }
}

/// "[2, 5]", "[2: second-hand]", "[*]" for our own advice. Its spaces do not break over rows.
fn cites_text(cites: &Cites) -> String {
    let mut parts: Vec<String> = cites.numbers.iter().map(usize::to_string).collect();
    if cites.our_advice {
        parts.push("*".to_owned());
    }
    let hand = if cites.second_hand { format!(": {}", words::source::SECOND_HAND) } else { String::new() };
    format!("[{}{hand}]", parts.join(", ")).replace(' ', "\u{a0}")
}

/// A place where a row may end. A no-break space is none.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'
}

fn web_target(value: &str) -> Option<Target> {
    (value.starts_with("https://") || value.starts_with("http://")).then(|| Target::Url(value.to_owned()))
}

fn edge_role(chunks: &[Chunk], edge: &str) -> Role {
    match chunks.first() {
        Some(chunk) if !edge.trim().is_empty() && matches!(chunk.role, Role::Care | Role::Danger) => chunk.role,
        _ => Role::Quiet,
    }
}

/// A word.
#[derive(Debug, Clone)]
struct Chunk {
    text: String,
    role: Role,
    glue: bool,
}

/// Words that no space parts stay together: "map" and the full stop after a menu path.
fn join_glued(chunks: Vec<Chunk>) -> Vec<Vec<Chunk>> {
    let mut out: Vec<Vec<Chunk>> = Vec::new();
    for chunk in chunks {
        match out.last_mut() {
            Some(last) if chunk.glue => last.push(chunk),
            _ => out.push(vec![chunk]),
        }
    }
    out
}

/// The word itself when it fits in a row, else its graphemes. Wide scripts without spaces are broken at once.
fn break_up(word: &str, columns: usize) -> Vec<String> {
    if width(word) <= columns { vec![word.to_owned()] } else { word.graphemes(true).map(str::to_owned).collect() }
}

fn push_span(row: &mut Row, text: &str, role: Role) {
    match row.spans.last_mut() {
        Some(last) if last.role == role => last.text.push_str(text),
        _ => row.spans.push(Span { text: text.to_owned(), role }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Piece {
        Piece::Text(words.to_owned())
    }

    fn rows(blocks: &[Block], columns: usize) -> Vec<String> {
        lay_out(blocks, columns, &Glyphs::UNICODE).rows.iter().map(Row::text).collect()
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
        assert_eq!(laid.rows[1].spans, [Span { text: "four five".into(), role: Role::Link(0) }]);
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
