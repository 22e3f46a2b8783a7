package webhook

import (
	"slices"

	"deskclerk/backend/doc"
)

// The types of webhooks.
const (
	TypeExtractionCompleted     = "extraction.completed"
	TypeExtractionFailed        = "extraction.failed"
	TypeFileProcessed           = "file.processed"
	TypeFileFailed              = "file.failed"
	TypeClassificationCompleted = "classification.completed"
	TypeClassificationFailed    = "classification.failed"
	TypeReviewRequired          = "review.required"
	TypeReviewCompleted         = "review.completed"
	TypeExported                = "document.exported"
	TypeDeleted                 = "document.deleted"
	TypeTest                    = "webhook.test"
)

// kinds says of every type when it is sent.
func kinds() [][2]string {
	return [][2]string{
		{TypeExtractionCompleted, "every file of a batch has come to its end, and at least one was read"},
		{TypeExtractionFailed, "every file of a batch has come to its end, and none was read"},
		{TypeFileProcessed, "a document was read"},
		{TypeFileFailed, "a document failed for good or was cancelled"},
		{TypeClassificationCompleted, "a document's type was found"},
		{TypeClassificationFailed, "a document ended without a type"},
		{TypeReviewRequired, "a document waits for a person"},
		{TypeReviewCompleted, "a person approved or rejected a document"},
		{TypeExported, "a document was exported"},
		{TypeDeleted, "a document was deleted"},
		{TypeTest, "the test button was pressed"},
	}
}

// Types lists the names of every type.
func Types() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k[0])
	}
	return names
}

func knownType(name string) bool { return slices.Contains(Types(), name) }

// translation says which types an event becomes.
type translation struct {
	event string
	when  func(fact) bool // nil: always
	types []string
}

// fact is what translations ask of an event.
type fact struct {
	status doc.Status
	typed  bool // the document has a type
}

// translations is the whole table: an event that does not occur in it is no
// webhook.
func translations() []translation {
	status := func(s doc.Status) func(fact) bool { return func(f fact) bool { return f.status == s } }
	typed := func(want bool) func(fact) bool { return func(f fact) bool { return f.typed == want } }
	return []translation{
		{doc.EventBatchDone, nil, []string{TypeExtractionCompleted}},
		{doc.EventBatchPart, nil, []string{TypeExtractionCompleted}},
		{doc.EventBatchFail, nil, []string{TypeExtractionFailed}},
		{doc.EventFinished, typed(true), []string{TypeClassificationCompleted}},
		{doc.EventFinished, typed(false), []string{TypeClassificationFailed}},
		{doc.EventFinished, nil, []string{TypeFileProcessed}},
		{doc.EventFinished, status(doc.StatusNeedsReview), []string{TypeReviewRequired}},
		{doc.EventFailed, status(doc.StatusFailedTerminal), []string{TypeClassificationFailed, TypeFileFailed}},
		{doc.EventReopened, status(doc.StatusNeedsReview), []string{TypeReviewRequired}},
		{doc.EventApproved, nil, []string{TypeReviewCompleted}},
		{doc.EventRejected, nil, []string{TypeReviewCompleted}},
		{doc.EventExported, nil, []string{TypeExported}},
		{doc.EventDeleted, nil, []string{TypeDeleted}},
	}
}

// typesOf lists what the event becomes, in the order of the table.
func typesOf(e doc.Event) []string {
	f := fact{status: doc.Status(text(e.Data["status"]))}
	kind := text(e.Data["type"])
	f.typed = kind != ""
	var types []string
	for _, t := range translations() {
		if t.event == e.Type && (t.when == nil || t.when(f)) {
			types = append(types, t.types...)
		}
	}
	return types
}

// text reads a string of an event's data, which may have its own Go type before
// it was stored.
func text(v any) string {
	s, _ := v.(string)
	return s
}
