package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/internal/served"
)

// trySecretsHidden looks for the secrets of tokens and webhooks, and for the
// password of a PDF.
func trySecretsHidden(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx, "DESKCLERK_LOG_LEVEL=debug")
	if err != nil {
		return "", err
	}
	defer func() { p.Kill() }()
	c := client.New(p.URL, p.Token, nil)
	secrets := map[string]string{"the owner's token": p.Token, "the header of a webhook": "header-qzx-secret-words", "a password": "qzx-password-of-a-file"}
	if secrets["a token"], err = c.CreateToken(ctx, doc.Token{Name: "x", Scopes: []doc.Scope{doc.ScopeRead}}); err != nil {
		return "", err
	}
	server, got := far(nil)
	defer server.Close()
	auth := secrets["the header of a webhook"]
	e, secret, err := c.CreateWebhook(ctx, client.WebhookSettings{URL: &server.URL, Addresses: []string{"127.0.0.1"}, Auth: &client.WebhookAuth{Kind: "bearer", Secret: auth}})
	if err != nil {
		return "", err
	}
	secrets["the secret of a webhook"] = strings.TrimPrefix(secret, "whsec_")
	used := *p
	used.Token = secrets["a token"]
	if _, err := used.Get(ctx, "/documents", nil); err != nil {
		return "", err
	}
	if err := useWebhook(ctx, p, c, e.ID, got, auth); err != nil {
		return "", err
	}
	if err := useWithPassword(ctx, p, secrets["a password"]); err != nil {
		return "", err
	}
	f := &finder{}
	for _, s := range secrets {
		f.words = append(f.words, s)
	}
	folder := filepath.Join(b.dir, "backup")
	if out, err := served.Command(ctx, o, "backup", folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("backup: %w\n%s", err, out)
	}
	if err := f.fromBundle(ctx, o, filepath.Join(b.dir, "bundle.zip")); err != nil {
		return "", err
	}
	if _, err := f.folder(folder); err != nil {
		return "", err
	}
	if err := forOwnerAlone(o.Data, "token", "secret.key"); err != nil {
		return "", err
	}
	if _, err := f.folder(o.Data, "token", "cache"); err != nil {
		return "", err
	}
	p.Kill()
	if _, err := f.folder(o.Data, "token", "cache"); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(folder, "secret.key")); err == nil {
		return "", errors.New("the key is in the backup")
	}
	return fmt.Sprintf("%d secrets: in no file of the data folder but their own of mode 0600, nor in log at debug, backup, bundle", len(secrets)), f.verdict()
}

// useWebhook has a webhook sent and tried, with its secret in the header.
func useWebhook(ctx context.Context, p *served.Program, c *client.Client, id string, got chan hook, auth string) error {
	if _, err := submitPrinted(ctx, p, 1); err != nil {
		return err
	}
	if one, err := receive(got); err != nil || one.header.Get("Authorization") != "Bearer "+auth {
		return fmt.Errorf("the webhook came with %q (%w)", one.header.Get("Authorization"), err)
	}
	_, err := c.TestWebhook(ctx, id, "file.processed")
	return err
}

// useWithPassword hands a file in with a password, which is kept for it.
func useWithPassword(ctx context.Context, p *served.Program, password string) error {
	content, err := printed(2)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("password", password); err != nil { // before the file that it is of
		return err
	}
	file, err := form.CreateFormFile("file", "locked.pdf")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err := errors.Join(err, form.Close()); err != nil {
		return err
	}
	a, err := p.Do(ctx, http.MethodPost, "/documents", &body, "Content-Type", form.FormDataContentType())
	if err != nil {
		return err
	}
	var answer struct {
		Documents []struct {
			ID string `json:"id"`
		} `json:"documents"`
	}
	if err := json.Unmarshal(a.Body, &answer); err != nil || len(answer.Documents) != 1 {
		return fmt.Errorf("a file with a password: %d %s", a.Status, a.Body)
	}
	if _, err := until(ctx, p, answer.Documents[0].ID, time.Minute, result.finished); err != nil {
		return err
	}
	var kept struct {
		Passwords int `json:"passwords"`
	}
	if _, err := p.Get(ctx, "/premises", &struct {
		Holdings any `json:"holdings"`
	}{&kept}); err != nil || kept.Passwords != 1 {
		return fmt.Errorf("%d passwords are kept (%w)", kept.Passwords, err)
	}
	return nil
}

// forOwnerAlone makes sure that others cannot read the files where secrets must be.
func forOwnerAlone(dir string, names ...string) error {
	for _, name := range names {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if info.Mode().Perm() != 0o600 {
			return fmt.Errorf("%s has the mode %v", name, info.Mode())
		}
	}
	return nil
}
