package main

import "testing"

func TestTheMenusAreThoseOfTheInterface(t *testing.T) {
	for language, want := range map[string]string{"en": "File", "de": "Datei", "tlh": "File"} {
		menus, err := menusIn(language)
		if err != nil || len(menus) != 6 || menus[0].Title != want {
			t.Fatalf("%s: %d menus, %v", language, len(menus), err)
		}
	}
	line := menuLine{Label: "Search", Keys: "/"}
	if got := line.text(); got != "Search  (/)" {
		t.Errorf("a key of the page is shown as %q", got)
	}
	line.Accelerator = true
	if got := line.text(); got != "Search" {
		t.Errorf("a key of the system is shown twice: %q", got)
	}
}

func TestTheSystemsLanguageComesFromTheEnvironmentInItsOrder(t *testing.T) {
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "de_AT.UTF-8")
	t.Setenv("LANG", "fr_FR.UTF-8")
	if got := systemLanguage(); got != "de" {
		t.Errorf("got %s", got)
	}
	t.Setenv("LC_ALL", "C")
	if got := systemLanguage(); got != "C" {
		t.Errorf("LC_ALL does not come first: %s", got)
	}
}
