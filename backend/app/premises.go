package app

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
)

// control is the settings with what they would mean.
type control struct {
	*settings
	confidences func(ctx context.Context) ([]doc.FieldConfidences, error)
}

// targets are what a person may choose among: one wrong in so many.
func targets() []float64 { return []float64{0.05, 0.02, 0.01, 0.005, 0.002, 0.001} }

// Acceptance tells what thresholds would have let through.
func (c control) Acceptance(ctx context.Context) (api.Acceptance, error) {
	measured, err := c.confidences(ctx)
	if err != nil {
		return api.Acceptance{}, err
	}
	byName := map[string]doc.FieldConfidences{}
	for _, f := range measured {
		byName[f.Name] = f
	}
	all := api.Acceptance{Targets: targets(), Fields: []api.FieldAcceptance{}}
	for _, kind := range []doc.Type{doc.TypeReceipt, doc.TypeInvoice, doc.TypeStatement, doc.TypeIdentity} {
		for _, spec := range kind.Spec().Fields {
			name := string(kind) + "." + spec.Name
			f := api.FieldAcceptance{Required: spec.Required, FieldConfidences: doc.FieldConfidences{Name: name, Steps: []doc.ConfidenceStep{}}}
			if own, ok := byName[name]; ok {
				f.FieldConfidences = own
			}
			for _, target := range all.Targets {
				f.Thresholds = append(f.Thresholds, extract.ThresholdFor(name, target))
			}
			all.Fields = append(all.Fields, f)
		}
	}
	return all, nil
}

// Premises tells where the data lies and who can reach it.
func (a *App) Premises(ctx context.Context) (api.PremisesFacts, error) {
	facts := api.PremisesFacts{
		DataFolder: a.dir, ConfigFile: a.config.origins.path, FreeBytes: -1,
		Listening: a.BaseURL(), Encrypted: a.Certificate() != nil, KeyPlace: a.secrets.Place(), Webhooks: []string{},
	}
	at, err := netip.ParseAddrPort(a.api.Addr())
	facts.Local = err != nil || at.Addr().IsLoopback()
	if free, err := freeSpace(a.dir); err == nil {
		facts.FreeBytes = int64(min(free, 1<<62))
	}
	if facts.Holdings, err = a.store.Holdings(ctx); err != nil {
		return facts, err
	}
	tokens, err := a.store.Tokens(ctx)
	if err != nil {
		return facts, err
	}
	for _, t := range tokens {
		if t.State(time.Now()) == doc.TokenActive {
			facts.Tokens++
		}
	}
	endpoints, err := a.store.WebhookEndpoints(ctx)
	for _, e := range endpoints {
		if u, err := url.Parse(e.URL); err == nil && e.State == doc.EndpointActive {
			facts.Webhooks = append(facts.Webhooks, u.Host)
		}
	}
	slices.Sort(facts.Webhooks)
	facts.Webhooks = slices.Compact(facts.Webhooks)
	return facts, err
}
