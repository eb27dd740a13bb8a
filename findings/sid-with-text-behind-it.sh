#!/usr/bin/env bash
# Package: suricata 1:8.0.7-2 (Debian sid), Suricata 8.0.7.
#
# A rule whose semicolon after "sid" is missing, "sid:12 rev:3;", is taken without a word. What stands behind the number
# is dropped: the rule is loaded as SID 12, revision 0 (7.0.10 refused it: "invalid character as arg to sid keyword").
#
# Seen: exit 0 in test mode, and in rules.json of the engine analysis "id": 12 with "rev": 0.
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

cat >one.rules <<'RULES'
alert tcp any any -> any any (msg:"text behind a number"; content:"abc"; sid:12 rev:3;)
RULES
suricata --engine-analysis -S one.rules >out 2>&1
found=$(grep -o '"id":12,"gid":1,"rev":[0-9]*' log/rules.json | head -n 1)
echo "loaded as $found"
[ "$found" = '"id":12,"gid":1,"rev":0' ]
