#!/usr/bin/env bash
# npm 11 (npm pack): README and LICENSE are packed whatever `files` says, CHANGELOG.md, HISTORY.md and NOTICE are not, also
# where the licence (Apache-2.0) asks for the NOTICE to be handed on.
# Seen with npm 11.19.1: the tarball holds LICENSE, README.md, index.js, package.json.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder npm@11.19.1
npm="$folder/node_modules/.bin/npm"
mkdir package && cd package
echo '{ "name": "p", "version": "1.0.0", "license": "Apache-2.0", "files": ["index.js"] }' >package.json
touch index.js README.md LICENSE CHANGELOG.md HISTORY.md NOTICE
"$npm" pack --silent >/dev/null
packed=$(tar -tzf p-1.0.0.tgz | sed 's|^package/||' | LC_ALL=C sort | tr '\n' ' ')
echo "packed: $packed"
[ "$packed" = "LICENSE README.md index.js package.json " ] || fail "packed were: $packed"
