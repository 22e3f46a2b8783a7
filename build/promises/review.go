package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"deskclerk/internal/served"
)

func reviewPromises() []promise {
	return []promise{{
		number: 11, text: "an edit in the review is durable within 1 s of the key, whenever the program is killed", try: tryEditsUnderKills,
	}}
}

// Kills in the middle of typing, and how long each kill is waited for at most.
const (
	editKills   = 12
	typingSpan  = 700 * time.Millisecond
	durableAge  = time.Second
	editedField = "merchant"
)

// typed is an edit and when its key was pressed.
type typed struct {
	value string
	at    time.Time
}

// tryEditsUnderKills types into a field, one edit behind the other, kills the
// program at a random moment, starts it again and looks for the newest edit that
// was a second old, and for every edit that was answered.
func tryEditsUnderKills(ctx context.Context, b bench) (string, error) {
	p, err := b.serve(ctx)
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	content, err := printed(0)
	if err != nil {
		return "", err
	}
	id, err := p.Submit(ctx, "filename=a.pdf&wait=60s", bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	chance := rand.New(rand.NewPCG(11, 11))
	edits, answers, worst := 0, 0, time.Duration(0)
	for kill := range editKills {
		sent, answered, killed := typeUntilKilled(ctx, p, id, kill, time.Duration(chance.Int64N(int64(typingSpan))))
		edits, answers = edits+len(sent), answers+answered
		if p, err = b.serve(ctx); err != nil {
			return "", err
		}
		kept, err := valueOf(ctx, p, id)
		if err != nil {
			return "", err
		}
		at := indexOf(sent, kept)
		if at < answered-1 {
			return fmt.Sprintf("kill %d of %d", kill+1, editKills), fmt.Errorf("%d edits were answered, %d are kept", answered, at+1)
		}
		if at+1 < len(sent) {
			if age := killed.Sub(sent[at+1].at); age > worst {
				worst = age
			}
		}
	}
	figure := fmt.Sprintf("%d kills during %d edits: every answered edit kept, the oldest one lost was %s old", editKills, edits, worst.Round(time.Millisecond))
	if answers < editKills { // nothing was tried
		return figure, fmt.Errorf("only %d edits were answered", answers)
	}
	if worst > durableAge {
		return figure, errors.New("an edit older than 1 s was lost")
	}
	return figure, nil
}

// typeUntilKilled types until the program is gone and gives what was typed, how
// many of it were answered, and when it was killed.
func typeUntilKilled(ctx context.Context, p *served.Program, id string, kill int, after time.Duration) (sent []typed, answered int, killed time.Time) {
	var once sync.WaitGroup
	once.Go(func() {
		time.Sleep(after + 50*time.Millisecond)
		killed = time.Now()
		p.Kill()
	})
	for n := 0; ; n++ {
		one := typed{fmt.Sprintf("kill %d edit %d", kill, n), time.Now()}
		sent = append(sent, one)
		if correct(ctx, p, id, one.value) != nil {
			break
		}
		answered++
	}
	once.Wait()
	return sent, answered, killed
}

func correct(ctx context.Context, p *served.Program, id, value string) error {
	body, err := json.Marshal(map[string]string{"action": "correct", "value": value})
	if err != nil {
		return err
	}
	a, err := p.Do(ctx, http.MethodPatch, "/documents/"+id+"/fields/"+editedField, bytes.NewReader(body), "Content-Type", "application/json", "If-Match", "*")
	if err == nil && a.Status != http.StatusOK {
		err = fmt.Errorf("PATCH: %d %s", a.Status, a.Body)
	}
	return err
}

func valueOf(ctx context.Context, p *served.Program, id string) (string, error) {
	var d struct {
		Fields map[string]struct{ Value *string }
	}
	if _, err := p.Get(ctx, "/documents/"+id, &d); err != nil {
		return "", err
	}
	if v := d.Fields[editedField].Value; v != nil {
		return *v, nil
	}
	return "", nil
}

func indexOf(sent []typed, value string) int {
	for i, s := range sent {
		if s.value == value {
			return i
		}
	}
	return -1
}
