package webhook

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"

	"deskclerk/backend/doc"
)

// maxAnswer is how much of an answer is read and kept, in bytes; its headers are
// bounded by themselves.
const maxAnswer = 20_000

// Short names of what can go wrong, as the log shows them.
const (
	errorTarget   = "target_refused"
	errorChanged  = "target_changed"
	errorResolve  = "host_not_found"
	errorConnect  = "not_connected"
	errorTLS      = "tls"
	errorTimeout  = "timeout"
	errorBroken   = "connection_broken"
	errorStatus   = "status"
	errorRedirect = "redirect"
	errorGone     = "gone"
)

// request is what one exchange needs.
type request struct {
	endpoint doc.Endpoint
	header   http.Header
	body     []byte
}

// exchange sends one request and reads the answer. What went wrong is in the
// attempt; the header is the answer's.
func (s *Service) exchange(ctx context.Context, r request) (doc.DeliveryAttempt, http.Header) {
	attempt := doc.DeliveryAttempt{At: s.now(), RequestHeaders: shown(r.header, r.endpoint.Auth)}
	begin := time.Now()
	answer, err := s.roundTrip(ctx, r, &attempt)
	attempt.TookMS = time.Since(begin).Milliseconds()
	attempt.Error = judge(attempt.Status, err)
	return attempt, answer
}

func (s *Service) roundTrip(ctx context.Context, r request, attempt *doc.DeliveryAttempt) (http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	pinned, err := s.pinned(ctx, r.endpoint)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.endpoint.URL, nil)
	if err != nil {
		return nil, doc.Errorf(doc.CodeTarget, "%w", err)
	}
	setBody(req, r.body)
	req.Header = r.header.Clone()
	response, err := s.client(pinned).Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	attempt.Status, attempt.ResponseHeaders = response.StatusCode, shown(response.Header, doc.WebhookAuth{})
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	attempt.Truncated = len(body) > maxAnswer
	attempt.ResponseBody = string(body[:min(len(body), maxAnswer)])
	if errors.Is(err, context.DeadlineExceeded) {
		return response.Header, err // a yes that does not end is none
	}
	return response.Header, nil // the status has said what there is to say
}

// pinned gives the addresses that may be dialled: those that the owner confirmed
// and that the host still stands for. Errors: target_refused, target_changed,
// host_not_found.
func (s *Service) pinned(ctx context.Context, e doc.Endpoint) ([]netip.AddrPort, error) {
	_, now, err := s.guard.check(ctx, e.URL, e.PlainHTTP)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(now, func(a netip.AddrPort) bool { return !slices.Contains(e.Addresses, a.Addr().String()) })
	if len(kept) == 0 {
		return nil, doc.Refuse(doc.CodeTargetChanged, "target_moved")
	}
	return kept, nil
}

// client makes a client for one exchange: straight to the pinned addresses, with
// no proxy, no redirect, no cookie and no connection kept.
func (s *Service) client(pinned []netip.AddrPort) *http.Client {
	dialer := &net.Dialer{
		Timeout: s.o.Timeout / time.Duration(len(pinned)),
		Control: func(_, address string, _ syscall.RawConn) error { // whatever came before, this is what is dialled
			at, err := netip.ParseAddrPort(address)
			if err == nil && !slices.Contains(pinned, at) {
				err = doc.Refuse(doc.CodeTarget, "target_unconfirmed")
			}
			return err
		},
	}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				var errs []error
				for _, at := range pinned {
					conn, err := dialer.DialContext(ctx, network, at.String())
					if err == nil {
						return conn, nil
					}
					errs = append(errs, err)
				}
				return nil, errors.Join(errs...)
			},
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: maxAnswer,
		},
	}
}

// judge names what went wrong; empty for a request that was received.
func judge(status int, err error) string {
	switch {
	case err != nil:
		return nameOf(err)
	case status >= 200 && status < 300:
		return ""
	case status == http.StatusGone:
		return errorGone
	case status >= 300 && status < 400:
		return errorRedirect
	default:
		return fmt.Sprintf("%s_%d", errorStatus, status)
	}
}

func nameOf(err error) string {
	var (
		lookup *net.DNSError
		op     *net.OpError
		record tls.RecordHeaderError
		alert  tls.AlertError
		verify *tls.CertificateVerificationError
		host   x509.HostnameError
		issuer x509.UnknownAuthorityError
	)
	switch code := doc.CodeOf(err); {
	case code == doc.CodeTarget:
		return errorTarget
	case code == doc.CodeTargetChanged:
		return errorChanged
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return errorTimeout
	case code == doc.CodeHost, errors.As(err, &lookup):
		return errorResolve
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record), errors.As(err, &alert), errors.As(err, &verify), errors.As(err, &host), errors.As(err, &issuer):
		return errorTLS
	case errors.As(err, &op) && op.Op == "dial":
		return errorConnect
	default:
		return errorBroken
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
