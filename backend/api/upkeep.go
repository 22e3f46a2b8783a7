package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

type upkeepOutput struct{ Body doc.Upkeep }

func (s *Server) getUpkeep(ctx context.Context, _ *struct{}) (*upkeepOutput, error) {
	state, err := s.o.Upkeep.State(ctx)
	if err != nil {
		return nil, err
	}
	return &upkeepOutput{Body: state}, nil
}

// startBackup begins one into the configured folder.
func (s *Server) startBackup(ctx context.Context, _ *struct{}) (*upkeepOutput, error) {
	if err := s.o.Upkeep.BackUp(ctx); err != nil {
		return nil, err
	}
	return s.getUpkeep(ctx, nil)
}

// BackupRequest tells of a backup that was made of a snapshot.
type BackupRequest struct {
	Kind      string `json:"kind" enum:"folder,file"`
	Documents int    `json:"documents" minimum:"0"`
	Originals int    `json:"originals" minimum:"0"`
	Bytes     int64  `json:"bytes" minimum:"0"`
	Encrypted bool   `json:"encrypted"`
	Missing   int    `json:"missing" minimum:"0" doc:"Originals that were lost before it"`
}

type noteBackupInput struct{ Body BackupRequest }

func (s *Server) noteBackup(ctx context.Context, in *noteBackupInput) (*struct{}, error) {
	b := in.Body
	return nil, s.o.Upkeep.NoteBackup(ctx, doc.BackupMade{
		Kind: b.Kind, Documents: b.Documents, Originals: b.Originals, Bytes: b.Bytes, Encrypted: b.Encrypted, Missing: b.Missing,
	})
}

// downloadBackup streams a whole backup.
func (s *Server) downloadBackup(context.Context, *struct{}) (*stream, error) {
	name := "deskclerk-" + s.o.Clock().Format("2006-01-02") + ".tar.zst"
	return s.sendFile("application/zstd", name, s.o.Upkeep.Download), nil
}

// downloadSnapshot streams the database alone, for who reads the originals from
// the data folder.
func (s *Server) downloadSnapshot(context.Context, *struct{}) (*stream, error) {
	return s.sendFile("application/vnd.sqlite3", "deskclerk.db", s.o.Upkeep.Snapshot), nil
}

// sendFile streams what write writes as a file to save.
func (s *Server) sendFile(mime, name string, write func(context.Context, io.Writer) error) *stream {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mime)
		w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
		s.pour(w, r, func(out io.Writer) error { return write(r.Context(), out) })
	})
}

// startVerify begins to read everything that is kept.
func (s *Server) startVerify(ctx context.Context, _ *struct{}) (*upkeepOutput, error) {
	if err := s.o.Upkeep.Verify(ctx); err != nil {
		return nil, err
	}
	return s.getUpkeep(ctx, nil)
}

type verifyInput struct {
	Head string `query:"head" maxLength:"100" doc:"The end of the audit log as it was noted down elsewhere: its line and hash with a colon between" example:"41:9f86d081884c7d65…"`
}

type verifyOutput struct{ Body doc.Verification }

// verifyNow answers when everything was read, which may take minutes.
func (s *Server) verifyNow(ctx context.Context, in *verifyInput) (*verifyOutput, error) {
	noted, err := parseHead(in.Head)
	if err != nil {
		return nil, err
	}
	v, err := s.o.Upkeep.VerifyNow(ctx, noted)
	if err != nil {
		return nil, err
	}
	return &verifyOutput{Body: v}, nil
}

func parseHead(text string) (*doc.AuditHead, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // none was noted
	}
	number, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || len(hash) != 64 {
		return nil, doc.Errorf(doc.CodeInvalid, "query.head: write line and hash as in 41:9f86…")
	}
	return &doc.AuditHead{N: n, Hash: strings.ToLower(hash)}, nil
}
