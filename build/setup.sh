#!/usr/bin/env bash
# Sets up everything that building, running and testing need. Safe to run at any
# time: what is there already is left alone.
#
#   build/setup.sh                everything
#   build/setup.sh --no-window    without GTK and WebKit, for the headless binary
#   build/setup.sh --no-test      without the tools that only tests use
#   build/setup.sh --no-frontend  leave frontend/ as it is
#   build/setup.sh --no-packages  install no Debian packages, only check
#   build/setup.sh --train        what only training needs as well
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly go_min=1.26 node_min=20
groups="build window test" frontend=yes packages=yes
for option in "$@"; do
  case $option in
    --no-window) groups=${groups/window/} ;;
    --no-test) groups=${groups/test/} ;;
    --no-frontend) frontend=no ;;
    --no-packages) packages=no ;;
    --train) groups+=" train" ;;
    *)
      sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }
fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# wanted prints the packages of the chosen groups.
wanted() {
  awk -v groups="$groups" '
    BEGIN { n = split(groups, g, " "); for (i = 1; i <= n; i++) take[g[i]] = 1 }
    !/^#/ && NF && ($1 in take) { print $2 }' build/packages.txt
}

# missing prints those of its arguments that are not installed.
missing() {
  { dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true; } |
    awk -v all="$*" '
      $2 == "installed" { have[$1] = 1 }
      END { n = split(all, p, " "); for (i = 1; i <= n; i++) if (!(p[i] in have)) print p[i] }'
}

install_packages() {
  local -a need apt
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this script installs packages with apt, which is not on this system." \
      "Install the counterparts of the packages in build/packages.txt, then run it with --no-packages."
  fi
  mapfile -t need < <(missing $(wanted))
  [ ${#need[@]} -gt 0 ] || return 0
  if [ $packages = no ]; then
    fail "these packages are missing: ${need[*]}"
  fi
  apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing and there is no sudo to install them with." \
      "As root, run: apt-get install ${need[*]}"
    if [ -t 0 ]; then apt=(sudo "${apt[@]}"); else apt=(sudo -n "${apt[@]}"); fi
  fi
  say "installing ${need[*]}"
  "${apt[@]}" update || say "the package lists could not be renewed; going on with those at hand"
  "${apt[@]}" install -y --no-install-recommends "${need[@]}" >/dev/null ||
    fail "apt could not install them: see its words above. Without a network or the right to use sudo it cannot." \
      "By hand: sudo apt-get install ${need[*]}"
}

check_go() {
  local version
  command -v go >/dev/null || fail "Go is missing. Install Go $go_min or later from https://go.dev/dl and put its bin folder on the PATH."
  version=$(go env GOVERSION 2>/dev/null) || version=$(cd / && go env GOVERSION)
  version=${version#go}
  at_least "${version%%[!0-9.]*}" "$go_min" ||
    fail "Go $version is too old, $go_min or later is needed: see https://go.dev/dl."
}

check_node() {
  local version
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    fail "Node.js or npm is missing. Install Node.js $node_min or later: see https://nodejs.org/en/download."
  fi
  version=$(node --version)
  at_least "${version#v}" "$node_min" ||
    fail "Node.js $version is too old, $node_min or later is needed: see https://nodejs.org/en/download."
}

# The traineddata that is embedded comes from Debian's packages, never from the
# network.
copy_tessdata() {
  local language from to
  mkdir -p backend/ocr/tessdata
  for language in eng osd; do
    to=backend/ocr/tessdata/$language.traineddata
    from=$({ dpkg -L "tesseract-ocr-$language" 2>/dev/null || true; } | grep "/$language.traineddata$" || true)
    if [ -z "$from" ]; then
      [ -s "$to" ] && continue
      fail "$language.traineddata was not found: install tesseract-ocr-$language, or put the file into backend/ocr/tessdata."
    fi
    if ! cmp -s "$from" "$to"; then
      say "copying $language.traineddata"
      cp "$from" "$to"
    fi
  done
}

# source_hash prints a hash over the names and contents of what the frontend is
# built from.
source_hash() {
  find frontend \( -name node_modules -o -name dist -o -name e2e -o -name coverage -o -name test-results \) -prune \
    -o -type f ! -name '*.test.ts' ! -name '*.test.tsx' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

build_frontend() {
  local lock stamp=build/.stamp/frontend sources
  [ -f frontend/package-lock.json ] || return 0
  mkdir -p build/.stamp
  lock=$(sha256sum frontend/package-lock.json | cut -d' ' -f1)
  if [ "$(cat frontend/node_modules/.deskclerk-lock 2>/dev/null)" != "$lock" ]; then
    say "installing the frontend's packages"
    (cd frontend && npm ci --no-audit --no-fund --loglevel=error) ||
      fail "npm could not install the frontend's packages: see its words above. It needs the network once."
    echo "$lock" >frontend/node_modules/.deskclerk-lock
  fi
  sources=$(source_hash)
  if [ "$(cat $stamp 2>/dev/null)" != "$sources" ] || [ ! -s frontend/dist/index.html ]; then
    say "building the frontend"
    (cd frontend && npm run --silent build) || fail "the frontend does not build: see the lines above."
    source_hash >$stamp
  fi
}

install_packages
check_go
copy_tessdata
if [ $frontend = yes ]; then
  check_node
  build_frontend
fi
say "ready"
