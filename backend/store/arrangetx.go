package store

import (
	"context"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// arrange does a plan: it checks that nothing changed since it was made, notes
// how everything was, and gives each part its pages. loose are files that may be
// of no more use.
func (t *tx) arrange(ctx context.Context, p *plan, only []doc.OnRevision, divided bool) (ids, loose []string, err error) {
	heads := map[string]*head{}
	var was []before
	for id, d := range p.documents {
		h, err := t.head(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if h.revision != d.Revision {
			return nil, nil, doc.Outdated(h.revision, d.Revision)
		}
		if !divided && !h.status.CanBecome(doc.StatusQueued) || h.status == doc.StatusValidated {
			return nil, nil, doc.Refuse(doc.CodeConflict, "arrange_status", "status", string(h.status))
		}
		if err := t.hasOriginal(ctx, h); err != nil {
			return nil, nil, err
		}
		heads[id] = h
		was = append(was, before{
			ID: id, Name: d.File.Name, SHA256: d.File.SHA256, MIME: d.File.MIME, Bytes: d.File.Bytes, Pages: d.File.Pages, Attempt: h.attempt,
			Options: withoutPassword(h.options), Gone: id != p.id,
		})
	}
	own, sources := heads[p.id], map[string]head{} // as they are now: the words are theirs
	for id, h := range heads {
		sources[id] = *h
	}
	if err := own.isAt(only); err != nil {
		return nil, nil, err
	}
	if err := t.rememberPasswords(ctx, was, heads); err != nil {
		return nil, nil, err
	}
	for i := range p.parts {
		h, err := t.partOf(ctx, own, &p.parts[i], sources)
		if err != nil {
			return nil, nil, err
		}
		if p.parts[i].id == "" {
			was = append(was, before{ID: h.id, New: true})
		}
		ids = append(ids, h.id)
		for _, b := range was { // what it was made of stays, for an undo
			if !b.New {
				if err := t.holdFile(ctx, h.n, b.SHA256, b.Bytes); err != nil {
					return nil, nil, err
				}
			}
		}
	}
	if loose, err = t.removeMerged(ctx, heads, p.id); err != nil {
		return nil, nil, err
	}
	err = t.exec(ctx, `INSERT INTO rearrangements (document, at, actor, kind, before) VALUES (?, ?, ?, ?, ?)`,
		own.n, ms(t.now), doc.ActorOf(ctx), "pages", asJSON{was})
	if err != nil {
		return nil, nil, err
	}
	return ids, loose, t.audit(ctx, doc.AuditNote{Act: doc.AuditArranged, DocumentID: own.id, Data: map[string]any{"documents": ids}})
}

// removeMerged takes those away that went into the document; loose are their files.
func (t *tx) removeMerged(ctx context.Context, heads map[string]*head, into string) (loose []string, err error) {
	for id, h := range heads {
		if id == into {
			continue
		}
		files, err := t.remove(ctx, h, map[string]any{"merged": true})
		if err != nil {
			return nil, err
		}
		loose = append(loose, files...)
	}
	return loose, nil
}

// rememberPasswords of those that will be gone, as they are sealed.
func (t *tx) rememberPasswords(ctx context.Context, was []before, heads map[string]*head) error {
	for i := range was {
		if b := &was[i]; b.Gone {
			err := t.QueryRowContext(ctx, `SELECT password_sealed, password_of FROM documents WHERE n = ?`, heads[b.ID].n).Scan(&b.Password, &b.PasswordOf)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func withoutPassword(o doc.ProcessOptions) doc.ProcessOptions {
	o.Password = ""
	return o
}

// holdFile keeps a file as long as the document is.
func (t *tx) holdFile(ctx context.Context, n int64, sum string, bytes int64) error {
	return t.exec(ctx, `INSERT INTO document_files (document, sha256, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, n, sum, bytes)
}

// partOf gives a document the pages of a part, or makes one of them, and has it
// understood anew.
func (t *tx) partOf(ctx context.Context, own *head, a *arranged, sources map[string]head) (*head, error) {
	h := own
	options := sources[own.id].options
	options.Rotation, options.KeepBlank = map[int]int{}, nil
	for i, pick := range a.picks {
		if slices.Contains(sources[pick.DocumentID].options.KeepBlank, pick.Page) {
			options.KeepBlank = append(options.KeepBlank, i+1)
		}
		turn, turned := sources[pick.DocumentID].options.Rotation[pick.Page]
		if pick.Turn != nil {
			turn, turned = *pick.Turn, true
		}
		if turned && pick.Crop == nil {
			options.Rotation[i+1] = turn
		}
	}
	if a.id == "" {
		made, err := t.offspring(ctx, own, a, options)
		if err != nil {
			return nil, err
		}
		h = made
	} else if err := t.becomes(ctx, h, a.file, options); err != nil {
		return nil, err
	}
	for _, s := range a.list.Sources {
		if err := t.holdFile(ctx, h.n, s.SHA256, s.Bytes); err != nil {
			return nil, err
		}
	}
	return h, t.requeue(ctx, h, a.picks, sources)
}

// becomes gives a document another original, as its next attempt.
func (t *tx) becomes(ctx context.Context, h *head, f doc.File, options doc.ProcessOptions) error {
	if err := t.freeFile(ctx, f.SHA256, h.n); err != nil {
		return err
	}
	if err := t.unread(ctx, h); err != nil {
		return err
	}
	h.sha256, h.mime, h.options, h.pagesTotal = f.SHA256, f.MIME, options, f.Pages
	return t.exec(ctx, `UPDATE documents SET sha256 = ?, mime = ?, bytes = ?, name = ?, options = ?, pages_total = ?,
		password_of = coalesce(nullif(password_of, ''), sha256) WHERE n = ?`,
		f.SHA256, f.MIME, f.Bytes, f.Name, asJSON{options}, f.Pages, h.n)
}

// freeFile refuses a file that is the original of another document than n.
func (t *tx) freeFile(ctx context.Context, sum string, n int64) error {
	var other string
	err := t.QueryRowContext(ctx, `SELECT id FROM documents WHERE sha256 = ? AND n <> ?`, sum, n).Scan(&other)
	if err == nil {
		return doc.Refuse(doc.CodeConflict, "arrange_same", "id", other)
	}
	return noRows(err)
}

// offspring makes a new document of a part, which came in as the document did.
func (t *tx) offspring(ctx context.Context, own *head, a *arranged, options doc.ProcessOptions) (*head, error) {
	if err := t.freeFile(ctx, a.file.SHA256, 0); err != nil {
		return nil, err
	}
	d, err := documentRow(ctx, t, own.id)
	if err != nil {
		return nil, err
	}
	id, err := newID()
	if err != nil {
		return nil, err
	}
	h := &head{
		id: id, sha256: a.file.SHA256, mime: a.file.MIME, status: doc.StatusReceived, revision: 1, attempt: 1,
		options: options, correlation: own.correlation, batchID: own.batchID, pagesTotal: a.file.Pages,
	}
	admission := doc.Admission{
		Name: a.file.Name, SHA256: a.file.SHA256, Bytes: a.file.Bytes, MIME: a.file.MIME, Source: d.doc.Source,
		BatchID: d.doc.BatchID, Options: options, CorrelationID: own.correlation, Metadata: d.doc.Metadata,
	}
	if err := t.insertDocument(ctx, h, admission, nil); err != nil {
		return nil, err
	}
	if err := t.insertSighting(ctx, h.n, admission); err != nil {
		return nil, err
	}
	if err := t.tell(ctx, h, doc.EventReceived, nil); err != nil {
		return nil, err
	}
	err = t.exec(ctx, `UPDATE documents SET pages_total = ?,
		(password_sealed, password_of) = (SELECT password_sealed, coalesce(nullif(password_of, ''), sha256) FROM documents WHERE n = ?)
		WHERE n = ?`, h.pagesTotal, own.n, h.n)
	if err != nil {
		return nil, err
	}
	return h, t.move(ctx, h, doc.StatusValidated, nil)
}

// requeue begins the attempt: pages that stay as they are keep their words, the
// others are read, and when none has to be the document is understood at once.
func (t *tx) requeue(ctx context.Context, h *head, picks []doc.PagePick, sources map[string]head) error {
	if err := t.exec(ctx, `INSERT INTO attempts (document, number) VALUES (?, ?)`, h.n, h.attempt); err != nil {
		return fmt.Errorf("begin attempt %d: %w", h.attempt, err)
	}
	texts := doc.TextNone
	for i, pick := range picks {
		number := i + 1
		kept := false
		if pick.Turn == nil && pick.Crop == nil {
			from := sources[pick.DocumentID]
			source, ok, err := t.carryPage(ctx, h, number, from, pick.Page)
			if err != nil {
				return err
			}
			if kept = ok; ok {
				h.pagesRead++
				texts = mixed(texts, source)
			}
		}
		if !kept {
			if err := t.enqueue(ctx, h, KindPage, number); err != nil {
				return err
			}
		}
	}
	h.textSource = texts
	if err := t.exec(ctx, `UPDATE documents SET pages_read = ?, text_source = ? WHERE n = ?`, h.pagesRead, texts, h.n); err != nil {
		return err
	}
	if err := t.carryAttached(ctx, h, sources); err != nil {
		return err
	}
	if h.pagesRead == h.pagesTotal {
		if err := t.enqueue(ctx, h, KindUnderstand, 0); err != nil {
			return err
		}
	}
	if h.status == doc.StatusProcessing { // a stack that is divided in the middle of its way goes on
		return t.touch(ctx, h)
	}
	return t.move(ctx, h, doc.StatusQueued, nil)
}

// carryPage copies a page that was read to its new place; ok is false when it was
// not.
func (t *tx) carryPage(ctx context.Context, h *head, number int, from head, page int) (source doc.TextSource, ok bool, err error) {
	var old int64
	err = t.QueryRowContext(ctx, `SELECT id, text_source FROM pages WHERE document = ? AND attempt = ? AND number = ?`,
		from.n, from.attempt, page).Scan(&old, &source)
	if err != nil {
		return "", false, noRows(err)
	}
	result, err := t.ExecContext(ctx, `INSERT INTO pages (document, attempt, `+pageColumns+`)
		SELECT ?, ?, ?, width, height, dpi, rotation, skew, text_source, mean_confidence, blank, codes, language, papers, kept FROM pages WHERE id = ?`,
		h.n, h.attempt, number, old)
	if err != nil {
		return "", false, fmt.Errorf("carry page %d over: %w", page, err)
	}
	id, err := result.LastInsertId()
	if err != nil {
		return "", false, err
	}
	if err := t.exec(ctx, `INSERT INTO words (page, body, raw, marks, form) SELECT ?, body, raw, marks, form FROM words WHERE page = ?`, id, old); err != nil {
		return "", false, err
	}
	err = t.exec(ctx, `INSERT INTO warnings (document, attempt, page, code, message, sentence)
		SELECT ?, ?, ?, code, message, sentence FROM warnings WHERE document = ? AND attempt = ? AND page = ?`,
		h.n, h.attempt, number, from.n, from.attempt, page)
	return source, true, err
}

// carryAttached copies what the document's own file has attached, and what read
// it, to the next attempt.
func (t *tx) carryAttached(ctx context.Context, h *head, sources map[string]head) error {
	from, own := sources[h.id]
	if !own {
		return nil
	}
	if err := t.exec(ctx, `INSERT INTO attachments SELECT document, ?, position, name, mime, body FROM attachments
		WHERE document = ? AND attempt = ?`, h.attempt, from.n, from.attempt); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE attempts SET engine = (SELECT engine FROM attempts WHERE document = ?1 AND number = ?2)
		WHERE document = ?1 AND number = ?3`, h.n, from.attempt, h.attempt)
}
