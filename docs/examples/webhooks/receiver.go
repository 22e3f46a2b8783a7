// A receiver of Deskclerk's webhooks that needs nothing but Go:
//
//	WEBHOOK_SECRET=whsec_… go run receiver.go -addr 127.0.0.1:9000 -journal journal.jsonl
//
// It verifies each request, refuses old ones, has each effect once however often
// a webhook comes, and lets no older state of a document replace a newer one.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// entry is one webhook in the journal.
type entry struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Sequence int64  `json:"sequence"`
	Document string `json:"document,omitempty"`
	Status   string `json:"status,omitempty"`
	Newest   bool   `json:"newest"` // it says more than all before it about its document
}

// receiver keeps a journal: what stands in it has happened.
type receiver struct {
	key []byte

	mu      sync.Mutex
	journal *os.File
	seen    map[string]bool  // webhook-id
	newest  map[string]int64 // highest sequence, by document
}

func main() {
	addr := flag.String("addr", "127.0.0.1:9000", "address to listen at")
	journal := flag.String("journal", "journal.jsonl", "file that remembers what came")
	flag.Parse()
	if err := run(*addr, *journal); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(addr, journal string) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))
	if err != nil || len(key) == 0 {
		return errors.New("WEBHOOK_SECRET has to hold the endpoint's secret, whsec_…")
	}
	r := &receiver{key: key, seen: map[string]bool{}, newest: map[string]int64{}}
	if err := r.open(journal); err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Printf("listening on http://%s/\n", l.Addr())
	server := &http.Server{Handler: r, ReadTimeout: 10 * time.Second}
	return server.Serve(l)
}

// open reads what came before, and goes on behind it.
func (r *receiver) open(path string) (err error) {
	if r.journal, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600); err != nil {
		return err
	}
	lines := bufio.NewScanner(r.journal)
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // the last line, cut by a crash: it was not answered with yes
		}
		r.remember(e)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	_, err = r.journal.WriteString("\n") // what was cut must not spoil the next line
	return err
}

func (r *receiver) remember(e entry) {
	r.seen[e.ID] = true
	if e.Document != "" {
		r.newest[e.Document] = max(r.newest[e.Document], e.Sequence)
	}
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, 8<<20))
	if err != nil {
		http.Error(w, "not received", http.StatusBadRequest)
		return
	}
	if err := r.verify(q.Header, body, time.Now()); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	if err := r.take(q.Header.Get("webhook-id"), body); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError) // it comes again
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// verify checks the time and the signature over id, time and the bytes as they
// came: never over JSON that was written anew.
func (r *receiver) verify(h http.Header, body []byte, now time.Time) error {
	id, timestamp := h.Get("webhook-id"), h.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return errors.New("no timestamp")
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > 5*time.Minute || age < -5*time.Minute {
		return errors.New("too old or too new")
	}
	mac := hmac.New(sha256.New, r.key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	want := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	for _, one := range strings.Fields(h.Get("webhook-signature")) { // two of them during a rotation
		if hmac.Equal([]byte(one), want) {
			return nil
		}
	}
	return errors.New("wrong signature")
}

// take has the webhook's effect once, and only then says yes.
func (r *receiver) take(id string, body []byte) error {
	var p struct {
		Type string `json:"type"`
		Data struct {
			Sequence int64  `json:"sequence"`
			Document string `json:"document_id"`
			Status   string `json:"status"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[id] {
		return nil
	}
	e := entry{
		ID: id, Type: p.Type, Sequence: p.Data.Sequence, Document: p.Data.Document, Status: p.Data.Status,
		Newest: p.Data.Document == "" || p.Data.Sequence >= r.newest[p.Data.Document],
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := r.journal.Write(append(line, '\n')); err != nil {
		return err
	}
	if err := r.journal.Sync(); err != nil {
		return err
	}
	r.remember(e)
	fmt.Println(string(line))
	return nil
}
