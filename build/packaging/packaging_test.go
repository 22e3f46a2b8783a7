// Package packaging holds what desktops are told about the program.
package packaging

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestTheDesktopOffersDeskclerkForTheFilesItReads(t *testing.T) {
	text, err := os.ReadFile("deskclerk.desktop")
	if err != nil {
		t.Fatal(err)
	}
	entry := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			entry[name] = value
		}
	}
	if entry["Exec"] != "deskclerk %F" {
		t.Errorf("files that are opened with it do not reach it: Exec=%s", entry["Exec"])
	}
	types := strings.Split(strings.TrimSuffix(entry["MimeType"], ";"), ";")
	for _, want := range []string{"application/pdf", "image/jpeg", "image/png", "image/tiff", "image/bmp", "image/gif", "image/webp", "image/heic"} {
		if !slices.Contains(types, want) {
			t.Errorf("%s is not among %v", want, types)
		}
	}
	for _, key := range []string{"Comment", "Keywords", "GenericName"} {
		if entry[key] == "" || entry[key+"[de]"] == "" {
			t.Errorf("%s is missing in a language", key)
		}
	}
}
