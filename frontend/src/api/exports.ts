import type { Client } from "openapi-fetch";
import { done, unwrap } from "./answer";
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];

export type ExportProfile = Schemas["ExportProfile"];
export type ExportColumn = Schemas["ExportColumn"];
export type ExportStyle = Schemas["ExportStyle"];
export type ExportBatch = Schemas["ExportBatch"];
export type ExportSource = Schemas["ExportSource"];
export type ExportPreview = Schemas["ExportPreview"];
export type ExportCounts = Schemas["ExportCounts"];
export type ExportIssue = Schemas["ExportIssue"];
export type ExportHeld = Schemas["ExportHeld"];
export type ExportRun = Schemas["ExportRun"];
export type ExportRunList = Schemas["ExportRunList"];

/** Which documents, as lists are filtered. */
export interface ExportFilter {
  type?: string;
  q?: string;
  date_from?: string;
  date_to?: string;
  received_after?: string;
  received_before?: string;
}

/** What goes out. */
export interface ExportWish {
  filter: ExportFilter;
  which: "new" | "changed" | "all";
  review: boolean;
  ids?: string[];
}

/** The calls of exports; each throws ApiError. */
export interface ExportsApi {
  profiles(signal?: AbortSignal): Promise<ExportProfile[]>;
  sources(signal?: AbortSignal): Promise<ExportSource[]>;
  create(profile: ExportProfile): Promise<ExportProfile>;
  replace(profile: ExportProfile): Promise<ExportProfile>;
  remove(id: string): Promise<void>;
  /** With a draft, the profile as it is being made. */
  preview(
    wish: ExportWish,
    profile: string | ExportProfile,
    limit: number,
    signal?: AbortSignal,
  ): Promise<ExportPreview>;
  run(wish: ExportWish, profile: string): Promise<ExportRun>;
  runs(after: string, signal?: AbortSignal): Promise<ExportRunList>;
  delivered(id: string): Promise<void>;
  undo(id: string): Promise<void>;
}

/** Makes the calls of exports over a client. */
export function exportCalls(client: Client<paths>): ExportsApi {
  const of = (id: string) => ({ params: { path: { id } } });
  const asked = (wish: ExportWish) => ({ which: wish.which, review: wish.review, ids: wish.ids });
  return {
    profiles: async (signal) => unwrap(await client.GET("/export-profiles", { signal })).profiles,
    sources: async (signal) => unwrap(await client.GET("/export-profiles/sources", { signal })).sources,
    create: async (body) => unwrap(await client.POST("/export-profiles", { body })),
    replace: async (body) =>
      unwrap(await client.PUT("/export-profiles/{id}", { ...of(body.id ?? ""), body })),
    remove: async (id) => done(await client.DELETE("/export-profiles/{id}", of(id))),
    preview: async (wish, profile, limit, signal) =>
      unwrap(
        await client.POST("/exports/preview", {
          params: { query: wish.filter },
          body: {
            ...asked(wish),
            limit,
            ...(typeof profile === "string" ? { profile } : { draft: profile }),
          },
          signal,
        }),
      ),
    run: async (wish, profile) =>
      unwrap(
        await client.POST("/exports", { params: { query: wish.filter }, body: { ...asked(wish), profile } }),
      ),
    runs: async (after, signal) =>
      unwrap(await client.GET("/exports", { params: { query: { after: after || undefined } }, signal })),
    delivered: async (id) => done(await client.POST("/exports/{id}/delivered", of(id))),
    undo: async (id) => done(await client.POST("/exports/{id}/undo", of(id))),
  };
}
