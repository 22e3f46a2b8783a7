//go:build desktop && !headless

package main

import (
	"strings"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
)

// menuBar draws the menus. Wails draws them once, when the window is made, so
// each item is always there; do is told which actions an item stands for, and
// the page says so when none applies.
func menuBar(tables []menuTable, do func(actions []string)) *menu.Menu {
	bar := menu.NewMenu()
	for _, table := range tables {
		below := bar.AddSubmenu(table.Title)
		for _, line := range table.Lines {
			if len(line.Actions) == 0 {
				below.AddSeparator()
				continue
			}
			var key *keys.Accelerator
			if line.Accelerator {
				key = acceleratorOf(line.Keys)
			}
			below.AddText(line.text(), key, func(*menu.CallbackData) { do(line.Actions) })
		}
	}
	return bar
}

// acceleratorOf reads keycaps such as Ctrl+K; nil when Wails has no such key.
func acceleratorOf(caps string) *keys.Accelerator {
	accelerator, err := keys.Parse(strings.ToLower(strings.ReplaceAll(caps, "Ctrl", "CmdOrCtrl")))
	if err != nil {
		return nil
	}
	return accelerator
}
