#!/usr/bin/env bash
# npm 11 (npm sbom): in a CycloneDX SBOM the component that it is about has the name of the folder, not of the package;
# the SPDX one of the same folder has the package's.
# Seen with npm 11.19.1: package "the-package" in a folder "checkout": CycloneDX "checkout", SPDX "the-package@1.0.0".
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder npm@11.19.1
npm="$folder/node_modules/.bin/npm"
mkdir checkout && cd checkout
echo '{ "name": "the-package", "version": "1.0.0", "license": "MIT" }' >package.json
"$npm" install --silent --no-audit --no-fund
cyclonedx=$("$npm" sbom --sbom-format cyclonedx | node -p 'JSON.parse(require("fs").readFileSync(0)).metadata.component.name')
spdx=$("$npm" sbom --sbom-format spdx | node -p 'JSON.parse(require("fs").readFileSync(0)).name')
echo "CycloneDX: $cyclonedx, SPDX: $spdx"
[ "$cyclonedx" = checkout ] || fail "CycloneDX names $cyclonedx"
[ "$spdx" = the-package@1.0.0 ] || fail "SPDX names $spdx"
