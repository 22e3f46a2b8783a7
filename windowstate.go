package main

import (
	"encoding/json"
	"image"
)

// windowState is how the window stood when it was last seen. Its place is that
// of the window that is not maximised.
type windowState struct {
	X         int    `json:"x"`
	Y         int    `json:"y"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	Maximised bool   `json:"maximised"`
	Placed    bool   `json:"placed"` // X and Y are known
	Language  string `json:"language,omitempty"`
}

// The window's size when nothing is known, and the least, in pixels.
const (
	usualWidth  = 1280
	usualHeight = 800
	leastWidth  = 960
	leastHeight = 640
)

// readWindowState is the usual state where nothing, or nothing sound, was kept.
func readWindowState(text []byte) windowState {
	var s windowState
	if len(text) == 0 || json.Unmarshal(text, &s) != nil || s.Width < leastWidth || s.Height < leastHeight {
		return windowState{Width: usualWidth, Height: usualHeight, Language: s.Language}
	}
	return s
}

func (s windowState) text() []byte {
	text, err := json.Marshal(s)
	if err != nil { // it has nothing that cannot be written
		panic(err)
	}
	return text
}

// gripWidth and gripHeight are what of a window must be in sight for a person to
// take hold of it.
const (
	gripWidth  = 120
	gripHeight = 40
)

// onScreens moves the window to where it can be seen: screens come and go. areas
// are what windows may cover, the main screen's first.
func (s windowState) onScreens(areas []image.Rectangle) windowState {
	if len(areas) == 0 {
		return s
	}
	home := areas[0]
	seen := false
	title := image.Rect(s.X, s.Y, s.X+s.Width, s.Y+gripHeight)
	for _, area := range areas {
		if part := title.Intersect(area); s.Placed && part.Dx() >= gripWidth && part.Dy() >= gripHeight/2 {
			home, seen = area, true
			break
		}
	}
	s.Width, s.Height = min(s.Width, home.Dx()), min(s.Height, home.Dy())
	if seen {
		s.X = max(home.Min.X-s.Width+gripWidth, min(s.X, home.Max.X-gripWidth))
		s.Y = max(home.Min.Y, min(s.Y, home.Max.Y-gripHeight))
		return s
	}
	s.X = home.Min.X + (home.Dx()-s.Width)/2
	s.Y = home.Min.Y + (home.Dy()-s.Height)/2
	s.Placed = true
	return s
}
