#!/usr/bin/env bash
# Runs every check, goes on after one that fails, and ends with a line that says
# how it went. There are two lanes at once: what waits for a browser or a linker
# in the one leaves the cores to the other. Each check's output comes in one piece
# when it ends.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lanes=("lint unit licences" "frontend binaries window e2e")
out="$(mktemp -d)"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$out"' EXIT
began=$SECONDS

# lane runs the checks of one lane in turn.
lane() {
  local step start said
  for step in $1; do
    start=$SECONDS
    said=passed
    make "$step" >"$out/$step" 2>&1 || said=failed
    echo "$said $((SECONDS - start))" >"$out/$step.ended"
    flock "$out" bash -c 'printf "\n== %s\n" "$1"; cat "$2/$1"' _ "$step" "$out"
  done
}

printf 'test: %s at once; each is shown when it has ended\n' "$(printf '%s | ' "${lanes[@]}" | sed 's/ | $//')"
for steps in "${lanes[@]}"; do
  lane "$steps" &
done
wait

failed=() times=()
for step in ${lanes[*]}; do
  read -r said took <"$out/$step.ended" || said=failed took=0
  times+=("$step $took s")
  [ "$said" = passed ] || failed+=("$step")
done
printf '\n== times: %s\n' "$(printf '%s, ' "${times[@]}" | sed 's/, $//')"
took="$(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s"
if [ ${#failed[@]} -gt 0 ]; then
  echo "make test: FAILED in ${failed[*]}; $((${#times[@]} - ${#failed[@]})) of ${#times[@]} steps passed in $took"
  exit 1
fi
echo "make test: all ${#times[@]} steps passed in $took"
