package api

import "net/http"

// routes is every address under Prefix with the action behind it. Outside of it
// are only /healthz, /open and the files of the user interface (middleware.go).
func (s *Server) routes() []route {
	const (
		get    = http.MethodGet
		post   = http.MethodPost
		remove = http.MethodDelete
	)
	return []route{
		{post, "/documents", "uploadDocuments", "Hand in files", plain(s.uploadDocuments, describeUpload)},
		{get, "/documents", "listDocuments", "List documents, newest first", typed(s.listDocuments, notModified)},
		{get, "/documents/{id}", "getDocument", "Get a document, or wait for it", typed(s.getDocument, notModified)},
		{remove, "/documents/{id}", "deleteDocument", "Delete a document and its file", typed(s.deleteDocument)},
		{post, "/documents/{id}/reprocess", "reprocessDocument", "Read a document again", typed(s.reprocessDocument, accepted)},
		{post, "/documents/{id}/cancel", "cancelDocument", "Stop reading a document", typed(s.cancelDocument)},
		{get, "/documents/{id}/sightings", "listSightings", "List each time the content came in", typed(s.listSightings)},
		{get, "/documents/{id}/fields/{field}/history", "getFieldHistory", "List every value a field had", typed(s.getFieldHistory)},
		{get, "/documents/{id}/original", "getOriginal", "Get the file as it came", typed(s.getOriginal, notModified, binary("*/*"))},
		{get, "/documents/{id}/pages/{page}/image", "getPageImage", "Get a picture of a page", typed(s.getPageImage, notModified, binary("image/jpeg"))},
		{get, "/documents/{id}/pages/{page}/words", "listPageWords", "List the words of a page with their boxes", typed(s.listPageWords)},

		{get, "/export.csv", "exportCSV", "Export as a table", typed(s.exportCSV, text("text/csv"))},
		{get, "/export.json", "exportJSON", "Export as one JSON array", typed(s.exportJSON, documents("application/json"))},
		{get, "/export.jsonl", "exportJSONL", "Export as JSON Lines", typed(s.exportJSONL, text("application/jsonl"))},

		{get, "/events", "listEvents", "List what happened", typed(s.listEvents)},
		{get, "/events/stream", "streamEvents", "Hear what happens, as server-sent events", typed(s.streamEvents, text("text/event-stream"))},

		{post, "/window/show", "showWindow", "Bring the program's window to the front", typed(s.showWindow)},
		{get, "/status", "getStatus", "Get the program's state", typed(s.getStatus)},
		{get, "/schema/document-v1.json", "getDocumentSchema", "Get the JSON Schema of a document", typed(s.getDocumentSchema, anyJSON)},
		{get, "/openapi.json", "getOpenAPI", "Get this description", typed(s.getOpenAPI, anyJSON)},
	}
}
