//! Documents outside the screens: each output walks blocks.

pub mod handout;
pub mod html;
pub mod markdown;
pub mod text;

/// What a hand-out is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Output {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// A page to print, complete in one file
    #[default]
    Html,
}

impl Output {
    /// How the names of such files end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Output::Text => "txt",
            Output::Markdown => "md",
            Output::Html => "html",
        }
    }
}
