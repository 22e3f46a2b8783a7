package watch

import (
	"time"

	"deskclerk/backend/doc"
)

// mostLines bounds one transaction of the journal, so that nobody waits for it.
const mostLines = 1000

// bookkeeper holds what was found in a folder against its lines. It is asked
// anew inside the transaction, so it changes nothing of its own.
type bookkeeper struct {
	folder  string
	f       finding
	now     time.Time
	settle  time.Duration
	busy    map[int64]bool // lines that are worked on at this moment
	skipped *bool          // set when one of those has to be looked at again
}

// decide gives the lines that change.
func (b bookkeeper) decide(lines []doc.KeptFile) []doc.KeptFile {
	*b.skipped = false
	byPath := make(map[string]doc.KeptFile, len(lines))
	for _, l := range lines {
		byPath[l.Path] = l
	}
	var changes []doc.KeptFile
	add := func(l doc.KeptFile, changed bool) {
		if changed && len(changes) < mostLines {
			changes = append(changes, l)
		}
	}
	if b.f.closed {
		b.closed(byPath, add)
		return changes
	}
	for _, one := range b.f.all {
		key := one.path
		l, ok := byPath[key]
		if !ok {
			key = doc.ForgottenPath(one.path)
			l, ok = byPath[key]
		}
		delete(byPath, key)
		switch {
		case !ok:
			add(b.fresh(one), true)
		case b.busy[l.ID]:
			*b.skipped = true
		default:
			add(b.seen(l, one))
		}
	}
	for _, l := range byPath {
		if b.busy[l.ID] {
			*b.skipped = true
			continue
		}
		add(b.missed(l))
	}
	return changes
}

// closed has one line for a folder that cannot be read; those in it stay as they
// are.
func (b bookkeeper) closed(byPath map[string]doc.KeptFile, add func(doc.KeptFile, bool)) {
	if _, ok := byPath[b.f.dir+"/"]; !ok {
		add(doc.KeptFile{
			FolderFile: doc.FolderFile{FolderID: b.folder, Path: b.f.dir + "/", State: doc.FilePassedOver, Reason: doc.ReasonNoFolder},
			Dir:        b.f.dir,
		}, true)
	}
}

// fresh is the line of something that was not there before.
func (b bookkeeper) fresh(one found) doc.KeptFile {
	l := doc.KeptFile{
		FolderFile: doc.FolderFile{FolderID: b.folder, Path: one.path, State: doc.FilePassedOver, Reason: one.reason},
		Dir:        b.f.dir, Version: one.version,
	}
	if one.reason == doc.ReasonNone {
		b.wait(&l)
	}
	return l
}

// wait has a file begin to settle.
func (b bookkeeper) wait(l *doc.KeptFile) {
	next := b.now.Add(b.settle)
	l.State, l.Reason, l.Error, l.Tries, l.NextAt = doc.FileWaiting, doc.ReasonSettling, nil, 0, &next
}

// seen holds a line against what is there now.
func (b bookkeeper) seen(l doc.KeptFile, one found) (doc.KeptFile, bool) {
	was, same := l.Present, l.Version == one.version
	l.Present = true
	switch l.State {
	case doc.FilePassedOver:
		return b.seenPassedOver(l, one, same, was)
	case doc.FileWaiting:
		if one.reason != doc.ReasonNone && !(l.Forced && byName(one.reason)) {
			l.State, l.Reason, l.NextAt, l.Version = doc.FilePassedOver, one.reason, nil, one.version
			return l, true
		}
		return l, !was // a change of the file is found when its time comes
	case doc.FileTaken:
		if same {
			if !was && l.Source == doc.SourceGone {
				l.Source = doc.SourceLeft
			}
			return l, !was
		}
		return b.again(l, one, was), true
	case doc.FileFailed:
		if same {
			return l, !was
		}
	}
	l.Version = one.version
	b.wait(&l)
	return l, true
}

func (b bookkeeper) seenPassedOver(l doc.KeptFile, one found, same, was bool) (doc.KeptFile, bool) {
	switch {
	case l.Reason == doc.ReasonLeft:
		l.Version = one.version
		return l, !same || !was
	case one.reason != doc.ReasonNone: // that it grows does not matter
		changed := l.Reason != one.reason || !was
		l.Reason, l.Error = one.reason, nil
		return l, changed
	case byContent(l.Reason) && same:
		return l, !was
	}
	l.Version = one.version
	b.wait(&l)
	return l, true
}

// again has a file wait that was taken and is another by now. Where it was there
// all the time its content may still be the same; where it was gone between, it
// is a new arrival whatever is in it.
func (b bookkeeper) again(l doc.KeptFile, one found, was bool) doc.KeptFile {
	if !was {
		l.SHA256, l.DocumentID, l.Duplicate = "", "", false
	}
	l.Path = one.path // one that was forgotten is needed to read it
	l.Version, l.Source, l.MovedTo = one.version, doc.SourceNone, ""
	b.wait(&l)
	return l
}

// missed is the line of something that is not there.
func (b bookkeeper) missed(l doc.KeptFile) (doc.KeptFile, bool) {
	switch {
	case l.State == doc.FilePassedOver:
		l.State = "" // it never mattered
		return l, true
	case !l.Present:
		return l, false
	}
	l.Present = false
	if l.State == doc.FileTaken {
		if l.Source == doc.SourceLeft || l.Source == doc.SourceChanged {
			l.Source = doc.SourceGone
		}
		return l, true
	}
	l.State, l.NextAt = doc.FileGone, nil
	return l, true
}
