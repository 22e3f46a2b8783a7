package api

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark" // Markdown to HTML; raw HTML in it is left out
	"github.com/yuin/goldmark/extension"
)

// Chapter is a hand-written part of the documentation.
type Chapter struct {
	Name string // of its file, by which others link to it, such as access.md
	Text string // Markdown that begins with its title
}

// docsChapter is the same on the page.
type docsChapter struct {
	ID, Title string
	Body      template.HTML
}

func describeChapters(all []Chapter) ([]docsChapter, error) {
	var out []docsChapter
	for _, c := range all {
		var body bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert([]byte(withinPage(c.Text, all)), &body); err != nil {
			return nil, fmt.Errorf("write %s: %w", c.Name, err)
		}
		title, _, _ := strings.Cut(strings.TrimPrefix(c.Text, "# "), "\n")
		html := template.HTML(body.String()) //nolint:gosec // ours, and without raw HTML
		out = append(out, docsChapter{ID: chapterID(c.Name), Title: title, Body: html})
	}
	return out, nil
}

func chapterID(name string) string { return "guide-" + strings.TrimSuffix(name, ".md") }

var link = regexp.MustCompile(`\[([^\]]+)\]\(([^()\s]+)\)`)

// withinPage has links among the chapters lead to their places on the page; a
// file that is not shown there is named instead.
func withinPage(text string, all []Chapter) string {
	return link.ReplaceAllStringFunc(text, func(whole string) string {
		m := link.FindStringSubmatch(whole)
		if strings.Contains(m[2], ":") || strings.HasPrefix(m[2], "#") {
			return whole
		}
		for _, c := range all {
			if c.Name == m[2] {
				return "[" + m[1] + "](#" + chapterID(c.Name) + ")"
			}
		}
		return m[1] + " (`docs/" + m[2] + "`)"
	})
}
