//! `id-not-file-name`: an id that is not the file's name.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step};
use crate::check::rule::Rule;
use crate::check::world::World;
use crate::content::page::Kind;
use crate::content::source::is_id;

/// The rule.
pub static RULE: Rule = Rule {
    name: "id-not-file-name",
    level: Level::Error,
    summary: "an id that is not the file's name",
    why: "links and ticks go by the id, and the file is found by its name; they must be the same",
    docs: r##"### What it does

It compares the page's `id` with the name of its file, and looks whether the name is made of small letters, digits and hyphens.

### Why

Links and ticks go by the id, and the file is found by its name; they must be the same.

### Example

```toml
id = "snap-chat"   # in the file snapchat.toml
```

### How to fix

Write the file's name as the id; a file whose name cannot be an id needs another name first. If the page has a new name for readers, change `name`, never `id`.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let way = [Step::Key("id")];
    let Some(id) = document.at(&way).and_then(Node::text) else { return };
    if document.kind != Kind::Glossary && id != document.stem {
        let span = document.span(&way);
        let added = sink.add(span.clone(), format!("the id is `{id}`, but the file is called `{}`", document.stem));
        // A wrong name of a file is no id: to write it here would hide that.
        if is_id(&document.stem) {
            let _ = added.help("write the file's name as the id").fix(span, format!("\"{}\"", document.stem));
        } else {
            let _ =
                added.help("give the file a name of small letters, digits and hyphens, and write the same as the id");
        }
    }
}
