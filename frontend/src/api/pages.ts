import type createClient from "openapi-fetch";
import { unwrap } from "./answer";
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];

export type ArrangePart = Schemas["ArrangePart"];
export type ArrangePage = Schemas["ArrangePage"];
export type DocumentState = Schemas["DocumentState"];

/** The calls over the pages of documents; each throws ApiError. */
export interface PagesApi {
  /** Gives documents other pages; the answer names the documents of the parts. */
  arrange(id: string, revision: number, parts: ArrangePart[]): Promise<DocumentState[]>;
  /** Takes the last arrangement back. */
  undo(id: string): Promise<void>;
  /** Makes a document of each paper that lies on its pages. */
  apart(id: string, revision: number): Promise<DocumentState[]>;
  /** Says that the papers on its pages belong together. */
  together(id: string, revision: number): Promise<void>;
  /** Keeps a blank page, or leaves it out again. */
  keepBlank(id: string, page: number, keep: boolean): Promise<void>;
}

/** Makes the calls over the API's client. */
export function pagesApi(client: ReturnType<typeof createClient<paths>>): PagesApi {
  const at = (id: string, revision: number) => ({ path: { id }, header: { "If-Match": `"${revision}"` } });
  return {
    arrange: async (id, revision, parts) =>
      unwrap(
        await client.POST("/documents/{id}/pages", {
          params: at(id, revision),
          body: { parts },
        }),
      ).documents ?? [],
    undo: async (id) => {
      unwrap(await client.POST("/documents/{id}/pages/undo", { params: { path: { id } } }));
    },
    apart: async (id, revision) =>
      unwrap(await client.POST("/documents/{id}/papers", { params: at(id, revision) })).documents ?? [],
    together: async (id, revision) => {
      unwrap(await client.DELETE("/documents/{id}/papers", { params: at(id, revision) }));
    },
    keepBlank: async (id, page, keep) => {
      unwrap(
        await client.PUT("/documents/{id}/pages/{page}/blank", {
          params: { path: { id, page } },
          body: { keep },
        }),
      );
    },
  };
}
