#!/usr/bin/env bash
# Looks for rules of the appliance that don't do what they seem to, and writes that in the form that the pipeline shows.
# usage: lint.sh sarif|codequality FILE; ends with 0 also where there are findings: the pipeline's page shows them
set -euo pipefail

code=0
npx perimeter lint hq --stack "$STACK" --format "$1" >"$2" || code=$?
if [ "$code" -eq 2 ]; then code=0; fi
exit "$code"
