#!/usr/bin/env bash
# publint 0.3.25 and @arethetypeswrong/cli 0.18.5: types with `export default` over a module with `module.exports =` make
# every importer call what isn't a function. publint --strict has no error and no warning about it, attw refuses the package.
# Seen: publint ends with 0 (suggestions about other fields only), attw with 1: "Incorrect default export".
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder publint@0.3.25 @arethetypeswrong/cli@0.18.5
bin="$folder/node_modules/.bin"
mkdir package && cd package
cat >package.json <<'JSON'
{ "name": "p", "version": "1.0.0", "type": "commonjs", "license": "MIT", "engines": { "node": ">=20" },
  "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } }, "files": ["index.js", "index.d.ts"] }
JSON
echo 'module.exports = function hello() { return 1; };' >index.js
echo 'export default function hello(): number;' >index.d.ts
npm pack --silent >/dev/null
code=0
"$bin/publint" run p-1.0.0.tgz --strict >publint.txt || code=$?
cat publint.txt
[ "$code" -eq 0 ] || fail "publint ended with $code"
grep -qi 'default' publint.txt && fail "publint speaks of the default export"
code=0
"$bin/attw" p-1.0.0.tgz --no-color --no-emoji >attw.txt || code=$?
grep -m1 'Incorrect default export' attw.txt || fail "attw no longer says so"
[ "$code" -eq 1 ] || fail "attw ended with $code"
