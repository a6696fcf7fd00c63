//! The questions in parents' words, and how well an engine answers them. Used by the tests and by the comparison.

/// The questions that the engine's numbers were chosen on.
pub const TUNED: &str = include_str!("queries.tsv");
/// The questions that were kept back until the numbers stood.
pub const HELD_OUT: &str = include_str!("held-out.tsv");
/// What a tester typed as a frightened parent, and more of the like.
pub const TESTERS: &str = include_str!("testers.tsv");
/// More of the like that was set aside until the rules and numbers stood.
pub const TESTERS_HELD_OUT: &str = include_str!("testers-held-out.tsv");
/// More of the like, in three lots, each written after the rules had been made for what was there before.
pub const TESTERS_FRESH: &str = include_str!("testers-fresh.tsv");
/// The last lot: nothing was changed for these.
pub const TESTERS_LAST: &str = include_str!("testers-last.tsv");

/// A question and what answers it.
pub struct Question {
    pub text: &'static str,
    pub pages: Vec<&'static str>,
    /// Page and place; empty when only the page matters.
    pub places: Vec<(&'static str, &'static str)>,
    pub help_first: bool,
}

/// Reads a file of questions: tab-separated, `#` starts a comment.
pub fn read(file: &'static str) -> Vec<Question> {
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [text, pages, places, help] = fields[..] else { panic!("four fields are needed: {line}") };
            let places = places.split(',').filter(|place| !place.is_empty());
            Question {
                text,
                pages: pages.split(',').collect(),
                places: places.map(|place| place.split_once('#').expect("page#place")).collect(),
                help_first: match help {
                    "yes" => true,
                    "no" => false,
                    _ => panic!("yes or no: {line}"),
                },
            }
        })
        .collect()
}

/// How well questions are answered, each from 0 to 1.
#[derive(Debug, Default, Clone, Copy)]
pub struct Figures {
    /// The first hit is on a right page.
    pub hit_1: f64,
    /// One of the first three is.
    pub hit_3: f64,
    /// One divided by the rank of the first right hit, on average (within the first ten).
    pub mrr: f64,
    /// Where a place is asked for: one of the first three hits leads to a right one.
    pub place_3: f64,
}

/// Asks every question. An engine answers with pages and places, best first.
pub fn measure(questions: &[Question], mut engine: impl FnMut(&str) -> Vec<(String, Option<String>)>) -> Figures {
    let mut sum = Figures::default();
    let mut with_place = 0.0;
    for question in questions {
        let hits = engine(question.text);
        let rank = hits.iter().take(10).position(|(page, _)| question.pages.contains(&page.as_str()));
        if let Some(rank) = rank {
            sum.hit_1 += f64::from(u8::from(rank == 0));
            sum.hit_3 += f64::from(u8::from(rank < 3));
            sum.mrr += 1.0 / (rank as f64 + 1.0);
        }
        if !question.places.is_empty() {
            with_place += 1.0;
            let right = |(page, place): &(String, Option<String>)| {
                place.as_ref().is_some_and(|place| question.places.contains(&(page.as_str(), place.as_str())))
            };
            sum.place_3 += f64::from(u8::from(hits.iter().take(3).any(right)));
        }
    }
    let all = (questions.len() as f64).max(1.0);
    Figures {
        hit_1: sum.hit_1 / all,
        hit_3: sum.hit_3 / all,
        mrr: sum.mrr / all,
        place_3: sum.place_3 / f64::max(with_place, 1.0),
    }
}
