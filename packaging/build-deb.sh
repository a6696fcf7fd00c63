#!/usr/bin/env bash
# Builds the Debian package: target/debian/handhold_VERSION_ARCHITECTURE.deb.
#
#   packaging/build-deb.sh            the version in Cargo.toml
#   packaging/build-deb.sh 0.0.1      another version, to test an upgrade
#
# It needs cargo-deb (`cargo install --locked cargo-deb`) and dpkg-dev. It installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v cargo-deb >/dev/null; then
  echo "cargo-deb is missing: cargo install --locked cargo-deb" >&2
  exit 1
fi
cargo run --locked --quiet --example package-files -- target/package
cargo deb --locked ${1:+--deb-version "$1"}
