package doc

import (
	"errors"
	"fmt"
)

// Class says what can become of an error.
type Class string

// The classes. What has no code of ours is internal.
const (
	ClassRetryable Class = "retryable" // may pass by itself
	ClassTerminal  Class = "terminal"  // will not pass with this file
	ClassReview    Class = "review"    // a person can help
	ClassInternal  Class = "internal"  // ours to mend
)

// Code names one kind of error; it never changes once published.
type Code string

// The codes.
const (
	CodeUnsupported     Code = "unsupported_type"
	CodeEmpty           Code = "empty_file"
	CodeCorrupt         Code = "corrupt_file"
	CodePDFPassword     Code = "pdf_password"
	CodeTooLarge        Code = "file_too_large"
	CodeTooManyPages    Code = "too_many_pages"
	CodeTooManyPixels   Code = "too_many_pixels"
	CodeTooComplex      Code = "too_complex"
	CodeNoPages         Code = "no_pages"
	CodeWorkerCrash     Code = "worker_crash"
	CodeWorkerTimeout   Code = "worker_timeout"
	CodeWorkerMemory    Code = "worker_memory"
	CodeWorkerStart     Code = "worker_start"
	CodeDiskFull        Code = "disk_full"
	CodeBusy            Code = "busy"
	CodeAttemptsSpent   Code = "attempts_spent"
	CodeCancelled       Code = "cancelled"
	CodeLanguage        Code = "language_missing"
	CodeOriginalGone    Code = "original_missing"
	CodeOriginalRemoved Code = "original_removed"
	CodeNotFound        Code = "not_found"
	CodeConflict        Code = "conflict"
	CodeStale           Code = "stale_revision"
	CodeUnreviewed      Code = "unreviewed_fields"
	CodeNoRevision      Code = "revision_required"
	CodeBadHeader       Code = "invalid_header"
	CodeInFlight        Code = "request_in_flight"
	CodeKeyReused       Code = "key_reused"
	CodeBatchClosed     Code = "batch_closed"
	CodeEventsGone      Code = "events_gone"
	CodeValue           Code = "invalid_value"
	CodeNothingToUndo   Code = "nothing_to_undo"
	CodeInvalid         Code = "invalid_request"
	CodeUnauthorized    Code = "unauthorized"
	CodeForbidden       Code = "forbidden"
	CodeNoRoute         Code = "unknown_address"
	CodeMethod          Code = "method_not_allowed"
	CodeTimeout         Code = "request_timeout"
	CodeTooMany         Code = "too_many_requests"
	CodeNewerDatabase   Code = "newer_database"
	CodeAlreadyRunning  Code = "already_running"
	CodeUnreadable      Code = "unreadable_path"
	CodeScope           Code = "scope_missing"
	CodeNameTaken       Code = "name_taken"
	CodeBodyTooLarge    Code = "body_too_large"
	CodeTarget          Code = "target_refused"
	CodeTargetChanged   Code = "target_changed"
	CodeHost            Code = "host_not_found"
	CodeKeyGone         Code = "key_unavailable"
	CodeProfile         Code = "profile_incomplete"
	CodeNothingToExport Code = "nothing_to_export"
	CodeExportChanged   Code = "export_changed"
	CodeFileMismatch    Code = "file_mismatch"
	CodePinned          Code = "setting_pinned"
	CodeFolder          Code = "folder_refused"
	CodeFolderFar       Code = "folder_not_allowed"

	CodeContainerEmpty    Code = "container_empty"
	CodeContainerPassword Code = "container_password"
	CodeOverLimits        Code = "over_limits"
	CodePDFSigned         Code = "pdf_signed"
	CodeNotEmpty          Code = "folder_not_empty"
	CodeBackup            Code = "backup_damaged"
	CodePassphrase        Code = "wrong_passphrase"
	CodeInternal          Code = "internal"
)

// Exit statuses of the command line.
const (
	ExitOK      = 0
	ExitOther   = 1 // anything else
	ExitUsage   = 2 // wrong use
	ExitPartial = 3 // some documents failed
)

// Kind is what is fixed about a code: its class, its HTTP status, the exit
// status of a command that fails with it, a sentence and what to do.
type Kind struct {
	Code    Code
	Class   Class
	HTTP    int
	Exit    int
	Message string
	Hint    string
}

// Kinds is the whole table, in the order the documentation lists it.
func Kinds() []Kind { //nolint:funlen // one table, to be read as one
	return []Kind{
		{CodeUnsupported, ClassTerminal, 415, ExitPartial, "This kind of file cannot be read.", "Send a PDF, a picture (JPEG, PNG, TIFF, BMP, GIF, WebP, HEIC, JPEG 2000), a text, an electronic invoice in XML, or a ZIP or mail with such files."},
		{CodeEmpty, ClassTerminal, 422, ExitPartial, "The file is empty.", "Scan or save it again."},
		{CodeCorrupt, ClassTerminal, 422, ExitPartial, "The file is damaged and cannot be opened.", "Open it in another program and save it anew, or scan it again."},
		{CodePDFPassword, ClassReview, 422, ExitPartial, "The PDF is protected by a password.", "Enter its password, or save a copy without one."},
		{CodeContainerEmpty, ClassTerminal, 422, ExitPartial, "There is no document in this file.", "Send the documents themselves: PDFs, pictures, or electronic invoices in XML."},
		{CodeContainerPassword, ClassTerminal, 422, ExitPartial, "The ZIP is protected by a password.", "Unpack it, and send what is in it."},
		{CodeOverLimits, ClassTerminal, 422, ExitPartial, "What is packed in the file is more than the limit.", "Unpack it, and send what is in it in smaller parts."},
		{CodePDFSigned, ClassTerminal, 409, ExitPartial, "The PDF is signed, and a change would make its signature invalid.", "Use the original, or print it to a new PDF that carries no signature."},
		{CodeTooLarge, ClassTerminal, 413, ExitPartial, "The file is larger than the limit.", "Split it, or raise limits.max_bytes in the configuration."},
		{CodeTooManyPages, ClassTerminal, 422, ExitPartial, "The file has more pages than the limit.", "Split it, or raise limits.max_pages in the configuration."},
		{CodeTooManyPixels, ClassTerminal, 422, ExitPartial, "The image has more pixels than the limit.", "Save it smaller, or raise limits.max_pixels in the configuration."},
		{CodeTooComplex, ClassTerminal, 422, ExitPartial, "The file takes more work to open than the limit allows.", "Print it to a new PDF, or send its pages as images."},
		{CodeNoPages, ClassTerminal, 422, ExitPartial, "The file has no pages.", "Check that the right file was sent."},
		{CodeWorkerCrash, ClassRetryable, 503, ExitPartial, "The reader stopped in the middle of the document.", "It is tried again by itself."},
		{CodeWorkerTimeout, ClassRetryable, 503, ExitPartial, "Reading took longer than the limit.", "It is tried again by itself; raise worker.page_timeout for very large pages."},
		{CodeWorkerMemory, ClassRetryable, 503, ExitPartial, "Reading needed more memory than the limit.", "It is tried again by itself; raise worker.max_memory for very large pages."},
		{CodeWorkerStart, ClassRetryable, 503, ExitPartial, "The reader cannot be started.", "Run `deskclerk doctor`, which tries it and says what is missing."},
		{CodeDiskFull, ClassRetryable, 507, ExitOther, "The disk is full.", "Free some space; what waits goes on by itself."},
		{CodeBusy, ClassRetryable, 503, ExitOther, "The program is busy.", "Try again in a moment."},
		{CodeAttemptsSpent, ClassTerminal, 422, ExitPartial, "The document failed at every attempt.", "Look at the last error, then try it again by hand."},
		{CodeCancelled, ClassTerminal, 409, ExitPartial, "The document was cancelled.", "Read it again when you want it after all."},
		{CodeLanguage, ClassReview, 422, ExitPartial, "A language that was asked for is not installed.", "Install its traineddata (on Debian: tesseract-ocr-<code>), or choose another language."},
		{CodeOriginalGone, ClassTerminal, 500, ExitPartial, "The stored original is missing or was changed.", "Import the file again."},
		{CodeOriginalRemoved, ClassTerminal, 410, ExitPartial, "The file was removed; what was read from it is still here.", "Import the file again if you need it."},
		{CodeNotFound, ClassTerminal, 404, ExitOther, "There is nothing with this id.", "Check the id; `deskclerk list` shows the documents, `deskclerk webhook list` the endpoints."},
		{CodeConflict, ClassTerminal, 409, ExitOther, "The document's state does not allow this.", "Look at its status and try again."},
		{CodeStale, ClassTerminal, 409, ExitOther, "The document was changed meanwhile.", "Look at `current`, then send it again with If-Match naming that revision."},
		{CodeUnreviewed, ClassReview, 409, ExitOther, "Required fields still wait for a look.", "Confirm or correct them, or approve with `confirm_rest`."},
		{CodeNoRevision, ClassTerminal, 428, ExitOther, "The request does not say which revision it is meant for.", "Send the document's ETag as If-Match, or If-Match: * for whatever it is now."},
		{CodeBadHeader, ClassTerminal, 400, ExitUsage, "A header of the request is not well-formed.", "See what the message names."},
		{CodeInFlight, ClassRetryable, 409, ExitOther, "A request with this Idempotency-Key is still being answered.", "Wait as long as the header Retry-After says, then send the same again."},
		{CodeKeyReused, ClassTerminal, 422, ExitUsage, "This Idempotency-Key was used for another request.", "Make a new key for each new request; keep it only to send the same again."},
		{CodeBatchClosed, ClassTerminal, 409, ExitOther, "The batch is closed.", "Make a new batch for further files."},
		{CodeEventsGone, ClassTerminal, 410, ExitOther, "The events after this number are no longer kept.", "Fetch the lists anew, then go on from `last_event` of /status."},
		{CodeValue, ClassTerminal, 422, ExitUsage, "The value does not fit the field.", "Write it as the message says."},
		{CodeNothingToUndo, ClassTerminal, 409, ExitOther, "There is nothing to undo or redo.", "Only your own acts that nobody has changed since can be taken back."},
		{CodeInvalid, ClassTerminal, 422, ExitUsage, "The request is not valid.", "See what the message names."},
		{CodeUnauthorized, ClassTerminal, 401, ExitOther, "No valid token was given.", "Send the token as `Authorization: Bearer …`, or open the link that `deskclerk serve` printed."},
		{CodeForbidden, ClassTerminal, 403, ExitOther, "This is not allowed from here.", "Use the address that `deskclerk serve` printed."},
		{CodeNoRoute, ClassTerminal, 404, ExitOther, "There is nothing at this address.", "The addresses of the API are listed in /api/v1/openapi.json."},
		{CodeMethod, ClassTerminal, 405, ExitOther, "This address does not take this method.", "The header Allow names those it takes."},
		{CodeTimeout, ClassRetryable, 408, ExitOther, "The request was not received in time.", "Send it again."},
		{CodeTooMany, ClassRetryable, 429, ExitOther, "There are too many requests at once.", "Wait as long as the header Retry-After says, then try again."},
		{CodeNewerDatabase, ClassTerminal, 500, ExitOther, "The data folder was written by a newer version.", "Use that version; nothing was changed."},
		{CodeAlreadyRunning, ClassTerminal, 409, ExitOther, "Deskclerk is already running on this data folder.", "Use the running one, or give another folder with --data."},
		{CodeUnreadable, ClassTerminal, 422, ExitPartial, "The file or folder cannot be read.", "Check that it exists and that you may read it."},
		{CodeScope, ClassTerminal, 403, ExitOther, "The token's scopes do not allow this.", "Make a token with the scope that is named: `deskclerk token create --scope …`."},
		{CodeNameTaken, ClassTerminal, 409, ExitUsage, "There is one of this name already.", "Choose another name, or take the other one away first."},
		{CodeBodyTooLarge, ClassTerminal, 413, ExitOther, "The request's body is larger than the limit.", "Send less at once."},
		{CodeTarget, ClassTerminal, 422, ExitUsage, "Webhooks may not be sent to this address.", "Use https, or http on this machine or, with consent, on a private network; never a link-local or metadata address or Deskclerk's own port."},
		{CodeTargetChanged, ClassTerminal, 409, ExitOther, "The host stands for other addresses than those confirmed.", "Look at where it leads now, and confirm it again if that is right."},
		{CodeHost, ClassRetryable, 422, ExitUsage, "The host's name leads nowhere.", "Check its spelling, and that this machine can look names up."},
		{CodeKeyGone, ClassRetryable, 503, ExitOther, "The key that protects stored secrets cannot be reached.", "Unlock the key store of your desktop session, or start Deskclerk from within it."},
		{CodePinned, ClassTerminal, 409, ExitUsage, "The setting cannot be changed from here.", "Change it where the message says it is set, or take it out there."},
		{CodeProfile, ClassTerminal, 422, ExitUsage, "The export profile lacks something that its import needs.", "Copy the profile and fill in what the message names; a booking batch takes the dates of one financial year."},
		{CodeNothingToExport, ClassTerminal, 409, ExitOther, "There is nothing to export.", "What this profile has exported before goes out again only when asked for; so does what waits for a person."},
		{CodeExportChanged, ClassTerminal, 409, ExitOther, "Documents of this export were changed or deleted since.", "Ask for them as they are now, or export them again."},
		{CodeFileMismatch, ClassTerminal, 409, ExitUsage, "Nothing can be appended to this file with this profile.", "Choose a file that was made with the profile, or export to a new one."},
		{CodeFolder, ClassTerminal, 422, ExitUsage, "This folder cannot be watched.", "Choose a folder of its own, apart from other watched folders and from Deskclerk's data."},
		{CodeFolderFar, ClassTerminal, 403, ExitOther, "From here this folder cannot be added.", "Add it on the machine itself (`deskclerk watch add`), or name it in `watch.allow` of the configuration."},
		{CodeNotEmpty, ClassTerminal, 409, ExitOther, "There is something in its place already.", "Choose another name or folder, or set the old one aside first."},
		{CodeBackup, ClassTerminal, 422, ExitOther, "The backup is damaged or incomplete.", "Use another one; `deskclerk verify` says which are whole."},
		{CodePassphrase, ClassTerminal, 422, ExitUsage, "The passphrase does not open the backup.", "Check the passphrase; without it nobody can read the backup."},
		{CodeInternal, ClassInternal, 500, ExitOther, "Something went wrong inside Deskclerk.", "Look in the log for the id; please report it."},
	}
}

// Kind looks the code up; an unknown code is internal.
func (c Code) Kind() Kind {
	kinds := Kinds()
	for _, k := range kinds {
		if k.Code == c {
			return k
		}
	}
	return kinds[len(kinds)-1]
}

// Error is the one error type that carries a code. Detail adds what is
// particular to this case; it never holds document text. Sentence is the detail
// where a person may come to see it in another language.
type Error struct {
	Code     Code
	Detail   string
	Sentence *Sentence
	Err      error
}

// Errorf makes an error of the code; the format works as fmt.Errorf's, %w
// included.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Detail: err.Error(), Err: errors.Unwrap(err)}
}

// Error gives the code and the detail.
func (e *Error) Error() string {
	if e.Detail == "" {
		return string(e.Code)
	}
	return string(e.Code) + ": " + e.Detail
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf finds the code of err: internal for a foreign error, empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Failure is an error as the contract shows it.
type Failure struct {
	Code    Code   `json:"code"`
	Class   Class  `json:"class"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Detail  string `json:"detail,omitempty"`

	Sentence *Sentence `json:"sentence,omitempty" doc:"The detail in a form that other languages can say"`
}

// FailureOf describes err for a person. Foreign errors keep their text out of
// it; that belongs in the log.
func FailureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	k := CodeOf(err).Kind()
	f := &Failure{Code: k.Code, Class: k.Class, Message: k.Message, Hint: k.Hint}
	var e *Error
	if errors.As(err, &e) {
		f.Detail, f.Sentence = e.Detail, e.Sentence
	}
	return f
}
