package worker

import "sync/atomic"

// Stats is a snapshot of the pool; counters run from its start.
type Stats struct {
	Size        int       `json:"size"`    // batch workers there may be
	Alive       int       `json:"alive"`   // processes, the interactive one included
	Busy        int       `json:"busy"`    // of them with a request
	Waiting     int       `json:"waiting"` // requests without a worker yet
	Starts      int64     `json:"starts"`
	Restarts    int64     `json:"restarts"` // starts that replaced a worker
	Recycled    int64     `json:"recycled"` // replaced for their pages, memory or a panic
	Crashes     int64     `json:"crashes"`
	Timeouts    int64     `json:"timeouts"`
	MemoryKills int64     `json:"memory_kills"`
	Pages       int64     `json:"pages"`    // read
	RSS         int64     `json:"rss"`      // bytes all workers hold now, 0 where it is unknown
	PeakRSS     int64     `json:"peak_rss"` // bytes, the most any one worker ever held
	PIDs        []int     `json:"pids"`     // of the living
	Isolation   Isolation `json:"isolation"`
}

type tally struct {
	busy, starts, restarts, recycled, crashes, timeouts, memoryKills, pages, peak atomic.Int64
}

func (t *tally) sawMemory(bytes int64) {
	for {
		old := t.peak.Load()
		if bytes <= old || t.peak.CompareAndSwap(old, bytes) {
			return
		}
	}
}

// Stats is a snapshot for status pages, the doctor and benchmarks.
func (p *Pool) Stats() Stats {
	s := Stats{
		Size: p.o.Size, Busy: int(p.tally.busy.Load()),
		Waiting: p.batch.gate.waiting() + p.desk.gate.waiting(),
		Starts:  p.tally.starts.Load(), Restarts: p.tally.restarts.Load(), Recycled: p.tally.recycled.Load(),
		Crashes: p.tally.crashes.Load(), Timeouts: p.tally.timeouts.Load(), MemoryKills: p.tally.memoryKills.Load(),
		Pages: p.tally.pages.Load(), PeakRSS: p.tally.peak.Load(), PIDs: []int{},
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s.Isolation = p.isolation
	for w := range p.living {
		select {
		case <-w.exited:
			continue
		default:
		}
		s.Alive++
		s.PIDs = append(s.PIDs, w.pid)
		now, _ := residentBytes(w.pid)
		s.RSS += now
	}
	return s
}
