//! `wrong-figures`: a table whose figures cannot be right.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::{Node, Step, Value};
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-figures",
    level: Level::Error,
    summary: "a table whose figures cannot be right",
    why: "readers see figures that are wrong, or under the wrong heading",
    docs: r##"### What it does

It looks whether every row of a table has one value for each column, and whether there are two columns or more. It also finds numbers below zero, and `nan` and `inf`, which are no numbers.

### Why

Readers see figures that are wrong, or under the wrong heading.

### Example

```toml
columns = ["Area", "Reports"]
rows = [
  ["Kent", 1,5],   # 1,5 is two values
  ["Essex"],       # the number is missing
]
```

### How to fix

Give each row as many values as there are columns. A number has a point and no commas: `1.5`, `1500`. What is not known is a text: `"not counted"`. So is a fall: `"-5%"`.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    // Where the file could not be read, a row may have lost values that are there.
    if !document.syntax.is_empty() {
        return;
    }
    for table in document.at(&[Step::Key("table")]).map(Node::items).unwrap_or_default() {
        let columns = table.step("columns".into()).filter(|node| matches!(node.value, Value::List(_)));
        let count = columns.map_or(0, |node| node.items().len());
        if let Some(columns) = columns.filter(|_| count < 2) {
            let _ = sink
                .add(columns.span.clone(), "a table needs two columns or more")
                .help("write first what a row is, then what each number is");
        }
        for row in table.step("rows".into()).map(Node::items).unwrap_or_default() {
            let Value::List(values) = &row.value else { continue };
            length(row, values.len(), count, sink);
            values.iter().for_each(|value| number(document, value, sink));
        }
    }
}

fn length(row: &Node, values: usize, columns: usize, sink: &mut Sink<'_>) {
    if values == 0 {
        let _ = sink.add(row.span.clone(), "this row is empty").help("write its values, or take it out");
    } else if columns >= 2 && values != columns {
        let help = match values > columns {
            true => "give each column one value: `1,5` is two values, write `1.5`; `1,500` too, write `1500`",
            false => "give each column one value; what is not known is a text, like `\"not counted\"`",
        };
        let plural = if values == 1 { "" } else { "s" };
        let _ = sink
            .add(row.span.clone(), format!("this row has {values} value{plural}, and the table has {columns} columns"))
            .help(help);
    }
}

fn number(document: &Document, value: &Node, sink: &mut Sink<'_>) {
    if !matches!(value.value, Value::Whole(_) | Value::Decimal(_)) {
        return;
    }
    let written = &document.text[value.span.clone()];
    if written.contains("nan") || written.contains("inf") {
        let _ = sink
            .add(value.span.clone(), format!("`{written}` is no number"))
            .help("write the number, or a text like `\"not counted\"`");
    } else if written.starts_with('-') {
        let _ = sink
            .add(value.span.clone(), format!("`{written}` is below zero, and nothing can be counted so"))
            .help(format!("write the number without `-`; when it is a fall, write `\"{written}\"`"));
    }
}
