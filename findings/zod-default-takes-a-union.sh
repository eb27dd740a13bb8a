#!/usr/bin/env bash
# zod 4.6.7: an object whose fields all have a default matches any object, so that as the first branch of a union it takes what
# was meant for the second, and drops it: a default is enough, no field needs to be optional.
# Seen: union [{ site: string default "all" }, { server: string }] parses { server: "sbc1" } to { site: "all" }; with the
# branches the other way round to { server: "sbc1" }.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder zod@4.6.7
cat >run.cjs <<'JS'
const { z } = require("zod");
const site = z.object({ site: z.string().default("all") });
const server = z.object({ server: z.string() });
const wanted = { server: "sbc1" };
console.log(JSON.stringify([z.union([site, server]).parse(wanted), z.union([server, site]).parse(wanted)]));
JS
said=$(node run.cjs)
echo "$said"
[ "$said" = '[{"site":"all"},{"server":"sbc1"}]' ] || fail "$said"
