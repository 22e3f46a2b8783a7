package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"deskclerk/backend/doc"
)

func (c *command) tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Make, list and revoke the tokens that other programs use the API with",
		Long: "Makes, lists and revokes the tokens that other programs use the API with. Scopes are submit\n" +
			"(hand in documents), read (look at them), review (change and delete them) and admin (everything).",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.tokenCreateCommand(), c.tokenListCommand(), c.tokenRevokeCommand())
	return cmd
}

func (c *command) tokenCreateCommand() *cobra.Command {
	var name, expires string
	var scopes []string
	cmd := &cobra.Command{
		Use:     "create --name NAME --scope SCOPE[,SCOPE]",
		Short:   "Make a token and print it, this one time",
		Example: "  deskclerk token create --name scanner --scope submit\n  deskclerk token create --name books --scope read,review --expires 90d",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			wanted := doc.Token{Name: name}
			for _, s := range scopes {
				wanted.Scopes = append(wanted.Scopes, doc.Scope(strings.TrimSpace(s)))
			}
			if expires != "" {
				life, err := lifeOf(expires)
				if err != nil {
					return usageError{err}
				}
				wanted.ExpiresAt = new(time.Now().Add(life).UTC())
			}
			if err := wanted.Validate(time.Now()); err != nil {
				return usageError{err}
			}
			return c.with(cmd.Context(), false, func(conn *connection) error {
				secret, err := conn.CreateToken(cmd.Context(), wanted)
				if err != nil {
					return err
				}
				c.note("This is shown once; Deskclerk keeps only its hash.")
				_, err = fmt.Fprintln(c.Out, secret)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "what to call it; documents and the history show who did what by it")
	cmd.Flags().StringSliceVar(&scopes, "scope", nil, "submit, read, review or admin; repeated, or divided by commas")
	cmd.Flags().StringVar(&expires, "expires", "", "end after this time, such as 90d or 12h (default never)")
	completeValues(cmd, "scope", "submit", "read", "review", "admin")
	return cmd
}

// lifeOf reads 90d, 12w or what Go takes for a time span.
func lifeOf(text string) (time.Duration, error) {
	for unit, span := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		number, ok := strings.CutSuffix(text, unit)
		if n, err := strconv.Atoi(number); ok && err == nil && n > 0 && n <= 36500 {
			return time.Duration(n) * span, nil
		}
	}
	if life, err := time.ParseDuration(text); err == nil && life > 0 {
		return life, nil
	}
	return 0, doc.Errorf(doc.CodeInvalid, "--expires: %q is no time span; write it as in 90d", text)
}

func (c *command) tokenListCommand() *cobra.Command {
	var asJSON, all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens, and point out old ones",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				if asJSON {
					return conn.CopyTokens(cmd.Context(), c.Out)
				}
				found, err := conn.Tokens(cmd.Context())
				if err != nil {
					return err
				}
				return listTokens(c.Out, found, all, time.Now())
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as the API gives them, all of them")
	cmd.Flags().BoolVar(&all, "all", false, "those that open nothing any more, too")
	return cmd
}

func listTokens(out io.Writer, tokens []doc.Token, all bool, now time.Time) error {
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "ID\tNAME\tBEGINS\tSCOPES\tSTATE\tAGE\tLAST USED\tEXPIRES\tNOTE") // Flush reports what went wrong
	for _, t := range tokens {
		state := t.State(now)
		if state != doc.TokenActive && !all {
			continue
		}
		var scopes []string
		for _, s := range t.Scopes {
			scopes = append(scopes, string(s))
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s…\t%s\t%s\t%d d\t%s\t%s\t%s\n", t.ID, t.Name, t.Hint, strings.Join(scopes, ","), state,
			int(now.Sub(t.CreatedAt).Hours()/24), day(t.LastUsedAt), day(t.ExpiresAt), strings.Join(t.Attention(now), ", "))
	}
	return w.Flush()
}

func day(t *time.Time) string {
	if t == nil {
		return "never"
	}
	return t.Local().Format("2006-01-02")
}

func (c *command) tokenRevokeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "revoke ID|NAME",
		Short:   "End a token at once and for good",
		Example: "  deskclerk token revoke scanner",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.with(cmd.Context(), false, func(conn *connection) error {
				found, err := conn.Tokens(cmd.Context())
				if err != nil {
					return err
				}
				at := slices.IndexFunc(found, func(t doc.Token) bool {
					return t.ID == args[0] || (t.Name == args[0] && t.RevokedAt == nil)
				})
				if at < 0 {
					return doc.Errorf(doc.CodeNotFound, "no token %q; see 'deskclerk token list'", args[0])
				}
				if found[at].RevokedAt != nil {
					return errors.New("it is revoked already")
				}
				return conn.RevokeToken(cmd.Context(), found[at].ID)
			})
		},
	}
}
