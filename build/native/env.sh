#!/bin/sh
# Prints the environment in which Deskclerk's cgo rooms are built:
#
#	eval "$(build/native/env.sh)" && go build ./...
#
# backend/ocr names the libraries to link itself (link.go). What is added here
# is what cgo admits from the environment only: --exclude-libs hides every symbol
# that comes out of a static archive, so that GTK's and WebKit's own copies of
# libstdc++ and the like are not bound to ours; the two -static flags are for the
# runtimes that the compiler driver adds by itself at the end of the line.
# Running it twice changes nothing.
set -eu

flags="-Wl,--exclude-libs,ALL -static-libstdc++ -static-libgcc"
case " ${CGO_LDFLAGS-} " in
*" $flags "*) all=$CGO_LDFLAGS ;;
*) all="${CGO_LDFLAGS--O2 -g} $flags" ;;
esac

printf "export CGO_ENABLED=1\n"
printf "export CGO_LDFLAGS='%s'\n" "$all"
