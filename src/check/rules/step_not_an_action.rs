//! `step-not-an-action`: a step whose title is not something to do.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "step-not-an-action",
    level: Level::Warning,
    summary: "a step whose title is not something to do",
    why: "a parent must see at once what to do",
    docs: r##"### What it does

It looks whether a step's title begins with a verb that asks for something: Turn on, Check, Ask, Agree.

### Why

A parent must see at once what to do.

### Example

```toml
title = "Ghost Mode"
```

### How to fix

Begin with the verb: "Turn on Ghost Mode".
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let count = document.at(&[Step::Key("step")]).map_or(0, |node| node.items().len());
    for at in 0..count {
        let way = [Step::Key("step"), Step::Item(at), Step::Key("title")];
        let Some(title) = document.at(&way).and_then(Node::text) else { continue };
        // "YouTube: set a limit" and "If they are under 13, link the account" ask for something too.
        let starts = std::iter::once(title).chain(title.split(": ").skip(1)).chain(title.split(", ").skip(1));
        let first = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default().to_lowercase()
        };
        if !starts.map(first).any(|word| VERBS.contains(&word.as_str())) {
            let len = title.find(' ').unwrap_or(title.len());
            let _ = sink
                .add(document.span_in(&way, 0..len), format!("`{title}` does not begin with something to do"))
                .help("begin with a verb, like Turn on, Check, Ask or Agree");
        }
    }
}

/// Verbs that ask for something, as titles of steps begin with. Add one when it is missing.
const VERBS: &[&str] = &[
    "accept",
    "add",
    "agree",
    "allow",
    "answer",
    "apply",
    "approve",
    "arrange",
    "ask",
    "avoid",
    "block",
    "book",
    "bookmark",
    "bring",
    "buy",
    "call",
    "cancel",
    "change",
    "charge",
    "check",
    "choose",
    "clear",
    "close",
    "compare",
    "connect",
    "contact",
    "copy",
    "count",
    "cover",
    "create",
    "cut",
    "decide",
    "delete",
    "disconnect",
    "discuss",
    "do",
    "don",
    "download",
    "empty",
    "end",
    "enter",
    "explain",
    "fill",
    "film",
    "filter",
    "find",
    "fix",
    "follow",
    "force",
    "get",
    "give",
    "go",
    "guard",
    "have",
    "hear",
    "help",
    "hide",
    "hold",
    "install",
    "invite",
    "join",
    "keep",
    "know",
    "learn",
    "leave",
    "let",
    "limit",
    "link",
    "list",
    "listen",
    "lock",
    "log",
    "look",
    "lower",
    "make",
    "mark",
    "meet",
    "move",
    "mute",
    "name",
    "never",
    "note",
    "offer",
    "open",
    "pair",
    "park",
    "pause",
    "pay",
    "pick",
    "plan",
    "play",
    "post",
    "practise",
    "praise",
    "prepare",
    "press",
    "protect",
    "put",
    "quit",
    "read",
    "record",
    "remind",
    "remove",
    "rename",
    "repeat",
    "refuse",
    "replace",
    "reply",
    "report",
    "request",
    "require",
    "reset",
    "restrict",
    "retire",
    "review",
    "ring",
    "run",
    "save",
    "say",
    "search",
    "see",
    "send",
    "separate",
    "set",
    "share",
    "show",
    "sign",
    "silence",
    "sit",
    "speak",
    "stand",
    "start",
    "stay",
    "stop",
    "store",
    "switch",
    "take",
    "talk",
    "tap",
    "teach",
    "tell",
    "test",
    "think",
    "tidy",
    "treat",
    "try",
    "turn",
    "type",
    "uninstall",
    "unlink",
    "unplug",
    "update",
    "use",
    "verify",
    "visit",
    "wait",
    "walk",
    "warn",
    "watch",
    "work",
    "write",
];
