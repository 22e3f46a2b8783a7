package app

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// The editor of the configuration file: it puts one key in and leaves every
// other line, comments included, as a person wrote it. Whoever calls it reads
// the outcome back, so that what it does not understand is found.

var (
	headerLine = regexp.MustCompile(`^\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$`)
	keyLine    = regexp.MustCompile(`^\s*([A-Za-z0-9_-]+)((?:\s*\.\s*(?:[A-Za-z0-9_-]+|'[^']*'|"[^"]*"))*)\s*=`)
)

// span is the lines of a key with its value, or of a table of its own.
type span struct {
	from, to int // lines, the last one not included
	whole    bool
}

// spansOf finds where the key stands, and the end of its section; -1 when the
// section is not there.
func spansOf(lines []string, section, key string) (found []span, end int) {
	end = -1
	current := ""
	for i := 0; i < len(lines); {
		if header := headerLine.FindStringSubmatch(lines[i]); header != nil {
			current = strings.ReplaceAll(header[1], " ", "")
			next := nextHeader(lines, i+1)
			if current == section+"."+key {
				found = append(found, span{i, next, false})
				i = next
				continue
			}
			i++
			if current == section {
				end = i
			}
			continue
		}
		to := valueEnd(lines, i)
		if m := keyLine.FindStringSubmatch(lines[i]); m != nil {
			if current == section && m[1] == key {
				found = append(found, span{i, to, m[2] == ""})
			}
			if current == section {
				end = to
			}
		}
		i = to
	}
	return found, end
}

func nextHeader(lines []string, from int) int {
	for i := from; i < len(lines); i++ {
		if headerLine.MatchString(lines[i]) {
			return i
		}
	}
	return len(lines)
}

// valueEnd is the line after the value that begins at the line: the first one
// at which what was gathered is TOML.
func valueEnd(lines []string, at int) int {
	if !keyLine.MatchString(lines[at]) {
		return at + 1
	}
	for to := at + 1; to <= len(lines); to++ {
		var v map[string]any
		if toml.Unmarshal([]byte(strings.Join(lines[at:to], "\n")), &v) == nil {
			return to
		}
	}
	return at + 1
}

// putKey writes the key's value in place of the one it has, else at the end of
// its section, else in a new section.
func putKey(text, section, key, value string) string {
	lines := split(text)
	found, end := spansOf(lines, section, key)
	line := key + " = " + value
	if len(found) == 1 && found[0].whole && found[0].to == found[0].from+1 {
		lines[found[0].from] = line + remark(lines[found[0].from])
		return join(lines)
	}
	at := end
	for _, s := range slices.Backward(found) {
		lines = slices.Delete(lines, s.from, s.to)
		if s.to <= at {
			at -= s.to - s.from
		}
	}
	if at >= 0 {
		return join(slices.Insert(lines, at, line))
	}
	if len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) != "" {
		lines = append(lines, "")
	}
	return join(append(lines, "["+section+"]", line))
}

// dropKey takes the key out, so that its default holds.
func dropKey(text, section, key string) string {
	lines := split(text)
	found, _ := spansOf(lines, section, key)
	for _, s := range slices.Backward(found) {
		lines = slices.Delete(lines, s.from, s.to)
	}
	return join(lines)
}

// remark is the comment at the end of a line, with the space before it.
func remark(line string) string {
	quote := rune(0)
	for i, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote == 0 && r == '#':
			return " " + line[i:]
		}
	}
	return ""
}

func split(text string) []string {
	if text = strings.TrimRight(text, "\n"); text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func join(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// inlineTOML writes a value on one line: tables in braces, by name.
func inlineTOML(value any) (string, error) {
	switch v := value.(type) {
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			text, err := inlineTOML(v[name])
			if err != nil {
				return "", err
			}
			parts = append(parts, quoteTOML(name)+" = "+text)
		}
		return "{ " + strings.Join(parts, ", ") + " }", nil
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			text, err := inlineTOML(one)
			if err != nil {
				return "", err
			}
			parts[i] = text
		}
		return "[" + strings.Join(parts, ", ") + "]", nil
	case string:
		return quoteTOML(v), nil
	}
	text, err := toml.Marshal(map[string]any{"x": value})
	if err != nil {
		return "", err
	}
	_, line, found := strings.Cut(strings.TrimSpace(string(text)), "x = ")
	if !found || strings.Contains(line, "\n") {
		return "", fmt.Errorf("%T has no place in the file", value)
	}
	return line, nil
}

// quoteTOML writes a string, plainly where it can be.
func quoteTOML(s string) string {
	if !strings.ContainsAny(s, "'\n\r\t") && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "'" + s + "'"
	}
	text, err := toml.Marshal(map[string]any{"x": s})
	if err != nil {
		return "''"
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(string(text)), "x ="))
}
