#!/usr/bin/env bash
# csv-parse 6.2.1: with `comment: "#"` a comment begins anywhere in a line, so that a value with a # is cut, without an error;
# only `comment_no_infix: true` holds it to the beginning of lines.
# Seen: "web,team #7" gives { "key": "web", "owner": "team " }; with comment_no_infix "team #7".
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder csv-parse@6.2.1
cat >run.cjs <<'JS'
const { parse } = require("csv-parse/sync");
const text = "# who answers for it\nkey,owner\nweb,team #7\n";
const owner = (more) => parse(text, { columns: true, comment: "#", ...more })[0].owner;
console.log(JSON.stringify([owner({}), owner({ comment_no_infix: true })]));
JS
said=$(node run.cjs)
echo "$said"
[ "$said" = '["team ","team #7"]' ] || fail "$said"
