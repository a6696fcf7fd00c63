#!/usr/bin/env bash
# Builds the program and runs it in a folder with nothing else in it: no library, no /etc, no terminfo, no home. Then
# in one where every look at the system's users, names and libraries is noticed.
#
# It needs root or sudo for chroot, and leaves nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n-- %s\n' "$*"; }
fail() { echo "test-static: $*" >&2; exit 1; }
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo)

say "build"
unset HANDHOLD_LINK
cargo build --release --locked
binary=${CARGO_TARGET_DIR:-target}/release/handhold
echo "static binary: $(stat -c %s "$binary") bytes"
# Whole texts into variables, here and below: `grep -q` would end the pipe early.
text=$(readelf --wide --dynamic "$binary")
if grep NEEDED <<<"$text"; then fail "the binary needs libraries: has the C library a static form here (libc.a)?"; fi
text=$(readelf --wide --program-headers "$binary")
if grep INTERP <<<"$text"; then fail "the binary asks for a loader"; fi
grep -q 'DYN (' <<<"$text" || fail "the binary is not position-independent"
text=$(readelf --wide --section-headers "$binary")
first=$((16#$(awk '$2 == ".text.first" || $3 == ".text.first" { print $(NF - 5); exit }' <<<"$text" | grep . || echo 0)))
echo "the functions that run first: $first bytes together"
[ "$first" -gt $((800 * 1024)) ] || fail "build/first.txt is old (CONTRIBUTING.md, \"What runs first stands together\")"

work=$(mktemp -d)
trap '"${sudo[@]}" rm -rf "$work"' EXIT
chmod 755 "$work"
chroot=$(PATH=$PATH:/usr/sbin command -v chroot)
# A folder as root has it, with the binary; and a command of the same name that runs it there as nobody: who has no
# entry in a list of users, owns nothing, and has no home. The `+` and the empty groups keep chroot itself from looking.
jail() { # name, binary
  mkdir "$work/$1"
  cp "$2" "$work/$1/$(basename "$2")"
  printf '#!/bin/sh\nexec %s --userspec=+65534:+65534 --groups= %s /%s "$@"\n' \
    "${sudo[*]} $chroot" "$work/$1" "$(basename "$2")" >"$work/run-$1"
  chmod 755 "$work/$1" "$work/run-$1"
  "${sudo[@]}" chown -R 0:0 "$work/$1"
}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
answer() { # name, arguments
  local code=0
  env -i timeout 60 "$work/run-$1" "${@:2}" || code=$?
  [ "$code" != 124 ] || fail "$2 waits: it looks at who is who"
  return "$code"
}
commands() { # name
  text=$(answer "$1" --version)
  [ "$text" = "handhold $version" ] || fail "--version says something else: $text"
  text=$(answer "$1" show snapchat)
  grep -q 'Ghost Mode' <<<"$text" || fail "show snapchat has no text"
  text=$(answer "$1" help-now)
  grep -q 'Call: 999' <<<"$text" || fail "help-now has no number"
  # Ends with 1, since progress cannot be kept without a home.
  text=$(answer "$1" doctor) || [ $? = 1 ] || fail "doctor failed"
  grep -q "$version" <<<"$text" || fail "doctor says nothing"
}
screens() { # name, variables
  HANDHOLD_TEST_COMMAND="exec env -i $2 $work/run-$1" \
    cargo test --locked --quiet --test integration -- --ignored --exact elsewhere::the_screens_work
}

say "run in an empty folder"
jail empty "$binary"
commands empty

say "the screens in an empty folder, with a terminal's name and without"
screens empty TERM=xterm-256color
screens empty ''
[ "$(ls -A "$work/empty")" = handhold ] || fail "it left something: $(ls -A "$work/empty")"

# A static program that asks the C library who somebody is gets parts of another C library loaded, which must be the
# same version: on another system it may crash. So ours never asks. Here is what such a question opens, as pipes into
# which nobody writes: whoever opens one waits until `timeout`, or the test of the screens, has had enough.
say "with lists of users, nothing looks at them"
traps() { # name
  "${sudo[@]}" mkdir -p "$work/$1/etc" "$work/$1/lib"
  "${sudo[@]}" mkfifo -m 644 "$work/$1"/etc/{nsswitch.conf,passwd,group,hosts,resolv.conf,ld.so.cache,ld.so.preload} \
    "$work/$1"/lib/{libc.so.6,libnss_files.so.2}
}
jail trap "$binary"
traps trap
commands trap
screens trap TERM=xterm-256color
screens trap ''

say "a program that looks is caught"
printf '#include <pwd.h>\nint main(void) { return getpwuid(65534) == 0; }\n' >"$work/looks.c"
cc -static -o "$work/looks" "$work/looks.c" 2>"$work/cc.log" || { cat "$work/cc.log"; fail "cc"; }
jail caught "$work/looks"
traps caught
env -i "$work/run-caught" &
looks=$!
# Can be opened for writing when the program has opened it for reading.
timeout 60 sh -c ": | ${sudo[*]} tee '$work/caught/etc/nsswitch.conf'" || fail "it was not caught: the pipes show nothing"
"${sudo[@]}" kill "$looks" 2>/dev/null || true
wait "$looks" || true

say "the static binary is well: $binary"
