//! A code that a phone can scan from the screen (QR).

use qrcode::{Color, EcLevel, QrCode};

use crate::tui::canvas::Canvas;

/// The empty edge around a code that the standard asks for, in modules (ISO/IEC 18004). Phones read less.
const EDGE: u16 = 4;
/// The least edge that is drawn where the window is small.
const LEAST_EDGE: u16 = 2;

/// A code.
#[derive(Debug, Clone)]
pub struct Code {
    dark: Vec<bool>,
    /// How many modules a side has.
    side: u16,
}

impl Code {
    /// The code for a text. `None` when the text is too long for one.
    pub fn of(text: &str) -> Option<Code> {
        // The lowest correction gives the smallest code; a screen has no dirt on it.
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let side = u16::try_from(code.width()).ok()?;
        Some(Code { dark: code.to_colors().into_iter().map(|color| color == Color::Dark).collect(), side })
    }

    /// The room that it needs at least, in columns and rows.
    pub fn least(&self, ascii: bool) -> (u16, u16) {
        self.room(LEAST_EDGE, ascii)
    }

    fn room(&self, edge: u16, ascii: bool) -> (u16, u16) {
        let side = self.side + 2 * edge;
        // Without half blocks a module takes two columns and a row.
        if ascii { (2 * side, side) } else { (side, side.div_ceil(2)) }
    }

    fn is_dark(&self, x: u16, y: u16, edge: u16) -> bool {
        let inside = |at: u16| at.checked_sub(edge).filter(|at| *at < self.side);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => self.dark[usize::from(y) * usize::from(self.side) + usize::from(x)],
            _ => false,
        }
    }

    /// Draws it with as much edge as there is room for. False when there is no room.
    pub fn draw(&self, canvas: &mut Canvas<'_>) -> bool {
        let ascii = canvas.glyphs.ascii;
        let fits = |edge: &u16| {
            let (columns, rows) = self.room(*edge, ascii);
            columns <= canvas.width() && rows <= canvas.height()
        };
        let Some(edge) = (LEAST_EDGE..=EDGE).rev().find(fits) else { return false };
        let (columns, rows) = self.room(edge, ascii);
        for row in 0..rows {
            for column in 0..columns {
                let (glyph, style) = if ascii {
                    (" ", canvas.theme.module(self.is_dark(column / 2, row, edge)))
                } else {
                    let upper = self.is_dark(column, 2 * row, edge);
                    canvas.theme.half_modules(upper, self.is_dark(column, 2 * row + 1, edge))
                };
                canvas.text(column, row, glyph, style);
            }
        }
        true
    }
}
