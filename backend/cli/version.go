package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

func (c *command) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, the commit and the flavour of this build",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			b := app.ThisBuild()
			if asJSON {
				return json.NewEncoder(c.Out).Encode(b)
			}
			_, err := fmt.Fprintf(c.Out, "deskclerk %s (commit %s, %s, %s, %s)\n", b.Version, b.Commit, b.Flavour, b.Go, b.System)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}
