package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// tokenPrefix begins every token, so that people and scanners for leaked secrets
// know one when they see it.
const tokenPrefix = "dkt_"

// hintLength is how many characters of a secret are shown later on: too few to
// help a guess at the 256 bits.
const hintLength = len(tokenPrefix) + 6

// Token is a token as its owner sees it, without its secret.
type Token struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Hint       string         `json:"hint" doc:"The secret's first characters, to tell tokens apart"`
	Scopes     []doc.Scope    `json:"scopes"`
	State      doc.TokenState `json:"state"`
	CreatedAt  time.Time      `json:"created_at"`
	CreatedBy  string         `json:"created_by"`
	ExpiresAt  *time.Time     `json:"expires_at" doc:"null: never"`
	LastUsedAt *time.Time     `json:"last_used_at" doc:"To the minute; null: never used"`
	RevokedAt  *time.Time     `json:"revoked_at"`
	RevokedBy  string         `json:"revoked_by"`
	AgeDays    int            `json:"age_days" doc:"Whole days since it was made"`
	Attention  []string       `json:"attention" enum:"old,unused" doc:"Why it deserves a look: old is made more than 180 days ago, unused is not used for 90 days"`
}

// TokenList is every token there was, newest first.
type TokenList struct {
	Tokens []Token `json:"tokens"`
}

// TokenRequest asks for a token.
type TokenRequest struct {
	Name      string      `json:"name" minLength:"1" maxLength:"64" doc:"One living token has it"`
	Scopes    []doc.Scope `json:"scopes" minItems:"1" maxItems:"4"`
	ExpiresAt *time.Time  `json:"expires_at,omitempty" doc:"Left out: never"`
}

// NewToken is a token with its secret, which is shown this one time.
type NewToken struct {
	Token  Token  `json:"token"`
	Secret string `json:"secret" doc:"Send it as Authorization: Bearer; it is shown this one time"`
}

// TokenPath is the token a request is about; exported because huma passes over
// what is not.
type TokenPath struct {
	ID string `path:"id" maxLength:"64" doc:"The token's id"`
}

type (
	tokenListOutput struct{ Body TokenList }
	tokenOutput     struct{ Body Token }
	newTokenOutput  struct {
		Location string `header:"Location"`
		Body     NewToken
	}
	newTokenInput struct{ Body TokenRequest }
)

func (s *Server) listTokens(ctx context.Context, _ *struct{}) (*tokenListOutput, error) {
	found, err := s.o.Tokens.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	out := &tokenListOutput{Body: TokenList{Tokens: make([]Token, len(found))}}
	for i, t := range found {
		out.Body.Tokens[i] = s.shown(t)
	}
	return out, nil
}

func (s *Server) getToken(ctx context.Context, in *TokenPath) (*tokenOutput, error) {
	found, err := s.o.Tokens.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(found, func(t doc.Token) bool { return t.ID == in.ID })
	if i < 0 {
		return nil, doc.Refuse(doc.CodeNotFound, "no_token", "id", in.ID)
	}
	return &tokenOutput{Body: s.shown(found[i])}, nil
}

// createToken shows the secret once; what is kept of it is its SHA-256.
func (s *Server) createToken(ctx context.Context, in *newTokenInput) (*newTokenOutput, error) {
	secret := tokenPrefix + newSecret()
	wanted := doc.Token{
		Name: strings.TrimSpace(in.Body.Name), Hint: secret[:hintLength], Scopes: in.Body.Scopes,
		CreatedBy: callerOf(ctx).name, ExpiresAt: in.Body.ExpiresAt,
	}
	if err := wanted.Validate(s.o.Clock()); err != nil {
		return nil, err
	}
	made, err := s.o.Tokens.CreateToken(ctx, wanted, digest(secret))
	if err != nil {
		return nil, err
	}
	return &newTokenOutput{
		Location: Prefix + "/tokens/" + made.ID, Body: NewToken{Token: s.shown(made), Secret: secret},
	}, nil
}

// revokeToken ends the token and, with it, what it has under way.
func (s *Server) revokeToken(ctx context.Context, in *TokenPath) (*tokenOutput, error) {
	gone, err := s.o.Tokens.RevokeToken(ctx, in.ID, callerOf(ctx).name)
	if err != nil {
		return nil, err
	}
	s.visits.end(gone.ID)
	return &tokenOutput{Body: s.shown(gone)}, nil
}

func (s *Server) shown(t doc.Token) Token {
	now := s.o.Clock()
	return Token{
		ID: t.ID, Name: t.Name, Hint: t.Hint, Scopes: t.Scopes, State: t.State(now),
		CreatedAt: t.CreatedAt, CreatedBy: t.CreatedBy, ExpiresAt: t.ExpiresAt, LastUsedAt: t.LastUsedAt,
		RevokedAt: t.RevokedAt, RevokedBy: t.RevokedBy,
		AgeDays: max(0, int(now.Sub(t.CreatedAt).Hours()/24)), Attention: t.Attention(now),
	}
}
