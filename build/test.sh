#!/usr/bin/env bash
# Runs every check in turn, goes on after one that fails, and ends with a line
# that says how it went.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

steps=(lint frontend binaries unit window e2e licences)
failed=() times=()
began=$SECONDS
for step in "${steps[@]}"; do
  printf '\n== %s\n' "$step"
  start=$SECONDS
  make "$step" || failed+=("$step")
  times+=("$step $((SECONDS - start)) s")
done

printf '\n== times: %s\n' "$(printf '%s, ' "${times[@]}" | sed 's/, $//')"
took="$(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s"
if [ ${#failed[@]} -gt 0 ]; then
  echo "make test: FAILED in ${failed[*]}; $((${#steps[@]} - ${#failed[@]})) of ${#steps[@]} steps passed in $took"
  exit 1
fi
echo "make test: all ${#steps[@]} steps passed in $took"
