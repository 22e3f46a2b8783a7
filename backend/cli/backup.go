package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"deskclerk/backend/app"
	"deskclerk/backend/doc"
	"deskclerk/backend/ops"
)

func (c *command) backupCommand() *cobra.Command {
	var passphrase string
	var keep int
	cmd := &cobra.Command{
		Use:   "backup FOLDER|FILE" + ops.Extension,
		Short: "Back up everything, while Deskclerk runs or not",
		Long: "Backs up database, originals and configuration, while Deskclerk runs or not. Into a folder, each backup\n" +
			"copies only what is new; a name that ends with " + ops.Extension + " or, encrypted, with " + ops.SealedExtension + "\n" +
			"makes one file. Tokens' secrets and the key of webhooks' secrets are not in it.",
		Example: "  deskclerk backup /mnt/usb/deskclerk\n  deskclerk backup papers" + ops.SealedExtension + " --passphrase-file secret.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			secret, err := c.passphraseFor(args[0], passphrase)
			if err != nil {
				return err
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				return c.backup(cmd.Context(), conn, args[0], secret, keep)
			})
		},
	}
	cmd.Flags().StringVar(&passphrase, "passphrase-file", "", "encrypt with the passphrase in this file")
	cmd.Flags().IntVar(&keep, "keep", 0, "how many backups the folder keeps (default from the configuration, 7)")
	return cmd
}

// passphraseFor reads the passphrase and refuses names that would mislead.
func (c *command) passphraseFor(path, file string) (string, error) {
	secret, err := readSecret(file)
	sealed := ops.IsArchive(path) && filepath.Ext(path) == ".age"
	switch {
	case err != nil:
		return "", err
	case file != "" && secret == "":
		return "", usageError{doc.Errorf(doc.CodeInvalid, "%s holds no passphrase", file)}
	case secret == "" && sealed:
		return "", usageError{errors.New("an encrypted file needs --passphrase-file")}
	case secret != "" && !sealed:
		return "", usageError{fmt.Errorf("only one file can be encrypted; let its name end with %s", ops.SealedExtension)}
	}
	return secret, nil
}

func (c *command) backup(ctx context.Context, conn *connection, path, secret string, keep int) error {
	config, err := c.settings()
	if err != nil {
		return err
	}
	source, err := app.Backups(app.DataFolder(c.data), config, conn.Snapshot)
	if err != nil {
		return err
	}
	if keep <= 0 {
		keep = config.Backup.Keep
	}
	kind, begin := doc.BackupFolder, time.Now()
	var r ops.Report
	if ops.IsArchive(path) {
		kind = doc.BackupFile
		r, err = ops.ToFile(ctx, source, path, secret)
	} else {
		r, err = ops.ToFolder(ctx, source, path, keep)
	}
	if err != nil {
		return err
	}
	c.note("Backed up %d documents and %d files, %s, %d of them new, in %s.",
		r.Documents, r.Originals, humanize.IBytes(uint64(r.Bytes)), r.Copied, time.Since(begin).Round(time.Millisecond))
	if len(r.Missing) > 0 {
		c.note("%d files were lost or changed before this backup; 'deskclerk verify' names their documents.", len(r.Missing))
	}
	c.note("The audit log ends at %d:%s", r.Audit.N, r.Audit.Hash)
	return conn.BackupMade(ctx, doc.BackupMade{
		Kind: kind, Documents: r.Documents, Originals: r.Originals, Bytes: r.Bytes, Encrypted: r.Encrypted, Missing: len(r.Missing),
	})
}

func (c *command) restoreCommand() *cobra.Command {
	var passphrase, snapshot string
	var salvage bool
	cmd := &cobra.Command{
		Use:   "restore FOLDER|FILE --data NEW-FOLDER",
		Short: "Bring a backup back as a new data folder",
		Long: "Brings a backup back as a new data folder, checking every byte. The folder must not exist or be empty;\n" +
			"a backup made by a newer version is refused. Nothing else is changed.",
		Example: "  deskclerk restore /mnt/usb/deskclerk --data ~/restored\n  deskclerk restore papers" + ops.SealedExtension + " --passphrase-file secret.txt --data ~/restored",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			secret, err := readSecret(passphrase)
			if err != nil {
				return err
			}
			dir := app.DataFolder(c.data)
			r, err := ops.Restore(cmd.Context(), ops.Choice{Path: args[0], Snapshot: snapshot, Passphrase: secret}, dir, app.InspectSnapshot, salvage)
			if err != nil {
				return err
			}
			c.note("Restored %d documents and %d files of %s into %s.", r.Documents, r.Originals, r.MadeAt.Local().Format(time.DateTime), dir)
			for _, f := range r.Faults {
				c.note("lost: %s", f)
			}
			c.note("The configuration it was made with is restored-config.toml there. Webhooks go on where the backup left off.")
			return nil
		},
	}
	cmd.Flags().StringVar(&passphrase, "passphrase-file", "", "the passphrase of an encrypted file")
	cmd.Flags().StringVar(&snapshot, "snapshot", "", "which backup of a folder, by its name in snapshots/ (default the newest)")
	cmd.Flags().BoolVar(&salvage, "salvage", false, "restore what is left of a damaged backup")
	return cmd
}
