# Sourced by the findings that need npm packages: `npm_folder NAME@VERSION…` makes a temporary folder with them, goes there
# and removes it at the end; `fail TEXT` ends with 1.

fail() {
  echo "the behaviour has changed: $*" >&2
  exit 1
}

npm_folder() {
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cd "$folder"
  echo '{ "name": "finding", "version": "1.0.0", "private": true }' >package.json
  npm install --silent --no-audit --no-fund --save-exact "$@"
}
