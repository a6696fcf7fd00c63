//! `americanism`: a spelling or word that is not used in the UK.

use crate::check::texts::Phrases;
use std::sync::LazyLock;

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "americanism",
    level: Level::Warning,
    summary: "a spelling or word that is not used in the UK",
    why: "readers in the UK stumble over it, and search for the other spelling",
    docs: r##"### What it does

It finds American spellings and words in English texts. Menu paths are left alone: they are as the app spells them.

### Why

Readers in the UK stumble over it, and search for the other spelling.

### Example

```toml
text = "Change the color of your child's program.[^a]"
```

### How to fix

Use the UK form that is named.
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
            let span = document.span_in(&text.way, range);
            let _ = sink
                .add(span.clone(), format!("in the UK `{american}` is `{british}`"))
                .help(format!("write `{british}`"))
                .fix(span, british);
        }
    }
}
