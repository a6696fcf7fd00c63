//! A hand-out as Markdown (CommonMark, with the tables of GitHub). Every text is escaped.

use super::handout::{Goes, HandOut, Sort};
use crate::content::doc::{Block, Piece, Tone};
use crate::content::file::{Cell, Table};
use crate::content::inline::{Marker, Target};
use crate::content::text::clean;
use crate::layout::{Glyphs, cites_text};

/// The file.
pub fn write(handout: &HandOut<'_>) -> String {
    let mut writer = Writer { handout, out: String::new(), sort: Sort::Text, item: false, inside: false };
    for line in handout.danger.iter().chain(&handout.school) {
        writer.gap(false);
        writer.out.push_str(&format!("**{}**\n", escaped(line)));
    }
    for (sort, blocks) in &handout.parts {
        writer.sort = *sort;
        blocks.iter().for_each(|block| writer.block(block));
    }
    writer.sort = Sort::Text;
    writer.gap(false);
    writer.out.push_str("---\n");
    handout.foot.iter().for_each(|block| writer.block(block));
    writer.out
}

struct Writer<'a> {
    handout: &'a HandOut<'a>,
    out: String,
    sort: Sort,
    /// The block before was an item of a list.
    item: bool,
    /// The block before was an item, or a way to get in touch that belongs to one.
    inside: bool,
}

impl Writer<'_> {
    /// An empty row between blocks, but not between the items of a list.
    fn gap(&mut self, item: bool) {
        let together = item && self.item;
        if !self.out.is_empty() && !together {
            self.out.push('\n');
        }
        self.item = item;
    }

    fn block(&mut self, block: &Block<'_>) {
        self.gap(matches!(block, Block::Item(..) | Block::Contact(..)));
        let inside = self.inside;
        self.inside = match block {
            Block::Item(..) => true,
            Block::Contact(..) => inside,
            _ => false,
        };
        let line = match block {
            Block::Heading { level, words, .. } => {
                let tick = if *level == 3 && self.sort == Sort::Checklist { "☐ " } else { "" };
                format!("{} {tick}{}", "#".repeat(usize::from((*level).clamp(1, 3))), escaped(words))
            }
            Block::Para(pieces) | Block::Item(Marker::None, pieces) => begun(&self.pieces(pieces)),
            Block::Item(Marker::Bullet, pieces) => format!("- {}", begun(&self.pieces(pieces))),
            Block::Item(Marker::Number(number), pieces) => format!("{number}. {}", begun(&self.pieces(pieces))),
            Block::Field(label, pieces) => format!("**{}:** {}", escaped(label), self.pieces(pieces)),
            Block::Note(Tone::Quiet | Tone::Plain | Tone::Good, pieces) => begun(&self.pieces(pieces)),
            Block::Note(Tone::Care | Tone::Danger, pieces) | Block::Say(pieces) => {
                format!("> {}", begun(&self.pieces(pieces)))
            }
            Block::Contact(label, value) => {
                let indent = if inside { "  " } else { "" };
                format!("{indent}- {}: {}", escaped(label), self.contact(value))
            }
            Block::Figures(table) => table_rows(table),
        };
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn pieces(&self, pieces: &[Piece<'_>]) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(words) => out.push_str(&escaped(words)),
                Piece::Stress(words) => out.push_str(&format!("*{}*", escaped(words))),
                Piece::Menu(words) => {
                    out.push_str(&format!("**{}**", escaped(&words.replace(" > ", Glyphs::UNICODE.menu))));
                }
                Piece::Link { label, target } => out.push_str(&self.link(label, target)),
                Piece::Cites(cites) => {
                    if !out.is_empty() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    out.push_str(&escaped(&cites_text(cites)));
                }
            }
        }
        out
    }

    fn link(&self, label: &str, target: &Target) -> String {
        match self.handout.goes(target) {
            Goes::Out(url) if url == label => format!("<{}>", address(url)),
            Goes::Out(url) => format!("[{}]({})", escaped(label), address(url)),
            Goes::Beside(page) => format!("[{}]({}.md)", escaped(label), address(page)),
            // Readers of Markdown make the names of places from headings, each in its own way.
            Goes::Here(_) => escaped(label),
            Goes::Nowhere => match target {
                Target::Url(url) => escaped(&format!("{label} ({url})")),
                _ => escaped(label),
            },
        }
    }

    fn contact(&self, value: &str) -> String {
        let target = Target::Url(value.to_owned());
        match self.handout.goes(&target) {
            Goes::Out(_) => self.link(value, &target),
            _ => format!("**{}**", escaped(value)),
        }
    }
}

fn table_rows(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut rows = vec![row(table.columns.iter().map(|column| escaped(column)).collect())];
    let number = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at));
        at > 0 && cells.all(|cell| !matches!(cell, Cell::Text(_)))
    };
    rows.push(row((0..table.columns.len()).map(|at| if number(at) { "--:" } else { "---" }.to_owned()).collect()));
    rows.extend(table.rows.iter().map(|cells| row(cells.iter().map(|cell| escaped(&cell.to_string())).collect())));
    rows.join("\n")
}

/// A text in one row, in which no character is a mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in clean(text, true).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The start of a row: what would begin a list there does not.
fn begun(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.as_bytes().get(digits);
    let at = match text.as_bytes().first() {
        Some(b'-' | b'+' | b'=') => 0,
        Some(_) if digits > 0 && matches!(after, Some(b'.' | b')')) => digits,
        _ => return text.to_owned(),
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

/// An address in which nothing ends it too early.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in clean(url, true).chars() {
        match c {
            ' ' | '<' | '>' | '(' | ')' | '\\' | '`' | '"' | '[' | ']' => out.push_str(&format!("%{:02X}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
