package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

func (c *command) configCommand() *cobra.Command {
	var defaults bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the configuration in force, with comments",
		Long: "Prints the configuration in force, with comments, in the form of the file. Each key can be\n" +
			"overridden by an environment variable: [worker] count by DESKCLERK_WORKER_COUNT, and so on.",
		Example: "  deskclerk config --default > ~/.config/deskclerk/config.toml",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			config := app.DefaultConfig()
			if !defaults {
				var err error
				if config, err = c.settings(); err != nil {
					return err
				}
			}
			text, err := config.Text()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.Out, "# %s\n\n%s", app.ConfigFile(c.config), text)
			return err
		},
	}
	cmd.Flags().BoolVar(&defaults, "default", false, "print the defaults")
	return cmd
}
