#!/usr/bin/env bash
# Package: suricata 1:8.0.7-2 (Debian sid), Suricata 8.0.7 (7.0.10 does the same).
#
# A misspelled condition of "requires" is no error, not even in test mode: the rule is left out and the test passes. One
# slip in "version" thus switches a rule off for good.
#
# Seen: exit 0
# Seen: requires: Unknown requires keyword: versoin
# Seen: 1 rules successfully loaded, 0 rules failed, 1 rules skipped
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

cat >two.rules <<'RULES'
alert tcp any any -> any any (msg:"right"; requires:version >= 7; content:"abc"; sid:1; rev:1;)
alert tcp any any -> any any (msg:"misspelled"; requires:versoin >= 7; content:"abc"; sid:2; rev:1;)
RULES
suricata -v -T -S two.rules >out 2>&1
grep "Unknown requires keyword: versoin" out
grep "1 rules successfully loaded, 0 rules failed, 1 rules skipped" out
