#!/usr/bin/env bash
# Opens the real window on a virtual display with a fresh data folder and does
# with it what a person does: opens files with it, drops more on its icon, moves
# it, uses its menus, opens the page's window, the table and many documents
# together, draws the page anew, closes it while it works, and finds it where it
# was, maximised if it was. Pictures stay in build/out.
#
#   build/windowtest.sh build/bin/deskclerk
set -euo pipefail

binary=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -z "${INSIDE_XVFB:-}" ]; then
  # A bus of its own, which goes with it, shows what the program notifies.
  exec env INSIDE_XVFB=1 xvfb-run -a -s "-screen 0 1400x900x24" dbus-run-session -- "$0" "$binary"
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
picture() { timeout 20 import -window "$window" "$1"; } # of a window that is gone it would wait for one
below_bars=4000x4000+0+115 # a region, of the menu's bar, the program's and the page's at most
changed_pixels() { compare -metric AE "$1" "$2" null: 2>&1 | awk '{ printf "%d", $1 }'; }

# Nothing of the person's own is touched, and no graphics card is needed. The
# menus speak the language of the environment.
export DESKCLERK_DATA=$scratch/data XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/share \
  XDG_CACHE_HOME=$scratch/cache DESKCLERK_SECRETS_KEY_STORE=file LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 LC_ALL=C.UTF-8
gcc -O1 -o "$scratch/askwindow" build/askwindow.c -lX11
# receipt NAME TOTAL draws one.
receipt() {
  convert -size 700x900 xc:white -fill black -font DejaVu-Sans -pointsize 30 \
    -annotate +60+100 'CORNER SHOP' -annotate +60+180 'Date 2026-03-14' \
    -annotate +60+260 "Bread      $2" -annotate +60+400 "TOTAL    EUR $2" "$scratch/$1.png"
}
for n in 1 2 3 4 5 6 7 8; do receipt "receipt-$n" "$n.20"; done
convert "$scratch"/receipt-[1-8].png "$scratch"/receipt-[1-8].png "$scratch"/receipt-[1-8].png "$scratch/stack.tiff" # takes a while to read
printf '\0\1\2 no paper' >"$scratch/notes.bin"
dbus-monitor --session "interface='org.freedesktop.Notifications'" >"$scratch/notified" 2>/dev/null &

open_program() {
  setsid "$binary" "$@" >>"$log" 2>&1 &
  program=$!
  within 30 mapped || fail "no window within 30 s"
  xdotool windowfocus "$window"
}
mapped() {
  kill -0 "$program" 2>/dev/null || fail "the program ended before its window came"
  window=$(xdotool search --onlyvisible --name '^Deskclerk$' 2>/dev/null | head -n 1)
  [ -n "$window" ]
}
# still NAME waits until the window is drawn, not one flat colour, and at rest; what
# stands in its bars may move: the review has a clock there.
still() {
  local name=$1
  at_rest() {
    picture "$scratch/one.png"
    sleep 0.5
    picture "$out/window-$name.png"
    [ "$(identify -format %k "$out/window-$name.png")" -gt 40 ] &&
      [ "$(changed_pixels "$scratch/one.png[$below_bars]" "$out/window-$name.png[$below_bars]")" -lt 50 ]
  }
  within 30 at_rest || fail "the window stays blank or never comes to rest: see $out/window-$name.png"
}
# differs NAME OLD PIXELS waits until the window looks different.
differs() {
  local name=$1 old=$2 pixels=$3
  looks_different() {
    picture "$out/window-$name.png" || fail "the window is gone"
    [ "$(changed_pixels "$out/window-$old.png" "$out/window-$name.png")" -gt "$pixels" ]
  }
  within 30 looks_different || fail "$4: see $out/window-$name.png"
}
documents() { "$binary" list --json 2>/dev/null | grep -c '"id"' || true; }
holds() { [ "$(documents)" -eq "$1" ]; }
at_work() { "$binary" list --json 2>/dev/null | grep -qE '"status": *"(received|validated|queued|processing|failed_retryable)"'; }
idle() { ! at_work; }
gone() { ! kill -0 "$program" 2>/dev/null; }
ended_well() {
  local status=0
  within 20 gone || fail "the program runs on $1"
  wait "$program" || status=$?
  [ $status -eq 0 ] || fail "the program ended with status $status $1"
}

# Files opened with the program are taken; what cannot be taken is told.
open_program "$scratch/receipt-1.png" "$scratch/notes.bin"
still opened
within 30 holds 1 || fail "the file it was opened with is not in the library: $(documents)"

# Where it is moved to is remembered.
xdotool windowmove "$window" 70 50 windowsize "$window" 1180 760
kept() { grep -q '"x":70,"y":50,"width":1180,"height":760' "$DESKCLERK_DATA/window.json" 2>/dev/null; }
within 20 kept || fail "the place is not kept: $(cat "$DESKCLERK_DATA/window.json" 2>&1)"
within 60 idle || fail "the document was not read: $("$binary" list 2>&1)"
still one

# A second start gives its files to the first and only brings it to the front.
timeout 30 "$binary" "$scratch/receipt-2.png" "file://$scratch/receipt-3.png" 2>"$scratch/second.log" ||
  fail "a second start does not end well: $(cat "$scratch/second.log")"
within 30 holds 3 || fail "the second start's files are not in the library: $(documents)"
differs second one 1500 "the window does not show the documents of a second start"
within 60 idle || fail "the documents were not read: $("$binary" list 2>&1)"
xdotool key --window "$window" Escape
still inbox

# A key of the menus: the review, and from there the page in its own window.
xdotool windowfocus "$window" key alt+r
differs review inbox 20000 "Alt+R does not lead to the review"
still review
xdotool windowfocus "$window" key w
page_there() {
  page=$(xdotool search --onlyvisible --name '^Deskclerk – page$' 2>/dev/null | head -n 1)
  [ -n "$page" ]
}
within 30 page_there || fail "the page has no window of its own"
page_drawn() {
  import -window "$page" "$out/window-page.png"
  [ "$(identify -format %k "$out/window-page.png")" -gt 100 ]
}
within 30 page_drawn || fail "the page's window does not show the page under review: see $out/window-page.png"
"$scratch/askwindow" close "$page"
page_gone() { ! xdotool search --onlyvisible --name '^Deskclerk – page$' >/dev/null 2>&1; }
within 15 page_gone || fail "the page's window does not close"

# The table of the document, and one field of many documents together.
xdotool windowfocus "$window" key t
differs table review 20000 "T does not open the table"
xdotool key Escape
xdotool windowfocus "$window" key alt+g
differs together table 20000 "Alt+G does not lead to many documents together"
still together

# It survives that its page is drawn anew.
xdotool windowfocus "$window" key F5
still anew
xdotool windowfocus "$window" key alt+i
differs back together 20000 "after it was drawn anew the page does not answer"

# Closing while it works asks; to go on in the background is the first choice.
"$binary" reprocess $("$binary" list --json | grep -o '"id": *"[^"]*"' | cut -d'"' -f4) >/dev/null 2>&1 || true
picture "$out/window-busy.png"
timeout 60 "$binary" import "$scratch/stack.tiff" "$scratch"/receipt-[4-8].png >/dev/null
"$scratch/askwindow" close "$window"
differs closing busy 30000 "closing while it works does not ask"
xdotool windowfocus "$window" key Return
hidden() { ! xdotool search --onlyvisible --name '^Deskclerk$' >/dev/null 2>&1; }
within 15 hidden || fail "the window does not go into the background"
gone && fail "the program ended instead of going on in the background"
within 120 idle || fail "in the background nothing is read"
notified() { grep -q 'member=Notify' "$scratch/notified"; }
within 20 notified || fail "nobody is told that all is read"
! grep -qE 'CORNER|receipt-|EUR' "$scratch/notified" || fail "a notification tells of a document"
timeout 10 "$binary" || fail "a start while it is in the background does not end well"
within 15 mapped || fail "the window does not come back"

# Idle, it closes without a question, and nothing of it is left.
"$scratch/askwindow" close "$window"
ended_well "after its window was closed"
none_left() { [ -z "$(left)" ]; }
within 5 none_left || fail "processes are left: $(left)"
[ ! -e "$DESKCLERK_DATA/deskclerk.db-wal" ] || [ ! -s "$DESKCLERK_DATA/deskclerk.db-wal" ] ||
  fail "the database was not closed: its log is not empty"

# It opens where it was, dark where the desktop is dark.
light=$(convert "$out/window-inbox.png" -colorspace Gray -format '%[fx:mean]' info:)
export GTK_THEME=Adwaita:dark LC_ALL=C.UTF-8 LANGUAGE=
open_program
still dark
xdotool getwindowgeometry --shell "$window" >"$scratch/geometry"
grep -q '^X=70$' "$scratch/geometry" && grep -q '^Y=50$' "$scratch/geometry" && grep -q '^WIDTH=1180$' "$scratch/geometry" ||
  fail "the window opens elsewhere: $(tr '\n' ' ' <"$scratch/geometry")"
dark=$(convert "$out/window-dark.png" -colorspace Gray -format '%[fx:mean]' info:)
awk -v d="$dark" -v l="$light" 'BEGIN { exit !(d < 0.5 && l > 0.5) }' ||
  fail "dark is not dark: $dark of $light"
"$scratch/askwindow" close "$window"
ended_well "after its window was closed a second time"

# Maximised it stays so, and remembers where it was before. That takes a window
# manager, which the rest does without.
openbox --sm-disable >/dev/null 2>&1 &
open_program
"$scratch/askwindow" maximise "$window"
kept_maximised() { grep -q '"width":1180,"height":760,"maximised":true' "$DESKCLERK_DATA/window.json"; }
within 20 kept_maximised || fail "that it is maximised is not kept: $(cat "$DESKCLERK_DATA/window.json")"
"$scratch/askwindow" close "$window"
ended_well "after it was closed maximised"
open_program
wide() { xdotool getwindowgeometry --shell "$window" | awk -F= -v from="$1" -v to="$2" '$1 == "WIDTH" { exit !($2 >= from && $2 <= to) }'; }
within 15 wide 1390 1400 || fail "it does not open maximised: $(xdotool getwindowgeometry "$window")"
"$scratch/askwindow" restore "$window"
within 15 wide 1180 1180 || fail "it does not return to its size: $(xdotool getwindowgeometry "$window")"
"$scratch/askwindow" close "$window"
ended_well "after it was maximised"

echo "windowtest: files opened, a place kept, menus, the review and its table, many together, the page's window, closing while it works, light and dark, maximised: all as they should be"
