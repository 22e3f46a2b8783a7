package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// outsideNetwork has one interface beside loopback, to which everything that is
// not for this machine would go. IPv6 is off there because the kernel itself
// speaks on it.
const outsideNetwork = `ip link set lo up && ip link add out0 type veth peer name out1 && ` +
	`sysctl -qw net.ipv6.conf.out0.disable_ipv6=1 net.ipv6.conf.out1.disable_ipv6=1 && ` +
	`ip addr add 192.0.2.1/24 dev out0 && ip link set out0 up && ip link set out1 up && ip route add default dev out0`

// tryNoPacket does a day's work in a network of its own.
func tryNoPacket(ctx context.Context, b bench) (string, error) {
	if b.inside {
		return tryDay(ctx, b)
	}
	if err := canTrace(ctx); err != nil {
		return "", err
	}
	return b.insideNamespace(ctx, 39, "-Urn", outsideNetwork)
}

func tryDay(ctx context.Context, b bench) (string, error) {
	before, err := counters("out0")
	if err != nil {
		return "", err
	}
	o, err := b.warm(ctx, "data")
	if err != nil {
		return "", err
	}
	papers := filepath.Join(b.dir, "papers")
	if _, err := paper.Folder(papers, max(9, b.size.documents/10)); err != nil {
		return "", err
	}
	trace := filepath.Join(b.dir, "trace")
	p, err := served.Start(ctx, traced(o, "-o", trace, "-e", "trace=socket,connect,bind,listen,sendto,sendmsg"))
	if err != nil {
		return "", err
	}
	defer p.Kill()
	did, err := day(ctx, b, p, o, papers)
	if err != nil {
		return "", err
	}
	if err := p.Stop(); err != nil {
		return "", err
	}
	time.Sleep(200 * time.Millisecond) // the tracer writes its last lines
	after, err := counters("out0")
	if err != nil {
		return "", err
	}
	opened, strayed, err := sockets(trace)
	if err != nil {
		return "", err
	}
	figure := fmt.Sprintf("%s; out0 sent %s before and %s after; sockets of all its processes: %s", did, before, after, opened)
	if before != after || after != "0 bytes in 0 packets" {
		return figure, errors.New("something left")
	}
	if len(strayed) > 0 {
		return figure, fmt.Errorf("it reached out: %s", strings.Join(strayed, "; "))
	}
	return figure, nil
}

// day is what a person does: hand in, look, correct, approve, export, back up,
// ask the doctor.
func day(ctx context.Context, b bench, p *served.Program, o served.Options, papers string) (string, error) {
	if out, err := served.Command(ctx, o, "import", "--wait", papers).CombinedOutput(); err != nil {
		return "", fmt.Errorf("import: %w\n%s", err, out)
	}
	var list struct {
		Documents []result `json:"documents"`
	}
	if _, err := p.Get(ctx, "/documents?limit=200", &list); err != nil {
		return "", err
	}
	acts := 0
	for _, d := range list.Documents {
		for _, act := range [][3]string{
			{http.MethodPost, "/documents/" + d.ID + "/reopen", ""},
			{http.MethodPatch, "/documents/" + d.ID + "/fields/total", `{"action":"correct","value":"1.00"}`},
			{http.MethodPost, "/documents/" + d.ID + "/approve", `{"confirm_rest":true}`},
		} {
			a, err := p.Do(ctx, act[0], act[1], strings.NewReader(act[2]), "If-Match", "*", "Content-Type", "application/json")
			if err != nil {
				return "", err
			}
			if a.Status == http.StatusOK {
				acts++
			}
		}
		if _, err := p.Do(ctx, http.MethodGet, "/documents/"+d.ID+"/pages/1/image?width=600", nil); err != nil {
			return "", err
		}
	}
	for _, format := range []string{"csv", "json", "jsonl"} {
		if a, err := p.Do(ctx, http.MethodGet, "/export."+format, nil); err != nil || a.Status != http.StatusOK {
			return "", fmt.Errorf("export: %d (%w)", a.Status, err)
		}
	}
	for _, args := range [][]string{{"backup", filepath.Join(b.dir, "backup")}, {"verify"}, {"doctor"}} {
		if out, err := served.Command(ctx, o, args...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%v: %w\n%s", args, err, out)
		}
	}
	if acts == 0 || len(list.Documents) == 0 {
		return "", errors.New("nothing was done")
	}
	return fmt.Sprintf("%d documents read (100 is the whole try: -documents 1000), %d acts, 3 exports, a backup, verify, doctor", len(list.Documents), acts), nil
}

// counters are what an interface of this namespace has sent.
func counters(name string) (string, error) {
	text, err := os.ReadFile("/proc/self/net/dev")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), name+":"); ok {
			fields := strings.Fields(rest)
			if len(fields) > 9 {
				return fields[8] + " bytes in " + fields[9] + " packets", nil
			}
		}
	}
	return "", fmt.Errorf("no interface %s", name)
}

var (
	opening = regexp.MustCompile(`socket\((AF_\w+), (SOCK_\w+)`)
	reach   = regexp.MustCompile(`(?:connect|sendto|sendmsg)\(.*(AF_INET6?|AF_PACKET).*`)
	own     = regexp.MustCompile(`inet_addr\("127\.0\.0\.1"\)|inet_pton\(AF_INET6, "(::1|::ffff:127\.0\.0\.1)"`)
)

// sockets lists what was opened, by family and kind, and every address beyond this
// machine that something was sent to or connected with.
func sockets(trace string) (opened string, strayed []string, err error) {
	text, err := os.ReadFile(trace)
	if err != nil {
		return "", nil, err
	}
	counted := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if found := opening.FindStringSubmatch(line); found != nil {
			counted[found[1]+" "+found[2]]++
		}
		if reach.MatchString(line) && !own.MatchString(line) {
			strayed = append(strayed, strings.TrimSpace(line))
		}
	}
	var parts []string
	for kind, n := range counted {
		parts = append(parts, fmt.Sprintf("%d × %s", n, kind))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", "), strayed, nil
}
