package api

import (
	"context"

	"deskclerk/backend/doc"
)

// WebhookRequest makes an endpoint.
type WebhookRequest struct {
	WebhookSettings

	URL       string   `json:"url" minLength:"1" maxLength:"2048" doc:"https, or http to this machine or, with plain_http, to a private network"`
	Addresses []string `json:"addresses" maxItems:"64" doc:"Confirms the target: the addresses that /webhooks/check found"`
	Secret    string   `json:"secret,omitempty" maxLength:"128" doc:"whsec_ and 24 to 64 random bytes in base64; without it one is made"`
}

// WebhookPatchRequest changes an endpoint; what is left out stays.
type WebhookPatchRequest struct {
	WebhookSettings

	URL       *string  `json:"url,omitempty" minLength:"1" maxLength:"2048" doc:"Needs addresses"`
	Addresses []string `json:"addresses,omitempty" maxItems:"64" doc:"Confirms url or, without one, what the host stands for now"`
}

// WebhookSettings are what can be set at both times; exported because huma
// passes over what is not.
type WebhookSettings struct {
	Description *string             `json:"description,omitempty" maxLength:"500"`
	PlainHTTP   *bool               `json:"plain_http,omitempty" doc:"Agree to http to a private network"`
	Events      []string            `json:"events,omitempty" maxItems:"64" doc:"Types from /webhooks/events; an empty list means all"`
	Scope       *ScopeRequest       `json:"scope,omitempty"`
	Payload     *string             `json:"payload,omitempty" enum:"thin,full" doc:"Full payloads hold the whole document with its content"`
	Auth        *WebhookAuthRequest `json:"auth,omitempty"`
}

// ScopeRequest narrows what an endpoint hears of.
type ScopeRequest struct {
	Kind  string `json:"kind" enum:"everything,folder,type,token"`
	Value string `json:"value,omitempty" maxLength:"4096" doc:"The watched folder's id, the document type or the token's name"`
}

// WebhookAuthRequest is an extra header for receivers that ask for one.
type WebhookAuthRequest struct {
	Kind   string `json:"kind" enum:"none,bearer,basic,header"`
	Name   string `json:"name,omitempty" maxLength:"256" doc:"The user of basic, the header's name of header"`
	Secret string `json:"secret,omitempty" maxLength:"4096" doc:"The token, the password or the header's value. It is never shown again"`
}

func (w WebhookSettings) settings() doc.WebhookSettings {
	set := doc.WebhookSettings{Description: w.Description, PlainHTTP: w.PlainHTTP, Events: w.Events}
	if w.Scope != nil {
		set.Scope = &doc.WebhookScope{Kind: doc.WebhookScopeKind(w.Scope.Kind), Value: w.Scope.Value}
	}
	if w.Payload != nil {
		p := doc.WebhookPayload(*w.Payload)
		set.Payload = &p
	}
	if w.Auth != nil {
		set.Auth = &doc.WebhookAuth{Kind: doc.WebhookAuthKind(w.Auth.Kind), Name: w.Auth.Name}
		set.AuthSecret = w.Auth.Secret
	}
	return set
}

type createWebhookInput struct {
	Body WebhookRequest
}

func (s *Server) createWebhook(ctx context.Context, in *createWebhookInput) (*secretOutput, error) {
	set := in.Body.settings()
	set.URL, set.Addresses, set.Secret = &in.Body.URL, in.Body.Addresses, in.Body.Secret
	e, secret, err := s.o.Webhooks.Create(ctx, set)
	return withSecret(e, secret, err)
}

type updateWebhookInput struct {
	WebhookPath

	Body WebhookPatchRequest
}

func (s *Server) updateWebhook(ctx context.Context, in *updateWebhookInput) (*webhookOutput, error) {
	set := in.Body.settings()
	set.URL, set.Addresses = in.Body.URL, in.Body.Addresses
	return webhook(s.o.Webhooks.Update(ctx, in.ID, set))
}
