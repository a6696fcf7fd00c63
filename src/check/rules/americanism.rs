//! `americanism`: a spelling or word that is not used in the UK.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::texts::{Phrases, Text};
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "americanism",
    level: Level::Warning,
    summary: "a spelling or word that is not used in the UK",
    why: "readers in the UK stumble over it, and search for the other spelling",
    docs: r##"### What it does

It finds American spellings and words in English texts. Menu paths are left alone: they are as the app spells them. A word with a capital inside a sentence may be a name: `--fix` leaves it.

### Why

Readers in the UK stumble over it, and search for the other spelling.

### Example

```toml
text = "Change the color of your child's program.[^a]"
```

### How to fix

Use the UK form that is named. A name stays as its owner spells it.
"##,
    check,
};

/// American and British.
const WORDS: &[(&str, &str)] = &[
    ("analyze", "analyse"),
    ("apologize", "apologise"),
    ("behavior", "behaviour"),
    ("behaviors", "behaviours"),
    ("canceled", "cancelled"),
    ("cell phone", "mobile phone"),
    ("color", "colour"),
    ("colors", "colours"),
    ("counselor", "counsellor"),
    ("customize", "customise"),
    ("defense", "defence"),
    ("emphasize", "emphasise"),
    ("enroll", "enrol"),
    ("favorite", "favourite"),
    ("favorites", "favourites"),
    ("fulfill", "fulfil"),
    ("gray", "grey"),
    ("harbor", "harbour"),
    ("honor", "honour"),
    ("humor", "humour"),
    ("judgment", "judgement"),
    ("labeled", "labelled"),
    ("labor", "labour"),
    ("math", "maths"),
    ("minimize", "minimise"),
    ("mom", "mum"),
    ("moms", "mums"),
    ("neighbor", "neighbour"),
    ("neighbors", "neighbours"),
    ("offense", "offence"),
    ("organization", "organisation"),
    ("organize", "organise"),
    ("organized", "organised"),
    ("prioritize", "prioritise"),
    ("realize", "realise"),
    ("realized", "realised"),
    ("recognize", "recognise"),
    ("recognized", "recognised"),
    ("rumor", "rumour"),
    ("rumors", "rumours"),
    ("sidewalk", "pavement"),
    ("signaling", "signalling"),
    ("skeptical", "sceptical"),
    ("specialized", "specialised"),
    ("summarize", "summarise"),
    ("theater", "theatre"),
    ("traveled", "travelled"),
    ("unauthorized", "unauthorised"),
    ("utilize", "use"),
    ("vacation", "holiday"),
    ("personalized", "personalised"),
    ("personalize", "personalise"),
    ("sexualized", "sexualised"),
    ("victimized", "made a victim"),
    ("criminalized", "made a criminal"),
    ("authorize", "authorise"),
    ("normalize", "normalise"),
    ("memorize", "learn by heart"),
];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.iter().map(|(american, _)| *american)));

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    for text in &document.texts {
        for (range, number) in PHRASES.find(&text.prose) {
            let (american, british) = WORDS[number];
            let british = in_the_case_of(&text.prose[range.clone()], british);
            let is_name = may_be_a_name(text, &range);
            let span = document.span_in(&text.way, range);
            let added = sink.add(span.clone(), format!("in the UK `{american}` is `{}`", british.to_lowercase()));
            let _ = match is_name {
                true => added.help(format!("write `{british}`, but leave a name as it is")).suggest(span, british),
                false => added.help(format!("write `{british}`")).fix(span, british),
            };
        }
    }
}

/// A word with the capitals of another.
fn in_the_case_of(word: &str, british: &str) -> String {
    if word.chars().all(|c| !c.is_lowercase()) {
        return british.to_uppercase();
    }
    let mut letters = british.chars();
    match letters.next().filter(|_| word.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => british.to_owned(),
    }
}

/// True for a word with a capital that it does not have from the start of a sentence alone: names keep their spelling.
fn may_be_a_name(text: &Text, range: &Range<usize>) -> bool {
    let word = &text.prose[range.clone()];
    if !word.contains(char::is_uppercase) {
        return false;
    }
    let para = text.marked.paras.partition_point(|para| para.range.start <= range.start);
    let start = para.checked_sub(1).map_or(0, |at| text.marked.paras[at].range.start);
    let before = text.prose[start..range.start].trim_end_matches(|c: char| c.is_whitespace() || "([\"'“‘".contains(c));
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', '…']);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    // "Harbor School" is one also at the start.
    let goes_on = text.prose[range.end..].trim_start().starts_with(char::is_uppercase);
    !begins || capitals > 1 || goes_on
}
