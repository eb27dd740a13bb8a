#!/usr/bin/env bash
# Pulumi CLI and @pulumi/pulumi 3.259.0: a provider's diff can say that the old object has to go before the new one is made
# (deleteBeforeReplace: true), say because a name is taken. `deleteBeforeReplace: false` in a program's options beats it.
# Seen: without the option "delete 1, create 2", with it "create 2, delete 1", and no warning.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"
. "$(dirname "$0")/lib/pulumi.sh"

npm_folder @pulumi/pulumi@3.259.0
pulumi_on_path
pulumi_project
program() {
  cat >index.js <<JS
const pulumi = require("@pulumi/pulumi");
const log = "$folder/calls.txt";
const provider = {
  diff: async (id, olds, news) => ({ changes: olds.v !== news.v, replaces: ["v"], deleteBeforeReplace: true }),
  create: async ({ v }) => { require("fs").appendFileSync(log, "create " + v + "\n"); return { id: String(v), outs: { v } }; },
  delete: async (id) => { require("fs").appendFileSync(log, "delete " + id + "\n"); },
};
new (class extends pulumi.dynamic.Resource {})(provider, "object", { v: $1 }, $2);
JS
}
order() {
  program 1 "$1"
  up >/dev/null
  : >calls.txt
  program 2 "$1"
  up >said.txt
  paste -sd, calls.txt
  pulumi destroy --yes --skip-preview --non-interactive >/dev/null
}
without=$(order '{}')
with=$(order '{ deleteBeforeReplace: false }')
echo "without the option: $without; with it: $with"
[ "$without" = "delete 1,create 2" ] || fail "without the option: $without"
[ "$with" = "create 2,delete 1" ] || fail "with the option: $with"
! grep -i warning said.txt | grep -qi "replace" || fail "there is a warning"
