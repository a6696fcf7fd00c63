#!/usr/bin/env bash
# Builds the static binary and runs it in a folder with nothing else in it: no /etc, no terminfo, no home.
#
# It needs rustup, and root or sudo for chroot. It changes nothing on the machine but rustup's target.
set -euo pipefail
cd "$(dirname "$0")/.."

# A static binary that needs nothing: musl, since glibc's is a fifth larger and still looks for parts of itself.
target=$(uname -m)-unknown-linux-musl
say() { printf '\n-- %s\n' "$*"; }
fail() { echo "test-static: $*" >&2; exit 1; }

say "build for $target"
# A Rust that was not installed by rustup has to bring the target itself.
if command -v rustup >/dev/null; then rustup target add "$target"; fi
cargo build --release --locked --target "$target"
binary=${CARGO_TARGET_DIR:-target}/$target/release/handhold
echo "static binary: $(stat -c %s "$binary") bytes"
if readelf -d "$binary" | grep -q NEEDED; then fail "the binary needs libraries"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
empty=$work/empty
mkdir "$empty"
chmod 755 "$work" "$empty"
cp "$binary" "$empty/handhold"
# Runs it there as nobody: who has no entry in a list of users, and owns nothing.
run=$work/run
chroot=$(PATH=$PATH:/usr/sbin command -v chroot)
[ "$(id -u)" = 0 ] || chroot="sudo $chroot"
printf '#!/bin/sh\nexec %s --userspec=65534:65534 %s /handhold "$@"\n' "$chroot" "$empty" >"$run"
chmod 755 "$run"

say "run in an empty folder"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
[ "$(env -i "$run" --version)" = "handhold $version" ] || fail "--version says something else"
# Whole texts into variables: `grep -q` would end the pipe early.
text=$(env -i "$run" show snapchat)
grep -q 'Ghost Mode' <<<"$text" || fail "show snapchat has no text"
text=$(env -i "$run" help-now)
grep -q 'Call: 999' <<<"$text" || fail "help-now has no number"

say "the screens in an empty folder, with a terminal's name and without"
for variables in TERM=xterm-256color ''; do
  HANDHOLD_TEST_COMMAND="exec env -i $variables $run" \
    cargo test --locked --quiet --test integration -- --ignored --exact elsewhere::the_screens_work
done

[ "$(ls -A "$empty")" = handhold ] || fail "it left something: $(ls -A "$empty")"
say "the static binary is well: $binary"
