package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// reportEvery is how often progress is written where there is no terminal.
const reportEvery = 10 * time.Second

// progress shows how far a run of documents is: a bar on a terminal, else a
// line now and then.
type progress struct {
	out         io.Writer
	bar         *progressbar.ProgressBar // nil without a terminal
	total, done int
	pages       int
	started     time.Time
	reported    time.Time
}

func newProgress(out io.Writer, total int) *progress {
	p := &progress{out: out, total: total, started: time.Now(), reported: time.Now()}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) && total > 0 {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(out),
			progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetDescription("reading"),
			progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	return p
}

// page notes that one more page was read.
func (p *progress) page() {
	p.pages++
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("reading, page %d", p.pages))
	}
}

// finished notes that one more document has ended.
func (p *progress) finished() {
	p.done++
	if p.bar != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn must not stop the work
		return
	}
	if time.Since(p.reported) < reportEvery || p.done == p.total {
		return
	}
	p.reported = time.Now()
	left := time.Since(p.started) / time.Duration(p.done) * time.Duration(p.total-p.done)
	_, _ = fmt.Fprintf(p.out, "%d of %d documents, %d pages, about %s left\n", p.done, p.total, p.pages, left.Round(time.Second))
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// more documents came than files were named: a ZIP or mail held several. None is
// fewer: it held but what was passed over.
func (p *progress) more(n int) {
	p.total += n
	if p.bar != nil {
		p.bar.ChangeMax(p.total)
	}
}
