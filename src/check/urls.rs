//! The addresses of a file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::{Document, Node, Step};
use crate::content::inline::{Inline, Target};

/// Every address of a file with its place: of sources, of services, and of links in texts.
pub fn all(document: &Document) -> Vec<(Range<usize>, &str)> {
    let mut out = Vec::new();
    for (list, key) in [("source", "url"), ("service", "web")] {
        let items = document.at(&[Step::Key(list)]).map(Node::items).unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            if let Some(url) = item.step(Step::Key(key)).and_then(Node::text) {
                out.push((document.span(&[Step::Key(list), Step::Item(at), Step::Key(key)]), url));
            }
        }
    }
    for text in &document.texts {
        let is_url = |mark: &Inline<'_>| matches!(mark, Inline::Link { target: Target::Url(_), .. });
        for (range, inline) in text.marks(is_url) {
            if let Inline::Link { target: Target::Url(url), .. } = inline {
                let range = target_range(&range, url.len());
                out.push((document.span_in(&text.way, range.clone()), &text.text[range]));
            }
        }
    }
    out
}

/// Where the target stands in a link, `[words](target)`, from its length.
pub fn target_range(link: &Range<usize>, len: usize) -> Range<usize> {
    let end = link.end - 1;
    end - len..end
}

/// The host of an address, from what stands after `://`, in small letters.
pub fn host(rest: &str) -> String {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}

/// True when a host, or a domain that it is part of, is in the list. A `www.` does not matter.
pub fn is_known(host: &str, known: &BTreeSet<String>) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let ends = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(ends).any(|domain| known.contains(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_and_compared_by_domain() {
        assert_eq!(host("User@WWW.Example.org:443/path?x#y"), "www.example.org");
        let known = BTreeSet::from(["example.org".to_owned(), "gov.uk".to_owned()]);
        for (host, is) in [
            ("www.example.org", true),
            ("a.b.example.org", true),
            ("example.org.evil.net", false),
            ("myexample.org", false),
        ] {
            assert_eq!(is_known(host, &known), is, "{host}");
        }
    }
}
