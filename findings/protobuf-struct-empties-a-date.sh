#!/usr/bin/env bash
# google-protobuf 3.21.4: Struct.fromJavaScript refuses a function, a BigInt and a Buffer, but makes an empty struct of a Date, a
# Set and a Map, without an error: what a provider sends of them is {}.
# Seen: Date, Set, Map -> {}; BigInt and Buffer throw "Unexpected struct type."
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder google-protobuf@3.21.4
cat >run.cjs <<'JS'
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const sent = (value) => {
  try {
    return JSON.stringify(Struct.fromJavaScript({ value }).toJavaScript().value);
  } catch (error) {
    return error.message;
  }
};
const values = [new Date(0), new Set([1]), new Map([["a", 1]]), 10n, Buffer.from("a")];
console.log(values.map(sent).join(" | "));
JS
said=$(node run.cjs)
echo "$said"
[ "$said" = "{} | {} | {} | Unexpected struct type. | Unexpected struct type." ] || fail "$said"
