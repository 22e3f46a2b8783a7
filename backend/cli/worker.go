package cli

import (
	"github.com/spf13/cobra"

	"deskclerk/backend/app"
)

// workerCommand is the child process that opens documents and reads them; the
// program starts it by itself.
func (c *command) workerCommand() *cobra.Command {
	var o app.WorkerOptions
	cmd := &cobra.Command{
		Use:    "worker",
		Short:  "The process that opens files and reads pages (started by Deskclerk itself)",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE:   func(cmd *cobra.Command, _ []string) error { return app.RunWorker(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.Cache, "cache", "", "folder of the caches")
	cmd.Flags().StringSliceVar(&o.Tessdata, "tessdata", nil, "more folders with traineddata")
	return cmd
}
