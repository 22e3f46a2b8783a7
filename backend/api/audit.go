package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"

	"deskclerk/backend/doc"
)

// AuditFilter chooses lines of the audit log; exported because huma passes over
// what is not.
type AuditFilter struct {
	Document string `query:"document" maxLength:"64" doc:"Only of this document, deleted ones too"`
	Actor    string `query:"actor" maxLength:"128" doc:"Only what this actor did; program is Deskclerk by itself" example:"token:scanner"`
	Act      string `query:"act" maxLength:"64" doc:"Only this act, or all of a kind by the part before the dot" example:"document.deleted"`
}

func (f AuditFilter) query() doc.AuditQuery {
	return doc.AuditQuery{DocumentID: f.Document, Actor: f.Actor, Act: f.Act}
}

type auditInput struct {
	AuditFilter

	Before int64 `query:"before" minimum:"0" doc:"Go on before this line; the answer's before names it"`
	Limit  int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

type auditOutput struct{ Body doc.AuditListing }

func (s *Server) listAudit(ctx context.Context, in *auditInput) (*auditOutput, error) {
	q := in.query()
	q.Before, q.Limit = in.Before, in.Limit
	l, err := s.o.Audit.AuditLog(ctx, q)
	if err != nil {
		return nil, err
	}
	return &auditOutput{Body: l}, nil
}

type auditExportInput struct{ AuditFilter }

// exportAudit streams the log, oldest line first, so that it can be kept
// elsewhere and its chain followed there.
func (s *Server) exportAudit(_ context.Context, in *auditExportInput) (*stream, error) {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/jsonl")
		w.Header().Set("Content-Disposition", `attachment; filename="deskclerk-audit-`+s.o.Clock().Format("2006-01-02")+`.jsonl"`)
		s.pour(w, r, func(out io.Writer) error {
			lines := json.NewEncoder(out)
			lines.SetEscapeHTML(false)
			for e, err := range s.o.Audit.EachAudit(r.Context(), in.query()) {
				if err == nil {
					err = lines.Encode(e)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}), nil
}

// login writes down that somebody got in. That it is not written down keeps
// nobody out: the log says why it could not be.
func (s *Server) login(ctx context.Context, who string) {
	if s.o.Audit == nil {
		return
	}
	ctx = doc.WithActor(context.WithoutCancel(ctx), who)
	if err := s.o.Audit.Audit(ctx, doc.AuditNote{Act: doc.AuditLogin}); err != nil {
		s.log.WarnContext(ctx, "a login is not in the audit log", slog.Any("error", err))
	}
}
