package client

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"

	"deskclerk/backend/doc"
)

// Upkeep tells how backups, verification and retention stand.
func (c *Client) Upkeep(ctx context.Context) (doc.Upkeep, error) {
	var u doc.Upkeep
	return u, c.get(ctx, "/upkeep", nil, &u)
}

// Snapshot writes the program's database as it is now into a new file.
func (c *Client) Snapshot(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(c.copy(ctx, f, "/backups/snapshot", nil), f.Sync(), f.Close())
}

// BackupMade tells the program of a backup, for its audit log.
func (c *Client) BackupMade(ctx context.Context, made doc.BackupMade) error {
	return c.call(ctx, http.MethodPost, "/backups/made", map[string]any{
		"kind": made.Kind, "documents": made.Documents, "originals": made.Originals, "bytes": made.Bytes,
		"encrypted": made.Encrypted, "missing": made.Missing,
	}, nil)
}

// Verify has everything that is kept read, which may take minutes; head is the
// noted end of the audit log, empty for none.
func (c *Client) Verify(ctx context.Context, head string) (doc.Verification, error) {
	q := url.Values{}
	if head != "" {
		q.Set("head", head)
	}
	var v doc.Verification
	return v, c.get(ctx, "/verify", q, &v)
}

// Audit gets lines of the audit log, newest first.
func (c *Client) Audit(ctx context.Context, q doc.AuditQuery) (doc.AuditListing, error) {
	values := auditValues(q)
	if q.Limit > 0 {
		values.Set("limit", strconv.Itoa(q.Limit))
	}
	var l doc.AuditListing
	return l, c.get(ctx, "/audit", values, &l)
}

// CopyAudit writes the audit log to w as JSON Lines, oldest first.
func (c *Client) CopyAudit(ctx context.Context, q doc.AuditQuery, w io.Writer) error {
	return c.copy(ctx, w, "/audit.jsonl", auditValues(q))
}

func auditValues(q doc.AuditQuery) url.Values {
	values := url.Values{}
	for name, value := range map[string]string{"document": q.DocumentID, "actor": q.Actor, "act": q.Act} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// Diagnostics gets the library's shape and counts.
func (c *Client) Diagnostics(ctx context.Context) (doc.Diagnostics, error) {
	var d doc.Diagnostics
	return d, c.get(ctx, "/diagnostics", nil, &d)
}

// Metrics gets the metrics in Prometheus' text form.
func (c *Client) Metrics(ctx context.Context) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/metrics", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := c.send(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return string(text), err
}

// RetentionRules lists the rules.
func (c *Client) RetentionRules(ctx context.Context) ([]doc.RetentionRule, error) {
	var answer struct {
		Rules []doc.RetentionRule `json:"rules"`
	}
	return answer.Rules, c.get(ctx, "/retention", nil, &answer)
}

// PutRetentionRule makes a rule, or changes the one that has its id.
func (c *Client) PutRetentionRule(ctx context.Context, r doc.RetentionRule) (made doc.RetentionRule, err error) {
	if r.ID == "" {
		return made, c.call(ctx, http.MethodPost, "/retention", ruleBody(r), &made)
	}
	return made, c.call(ctx, http.MethodPut, "/retention/"+url.PathEscape(r.ID), ruleBody(r), &made)
}

// DeleteRetentionRule deletes a rule.
func (c *Client) DeleteRetentionRule(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, "/retention/"+url.PathEscape(id), nil, nil)
}

// PreviewRetention tells what a rule would remove now.
func (c *Client) PreviewRetention(ctx context.Context, r doc.RetentionRule) (p doc.RetentionPreview, err error) {
	return p, c.call(ctx, http.MethodPost, "/retention/preview", ruleBody(r), &p)
}

// RunRetention removes what is due: of one rule, or with an empty id of all that
// are on.
func (c *Client) RunRetention(ctx context.Context, id string) (run doc.RetentionRun, err error) {
	path := "/retention/run"
	if id != "" {
		path += "?" + url.Values{"rule": {id}}.Encode()
	}
	return run, c.call(ctx, http.MethodPost, path, nil, &run)
}

func ruleBody(r doc.RetentionRule) map[string]any {
	body := map[string]any{
		"name": r.Name, "enabled": r.Enabled, "statuses": r.Statuses, "since": r.Since, "days": r.Days,
		"exported": r.Exported, "removes": r.Removes,
	}
	if len(r.Types) > 0 {
		body["types"] = r.Types
	}
	return body
}
