package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

// errUnwell ends a doctor's visit that found something broken.
var errUnwell = errors.New("something needs to be done; see above")

func (c *command) doctorCommand() *cobra.Command {
	var asJSON bool
	var bundle string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look at everything Deskclerk needs and say what to do about each trouble",
		Long:  "Looks at the engine, its languages, the data folder, the limits and the free space, and says\nwhat to do about each trouble. The exit status is 1 when something does not work.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			findings := app.Examine(cmd.Context(), app.DataFolder(c.data), app.ConfigFile(c.config), os.Environ())
			if err := c.printFindings(findings, asJSON); err != nil {
				return err
			}
			if bundle != "" {
				if err := c.bundle(cmd.Context(), bundle, findings); err != nil {
					return err
				}
			}
			for _, f := range findings {
				if f.Health == app.Bad {
					return errUnwell
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().StringVar(&bundle, "bundle", "", "write what support needs into this new zip FILE: no text, value or name of any document")
	return cmd
}

func (c *command) printFindings(findings []app.Finding, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(c.Out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(findings)
	}
	marks := map[app.Health]string{app.Good: "ok ", app.Warn: "!  ", app.Bad: "BAD"}
	for _, f := range findings {
		if _, err := fmt.Fprintf(c.Out, "%s  %-14s %s\n", marks[f.Health], f.Name, f.Found); err != nil {
			return err
		}
		if f.Advice != "" {
			if _, err := fmt.Fprintf(c.Out, "%20s→ %s\n", "", f.Advice); err != nil {
				return err
			}
		}
	}
	return nil
}
