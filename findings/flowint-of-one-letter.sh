#!/usr/bin/env bash
# Package: suricata 1:8.0.7-2 (Debian sid), Suricata 8.0.7 (7.0.10 does the same).
#
# The name of a flowint must have at least two characters; with one letter the rule is refused, and the message speaks
# of the whole setting instead. A flowbit of one letter is fine.
#
# Seen: "n,+,1" is not a valid setting for flowint(ret = -1).
# Seen: exit 0 for "nn" and for the flowbit "n"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Debian's package of the suite sid, unpacked with its libraries beside the system; nothing is installed.
site=$(apt-get indextargets --format '$(SITE)' | grep '/debian$' | head -n 1)
mkdir -p lists/partial archives/partial root log
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site sid main" >sources.list
touch status
cat >apt.conf <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$work/lists";
Dir::State::status "$work/status";
Dir::Cache "$work";
CONF
export APT_CONFIG=$work/apt.conf
apt-get -qq update
apt-get -qq -y --no-install-recommends --download-only install suricata=1:8.0.7-2 >/dev/null
for package in archives/*.deb; do dpkg -x "$package" root; done
libraries=$(echo "$work"/root/usr/lib/*-linux-gnu*)
suricata() {
  "$libraries"/ld-linux*.so.* --library-path "$libraries" "$work/root/usr/bin/suricata" \
    -c root/etc/suricata/suricata.yaml --set classification-file=root/etc/suricata/classification.config \
    --set reference-config-file=root/etc/suricata/reference.config -l log "$@"
}

echo 'alert tcp any any -> any any (msg:"a"; content:"abc"; flowint:n,+,1; sid:1; rev:1;)' >one.rules
cat >others.rules <<'RULES'
alert tcp any any -> any any (msg:"a"; content:"abc"; flowint:nn,+,1; sid:2; rev:1;)
alert tcp any any -> any any (msg:"a"; content:"abc"; flowbits:set,n; sid:3; rev:1;)
RULES
suricata -T -S others.rules >out 2>&1
if suricata -T -S one.rules >out 2>&1; then
  echo "a name of one letter is taken"
  exit 1
fi
grep "is not a valid setting for flowint" out
