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
}

/** Makes the calls over the API's client. */
export function pagesApi(client: ReturnType<typeof createClient<paths>>): PagesApi {
  return {
    arrange: async (id, revision, parts) =>
      unwrap(
        await client.POST("/documents/{id}/pages", {
          params: { path: { id }, header: { "If-Match": `"${revision}"` } },
          body: { parts },
        }),
      ).documents ?? [],
    undo: async (id) => {
      unwrap(await client.POST("/documents/{id}/pages/undo", { params: { path: { id } } }));
    },
  };
}
