#!/bin/bash
# Boots a machine in a folder, and becomes its first process: `lab.sh FOLDER TTY`, as root, in new namespaces.
#
# The machine sees the files of this one through an overlay, so that every program is there and nothing that is written
# reaches this machine; FOLDER/upper holds what was written. It has its own processes, network (only itself), control
# groups and systemd. Of this machine's devices it has the harmless ones and one text console, TTY (a number).
set -eu
folder=$1 tty=$2

mount --make-rprivate /
mount -t tmpfs -o mode=755 lab "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
root=$folder/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"

mount -t proc proc "$root/proc"
# The kernel's settings are this machine's, too.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,ro,bind "$root/proc/sys"
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 run "$root/run"

mount -t tmpfs -o mode=755,nosuid dev "$root/dev"
while read -r name major minor; do
  mknod -m 666 "$root/dev/$name" c "$major" "$minor"
done <<'NODES'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
mknod -m 620 "$root/dev/tty0" c 4 0
mknod -m 620 "$root/dev/tty$tty" c 4 "$tty"
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,mode=620,gid=5,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for number in 0 1 2; do
  name=$(echo stdin stdout stderr | cut -d' ' -f$((number + 1)))
  ln -s "/proc/self/fd/$number" "$root/dev/$name"
done
ip link set lo up

# A fresh installation: nothing of what this machine's administrator set.
rm -rf "$root/etc/handhold" "$root"/etc/systemd/system/* "$root"/etc/ssh/sshd_config.d/* "$root"/etc/ssh/ssh_host_*
rm -rf "$root/var/log/journal" "$root"/etc/security/limits.d/* "$root/usr/local/lib/handhold"
echo lab > "$root/etc/hostname"
rm -f "$root/etc/machine-id"
echo 0123456789abcdef0123456789abcdef > "$root/etc/machine-id"

# What was written, to be looked at by the administrator of the machine only.
mkdir -m 700 "$root/run/lab" "$root/run/lab/upper"
mount --bind "$folder/upper" "$root/run/lab/upper"

# What starts: what an SSH login needs, and nothing that is for real hardware.
units=$root/etc/systemd/system
cat > "$units/lab.target" <<'UNIT'
[Unit]
Requires=sysinit.target dbus.socket systemd-logind.service systemd-user-sessions.service
After=sysinit.target dbus.socket systemd-logind.service systemd-user-sessions.service
AllowIsolate=yes
UNIT
for name in systemd-udevd systemd-udev-trigger systemd-timesyncd systemd-networkd systemd-resolved \
  systemd-random-seed systemd-binfmt systemd-modules-load systemd-sysctl systemd-journal-flush; do
  ln -s /dev/null "$units/$name.service"
done

# A changed root would do for most, but not for units with users of their own.
cd "$root"
mkdir run/below
pivot_root . run/below
umount --lazy /run/below
exec env -i container=lab PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=lab.target --show-status=no
