package intake

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"deskclerk/backend/doc"
)

// Bounds of a message. Pictures in its text below a size are logos and the
// lines of signatures, not scans.
const (
	maxMailDepth  = 12       // parts within parts
	maxMailText   = 64 << 10 // bytes of its text that are kept
	maxMailLine   = 1 << 10  // bytes of a header's value that is kept
	smallPicture  = 10 << 10 // bytes: never a scan
	inlinePicture = 100 << 10
)

// message is one mail as it is walked.
type message struct {
	u      *unpacking
	within string
	depth  int
	parts  int
	told   *doc.Mail
	plain  bool // told.Text is from a plain text
}

// mail takes in the attachments of a message (RFC 5322, RFC 2045 to 2049). One
// without any document is read itself, as a text.
func (u *unpacking) mail(ctx context.Context, r io.Reader, within string, depth int) error {
	// The mark before a mailbox file's messages is no header.
	b := bufio.NewReader(r)
	if first, _ := b.Peek(5); bytes.Equal(first, []byte("From ")) {
		if _, err := b.ReadString('\n'); err != nil {
			return corrupt("open the mail", err)
		}
	}
	m, err := mail.ReadMessage(b)
	if err != nil {
		return corrupt("open the mail", err)
	}
	w := &message{u: u, within: within, depth: depth, told: headOf(m.Header)}
	before := u.made
	if err := w.part(ctx, textproto.MIMEHeader(m.Header), m.Body, "", 0); err != nil {
		return err
	}
	if depth == 1 {
		u.c.Mail = w.told
	}
	if u.made == before && strings.TrimSpace(w.told.Text) != "" {
		return u.admit(ctx, inside(within, w.title()), "text/plain", strings.NewReader(w.letter()))
	}
	return nil
}

// title is a name for the message itself.
func (w *message) title() string {
	subject := strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' {
			return '-'
		}
		return r
	}, strings.TrimSpace(w.told.Subject))
	if runes := []rune(subject); len(runes) > 80 {
		subject = string(runes[:80])
	}
	if subject == "" {
		subject = "mail"
	}
	return subject + ".txt"
}

// letter is the message as a text to be read.
func (w *message) letter() string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	line("From", w.told.From)
	line("To", w.told.To)
	line("Subject", w.told.Subject)
	if w.told.Date != nil {
		line("Date", w.told.Date.Format("2006-01-02 15:04"))
	}
	return b.String() + "\n" + w.told.Text + "\n"
}

// headOf decodes what is kept of the header.
func headOf(h mail.Header) *doc.Mail {
	m := &doc.Mail{From: headerText(h.Get("From")), To: headerText(h.Get("To")), Subject: headerText(h.Get("Subject"))}
	if date, err := h.Date(); err == nil {
		date = date.UTC()
		m.Date = &date
	}
	return m
}

// headerText decodes RFC 2047's words and drops what cannot be shown.
func headerText(value string) string {
	d := mime.WordDecoder{CharsetReader: charsetReader}
	if decoded, err := d.DecodeHeader(value); err == nil {
		value = decoded
	}
	value = strings.ToValidUTF8(strings.Join(strings.Fields(value), " "), "\ufffd")
	if len(value) > maxMailLine {
		value = strings.ToValidUTF8(value[:maxMailLine], "")
	}
	return value
}

func charsetReader(charset string, in io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fmt.Errorf("unknown character set %q", charset)
	}
	return transform.NewReader(in, e.NewDecoder()), nil
}

// part walks one part; around is the type of the multipart that it stands in.
func (w *message) part(ctx context.Context, h textproto.MIMEHeader, body io.Reader, around string, depth int) error {
	if w.parts++; w.parts > maxEntries || depth > maxMailDepth {
		return doc.Errorf(doc.CodeOverLimits, "a mail of more than %d parts, or of parts within parts", maxEntries)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		return w.multipart(ctx, kind, params["boundary"], body, depth)
	}
	disposition, named, _ := mime.ParseMediaType(h.Get("Content-Disposition")) // a bad one is as good as none
	name := headerText(firstOf(named["filename"], params["name"]))
	body = decoded(h.Get("Content-Transfer-Encoding"), body)
	text := kind == "text/plain" || kind == "text/html"
	if text && name == "" && disposition != "attachment" {
		return w.text(kind, params["charset"], body)
	}
	if kind == "message/rfc822" && name == "" {
		name = "mail.eml"
	}
	if name == "" {
		name = "attachment" + extension(kind)
	}
	inline := h.Get("Content-Id") != "" || disposition == "inline"
	return w.attachment(ctx, inside(w.within, name), inline, around == "multipart/related", body)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func extension(kind string) string {
	if known, err := mime.ExtensionsByType(kind); err == nil && len(known) > 0 {
		return known[0]
	}
	return ""
}

func (w *message) multipart(ctx context.Context, kind, boundary string, body io.Reader, depth int) error {
	parts := multipart.NewReader(body, boundary)
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil { // it breaks off: what came so far is what there is
			if doc.CodeOf(err) == doc.CodeOverLimits {
				return err
			}
			return nil
		}
		if err := w.part(ctx, p.Header, p, kind, depth+1); err != nil {
			return err
		}
	}
}

// decoded undoes the transfer encoding (RFC 2045, section 6).
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return mailBody{base64.NewDecoder(base64.StdEncoding, &alphabet{r: body})}
	case "quoted-printable":
		return mailBody{quotedprintable.NewReader(body)}
	}
	return mailBody{body}
}

// mailBody tells damage in a part from every other trouble.
type mailBody struct{ r io.Reader }

func (b mailBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && doc.CodeOf(err) == doc.CodeInternal {
		err = doc.Errorf(doc.CodeCorrupt, "decode an attachment: %w", fmt.Errorf("%w", err))
	}
	return n, err
}

// alphabet lets only Base64's own letters through, as RFC 2045 asks for.
type alphabet struct{ r io.Reader }

func (a *alphabet) Read(p []byte) (int, error) {
	for {
		n, err := a.r.Read(p)
		kept := 0
		for _, b := range p[:n] {
			if b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=' {
				p[kept] = b
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}

// text keeps the message's words: a plain text rather than HTML.
func (w *message) text(kind, charset string, body io.Reader) error {
	if w.plain || w.told.Text != "" && kind == "text/html" {
		return nil
	}
	raw, err := io.ReadAll(io.LimitReader(body, 8*maxMailText))
	if err != nil && len(raw) == 0 {
		return nil //nolint:nilerr // a text that cannot be decoded keeps no attachment out
	}
	content := string(raw)
	if charset != "" && !strings.EqualFold(charset, "utf-8") {
		if r, err := charsetReader(charset, strings.NewReader(content)); err == nil {
			if out, err := io.ReadAll(r); err == nil {
				content = string(out)
			}
		}
	}
	content = strings.ToValidUTF8(content, "\ufffd")
	if kind == "text/html" {
		content = plainOf(content)
	}
	if content = strings.TrimSpace(content); len(content) > maxMailText {
		content = strings.ToValidUTF8(content[:maxMailText], "")
	}
	w.told.Text, w.plain = content, kind == "text/plain" && content != ""
	return nil
}

// plainOf is the text of HTML: what stands between the tags, a line for each
// block.
func plainOf(page string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	var b strings.Builder
	silent := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidied(b.String())
		case html.TextToken:
			if silent == 0 {
				b.WriteString(strings.Join(strings.Fields(" "+string(z.Text())+" "), " ") + " ")
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "style", "script", "head", "title":
				silent++
			case "br", "p", "div", "tr", "li", "table", "h1", "h2", "h3":
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "style", "script", "head", "title":
				silent = max(0, silent-1)
			}
		}
	}
}

// tidied drops blank lines that follow each other.
func tidied(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// attachment takes in a part with a name, unless it is a picture that belongs
// to the text: one that is shown in it, and small.
func (w *message) attachment(ctx context.Context, name string, inline, related bool, body io.Reader) error {
	head := make([]byte, inlinePicture+1)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return w.u.refuse(ctx, name, err)
	}
	head = head[:n]
	small := n < smallPicture || related && n <= inlinePicture
	if mime, err := Sniff(head); inline && small && err == nil && strings.HasPrefix(mime, "image/") {
		return w.u.pass(name, doc.PassedInline)
	}
	return w.u.take(ctx, name, io.MultiReader(bytes.NewReader(head), body), w.depth)
}
