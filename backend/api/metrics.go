package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus" // the field's own way to show numbers
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"deskclerk/backend/doc"
)

// metrics are the numbers of the door and of the house behind it. Their labels
// are patterns, classes and statuses: nothing of a document, no name of a token.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func (s *Server) newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "deskclerk_http_requests_total", Help: "Requests answered, by route, method and class of the status.",
		}, []string{"route", "method", "class"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "deskclerk_http_request_duration_seconds",
			Help:    "Time from a request's headers to the end of its answer; long polls and uploads last as long as they do.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
		}, []string{"route", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "deskclerk_http_requests_in_flight", Help: "Requests under way, event streams included.",
		}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, newHouseCollector(s),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// answered counts a request under its route's pattern; what matched none is
// other, so that nobody makes labels up.
func (m *metrics) answered(r *http.Request, this *request, status int, took time.Duration) {
	m.inFlight.Dec()
	method, route, ok := strings.Cut(this.route, " ")
	if !ok {
		method, route = "other", "other"
	}
	if method == http.MethodGet && r.Method == http.MethodHead {
		method = http.MethodHead
	}
	class := "cut" // the connection, before any answer
	if status >= 100 && status < 600 {
		class = string(rune('0'+status/100)) + "xx"
	}
	m.requests.WithLabelValues(route, method, class).Inc()
	if !strings.HasSuffix(route, "/stream") {
		m.duration.WithLabelValues(route, method).Observe(took.Seconds())
	}
}

// getMetrics answers in the text format of Prometheus.
func (s *Server) getMetrics(w http.ResponseWriter, r *http.Request) {
	found, err := s.metrics.registry.Gather()
	if err != nil {
		s.refuse(w, r, doc.Errorf(doc.CodeInternal, "gather the metrics: %w", err))
		return
	}
	gathered := prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) { return found, nil })
	promhttp.HandlerFor(gathered, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
