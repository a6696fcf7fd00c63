//! Words after which help is shown above every hit.
//!
//! A rule is a few words that must all be typed, in this order, with at most [`GAP`] other words between two of them.
//! `|` parts words of which one is enough, and `*` stands for any ending (see [`RULES`]). A missed danger is worse than help shown
//! once too often; but help that is always there is not seen any more, so a rule must not fit ordinary questions.
//! To add one, add a line here, a question that it is for and one that it must leave alone to the tests below.

use super::typo;

/// How many other words may stand between two words of a rule.
const GAP: usize = 5;

/// One word is enough. Those after `~` count misspelt too: nothing ordinary is spelt like them.
const WORDS: &[&str] = &[
    "~blackmail",
    "~blackmailed",
    "~blackmailing",
    "~blackmailer",
    "~sextortion",
    "~sextorted",
    "~extortion",
    "~suicide",
    "~suicidal",
    "~threatened",
    "~threatening",
    "threatens",
    "groomed",
    "~overdose",
    "overdosed",
    "raped",
    "molested",
    "kidnapped",
    "abducted",
    "trafficked",
    "~paedophile",
    "paedo",
    "pedophile",
    "~anorexia",
    "anorexic",
    "bulimia",
    "thinspo",
    "~selfharm",
];

/// Somebody's child, as parents say it.
const CHILD: &str =
    "child|children|kid|kids|son|sons|daughter|daughters|boy|girl|teen|teenager|he|hes|she|shes|him|her";
/// What makes a picture a sexual one.
const NUDE: &str = "nude|nudes|naked|topless|sexual|intimate|explicit|dick|undressed|underwear";
/// Pictures.
const PICTURE: &str = "picture|pictures|pic|pics|photo|photos|image|images|video|videos|nude|nudes|selfie|selfies";
/// Somebody whom the child may not know.
const SOMEBODY: &str = "stranger|strangers|someone|somebody|man|men|guy|bloke|adult|adults|person|older|boyfriend|girlfriend|boy|girl|friend";

/// The rules, by what has happened. `{child}`, `{nude}`, `{picture}` and `{somebody}` stand for the lists above; a
/// word after `+` follows directly.
const RULES: &[&str] = &[
    // Danger now.
    "immediate +danger",
    "danger +now",
    "life in|at danger|risk",
    "call|ring|phone|dial 999|911|112|000|111",
    "hurt|hurting|beaten|stabbed|attacked {child}",
    // Suicide and self-harm.
    "kill|killing|kills|hang|hanging|hanged himself|herself|themselves|themself|hisself|myself",
    "end|ending|take|taking|took his|her|their|own +life",
    "want|wants|wanted|wish|wishes die|dead",
    "better off +dead",
    "doesnt|dont|not want|wanna live",
    "self +harm|harming|harms|harmed",
    "hurt|hurting|hurts|harm|harming|harms|cut|cutting|cuts|burning|starving|starve|starves himself|herself|themselves|themself|hisself|arms|wrists",
    "{child} cutting|starving|overdos*",
    "taken|took|swallowed pills|tablets|paracetamol",
    // Blackmail and threats.
    "threat|threats {child}|share|send|post|kill|hurt",
    "threaten|threatens {child}|to",
    "unless|otherwise pay|pays|paid|money|send|sends|i|we",
    "or they|theyll|he|hell|she|shell share|shares|send|sends|post|leak",
    "will|going|gonna|wants|says send|share|post|leak|publish {picture} friends|family|everyone|school|contacts",
    "leak|leaked|leaking|leaks {picture}",
    // Sexual pictures of a child.
    "{nude} sent|shared|posted|leaked|sending|asked|asking|asks|demanding",
    "sent|send|sends|sending|shared|posted|asked|asking|asks|ask|demanding|pressured|took {nude}",
    "want|wants|wanted nude|nudes|naked|topless",
    "nude|nudes|naked of +my|our",
    "nude|nudes|naked my|our {child}",
    "fake|ai|deepfake nude|nudes|naked|porn my|our|her|him",
    "child +abuse|porn|pornography",
    "child +sexual|sex abuse|picture|pictures|image|images",
    // Grooming, and meeting.
    "being|been|was +groomed|grooming",
    "grooming my|our|him|her",
    "groomer|groomers|predator|paedo|pedo|nonce {child}|my|dm|dms|messages|talking",
    "man|men|adult|adults|guy|older asked|asking|asks|wants|sending|sent|gave|buys|touched|talking|talks|messaging|messages {child}",
    "someone|somebody|stranger|strangers asked|asking|asks|wants picture|pictures|photo|photos|pics|meet|sex|video",
    "meet|meeting|met|meets {somebody} online|internet|snapchat|roblox|discord|instagram|chat|app|game|web|snap|insta",
    "meet|meeting|meets|met stranger|strangers|man|men|adult|older",
    "going|gone|sneaking|sneaked|snuck|left|off to +meet {somebody}|him|her|them",
    "sex|sexual|sexually|explicit message|messages|chat|chats|chatting|talk|talking|text|texts with|from|to",
    "talked|talking|talks|messages|messaging|chatting sexually",
    "had|having|has +sex",
    "sex with man|adult|older",
    // Abuse, also by a child.
    "sexually abused|assaulted|touched|harmed",
    "{child} abused|assaulted|molested|raped",
    "abused|abusing|abuses|molesting|assaulted my|our|him|her|child",
    "being +abused",
    "{child} did|done|hurt|harmed|touched|abused another|sister|brother|cousin|younger|classmate",
    // Missing.
    "child|son|daughter|kid|boy|girl|teenager|he|hes|she|shes +missing",
    "child|son|daughter|kid|boy|girl|teenager|he|she is|has|gone +missing|disappeared|vanished",
    "missing +child|son|daughter|teenager|person",
    "run|ran|runs|running +away",
    "not|didnt|hasnt|never come|came +home",
    // Gangs and weapons.
    "gang|gangs|dealer|dealers my|our|son|daughter|him|her|child|making|involved",
    "carry|carrying|selling|running|deliver|delivering|hiding drugs|knife|weapon|gun|packages|parcels",
    "county +line|lines son|daughter|child|he|she|involved",
    "knife|gun|weapon school|threat*",
];

/// What looks like danger and is not, before a rule is tried: these words are passed over.
const HARMLESS: &[&[&str]] = &[
    &["threatened", "species"],
    &["suicide", "squad"],
    &["zoom", "meeting"],
    &["teams", "meeting"],
    &["google", "meet"],
    &["missing", "messages"],
    &["missing", "out"],
    &["live", "location"],
    &["live", "stream"],
    &["verbally", "abused"],
    &["kill", "streak"],
];

/// True when what was typed speaks of danger. `words` are small letters without accents, in their order.
pub fn speaks_of(words: &[&str]) -> bool {
    let kept = passed_over(words);
    let words: Vec<&str> = words.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(word, _)| *word).collect();
    one_word(&words) || in_danger(&words) || RULES.iter().any(|rule| fits(rule, &words))
}

fn passed_over(words: &[&str]) -> Vec<bool> {
    let mut kept = vec![true; words.len()];
    for harmless in HARMLESS {
        for at in 0..words.len().saturating_sub(harmless.len() - 1) {
            if words[at..at + harmless.len()] == **harmless {
                kept[at..at + harmless.len()].fill(false);
            }
        }
    }
    kept
}

fn one_word(words: &[&str]) -> bool {
    words.iter().any(|word| {
        WORDS.iter().any(|known| match known.strip_prefix('~') {
            Some(known) => word == &known || misspelt(word, known),
            None => word == known,
        })
    })
}

/// One slip, or two in a word of nine letters; the first letter is right.
fn misspelt(word: &str, known: &str) -> bool {
    let slips = if known.len() >= 9 { 2 } else { 1 };
    word.as_bytes().first() == known.as_bytes().first() && typo::within(word, known, slips).is_some()
}

/// "In danger", but not "in danger of spending" nor "a danger of".
fn in_danger(words: &[&str]) -> bool {
    words.windows(2).enumerate().any(|(at, pair)| pair == ["in", "danger"] && words.get(at + 2) != Some(&"of"))
}

fn fits(rule: &str, words: &[&str]) -> bool {
    let parts: Vec<&str> = rule.split(' ').collect();
    let Some((first, rest)) = parts.split_first() else { return false };
    (0..words.len()).any(|at| is_one_of(words[at], first) && follow(rest, words, at + 1))
}

/// The other parts of a rule follow from here on, each at most [`GAP`] words after the one before.
fn follow(parts: &[&str], words: &[&str], from: usize) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    let (part, gap) = part.strip_prefix('+').map_or((*part, GAP), |part| (part, 0));
    let until = (from + gap + 1).min(words.len());
    (from..until).any(|at| is_one_of(words[at], part) && follow(rest, words, at + 1))
}

fn is_one_of(word: &str, part: &str) -> bool {
    part.split('|').any(|one| match one {
        "{child}" => is_one_of(word, CHILD),
        "{nude}" => is_one_of(word, NUDE),
        "{picture}" => is_one_of(word, PICTURE),
        "{somebody}" => is_one_of(word, SOMEBODY),
        _ => one.strip_suffix('*').map_or(word == one, |start| word.starts_with(start)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::token::each_word;

    fn danger(text: &str) -> bool {
        let mut words = Vec::new();
        each_word(text, |word, _, _| words.push(word.to_owned()));
        speaks_of(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn danger_is_heard() {
        for text in [
            "blackmail",
            "he is being blakmailed",
            "someone threatened my daughter",
            "suicide",
            "she wants to kill herself",
            "he said he wants to die",
            "he doesn't want to live anymore",
            "my son is self-harming",
            "she cuts her arms",
            "he took a lot of tablets",
            "he has taken an overdose",
            "my daughter is meeting a stranger tonight",
            "going to meet a man from the internet",
            "she wants to meet a boy she met on discord",
            "my child is missing",
            "he's gone missing",
            "my daughter has run away",
            "he hasn't come home",
            "my daughter sent a nude",
            "he sent nudes to someone",
            "nudes were sent round",
            "a stranger asked for pictures",
            "a man asked him for naked pics",
            "they will send the video to all his friends",
            "pay or they will share the photos",
            "my girl was groomed",
            "being groomed",
            "my child is in danger",
            "in danger",
            "an older man sends... talks to my son",
            "a gang makes my son carry drugs",
            "my boy touched his sister",
            "was sexually abused",
            "there are nudes of my daughter online",
            "should I ring 999",
        ] {
            assert!(danger(text), "{text}");
        }
    }

    #[test]
    fn ordinary_questions_are_left_alone() {
        for text in [
            "",
            "a danger of spending",
            "is he in danger of spending too much",
            "dangers of roblox",
            "is tiktok dangerous",
            "missing messages on whatsapp",
            "app is missing from my son's phone",
            "my son is missing out because he has no phone",
            "kill cam in fortnite",
            "zoom meeting strangers",
            "how do I meet the teachers on google meet",
            "teams meeting with a person online",
            "suicide squad age rating",
            "share photos with family",
            "share location with my daughter",
            "send pictures to grandma",
            "how to talk about sex with my son",
            "my 9 year old saw porn videos",
            "what is grooming",
            "dog grooming game",
            "set up a child account for my son",
            "stop strangers messaging my child",
            "live location on whatsapp",
            "i don't want to live stream",
            "he was verbally abused in fortnite",
            "delete my daughter's account",
            "what does nude mean",
            "how do I stop him buying robux",
            "explicit content filter on spotify",
            "turn off disappearing messages he has sent",
            "run out of screen time",
            "cutting down on screen time",
            "cut her screen time",
            "my kid took my card to pay for v-bucks",
        ] {
            assert!(!danger(text), "{text}");
        }
    }

    #[test]
    fn no_rule_is_empty_and_none_has_a_name_that_is_not_known() {
        for rule in RULES {
            for part in rule.split(' ') {
                assert!(!part.trim_start_matches('+').is_empty(), "{rule}");
                for one in part.split('|').filter(|one| one.contains('{')) {
                    assert!(["{child}", "{nude}", "{picture}", "{somebody}"].contains(&one), "{rule}");
                }
            }
        }
    }
}
