package export

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// Run makes an export: it writes everything once, to know what goes out, and
// records it. The file itself is then had from File, as often as it is wanted;
// so an export whose file was lost on its way is not lost. Errors:
// invalid_request, profile_incomplete, nothing_to_export.
func (d *Desk) Run(ctx context.Context, w doc.ExportWish) (doc.ExportRun, error) {
	s, err := compile(w.Profile)
	if err != nil {
		return doc.ExportRun{}, err
	}
	if w.Append && (w.Profile.Batch != nil || w.Profile.Format == doc.ExportJSON) {
		return doc.ExportRun{}, doc.Refuse(doc.CodeFileMismatch, "append_whole")
	}
	chosen, err := d.plan(ctx, w)
	if err != nil {
		return doc.ExportRun{}, err
	}
	if err := d.complete(ctx, s, chosen.ids); err != nil {
		return doc.ExportRun{}, err
	}
	run := doc.ExportRun{
		Profile: w.Profile, At: d.clock().UTC(), Actor: doc.ActorOf(ctx), Target: w.Target, Append: w.Append,
		FileName: d.fileName(w.Profile), Counts: chosen.counts,
	}
	result, err := d.write(ctx, io.Discard, s, chosen.ids, run.At)
	if err != nil {
		return doc.ExportRun{}, err
	}
	run.Counts.Documents, run.Counts.Rows, run.Counts.Held = len(result.marks), result.rows, result.held
	run.Bytes, run.SHA256, run.Issues = result.bytes, result.sum, result.issues
	if len(result.marks) == 0 {
		return doc.ExportRun{}, doc.Refuse(doc.CodeNothingToExport, "export_nothing", "exported", strconv.Itoa(run.Counts.Exported+run.Counts.Changed),
			"waiting", strconv.Itoa(run.Counts.Waiting), "held", strconv.Itoa(run.Counts.Held),
			"others", strconv.Itoa(run.Counts.OtherType), "reading", strconv.Itoa(run.Counts.Reading), "unread", strconv.Itoa(run.Counts.Failed))
	}
	kept, err := d.KeepExport(ctx, run, result.marks)
	kept.Issues = run.Issues
	return kept, err
}

// complete refuses a profile that lacks something.
func (d *Desk) complete(ctx context.Context, s *sheet, ids []string) error {
	issues := s.profileIssues()
	if issue, amiss, err := d.batchIssue(ctx, s, ids); err != nil {
		return err
	} else if amiss {
		issues = append(issues, issue)
	}
	if len(issues) == 0 {
		return nil
	}
	return amiss(issues)
}

// amiss names all that a profile lacks.
func amiss(issues []doc.ExportIssue) error {
	told := make([]string, len(issues))
	said := make([]doc.Sentence, len(issues))
	for i, issue := range issues {
		told[i] = strings.TrimSpace(string(issue.Code) + " " + issue.Column + " " + issue.Detail)
		said[i] = lacks(issue)
	}
	said[0].More = said[1:]
	return &doc.Error{Code: doc.CodeProfile, Detail: strings.Join(told, "; "), Sentence: &said[0]}
}

func lacks(issue doc.ExportIssue) doc.Sentence {
	switch issue.Code {
	case doc.IssueBatch:
		return doc.Say("detail.profile_batch_missing")
	case doc.IssueYears:
		return doc.Say("detail.profile_years", "span", issue.Detail)
	case doc.IssueEncoding:
		return doc.Say("detail.profile_characters", "column", issue.Column, "characters", issue.Detail)
	default:
		return doc.Say("detail.profile_constant", "column", issue.Column)
	}
}

// File makes the file of a run again, the same byte for byte. With now it holds
// the documents as they are now instead. The caller closes it. Errors:
// not_found; export_changed when a document was changed or deleted since.
func (d *Desk) File(ctx context.Context, id string, now bool) (_ doc.ExportRun, _ *os.File, err error) {
	run, s, ids, err := d.again(ctx, id)
	if err != nil {
		return run, nil, err
	}
	f, err := d.spool()
	if err != nil {
		return run, nil, fmt.Errorf("make room for an export: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	result, err := d.write(ctx, f, s, ids, run.At)
	if err != nil {
		return run, nil, err
	}
	if !now && result.sum != run.SHA256 {
		return run, nil, doc.Refuse(doc.CodeExportChanged, "export_changed",
			"left", strconv.Itoa(len(result.marks)), "count", strconv.Itoa(run.Counts.Documents))
	}
	run.Bytes = result.bytes
	_, err = f.Seek(0, io.SeekStart)
	return run, f, err
}

// Rows gives the rows of a run one by one, for a file that they are appended to.
// Errors: as File's, before the first row.
func (d *Desk) Rows(ctx context.Context, id string, each func([]doc.ExportCell) error) error {
	run, s, ids, err := d.again(ctx, id)
	if err != nil {
		return err
	}
	if !run.Profile.Format.Tabular() {
		return doc.Refuse(doc.CodeInvalid, "export_rowless", "format", string(run.Profile.Format))
	}
	result, err := d.write(ctx, io.Discard, s, ids, run.At)
	if err != nil {
		return err
	}
	if result.sum != run.SHA256 {
		return doc.Refuse(doc.CodeExportChanged, "export_meanwhile")
	}
	_, err = d.pour(ctx, rowSink(each), s, ids)
	return err
}

// rowSink hands rows on.
type rowSink func([]doc.ExportCell) error

func (r rowSink) put(_ doc.Document, rows [][]doc.ExportCell) error {
	for _, row := range rows {
		if err := r(row); err != nil {
			return err
		}
	}
	return nil
}

func (rowSink) close() error { return nil }

// again finds a run with its profile as it was and its documents.
func (d *Desk) again(ctx context.Context, id string) (doc.ExportRun, *sheet, []string, error) {
	run, err := d.ExportRun(ctx, id)
	if err != nil {
		return run, nil, nil, err
	}
	s, err := compile(run.Profile)
	if err != nil {
		return run, nil, nil, err
	}
	marks, err := d.ExportedBy(ctx, id)
	if err != nil {
		return run, nil, nil, err
	}
	ids := make([]string, len(marks))
	for i, m := range marks {
		ids[i] = m.DocumentID
	}
	return run, s, ids, nil
}

// fileName proposes a name. DATEV takes batches whose name begins with EXTF_.
func (d *Desk) fileName(p doc.ExportProfile) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, p.Name)
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	name = strings.Trim(name, "-") + "-" + d.clock().Format("2006-01-02") + "." + string(p.Format)
	if p.Batch != nil {
		return "EXTF_" + name
	}
	return name
}
