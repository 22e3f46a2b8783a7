package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// tryKinds puts everything into a folder that is no paper.
func tryKinds(ctx context.Context, b bench) (figure string, err error) {
	h, err := newFolderHouse(ctx, b, "data")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, h.program.Stop()) }()
	dir, outside := filepath.Join(b.dir, "in"), filepath.Join(b.dir, "outside")
	if err := put(filepath.Join(outside, "secret.pdf"), scrap("secret")); err != nil {
		return "", err
	}
	f, err := h.watch(ctx, dir, client.FolderSettings{})
	if err != nil {
		return "", err
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return "", err
	}
	defer func() { _ = syscall.Close(socket) }()
	want := map[string]doc.FileReason{
		"pipe": doc.ReasonFIFO, "s": doc.ReasonSocket, "out": doc.ReasonLinkOut, "outdir": doc.ReasonLinkOut,
		"in": doc.ReasonLink, "nowhere": doc.ReasonLinkBroken, ".hidden.pdf": doc.ReasonHidden, ".folder/": doc.ReasonHidden,
		"a.pdf.part": doc.ReasonTemporary, "~$b.pdf": doc.ReasonTemporary, "c.crdownload": doc.ReasonTemporary,
		"page.html": doc.ReasonTypeRefused, "empty.pdf": doc.ReasonEmpty,
	}
	err = errors.Join(
		syscall.Mkfifo(at("pipe"), 0o644), bindShort(socket, at("s")),
		os.Symlink(filepath.Join(outside, "secret.pdf"), at("out")), os.Symlink(outside, at("outdir")),
		os.Symlink("real.pdf", at("in")), os.Symlink("nothing", at("nowhere")),
		put(at(".hidden.pdf"), scrap("hidden")), put(at(".folder/x.pdf"), scrap("x")), put(at("a.pdf.part"), scrap("a")),
		put(at("~$b.pdf"), scrap("b")), put(at("c.crdownload"), scrap("c")), put(at("page.html"), []byte("<!DOCTYPE html><html><body>hello</body></html>")), put(at("empty.pdf"), nil),
	)
	if err != nil {
		return "", err
	}
	if err := syscall.Mknod(at("null"), syscall.S_IFCHR|0o644, 1<<8|3); err == nil {
		want["null"] = doc.ReasonDevice
	}
	if err := put(at("real.pdf"), scrap("real")); err != nil {
		return "", err
	}
	if _, err := h.taken(ctx, f.ID, "real.pdf", time.Minute); err != nil {
		return "", err
	}
	for name, reason := range want {
		err := h.until(ctx, 30*time.Second, name+" is "+string(reason), func() (bool, error) {
			l, err := h.line(ctx, f.ID, name)
			return l.State == doc.FilePassedOver && l.Reason == reason && l.Message != "", err
		})
		if err != nil {
			return "", err
		}
	}
	if n, err := h.total(ctx); err != nil || n != 1 {
		return "", errors.Join(fmt.Errorf("%d documents", n), err)
	}
	return fmt.Sprintf("%d of them passed over, each with its reason; the one paper among them was taken", len(want)), nil
}

// bindShort binds a socket by a short name: the whole path may be too long for
// one.
func bindShort(socket int, path string) error {
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(filepath.Dir(path)); err != nil { //nolint:forbidigo // nothing else runs in this process now
		return err
	}
	return errors.Join(syscall.Bind(socket, &syscall.SockaddrUnix{Name: filepath.Base(path)}), os.Chdir(here))
}

// tryTwice gives the same content by two paths and by an upload.
func tryTwice(ctx context.Context, b bench) (figure string, err error) {
	h, err := newFolderHouse(ctx, b, "data")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, h.program.Stop()) }()
	dir, move := filepath.Join(b.dir, "in"), "move"
	f, err := h.watch(ctx, dir, client.FolderSettings{After: &move})
	if err != nil {
		return "", err
	}
	content := scrap("twice")
	var lines [2]doc.FolderFile
	for i, name := range []string{"a.pdf", "sub/b.pdf"} {
		if err := put(filepath.Join(dir, name), content); err != nil {
			return "", err
		}
		if lines[i], err = h.taken(ctx, f.ID, name, time.Minute); err != nil {
			return "", err
		}
	}
	up, err := h.Upload(ctx, "c.pdf", strings.NewReader(string(content)), doc.SourceUpload, doc.ProcessOptions{})
	if err != nil {
		return "", err
	}
	first, second := lines[0], lines[1]
	if first.Duplicate || !second.Duplicate || second.Reason != doc.ReasonDuplicate || second.DocumentID != first.DocumentID ||
		!up.Duplicate || up.ID != first.DocumentID || second.MovedTo != "done/sub/b.pdf" {
		return "", fmt.Errorf("%+v\n%+v\n%+v", first, second, up)
	}
	if n, err := h.total(ctx); err != nil || n != 1 {
		return "", errors.Join(fmt.Errorf("%d documents", n), err)
	}
	return "one document, three sightings; the journal and the upload's answer say so, and the second file was moved as well", h.once(ctx, first.DocumentID, content, 3)
}

// tryTokenFolders tries to reach the token file through a watched folder, and to
// add one over the network.
func tryTokenFolders(ctx context.Context, b bench) (string, error) {
	h, err := newFolderHouse(ctx, b, "watched")
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	for _, path := range []string{h.options.Data, filepath.Join(h.options.Data, "originals"), b.dir, "/"} {
		if _, err := h.CreateFolder(ctx, client.FolderSettings{Path: path}); doc.CodeOf(err) != doc.CodeFolder {
			return "", fmt.Errorf("%s was not refused: %w", path, err)
		}
	}
	dir := filepath.Join(b.dir, "in")
	f, err := h.watch(ctx, dir, client.FolderSettings{})
	if err != nil {
		return "", err
	}
	token := filepath.Join(h.options.Data, "token")
	if err := errors.Join(os.Symlink(token, filepath.Join(dir, "link")), os.Link(token, filepath.Join(dir, "hardlink"))); err != nil {
		return "", err
	}
	for name, reasons := range map[string][]doc.FileReason{"link": {doc.ReasonLinkOut}, "hardlink": {doc.ReasonOwn}} {
		err := h.until(ctx, 30*time.Second, name+" is passed over", func() (bool, error) {
			l, err := h.line(ctx, f.ID, name)
			return slices.Contains(reasons, l.Reason), err
		})
		if err != nil {
			return "", err
		}
	}
	body := strings.NewReader(`{"name":"far","scopes":["admin"]}`)
	a, err := h.program.Do(ctx, http.MethodPost, "/tokens", body, "Content-Type", "application/json")
	if err != nil || a.Status != http.StatusCreated {
		return "", errors.Join(fmt.Errorf("%d %s", a.Status, a.Body), err)
	}
	_, secret, _ := strings.Cut(string(a.Body), `"secret":"`)
	secret, _, _ = strings.Cut(secret, `"`)
	other := client.New(h.program.URL, secret, nil)
	for _, path := range []string{filepath.Join(b.dir, "nothing"), "/etc", h.options.Data} {
		if _, err := other.CreateFolder(ctx, client.FolderSettings{Path: path}); doc.CodeOf(err) != doc.CodeFolderFar {
			return "", fmt.Errorf("a token added %s: %w", path, err)
		}
	}
	return "the data folder is refused as a watched one, whole, in part and around; links to the token in one are passed over; a token may name no path", nil
}
