#!/usr/bin/env bash
# TypeScript 5.9.3 and @pulumi/pulumi 3.259.0: `public readonly size!: pulumi.Output<number>` in a resource's class, as the guides
# write it, hides the output that the SDK puts there, once the target is ES2022 or later: `size` is undefined, and what is
# exported of it is missing from the stack. The compiler says nothing; `declare readonly` helps.
# Seen: with target ES2021 and with `declare` an Output, with ES2022 undefined.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder @pulumi/pulumi@3.259.0 typescript@5.9.3 @types/node@20.19.25
source_of() {
  cat <<TS
import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "1", state: inputs }), call: ({ inputs }) => inputs });
class Disk extends pulumi.CustomResource {
  $1;
  constructor(name: string, args: { size: number }) { super("acme:index:Disk", name, args); }
}
console.log(pulumi.Output.isInstance(new Disk("disk", { size: 1 }).size) ? "an Output" : "undefined");
TS
}
said() {
  source_of "$2" >disk.ts
  node_modules/.bin/tsc --strict --target "$1" --module commonjs --moduleResolution node --skipLibCheck disk.ts
  node disk.js
}
guide='public readonly size!: pulumi.Output<number>'
all="$(said es2021 "$guide"), $(said es2022 "$guide"), $(said es2022 'declare public readonly size: pulumi.Output<number>')"
echo "$all"
[ "$all" = "an Output, undefined, an Output" ] || fail "$all"
