#!/usr/bin/env bash
# Runs a command and shows what it says in the log and in the job summary, also where it fails.
# usage: report.sh TITLE COMMAND…; ends as the command does
set -uo pipefail

title=$1
shift
# What Pulumi says may hold any text, also fences of Markdown.
fence='~~~~~~~~~~'
"$@" 2>&1 | tee said.report.md
code=$?
{
  printf '## %s: %s\n\n' "$title" "$([ "$code" -eq 0 ] && echo done || echo "failed ($code)")"
  printf '%s\n' "$fence"
  cat said.report.md
  printf '%s\n' "$fence"
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
