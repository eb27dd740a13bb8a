#!/usr/bin/env bash
# Pulumi CLI 3.259.0 and the npm package yaml 2.9.1 read one stack file in two ways: a date without quotes reaches the program
# as a time of Go, and numbers follow YAML 1.1, while yaml 2 reads YAML 1.2.
# Seen: until: 2026-08-26 -> "2026-08-26 00:00:00 +0000 UTC", vlan: 010 -> 8, limit: 1_000 -> 1000; with yaml "2026-08-26", 10,
# "1_000".
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"
. "$(dirname "$0")/lib/pulumi.sh"

npm_folder @pulumi/pulumi@3.259.0 yaml@2.9.1
pulumi_on_path
pulumi_project
printf 'config:\n  finding:until: 2026-08-26\n  finding:vlan: 010\n  finding:limit: 1_000\n' >Pulumi.dev.yaml
engine=$(for key in until vlan limit; do pulumi config get "$key"; done | tr '\n' ',')
cat >run.cjs <<'JS'
const { config } = require("yaml").parse(require("node:fs").readFileSync("Pulumi.dev.yaml", "utf8"));
console.log(Object.values(config).join(","));
JS
package=$(node run.cjs)
echo "Pulumi: $engine yaml: $package"
[ "$engine" = "2026-08-26 00:00:00 +0000 UTC,8,1000," ] || fail "Pulumi reads $engine"
[ "$package" = "2026-08-26,10,1_000" ] || fail "yaml reads $package"
