package bench

import (
	_ "embed" // the report's template
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"time"
)

//go:embed report.html
var reportHTML string

var reportTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"rate": rate, "interval": interval, "orUnknown": orUnknown, "join": strings.Join,
		"percent":  func(f float64) string { return fmt.Sprintf("%.1f %%", 100*f) },
		"three":    func(f float64) string { return fmt.Sprintf("%.3f", f) },
		"two":      func(f float64) string { return fmt.Sprintf("%.2f", f) },
		"picture":  picture,
		"plot":     newPlot,
		"sections": sections,
		"meanF1":   meanF1,
	}).Parse(reportHTML))
})

// WriteHTML writes the report as one file that needs nothing else.
func (r Report) WriteHTML(w io.Writer, at time.Time) error {
	return reportTemplate().Execute(w, struct {
		Report
		At string
	}{r, at.Format("2006-01-02 15:04")})
}

// picture makes an address that holds the JPEG itself.
func picture(jpeg []byte) template.URL {
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpeg)) //nolint:gosec // nothing but base64
}

// section is a part of the list of findings.
type section struct {
	Title, About string
	Open         bool // shown at once
	Findings     []Finding
}

// sections divides the findings as they are sorted.
func sections(all []Finding) []section {
	out := []section{
		{Title: "Wrong and accepted", About: "Nobody would have looked at these.", Open: true},
		{Title: "Wrong and flagged", About: "A person would have been asked.", Open: true},
		{Title: "Missed", About: "The paper says it; nothing was found."},
		{Title: "Given where the truth says nothing", About: "Right or invented, the pack does not know. Not counted as wrong."},
	}
	for _, f := range all {
		s := &out[f.rank()]
		s.Findings = append(s.Findings, f)
	}
	return out
}
