#!/usr/bin/env bash
# Package: suricata 1:8.0.7-2 (Debian sid), Suricata 8.0.7 (7.0.10 does the same).
#
# A transform behind the last content of a buffer is taken without a word and has no effect: "to_lowercase" is nowhere in
# what is loaded, and "ABC" is looked for as it stands. Before the content the same transform counts, so much so that the
# rule is refused, as capitals never match what was made lower case.
#
# Seen: exit 0 for the first rule, no "to_lowercase" in its engines in rules.json; for the second
# Seen: content string "ABC" incompatible with to_lowercase transform
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

echo 'alert http any any -> any any (msg:"behind"; http.uri; content:"ABC"; to_lowercase; sid:1; rev:1;)' >behind.rules
echo 'alert http any any -> any any (msg:"before"; http.uri; to_lowercase; content:"ABC"; sid:2; rev:1;)' >before.rules
suricata --engine-analysis -S behind.rules >out 2>&1
grep -q '"id":1,' log/rules.json
# "raw" is the rule as written; everything after it is what was made of it.
if sed 's/.*"id":1,//' log/rules.json | grep -q lowercase; then
  echo "the transform is in the loaded rule"
  exit 1
fi
if suricata -T -S before.rules >out 2>&1; then
  echo "the transform before the content is taken"
  exit 1
fi
grep "incompatible with to_lowercase transform" out
