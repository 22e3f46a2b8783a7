package app

import (
	"context"
	"errors"
	"io"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

// putBack is how long taking a failed export back may last.
const putBack = 10 * time.Second

// Deliver makes an export and puts its file to path, or what is new of it to the
// end of the file that is there. Whatever fails before the file is in place
// takes the export back, so that nothing counts as exported that went nowhere.
// Errors: those of the API; file_mismatch before anything is done; unreadable_path.
func Deliver(ctx context.Context, conn *client.Client, o client.ExportOrder, p doc.ExportProfile, path string) (doc.ExportRun, error) {
	if o.Append {
		if err := export.CheckAppend(path, p); err != nil {
			return doc.ExportRun{}, err
		}
	}
	o.Target = path
	return deliver(ctx, conn, o, func(run doc.ExportRun) error {
		fresh := func(w io.Writer) error { return conn.ExportFile(ctx, w, run.ID, false) }
		switch {
		case !o.Append:
			return export.AtomicFile(path, fresh)
		case p.Format == doc.ExportXLSX:
			return export.AppendXLSX(path, run.Profile, conn.ExportRows(ctx, run.ID), fresh)
		default:
			return appendFile(path, run.Profile, fresh)
		}
	})
}

// DeliverTo is Deliver to a writer, such as standard output.
func DeliverTo(ctx context.Context, conn *client.Client, o client.ExportOrder, w io.Writer) (doc.ExportRun, error) {
	return deliver(ctx, conn, o, func(run doc.ExportRun) error { return conn.ExportFile(ctx, w, run.ID, false) })
}

func deliver(ctx context.Context, conn *client.Client, o client.ExportOrder, put func(doc.ExportRun) error) (doc.ExportRun, error) {
	run, err := conn.StartExport(ctx, o)
	if err != nil {
		return run, err
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), putBack)
	defer cancel()
	if err := put(run); err != nil {
		return run, errors.Join(err, conn.UndoExport(end, run.ID, nil))
	}
	return run, conn.ConfirmExport(end, run.ID)
}

// appendFile hands what comes to Append, which reads it.
func appendFile(path string, p doc.ExportProfile, fresh func(io.Writer) error) error {
	r, w := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = w.CloseWithError(fresh(w)) // never fails
	}()
	err := export.Append(path, p, r)
	_ = r.CloseWithError(err) // lets go of who still writes
	<-done
	return err
}

// SaveExport makes an export for the window; the profile is named by its id and
// the query is written as the API's lists take it.
func (a *App) SaveExport(ctx context.Context, o client.ExportOrder, path string) (doc.ExportRun, error) {
	p, err := a.exports.ExportProfile(ctx, o.Profile)
	if err != nil {
		return doc.ExportRun{}, err
	}
	return Deliver(ctx, a.ownClient(), o, p, path)
}

// SaveExportAgain writes the file of an export that was made to path; with now,
// of its documents as they are now.
func (a *App) SaveExportAgain(ctx context.Context, id, path string, now bool) error {
	conn := a.ownClient()
	return export.AtomicFile(path, func(w io.Writer) error { return conn.ExportFile(ctx, w, id, now) })
}

// ownClient speaks to this program as its window does, within its session: a
// new one would stand in the audit log as somebody who got in.
func (a *App) ownClient() *client.Client {
	a.mu.Lock()
	instance, session := a.instance, a.session
	a.mu.Unlock()
	if session == "" {
		session = a.Token()
	}
	return client.New(instance.BaseURL, session, instance.Transport())
}
