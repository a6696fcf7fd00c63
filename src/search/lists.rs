//! The word lists of the search: words that carry no meaning, words that mean the same, and words that are near.
//!
//! Keep them short. A line is worth its place when parents say a word that the pages do not, for more than one page.
//! Words are written in full; the engine takes their endings off.

use std::collections::HashMap;

use super::stem::stemmed;

/// Words that are not looked for by themselves. They still count inside names like "Be Real".
#[rustfmt::skip]
pub const STOP: &[&str] = &[
    "a", "about", "actually", "after", "again", "all", "also", "always", "am", "an", "and", "another", "any",
    "anyone", "anything", "are", "arent", "as", "at", "be", "because", "been", "before", "being", "bit", "but",
    "by", "came", "can", "cant", "come", "comes", "coming", "could", "couldnt", "did", "do", "does", "doesnt",
    "doing", "dont", "even", "ever", "everyone", "everything", "for", "from", "get", "gets", "getting", "give",
    "go", "goes", "going", "gone", "got", "had", "happen", "happened", "happens", "has", "have", "having", "he",
    "hed", "her", "hers", "herself", "hes", "him", "himself", "his", "how", "i", "id", "if", "im", "in", "into",
    "is", "isnt", "it", "its", "itself", "ive", "just", "keep", "keeps", "kind", "know", "let", "lets", "like",
    "look", "looking", "looks", "lot", "make", "makes", "may", "me", "mean", "means", "might", "mine", "more",
    "most", "much", "must", "my", "myself", "need", "needs", "never", "new", "no", "not", "nothing", "now",
    "of", "off", "oh", "ok", "omg", "on", "only", "or", "other", "our", "out", "own", "please", "put", "puts",
    "really", "said", "same", "say", "saying", "says", "set", "she", "shes", "should", "shouldnt", "since",
    "so", "some", "somebody", "someone", "something", "start", "started", "starts", "still", "stuff", "take",
    "taken", "takes", "than", "thanks", "that", "thats", "the", "their", "them", "themselves", "then", "there",
    "these", "they", "theyd", "theyre", "thing", "things", "think", "thinks", "this", "those", "thought",
    "through", "to", "today", "told", "tonight", "too", "took", "tried", "try", "trying", "turn", "unless",
    "until", "up", "us", "use", "used", "uses", "using", "very", "want", "wanted", "wants", "was", "wasnt",
    "way", "we", "well", "went", "were", "what", "whats", "when", "where", "which", "while", "who", "whom",
    "whos", "whose", "will", "with", "wont", "would", "year", "years", "yes", "you", "your", "youre",
    "yourself",
];

/// Words that make no difference inside a name: "come off her phone" is "come off phone". All are in [`STOP`] as well.
const LITTLE: &[&str] = &["a", "an", "her", "his", "the", "their"];

/// Words by which a parent asks for a judgement: "is discord safe" asks for the page of Discord.
const JUDGING: &[&str] =
    &["appropriate", "bad", "dangerous", "good", "harmful", "ok", "okay", "risky", "safe", "suitable"];

/// Words that mean the same to a parent: each is read as the first of its line, in pages and in questions.
pub const SAME: &[&[&str]] = &[
    &[
        "child",
        "children",
        "kid",
        "kiddo",
        "son",
        "daughter",
        "boy",
        "girl",
        "teen",
        "teenager",
        "toddler",
        "youngster",
        "youth",
        "preteen",
    ],
    &["parent", "mum", "mom", "mummy", "mother", "dad", "daddy", "father", "guardian"],
    &["grandparent", "grandma", "grandad", "grandpa", "gran", "nan", "granny", "grandmother", "grandfather"],
    &["picture", "pic", "photo", "photograph", "image"],
    &["phone", "mobile", "smartphone", "handset", "cell"],
    &["film", "movie"],
    &["video", "vid", "clip"],
    &["message", "msg"],
    &["dm", "dms"],
    &["man", "men", "bloke", "guy"],
    &["woman", "women", "lady"],
    &["person", "people", "ppl"],
    &["advert", "ad", "ads", "advertisement"],
    &["tv", "telly", "television"],
    &["mail", "email"],
    &["paedophile", "paedo", "pedo", "pedophile", "nonce"],
    &["suicide", "suicidal"],
    &["private", "privacy"],
    &["centre", "center"],
    &["colour", "color"],
    &["favourite", "favorite"],
    &["behaviour", "behavior"],
    &["organise", "organize"],
    &["recognise", "recognize"],
    &["licence", "license"],
    &["programme", "program"],
    &["enrol", "enroll"],
];

/// Words that are near: each of a line also finds the others, for less than itself.
pub const NEAR: &[&[&str]] = &[
    &["ring", "call", "contact", "helpline", "hotline", "number"],
    &["blackmail", "sextortion", "threat", "threaten", "extort"],
    &["nude", "naked", "topless", "sexting", "sexual", "intimate"],
    &["porn", "pornography", "explicit", "xxx"],
    &["bully", "bullies", "harass", "troll", "tease", "cyberbullying"],
    &["groom", "groomer", "predator", "paedophile"],
    &["suicide", "die", "kill"],
    &["cut", "harm", "selfharm"],
    &["anorexia", "bulimia", "eating", "starve", "thinspo"],
    &["meet", "meeting", "met"],
    &["stranger", "unknown"],
    &["man", "adult"],
    &["spend", "buy", "bought", "purchase", "pay", "paid", "spent", "money"],
    &["refund", "back"],
    &["scam", "scammer", "fraud", "trick", "con"],
    &["hack", "stolen", "compromised"],
    &["delete", "remove", "leave", "uninstall", "quit"],
    &["stop", "block", "disable", "prevent"],
    &["monitor", "spy", "see", "read", "check", "track"],
    &["lock", "pin", "passcode", "password"],
    &["bedtime", "night", "sleep", "downtime"],
    &["limit", "restrict", "control"],
    &["hour", "time"],
    &["addict", "addiction", "hooked", "obsessed"],
    &["age", "old", "birthday"],
    &["illegal", "legal", "law", "crime", "criminal"],
    &["figure", "statistic", "stats", "survey", "many"],
    &["tell", "report", "complain"],
    &["fake", "pretend", "impersonation", "catfish"],
    &["gang", "drug", "drugs"],
    &["pc", "computer", "laptop", "windows"],
    &["picture", "selfie", "snap", "video"],
    &["map", "location", "whereabouts"],
    &["talk", "chat", "conversation"],
    &["message", "text", "dm", "chat"],
    &["vanish", "disappear", "disappearing"],
    &["missing", "runaway", "away"],
    &["angry", "upset", "scared", "worried", "cry", "cries", "crying"],
    &["autism", "autistic", "adhd", "disability"],
    &["restriction", "filter", "block"],
    &["line", "helpline"],
    &["gore", "beheading", "violent", "violence"],
    &["secret", "hidden"],
    &["extremism", "extremist", "radicalised", "hate", "misogyny", "racist"],
];

/// The lists, ready to be looked into.
#[derive(Debug)]
pub struct Lists {
    /// The term that each of these is read as.
    same: HashMap<String, String>,
    /// The terms that are near to each of these.
    near: HashMap<String, Vec<String>>,
}

impl Default for Lists {
    fn default() -> Lists {
        let mut lists = Lists { same: HashMap::new(), near: HashMap::new() };
        for line in SAME {
            let Some((first, others)) = line.split_first() else { continue };
            let first = stemmed(first);
            lists.same.extend(others.iter().map(|word| (stemmed(word), first.clone())));
        }
        for line in NEAR {
            let terms: Vec<String> = line.iter().map(|word| lists.term(word)).collect();
            for term in &terms {
                let others = terms.iter().filter(|other| *other != term).cloned();
                lists.near.entry(term.clone()).or_default().extend(others);
            }
        }
        lists
    }
}

impl Lists {
    /// The term of a word: without its ending, and read as the first of its line in [`SAME`].
    pub fn term(&self, word: &str) -> String {
        let stem = stemmed(word);
        self.same.get(&stem).cloned().unwrap_or(stem)
    }

    /// The terms that are near to a term.
    pub fn near(&self, term: &str) -> &[String] {
        self.near.get(term).map_or(&[], Vec::as_slice)
    }
}

/// True for a word that is not looked for.
pub fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

/// True for a word that makes no difference inside a name.
pub fn is_little(word: &str) -> bool {
    LITTLE.contains(&word)
}

/// True for a word like "safe" in a question like "is it safe".
pub fn judges(word: &str, words: &[&str]) -> bool {
    JUDGING.contains(&word) && matches!(words, ["is" | "are" | "isnt" | "how", ..])
}

/// True for "what is ...", "what does ... mean" and the like, when little else is asked.
pub fn asks_for_a_meaning(words: &[&str]) -> bool {
    let what_is = matches!(words, ["what", "is" | "are" | "does" | "do", ..] | ["whats", ..]);
    let mean = words.iter().any(|word| matches!(*word, "mean" | "means" | "meaning" | "definition"));
    (what_is || mean) && words.iter().filter(|word| !is_stop(word)).count() <= 3
}

/// True when a question asks for figures rather than for help.
pub fn asks_for_figures(words: &[&str]) -> bool {
    const FIGURES: [&str; 8] =
        ["statistics", "statistic", "stats", "figures", "survey", "percentage", "percent", "common"];
    words.iter().any(|word| FIGURES.contains(word)) || words.windows(2).any(|pair| pair == ["how", "many"])
}

/// True for "who do I ring", "what number can I call" and the like, when nothing else is asked, but perhaps one word.
pub fn asks_whom_to_ring(words: &[&str]) -> bool {
    whom_to_ring(words).is_some_and(|others| others <= 1)
}

/// The same, when really nothing else is asked: it is not about a helper or a country with a name.
pub fn asks_only_whom_to_ring(words: &[&str]) -> bool {
    whom_to_ring(words) == Some(0)
}

/// How many other words are asked for beside whom to ring; `None` when that is not asked.
fn whom_to_ring(words: &[&str]) -> Option<usize> {
    const ASK: [&str; 7] = ["who", "whom", "whos", "what", "which", "number", "emergency"];
    const REACH: [&str; 14] = [
        "ring",
        "call",
        "phone",
        "contact",
        "tell",
        "talk",
        "speak",
        "ask",
        "number",
        "numbers",
        "helpline",
        "hotline",
        "helplines",
        "hotlines",
    ];
    let ask =
        words.iter().any(|word| ASK.contains(word) || word.starts_with("helpline") || word.starts_with("hotline"));
    let reach = words.iter().any(|word| REACH.contains(word));
    let others = words.iter().filter(|word| !is_stop(word) && !REACH.contains(word) && !ASK.contains(word));
    (ask && reach).then(|| others.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order_and_say_nothing_twice() {
        assert!(STOP.is_sorted());
        assert!(LITTLE.iter().all(|word| is_stop(word)));
        let lists = Lists::default();
        for line in SAME {
            assert!(line.iter().all(|word| !is_stop(word)), "{line:?}");
            let first = lists.term(line[0]);
            assert!(line.iter().all(|word| lists.term(word) == first), "{line:?}");
        }
        for line in NEAR {
            assert!(line.len() > 1 && line.iter().all(|word| !is_stop(word)), "{line:?}");
        }
    }

    #[test]
    fn parents_words_are_read_as_the_pages_words() {
        let lists = Lists::default();
        assert_eq!(lists.term("daughters"), lists.term("children"));
        assert_eq!(lists.term("pics"), lists.term("photo"));
        assert!(lists.near(&lists.term("ring")).contains(&lists.term("call")));
    }
}
