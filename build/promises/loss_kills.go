package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"deskclerk/internal/served"
)

// submissions are handed in during a round of kills, at most.
const submissions = 10

// tryKillAtSyncs has strace kill the program at the Nth fsync, and the Nth rename,
// of a thread while documents are handed in, round after round on one folder: for
// N from 1 on until no thread makes as many any more, and then from 1 again.
func tryKillAtSyncs(ctx context.Context, b bench) (string, error) {
	if err := canTrace(ctx); err != nil {
		return "", err
	}
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	k := syncKills{bench: b, options: o, acknowledged: map[string]bool{}}
	calls := []string{"fsync", "renameat"}
	kills, next, furthest := map[string]int{}, map[string]int{}, map[string]int{}
	for round := 0; kills["fsync"]+kills["renameat"] < b.size.kills && round < 4*(b.size.kills+1); round++ {
		call := calls[round%len(calls)]
		next[call]++
		died, err := k.round(ctx, call, next[call])
		if err != nil {
			return "", fmt.Errorf("%s %d: %w", call, next[call], err)
		}
		if !died {
			next[call] = 0
			continue
		}
		kills[call]++
		furthest[call] = max(furthest[call], next[call])
	}
	figure := fmt.Sprintf("kills (500 is the whole try: -kills) in the middle of submissions: %d at the 1st to %dth fsync of a thread, %d at the 1st to %dth rename; %d submissions, %d of them acknowledged: all are finished after the restart",
		kills["fsync"], furthest["fsync"], kills["renameat"], furthest["renameat"], k.sent, len(k.acknowledged))
	if kills["fsync"] == 0 || kills["renameat"] == 0 || len(k.acknowledged) == 0 {
		return figure, errors.New("nothing was killed in the middle of a submission")
	}
	return figure, errors.Join(verified(ctx, o), allFinish(ctx, o, k.acknowledged))
}

// syncKills hands in documents and knows which were acknowledged.
type syncKills struct {
	bench        bench
	options      served.Options
	sent         int
	acknowledged map[string]bool
}

// round starts the program and hands in documents until it is killed at the nth
// call; died tells whether it was.
func (k *syncKills) round(ctx context.Context, call string, n int) (died bool, err error) {
	p, err := served.Start(ctx, k.options)
	if err != nil {
		return false, err
	}
	defer p.Kill()
	if err := drained(ctx, p); err != nil {
		return false, err
	}
	detach, err := attach(ctx, p.PID, os.DevNull, call+":signal=SIGKILL", n)
	if err != nil {
		if killed(p) { // by what it still had to do
			return true, nil
		}
		return false, err
	}
	defer func() { _ = detach() }() // it ends with the program
	for range submissions {
		k.sent++
		id, err := submitPrinted(ctx, p, k.sent)
		if err != nil {
			if !killed(p) {
				return false, err
			}
			return true, nil
		}
		k.acknowledged[id] = true
	}
	return p.Ended(), nil
}

// drained waits until all that was handed in is read: a document that is at work at
// five deaths of the program is taken for what it dies of.
func drained(ctx context.Context, p *served.Program) error {
	var status struct {
		Queue struct {
			Waiting  int `json:"waiting"`
			Running  int `json:"running"`
			Retrying int `json:"retrying"`
		} `json:"queue"`
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err := p.Get(ctx, "/status", &status); err != nil {
			return err
		}
		if q := status.Queue; q.Waiting+q.Running+q.Retrying == 0 {
			return nil
		}
	}
	return fmt.Errorf("it is not read within a minute: %+v", status.Queue)
}

// killed reports whether the program ends now.
func killed(p *served.Program) bool {
	select {
	case <-p.Done():
		return true
	case <-time.After(5 * time.Second):
		return false
	}
}

// allFinish starts the program and waits until every document is read.
func allFinish(ctx context.Context, o served.Options, ids map[string]bool) error {
	o.Under = nil
	p, err := served.Start(ctx, o)
	if err != nil {
		return err
	}
	defer p.Kill()
	for id := range ids {
		r, err := until(ctx, p, id, 5*time.Minute, result.finished)
		if err != nil {
			return fmt.Errorf("acknowledged document %s: %w", id, err)
		}
		if !r.read() {
			return fmt.Errorf("acknowledged document %s: %+v", id, r.Error)
		}
		if _, err := os.Stat(originalPath(o.Data, r.File.SHA256)); err != nil {
			return err
		}
	}
	return nil
}

// tryOrder looks at the system calls before each answer.
func tryOrder(ctx context.Context, b bench) (string, error) {
	if err := canTrace(ctx); err != nil {
		return "", err
	}
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	trace := filepath.Join(b.dir, "trace")
	p, err := served.Start(ctx, traced(o, "-y", "-s", "64", "-o", trace, "-e", "trace=fsync,fdatasync,renameat,write"))
	if err != nil {
		return "", err
	}
	const n = 20
	for i := range n {
		if _, err := submitPrinted(ctx, p, i); err != nil {
			return "", err
		}
	}
	p.Kill()
	time.Sleep(200 * time.Millisecond) // the tracer writes its last lines
	text, err := os.ReadFile(trace)
	if err != nil {
		return "", err
	}
	answer := regexp.MustCompile(`write\(\d+<[^>]*>, "HTTP/1\.1 202`)
	parts := answer.Split(string(text), -1)
	if len(parts) != n+1 {
		return "", fmt.Errorf("%d acknowledgements in the trace, %d were sent", len(parts)-1, n)
	}
	steps := []*regexp.Regexp{
		regexp.MustCompile(`f(data)?sync\(\d+<[^>]*/incoming/`),
		regexp.MustCompile(`renameat\(.*/originals/`),
		regexp.MustCompile(`fsync\(\d+<[^>]*/originals/..(/..)?>`),
		regexp.MustCompile(`f(data)?sync\(\d+<[^>]*deskclerk\.db-wal>`),
	}
	for i, rest := range parts[:n] {
		for _, step := range steps {
			at := step.FindStringIndex(rest)
			if at == nil {
				return "", fmt.Errorf("acknowledgement %d: no %s in its place", i+1, step)
			}
			rest = rest[at[1]:]
		}
	}
	syncs := strings.Count(string(text), "fsync(") + strings.Count(string(text), "fdatasync(")
	return fmt.Sprintf("%d acknowledgements, before each: file, name, folder, database; %d syncs in all", n, syncs), nil
}

// tryRandomKills kills the program at moments drawn with a fixed seed.
func tryRandomKills(ctx context.Context, b bench) (string, error) {
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	random := rand.New(rand.NewPCG(3, 3))
	acknowledged := map[string]bool{}
	sent := 0
	for range b.size.kills {
		p, err := served.Start(ctx, o)
		if err != nil {
			return "", err
		}
		timer := time.AfterFunc(time.Duration(20+random.IntN(1200))*time.Millisecond, p.Kill)
		for {
			id, err := submitPrinted(ctx, p, sent%400)
			sent++
			if err != nil {
				break
			}
			acknowledged[id] = true
		}
		timer.Stop()
		p.Kill()
		if err := verified(ctx, o); err != nil {
			return "", err
		}
	}
	if err := allFinish(ctx, o, acknowledged); err != nil {
		return "", err
	}
	p, err := served.Start(ctx, o)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	for id := range acknowledged {
		var past struct {
			Attempts []struct {
				Number int `json:"number"`
			} `json:"attempts"`
		}
		if _, err := p.Get(ctx, "/documents/"+id+"/attempts", &past); err != nil || len(past.Attempts) != 1 {
			return "", fmt.Errorf("%s has %d attempts (%w)", id, len(past.Attempts), err)
		}
		if r, err := document(ctx, p, id); err != nil || r.File.Pages != 1 {
			return "", fmt.Errorf("%s has %d pages (%w)", id, r.File.Pages, err)
		}
	}
	return fmt.Sprintf("%d random kills (500 is the whole try: -kills), verified after each; %d submissions, %d documents, each with one result", b.size.kills, sent, len(acknowledged)), nil
}
