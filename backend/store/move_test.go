package store

import (
	"context"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestADocumentMovesAlongTheTableOnly(t *testing.T) {
	s, _ := openWatched(t)
	sum, size, err := commit(t, s, "abc")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Admit(t.Context(), doc.Admission{Name: "a", SHA256: sum, Bytes: size, MIME: "x/y"})
	if err != nil {
		t.Fatal(err)
	}
	err = s.write(t.Context(), func(ctx context.Context, tx *tx) error {
		for _, from := range doc.Statuses() {
			for _, to := range doc.Statuses() {
				if err := tx.exec(ctx, `UPDATE documents SET status = ?`, from); err != nil {
					return err
				}
				h, err := tx.head(ctx, r.DocumentID)
				if err != nil {
					return err
				}
				before := h.revision
				err = tx.move(ctx, h, to, nil)
				after, headErr := tx.head(ctx, r.DocumentID)
				if headErr != nil {
					return headErr
				}
				switch {
				case from.CanBecome(to) && (err != nil || after.status != to || after.revision != before+1):
					t.Errorf("%s to %s: %v, is %s", from, to, err, after.status)
				case !from.CanBecome(to) && (doc.CodeOf(err) != doc.CodeConflict || after.status != from || after.revision != before):
					t.Errorf("%s to %s was let through: %v, is %s", from, to, err, after.status)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBackoffGrowsFourfoldUpToItsLimitHalfOfItByChance(t *testing.T) {
	b := Backoff{}.withDefaults()
	tests := []struct {
		failures int
		chance   float64
		want     string
	}{
		{1, 0, "500ms"},
		{1, 0.5, "750ms"},
		{1, 0.999, "999.5ms"},
		{2, 0, "2s"},
		{3, 0, "8s"},
		{4, 0.5, "48s"},
		{5, 0, "2m8s"},
		{6, 0, "2m30s"},
		{60, 0.5, "3m45s"},
	}
	for _, tt := range tests {
		if got := b.After(tt.failures, tt.chance).String(); got != tt.want {
			t.Errorf("after %d failures, chance %v: %s, want %s", tt.failures, tt.chance, got, tt.want)
		}
	}
}

func TestAWriteTellsItsListenersAfterTheCommitOnly(t *testing.T) {
	s, _ := openWatched(t)
	heard, end := s.Subscribe()
	fails := s.write(t.Context(), func(ctx context.Context, tx *tx) error {
		if err := tx.append(ctx, "x", "", "", map[string]any{}); err != nil {
			return err
		}
		return doc.Errorf(doc.CodeConflict, "no")
	})
	if doc.CodeOf(fails) != doc.CodeConflict {
		t.Fatal(fails)
	}
	select {
	case <-heard:
		t.Error("heard of what was rolled back")
	default:
	}
	for range 3 { // nobody listens meanwhile: the pokes fall together
		err := s.write(t.Context(), func(ctx context.Context, tx *tx) error {
			return tx.append(ctx, "x", "", "", map[string]any{"a": 1})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	<-heard
	select {
	case <-heard:
		t.Error("poked twice")
	default:
	}
	if events, err := s.Events(t.Context(), 1, 1); err != nil || len(events) != 1 || events[0].Seq != 2 {
		t.Errorf("%v, %v", events, err)
	}
	end()
	end()
	if err := s.write(t.Context(), func(ctx context.Context, tx *tx) error { return tx.append(ctx, "x", "", "", map[string]any{}) }); err != nil {
		t.Fatal(err)
	}
	select {
	case <-heard:
		t.Error("poked after the end")
	default:
	}
}

func TestAWriteThatWaitsEndsWithItsContext(t *testing.T) {
	s, _ := openWatched(t)
	conn, err := s.writer.Conn(t.Context()) // somebody writes
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = s.write(ctx, func(context.Context, *tx) error { t.Error("ran"); return nil })
	if err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("%v", err)
	}
	_ = conn.Close()
}
