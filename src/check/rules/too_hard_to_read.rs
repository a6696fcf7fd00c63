//! `too-hard-to-read`: a paragraph that is too hard to read.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::readability::{MOST_WORDS, Measure, measure};
use crate::check::rule::Rule;
use crate::check::texts::Purpose;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "too-hard-to-read",
    level: Level::Warning,
    summary: "a paragraph that is too hard to read",
    why: "a reader of about 11 years, or a frightened adult, does not take it in",
    docs: r##"### What it does

It measures every paragraph of 15 words and more, and the page as a whole, by the Flesch-Kincaid grade (Kincaid and others, 1975). A paragraph has at most grade 9, the page at most 6.5 (a reading age of about 11), and a sentence at most 25 words. Names, numbers and menu paths do not count as hard.

### Why

A reader of about 11 years, or a frightened adult, does not take it in.

### Example

```toml
text = "Configuration of supervision functionality necessitates comprehensive consideration of notification preferences.[^a]"
```

### How to fix

Split long sentences. Use shorter words: the hard ones are named.
"##,
    check,
};

/// The hardest a paragraph may be.
const PARAGRAPH: f64 = 9.0;
/// The hardest a page may be.
const PAGE: f64 = 6.5;
/// Paragraphs with fewer words are not measured: one long word would decide.
const LEAST_WORDS: usize = 15;

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let mut page = Measure::default();
    for text in document.texts.iter().filter(|text| text.purpose != Purpose::Title) {
        let prose = &text.prose;
        for para in &text.marked.paras {
            let part = &prose[para.range.clone()];
            let measure = measure(part);
            page.add(&measure);
            let span = |range: &std::ops::Range<usize>| {
                document.span_in(&text.way, para.range.start + range.start..para.range.start + range.end)
            };
            for (range, words) in &measure.long {
                let _ = sink
                    .add(span(range), format!("this sentence has {words} words; {MOST_WORDS} are the limit"))
                    .help("make two of it");
            }
            let grade = measure.grade();
            if measure.words >= LEAST_WORDS && grade > PARAGRAPH && measure.long.is_empty() {
                let hard: Vec<&str> = measure.hard.iter().filter_map(|range| part.get(range.clone())).collect();
                let help = match hard.is_empty() {
                    true => "use shorter sentences".to_owned(),
                    false => format!("use shorter words than {}", hard.join(", ")),
                };
                let end = part.trim_end().len();
                let _ = sink
                    .add(span(&(0..end)), format!("this has grade {grade:.1}; {PARAGRAPH} is the limit"))
                    .help(help);
            }
        }
    }
    let grade = page.grade();
    // A file with syntax errors was not read as it was meant.
    if grade > PAGE && document.syntax.is_empty() {
        let span = document.span(&[Step::Key("id")]);
        let _ = sink
            .add(span, format!("the whole page has grade {grade:.1}; {PAGE} is the limit"))
            .help("use shorter sentences and shorter words all over");
    }
}
