package watch

import (
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"deskclerk/backend/doc"
)

// unfinished are endings of names that programs use while they write: browsers,
// download managers, synchronisation and office programs.
func unfinished() []string {
	return []string{
		".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".filepart", ".!ut", ".aria2",
		".swp", ".swx", ".lock", ".lck", ".bak~", "~",
	}
}

// temporary reports whether a name is that of a file that is not finished.
func temporary(name string) bool {
	name = strings.ToLower(name)
	for _, start := range []string{"~$", ".~lock.", "~wrl"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	for _, end := range unfinished() {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// rules say which paths of a folder are looked at.
type rules struct {
	include, exclude []string
	moveTo           string // empty when nothing is moved
	maxBytes         int64
}

func rulesOf(f doc.KeptFolder, maxBytes int64) rules {
	r := rules{maxBytes: maxBytes}
	if f.After == doc.AfterMove {
		r.moveTo = f.MoveTo
	}
	for _, p := range f.Include {
		r.include = append(r.include, anchored(p)...)
	}
	for _, p := range f.Exclude {
		r.exclude = append(r.exclude, anchored(p)...)
	}
	return r
}

// anchored turns a pattern as in .gitignore into patterns over the whole path:
// without a slash inside it holds at any depth, with one at the end for a folder
// and all below it. Letters' case does not matter.
func anchored(pattern string) []string {
	p := strings.ToLower(strings.TrimSpace(pattern))
	inside := strings.TrimSuffix(p, "/")
	if rooted := strings.HasPrefix(inside, "/"); rooted {
		inside = strings.TrimPrefix(inside, "/")
	} else if !strings.Contains(inside, "/") {
		inside = "**/" + inside
	}
	if strings.HasSuffix(p, "/") {
		return []string{inside, inside + "/**"}
	}
	return []string{inside}
}

// checkPattern is invalid_request for one that cannot be understood.
func checkPattern(pattern string) error {
	if strings.TrimSpace(pattern) == "" || len(pattern) > 500 {
		return doc.Refuse(doc.CodeInvalid, "folder_pattern_long")
	}
	for _, p := range anchored(pattern) {
		if !doublestar.ValidatePattern(p) {
			return doc.Refuse(doc.CodeInvalid, "folder_pattern", "pattern", pattern)
		}
	}
	return nil
}

func matchesAny(patterns []string, rel string) bool {
	rel = strings.ToLower(rel)
	for _, p := range patterns {
		if ok, err := doublestar.Match(p, rel); err == nil && ok {
			return true
		}
	}
	return false
}

// folder says why a folder is not looked into; none when it is.
func (r rules) folder(rel string) doc.FileReason {
	switch {
	case r.moveTo != "" && rel == r.moveTo:
		return doc.ReasonMovedHere
	case strings.HasPrefix(path.Base(rel), "."):
		return doc.ReasonHidden
	case matchesAny(r.exclude, rel):
		return doc.ReasonExcluded
	default:
		return doc.ReasonNone
	}
}

// file says why something is passed over by what it is, its name or its size;
// none when it may be taken. Links are judged where they can be followed.
func (r rules) file(rel string, mode fs.FileMode, size int64) doc.FileReason {
	name := path.Base(rel)
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return doc.ReasonFIFO
	case mode&fs.ModeSocket != 0:
		return doc.ReasonSocket
	case mode&fs.ModeDevice != 0:
		return doc.ReasonDevice
	case !mode.IsRegular():
		return doc.ReasonIrregular
	case temporary(name):
		return doc.ReasonTemporary
	case strings.HasPrefix(name, "."):
		return doc.ReasonHidden
	case matchesAny(r.exclude, rel):
		return doc.ReasonExcluded
	case len(r.include) > 0 && !matchesAny(r.include, rel):
		return doc.ReasonNotIncluded
	case size > r.maxBytes:
		return doc.ReasonTooLarge
	default:
		return doc.ReasonNone
	}
}

// byName reports whether a reason is one that a person can set aside: the file
// could be read, but its name speaks against it.
func byName(r doc.FileReason) bool {
	switch r {
	case doc.ReasonTemporary, doc.ReasonHidden, doc.ReasonExcluded, doc.ReasonNotIncluded, doc.ReasonLeft:
		return true
	default:
		return false
	}
}

// byContent reports whether a reason was found by reading, and holds until the
// file changes.
func byContent(r doc.FileReason) bool {
	switch r {
	case doc.ReasonTypeRefused, doc.ReasonEmpty:
		return true
	default:
		return false
	}
}
