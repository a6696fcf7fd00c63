#!/usr/bin/env bash
# Builds the Debian package, checks it, installs it here, uses it, upgrades, removes and purges it.
#
# It needs root or sudo, installs the tools it uses with apt-get (they stay), and the package (which goes again). So
# it wants a machine to throw away, or somebody who has read this: it only runs with --on-this-machine, and never
# where Handhold is installed already or has a policy.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n-- %s\n' "$*"; }
fail() { echo "test-package: $*" >&2; exit 1; }
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo)
as_root() { "${sudo[@]}" "$@"; }
# Images for containers leave the manual and the documents out; this brings ours in.
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends \
    -o 'DPkg::Options::=--path-include=/usr/share/man/*' -o 'DPkg::Options::=--path-include=/usr/share/doc/handhold/*' \
    "$@" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; fail "apt-get $*"; }
}
state() { dpkg-query -W -f '${db:Status-Status}' handhold 2>/dev/null || true; }

[ "${1:-}" = --on-this-machine ] || fail "this installs and purges a package: say --on-this-machine when that is all right"
for there in /etc/handhold /usr/bin/handhold; do
  [ ! -e "$there" ] || fail "$there is there already, and this would take it away"
done
case "$(state)" in
'' | not-installed) ;;
*) fail "the package is there already, and this would take it away" ;;
esac

work=$(mktemp -d)
chmod 755 "$work"
cleanup() {
  case "$(state)" in
  '' | not-installed) ;;
  *) as_root dpkg --purge handhold || true ;;
  esac
  rm -rf "$work"
}
trap cleanup EXIT

say "the tools"
tools=(lintian man-db mandoc zsh fish bash-completion desktop-file-utils dpkg-dev)
missing=()
for tool in "${tools[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$tool" 2>/dev/null)" = installed ] || missing+=("$tool")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}"
  apt update
  apt install "${missing[@]}"
fi
if ! command -v cargo-deb >/dev/null; then cargo install --locked --quiet cargo-deb; fi

say "licences of the toolchain's own library"
cargo test --locked --quiet --test integration -- --ignored --exact licences::every_part_of_the_standard_library_is_known

say "build: this version, and an earlier one"
old=$work/old.deb new=$work/new.deb
cp "$(packaging/build-deb.sh 0.0.1)" "$old"
cp "$(packaging/build-deb.sh)" "$new"
version=$(dpkg-deb -f "$new" Version)
dpkg --compare-versions "$(dpkg-deb -f "$old" Version)" lt "$version" || fail "0.0.1 is not earlier than $version"

say "it depends on nothing, and says which C library is in it"
text=$(dpkg-deb -f "$new")
if grep '^Depends' <<<"$text"; then fail "the program is linked statically, and depends on something"; fi
glibc=$(dpkg-query -W -f '${source:Version}' libc6-dev)
grep -Fxq "Built-Using: glibc (= $glibc)" <<<"$text" || fail "the package does not say that it has glibc $glibc"

say "lintian"
lintian --allow-root --fail-on error,warning "$new"
[ -z "$(lintian --allow-root "$new")" ] || fail "lintian has something to say"

say "the manual, the menu entry"
dpkg-deb -x "$new" "$work/files"
text=$(readelf --wide --dynamic --program-headers "$work/files/usr/bin/handhold")
if grep -e NEEDED -e INTERP <<<"$text"; then fail "the binary in the package is not static"; fi
desktop-file-validate "$work"/files/usr/share/applications/*.desktop
gunzip -r "$work/files/usr/share/man"
pages=("$work"/files/usr/share/man/man*/*)
[ ${#pages[@]} -gt 5 ] || fail "there are only ${#pages[@]} pages"
mandoc -Tlint -W warning "${pages[@]}"
for page in "${pages[@]}"; do
  # MANROFFSEQ is empty so that no preprocessor hides a warning.
  warnings=$(MANROFFSEQ='' LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings --local-file -Tutf8 -Z "$page" 2>&1 >/dev/null)
  [ -z "$warnings" ] || fail "$page: $warnings"
done

# Every path with our name, and everything in /etc: what is there afterwards must have been there before.
traces() {
  as_root find / -xdev \( -path "$PWD" -o -path "$work" -o -path /proc -o -path /tmp -o -path '*/.cargo' \
    -o -path '*/.git' -o -path '*/target' \) -prune -o -iname '*handhold*' -print 2>/dev/null | sort
  as_root find /etc | sort
}
traces >"$work/before"

say "remove without a policy leaves no folder"
apt install "$old"
[ -d /etc/handhold ] || fail "/etc/handhold is not made"
[ "$(stat -c '%u:%g %a' /etc/handhold)" = '0:0 755' ] || fail "/etc/handhold: $(stat -c '%u:%g %a' /etc/handhold)"
apt remove handhold
[ ! -e /etc/handhold ] || fail "/etc/handhold stays"

say "install and run"
apt install "$old"
files=$(dpkg -L handhold)
own=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
# As a user without a home, in an environment with nothing in it.
user() { as_root env -i PATH=/usr/bin:/bin setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
[ "$(user handhold --version)" = "handhold $own" ] || fail "--version says something else"
text=$(user handhold show snapchat)
grep -q 'Ghost Mode' <<<"$text" || fail "show snapchat has no text"
text=$(user handhold help-now)
grep -q 'Call: 999' <<<"$text" || fail "help-now has no number"
HANDHOLD_TEST_COMMAND='exec /usr/bin/handhold' \
  cargo test --locked --quiet --test integration -- --ignored --exact elsewhere::the_screens_work

say "what the guide for schools puts in place is there"
guide=$(grep -o '/usr/share/handhold/[^ ]*' docs/schools.md | sort -u)
[ "$(wc -l <<<"$guide")" -ge 6 ] || fail "the guide names only: $guide"
for file in $guide; do [ -f "$file" ] || fail "$file is in the guide, and not in the package"; done
[ -x /usr/share/handhold/ssh/seat ] || fail "the seat cannot be run"

say "the manual has a page for every command"
commands=$(handhold --help | sed -n '/^Commands:/,/^$/p' | awk 'NR > 1 && NF { print $1 }')
[ "$(wc -w <<<"$commands")" -gt 5 ] || fail "the commands are not found in the help: $commands"
for command in $commands; do
  man -w 1 "handhold-$command" >/dev/null || fail "no page for $command"
done
for page in handhold-policy handhold-settings; do man -w 5 "$page" >/dev/null || fail "no page $page"; done
# Not as root, for whom man-db would keep the finished page.
text=$(user man handhold)
grep -Eq 'In +danger' <<<"$text" || fail "man handhold shows something else"

say "completions of bash, zsh and fish"
text=$(bash --norc -c '
  . /usr/share/bash-completion/bash_completion
  # Loads by name, as Tab does; the function has had two names.
  if declare -F _comp_load >/dev/null; then _comp_load handhold; else _completion_loader handhold || [ $? = 124 ]; fi
  COMP_WORDS=(handhold show snapc) COMP_CWORD=2
  _handhold handhold snapc show
  printf "%s\n" "${COMPREPLY[@]}"')
[ "$text" = snapchat ] || fail "bash completes: $text"
cat >"$work/tab.zsh" <<'ZSH'
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell "PROMPT=''; autoload -Uz compinit; compinit -u -D; print -r -- rea''dy"
zpty -r -m shell got '*ready*'
zpty -w -n shell $'handhold show snapc\t'
zpty -r -m shell got '*handhold show snapchat*' && print -r -- done
zpty -d shell
ZSH
text=$(timeout 60 zsh -f "$work/tab.zsh")
[ "$text" = 'done' ] || fail "zsh completes: $text"
text=$(cd "$work" && HOME=$work fish -c 'complete -C "handhold show snapc"')
[ "$text" = $'snapchat\tSnapchat' ] || fail "fish completes: $text"

say "a policy counts, and survives an upgrade and a removal"
example=/usr/share/doc/handhold/examples/policy.toml
as_root install -m 644 "$example" /etc/handhold/policy.toml
[ "$(user handhold help-now)" = "$(user handhold help-now --region uk)" ] || fail "the example policy changes something"
as_root sed -i 's/^\[locked\]/&\nregion = "nz"/' /etc/handhold/policy.toml
text=$(user handhold help-now --region us)
grep -q 'Call: 111' <<<"$text" || fail "the locked region is not used"
cp /etc/handhold/policy.toml "$work/policy.toml"
apt install "$new"
[ "$(dpkg-query -W -f '${Version}' handhold)" = "$version" ] || fail "it was not upgraded"
cmp /etc/handhold/policy.toml "$work/policy.toml" || fail "the upgrade changed the policy"
text=$(user handhold help-now --region us)
grep -q 'Call: 111' <<<"$text" || fail "the policy is not used after the upgrade"
files=$(printf '%s\n%s\n' "$files" "$(dpkg -L handhold)" | sort -u)
apt remove handhold
[ ! -e /usr/bin/handhold ] || fail "the program stays after it is removed"
cmp /etc/handhold/policy.toml "$work/policy.toml" || fail "the removal took the policy"
apt install "$new"
cmp /etc/handhold/policy.toml "$work/policy.toml" || fail "a new install changed the policy"

say "nothing is left after purge"
apt purge handhold
while read -r path; do
  # Folders that other packages use stay.
  if [ -e "$path" ] && ! { [ -d "$path" ] && dpkg -S "$path" >/dev/null 2>&1; }; then
    [ "$path" = /. ] || fail "$path is left"
  fi
done <<<"$files"
traces >"$work/after"
diff "$work/before" "$work/after" || fail "these are left (>) or gone (<)"

say "the package is well: $(basename "$(dpkg-deb -f "$new" Package)") $version, $(stat -c %s "$new") bytes"
