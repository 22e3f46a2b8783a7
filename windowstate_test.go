package main

import (
	"image"
	"testing"
)

func TestWhatWasKeptOfTheWindowIsReadBackAndNonsenseIsNot(t *testing.T) {
	kept := windowState{X: 40, Y: 50, Width: 1000, Height: 700, Maximised: true, Placed: true, Language: "de"}
	if got := readWindowState(kept.text()); got != kept {
		t.Errorf("read back %+v", got)
	}
	for _, text := range []string{"", "{", `{"width": 3, "height": 900}`, `{"width": "wide"}`} {
		if got := readWindowState([]byte(text)); got.Width != usualWidth || got.Height != usualHeight || got.Placed {
			t.Errorf("of %q came %+v", text, got)
		}
	}
}

func TestTheWindowComesBackToWhereItCanBeSeen(t *testing.T) {
	main, right := image.Rect(0, 30, 1920, 1080), image.Rect(1920, 0, 4480, 1440)
	at := func(x, y, w, h int) windowState {
		return windowState{X: x, Y: y, Width: w, Height: h, Placed: true}
	}
	for name, c := range map[string]struct {
		kept    windowState
		screens []image.Rectangle
		want    windowState
	}{
		"it stays where it was":                         {at(100, 100, 1280, 800), []image.Rectangle{main}, at(100, 100, 1280, 800)},
		"it stays on the second screen":                 {at(2000, 100, 1280, 800), []image.Rectangle{main, right}, at(2000, 100, 1280, 800)},
		"the second screen is gone":                     {at(2000, 100, 1280, 800), []image.Rectangle{main}, at(320, 155, 1280, 800)},
		"the screen has become smaller":                 {at(0, 0, 2400, 1400), []image.Rectangle{main}, at(0, 30, 1920, 1050)},
		"its title is above the screen":                 {at(100, -300, 1280, 800), []image.Rectangle{main}, at(320, 155, 1280, 800)},
		"it hangs over the edge, and can be taken hold": {at(1700, 900, 1280, 800), []image.Rectangle{main}, at(1700, 900, 1280, 800)},
		"it was never placed":                           {windowState{Width: 1280, Height: 800}, []image.Rectangle{main}, at(320, 155, 1280, 800)},
		"no screen is known":                            {at(5, 5, 1280, 800), nil, at(5, 5, 1280, 800)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.kept.onScreens(c.screens); got != c.want {
				t.Errorf("got %+v, not %+v", got, c.want)
			}
		})
	}
}
