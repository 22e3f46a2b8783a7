#!/bin/sh
# Prints the environment in which Deskclerk's cgo rooms are built:
#
#	eval "$(build/native/env.sh)" && go build ./...
#
# backend/ocr names the libraries to link itself (link.go). What is added here
# is what cgo admits from the environment only: --exclude-libs hides every symbol
# that comes out of a static archive, so that GTK's and WebKit's own copies of
# libstdc++ and the like are not bound to ours; the two -static flags are for the
# runtimes that the compiler driver adds by itself at the end of the line. The
# wrapped symbols are the constructors of the layers of Tesseract's network, which
# backend/ocr/layers.c computes faster; it knows those of version 5.3.
# Running it twice changes nothing.
set -eu

flags="-Wl,--exclude-libs,ALL -static-libstdc++ -static-libgcc"
case $(pkg-config --modversion tesseract 2>/dev/null) in
5.3.*)
	name=RKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE
	for made in 8ConvolveC1E${name}iii 7MaxpoolC1EPKciii 14FullyConnectedC1E${name}iiNS_11NetworkTypeE 4LSTMC1E${name}iiibNS_11NetworkTypeE; do
		flags="$flags -Wl,--wrap=_ZN9tesseract$made"
	done
	;;
esac
case " ${CGO_LDFLAGS-} " in
*" $flags "*) all=$CGO_LDFLAGS ;;
*) all="${CGO_LDFLAGS--O2 -g} $flags" ;;
esac

printf "export CGO_ENABLED=1\n"
printf "export CGO_LDFLAGS='%s'\n" "$all"
