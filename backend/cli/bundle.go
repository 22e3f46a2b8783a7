package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"deskclerk/backend/app"
	"deskclerk/backend/ops"
)

// bundle puts together what support needs. What cannot be had is left out and
// said so: a bundle is wanted most when something is broken.
func (c *command) bundle(ctx context.Context, path string, findings []app.Finding) error {
	hide := []string{}
	if home, err := os.UserHomeDir(); err == nil && len(home) > 1 {
		hide = append(hide, home, "~")
	}
	b := ops.NewBundle(hide...)
	dir := app.DataFolder(c.data)
	b.Add("about.json", asText(map[string]any{
		"build": app.ThisBuild(), "go": runtime.Version(), "cpus": runtime.NumCPU(), "made_at": time.Now().UTC(),
	}))
	b.Add("findings.json", asText(findings))
	if config, err := c.settings(); err != nil {
		b.Add("config.error.txt", err.Error())
	} else if text, err := config.Text(); err == nil {
		b.Add("config.toml", text)
	}
	err := c.with(ctx, false, func(conn *connection) error {
		d, err := conn.Diagnostics(ctx)
		if err != nil {
			return err
		}
		b.Add("schema.sql", strings.Join(d.Schema, ";\n\n")+";\n")
		d.Schema = nil
		b.Add("counts.json", asText(d))
		u, err := conn.Upkeep(ctx)
		if err != nil {
			return err
		}
		b.Add("upkeep.json", asText(u))
		metrics, err := conn.Metrics(ctx)
		b.Add("metrics.txt", metrics)
		return err
	})
	if err != nil {
		b.Add("library.error.txt", err.Error())
	}
	b.AddLog("deskclerk.log", filepath.Join(dir, "deskclerk.log"))
	b.AddLog("deskclerk.log.1", filepath.Join(dir, "deskclerk.log.1"))
	if err := b.Write(path, time.Now()); err != nil {
		return err
	}
	c.note("Wrote %s. It is plain text in a zip file: look through it before you send it.", path)
	return nil
}

func asText(v any) string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(text) + "\n"
}
