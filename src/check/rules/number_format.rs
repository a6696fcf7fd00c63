//! `number-format`: a phone number or e-mail address that cannot be right.

use crate::check::diagnostic::{Level, Sink};
use crate::check::document::Document;
use crate::check::document::Step;
use crate::check::rule::Rule;
use crate::check::world::World;

/// The rule.
pub static RULE: Rule = Rule {
    name: "number-format",
    level: Level::Error,
    summary: "a phone number or e-mail address that cannot be right",
    why: "a number or an address with a slip reaches nobody",
    docs: r##"### What it does

It looks whether the phone numbers of a region have the digits that numbers of that country have, whether the `text` of a service names a number, and whether its `email` is an address.

### Why

A number or an address with a slip reaches nobody.

### Example

```toml
phone = "0808 800 500"   # in the UK, a digit is missing
email = "help at nspcc.org.uk"
```

### How to fix

Copy the number or the address again from the service's own page, letter by letter.
"##,
    check,
};

fn check(document: &Document, _: &World, sink: &mut Sink<'_>) {
    let Some(region) = document.page.as_ref().and_then(|page| page.region()) else { return };
    let mut tell = |way: &[Step<'_>], message: String, help: &str| {
        let _ = sink.add(document.span(way), message).help(help);
    };
    let mut phone = |way: &[Step<'_>], number: &str| {
        if let Some(wrong) = wrong(&region.id, number) {
            let message = format!("`{number}` does not look like a number of {}: {wrong}", region.name);
            tell(way, message, "copy it again from the service's own page, digit by digit");
        }
    };
    if let Some(number) = &region.emergency {
        phone(&[Step::Key("emergency")], number);
    }
    for (at, service) in region.services.iter().enumerate() {
        if let Some(number) = &service.phone {
            phone(&[Step::Key("service"), Step::Item(at), Step::Key("phone")], number);
        }
    }
    for (at, service) in region.services.iter().enumerate() {
        let way = |key| [Step::Key("service"), Step::Item(at), Step::Key(key)];
        if let Some(text) = service.text.as_ref().filter(|text| !names_a_number(&region.id, text)) {
            let message = format!("`{text}` has no number that a text message could go to");
            tell(&way("text"), message, "write what to send and where, like `Text SHOUT to 85258`");
        }
        if let Some(email) = service.email.as_ref().filter(|email| !is_an_email_address(email)) {
            let message = format!("`{email}` is no e-mail address");
            tell(&way("email"), message, "copy it again from the service's own page, like `help@nspcc.org.uk`");
        }
    }
}

/// True when a text has a number for messages: one of the country, or a short one, which no numbering plan lists. What
/// stands after it may be a number too: "85258 24/7".
fn names_a_number(region: &str, text: &str) -> bool {
    let fits = |number: &str| match number.bytes().filter(u8::is_ascii_digit).count() {
        0..=2 => false,
        3..=6 => !number.starts_with('0'),
        _ => wrong_number(region, number).is_none(),
    };
    let mut numbers = text.split(|c: char| !c.is_ascii_digit() && !" -+()".contains(c)).map(str::trim);
    numbers.any(|number| fits(number) || number.match_indices(' ').any(|(end, _)| fits(&number[..end])))
}

/// True for one address with a name, an @ and a host. What mail really allows is more, and no service needs it.
fn is_an_email_address(email: &str) -> bool {
    let Some((name, host)) = email.split_once('@') else { return false };
    let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_+'".contains(c));
    name.split('.').all(fits) && host.contains('.') && host.split('.').all(fits)
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
