//go:build desktop && !headless

package main

import (
	"errors"
	"testing"

	"deskclerk/backend/doc"
)

func TestWithoutADisplayTheWindowSaysWhatToDo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	err := openWindow(t.Context(), &desk{}, nil, nil)
	var coded *doc.Error
	if !errors.As(err, &coded) || coded.Detail == "" {
		t.Errorf("got %v", err)
	}
}
