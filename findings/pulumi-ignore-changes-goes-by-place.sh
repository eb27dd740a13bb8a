#!/usr/bin/env bash
# Pulumi CLI and @pulumi/pulumi 3.259.0: `ignoreChanges: ["rules[0].action"]` goes by place. After an insertion at the top the
# new first rule silently gets the action that the old first rule had, and the provider is never told what the program says.
# Seen: the program says [new: drop, web: accept]; what is stored is [new: accept, web: accept], exit 0 and no warning.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"
. "$(dirname "$0")/lib/pulumi.sh"

npm_folder @pulumi/pulumi@3.259.0
pulumi_on_path
pulumi_project
program() {
  cat >index.js <<JS
const pulumi = require("@pulumi/pulumi");
const provider = {
  create: async (inputs) => ({ id: "1", outs: inputs }),
  update: async (id, olds, news) => ({ outs: news }),
};
class Table extends pulumi.dynamic.Resource {
  constructor(rules) {
    super(provider, "table", { rules }, { ignoreChanges: ["rules[0].action"] });
  }
}
new Table($1);
JS
}
program '[{ key: "web", action: "accept" }]'
up >/dev/null
program '[{ key: "new", action: "drop" }, { key: "web", action: "accept" }]'
said=$(up)
stored=$(pulumi stack export | node -p 'JSON.parse(require("fs").readFileSync(0)).deployment.resources.at(-1).outputs.rules.map((rule) => `${rule.key}: ${rule.action}`).join(", ")')
echo "stored: $stored"
[ "$stored" = "new: accept, web: accept" ] || fail "stored is $stored"
! grep -i warning <<<"$said" | grep -qi "ignore" || fail "there is a warning: $said"
