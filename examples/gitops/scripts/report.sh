#!/usr/bin/env bash
# Runs a command and shows what it says in the log, in the job summary and in a file, also where it fails.
# usage: report.sh TITLE COMMAND…; the file is title.report.md; ends as the command does
set -uo pipefail

title=$1
shift
report="$(printf %s "$title" | tr "[:upper:]" "[:lower:]").report.md"
# What Pulumi says may hold any text, also fences of Markdown.
fence='~~~~~~~~~~'
"$@" 2>&1 | tee said.report.md
# The exit code of the command and not of tee: with `pipefail` it is the last one in the pipe that isn't 0.
code=$?
{
  printf '## %s: %s\n\n' "$title" "$([ "$code" -eq 0 ] && echo done || echo "failed ($code)")"
  printf '%s\n' "$fence"
  cat said.report.md
  printf '%s\n' "$fence"
} >"$report"
cat "$report" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
