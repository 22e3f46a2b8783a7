package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

// huma takes the form of its own errors from package variables and from nothing
// else, so they are set once, before any server exists.
func init() { //nolint:gochecknoinits // see above
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		return humaProblem(ctx.Context(), status, message, errs)
	}
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return humaProblem(context.Background(), status, message, errs)
	}
}

// humaProblem translates what huma found wrong with a request. Values are left
// out: they may be secret.
func humaProblem(ctx context.Context, status int, message string, errs []error) *Problem {
	details := []string{message}
	for _, err := range errs {
		var d huma.ErrorDetailer
		switch {
		case err == nil:
		case errors.As(err, &d):
			details = append(details, strings.TrimPrefix(d.ErrorDetail().Location+": "+d.ErrorDetail().Message, ": "))
		}
	}
	switch {
	case status == http.StatusRequestTimeout:
		return newProblem(ctx, doc.CodeTimeout, message)
	case status == http.StatusRequestEntityTooLarge:
		return newProblem(ctx, doc.CodeBodyTooLarge, message)
	case status >= http.StatusInternalServerError:
		return newProblem(ctx, doc.CodeInternal, "")
	}
	return newProblem(ctx, doc.CodeInvalid, strings.Join(details, "; "))
}
