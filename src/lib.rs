//! Handhold: calm, sourced help for parents whose children are online.

pub mod content;
pub mod layout;
pub mod progress;
pub mod tui;
pub mod words;
