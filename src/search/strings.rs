//! Many short texts in one, in the order of the alphabet: eight bytes less each than a `String`, and no allocation.

use std::ops::Range;

/// Texts in their order, without doubles.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Texts that are in order already.
    pub fn sorted<'t>(texts: impl IntoIterator<Item = &'t str>) -> Strings {
        let mut out = Strings::default();
        for text in texts {
            out.text.push_str(text);
            out.ends.push(u32::try_from(out.text.len()).unwrap_or(u32::MAX));
        }
        out.text.shrink_to_fit();
        out.ends.shrink_to_fit();
        out
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a position; empty when there is none.
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(start..self.end(at)).unwrap_or_default()
    }

    fn end(&self, at: usize) -> usize {
        self.ends.get(at).map_or(0, |end| *end as usize)
    }

    /// The position of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let at = self.first_not_before(text);
        (at < self.len() && self.get(at) == text).then_some(at)
    }

    /// The positions of all texts that start like this.
    pub fn starting_with(&self, start: &str) -> Range<usize> {
        let from = self.first_not_before(start);
        let mut until = from;
        while until < self.len() && self.get(until).starts_with(start) {
            until += 1;
        }
        from..until
    }

    fn first_not_before(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.get(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn texts_are_found_by_themselves_and_by_their_start() {
        let strings = Strings::sorted(["", "snap", "snapchat", "steam"]);
        assert_eq!(strings.find("snapchat"), Some(2));
        assert_eq!(strings.find("sna"), None);
        assert_eq!(strings.find("zoom"), None);
        assert_eq!(strings.starting_with("sn"), 1..3);
        assert_eq!(strings.starting_with("x"), 4..4);
        assert_eq!(strings.get(3), "steam");
        assert_eq!(strings.get(9), "");
    }
}
