package cli

import (
	"errors"

	"github.com/spf13/cobra"
)

func (c *command) deleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:     "delete ID…",
		Short:   "Delete documents and everything read from them",
		Example: "  deskclerk delete --yes 0198f2c4-…",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			if !yes {
				return usageError{errors.New("deleting cannot be undone; say --yes to do it")}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				for _, id := range ids {
					if err := conn.Delete(cmd.Context(), id); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}
