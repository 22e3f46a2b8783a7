import type { Said } from "./said.en";

/** Why the API refuses something, by the sentence's key. */
export const refusedEn = {
  "detail.profile_file": "This is no file of an export profile, or one of a later version.",
  "detail.profile_schema": "The file says that it is “{value}”, not {wanted}.",
  "detail.profile_name": "A name has 1 to {limit} characters on one line.",
  "detail.profile_taken": "There is an export profile “{name}” already.",
  "detail.profile_builtin_name": "An export profile “{name}” comes with the program.",
  "detail.profile_builtin": "The profile {id} comes with the program; copy it and change the copy.",
  "detail.profile_rows": "There is no table “{value}” whose rows could be exported.",
  "detail.profile_value": "{member} cannot be “{value}”; it can be {choices}.",
  "detail.profile_columns": "A table has at least one column; JSON has none.",
  "detail.profile_sourceless": "Column {place}: choose what it shows.",
  "detail.profile_header": "Column {place}: write its name on one line.",
  "detail.profile_cells": "Column {place}: it can show cells only with one row per row of a table.",
  "detail.profile_source":
    "There is no source “{value}”. Write field:NAME, cell:NAME, fact:NAME, meta:KEY or text:…; facts are {choices}.",
  "detail.profile_batch": "A booking batch is CSV with semicolons, in Windows-1252, with CRLF.",
  "detail.profile_batch_year": "Write the day on which the financial year begins as in 01-01.",
  "detail.profile_batch_length": "Account numbers have 4 to 8 digits.",
  "detail.profile_batch_quotes": "Label and chart of accounts have no quotation marks.",
  "detail.profile_batch_missing": "The numbers of consultant and client are missing.",
  "detail.profile_constant": "The profile does not say what stands in “{column}”.",
  "detail.profile_years": "The documents are of more than one financial year: {span}.",
  "detail.profile_characters":
    "The name of the column “{column}” has characters that the encoding cannot write: {characters}",

  "detail.export_nothing": "Exported before: {exported}. Waiting for a person: {waiting}. Held back: {held}.",
  "detail.export_changed": "{left} of {count} documents are left, or their values are others.",
  "detail.export_meanwhile": "A document was changed meanwhile.",
  "detail.export_rowless": "A file of the format {format} has no rows.",
  "detail.export_sheet": "A sheet holds {count} rows.",

  "detail.append_unreadable": "The file to append to cannot be read.",
  "detail.append_ordinary": "It is no ordinary file.",
  "detail.append_disturbed": "Another program changed the file meanwhile.",
  "detail.append_whole": "A file of this profile is whole by itself; nothing can follow.",
  "detail.append_beginning": "The file begins in another way.",
  "detail.append_mark": "It begins with the mark of UTF-8; the profile writes {encoding} without.",
  "detail.append_markless": "The mark of UTF-8 at its beginning is missing.",
  "detail.append_lines": "Its lines end in another way than the profile’s.",
  "detail.append_encoding": "It is not in {encoding}.",
  "detail.append_quote": "It ends within a cell: a quotation mark is not closed.",
  "detail.append_delimiter":
    "What stands between its cells is another: {delimiter}. The profile writes: {wanted_delimiter}.",
  "detail.append_columns": "Its columns are {columns}, the profile’s {wanted}.",
  "detail.append_large": "It is larger than {megabytes} MB; begin a new one.",
  "detail.append_workbook": "It is no workbook that can be read.",
  "detail.append_sheet": "Its sheet cannot be read.",
} as const satisfies Partial<Said>;
