package doc

// exportRefusals are the sentences about export profiles and files that they
// make or add to.
func exportRefusals() map[string]string {
	return map[string]string{
		"detail.profile_file":          "the profile's file cannot be read",
		"detail.profile_schema":        "the profile's file: its schema is \"{value}\", not {wanted}",
		"detail.profile_name":          "name: 1 to {limit} bytes without control characters",
		"detail.profile_taken":         "an export profile called \"{name}\"",
		"detail.profile_builtin_name":  "an export profile called \"{name}\" comes with the program",
		"detail.profile_builtin":       "the profile \"{id}\" comes with the program; copy it and change the copy",
		"detail.profile_rows":          "rows: \"{value}\" is neither document nor a table's name",
		"detail.profile_value":         "{member}: \"{value}\" is none of {choices}",
		"detail.profile_columns":       "columns: a table has at least one, json and jsonl have none",
		"detail.profile_sourceless":    "column {place}: name at least one source",
		"detail.profile_header":        "column {place}: no control characters in its header",
		"detail.profile_cells":         "column {place}: cells as its source need rows of a table",
		"detail.profile_source":        "source \"{value}\": write field:NAME, cell:NAME, fact:NAME, meta:KEY or text:…; facts are {choices}",
		"detail.profile_batch":         "batch: a booking batch is CSV with semicolons, in Windows-1252, with CRLF",
		"detail.profile_batch_year":    "batch.year_start: write a day as in 01-01",
		"detail.profile_batch_length":  "batch.account_length: 4 to 8",
		"detail.profile_batch_quotes":  "batch: no quotation marks in label and chart",
		"detail.profile_batch_missing": "the numbers of consultant and client are missing",
		"detail.profile_constant":      "the profile does not say what stands in the column \"{column}\"",
		"detail.profile_years":         "the documents are of more than one financial year: {span}",
		"detail.profile_characters":    "the name of the column \"{column}\" has characters that the encoding cannot write: {characters}",

		"detail.export_nothing":   "{exported} exported before, {waiting} wait for a person, {held} held back",
		"detail.export_changed":   "{left} of {count} documents are left, or their values are others",
		"detail.export_meanwhile": "a document was changed meanwhile",
		"detail.export_rowless":   "a file of the format {format} has no rows",
		"detail.export_sheet":     "a sheet holds {count} rows",

		"detail.append_unreadable": "the file to append to",
		"detail.append_ordinary":   "it is no ordinary file",
		"detail.append_disturbed":  "the file was changed by another program meanwhile",
		"detail.append_whole":      "nothing can be appended to a file of this profile: it is whole by itself",
		"detail.append_beginning":  "its beginning is another",
		"detail.append_mark":       "it begins with the mark of UTF-8, and the profile writes {encoding} without",
		"detail.append_markless":   "the mark of UTF-8 at its beginning is missing",
		"detail.append_lines":      "its lines end in another way than the profile's",
		"detail.append_encoding":   "it is not in {encoding}: choose another file, or a profile with its encoding",
		"detail.append_quote":      "it ends within a cell: a quotation mark is not closed",
		"detail.append_delimiter":  "its cells are divided by the {delimiter}, the profile's by the {wanted_delimiter}",
		"detail.append_columns":    "its columns are {columns}, the profile's {wanted}",
		"detail.append_large":      "it is larger than {megabytes} MB; begin a new one",
		"detail.append_workbook":   "it is no workbook that can be read",
		"detail.append_sheet":      "its sheet cannot be read",
	}
}

// webhookRefusals are the sentences about endpoints of webhooks.
func webhookRefusals() map[string]string {
	return map[string]string{ //nolint:gosec // sentences about secrets are no secrets
		"detail.hook_url":         "an endpoint needs a url",
		"detail.hook_many":        "there are {count} endpoints already",
		"detail.hook_confirm":     "confirm it with addresses: {addresses}",
		"detail.hook_description": "a description has at most {limit} bytes on one line",
		"detail.hook_event":       "there is no event \"{event}\"",
		"detail.hook_payload":     "a payload is thin or full, not \"{value}\"",
		"detail.hook_scope":       "a scope is everything, folder, type or token, not \"{value}\"",
		"detail.hook_scope_all":   "the scope everything has no value",
		"detail.hook_scope_value": "the scope {scope} needs a value",
		"detail.hook_auth":        "auth is none, bearer, basic or header, not \"{value}\"",
		"detail.hook_auth_secret": "the auth secret has at most {limit} bytes and no line break",
		"detail.hook_auth_bearer": "bearer needs a token",
		"detail.hook_auth_basic":  "basic needs a user's name without a colon",
		"detail.hook_auth_header": "\"{name}\" cannot be the name of an own header",
		"detail.hook_secret":      "a secret is whsec_ and then {min} to {max} random bytes in base64",
		"detail.hook_disabled":    "the endpoint is disabled already",
		"detail.hook_replay":      "say which: ids, a range, or failed",
		"detail.hook_resume":      "the endpoint is disabled; resume it first",
		"detail.hook_deleted":     "what delivery {id} told was deleted with its document",
	}
}

// settingRefusals are the sentences about settings and separators.
func settingRefusals() map[string]string {
	return map[string]string{
		"detail.set_unfiled":          "this program was started without a configuration file",
		"detail.set_unreadable":       "configuration {path}",
		"detail.set_malformed":        "configuration {path}",
		"detail.set_unwritable":       "write the configuration {path}",
		"detail.set_fixed":            "{key} cannot be changed here",
		"detail.set_variable":         "{key} is set by {variable}",
		"detail.set_written":          "{key} is written in the file in a way that only a person can change",
		"detail.set_value":            "{key}",
		"detail.set_limits":           "every value of [limits] must be above zero",
		"detail.set_worker_count":     "worker.count and worker.max_pages must not be negative",
		"detail.set_worker_timeout":   "worker.page_timeout must be at least 1s",
		"detail.set_worker_memory":    "worker.max_memory must be at least 200 MiB",
		"detail.set_languages_source": "ocr.by_source: name upload, window, import or folder",
		"detail.set_target":           "review.target must be above zero; to look at everything, name the fields in review.always",
		"detail.set_share":            "the share of wrong values must lie between 0 and 1, not {value}",
		"detail.set_share_field":      "the value for {name} must lie between 0 and 1, not {value}",
		"detail.set_field":            "there is no field \"{name}\"; name it with its type, such as receipt.total",
		"detail.separators_many":      "at most {limit} separators",
		"detail.separator_form":       "a separator is the text of a code with 1 to {limit} bytes, perhaps with an asterisk at its end, or {patch}, or {none}",
	}
}

// folderRefusals are the sentences about watched folders and their files.
func folderRefusals() map[string]string {
	return map[string]string{
		"detail.folder_name":         "a name has 1 to {limit} bytes on one line, without slashes",
		"detail.folder_taken":        "a watched folder called \"{name}\", or with that path",
		"detail.folder_settle":       "settle is from 0.1 to {limit} seconds",
		"detail.folder_after":        "a source is left, moved or deleted, not \"{value}\"",
		"detail.folder_patterns":     "at most {limit} patterns",
		"detail.folder_pattern_long": "a pattern has 1 to 500 bytes",
		"detail.folder_pattern":      "\"{pattern}\" is no pattern; write it as in *.pdf, drafts/ or 2026/**/*.tif",
		"detail.folder_languages":    "languages: write codes as in deu, eng",
		"detail.folder_move_to":      "sources are moved to a folder below the watched one, written as in done or archive/taken",
		"detail.folder_idle":         "the folder is {state}",
		"detail.folder_gone":         "it is not there",
		"detail.folder_unread":       "it may not be read",
		"detail.folder_closed":       "it cannot be opened",
		"detail.folder_elsewhere":    "the path leads elsewhere by now",
		"detail.folder_unmounted":    "it is empty: its disk or server is not mounted",
		"detail.folder_mute":         "the file system does not answer",
		"detail.file_locked":         "the file is locked",
		"detail.file_denied":         "permission denied",
		"detail.file_unread":         "the system refused the file",
		"detail.file_broken":         "it broke off while it was read",
		"detail.file_taken":          "the file was taken",
		"detail.file_gone":           "the file is not there any more",
		"detail.file_none":           "there is no file to be read",
		"detail.file_forgotten":      "its document was deleted; give the file another name to have it taken",
		"detail.file_meanwhile":      "the file moved on meanwhile",
		"detail.file_present":        "the file is still there",
	}
}
