//! The writing half of [`stored`](super), for `build.rs` and for tests.

/// The stored form of a file.
pub fn store(packed: &[u8], file: &[u8]) -> Vec<u8> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut out = Vec::new();
    out.extend(length(packed));
    out.extend(length(file));
    out.extend(miniz_oxide::deflate::compress_to_vec(&[packed, file].concat(), BEST));
    out
}

/// The level that makes the smallest files.
const BEST: u8 = 10;
