package webhook

import (
	"context"
	"fmt"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/net/http/httpguts" // what net/http itself holds headers against

	"deskclerk/backend/doc"
)

// maxDescription and maxAuth bound what a person writes, in bytes.
const (
	maxDescription = 500
	maxAuth        = 4096
	maxEndpoints   = 200
)

// Check finds where a URL leads, for the owner to confirm. Errors:
// target_refused, host_not_found.
func (s *Service) Check(ctx context.Context, url string) (doc.WebhookTarget, error) {
	t, _, err := s.guard.check(ctx, url, true)
	return t, err
}

// Create makes an endpoint and gives its signing secret, which is never shown
// again. Errors: invalid_request, target_refused, target_changed when the host
// stands for something that was not confirmed, key_unavailable.
func (s *Service) Create(ctx context.Context, set doc.WebhookSettings) (doc.Endpoint, string, error) {
	if set.URL == nil {
		return doc.Endpoint{}, "", doc.Refuse(doc.CodeInvalid, "hook_url")
	}
	all, err := s.o.Store.WebhookEndpoints(ctx)
	if err != nil {
		return doc.Endpoint{}, "", err
	}
	if len(all) >= maxEndpoints {
		return doc.Endpoint{}, "", doc.Refuse(doc.CodeInvalid, "hook_many", "count", strconv.Itoa(len(all)))
	}
	secret := set.Secret
	if secret == "" {
		secret = NewSecret()
	}
	if _, err := parseSecret(secret); err != nil {
		return doc.Endpoint{}, "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return doc.Endpoint{}, "", fmt.Errorf("make an id: %w", err)
	}
	e := doc.KeptEndpoint{Endpoint: doc.Endpoint{
		ID: id.String(), State: doc.EndpointActive, Payload: doc.PayloadThin, Events: []string{},
		Scope: doc.WebhookScope{Kind: doc.ScopeEverything}, Auth: doc.WebhookAuth{Kind: doc.AuthNone},
	}}
	if e.Keys.Secret, err = s.o.Sealer.Seal([]byte(secret), purpose(e.ID, "secret")); err != nil {
		return doc.Endpoint{}, "", err
	}
	apply, err := s.settle(ctx, set)
	if err != nil {
		return doc.Endpoint{}, "", err
	}
	if err := apply(&e); err != nil {
		return doc.Endpoint{}, "", err
	}
	kept, err := s.o.Store.NewWebhookEndpoint(ctx, e)
	return kept.Endpoint, secret, err
}

// Update changes an endpoint. A new url has to be confirmed with its addresses,
// and addresses alone confirm the old one anew.
func (s *Service) Update(ctx context.Context, id string, set doc.WebhookSettings) (doc.Endpoint, error) {
	before, err := s.o.Store.WebhookEndpoint(ctx, id)
	if err != nil {
		return doc.Endpoint{}, err
	}
	if set.URL == nil && (set.Addresses != nil || set.PlainHTTP != nil) {
		set.URL = &before.URL
		if set.Addresses == nil {
			set.Addresses = before.Addresses
		}
	}
	if set.PlainHTTP == nil {
		set.PlainHTTP = &before.PlainHTTP
	}
	apply, err := s.settle(ctx, set)
	if err != nil {
		return doc.Endpoint{}, err
	}
	if err := s.o.Store.ChangeWebhookEndpoint(ctx, id, apply); err != nil {
		return doc.Endpoint{}, err
	}
	s.poke()
	return s.Endpoint(ctx, id)
}

// settle checks settings and gives what applies them. It looks the host up
// beforehand, so that no transaction waits for a name server.
func (s *Service) settle(ctx context.Context, set doc.WebhookSettings) (func(*doc.KeptEndpoint) error, error) {
	if err := checkSettings(set); err != nil {
		return nil, err
	}
	var target doc.WebhookTarget
	if set.URL != nil {
		var err error
		target, _, err = s.guard.check(ctx, *set.URL, set.PlainHTTP != nil && *set.PlainHTTP)
		if err != nil {
			return nil, err
		}
		if confirmed := slices.Sorted(slices.Values(set.Addresses)); !slices.Equal(confirmed, slices.Sorted(slices.Values(target.Addresses))) {
			return nil, doc.Refuse(doc.CodeTargetChanged, "hook_confirm", "addresses", strings.Join(target.Addresses, ", "))
		}
	}
	return func(e *doc.KeptEndpoint) error {
		if set.URL != nil {
			e.URL, e.Addresses = target.URL, target.Addresses
		}
		put(&e.Description, set.Description)
		put(&e.PlainHTTP, set.PlainHTTP)
		put(&e.Scope, set.Scope)
		put(&e.Payload, set.Payload)
		if set.Events != nil {
			e.Events = set.Events
		}
		return s.applyAuth(e, set)
	}, nil
}

func (s *Service) applyAuth(e *doc.KeptEndpoint, set doc.WebhookSettings) (err error) {
	if set.Auth == nil {
		return nil
	}
	e.Auth = *set.Auth
	if e.Keys.Auth = nil; e.Auth.Kind != doc.AuthNone {
		e.Keys.Auth, err = s.o.Sealer.Seal([]byte(set.AuthSecret), purpose(e.ID, "auth"))
	}
	return err
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// purpose names what is sealed, so that one endpoint's secret cannot be put in
// the place of another's.
func purpose(endpointID, what string) string { return "webhook/" + endpointID + "/" + what }

func checkSettings(set doc.WebhookSettings) error {
	if set.Description != nil && (len(*set.Description) > maxDescription || strings.ContainsFunc(*set.Description, unicode.IsControl)) {
		return doc.Refuse(doc.CodeInvalid, "hook_description", "limit", strconv.Itoa(maxDescription))
	}
	for _, name := range set.Events {
		if !knownType(name) {
			return doc.Refuse(doc.CodeInvalid, "hook_event", "event", name)
		}
	}
	if set.Payload != nil && *set.Payload != doc.PayloadThin && *set.Payload != doc.PayloadFull {
		return doc.Refuse(doc.CodeInvalid, "hook_payload", "value", string(*set.Payload))
	}
	if set.Scope != nil {
		if err := checkScope(*set.Scope); err != nil {
			return err
		}
	}
	if set.Auth != nil {
		return checkAuth(*set.Auth, set.AuthSecret)
	}
	return nil
}

func checkScope(scope doc.WebhookScope) error {
	switch scope.Kind {
	case doc.ScopeEverything:
		if scope.Value != "" {
			return doc.Refuse(doc.CodeInvalid, "hook_scope_all")
		}
		return nil
	case doc.ScopeFolder, doc.ScopeType, doc.ScopeToken:
		if scope.Value == "" || len(scope.Value) > 4096 {
			return doc.Refuse(doc.CodeInvalid, "hook_scope_value", "scope", string(scope.Kind))
		}
		return nil
	default:
		return doc.Refuse(doc.CodeInvalid, "hook_scope", "value", string(scope.Kind))
	}
}

func checkAuth(auth doc.WebhookAuth, secret string) error {
	// What no header may hold would fail at every try.
	if len(secret) > maxAuth || !httpguts.ValidHeaderFieldValue(secret) {
		return doc.Refuse(doc.CodeInvalid, "hook_auth_secret", "limit", strconv.Itoa(maxAuth))
	}
	switch auth.Kind {
	case doc.AuthNone:
		return nil
	case doc.AuthBearer:
		if secret == "" {
			return doc.Refuse(doc.CodeInvalid, "hook_auth_bearer")
		}
	case doc.AuthBasic:
		if auth.Name == "" || len(auth.Name) > 256 || strings.Contains(auth.Name, ":") || !httpguts.ValidHeaderFieldValue(auth.Name) {
			return doc.Refuse(doc.CodeInvalid, "hook_auth_basic")
		}
	case doc.AuthHeader:
		if len(auth.Name) > 256 || !httpguts.ValidHeaderFieldName(auth.Name) || reserved(textproto.CanonicalMIMEHeaderKey(auth.Name)) {
			return doc.Refuse(doc.CodeInvalid, "hook_auth_header", "name", auth.Name)
		}
	default:
		return doc.Refuse(doc.CodeInvalid, "hook_auth", "value", string(auth.Kind))
	}
	return nil
}
