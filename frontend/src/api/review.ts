import type createClient from "openapi-fetch";
import { unwrap } from "./answer";
import type { components, paths } from "./schema.gen";
import type { Box, Document } from "./types";

type Schemas = components["schemas"];

export type Word = Schemas["Word"];
export type Capture = Schemas["Capture"];
export type FieldRequest = Schemas["FieldRequest"];
export type TableEdit = Schemas["TableEditRequest"];
export type FieldChange = Schemas["FieldChange"];
export type Group = Schemas["Group"];
export type Card = Schemas["Card"];
export type Cards = Schemas["Cards"];
export type GroupItem = Schemas["TogetherItem"];
export type GroupOutcome = Schemas["GroupOutcome"];
export type NextInReview = Schemas["NextInReview"];
export type ReviewStep = Schemas["ReviewStep"];

/** Where a capture is read from, and as what. */
export interface Region {
  box: Box;
  field?: string;
  kind?: Schemas["RegionRequest"]["kind"];
}

/** The calls of a review; acts name the revision they were made on. Each throws ApiError. */
export interface ReviewApi {
  next(after: string, signal?: AbortSignal): Promise<NextInReview>;
  words(id: string, page: number, signal?: AbortSignal): Promise<Word[]>;
  history(id: string, field: string, signal?: AbortSignal): Promise<FieldChange[]>;
  /** Reads a part of a page closer; nothing is stored. */
  read(id: string, page: number, region: Region): Promise<Capture>;
  field(id: string, revision: number, field: string, body: FieldRequest): Promise<Document>;
  table(id: string, revision: number, table: string, edits: TableEdit[]): Promise<Document>;
  retype(id: string, revision: number, type: string): Promise<Document>;
  approve(id: string, revision: number, rest: boolean): Promise<Document>;
  reject(id: string, revision: number, reason: string): Promise<Document>;
  postpone(id: string, revision: number): Promise<Document>;
  reopen(id: string, revision: number): Promise<Document>;
  /** What of the documents that wait can be looked at together. */
  group(signal?: AbortSignal): Promise<Group>;
  /** One field of many documents, equal values side by side. */
  cards(field: string, after: string, signal?: AbortSignal): Promise<Cards>;
  /** Confirms fields of many documents, or approves many; undone as one step. */
  together(step: string, items: readonly GroupItem[]): Promise<GroupOutcome[]>;
  /** Takes back this person's last act, on whatever document. */
  undo(): Promise<ReviewStep>;
  redo(): Promise<ReviewStep>;
}

/** Makes the calls over the API's client. */
export function reviewApi(client: ReturnType<typeof createClient<paths>>): ReviewApi {
  const on = (id: string, revision: number) => ({
    path: { id },
    header: { "If-Match": `"${revision}"` },
  });
  return {
    next: async (after, signal) =>
      unwrap(await client.GET("/review/next", { params: { query: { after: after || undefined } }, signal })),
    words: async (id, page, signal) =>
      unwrap(
        await client.GET("/documents/{id}/pages/{page}/words", { params: { path: { id, page } }, signal }),
      ).words,
    history: async (id, field, signal) =>
      unwrap(
        await client.GET("/documents/{id}/fields/{field}/history", {
          params: { path: { id, field } },
          signal,
        }),
      ).changes,
    read: async (id, page, { box, ...as }) =>
      unwrap(
        await client.POST("/documents/{id}/pages/{page}/read", {
          params: { path: { id, page } },
          body: { ...as, box: [...box] },
        }),
      ),
    field: async (id, revision, field, body) => {
      const { path, header } = on(id, revision);
      return unwrap(
        await client.PATCH("/documents/{id}/fields/{field}", {
          params: { path: { ...path, field }, header },
          body,
        }),
      );
    },
    table: async (id, revision, table, edits) => {
      const { path, header } = on(id, revision);
      return unwrap(
        await client.PATCH("/documents/{id}/tables/{table}", {
          params: { path: { ...path, table }, header },
          body: { edits },
        }),
      );
    },
    retype: async (id, revision, type) =>
      unwrap(await client.PUT("/documents/{id}/type", { params: on(id, revision), body: { type } })),
    approve: async (id, revision, rest) =>
      unwrap(
        await client.POST("/documents/{id}/approve", {
          params: on(id, revision),
          body: { confirm_rest: rest },
        }),
      ),
    reject: async (id, revision, reason) =>
      unwrap(await client.POST("/documents/{id}/reject", { params: on(id, revision), body: { reason } })),
    postpone: async (id, revision) =>
      unwrap(await client.POST("/documents/{id}/postpone", { params: on(id, revision) })),
    reopen: async (id, revision) =>
      unwrap(await client.POST("/documents/{id}/reopen", { params: on(id, revision) })),
    group: async (signal) => unwrap(await client.GET("/review/together", { signal })),
    cards: async (field, after, signal) =>
      unwrap(
        await client.GET("/review/together/{field}", {
          params: { path: { field }, query: { after: after || undefined } },
          signal,
        }),
      ),
    together: async (step, items) =>
      unwrap(await client.POST("/review/together", { body: { step, items: [...items] } })).outcomes,
    undo: async () => unwrap(await client.POST("/review/undo")),
    redo: async () => unwrap(await client.POST("/review/redo")),
  };
}
