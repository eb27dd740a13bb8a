#!/usr/bin/env bash
# Unpacks Suricata 7.0.10 (Debian stable) and 8.0.7 (Debian sid) with their libraries into FOLDER/7 and FOLDER/8, for
# take-verdicts.ts. Nothing is installed.
set -euo pipefail
folder=${1:?unpack.sh FOLDER}
site=$(apt-get indextargets --format '$(SITE)' | grep '/debian$' | head -n 1)
unpack() {
  local root=$folder/$1 suite=$2 version=$3
  local apt=$root/apt
  mkdir -p "$apt"/{lists/partial,archives/partial}
  apt=$(cd "$apt" && pwd)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" >"$apt/sources.list"
  touch "$apt/status"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
CONF
  APT_CONFIG=$apt/apt.conf apt-get -qq update
  APT_CONFIG=$apt/apt.conf apt-get -qq -y --no-install-recommends --download-only install "suricata=$version" >/dev/null
  for package in "$apt"/archives/*.deb; do dpkg -x "$package" "$root"; done
}
unpack 7 trixie 1:7.0.10-1+deb13u4
unpack 8 sid 1:8.0.7-2
