package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/backend/ops"
)

// errNotWhole ends a verification that found something; it has said what.
var errNotWhole = errors.New("not everything is as it was kept; see above")

func (c *command) verifyCommand() *cobra.Command {
	var head, passphrase, snapshot string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify [BACKUP]",
		Short: "Check that everything kept, or a backup, is whole and unchanged",
		Long: "Reads everything that is kept: the database by SQLite's own checks, each original against its hash, and\n" +
			"the audit log along its chain, in which any changed byte shows. With a BACKUP, the same of that folder or\n" +
			"file. The exit status is 1 when something is wrong.\n\n" +
			"Who can change every file can also make a whole new chain. Note down the end that is printed, somewhere\n" +
			"else, and give it with --head later.",
		Example: "  deskclerk verify\n  deskclerk verify --head 41:9f86d081…\n  deskclerk verify /mnt/usb/deskclerk",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return c.verifyBackup(cmd.Context(), args[0], snapshot, passphrase, asJSON)
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				v, err := conn.Verify(cmd.Context(), head)
				if err != nil {
					return err
				}
				return c.printVerification(v, asJSON)
			})
		},
	}
	cmd.Flags().StringVar(&head, "head", "", "the end of the audit log as it was noted, such as 41:9f86d081…")
	cmd.Flags().StringVar(&passphrase, "passphrase-file", "", "the passphrase of an encrypted backup")
	cmd.Flags().StringVar(&snapshot, "snapshot", "", "which backup of a folder (default the newest)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (c *command) printVerification(v doc.Verification, asJSON bool) error {
	if asJSON {
		if err := c.printJSON(v); err != nil {
			return err
		}
	} else {
		lines := []string{
			part("database", v.Database, fmt.Sprintf("%d documents", v.Documents)),
			part("originals", v.Originals, fmt.Sprintf("%d files, %s", v.Files, humanize.IBytes(uint64(v.Bytes)))),
			part("audit log", v.Audit, fmt.Sprintf("%d lines", v.Head.N)),
			fmt.Sprintf("     its end      %d:%s", v.Head.N, v.Head.Hash),
		}
		if _, err := fmt.Fprintln(c.Out, strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	if !v.OK {
		return errNotWhole
	}
	return nil
}

// part is one line of a verification, with what is wrong below it.
func part(name string, faults []string, whole string) string {
	if len(faults) == 0 {
		return fmt.Sprintf("ok   %-12s %s", name, whole)
	}
	return fmt.Sprintf("BAD  %-12s %s\n       %s", name, whole, strings.Join(faults, "\n       "))
}

func (c *command) verifyBackup(ctx context.Context, path, snapshot, passphrase string, asJSON bool) error {
	secret, err := readSecret(passphrase)
	if err != nil {
		return err
	}
	r, err := ops.Check(ctx, ops.Choice{Path: path, Snapshot: snapshot, Passphrase: secret}, app.InspectSnapshot)
	if err != nil {
		return err
	}
	if asJSON {
		err = c.printJSON(r)
	} else {
		whole := fmt.Sprintf("%d documents, %d files, %s, made %s", r.Documents, r.Originals, humanize.IBytes(uint64(r.Bytes)), r.MadeAt.Local().Format(time.DateTime))
		_, err = fmt.Fprintln(c.Out, part("backup", r.Faults, whole))
	}
	if err == nil && len(r.Faults) > 0 {
		err = errNotWhole
	}
	return err
}
