package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"deskclerk/backend/doc"
)

// WebhookSettings are an endpoint's settings as they are sent; nil and empty are
// left out.
type WebhookSettings struct {
	URL         *string       `json:"url,omitempty"`
	Addresses   []string      `json:"addresses,omitempty"`
	Description *string       `json:"description,omitempty"`
	PlainHTTP   *bool         `json:"plain_http,omitempty"`
	Events      *[]string     `json:"events,omitempty"`
	Scope       *WebhookScope `json:"scope,omitempty"`
	Payload     *string       `json:"payload,omitempty"`
	Auth        *WebhookAuth  `json:"auth,omitempty"`
	Secret      string        `json:"secret,omitempty"` // of a new one only
}

// WebhookScope narrows what an endpoint hears of.
type WebhookScope struct {
	Kind  string `json:"kind"`
	Value string `json:"value,omitempty"`
}

// WebhookAuth is an extra header for the receiver.
type WebhookAuth struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	Secret string `json:"secret,omitempty"`
}

// WebhookReplay chooses deliveries to be sent again.
type WebhookReplay struct {
	IDs    []string `json:"ids,omitempty"`
	Failed bool     `json:"failed,omitempty"`
	From   int64    `json:"from,omitempty"`
	To     int64    `json:"to,omitempty"`
}

const webhooksPath = "/webhooks"

func webhookPath(id, act string) string {
	if act != "" {
		act = "/" + act
	}
	return webhooksPath + "/" + url.PathEscape(id) + act
}

// CheckWebhook finds where an address leads.
func (c *Client) CheckWebhook(ctx context.Context, target string) (doc.WebhookTarget, error) {
	var t doc.WebhookTarget
	return t, c.call(ctx, http.MethodPost, webhooksPath+"/check", map[string]string{"url": target}, &t)
}

// CreateWebhook makes an endpoint and gives its secret.
func (c *Client) CreateWebhook(ctx context.Context, s WebhookSettings) (doc.Endpoint, string, error) {
	return c.secret(ctx, webhooksPath, s)
}

// RotateWebhook gives an endpoint a new secret.
func (c *Client) RotateWebhook(ctx context.Context, id string, revoke bool) (doc.Endpoint, string, error) {
	return c.secret(ctx, webhookPath(id, "rotate"), map[string]bool{"revoke": revoke})
}

func (c *Client) secret(ctx context.Context, path string, body any) (doc.Endpoint, string, error) {
	var answer struct {
		Webhook doc.Endpoint `json:"webhook"`
		Secret  string       `json:"secret"`
	}
	err := c.call(ctx, http.MethodPost, path, body, &answer)
	return answer.Webhook, answer.Secret, err
}

// Webhooks lists the endpoints.
func (c *Client) Webhooks(ctx context.Context) ([]doc.Endpoint, error) {
	var answer struct {
		Webhooks []doc.Endpoint `json:"webhooks"`
	}
	return answer.Webhooks, c.get(ctx, webhooksPath, nil, &answer)
}

// Webhook gets one endpoint.
func (c *Client) Webhook(ctx context.Context, id string) (doc.Endpoint, error) {
	var e doc.Endpoint
	return e, c.get(ctx, webhookPath(id, ""), nil, &e)
}

// UpdateWebhook changes an endpoint.
func (c *Client) UpdateWebhook(ctx context.Context, id string, s WebhookSettings) (doc.Endpoint, error) {
	var e doc.Endpoint
	return e, c.call(ctx, http.MethodPatch, webhookPath(id, ""), s, &e)
}

// ActOnWebhook pauses, resumes or revokes.
func (c *Client) ActOnWebhook(ctx context.Context, id, act string) (doc.Endpoint, error) {
	var e doc.Endpoint
	return e, c.call(ctx, http.MethodPost, webhookPath(id, act), nil, &e)
}

// DeleteWebhook deletes an endpoint with its log.
func (c *Client) DeleteWebhook(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, webhookPath(id, ""), nil, nil)
}

// TestWebhook sends an example of the type.
func (c *Client) TestWebhook(ctx context.Context, id, kind string) (doc.WebhookTrial, error) {
	var t doc.WebhookTrial
	return t, c.call(ctx, http.MethodPost, webhookPath(id, "test"), map[string]string{"type": kind}, &t)
}

// WebhookKinds lists the types of webhooks.
func (c *Client) WebhookKinds(ctx context.Context) ([]doc.WebhookKind, error) {
	var answer struct {
		Events []doc.WebhookKind `json:"events"`
	}
	return answer.Events, c.get(ctx, webhooksPath+"/events", nil, &answer)
}

// ReplayWebhooks sends deliveries again.
func (c *Client) ReplayWebhooks(ctx context.Context, id string, r WebhookReplay) (int, error) {
	var answer struct {
		Replayed int `json:"replayed"`
	}
	return answer.Replayed, c.call(ctx, http.MethodPost, webhookPath(id, "replay"), r, &answer)
}

// Deliveries lists an endpoint's deliveries, newest first; without an endpoint,
// the dead letters of all.
func (c *Client) Deliveries(ctx context.Context, query doc.DeliveryQuery) (doc.DeliveryList, error) {
	q := url.Values{}
	for _, s := range query.State {
		q.Add("state", string(s))
	}
	for name, value := range map[string]string{"type": query.Type, "document": query.DocumentID, "after": query.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if query.Limit > 0 {
		q.Set("limit", strconv.Itoa(query.Limit))
	}
	path := webhooksPath + "/dead-letters"
	if query.EndpointID != "" {
		path = webhookPath(query.EndpointID, "deliveries")
	}
	var l doc.DeliveryList
	return l, c.get(ctx, path, q, &l)
}

// Delivery gets one delivery whole.
func (c *Client) Delivery(ctx context.Context, endpointID, id string) (doc.Delivery, error) {
	var d doc.Delivery
	return d, c.get(ctx, webhookPath(endpointID, "deliveries/"+url.PathEscape(id)), nil, &d)
}
