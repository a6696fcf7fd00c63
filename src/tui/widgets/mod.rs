//! Parts that several screens share. A widget knows no screen.

pub mod chooser;
pub mod fold;
pub mod reader;
pub mod text_box;
