// Command licences lists the licence of every Go module that is linked in and of
// every npm package that the interface is built from, and fails on one that may
// not be passed on under Apache-2.0 or that it does not know. It is run from the
// project's root.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// accepted are the SPDX names that fit. MPL-2.0 is by file, and no file of such a
// module is changed here.
var accepted = []string{ //nolint:gochecknoglobals // a table
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0",
	"CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unlicense", "Zlib",
}

// bundled are modules that carry somebody else's work under a stricter licence,
// and why that is in order.
var bundled = map[string]string{ //nolint:gochecknoglobals // a table
	"github.com/gen2brain/heic": "libheif and libde265 (LGPL-3.0) as one WebAssembly file, which whoever builds can exchange",
}

func main() {
	tags := flag.String("tags", "", "build tags, as for go build")
	flag.Parse()
	if err := run(os.Stdout, *tags); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, tags string) error {
	modules, err := goModules(tags)
	if err != nil {
		return err
	}
	packages, err := npmPackages("frontend/package-lock.json")
	if err != nil {
		return err
	}
	maps.Copy(modules, packages)
	var bad []string
	counts := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		licence := modules[name]
		counts[licence]++
		if !fits(licence) {
			bad = append(bad, fmt.Sprintf("%s (%s)", name, licence))
		}
		fmt.Fprintf(w, "%-60s %s\n", name, licence)
	}
	for _, licence := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(w, "%4d %s\n", counts[licence], licence)
	}
	if len(bad) > 0 {
		return fmt.Errorf("these do not fit Apache-2.0 or are not known: %s", strings.Join(bad, ", "))
	}
	return nil
}

// fits accepts a plain name, a choice in which one fits, and a sum in which all do.
func fits(licence string) bool {
	licence = strings.Trim(licence, "()")
	if one, other, ok := strings.Cut(licence, " OR "); ok {
		return fits(one) || fits(other)
	}
	if one, other, ok := strings.Cut(licence, " AND "); ok {
		return fits(one) && fits(other)
	}
	return slices.Contains(accepted, licence)
}

// goModules maps each linked module to its licence, recognised by its text.
func goModules(tags string) (map[string]string, error) {
	list := exec.Command("go", "list", "-deps", "-tags", tags,
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}}@{{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || found[name] != "" {
			continue
		}
		found[name] = recognise(dir)
		module, _, _ := strings.Cut(name, "@")
		if inside := stricterInside(dir); inside != "" && bundled[module] == "" {
			found[name] += " with " + inside
		}
	}
	return found, nil
}

// recognise names the licence in a module's folder.
func recognise(dir string) string {
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		if licence := licenceOf(file); licence != "" {
			return licence
		}
	}
	return "unknown"
}

// stricterInside finds a licence of the GPL's family below a module's folder,
// which speaks of something the module brings along.
func stricterInside(dir string) string {
	var found string
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "testdata" { // is never linked
				return fs.SkipDir
			}
			return nil
		}
		if licence := licenceOf(path); strings.Contains(licence, "GPL") {
			inside, _ := filepath.Rel(dir, path)
			found = licence + " in " + inside
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// licenceOf names the licence a file holds by sentences that only it has; empty
// for a file that is none by its name.
func licenceOf(file string) string {
	name, _, _ := strings.Cut(strings.ToUpper(filepath.Base(file)), ".")
	if !slices.Contains([]string{"LICENSE", "LICENCE", "COPYING", "UNLICENSE", "COPYRIGHT"}, name) {
		return ""
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	plain := strings.Join(strings.Fields(string(text)), " ")
	for _, mark := range marks() {
		if strings.Contains(plain, mark.sentence) {
			return mark.licence
		}
	}
	return ""
}

type mark struct{ licence, sentence string }

// marks are in the order in which they are tried: the strict ones first.
func marks() []mark {
	return []mark{
		{"MPL-2.0", "Mozilla Public License Version 2.0"}, // names the GPL further down
		{"MPL-2.0", "Mozilla Public License, version 2.0"},
		{"AGPL-3.0", "GNU AFFERO GENERAL PUBLIC LICENSE"},
		{"LGPL", "GNU LESSER GENERAL PUBLIC LICENSE"},
		{"LGPL", "GNU Lesser General Public License"},
		{"GPL", "GNU GENERAL PUBLIC LICENSE"},
		{"Apache-2.0", "Apache License Version 2.0"},
		{"BSD-3-Clause", "Neither the name of"},
		{"BSD-3-Clause", "nor the names of"},
		{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
		{"ISC", "Permission to use, copy, modify, and distribute this software"},
		{"MIT", "Permission is hereby granted, free of charge"},
		{"Unlicense", "This is free and unencumbered software released into the public domain"},
		{"CC0-1.0", "CC0 1.0 Universal"},
	}
}

// npmPackages maps each package of the lock file to the licence it states, but
// those that only development needs: they are not passed on.
func npmPackages(lockFile string) (map[string]string, error) {
	text, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version, License string
			Dev              bool
		}
	}
	if err := json.Unmarshal(text, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, err)
	}
	found := map[string]string{}
	for path, p := range lock.Packages {
		if _, name, ok := strings.Cut(path, "node_modules/"); ok && !p.Dev {
			found[name+"@"+p.Version] = p.License
		}
	}
	return found, nil
}
