//! Documents outside the screens: each output walks blocks.

pub mod text;
