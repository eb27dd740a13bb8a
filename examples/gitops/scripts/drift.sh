#!/usr/bin/env bash
# Ends with 0 where nothing was changed by hand, with 2 and a report where something was, with 1 where it can't tell.
set -euo pipefail

code=0
npx perimeter drift --stack "$STACK" --run-program --format markdown >drift.report.md || code=$?
if [ "$code" -eq 1 ]; then
  echo "## The comparison failed: see the job's log" >>drift.report.md
fi
cat drift.report.md
cat drift.report.md >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
