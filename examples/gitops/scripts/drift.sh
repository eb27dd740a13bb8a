#!/usr/bin/env bash
# Ends with 0 where nothing was changed by hand, with 2 and a report where something was, with 1 where it can't tell.
# DRIFT_NOTIFY, if there is one, is told of 2 and 1 as JSON: an address for a POST, or a command with it on stdin.
set -euo pipefail

args=(--stack "$STACK" --run-program --format markdown)
if [ -n "${DRIFT_NOTIFY:-}" ]; then args+=(--notify "$DRIFT_NOTIFY"); fi
code=0
npx perimeter drift "${args[@]}" >drift.report.md || code=$?
if [ "$code" -eq 1 ] && [ ! -s drift.report.md ]; then
  echo "## The comparison failed: see the job's log" >>drift.report.md
fi
cat drift.report.md
cat drift.report.md >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
