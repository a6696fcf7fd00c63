//! Handhold: calm, sourced help for parents whose children are online.
//!
//! Imports point down only; `tests/integration/layers.rs` holds the table and checks it.

pub mod check;
pub mod cli;
pub mod commands;
pub mod content;
pub mod export;
pub mod layout;
pub mod plan;
pub mod progress;
pub mod search;
pub mod settings;
pub mod tui;
pub mod words;
