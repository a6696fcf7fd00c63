//! From the bytes of content files to pages and blocks.
//!
//! ```text
//! bytes (built in, or a folder laid over) -> source -> read -> Page -> doc -> Vec<Block> -> every output
//! ```

pub mod catalog;
pub mod date;
pub mod doc;
pub mod file;
pub mod folder;
pub mod inline;
pub mod library;
pub mod packed;
pub mod page;
pub mod read;
pub mod regular;
pub mod source;
pub mod stored;
pub mod stray;
pub mod text;
pub mod unpack;
