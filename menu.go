package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"deskclerk/frontend"
)

// menuLine is one line of a menu, as the interface's actions have it.
type menuLine struct {
	Actions     []string `json:"actions"` // the first that applies is done; none: a dividing line
	Label       string   `json:"label"`
	Keys        string   `json:"keys"`        // such as Ctrl+K
	Accelerator bool     `json:"accelerator"` // the system takes the key from the page
}

// text is the label, with the key behind it where the system does not show it.
func (l menuLine) text() string {
	if l.Accelerator || l.Keys == "" {
		return l.Label
	}
	return l.Label + "  (" + l.Keys + ")"
}

// menuTable is a menu with its title.
type menuTable struct {
	Title string     `json:"title"`
	Lines []menuLine `json:"lines"`
}

// menusIn gives the menus in a language, in English where there are none.
func menusIn(language string) ([]menuTable, error) {
	var all map[string][]menuTable
	if err := json.Unmarshal(frontend.Menus(), &all); err != nil {
		return nil, fmt.Errorf("read the menus: %w", err)
	}
	if menus, ok := all[language]; ok {
		return menus, nil
	}
	return all["en"], nil
}

// systemLanguage is what the environment asks programs to speak, by the order of
// POSIX (Base Definitions, 8.2), such as de of de_AT.UTF-8.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			language, _, _ := strings.Cut(value, "_")
			return language
		}
	}
	return "en"
}
