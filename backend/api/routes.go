package api

import "net/http"

// routes is every address under Prefix with the scope that a token needs for it
// and the action behind it. Outside of it are only /healthz, /open, /docs and the
// files of the user interface (middleware.go), and what probes lists.
func (s *Server) routes() []route { //nolint:funlen // one table, to be read as one
	const (
		get    = http.MethodGet
		post   = http.MethodPost
		put    = http.MethodPut
		patch  = http.MethodPatch
		remove = http.MethodDelete
	)
	return []route{
		{post, "/documents", submit, "uploadDocuments", "Hand in files", plain(s.uploadDocuments, describeUpload)},
		{post, "/batches", submit, "createBatch", "Hand in files as a batch, or make an open one", plain(s.createBatch, describeBatch)},
		{get, "/batches", read, "listBatches", "List batches, newest first", typed(s.listBatches)},
		{get, "/batches/{id}", read, "getBatch", "Get a batch, or wait for it", typed(s.getBatch, notModified)},
		{post, "/batches/{id}/close", submit, "closeBatch", "Let no more files into a batch", typed(s.closeBatch)},
		{get, "/documents", read, "listDocuments", "List documents, newest first", typed(s.listDocuments, notModified)},
		{get, "/documents/{id}", read, "getDocument", "Get a document, or wait for it", typed(s.getDocument, notModified)},
		{remove, "/documents/{id}", review, "deleteDocument", "Delete a document and its file", typed(s.deleteDocument)},
		{post, "/documents/{id}/reprocess", review, "reprocessDocument", "Read a document again", typed(s.reprocessDocument, accepted)},
		{post, "/documents/{id}/cancel", review, "cancelDocument", "Stop reading a document", typed(s.cancelDocument)},
		{get, "/documents/{id}/sightings", read, "listSightings", "List each time the content came in", typed(s.listSightings)},
		{get, "/documents/{id}/fields/{field}/history", read, "getFieldHistory", "List every value a field had", typed(s.getFieldHistory)},
		{get, "/documents/{id}/original", read, "getOriginal", "Get the file as it came", typed(s.getOriginal, notModified, binary("*/*"))},
		{get, "/documents/{id}/pages/{page}/image", read, "getPageImage", "Get a picture of a page", typed(s.getPageImage, notModified, binary("image/jpeg"))},
		{get, "/documents/{id}/text", read, "getText", "Get the text of a document, a form feed between its pages", typed(s.getText, notModified, text("text/plain"))},
		{get, "/documents/{id}/attempts", read, "listAttempts", "List every time a document was read", typed(s.listAttempts)},
		{get, "/documents/{id}/pages/{page}/text", read, "getPageText", "Get the text of a page", typed(s.getPageText, text("text/plain"))},
		{get, "/documents/{id}/pages/{page}/raw", read, "getPageRaw", "Get the engine's own output for a page", typed(s.getPageRaw, text("text/tab-separated-values"))},
		{get, "/documents/{id}/pages/{page}/words", read, "listPageWords", "List the words of a page with their boxes", typed(s.listPageWords)},

		{post, "/documents/{id}/pages/{page}/read", review, "readRegion", "Read a part of a page closer", typed(s.readRegion)},

		{get, "/review/next", read, "nextInReview", "Get the next document that waits for a person", typed(s.nextInReview)},
		{post, "/review/undo", review, "undoReview", "Take the last act back", typed(s.undoReview)},
		{post, "/review/redo", review, "redoReview", "Do again what was undone last", typed(s.redoReview)},
		{patch, "/documents/{id}/fields/{field}", review, "reviewField", "Confirm, correct or clear a field", typed(s.reviewField)},
		{patch, "/documents/{id}/tables/{table}", review, "reviewTable", "Change rows and cells of a table", typed(s.reviewTable)},
		{put, "/documents/{id}/type", review, "retypeDocument", "Have a document understood as another type", typed(s.retypeDocument)},
		{post, "/documents/{id}/approve", review, "approveDocument", "Approve a document", typed(s.approveDocument)},
		{post, "/documents/{id}/reject", review, "rejectDocument", "Reject a document with a reason", typed(s.rejectDocument)},
		{post, "/documents/{id}/reopen", review, "reopenDocument", "Have a document wait for a person again", typed(s.reopenDocument)},
		{post, "/documents/{id}/postpone", review, "postponeDocument", "Put a document behind all others that wait", typed(s.postponeDocument)},
		{get, "/documents/{id}/acts", read, "listActs", "List what people did to a document", typed(s.listActs)},

		{get, "/export.csv", read, "exportCSV", "Export as a table", typed(s.exportCSV, text("text/csv"))},
		{get, "/export.json", read, "exportJSON", "Export as one JSON array", typed(s.exportJSON, documents("application/json"))},
		{get, "/export.jsonl", read, "exportJSONL", "Export as JSON Lines", typed(s.exportJSONL, text("application/jsonl"))},

		{get, "/events", read, "listEvents", "List what happened", typed(s.listEvents)},
		{get, "/events/stream", read, "streamEvents", "Hear what happens, as server-sent events", typed(s.streamEvents, text("text/event-stream"))},

		{post, "/window/show", admin, "showWindow", "Bring the program's window to the front", typed(s.showWindow)},
		{get, "/tokens", admin, "listTokens", "List the tokens", typed(s.listTokens)},
		{post, "/tokens", admin, "createToken", "Make a token", typed(s.createToken, created)},
		{get, "/tokens/{id}", admin, "getToken", "Get a token", typed(s.getToken)},
		{remove, "/tokens/{id}", admin, "revokeToken", "Revoke a token at once", typed(s.revokeToken)},

		{get, "/webhooks", admin, "listWebhooks", "List the endpoints of webhooks", typed(s.listWebhooks)},
		{post, "/webhooks", admin, "createWebhook", "Make an endpoint", typed(s.createWebhook, created)},
		{post, "/webhooks/check", admin, "checkWebhookTarget", "Find where an address leads, to confirm it", typed(s.checkWebhookTarget)},
		{get, "/webhooks/events", admin, "listWebhookEvents", "List the types of webhooks with examples", typed(s.listWebhookEvents)},
		{get, "/webhooks/dead-letters", admin, "listDeadLetters", "List the deliveries that failed for good", typed(s.listDeadLetters)},
		{post, "/webhooks/receiver", admin, "startWebhookReceiver", "Start the test receiver inside the program", typed(s.startWebhookReceiver)},
		{get, "/webhooks/receiver", admin, "getWebhookReceiver", "Get what reached the test receiver", typed(s.getWebhookReceiver)},
		{remove, "/webhooks/receiver", admin, "stopWebhookReceiver", "End the test receiver", typed(s.stopWebhookReceiver)},
		{get, "/webhooks/{id}", admin, "getWebhook", "Get an endpoint", typed(s.getWebhook)},
		{patch, "/webhooks/{id}", admin, "updateWebhook", "Change an endpoint", typed(s.updateWebhook)},
		{remove, "/webhooks/{id}", admin, "deleteWebhook", "Delete an endpoint with its log", typed(s.deleteWebhook)},
		{post, "/webhooks/{id}/pause", admin, "pauseWebhook", "Let everything for an endpoint wait", typed(s.pauseWebhook)},
		{post, "/webhooks/{id}/resume", admin, "resumeWebhook", "Send what waits, or enable an endpoint again", typed(s.resumeWebhook)},
		{post, "/webhooks/{id}/rotate", admin, "rotateWebhookSecret", "Give an endpoint a new secret", typed(s.rotateWebhookSecret)},
		{post, "/webhooks/{id}/revoke", admin, "revokeWebhookSecret", "End the secret before a rotation now", typed(s.revokeWebhookSecret)},
		{post, "/webhooks/{id}/test", admin, "testWebhook", "Send an example now; it counts nowhere", typed(s.testWebhook)},
		{post, "/webhooks/{id}/replay", admin, "replayWebhooks", "Send deliveries again", typed(s.replayWebhooks, accepted)},
		{get, "/webhooks/{id}/deliveries", admin, "listDeliveries", "List an endpoint's deliveries, newest first", typed(s.listDeliveries)},
		{get, "/webhooks/{id}/deliveries/{delivery}", admin, "getDelivery", "Get a delivery with its requests and answers", typed(s.getDelivery)},

		{get, "/upkeep", admin, "getUpkeep", "Get how backups, verification and retention stand", typed(s.getUpkeep)},
		{post, "/backups", admin, "startBackup", "Back up into the configured folder, in the background", typed(s.startBackup, accepted)},
		{post, "/backups/made", admin, "noteBackup", "Write down a backup that was made of a snapshot", typed(s.noteBackup)},
		{get, "/backups/file", admin, "downloadBackup", "Get everything as one file", typed(s.downloadBackup, binary("application/zstd"))},
		{get, "/backups/snapshot", admin, "downloadSnapshot", "Get the database as it is now", typed(s.downloadSnapshot, binary("application/vnd.sqlite3"))},
		{post, "/verify", admin, "startVerify", "Verify everything that is kept, in the background", typed(s.startVerify, accepted)},
		{get, "/verify", admin, "verifyNow", "Verify everything that is kept, and wait for it", typed(s.verifyNow)},
		{get, "/retention", admin, "listRetention", "List the rules of retention", typed(s.listRetention)},
		{post, "/retention", admin, "createRetention", "Make a rule of retention", typed(s.createRetention, created)},
		{post, "/retention/preview", admin, "previewRetention", "See what a rule would remove now", typed(s.previewRetention)},
		{post, "/retention/run", admin, "runRetention", "Remove what is due now", typed(s.runRetention)},
		{put, "/retention/{id}", admin, "updateRetention", "Change a rule of retention", typed(s.updateRetention)},
		{remove, "/retention/{id}", admin, "deleteRetention", "Delete a rule of retention", typed(s.deleteRetention)},
		{get, "/diagnostics", admin, "getDiagnostics", "Get the library's shape and counts, for support", typed(s.getDiagnostics)},
		{get, "/audit", admin, "listAudit", "List who did what, newest first", typed(s.listAudit)},
		{get, "/audit.jsonl", admin, "exportAudit", "Export the audit log as JSON Lines, oldest first", typed(s.exportAudit, text("application/jsonl"))},

		{get, "/status", read, "getStatus", "Get the program's state", typed(s.getStatus)},
		{get, "/schema/document-v1.json", anyone, "getDocumentSchema", "Get the JSON Schema of a document", typed(s.getDocumentSchema, anyJSON)},
		{get, "/openapi.json", anyone, "getOpenAPI", "Get this description", typed(s.getOpenAPI, anyJSON)},
	}
}
