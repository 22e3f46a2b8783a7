package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"deskclerk/backend/doc"
)

const (
	watchEvery  = 100 * time.Millisecond // memory; a page fault storm gains under 200 MB in it
	endGrace    = 500 * time.Millisecond // for an idle worker to end by itself
	killGrace   = 1500 * time.Millisecond
	lateReply   = 200 * time.Millisecond // for a reply to arrive after its writer's end
	waitPrinted = 500 * time.Millisecond // for the last prints after it
)

// process is one living worker, seen from the parent. One request runs at a
// time; the caller sees to that.
type process struct {
	cmd     *exec.Cmd
	pid     int
	in      *os.File // requests go in here
	out     *os.File // replies come out here
	printed *tail
	hello   hello

	replies chan arrival
	exited  chan struct{} // closed when the process is gone and reaped
	endIn   sync.Once

	lastID uint64
	served int         // requests, the ping not counted
	pages  int         // read
	broken atomic.Bool // killed, whether or not it is gone yet
}

type arrival struct {
	reply reply
	tail  []byte
	err   error
}

// spawn starts a process; it has not answered yet.
func spawn(s *spawner, argv, env []string, isolate bool) (*process, error) {
	childIn, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("worker's pipe: %w", err)
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		_, _ = childIn.Close(), in.Close()
		return nil, fmt.Errorf("worker's pipe: %w", err)
	}
	w := &process{
		in: in, out: out, printed: &tail{},
		replies: make(chan arrival, 1), exited: make(chan struct{}),
	}
	w.cmd = command(argv, env)
	w.cmd.WaitDelay = waitPrinted
	attach(w.cmd, childIn, childOut, w.printed)
	err = s.start(w.cmd, isolate)
	_, _ = childIn.Close(), childOut.Close()
	if err != nil {
		_, _ = in.Close(), out.Close()
		return nil, err
	}
	w.pid = w.cmd.Process.Pid
	go w.wait()
	go w.listen()
	return w, nil
}

func command(argv, env []string) *exec.Cmd {
	path := argv[0]
	if self, err := os.Executable(); err == nil && self == path {
		path = selfPath(path)
	}
	// No context: who may end a worker, and when, is decided in call.
	cmd := exec.CommandContext(context.Background(), path, argv[1:]...)
	cmd.Args[0] = argv[0]
	cmd.Env = env
	return cmd
}

// wait reaps the process and lets go of its pipe.
func (w *process) wait() {
	_ = w.cmd.Wait() // how it ended stands in ProcessState
	w.closeIn()
	// Should anything else hold the other end, listen must not wait for it.
	_ = w.out.SetReadDeadline(time.Now().Add(lateReply))
	close(w.exited)
}

// listen passes on replies until the pipe ends or lies.
func (w *process) listen() {
	defer func() { _ = w.out.Close() }()
	out := bufio.NewReaderSize(w.out, 64<<10)
	for {
		a := readReply(out)
		select {
		case w.replies <- a:
		default: // nobody asked for the one before
			select {
			case w.replies <- a:
			case <-w.exited:
				return
			}
		}
		if a.err != nil {
			return
		}
	}
}

func readReply(out io.Reader) arrival {
	message, tail, err := readFrame(out, maxReply)
	if err != nil {
		return arrival{err: err}
	}
	a := arrival{tail: tail}
	if err := json.Unmarshal(message, &a.reply); err != nil {
		a.err = fmt.Errorf("%w: not a reply", errGarbled)
	}
	return a
}

func (w *process) closeIn() { w.endIn.Do(func() { _ = w.in.Close() }) }

// alive reports whether the process can be given a request: it runs and has not
// said anything unasked.
func (w *process) alive() bool {
	select {
	case <-w.exited:
		return false
	default:
		return !w.broken.Load() && len(w.replies) == 0
	}
}

// kill ends the process at once and waits until it is gone.
func (w *process) kill() {
	w.broken.Store(true)
	_ = w.cmd.Process.Kill()
	select {
	case <-w.exited:
	case <-time.After(killGrace): // in the kernel's hands: it ends when a disk answers
	}
}

// retire lets an idle process end by itself, and kills it when it does not.
func (w *process) retire() {
	w.closeIn()
	select {
	case <-w.exited:
	case <-time.After(endGrace):
		w.kill()
	}
}

// bounds are what one request may cost.
type bounds struct {
	limit     time.Duration
	maxMemory int64           // resident bytes
	stop      <-chan struct{} // closed when the pool stops
}

// call sends one request and waits for its reply. After an error the process is
// dead, but for a request that is too long to send; the error is ctx.Err(),
// errStopped or typed. peak is the most memory seen, in bytes.
func (w *process) call(ctx context.Context, req request, b bounds) (a arrival, peak int64, err error) {
	w.lastID++
	req.ID = w.lastID
	message, err := json.Marshal(req)
	if err != nil {
		return a, 0, fmt.Errorf("encode request: %w", err)
	}
	if len(message) > maxRequest {
		return a, 0, doc.Errorf(doc.CodeInvalid, "the request to the worker is too long")
	}
	_ = w.in.SetWriteDeadline(time.Now().Add(b.limit))
	if err := writeFrame(w.in, message, nil, maxRequest); err != nil {
		w.kill()
		return a, 0, doc.Errorf(doc.CodeWorkerCrash, "the worker took no request: %s", w.ending())
	}
	a, peak, err = w.await(ctx, b)
	switch {
	case err != nil:
	case a.err != nil:
		err = doc.Errorf(doc.CodeWorkerCrash, "%s", w.diagnose(a.err))
	case a.reply.ID != req.ID:
		err = doc.Errorf(doc.CodeWorkerCrash, "a reply to another request")
	}
	if err != nil {
		w.kill()
		return arrival{}, peak, err
	}
	return a, peak, nil
}

func (w *process) await(ctx context.Context, b bounds) (a arrival, peak int64, err error) {
	limit := time.NewTimer(b.limit)
	defer limit.Stop()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	exited := w.exited
	for {
		select {
		case a := <-w.replies:
			return a, peak, nil
		case <-exited:
			exited = nil
			limit.Reset(lateReply)
		case <-ctx.Done():
			return a, peak, ctx.Err()
		case <-b.stop:
			return a, peak, errStopped
		case <-limit.C:
			if exited == nil {
				return a, peak, doc.Errorf(doc.CodeWorkerCrash, "%s", w.ending())
			}
			return a, peak, doc.Refuse(doc.CodeWorkerTimeout, "answer_late", "time", b.limit.String())
		case <-watch.C:
			now, _ := residentBytes(w.pid)
			peak = max(peak, now)
			if now > b.maxMemory {
				return a, peak, doc.Refuse(doc.CodeWorkerMemory, "memory", "megabytes", strconv.FormatInt(b.maxMemory>>20, 10))
			}
		}
	}
}

// diagnose says why a stream of replies ended: a process that died cuts it off
// before its death is known here.
func (w *process) diagnose(err error) string {
	select {
	case <-w.exited:
		return w.ending()
	case <-time.After(lateReply):
		return err.Error()
	}
}

// ending says how the process ended.
func (w *process) ending() string {
	select {
	case <-w.exited:
		return w.cmd.ProcessState.String()
	default:
		return "it still ran"
	}
}
