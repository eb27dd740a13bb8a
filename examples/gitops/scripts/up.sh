#!/usr/bin/env bash
# Makes the appliance what the program says, whatever was done by hand since the last time.
set -euo pipefail

exec scripts/report.sh Up \
  pulumi up --stack "$STACK" --refresh --run-program --yes --skip-preview --non-interactive --color never
