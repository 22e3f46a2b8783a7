package client

import (
	"context"
	"net/http"
	"net/url"

	"deskclerk/backend/doc"
)

// Types lists the types that people defined.
func (c *Client) Types(ctx context.Context) ([]doc.Definition, error) {
	var answer struct {
		Types []doc.Definition `json:"types"`
	}
	return answer.Types, c.get(ctx, "/types", nil, &answer)
}

// Type gets one of them.
func (c *Client) Type(ctx context.Context, name string) (doc.Definition, error) {
	var d doc.Definition
	return d, c.get(ctx, "/types/"+url.PathEscape(name), nil, &d)
}

// PutType adds a type, or replaces the one of its name.
func (c *Client) PutType(ctx context.Context, d doc.Definition, replace bool) error {
	if replace {
		return c.call(ctx, http.MethodPut, "/types/"+url.PathEscape(string(d.Name)), d, nil)
	}
	return c.call(ctx, http.MethodPost, "/types", d, nil)
}

// TryType reads documents as the definition says.
func (c *Client) TryType(ctx context.Context, d doc.Definition, ids []string) ([]doc.Trial, error) {
	body := map[string]any{"definition": d, "documents": ids}
	var answer struct {
		Trials []doc.Trial `json:"trials"`
	}
	return answer.Trials, c.call(ctx, http.MethodPost, "/types/test", body, &answer)
}
