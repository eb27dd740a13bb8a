#!/usr/bin/env bash
# Package: suricata 1:8.0.7-2 (Debian sid), Suricata 8.0.7 (7.0.10 does the same).
#
# "distance:3 nocase;", a semicolon missing, is taken without a word and "nocase" is dropped: the content is loaded with
# its case. The very same slip behind "depth" is refused.
#
# Seen: exit 0 for distance, with "nocase":false for the second content in rules.json; for depth
# Seen: invalid value for depth: 3 nocase.
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

echo 'alert tcp any any -> any any (msg:"a"; content:"abc"; content:"bcd"; distance:3 nocase; sid:1; rev:1;)' >distance.rules
echo 'alert tcp any any -> any any (msg:"a"; content:"bcd"; depth:3 nocase; sid:2; rev:1;)' >depth.rules
suricata --engine-analysis -S distance.rules >out 2>&1
if ! grep -q '"pattern":"bcd","length":3,"nocase":false' log/rules.json; then
  echo "the content is not loaded with its case"
  exit 1
fi
if suricata -T -S depth.rules >out 2>&1; then
  echo "text behind depth is taken"
  exit 1
fi
grep "invalid value for depth: 3 nocase" out
