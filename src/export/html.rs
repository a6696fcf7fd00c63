//! A hand-out as one HTML file: complete in itself, without scripts, good on A4 paper. Every text is escaped.

use std::collections::HashSet;

use super::handout::{Goes, HandOut, Sort};
use crate::content::doc::{Block, Cites, Piece, Tone};
use crate::content::file::{Cell, Table};
use crate::content::inline::{Marker, Target};
use crate::content::text::clean;
use crate::layout::{Glyphs, cites_text};

/// How it looks. Text has a contrast of at least 7 : 1 against the white of the page (WCAG 2.2, 1.4.6).
const STYLE: &str = "\
@page{size:A4;margin:18mm 16mm}
body{font:11pt/1.45 system-ui,-apple-system,'Segoe UI',sans-serif;color:#16181d;background:#fff;max-width:44rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.2;break-after:avoid}
h1{font-size:1.7em;margin:.6em 0 .4em}
h2{font-size:1.25em;margin:1.5em 0 .4em;border-bottom:1px solid #8a8f99;padding-bottom:.15em}
h3{font-size:1.05em;margin:1.1em 0 .3em}
p,ul,ol,blockquote,table{margin:.45em 0}
ul,ol{padding-left:1.6em}
a{color:#0a3d7a}
.danger{border:2px solid #a01018;padding:.5em .8em;font-weight:bold}
.school{border:1px solid #50555f;padding:.5em .8em}
.care{border-left:4px solid #8c4800;padding-left:.7em}
.quiet,sup{color:#474b54}
.quiet{font-size:.92em}
sup{font-size:.75em;line-height:0}
sup a{color:inherit;text-decoration:none}
blockquote{border-left:3px solid #8a8f99;margin-left:0;padding-left:.8em}
.box{display:inline-block;width:.8em;height:.8em;border:1.5px solid #16181d;margin-right:.5em}
.contact{margin-left:1.2em}
table{border-collapse:collapse}
th,td{border:1px solid #8a8f99;padding:.25em .6em;text-align:left;vertical-align:top}
td.n{text-align:right}
footer{border-top:1px solid #8a8f99;margin-top:2em}
@media print{body{font-size:10.5pt;max-width:none;margin:0;padding:0}section,table,blockquote,li{break-inside:avoid}a.out::after{content:\" (\" attr(href) \")\";overflow-wrap:anywhere}a{color:inherit}}
";

/// The file.
pub fn write(handout: &HandOut<'_>) -> String {
    let mut writer =
        Writer { handout, out: String::new(), sort: Sort::Text, list: None, section: false, ids: HashSet::new() };
    writer.out.push_str("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Nothing is loaded and nothing runs, whatever the texts are.
    writer.out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    writer.out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    writer.text(&handout.title);
    writer.out.push_str("</title>\n<style>\n");
    writer.out.push_str(STYLE);
    writer.out.push_str("</style>\n</head>\n<body>\n<header>\n");
    for (class, line) in [("danger", &handout.danger), ("school", &handout.school)] {
        if let Some(line) = line {
            writer.out.push_str(&format!("<p class=\"{class}\">"));
            writer.text(line);
            writer.out.push_str("</p>\n");
        }
    }
    writer.out.push_str("</header>\n<main>\n");
    for (sort, blocks) in &handout.parts {
        writer.sort = *sort;
        writer.blocks(blocks);
    }
    writer.out.push_str("</main>\n<footer>\n");
    writer.sort = Sort::Text;
    writer.blocks(&handout.foot);
    writer.out.push_str("</footer>\n</body>\n</html>\n");
    writer.out
}

struct Writer<'a> {
    handout: &'a HandOut<'a>,
    out: String,
    sort: Sort,
    /// The list that is open: its tag.
    list: Option<&'static str>,
    /// A part below a heading of level 3 is open.
    section: bool,
    /// The places that have been given.
    ids: HashSet<String>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
        self.end_list();
        self.end_section();
    }

    fn block(&mut self, block: &Block<'_>) {
        let list = match block {
            Block::Item(Marker::Bullet, _) => Some("ul"),
            Block::Item(Marker::Number(_), _) => Some("ol"),
            _ => None,
        };
        if self.list != list {
            self.end_list();
            if let Some(tag) = list {
                self.out.push_str(&format!("<{tag}>\n"));
            }
            self.list = list;
        }
        match block {
            Block::Heading { level, place, words } => self.heading(*level, place, words),
            Block::Para(pieces) | Block::Item(Marker::None, pieces) => self.wrapped("<p>", pieces, "</p>"),
            Block::Item(Marker::Bullet, pieces) => self.wrapped("<li>", pieces, "</li>"),
            Block::Item(Marker::Number(number), pieces) => {
                let open = match self.sort {
                    Sort::Sources => format!("<li value=\"{number}\" id=\"source-{number}\">"),
                    Sort::Text | Sort::Checklist => format!("<li value=\"{number}\">"),
                };
                self.wrapped(&open, pieces, "</li>");
            }
            Block::Field(label, pieces) => {
                self.out.push_str("<p><strong>");
                self.text(label);
                self.out.push_str(":</strong> ");
                self.wrapped("", pieces, "</p>");
            }
            Block::Note(tone, pieces) => {
                let open = match tone {
                    Tone::Plain | Tone::Good => "<p class=\"note\">",
                    Tone::Care => "<p class=\"care\">",
                    Tone::Danger => "<p class=\"danger\">",
                    Tone::Quiet => "<p class=\"quiet\">",
                };
                self.wrapped(open, pieces, "</p>");
            }
            Block::Say(pieces) => self.wrapped("<blockquote><p>", pieces, "</p></blockquote>"),
            Block::Contact(label, value) => self.contact(label, value),
            Block::Figures(table) => self.table(table),
        }
    }

    fn end_list(&mut self) {
        if let Some(tag) = self.list.take() {
            self.out.push_str(&format!("</{tag}>\n"));
        }
    }

    fn end_section(&mut self) {
        if std::mem::take(&mut self.section) {
            self.out.push_str("</section>\n");
        }
    }

    fn heading(&mut self, level: u8, place: &str, words: &str) {
        self.end_section();
        if level >= 3 {
            self.out.push_str("<section>\n");
            self.section = true;
        }
        let level = level.clamp(1, 3);
        self.out.push_str(&format!("<h{level}"));
        // Sources have names of their own.
        if !place.is_empty() && !place.starts_with("source-") && self.ids.insert(place.to_owned()) {
            self.out.push_str(" id=\"");
            self.text(place);
            self.out.push('"');
        }
        self.out.push('>');
        if level == 3 && self.sort == Sort::Checklist {
            self.out.push_str("<span class=\"box\"></span>");
        }
        self.text(words);
        self.out.push_str(&format!("</h{level}>\n"));
    }

    fn wrapped(&mut self, open: &str, pieces: &[Piece<'_>], close: &str) {
        self.out.push_str(open);
        pieces.iter().for_each(|piece| self.piece(piece));
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Text(words) => self.text(words),
            Piece::Stress(words) => self.tagged("em", words),
            Piece::Menu(words) => self.tagged("b", &words.replace(" > ", Glyphs::UNICODE.menu)),
            Piece::Link { label, target } => self.link(label, target),
            Piece::Cites(cites) => self.cites(cites),
        }
    }

    fn tagged(&mut self, tag: &str, words: &str) {
        self.out.push_str(&format!("<{tag}>"));
        self.text(words);
        self.out.push_str(&format!("</{tag}>"));
    }

    fn link(&mut self, label: &str, target: &Target) {
        let (start, address, end, class) = match self.handout.goes(target) {
            Goes::Here(place) => ("#", place, "", ""),
            Goes::Beside(page) => ("", page, ".html", ""),
            // On paper the address stands behind the words, unless these are the address.
            Goes::Out(url) => ("", url, "", if url == label { "" } else { " class=\"out\"" }),
            Goes::Nowhere => {
                self.text(label);
                if let Target::Url(url) = target {
                    self.text(&format!(" ({url})"));
                }
                return;
            }
        };
        self.out.push_str(&format!("<a{class} href=\"{start}"));
        self.text(address);
        self.out.push_str(&format!("{end}\">"));
        self.text(label);
        self.out.push_str("</a>");
    }

    fn cites(&mut self, cites: &Cites) {
        self.out.push_str("<sup>");
        match cites.numbers.first() {
            Some(first) => self.out.push_str(&format!("<a href=\"#source-{first}\">")),
            None => self.out.push_str("<span>"),
        }
        self.text(&cites_text(cites));
        self.out.push_str(if cites.numbers.is_empty() { "</span></sup>" } else { "</a></sup>" });
    }

    fn contact(&mut self, label: &str, value: &str) {
        self.out.push_str("<p class=\"contact\">");
        self.text(label);
        self.out.push_str(": ");
        let target = Target::Url(value.to_owned());
        match self.handout.goes(&target) {
            Goes::Out(_) => self.link(value, &target),
            // A phone number is never broken over two rows.
            _ => self.tagged("strong", &value.replace(' ', "\u{a0}")),
        }
        self.out.push_str("</p>\n");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n<thead>\n<tr>");
        for column in &table.columns {
            self.out.push_str("<th scope=\"col\">");
            self.text(column);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (open, close) = match (at, cell) {
                    (0, _) => ("<th scope=\"row\">", "</th>"),
                    (_, Cell::Text(_)) => ("<td>", "</td>"),
                    (_, Cell::Whole(_) | Cell::Decimal(_)) => ("<td class=\"n\">", "</td>"),
                };
                self.out.push_str(open);
                self.text(&cell.to_string());
                self.out.push_str(close);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    /// Adds a text, so that no letter of it can be anything but a letter: good between tags and in quotes.
    fn text(&mut self, text: &str) {
        for c in clean(text, false).chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                c => self.out.push(c),
            }
        }
    }
}
