//! Parts that several screens share. A widget knows no screen.

pub mod chooser;
pub mod code;
pub mod fold;
pub mod narrow;
pub mod picker;
pub mod reader;
pub mod text_box;

use crate::content::library::Listed;

/// What a list of pages is narrowed by, in small letters, one a line: a page's name, its id and its other names.
pub fn words_of(listed: &Listed) -> String {
    let aliases = listed.entry.aliases().map(str::to_lowercase);
    let mut words = vec![listed.name().to_lowercase(), listed.id().replace('-', " ")];
    words.extend(aliases);
    words.join("\n")
}
