#!/usr/bin/env bash
# What a merge would do, compared with the appliance as it is now. Sends nothing that changes anything.
set -euo pipefail

exec scripts/report.sh Preview \
  pulumi preview --stack "$STACK" --refresh --diff --non-interactive --color never
