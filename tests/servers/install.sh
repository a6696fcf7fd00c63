#!/usr/bin/env bash
# Installs what the tests on real servers need, on Debian or Ubuntu: `tests/servers/install.sh`, as root.
#
# All of it is from the distribution. ttyd, which Debian 12 and 13 do not have, comes from Debian 14 with its own
# libraries and is unpacked into target/ttyd: nothing of it is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=()
need() { # command, package
  command -v "$1" > /dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/usr/lib/systemd/$1" ] || missing+=("$2")
}
need sshd openssh-server
need ssh openssh-client
need chromium chromium
need systemd systemd
need dbus-daemon dbus
need ip iproute2
need unshare util-linux
need perl perl-base
[ -e /usr/lib/*/security/pam_systemd.so ] || missing+=(libpam-systemd)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

command -v ttyd > /dev/null && exit
folder=$PWD/target/ttyd
[ -x "$folder/root/usr/bin/ttyd" ] && exit
rm -rf "$folder"
mkdir -p "$folder"/lists/partial "$folder"/cache/archives/partial "$folder"/root
touch "$folder/status"
cat > "$folder/forky.sources" << 'SOURCES'
Types: deb
URIs: http://deb.debian.org/debian
Suites: forky
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
# A world of apt's own, in which nothing is installed: so it fetches every library down to the C library.
world=(
  -o Dir::Etc::SourceParts=/dev/null -o "Dir::Etc::SourceList=$folder/forky.sources" -o Dir::Etc::Preferences=/dev/null
  -o Dir::Etc::PreferencesParts=/dev/null -o "Dir::State::lists=$folder/lists" -o "Dir::State::status=$folder/status"
  -o "Dir::Cache=$folder/cache" -o APT::Install-Recommends=false -o APT::Sandbox::User=root
)
apt-get "${world[@]}" update -q
apt-get "${world[@]}" install -y -q --download-only ttyd
for package in "$folder"/cache/archives/*.deb; do
  dpkg-deb --extract "$package" "$folder/root"
done
rm -rf "$folder/cache" "$folder/lists"
