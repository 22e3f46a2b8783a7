#!/usr/bin/env bash
# Looks at a built binary from outside: what it asks of the system, how large it
# is, and what it says of itself.
#
#   build/checkbin.sh build/bin/deskclerk desktop
#   build/checkbin.sh build/bin/deskclerk-headless headless
set -euo pipefail

binary=$1 flavour=$2
readonly max_mb=80

fail() {
  echo "checkbin: $binary: $*" >&2
  exit 1
}

libraries=$(ldd "$binary") || fail "ldd cannot read it"
if grep 'not found' <<<"$libraries"; then
  fail "a library is missing"
fi
unwanted='tesseract|lept|curl|archive'
[ "$flavour" = desktop ] || unwanted+='|gtk|gdk|webkit|javascriptcore|soup'
if grep -E "$unwanted" <<<"$libraries"; then
  fail "it links what should be inside it, or not there at all"
fi

mb=$(($(stat -c %s "$binary") / 1024 / 1024))
[ $mb -le $max_mb ] || fail "it has $mb MB, more than $max_mb"

version=$("$binary" version) || fail "“version” fails"
grep -q "$flavour" <<<"$version" || fail "“version” does not say $flavour: $version"

needed=$(readelf -d "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
echo "checkbin: $binary: $mb MB, asks for $(paste -sd ' ' <<<"$needed")"
