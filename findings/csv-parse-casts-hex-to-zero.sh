#!/usr/bin/env bash
# csv-parse 6.2.1: `cast: true` makes numbers of what looks like one. "0x10" looks like one to it, and becomes 0: neither the
# text nor 16. A port or a mask in hexadecimal is silently another one.
# Seen: "0x10" -> 0, "0xff" -> 0, beside "16" -> 16 and "1e3" -> 1000.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder csv-parse@6.2.1
cat >run.cjs <<'JS'
const { parse } = require("csv-parse/sync");
console.log(JSON.stringify(parse("0x10,0xff,16,1e3\n", { cast: true })[0]));
JS
said=$(node run.cjs)
echo "$said"
[ "$said" = '[0,0,16,1000]' ] || fail "$said"
