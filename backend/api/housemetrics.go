package api

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"deskclerk/backend/doc"
)

// scrapePatience bounds what one scrape may ask of the house.
const scrapePatience = 5 * time.Second

// houseCollector asks for the program's state when the metrics are read, so that
// no number is ever old.
type houseCollector struct {
	s         *Server
	documents *prometheus.Desc
	jobs      *prometheus.Desc
	workers   *prometheus.Desc
	busy      *prometheus.Desc
	event     *prometheus.Desc
	build     *prometheus.Desc
	started   *prometheus.Desc
}

func newHouseCollector(s *Server) *houseCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("deskclerk_"+name, help, labels, nil)
	}
	return &houseCollector{
		s:         s,
		documents: desc("documents", "Documents in the library, by status.", "status"),
		jobs:      desc("jobs", "Jobs in the queue, by state: waiting, running, retrying, dead.", "state"),
		workers:   desc("workers", "Worker processes that read pages."),
		busy:      desc("workers_busy", "Workers that read at this moment."),
		event:     desc("last_event", "Sequence number of the newest event."),
		build:     desc("build_info", "1; the labels say what runs.", "version", "commit", "flavour"),
		started:   desc("start_time_seconds", "When the program started, as Unix time."),
	}
}

// Describe implements prometheus.Collector.
func (c *houseCollector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.documents, c.jobs, c.workers, c.busy, c.event, c.build, c.started} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c *houseCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapePatience)
	defer cancel()
	out, err := c.s.getStatus(ctx, nil)
	if err != nil {
		to <- prometheus.NewInvalidMetric(c.documents, err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	status := out.Body
	for _, s := range doc.Statuses() {
		gauge(c.documents, float64(status.Counts[s]), string(s))
	}
	gauge(c.jobs, float64(status.Queue.Waiting), "waiting")
	gauge(c.jobs, float64(status.Queue.Running), "running")
	gauge(c.jobs, float64(status.Queue.Retrying), "retrying")
	gauge(c.jobs, float64(status.Queue.DeadLetters), "dead")
	gauge(c.workers, float64(status.Workers.Size))
	gauge(c.busy, float64(status.Workers.Busy))
	gauge(c.event, float64(status.LastEvent))
	gauge(c.build, 1, status.Version, status.Commit, status.Flavour)
	gauge(c.started, float64(status.StartedAt.Unix()))
}
