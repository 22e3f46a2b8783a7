import type { components } from "./schema.gen";

// The names the rest of the program uses for the API's generated types.
type Schemas = components["schemas"];

export type Document = Schemas["Document"];
export type Status = Document["status"];
export type Field = Schemas["Field"];
export type Candidate = Schemas["Candidate"];
export type Table = Schemas["Table"];
export type Cell = Schemas["Cell"];
export type Row = Schemas["Row"];
export type Pair = Schemas["Pair"];
export type Issue = Schemas["Issue"];
export type Warning = Schemas["Warning"];
export type PageInfo = Schemas["PageInfo"];
export type Failure = Schemas["Failure"];
export type Excerpt = Schemas["Excerpt"];
export type Listing = Schemas["Listing"];
export type LogEvent = Schemas["Event"];
export type ProgramStatus = Schemas["SystemStatus"];

export type Folder = Schemas["Folder"];
export type FolderCheck = Schemas["FolderCheck"];
export type FolderSettings = Schemas["FolderSettings"];
export type FolderRequest = Schemas["FolderRequest"];
export type FolderFile = Schemas["FolderFile"];
export type FileState = FolderFile["state"];
export type FileList = Schemas["FileList"];

export type Endpoint = Schemas["Endpoint"];
export type WebhookTarget = Schemas["WebhookTarget"];
export type WebhookKind = Schemas["WebhookKind"];
export type WebhookTrial = Schemas["WebhookTrial"];
export type WebhookArrival = Schemas["WebhookArrival"];
export type WebhookReceiver = Schemas["WebhookReceiver"];
export type WebhookWithSecret = Schemas["WebhookWithSecret"];
export type WebhookRequest = Schemas["WebhookRequest"];
export type WebhookPatch = Schemas["WebhookPatchRequest"];
export type Delivery = Schemas["Delivery"];
export type DeliveryState = Delivery["state"];
export type DeliveryList = Schemas["DeliveryList"];
export type DeliveryAttempt = Schemas["DeliveryAttempt"];
export type ReplayRequest = Schemas["ReplayRequest"];
export type Token = Schemas["Token"];
export type TokenScope = Token["scopes"][number];
export type TokenRequest = Schemas["TokenRequest"];
export type NewToken = Schemas["NewToken"];

export type Upkeep = Schemas["Upkeep"];
export type RetentionRule = Schemas["RetentionRule"];
export type RetentionRequest = Schemas["RetentionRequest"];
export type RetentionPreview = Schemas["RetentionPreview"];
export type RetentionRun = Schemas["RetentionRun"];
export type AuditListing = Schemas["AuditListing"];
export type AuditEntry = Schemas["AuditEntry"];

/** Left, top, right, bottom as fractions of the upright page. */
export type Box = readonly [number, number, number, number];

/** A box of the API, checked for its four numbers. */
export function boxOf(box: readonly number[] | null | undefined): Box | null {
  if (box?.length !== 4) return null;
  const [left, top, right, bottom] = box as unknown as Box;
  return right > left && bottom > top ? [left, top, right, bottom] : null;
}
