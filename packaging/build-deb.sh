#!/usr/bin/env bash
# Builds the Debian package: target/debian/handhold_VERSION_ARCHITECTURE.deb.
#
#   packaging/build-deb.sh                          the version in Cargo.toml
#   packaging/build-deb.sh 0.0.1                    another version, to test an upgrade
#   HANDHOLD_LINK=shared packaging/build-deb.sh     linked with the system's libraries, which it then depends on
#
# It needs cargo-deb (`cargo install --locked cargo-deb`) and dpkg-dev. It installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v cargo-deb >/dev/null; then
  echo "cargo-deb is missing: cargo install --locked cargo-deb" >&2
  exit 1
fi
cargo run --locked --quiet --example package-files -- target/package
deb=$(cargo deb --locked ${1:+--deb-version "$1"})

# A static program depends on nothing. cargo-deb writes that as an empty field, which Debian does not have. In its place
# comes which C library is in the program: that is the source to relink with, and the version to compare with an update.
if [ -z "$(dpkg-deb --field "$deb" Depends)" ]; then
  glibc=$(dpkg-query -W -f '${source:Package} (= ${source:Version})' libc6-dev)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  dpkg-deb --raw-extract "$deb" "$work/package"
  sed -i "s/^Depends: *$/Built-Using: $glibc/" "$work/package/DEBIAN/control"
  dpkg-deb --root-owner-group -Zxz --build "$work/package" "$deb" >/dev/null
fi
echo "$deb"
