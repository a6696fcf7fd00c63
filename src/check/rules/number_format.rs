//! `number-format`: a phone number that does not look like one of its country.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "number-format",
    level: Level::Error,
    summary: "a phone number that does not look like one of its country",
    why: "a number with a digit too few or too many reaches nobody",
    docs: r##"### What it does

It looks whether the phone numbers of a region have the digits that numbers of that country have.

### Why

A number with a digit too few or too many reaches nobody.

### Example

```toml
phone = "0808 800 500"   # in the UK, a digit is missing
```

### How to fix

Copy the number again from the service's own page, digit by digit.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let Some(region) = document.page.as_ref().and_then(|page| page.region()) else { return };
    let mut numbers: Vec<(Vec<Step<'_>>, &str)> = Vec::new();
    if let Some(number) = &region.emergency {
        numbers.push((vec![Step::Key("emergency")], number));
    }
    for (at, service) in region.services.iter().enumerate() {
        if let Some(number) = &service.phone {
            numbers.push((vec![Step::Key("service"), Step::Item(at), Step::Key("phone")], number));
        }
    }
    for (way, number) in numbers {
        if let Some(wrong) = wrong(&region.id, number) {
            let _ = sink
                .add(document.span(&way), format!("`{number}` does not look like a number of {}: {wrong}", region.name))
                .help("copy it again from the service's own page, digit by digit");
        }
    }
}

/// What is wrong with a number, or with one of several: "999 or 112".
fn wrong(region: &str, numbers: &str) -> Option<String> {
    numbers.split(" or ").find_map(|number| wrong_number(region, number))
}

/// What is wrong with a number: by the national numbering plans (ITU-T E.164 lists them).
fn wrong_number(region: &str, number: &str) -> Option<String> {
    if number.contains(|c: char| !c.is_ascii_digit() && !" -+()".contains(c)) {
        return Some("it has characters that numbers do not have".to_owned());
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let len = digits.len();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    // Short numbers of Europe for the good of the public: 116 and three digits.
    let harmonised = len == 6 && starts(&["116"]);
    let fits = match region {
        _ if number.starts_with('+') => (8..=15).contains(&len),
        // Childline has the only number of eight digits, 0800 1111.
        "uk" => {
            len == 3 || len == 4 || harmonised || digits == "08001111" || (starts(&["0"]) && (len == 10 || len == 11))
        }
        "ie" => len == 3 || harmonised || (starts(&["1"]) && len == 10) || (starts(&["0"]) && (9..=10).contains(&len)),
        "us" | "ca" => len == 3 || len == 10 || (len == 11 && starts(&["1"])),
        "au" => len == 3 || (starts(&["13"]) && len == 6) || ((starts(&["1800", "1300", "0"])) && len == 10),
        "nz" => len == 3 || len == 4 || (starts(&["0"]) && (8..=11).contains(&len)),
        _ => (3..=15).contains(&len),
    };
    (!fits).then(|| format!("it has {len} digits"))
}
