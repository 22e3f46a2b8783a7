package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"deskclerk/backend/doc"
)

// token is a token as the API shows it.
type token struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Hint       string      `json:"hint"`
	Scopes     []doc.Scope `json:"scopes"`
	CreatedAt  time.Time   `json:"created_at"`
	CreatedBy  string      `json:"created_by"`
	ExpiresAt  *time.Time  `json:"expires_at"`
	LastUsedAt *time.Time  `json:"last_used_at"`
	RevokedAt  *time.Time  `json:"revoked_at"`
	RevokedBy  string      `json:"revoked_by"`
}

// Tokens lists every token there was, newest first.
func (c *Client) Tokens(ctx context.Context) ([]doc.Token, error) {
	var answer struct {
		Tokens []token `json:"tokens"`
	}
	if err := c.get(ctx, "/tokens", nil, &answer); err != nil {
		return nil, err
	}
	found := make([]doc.Token, len(answer.Tokens))
	for i, t := range answer.Tokens {
		found[i] = doc.Token(t)
	}
	return found, nil
}

// CopyTokens writes the list of tokens to w as the API gives it.
func (c *Client) CopyTokens(ctx context.Context, w io.Writer) error {
	var answer json.RawMessage
	if err := c.get(ctx, "/tokens", nil, &answer); err != nil {
		return err
	}
	var text bytes.Buffer
	if err := json.Indent(&text, answer, "", "  "); err != nil {
		return fmt.Errorf("understand the list of tokens: %w", err)
	}
	_, err := fmt.Fprintln(w, text.String())
	return err
}

// CreateToken makes a token of that name, scopes and expiry and gives its
// secret.
func (c *Client) CreateToken(ctx context.Context, t doc.Token) (string, error) {
	wanted := struct {
		Name      string      `json:"name"`
		Scopes    []doc.Scope `json:"scopes"`
		ExpiresAt *time.Time  `json:"expires_at,omitempty"`
	}{t.Name, t.Scopes, t.ExpiresAt}
	var answer struct {
		Secret string `json:"secret"`
	}
	err := c.call(ctx, http.MethodPost, "/tokens", wanted, &answer)
	return answer.Secret, err
}

// RevokeToken ends a token at once.
func (c *Client) RevokeToken(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, "/tokens/"+url.PathEscape(id), nil, nil)
}
