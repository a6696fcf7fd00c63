#!/usr/bin/env bash
# The editors' own tool on the content: tombi has to find the schemas by itself, accept every shipped page, and point at
# what is wrong in a wrong one. Tombi goes into target/, never into the system. Needs python3 with venv.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=target/tombi
if ! "$venv/bin/tombi" --version 2>/dev/null | grep -q ' 1\.9\.6 '; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check tombi==1.9.6
fi
tombi="$PWD/$venv/bin/tombi"

"$tombi" lint --offline content/en

# A step that cannot fail proves nothing: one wrong page of each kind, in a copy of the folder.
desk=$(mktemp -d)
trap 'rm -r "$desk"' EXIT
mkdir "$desk/content"
cp tombi.toml "$desk"
cp -r content/schema "$desk/content"

# page, what is put in the place of what, a word that the finding has to have
wrong() {
  local page=content/en/$1 from=$2 to=$3 word=$4
  rm -rf "$desk/content/en"
  mkdir -p "$desk/$(dirname "$page")"
  sed "0,/$from/s//$to/" "$page" > "$desk/$page"
  cmp -s "$page" "$desk/$page" && { echo "$page: nothing was made wrong"; exit 1; }
  local said
  if said=$(cd "$desk" && NO_COLOR=1 "$tombi" lint --offline content/en 2>&1); then
    echo "tombi accepts $page with \"$to\""
    exit 1
  fi
  grep -q -- "$word" <<<"$said" || { echo "tombi does not name \"$word\" in $page: $said"; exit 1; }
  grep -q -- "$(basename "$page"):[0-9]" <<<"$said" || { echo "tombi names no place in $page: $said"; exit 1; }
}
for page in platforms/snapchat.toml devices/xbox.toml topics/grooming.toml regions/uk.toml evidence/ofcom-figures.toml; do
  wrong "$page" '^name = ' 'nonsense = 1\nname = ' nonsense
  wrong "$page" '^name = ' '# ' name
  wrong "$page" '^reviewed = .*' 'reviewed = "soon"' LocalDate
done
wrong glossary.toml '^reviewed = ' 'nonsense = 1\nreviewed = ' nonsense
wrong platforms/snapchat.toml '^status = "open"' 'status = "opne"' opne
wrong platforms/snapchat.toml '^minutes = .*' 'minutes = "two"' Integer
wrong devices/xbox.toml '^kind = "' 'kind = "x' xofficial
wrong topics/grooming.toml '^name = ' 'set_on = "any"\nname = ' set_on
echo "tombi finds what is wrong in wrong pages"
