//! Documents as text: styled for a terminal, plain for anything else.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Effects, Style};

use crate::content::doc::Block;
use crate::layout::{Glyphs, Laid, NO_BREAK, Role, lay_out_again};

/// How text is written.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The width in columns.
    pub columns: usize,
    /// Whether roles are shown by colour and weight.
    pub styled: bool,
    /// The characters to write with.
    pub glyphs: &'static Glyphs,
}

/// Adds blocks as text, each row with its line break.
pub fn write(blocks: &[Block<'_>], format: Format, out: &mut String) {
    Writer::new(format).write(blocks, out);
}

/// Writes documents one after the other, in the same memory.
pub struct Writer {
    format: Format,
    laid: Laid,
}

impl Writer {
    /// A writer of this format.
    pub fn new(format: Format) -> Writer {
        Writer { format, laid: Laid::default() }
    }

    /// Adds blocks as text, each row with its line break.
    pub fn write(&mut self, blocks: &[Block<'_>], out: &mut String) {
        lay_out_again(blocks, self.format.columns, self.format.glyphs, &mut self.laid);
        let start = out.len();
        rows(&self.laid, self.format.styled, out);
        // It is broken already: a number is now found, copied and dialled as it is written everywhere else.
        if out[start..].contains(NO_BREAK) {
            let spaced = out[start..].replace(NO_BREAK, " ");
            out.truncate(start);
            out.push_str(&spaced);
        }
    }
}

fn rows(laid: &Laid, styled: bool, out: &mut String) {
    for row in 0..laid.len() {
        if styled {
            for (text, role) in laid.row(row) {
                let style = style(role);
                // Writing to a String can not fail.
                let _ = write!(out, "{style}{text}{style:#}");
            }
        } else {
            out.push_str(laid.row_text(row));
        }
        let end = out.trim_end_matches(' ').len();
        out.truncate(end);
        out.push('\n');
    }
}

fn style(role: Role) -> Style {
    let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
    match role {
        Role::Text | Role::Quiet => Style::new(),
        Role::Stress | Role::Label | Role::Menu | Role::Heading(3..) => Style::new().bold(),
        Role::Link(_) => color(AnsiColor::Blue).effects(Effects::UNDERLINE),
        Role::Heading(_) => color(AnsiColor::Cyan).bold(),
        Role::Contact(_) | Role::Good => color(AnsiColor::Green).bold(),
        Role::Care => color(AnsiColor::Magenta),
        Role::Danger => color(AnsiColor::Red).bold(),
        Role::Bar => color(AnsiColor::Blue),
    }
}
