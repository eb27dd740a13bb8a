#!/usr/bin/env bash
# Pulumi CLI 3.259.0: `pulumi config set --path` takes text that looks like a number for one: an id of 20 digits is rounded, and a
# telephone number loses its plus; without --path the text stays as it is. Neither prints a word. ("007" and "1.50" stay.)
# Seen: --path a.id 12345678901234567890 is read back as 12345678901234567000, --path a.tel +79991234567 as 79991234567.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"
. "$(dirname "$0")/lib/pulumi.sh"

npm_folder @pulumi/pulumi@3.259.0
pulumi_on_path
pulumi_project
pulumi config set --path a.id 12345678901234567890
pulumi config set --path a.tel -- +79991234567
pulumi config set id 12345678901234567890
nested=$(pulumi config get a | tr -d ' \n')
flat=$(pulumi config get id)
echo "with --path: $nested, without: $flat"
[ "$nested" = '{"id":12345678901234567000,"tel":79991234567}' ] || fail "with --path it is $nested"
[ "$flat" = 12345678901234567890 ] || fail "without --path it is $flat"
