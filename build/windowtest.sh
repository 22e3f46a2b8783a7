#!/usr/bin/env bash
# Opens the real window on a virtual display with a fresh data folder, gives it a
# document through a second start of the program, sees the window show it, and
# closes it as a person would. Pictures stay in build/out.
#
#   build/windowtest.sh build/bin/deskclerk
set -euo pipefail

binary=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -z "${INSIDE_XVFB:-}" ]; then
  exec env INSIDE_XVFB=1 xvfb-run -a -s "-screen 0 1400x900x24" "$0" "$binary"
fi

out=build/out
scratch=$(mktemp -d)
log=$scratch/program.log
program=
mkdir -p $out

left() { ps -s "$program" -o pid=,stat=,args= | awk '$2 !~ /^Z/'; }
cleanup() {
  [ -z "$program" ] || kill -KILL -- "-$program" 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT
fail() {
  echo "windowtest: $*" >&2
  sed 's/^/  | /' "$log" >&2
  exit 1
}
# within SECONDS COMMAND… tries the command until it succeeds.
within() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.3
  done
}
picture() { import -window "$window" "$1"; }
changed_pixels() { compare -metric AE "$1" "$2" null: 2>&1 | awk '{ printf "%d", $1 }'; }

# Nothing of the person's own is touched, no bus is started that would outlive
# the window, and no graphics card is needed.
export DESKCLERK_DATA=$scratch/data XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/share \
  XDG_CACHE_HOME=$scratch/cache LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 \
  DBUS_SESSION_BUS_ADDRESS=disabled:
gcc -O1 -o "$scratch/closewindow" build/closewindow.c -lX11
convert -size 700x900 xc:white -fill black -font DejaVu-Sans -pointsize 30 \
  -annotate +60+100 'CORNER SHOP' -annotate +60+180 'Date 2026-03-14' \
  -annotate +60+260 'Bread      3.20' -annotate +60+310 'Milk       1.80' \
  -annotate +60+400 'TOTAL    EUR 5.00' "$scratch/receipt.png"

setsid "$binary" >"$log" 2>&1 &
program=$!

mapped() {
  kill -0 "$program" 2>/dev/null || fail "the program ended before its window came"
  window=$(xdotool search --onlyvisible --name '^Deskclerk$' 2>/dev/null | head -n 1)
  [ -n "$window" ]
}
within 30 mapped || fail "no window within 30 s"

# The page is drawn: not one flat colour, and still.
drawn() {
  picture "$scratch/one.png"
  sleep 0.5
  picture "$out/window-empty.png"
  [ "$(identify -format %k "$out/window-empty.png")" -gt 40 ] &&
    [ "$(changed_pixels "$scratch/one.png" "$out/window-empty.png")" -lt 50 ]
}
within 30 drawn || fail "the window stays blank or never comes to rest: see $out/window-empty.png"

# A second start hands its document over; the page hears of it from the API and
# shows it.
timeout 60 "$binary" import "$scratch/receipt.png" >"$scratch/import.log" 2>&1 ||
  fail "import into the running program failed: $(cat "$scratch/import.log")"
shown() {
  picture "$out/window-document.png"
  [ "$(changed_pixels "$out/window-empty.png" "$out/window-document.png")" -gt 1500 ]
}
within 30 shown || fail "the window does not show the imported document: see $out/window-document.png"
read_by_now() { "$binary" list --json 2>/dev/null | grep -qE '"status": *"(completed|completed_with_warnings|needs_review)"'; }
within 60 read_by_now || fail "the document was not read: $("$binary" list 2>&1)"
sleep 1 # for whoever looks at the picture
picture "$out/window-document.png"

# A second start without a command only brings the window to the front.
timeout 10 "$binary" 2>"$scratch/second.log" ||
  fail "a second start does not end well: $(cat "$scratch/second.log")"

"$scratch/closewindow" "$window"
gone() { ! kill -0 "$program" 2>/dev/null; }
within 15 gone || fail "the program runs on after its window was closed"
status=0
wait "$program" || status=$?
[ $status -eq 0 ] || fail "the program ended with status $status"
none_left() { [ -z "$(left)" ]; }
within 5 none_left || fail "processes are left: $(left)"
[ ! -e "$DESKCLERK_DATA/deskclerk.db-wal" ] || [ ! -s "$DESKCLERK_DATA/deskclerk.db-wal" ] ||
  fail "the database was not closed: its log is not empty"

echo "windowtest: the window opened, showed a document and closed with status 0"
