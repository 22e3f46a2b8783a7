# Deskclerk's recipes. `make` lists them; `make run` and `make test` need nothing
# before them but Go and Node.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := build/bin
DESKTOP := $(BIN)/deskclerk
HEADLESS := $(BIN)/deskclerk-headless

VERSION ?= $(or $(patsubst v%,%,$(shell git describe --tags --match 'v[0-9]*' --dirty 2>/dev/null)),0.1.0-dev)
COMMIT ?= $(or $(shell git describe --always --abbrev=12 --exclude '*' --dirty 2>/dev/null),unknown)

# One set of flags for building, vetting and linting, so that they share the
# compiler's cache. The commit is written by the linker, so Go need not ask git.
export GOFLAGS := $(filter-out -trimpath -buildvcs=%,$(shell go env GOFLAGS)) -trimpath -buildvcs=false

APP := deskclerk/backend/app
LDFLAGS := -s -w -X $(APP).Version=$(VERSION) -X $(APP).Commit=$(COMMIT)
# nodynamic: no decoder looks for a library of the system when it starts.
DESKTOP_TAGS := desktop,production,webkit2_41,nodynamic
HEADLESS_TAGS := headless,nodynamic

# How Tesseract and Leptonica are linked in: the same for building and testing.
NATIVE := eval "$$(build/native/env.sh)"

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help
help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## Set up, build, run

.PHONY: setup
setup: ## install and build what everything else needs; safe to repeat
	@build/setup.sh

.PHONY: run
run: ## set up, build, then open the window, or serve where there is no display
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		build/setup.sh --no-test && $(MAKE) build && exec $(DESKTOP) $(ARGS); \
	else \
		echo "run: no display, so the browser has to do"; \
		build/setup.sh --no-test --no-window && $(MAKE) build-headless && exec $(HEADLESS) serve $(ARGS); \
	fi

.PHONY: build
build: ## the program with its window: build/bin/deskclerk
	@$(NATIVE); go build -tags $(DESKTOP_TAGS) -ldflags '$(LDFLAGS)' -o $(DESKTOP) .

.PHONY: build-headless
build-headless: ## the program without GTK and WebKit: build/bin/deskclerk-headless
	@$(NATIVE); go build -tags $(HEADLESS_TAGS) -ldflags '$(LDFLAGS)' -o $(HEADLESS) .

.PHONY: generate
generate: ## make again what is generated: API types, the tables in the documentation
	@$(NATIVE); go generate ./...
	@$(NATIVE); go test -tags $(HEADLESS_TAGS) ./backend/api -run TestThePublishedDescription -update
	@$(NATIVE); go test ./backend -run 'TestDocumented' -update
	@cd frontend && npm run --if-present generate

.PHONY: fmt
fmt: ## format Go and TypeScript
	@go run $(GOLANGCI) fmt
	@cd frontend && npm run format

## Test

.PHONY: test
test: setup ## set up, then everything that CI runs
	@build/test.sh

.PHONY: check
check: ## everything that CI runs, on a machine that is set up
	@build/test.sh

.PHONY: lint
lint: ## linters, formatting and vet for Go
	@$(NATIVE); go run $(GOLANGCI) run
	@$(NATIVE); go vet -tags $(DESKTOP_TAGS) .

# The race detector watches our code, not the C that SQLite was translated from:
# that would take most of the time. Only that one package is left out: others have
# generic code of their own copy (sync.Map's), which the linker would share with
# all, and the detector would then miss what it orders and cry wolf.
RACE := -race '-gcflags=modernc.org/sqlite/lib=-race=false'

# Image work is done on one goroutine, and the race detector makes it many times
# slower: under it run the tests in which another one ends the work, and those of
# the worker, which does all of it.
IMAGE_WORK := ./backend/ocr/... ./backend/raster/... ./backend/barcode ./backend/marks ./internal/paper ./build/drawn ./build/invoices

.PHONY: unit
unit: ## Go tests in random order, with the race detector but for image work
	@$(NATIVE); export GOFLAGS="$${GOFLAGS//-trimpath/}"; \
	failed=0; \
	go test -tags $(HEADLESS_TAGS) -shuffle=on $(IMAGE_WORK) || failed=1; \
	go test -tags $(HEADLESS_TAGS) $(RACE) -run 'Stop|Ends|Cancel' ./backend/ocr/... ./backend/raster/... || failed=1; \
	others="$$(go list -tags $(HEADLESS_TAGS) ./... | grep -vxF "$$(go list -tags $(HEADLESS_TAGS) $(IMAGE_WORK))")"; \
	go test -tags $(HEADLESS_TAGS) $(RACE) -shuffle=on $$others || failed=1; \
	exit $$failed

.PHONY: frontend
frontend: ## linters, types and tests of the frontend
	@cd frontend && npm run check

.PHONY: binaries
binaries: build build-headless ## build both programs and look at what they link
	@build/checkbin.sh $(DESKTOP) desktop
	@build/checkbin.sh $(HEADLESS) headless

.PHONY: e2e
e2e: build-headless ## the browser against the real server with the real engine
	@mkdir -p build/out
	@cd frontend && DESKCLERK_BIN='$(CURDIR)/$(HEADLESS)' DESKCLERK_E2E_SHOTS='$(CURDIR)/build/out' npm run e2e

# PACK: a folder with docs/ and truth/ of receipts, 60 of which are reviewed.
PACK ?=
.PHONY: ux
ux: build-headless ## the measures of the review as a table: make ux [PACK=folder of receipts with their truth]
	@mkdir -p build/out
	@cd frontend && DESKCLERK_BIN='$(CURDIR)/$(HEADLESS)' DESKCLERK_UX_PACK='$(abspath $(PACK))' DESKCLERK_E2E_SHOTS='$(CURDIR)/build/out' npm run ux

.PHONY: window
window: build ## the real window under a virtual display
	@build/windowtest.sh $(DESKTOP)

.PHONY: bench
bench: build-headless ## speed and memory, as ratios from one run
	@go run ./build/bench -bin $(HEADLESS) $(ARGS)

.PHONY: load
load: build-headless ## the API under load: many submissions at once, many clients that poll
	@go run ./build/load -bin $(HEADLESS) $(ARGS)

PACKS ?=
PAGES ?= build/out/pages
DRAWN ?= build/out/drawn
.PHONY: train
train: build-headless ## learn weights and confidence: make train PACKS='pack…' [PAGES=folder of what was read]
	@build/setup.sh --train
	@[ -f '$(DRAWN)/pack.json' ] || go run ./build/drawn -to '$(DRAWN)'
	@$(NATIVE); go run ./build/train -program $(HEADLESS) -pages '$(PAGES)' -drawn '$(DRAWN)' $(ARGS) $(PACKS)

.PHONY: glyphs
glyphs: ## learn the characters of machine readable zones: a quarter of an hour
	@build/setup.sh --train
	@$(NATIVE); go run ./build/glyphs $(ARGS)

.PHONY: ablation
ablation: build-headless ## what each part of reading brings, on truth packs: PACKS="folder…" ARGS="-n 20"
	@go run ./build/ablation -program $(HEADLESS) $(ARGS) $(PACKS)

.PHONY: promises
promises: build-headless ## try what is promised against the real program: ARGS='-only 35,38'
	@$(NATIVE); go run ./build/promises -bin $(HEADLESS) $(ARGS)

.PHONY: licences
licences: ## licences of everything linked in; fails on one that does not fit
	@$(NATIVE); go run ./build/licences -tags $(DESKTOP_TAGS)

.PHONY: scale
scale: build-headless ## ten thousand documents: what a person waits for, asked of the API and on screen: ARGS='-n 10000'
	@mkdir -p build/out
	@rm -rf build/out/scale
	@$(NATIVE); go run ./build/scale -bin $(HEADLESS) -data build/out/scale $(ARGS)
	@cd frontend && DESKCLERK_BIN='$(CURDIR)/$(HEADLESS)' DESKCLERK_SCALE_DATA='$(CURDIR)/build/out/scale' npm run scale

PREFIX ?= /usr/local
.PHONY: install
install: ## put the built program and its entry in the desktop's menu under PREFIX (and DESTDIR)
	install -D -m 755 $(DESKTOP) '$(DESTDIR)$(PREFIX)/bin/deskclerk'
	install -D -m 644 build/packaging/deskclerk.desktop '$(DESTDIR)$(PREFIX)/share/applications/deskclerk.desktop'
	install -D -m 644 build/appicon.svg '$(DESTDIR)$(PREFIX)/share/icons/hicolor/scalable/apps/deskclerk.svg'

.PHONY: clean
clean: ## remove what the build made, but no installed package
	@rm -rf $(BIN) build/.stamp build/out backend/ocr/tessdata/*.traineddata
	@find frontend/dist -mindepth 1 ! -name .gitkeep -delete
