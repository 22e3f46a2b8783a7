package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// examineCertificate says what others see, without making anything.
func examineCertificate(dir string, s ServerConfig) Finding {
	f := Finding{Name: "TLS", Health: Good, Found: "none; only this machine can reach the program"}
	path := s.TLSCert
	if instance, err := ReadInstance(dir); err == nil && isFile(instance.Certificate) {
		path = instance.Certificate // what serve was started with, be it that it runs no more
	} else if s.TLSSelf {
		path = newSelfMade(dir, nil, "").publicPath()
	}
	if path == "" {
		return f
	}
	leaf, err := firstCertificate(path)
	if err != nil && s.TLSSelf {
		f.Found = "a certificate is made at the next start of 'deskclerk serve'"
		return f
	}
	if err != nil {
		f.Health, f.Found, f.Advice = Bad, err.Error(), "Correct server.tls_cert in the configuration."
		return f
	}
	f.Found = fmt.Sprintf("valid until %s, SHA-256 %s", leaf.NotAfter.Format("2006-01-02"), fingerprint(leaf))
	if left := time.Until(leaf.NotAfter); left < renewEarly && path != filepath.Join(dir, "tls", "cert.pem") {
		f.Health, f.Advice = Warn, "It ends soon; put a new one in its place."
	}
	return f
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// examineTokens points out the tokens that deserve a look.
func examineTokens(ctx context.Context, dir string) Finding {
	all, err := tokensOf(ctx, dir)
	if err != nil {
		return Finding{Name: "tokens", Health: Warn, Found: "unknown: " + err.Error()}
	}
	return findingOfTokens(all, time.Now())
}

func findingOfTokens(all []doc.Token, now time.Time) Finding {
	f, active, advice := Finding{Name: "tokens", Health: Good}, 0, []string{}
	for _, t := range all {
		if t.State(now) == doc.TokenActive {
			active++
		}
		for _, why := range t.Attention(now) {
			switch why {
			case "old":
				advice = append(advice, fmt.Sprintf("%q is %d days old", t.Name, int(now.Sub(t.CreatedAt).Hours()/24)))
			default:
				advice = append(advice, fmt.Sprintf("%q was not used for 90 days", t.Name))
			}
		}
	}
	f.Found = fmt.Sprintf("%d active", active)
	if len(advice) > 0 {
		f.Health = Warn
		f.Advice = strings.Join(advice, ", ") + "; make new ones and revoke these with 'deskclerk token revoke'."
	}
	return f
}

// tokensOf asks the program that holds the folder, or looks itself while it
// holds it.
func tokensOf(ctx context.Context, dir string) ([]doc.Token, error) {
	lock, err := lockFolder(dir)
	if err == nil {
		found, err := store.PeekTokens(ctx, dir)
		return found, errors.Join(err, lock.Unlock())
	}
	if doc.CodeOf(err) != doc.CodeAlreadyRunning {
		return nil, err
	}
	instance, err := ReadInstance(dir)
	if err != nil || instance.BaseURL == "" {
		return nil, errors.New("the running program serves nothing")
	}
	token, err := ReadToken(dir)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return client.New(instance.BaseURL, token, instance.Transport()).Tokens(ctx)
}
