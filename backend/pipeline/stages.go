package pipeline

import (
	"context"
	"fmt"
	"strconv"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// inspect opens the file and counts its pages.
func (r *Runner) inspect(ctx context.Context, job *store.Job) error {
	open, err := r.openOptions(ctx, job)
	if err != nil {
		return err
	}
	in, err := r.reader.Inspect(ctx, r.store.OriginalPath(job.SHA256), open)
	if err != nil {
		return err
	}
	return r.store.FinishInspect(ctx, job, in)
}

// readPage has one page read.
func (r *Runner) readPage(ctx context.Context, job *store.Job) error {
	languages := job.Options.Languages
	if len(languages) == 0 {
		languages = r.o.Languages(job.Source)
	}
	o := doc.ReadOptions{Languages: languages, ForceOCR: job.Options.ForceOCR}
	if turn, said := job.Options.Turn(job.Page); said {
		o.Turn, o.ForceOCR = &turn, true
	}
	open, err := r.openOptions(ctx, job)
	if err != nil {
		return err
	}
	page, err := r.reader.ReadPage(ctx, r.store.OriginalPath(job.SHA256), job.Page, open, o)
	if err != nil {
		return err
	}
	return r.store.FinishPage(ctx, job, page)
}

// understand makes fields of the pages and says what becomes of the document.
func (r *Runner) understand(ctx context.Context, job *store.Job) error {
	pages, options, err := r.store.PagesForUnderstanding(ctx, job.DocumentID, job.Attempt)
	if err != nil {
		return fmt.Errorf("load the pages: %w", err)
	}
	if parts := doc.BetweenSeparators(pages, options.Separators.Or(r.o.Separators())); parts != nil {
		return r.store.Divide(ctx, job, parts)
	}
	var attached []doc.Attachment
	if !options.IgnoreEmbedded {
		if attached, err = r.store.Attachments(ctx, job.DocumentID, job.Attempt); err != nil {
			return fmt.Errorf("load the attachments: %w", err)
		}
	}
	if options.IgnoreEmbedded {
		pages = doc.WithoutForms(pages)
	}
	marks := r.o.Marks(pages)
	known, err := r.store.Known(ctx, job.DocumentID, marks)
	if err != nil {
		return fmt.Errorf("ask what is known: %w", err)
	}
	u := r.understandPages(pages, attached, known, options.Type, r.o.Clock())
	u.Marks = marks
	if nothingLegible(pages) {
		u.Issues = append(u.Issues, doc.IssueOf(doc.RuleLegible))
	}
	if n := doc.PapersOn(pages); n > 0 && !options.Together {
		u.Issues = append(u.Issues, doc.IssueOf(doc.RuleSeveralPapers, "count", strconv.Itoa(n)))
	}
	return r.store.FinishUnderstand(ctx, job, u, verdict(u, job.Warned))
}

// verdict is the status a document has earned.
func verdict(u doc.Understanding, warned bool) doc.Status {
	switch {
	case u.Flagged():
		return doc.StatusNeedsReview
	case warned:
		return doc.StatusCompletedWarn
	default:
		return doc.StatusCompleted
	}
}

func nothingLegible(pages []doc.Page) bool {
	for _, p := range pages {
		if len(p.Words) > 0 {
			return false
		}
	}
	return true
}

// openOptions are how the job's file is opened. Its password is fetched only
// now and held no longer than the job.
func (r *Runner) openOptions(ctx context.Context, job *store.Job) (doc.OpenOptions, error) {
	options := job.Options
	if job.Locked {
		var err error
		if options, err = r.store.ProcessOptions(ctx, job.DocumentID); err != nil {
			return doc.OpenOptions{}, err
		}
	}
	return options.Opening(r.o.Limits(), job.MIME), nil
}
