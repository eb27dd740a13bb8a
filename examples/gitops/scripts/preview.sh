#!/usr/bin/env bash
# What a merge would do, compared with the appliance as it is now, in the log, the job's summary and as a comment on the
# pull or merge request. Sends nothing that changes anything.
set -euo pipefail

code=0
scripts/report.sh Preview \
  pulumi preview --stack "$STACK" --refresh --diff --non-interactive --color never || code=$?
node scripts/comment.mjs preview.report.md "preview of $STACK"
exit "$code"
