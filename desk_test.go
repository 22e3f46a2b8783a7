package main

import (
	"context"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
)

// The rest of desk: what the window's manners need.

func (d *desk) Opened() []client.Upload {
	return []client.Upload{{Name: "scan.png", ID: "1"}}
}
func (d *desk) Working(context.Context) (int, error) { return 0, nil }
func (d *desk) Preferences(context.Context) (api.Preferences, error) {
	return api.DefaultPreferences(), nil
}
func (d *desk) SetPreferences(context.Context, api.Preferences) error { return nil }
func (d *desk) WindowState() ([]byte, error)                          { return nil, nil }
func (d *desk) KeepWindowState([]byte) error                          { return nil }
func (d *desk) Notify(title, body string) error {
	d.shown = title + " " + body
	return nil
}
func (d *desk) Window(verb string) { d.shown = verb }
func (d *desk) OpenPage(_ context.Context, session func() Session) error {
	d.shown = session().Page
	return nil
}

func TestThePagesWindowBeginsAtThePageAndHasTheWayToTheAPI(t *testing.T) {
	d := &desk{}
	if err := bind(t, d).OpenPage(); err != nil || d.shown != "/page" {
		t.Errorf("opened at %q, %v", d.shown, err)
	}
	session, wanted, err := listenToOwner(strings.NewReader(`{"baseURL": "http://127.0.0.1:7411", "token": "x", "page": "/page"}` + "\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	second := &Desktop{ctx: t.Context(), backend: pageOnly{session: session}, page: session.Page}
	if got := second.Session(); got != session || got.BaseURL == "" || got.Token != "x" || got.Page != "/page" {
		t.Errorf("the second window has %+v", got)
	}
	if _, ok := <-wanted; !ok {
		t.Error("it is not told that it is wanted in front")
	}
	if _, ok := <-wanted; ok {
		t.Error("it outlives the first window")
	}
	if _, _, err := listenToOwner(strings.NewReader("")); err == nil {
		t.Error("a window of nobody opens")
	}
}

func TestTheMenusOfTheNextStartSpeakThePagesLanguage(t *testing.T) {
	d := bind(t, &desk{})
	d.KeepLanguage("de")
	if got := d.keptLanguage(); got != "de" {
		t.Errorf("kept %q", got)
	}
}
