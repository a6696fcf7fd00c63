//! What a parent can carry away: an address or a number, to open, to copy, or to scan with a phone.

use crate::content::inline::Target;

/// An address or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// What it is, in words; empty when the text says it.
    pub label: String,
    /// As it is read and copied.
    pub text: String,
}

impl Carry {
    /// What a link leads to, when that is outside.
    pub fn of(target: &Target) -> Option<Carry> {
        let text = match target {
            Target::Url(url) => url.strip_prefix("mailto:").unwrap_or(url),
            Target::Contact(value) => value,
            Target::Page { .. } | Target::Help | Target::Word(_) => return None,
        };
        Some(Carry { label: String::new(), text: text.to_owned() })
    }

    /// The same with words that say what it is.
    pub fn labelled(self, label: &str) -> Carry {
        Carry { label: label.to_owned(), ..self }
    }

    /// What a phone does with the code: opens the page, writes the mail, rings the number, or shows the text.
    pub fn code(&self) -> String {
        let text = self.text.as_str();
        if self.is_web() {
            return text.to_owned();
        }
        if text.contains('@') && !text.contains(' ') {
            return format!("mailto:{text}");
        }
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let number = text.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c));
        if number && digits.len() >= 3 { format!("tel:{digits}") } else { text.to_owned() }
    }

    /// True for what a browser can open.
    pub fn is_web(&self) -> bool {
        self.text.starts_with("https://") || self.text.starts_with("http://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_rings_numbers_and_shows_the_rest() {
        let code = |text: &str| Carry { label: String::new(), text: text.to_owned() }.code();
        assert_eq!(code("0808 800 5000"), "tel:08088005000");
        assert_eq!(code("+64 4 123"), "tel:+644123");
        assert_eq!(code("999"), "tel:999");
        assert_eq!(code("Text SHOUT to 85258"), "Text SHOUT to 85258");
        assert_eq!(code("help@nspcc.org.uk"), "mailto:help@nspcc.org.uk");
        assert_eq!(code("https://a.example/x"), "https://a.example/x");
    }
}
