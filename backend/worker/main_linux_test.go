package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
)

// The test binary plays the other processes too: started with envRole it is a
// worker, or a parent that is going to be killed.
const (
	envRole    = "WORKER_TEST_ROLE"
	roleWorker = "worker"
	roleParent = "parent"
	roleBroken = "broken" // a worker that ends before it says a word
	roleMute   = "mute"   // a worker that never says one
	roleHomely = "homely" // a worker that runs only in the network namespace of envHome
	envHome    = "WORKER_TEST_HOME"
)

func TestMain(m *testing.M) {
	role := os.Getenv(envRole)
	if role == roleHomely && os.Getenv(envHome) == networkNamespace() {
		role = roleWorker
	}
	switch role {
	case roleWorker:
		if err := Main(context.Background(), fake{}, func() (Engine, error) { return fake{}, nil }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1) //nolint:forbidigo // this is a main
		}
	case roleParent:
		parentToBeKilled()
	case roleBroken, roleHomely:
		fmt.Fprintln(os.Stderr, "cannot find the library")
		os.Exit(9) //nolint:forbidigo // this is a main
	case roleMute:
		time.Sleep(time.Hour)
	default:
		goleak.VerifyTestMain(m)
	}
}

// fake is a rasterizer and an engine that do what the path says.
type fake struct{}

func (fake) Close() error { return nil }

func (fake) Inspect(_ context.Context, path string, _ doc.OpenOptions) (doc.Inspection, error) {
	mime, err := act(path)
	return doc.Inspection{MIME: mime, Pages: os.Getpid()}, err
}

func (fake) Page(_ context.Context, path string, _ int, _ doc.OpenOptions, force bool) (doc.Raster, error) {
	raster := doc.Raster{Width: 10, Height: 20, DPI: 300, TextSource: doc.TextEmbedded, Words: []doc.Word{{Text: "embedded", Confidence: 1}}}
	raster.Warnings = []doc.Warning{{Code: doc.WarnLowContrast, Page: 1}}
	switch {
	case path == "embedded" && !force:
		return raster, nil
	case path == "no number":
		raster.Words[0].Confidence = math.NaN()
		return raster, nil
	}
	_, err := act(path)
	raster.Image = image.NewGray(image.Rect(0, 0, 10, 20))
	return raster, err
}

func (fake) Searchable(_ context.Context, path string, _ doc.OpenOptions, job doc.SearchableJob) (doc.Searchable, error) {
	if path == "signed" {
		return doc.Searchable{}, doc.Errorf(doc.CodePDFSigned, "of a test")
	}
	return doc.Searchable{Pages: 2, Layered: 1}, os.WriteFile(job.To, []byte("%PDF-"), 0o600)
}

func (fake) Render(_ context.Context, path string, _ int, _ doc.OpenOptions, r doc.RenderOptions) ([]byte, error) {
	if path == "large" {
		return make([]byte, maxTail+1), nil
	}
	_, err := act(path)
	return bytes.Repeat([]byte{0xff, 0xd8}, max(1, r.Width)), err
}

func (fake) Region(_ context.Context, _ *image.Gray, r doc.Region) ([]doc.RegionReading, error) {
	return []doc.RegionReading{{Pass: "fake", Text: "closer", Confidence: 0.5, Box: r.Box}}, nil
}

func (fake) Recognize(_ context.Context, img *image.Gray, _ int, _ doc.ReadOptions) (doc.Recognition, error) {
	return doc.Recognition{
		Words: []doc.Word{{Text: "read", Confidence: 0.5}}, Rotation: 90, Skew: -0.5,
		Width: img.Rect.Dy(), Height: img.Rect.Dx(), Engine: "fake 1", Raw: []byte("raw\x00output"),
		StagesMS: map[string]int64{"prepare": 1, "orient": 2, "ocr": 3},
		Warnings: []doc.Warning{{Code: doc.WarnLowResolution, Page: 1}},
	}, nil
}

func (fake) Info() doc.EngineInfo {
	return doc.EngineInfo{Version: "fake 1", Languages: []string{"eng"}}
}

// act does what a file can do to a worker.
func act(path string) (string, error) {
	verb, arg, _ := strings.Cut(path, ":")
	switch verb {
	case "segv":
		signalSelf(syscall.SIGSEGV)
	case "abort":
		signalSelf(syscall.SIGABRT)
	case "kill":
		signalSelf(syscall.SIGKILL)
	case "stop":
		signalSelf(syscall.SIGSTOP)
	case "exit":
		os.Exit(3) //nolint:forbidigo // as a library might
	case "panic":
		panic("a panic over " + path)
	case "hang":
		select {}
	case "spin":
		for { // whatever happens
			runtime.KeepAlive(arg)
		}
	case "sleep":
		d, err := time.ParseDuration(arg)
		time.Sleep(d)
		return "slept", err
	case "eat":
		eat()
	case "eat and answer":
		mb, err := strconv.Atoi(arg)
		keep(mb)
		return "fed", err
	case "print":
		for range 2000 {
			_, _ = syscall.Write(1, []byte(strings.Repeat("native noise ", 100)+"\n"))
			_, _ = syscall.Write(2, []byte("dkw1\x00\x00\x00\x04\x00\x00\x00\x00null"))
		}
	case "garble":
		_, _ = syscall.Write(replyFD, []byte("Error in pixReadMem: nothing of the kind\n"))
		select {}
	case "endless":
		_, _ = syscall.Write(replyFD, []byte("dkw1\xff\xff\xff\xff\xff\xff\xff\xff"))
		select {}
	case "not json":
		_ = writeFrame(os.NewFile(replyFD, ""), []byte("{oops"), nil, maxReply)
		select {}
	case "other id":
		_ = writeFrame(os.NewFile(replyFD, ""), []byte(`{"id":4711}`), nil, maxReply)
		select {}
	case "unasked":
		_ = writeFrame(os.NewFile(replyFD, ""), []byte(`{"id":4711}`), nil, maxReply)
	case "close":
		_ = syscall.Close(replyFD)
		select {}
	case "typed":
		return "", fmt.Errorf("open: %w", doc.Errorf(doc.CodePDFPassword, "needed for %s", path))
	case "foreign":
		return "", errors.New("cannot map " + path)
	case "dial":
		c, err := net.DialTimeout("tcp", arg, time.Second)
		if err == nil {
			_ = c.Close()
			return "connected", nil
		}
		return "no way out", nil
	case "env":
		return os.Getenv(arg), nil
	case "read":
		data, err := os.ReadFile(arg)
		return string(data), err
	case "fds":
		entries, err := os.ReadDir("/proc/self/fd")
		var open []string
		for _, e := range entries {
			if link, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
				open = append(open, e.Name()+"="+link)
			}
		}
		return strings.Join(open, " "), err
	}
	return "done", nil
}

func signalSelf(s syscall.Signal) {
	_ = syscall.Kill(os.Getpid(), s)
	select {} // it may reach another thread first
}

var larder [][]byte

func keep(mb int) {
	for range mb {
		block := make([]byte, 1<<20)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		larder = append(larder, block)
	}
}

func eat() {
	for {
		keep(8)
		time.Sleep(5 * time.Millisecond)
	}
}
