package ocr_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr"
	"deskclerk/backend/ocr/enginetest"
)

func TestEmbeddedLanguagesAreUnpackedOnceAndMended(t *testing.T) {
	cache := t.TempDir()
	fresh := func() *ocr.Tesseract {
		e, err := ocr.New(ocr.Options{CacheDir: cache})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = e.Close() })
		return e
	}
	fresh()
	file := filepath.Join(cache, "eng.traineddata")
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	fresh()
	if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
		t.Errorf("it was written again: %v", err)
	}
	if err := os.WriteFile(file, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	fresh()
	if after, err := os.Stat(file); err != nil || after.Size() != before.Size() {
		t.Errorf("it was not mended: %v", err)
	}
}

func TestImpossibleLanguageCodesAreRefused(t *testing.T) {
	e := open(t)
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	for _, code := range []string{"../eng", "eng/../eng", "", "e", "eng+deu", "osd", "~deu", "-l"} {
		_, err := e.Recognize(t.Context(), page, 300, doc.ReadOptions{Languages: []string{code}})
		if doc.CodeOf(err) != doc.CodeInvalid {
			t.Errorf("%q gives %v", code, err)
		}
	}
}

func TestLanguagesFromSeveralFoldersAreReadTogether(t *testing.T) {
	extra, cache := t.TempDir(), t.TempDir()
	first, err := ocr.New(ocr.Options{CacheDir: cache})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	data, err := os.ReadFile(filepath.Join(cache, "eng.traineddata"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(extra, "house.traineddata"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := ocr.New(ocr.Options{CacheDir: cache, Tessdata: []string{extra}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if !slices.Contains(e.Info().Languages, "house") || slices.Contains(e.Info().Languages, "osd") {
		t.Errorf("languages are %v", e.Info().Languages)
	}
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	if got := read(t, e, page, "house", "eng"); len(got.Words) == 0 {
		t.Error("nothing was read")
	}
}

func TestDamagedLanguageDataIsAnError(t *testing.T) {
	extra := t.TempDir()
	if err := os.WriteFile(filepath.Join(extra, "bad.traineddata"), []byte("no model"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := ocr.New(ocr.Options{CacheDir: t.TempDir(), Tessdata: []string{extra}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	var coded *doc.Error
	if _, err = e.Recognize(t.Context(), page, 300, doc.ReadOptions{Languages: []string{"bad"}}); err == nil || errors.As(err, &coded) {
		t.Errorf("error is %v", err)
	}
}

func TestAPageIsReadAgainInItsOwnLanguage(t *testing.T) {
	e := open(t)
	if !slices.Contains(e.Info().Languages, "deu") {
		t.Skip("the language data deu is not installed")
	}
	page := enginetest.Draw(t, []string{
		"BÄCKEREI MÜLLER", "Vielen Dank für Ihren Einkauf", "Rechnung Datum 14.03.2024",
		"Brötchen 4,50", "Käsekuchen 12,80", "Summe EUR 17,30", "Gegeben 20,00", "Rückgeld 2,70",
	}, enginetest.Look{})
	has := func(r doc.Recognition, want string) bool {
		return slices.ContainsFunc(r.Words, func(w doc.Word) bool { return w.Text == want })
	}
	if r := read(t, e, page); !has(r, "Brötchen") || !has(r, "Rückgeld") || !has(r, "17,30") {
		t.Errorf("found by itself: %v", r.Words)
	}
	if r := read(t, e, page, "eng"); has(r, "Brötchen") {
		t.Errorf("a language that was asked for is not kept: %v", r.Words)
	}
}
