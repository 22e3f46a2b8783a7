package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

func (c *command) configCommand() *cobra.Command {
	var defaults, origins bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the configuration in force, with comments",
		Long: "Prints the configuration in force, with comments, in the form of the file. Each key can be\n" +
			"overridden by an environment variable: [worker] count by DESKCLERK_WORKER_COUNT, and so on.\n" +
			"The pages behind the cogwheel write the same file and leave your comments in it.",
		Example: "  deskclerk config --default > ~/.config/deskclerk/config.toml\n  deskclerk config --origin",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			config := app.DefaultConfig()
			if !defaults {
				var err error
				if config, err = c.settings(); err != nil {
					return err
				}
			}
			if origins {
				return c.printOrigins(config)
			}
			text, err := config.Text()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.Out, "# %s\n\n%s", app.ConfigFile(c.config), text)
			return err
		},
	}
	cmd.Flags().BoolVar(&origins, "origin", false, "print each key with its value and where that comes from")
	cmd.Flags().BoolVar(&defaults, "default", false, "print the defaults")
	return cmd
}

// printOrigins writes a line for each key.
func (c *command) printOrigins(config app.Config) error {
	w := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "KEY\tVALUE\tFROM")
	for _, o := range config.Origins() {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", o.Key, o.Value, o.From)
	}
	return w.Flush()
}
