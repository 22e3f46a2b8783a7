package worker

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

func TestWhatBothNoticedIsSaidOnce(t *testing.T) {
	blank, small := doc.Warning{Code: doc.WarnBlankPage, Page: 1}, doc.Warning{Code: doc.WarnLowResolution, Page: 1}
	got := joinWarnings([]doc.Warning{blank}, []doc.Warning{blank, small})
	if !slices.Equal(got, []doc.Warning{blank, small}) {
		t.Fatalf("%+v", got)
	}
}
